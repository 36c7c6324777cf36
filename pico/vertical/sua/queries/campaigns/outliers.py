"""Lines that stand apart from those of the other enti, or from one's own past, said in words."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from pico.core.ui.formats import money, number_it

from ...models import NeedAnswer, NeedLine
from ...rules.outliers import FEWEST, apart_from, apart_from_past
from ...terms.campaigns import ANSWERED
from .answers import population_of

THOUSAND = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a line is to be looked at; `is_explained` when somebody said why it is so."""

    line: NeedLine
    reasons: tuple[str, ...]

    @property
    def is_explained(self) -> bool:
        return bool(self.line.explanation.strip())


def doubts(answer: NeedAnswer) -> dict[int, Doubt]:
    """The doubtful lines of an answer, by key of the line; three statements whatever the enti.

    Compared: unit price with the median of the others for the same item; quantity per thousand
    inhabitants, where they are known, else the quantity itself; quantity with one's own last answer.
    """
    lines = list(answer.lines.filter(quantity__gt=0).select_related("item"))
    items = {line.item_id for line in lines if line.item_id}
    others = _others(answer, items)
    people = population_of(
        {answer.ente_id, *(row.ente for rows in others.values() for row in rows)}
    )
    found = {}
    for line in lines:
        reasons = tuple(_reasons(line, others[line.item_id, line.variant], people, answer.ente_id))
        if reasons:
            found[line.pk] = Doubt(line, reasons)
    return found


@dataclass(frozen=True, slots=True)
class Other:
    ente: int
    quantity: Decimal
    price: Decimal | None


def _others(answer: NeedAnswer, items: set[int]) -> dict[tuple, list[Other]]:
    rows = (
        NeedLine.objects.filter(
            item__in=items,
            quantity__gt=0,
            answer__campaign=answer.campaign_id,
            answer__state__in=ANSWERED,
        )
        .exclude(answer=answer)
        .values_list("item", "variant", "answer__ente", "quantity", "unit_price")
    )
    found: dict[tuple, list[Other]] = defaultdict(list)
    for item, variant, ente, quantity, price in rows:
        found[item, variant].append(Other(ente, quantity, price))
    return found


def _reasons(line: NeedLine, others: list[Other], people: dict[int, int], ente: int):
    prices = [one.price for one in others if one.price]
    if line.unit_price and (found := apart_from(line.unit_price, prices)):
        yield _(
            "Prezzo unitario di %(value)s contro una mediana di %(typical)s fra %(n)d enti."
        ) % {
            "value": money(found.value),
            "typical": money(found.typical),
            "n": found.compared,
        }
    yield from _quantities(line, others, people, ente)
    if line.past_quantity and (found := apart_from_past(line.quantity, line.past_quantity)):
        yield _("Quantità di %(value)s, l'ultima volta era %(past)s.") % {
            "value": number_it(line.quantity.normalize()),
            "past": number_it(line.past_quantity.normalize()),
        }


def _quantities(line: NeedLine, others: list[Other], people: dict[int, int], ente: int):
    """By inhabitant where the registry knows how many they are, else as they are."""
    known = [one for one in others if one.ente in people]
    if ente in people and len(known) >= FEWEST:
        own = line.quantity * THOUSAND / people[ente]
        shares = [one.quantity * THOUSAND / people[one.ente] for one in known]
        said = _("Quantità per mille abitanti di %(value)s, mediana di %(n)d enti %(typical)s.")
    else:
        own, shares = line.quantity, [one.quantity for one in others]
        said = _("Quantità di %(value)s, mediana di %(n)d enti %(typical)s.")
    if found := apart_from(own, shares):
        yield said % {
            "value": number_it(found.value, 1),
            "typical": number_it(found.typical, 1),
            "n": found.compared,
        }
