"""From the map of Italy to one CIG and back: a visitor reads, an officer goes down to the records."""

import re
import subprocess

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from pico.horizontal.observatory.rules.lake import Lake
from pico.horizontal.observatory.tests import world
from scripts.places import ROOT

from .steps import fits, message


@pytest.fixture
def lake(platform) -> Lake:
    """The lake of the platform; written by hand where the demo brought none."""
    known = Lake(platform.var / "lake")
    return known if known.catalogue().version else world.make_lake(known.root, world.EXECUTED)


def table_of(page, title: str):
    """Open the table under a chart."""
    block = page.locator(".pico-obs-block", has=page.get_by_role("heading", name=title, exact=True))
    block.locator("summary").click()
    return block.get_by_role("region")


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
    officer.goto("/dati/territorio/")
    table_of(officer, "Importo dei lotti per Provincia").get_by_role("link", name="Treviso").click()
    expect(officer).to_have_url(re.compile(r"/dati/territorio/\?provincia=TV"))
    expect(
        officer.get_by_role("heading", name="Dove si realizza, Comune per Comune")
    ).to_be_visible()
    assert fits(officer)
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


def test_how_tenders_end_is_drawn_and_told(lake, page_as, check_axe):
    """Spreads, a sample of lots, concentration: each drawing has its table, from which a lot opens."""
    officer = page_as("treviso.dirigente", width=390)
    officer.goto("/dati/aggiudicazioni/")
    expect(officer.get_by_role("img", name=re.compile("^Quanto variano i ribassi"))).to_be_visible()
    expect(officer.get_by_role("img", name=re.compile("^Come si divide"))).to_be_visible()
    assert fits(officer)
    check_axe(officer)
    table_of(officer, "Tempo e importo, lotto per lotto").get_by_role("link").first.click()
    expect(officer.get_by_role("link", name="Scheda del CIG su ANAC")).to_be_visible()
    officer.goto("/dati/qualificazione/")
    check_axe(officer)
    officer.goto("/dati/personale/")
    expect(officer.get_by_role("img", name=re.compile("^Per età e genere"))).to_be_visible()
    assert fits(officer)
    check_axe(officer)


def test_a_contract_is_followed_from_the_figure_to_its_end(lake, page_as, check_axe):
    """«Contratti con varianti» opens their register, and one of them tells its days with their sources."""
    officer = page_as("treviso.sua", width=390)
    officer.goto("/dati/aggiudicazioni/")
    tile = officer.locator(".pico-obs-tile", has_text="Contratti con varianti")
    tile.get_by_role("link").first.click()
    expect(officer.get_by_role("heading", name="Registro dei CIG")).to_be_visible()
    expect(officer).to_have_url(re.compile("contratto=varianti"))
    officer.locator("#results tbody a").first.click()
    expect(officer.get_by_role("heading", name="Contratto", exact=True)).to_be_visible()
    told = officer.locator(".pico-timeline")
    expect(told.get_by_text("Stipula del contratto")).to_be_visible()
    expect(told.get_by_text("Variante approvata").first).to_be_visible()
    expect(told.get_by_text("fonte: ANAC, varianti").first).to_be_visible()
    assert fits(officer)
    check_axe(officer)


FREE_CIG = "B0000001A6"  # in no file, but its check holds


def test_a_link_is_added_to_a_project_and_taken_back(lake, page_as, check_axe):
    """From «CUP senza CIG» to the project, to a CIG of it, and back as it was."""
    officer = page_as("upi.admin", width=390)
    officer.goto("/dati/collegamenti/cup-senza-cig/")
    assert fits(officer)
    check_axe(officer)
    officer.locator("#results tbody a").first.click()
    assert fits(officer)
    check_axe(officer)
    officer.get_by_role("link", name="Aggiungi un CIG").click()
    check_axe(officer)
    officer.get_by_label(re.compile("^CIG")).fill("B0000001A7")
    officer.get_by_role("button", name="Aggiungi il collegamento").click()
    expect(officer.get_by_text("CIG non valido").first).to_be_visible()
    officer.get_by_label(re.compile("^CIG")).fill(FREE_CIG)
    officer.get_by_role("button", name="Aggiungi il collegamento").click()
    message(officer, "Collegamento aggiunto")
    expect(officer.locator(".pico-record-state")).to_contain_text("Aggiunto")
    assert fits(officer)
    check_axe(officer)
    officer.locator("summary", has_text="Annulla la decisione").click()
    officer.get_by_role("dialog").get_by_role("button", name="Annulla la decisione").click()
    message(officer, "Decisione annullata")
    check_axe(officer)


def test_a_visitor_reads_the_sheet_of_a_province_and_goes_down_to_the_records(
    lake, new_page, page_as, check_axe
):
    visitor = new_page()
    visitor.goto("/dati/scheda/")
    check_axe(visitor)
    visitor.get_by_role("link", name="Treviso", exact=True).click()
    expect(visitor).to_have_url(re.compile(r"/dati/scheda/TV/\d{4}/"))
    expect(visitor.get_by_role("heading", name="Tre cose cambiate")).to_be_visible()
    check_axe(visitor)
    assert visitor.request.get(f"{visitor.url}?formato=pdf").body().startswith(b"%PDF")
    address = visitor.url

    officer = page_as("treviso.admin", width=390)
    officer.goto(address)
    assert fits(officer)
    check_axe(officer)
    expect(officer.get_by_role("heading", name=re.compile("Aggiudicazioni"))).to_be_visible()
    officer.locator("tr", has_text="Lotti (CIG)").locator("td a").first.click()
    expect(officer.get_by_role("heading", name="Registro dei CIG")).to_be_visible()


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


def test_an_analysis_is_kept_shared_and_sent(lake, page_as, check_axe):
    officer = page_as("treviso.sua")
    officer.goto("/dati/analisi/?indicatore=lots&per=anno")
    expect(officer.get_by_role("heading", name="Lotti (CIG) per anno")).to_be_visible()
    check_axe(officer)
    officer.get_by_role("link", name="Salva questa vista").click()
    officer.get_by_label("Nome").fill("I lotti anno per anno")
    officer.get_by_role("radio", name=re.compile("Solo il mio ente")).check()
    check_axe(officer)
    officer.get_by_role("button", name="Salva", exact=True).click()
    message(officer, "Vista salvata.")
    officer.get_by_label("Ricevila per e-mail").select_option("WEEKLY")
    officer.get_by_role("button", name="Salva", exact=True).click()
    message(officer, "La vista ti arriva per e-mail.")
    check_axe(officer)

    colleague = page_as("treviso.admin", width=390)
    colleague.goto("/dati/viste/")
    colleague.get_by_role("link", name="I lotti anno per anno").click()
    expect(colleague.get_by_role("region", name="Tabella: Lotti (CIG) per anno")).to_be_visible()
    assert fits(colleague)
    check_axe(colleague)


def test_a_province_finds_what_to_put_right_and_sets_a_goal(lake, page_as, check_axe):
    officer = page_as("treviso.admin", width=390)
    officer.goto("/dati/qualita/")
    expect(officer.get_by_role("heading", name="Grazie")).to_be_visible()
    assert fits(officer)
    check_axe(officer)
    officer.get_by_role("link", name="CIG senza esito").click()
    expect(officer.get_by_text("Dove si corregge")).to_be_visible()
    assert fits(officer)
    check_axe(officer)

    officer.goto("/dati/agenda-digitale/?provincia=TV")
    officer.get_by_role("link", name="Fissa un obiettivo").click()
    officer.get_by_label("Misura").select_option("1.4.3-pagopa")
    officer.get_by_label(re.compile("Traguardo")).fill("90")
    officer.get_by_label("Entro il").fill("2031-06-30")
    officer.get_by_role("button", name="Salva").click()
    message(officer, "Obiettivo fissato.")
    expect(officer.get_by_role("heading", name="1.4.3 pagoPA")).to_be_visible()
    assert fits(officer)
    check_axe(officer)


def test_upi_and_a_sua_read_the_dashboards_of_the_modules(page_as, check_axe):
    """Each finds its own: UPI the sums of the Provinces, the SUA its tenders; a year, and the file."""
    upi = page_as("upi.admin")
    upi.goto("/dati/")
    upi.get_by_role("link", name="Analisi dati dei moduli").click()
    check_axe(upi)
    upi.get_by_role("link", name="Cruscotto SUA – aggregati").click()
    assert read_a_year(upi, check_axe).startswith("Provincia;Gare;")
    expect(upi.locator("#results")).to_contain_text("Provincia di Treviso")
    expect(upi.locator("#results")).not_to_contain_text("Castelfranco")

    officer = page_as("treviso.sua", width=390)
    officer.goto("/treviso/dati/moduli/")
    assert fits(officer)
    check_axe(officer)
    officer.get_by_role("link", name="Cruscotto della SUA").click()
    assert read_a_year(officer, check_axe).startswith("Gruppo;Voce;")
    assert fits(officer)


def read_a_year(page: Page, check_axe) -> str:
    """Filter the dashboard by last year and take it away; return the file."""
    year = timezone.localdate().year - 1
    if not page.get_by_label("Dal", exact=True).is_visible():
        page.get_by_text("Filtra l'elenco").click()
    page.get_by_label("Dal", exact=True).fill(f"{year}-01-01")
    page.get_by_label("Al", exact=True).fill(f"{year}-12-31")
    page.get_by_role("button", name="Filtra", exact=True).click()
    expect(page).to_have_url(re.compile(f"al={year}-12-31"))
    check_axe(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    return taken.value.path().read_text(encoding="utf-8-sig")
