"""What concerns me reaches me: in the inbox, by mail as I chose, in my calendar."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from .steps import link_in, message, pick_ente


def test_an_approval_is_in_the_inbox_and_in_the_mail(page_as, mailbox, check_axe):
    asker = page_as("treviso.sape")
    asker.goto("/adesioni/miei/nuovo/")
    pick_ente(asker, "montebelluna", "Comune di Montebelluna")
    check_axe(asker)
    asker.get_by_role("button", name="Invia la richiesta").click()
    message(asker, "Richiesta inviata")
    letter = mailbox.wait_for(to="comune3.referente@", subject="chiede di entrare")
    officer = page_as("comune3.referente")
    officer.goto(link_in(letter, "/avvisi/"))
    officer.get_by_role("button", name="Approva la richiesta").click()
    message(officer, "ora lavora per Comune di Montebelluna")

    mailbox.wait_for(to="treviso.sape@", subject="Puoi lavorare in Pi.Co.")
    asker.goto("/scrivania/")
    title = "Puoi lavorare in Pi.Co. per Comune di Montebelluna"
    expect(
        asker.get_by_role("region", name="Novità").get_by_role("link", name=title)
    ).to_be_visible()
    asker.get_by_role("link", name=re.compile(r"Notifiche, \d+ da leggere")).first.click()
    entry = asker.get_by_role("listitem").filter(has=asker.get_by_role("link", name=title))
    expect(entry).to_contain_text("Da leggere:")
    check_axe(asker)
    entry.get_by_role("button", name="Segna come letto").click()
    expect(entry.get_by_role("button", name="Segna come da leggere")).to_be_visible()
    check_axe(asker)


def test_who_prefers_one_message_a_day_says_so_once(page_as, check_axe):
    page = page_as("treviso.sit", width=390)
    page.goto("/avvisi/preferenze/")
    group = page.get_by_role("group", name="Tocca a me")
    expect(group.get_by_label("Subito")).to_be_checked()
    group.get_by_label("Una volta al giorno").check()
    check_axe(page)
    page.get_by_role("button", name="Salva").click()
    message(page, "Preferenze salvate.")
    expect(group.get_by_label("Una volta al giorno")).to_be_checked()


def test_a_calendar_address_works_until_it_is_revoked(page_as, new_page, check_axe):
    page, program = page_as("comune1.referente"), new_page()
    page.goto("/avvisi/calendario/")
    page.get_by_label("Per quale programma o dispositivo").fill("Telefono di servizio")
    page.get_by_role("button", name="Crea l'indirizzo").click()
    address = page.get_by_label("Indirizzo del calendario").input_value()
    check_axe(page)
    answer = program.request.get(urlsplit(address).path)
    assert answer.text().startswith("BEGIN:VCALENDAR")
    page.goto("/avvisi/calendario/")
    expect(page.get_by_label("Indirizzo del calendario")).to_have_count(0)  # shown once
    page.locator("summary").filter(has_text="Revoca").click()
    page.get_by_role("button", name="Revoca").last.click()
    message(page, "Calendario revocato")
    assert program.request.get(urlsplit(address).path).status == 404
