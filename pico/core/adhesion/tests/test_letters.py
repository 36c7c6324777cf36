import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from pico.core.adhesion.models import Registration
from pico.core.jobs.models import Job
from pico.core.notices.actions import send_letter
from pico.core.notices.models import Letter


@pytest.fixture
def down(monkeypatch):
    """A mail server that does not answer."""

    def refuse(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected("down")

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", refuse)
        yield patch


def test_with_the_mail_server_down_nothing_is_lost(register, down):
    register()
    assert Registration.objects.exists()
    assert Letter.objects.get().sent_at is None
    assert Job.objects.filter(name__endswith="send_letter").exclude(state="FAILED").exists()


def test_when_the_server_is_back_the_letter_leaves_once(register, down, now):
    register()
    down.undo()
    letter = Letter.objects.get()
    for _attempt in range(2):
        send_letter(letter_id=letter.pk, now=now)
    assert len(mail.outbox) == 1


def test_the_secret_of_a_link_is_not_kept_after_sending(register):
    register()
    letter = Letter.objects.get()
    assert (letter.text, letter.html) == ("", "")


def test_a_letter_has_text_and_html(register):
    register()
    message = mail.outbox[0]
    assert "48 ore" in message.body
    assert "<html" in message.alternatives[0][0]
    assert "Ciao Nives" in message.alternatives[0][0]


def test_names_do_not_become_markup(register):
    register(first_name="<b>Nives</b>")
    assert "&lt;b&gt;Nives" in mail.outbox[0].alternatives[0][0]
    assert "<b>Nives</b>" in mail.outbox[0].body
