"""Somebody's data in a message: hidden at once, read again by who answers for the queue, taken away."""

import re

from playwright.sync_api import Page, expect

from .steps import fits, message

SUBJECT = "La richiesta di gara per la palestra resta in bozza"
SAID = "risulta chiuso"


def open_it(page: Page, where: str) -> str:
    page.goto(where)
    page.get_by_role("link", name=re.compile(SUBJECT)).first.click()
    return page.url


def test_personal_data_are_hidden_read_again_and_taken_away(page_as, check_axe):
    rup = page_as("comune1.rup")
    address = open_it(rup, "/treviso/assistenza/richieste/")
    reported = rup.locator(".pico-post", has_text=SAID)
    place = reported.get_attribute("id")
    reported.get_by_role("link", name="Segnala dati personali").click()
    expect(rup.get_by_role("main")).to_contain_text("sparisce subito")
    check_axe(rup)
    rup.get_by_label("Di quali dati si tratta").fill("Il telefono di un dipendente")
    rup.get_by_role("button", name="Nascondi e segnala").click()
    message(rup, "Nascosto a tutti")
    expect(rup.locator(f"#{place}")).to_contain_text("Testo in quarantena")

    officer = page_as("treviso.sua")
    officer.goto(address)
    expect(officer.locator(f"#{place}")).to_contain_text("Testo in quarantena")
    expect(officer.get_by_role("main")).not_to_contain_text(SAID)
    officer.get_by_role("link", name="Stampa o PDF").click()
    expect(officer.locator(".pico-sheet")).to_contain_text("Testo in quarantena")
    check_axe(officer)
    with officer.expect_download() as given:
        officer.get_by_role("link", name="Scarica PDF").click()
    assert given.value.suggested_filename.startswith("HD-")

    head = page_as("treviso.admin", width=390)
    head.goto("/treviso/assistenza/code/dati-personali/")
    assert fits(head)
    check_axe(head)
    head.locator("#results a[href*='dati-personali']").first.click()
    expect(head.get_by_role("main")).to_contain_text(SAID)
    assert fits(head)
    check_axe(head)
    head.get_by_label("Motivo").fill("Il numero non serve alla richiesta.")
    head.get_by_role("button", name="Togli per sempre").click()
    message(head, "Tolto per sempre")

    rup.goto(address)
    expect(rup.locator(f"#{place}")).to_contain_text("Testo tolto")


def test_new_hours_tell_their_effect_before(page_as, check_axe):
    page = page_as("treviso.admin", width=390)
    page.goto("/treviso/assistenza/code/")
    page.get_by_role("link", name="Provincia di Treviso – SUA").click()
    page.get_by_role("link", name="Orario e chiusure").click()
    assert fits(page)
    check_axe(page)
    page.get_by_label("Venerdì").fill("9-13")
    page.get_by_role("button", name="Vedi l'effetto").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile("termin[ei] in corso"))
    assert fits(page)
    check_axe(page)
    page.get_by_role("button", name="Conferma e salva").click()
    message(page, "Orario salvato")
    expect(page.get_by_label("Venerdì")).to_have_value("09:00–13:00")
    expect(page.locator(".pico-record-state")).to_contain_text("Orario proprio")
