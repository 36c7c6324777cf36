"""Contents travel: UPI's news on Treviso's home, a proposal accepted, an adoption told of a change."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import fits, message

FUND = "Fondo per la manutenzione delle strade provinciali: domande entro il 31 marzo"
HIDDEN = "Assemblea nazionale delle Province: le date"
BRIDGE = "Riaperto il ponte sul Piave dopo i lavori"
GUIDE = "Come preparare una gara per conto dei Comuni"


def test_what_upi_shares_is_read_in_treviso_with_its_origin(new_page, check_axe):
    reader = new_page()
    reader.goto("/treviso/novita/")
    expect(reader.locator("body")).not_to_contain_text(HIDDEN)
    card = reader.get_by_role("article").filter(has_text=FUND)
    expect(card).to_contain_text("Da UPI")
    card.get_by_role("link", name=FUND).click()
    expect(reader).to_have_url(re.compile("/treviso/condivisi/da/nazionale/"))
    expect(reader.get_by_role("heading", level=1)).to_have_text(FUND)
    expect(reader.get_by_role("complementary", name="Provenienza")).to_contain_text("Pubblicato da")
    expect(reader.locator(".it-brand-title")).to_contain_text("Treviso")
    check_axe(reader)


def test_a_proposal_is_accepted_and_stands_on_the_national_site(page_as, new_page, check_axe):
    editor = page_as("upi.redattore")
    editor.goto("/condivisi/proposte/")
    editor.get_by_role("link", name=BRIDGE).click()
    check_axe(editor)
    editor.get_by_role("button", name="Accogli la proposta").click()
    message(editor, "Proposta accolta")
    reader = new_page()
    reader.goto("/novita/")
    card = reader.get_by_role("article").filter(has_text=BRIDGE)
    expect(card).to_contain_text("Da Provincia di Treviso")


def test_who_adopted_reads_what_changed_and_brings_it_home(page_as, check_axe):
    editor = page_as("brescia.admin")
    editor.goto("/brescia/condivisi/adottate/")
    expect(editor.get_by_role("row").filter(has_text=GUIDE)).to_contain_text("Originale cambiato")
    editor.get_by_role("link", name=GUIDE).click()
    expect(editor.locator("del")).to_contain_text("60")
    expect(editor.locator("ins")).to_contain_text("45")
    check_axe(editor)
    editor.get_by_role("button", name="Segna come visto").click()
    message(editor, "Segnato come visto")


def test_treviso_shows_again_what_it_hid(page_as, new_page, check_axe):
    editor = page_as("treviso.redattore")
    editor.goto("/treviso/condivisi/?is_hidden=1")
    check_axe(editor)
    editor.get_by_role("checkbox", name=f"Scegli {HIDDEN}").check(force=True)
    editor.get_by_role("button", name="Mostra di nuovo").click()
    message(editor, "1 contenuto mostrato")
    reader = new_page()
    reader.goto("/treviso/novita/")
    expect(reader.locator("main")).to_contain_text(HIDDEN)


def test_the_same_address_in_english(new_page, check_axe):
    reader = new_page()
    reader.goto("/en/")
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    reader.locator(".pico-language summary").click()
    check_axe(reader)
    reader.get_by_role("link", name="Italiano").click()
    expect(reader.locator("html")).to_have_attribute("lang", "it")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "path",
    [
        *("condivisi/", "condivisi/nostri/", "condivisi/offerti/", "condivisi/proposte/"),
        *("revisione/", "revisione/collegamenti/", "fonti/", "fonti/nuova/"),
    ],
)
def test_the_pages_of_the_editors_are_accessible_and_fit(page_as, check_axe, width, path):
    editor = page_as("treviso.redattore", width=width)
    editor.goto(f"/treviso/{path}")
    check_axe(editor)
    assert fits(editor)
