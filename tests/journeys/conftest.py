"""The stage of the journeys: a real platform (server, worker, mail catcher) and a real browser.

One platform for the whole run, furnished once like the demo on a SQLite file of its own. A page
that says something on the console, breaks the content security policy or fails axe, fails the test.
"""

import os
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from pico.portal import mail_catcher
from scripts.places import FRONTEND, ROOT
from scripts.processes import Platform, free_port
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
def platform(tmp_path_factory):
    """The platform, furnished and running; its logs are shown when it does not start."""
    var = tmp_path_factory.mktemp("platform")
    registry = Path(os.environ.get("VAR") or ROOT / "var") / "registry"
    if registry.is_dir():
        shutil.copytree(registry, var / "registry")
    platform = Platform(
        var=var,
        port=free_port(),
        mail_port=free_port(),
        BUILT_STATIC="1",
        PICO_LOGS=str(var),
        DATABASE_URL=f"sqlite:{var / 'pico.sqlite3'}",
    )
    _prepare(platform)
    platform.start()
    try:
        platform.wait_until_healthy()
        _wait_for_the_workers(var / "pico.sqlite3")
        yield platform
    except (RuntimeError, TimeoutError) as error:
        logs = "\n".join(path.read_text()[-3000:] for path in var.glob("*.log"))
        pytest.fail(f"{error}\n{logs}")
    finally:
        platform.stop()


def _wait_for_the_workers(database: Path, seconds: float = 900) -> None:
    """Stories begin when what the furnishing left to the workers is done: a letter waits for its turn."""
    waiting = (
        "SELECT COUNT(*) FROM jobs_job WHERE state = 'QUEUED' AND run_after <= datetime('now')"
    )
    until = time.monotonic() + seconds
    with closing(sqlite3.connect(database, timeout=30)) as kept:
        while kept.execute(waiting).fetchone()[0]:
            if time.monotonic() > until:
                raise TimeoutError("The workers are not done with the furnishing.")
            time.sleep(0.5)


def _prepare(platform: Platform) -> None:
    for words in (
        ("migrate", "--verbosity=0"),
        ("collectstatic", "--noinput", "--verbosity=0"),
        ("import_enti", "--registry"),
        ("furnish_demo",),
        ("reindex", "--module", "files"),
    ):
        done = subprocess.run(
            platform.manage(*words),
            cwd=ROOT,
            env=platform.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            pytest.fail(f"{' '.join(words)}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")


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
    """Sign in with the demo's one click: `page_as("treviso.admin")`."""

    def enter(username: str, **options):
        page = new_page(**options)
        page.goto("/demo/")
        page.get_by_role("button", name=username, exact=True).click()
        page.wait_for_url(lambda url: "/demo/" not in url)
        return page

    return enter


@pytest.fixture
def check_axe():
    """Fail on anything that axe finds on the page as it is now: WCAG 2 AA and good practice."""

    def check(page, **options):
        page.evaluate(AXE.read_text())  # evaluated, not injected: the page's policy forbids that
        run = {"rules": {"target-size": {"enabled": True}}, **options}
        found = page.evaluate("options => axe.run(document, options)", run)["violations"]
        assert not found, f"{page.url}\n" + "\n".join(_explain(violation) for violation in found)

    return check


def _explain(violation: dict) -> str:
    places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
    return f"- {violation['id']} ({violation['impact']}): {violation['help']}: {places}"


@pytest.fixture
def mailbox(platform):
    """The real mailbox of the platform, empty at the start of the test."""
    return Mailbox(platform)
