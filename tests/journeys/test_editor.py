"""A press officer writes and publishes; the neighbour's editor sees nothing of it before."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.steps import message

SLOW = 20_000  # milliseconds: a page of the editor loads a megabyte of script


def picture() -> dict:
    stream = io.BytesIO()
    Image.new("RGB", (1200, 800), "steelblue").save(stream, "PNG")
    return {"name": "ponte.png", "mimeType": "image/png", "buffer": stream.getvalue()}


def start(page, task: str) -> None:
    page.goto("/treviso/redazione/")
    page.get_by_role("link", name=task).click()
    page.wait_for_load_state("networkidle")  # what is typed before the editor is ready is not saved


def write(page, field: str, words: str) -> None:
    box = page.locator(f"#id_{field}")
    box.click()
    box.press_sequentially(
        words, delay=40
    )  # as a person: Wagtail looks at the form a moment after it opens
    page.keyboard.press("Tab")


def publish(page) -> None:
    page.locator(".footer [data-w-dropdown-target=toggle]").click()
    page.locator("button[name=action-publish]").click()
    page.locator(".messages .success").wait_for(timeout=SLOW)


def test_a_news_with_its_picture_from_the_first_word_to_the_site(page_as, new_page):
    title = "Ponte sul Piave: senso unico alternato da lunedì mattina"
    editor = page_as("treviso.redattore")
    start(editor, "Scrivi una notizia")
    write(editor, "title", title)
    write(editor, "summary", "Fino al 12 dicembre si passa a senso unico alternato sul ponte.")
    expect(editor.locator("#w-autosave-indicator")).to_contain_text("Salvato alle", timeout=SLOW)
    draft = int(re.search(r"/pages/(\d+)/edit/", editor.url).group(1))

    editor.locator("#tab-label-immagine_e_argomenti, #tab-label-immagine-e-argomenti").first.click()
    editor.get_by_role("button", name="Scegli una immagine").first.click()
    modal = editor.locator(".modal-dialog")
    modal.get_by_role("tab", name=re.compile("Carica")).click()
    modal.locator("input[type=file]").set_input_files(picture())
    modal.get_by_role("button", name=re.compile("Carica")).click()
    modal.locator(".error-message").first.wait_for()  # no alternative text: not taken
    modal.get_by_label(re.compile("testo alternativo", re.IGNORECASE)).fill(
        "Il ponte sul Piave visto dalla riva destra"
    )
    modal.locator("input[type=file]").set_input_files(picture())
    modal.get_by_role("button", name=re.compile("Carica")).click()
    modal.wait_for(state="hidden", timeout=SLOW)

    neighbour = page_as("brescia.admin")
    for path in (
        f"pages/{draft}/edit/",
        f"pages/{draft}/history/",
        f"pages/{draft}/view_draft/",
        f"pagine/{draft}/",
    ):
        assert neighbour.goto(f"/brescia/redazione/{path}").status == 404, path
    assert neighbour.goto(f"/treviso/redazione/pages/{draft}/edit/").status == 404
    neighbour.goto("/brescia/redazione/pages/search/?q=Piave")
    expect(neighbour.locator("main")).not_to_contain_text(title)
    assert title not in new_page().request.get("/treviso/novita/").text()

    publish(editor)
    visitor = new_page()
    visitor.goto("/treviso/novita/")
    visitor.get_by_role("link", name=title).first.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(title)
    editor.goto(f"/treviso/redazione/pagine/{draft}/")
    expect(editor.locator("main")).to_contain_text(f"Ha pubblicato «{title}».")


def test_what_may_not_be_published_alone_waits_for_an_administrator(page_as, check_axe):
    title = "Chiusura degli uffici il 7 dicembre"
    admin = page_as("treviso.admin")
    admin.goto("/treviso/gestione/moduli/sites/impostazioni/")
    admin.get_by_label("I redattori pubblicano da soli").uncheck(force=True)
    admin.get_by_role("button", name=re.compile("Salva")).first.click()
    admin.locator("#messages .alert").first.wait_for()
    try:
        editor = page_as("treviso.redattore")
        start(editor, "Scrivi una notizia")
        write(editor, "title", title)
        write(editor, "summary", "Gli uffici della Provincia restano chiusi per l'intera giornata.")
        editor.wait_for_url("**/edit/**", timeout=SLOW)
        editor.locator(".footer [data-w-dropdown-target=toggle]").click()
        assert editor.locator("button[name=action-publish]").count() == 0
        editor.get_by_role("button", name="Manda in revisione").click()
        editor.locator(".messages .success").wait_for(timeout=SLOW)

        admin.goto("/treviso/scrivania/")
        admin.get_by_role("link", name=f"Da approvare: {title}").first.click()
        admin.locator(".footer [data-w-dropdown-target=toggle]").click()
        assert admin.get_by_role("button", name="Approva e pubblica").count() == 1
        admin.get_by_role("button", name="Approva", exact=True).click()
        admin.locator(".messages .success").wait_for(timeout=SLOW)
        assert title not in admin.request.get("/treviso/novita/").text()

        editor.goto("/treviso/redazione/")
        waiting = editor.get_by_role("region", name="Approvate, da pubblicare")
        waiting.get_by_role("link", name=title).click()
        check_axe(editor)
        editor.locator("summary", has_text="Pubblica").click()
        editor.get_by_role("button", name="Pubblica", exact=True).last.click()
        message(editor, f"«{title}» è in linea")
        assert title in admin.request.get("/treviso/novita/").text()
    finally:
        admin.goto("/treviso/gestione/moduli/sites/impostazioni/")
        admin.get_by_label("I redattori pubblicano da soli").check(force=True)
        admin.get_by_role("button", name=re.compile("Salva")).first.click()
        admin.locator("#messages .alert").first.wait_for()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_of_the_office_are_accessible_and_fit(page_as, check_axe, width):
    page = page_as("treviso.redattore", width=width)
    for path in ("", "elenco/bozze/", "elenco/archivio/"):
        page.goto(f"/treviso/redazione/{path}")
        check_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
