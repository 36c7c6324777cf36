"""Other ways to a ticket: the API, the search, the card of a home page, the demo."""

import json
from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from pico.core.notices.models import Task

from .. import cards
from ..actions.replies import reply, write_note
from ..demo.tickets import REQUESTS, furnish_tickets
from ..models import Queue, Ticket
from ..queries.found_tickets import ticket_entry
from ..terms import TicketState as S
from ..terms import Visibility
from .factories import NOW, make_ticket

API = "/api/v1/assistenza/"


@pytest.fixture
def ticket(desk, people):
    return make_ticket(desk["treviso:SUA"], people["comune1.rup"], subject="Gara che non parte")


def send(client, address, **said):
    return client.post(f"{API}{address}", json.dumps(said), content_type="application/json")


# API ---------------------------------------------------------------------------------------------


def test_a_programme_opens_reads_and_answers(desk, sign_in):
    client = sign_in("comune1.rup")
    made = send(
        client, "tickets", family="SERVICES", topic="SUA", category="sua.tender-state",
        subject="A che punto è", text="Da **lunedì** non si muove.", impact="QUESTION",
    )  # fmt: skip
    assert made.status_code == 201, made.content
    key = made.json()["key"]
    assert made.json()["queue"] == "Provincia di Treviso – SUA"
    answered = send(client, f"tickets/{key}/messages", text="Aggiungo il CIG.")
    assert answered.status_code == 201, answered.content
    listed = client.get(f"{API}tickets").json()
    assert [one["subject"] for one in listed["items"]] == ["A che punto è"]
    steps = client.get(f"{API}tickets/{key}/steps").json()["steps"]
    assert {one["name"] for one in steps} == {"settle", "cancel"}


def test_a_programme_reads_no_note_and_no_neighbours_ticket(ticket, actors, sign_in):
    write_note(ticket=ticket, text="Riservata", actor=actors["treviso.sua"], now=NOW)
    reply(ticket=ticket, text="Pubblica", actor=actors["treviso.sua"], now=NOW)
    for username in ("comune1.rup", "treviso.sua"):
        said = sign_in(username).get(f"{API}tickets/{ticket.key}/messages").json()
        assert [one["text"] for one in said] == ["Pubblica"]
    other = sign_in("brescia.admin")
    assert other.get(f"{API}tickets/{ticket.key}").status_code == 404
    assert send(other, f"tickets/{ticket.key}/messages", text="Salve").status_code == 404
    assert ticket.subject not in other.get(f"{API}tickets").content.decode()
    assert ticket.messages.count() == 2


# Search ------------------------------------------------------------------------------------------


def test_the_search_knows_a_ticket_by_its_number_for_those_who_share_it(ticket):
    entry = ticket_entry(ticket)
    assert entry.codes == (ticket.number,)
    assert entry.scope == f"usr:{ticket.asker_id}"
    assert "Non riesco" not in entry.body
    ticket.visibility = Visibility.ENTE
    assert ticket_entry(ticket).scope == f"ente:{ticket.ente_id}"
    ticket.asker = None
    assert ticket_entry(ticket) is None


# Cards -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("username", "number"), [("treviso.sua", 1), ("brescia.admin", 0), ("comune1.rup", 1)]
)
def test_the_card_counts_what_one_may_see(ticket, actors, username, number):
    request = RequestFactory().get("/")
    request.actor = actors[username]
    assert cards.tickets(request).number == number


# Demo --------------------------------------------------------------------------------------------


def test_the_demo_tells_believable_requests_once(desk, people):
    now = timezone.now()
    furnish_tickets(now)
    made = Ticket.objects.count()
    assert made == len(REQUESTS)
    furnish_tickets(now)
    assert Ticket.objects.count() == made
    states = set(Ticket.objects.values_list("state", flat=True))
    assert {S.WORKING, S.WAITING_ASKER, S.WAITING_THIRD, S.ESCALATED, S.CLOSED} <= states
    assert all(one.last_at <= now + timedelta(hours=1) for one in Ticket.objects.all())
    travelled = Ticket.objects.get(category__key="sua.opinion")
    assert travelled.queue == Queue.objects.get(pk=desk["treviso:SUA"].pk)
    assert travelled.satisfaction == 5
    assert Task.objects.filter(kind="helpdesk.handle", closed_at=None).exists()
