"""The demo's post office keeps what is sent, refuses when told, and is read in demo mode only."""

import smtplib
import socket
from email.message import EmailMessage

import pytest
from django.http import Http404

from pico.portal import mail_catcher
from pico.portal.views import mailbox


@pytest.fixture
def folder(tmp_path, settings):
    settings.MAIL_DIR = tmp_path / "mail"
    return settings.MAIL_DIR


@pytest.fixture
def port(folder):
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = free.getsockname()[1]
    office = mail_catcher.open_office(folder, "127.0.0.1", number)
    yield number
    office.stop()


def write(subject="Avviso di scadenza", body="Scade il 20 nov 2026.") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "non-rispondere@pico.example"
    message["To"] = "treviso.admin@treviso.pico.example"
    message["Date"] = "Fri, 20 Nov 2026 10:42:00 +0100"
    message.set_content(body)
    return message


def send(port, message):
    with smtplib.SMTP("127.0.0.1", port, timeout=5) as post:
        post.send_message(message)


def test_keeps_a_message_as_it_was_sent(port, folder):
    send(port, write("Città: è arrivato", "Perché sì"))
    (found,) = mail_catcher.letters(folder)
    assert (found.subject, found.text.strip()) == ("Città: è arrivato", "Perché sì")
    assert found.to == "treviso.admin@treviso.pico.example"


def test_shows_the_last_message_first(port, folder):
    for subject in ("primo", "secondo"):
        send(port, write(subject))
    assert [found.subject for found in mail_catcher.letters(folder)] == ["secondo", "primo"]


def test_refuses_when_told_and_keeps_nothing(port, folder):
    (folder / mail_catcher.REFUSAL).write_text("451 4.3.0 Casella piena")
    with pytest.raises(smtplib.SMTPDataError, match="Casella piena"):
        send(port, write())
    assert list(mail_catcher.letters(folder)) == []


def test_reads_html_only_mail_without_its_tags(port, folder):
    message = write()
    message.set_content("<p>Leggi <b>qui</b></p><script>alert(1)</script>", subtype="html")
    send(port, message)
    (found,) = mail_catcher.letters(folder)
    assert "Leggi qui" in found.text
    assert "<" not in found.text


@pytest.mark.parametrize("key", ["../../etc/passwd", "1", "", "²"])
def test_finds_only_its_own_messages(folder, key):
    assert mail_catcher.find(folder, key) is None


def test_the_mailbox_does_not_exist_outside_the_demo(rf, settings):
    settings.DEMO = False
    with pytest.raises(Http404):
        mailbox.mailbox(rf.get("/"))
    with pytest.raises(Http404):
        mailbox.letter(rf.get("/"), "1")
