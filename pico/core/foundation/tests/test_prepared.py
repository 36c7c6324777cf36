"""A prepared query answers as the query that it was made from, whatever the values."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.core.enti.models import Ente, Space
from pico.core.foundation.prepared import Prepared, hold
from pico.core.people.models import Membership

pytestmark = pytest.mark.django_db


def test_values_of_every_kind(people):
    today = timezone.localdate()
    memberships = Prepared(
        lambda states, day, ente_id: (
            Membership.objects.filter(state__in=states, starts_on__lte=day)
            .filter(Q(ente=ente_id) | Q(ends_on__lt=day))
            .order_by("pk")
            .values_list("pk", "starts_on")
        )
    )
    for ente_id in Ente.objects.values_list("pk", flat=True):
        for day in (today, today - timedelta(days=9000)):
            for states in (("ACTIVE",), ("ACTIVE", "PENDING"), ()):
                plain = (
                    Membership.objects.filter(state__in=states, starts_on__lte=day)
                    .filter(Q(ente=ente_id) | Q(ends_on__lt=day))
                    .order_by("pk")
                )
                given = memberships.tuples(states=states, day=day, ente_id=ente_id)
                assert given == list(plain.values_list("pk", "starts_on"))


def test_objects_come_with_those_that_are_joined(people):
    spaces = Prepared(
        lambda slug: Space.objects.filter(slug=slug).select_related("ente__region", "parent__ente")
    )
    for slug in ("treviso", "brescia", "", "nessuno"):
        with CaptureQueriesContext(connection) as seen:
            found = [
                (space, space.ente.region, space.parent) for space in spaces.objects(slug=slug)
            ]
            assert len(seen) == 1
        assert [space for space, *_ in found] == list(Space.objects.filter(slug=slug))
        for space, region, parent in found:
            fresh = Space.objects.get(pk=space.pk)
            assert (region, parent) == (fresh.ente.region, fresh.parent)
            assert space.__dict__.keys() == fresh.__dict__.keys()


def test_no_value_makes_a_query_of_its_own(people):
    by_region = Prepared(
        lambda region: Ente.objects.filter(region=region).order_by("pk").values_list("pk")
    )
    for region in ("05", None, "03", "05"):
        expected = Ente.objects.filter(region=region).order_by("pk").values_list("pk")
        assert by_region.tuples(region=region) == list(expected)


def test_tuples_of_numbers_and_what_is_held(people):
    of_people = Prepared(
        lambda people, state: (
            Membership.objects.filter(person__in=people, state=state)
            .order_by("pk")
            .values_list("pk", "person_id")
        )
    )
    pks = tuple(person.pk for person in people.values())
    for some in (pks[:1], pks[2:5], pks, ()):
        plain = Membership.objects.filter(person__in=some, state="ACTIVE").order_by("pk")
        given = of_people.tuples(people=some, state="ACTIVE")
        assert given == list(plain.values_list("pk", "person_id"))


def test_what_is_held_is_not_asked_again_and_can_still_be_narrowed(people):
    person = people["treviso.admin"]
    place = Membership.objects.get(person=person)
    hold(place, "roles", list(place.roles.all()))
    with CaptureQueriesContext(connection) as seen:
        assert [held.role for held in place.roles.all()]
    assert not seen.captured_queries
    assert place.roles.filter(role=place.roles.all()[0].role).count() == 1
