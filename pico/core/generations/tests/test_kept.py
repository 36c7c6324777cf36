"""What is kept in memory is gone at the first request after it changed, whoever changed it."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.core.access.terms import Role
from pico.core.enti.models import Space
from pico.core.generations import actions, hand, queries
from pico.core.generations.models import Generation
from pico.core.generations.watch import watch
from pico.core.modules import registry
from pico.core.modules.actions import change_settings, switch_module
from pico.core.people.models import Circle, CircleMember, Membership, MembershipRole
from pico.core.people.terms import FAMILY, MembershipState, PersonState

pytestmark = pytest.mark.django_db

RUN_MODULES = "/treviso/gestione/moduli/"
PROFILE = "/treviso/persone/profilo/"
REQUESTS = "/treviso/adesioni/richieste/"  # in the menu of who decides on them
SAMPLE = "/treviso/prova/"


@pytest.fixture(autouse=True)
def in_memory(kept):
    """As on a running platform."""


@contextmanager
def another_process():
    """What is written here passes no door of this process."""
    connection.execute_wrappers.remove(watch)
    try:
        yield
    finally:
        connection.execute_wrappers.append(watch)


def in_hand(view, method="get"):
    """Answer a request with `view(request)`, with what stands still in hand."""
    return hand.take_in_hand(view)(getattr(RequestFactory(), method)("/"))


def statements(browser, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        browser.get(address)
    return len(seen.captured_queries)


# --- who may do what ------------------------------------------------------------------------------


def test_a_role_taken_away_is_gone_at_the_next_request(sign_in):
    browser = sign_in("treviso.admin")
    for _ in range(2):
        answer = browser.get(RUN_MODULES)
        assert answer.status_code == 200
        assert REQUESTS in answer.content.decode()
    MembershipRole.objects.filter(role=Role.PROVINCE_ADMIN).delete()
    answer = browser.get(RUN_MODULES)
    assert answer.status_code == 403
    assert REQUESTS not in answer.content.decode()


def test_a_role_taken_away_by_another_process_is_gone_once_it_is_committed(sign_in):
    browser = sign_in("treviso.admin")
    browser.get(RUN_MODULES)
    with another_process():
        MembershipRole.objects.filter(role=Role.PROVINCE_ADMIN).delete()
        assert browser.get(RUN_MODULES).status_code == 200, "nothing is read anew without a reason"
        Generation.objects.create(family=FAMILY)  # what the other process wrote at its own door
        assert browser.get(RUN_MODULES).status_code == 403


def test_what_was_written_past_every_door_is_seen_within_a_minute(sign_in, monkeypatch):
    browser, now = sign_in("treviso.admin"), hand.monotonic()
    browser.get(RUN_MODULES)
    with another_process():
        MembershipRole.objects.filter(role=Role.PROVINCE_ADMIN).delete()
    monkeypatch.setattr(hand, "monotonic", lambda: now + hand.UPPER_AGE + 1)
    assert browser.get(RUN_MODULES).status_code == 403


def test_a_place_that_ended_a_circle_that_was_left_a_person_suspended(sign_in, people):
    browser, person = sign_in("treviso.sua"), people["treviso.sua"]
    place = Membership.objects.get(person=person)
    circle = Circle.objects.create(kind="net", name="Rete", owner=place.ente)
    seat = CircleMember.objects.create(circle=circle, person=person)

    def actor():
        return browser.get(PROFILE).wsgi_request.actor

    assert circle.scope in actor().scopes
    seat.delete()
    assert circle.scope not in actor().scopes
    assert actor().ente_id == place.ente_id
    Membership.objects.filter(pk=place.pk).update(state=MembershipState.SUSPENDED)
    assert actor().ente_id is None
    Membership.objects.filter(pk=place.pk).update(state=MembershipState.ACTIVE)
    assert actor().ente_id == place.ente_id
    type(person).objects.filter(pk=person.pk).update(state=PersonState.SUSPENDED)
    assert not browser.get(PROFILE).wsgi_request.user.is_authenticated


def test_nobody_is_given_the_menus_of_another(people):
    def menu(username: str) -> set[str]:
        browser = Client()
        browser.force_login(
            people[username], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        browser.get(PROFILE)
        return {one.url for one in browser.get(PROFILE).context["shell"].modules}

    administrator, officer = menu("treviso.admin"), menu("treviso.sua")
    assert REQUESTS in administrator - officer
    assert menu("treviso.admin") == administrator


# --- spaces, modules, settings ----------------------------------------------------------------------


def test_a_module_switched_off_does_not_exist_at_the_next_request(sign_in, actors):
    browser, space = sign_in("treviso.admin"), Space.objects.get(slug="treviso")
    for is_on, status in ((True, 200), (False, 404), (True, 200)):
        browser.get(SAMPLE)
        switch_module(
            space=space,
            module=registry.installed()["sample"],
            is_on=is_on,
            actor=actors["treviso.admin"],
            now=timezone.now(),
        )
        assert browser.get(SAMPLE).status_code == status


def test_a_setting_and_a_name_that_changed_are_shown(sign_in, actors):
    browser, space = sign_in("treviso.sua"), Space.objects.get(slug="treviso")
    assert "0422 000000" not in browser.get(PROFILE).content.decode()
    change_settings(
        space=space,
        module=registry.installed()["spaces"],
        changes={"phone": "0422 000000"},
        actor=actors["treviso.admin"],
        now=timezone.now(),
    )
    assert "0422 000000" in browser.get(PROFILE).content.decode()
    Space.objects.filter(pk=space.pk).update(name="Marca trevigiana", slug="marca")
    assert "Marca trevigiana" in browser.get("/marca/persone/profilo/").content.decode()
    assert browser.get(PROFILE).status_code == 404


def test_an_address_that_no_space_has_may_become_one(client, enti):
    assert client.get("/marca/accesso/login/").status_code == 404
    Space.objects.filter(slug="treviso").update(slug="marca")
    assert client.get("/marca/accesso/login/").status_code == 200


def test_what_stands_still_is_asked_for_once(sign_in):
    browser = sign_in("treviso.sua")
    first = statements(browser, PROFILE)
    assert statements(browser, PROFILE) < first - 4


# --- the request in hand ----------------------------------------------------------------------------


def test_equal_keys_are_made_once_until_their_family_changes():
    made = []

    def view(request):
        return hand.kept("prova", "key", lambda: made.append(1) or len(made))

    assert [in_hand(view), in_hand(view)] == [1, 1]
    actions.bump("altra")
    assert in_hand(view) == 1
    actions.bump("prova")
    assert in_hand(view) == 2


def test_a_request_that_writes_keeps_nothing_of_what_may_be_undone():
    def writes(request):
        with transaction.atomic():
            actions.bump("prova")
            seen = hand.kept("prova", "key", lambda: "undone")
            transaction.set_rollback(True)
        return seen

    assert in_hand(writes) == "undone"
    assert in_hand(lambda request: hand.kept("prova", "key", lambda: "true")) == "true"


def test_who_writes_while_making_keeps_nothing():
    def make():
        actions.bump("prova")
        return "old"

    assert in_hand(lambda request: hand.kept("prova", "key", make)) == "old"
    assert in_hand(lambda request: hand.kept("prova", "key", lambda: "new")) == "new"


def test_what_is_made_meanwhile_is_kept_under_the_generation_of_before(monkeypatch):
    real = queries.sums
    monkeypatch.setattr(queries, "sums", lambda: {"prova": real().get("prova", 0) - 1})
    in_hand(lambda request: hand.kept("prova", "key", lambda: "before"))
    monkeypatch.setattr(queries, "sums", real)
    assert in_hand(lambda request: hand.kept("prova", "key", lambda: "after")) == "after"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_requests_that_may_write_are_given_nothing_and_keep_nothing(method):
    def view(request):
        return hand.kept("prova", "key", lambda: request.method)

    assert in_hand(view) == "GET"
    assert in_hand(view, method) == method.upper()
    assert in_hand(view) == "GET"


def test_outside_of_a_request_everything_is_read_anew():
    made = iter(range(9))
    assert [hand.kept("prova", "key", lambda: next(made)) for _ in range(2)] == [0, 1]


def test_the_memory_has_a_limit(monkeypatch):
    monkeypatch.setattr(hand, "KEPT", 3)
    in_hand(lambda request: [hand.kept("prova", n, lambda n=n: n) for n in range(10)])
    assert len(hand._store) <= 3
