"""The stage of the journeys: a real platform (server, worker, mail catcher) and a real browser.

Each process that tells stories has a platform of its own, on a copy of a stage furnished once like
the demo. A page that says something on the console, breaks the content security policy or fails
axe, fails the test.
"""

import os
import re
import shutil
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from pico.portal import mail_catcher
from scripts.places import FRONTEND
from scripts.processes import Platform
from scripts.stage import Unfurnished, furnished, wait_for_the_workers
from scripts.test import BROWSERS

FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--disable-background-networking", "--disable-dev-shm-usage", "--lang=it"),
]
AXE = FRONTEND / "dist" / "test" / "axe.min.js"
PATIENCE = 20_000  # milliseconds
NOISE = ("Failed to load resource",)  # the answer itself is judged by the test


def pytest_collection_modifyitems(items):
    """A story that fails is told once more, and the summary says so: a browser is a busy machine."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.flaky(reruns=1))


class Mailbox:
    """What the platform has really sent by SMTP."""

    def __init__(self, platform: Platform):
        self.platform = platform
        self.folder = platform.var / "mail"
        self.empty()

    def empty(self) -> None:
        for path in self.folder.glob("*.eml"):
            path.unlink()

    def letters(self) -> list[mail_catcher.Letter]:
        return list(mail_catcher.letters(self.folder))

    def wait_for(self, *, to: str = "", subject: str = "", seconds: float = 15):
        """The last message to this person with these words in the subject; fails when none comes."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for letter in self.letters():
                if to in letter.to and subject in letter.subject:
                    return letter
            time.sleep(0.1)
        found = [(letter.to, letter.subject) for letter in self.letters()]
        raise AssertionError(f"No message to «{to}» about «{subject}»; there are {found}")

    @contextmanager
    def refusing(self, answer: str = "451 4.3.0 Casella non disponibile"):
        """While inside, every message is refused with this SMTP answer."""
        sign = self.folder / mail_catcher.REFUSAL
        self.folder.mkdir(parents=True, exist_ok=True)
        sign.write_text(answer)
        try:
            yield
        finally:
            sign.unlink()

    @contextmanager
    def down(self):
        """While inside, nobody answers at the SMTP port."""
        post = self.platform.processes["posta"]
        post.stop()
        try:
            yield
        finally:
            post.start()


@pytest.fixture(scope="session")
def platform(tmp_path_factory, worker_id):
    """The platform, furnished and running; its logs are shown when it does not start."""
    run = tmp_path_factory.getbasetemp()
    ours = run if worker_id == "master" else run.parent  # those who tell side by side share it
    var = tmp_path_factory.mktemp("platform")
    try:
        platform = furnished(Path(os.environ.get("PICO_STAGE") or ours / "stage"), var)
    except Unfurnished as error:
        pytest.fail(str(error))
    platform.start()
    try:
        platform.wait_until_healthy()
        wait_for_the_workers(platform)  # for what fell due since the stage was furnished
        yield platform
    except (RuntimeError, TimeoutError) as error:
        logs = "\n".join(path.read_text()[-3000:] for path in var.glob("*.log"))
        pytest.fail(f"{error}\n{logs}")
    finally:
        platform.stop()


@pytest.fixture(scope="session")
def browser():
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("Chromium is not on this machine")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints():
    """What the pages of this test complained of; a test may forgive by emptying it."""
    return []


@pytest.fixture
def new_page(platform, browser, complaints):
    """Open a fresh browser: `new_page()`, `new_page(width=390)`; nobody is signed in."""
    contexts = []

    def open_page(width: int = 1280, height: int = 900, **options):
        context = browser.new_context(
            base_url=platform.url,
            viewport={"width": width, "height": height},
            locale="it-IT",
            timezone_id="Europe/Rome",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        _listen(page, complaints, platform.var / "sito.log")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


def _listen(page, complaints: list[str], log: Path) -> None:
    def hear(message):
        if message.type == "error" and not message.text.startswith(NOISE):
            complaints.append(f"{page.url}: {message.text}")

    def see(response):
        if response.status >= 500:
            complaints.append(f"{response.status} {response.url}\n{log.read_text()[-3000:]}")

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("response", see)


@pytest.fixture
def page_as(new_page):
    """Sign in as the demo's one click does (test_demo clicks it): `page_as("treviso.admin")`.

    The page of the cast is fetched, not drawn: each story would wait for it more than once.
    """

    def enter(username: str, **options):
        page = new_page(**options)
        cast = page.request.get("/demo/").text()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', cast).group(1)
        answer = page.request.post(
            f"/demo/entra/{username}/", form={"csrfmiddlewaretoken": token}, max_redirects=0
        )
        page.goto(answer.headers["location"])
        return page

    return enter


@pytest.fixture
def check_axe():
    """Fail on anything that axe finds on the page as it is now: WCAG 2 AA and good practice."""
    axe = AXE.read_text()

    def check(page, **options):
        if not page.evaluate("'axe' in window"):
            page.evaluate(axe)  # evaluated, not injected: the page's policy forbids that
        run = {
            "rules": {"target-size": {"enabled": True}},
            "resultTypes": ["violations"],
            **options,
        }
        found = page.evaluate("options => axe.run(document, options).then(r => r.violations)", run)
        assert not found, f"{page.url}\n" + "\n".join(_explain(violation) for violation in found)

    return check


def _explain(violation: dict) -> str:
    places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
    return f"- {violation['id']} ({violation['impact']}): {violation['help']}: {places}"


@pytest.fixture
def mailbox(platform):
    """The real mailbox of the platform, empty at the start of the test."""
    return Mailbox(platform)
