"""The calendar of a site: a month at a time, a grid that is a list on a phone."""

import calendar as almanac
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.ui.forms import FilterForm
from pico.core.ui.marks import public_page
from pico.core.ui.months import month_asked, month_beside
from pico.portal.pages import linked_data, queries
from pico.portal.pages.models import Occurrence
from pico.portal.pages.terms import ContentKind, EventKind


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the grid with what takes place; `is_outside` when it fills up the first or last week."""

    date: date
    events: list[Occurrence]
    is_outside: bool
    is_today: bool


class CalendarFilter(FilterForm):
    """Which events to show."""

    tipo = forms.ChoiceField(
        label=gettext_lazy("Tipo"),
        required=False,
        choices=[("", gettext_lazy("Tutti")), *EventKind.choices],
    )
    argomento = forms.ChoiceField(label=gettext_lazy("Argomento"), required=False)
    mese = forms.CharField(required=False, widget=forms.HiddenInput)
    lookups = {"tipo": "page__subkind", "argomento": "page__topics__slug"}

    def __init__(self, data, topics) -> None:
        super().__init__(data)
        found = [(topic.slug, topic.name) for topic in topics]
        self.fields["argomento"].choices = [("", _("Tutti")), *found]


@require_safe
@public_page
def month(request):
    """The events of a month that the reader may see."""
    today = timezone.localdate()
    first = month_asked(request.GET.get("mese", ""), today)
    topics = queries.topics_with_contents(request.space, request.actor)
    filters = CalendarFilter(request.GET, topics)
    weeks = almanac.Calendar().monthdatescalendar(first.year, first.month)
    rows = queries.occurrences(
        request.space, request.actor, since=midnight(weeks[0][0]), until=midnight(weeks[-1][-1], 1)
    )
    by_day = days_of(filters.narrow(rows).distinct(), weeks[0][0], weeks[-1][-1])
    events = queries.index_of(request.space, ContentKind.EVENT) if request.site_of_space else None
    root = linked_data.root_of(request.space)
    feed = reverse("portal:calendar-feed").removeprefix(request.space.prefix)
    context = {
        "title": _("Calendario eventi"),
        "crumbs": [(_("Home"), f"{request.space.prefix}/"), (_("Calendario eventi"), "")],
        "month_name": date_format(first, "F Y"),
        "weekdays": list(WEEKDAYS.values()),
        "weeks": [
            [Day(one, by_day[one], one.month != first.month, one == today) for one in week]
            for week in weeks
        ],
        "is_empty": not any(
            by_day[one] for week in weeks for one in week if one.month == first.month
        ),
        "listing": {"filters": filters},
        "before": month_beside(request, first, -1, today),
        "after": month_beside(request, first, 1, today),
        "list_url": events.url if events else "",
        "feed_url": f"{root}{feed}",
        "subscribe_url": f"webcal://{root.split('://')[1]}{feed}",
    }
    return render(request, "portal/calendar.html", context)


def midnight(day: date, plus: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=plus), time.min))


def days_of(occurrences, first: date, last: date) -> dict[date, list[Occurrence]]:
    """Each event under every day that it touches, between two days."""
    found = defaultdict(list)
    for one in occurrences:
        day = max(timezone.localdate(one.starts_at), first)
        end = min(timezone.localdate(one.ends_at), last)
        while day <= end:
            found[day].append(one)
            day += timedelta(days=1)
    return found
