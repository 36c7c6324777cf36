"""The holidays of an ente: its saint, its days of rest, the hours of its desks."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pico.core.enti.models import Ente
from pico.core.foundation import calendar as national
from pico.core.foundation.errors import Refusal

from .. import actions
from ..forms import HolidayForm, PatronForm
from ..models import DeskCalendar
from ..permissions import DeadlinePermission
from ..queries import calendars as queries


def _ente(request) -> Ente:
    request.actor.require(DeadlinePermission.CALENDAR)
    return Ente.objects.get(pk=request.actor.ente_id)


def _crumbs(*more) -> list:
    return [
        (_("Scadenze"), reverse("deadlines:timetable")),
        (_("Festività e orari"), reverse("deadlines:calendar") if more else ""),
        *more,
    ]


@login_required
def calendar(request):
    """What the terms of the ente reckon with."""
    ente, today = _ente(request), timezone.localdate()
    reckoned = queries.calendar_for(ente=ente)
    days = sorted({*national.holidays(today.year), national.easter(today.year)})
    national_days = [(day, reckoned.holiday_name(day, local=False)) for day in days]
    context = {
        "title": _("Festività e orari"),
        "crumbs": _crumbs(),
        "ente": ente,
        "year": today.year,
        "national_days": national_days,
        "saint": queries.saint_of(ente.pk),
        "holidays": list(
            queries.holidays_of(request.actor).filter(day__gte=date(today.year, 1, 1))
        ),
        "desks": [(desk, _hours(desk)) for desk in queries.desks_of(request.actor)],
        "may_change_all": request.actor.can(DeadlinePermission.NATIONAL_CALENDAR),
    }
    return render(request, "deadlines/calendar.html", context)


def _hours(desk: DeskCalendar) -> list[tuple[str, str]]:
    found = queries.windows(desk.hours)
    return [
        (
            str(WEEKDAYS[number]),
            ", ".join(f"{one.starts:%H:%M}–{one.ends:%H:%M}" for one in day) or _("chiuso"),
        )
        for number, day in enumerate(found)
    ]


@login_required
def patron(request):
    """Say when the town keeps its saint."""
    ente = _ente(request)
    saint = queries.saint_of(ente.pk)
    fields = ("name", "day", "month", "source")
    initial = {name: getattr(saint, name) for name in fields} if saint else None
    form = PatronForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_patron_saint(
                ente=ente, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error("day", refusal.message)
        else:
            messages.success(request, _("Santo patrono salvato: i termini aperti si ricalcolano."))
            return redirect("deadlines:calendar")
    return _form(request, form, _("Santo patrono"))


@login_required
def holiday_new(request):
    """Add a day of rest."""
    ente = _ente(request)
    national_too = request.actor.can(DeadlinePermission.NATIONAL_CALENDAR)
    form = HolidayForm(request.POST or None, may_be_national=national_too)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        whose = None if values.pop("everybody", False) else ente
        try:
            actions.add_holiday(ente=whose, actor=request.actor, now=timezone.now(), **values)
        except Refusal as refusal:
            form.add_error("day", refusal.message)
        else:
            messages.success(request, _("Giorno aggiunto: i termini aperti si ricalcolano."))
            return redirect("deadlines:calendar")
    return _form(request, form, _("Aggiungi un giorno di chiusura"))


@login_required
@require_POST
def holiday_remove(request, pk):
    _ente(request)
    holiday = queries.holidays_of(request.actor).filter(pk=pk).first()
    if holiday is None:
        raise Http404
    actions.remove_holiday(holiday=holiday, actor=request.actor, now=timezone.now())
    messages.success(request, _("Giorno tolto: i termini aperti si ricalcolano."))
    return redirect("deadlines:calendar")


def _form(request, form, title: str):
    context = {
        "title": title,
        "crumbs": _crumbs((title, "")),
        "form": form,
        "cancel_url": reverse("deadlines:calendar"),
    }
    return render(request, "ui/page_form.html", context)
