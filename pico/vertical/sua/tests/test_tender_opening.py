"""A tender is opened: numbered per SUA, with lots that hold, seen by its SUA and its enti alone."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pico.core.access.actor import ANONYMOUS
from pico.core.foundation.errors import Refusal
from pico.core.testing import cast

from ..actions.tenders import opening
from ..actions.tenders.opening import CategoryData
from ..models import Lot, Tender
from ..terms.tenders import TenderKind
from .tender_factories import NOW, lot, make_tender

pytestmark = pytest.mark.django_db


def test_numbers_run_per_sua_and_year_without_gaps(enti, actors):
    first = make_tender(enti, actors["treviso.sua"])
    with pytest.raises(Refusal):
        make_tender(enti, actors["treviso.sua"], lots=())
    second = make_tender(enti, actors["treviso.sua"])
    there = make_tender(enti, actors["brescia.sua"], sua=cast.BRESCIA, bodies=(cast.COMUNE_2,))
    next_year = make_tender(enti, actors["treviso.sua"], now=NOW.replace(year=2027))
    assert [one.number for one in (first, second, there, next_year)] == [
        "SUA-TV-2026-0001", "SUA-TV-2026-0002", "SUA-BS-2026-0001", "SUA-TV-2027-0001",
    ]  # fmt: skip


def test_its_value_is_that_of_all_lots_with_options(enti, actors):
    tender = make_tender(enti, actors["treviso.sua"], lots=(lot(1), lot(2)))
    assert tender.total == Decimal("704000.00")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lots": ()}, "lots_missing"),
        ({"title": "  "}, "subject_missing"),
        ({"bodies": ()}, "bodies_missing"),
        ({"kind": TenderKind.AGGREGATED}, "bodies_missing"),
        ({"lots": (lot(labour_amount=Decimal("300000.01")),)}, "wrong_lot"),
        ({"lots": (lot(cig="B1A47D9082"),)}, "wrong_lot"),
        ({"lots": (lot(1, cig="B1A47D9081"), lot(2, cig="b1a47d9081"))}, "cig_is_taken"),
        ({"lots": (lot(categories=(CategoryData("OG 1", Decimal(1)),)),)}, "one_main_category"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_hold_is_refused_and_nothing_is_kept(enti, actors, change, code):
    with pytest.raises(Refusal) as refused:
        make_tender(enti, actors["treviso.sua"], **change)
    assert refused.value.code == code
    assert not Tender.objects.exists()
    assert not Lot.objects.exists()


def test_quotas_stay_within_their_lot(enti, actors):
    shares = {enti[cast.COMUNE_1]: Decimal("200000"), enti[cast.COMUNE_2]: Decimal("152000.01")}
    with pytest.raises(Refusal) as refused:
        make_tender(
            enti, actors["treviso.sua"], kind=TenderKind.AGGREGATED,
            bodies=(cast.COMUNE_1, cast.COMUNE_2), lots=(lot(shares=shares),),
        )  # fmt: skip
    assert refused.value.code == "shares_above_lot"
    assert not Tender.objects.exists()


@pytest.mark.parametrize("who", ["comune1.rup", "treviso.admin", "upi.admin", "treviso.sit"])
def test_only_who_works_in_a_sua_opens(enti, actors, who):
    with pytest.raises(Refusal):
        make_tender(enti, actors[who])
    assert not Tender.objects.exists()


def test_nobody_opens_for_the_sua_of_others(enti, actors):
    with pytest.raises(Refusal) as refused:
        make_tender(enti, actors["brescia.sua"])
    assert refused.value.code == "not_your_sua"


def test_it_is_seen_by_its_sua_and_its_enti_alone(enti, actors):
    tender = make_tender(enti, actors["treviso.sua"])
    readers = {
        name
        for name, actor in actors.items()
        if Tender.objects.visible_to(actor).filter(pk=tender.pk).exists()
    }
    of_treviso = {name for name in actors if name.startswith("treviso.")}
    assert readers == of_treviso | {"comune1.referente", "comune1.rup"}
    assert not Tender.objects.visible_to(ANONYMOUS).exists()


def test_after_the_notice_amounts_stand(enti, actors):
    tender = make_tender(enti, actors["treviso.sua"])
    Tender.objects.update(state="PUBLISHED")
    one = tender.lots.get()
    with pytest.raises(Refusal) as refused:
        opening.change_lot(
            lot=one, data=lot(base_amount=Decimal("310000")), actor=actors["treviso.sua"], now=NOW
        )
    assert refused.value.code == "after_the_notice"
    opening.change_lot(
        lot=one, data=replace(lot(), cig="B1A47D9081"), actor=actors["treviso.sua"], now=NOW
    )
    one.refresh_from_db()
    assert (one.cig, one.base_amount) == ("B1A47D9081", Decimal("300000.00"))


def test_an_ente_outside_is_flagged_not_refused(enti, actors):
    tender = make_tender(enti, actors["treviso.sua"], bodies=(cast.COMUNE_1,))
    place = opening.add_body(
        tender=tender, ente=enti[cast.BRESCIA], actor=actors["treviso.sua"], now=NOW
    )
    assert place.is_outside
    assert not tender.places.get(ente=enti[cast.COMUNE_1]).is_outside
