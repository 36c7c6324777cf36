"""The living style guide in a real browser: axe finds nothing, the policy blocks nothing."""

import pytest
from playwright.sync_api import expect

PAGES = ("", "moduli/", "moduli/?errori", "elenco/", "elenco/?righe=0", "scheda/", "cruscotto/")
SIZES = {"wide": (1280, 900), "phone": (390, 844), "zoomed": (320, 640)}


AUDIENCE = "<span>Lo vedono gli iscritti del tuo ente.</span>"


@pytest.fixture
def visit(new_page):
    """Open a page of the guide; its invented levels are not asked to the real «chi lo vede»."""

    def open_page(address: str = "", size: str = "wide"):
        width, height = SIZES[size]
        page = new_page(width=width, height=height)
        page.route("**/chi-lo-vede/**", lambda route: route.fulfill(body=AUDIENCE))
        page.goto(f"/ui/{address}")
        return page

    return open_page


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_the_guide_is_accessible_and_fits_every_screen(visit, check_axe, address):
    page = visit(address)
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        check_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_list_narrows_while_one_types_and_the_address_says_it(visit):
    page = visit("elenco/")
    page.fill("#id_q", "forli")
    expect(page.locator("#list-count")).to_have_text("50")
    assert page.url.endswith("?q=forli")
    page.get_by_role("link", name="Togli il filtro Cerca: forli").click()
    expect(page.locator("#list-count")).to_have_text("300")


def test_actions_on_rows_appear_when_one_is_chosen(visit):
    page = visit("elenco/")
    archive = page.get_by_role("button", name="Archivia")
    expect(archive).to_be_hidden()
    page.get_by_label("Scegli tutta la pagina").check()
    expect(page.locator(".pico-bulk-count")).to_have_text("25 scelti")
    archive.click()
    expect(page.locator("#messages")).to_contain_text("Righe scelte: 25.")


def test_a_form_saves_itself_and_says_when(visit):
    page = visit("moduli/")
    page.fill("#id_title", "Liceo")
    expect(page.locator("[data-autosave-said]")).to_contain_text("Salvato alle", timeout=8000)


def test_an_ente_is_picked_with_the_keyboard(visit):
    page = visit("moduli/")
    page.fill("#id_ente_text", "prov")
    expect(page.locator(".pico-picker-list").get_by_role("option")).to_have_count(4)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_ente_text")).to_have_value("Provincia di Treviso")
    expect(page.locator("input[name=ente]")).to_have_value("1")


def test_files_go_one_by_one_and_a_wrong_kind_stays_here(visit):
    page = visit("moduli/")
    page.set_input_files(
        "#id_files",
        [
            {"name": "atto.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"},
            {"name": "virus.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"},
        ],
    )
    expect(page.locator(".pico-drop-list li.is-done")).to_contain_text("atto.pdf")
    expect(page.locator(".pico-drop-list li.is-wrong")).to_contain_text("Tipo non ammesso")
    expect(page.locator("input[name=files_ids]")).to_have_count(1)


def test_a_dangerous_step_asks_first(visit, check_axe):
    page = visit("")
    page.get_by_role("button", name="Elimina la bozza").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Si perdono il testo e 3 allegati")
    check_axe(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_refusal_is_said_without_leaving_the_page(visit):
    page = visit("")
    page.get_by_role("link", name="Prova un rifiuto").click()
    expect(page.locator("#messages")).to_contain_text("Il termine è scaduto")
    assert page.url.endswith("/ui/")


def test_the_menu_of_a_phone_opens_holds_the_focus_and_gives_it_back(visit, check_axe):
    page = visit("", "phone")
    page.get_by_role("button", name="Mostra il menu").click()
    expect(page.get_by_role("button", name="Chiudi il menu")).to_be_focused()
    check_axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Mostra il menu")).to_be_focused()


def test_a_text_is_formatted_with_the_toolbar_and_what_comes_from_word_is_tidied(visit, check_axe):
    page = visit("moduli/")
    editor = page.get_by_role("textbox", name="Motivazione")
    editor.click()
    page.keyboard.type("Serve ")
    page.keyboard.press("Control+b")
    page.keyboard.type("subito")
    page.get_by_role("button", name="Grassetto").click()
    page.keyboard.type(" per ")
    page.evaluate(
        """() => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/html", "<p class=Mso style='color:red'>da <i>Word</i></p>");
          const paste = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
          document.activeElement.dispatchEvent(paste);
        }"""
    )
    written = page.locator("textarea[name=text]").input_value()
    assert "<b>subito</b>" in written
    assert "<em>Word</em>" in written
    assert "Mso" not in written
    assert "style" not in written
    check_axe(page)
