"""What the SUA offers to the open data catalogue: only what is out, never a person who won."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.foundation.errors import Refusal
from pico.core.modules import registry
from pico.core.modules.actions import change_settings
from pico.core.modules.models import SpaceSetting
from pico.core.modules.open_data import LicencePage, OpenLicence

from ..models import LotWinner, Tender
from ..queries.offered_data import LOTS, SUMS
from ..terms.tenders import TenderState
from . import test_ocds
from .tender_factories import NOW, make_tender
from .test_ocds import awarded, published

pytestmark = pytest.mark.django_db
officer, tender = test_ocds.officer, test_ocds.tender
OURS = "https://example.org/licenza-nostra"
COLUMNS = {column.name for column in LOTS.columns}


def lots(slug: str = "treviso") -> list[dict]:
    return list(LOTS.rows(Space.objects.get(slug=slug)))


def sums() -> list[dict]:
    return list(SUMS.rows(Space.objects.get(kind=SpaceKind.NATIONAL)))


def test_what_is_not_out_is_not_offered(tender, officer):
    assert lots() == []
    assert sums() == []
    published(tender, officer)
    assert [one["lotto"] for one in lots()] == [1, 2]
    assert lots("brescia") == []
    Tender.objects.update(state=TenderState.SUSPENDED)
    assert lots() == []
    assert sums() == []


def test_a_result_is_told_once_the_award_is_out(tender, officer):
    published(tender, officer)
    one = lots()[0]
    assert one["base"] == Decimal("300000.00")
    assert not {"esito", "aggiudicazione", "aggiudicatari", "offerte"} & set(one)


def test_an_awarded_lot_tells_who_won_it_and_for_how_much(tender, officer):
    awarded(tender, officer)
    one, two = lots()
    assert one["aggiudicazione"] == Decimal("272000.00")
    assert one["aggiudicato_il"] == date(2026, 5, 18)
    assert one["aggiudicatari"] == "Ristorazione Veneta srl"
    assert "aggiudicatari" not in two
    assert set(one) <= COLUMNS


def test_a_person_who_won_is_not_named(tender, officer):
    awarded(tender, officer)
    LotWinner.objects.update(fiscal_code="RSSMRA80A01H501U", name="Mario Rossi, geometra")
    assert lots()[0]["aggiudicatari"] == "persona fisica"


def test_the_licence_is_the_one_that_the_space_chose(enti, actors):
    space = Space.objects.get(slug="treviso")
    assert LOTS.licence_in(space) == OpenLicence.CC_BY
    change_settings(
        space=space, module=registry.installed()["sua"],
        changes={"data_license": LicencePage.CC0.value}, actor=actors["treviso.admin"], now=NOW,
    )  # fmt: skip
    assert LOTS.licence_in(space) == OpenLicence.CC0


def test_a_licence_that_the_catalogue_cannot_tell_is_refused(enti, actors):
    space = Space.objects.get(slug="treviso")
    with pytest.raises(Refusal) as refusal:
        change_settings(
            space=space, module=registry.installed()["sua"], changes={"data_license": OURS},
            actor=actors["treviso.admin"], now=NOW,
        )  # fmt: skip
    assert refusal.value.code == "bad_setting"
    assert LOTS.licence_in(space) == OpenLicence.CC_BY


def test_a_licence_of_before_is_not_published_and_the_settings_say_so(enti, sign_in):
    space = Space.objects.get(slug="treviso")
    SpaceSetting.objects.create(space=space, module="sua", name="data_license", value=OURS)
    assert LOTS.licence_in(space) is None
    page = (
        sign_in("treviso.admin").get("/treviso/gestione/moduli/sua/impostazioni/").content.decode()
    )
    assert f"{OURS} (non ammesso: scegli un altro valore)" in page
    assert "CC BY-SA 4.0" in page


def test_sums_count_tenders_and_lots_of_each_sua(tender, officer):
    published(tender, officer)
    (one,) = sums()
    assert (one["sua"], one["gare"], one["lotti"]) == ("Provincia di Treviso", 1, 2)
    assert (one["tipo"], one["base"]) == ("SERVICES", Decimal("600000.00"))
    assert set(one) == {column.name for column in SUMS.columns}


def test_the_statements_do_not_grow_with_the_lots(tender, officer, enti):
    published(tender, officer)
    with CaptureQueriesContext(connection) as one:
        lots()
    other = make_tender(enti, officer, title="Un'altra gara")
    first = Tender.objects.get(pk=tender.pk)
    Tender.objects.filter(pk=other.pk).update(
        state=first.state, published_at=first.published_at, bids_due_at=first.bids_due_at
    )
    with CaptureQueriesContext(connection) as two:
        assert len(lots()) == 3
    assert len(two) == len(one)
