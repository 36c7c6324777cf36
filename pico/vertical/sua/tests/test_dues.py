"""What the enti owe their SUA: made by the award from the agreement, asked for, corrected, collected, seen."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pico.core.access.actor import SYSTEM
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice
from pico.core.testing import cast
from pico.engines.deadlines.queries.terms import open_term, visible_terms
from pico.engines.deadlines.terms import TermState

from ..actions.agreements import make_agreement
from ..actions.contracts.feeding import feed_lot
from ..actions.contracts.registering import register_contract
from ..actions.dues.charging import charge_lot
from ..actions.dues.steps import make_step
from ..actions.parameters import load_parameters
from ..models import Contract, Due, Lot
from ..public import dues_of
from ..queries import dues as queries
from ..queries.printing import due_letter
from ..rules.clocks import DUE
from ..rules.fees import parts_by_weight
from ..terms.dues import DueItem, DueState
from ..terms.tenders import TenderKind
from .request_factories import make_agreed
from .tender_factories import CIGS, NOW, lot, make_tender
from .test_tender_steps import evaluated, lot_step, ready, win

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def officer(actors):
    return actors["treviso.sua"]


@pytest.fixture
def figures(enti):
    """The figures of the law, as the seed has them."""
    load_parameters(actor=SYSTEM, now=NOW)


def awarded(tender, number=1, *, on=TODAY) -> Lot:
    """A lot as its award leaves it, without the way that brought it there."""
    one = tender.lots.get(number=number)
    one.cig, one.awarded_on = CIGS[number - 1], on
    one.discount, one.award_amount = Decimal("10"), one.base_amount
    one.save()
    one.tender = tender
    return one


def charged(tender, officer, number=1):
    return charge_lot(awarded(tender, number), actor=officer, now=NOW)


@pytest.fixture
def due(enti, officer, figures):
    make_agreed(enti[cast.COMUNE_1], enti[cast.TREVISO])
    (made,) = charged(make_tender(enti, officer), officer)
    return made


def step(one, name, actor, now=NOW, **fields):
    make_step(record=one, name=name, actor=actor, now=now, **fields)
    one.refresh_from_db()
    return one


def asked(one, officer):
    return step(one, "request", officer, act="Nota 12/2026", due_on=TODAY + timedelta(days=30))


# Reckoning ----------------------------------------------------------------------------------------


def test_the_award_copies_the_scheme_the_base_and_the_figures(due):
    lines = {one.item: one for one in due.lines.all()}
    percent, anac = lines[DueItem.PERCENT], lines[DueItem.ANAC]
    assert (percent.base, percent.rate, percent.amount) == (300_000, Decimal("0.5"), 1500)
    assert "Delibera n. 41/2025" in percent.source
    assert anac.amount == 250  # of 352.000, safety and options in it
    assert due.amount == due.reckoned == sum(one.amount for one in lines.values())
    assert due.state == DueState.ESTIMATED


def test_the_award_of_a_lot_makes_it_by_itself(enti, officer, figures, people):
    make_agreed(enti[cast.COMUNE_1], enti[cast.TREVISO])
    tender = make_tender(enti, officer)
    ready(tender, officer, people)
    evaluated(tender, officer)
    one = tender.lots.get()
    win(one, officer)
    lot_step(one, "propose", officer, proposed_on=date(2026, 5, 4))
    lot_step(one, "verify", officer)
    assert not Due.objects.exists()
    lot_step(one, "award", officer, awarded_on=date(2026, 5, 18), effective_on=date(2026, 5, 20))
    made = Due.objects.get()
    assert (made.ente, made.reckoned_on) == (enti[cast.COMUNE_1], date(2026, 5, 18))


def test_the_lots_bear_their_part_of_one_fee(enti, officer, figures):
    """Band, minimum and contribution look at the tender: its lots together owe them once."""
    make_agreement(
        ente=enti[cast.COMUNE_1], sua=enti[cast.TREVISO], areas=(), actor=SYSTEM, now=NOW,
        values={"subject": "Convenzione", "act": "Delibera 1", "valid_from": date(2025, 1, 1),
                "valid_to": date(2029, 1, 1)},
        fees=({"scheme": "LUMP_SUM", "amount": Decimal("1000.01")},),
    )  # fmt: skip
    tender = make_tender(enti, officer, lots=[lot(number) for number in (1, 2, 3)])
    lumps = [
        one.lines.get(item=DueItem.LUMP_SUM).amount
        for number in (1, 2, 3)
        for one in charged(tender, officer, number)
    ]
    assert sum(lumps) == Decimal("1000.01")
    assert max(lumps) - min(lumps) <= Decimal("0.01")


def test_live_costs_have_the_contribution_in_them(enti, officer, figures):
    make_agreement(
        ente=enti[cast.COMUNE_1], sua=enti[cast.TREVISO], areas=(), actor=SYSTEM, now=NOW,
        values={"subject": "Convenzione", "act": "Delibera 1", "valid_from": date(2025, 1, 1),
                "valid_to": date(2029, 1, 1)},
        fees=({"scheme": "LIVE_COSTS", "amount": Decimal(900)},),
    )  # fmt: skip
    (made,) = charged(make_tender(enti, officer), officer)
    assert [one.item for one in made.lines.all()] == [DueItem.LIVE_COSTS]
    assert made.amount == 900


def test_enti_of_an_aggregated_tender_owe_by_quota_and_agreement(enti, officer, figures):
    one, two, three = (enti[key] for key in (cast.COMUNE_1, cast.COMUNE_2, cast.COMUNE_3))
    make_agreed(one, enti[cast.TREVISO])
    make_agreed(two, enti[cast.TREVISO])
    tender = make_tender(
        enti, officer, kind=TenderKind.AGGREGATED,
        bodies=(cast.COMUNE_1, cast.COMUNE_2, cast.COMUNE_3),
        lots=[lot(1, shares={one: Decimal(200_000), two: Decimal(50_000), three: Decimal(50_000)})],
    )  # fmt: skip
    made = {due.ente: due for due in charged(tender, officer)}
    assert set(made) == {one, two}  # the third has no agreement: said in the timeline
    assert [made[ente].base for ente in (one, two)] == [200_000, 50_000]
    assert made[one].lines.get(item=DueItem.PERCENT).amount == 1000
    assert made[two].lines.get(item=DueItem.PERCENT).amount == 250
    assert tender.events.filter(words__contains="non ha una convenzione").count() == 1


def test_who_left_the_tender_owes_nothing(enti, officer, figures):
    one, two = enti[cast.COMUNE_1], enti[cast.COMUNE_2]
    for ente in (one, two):
        make_agreed(ente, enti[cast.TREVISO])
    tender = make_tender(
        enti, officer, kind=TenderKind.AGGREGATED, bodies=(cast.COMUNE_1, cast.COMUNE_2),
        lots=[lot(1, shares={one: Decimal(200_000), two: Decimal(100_000)})],
    )  # fmt: skip
    tender.tracks.filter(ente=two).update(state="WITHDRAWN")
    assert [due.ente for due in charged(tender, officer)] == [one]


def test_charged_twice_it_adds_nothing(due, officer):
    charge_lot(Lot.objects.get(pk=due.lot_id), actor=officer, now=NOW)
    assert Due.objects.count() == 1


def test_a_tender_of_its_own_owes_nothing(enti, officer, figures):
    tender = make_tender(enti, officer, kind=TenderKind.OWN, bodies=())
    assert charged(tender, officer) == []


@given(
    st.integers(0, 100_000_000),
    st.lists(st.integers(1, 100_000), min_size=1, max_size=9),
)
def test_parts_make_the_whole(cents, weights):
    amount = Decimal(cents) / 100
    parts = parts_by_weight(amount, {n: Decimal(weight) for n, weight in enumerate(weights)})
    assert sum(parts.values()) == amount
    assert all(part >= 0 for part in parts.values())


# Asking, correcting, collecting ---------------------------------------------------------------------


def test_it_is_asked_for_and_collected(due, officer, people):
    asked(due, officer)
    assert (due.state, due.requested_on) == (DueState.REQUESTED, TODAY)
    told = Notice.objects.filter(kind="sua.due.moved", person=people["comune1.referente"])
    assert "Nota 12/2026" in told.get().body
    step(due, "collect", officer, paid_on=TODAY)
    assert (due.state, due.paid_on) == (DueState.COLLECTED, TODAY)
    step(due, "reopen", officer, reason="Il bonifico era di un'altra gara")
    assert (due.state, due.paid_on) == (DueState.REQUESTED, None)


def test_the_day_stands_in_the_timetable_until_it_is_paid(due, officer, actors):
    asked(due, officer)
    term = open_term(due, DUE)
    assert (term.due_on, term.owner) == (due.due_on, due.ente)
    seen = {name for name, actor in actors.items() if term in visible_terms(actor)}
    assert {"comune1.referente", "treviso.sua"} <= seen
    assert not seen & {"comune2.referente", "brescia.sua", "upi.admin"}
    step(due, "collect", officer, paid_on=TODAY)
    term.refresh_from_db()
    assert (term.state, open_term(due, DUE)) == (TermState.MET, None)
    step(due, "reopen", officer, reason="Il bonifico era di un'altra gara")
    assert open_term(due, DUE).due_on == due.due_on
    step(due, "offset", officer, act="Nota 20/2026", reason="Con il rimborso di giugno")
    assert open_term(due, DUE) is None


def test_a_correction_needs_a_reason_and_keeps_what_was_reckoned(due, officer):
    with pytest.raises(Refusal):
        step(due, "correct", officer, amount=Decimal(900), reason=" ")
    due.refresh_from_db()
    assert due.amount == due.reckoned
    reckoned = due.amount
    step(due, "correct", officer, amount=Decimal(900), reason="Costi vivi minori")
    assert (due.amount, due.reckoned, due.correction) == (900, reckoned, "Costi vivi minori")
    assert due.state == DueState.ESTIMATED


@pytest.mark.parametrize(
    ("name", "fields", "code"),
    [
        ("request", {"act": "Nota", "due_on": TODAY - timedelta(days=1)}, "day_is_past"),
        ("request", {"act": "Nota", "due_on": TODAY + timedelta(days=2000)}, "day_too_far"),
        ("correct", {"amount": Decimal(-1), "reason": "x"}, "negative_amount"),
        ("collect", {"paid_on": TODAY}, "wrong_state"),
    ],
)
def test_refusals_change_nothing(due, officer, name, fields, code):
    before = Due.objects.values().get()
    with pytest.raises(Refusal) as refused:
        step(due, name, officer, **fields)
    assert refused.value.code == code
    assert Due.objects.values().get() == before


def test_a_correction_to_the_same_amount_is_refused(due, officer):
    with pytest.raises(Refusal, match="L'importo è già"):
        step(due, "correct", officer, amount=due.amount, reason="x")


def test_the_ente_and_others_change_nothing(due, actors):
    for who in ("comune1.referente", "comune1.rup", "brescia.sua", "comune2.referente"):
        with pytest.raises(Refusal):
            asked(due, actors[who])
    due.refresh_from_db()
    assert due.state == DueState.ESTIMATED


# Who sees it ----------------------------------------------------------------------------------------


def test_the_sua_and_the_ente_see_it_nobody_else(due, sign_in):
    addresses = (
        f"rimborsi/{due.pk}/",
        f"rimborsi/{due.pk}/lettera.pdf",
        f"rimborsi/{due.pk}/passi/request/",
    )
    for who in ("treviso.sua", "comune1.referente"):
        assert sign_in(who).get(f"/treviso/sua/{addresses[0]}").status_code == 200
    for who in ("brescia.sua", "comune2.referente", "upi.admin"):
        client = sign_in(who)
        assert [client.get(f"/treviso/sua/{one}").status_code for one in addresses] == [404] * 3
        listed = client.get("/treviso/sua/rimborsi/")
        assert "SUA-TV" not in listed.content.decode()


def test_the_list_adds_up_what_it_shows(due, sign_in):
    client = sign_in("treviso.sua")
    page = client.get("/treviso/sua/rimborsi/").content.decode()
    assert "1.750,00" in page
    assert "1 dovuto" in page
    assert "1.750,00" not in client.get("/treviso/sua/rimborsi/?stato=COLLECTED").content.decode()
    sheet = client.get("/treviso/sua/rimborsi/?formato=csv")
    assert b"1750,00" in b"".join(sheet.streaming_content)


def test_a_page_costs_the_same_whatever_the_rows(
    enti, officer, figures, sign_in, django_assert_max_num_queries
):
    make_agreed(enti[cast.COMUNE_1], enti[cast.TREVISO])
    client = sign_in("treviso.sua")
    counts = []
    for _round in range(2):
        for _tender in range(3):
            tender = make_tender(enti, officer)
            one = awarded(tender)
            Lot.objects.filter(pk=one.pk).update(cig="")
            charge_lot(one, actor=officer, now=NOW)
        client.get("/treviso/sua/rimborsi/")
        with django_assert_max_num_queries(60) as seen:
            client.get("/treviso/sua/rimborsi/")
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]


def test_several_are_asked_for_with_one_note(due, officer, sign_in):
    client = sign_in("treviso.sua")
    path, chosen = "/treviso/sua/rimborsi/richiedi/", {"scelti": [str(due.pk)]}
    assert "Una nota e un termine" in client.post(path, chosen).content.decode()
    due.refresh_from_db()
    assert due.state == DueState.ESTIMATED
    given = {**chosen, "act": "Nota 7", "due_on": f"{timezone.localdate() + timedelta(days=30)}"}
    assert client.post(path, given).status_code == 302
    due.refresh_from_db()
    assert (due.state, due.act) == (DueState.REQUESTED, "Nota 7")
    sign_in("comune1.referente").post(path, given)
    sign_in("brescia.sua").post(path.replace("treviso", "brescia"), given)
    before = due.revision
    due.refresh_from_db()
    assert due.revision == before


def test_the_letter_says_what_is_owed_and_why(due, officer, sign_in):
    asked(due, officer)
    client = sign_in("treviso.sua")
    page = client.get(f"/treviso/sua/rimborsi/{due.pk}/lettera.docx")
    assert page.content.startswith(b"PK")
    words = due_letter(queries.due_for(due.pk, officer, due.sua), now=NOW)
    assert all(one in words for one in ("Nota 12/2026", "1.750,00", "Delibera n. 41/2025"))
    assert client.get(f"/treviso/sua/rimborsi/{due.pk}/lettera.pdf").content.startswith(b"%PDF")


def test_estimate_and_charge_stand_side_by_side(due, officer, sign_in):
    found = queries.of_tender(due.lot.tender, officer)
    assert queries.compared(due.lot.tender, due.ente_id, found).charged == due.amount
    page = sign_in("treviso.sua").get(f"/treviso/sua/gare/{due.lot.tender.number}/")
    assert "Rimborsi alla SUA" in page.content.decode()


def test_the_door_gives_the_dues_of_a_year(due, enti):
    (row,) = dues_of(enti[cast.TREVISO], year=2026)
    assert (row.ente_id, row.amount, row.state) == (due.ente_id, due.amount, "ESTIMATED")
    assert dues_of(enti[cast.BRESCIA], year=2026) == []


# The register of contracts --------------------------------------------------------------------------


def contracted(tender):
    one = awarded(tender)
    one.contract_on, one.contract_amount = TODAY, Decimal(270_000)
    one.save()
    one.winners.create(fiscal_code="00743110157", name="Ristorazione Veneta srl")
    return one


def test_a_contract_enters_the_register_once(enti, officer, figures):
    one = contracted(make_tender(enti, officer))
    (made,) = feed_lot(one, now=NOW)
    assert (made.ente, made.cig, made.origin) == (enti[cast.COMUNE_1], CIGS[0], "TENDER")
    assert made.ends_on == TODAY + timedelta(days=730)
    assert made.yearly_amount == 135_000
    assert (made.supplier, made.tender_number) == ("Ristorazione Veneta srl", one.tender.number)
    assert feed_lot(one, now=NOW) == []
    assert Contract.objects.count() == 1


def test_what_the_ente_wrote_by_hand_stays(enti, officer, figures, actors):
    one = contracted(make_tender(enti, officer))
    register_contract(
        ente=enti[cast.COMUNE_1], sua=enti[cast.TREVISO], actor=actors["comune1.rup"], now=NOW,
        fields={"cig": CIGS[0], "subject": "Mensa", "kind": "SERVICES", "supplier": "X", "amount": 1, "starts_on": TODAY, "ends_on": TODAY},
    )  # fmt: skip
    assert feed_lot(one, now=NOW) == []
    assert Contract.objects.get().subject == "Mensa"


def test_a_lot_without_length_is_said_not_invented(enti, officer):
    tender = make_tender(enti, officer, lots=[lot(1, days=None)])
    assert feed_lot(contracted(tender), now=NOW) == []
    assert tender.events.filter(words__contains="manca la durata").exists()
