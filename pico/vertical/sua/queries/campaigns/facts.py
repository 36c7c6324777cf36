"""What the simulator is told: thresholds in force, own past prices, reserved categories."""

import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from pico.core.enti.models import Ente

from ...models import Lot
from ...rules.simulator import Facts, Price, Reserved, Threshold, Work
from ...terms.parameters import ParameterUnit
from ..parameters import Found, values

HERE = Path(__file__).resolve().parents[2]
WORKS = frozenset({Work.WORKS})
GOODS = frozenset({Work.SUPPLIES, Work.SERVICES})
# Key of the parameter → what it is for, and whether its amount is still within.
THRESHOLDS = {
    "soglia.affidamento_diretto.lavori": (WORKS, False),
    "soglia.affidamento_diretto.servizi_forniture": (GOODS, False),
    "soglia.autonomia.lavori": (WORKS, True),
    "soglia.negoziata.lavori.dieci": (WORKS, False),
    "soglia.ue.lavori": (WORKS, False),
    "soglia.ue.servizi_forniture.sub_centrali": (GOODS, False),
    "qualificazione.L3.limite": (WORKS, True),
    "qualificazione.L2.limite": (WORKS, True),
    "qualificazione.SF3.limite": (GOODS, True),
    "qualificazione.SF2.limite": (GOODS, True),
}
LONGEST_FRAMEWORK = "accordo_quadro.durata"
SHORTEST_PREFIX = 2  # digits of the CPV: its division
MONTHS = {ParameterUnit.MONTHS: 1, ParameterUnit.YEARS: 12}


def facts_of(sua: Ente, on: date) -> Facts:
    """Everything at once, in two statements."""
    found = values(on, [*THRESHOLDS, LONGEST_FRAMEWORK])
    thresholds = tuple(
        Threshold(key, one.label, one.value, one.source, *THRESHOLDS[key])
        for key, one in found.items()
        if key in THRESHOLDS and one.value is not None
    )
    return Facts(
        thresholds=thresholds,
        prices=own_prices(sua),
        reserved=reserved_categories(),
        longest_framework=_months(found.get(LONGEST_FRAMEWORK)),
    )


def _months(found: Found | None) -> int:
    return int(found.value) * MONTHS.get(found.unit, 1) if found and found.value else 0


def own_prices(sua: Ente) -> dict[str, Price]:
    """Mean rebate of the SUA's own awarded lots, weighted by base, for each prefix of their CPV."""
    rows = Lot.objects.filter(
        tender__sua=sua, discount__isnull=False, base_amount__gt=0, cpv__gt=""
    ).values_list("cpv", "base_amount", "discount")
    weights: dict[str, list] = defaultdict(lambda: [Decimal(0), Decimal(0), 0])
    for cpv, base, discount in rows:
        for digits in range(SHORTEST_PREFIX, 9):
            kept = weights[cpv[:digits]]
            kept[0] += base * discount
            kept[1] += base
            kept[2] += 1
    return {
        prefix: Price((weighted / base).quantize(Decimal("0.001")), lots)
        for prefix, (weighted, base, lots) in weights.items()
    }


@cache
def reserved_categories() -> tuple[Reserved, ...]:
    """The categories of goods and services to be looked for at Consip first (art. 9, c. 3, D.L. 66/2014)."""
    said = json.loads((HERE / "data" / "dpcm_categories.json").read_text())
    return tuple(
        Reserved(one["code"], one["label"], tuple(one["prefixes"]), said["source"])
        for one in said["categories"]
    )
