"""The one timetable: a term says why it ends when it does, and follows the calendar of the ente."""

import re

from playwright.sync_api import expect

from .steps import fits, message

TIMETABLE = "/treviso/scadenze/"


def test_an_officer_finds_why_a_date_is_what_it_is(page_as, check_axe):
    officer = page_as("treviso.sua")
    officer.goto(TIMETABLE)
    check_axe(officer)
    officer.goto(f"{TIMETABLE}?modulo=helpdesk")
    officer.get_by_role("link", name="Calcolo e storia").first.click()
    expect(officer.get_by_role("heading", name="Perché questa data?")).to_be_visible()
    expect(officer.locator(".pico-reasons li").first).to_contain_text("Il termine è di")
    expect(officer.get_by_role("heading", name="Come è cambiata")).to_be_visible()
    check_axe(officer)
    officer.get_by_role("link", name="Apri l'oggetto").click()
    expect(officer).to_have_url(re.compile("/assistenza/richieste/"))
    expect(officer.get_by_text("Se ne occupa").first).to_be_visible()
    check_axe(officer)

    officer.goto(f"{TIMETABLE}mese/")
    check_axe(officer)
    phone = page_as("treviso.sua", width=390)
    phone.goto(TIMETABLE)
    assert fits(phone)
    check_axe(phone)


def test_what_would_happen_if_it_started_today(page_as, check_axe):
    officer = page_as("comune1.rup", width=390)
    officer.goto(f"{TIMETABLE}simula/")
    officer.get_by_label("Regola").select_option(
        label="Conclusione del procedimento – art. 2, c. 2, L. 241/1990"
    )
    officer.get_by_label("Parte il").fill("2026-03-27")
    officer.get_by_label("Sospeso dal").fill("2026-04-01")
    officer.get_by_label("Ripreso il").fill("2026-04-11")
    officer.get_by_role("button", name="Calcola").click()
    # 30 days and ten that do not count: 6 May 2026, a Wednesday.
    expect(officer.get_by_role("heading", name=re.compile(r"Scade il 6.mag.2026"))).to_be_visible()
    expect(officer.get_by_text("non si contano 10 giorni")).to_be_visible()
    assert fits(officer)
    check_axe(officer)


def test_an_administrator_adds_a_day_of_rest(page_as, check_axe):
    admin = page_as("treviso.admin")
    admin.goto(f"{TIMETABLE}festivita/")
    check_axe(admin)
    admin.get_by_role("link", name="Aggiungi un giorno di chiusura").click()
    admin.get_by_label("Giorno").fill("2027-01-04")
    admin.get_by_label("Motivo").fill("Chiusura degli uffici")
    admin.get_by_role("button", name="Salva").click()
    message(admin, "i termini aperti si ricalcolano")
    expect(admin.get_by_text("Chiusura degli uffici").last).to_be_visible()
    check_axe(admin)


def test_a_supervisor_reads_the_measures(page_as, check_axe):
    supervisor = page_as("upi.helpdesk")
    supervisor.goto("/assistenza/misure/")
    expect(supervisor.get_by_text("Soluzioni nei tempi")).to_be_visible()
    check_axe(supervisor)
    supervisor.get_by_label("Modulo", exact=True).select_option(label="SUA")
    expect(supervisor).to_have_url(re.compile("modulo=SUA"))
    with supervisor.expect_download() as download:
        supervisor.get_by_role("link", name=re.compile("Scarica")).click()
    assert download.value.suggested_filename.endswith(".csv")
    supervisor.goto("/assistenza/livelli/")
    check_axe(supervisor)
