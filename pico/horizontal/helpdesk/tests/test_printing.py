"""A ticket on paper: the asker's side without notes, an operator's with them if he wants."""

import pypdfium2
import pytest

from ..actions.privacy import report_personal_data
from ..actions.replies import reply, write_note
from ..models import Reading
from .factories import NOW, make_ticket


@pytest.fixture
def ticket(desk, people, actors):
    found = make_ticket(desk["treviso:SUA"], people["comune1.rup"], subject="Gara che non parte")
    write_note(ticket=found, text="Parola riservata", actor=actors["treviso.sua"], now=NOW)
    reply(ticket=found, text="Parola pubblica", actor=actors["treviso.sua"], now=NOW)
    return found


def page(client, ticket, query=""):
    return client.get(f"/treviso/assistenza/richieste/{ticket.key}/stampa/{query}")


def text_of(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    document = pypdfium2.PdfDocument(answer.content)
    sheets = (sheet.get_textpage().get_text_range() for sheet in document)
    return " ".join(" ".join(sheet.split()) for sheet in sheets)


def test_the_asker_prints_what_he_reads(ticket, sign_in):
    client = sign_in("comune1.rup")
    for query in ("", "?note=1"):
        shown = page(client, ticket, query).content.decode()
        assert "Parola pubblica" in shown
        assert "Parola riservata" not in shown
        assert "note=1" not in shown
    printed = text_of(page(client, ticket, "?formato=pdf&note=1"))
    assert "Gara che non parte" in printed
    assert "Parola pubblica" in printed
    assert "riservata" not in printed
    assert not Reading.objects.exists()


def test_an_operator_chooses(ticket, sign_in):
    client = sign_in("treviso.sua")
    assert "Parola riservata" not in text_of(page(client, ticket, "?formato=pdf"))
    answer = page(client, ticket, "?formato=pdf&note=1")
    assert f"{ticket.number}-interno.pdf" in answer["Content-Disposition"]
    printed = text_of(answer)
    assert "Parola riservata" in printed
    assert "Uso interno" in printed
    assert Reading.objects.filter(ticket=ticket).count() == 1


def test_what_is_in_quarantine_is_not_printed(ticket, actors, sign_in):
    said = ticket.messages.get(kind="PUBLIC")
    report_personal_data(
        ticket=ticket, message=said, reason="Salute", actor=actors["comune1.rup"], now=NOW
    )
    printed = text_of(page(sign_in("treviso.sua"), ticket, "?formato=pdf&note=1"))
    assert "Parola pubblica" not in printed
    assert "Testo in quarantena" in printed


def test_a_neighbour_prints_nothing(ticket, sign_in):
    assert page(sign_in("brescia.admin"), ticket, "?formato=pdf").status_code == 404
