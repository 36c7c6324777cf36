"""Two requests in the same moment; the locks are those of PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ..actions.opening import Request, open_ticket
from ..models import Category, Queue, Ticket
from ..terms import Distribution, Family, Impact, Topic
from .factories import NOW, place_in

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_requests_at_once_go_to_two_operators(desk, people, actors):
    queue = desk["treviso:SUA"]
    place_in(queue, people["treviso.sit"])
    Queue.objects.filter(pk=queue.pk).update(distribution=Distribution.ROUND_ROBIN)
    category = Category.objects.get(key="sua.tender-request")
    gate = Barrier(2)

    def ask(username):
        gate.wait()
        try:
            open_ticket(
                request=Request(
                    family=Family.SERVICES,
                    topic=Topic.SUA,
                    category=category,
                    subject=f"Gara di {username}",
                    text="<p>Non si apre.</p>",
                    impact=Impact.HAMPERED,
                ),
                actor=actors[username],
                now=NOW,
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(ask, ("comune1.rup", "comune1.referente")))
    given = set(Ticket.objects.values_list("assignee__username", flat=True))
    assert given == {"treviso.sua", "treviso.sit"}
    assert len(set(Ticket.objects.values_list("number", flat=True))) == 2
