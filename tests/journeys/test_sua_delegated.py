"""The story of a delegated tender, all of it: from the Comune's draft to the hand-over of each lot."""

import re

from playwright.sync_api import Page, expect

from .steps import message, pick_ente
from .tender_steps import (
    add_papers,
    award,
    close_bids,
    count_bids,
    let_bids_end,
    name_somebody,
    on,
    paper,
    press,
    publish,
    stands_at,
    tab,
    take_charge,
    write_cig,
)

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
COMMISSION = (
    ("Presidente commissione", "Anna Presiede"),
    ("Commissario", "Bruno Giudica"),
    ("Commissario", "Carla Giudica"),
)


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
        rup.set_input_files("input[type=file]", paper(kind.replace("/", "-"), rup.url))
        press(rup, "Aggiungi")
        item = rup.locator(".pico-sua-checklist > li", has_text=kind)
        expect(item.locator(".pico-sua-file")).to_be_visible()
    rup.get_by_role("link", name="Vai al riepilogo").click()


# The SUA prepares ---------------------------------------------------------------------------------


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


def judge(officer: Page, check_axe) -> None:
    """Bids counted, a commission that sits, its minutes."""
    count_bids(officer, 1)
    count_bids(officer, 2)
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


def give_back(rup: Page, tender: str) -> None:
    """The Comune's RUP finds something missing in what he is handed."""
    rup.goto(f"{tender}consegne/")
    expect(rup.get_by_role("main")).to_contain_text("Garanzia definitiva")
    rup.get_by_role("link", name="Restituisci con motivi").first.click()
    rup.get_by_label("Che cosa manca").fill("Manca il piano di sicurezza.")
    press(rup, "Salva")
    expect(rup.get_by_role("main")).to_contain_text("Restituito")


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
    take_charge(officer, "Carla Referente-Uno")  # she came along with the request
    check_axe(officer)
    write_cig(officer, 1)
    write_cig(officer, 2)
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
    close_bids(officer)
    judge(officer, check_axe)
    award(officer, 1)
    award(officer, 2)
    stands_at(officer, "Atti trasmessi")

    give_back(rup, tender)
    officer.goto(f"{tender}consegne/")
    expect(officer.get_by_role("main")).to_contain_text("Manca il piano di sicurezza.")
    officer.get_by_role("button", name=re.compile("^Ripassa le consegne")).click()
    message(officer, "Consegne passate di nuovo")
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
