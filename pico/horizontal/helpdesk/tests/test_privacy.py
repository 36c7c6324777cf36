"""«Segnala dati personali»: out of every way at once, read again by few, restored or removed."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice, Task
from pico.core.search.models import SearchEntry

from ..actions.privacy import remove_piece, report_personal_data, restore_piece
from ..actions.proposals import draft_of
from ..actions.replies import reply, write_note
from ..actions.retention import forget_old_tickets
from ..actions.steps import make_step
from ..models import PersonalDataReport, Reading
from ..queries import privacy as queries
from ..terms import Hidden, Outcome
from ..terms import TicketState as S
from .factories import NOW, make_ticket

SECRET = "Rossi ha il diabete"
LIST = "/treviso/assistenza/code/dati-personali/"


@pytest.fixture
def ticket(desk, people):
    return make_ticket(desk["treviso:SUA"], people["comune1.rup"], subject="Assenza per malattia")


@pytest.fixture
def said(ticket, actors):
    return reply(ticket=ticket, text=SECRET, actor=actors["treviso.sua"], now=NOW)


def report(ticket, actor, **piece) -> PersonalDataReport:
    return report_personal_data(
        ticket=ticket, reason="Dati sulla salute", actor=actor, now=NOW, **piece
    )


def shown(sign_in, username, ticket) -> str:
    answer = sign_in(username).get(f"/treviso{ticket.get_absolute_url()}")
    return answer.content.decode()


# Hidden at once ----------------------------------------------------------------------------------


def test_a_reported_message_is_in_no_way_out(ticket, said, actors, sign_in, client):
    assert Notice.objects.filter(body__contains=SECRET).exists()
    report(ticket, actors["comune1.rup"], message=said)
    for username in ("comune1.rup", "treviso.sua", "treviso.admin"):
        page = shown(sign_in, username, ticket)
        assert SECRET not in page, username
        assert "Testo in quarantena" in page
    api = sign_in("comune1.rup").get(f"/api/v1/assistenza/tickets/{ticket.key}/messages").json()
    assert [(one["text"], one["hidden"]) for one in api] == [("", "QUARANTINED")]
    assert not Notice.objects.filter(body__contains=SECRET).exists()
    line = AuditLine.objects.get(event="helpdesk.ticket.reported")
    assert line.is_reserved
    assert SECRET not in str(line.data) + line.sentence


def test_mail_that_waits_leaves_without_the_words(ticket, said, actors):
    from pico.core.notices.actions import mail_at_once

    report(ticket, actors["comune1.rup"], message=said)
    mail_at_once(now=NOW)
    assert mail.outbox
    assert not any(SECRET in one.body for one in mail.outbox)


def test_a_reported_solution_makes_no_answer(ticket, actors, people, desk):
    twin = make_ticket(desk["treviso:SUA"], people["comune2.referente"])
    operator = actors["treviso.sua"]
    make_step(record=twin, name="merge", other=ticket.number, actor=operator, now=NOW)
    make_step(record=ticket, name="solve", solution=SECRET, actor=operator, now=NOW)
    made = report(ticket, actors["comune1.rup"], message=ticket.messages.get(kind="SOLUTION"))
    ticket.refresh_from_db()
    assert ticket.solution == ""
    with pytest.raises(Refusal, match="prima scrivi la soluzione"):
        draft_of(ticket)
    assert twin.messages.get(kind="SOLUTION").text == ""
    restore_piece(report=made, words="Dati inventati.", actor=actors["treviso.admin"], now=NOW)
    ticket.refresh_from_db()
    assert SECRET in draft_of(ticket).answer
    assert SECRET in twin.messages.get(kind="SOLUTION").text


@pytest.mark.django_db(transaction=True)
def test_the_words_of_a_request_and_its_subject_leave_the_search(ticket, actors, people):
    ticket.visibility = "ENTE"
    ticket.save()
    reply(ticket=ticket, text="Ci siamo.", actor=actors["treviso.sua"], now=NOW)
    assert SearchEntry.objects.filter(title="Assenza per malattia").exists()
    made = report(ticket, actors["treviso.sua"], with_subject=True)
    ticket.refresh_from_db()
    assert (ticket.description, ticket.subject) == ("", "Oggetto nascosto")
    assert not SearchEntry.objects.filter(subject_type="helpdesk.ticket").exists()
    assert not Notice.objects.filter(title__contains="malattia").exists()
    assert not Task.objects.filter(title__contains="malattia").exists()
    restore_piece(report=made, words="È un esempio.", actor=actors["treviso.admin"], now=NOW)
    ticket.refresh_from_db()
    assert ticket.subject == "Assenza per malattia"
    assert "pagina della gara" in ticket.description
    assert SearchEntry.objects.filter(title="Assenza per malattia").exists()


def test_an_attachment_is_gone_for_all_and_comes_back(ticket, actors, sign_in):
    sheet = SimpleUploadedFile("certificato.txt", b"Rossi", "text/plain")
    made = reply(ticket=ticket, text="Ecco", files=[sheet], actor=actors["comune1.rup"], now=NOW)
    row = made.files.get()
    address = f"/treviso/assistenza/richieste/{ticket.key}/allegati/{row.pk}/"
    stored = row.file
    client = sign_in("comune1.rup")
    assert client.get(address).status_code == 200
    found = report(ticket, actors["treviso.sua"], file=row)
    assert client.get(address).status_code == 404
    assert client.get(f"/file/{stored.pk}/").status_code == 404
    assert "certificato" not in shown(sign_in, "treviso.sua", ticket)
    kept = sign_in("treviso.admin").get(f"{LIST}{found.pk}/file/")
    assert b"".join(kept.streaming_content) == b"Rossi"
    assert sign_in("treviso.sua").get(f"{LIST}{found.pk}/file/").status_code == 404
    restore_piece(report=found, words="Serve.", actor=actors["treviso.admin"], now=NOW)
    assert sign_in("comune1.rup").get(address).status_code == 200


def test_a_note_is_reported_without_a_word_to_the_asker(ticket, actors, sign_in):
    note = write_note(ticket=ticket, text=SECRET, actor=actors["treviso.sua"], now=NOW)
    report(ticket, actors["treviso.sua"], message=note)
    assert "quarantena" not in shown(sign_in, "comune1.rup", ticket)
    assert "quarantena" in shown(sign_in, "treviso.sua", ticket)
    form = f"/treviso/assistenza/richieste/{ticket.key}/segnala/?messaggio={note.number}"
    assert sign_in("comune1.rup").get(form).status_code == 404


# Who may -----------------------------------------------------------------------------------------


def test_whoever_sees_it_reports_by_the_page(ticket, said, sign_in):
    form = f"/treviso/assistenza/richieste/{ticket.key}/segnala/?messaggio={said.number}"
    for stranger in ("comune2.referente", "brescia.admin"):
        assert sign_in(stranger).post(form, {"reason": "x"}).status_code == 404
    client = sign_in("comune1.rup")
    assert client.post(form, {"reason": ""}).status_code == 422
    assert client.post(form, {"reason": "Dati sulla salute"}).status_code == 302
    said.refresh_from_db()
    assert (said.text, said.hidden) == ("", Hidden.QUARANTINED)


@pytest.mark.parametrize(
    ("username", "reads"),
    [
        ("treviso.admin", True),
        ("upi.admin", True),
        ("treviso.sua", False),
        ("brescia.admin", False),
        ("comune1.rup", False),
        ("upi.helpdesk", False),
    ],
)
def test_who_answers_for_the_queue_and_upi_read_what_is_hidden(
    ticket, said, actors, sign_in, username, reads
):
    made = report(ticket, actors["comune1.rup"], message=said)
    answer = sign_in(username).get(f"{LIST}{made.pk}/")
    assert (answer.status_code == 200) == reads
    assert (SECRET in answer.content.decode()) == reads
    assert Reading.objects.filter(ticket=ticket, person__username=username).exists() == reads
    listed = sign_in(username).get(LIST).content.decode()
    assert (f"{made.pk}/" in listed and ticket.number in listed) == reads
    if not reads:
        with pytest.raises(Refusal):
            remove_piece(report=made, words="No", actor=actors[username], now=NOW)
        made.refresh_from_db()
        assert made.outcome == Outcome.OPEN


def test_who_decides_is_asked_and_who_reported_hears(ticket, said, actors, people):
    made = report(ticket, actors["comune1.rup"], message=said)
    asked = Task.objects.filter(kind="helpdesk.privacy.reported", closed_at=None)
    assert {one.person.username for one in asked} >= {"treviso.admin", "upi.admin"}
    assert SECRET not in "".join(one.title + one.reason for one in asked)
    remove_piece(report=made, words="Non serviva.", actor=actors["upi.admin"], now=NOW)
    assert not asked.all().exists()
    told = Notice.objects.filter(kind="helpdesk.privacy.settled")
    assert {one.person.username for one in told} == {"comune1.rup", "treviso.sua"}


# What becomes of it ------------------------------------------------------------------------------


def test_what_is_removed_is_kept_nowhere(ticket, said, actors, sign_in):
    made = report(ticket, actors["comune1.rup"], message=said)
    remove_piece(report=made, words="Non serviva.", actor=actors["treviso.admin"], now=NOW)
    made.refresh_from_db()
    said.refresh_from_db()
    assert (made.kept_text, said.text, said.hidden) == ("", "", Hidden.REMOVED)
    assert "Testo tolto" in shown(sign_in, "comune1.rup", ticket)
    with pytest.raises(Refusal) as refused:
        restore_piece(report=made, words="Ripensato", actor=actors["treviso.admin"], now=NOW)
    assert refused.value.code == "settled_already"
    said.refresh_from_db()
    assert said.text == ""


def test_nothing_is_hidden_twice_nor_again_by_the_same_person(ticket, said, actors):
    made = report(ticket, actors["comune1.rup"], message=said)
    with pytest.raises(Refusal) as refused:
        report(ticket, actors["treviso.sua"], message=said)
    assert refused.value.code == "hidden_already"
    restore_piece(report=made, words="Sono di fantasia.", actor=actors["treviso.admin"], now=NOW)
    with pytest.raises(Refusal) as refused:
        report(ticket, actors["comune1.rup"], message=said)
    assert refused.value.code == "reported_before"
    said.refresh_from_db()
    assert SECRET in said.text
    assert PersonalDataReport.objects.count() == 1


def test_decisions_are_made_on_the_page(ticket, said, actors, sign_in):
    made = report(ticket, actors["comune1.rup"], message=said)
    client = sign_in("treviso.admin")
    assert client.post(f"{LIST}{made.pk}/", {"words": "", "esito": "togli"}).status_code == 422
    answer = client.post(f"{LIST}{made.pk}/", {"words": "Ammesso", "esito": "ripristina"})
    assert answer.status_code == 302
    said.refresh_from_db()
    assert SECRET in said.text


def test_retention_forgets_what_is_kept_apart(ticket, said, actors):
    made = report(ticket, actors["comune1.rup"], message=said)
    ticket.refresh_from_db()
    ticket.state, ticket.closed_at = S.CLOSED, NOW.replace(year=2020)
    ticket.save()
    forget_old_tickets(now=NOW)
    assert not PersonalDataReport.objects.filter(pk=made.pk).exists()


def test_the_list_takes_the_same_statements_for_one_and_for_many(desk, people, actors, sign_in):
    def some(n: int) -> None:
        for _ in range(n):
            one = make_ticket(desk["treviso:SUA"], people["comune1.rup"])
            report(one, actors["comune1.rup"])

    client = sign_in("treviso.admin")
    some(1)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    some(8)
    with CaptureQueriesContext(connection) as many:
        assert client.get(LIST).content.decode().count("HD-2026") >= 9
    assert len(few) == len(many)
    assert queries.waiting_count(actors["treviso.admin"]) == 9
