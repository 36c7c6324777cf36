"""Enrolment in events: seats, waiting list, links of the mail, the organiser's list."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from pico.core.access.actor import ANONYMOUS
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Letter
from pico.portal.pages.actions import enrolments
from pico.portal.pages.models import Enrolment
from pico.portal.pages.tasks import forget_enrolments, remind_of_events

from . import factories


@pytest.fixture
def meeting(treviso):
    return factories.event(treviso, "Incontro", enrolment="ANYONE", seats=1)


def ask(event, treviso, email, *, actor=ANONYMOUS, now=None):
    return enrolments.enrol(
        event=event,
        space=treviso.space,
        name=email.split("@")[0],
        email=email,
        actor=actor,
        now=now or timezone.now(),
    )


def confirm(enrolment, treviso, now=None):
    return enrolments.confirm_enrolment(
        enrolment=enrolment, space=treviso.space, now=now or timezone.now()
    )


def states() -> dict[str, str]:
    return dict(Enrolment.objects.values_list("email", "state"))


def test_a_stranger_takes_a_seat_only_by_confirming(client, treviso, meeting):
    address = f"/treviso/sito/eventi/{meeting.pk}/iscrizione/"
    page = client.post(address, {"name": "Anna Prova", "email": "anna@example.it"})
    assert "anna@example.it" in page.content.decode()
    assert states() == {"anna@example.it": "PENDING"}
    link = enrolments.link(Enrolment.objects.get(), treviso.space).partition("//")[2]
    path = link[link.index("/") :]
    assert client.get(path).status_code == 200
    assert states() == {"anna@example.it": "PENDING"}  # opening the link confirms nothing
    client.post(f"{path}conferma/")
    assert states() == {"anna@example.it": "ENROLLED"}
    assert Letter.objects.filter(to="anna@example.it").count() == 2


def test_seats_are_not_oversold_and_who_waits_comes_in(treviso, meeting):
    first, second, third = (ask(meeting, treviso, f"{n}@example.it") for n in "abc")
    now = timezone.now()
    for number, one in enumerate((first, second, third)):
        confirm(one, treviso, now + timedelta(minutes=number))
    assert states() == {
        "a@example.it": "ENROLLED",
        "b@example.it": "WAITING",
        "c@example.it": "WAITING",
    }
    enrolments.cancel_enrolment(
        enrolment=first, space=treviso.space, actor=ANONYMOUS, now=timezone.now()
    )
    assert states()["b@example.it"] == "ENROLLED"
    assert states()["c@example.it"] == "WAITING"


def test_without_a_waiting_list_the_last_seat_is_the_last(treviso):
    event = factories.event(treviso, enrolment="ANYONE", seats=1, has_waiting_list=False)
    one, other = ask(event, treviso, "a@example.it"), ask(event, treviso, "b@example.it")
    confirm(one, treviso)
    with pytest.raises(Refusal) as refused:
        confirm(other, treviso)
    assert refused.value.code == "event_full"
    assert states()["b@example.it"] == "PENDING"


def test_after_the_closing_nobody_enrols(treviso):
    now = timezone.now()
    event = factories.event(treviso, enrolment="ANYONE", enrolment_ends_at=now + timedelta(days=1))
    with pytest.raises(Refusal) as refused:
        ask(event, treviso, "a@example.it", now=now + timedelta(days=2))
    assert refused.value.code == "enrolment_closed"
    assert not Enrolment.objects.exists()


def test_an_event_for_members_sends_strangers_to_sign_in(client, treviso):
    event = factories.event(treviso, enrolment="MEMBERS")
    answer = client.get(f"/treviso/sito/eventi/{event.pk}/iscrizione/")
    assert answer.headers["X-Refusal"] == "sign_in"


def test_a_registered_person_is_enrolled_at_once(sign_in, people, treviso):
    event = factories.event(treviso, enrolment="MEMBERS", online_url="https://video.example.it/x")
    browser = sign_in("treviso.sua")
    browser.post(f"/treviso/sito/eventi/{event.pk}/iscrizione/", {"organisation": "Provincia"})
    enrolment = Enrolment.objects.get()
    assert (enrolment.person, enrolment.state) == (people["treviso.sua"], "ENROLLED")
    assert enrolment.email == people["treviso.sua"].email


def test_a_registered_person_is_told_of_the_first_time(sign_in, treviso):
    event = factories.event(treviso, enrolment="MEMBERS")
    address = f"/treviso/sito/eventi/{event.pk}/iscrizione/"
    browser = sign_in("treviso.sua")
    browser.post(address, {"organisation": ""})
    assert "risulti già iscritto" in browser.post(address, {"organisation": "x"}).content.decode()
    assert Enrolment.objects.count() == 1


def test_a_known_address_is_not_told_to_a_stranger(client, treviso, meeting):
    confirm(ask(meeting, treviso, "anna@example.it"), treviso)
    address = f"/treviso/sito/eventi/{meeting.pk}/iscrizione/"
    page = client.post(address, {"name": "Chi sa", "email": "anna@example.it"}).content.decode()
    other = client.post(address, {"name": "Chi sa", "email": "nuova@example.it"}).content.decode()
    assert page.replace("anna@", "nuova@") == other
    assert Enrolment.objects.filter(email="anna@example.it").count() == 1


def test_a_false_link_opens_nothing(client, treviso, meeting):
    enrolment = ask(meeting, treviso, "anna@example.it")
    answer = client.get(f"/treviso/sito/iscrizioni/{enrolment.pk}:falso/")
    assert answer.status_code == 409
    assert "non è valido" in answer.content.decode()


def test_the_list_is_for_the_editors_of_the_site(client, sign_in, treviso, brescia, meeting):
    confirm(ask(meeting, treviso, "anna@example.it"), treviso)
    address = f"/treviso/sito/eventi/{meeting.pk}/iscritti/"
    assert client.get(address).status_code == 404
    assert sign_in("treviso.sua").get(address).status_code == 404
    editor = sign_in("treviso.redattore")
    assert "anna@example.it" in editor.get(address).content.decode()
    rows = b"".join(editor.get(f"{address}?formato=csv").streaming_content).decode()
    assert "anna@example.it;Iscritto" in rows
    assert editor.get(f"/brescia/sito/eventi/{meeting.pk}/iscritti/").status_code == 404


def test_who_is_enrolled_is_reminded_once_the_day_before(treviso):
    now = timezone.now()
    soon = factories.event(
        treviso, "Domani", enrolment="ANYONE", starts_at=now + timedelta(hours=20)
    )
    later = factories.event(treviso, "Fra una settimana", enrolment="ANYONE")
    for event in (soon, later):
        confirm(ask(event, treviso, "anna@example.it"), treviso)
    Letter.objects.all().delete()
    remind_of_events(now=now)
    remind_of_events(now=now)
    assert [letter.title for letter in Letter.objects.all()] == ["Promemoria: Domani"]


def test_what_nobody_confirms_is_forgotten(treviso, meeting):
    ask(meeting, treviso, "anna@example.it")
    forget_enrolments(now=timezone.now() + timedelta(hours=47))
    assert Enrolment.objects.count() == 1
    forget_enrolments(now=timezone.now() + timedelta(hours=49))
    assert not Enrolment.objects.exists()
    assert not mail.outbox
