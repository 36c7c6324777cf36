"""The story of a delegated tender, all of it: from the Comune's draft to the hand-over of each lot."""

import re
import sqlite3
from contextlib import closing
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from .steps import message, pick_ente

TITLE = "Doposcuola e centri estivi 2027-2028"
LOTS = (("Doposcuola", "100.000,00"), ("Centri estivi", "80.000,00"))
FILES = (
    "Decisione di contrarre (determina), anche in bozza",
    "Progetto",
    "Capitolato speciale / prestazionale",
    "Quadro economico",
    "Schema di contratto",
    "Attestazione copertura finanziaria",
    "Nomina RUP",
    "Dichiarazione assenza conflitti",
    "Proposta criteri e punteggi",
)
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
COMMISSION = (
    ("Presidente commissione", "Anna Presiede"),
    ("Commissario", "Bruno Giudica"),
    ("Commissario", "Carla Giudica"),
)


def on(days: int, hour: str = "") -> str:
    """A day so far from today, as the browser's own pickers take it."""
    return f"{timezone.localdate() + timedelta(days=days)}{f'T{hour}' if hour else ''}"


def cig(number: int) -> str:
    """A CIG of the present kind, right in its check digits, of nobody else."""
    letter, serial = "T", int(timezone.now().timestamp()) % 0xFFFF00 + number
    return f"{letter}{serial:06X}{(serial + ord(letter) - 64) * 211 % 4091:03X}"


def paper(name: str) -> dict:
    """A document to upload, different from every other."""
    content = f"%PDF-1.4\n% {TITLE}: {name}\n%%EOF\n".encode()
    return {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": content}


def tab(page: Page, name: str) -> None:
    """Go to a tab of the record; the main menu has links with the same words."""
    page.locator(".pico-tabs").get_by_role("link", name=name, exact=True).click()


def press(page: Page, label: str) -> None:
    """Make a step, or send a form."""
    page.get_by_role("button", name=label, exact=True).last.click()


def stands_at(page: Page, state: str) -> None:
    expect(page.locator(".pico-record-state")).to_contain_text(state)


# The Comune asks ----------------------------------------------------------------------------------


def draft(rup: Page) -> None:
    """The guided request, part after part, until nothing is missing."""
    rup.goto("/treviso/sua/richieste/")
    rup.get_by_role("link", name="Nuova richiesta").click()
    rup.get_by_label("Oggetto").fill(TITLE)
    rup.get_by_label("Tipo di appalto").select_option(label="Servizi")
    press(rup, "Comincia")
    rup.get_by_label("Descrizione").fill(
        "Attività educative per le scuole dell'obbligo, in due lotti."
    )
    pick_ente(rup, "castelfranco", "Castelfranco Veneto", label="Luogo di esecuzione")
    rup.get_by_label("Durata, in giorni").fill("730")
    rup.locator("#id_needed_on").fill(on(200))
    press(rup, "Avanti")
    for name, value in (
        ("base_amount", "180.000,00"), ("labour_amount", "120.000,00"),
        ("security_amount", "2.000,00"), ("lot_count", "2"),
    ):  # fmt: skip
        rup.locator(f"#id_{name}").fill(value)
    for place, (title, base) in enumerate(LOTS):
        rup.locator(f"#id_lots-{place}-title").fill(title)
        rup.locator(f"#id_lots-{place}-base_amount").fill(base)
    press(rup, "Avanti")
    rup.get_by_label("Procedura").select_option(label="Procedura aperta")
    rup.get_by_label("Criterio").select_option(value="BEST_VALUE")
    press(rup, "Avanti")
    rup.get_by_role("combobox", name=re.compile("^CPV")).fill("80410000")
    rup.locator("#id_cui").fill("S00481880268202600012")
    press(rup, "Avanti")
    rup.locator("#id_fundings-0-source").select_option(value="A")
    rup.locator("#id_fundings-0-amount").fill("222.040,00")
    costs = (("WORKS", "180.000,00"), ("SECURITY", "2.000,00"), ("VAT", "40.040,00"))
    for place, (kind, value) in enumerate(costs):
        rup.locator(f"#id_costs-{place}-kind").select_option(value=kind)
        rup.locator(f"#id_costs-{place}-amount").fill(value)
    press(rup, "Avanti")
    rup.get_by_label("RUP").select_option(label="Ruggero Responsabile-Uno")
    rup.get_by_label("Responsabile del procedimento").select_option(label="Carla Referente-Uno")
    press(rup, "Avanti")
    for kind in FILES:
        rup.get_by_label("Documento", exact=True).select_option(label=kind)
        rup.set_input_files("input[type=file]", paper(f"Richiesta – {kind.replace('/', '-')}"))
        press(rup, "Aggiungi")
        item = rup.locator(".pico-sua-checklist > li", has_text=kind)
        expect(item.locator(".pico-sua-file")).to_be_visible()
    rup.get_by_role("link", name="Vai al riepilogo").click()


# The SUA prepares ---------------------------------------------------------------------------------


def add_papers(officer: Page) -> None:
    tab(officer, "Documenti")
    for kind in PAPERS:
        officer.get_by_role("link", name="Aggiungi documenti").click()
        officer.get_by_label("Tipo di documento").select_option(label=kind)
        officer.get_by_label("Chi lo vede").select_option(label="Pubblico")
        officer.set_input_files("input[type=file]", paper(kind.replace("/", "-")))
        officer.get_by_label("Data dell'atto").fill(on(-60))
        press(officer, "Salva")
        message(officer, "Documenti aggiunti: 1")


def name_somebody(officer: Page, role: str, name: str, *, has_profile: bool = False) -> None:
    """Named, declared, in charge."""
    tab(officer, "Persone")
    officer.get_by_role("link", name="Nomina una persona").click()
    officer.get_by_label("Ruolo").select_option(label=role)
    if has_profile:
        officer.get_by_label("Persona con un profilo").select_option(label=name)
    else:
        officer.get_by_label("Nome e cognome").fill(name)
    officer.get_by_label("Atto di nomina", exact=True).fill("Decreto n. 7")
    officer.get_by_label("In carica dal").fill(on(0))
    press(officer, "Salva")
    row = officer.locator(".pico-sua-rows > li", has_text=name)
    row.get_by_role("link", name="Dichiarazione").click()
    officer.get_by_role("radio", name="Assenza di conflitti").check()
    press(officer, "Salva")
    row.get_by_role("button", name="Metti in carica").click()
    expect(row).to_contain_text("In carica")


def write_cigs(officer: Page) -> None:
    for number in (1, 2):
        tab(officer, "Lotti")
        lot = officer.locator(f"#lotto-{number}")
        lot.get_by_role("link", name="Modifica il lotto").click()
        officer.locator("#id_cig").fill(cig(number))
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


def clarify(officer: Page) -> None:
    """A question comes, is answered, goes out without a name."""
    tab(officer, "Chiarimenti")
    officer.get_by_role("link", name="Registra un quesito").click()
    officer.get_by_label("Quesito", exact=True).fill("Rossi srl chiede se i pasti sono compresi.")
    officer.get_by_label("Chi lo chiede").fill("Rossi srl")
    officer.get_by_label("Ricevuto il").fill(on(-1, "10:00"))
    press(officer, "Salva")
    officer.get_by_role("link", name="Scrivi la risposta").click()
    officer.get_by_label("Quesito da pubblicare").fill("I pasti sono compresi?")
    officer.get_by_label("Risposta").fill("No: sono di un altro appalto.")
    press(officer, "Salva")
    officer.locator("summary", has_text=re.compile(r"^\s*Pubblica\s*$")).click()
    officer.get_by_role("dialog").get_by_role("button", name="Pubblica", exact=True).click()
    message(officer, "Chiarimento pubblicato")


def let_bids_end(platform, number: str) -> None:
    """Days pass: the deadline for bids was yesterday."""
    database = platform.var / "pico.sqlite3"
    past = f"{timezone.now() - timedelta(days=1):%Y-%m-%d %H:%M:%S}"
    with closing(sqlite3.connect(database, timeout=30)) as kept, kept:
        kept.execute("UPDATE sua_tender SET bids_due_at = ? WHERE number = ?", (past, number))


def judge(officer: Page, check_axe) -> None:
    """Bids counted, a commission that sits, its minutes."""
    for number in (1, 2):
        tab(officer, "Lotti")
        officer.locator(f"#lotto-{number}").get_by_role("link", name="Offerte pervenute").click()
        officer.get_by_label("Offerte pervenute").fill("3")
        officer.get_by_label("Di cui escluse").fill("1")
        press(officer, "Salva")
        message(officer, "Offerte registrate")
    for role, name in COMMISSION:
        name_somebody(officer, role, name)
    press(officer, "Avvia la valutazione")
    stands_at(officer, "In valutazione")
    tab(officer, "Persone")
    officer.get_by_role("link", name="Registra una seduta").click()
    officer.get_by_label("Inizio").fill(on(0, "09:00"))
    for _role, name in COMMISSION:
        officer.get_by_label(re.compile(name)).check()
    officer.get_by_label("Operazioni svolte").fill(
        "Aperte le buste tecniche, attribuiti i punteggi."
    )
    check_axe(officer)
    press(officer, "Salva")
    message(officer, "ecco la bozza del verbale")
    expect(officer.get_by_role("main")).to_contain_text("Anna Presiede")
    check_axe(officer)
    officer.locator(".breadcrumb").get_by_role("link", name=re.compile("^SUA-TV")).click()


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


def test_a_delegated_tender_from_the_draft_to_the_hand_over(page_as, new_page, platform, check_axe):
    rup = page_as("comune1.rup")
    draft(rup)
    check_axe(rup)
    press(rup, "Proponi per l'approvazione")
    message(rup, "Proponi per l'approvazione")
    asked = rup.url

    head = page_as("comune1.referente")
    head.goto(asked)
    head.locator("summary", has_text="Approva e invia alla SUA").click()
    press(head, "Approva e invia alla SUA")
    stands_at(head, "Inviata")

    officer = page_as("treviso.sua")
    officer.goto(head.url)
    officer.get_by_role("link", name="Registra il protocollo").click()
    officer.get_by_label("Numero di protocollo").fill("2026/88001")
    officer.get_by_label("Data di protocollo").fill(on(0))
    press(officer, "Registra il protocollo")
    press(officer, "Prendi in carico")
    stands_at(officer, "In istruttoria")

    manager = page_as("treviso.dirigente")
    manager.goto(head.url)
    manager.get_by_role("link", name="Accetta la richiesta").click()
    press(manager, "Accetta la richiesta")
    stands_at(manager, "Accettata")
    manager.get_by_role("link", name="Vai alla gara").click()
    expect(manager.get_by_role("heading", level=1)).to_have_text(TITLE)
    number = manager.locator(".pico-record-number").inner_text()
    tender = manager.url

    officer.goto(tender)
    add_papers(officer)
    name_somebody(officer, "RUP della SUA", "Dora Esempio")
    name_somebody(
        officer, "Responsabile del procedimento dell'ente", "Carla Referente-Uno", has_profile=True
    )
    check_axe(officer)
    write_cigs(officer)
    press(officer, "Approva gli atti")
    stands_at(officer, "Atti approvati")
    publish(officer)
    check_axe(officer)
    clarify(officer)
    check_axe(officer)

    anybody = new_page()
    anybody.goto("/treviso/sua/bandi/")
    anybody.get_by_role("link", name=TITLE).first.click()
    expect(anybody.get_by_role("main")).to_contain_text("I pasti sono compresi?")
    expect(anybody.get_by_role("main")).not_to_contain_text("Rossi")
    check_axe(anybody)

    let_bids_end(platform, number)
    officer.goto(tender)
    press(officer, "Termine offerte scaduto")
    judge(officer, check_axe)
    award(officer, 1)
    award(officer, 2)
    stands_at(officer, "Atti trasmessi")

    rup.goto(f"{tender}consegne/")
    check_axe(rup)
    for _lot in LOTS:
        rup.get_by_role("button", name="Prendi in carico").first.click()
        message(rup, "Lotto preso in carico")
    expect(rup.get_by_role("button", name="Prendi in carico")).to_have_count(0)
    for lot in (1, 2):
        tab(rup, "Lotti")
        rup.locator(f"#lotto-{lot}").get_by_role("link", name="Contratto stipulato").click()
        rup.get_by_label("Contratto del").fill(on(0))
        press(rup, "Contratto stipulato")
    stands_at(rup, "Contratto stipulato")
    check_axe(rup)
    anybody.goto("/treviso/sua/bandi/")
    expect(anybody.get_by_role("link", name=TITLE).first).to_be_visible()
