"""Several persons who want the last seat in the same moment; the locks are those of PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Collection, Locale, Page

from pico.core.access.actor import ANONYMOUS
from pico.core.foundation.errors import Refusal
from pico.portal.pages.actions import enrolments
from pico.portal.pages.models import Enrolment, EventPage

from . import factories

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
SEATS, WANT = 2, 6


def together(calls) -> list[str]:
    """Run the calls at the same moment, each on its connection; what each gave, or its refusal."""
    gate = Barrier(len(calls))

    def run(call):
        gate.wait()
        try:
            return call()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


@pytest.fixture
def treviso(people):
    """A site, on the roots that Wagtail's migrations made: a flush takes them away."""
    if not Page.objects.exists():
        Locale.objects.get_or_create(language_code="it")
        Page.add_root(title="Root", slug="root")
        Collection.add_root(name="Root")
    return factories.site_of("treviso")


def meeting(site, **fields) -> EventPage:
    return factories.event(site, "Incontro", enrolment="ANYONE", seats=SEATS, **fields)


def asked(event, site, email: str) -> Enrolment:
    return enrolments.enrol(
        event=event,
        space=site.space,
        name="Prova",
        email=email,
        actor=ANONYMOUS,
        now=timezone.now(),
    )


def confirming(enrolment, site):
    def call() -> str:
        found = Enrolment.objects.get(pk=enrolment.pk)
        return enrolments.confirm_enrolment(
            enrolment=found, space=site.space, now=timezone.now()
        ).state

    return call


def states(event) -> list[str]:
    return sorted(Enrolment.objects.filter(event=event).values_list("state", flat=True))


def test_who_confirms_at_the_same_moment_does_not_oversell_the_seats(treviso, actors):
    event = meeting(treviso)
    waiting = [asked(event, treviso, f"{n}@example.it") for n in range(WANT)]
    together([confirming(one, treviso) for one in waiting])
    assert states(event) == ["ENROLLED"] * SEATS + ["WAITING"] * (WANT - SEATS)

    event = meeting(treviso, has_waiting_list=False)
    waiting = [asked(event, treviso, f"{n}@example.it") for n in range(WANT)]
    answers = together([confirming(one, treviso) for one in waiting])
    assert answers == ["ENROLLED"] * SEATS + ["event_full"] * (WANT - SEATS)
    assert states(event) == ["ENROLLED"] * SEATS + ["PENDING"] * (WANT - SEATS)

    event = meeting(treviso)

    def enrol() -> str:
        return enrolments.enrol(
            event=event,
            space=treviso.space,
            name="Sua",
            email="sua@example.it",
            actor=actors["treviso.sua"],
            now=timezone.now(),
        ).state

    assert together([enrol, enrol]) == ["ENROLLED", "already_enrolled"]
    assert states(event) == ["ENROLLED"]


def test_a_seat_given_back_twice_lets_one_person_in(treviso):
    event = meeting(treviso)
    all_of_them = [asked(event, treviso, f"{n}@example.it") for n in range(WANT)]
    for one in all_of_them:
        confirming(one, treviso)()

    def give_back() -> str:
        enrolments.cancel_enrolment(
            enrolment=Enrolment.objects.get(pk=all_of_them[0].pk),
            space=treviso.space,
            actor=ANONYMOUS,
            now=timezone.now(),
        )
        return "done"

    assert together([give_back, give_back, give_back]) == ["done"] * 3
    assert states(event) == ["CANCELLED"] + ["ENROLLED"] * SEATS + ["WAITING"] * (WANT - SEATS - 1)
