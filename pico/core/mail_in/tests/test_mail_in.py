"""What comes by mail: only the new words, only from whom it should, never from a machine."""

import io
import sys
from datetime import UTC, datetime

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from pico.core.foundation.errors import Refusal
from pico.core.mail_in import actions
from pico.core.mail_in.addresses import ReplyAddress, address_for, read_address
from pico.core.mail_in.models import ReceivedMail
from pico.core.mail_in.reading import cut, read
from pico.core.mail_in.terms import Outcome

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TAKEN = []


def taker(*, actors, object_id, incoming, now):
    """What a module does with a message."""
    if incoming.text == "no":
        raise Refusal("Qui non si risponde più.", code="closed")
    TAKEN.append((actors[0].person_name if actors else "", object_id, incoming.text))


@pytest.fixture(autouse=True)
def handler(monkeypatch):
    TAKEN.clear()
    monkeypatch.setattr(actions, "handlers", lambda: {"prova": f"{__name__}.taker"})


def message(to, sender, text="Va bene.", *, subject="Re: [Pi.Co.] Prova", extra=""):
    return (
        f"From: Susanna <{sender}>\r\nTo: {to}\r\nSubject: {subject}\r\n"
        f"Message-ID: <{hash((to, text, extra))}@posta.example>\r\n{extra}"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    ).encode()


@pytest.fixture
def person(people):
    return people["treviso.sua"]


@pytest.fixture
def to(person):
    return address_for("prova", object_id=77, person_id=person.pk)


# Addresses ---------------------------------------------------------------------------------------


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_an_address_says_what_it_was_made_for_even_in_capitals(object_id, person_id):
    address = address_for("prova", object_id=object_id, person_id=person_id)
    assert len(address.partition("@")[0]) <= 64
    assert read_address(f"Pi.Co. <{address.upper()}>") == ReplyAddress(
        "prova", object_id, person_id
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a.replace("prova", "forum"),
        lambda a: a.replace("r.prova.1.", "r.prova.2."),
        lambda a: a.replace("@posta", "@altra"),
        lambda a: a.replace("r.", "x."),
        lambda a: "",
    ],
)
def test_a_forged_address_is_none(change):
    assert read_address(change(address_for("prova", object_id=1, person_id=9))) is None


def test_where_no_mail_comes_in_no_letter_can_be_answered(settings):
    settings.MAIL_IN_DOMAIN = ""
    assert address_for("prova", object_id=1, person_id=1) == ""


# The new words -----------------------------------------------------------------------------------

REPLIES = {
    "gmail": "Va bene.\n\nIl giorno ven 20 nov 2026 alle ore 10:12 Pi.Co. <x@y.it> ha scritto:\n\n> Ciao\n> come",
    "gmail folded": "Va bene.\n\nIl giorno ven 20 nov 2026 alle ore 10:12 Pi.Co. <\nx@y.it> ha scritto:\n> Ciao",
    "outlook": "Va bene.\n\nDa: Pi.Co. <x@y.it>\nInviato: venerdì 20 novembre 2026 10:12\nA: Susanna\nOggetto: x\n\nCiao",
    "outlook line": "Va bene.\n\n________________________________\nDa: Pi.Co.\nInviato: ieri\n\nCiao",
    "thunderbird": "Va bene.\n\nIl 20/11/26 10:12, Pi.Co. ha scritto:\n> Ciao",
    "original": "Va bene.\n\n-----Messaggio originale-----\nDa: Pi.Co.\n\nCiao",
    "apple": "Va bene.\n\nInviato da iPhone\n\n> Il giorno 20 nov 2026, alle ore 10:12, Pi.Co. ha scritto:\n> Ciao",
    "english": "Va bene.\n\nOn Fri, 20 Nov 2026 at 10:12, Pi.Co. <x@y.it> wrote:\n> Ciao",
    "signature": "Va bene.\n\n-- \nSusanna\nProvincia di Treviso",
    "bare": "Va bene.",
}


@pytest.mark.parametrize("program", REPLIES)
def test_only_the_new_words_are_kept(program):
    assert cut(REPLIES[program]) == "Va bene."


def test_a_list_with_hyphens_is_no_signature():
    assert cut("Servono:\n- il CUP\n- l'importo") == "Servono:\n- il CUP\n- l'importo"


def test_what_has_no_plain_part_is_read_from_its_html():
    raw = (
        b"From: a@b.it\r\nTo: x@y.it\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        b'<p>Va <b>bene</b>.</p><div class="gmail_quote"><p>Ciao</p></div>'
    )
    assert read(raw).text == "Va **bene**."


@given(st.binary(max_size=600))
def test_whatever_bytes_come_nothing_breaks(raw):
    assert read(raw).text is not None


# Who and what ------------------------------------------------------------------------------------


def test_the_persons_words_reach_the_handler(person, to):
    assert actions.receive(raw=message(to, person.email), now=NOW) == Outcome.TAKEN
    assert TAKEN == [("Susanna Appalta-Treviso", 77, "Va bene.")]


def test_the_envelope_says_where_when_the_header_does_not(person, to):
    raw = message("lista@altrove.example", person.email)
    assert actions.receive(raw=raw, now=NOW, recipient=to) == Outcome.TAKEN


def test_the_same_message_twice_is_taken_once(person, to):
    raw = message(to, person.email)
    assert [actions.receive(raw=raw, now=NOW) for _ in range(2)] == [Outcome.TAKEN, Outcome.TWICE]
    assert len(TAKEN) == 1


AUTOMATIC = {
    "RFC 3834": {"extra": "Auto-Submitted: auto-replied\r\n"},
    "Exchange": {"extra": "X-Auto-Response-Suppress: All\r\n"},
    "bounce": {"extra": "Return-Path: <>\r\n"},
    "list": {"extra": "Precedence: bulk\r\n"},
    "PEC": {"extra": "X-Ricevuta: avvenuta-consegna\r\n"},
    "subject": {"subject": "Risposta automatica: sono in ferie"},
    "PEC subject": {"subject": "ACCETTAZIONE: Re: Prova"},
}


@pytest.mark.parametrize("machine", AUTOMATIC)
def test_a_machine_is_ignored_and_never_answered(person, to, machine):
    raw = message(to, person.email, **AUTOMATIC[machine])
    assert actions.receive(raw=raw, now=NOW) == Outcome.AUTOMATIC
    assert not TAKEN
    assert not outbox.outbox


def test_who_got_the_letter_forwarded_does_not_write_for_another(people, to):
    raw = message(to, people["brescia.admin"].email)
    assert actions.receive(raw=raw, now=NOW) == Outcome.STRANGER
    assert not TAKEN
    assert not outbox.outbox


def test_who_was_suspended_writes_no_more(person, to):
    person.state = "SUSPENDED"
    person.save(update_fields=["state"])
    assert actions.receive(raw=message(to, person.email), now=NOW) == Outcome.UNKNOWN
    assert not TAKEN


@pytest.mark.django_db
def test_other_mail_is_left_alone():
    assert actions.receive(raw=message("info@upi.example", "a@b.it"), now=NOW) == Outcome.UNKNOWN
    assert not ReceivedMail.objects.exists()


def test_a_refusal_goes_back_with_its_sentence_and_the_words(
    person, to, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        outcome = actions.receive(raw=message(to, person.email, "no"), now=NOW)
    assert outcome == Outcome.REFUSED
    assert ReceivedMail.objects.get().reason == "Qui non si risponde più."
    [letter] = outbox.outbox
    assert letter.to == [person.email]
    assert "Qui non si risponde più." in letter.body


def test_the_mail_server_pipes_a_message_in(person, to, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(message(to, person.email))))
    said = io.StringIO()
    call_command("receive_mail", stdout=said)
    assert said.getvalue().strip() == "Accolto"
    assert len(TAKEN) == 1


def test_old_traces_are_forgotten(person, to):
    actions.receive(raw=message(to, person.email), now=NOW)
    assert actions.forget(now=NOW.replace(year=2027, month=12)) == 1
    assert not ReceivedMail.objects.exists()
