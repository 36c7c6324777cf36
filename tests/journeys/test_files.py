"""A file from the desk of one officer to those who may read it, and to nobody else."""

import re

import pytest
from playwright.sync_api import expect

from .steps import again_until

PROGRAM = {"name": "falso.pdf", "mimeType": "application/pdf", "buffer": b"MZ\0\0programma"}


def document(words: str) -> dict:
    return {"name": "relazione.txt", "mimeType": "text/plain", "buffer": words.encode()}


def upload(page, words: str, title: str, level: str) -> None:
    page.goto("/treviso/file/carica/")
    page.set_input_files("input[type=file]", [document(words)])
    page.get_by_text("Caricato").wait_for()
    page.get_by_label("Titolo").fill(title)
    page.locator(f"input[name=scope][value^='{level}']").check(force=True)
    page.get_by_role("button", name="Carica", exact=True).click()
    page.get_by_role("heading", name=title, level=1).wait_for()


def test_a_dropped_file_reaches_its_readers_and_nobody_else(page_as, check_axe):
    author = page_as("treviso.sua")
    upload(author, "Relazione riservata all'ente.", "Relazione del viaggio", "ente")
    address = author.url
    check_axe(author)

    colleague = page_as("treviso.sit")
    colleague.goto(address)
    colleague.get_by_role("heading", name="Relazione del viaggio", level=1).wait_for()
    with colleague.expect_download() as download:
        colleague.get_by_role("link", name="Scarica (Testo").click()
    assert download.value.suggested_filename == "relazione.txt"

    neighbour = page_as("brescia.admin")
    assert neighbour.goto(address).status == 404


def test_a_program_is_sent_back_as_soon_as_it_is_dropped(page_as):
    page = page_as("treviso.sua")
    page.goto("/treviso/file/carica/")
    page.set_input_files("input[type=file]", [PROGRAM])
    page.get_by_text("I programmi eseguibili non si possono caricare").wait_for()


def test_the_chosen_files_come_in_one_archive(page_as):
    page = page_as("treviso.sua")
    page.goto("/treviso/file/")
    page.locator("input[form=bundle]").first.check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Scarica gli scelti").click()
    assert download.value.suggested_filename.endswith(".zip")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["", "carica/", "cestino/"])
def test_the_pages_are_accessible_and_fit(page_as, check_axe, width, path):
    page = page_as("treviso.sua", width=width)
    page.goto(f"/treviso/file/{path}")
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_document_for_the_territory_is_found_there_and_nowhere_else(page_as, check_axe):
    author, title = page_as("treviso.sua"), "Cronoprogramma delle gare d'autunno"
    author.goto("/file/carica/")
    level = author.get_by_role("radio", name="Provincia di Treviso ed enti del territorio")
    level.check(force=True)
    audience = author.get_by_role("group", name="Chi lo vede?").get_by_role("status")
    expect(audience).to_contain_text(re.compile(r"Lo vedranno \d+ persone di \d+ enti"))
    check_axe(author)
    author.set_input_files("input[type=file]", [document("Le gare dei Comuni, mese per mese.")])
    author.get_by_text("Caricato").wait_for()
    author.get_by_label("Titolo").fill(title)
    author.get_by_role("button", name="Carica", exact=True).click()
    expect(author.get_by_role("heading", level=1)).to_have_text(title)
    address = author.url

    reader, neighbour = page_as("comune1.rup"), page_as("brescia.admin")
    find(reader, "cronoprogramma autunno", title).click()
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Scarica (Testo").click()
    assert download.value.suggested_filename == "relazione.txt"
    check_axe(reader)
    for place in ("/cerca/?q=cronoprogramma", "/file/?q=cronoprogramma"):
        neighbour.goto(place)
        expect(neighbour.get_by_role("link", name=title)).to_have_count(0)
    assert neighbour.goto(address).status == 404
    check_axe(neighbour)

    author.get_by_role("link", name="Cambia chi lo vede").click()
    author.get_by_role("radio", name="Solo il mio ente").check(force=True)
    check_axe(author)
    author.get_by_role("button", name="Cambia il livello").click()
    expect(author.get_by_role("heading", level=1)).to_have_text(title)
    assert reader.goto(address).status == 404
    author.get_by_role("link", name="Storia").click()
    expect(author.get_by_role("main")).to_contain_text("Solo il mio ente")
    check_axe(author)


def find(page, words: str, title: str):
    """The answer of the search with this title; the index learns of a file a moment after it."""
    answer = page.get_by_role("article").get_by_role("link", name=title).first
    again_until(answer, look=lambda: page.goto(f"/cerca/?q={words}"))
    return answer


def test_a_new_version_takes_the_place_of_the_old_one_which_stays(page_as, check_axe):
    page = page_as("treviso.sua")
    upload(page, "Prima stesura.", "Regolamento delle gare", "ente")
    page.get_by_role("link", name="Nuova versione").click()
    check_axe(page)
    page.set_input_files("input[type=file]", [document("Seconda stesura, con le osservazioni.")])
    page.get_by_label(re.compile("Che cosa|Nota")).fill("Accolte le osservazioni dei Comuni.")
    page.get_by_role("main").locator("form button[type=submit].btn-primary").click()
    page.get_by_role("link", name="Versioni").click()
    expect(page.get_by_role("heading", name=re.compile("quella che si scarica"))).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Accolte le osservazioni dei Comuni.")
    expect(page.get_by_role("heading", name=re.compile("^Versione"))).to_have_count(2)
    check_axe(page)


def test_several_files_go_together_and_what_is_wrong_does_not_stop_the_rest(page_as, check_axe):
    page = page_as("treviso.sua")
    page.goto("/treviso/file/carica/")
    good = [
        {"name": f"allegato-{n}.txt", "mimeType": "text/plain", "buffer": f"Allegato {n}".encode()}
        for n in (1, 2)
    ]
    page.set_input_files("input[type=file]", [*good, PROGRAM])
    expect(page.get_by_text("Caricato")).to_have_count(2)
    page.get_by_text("I programmi eseguibili non si possono caricare").wait_for()
    check_axe(page)
    page.get_by_role("button", name="Carica", exact=True).click()
    for n in (1, 2):
        expect(page.get_by_role("link", name=f"allegato-{n}")).to_be_visible()
