"""A delegated tender: opened by the SUA, filled by both sides, published, read by everybody."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from .steps import message, pick_ente

TITLE = "Servizio di doposcuola 2027-2029"
PAPERS = (
    "Decisione di contrarre (determina)",
    "Progetto",
    "Capitolato speciale / prestazionale",
    "Schema di contratto",
    "Determina di indizione",
    "Bando",
    "Disciplinare",
    "DGUE",
)


def on(days: int, hour: str = "") -> str:
    """A day so far from today, as the browser's own pickers take it."""
    return f"{timezone.localdate() + timedelta(days=days)}{f'T{hour}' if hour else ''}"


def tab(page: Page, name: str) -> None:
    """Go to a tab of the record; the main menu has links with the same words."""
    page.locator(".pico-tabs").get_by_role("link", name=name, exact=True).click()


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


def add_papers(page: Page, check_axe) -> None:
    tab(page, "Documenti")
    for number, kind in enumerate(PAPERS):
        page.get_by_role("link", name="Aggiungi documenti").click()
        page.get_by_label("Tipo di documento").select_option(label=kind)
        words = f"{kind}\n".encode()
        page.set_input_files(
            "input[type=file]",
            {"name": f"atto-{number}.txt", "mimeType": "text/plain", "buffer": words},
        )
        page.get_by_label("Data dell'atto").fill(on(-30))
        page.get_by_role("button", name="Salva").click()
        message(page, "Documenti aggiunti: 1")
    check_axe(page)


def name_somebody(page: Page, role: str, name: str, check_axe) -> None:
    """Named, declared, in charge."""
    tab(page, "Persone")
    page.get_by_role("link", name="Nomina una persona").click()
    page.get_by_label("Ruolo").select_option(label=role)
    page.get_by_label("Nome e cognome").fill(name)
    page.get_by_label("Atto di nomina", exact=True).fill("Decreto n. 7")
    page.get_by_label("In carica dal").fill(on(-30))
    page.get_by_role("button", name="Salva").click()
    row = page.locator("li", has_text=name)
    expect(row).to_contain_text("Manca la dichiarazione")
    row.get_by_role("link", name="Dichiarazione").click()
    page.get_by_role("radio", name="Assenza di conflitti").check()
    page.get_by_role("button", name="Salva").click()
    page.locator("li", has_text=name).get_by_role("button", name="Metti in carica").click()
    expect(page.locator("li", has_text=name)).to_contain_text("In carica")
    check_axe(page)


def test_a_delegated_tender_until_its_acts_are_approved(page_as, check_axe):
    officer = page_as("treviso.sua")
    open_tender(officer, check_axe)
    number = officer.locator(".pico-record-number").inner_text()
    add_papers(officer, check_axe)
    name_somebody(officer, "RUP della SUA", "Dora Esempio", check_axe)
    name_somebody(officer, "Responsabile del procedimento dell'ente", "Lino Esempio", check_axe)
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
