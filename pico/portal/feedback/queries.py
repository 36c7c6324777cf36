"""The numbers of a site: visits, judgements, pages that nobody reads."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Avg, Count, OuterRef, QuerySet, Subquery, Sum
from wagtail.models import Page

from pico.core.enti.models import Space
from pico.portal.sites.queries import site_of

from .models import Rating, Visits
from .terms import DEAD_AFTER_DAYS


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a site, from its first day to the first of the next."""

    first: date

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.replace(day=1))

    @classmethod
    def read(cls, text: str, today: date) -> "Month":
        """«2026-11»; what cannot be read, or is to come, is this month."""
        try:
            asked = cls(date.fromisoformat(f"{text}-01"))
        except ValueError:
            return cls.of(today)
        return asked if asked.first <= today else cls.of(today)

    @property
    def next(self) -> "Month":
        return Month.of(self.first + timedelta(days=31))

    @property
    def before(self) -> "Month":
        return Month.of(self.first - timedelta(days=1))

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a month was like; averages are from 1 to 5, None when nobody said anything."""

    visits: int
    visits_before: int
    ratings: int
    average: float | None
    average_before: float | None


def page_at(space: Space, path: str) -> Page | None:
    """The published page that answers at this path of a space («/novita/ponte-chiuso/»)."""
    site = site_of(space)
    if site is None:
        return None
    root = site.site.root_page
    inside = f"{root.url_path.rstrip('/')}{path}"
    return Page.objects.live().descendant_of(root, inclusive=True).filter(url_path=inside).first()


def sheet(space: Space, month: Month) -> Sheet:
    """The numbers of a month beside those of the month before."""
    now, before = _ratings_of(space, month), _ratings_of(space, month.before)
    return Sheet(
        visits=_visits_of(space, month),
        visits_before=_visits_of(space, month.before),
        ratings=now["number"],
        average=now["average"],
        average_before=before["average"],
    )


def _visits_of(space: Space, month: Month) -> int:
    rows = Visits.objects.filter(space=space, day__gte=month.first, day__lt=month.next.first)
    return rows.aggregate(total=Sum("number"))["total"] or 0


def _ratings_of(space: Space, month: Month) -> dict:
    return ratings(space, month).aggregate(number=Count("pk"), average=Avg("score"))


def ratings(space: Space, month: Month | None = None) -> QuerySet[Rating]:
    """What was said of the pages of a site, the last first."""
    found = Rating.objects.filter(space=space).select_related("page")
    if month:
        found = found.filter(rated_on__gte=month.first, rated_on__lt=month.next.first)
    return found


def reasons(space: Space, month: Month) -> list[dict]:
    """How often each reason was given: `reason`, `number`, the commonest first."""
    given = ratings(space, month).exclude(reason="").order_by()
    return list(given.values("reason").annotate(number=Count("pk")).order_by("-number", "reason"))


def pages(space: Space, month: Month, *, today: date) -> QuerySet[Page]:
    """The published pages of a site with `visits` and judgements (`average`, `judged`) of a month.

    `lately` is None for those that nobody opened in the last ninety days.
    """
    site = site_of(space)
    if site is None:
        return Page.objects.none()
    counted = Visits.objects.filter(space=space, page=OuterRef("pk")).order_by()
    of_month = counted.filter(day__gte=month.first, day__lt=month.next.first)
    recent = counted.filter(day__gt=today - timedelta(days=DEAD_AFTER_DAYS))
    said = ratings(space, month).filter(page=OuterRef("pk")).order_by().values("page")
    return (
        Page.objects.live()
        .descendant_of(site.site.root_page, inclusive=True)
        .annotate(
            visits=Subquery(of_month.values("page").annotate(n=Sum("number")).values("n")),
            lately=Subquery(recent.values("page").annotate(n=Sum("number")).values("n")),
            judged=Subquery(said.annotate(n=Count("pk")).values("n")),
            average=Subquery(said.annotate(n=Avg("score")).values("n")),
        )
        .order_by("path")
    )
