"""Results: counted by the database, in a number of statements that no answer adds to.

Only sent answers have figures. What could tell who answered is left out before it is shown.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt

from django.db.models import Avg, Count, F, FloatField, Max, Min, Q, Sum, Window
from django.db.models.functions import Cast, RowNumber

from ..language.cells import hidden_cells
from ..language.outline import Outline, Question
from ..language.values import BASE
from ..models import Campaign, Coding, Figure
from ..terms import BODIES, CHOICES, NUMBERS, OPEN_TEXTS, Kind, small_cell


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


MEASURED = NUMBERS | {Kind.RANKING, Kind.TABLE}


def counts_of(campaign: Campaign, questions: Iterable[Question]) -> Counts:
    """Count the figures of these questions, and measure those that are numbers: two statements.

    Apart, because measuring costs ten times as much as counting, and most figures are choices.
    """
    asked = {one.pk: one for one in questions}
    figures = Figure.objects.filter(campaign=campaign, question__in=list(asked))
    counted = figures.values_list("question", "row", "code").annotate(n=Count("*")).order_by()
    found: Counts = defaultdict(dict)
    for pk, row, code, n in counted:
        found[pk][row, code] = _counted(asked[pk].kind, code, n)
    measured = [pk for pk, one in asked.items() if one.kind in MEASURED]
    number = Cast("number", FloatField())
    rows = (
        figures.filter(question__in=measured, number__isnull=False)
        .values_list("question", "row", "code")
        .annotate(
            n=Count("*"), mean=Avg(number), least=Min(number), most=Max(number),
            total=Sum(number), squares=Sum(number * number),
        )
        .order_by()
    )  # fmt: skip
    for pk, row, code, *measures in rows:
        found[pk][row, code] = Group(*measures)
    return found


def _counted(kind: str, code: str, n: int) -> Group:
    """A point of a scale is its own number: it needs no measuring."""
    if kind != Kind.SCALE:
        return Group(n, None, None, None, None, None)
    point = float(code)
    return Group(n, point, point, point, n * point, n * point * point)


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
            before.get(one.code, {}), small_cell() if is_guarded else 0,
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


@dataclass(frozen=True, slots=True)
class Material:
    """What the database said of one question, and from how many persons on a cell is shown."""

    counts: dict
    median: float | None
    tags: list[tuple[str, int]]
    before: dict
    threshold: int


def _result(question: Question, *material) -> QuestionResult:
    found = Material(*material)
    made = QuestionResult(question, answered=_answered(found.counts))
    if 0 < made.answered < found.threshold:
        # Not even how many: who is one of them could work the others out.
        return QuestionResult(question, is_hidden=True)
    if draw := DRAWN.get(question.kind):
        draw(made, found)
    return made


def _draw_choices(made: QuestionResult, found: Material) -> None:
    made.bars = _bars(made.question, found.counts, found.before, made.answered, found.threshold)
    if any(bar.is_hidden for bar in made.bars):
        return
    if made.question.kind == Kind.NPS and made.answered:
        made.score = _score(made.bars, made.answered)
    if made.question.kind == Kind.SCALE:
        made.numbers = _numbers(found.counts, None, found.before)


def _draw_numbers(made: QuestionResult, found: Material) -> None:
    made.numbers = _numbers(found.counts, found.median, found.before)
    if found.threshold and made.numbers:
        made.numbers = _without_extremes(made.numbers)


def _draw_matrix(made: QuestionResult, found: Material) -> None:
    made.grid = _grid(made.question, found.counts, found.threshold)


def _draw_ranking(made: QuestionResult, found: Material) -> None:
    made.bars = _ranks(made.question, found.counts)


def _draw_table(made: QuestionResult, found: Material) -> None:
    labels = {column["code"]: column["label"] for column in made.question.rows}
    made.sums = [
        (labels[row], one.total or 0) for (row, _code), one in found.counts.items() if row in labels
    ]


def _draw_texts(made: QuestionResult, found: Material) -> None:
    hidden = hidden_cells(dict(found.tags), found.threshold)
    made.tags = [
        Bar(label, label, None if label in hidden else n, share(n, made.answered))
        for label, n in found.tags
    ]


def _draw_names(made: QuestionResult, found: Material) -> None:
    made.bars = _names(found.counts, made.answered, found.threshold)


DRAWN = {
    **dict.fromkeys(CHOICES, _draw_choices),
    **dict.fromkeys(NUMBERS, _draw_numbers),
    **dict.fromkeys(OPEN_TEXTS, _draw_texts),
    **dict.fromkeys(BODIES, _draw_names),
    Kind.MATRIX: _draw_matrix,
    Kind.RANKING: _draw_ranking,
    Kind.TABLE: _draw_table,
}


def _answered(counts: dict) -> int:
    """How many answered: the figures that say so, or one each for kinds with a single figure."""
    if (BASE, "") in counts:
        return counts[BASE, ""].n
    return sum(one.n for (row, _code), one in counts.items() if row == "")


def share(n: int, total: int) -> float:
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
            0.0 if code in hidden else share(numbers[code], answered),
            share(before["", code].n, past) if past and ("", code) in before else None,
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
                0.0 if code in hidden else share(numbers[code], total))
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
    return [Bar(name, name, n, share(n, answered)) for name, n in best if name not in hidden]
