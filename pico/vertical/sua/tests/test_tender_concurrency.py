"""Two officers in the same moment; the locks are those of PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from pico.core.foundation.errors import Refusal

from ..actions.tenders import steps
from ..models import Tender
from .tender_factories import make_tender

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def together(*calls) -> list:
    """Make these calls in the same moment, each on a connection of its own; a refusal is its code."""
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
        return list(pool.map(run, calls))


def test_numbers_have_no_twins_and_no_gaps(enti, actors):
    officer = actors["treviso.sua"]
    together(*(lambda: make_tender(enti, officer) for _ in range(4)))
    assert sorted(Tender.objects.values_list("number", flat=True)) == [
        f"SUA-TV-2026-{number:04d}" for number in range(1, 5)
    ]


def test_of_two_steps_at_once_one_is_told(enti, actors):
    tender = make_tender(enti, actors["treviso.sua"])
    seen = tender.revision

    def suspend(who):
        return steps.make_tender_step(
            record=Tender.objects.get(pk=tender.pk), name="suspend", actor=actors[who],
            now=tender.opened_at, seen=seen, reason=f"Motivo di {who}",
        )  # fmt: skip

    found = together(lambda: suspend("treviso.sua"), lambda: suspend("treviso.dirigente"))
    assert found.count("changed_meanwhile") == 1
    tender.refresh_from_db()
    assert (tender.state, tender.revision) == ("SUSPENDED", seen + 1)
