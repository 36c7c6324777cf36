"""Acting for one of one's enti: the switch, and what ends at the next request."""

from datetime import timedelta

import pytest
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from pico.core.access.terms import Role
from pico.core.people.middleware import find_actor
from pico.core.people.models import Membership
from pico.core.people.terms import MembershipState
from pico.core.testing import cast, factories


@pytest.fixture
def second(people, enti):
    """The secretary of Comune 1 also works for Comune 2."""
    return factories.make_membership(
        people["comune1.referente"], enti[cast.COMUNE_2], Role.SIGNATORY
    )


def switch(client, membership, **extra):
    return client.post(reverse("people:switch"), {"membership": membership.pk, **extra})


def acting(client) -> str:
    """The ente of the person's actor, as the next page has it."""
    return client.get(reverse("people:memberships")).wsgi_request.actor.ente_name


def test_the_switch_changes_for_whom_one_acts(sign_in, second):
    client = sign_in("comune1.referente")
    assert acting(client) == "Comune di Castelfranco Veneto"
    page = client.post(
        reverse("people:switch"),
        {"membership": second.pk, "next": reverse("people:memberships")},
        follow=True,
    ).content.decode()
    assert "Ora operi per Comune di Conegliano." in page
    assert acting(client) == "Comune di Conegliano"


def test_roles_are_those_of_the_ente_acted_for(sign_in, second):
    client = sign_in("comune1.referente")
    switch(client, second)
    actor = client.get(reverse("people:memberships")).wsgi_request.actor
    assert actor.roles == {Role.SIGNATORY}


def test_the_place_of_another_is_not_found(sign_in, second, people):
    client = sign_in("comune3.referente")
    assert switch(client, second).status_code == 404
    assert acting(client) == "Comune di Montebelluna"


@pytest.mark.parametrize(
    "change",
    [
        {"state": MembershipState.SUSPENDED},
        {"state": MembershipState.PENDING},
        {"ends_on": timezone.localdate() - timedelta(days=1)},
        {"starts_on": timezone.localdate() + timedelta(days=1)},
    ],
)
def test_a_place_that_does_not_work_today_is_not_found(sign_in, second, change):
    Membership.objects.filter(pk=second.pk).update(**change)
    client = sign_in("comune1.referente")
    assert switch(client, second).status_code == 404
    assert acting(client) == "Comune di Castelfranco Veneto"


@pytest.mark.parametrize("given", ["", "abc", "-1", "²", "9" * 30])
def test_nonsense_is_not_found(sign_in, second, given):
    client = sign_in("comune1.referente")
    assert client.post(reverse("people:switch"), {"membership": given}).status_code == 404


def test_one_stays_in_the_space_where_one_is(sign_in, second):
    client = sign_in("comune1.referente")
    answer = client.post(
        "/treviso/persone/cambia-ente/",
        {"membership": second.pk, "next": "/treviso/sua/gare/"},
    )
    assert answer.url == "/treviso/sua/gare/"


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_the_way_back_stays_in_the_house(sign_in, second, evil):
    assert "evil" not in switch(sign_in("comune1.referente"), second, next=evil).url


def test_the_switch_is_a_post(sign_in, second):
    assert sign_in("comune1.referente").get(reverse("people:switch")).status_code == 405


def test_a_place_taken_away_ends_at_the_next_request(sign_in, second):
    client = sign_in("comune1.referente")
    switch(client, second)
    Membership.objects.filter(pk=second.pk).update(state=MembershipState.CEASED)
    assert acting(client) == "Comune di Castelfranco Veneto"


def test_who_has_no_place_left_reads_only_what_is_public_and_his_own(sign_in, people):
    client = sign_in("comune1.rup")
    person = people["comune1.rup"]
    Membership.objects.filter(person=person).update(state=MembershipState.CEASED)
    actor = client.get(reverse("people:memberships")).wsgi_request.actor
    assert actor.scopes == {"public", f"usr:{person.pk}"}
    assert not actor.is_member


def test_knowing_who_acts_costs_five_queries(sign_in, second, rf, django_assert_num_queries):
    client = sign_in("comune1.referente")
    request = rf.get("/")
    request.COOKIES["sessionid"] = client.session.session_key

    def page(request):
        return HttpResponse(f"{request.actor.ente_name} {len(request.memberships)}")

    chain = SessionMiddleware(AuthenticationMiddleware(find_actor(page)))
    with django_assert_num_queries(5):
        # Session, person, memberships, roles, circles.
        answer = chain(request)
    assert answer.content.decode() == "Comune di Castelfranco Veneto 2"
