"""The pages of who answers for a queue: counts, load, operators, absences."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list

from ..actions import duty as actions
from ..actions import handing
from ..forms.routing import AbsenceForm, DistributionForm, OperatorForm, QueueFilter
from ..models import Queue, QueueMember
from ..permissions import HelpdeskPermission, PrivacyPermission
from ..queries import duty
from ..queries.privacy import waiting_count
from .routing import UNPROCESSABLE, way

BOTH = require_http_methods(["GET", "POST"])


def tabs(active: str, actor: Actor) -> list[dict]:
    pages = [(_("Le code"), "helpdesk:queues", 0), (_("Assenze"), "helpdesk:absences", 0)]
    if actor.can(PrivacyPermission.SEE):
        waiting = waiting_count(actor)
        pages.append((_("Dati personali segnalati"), "helpdesk:reports", waiting))
    return [
        {"label": label, "url": reverse(name), "active": name == active, "count": count}
        for label, name, count in pages
    ]


@require_safe
def queue_list(request):
    """The queues with their counts; UPI counts those of the Provinces too, and opens none of them."""
    actor = request.actor
    actor.require(HelpdeskPermission.SEE_QUEUES)
    managed = set(duty.headed_queues(actor).values_list("pk", flat=True))

    def link(row: Queue) -> str:
        return reverse("helpdesk:queue-of", args=[row.pk]) if row.pk in managed else ""

    return render_list(
        request,
        queryset=duty.counted_queues(actor, timezone.localdate()),
        columns=(
            Column("coda", _("Coda"), "name", sort="name", link=link),
            Column("livello", _("Livello"), "get_level_display", sort="level"),
            Column("operatori", _("Operatori"), "operators", sort="operators", kind="number"),
            Column("aperte", _("Aperte"), "open_count", sort="open_count", kind="number"),
            Column("libere", _("Non assegnate"), "unassigned", sort="unassigned", kind="number"),
        ),
        title=_("Code e turni"),
        filter_form=QueueFilter,
        default_sort="-aperte",
        template="helpdesk/duty/queues.html",
        empty_title=_("Nessuna coda"),
        context={
            "tabs": tabs("helpdesk:queues", actor),
            "counts_all": actor.can(HelpdeskPermission.ROUTE),
            "crumbs": way((_("Code e turni"), "")),
        },
    )


def managed(request, pk: int) -> Queue:
    """A queue whose operators the actor manages; a neighbour's is not there."""
    queue = get_object_or_404(Queue.objects.select_related("owner", "next_queue"), pk=pk)
    if not request.actor.can(HelpdeskPermission.MANAGE_QUEUE, queue):
        raise Http404
    return queue


@require_safe
def queue(request, pk):
    """What each operator has in hand, how the queue gives its tickets, who works there."""
    return _queue_page(request, managed(request, pk), 200)


def _queue_page(request, found: Queue, status: int, operator_form: OperatorForm | None = None):
    loads = duty.loads_of(found, timezone.localdate())
    operator_form = operator_form or OperatorForm(queue=found)
    page = {
        "title": found.name,
        "queue": found,
        "loads": loads,
        "most": max((load.total for load in loads), default=0) or 1,
        "unassigned": duty.unassigned_in(found),
        "assigned": sum(load.total for load in loads),
        "away": sum(load.absence is not None for load in loads),
        "distribution_form": DistributionForm(initial={"distribution": found.distribution}),
        "operator_form": operator_form,
        "can_add": operator_form.fields["membership"].queryset.exists(),
        "crumbs": way((_("Code e turni"), reverse("helpdesk:queues")), (found.name, "")),
    }
    return render(request, "helpdesk/duty/queue.html", page, status=status)


@require_POST
def distribute(request, pk):
    found = managed(request, pk)
    form = DistributionForm(request.POST)
    if form.is_valid():
        actions.change_distribution(
            queue=found,
            distribution=form.cleaned_data["distribution"],
            actor=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("Vale dalla prossima richiesta."))
    return redirect("helpdesk:queue-of", found.pk)


@require_POST
def place(request, pk):
    found = managed(request, pk)
    form = OperatorForm(request.POST, queue=found)
    if not form.is_valid():
        return _queue_page(request, found, UNPROCESSABLE, form)
    actions.place_operator(
        queue=found, **form.cleaned_data, actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Ora lavora in questa coda."))
    return redirect("helpdesk:queue-of", found.pk)


@require_POST
def remove(request, pk, place_pk):
    found = managed(request, pk)
    row = get_object_or_404(
        QueueMember.objects.select_related("queue", "membership__person"),
        pk=place_pk,
        queue=found,
    )
    actions.remove_operator(place=row, actor=request.actor, now=timezone.now())
    messages.success(request, _("Non lavora più in questa coda."))
    return redirect("helpdesk:queue-of", found.pk)


# Absences ----------------------------------------------------------------------------------------


@require_safe
def absence_list(request):
    """One's own absences, and those of the operators one answers for; the coming ones first."""
    request.actor.require(HelpdeskPermission.SEE_QUEUES)
    today = timezone.localdate()
    found = list(duty.counted_absences(request.actor, today))
    return render(
        request,
        "helpdesk/duty/absences.html",
        {
            "title": _("Assenze e sostituzioni"),
            "absences": found,
            "today": today,
            "tabs": tabs("helpdesk:absences", request.actor),
            "crumbs": way((_("Code e turni"), reverse("helpdesk:queues")), (_("Assenze"), "")),
        },
    )


@BOTH
def note_absence(request):
    request.actor.require(HelpdeskPermission.SEE_QUEUES)
    form = AbsenceForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid() and _noted(request, form):
        return redirect("helpdesk:absences")
    back = reverse("helpdesk:absences")
    context = {
        "form": form,
        "title": _("Segna un'assenza"),
        "lead": _("In quei giorni le nuove richieste non vengono assegnate a chi è assente."),
        "submit_label": _("Segna l'assenza"),
        "cancel_url": back,
        "crumbs": way((_("Assenze"), back), (_("Segna un'assenza"), "")),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "ui/page_form.html", context, status=status)


def _noted(request, form: AbsenceForm) -> bool:
    try:
        actions.note_absence(**form.cleaned_data, actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, _("Assenza segnata."))
    return True


@require_POST
def cancel_absence(request, pk):
    absence = get_object_or_404(duty.visible_absences(request.actor), pk=pk)
    actions.cancel_absence(absence=absence, actor=request.actor, now=timezone.now())
    messages.success(request, _("Assenza tolta."))
    return redirect("helpdesk:absences")


@require_POST
def hand_over(request, pk):
    """What the absent operator has in hand goes to who stands in."""
    absence = get_object_or_404(duty.visible_absences(request.actor), pk=pk)
    done = handing.hand_to_substitute(absence=absence, actor=request.actor, now=timezone.now())
    messages.success(
        request,
        ngettext(
            "%(n)d richiesta passata a %(person)s.",
            "%(n)d richieste passate a %(person)s.",
            len(done.moved),
        )
        % {"n": len(done.moved), "person": absence.substitute.person},
    )
    for ticket, reason in done.refused:
        messages.warning(request, f"{ticket.number}: {reason}")
    return redirect("helpdesk:absences")
