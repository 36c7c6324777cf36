"""Tickets by e-mail, both ways: what comes by a real LMTP conversation, what leaves by a real SMTP one."""

import smtplib
import socket
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import get_connection
from django.urls import reverse

from pico.core.access.actor import SYSTEM
from pico.core.mail_in.actions import receive
from pico.core.mail_in.lmtp import door
from pico.core.mail_in.models import ReceivedMail
from pico.core.mail_in.terms import MOST_IN_AN_HOUR, Outcome
from pico.core.notices.messages import notice_message
from pico.core.notices.models import Notice, Preference

from ..actions.opening import Request, open_ticket
from ..actions.replies import reply, write_note
from ..actions.steps import make_step
from ..models import Category, Message, Ticket
from ..terms import TicketState as S
from .factories import NOW, make_ticket

DESK = "assistenza@posta.pico.example"


@pytest.fixture
def ticket(desk, people):
    return make_ticket(desk["treviso:SUA"], people["comune1.rup"], subject="Gara che non parte")


@pytest.fixture
def notice(ticket, actors, people):
    """What the asker is told of a reply."""
    reply(ticket=ticket, text="<p>Che errore vedi?</p>", actor=actors["treviso.sua"], now=NOW)
    return Notice.objects.get(person=people["comune1.rup"], kind="helpdesk.replied")


def letter(sender, to, text, subject="Re: prova", **headers) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = f"<{abs(hash((sender, to, text, subject)))}@posta.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def take(message: EmailMessage, recipient="") -> Outcome:
    return receive(raw=message.as_bytes(), now=NOW, recipient=recipient)


# Out ---------------------------------------------------------------------------------------------


def test_a_mail_bears_the_number_and_the_words(notice, ticket):
    mail = notice_message(notice)
    assert mail.subject == f"[Pi.Co. Help Desk {ticket.number}] Risposta: Gara che non parte"
    assert "Che errore vedi?" in mail.body
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"


def test_an_internal_note_leaves_in_no_mail_to_the_asker(ticket, actors, people):
    write_note(ticket=ticket, text="Nome riservato", actor=actors["treviso.sua"], now=NOW)
    told = Notice.objects.filter(person=people["comune1.rup"])
    assert not any("riservato" in notice_message(one).body for one in told)


class Taking:
    """A mail server that keeps what it takes."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(envelope.content.decode())
        return "250 OK"


def test_mails_of_one_ticket_make_one_thread_through_a_real_server(notice, ticket, actors, people):
    make_step(record=ticket, name="solve", actor=actors["treviso.sua"], now=NOW, solution="Ecco.")
    second = Notice.objects.get(person=people["comune1.rup"], kind="helpdesk.solved")
    server = Taking()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        connection = get_connection(
            "django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=controller.port
        )
        connection.send_messages([notice_message(notice), notice_message(second)])
    finally:
        controller.stop()
    assert len(server.taken) == 2
    threads = {line for one in server.taken for line in one.splitlines() if "References:" in line}
    assert len(threads) == 1


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as place:
        return place.getsockname()[1]


# In ----------------------------------------------------------------------------------------------


def test_a_reply_goes_into_the_thread_without_what_it_quotes(notice, ticket, people):
    [to] = notice_message(notice).reply_to
    make_step_back = letter(
        people["comune1.rup"].email, to,
        "Errore 500.\n\nIl giorno mar 10 mar 2026 alle ore 10:12 Pi.Co. ha scritto:\n> Che errore?",
    )  # fmt: skip
    assert take(make_step_back) == Outcome.TAKEN
    message = ticket.messages.last()
    assert (message.text, message.voice, message.is_by_mail) == (
        "<p>Errore 500.</p>",
        "ASKER",
        True,
    )
    assert take(make_step_back) == Outcome.TWICE
    assert ticket.messages.count() == 2


def test_an_operator_answers_by_mail_too(ticket, actors, people):
    make_step(
        record=ticket, name="assign", actor=actors["treviso.admin"], now=NOW,
        assignee=people["treviso.sua"],
    )  # fmt: skip
    told = Notice.objects.get(person=people["treviso.sua"], kind="helpdesk.handle")
    [to] = notice_message(told).reply_to
    assert take(letter(people["treviso.sua"].email, to, "Prova ora.")) == Outcome.TAKEN
    ticket.refresh_from_db()
    assert ticket.messages.get().voice == "DESK"
    assert ticket.state == S.WORKING


def test_a_forbidden_file_goes_back_and_nothing_is_written(notice, ticket, people):
    [to] = notice_message(notice).reply_to
    message = letter(people["comune1.rup"].email, to, "Ecco il programma")
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="a.exe")
    assert take(message) == Outcome.REFUSED
    assert ".exe" not in str(ticket.messages.last().text)
    assert ticket.messages.count() == 1
    assert "non è di un tipo ammesso" in ReceivedMail.objects.get().reason


def test_a_machine_is_not_listened_to(notice, ticket, people):
    [to] = notice_message(notice).reply_to
    sender = people["comune1.rup"].email
    away = letter(sender, to, "Sono in ferie", Auto_Submitted="auto-replied")
    assert take(away) == Outcome.AUTOMATIC
    assert ticket.messages.count() == 1


def test_a_machine_that_hides_is_stopped_after_a_while(notice, ticket, people):
    [to] = notice_message(notice).reply_to
    sender = people["comune1.rup"].email
    outcomes = [take(letter(sender, to, f"Eco {n}")) for n in range(MOST_IN_AN_HOUR + 2)]
    assert outcomes[-1] == Outcome.AUTOMATIC
    assert ticket.messages.count() == MOST_IN_AN_HOUR + 1


def test_a_letter_to_the_desk_makes_one_ticket(desk, people):
    message = letter(people["comune1.rup"].email, DESK, "Il sito è lento.", "Fwd: Lentezza")
    assert take(message) == Outcome.TAKEN
    assert take(message) == Outcome.TWICE
    ticket = Ticket.objects.get()
    assert (ticket.subject, ticket.channel) == ("Lentezza", "MAIL")
    assert ticket.asker == people["comune1.rup"]
    assert ticket.queue == desk["platform"]


def test_a_letter_that_names_a_ticket_of_his_goes_into_its_thread(ticket, people):
    message = letter(
        people["comune1.rup"].email, DESK, "Aggiungo una cosa.", f"Ancora su {ticket.number}"
    )
    assert take(message) == Outcome.TAKEN
    assert Ticket.objects.count() == 1
    assert ticket.messages.get().text == "<p>Aggiungo una cosa.</p>"


def test_a_letter_that_names_anothers_ticket_makes_its_own(ticket, people):
    message = letter(people["comune2.referente"].email, DESK, "Salve", f"Su {ticket.number}")
    assert take(message) == Outcome.TAKEN
    assert Ticket.objects.count() == 2
    assert not ticket.messages.exists()


def test_what_an_operator_forwards_is_the_request_of_who_wrote_it(desk, people):
    text = (
        "Ci pensate voi?\n\n---------- Messaggio inoltrato ----------\n"
        f"Da: Ruggero <{people['comune1.rup'].email}>\nData: mar 10 mar 2026\n\nNon entro più."
    )
    message = letter(people["upi.helpdesk"].email, DESK, text, "I: Non entro")
    assert take(message) == Outcome.TAKEN
    ticket = Ticket.objects.get()
    assert ticket.asker == people["comune1.rup"]
    assert ticket.written_by == people["upi.helpdesk"]
    assert "Non entro più." in ticket.description


def test_who_has_no_account_makes_no_ticket_and_gets_no_answer(desk, mailoutbox):
    assert take(letter("ignoto@altrove.example", DESK, "Salve")) == Outcome.UNKNOWN
    assert not Ticket.objects.exists()
    assert not mailoutbox


@pytest.mark.parametrize(
    "raw",
    [
        b"From: x\r\nContent-Type: multipart/mixed; boundary=niente\r\n\r\n--rotto",
        b"\xff\xfe\x00",
        b"Content-Type: text/plain; charset=inventato\r\nFrom: a@b.it\r\n\r\n\xe0\xe8",
    ],
)
def test_broken_mail_is_read_as_far_as_it_goes(desk, raw):
    assert receive(raw=raw, now=NOW, recipient=DESK) in (Outcome.UNKNOWN, Outcome.AUTOMATIC)


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_delivers_by_lmtp(desk, people):
    gate = door("127.0.0.1", free_port())
    gate.start()
    try:
        with smtplib.LMTP("127.0.0.1", gate.port) as client:
            client.send_message(letter(people["comune1.rup"].email, DESK, "Per LMTP", "Aiuto"))
            with pytest.raises(smtplib.SMTPRecipientsRefused):
                client.sendmail("a@b.example", ["chi@altrove.example"], b"Subject: no\r\n\r\nno")
            huge = letter(people["comune1.rup"].email, DESK, "Grande", "Grande")
            huge.add_attachment(
                b"0" * 30_000_000, maintype="application", subtype="pdf", filename="a.pdf"
            )
            with pytest.raises(smtplib.SMTPException):
                client.send_message(huge)
    finally:
        gate.stop()
    assert Ticket.objects.get().subject == "Aiuto"
    assert not Message.objects.exists()


def test_who_wants_only_answers_by_mail_gets_answers_and_the_solution(
    desk, people, sign_in, actors
):
    address = reverse("notices:preferences")
    client = sign_in("comune1.rup")
    label = "per e-mail solo le risposte e la soluzione"
    shown = client.get(address).content.decode()
    assert label in shown
    paces = {"ACT": "AT_ONCE", "CONCERNS": "DAILY", "INTEREST": "WEEKLY"}
    assert client.post(address, {**paces, "choice_0": "on"}).status_code == 302
    request = Request(
        family="SERVICES", topic="SUA", category=Category.objects.get(key="sua.tender-state"),
        subject="A che punto è la gara", text="<p>Grazie.</p>", impact="QUESTION",
    )  # fmt: skip
    ticket = open_ticket(request=request, actor=actors["comune1.rup"], now=NOW)
    operator = actors["treviso.sua"]
    reply(ticket=ticket, text="Domani.", actor=operator, now=NOW)
    make_step(record=ticket, name="solve", solution="Aperta.", actor=operator, now=NOW)
    make_step(record=ticket, name="close_silent", actor=SYSTEM, now=NOW)
    told = dict(Notice.objects.filter(person=people["comune1.rup"]).values_list("kind", "cadence"))
    assert told == {
        "helpdesk.received": "NEVER",
        "helpdesk.taken": "NEVER",
        "helpdesk.replied": "AT_ONCE",
        "helpdesk.solved": "AT_ONCE",
        "helpdesk.closed": "NEVER",
    }
    client.post(address, paces)
    assert not Preference.objects.filter(kind__startswith="helpdesk.").exists()
