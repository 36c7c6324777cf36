"""Agreements of the other Comuni, what they owe for the tenders already awarded, how it was asked and paid."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.testing import cast

from ..actions.agreements import make_agreement
from ..actions.contracts.feeding import feed_derived, feed_lot
from ..actions.dues.charging import charge_lot
from ..actions.dues.steps import make_step
from ..models import Agreement, DerivedContract, Due, Lot
from ..terms.dues import DueState
from .tender_plans import House

HOUSES = (
    ("treviso.sua", "treviso.dirigente", cast.TREVISO),
    ("brescia.sua", "brescia.sua", cast.BRESCIA),
)
OF_THE_CAST = (cast.COMUNE_1, cast.COMUNE_2, cast.COMUNE_3)
SCHEMES = (
    (
        {"scheme": "PERCENT", "to_amount": Decimal(1_000_000), "rate": Decimal("0.5"), "minimum": Decimal(800)},
        {"scheme": "PERCENT", "rate": Decimal("0.3"), "maximum": Decimal(9000)},
    ),
    ({"scheme": "LUMP_SUM", "amount": Decimal(2500)},),
    (
        {"scheme": "PER_INHABITANT", "amount": Decimal("0.35")},
        {"scheme": "LIVE_COSTS", "amount": Decimal(900)},
    ),
    ({"scheme": "INCENTIVE", "rate": Decimal(25)},),
)  # fmt: skip


def furnish_agreements(now: datetime) -> None:
    """An agreement for each Comune of the tenders but two, which still have none."""
    today = timezone.localdate(now)
    for officer, head, key in HOUSES:
        house = House.of(officer, head, key, now)
        if house is None:
            continue
        known = set(Agreement.objects.filter(sua=house.sua).values_list("ente", flat=True))
        others = [one for one in house.enti if one.ipa_code not in OF_THE_CAST]
        for place, ente in enumerate(others[:-2]):
            if ente.pk in known:
                continue
            make_agreement(
                ente=ente, sua=house.sua, areas=(), fees=SCHEMES[place % len(SCHEMES)], actor=SYSTEM,
                now=now,
                values={
                    "subject": "Convenzione per la Stazione Unica Appaltante",
                    "act": f"Deliberazione di consiglio n. {20 + place}", "form": "ART_30",
                    "signed_on": today - timedelta(days=1400), "functions": "1",
                    "valid_from": today - timedelta(days=1390),
                    "valid_to": today + timedelta(days=400 + 20 * place),
                    "duties": "La SUA cura la gara fino alla proposta di aggiudicazione; l'ente stipula ed esegue.",
                },
            )  # fmt: skip


def furnish_dues(now: datetime) -> None:
    """What the awards of before owe; the older ones asked for and paid, one corrected, one offset."""
    awarded = Lot.objects.filter(awarded_on__isnull=False, dues=None).select_related("tender__sua")
    for lot in awarded.order_by("awarded_on", "pk"):
        charge_lot(lot, actor=SYSTEM, now=now)
    contracted = Lot.objects.filter(contract_on__isnull=False).select_related("tender__sua")
    for lot in contracted:
        feed_lot(lot, now=now)
    for derived in DerivedContract.objects.select_related("lot__tender__sua", "ente"):
        feed_derived(derived, now=now)
    if not Due.objects.exclude(state=DueState.ESTIMATED).exists():
        _settle(now)


def _settle(now: datetime) -> None:
    today = timezone.localdate(now)
    for place, due in enumerate(Due.objects.order_by("reckoned_on", "pk")):
        age = (today - due.reckoned_on).days
        if place == 2:
            _step(due, "correct", due.reckoned_on + timedelta(days=9), amount=due.amount - 100,
                  reason="I costi di pubblicità sono stati inferiori alla previsione.")  # fmt: skip
        if place == 5:
            _step(due, "offset", due.reckoned_on + timedelta(days=15), act="Nota n. 4120",
                  reason="Compensato con il contributo provinciale per la viabilità.")  # fmt: skip
        elif age > 60:
            asked = due.reckoned_on + timedelta(days=20)
            _step(due, "request", asked, act=f"Nota n. {3000 + place}", due_on=asked + timedelta(days=60))  # fmt: skip
            if age > 200 and place % 6:
                paid = asked + timedelta(days=45)
                _step(due, "collect", paid, paid_on=paid)


def _step(due: Due, name: str, on, **fields) -> None:
    moment = timezone.make_aware(datetime.combine(on, time(10)))
    make_step(record=due, name=name, actor=SYSTEM, now=moment, **fields)
    due.refresh_from_db()
