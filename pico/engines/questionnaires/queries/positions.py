"""«La mia posizione»: what the own ente answered, beside the enti most like it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, F, FloatField, Q, Window
from django.db.models.functions import Cast, RowNumber
from django.utils.translation import gettext as _

from ..language.outline import Outline, Question
from ..language.values import decimal_of, shown
from ..models import Figure, Response
from ..terms import CHOICES, NUMBERS, SIZES, small_cell


@dataclass(frozen=True, slots=True)
class Class:
    """With whom an ente is compared: the narrowest group that has enough answers."""

    label: str
    narrowed: dict
    count: int


@dataclass(frozen=True, slots=True)
class Position:
    """One question: mine, and the class. `place` is the percent of the class below mine."""

    question: Question
    mine: str
    mean: float | None = None
    median: float | None = None
    place: int | None = None
    alike: int | None = None  # percent of the class that gave my answer


def class_of(response: Response) -> Class | None:
    """The same kind and size in the region, then everywhere, then the same kind, then all."""
    size = SIZES[response.size][1] if response.size is not None else ""
    kind = {"ente_kind": response.ente_kind}
    steps = (
        (_("enti come il tuo, nella tua regione, %(size)s") % {"size": size},
         {**kind, "size": response.size, "region": response.region}),
        (_("enti come il tuo, %(size)s") % {"size": size}, {**kind, "size": response.size}),
        (_("enti dello stesso tipo nella tua regione"), {**kind, "region": response.region}),
        (_("enti dello stesso tipo"), kind),
        (_("tutti gli enti che hanno risposto"), {}),
    )  # fmt: skip
    if response.size is None:
        steps = steps[2:]
    rows = Response.objects.filter(campaign=response.campaign_id, is_official=True)
    counts = rows.aggregate(
        **{f"step{n}": Count("pk", filter=Q(**narrowed)) for n, (_l, narrowed) in enumerate(steps)}
    )
    for number, (label, narrowed) in enumerate(steps):
        # Among fewer than five others the numbers would speak of one of them.
        if counts[f"step{number}"] > small_cell():
            return Class(label, narrowed, counts[f"step{number}"])
    return None


def positions(
    response: Response, outline: Outline, answers: dict[str, Any], only: set[str] | None
) -> tuple[Class | None, list[Position]]:
    """Where an official answer stands, for the questions of numbers and of one choice."""
    group = class_of(response)
    if group is None:
        return None, []
    asked = [
        one
        for one in outline.asked
        if one.kind in NUMBERS | CHOICES
        and answers.get(one.code) not in (None, [])
        and (only is None or one.code in only)
    ]
    peers = Figure.objects.filter(
        campaign=response.campaign_id,
        **{f"response__{name}": value for name, value in group.narrowed.items()},
    )
    numbers = _numbers(peers, asked, answers)
    choices = _choices(peers, asked, answers)
    return group, [
        Position(one, shown(one, answers[one.code]), **(numbers | choices).get(one.pk, {}))
        for one in asked
        if one.pk in numbers or one.pk in choices
    ]


def _numbers(peers, asked, answers) -> dict[int, dict]:
    wanted = {one.pk: decimal_of(answers[one.code]) for one in asked if one.kind in NUMBERS}
    if not wanted:
        return {}
    below = Q(pk__in=[])
    for pk, mine in wanted.items():
        below |= Q(question=pk, number__lt=mine)
    rows = (
        peers.filter(question__in=wanted)
        .values_list("question")
        .annotate(
            n=Count("pk"), mean=Avg(Cast("number", FloatField())), under=Count("pk", filter=below)
        )
        .order_by()
    )
    medians = _medians(peers.filter(question__in=wanted))
    return {
        pk: {"mean": mean, "median": medians.get(pk), "place": round(100 * under / (n - 1))}
        for pk, n, mean, under in rows
        if n > small_cell()
    }


def _medians(rows) -> dict[int, float]:
    middle = (
        rows.annotate(
            place=Window(
                RowNumber(), partition_by=F("question"), order_by=[F("number").asc(), F("id").asc()]
            ),
            many=Window(Count("pk"), partition_by=F("question")),
        )
        .filter(Q(place=(F("many") + 1) / 2) | Q(place=(F("many") + 2) / 2))
        .values_list("question", "number")
    )
    found = defaultdict(list)
    for question, number in middle:
        found[question].append(float(number))
    return {question: sum(both) / len(both) for question, both in found.items()}


def _choices(peers, asked, answers) -> dict[int, dict]:
    """How many others gave the same answer; of several choices, the share of each is in the results."""
    wanted = {
        one.pk: answers[one.code]
        for one in asked
        if one.kind in CHOICES and isinstance(answers[one.code], str)
    }
    if not wanted:
        return {}
    same = Q(pk__in=[])
    for pk, mine in wanted.items():
        same |= Q(question=pk, code=mine)
    rows = (
        peers.filter(question__in=wanted, row="")
        .values_list("question")
        .annotate(n=Count("pk"), alike=Count("pk", filter=same))
        .order_by()
    )
    return {
        pk: {"alike": round(100 * (alike - 1) / (n - 1))}
        for pk, n, alike in rows
        if n > small_cell()
    }
