"""A request travels: from the page where a RUP was to the Province's desk, to the experts and back."""

import re

from playwright.sync_api import Page, expect

from .steps import fits, message

SUBJECT = "La verifica del CIG non risponde"


def write(page: Page, label: str, text: str) -> None:
    """Type in the editor as a person does."""
    page.get_by_role("textbox", name=label).first.click()
    page.keyboard.type(text)


def ask_from_a_discussion(page: Page, check_axe) -> str:
    """Open a request from the help of a page; return its address."""
    page.goto("/treviso/community/forum/discussioni/")
    page.locator(".pico-talks a").first.click()
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Aiuto su questa pagina").first.click()
    page.get_by_role("link", name="Apri una richiesta").first.click()
    expect(page.locator(".pico-hd-from")).to_contain_text(title)
    check_axe(page)
    page.get_by_role("radio", name="Assistenza sui servizi della Provincia").check()
    page.get_by_label("Modulo", exact=True).select_option(label="SUA")
    category = page.get_by_label("Categoria", exact=True)
    expect(category.locator("option", has_text="SPID")).to_have_count(0)
    category.select_option(label="Richiesta di gara su delega")
    page.get_by_role("button", name="Avanti").click()
    page.get_by_label("Oggetto").fill(SUBJECT)
    write(page, "Descrizione", "Da stamattina la verifica del CIG resta in attesa.")
    page.get_by_role("radio", name="Non riesco a lavorare").check()
    check_axe(page)
    page.get_by_role("button", name="Avanti").click()
    expect(page.get_by_role("main")).to_contain_text("resta in attesa")
    page.get_by_role(
        "contentinfo"
    ).scroll_into_view_if_needed()  # the bar of the button lies over nothing
    check_axe(page)
    page.get_by_role("button", name="Invia la richiesta").click()
    message(page, "inviata a Provincia di Treviso – SUA")
    expect(page.get_by_role("main")).to_contain_text(title)
    check_axe(page)
    return page.url


def test_a_request_goes_up_and_back_in_one_thread(page_as, mailbox, check_axe):
    rup = page_as("comune1.rup")
    address = ask_from_a_discussion(rup, check_axe)
    number = rup.locator(".pico-record-number").inner_text()
    mailbox.wait_for(to="comune1.rup", subject=f"[Pi.Co. Help Desk {number}] Ricevuta")

    officer = page_as("treviso.sua")
    officer.goto("/treviso/assistenza/coda/")
    officer.get_by_role("link", name=re.compile(SUBJECT)).click()
    officer.get_by_role("button", name="Prendi in carico").click()
    officer.get_by_text("Altri passi").click()
    officer.get_by_role("link", name="Inoltra al livello superiore").click()
    officer.get_by_label("Nota per chi la riceve").fill("Serve chi conosce la PCP.")
    officer.get_by_role("button", name="Inoltra al livello superiore").click()
    expect(officer.locator(".pico-record-state")).to_contain_text("Inoltrato a livello superiore")
    check_axe(officer)

    expert = page_as("esperto.sua")
    expert.goto(address.replace("/treviso", ""))
    write(expert, "Testo", "La PCP è in manutenzione fino alle 14: riprovate dopo.")
    expert.get_by_role("button", name="Invia", exact=True).click()
    message(expert, "Messaggio inviato")
    expert.get_by_role("link", name="Passa a un'altra coda").click()
    expert.get_by_label("Coda", exact=True).select_option(label="Provincia di Treviso – SUA")
    expert.get_by_label("Nota per chi la riceve").fill("Da verificare dopo le 14.")
    expert.get_by_role("button", name="Passa a un'altra coda").click()
    expect(expert.locator(".pico-record-number")).to_have_text(number)

    officer.goto(address)
    expect(officer.locator(".pico-hd-note").first).to_contain_text("Serve chi conosce la PCP")
    write(officer, "Testo", "Verificato: ora risponde.")
    officer.get_by_label("E poi").select_option(label="È la soluzione: segna come risolta")
    officer.get_by_role("button", name="Invia", exact=True).click()
    message(officer, "la soluzione è partita")
    mailbox.wait_for(to="comune1.rup", subject=f"[Pi.Co. Help Desk {number}] Risolta")

    rup.goto(address)
    thread = rup.locator(".pico-posts")
    expect(thread).to_contain_text("La PCP è in manutenzione")
    expect(thread).to_contain_text("presa in carico dal gruppo Pool")
    expect(thread).not_to_contain_text("Serve chi conosce la PCP")
    rup.get_by_role("button", name="Conferma: è risolta").click()
    expect(rup.locator(".pico-record-state")).to_contain_text("Chiuso")
    rup.get_by_role("radio", name="5 – Molto").check()
    rup.get_by_role("button", name="Invia il giudizio").click()
    message(rup, "Grazie")
    check_axe(rup)


def test_the_desk_on_a_phone_and_by_keys(page_as, check_axe):
    phone = page_as("treviso.sua", width=390)
    for path in ("coda/", "coda/?vista=bacheca", "richieste/", "risposte-predefinite/"):
        phone.goto(f"/treviso/assistenza/{path}")
        assert fits(phone), path
        check_axe(phone)
    page = page_as("treviso.sua")
    page.goto("/treviso/assistenza/coda/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".pico-record-number")).to_contain_text("HD-")
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_contain_text("Rispondi")
