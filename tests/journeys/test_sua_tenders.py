"""A delegated tender that the SUA opens by itself, until its acts are approved."""

from playwright.sync_api import Page, expect

from .steps import message, pick_ente
from .tender_steps import add_papers, name_somebody

TITLE = "Servizio di doposcuola 2027-2029"


def open_tender(page: Page, check_axe) -> None:
    """The officer opens a tender of one lot for a Comune."""
    page.goto("/treviso/sua/gare/")
    page.get_by_role("link", name="Nuova gara").click()
    page.get_by_role("radio", name="Su delega").check()
    page.get_by_label("Oggetto").fill(TITLE)
    pick_ente(page, "castelfranco", "Comune di Castelfranco Veneto", label="Ente delegante")
    page.get_by_label("Tipo di appalto").select_option(label="Servizi")
    page.get_by_label("Procedura", exact=True).select_option(label="Procedura aperta")
    page.get_by_label("Criterio", exact=True).select_option(label="Minor prezzo")
    page.get_by_label("Importo a base di gara").fill("180.000,00")
    check_axe(page)
    page.get_by_role("button", name="Apri la gara").click()
    message(page, "aperta")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator(".pico-rail")).to_contain_text("Decisione di contrarre")
    check_axe(page)


def test_a_delegated_tender_until_its_acts_are_approved(page_as, check_axe):
    officer = page_as("treviso.sua")
    open_tender(officer, check_axe)
    number = officer.locator(".pico-record-number").inner_text()
    add_papers(officer)
    check_axe(officer)
    name_somebody(officer, "RUP della SUA", "Dora Esempio")
    name_somebody(officer, "Responsabile del procedimento dell'ente", "Lino Esempio")
    check_axe(officer)
    officer.get_by_role("button", name="Approva gli atti").click()
    expect(officer.locator(".pico-record-state")).to_contain_text("Atti approvati")
    expect(officer.locator(".pico-rail")).to_contain_text("Manca il CIG")

    neighbour = page_as("brescia.sua")
    assert neighbour.goto(f"/treviso/sua/gare/{number}/").status == 404
