"""A Comune joins through its Province, from the invitation to the work; anybody may count who joined."""

import re

import pytest
from playwright.sync_api import expect

from .steps import fits, link_in, message, sign_in

SECRET = "colline-chiare-di-asolo"
EMAIL = "alba.asolo@asolo.pico.example"


@pytest.fixture
def province(page_as):
    return page_as("treviso.admin")


def take(page, step: str) -> None:
    page.get_by_role("button", name=step).click()
    message(page, "L'adesione ora è")


def test_a_comune_asks_its_province_verifies_and_both_sign(province, new_page, mailbox, check_axe):
    province.goto("/adesioni/enti/?q=asolo")
    check_axe(province)
    province.get_by_role("link", name="Comune di Asolo").click()
    check_axe(province)
    province.get_by_role("main").get_by_role("button").last.click()
    take(province, "Invita l'ente")
    adhesion = province.url

    province.get_by_role("link", name="Invita un amministratore").click()
    province.get_by_label("Indirizzi e-mail").fill(EMAIL)
    province.get_by_role("button", name="Spedisci gli inviti").click()
    comune = new_page()
    comune.goto(link_in(mailbox.wait_for(to=EMAIL, subject="ti invita"), "/adesioni/invito/"))
    comune.get_by_label("Nome", exact=True).fill("Alba")
    comune.get_by_label("Cognome").fill("Referente-Asolo")
    comune.get_by_label("Scegli una password").fill(SECRET)
    comune.get_by_label("Accetto le regole").check()
    comune.get_by_role("button", name="Accetta l'invito").click()
    sign_in(comune, EMAIL, SECRET)
    expect(comune.get_by_role("heading", level=1)).to_have_text("La mia scrivania")
    comune.goto(adhesion)
    take(comune, "Chiedi l'adesione")
    check_axe(comune)

    province.goto("/scrivania/")
    province.get_by_role("region", name="Tocca a me").get_by_role("link", name="Asolo").click()
    expect(province.get_by_role("main")).to_contain_text("Manca il codice IPA")
    province.get_by_role("link", name="Comune di Asolo").last.click()
    check_axe(province)


@pytest.mark.parametrize("width", [1280, 390])
def test_anybody_sees_who_joined_and_sends_the_address_of_what_is_seen(new_page, check_axe, width):
    page = new_page(width=width)
    page.goto("/adesioni/province/")
    check_axe(page)
    assert fits(page)
    page.get_by_label("Regione").select_option("Veneto")
    expect(page).to_have_url(re.compile("region="))
    expect(page.get_by_role("heading", level=1)).to_contain_text("6")
    other = new_page(width=width)
    other.goto(page.url)
    expect(other.get_by_role("main")).to_contain_text("Provincia di Treviso")
    expect(other.get_by_role("region", name="Le Province aderenti")).not_to_contain_text("Brescia")
    check_axe(other)
