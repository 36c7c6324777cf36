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


def test_a_comune_asks_its_province_verifies_and_both_sign(
    province, page_as, new_page, mailbox, check_axe
):
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
    complete_card(page_as("upi.admin"), adhesion, "Codice IPA", "c_a471")
    complete_card(comune, adhesion, "Legale rappresentante", "La Sindaca")

    province.goto(adhesion)
    take(province, "Prendi in carico la verifica")
    prepare(province, check_axe)
    take(province, "Invia gli atti alla firma")
    register_act(province)
    check_axe(province)
    take(province, "Registra la firma")
    start(comune, adhesion, check_axe)

    province.goto(adhesion)
    expect(province.get_by_role("main")).to_contain_text("Attiva")
    province.get_by_role("link", name="Storia").click()
    story = province.get_by_role("main")
    expect(story).to_contain_text("Alba Referente-Asolo")
    expect(story).to_contain_text("Registra la firma")
    check_axe(province)


def complete_card(page, adhesion: str, label: str, value: str) -> None:
    page.goto(adhesion)
    page.get_by_role("main").get_by_role("link", name="Comune di Asolo", exact=True).click()
    page.get_by_role("link", name="Modifica i dati").click()
    page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Salva").click()
    expect(page.get_by_role("link", name="Modifica i dati")).to_be_visible()


def prepare(page, check_axe) -> None:
    """Choose the service and name who follows it."""
    page.get_by_role("link", name="Moduli e sito").click()
    page.get_by_label("SUA – Stazione unica appaltante").check()
    check_axe(page)
    page.get_by_role("button", name="Salva").click()
    message(page, "Moduli e sito aggiornati.")
    page.get_by_role("link", name="Referenti").click()
    page.get_by_label("Ruolo").select_option("ADMINISTRATIVE")
    page.get_by_label("Nome e cognome").fill("Segreteria comunale")
    page.get_by_label("E-mail").fill("segreteria@asolo.pico.example")
    check_axe(page)
    page.get_by_role("button", name="Salva il referente").click()
    message(page, "Referente aggiornato.")


def register_act(page) -> None:
    page.get_by_role("link", name="Atti", exact=True).click()
    page.get_by_label("Tipo di atto").select_option("CONVENTION")
    page.get_by_label("Organo").select_option("COUNCIL")
    page.get_by_label("Numero").fill("31/2026")
    page.get_by_label("Firmatari").fill("I legali rappresentanti dei due enti")
    for label in ("Data", "Decorrenza"):
        page.get_by_label(label, exact=True).fill("2026-03-02")
    page.get_by_role("button", name="Registra l'atto").click()
    message(page, "Atto registrato.")


def start(page, adhesion: str, check_axe) -> None:
    """The Comune ticks what is ready and begins to work."""
    page.goto(adhesion)
    page.get_by_role("link", name="Avvio", exact=True).click()
    check_axe(page)
    ready = page.get_by_role("button", name="Segna come fatto")
    while ready.count():
        left = ready.count()
        ready.first.click()
        expect(ready).to_have_count(left - 1)
    take(page, "Avvia i moduli")


@pytest.mark.parametrize("width", [1280, 390])
def test_anybody_sees_who_joined_and_sends_the_address_of_what_is_seen(new_page, check_axe, width):
    page = new_page(width=width)
    page.goto("/adesioni/province/")
    check_axe(page)
    assert fits(page)
    if width < 768:
        page.get_by_text("Filtra l'elenco").click()
    page.get_by_label("Regione").select_option("Veneto")
    expect(page).to_have_url(re.compile("region="))
    expect(page.get_by_role("heading", level=1)).to_contain_text("6")
    other = new_page(width=width)
    other.goto(page.url)
    expect(other.get_by_role("main")).to_contain_text("Provincia di Treviso")
    expect(other.get_by_role("region", name="Le Province aderenti")).not_to_contain_text("Brescia")
    check_axe(other)
