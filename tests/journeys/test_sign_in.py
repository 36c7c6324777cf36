"""Who comes in: with a password, a code; and closes the door behind."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from .steps import link_in, message, say_it_is_me, sign_in

TOTP_PERIOD = 30


def test_a_password_opens_and_a_wrong_one_says_nothing_more(new_page, check_axe):
    page = new_page()
    said = []
    for name in ("pesarourbino.admin", "nessuno.cosi"):
        sign_in(page, name, "non-quella-giusta")
        said.append(page.get_by_role("alert").inner_text())
    assert said[0] == said[1]
    check_axe(page)
    sign_in(page, "pesarourbino.admin")
    at_the_desk(page)
    check_axe(page)


def at_the_desk(page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("La mia scrivania")


def code_of(secret: str, turn: int = 0) -> str:
    """The code that an app shows now, or `turn` periods from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // TOTP_PERIOD + turn))


def test_after_an_app_is_enrolled_the_password_is_not_enough(new_page, check_axe):
    page = new_page()
    sign_in(page, "docente")
    at_the_desk(page)
    page.goto("/persone/profilo/sicurezza/")
    page.get_by_role("link", name="Attiva l'app di verifica").click()
    say_it_is_me(page)
    page.get_by_text("Non puoi inquadrarlo? Scrivi questa chiave").click()
    secret = page.locator("details code").inner_text().replace(" ", "")
    check_axe(page)
    page.get_by_label("Codice di sei cifre").fill(code_of(secret))
    page.get_by_role("button", name="Attiva").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("recupero")
    check_axe(page)

    other = new_page()
    sign_in(other, "docente")
    expect(other.get_by_role("heading", level=1)).to_have_text("Verifica in due passaggi")
    check_axe(other)
    other.get_by_label("Codice").fill(code_of(secret, turn=1))  # a code opens once
    other.get_by_role("button", name="Entra").click()
    at_the_desk(other)


def test_a_session_left_open_elsewhere_is_closed_from_here(new_page, check_axe):
    here, elsewhere = new_page(), new_page()
    for page in (elsewhere, here):
        sign_in(page, "treviso.redattore")
        at_the_desk(page)
    here.goto("/accesso/sessions/")
    check_axe(here)
    here.get_by_role("button", name="Chiudi", exact=True).first.click()
    message(here, "Sessione chiusa.")
    here.goto("/accesso/sessions/")
    expect(here.get_by_role("row")).to_have_count(2)
    elsewhere.goto("/scrivania/")
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Accedi a Pi.Co.")


def test_a_forgotten_password_is_chosen_again_by_mail(new_page, mailbox, check_axe):
    page = new_page()
    page.goto("/accesso/login/")
    page.get_by_role("link", name="Password dimenticata?").click()
    page.get_by_role("textbox", name="E-mail").fill("treviso.personale@treviso.pico.example")
    check_axe(page)
    page.get_by_role("button", name="Inviami il collegamento").click()
    letter = mailbox.wait_for(to="treviso.personale@")
    page.goto(link_in(letter, "/accesso/"))
    check_axe(page)
    for field in page.locator("input[type=password]").all():
        field.fill("una-password-tutta-nuova")
    page.get_by_role("button", name=re.compile("password", re.I)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Password")
    sign_in(page, "treviso.personale", "una-password-tutta-nuova")
    at_the_desk(page)
