"""The answer of an ente as its colleagues and the SUA read it: sections, rows of the grid, lines."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.people.models import Membership
from pico.core.people.queries import working_today

from ...models import (
    Campaign,
    CatalogueItem,
    Contract,
    NeedAnswer,
    NeedLine,
    SectionDelegation,
)
from ...permissions import CampaignPermission
from ...terms.campaigns import EXPIRING_WITHIN, Unit
from ..contracts import expiring_for

OTHERS = ""  # the section of what stands in no other


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid: an item (and one of its variants), or a need outside the catalogue."""

    key: str
    item: CatalogueItem | None
    variant: str
    line: NeedLine | None


@dataclass(slots=True)
class Section:
    """A part of the answer; `people` are the colleagues it is entrusted to."""

    name: str
    rows: list[Row] = field(default_factory=list)
    people: list = field(default_factory=list)
    is_writable: bool = True

    @property
    def filled(self) -> int:
        return sum(1 for row in self.rows if row.line and row.line.quantity > 0)

    @property
    def proposed(self) -> int:
        return sum(1 for row in self.rows if row.line and row.line.proposed)

    @property
    def amount(self) -> Decimal:
        return sum((row.line.amount for row in self.rows if row.line), Decimal(0))


def sections_of(answer: NeedAnswer, actor: Actor) -> list[Section]:
    """The whole grid of an answer, in four statements whatever the rows."""
    lines = list(answer.lines.select_related("item", "updated_by"))
    by_place = {(line.item_id, line.variant): line for line in lines if line.item_id}
    found: dict[str, Section] = {}
    for item in answer.campaign.items.all():
        section = found.setdefault(item.section, Section(item.section))
        for number, variant in enumerate(item.variants or [""]):
            line = by_place.pop((item.pk, variant), None)
            section.rows.append(Row(f"i{item.pk}_{number}", item, variant, line))
    left = [*by_place.values(), *(line for line in lines if not line.item_id)]
    for line in sorted(left, key=lambda one: one.pk):
        section = found.setdefault(line.section, Section(line.section))
        section.rows.append(Row(f"l{line.pk}", line.item, line.variant, line))
    _say_who(found, answer, actor)
    return list(found.values())


def _say_who(sections: dict[str, Section], answer: NeedAnswer, actor: Actor) -> None:
    """A section is written by who it is entrusted to and by who sends; entrusted to nobody, by all."""
    for delegation in answer.delegations.select_related("person"):
        if delegation.section in sections:
            sections[delegation.section].people.append(delegation)
    writes_all = actor.can(CampaignPermission.APPROVE, answer)
    for section in sections.values():
        holders = {one.person_id for one in section.people}
        section.is_writable = writes_all or not holders or actor.person_id in holders


def closed_sections(answer: NeedAnswer, actor: Actor) -> set[str]:
    """The sections that the actor may not write: entrusted, and to others."""
    if actor.can(CampaignPermission.APPROVE, answer):
        return set()
    holders: dict[str, set[int]] = {}
    for section, person in answer.delegations.values_list("section", "person_id"):
        holders.setdefault(section, set()).add(person)
    return {section for section, people in holders.items() if actor.person_id not in people}


def lines_of(answer: NeedAnswer) -> QuerySet[NeedLine]:
    """What is needed: lines with a quantity."""
    return answer.lines.filter(quantity__gt=0).select_related("item", "updated_by")


def line(answer: NeedAnswer, pk: int) -> NeedLine:
    found = answer.lines.select_related("item").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def delegation(answer: NeedAnswer, pk: int) -> SectionDelegation:
    found = answer.delegations.select_related("person").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def colleagues_of(answer: NeedAnswer) -> QuerySet[Membership]:
    """Who works in the ente that answers."""
    places = working_today().filter(ente=answer.ente_id).select_related("person")
    return places.order_by("person__last_name", "person__first_name")


def amount_of(lines: Iterable[NeedLine]) -> Decimal:
    return sum((one.amount for one in lines), Decimal(0))


# What is already known ---------------------------------------------------------------------------


def expiring_contracts(enti: Iterable[int], today: date) -> QuerySet[Contract]:
    """The contracts of these enti that end within a year and a half, as the register knows them."""
    return expiring_for(enti, "", today, months=EXPIRING_WITHIN)


def last_lines(campaign: Campaign) -> QuerySet[NeedLine]:
    """What the enti sent to the campaign that this one follows."""
    rows = NeedLine.objects.filter(answer__campaign=campaign.previous_id, quantity__gt=0)
    return rows.filter(answer__sent_at__isnull=False).select_related("answer", "item")


def default_start(campaign: Campaign) -> date | None:
    """When needs begin unless said otherwise: the first of January after the end of the campaign."""
    if campaign.closes_at is None:
        return None
    return date((campaign.closes_at + timedelta(days=1)).year + 1, 1, 1)


def unit_named(text: str) -> str:
    """Return the key of a unit by its key or its Italian word; nothing for what is none."""
    wanted = text.strip().casefold()
    return next(
        (key for key, label in Unit.choices if wanted in (key.casefold(), str(label).casefold())),
        "",
    )


def population_of(enti: Iterable[int]) -> dict[int, int]:
    """The inhabitants of the enti whose number is known."""
    rows = Ente.objects.filter(pk__in=enti, population__gt=0)
    return dict(rows.values_list("pk", "population"))
