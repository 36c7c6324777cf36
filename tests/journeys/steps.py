"""What several stories do with the same gestures."""

import re
import time
from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Error, Locator, Page, expect

from pico.core.testing.cast import PASSWORD


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Sign in by the page, with name and password; where it leads is for the story to say."""
    page.goto("/accesso/login/")
    page.get_by_label("Nome utente o e-mail").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Accedi", exact=True).click()


def say_it_is_me(page: Page, password: str = PASSWORD) -> None:
    """Type the password again before something delicate, when the platform asks for it."""
    if "/reauthenticate/" in page.url:
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Conferma").click()


def link_in(letter, path: str) -> str:
    """The address in a message that leads under `path`."""
    found = re.search(rf"https?://\S+?({path}\S*)", letter.text)
    assert found, f"No link to {path} in:\n{letter.text}"
    return found.group(1).rstrip(".)>")


def pick_ente(page: Page, words: str, name: str, label: str = "Ente") -> None:
    """Choose an ente by typing, as the picker wants."""
    page.get_by_role("combobox", name=re.compile(rf"^{label}\b")).press_sequentially(words)
    page.locator(".pico-picker-list").get_by_role("option", name=name).first.click()


def message(page: Page, text: str) -> None:
    """The platform says this after what was done."""
    expect(page.locator("#messages")).to_contain_text(text)


def fits(page: Page) -> bool:
    """Nothing goes out of the screen sideways."""
    return page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def again_until(wanted: Locator, *, look: Callable[[], object], seconds: float = 60) -> None:
    """Look again until there is what a worker makes meanwhile; fails when it does not come.

    A look while the browser passes from a page to the next is refused by it, and is taken again.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(Error):
            look()
            if wanted.count():
                break
        wanted.page.wait_for_timeout(200)
    expect(wanted).to_be_visible()
