"""The simulator of needs campaigns: 300 Comuni × 200 items, the rule alone and with its rows read.

`BENCH_ENTI=30` makes it small.
"""

import os
import random
import time
from datetime import date
from decimal import Decimal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.utils import timezone  # noqa: E402

from pico.core.testing import factories  # noqa: E402
from pico.vertical.sua.models import Campaign, Plan, PlanLine, PlanQuota  # noqa: E402
from pico.vertical.sua.queries.campaigns import plans  # noqa: E402
from pico.vertical.sua.queries.campaigns.facts import facts_of  # noqa: E402
from pico.vertical.sua.rules.simulator import Assumptions, LotsBy, simulate  # noqa: E402

ENTI = int(os.environ.get("BENCH_ENTI", "300"))
ITEMS = 200
ROUNDS = 5
SUPPLIES = (30192700, 45233140, 50413200, 60130000, 90911200, 33760000, 39160000, 66510000)


def fill() -> Plan:
    """A plan in which every ente needs every item."""
    chance, now = random.Random(7), timezone.now()
    factories.make_territories()
    sua = factories.make_ente("Provincia di Prova", "PROV")
    enti = [factories.make_ente(f"Comune di Prova {n:03d}") for n in range(ENTI)]
    campaign = Campaign.objects.create(owner=sua, title="Prova", flow_version=1)
    plan = Plan.objects.create(campaign=campaign, number=1, made_at=now)
    lines = PlanLine.objects.bulk_create(
        PlanLine(
            plan=plan, cpv=str(chance.choice(SUPPLIES) + n % 50), description=f"Voce {n}", unit="PZ"
        )
        for n in range(ITEMS)
    )
    PlanQuota.objects.bulk_create(
        (
            PlanQuota(
                line=line, ente=ente, zone=f"Ambito {place % 8}",
                quantity=chance.randint(1, 500), value=Decimal(chance.randint(100, 900_000)) / 100,
                is_certain=chance.random() < 0.7,
            )
            for line in lines
            for place, ente in enumerate(enti)
        ),
        batch_size=2_000,
    )  # fmt: skip
    return plan


def best(work) -> tuple[float, object]:
    """The shortest of some rounds, in milliseconds."""
    took, found = [], None
    for _round in range(ROUNDS):
        started = time.perf_counter()
        found = work()
        took.append(time.perf_counter() - started)
    return min(took) * 1000, found


def main() -> None:
    call_command("migrate", verbosity=0)
    plan = fill()
    facts = facts_of(plan.campaign.owner, date(2026, 11, 20))
    reading, needs = best(lambda: plans.needs(plan))
    connection.force_debug_cursor = True
    reset_queries()
    plans.needs(plan)
    asked = len(connection.queries)
    print(f"{len(needs):,} needs of {ENTI} enti; read in {reading:.0f} ms, {asked} statement")
    for lots_by in LotsBy:
        took, found = best(lambda by=lots_by: simulate(needs, Assumptions(lots_by=by), facts))
        print(f"lots by {lots_by:<5} {len(found.lots):>4} lots: {took:.0f} ms")


if __name__ == "__main__":
    main()
