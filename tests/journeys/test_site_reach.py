"""A visitor on the public sites: calendar, judgement, search, and nothing that follows him."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from scripts.places import FRONTEND

from .steps import fits

VNU = FRONTEND / "node_modules/vnu-jar/build/dist/vnu.jar"
KINDS = {
    "home": "/treviso/",
    "list": "/treviso/novita/",
    "events": "/treviso/eventi/",
    "calendar": "/treviso/calendario/",
    "search": "/treviso/cerca/?q=provincia",
    "legal": "/treviso/note/cookie/",
    "map": "/treviso/mappa-del-sito/",
    "lost": "/treviso/non-esiste/",
}


def pages_of(page) -> dict[str, str]:
    """An address for each kind of page, the contents found from their lists."""
    found = dict(KINDS)
    for name, where in (("news", "/treviso/novita/"), ("event", "/treviso/eventi/")):
        page.goto(where)
        link = page.get_by_role("main").locator(f'h2 a[href^="{where}"], h3 a[href^="{where}"]')
        found[name] = link.first.get_attribute("href")
    return found


@pytest.mark.parametrize("width", [1280, 390])
def test_every_kind_of_page_is_accessible_and_fits(new_page, check_axe, width):
    page = new_page(width=width)
    for name, address in pages_of(page).items():
        page.goto(address)
        assert fits(page), f"{name} is wider than {width}"
        check_axe(page)


def test_the_html_is_valid(new_page, tmp_path):
    """Nu HTML checker: no error on any kind of page."""
    java = shutil.which("java")
    if not (java and VNU.exists()) and not os.environ.get("PICO_REQUIRE_ALL"):
        pytest.skip("Java, or the checker, is not on this machine")
    page = new_page()
    for name, address in pages_of(page).items():
        text = page.request.get(address).text()
        (tmp_path / f"{name}.html").write_text(text)
    done = subprocess.run(
        [str(java), "-jar", str(VNU), "--errors-only", "--format", "gnu", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, re.sub(r"file:\S+/", "", done.stderr)


def test_nothing_follows_a_visitor(new_page):
    """No cookie, no banner, no request to anybody else: technical cookies only, for who signs in."""
    page = new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for address in pages_of(page).values():
        page.goto(address, wait_until="networkidle")
        expect(page.get_by_role("dialog")).to_have_count(0)
    assert asked == {urlsplit(page.url).netloc}
    assert page.context.cookies() == []
    kept = page.evaluate("Object.keys({...localStorage, ...sessionStorage})")
    assert set(kept) <= {"htmx-current-path-for-history"}  # the address of the page itself


def test_a_reader_says_how_clear_a_page_is_and_the_editor_reads_it(new_page, page_as, check_axe):
    page = new_page(width=390)
    page.goto("/treviso/novita/")
    form = page.locator('[data-element="feedback"]')
    expect(form.get_by_text("Dove hai incontrato le maggiori difficoltà?")).to_be_hidden()
    form.get_by_label("Valuta 2 stelle su 5").check(force=True)
    expect(form.get_by_text("Dove hai incontrato le maggiori difficoltà?")).to_be_visible()
    expect(form.get_by_text("Quali sono stati gli aspetti")).to_be_hidden()
    form.get_by_text("A volte le indicazioni non erano chiare").click()
    form.get_by_label("Vuoi aggiungere altri dettagli?").fill("Mancano le date dei cantieri")
    check_axe(page)
    form.get_by_role("button", name="Invia").click()
    expect(page.get_by_text("Grazie, il tuo parere ci aiuterà")).to_be_visible()
    editor = page_as("treviso.redattore")
    editor.goto("/treviso/numeri-del-sito/")
    expect(editor.get_by_role("main")).to_contain_text("Mancano le date dei cantieri")
    check_axe(editor)
    assert editor.goto("/brescia/numeri-del-sito/").status == 404


def test_the_month_is_walked_by_keyboard_and_subscribed(new_page, check_axe):
    page = new_page()
    page.goto("/treviso/calendario/")
    before = page.get_by_role("heading", level=2).first.inner_text()
    after = page.get_by_role("link", name="Mese successivo")
    after.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).not_to_have_text(before)
    check_axe(page)
    subscribe = page.get_by_role("link", name="Abbonati al calendario").get_attribute("href")
    assert subscribe.startswith("webcal://")
    feed = page.request.get(
        page.get_by_role("link", name="Scarica il calendario").get_attribute("href")
    )
    assert feed.status == 200
    assert feed.text().startswith("BEGIN:VCALENDAR")
    assert Path(urlsplit(feed.url).path).name == "eventi.ics"
