"""The results of enti weighted by class of population; off unless asked for."""

from collections import defaultdict
from dataclasses import replace

from django.db.models import Case, Count, IntegerField, Value, When

from ..language.values import BASE
from ..language.weights import weights
from ..models import Campaign, Figure
from ..terms import CHOICES, SIZES
from .results import Bar, QuestionResult, share

Weights = dict[int | None, float]


def may_weigh(campaign: Campaign) -> bool:
    """Answers have a class only where enti answer by name."""
    return campaign.asks_enti and not campaign.is_anonymous


def weights_of(campaign: Campaign) -> Weights:
    """The weight of an answer by class of population (None where it is unknown): two statements."""
    by_class = Case(
        *(
            When(ente__population__gte=least, then=Value(number))
            for number, (least, _label) in reversed(list(enumerate(SIZES)))
        ),
        output_field=IntegerField(null=True),
    )
    asked = campaign.invitations.annotate(size=by_class).values_list("size").annotate(n=Count("pk"))
    sent = campaign.responses.filter(is_official=True).values_list("size").annotate(n=Count("pk"))
    return weights(dict(asked.order_by()), dict(sent.order_by()))


def weighted(campaign: Campaign, found: list[QuestionResult]) -> list[QuestionResult]:
    """The same results with the percents of choices weighted; counts stay those of who answered."""
    held = weights_of(campaign)
    chosen = [one for one in found if one.question.kind in CHOICES and one.bars]
    rows = (
        Figure.objects.filter(
            campaign=campaign, question__in=[one.question.pk for one in chosen], row__in=("", BASE)
        )
        .values_list("question", "row", "code", "response__size")
        .annotate(n=Count("pk"))
        .order_by()
    )
    sums: dict[int, dict[tuple[str, str], float]] = defaultdict(lambda: defaultdict(float))
    for question, row, code, size, n in rows:
        sums[question][row, code] += held.get(size, 0.0) * n
    for one in chosen:
        one.bars = _weighed(one.bars, sums[one.question.pk])
        one.score = None
        one.numbers = None
    return found


def _weighed(bars: list[Bar], sums: dict[tuple[str, str], float]) -> list[Bar]:
    base = sums[BASE, ""] if (BASE, "") in sums else sum(sums.values())
    return [
        bar if bar.is_hidden else replace(bar, percent=share(sums["", bar.code], base), before=None)
        for bar in bars
    ]
