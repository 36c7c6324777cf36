"""The one timetable, as a list, as a month, and the reasons of each date."""

import calendar as almanac
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.ui.formats import date_it, datetime_it, time_it
from pico.core.ui.lists import Column, render_list
from pico.core.ui.months import month_asked, month_beside
from pico.core.ui.templatetags.ui import badge
from pico.core.ui.templatetags.ui import term as drawn_term

from ..forms import TermFilter
from ..models import Term
from ..permissions import DeadlinePermission
from ..queries import terms as queries
from ..queries.calendars import calendars, key_of
from ..reckoning import compute
from ..reckoning.computing import amount
from ..terms import OPEN, TermState


def _due(term: Term):
    """The date with the days left, or what is left while it stands still."""
    if term.state == TermState.SUSPENDED and term.remaining is not None:
        return _("restano %(left)s") % {"left": amount(term.remaining, term.remaining_unit)}
    if term.state in OPEN:
        hour = time_it(term.due_at) if term.rule.is_on_the_clock else ""
        return format_html("<span>{} {}</span>", drawn_term(term.due_on), hour)
    return date_it(term.due_on)


def _state(term: Term):
    return badge(term.get_state_display(), term.meaning)


def _who(term: Term) -> str:
    return str(term.person or term.owner)


COLUMNS = (
    Column("oggetto", gettext_lazy("Oggetto"), "title", sort="title", link=lambda row: row.url),
    Column("termine", gettext_lazy("Termine"), "label"),
    Column("scadenza", gettext_lazy("Scadenza"), _due, sort="due_on", export="due_on"),
    Column("stato", gettext_lazy("Stato"), _state, sort="state", export="get_state_display"),
    Column("ente", gettext_lazy("Ente"), "owner.name", sort="owner__name"),
    Column("in_carico", gettext_lazy("In carico a"), _who, sort="person__last_name"),
    Column(
        "perche",
        gettext_lazy("Perché questa data?"),
        lambda row: _("Calcolo e storia"),
        link=lambda row: row.get_absolute_url(),
        export=lambda row: row.rule.source,
    ),
)


@login_required
@require_safe
def timetable(request):
    """Every term to which the actor is a party, soonest first."""
    request.actor.require(DeadlinePermission.READ)
    return render_list(
        request,
        queryset=queries.in_order(queries.visible_terms(request.actor)),
        columns=COLUMNS,
        filter_form=TermFilter(request.GET, actor=request.actor),
        title=_("Scadenziario"),
        template="deadlines/timetable.html",
        context={"crumbs": [(_("Scadenze"), "")]},
        empty_title=_("Nessuna scadenza"),
        empty_text=_("Qui arrivano da soli i termini delle pratiche tue e del tuo ente."),
    )


@login_required
@require_safe
def term(request, pk):
    """«Perché questa data?»: rule, start, suspensions, calendar, and how the date changed."""
    found = queries.term_for(pk, request.actor)
    calendar = calendars([key_of(found)])[key_of(found)]
    rows = list(found.facts.all())
    computed = compute(found.rule, queries.facts_of(found, rows), calendar, explain=True)
    context = {
        "title": found.title,
        "crumbs": [(_("Scadenze"), reverse("deadlines:timetable")), (found.title, "")],
        "term": found,
        "rule": found.rule,
        "amount": amount(found.rule.count, found.rule.unit),
        "left": amount(found.remaining, found.remaining_unit) if found.remaining else "",
        "steps": computed.steps,
        "calendar": calendar,
        "history": [_told(change) for change in found.changes.all()],
    }
    return render(request, "deadlines/term.html", context)


def _told(change) -> dict:
    """A line of the history: from which date to which, and why."""
    text = change.reason
    if change.before != change.after:
        values = {"before": datetime_it(change.before), "after": datetime_it(change.after)}
        if change.after is None:
            moved = _("Senza data finché è sospeso; era %(before)s.") % values
        elif change.before is None:
            moved = _("Scade il %(after)s.") % values
        else:
            moved = _("Da %(before)s a %(after)s.") % values
        why = _("Motivo: %(why)s.") % {"why": text.rstrip(".")} if text else ""
        text = f"{moved} {why}".strip()
    return {
        "at": change.at,
        "title": change.get_cause_display(),
        "text": text,
        "who": change.person_name,
        "sign": "clock",
    }


# A month ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the grid with the terms that end on it."""

    date: date
    terms: list[Term]
    is_outside: bool
    is_today: bool


@login_required
@require_safe
def month(request):
    """The terms that end in a month: a grid, a list on a phone."""
    request.actor.require(DeadlinePermission.READ)
    today = timezone.localdate()
    first = month_asked(request.GET.get("mese", ""), today)
    weeks = almanac.Calendar().monthdatescalendar(first.year, first.month)
    filters = TermFilter(_without_month(request), actor=request.actor)
    rows = filters.narrow(queries.visible_terms(request.actor))
    by_day = defaultdict(list)
    for one in rows.filter(due_on__range=(weeks[0][0], weeks[-1][-1])).order_by("due_at", "pk"):
        by_day[one.due_on].append(one)
    context = {
        "title": _("Scadenze del mese"),
        "crumbs": [(_("Scadenze"), reverse("deadlines:timetable")), (_("Mese"), "")],
        "month_name": date_format(first, "F Y"),
        "weekdays": list(WEEKDAYS.values()),
        "weeks": [
            [Day(one, by_day[one], one.month != first.month, one == today) for one in week]
            for week in weeks
        ],
        "is_empty": not by_day,
        "listing": {"filters": filters},
        "before": month_beside(request, first, -1, today),
        "after": month_beside(request, first, 1, today),
    }
    return render(request, "deadlines/month.html", context)


def _without_month(request):
    query = request.GET.copy()
    for name in ("mese", "dal", "al", "entro"):
        query.pop(name, None)
    return query
