"""A needs campaign: prepared by the SUA, answered by three Comuni, consolidated, become a tender
to which they adhere and under which each has its contract."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from .steps import fits, message
from .tender_steps import (
    add_papers,
    award,
    cig,
    close_bids,
    count_bids,
    let_bids_end,
    name_somebody,
    on,
    press,
    publish,
    stands_at,
    write_cig,
)

TITLE = "Sale e graniglia per le strade"


def confirm(page: Page, label: str) -> None:
    """Make a step that asks first."""
    page.locator("summary", has_text=re.compile(rf"^\s*{label}\s*$")).click()
    page.get_by_role("dialog").get_by_role("button", name=label, exact=True).click()


def prepare(officer: Page, check_axe) -> str:
    """A campaign of two items for three Comuni, open; return its address."""
    officer.goto("/treviso/sua/campagne/")
    check_axe(officer)
    officer.get_by_role("link", name="Nuova campagna").click()
    officer.get_by_label("Titolo").fill(TITLE)
    closes = datetime.now(UTC) + timedelta(days=20)
    officer.get_by_role("textbox", name=re.compile("^Chiusura")).fill(f"{closes:%Y-%m-%dT12:00}")
    check_axe(officer)
    officer.get_by_role("button", name="Crea e aggiungi le voci").click()
    address = officer.url.removesuffix("voci/")
    for code, words, price in (
        ("SAL", "Sale marino in sacchi", "4,10"),
        ("GRA", "Graniglia", "21,00"),
    ):
        officer.goto(f"{address}voci/nuova/")
        officer.get_by_label("Sezione").fill("Neve")
        officer.get_by_label("Codice voce").fill(code)
        officer.get_by_role("combobox", name=re.compile("^CPV")).fill("34927100")
        officer.get_by_label("Descrizione", exact=True).fill(words)
        officer.get_by_label("Prezzo di riferimento").fill(price)
        officer.get_by_role("button", name="Salva la voce").click()
        message(officer, "Voce salvata")
    officer.goto(f"{address}enti/")
    officer.get_by_label("Altri enti, per nome").fill(
        "Comune di Castelfranco Veneto\nComune di Conegliano\nComune di Montebelluna"
    )
    officer.get_by_role("button", name="Scegli questi enti").click()
    message(officer, "Enti da invitare: 3")
    check_axe(officer)
    officer.goto(address)
    confirm(officer, "Apri")
    expect(officer.locator(".pico-record-state")).to_contain_text("Aperta")
    return address


def send(page: Page, name: str) -> None:
    page.get_by_role("link", name="Approva e invia").click()
    page.get_by_label("Firmatario").fill(name)
    page.get_by_role("button", name="Approva e invia").click()
    expect(page.locator(".pico-record-state")).to_contain_text("Inviata")


def adhere(page: Page, tender: str) -> None:
    """An ente binds itself to the tender, by its act."""
    page.goto(f"{tender}enti/")
    page.get_by_role("link", name="Aderisci").click()
    page.get_by_label("atto di adesione").fill("Delibera di Giunta n. 12")
    page.get_by_label("Data dell'atto").fill(on(0))
    press(page, "Aderisci")
    message(page, "Fatto: Aderisci")


def award_it(officer: Page, tender: str, platform) -> None:
    """Papers, persons, notice, bids, award: the SUA's part, for all of them."""
    officer.goto(tender)
    add_papers(officer)
    name_somebody(officer, "RUP della SUA", "Dora Esempio")
    name_somebody(officer, "Responsabile del procedimento dell'ente", "Lino Esempio")
    write_cig(officer, 1)
    press(officer, "Approva gli atti")
    publish(officer)
    let_bids_end(platform, officer.locator(".pico-record-number").inner_text())
    close_bids(officer)
    count_bids(officer, 1)
    press(officer, "Avvia la valutazione")
    award(officer, 1)
    stands_at(officer, "Atti trasmessi")


def derive(page: Page, tender: str, place: int) -> str:
    """An ente orders within its quota, under a CIG of its own; return it."""
    code = cig(10 + place)
    page.goto(f"{tender}enti/")
    page.get_by_role("link", name="Contratto derivato").click()
    page.get_by_label("Lotto").select_option(index=1)
    page.get_by_label("CIG derivato").fill(code)
    page.get_by_label("Importo").fill("1.000,00")
    page.get_by_label("Contratto o ordinativo del").fill(on(0))
    press(page, "Salva")
    message(page, "Contratto derivato registrato")
    return code


def test_from_the_needs_of_three_comuni_to_their_contracts(page_as, platform, check_axe):
    officer = page_as("treviso.sua")
    address = prepare(officer, check_axe)

    phone = page_as("comune1.referente", width=390)
    phone.goto(f"{address}risposta/")
    phone.get_by_role("link", name="Compila Neve").click()
    check_axe(phone)
    assert fits(phone)
    phone.get_by_label("Quantità annua").first.fill("1.200")
    expect(phone.locator("[data-autosave-said]")).to_contain_text("Salvato alle")
    phone.get_by_role("button", name="Salva e conferma").click()
    message(phone, "Sezione salvata")
    check_axe(phone)
    send(phone, "Carla Referente-Uno, segretaria comunale")

    second = page_as("comune2.referente")
    second.goto(f"{address}risposta/importa/")
    second.get_by_label("Incolla dal foglio di calcolo").fill(
        "Codice voce\tQuantità annua\tAdesione\nSAL\tmolto\tcerta\nGRA\t30\tcerta"
    )
    second.get_by_role("button", name="Importa le righe").click()
    expect(second.get_by_role("main")).to_contain_text("Riga 2, Quantità annua")
    check_axe(second)
    second.get_by_label("Incolla dal foglio di calcolo").fill(
        "Codice voce\tQuantità annua\tAdesione\nSAL\t800\tcerta\nGRA\t30\tcerta"
    )
    second.get_by_role("button", name="Importa le righe").click()
    message(second, "Righe importate: 2")
    second.get_by_role("link", name="Compila Neve").click()
    second.get_by_label("Prezzo unitario").first.fill("4,00")
    second.get_by_label("Prezzo unitario").nth(1).fill("20,50")
    second.get_by_role("button", name="Salva e conferma").click()
    send(second, "Corrado Referente-Due")

    third = page_as("comune3.referente")
    third.goto(f"{address}risposta/")
    confirm(third, "Nessun fabbisogno")
    expect(third.locator(".pico-record-state")).to_contain_text("Nessun fabbisogno")
    press(third, "Riprendi per correggere")
    third.get_by_role("link", name="Compila Neve").click()
    third.get_by_label("Quantità annua").first.fill("900")
    third.get_by_role("button", name="Salva e conferma").click()
    send(third, "Cinzia Referente-Tre")

    officer.goto(f"{address}risposte/")
    check_axe(officer)
    officer.get_by_label("Scegli tutta la pagina").check()
    officer.get_by_role("button", name="Valida", exact=True).click()
    message(officer, "Risposte validate: 3")

    head = page_as("treviso.dirigente")
    head.goto(address)
    confirm(head, "Chiudi")
    officer.goto(address)
    officer.get_by_role("button", name="Comincia la verifica").click()
    officer.goto(f"{address}piano/")
    officer.get_by_role("button", name="Calcola il piano").click()
    expect(officer.get_by_role("main")).to_contain_text("12.425,00")
    check_axe(officer)

    head.goto(address)
    confirm(head, "Consolida")
    head.get_by_role("link", name="Simula e apri la gara").click()
    head.get_by_label("Durata in mesi").fill("48")
    head.get_by_role("button", name="Confronta con un altro scenario").click()
    expect(head.get_by_role("heading", name="Scenario B")).to_be_visible()
    check_axe(head)
    head.get_by_role("link", name="Apri la gara con lo scenario A").click()
    head.get_by_label("Criterio").select_option(label="Minor prezzo")
    head.get_by_label("Motivazione della scelta").fill("Insieme il prezzo scende.")
    check_axe(head)
    head.get_by_role("button", name="Apri la gara").click()
    message(head, "aperta")
    expect(head.locator(".pico-record-state")).to_contain_text("Esitata")
    phone.goto(address)
    expect(phone.get_by_role("main")).to_contain_text("Insieme il prezzo scende.")
    assert fits(phone)

    head.get_by_role("main").get_by_role("link", name=re.compile("^SUA-TV-")).first.click()
    tender = head.url
    for page in (phone, second, third):
        adhere(page, tender)
    assert fits(phone)
    award_it(officer, tender, platform)
    codes = [derive(page, tender, place) for place, page in enumerate((phone, second, third))]
    assert fits(phone)
    officer.goto(f"{tender}enti/")
    for code in codes:
        expect(officer.get_by_role("main")).to_contain_text(code)
    check_axe(officer)
