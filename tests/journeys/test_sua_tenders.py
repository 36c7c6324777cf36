"""A delegated tender: opened by the SUA, filled by both sides, published, read by everybody."""

import re

from playwright.sync_api import Page, expect

from .steps import message, pick_ente
from .tender_steps import add_papers, name_somebody, on, tab

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


def test_a_lot_is_taken_over_by_the_rup_of_its_ente(page_as, check_axe):
    rup = page_as("comune1.rup")
    rup.goto("/treviso/sua/gare/?stato=SENT")
    rup.get_by_role("link", name=re.compile("Pista ciclabile")).first.click()
    address = rup.url
    expect(rup.locator(".pico-rail")).not_to_contain_text("Contratto stipulato")
    tab(rup, "Consegne")
    expect(rup.get_by_role("main")).to_contain_text("Garanzia definitiva")
    check_axe(rup)
    rup.get_by_role("link", name="Restituisci con motivi").click()
    rup.get_by_label("Che cosa manca").fill("Manca il piano di sicurezza.")
    rup.get_by_role("button", name="Salva").click()
    expect(rup.get_by_role("main")).to_contain_text("Restituito")

    officer = page_as("treviso.sua")
    officer.goto(f"{address}consegne/")
    expect(officer.get_by_role("main")).to_contain_text("Manca il piano di sicurezza.")
    officer.get_by_role("button", name=re.compile("^Ripassa le consegne")).click()
    message(officer, "Consegne passate di nuovo")

    rup.goto(f"{address}consegne/")
    rup.get_by_role("button", name="Prendi in carico").click()
    message(rup, "Lotto preso in carico")
    tab(rup, "Lotti")
    rup.get_by_role("link", name="Contratto stipulato").click()
    rup.get_by_label("Contratto del").fill(on(0))
    check_axe(rup)
    rup.get_by_role("button", name="Contratto stipulato").click()
    expect(rup.locator(".pico-record-state")).to_contain_text("Contratto stipulato")
    check_axe(rup)
