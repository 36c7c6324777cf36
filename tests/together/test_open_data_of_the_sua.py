"""The open data catalogue with the SUA: its tenders are in it by the manifest alone, where it is on."""

from datetime import UTC, datetime

import pytest

from pico.core.announcements.models import Announcement
from pico.core.enti.models import Space
from pico.core.modules import registry
from pico.core.modules.actions import switch_module
from pico.horizontal.observatory import listeners
from pico.horizontal.observatory.actions.open_data import refresh_catalogue
from pico.horizontal.observatory.models import Publication
from pico.vertical.sua.tests import conftest, test_ocds
from pico.vertical.sua.tests.test_ocds import awarded

enti, officer, tender = conftest.enti, test_ocds.officer, test_ocds.tender
NOW = datetime(2026, 6, 2, 2, 40, tzinfo=UTC)
OF_TREVISO = "/treviso/dati/open-data/gare-della-sua/"


@pytest.fixture
def catalogue(enti, tender, officer, settings, tmp_path):
    settings.OBSERVATORY_LAKE = tmp_path / "lake"
    awarded(tender, officer)
    refresh_catalogue(now=NOW)


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_province_publishes_its_tenders_and_upi_their_sums(catalogue, client):
    said = page(client, OF_TREVISO)
    assert "p_TV:gare-della-sua".lower() in said.lower()
    assert "Ristorazione Veneta srl" in said
    assert '"/treviso/sua/bandi/dati-aperti/"' in said  # the same as OCDS, where the SUA tells it
    assert client.get("/brescia/dati/open-data/gare-della-sua/").status_code == 404
    everywhere = page(client, "/dati/open-data/")
    assert OF_TREVISO in everywhere
    assert "/dati/open-data/gare-delle-sua/" in everywhere
    of_region = page(client, "/veneto/dati/open-data/")
    assert OF_TREVISO in of_region
    assert "gare-delle-sua" not in of_region


def test_where_the_sua_is_switched_off_its_data_leave_the_catalogue(catalogue, client, actors):
    treviso = Space.objects.get(slug="treviso")
    switch_module(
        space=treviso, module=registry.installed()["sua"], is_on=False,
        actor=actors["upi.admin"], now=NOW,
    )  # fmt: skip
    heard = Announcement(
        name="modules.module.switched", subject_id=str(treviso.pk), data={"module": "sua"}
    )
    listeners.module_switched(heard)
    assert client.get(OF_TREVISO).status_code == 404
    assert list(Publication.objects.values_list("slug", flat=True)) == ["gare-delle-sua"]
