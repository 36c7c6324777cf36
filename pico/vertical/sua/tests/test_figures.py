"""The figures of the SUA: what they count, who sees which, what stays hidden, at what cost."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median_low

import pytest
from django.db.models import F

from pico.core.access.actor import SYSTEM
from pico.core.testing import cast
from pico.core.ui.formats import date_it

from ..actions.dues.charging import charge_lot
from ..actions.parameters import load_parameters
from ..models import Lot, Tender
from ..public import Period, provinces_of
from ..queries.figures import choosing, counting, times
from ..queries.figures.choosing import Choice
from ..queries.figures.ranking import quartiles
from ..terms.figures import INDICATORS, DateOn, Phase
from ..terms.procurement import ContractKind
from .request_factories import make_agreed
from .tender_factories import NOW, lot, make_tender

pytestmark = pytest.mark.django_db
YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
PATH = "/treviso/sua/cruscotto/?dal=2026-01-01&al=2026-12-31"


@pytest.fixture
def officer(actors):
    load_parameters(actor=SYSTEM, now=NOW)
    return actors["treviso.sua"]


def awarded(enti, officer, discount, *, days=60, bids=3, **fields) -> Lot:
    """A tender of one lot, published, awarded `days` after its bids, contracted ten days later."""
    tender = make_tender(enti, officer, **fields)
    due = datetime(2026, 4, 20, 10, tzinfo=UTC)
    Tender.objects.filter(pk=tender.pk).update(
        state="CONTRACTED", published_at=due - timedelta(days=35), bids_due_at=due
    )
    one = tender.lots.get()
    one.state, one.outcome, one.bids_count = "CONTRACTED", "AWARDED", bids
    one.discount = Decimal(discount)
    one.award_amount = one.computed_award
    one.awarded_on = date(2026, 4, 20) + timedelta(days=days)
    one.contract_on = one.awarded_on + timedelta(days=10)
    one.save()
    return one


@pytest.fixture
def five(enti, officer):
    """Five awards at Treviso: four of Castelfranco, one of Conegliano."""
    bodies = [(cast.COMUNE_1,)] * 4 + [(cast.COMUNE_2,)]
    return [
        awarded(enti, officer, discount, days=days, bids=bids, bodies=body)
        for discount, days, bids, body in zip(
            ("5", "10", "12", "20", "40"), (30, 40, 50, 60, 100), (1, 2, 3, 3, 7), bodies, strict=True
        )
    ]  # fmt: skip


def choice(enti, **fields) -> Choice:
    return Choice(**YEAR, sua_id=enti[cast.TREVISO].pk, **fields)


# What they count ------------------------------------------------------------------------------------


def test_sums_are_those_of_the_awarded_lots(five, enti, officer):
    make_tender(enti, officer)  # one that is not awarded yet
    found = counting.sums(choosing.lots(officer, choice(enti)))
    whole = sum(one.base_amount + one.safety_amount for one in five)
    award = sum(one.award_amount for one in five)
    assert (found.tenders, found.lots, found.awarded) == (6, 6, 5)
    assert found.saving == whole - award
    assert found.weighted_discount == ((whole - award) * 100 / whole).quantize(Decimal("0.1"))
    assert found.mean_discount == Decimal("17.4")
    assert found.single_bid == 20


def test_quartiles_are_values_that_occurred(five, officer, enti):
    found = counting.discount(choosing.lots(officer, choice(enti)))
    assert (found.count, found.low, found.median, found.high) == (5, 10, 12, 20)
    by_ente = quartiles(Lot.objects.all(), F("discount"), "tender__holder")
    assert by_ente[(enti[cast.COMUNE_2].pk,)].median == 40
    assert by_ente[(enti[cast.COMUNE_1].pk,)].median == median_low([5, 10, 12, 20])


def test_the_phases_are_days_between_two_steps(five, officer, enti):
    chosen = choice(enti)
    found = {
        one.phase: one.found
        for one in times.stretches(
            requests=choosing.requests(officer, chosen), tenders=choosing.tenders(officer, chosen),
            lots=choosing.lots(officer, chosen),
        )
    }  # fmt: skip
    assert (found[Phase.AWARD].low, found[Phase.AWARD].median, found[Phase.AWARD].high) == (
        40,
        50,
        60,
    )
    assert found[Phase.CONTRACT].median == 10
    assert found[Phase.BIDS_TO_CONTRACT].median == 60
    assert found[Phase.BIDS].median == 35
    assert found[Phase.ASKED] is None


def test_the_choice_narrows(five, officer, enti):
    def count(**fields):
        return choosing.lots(officer, choice(enti, **fields)).count()

    assert count(ente_id=enti[cast.COMUNE_2].pk) == 1
    assert count(kind=ContractKind.WORKS) == 0
    assert count(procedure="OPEN") == 5
    awards = Choice(first=date(2026, 5, 20), last=date(2026, 6, 9), on=DateOn.AWARDED, sua_id=enti[cast.TREVISO].pk)  # fmt: skip
    assert choosing.lots(officer, awards).count() == 3
    assert choosing.tenders(officer, awards).count() == 3


def test_discounts_go_by_object_and_band_of_the_law(five, officer, enti):
    awarded(enti, officer, "9", lots=(lot(base_amount=Decimal(139_999), labour_amount=Decimal(0)),))
    awarded(enti, officer, "8", lots=(lot(base_amount=Decimal(140_000), labour_amount=Decimal(0)),))
    found = counting.discounts(choosing.lots(officer, choice(enti)), date(2026, 11, 1))
    assert {key[1]: one.count for key, one in found.items()} == {"BELOW_EU": 6, "DIRECT": 1}


def test_every_indicator_is_said(five):
    for one in INDICATORS.values():
        assert one.label
        assert one.definition
        assert one.formula
        assert one.source


# Pages ----------------------------------------------------------------------------------------------


def test_the_sua_sees_all_and_each_figure_opens_what_it_counts(five, sign_in):
    client = sign_in("treviso.sua")
    page = client.get(PATH).content.decode()
    assert "Cruscotto della SUA" in page
    assert "Carico per istruttore" in page
    behind = client.get(f"{PATH.replace('?', 'gare/?')}&voce=una-offerta").content.decode()
    assert behind.count("pico-sua-number") == 1
    phase = client.get(f"{PATH.replace('?', 'gare/?')}&voce=fase&valore=valutazione")
    assert phase.content.decode().count("pico-sua-number") == 5
    assert client.get(f"{PATH.replace('?', 'gare/?')}&voce=niente").status_code == 404
    assert client.get(f"{PATH.replace('?', 'gare/?')}&voce=fase&valore=niente").status_code == 404


def test_the_file_has_what_the_page_has(five, sign_in):
    client = sign_in("treviso.sua")
    sheet = b"".join(client.get(f"{PATH}&formato=csv").streaming_content).decode()
    assert "Dalle offerte al contratto;5;;50;60;70;giorni" in sheet
    assert client.get(f"{PATH}&formato=xlsx").content.startswith(b"PK")


def test_an_ente_sees_its_own_beside_the_median_of_the_sua(five, sign_in):
    page = sign_in("comune2.referente").get(PATH).content.decode()
    assert "I numeri del mio ente" in page
    assert "Carico per istruttore" not in page
    behind = sign_in("comune2.referente").get(f"{PATH.replace('?', 'gare/?')}&voce=lotti")
    assert behind.content.decode().count("pico-sua-number") == 1
    asked = sign_in("comune2.referente").get(
        f"{PATH.replace('?', 'gare/?')}&voce=istruttore&valore=1"
    )
    assert asked.status_code == 404


def test_the_median_of_the_sua_is_hidden_while_it_tells_of_one(enti, officer, sign_in):
    awarded(enti, officer, "10")
    page = sign_in("comune2.referente").get(PATH).content.decode()
    assert "meno di tre casi" in page


def test_upi_sees_sums_per_province_and_names_nobody(five, enti, officer, sign_in):
    awarded(enti, officer, "10", bodies=(cast.COMUNE_3,))
    page = sign_in("upi.admin").get(PATH).content.decode()
    assert "Cruscotto SUA – aggregati" in page
    assert "Provincia di Treviso" in page
    for name in ("Castelfranco", "Conegliano", "Montebelluna", "mensa"):
        assert name not in page
    records = sign_in("upi.admin").get(f"{PATH.replace('?', 'gare/?')}&voce=lotti").content.decode()
    assert "mensa" not in records


def test_upi_reads_the_period_and_a_chart_with_the_rows_that_a_filter_brings(
    five, enti, officer, sign_in
):
    """They stand among what a filter draws anew, with the Provinces whose numbers are hidden."""
    page = sign_in("upi.admin").get(PATH).content.decode().partition('id="results"')[2]
    assert f"Dal {date_it(YEAR['first'])} al {date_it(YEAR['last'])}." in page
    assert "1 Provincia ha troppo poche gare o enti" in page
    assert "pico-counts-bar" not in page
    awarded(enti, officer, "10", bodies=(cast.COMUNE_3,))
    page = sign_in("upi.admin").get(PATH).content.decode().partition('id="results"')[2]
    assert page.count("pico-counts-bar") == 1
    assert "troppo poche gare" not in page


def test_an_ente_takes_its_own_numbers_away(five, sign_in):
    sheet = sign_in("comune2.referente").get(f"{PATH}&formato=csv")
    text = b"".join(sheet.streaming_content).decode()
    assert "Gare per anno;2026;1;" in text
    assert "Carico per istruttore" not in text
    assert "Castelfranco" not in text


def test_small_numbers_are_hidden_to_upi(enti, officer, five, actors):
    """Five tenders of two enti: a sum would tell of one of them."""
    (row,) = provinces_of(actors["upi.admin"], Period(**YEAR))
    assert row.is_hidden
    awarded(enti, officer, "10", bodies=(cast.COMUNE_3,))
    (row,) = provinces_of(actors["upi.admin"], Period(**YEAR))
    assert (row.is_hidden, row.sums.tenders, row.enti) == (False, 6, 3)


def test_others_see_nothing_of_it(five, enti, sign_in):
    for who in ("brescia.sua", "upi.redattore"):
        assert sign_in(who).get(PATH).status_code in (403, 404)
    own = sign_in("brescia.sua").get(PATH.replace("treviso", "brescia")).content.decode()
    assert "Cruscotto della SUA" in own
    assert ">5<" not in own


def test_the_page_costs_the_same_whatever_the_tenders(
    enti, officer, sign_in, django_assert_max_num_queries
):
    make_agreed(enti[cast.COMUNE_1], enti[cast.TREVISO])
    client = sign_in("treviso.sua")
    counts = []
    for number in range(2):
        for _one in range(2 + 3 * number):
            made = awarded(enti, officer, "10")
            made.tender = Tender.objects.get(pk=made.tender_id)
            charge_lot(made, actor=officer, now=NOW)
        client.get(PATH)
        with django_assert_max_num_queries(90) as seen:
            client.get(PATH)
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]
