"""What the enti owe their SUA: lists with their totals, one, those of a tender, beside the estimate."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente

from ..models import Due, Tender
from ..permissions import DuePermission
from ..terms.dues import DueState

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Total:
    """How much stands in a state, and in how many dues."""

    state: str
    amount: Decimal
    count: int

    @property
    def label(self) -> str:
        return str(DueState(self.state).label)

    @property
    def url(self) -> str:
        """The same list, of this state alone."""
        return f"?stato={self.state}"


@dataclass(frozen=True, slots=True)
class Compared:
    """What the request estimated for an ente, what was charged, both for the whole tender."""

    estimated: Decimal | None
    charged: Decimal

    @property
    def difference(self) -> Decimal | None:
        return None if self.estimated is None else self.charged - self.estimated


def dues(actor: Actor, sua: Ente) -> QuerySet[Due]:
    """The dues of a SUA that the actor may see: its office all, an ente its own; newest first."""
    rows = Due.objects.visible_to(actor).filter(sua=sua)
    return rows.select_related("ente", "lot__tender").order_by("-reckoned_on", "-pk")


def due_for(pk: int, actor: Actor, sua: Ente) -> Due:
    """Return one with its lines; 404 for others'."""
    rows = dues(actor, sua).select_related("agreement", "sua", "lot__tender__request")
    found = rows.filter(pk=pk).prefetch_related("lines").first()
    if found is None or not actor.can(DuePermission.LIST):
        raise Http404
    return found


def totals(rows: QuerySet[Due]) -> list[Total]:
    """The sums of a list, state by state, in one statement; states without rows are zero."""
    sums = {
        row["state"]: row
        for row in rows.order_by().values("state").annotate(total=Sum("amount"), n=Count("pk"))
    }
    return [
        Total(state, sums.get(state, {}).get("total") or ZERO, sums.get(state, {}).get("n", 0))
        for state in DueState.values
    ]


def of_tender(tender: Tender, actor: Actor) -> list[Due]:
    """The dues of a tender that the actor may see, lot by lot."""
    if not actor.can(DuePermission.LIST):
        return []
    rows = Due.objects.visible_to(actor).filter(lot__tender=tender)
    found = list(rows.select_related("ente", "lot").order_by("lot__number", "ente__name", "pk"))
    for one in found:
        one.lot.tender = tender
    return found


def compared(tender: Tender, ente_id: int, found: Iterable[Due]) -> Compared:
    """The estimate of the request beside what was charged; `found` are the dues of the tender."""
    asked = tender.request
    estimated = asked.fee if asked and asked.ente_id == ente_id else None
    charged = sum(
        (one.amount for one in found if one.ente_id == ente_id and one.state != DueState.CANCELLED),
        ZERO,
    )
    return Compared(estimated, charged)


def compared_by_ente(tender: Tender, found: list[Due]) -> list[tuple[Ente, Compared]]:
    """The comparison of each ente that owes something for a tender; `found` are its dues."""
    enti = {one.ente_id: one.ente for one in found}
    return [(ente, compared(tender, key, found)) for key, ente in enti.items()]


def asked_of(actor: Actor) -> QuerySet[Due]:
    """What the ente acted for was asked for and has not paid."""
    return Due.objects.visible_to(actor).filter(ente=actor.ente_id, state=DueState.REQUESTED)


def to_ask(actor: Actor) -> QuerySet[Due]:
    """What the SUA acted for reckoned and has not asked for yet."""
    return Due.objects.visible_to(actor).filter(sua=actor.ente_id, state=DueState.ESTIMATED)


def named(text: str) -> Q:
    """What a person looks for in the list: a tender's number or words, a CIG, an ente, a note."""
    text = text.strip()
    return (
        Q(lot__tender__number__icontains=text)
        | Q(lot__tender__subject__icontains=text)
        | Q(lot__cig__iexact=text)
        | Q(ente__name__icontains=text)
        | Q(act__icontains=text)
    )
