"""Where the nouns meet: confirmed CIGs in lots, lots without CUP, derived contracts, campaigns of a tender."""

from datetime import date
from decimal import Decimal

import pytest

from pico.core.foundation.errors import Refusal
from pico.core.testing import cast

from ..actions.checks.healing import confirm_cig
from ..actions.contracts.feeding import feed_derived
from ..actions.tenders import opening, results
from ..models import Campaign, Contract, DerivedContract, Lot, Tender
from ..queries import checks
from ..terms.procurement import ContractKind
from ..terms.tenders import TenderKind
from .tender_factories import CIGS, NOW, lot, make_tender

pytestmark = pytest.mark.django_db
WRONG = "B1A47D9082"  # its check digits are those of B1A47D9081


@pytest.fixture
def officer(actors):
    return actors["treviso.sua"]


def confirm(enti, actors):
    confirm_cig(
        cig=WRONG, reason="Così sta su PCP", sua=enti[cast.TREVISO],
        actor=actors["treviso.dirigente"], now=NOW,
    )  # fmt: skip


def test_a_wrong_cig_is_refused_until_it_is_confirmed(enti, officer, actors):
    one = make_tender(enti, officer).lots.get()
    with pytest.raises(Refusal) as refused:
        results.set_cig(lot=one, cig=WRONG, actor=officer, now=NOW)
    assert refused.value.code == "wrong_cig"
    assert "Controlla prima di inviare" in refused.value.message
    assert Lot.objects.get(pk=one.pk).cig == ""
    confirm(enti, actors)
    assert results.set_cig(lot=one, cig=WRONG.lower(), actor=officer, now=NOW).cig == WRONG


def test_the_form_of_a_lot_takes_it_too_and_another_sua_does_not(enti, officer, actors):
    confirm(enti, actors)
    tender = make_tender(enti, officer)
    made = opening.add_lot(tender=tender, data=lot(2, cig=WRONG), actor=officer, now=NOW)
    assert made.cig == WRONG
    brescia = actors["brescia.sua"]
    other = make_tender(enti, brescia, sua=cast.BRESCIA)
    with pytest.raises(Refusal):
        opening.add_lot(tender=other, data=lot(2, cig=WRONG), actor=brescia, now=NOW)
    assert other.lots.count() == 1


def test_lots_that_should_have_a_cup_are_found_with_the_one_of_their_tender(enti, officer, sign_in):
    works = make_tender(
        enti, officer, contract_kind=ContractKind.WORKS, title="Ponte",
        lots=(lot(1, cig=CIGS[0]), lot(2, cig=CIGS[1], cups=("C11G26000000001",))),
    )  # fmt: skip
    make_tender(enti, officer, lots=(lot(1, cig=CIGS[2]),))  # services: none is due
    (found,) = checks.lots_without_cup(officer)
    assert (found.tender, found.number) == (works, 1)
    assert checks.cup_of_the_other_lots(found) == "C11G26000000001"
    path = "/treviso/sua/controlli/senza-cup/gare/"
    assert CIGS[0] in sign_in("comune1.referente").get(path).content.decode()
    for who in ("comune2.referente", "brescia.sua", "upi.admin"):
        assert CIGS[0] not in sign_in(who).get(path).content.decode()


def test_that_list_costs_the_same_whatever_the_rows(
    enti, officer, sign_in, django_assert_max_num_queries
):
    client, counts, numbers = sign_in("treviso.sua"), [], iter(CIGS)
    path = "/treviso/sua/controlli/senza-cup/gare/"
    for _round in range(2):
        for _tender in range(2):
            make_tender(
                enti, officer, contract_kind=ContractKind.WORKS, lots=(lot(1, cig=next(numbers)),)
            )
        client.get(path)
        with django_assert_max_num_queries(60) as seen:
            client.get(path)
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]


@pytest.fixture
def aggregated(enti, officer):
    return make_tender(
        enti, officer, kind=TenderKind.AGGREGATED,
        bodies=(cast.COMUNE_1, cast.COMUNE_2, cast.COMUNE_3),
        lots=(lot(1, shares={enti[cast.COMUNE_1]: Decimal(100_000)}),),
    )  # fmt: skip


def test_a_derived_contract_enters_the_register_and_ends_with_its_framework(aggregated, enti):
    one = aggregated.lots.get()
    Lot.objects.filter(pk=one.pk).update(contract_on=date(2026, 6, 1))
    one.refresh_from_db()
    derived = DerivedContract.objects.create(
        lot=one, ente=enti[cast.COMUNE_1], cig=CIGS[3], amount=Decimal(20_000),
        signed_on=date(2026, 9, 1), card="P6_2",
    )  # fmt: skip
    made = feed_derived(derived, now=NOW)
    assert (made.starts_on, made.ends_on) == (date(2026, 9, 1), date(2028, 5, 31))
    assert (made.cig, made.amount, made.origin) == (CIGS[3], 20_000, "TENDER")
    assert feed_derived(derived, now=NOW) is None
    assert Contract.objects.count() == 1


def test_a_list_says_how_many_enti_an_aggregated_tender_has(aggregated, sign_in):
    page = sign_in("treviso.sua").get("/treviso/sua/gare/").content.decode()
    assert "3 enti" in page
    board = sign_in("treviso.sua").get("/treviso/sua/gare/fasi/").content.decode()
    assert "3 enti" in board


def test_a_tender_shows_the_campaign_it_comes_from(aggregated, enti, sign_in):
    Campaign.objects.create(owner=enti[cast.TREVISO], title="Sale per le strade", tender=aggregated)
    path = f"/treviso/sua/gare/{Tender.objects.get().number}/"
    assert "Sale per le strade" in sign_in("treviso.sua").get(path).content.decode()
    assert "Sale per le strade" not in sign_in("comune3.referente").get(path).content.decode()
