"""What concerns me reaches me: in the inbox, by mail as I chose, in my calendar."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from .steps import link_in, message


def test_the_inbox_keeps_what_the_mail_said_and_is_read_once(page_as, mailbox, check_axe):
    admin = page_as("pesarourbino.admin")
    admin.goto("/adesioni/inviti/nuovo/")
    admin.get_by_label("Indirizzi e-mail").fill("docente@docente.pico.example")
    admin.get_by_role("button", name="Spedisci gli inviti").click()
    guest = page_as("docente")
    guest.goto(link_in(mailbox.wait_for(to="docente@", subject="ti invita"), "/adesioni/invito/"))
    guest.get_by_role("button", name="Accetta l'invito").click()

    admin.goto("/avvisi/")
    entry = admin.get_by_role("listitem").filter(has_text="Dora Docente-Esterna").first
    expect(entry).to_contain_text("Da leggere:")
    check_axe(admin)
    entry.get_by_role("button", name="Segna come letto").click()
    expect(entry.get_by_role("button", name="Segna come da leggere")).to_be_visible()
    check_axe(admin)


def test_who_prefers_one_message_a_day_says_so_once(page_as, check_axe):
    page = page_as("treviso.sape", width=390)
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
