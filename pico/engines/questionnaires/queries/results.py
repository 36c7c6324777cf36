"""Results: counted by the database, in a number of statements that no answer adds to.

Only sent answers have figures. What could tell who answered is left out before it is shown.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from django.db.models import Avg, Count, F, FloatField, Max, Min, Q, QuerySet, Sum, Window
from django.db.models.functions import Cast, RowNumber

from pico.core.enti.models import Region
from pico.core.enti.terms import EnteKind

from ..language.cells import hidden_cells
from ..language.outline import Outline, Question
from ..language.values import BASE
from ..models import Answer, Campaign, Coding, Figure
from ..terms import CHOICES, NUMBERS, OPEN_TEXTS, SIZES, SMALL_CELL, Kind


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart. `count` is None when it is hidden; `before` is last wave's percent."""

    label: str
    code: str
    count: int | None
    percent: float
    before: float | None = None

    @property
    def is_hidden(self) -> bool:
        return self.count is None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Measures of a number; sums only of what it makes sense to sum."""

    mean: float
    median: float | None
    deviation: float | None
    least: float | None
    most: float | None
    total: float
    before: float | None = None


@dataclass(slots=True)
class QuestionResult:
    """What is given back of one question."""

    question: Question
    answered: int = 0
    bars: list[Bar] = field(default_factory=list)
    grid: list[tuple[str, list[Bar]]] = field(default_factory=list)
    numbers: Numbers | None = None
    sums: list[tuple[str, float]] = field(default_factory=list)
    tags: list[Bar] = field(default_factory=list)
    score: int | None = None  # NPS: promoters minus detractors, in points
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One group of figures as the database counts it."""

    n: int
    mean: float | None
    least: float | None
    most: float | None
    total: float | None
    squares: float | None


Counts = dict[int, dict[tuple[str, str], Group]]


def counts_of(campaign: Campaign, questions: Iterable[Question]) -> Counts:
    """Count every figure of these questions in one statement."""
    number = Cast("number", FloatField())
    rows = (
        Figure.objects.filter(campaign=campaign, question__in=[one.pk for one in questions])
        .values_list("question", "row", "code")
        .annotate(
            n=Count("pk"), mean=Avg(number), least=Min(number), most=Max(number),
            total=Sum(number), squares=Sum(number * number),
        )
        .order_by()
    )  # fmt: skip
    found: Counts = defaultdict(dict)
    for question, row, code, *measures in rows:
        found[question][row, code] = Group(*measures)
    return found


def medians_of(campaign: Campaign, questions: Iterable[Question]) -> dict[int, float]:
    """The median of each question of numbers, in one statement on every database."""
    wanted = [one.pk for one in questions if one.kind in NUMBERS]
    if not wanted:
        return {}
    middle = (
        Figure.objects.filter(campaign=campaign, question__in=wanted)
        .annotate(
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


def tags_of(campaign: Campaign) -> dict[int, list[tuple[str, int]]]:
    rows = (
        Coding.objects.filter(tag__campaign=campaign, answer__response__is_official=True)
        .values_list("tag__question", "tag__label")
        .annotate(n=Count("pk"))
        .order_by("-n", "tag__label")
    )
    found = defaultdict(list)
    for question, label, n in rows:
        found[question].append((label, n))
    return found


def results(
    campaign: Campaign, outline: Outline, *, is_guarded: bool, only: set[str] | None = None
) -> list[QuestionResult]:
    """The results of each question that wants an answer, in order.

    `is_guarded` hides small cells: always for anonymous answers, and for who does not manage.
    """
    asked = [one for one in outline.asked if only is None or one.code in only]
    counts, medians = counts_of(campaign, asked), medians_of(campaign, asked)
    tags = tags_of(campaign)
    before = _previous(campaign, asked)
    return [
        _result(
            one, counts.get(one.pk, {}), medians.get(one.pk), tags.get(one.pk, []),
            before.get(one.code, {}), SMALL_CELL if is_guarded else 0,
        )
        for one in asked
    ]  # fmt: skip


def _previous(campaign: Campaign, asked: list[Question]) -> dict[str, dict]:
    """The counts of the wave before, by code of the question."""
    if campaign.previous_id is None:
        return {}
    codes = {one.code for one in asked if one.kind in CHOICES | NUMBERS}
    rows = (
        Figure.objects.filter(campaign=campaign.previous_id, question__code__in=codes)
        .values_list("question__code", "row", "code")
        .annotate(n=Count("pk"), mean=Avg(Cast("number", FloatField())))
        .order_by()
    )
    found: dict[str, dict] = defaultdict(dict)
    for code, row, option, n, mean in rows:
        found[code][row, option] = Group(n, mean, None, None, None, None)
    return found


def _result(question, counts, median, tags, before, threshold) -> QuestionResult:
    made = QuestionResult(question, answered=_answered(counts))
    if 0 < made.answered < threshold:
        # Not even how many: who is one of them could work the others out.
        return QuestionResult(question, is_hidden=True)
    kind = question.kind
    if kind in CHOICES:
        made.bars = _bars(question, counts, before, made.answered, threshold)
        if kind == Kind.NPS and made.answered and not any(bar.is_hidden for bar in made.bars):
            made.score = _score(made.bars, made.answered)
    if kind in NUMBERS or kind == Kind.SCALE:
        made.numbers = _numbers(counts, median, before)
        if threshold and made.numbers and kind in NUMBERS:
            made.numbers = _without_extremes(made.numbers)
        if kind == Kind.SCALE and any(bar.is_hidden for bar in made.bars):
            made.numbers = None
    elif kind == Kind.MATRIX:
        made.grid = _grid(question, counts, threshold)
    elif kind == Kind.RANKING:
        made.bars = _ranks(question, counts)
    elif kind == Kind.TABLE:
        labels = {column["code"]: column["label"] for column in question.rows}
        made.sums = [
            (labels[row], one.total or 0) for (row, _code), one in counts.items() if row in labels
        ]
    elif kind in OPEN_TEXTS:
        hidden = hidden_cells(dict(tags), threshold)
        made.tags = [
            Bar(label, label, None if label in hidden else n, _share(n, made.answered))
            for label, n in tags
        ]
    elif kind in (Kind.ENTE, Kind.COMUNE):
        made.bars = _names(counts, made.answered, threshold)
    return made


def _answered(counts: dict) -> int:
    """How many answered: the figures that say so, or one each for kinds with a single figure."""
    if (BASE, "") in counts:
        return counts[BASE, ""].n
    return sum(one.n for (row, _code), one in counts.items() if row == "")


def _share(n: int, total: int) -> float:
    return round(100 * n / total, 1) if total else 0.0


def _bars(question, counts, before, answered, threshold) -> list[Bar]:
    numbers = {code: counts[key].n if (key := ("", code)) in counts else 0
               for code, _label in question.choices}  # fmt: skip
    hidden = hidden_cells(numbers, threshold)
    past = _answered(before)
    return [
        Bar(
            label, code,
            None if code in hidden else numbers[code],
            0.0 if code in hidden else _share(numbers[code], answered),
            _share(before["", code].n, past) if past and ("", code) in before else None,
        )
        for code, label in question.choices
    ]  # fmt: skip


def _score(bars: list[Bar], answered: int) -> int:
    """Net Promoter Score: who gives 9 or 10, minus who gives 0 to 6, of a hundred."""
    promoters = sum(bar.count or 0 for bar in bars if int(bar.code) >= 9)
    detractors = sum(bar.count or 0 for bar in bars if int(bar.code) <= 6)
    return round(100 * (promoters - detractors) / answered)


def _numbers(counts, median, before) -> Numbers | None:
    parts = [one for (row, _code), one in counts.items() if row == "" and one.mean is not None]
    n = sum(one.n for one in parts)
    if not n:
        return None
    total = sum(one.total for one in parts)
    mean = total / n
    variance = max(0.0, sum(one.squares for one in parts) / n - mean * mean)
    past = sum(one.n for one in before.values())
    return Numbers(
        mean=mean,
        median=median,
        deviation=sqrt(variance * n / (n - 1)) if n > 1 else None,
        least=min(one.least for one in parts),
        most=max(one.most for one in parts),
        total=total,
        before=sum((one.mean or 0) * one.n for one in before.values()) / past if past else None,
    )


def _without_extremes(numbers: Numbers) -> Numbers:
    """The least and the greatest are each one answer: they are not shown where cells are guarded."""
    return Numbers(
        numbers.mean, numbers.median, numbers.deviation, None, None,
        numbers.total, numbers.before,
    )  # fmt: skip


def _grid(question, counts, threshold) -> list[tuple[str, list[Bar]]]:
    rows = []
    for row in question.rows:
        numbers = {
            code: counts[key].n if (key := (row["code"], code)) in counts else 0
            for code, _label in question.choices
        }
        hidden, total = hidden_cells(numbers, threshold), sum(numbers.values())
        cells = [
            Bar(label, code, None if code in hidden else numbers[code],
                0.0 if code in hidden else _share(numbers[code], total))
            for code, label in question.choices
        ]  # fmt: skip
        rows.append((row["label"], cells))
    return rows


def _ranks(question, counts) -> list[Bar]:
    """Mean places, the best first; as long as the place is near the first."""
    many = len(question.choices)
    ranked = [
        (counts["", code].mean, label, code, counts["", code].n)
        for code, label in question.choices
        if ("", code) in counts
    ]
    return [
        Bar(f"{label} ({mean:.1f}".replace(".", ",") + ")", code, n,
            round(100 * (many + 1 - mean) / many, 1))
        for mean, label, code, n in sorted(ranked)
    ]  # fmt: skip


def _names(counts, answered, threshold) -> list[Bar]:
    numbers = {code: one.n for (row, code), one in counts.items() if row == ""}
    hidden = hidden_cells(numbers, threshold)
    best = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))[:15]
    return [Bar(name, name, n, _share(n, answered)) for name, n in best if name not in hidden]


# Cross-tabs -------------------------------------------------------------------------------------

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
    hidden = hidden_cells(totals, SMALL_CELL if is_guarded else 0)
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
                [_share(cells[group].get(code, 0), totals[group]) for code, _l in question.choices],
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


# Open answers -----------------------------------------------------------------------------------


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
