"""The frame of every page: keyboard, small screens, errors that help, links that lead somewhere."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from .steps import fits

PAGES = {
    "": ("/", "/treviso/", "/adesioni/registrazione/", "/mappa-del-sito/", "/note/privacy/"),
    "treviso.admin": (
        *("/scrivania/", "/treviso/", "/treviso/gestione/moduli/", "/community/rubrica/"),
        *("/adesioni/richieste/", "/adesioni/persone/", "/adesioni/inviti/", "/adesioni/enti/"),
        *("/enti/?q=treviso", "/file/", "/file/carica/", "/cerca/?q=convenzione", "/avvisi/"),
        *("/avvisi/tocca-a-me/", "/avvisi/preferenze/", "/persone/profilo/", "/gestione/api/"),
        *("/gestione/storia/", "/treviso/gestione/moduli/spaces/impostazioni/"),
    ),
    "upi.admin": ("/gestione/lavori/", "/enti/spazi/", "/enti/differenze/", "/enti/allineamenti/"),
}
MOST = 60  # pages of different kinds that one crawl opens
OUTSIDE = (
    "/accesso/logout",
    "/demo/entra",
    "formato=",
    "/scarica",
    "/api/v1/",
    ".ics",
    "/statico/",
)


@pytest.mark.parametrize("username", PAGES)
@pytest.mark.parametrize("width", [390, 320])  # a phone; a desk enlarged four times
def test_no_page_goes_out_of_a_small_screen(new_page, page_as, check_axe, username, width):
    page = page_as(username, width=width) if username else new_page(width=width)
    for address in PAGES[username]:
        assert page.goto(address).status == 200
        assert fits(page), f"{address} is wider than {width}"
        check_axe(page)


def test_the_keyboard_alone_reaches_content_search_and_menus(page_as):
    page = page_as("treviso.admin")
    page.goto("/scrivania/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Vai al contenuto principale")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main-content$"))
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Cerca in Pi.Co.")).to_be_focused()
    page.keyboard.press("Escape")
    menu = page.locator("summary").filter(has_text="Menu di")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Esci")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Esci")).to_be_hidden()
    expect(menu).to_be_focused()


def test_a_page_that_is_not_there_helps_to_find_it(new_page, check_axe):
    page = new_page()
    assert page.goto("/treviso/non-esiste/").status == 404
    check_axe(page)
    search = page.get_by_role("main").get_by_role("searchbox", name="Che cosa cercavi?")
    search.fill("linee guida")
    search.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Linee guida per la Stazione unica appaltante")


@pytest.mark.parametrize("code", [403, 404, 500])
def test_the_pages_of_errors_are_accessible_and_lead_home(new_page, check_axe, complaints, code):
    page = new_page(width=390)
    page.goto(f"/ui/errori/{code}/")
    expect(page.get_by_role("link", name="pagina iniziale")).to_be_visible()
    check_axe(page)
    itself = f"/ui/errori/{code}/"  # in Italian and in English
    elsewhere = {one for one in links(page.url, page.content()) if not one.endswith(itself)}
    answers = {address: page.request.get(address).status for address in elsewhere}
    assert set(answers.values()) == {200}, answers
    complaints.clear()  # a 500 is what was asked for


def links(address: str, text: str) -> set[str]:
    """The addresses of the house on this page."""
    found = {
        urljoin(address, unescape(href)) for href in re.findall(r'<a [^>]*href="([^"]+)"', text)
    }
    home = urlsplit(address).netloc
    return {
        one.split("#")[0]
        for one in found
        if urlsplit(one).netloc == home and not any(part in one for part in OUTSIDE)
    }


def shape(address: str) -> str:
    """Pages of one kind count once: numbers and filters make no other kind."""
    parts = urlsplit(address)
    path = "/".join("0" if part.isdigit() else part for part in parts.path.split("/"))
    return f"{path}?{'+'.join(sorted(p.split('=')[0] for p in parts.query.split('&')))}"


MOST = 70  # pages of different shape per role


@pytest.mark.parametrize(
    "username", ["", "upi.admin", "treviso.admin", "treviso.sua", "comune1.rup", "nuovo.utente"]
)
def test_every_link_leads_somewhere(new_page, page_as, username):
    page = page_as(username) if username else new_page()
    todo, seen, wrong = ["/", "/treviso/", "/cerca/?q=a"], set(), []
    if username:
        todo.insert(0, "/scrivania/")
    while todo and len(seen) < MOST:
        address = todo.pop(0)
        seen.add(shape(address))
        answer = page.request.get(address)
        if answer.status >= 400:
            wrong.append(f"{answer.status} {address}")
        for found in sorted(links(answer.url, answer.text())):
            if shape(found) not in seen and shape(found) not in map(shape, todo):
                todo.append(found)
    assert not wrong, "\n".join(wrong)
