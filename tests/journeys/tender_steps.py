"""What the stories of a tender do with the same gestures: papers, persons, notice, award."""

import sqlite3
from contextlib import closing
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from .steps import message

PAPERS = (
    "Decisione di contrarre (determina)",
    "Progetto",
    "Capitolato speciale / prestazionale",
    "Schema di contratto",
    "Determina di indizione",
    "Bando",
    "Disciplinare",
    "DGUE",
)


def on(days: int, hour: str = "") -> str:
    """A day so far from today, as the browser's own pickers take it."""
    return f"{timezone.localdate() + timedelta(days=days)}{f'T{hour}' if hour else ''}"


def cig(number: int) -> str:
    """A CIG of the present kind, right in its check digits, of nobody else."""
    letter, serial = "T", int(timezone.now().timestamp()) % 0xFFFF00 + number
    return f"{letter}{serial:06X}{(serial + ord(letter) - 64) * 211 % 4091:03X}"


def paper(name: str, about: str) -> dict:
    """A document to upload, different from every other."""
    content = f"%PDF-1.4\n% {about}: {name}\n%%EOF\n".encode()
    return {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": content}


def tab(page: Page, name: str) -> None:
    """Go to a tab of the record; the main menu has links with the same words."""
    page.locator(".pico-tabs").get_by_role("link", name=name, exact=True).click()


def press(page: Page, label: str) -> None:
    """Make a step, or send a form."""
    page.get_by_role("button", name=label, exact=True).last.click()


def stands_at(page: Page, state: str) -> None:
    expect(page.locator(".pico-record-state")).to_contain_text(state)


def add_papers(officer: Page) -> None:
    tab(officer, "Documenti")
    for kind in PAPERS:
        officer.get_by_role("link", name="Aggiungi documenti").click()
        officer.get_by_label("Tipo di documento").select_option(label=kind)
        officer.get_by_label("Chi lo vede").select_option(label="Pubblico")
        officer.set_input_files("input[type=file]", paper(kind.replace("/", "-"), officer.url))
        officer.get_by_label("Data dell'atto").fill(on(-60))
        press(officer, "Salva")
        message(officer, "Documenti aggiunti: 1")


def name_somebody(officer: Page, role: str, name: str) -> None:
    """Named, declared, in charge."""
    tab(officer, "Persone")
    officer.get_by_role("link", name="Nomina una persona").click()
    officer.get_by_label("Ruolo").select_option(label=role)
    officer.get_by_label("Nome e cognome").fill(name)
    officer.get_by_label("Atto di nomina", exact=True).fill("Decreto n. 7")
    officer.get_by_label("In carica dal").fill(on(0))
    press(officer, "Salva")
    take_charge(officer, name)


def take_charge(officer: Page, name: str) -> None:
    """Who is named declares that he has no conflicts, and begins."""
    tab(officer, "Persone")
    row = officer.locator(".pico-sua-rows > li", has_text=name)
    row.get_by_role("link", name="Dichiarazione").click()
    officer.get_by_role("radio", name="Assenza di conflitti").check()
    press(officer, "Salva")
    row.get_by_role("button", name="Metti in carica").click()
    expect(row).to_contain_text("In carica")


def write_cig(officer: Page, lot: int) -> None:
    tab(officer, "Lotti")
    officer.locator(f"#lotto-{lot}").get_by_role("link", name="Modifica il lotto").click()
    officer.locator("#id_cig").fill(cig(lot))
    press(officer, "Salva")
    message(officer, "Lotto salvato")


def publish(officer: Page) -> None:
    officer.get_by_role("link", name="Segna come pubblicata").click()
    officer.get_by_label("Piattaforma").first.fill("PAD Veneto")
    officer.get_by_label("Indirizzo della procedura").fill("https://pad.example/gare/77")
    officer.get_by_label("Pubblicata il").fill(on(-40, "09:00"))
    officer.get_by_label("Termine per chiedere chiarimenti").fill(on(2, "12:00"))
    officer.get_by_label("Termine per le offerte").fill(on(20, "12:00"))
    press(officer, "Segna come pubblicata")
    stands_at(officer, "Pubblicata")


def let_bids_end(platform, number: str) -> None:
    """Days pass: the deadline for bids was yesterday."""
    database = platform.var / "pico.sqlite3"
    past = f"{timezone.now() - timedelta(days=1):%Y-%m-%d %H:%M:%S}"
    with closing(sqlite3.connect(database, timeout=30)) as kept, kept:
        kept.execute("UPDATE sua_tender SET bids_due_at = ? WHERE number = ?", (past, number))


def close_bids(officer: Page) -> None:
    """The officer closes them, unless Pi.Co. was quicker."""
    officer.reload()
    button = officer.get_by_role("button", name="Termine offerte scaduto", exact=True)
    if button.count():
        button.click()
    stands_at(officer, "Termine offerte scaduto")


def count_bids(officer: Page, lot: int) -> None:
    tab(officer, "Lotti")
    officer.locator(f"#lotto-{lot}").get_by_role("link", name="Offerte pervenute").click()
    officer.get_by_label("Offerte pervenute").fill("3")
    officer.get_by_label("Di cui escluse").fill("1")
    press(officer, "Salva")
    message(officer, "Offerte registrate")


def award(officer: Page, number: int) -> None:
    """The result of a lot, up to the acts sent to its ente."""
    lot = officer.locator(f"#lotto-{number}")
    tab(officer, "Lotti")
    lot.get_by_role("link", name="Registra l'esito").click()
    officer.get_by_label("Ribasso %").fill("12,5")
    officer.get_by_label("Codice fiscale o partita IVA").first.fill("00743110157")
    officer.get_by_label("Denominazione").first.fill("Cooperativa Il Girasole")
    press(officer, "Salva")
    message(officer, "Esito registrato")
    for step, days in (
        ("Proposta di aggiudicazione", ("Proposta del",)),
        ("Verifica dei requisiti", ()),
        ("Aggiudica", ("Aggiudicazione del", "Efficacia dal")),
        ("Trasmetti gli atti all'ente", ("Ultima comunicazione art. 90",)),
    ):
        tab(officer, "Lotti")
        if days:
            lot.get_by_role("link", name=step, exact=True).click()
            for label in days:
                officer.get_by_label(label).fill(on(0))
            press(officer, step)
        else:
            lot.get_by_role("button", name=step, exact=True).click()
        message(officer, f"Fatto: {step}")
