"""A person looks after the account: pages fit for everybody, a passkey instead of the password."""

import pytest

from pico.core.testing.cast import PASSWORD

PAGES = (
    "/persone/profilo/",
    "/persone/profilo/visibilita/",
    "/persone/profilo/incarichi/",
    "/persone/profilo/sicurezza/",
    "/persone/profilo/dati/",
    "/accesso/email/",
    "/accesso/sessions/",
    "/accesso/2fa/",
)
DOORS = ("/accesso/login/", "/accesso/password/reset/", "/persone/spid-cie/")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_of_the_account_are_accessible(page_as, check_axe, width):
    page = page_as("treviso.sua", width=width)
    for address in PAGES:
        page.goto(address)
        check_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("width", [1280, 390])
def test_the_doors_are_accessible(new_page, check_axe, width):
    page = new_page(width=width)
    for address in DOORS:
        page.goto(address)
        check_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.fixture
def here(platform):
    """The platform under a name: passkeys belong to a domain, an IP address is none."""
    return platform.url.replace("127.0.0.1", "localhost")


def sign_in(page, here: str, username: str) -> None:
    page.goto(f"{here}/accesso/login/")
    page.get_by_label("Nome utente o e-mail").fill(username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Accedi", exact=True).click()
    page.wait_for_url(lambda url: "/login/" not in url)


def sign_out(page, here: str) -> None:
    page.goto(f"{here}/accesso/logout/")
    page.get_by_role("main").get_by_role("button", name="Esci").click()
    page.wait_for_url(lambda url: "/logout/" not in url)


def give_fingerprint_reader(page) -> None:
    """Give the browser a device of its own that recognises its person."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_replaces_the_password(new_page, here, check_axe):
    page = new_page()
    give_fingerprint_reader(page)
    sign_in(page, here, "treviso.sit")
    page.goto(f"{here}/persone/profilo/sicurezza/")
    page.get_by_role("link", name="Aggiungi una passkey").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Conferma").click()
    check_axe(page)
    page.get_by_label("Nome della passkey").fill("Portatile dell'ufficio")
    page.get_by_role("button", name="Aggiungi la passkey").click()
    page.wait_for_url("**/recovery-codes/")
    check_axe(page)
    sign_out(page, here)
    page.goto(f"{here}/accesso/login/?next=/persone/profilo/sicurezza/")
    page.get_by_role("button", name="Usa una passkey").click()
    page.wait_for_url(f"{here}/persone/profilo/sicurezza/")
    assert "Portatile dell'ufficio" in page.get_by_role("main").inner_text()
    check_axe(page)


def test_a_passkey_that_does_not_work_says_so(new_page):
    page = new_page()  # by IP address, where no passkey can live
    page.goto("/accesso/login/")
    page.get_by_role("button", name="Usa una passkey").click()
    page.get_by_text("Il dispositivo non ha accettato la passkey").wait_for()
