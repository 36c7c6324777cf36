"""The hours of a queue: what other hours would do to the running terms is told before they are saved."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pico.core.foundation.errors import Refusal
from pico.engines.deadlines.permissions import DeadlinePermission

from ..actions import hours as actions
from ..forms.hours import ClosureForm, HoursForm
from ..models import Queue
from ..queries import hours as queries
from ..queries.service_levels import desk_of_queue
from .duty import managed
from .routing import UNPROCESSABLE, way

BOTH = require_http_methods(["GET", "POST"])
CONFIRM = "conferma"


@BOTH
def hours(request, pk):
    """The hours of each day, and the days of closing."""
    queue = managed(request, pk)
    if request.method != "POST":
        return _page(request, queue)
    form = HoursForm(request.POST)
    if not form.is_valid():
        return _page(request, queue, form=form)
    if CONFIRM not in request.POST:
        calendar = queries.with_hours(queue, form.hours)
        if not any(calendar.hours):
            form.add_error(None, _("Indica almeno una fascia di servizio nella settimana."))
            return _page(request, queue, form=form)
        return _told_first(request, queue, calendar, _("Nuovo orario"))
    try:
        actions.change_hours(queue=queue, hours=form.hours, actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return _page(request, queue, form=form)
    return _saved(request, queue, _("Orario salvato: i termini in corso seguono fra poco."))


@require_POST
def office_hours(request, pk):
    """Back to the hours of everybody."""
    queue = managed(request, pk)
    if CONFIRM not in request.POST:
        calendar = queries.with_office_hours(queue)
        return _told_first(request, queue, calendar, _("Torna all'orario d'ufficio"))
    actions.take_office_hours(queue=queue, actor=request.actor, now=timezone.now())
    return _saved(request, queue, _("La coda torna all'orario d'ufficio."))


@require_POST
def close_on(request, pk):
    """One more day of closing."""
    queue = managed(request, pk)
    form = ClosureForm(request.POST)
    if not form.is_valid():
        return _page(request, queue, closure_form=form)
    day, name = form.cleaned_data["day"], form.cleaned_data["name"]
    if CONFIRM not in request.POST:
        calendar = queries.with_closure(queue, day, name)
        return _told_first(request, queue, calendar, _("Nuovo giorno di chiusura"))
    try:
        actions.close_queue_on(
            queue=queue, day=day, name=name, actor=request.actor, now=timezone.now()
        )
    except Refusal as refusal:
        form.add_error("day", refusal.message)
        return _page(request, queue, closure_form=form)
    return _saved(request, queue, _("Giorno aggiunto: i termini in corso seguono fra poco."))


@require_POST
def open_on(request, pk, closure_pk):
    """A day of closing less."""
    queue = managed(request, pk)
    closure = get_object_or_404(queries.closures_of(queue, timezone.localdate()), pk=closure_pk)
    if CONFIRM not in request.POST:
        calendar = queries.without_closure(queue, closure.day)
        return _told_first(request, queue, calendar, _("Togli il giorno di chiusura"))
    actions.open_queue_on(queue=queue, closure=closure, actor=request.actor, now=timezone.now())
    return _saved(request, queue, _("Giorno tolto: i termini in corso seguono fra poco."))


def _saved(request, queue: Queue, said: str):
    messages.success(request, said)
    return redirect("helpdesk:queue-hours", queue.pk)


def _way(queue: Queue, title: str):
    return way(
        (_("Code e turni"), reverse("helpdesk:queues")),
        (queue.name, reverse("helpdesk:queue-of", args=[queue.pk])),
        (title, ""),
    )


def _page(request, queue: Queue, form=None, closure_form=None):
    title, said = _("Orario e chiusure"), queries.hours_of(queue)
    initial = {f"day_{number}": text for number, text in enumerate(said)}
    context = {
        "title": title,
        "queue": queue,
        "week": queries.week_of(queue),
        "form": form or HoursForm(initial=initial),
        "closure_form": closure_form or ClosureForm(),
        "closures": list(queries.closures_of(queue, timezone.localdate())),
        "has_own_hours": desk_of_queue(queue) is not None,
        "shared_with": list(queries.sharing_the_desk(queue)),
        "sees_calendar": request.actor.can(DeadlinePermission.CALENDAR)
        and request.actor.ente_id == queue.owner_id,
        "crumbs": _way(queue, title),
    }
    status = UNPROCESSABLE if form or closure_form else 200
    return render(request, "helpdesk/duty/hours.html", context, status=status)


def _told_first(request, queue: Queue, calendar, title: str):
    """What the change would do to the running terms, with what was sent, to be confirmed."""
    kept = [
        (name, value)
        for name, value in request.POST.items()
        if name not in ("csrfmiddlewaretoken", CONFIRM)
    ]
    context = {
        "title": title,
        "queue": queue,
        "forecast": queries.forecast(queue, calendar),
        "kept": kept,
        "back": reverse("helpdesk:queue-hours", args=[queue.pk]),
        "crumbs": _way(queue, title),
    }
    return render(request, "helpdesk/duty/hours_effect.html", context)
