"""The registry: found however one writes it, mended by hand where it is wrong."""

import pytest
from playwright.sync_api import expect

from .steps import message


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("forli cesena", "Provincia di Forlì-Cesena"),
        ("l aquila", "Provincia dell'Aquila"),
        ("111035", "Comune di Iglesias"),  # yesterday's code: Sulcis Iglesiente came back in 2025
    ],
)
def test_an_ente_is_found_as_it_is_written_and_by_the_code_of_yesterday(
    page_as, check_axe, words, name
):
    page = page_as("treviso.sua")
    page.goto("/enti/")
    page.get_by_label("Nome o codice").fill(words)
    page.get_by_label("Nome o codice").press("Enter")
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    check_axe(page)


def test_a_value_written_by_hand_says_so_and_can_go_back(page_as, check_axe):
    page = page_as("upi.admin")
    page.goto("/enti/?q=provincia+di+lodi")
    page.get_by_role("link", name="Provincia di Lodi", exact=True).click()
    page.get_by_role("link", name="Modifica i dati").click()
    page.get_by_label("Sito").fill("https://sito.lodi.pico.example")
    check_axe(page)
    page.get_by_role("button", name="Salva").click()
    row = page.get_by_role("table", name="Valori inseriti a mano").get_by_role("row").last
    expect(row).to_contain_text("https://sito.lodi.pico.example")
    check_axe(page)
    page.get_by_role("link", name="Storia").click()
    expect(page.get_by_role("main")).to_contain_text("Ada Amministra-Upi")
    check_axe(page)
    page.go_back()
    row.locator("summary").click()
    page.get_by_role("button", name="Ripristina").last.click()
    message(page, "registro")
