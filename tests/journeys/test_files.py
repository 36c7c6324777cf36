"""A file from the desk of one officer to those who may read it, and to nobody else."""

import pytest

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
