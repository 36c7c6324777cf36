"""An aggregated tender: each ente has its track, its ceiling, its contracts; capacity moves with leave."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico.core.foundation.errors import Refusal
from pico.core.testing import cast
from pico.engines.workflow.cases import try_case, workflow_cases

from ..actions.tenders import aggregated
from ..models import CapacityTransfer, DerivedContract, Lot, Tender, Track
from ..queries.aggregated import capacities
from ..rules.capacity import derived_card, residual
from ..terms.procurement import Technique
from ..terms.tenders import TenderKind
from ..workflow.aggregated import TRACK
from ..workflow.tenders import has_its_adhesions
from .tender_factories import CIGS, NOW, lot, make_tender

pytestmark = pytest.mark.django_db
cents = st.decimals(0, 1_000_000, places=2)


@pytest.fixture
def officer(actors):
    return actors["treviso.sua"]


@pytest.fixture
def tender(enti, officer):
    shares = {enti[cast.COMUNE_1]: Decimal(100_000), enti[cast.COMUNE_2]: Decimal(60_000)}
    return make_tender(
        enti, officer, kind=TenderKind.AGGREGATED, lots=(lot(shares=shares),),
        bodies=(cast.COMUNE_1, cast.COMUNE_2), technique=Technique.FRAMEWORK,
    )  # fmt: skip


def track_of(tender, enti, key) -> Track:
    return Track.objects.select_related("tender").get(tender=tender, ente=enti[key])


def move(track, name, actor, **fields):
    return aggregated.make_track_step(record=track, name=name, actor=actor, now=NOW, **fields)


def adhere(tender, enti, actors, key, who):
    track = track_of(tender, enti, key)
    move(track, "validate", actors["treviso.sua"])
    move(track, "adhere", actors[who], act="Delibera 12", act_on=date(2026, 3, 2))
    return track


@pytest.fixture
def active(tender, enti, actors):
    """Two enti adhered, the framework agreement is signed."""
    adhere(tender, enti, actors, cast.COMUNE_1, "comune1.rup")
    adhere(tender, enti, actors, cast.COMUNE_2, "comune2.referente")
    Lot.objects.update(state="CONTRACTED", outcome="AWARDED")
    Tender.objects.update(state="CONTRACTED")
    return Tender.objects.get(pk=tender.pk)


def derive(tender, enti, actor, key=cast.COMUNE_1, amount="40000", cig=CIGS[0]):
    return aggregated.derive_contract(
        lot=tender.lots.get(), track=track_of(tender, enti, key), cig=cig, amount=Decimal(amount),
        signed_on=date(2026, 9, 1), actor=actor, now=NOW,
    )  # fmt: skip


def left(tender, enti, key) -> Decimal:
    return capacities(Tender.objects.get(pk=tender.pk))[enti[key].pk][0].left


def test_a_track_for_each_ente_and_no_acts_before_they_adhere(tender, enti, actors):
    assert set(tender.tracks.values_list("state", flat=True)) == {"INVITED"}
    assert "2 adesioni" in has_its_adhesions(tender)
    adhere(tender, enti, actors, cast.COMUNE_1, "comune1.rup")
    adhere(tender, enti, actors, cast.COMUNE_2, "comune2.referente")
    assert has_its_adhesions(Tender.objects.get(pk=tender.pk)) is None


def test_needs_already_collected_are_validated(enti, officer):
    made = make_tender(
        enti, officer, kind=TenderKind.AGGREGATED, bodies=(cast.COMUNE_1, cast.COMUNE_2),
        campaign=object(),
    )  # fmt: skip
    assert set(made.tracks.values_list("state", flat=True)) == {"VALIDATED"}


def test_adhesion_is_by_act_and_by_the_ente_itself(tender, enti, actors, officer):
    track = track_of(tender, enti, cast.COMUNE_1)
    move(track, "validate", officer)
    given_act = {"act": "Delibera 12", "act_on": date(2026, 3, 2)}
    for stranger in ("comune2.referente", "treviso.sua", "brescia.sua"):
        with pytest.raises(Refusal):
            move(track, "adhere", actors[stranger], **given_act)
    with pytest.raises(Refusal) as refused:
        move(track, "adhere", actors["comune1.rup"], act="", act_on=None)
    assert refused.value.code == "missing_act"
    track.refresh_from_db()
    assert track.state == "VALIDATED"


def test_after_the_notice_one_leaves_with_leave_only(tender, enti, actors, officer):
    track = adhere(tender, enti, actors, cast.COMUNE_1, "comune1.rup")
    Tender.objects.update(state="PUBLISHED")
    track = track_of(tender, enti, cast.COMUNE_1)
    with pytest.raises(Refusal) as refused:
        move(track, "withdraw", actors["comune1.rup"], reason="Cambio di programma")
    assert refused.value.code == "is_before_the_notice"
    move(track, "release", officer, reason="Con rimborso dei costi")
    assert track.state == "WITHDRAWN"


def test_contracts_eat_the_capacity_of_their_ente(active, enti, actors):
    contract = derive(active, enti, actors["comune1.rup"])
    assert contract.card == "AD4"
    assert left(active, enti, cast.COMUNE_1) == Decimal(60_000)
    assert left(active, enti, cast.COMUNE_2) == Decimal(60_000)
    assert track_of(active, enti, cast.COMUNE_1).state == "DERIVED"
    with pytest.raises(Refusal) as refused:
        derive(active, enti, actors["comune1.rup"], amount="60000.01", cig=CIGS[1])
    assert refused.value.code == "above_capacity"
    derive(active, enti, actors["comune1.rup"], amount="60000", cig=CIGS[1])
    assert left(active, enti, cast.COMUNE_1) == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [({"cig": "B1A47D9082"}, "wrong_cig"), ({"amount": "0"}, "above_capacity")],
)
def test_what_does_not_hold_is_refused(active, enti, actors, change, code):
    with pytest.raises(Refusal) as refused:
        derive(active, enti, actors["comune1.rup"], **change)
    assert refused.value.code == code
    assert not DerivedContract.objects.exists()


def test_no_contract_before_the_award_nor_for_others(tender, active, enti, actors):
    with pytest.raises(Refusal):
        derive(active, enti, actors["comune2.referente"])
    Lot.objects.update(state="EVALUATION")
    with pytest.raises(Refusal) as refused:
        derive(active, enti, actors["comune1.rup"])
    assert refused.value.code == "not_active"
    assert not DerivedContract.objects.exists()


def test_capacity_moves_when_the_sua_says_so(active, enti, actors, officer):
    asked = aggregated.offer_capacity(
        lot=active.lots.get(), track=track_of(active, enti, cast.COMUNE_1),
        taker=enti[cast.COMUNE_2], amount=Decimal(30_000), reason="Meno utenti",
        actor=actors["comune1.rup"], now=NOW,
    )  # fmt: skip
    assert left(active, enti, cast.COMUNE_2) == Decimal(60_000)
    with pytest.raises(Refusal):
        aggregated.answer_transfer(
            transfer=asked, is_approved=True, actor=actors["comune2.referente"], now=NOW
        )
    derive(active, enti, actors["comune1.rup"], amount="80000")
    with pytest.raises(Refusal) as refused:
        aggregated.answer_transfer(transfer=asked, is_approved=True, actor=officer, now=NOW)
    assert refused.value.code == "above_capacity"
    DerivedContract.objects.all().delete()
    aggregated.answer_transfer(transfer=asked, is_approved=True, actor=officer, now=NOW)
    assert left(active, enti, cast.COMUNE_1) == Decimal(70_000)
    assert left(active, enti, cast.COMUNE_2) == Decimal(90_000)
    with pytest.raises(Refusal) as refused:
        aggregated.answer_transfer(transfer=asked, is_approved=False, actor=officer, now=NOW)
    assert refused.value.code == "already_answered"


def test_capacity_stays_among_who_adhered(active, enti, actors):
    with pytest.raises(Refusal) as refused:
        aggregated.offer_capacity(
            lot=active.lots.get(), track=track_of(active, enti, cast.COMUNE_1),
            taker=enti[cast.COMUNE_3], amount=Decimal(1), reason="x", actor=actors["comune1.rup"],
            now=NOW,
        )  # fmt: skip
    assert refused.value.code == "not_adherent"
    assert not CapacityTransfer.objects.exists()


def test_the_page_says_what_is_left_to_those_of_the_tender(active, enti, actors, sign_in):
    derive(active, enti, actors["comune1.rup"])
    path = f"/treviso/sua/gare/{active.number}/enti/"
    page = sign_in("comune2.referente").get(path).content.decode()
    assert CIGS[0] in page
    for who in ("brescia.sua", "comune3.referente", "upi.admin"):
        assert sign_in(who).get(path).status_code == 404
        assert sign_in(who).post(f"{path}1/contratto/").status_code == 404
    client = sign_in("comune1.rup")
    track = track_of(active, enti, cast.COMUNE_1)
    answer = client.post(
        f"{path}{track.pk}/contratto/",
        {"lot": active.lots.get().pk, "cig": CIGS[1], "amount": "10.000,00", "signed_on": "2026-09-01"},
    )  # fmt: skip
    assert answer.status_code == 302
    assert left(active, enti, cast.COMUNE_1) == Decimal(50_000)


@given(cents, cents, cents, cents)
def test_what_is_left_never_goes_below_zero(ceiling, used, gave, took):
    if used + gave > ceiling + took:
        with pytest.raises(ValueError, match="More"):
            residual(ceiling=ceiling, used=used, given=gave, taken=took)
    else:
        found = residual(ceiling=ceiling, used=used, given=gave, taken=took)
        assert found + used + gave == ceiling + took


def test_the_card_of_what_is_ordered():
    assert derived_card(technique=Technique.FRAMEWORK, has_new_competition=False)[0] == "AD4"
    assert derived_card(technique=Technique.FRAMEWORK, has_new_competition=True)[0] == "P6_2"
    assert derived_card(technique=Technique.NONE, has_new_competition=False)[0] == "SC1"


SUA = ("treviso.sua", "treviso.dirigente")
OWN = ("comune1.rup", "comune1.referente")
MAY = dict.fromkeys(("interest", "send_need", "adhere", "start", "finish", "withdraw"), OWN) | dict.fromkeys(("validate", "release", "exclude"), SUA) | {"": ("brescia.sua", "comune2.referente", "upi.admin")}  # fmt: skip


def test_the_table_of_tracks(tender, enti, actors):
    track = track_of(tender, enti, cast.COMUNE_1)
    for case in workflow_cases(TRACK, MAY):
        try_case(case, actor=actors[case.role], record=track)
