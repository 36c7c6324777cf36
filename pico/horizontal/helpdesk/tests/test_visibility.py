"""Who may open a ticket, and who may not."""

import pytest
from django.http import Http404

from pico.core.people.models import Membership
from pico.core.people.terms import MembershipState
from pico.core.testing import cast
from pico.core.testing import factories as house

from ..models import Holding
from ..permissions import HelpdeskPermission
from ..queries import tickets as queries
from ..terms import Visibility
from .factories import NOW, make_ticket


@pytest.fixture
def ticket(desk, people):
    return make_ticket(desk["treviso:SUA"], people["comune1.rup"])


def sees(actor, ticket) -> bool:
    try:
        return queries.ticket(ticket.key, actor) == ticket
    except Http404:
        return False


@pytest.mark.parametrize(
    ("username", "expected"),
    [
        ("comune1.rup", True),
        ("comune1.referente", False),
        ("comune2.referente", False),
        ("treviso.sua", True),
        ("treviso.admin", True),
        ("treviso.sit", False),
        ("brescia.admin", False),
        ("upi.helpdesk", False),
        ("upi.admin", False),
        ("esperto.sua", False),
    ],
)
def test_a_province_ticket_is_of_its_asker_and_its_queue(actors, ticket, username, expected):
    assert sees(actors[username], ticket) is expected
    assert queries.visible_to(actors[username]).filter(pk=ticket.pk).exists() is expected


def test_colleagues_see_it_only_when_shared(actors, people, ticket):
    colleague = actors["comune1.referente"]
    ticket.visibility = Visibility.ENTE
    ticket.save()
    assert sees(colleague, ticket)
    assert not sees(actors["comune2.referente"], ticket)
    ticket.visibility = Visibility.OFFICE
    ticket.save()
    assert not sees(colleague, ticket)  # another office
    assert not colleague.can(HelpdeskPermission.REPLY, ticket)
    Membership.objects.filter(person=people["comune1.referente"]).update(office="Lavori pubblici")
    assert sees(colleague, ticket)
    assert colleague.can(HelpdeskPermission.REPLY, ticket)


def test_a_copy_is_read_by_a_colleague_but_not_once_he_is_elsewhere(actors, people, ticket):
    ticket.cc.add(people["comune1.referente"], people["comune2.referente"])
    assert sees(actors["comune1.referente"], ticket)
    assert not sees(actors["comune2.referente"], ticket)


def test_what_is_handed_over_is_seen_by_both_queues_and_the_supervisor(actors, desk, ticket):
    Holding.objects.filter(ticket=ticket).update(ended_at=NOW)
    ticket.queue = desk["experts:SUA"]
    ticket.save()
    Holding.objects.create(ticket=ticket, queue=ticket.queue, state=ticket.state, started_at=NOW)
    assert sees(actors["esperto.sua"], ticket)
    assert sees(actors["treviso.sua"], ticket)
    assert sees(actors["upi.helpdesk"], ticket)
    assert not sees(actors["brescia.admin"], ticket)


def test_who_left_the_ente_sees_its_tickets_no_more(people, ticket):
    person = people["comune1.rup"]
    person.memberships.update(state=MembershipState.CEASED)
    from pico.core.people.actors import actor_for

    assert not sees(actor_for(person, None), ticket)


def test_who_acts_for_two_enti_finds_his_own_under_both(enti, people, ticket):
    from pico.core.people.actors import actor_for

    person = people["comune1.rup"]
    other = house.make_membership(person, enti[cast.COMUNE_2])
    assert sees(actor_for(person, other), ticket)
