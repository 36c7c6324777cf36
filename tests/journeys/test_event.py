"""An event by hand: date, seats, materials; the neighbour sees nothing of it; who comes enrols."""

import re
from datetime import UTC, datetime, time, timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.steps import fits, link_in, message
from tests.journeys.test_editor import SLOW, publish, start, write

TITLE = "Strade d'inverno: incontro con i sindaci della Marca"
SHARED = "Fondo per i ponti delle Province: domande entro il 30 aprile"
PDF = {"name": "piano-neve.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 piano neve"}


def moment(hour: int) -> str:
    """An hour of the day of the event, as one types it: «15/12/2026 10:00»."""
    return f"{the_day():%d/%m/%Y} {hour:02}:00"


def the_day():
    return timezone.localdate() + timedelta(days=20)


def compose(editor) -> int:
    """Write the event in the editor's own form; return the number of the draft."""
    start(editor, "Crea un evento")
    write(editor, "title", TITLE)
    write(
        editor, "summary", "Chi sgombra che cosa, e come si chiede il sale: la Provincia risponde."
    )
    editor.locator("#id_starts_at").fill(moment(10))
    editor.keyboard.press("Escape")
    editor.locator("#id_ends_at").fill(moment(12))
    editor.keyboard.press("Escape")
    write(editor, "venue", "Auditorium di Sant'Artemio, via Cal di Breda 116")
    editor.locator("#id_enrolment").select_option("ANYONE")
    write(editor, "seats", "1")
    add_material(editor)
    expect(editor.locator("#w-autosave-indicator")).to_contain_text("Salvato alle", timeout=SLOW)
    return int(re.search(r"/pages/(\d+)/edit/", editor.url).group(1))


def add_material(editor) -> None:
    editor.locator("#id_attachments-ADD").click()
    editor.locator("#id_attachments-0-document-chooser").get_by_role("button").first.click()
    modal = editor.locator(".modal-dialog")
    modal.get_by_role("tab", name=re.compile("Carica")).click()
    modal.get_by_label(re.compile("Titolo", re.IGNORECASE)).fill("Piano neve 2026-2027")
    modal.locator("input[type=file]").set_input_files(PDF)
    modal.get_by_role("button", name=re.compile("Carica")).click()
    modal.wait_for(state="hidden", timeout=SLOW)


def test_an_event_from_the_first_word_to_who_enrols(page_as, new_page, mailbox, check_axe):
    editor = page_as("treviso.redattore")
    draft = compose(editor)

    see_nothing(page_as("brescia.admin"), draft)
    visitor = new_page(width=390)
    assert TITLE not in visitor.request.get("/treviso/eventi/").text()
    assert TITLE not in visitor.request.get("/treviso/cerca/?q=sindaci+Marca").text()

    editor.locator("#id_ends_at").fill(moment(9))
    editor.keyboard.press("Escape")
    editor.locator(".footer [data-w-dropdown-target=toggle]").click()
    editor.locator("button[name=action-publish]").click()
    wrong = editor.locator(".error-message", has_text="L'evento finisce prima di cominciare")
    wrong.first.wait_for(timeout=SLOW)
    expect(editor.locator("#id_title")).to_have_value(TITLE)
    editor.locator("#id_ends_at").fill(moment(12))
    editor.keyboard.press("Escape")
    publish(editor)
    visitor.goto("/treviso/eventi/")
    visitor.get_by_role("link", name=TITLE).first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    check_axe(visitor)
    assert fits(visitor)
    address = visitor.get_by_role("link", name="Aggiungi al calendario").get_attribute("href")
    calendar = visitor.request.get(address).text()
    assert "BEGIN:VEVENT" in calendar
    begins = timezone.make_aware(datetime.combine(the_day(), time(10))).astimezone(UTC)
    assert f"{begins:%Y%m%dT%H%M%SZ}" in calendar
    material = visitor.get_by_role("link", name=re.compile("Piano neve 2026-2027"))
    assert visitor.request.get(material.get_attribute("href")).body() == PDF["buffer"]

    event = visitor.url
    enrol(visitor, event, "carla", mailbox, said="Iscrizione confermata")
    mailbox.wait_for(to="carla@example.it", subject="Sei iscritto")
    enrol(visitor, event, "dino", mailbox, said="I posti sono esauriti: sei in lista d'attesa")
    editor.goto(f"/treviso/redazione/pagine/{draft}/")
    expect(editor.locator("main")).to_contain_text(f"Ha pubblicato «{TITLE}».")


def see_nothing(neighbour, draft: int) -> None:
    """The list, the search, the chooser and the address of the neighbour's editor: nothing."""
    for path in (
        "/brescia/redazione/elenco/bozze/",
        "/brescia/redazione/pages/search/?q=sindaci",
        "/brescia/redazione/choose-page/search/?q=sindaci",
        "/brescia/redazione/documents/chooser/?q=neve",
        "/brescia/condivisi/offerti/?q=sindaci",
        "/brescia/cerca/?q=sindaci+Marca",
    ):
        answer = neighbour.request.get(path)
        assert answer.ok, path
        assert TITLE not in answer.text(), path
        assert "Piano neve" not in answer.text(), path
    for space in ("brescia", "treviso"):
        for path in (f"pages/{draft}/edit/", f"pages/{draft}/view_draft/", f"pagine/{draft}/"):
            answer = neighbour.request.get(f"/{space}/redazione/{path}")
            assert answer.status == 404, path


def enrol(visitor, event: str, name: str, mailbox, *, said: str) -> None:
    visitor.goto(event)
    visitor.get_by_role("link", name="Iscriviti").click()
    visitor.get_by_label("Nome e cognome").fill(f"{name.title()} Cittadina")
    visitor.get_by_label("E-mail").fill(f"{name}@example.it")
    visitor.get_by_role("button", name="Iscriviti").click()
    letter = mailbox.wait_for(to=f"{name}@example.it", subject="Conferma l'iscrizione")
    visitor.goto(link_in(letter, "/treviso/sito/iscrizioni/"))
    visitor.get_by_role("button", name="Conferma l'iscrizione").click()
    message(visitor, said)


def test_what_upi_shares_stands_on_the_home_of_treviso(page_as, new_page):
    editor, visitor = page_as("upi.redattore"), new_page()
    editor.goto("/redazione/")
    editor.get_by_role("link", name="Scrivi una notizia").click()
    editor.wait_for_load_state("networkidle")
    write(editor, "title", SHARED)
    write(editor, "summary", "Le Province presentano i programmi sulla piattaforma: UPI aiuta.")
    expect(editor.locator("#w-autosave-indicator")).to_contain_text("Salvato alle", timeout=SLOW)
    editor.locator("[id^=tab-label-pubblicazione]").click()
    editor.get_by_label("Tutti i siti", exact=True).check()
    assert SHARED not in visitor.request.get("/treviso/").text()

    publish(editor)
    visitor.goto("/treviso/")
    card = visitor.get_by_role("article").filter(has_text=SHARED).first
    expect(card).to_contain_text("UPI")
    card.get_by_role("link", name=SHARED).click()
    expect(visitor).to_have_url(re.compile("/treviso/condivisi/da/nazionale/"))
