"""Results broken down by group, open answers, classes of population."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from pico.core.enti.models import Region
from pico.core.enti.terms import EnteKind

from ..language.cells import hidden_cells
from ..language.outline import Question
from ..models import Answer, Campaign, Figure
from ..terms import CHOICES, SIZES, small_cell
from .results import share

BREAKDOWNS = {"regione": "region", "tipo": "ente_kind", "popolazione": "size"}


@dataclass(frozen=True, slots=True)
class CrossTab:
    """A question by group: heads are the answers, each group has its counts and its number."""

    heads: list[str]
    groups: list[tuple[str, int, list[float]]]
    hidden: int  # how many groups are not shown


def cross_tab(
    campaign: Campaign, question: Question, by: str, *, is_guarded: bool
) -> CrossTab | None:
    """Break a question of choices down; None when there is nothing to break it down by."""
    if by not in BREAKDOWNS or question.kind not in CHOICES or campaign.is_anonymous:
        return None
    column = f"response__{BREAKDOWNS[by]}"
    rows = (
        Figure.objects.filter(campaign=campaign, question=question.pk, row="")
        .values_list(column, "code")
        .annotate(n=Count("pk"))
        .order_by()
    )
    cells: dict[Any, dict[str, int]] = defaultdict(dict)
    for group, code, n in rows:
        cells[group][code] = n
    totals = {group: sum(found.values()) for group, found in cells.items()}
    hidden = hidden_cells(totals, small_cell() if is_guarded else 0)
    names = _group_names(by)
    order = sorted(set(cells) - hidden, key=lambda group: str(names.get(group, group)))
    if by == "popolazione":
        order = sorted(set(cells) - hidden, key=lambda group: -1 if group is None else group)
    return CrossTab(
        heads=[label for _code, label in question.choices],
        groups=[
            (
                str(names.get(group) or "–"),
                totals[group],
                [share(cells[group].get(code, 0), totals[group]) for code, _l in question.choices],
            )
            for group in order
        ],
        hidden=len(hidden),
    )


def _group_names(by: str) -> dict:
    if by == "regione":
        return dict(Region.objects.values_list("code", "name"))
    if by == "tipo":
        return dict(EnteKind.choices)
    return {number: label for number, (_least, label) in enumerate(SIZES)}


def size_class(population: int | None) -> int | None:
    """The number of the class of population, from the smallest."""
    if population is None:
        return None
    return max(n for n, (least, _label) in enumerate(SIZES) if population >= least)


def open_answers(campaign: Campaign, question_id: int) -> QuerySet:
    """Texts as they were written, for who codes them; with their themes in one more statement."""
    from_all = campaign.responses.filter(is_official=True).values("pk")
    return (
        Answer.objects.filter(question=question_id, response__in=from_all)
        .exclude(value=None)
        .select_related("response__invitation__ente")
        .prefetch_related("codings")
        .order_by("pk")
    )
