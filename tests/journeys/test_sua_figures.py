"""What the tenders tell and what they are owed: the SUA reads its figures, asks for a reimbursement, adopts a text."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from .steps import fits, message


def read_the_figures(officer: Page, check_axe) -> None:
    """From a number to the tenders that it counts."""
    officer.goto("/treviso/sua/cruscotto/")
    check_axe(officer)
    expect(officer.get_by_role("heading", name="Giorni per fase")).to_be_visible()
    officer.get_by_role("link", name="Dalla scadenza delle offerte all'aggiudicazione").click()
    expect(officer.get_by_role("heading", name=re.compile("Lotti contati"))).to_be_visible()
    check_axe(officer)


def ask_for_it(officer: Page, check_axe) -> str:
    """Ask the ente for what the award reckoned; return the address of the due."""
    officer.goto("/treviso/sua/rimborsi/?stato=ESTIMATED")
    check_axe(officer)
    officer.locator("#results tbody a").first.click()
    check_axe(officer)
    officer.get_by_role("link", name="Richiedi all'ente").click()
    officer.get_by_label(re.compile("^Nota o atto", re.IGNORECASE)).fill("Nota n. 5511")
    due_on = timezone.localdate() + timedelta(days=60)
    officer.get_by_label("Dovuto entro il").fill(due_on.isoformat())
    check_axe(officer)
    officer.get_by_role("button", name="Richiedi all'ente").click()
    expect(officer.locator(".pico-record-state")).to_contain_text("Richiesto")
    letter = officer.request.get(f"{officer.url}lettera.pdf")
    assert letter.body().startswith(b"%PDF")
    return officer.url


def adopt(officer: Page, check_axe) -> None:
    officer.goto("/treviso/sua/documentale/?di=nazionali")
    check_axe(officer)
    officer.get_by_role("link", name="Seggio, commissione, verbali").click()
    check_axe(officer)
    officer.get_by_role("button", name="Adotta").click()
    message(officer, "Testo adottato")
    officer.get_by_role("link", name="Modifica").click()
    check_axe(officer)


def test_figures_dues_and_texts(page_as, check_axe):
    officer = page_as("treviso.sua")
    read_the_figures(officer, check_axe)
    address = ask_for_it(officer, check_axe)
    adopt(officer, check_axe)

    comune = page_as("comune1.referente", width=390)
    comune.goto("/treviso/sua/cruscotto/")
    expect(comune.get_by_role("heading", name="I numeri del mio ente")).to_be_visible()
    check_axe(comune)
    assert fits(comune)
    comune.goto("/treviso/sua/rimborsi/")
    check_axe(comune)
    assert fits(comune)

    upi = page_as("upi.admin")
    upi.goto("/treviso/sua/cruscotto/")
    expect(upi.get_by_role("heading", name="Cruscotto SUA – aggregati")).to_be_visible()
    expect(upi.locator("main")).not_to_contain_text("Castelfranco")
    check_axe(upi)
    assert upi.goto(address).status == 404
