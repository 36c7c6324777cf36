"""1,000,000 open terms reckoned anew after a change of the calendar, against the arithmetic alone.

`BENCH_TERMS=20000` makes it small.
"""

import os
import random
import time
from datetime import date, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from pico.core.testing import factories  # noqa: E402
from pico.engines.deadlines import actions  # noqa: E402
from pico.engines.deadlines.actions.settling import date_it_anew  # noqa: E402
from pico.engines.deadlines.actions.starting import version_of  # noqa: E402
from pico.engines.deadlines.models import (  # noqa: E402
    Holiday,
    Term,
    TermChange,
    TermFact,
)
from pico.engines.deadlines.queries.calendars import calendar_for  # noqa: E402
from pico.engines.deadlines.reckoning import Facts, Rule, Suspension, compute  # noqa: E402
from pico.engines.deadlines.terms import FactKind, Roll, Unit  # noqa: E402

TERMS = int(os.environ.get("BENCH_TERMS", "1000000"))
CHUNK = 5000
RULES = (
    Rule("bench.days", "Giorni", "prova", Unit.DAYS, 30, roll=Roll.WORKING),
    Rule("bench.working", "Giorni lavorativi", "prova", Unit.WORKING_DAYS, 10),
    Rule("bench.months", "Mesi", "prova", Unit.MONTHS, 3, roll=Roll.HOLIDAYS),
    Rule("bench.minutes", "Minuti di servizio", "prova", Unit.MINUTES, 960),
)
SUSPENDED = 0.1  # of the terms were suspended for a week


def fill(enti: list, now) -> None:
    """Terms that began in the last month, of all four kinds, one in ten with a suspension."""
    chance, versions = random.Random(7), [version_of(rule) for rule in RULES]
    calendars = {ente.pk: calendar_for(ente=ente) for ente in enti}
    for first in range(0, TERMS, CHUNK):
        terms, stops = [], []
        for n in range(first, min(first + CHUNK, TERMS)):
            ente, version = chance.choice(enti), versions[n % len(versions)]
            started_at = now - timedelta(minutes=chance.randint(0, 43_000))
            term = Term(
                subject_type="enti.ente", subject_id=str(n), key="bench", module="bench",
                title=f"Pratica {n}", url="/", rule_version=version, owner=ente,
                started_at=started_at,
            )  # fmt: skip
            stop = None
            if chance.random() < SUSPENDED:
                stop = Suspension(started_at, started_at + timedelta(days=7), "integrazioni")
                stops.append((term, stop))
            facts = Facts(started_at, (stop,) if stop else ())
            date_it_anew(term, facts, calendars[ente.pk], now=now)
            terms.append(term)
        Term.objects.bulk_create(terms)
        TermFact.objects.bulk_create(
            TermFact(term=term, kind=FactKind.SUSPENSION, since=stop.since, until=stop.until,
                     reason=stop.reason)
            for term, stop in stops
        )  # fmt: skip


def timed(work) -> tuple[float, object]:
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def arithmetic(calendar, now) -> None:
    facts = Facts(now)
    for n in range(TERMS):
        compute(RULES[n % len(RULES)], facts, calendar)


def main() -> None:
    call_command("migrate", verbosity=0)
    enti = list(factories.make_house().values())
    now = timezone.now()
    filling, _none = timed(lambda: fill(enti, now))
    alone, _none = timed(lambda: arithmetic(calendar_for(ente=enti[0]), now))
    day = next_working_day(timezone.localdate(now) + timedelta(days=3))
    Holiday.objects.create(ente=None, day=day, name="Lutto nazionale")  # without its job
    first, (seen, changed) = timed(lambda: actions.recalculate(now=now))
    again, (_seen, unchanged) = timed(lambda: actions.recalculate(now=now))
    assert seen == Term.objects.count()
    assert unchanged == 0
    assert TermChange.objects.count() == changed
    print(f"{TERMS:,} open terms of {len(enti)} enti, four kinds, written in {filling:.0f} s\n")
    print("| what | terms | changed | seconds | terms/s | against arithmetic |")
    print("|---|---|---|---|---|---|")
    for what, seconds, moved in (
        ("arithmetic alone", alone, 0),
        ("after a new national holiday, written with history", first, changed),
        ("again, nothing to change", again, 0),
    ):
        rate, ratio = TERMS / seconds, seconds / alone
        print(f"| {what} | {TERMS:,} | {moved:,} | {seconds:.1f} | {rate:,.0f} | {ratio:.1f}× |")


def next_working_day(day: date) -> date:
    calendar = calendar_for()
    return day if calendar.is_working(day) else next_working_day(day + timedelta(days=1))


if __name__ == "__main__":
    main()
