"""From the map of Italy to one CIG and back: a visitor reads, an officer goes down to the records."""

import re
import subprocess

import pytest
from playwright.sync_api import expect

from pico.horizontal.observatory.rules.lake import Lake
from pico.horizontal.observatory.tests import world
from scripts.places import ROOT

from .steps import fits


@pytest.fixture
def lake(platform) -> Lake:
    """The lake of the platform; written by hand where the demo brought none."""
    known = Lake(platform.var / "lake")
    return known if known.catalogue().version else world.make_lake(known.root)


def test_from_the_map_to_a_lot_and_back(lake, new_page, page_as, check_axe):
    visitor = new_page()
    visitor.goto("/dati/")
    check_axe(visitor)
    visitor.get_by_role("link", name="Gare per Provincia e raggruppamento regionale").click()
    expect(visitor.get_by_role("heading", name="Provincia per Provincia")).to_be_visible()
    expect(visitor.get_by_text("Fonte: ANAC").first).to_be_visible()
    check_axe(visitor)
    visitor.get_by_role("link", name=re.compile("come si calcola Importo dei lotti")).click()
    expect(visitor.get_by_text("Per segnalare un errore accedi")).to_be_visible()
    check_axe(visitor)

    officer = page_as("treviso.admin", width=390)
    officer.goto("/dati/territorio/?provincia=TV")
    fits(officer)
    check_axe(officer)
    ranking = officer.get_by_role("region", name="Tabella: Provincia per Provincia")
    ranking.get_by_role("link", name="Treviso").click()
    expect(officer.get_by_role("heading", name="Registro dei CIG")).to_be_visible()
    check_axe(officer)
    officer.locator("#results tbody a").first.click()
    expect(officer.get_by_role("link", name="Scheda del CIG su ANAC")).to_be_visible()
    fits(officer)
    check_axe(officer)
    officer.get_by_role("link", name="Tutte le gare di Treviso").click()
    expect(officer).to_have_url(re.compile(r"/dati/territorio/\?provincia=TV"))


def test_a_visitor_finds_a_dataset_and_takes_it_away(lake, platform, new_page, check_axe):
    publish = platform.manage("observatory", "publish")
    subprocess.run(publish, cwd=ROOT, env=platform.environment, capture_output=True, check=True)
    visitor = new_page()
    visitor.goto("/dati/")
    visitor.get_by_role("link", name="Scarica gli open data").click()
    expect(visitor.get_by_role("heading", name="Open data")).to_be_visible()
    check_axe(visitor)
    visitor.get_by_label("Cerca nel catalogo").fill("residenti")
    visitor.get_by_label("Cerca nel catalogo").press("Enter")
    expect(visitor.get_by_role("link", name="Contratti delle Province: lotti (CIG)")).to_be_hidden()
    visitor.get_by_role("link", name="Residenti delle Province").click()
    expect(visitor.get_by_role("heading", name="Le prime 10 righe")).to_be_visible()
    check_axe(visitor)
    with visitor.expect_download() as taken:
        visitor.get_by_role("link", name=re.compile("^CSV")).click()
    assert taken.value.path().read_text().startswith("anno,provincia,sigla,regione,residenti")

    narrow = new_page(width=390)
    narrow.goto("/dati/open-data/contratti-delle-province/")
    fits(narrow)
    check_axe(narrow)
