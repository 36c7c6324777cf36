"""A Comune asks its SUA for a tender: draft, approval, receipt, integrations, acceptance."""

import re

from playwright.sync_api import Page, expect

from .steps import fits, message

READY = "Arredi della nuova biblioteca"  # the demo's draft that waits for its approval
NEW = "Nuova copertura della palestra"


def open_request(page: Page, title: str) -> None:
    page.goto("/treviso/sua/richieste/")
    page.get_by_role("link", name=re.compile(f"^{title}")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def test_a_draft_is_begun_with_the_law_beside_it(page_as, check_axe):
    rup = page_as("comune1.rup")
    rup.goto("/treviso/sua/richieste/")
    rup.get_by_role("link", name="Nuova richiesta").click()
    rup.get_by_label("Oggetto").fill(NEW)
    rup.get_by_label("Tipo di appalto").select_option(label="Lavori")
    rup.get_by_role("button", name="Comincia").click()
    rup.get_by_label("Durata, in giorni").fill("180")
    check_axe(rup)
    rup.get_by_role("button", name="Avanti").click()
    message(rup, "Bozza salvata")
    advice = rup.locator("#consiglio")
    amount = rup.locator("#id_base_amount")
    amount.fill("149.999,99")
    amount.blur()
    expect(advice).to_contain_text("Affidamento diretto")
    amount.fill("500.000,00")
    amount.blur()
    expect(advice).to_contain_text("Procedura negoziata senza bando")
    expect(advice).to_contain_text("Verificare con ANAC")
    check_axe(rup)
    rup.get_by_role("button", name="Salva bozza").click()
    message(rup, "Bozza salvata")
    missing = rup.locator(".pico-sua-missing").first
    expect(missing).to_contain_text("Costo della manodopera")
    missing.get_by_role("link", name="CPV").click()
    expect(rup.get_by_role("heading", level=1)).to_have_text("Codici")
    check_axe(rup)


def test_a_request_is_sent_completed_and_accepted(page_as, mailbox, check_axe):
    head = page_as("comune1.referente")
    open_request(head, READY)
    head.locator("summary", has_text="Approva e invia alla SUA").click()
    head.get_by_role("button", name="Approva e invia alla SUA").last.click()
    message(head, "Fatto: Approva e invia alla SUA")
    expect(head.locator(".pico-record-state")).to_contain_text("Inviata")
    number = head.locator(".pico-record-number").inner_text()
    assert number.startswith("RICH-TV-")
    with head.expect_download() as receipt:
        head.get_by_role("link", name="Ricevuta (PDF)").click()
    assert receipt.value.suggested_filename == f"ricevuta-{number.lower()}.pdf"
    check_axe(head)

    officer = page_as("treviso.sua")
    officer.goto("/treviso/sua/richieste/?vista=bacheca")
    check_axe(officer)
    officer.get_by_role("link", name=READY).click()
    officer.get_by_role("link", name="Registra il protocollo").click()
    officer.get_by_label("Numero di protocollo").fill("2026/77123")
    today = officer.evaluate("new Date().toLocaleDateString('sv', {timeZone: 'Europe/Rome'})")
    officer.get_by_label("Data di protocollo").fill(today)
    officer.get_by_role("button", name="Registra il protocollo").click()
    expect(officer.locator(".pico-rail")).to_contain_text("Silenzio-assenso (legge)")
    officer.get_by_role("button", name="Prendi in carico").click()
    officer.get_by_role("link", name="Chiedi integrazioni").click()
    officer.get_by_label("Che cosa manca").fill("Planimetria degli arredi\nListino aggiornato")
    officer.get_by_role("button", name="Chiedi integrazioni").click()
    expect(officer.locator(".pico-record-state")).to_contain_text("Integrazione richiesta")
    check_axe(officer)
    mailbox.wait_for(to="comune1.rup", subject=f"Integrazione richiesta: {number}")

    rup = page_as("comune1.rup")
    open_request(rup, READY)
    expect(rup.get_by_role("main")).to_contain_text("Planimetria degli arredi")
    rup.get_by_role("link", name="Invia le integrazioni").click()
    for item in ("Planimetria degli arredi", "Listino aggiornato"):
        rup.get_by_label(item).check()
    rup.get_by_label("Risposta alla SUA").fill("Tutto nei documenti.")
    check_axe(rup)
    rup.get_by_role("button", name="Invia le integrazioni").click()
    expect(rup.locator(".pico-record-state")).to_contain_text("In istruttoria")

    manager = page_as("treviso.dirigente")
    open_request(manager, READY)
    manager.get_by_role("link", name="Accetta la richiesta").click()
    check_axe(manager)
    manager.get_by_role("button", name="Accetta la richiesta").click()
    expect(manager.locator(".pico-record-state")).to_contain_text("Accettata")
    rup.reload()
    expect(rup.locator(".pico-rail")).to_contain_text("Mese di avvio")
    mailbox.wait_for(to="comune1.rup", subject=f"Accettata: {number}")


def test_figures_and_lists_on_a_phone(page_as, check_axe):
    phone = page_as("treviso.sua", width=390)
    for path in (
        "richieste/", "richieste/?vista=bacheca", "convenzioni/", "calendario/", "parametri/",
        "parametri/contributo_anac/", "consulente/?kind=WORKS&value=1000000",
    ):  # fmt: skip
        phone.goto(f"/treviso/sua/{path}")
        assert fits(phone), path
    check_axe(phone)
