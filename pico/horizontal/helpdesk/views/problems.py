"""The public page of the state of the services, and who keeps it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.foundation.errors import Refusal
from pico.core.modules import registry

from ..actions import problems as actions
from ..forms.problems import ProblemForm, SolveForm
from ..permissions import HelpdeskPermission, KnowledgePermission
from ..queries import problems as queries
from ..queries import tickets
from ..queries.faq import runs_every_site, sites_for

BOTH = require_http_methods(["GET", "POST"])
UNPROCESSABLE = 422


def way(*more) -> list[tuple[str, str]]:
    return [
        (_("Assistenza"), reverse("helpdesk:home")),
        (_("Stato dei servizi"), reverse("helpdesk:status")),
        *more,
    ]


def with_meaning(rows, now) -> list[tuple]:
    return [(one, one.meaning(now)) for one in rows]


@require_safe
def status(request):
    """What does not work now, what is planned, what was solved lately; each module at a glance."""
    now, space, actor = timezone.now(), request.space, request.actor
    going_on = list(queries.open_problems(space, now))
    return render(
        request,
        "helpdesk/problems/status.html",
        {
            "title": _("Stato dei servizi"),
            "now": with_meaning([one for one in going_on if one.starts_at <= now], now),
            "planned": with_meaning([one for one in going_on if one.starts_at > now], now),
            "solved": with_meaning(queries.solved_lately(space, now)[:20], now),
            "topics": queries.topics_among(going_on, registry.active_in(request), now),
            "mine": queries.joined_by(actor, going_on),
            "may_tell": actor.can(KnowledgePermission.TELL_PROBLEM),
            "crumbs": [*way()[:1], (_("Stato dei servizi"), "")],
        },
    )


@require_safe
def problem(request, pk):
    now, actor = timezone.now(), request.actor
    found = queries.problem(pk, request.space)
    is_mine = bool(queries.joined_by(actor, [found]))
    return render(
        request,
        "helpdesk/problems/problem.html",
        {
            "title": found.title,
            "problem": found,
            "meaning": found.meaning(now),
            "is_over": found.is_over(now),
            "is_mine": is_mine,
            "may_join": actor.is_known and not is_mine and not found.is_over(now),
            "may_change": actor.can(KnowledgePermission.CHANGE_PROBLEM, found)
            and not found.solved_at,
            "crumbs": way((found.title, "")),
        },
    )


def form_page(request, form, **context):
    return render(
        request, "ui/page_form.html", {"form": form, **context},
        status=UNPROCESSABLE if form.is_bound else 200,
    )  # fmt: skip


def _ticket_of(request):
    """The ticket that becomes a known problem (`?richiesta=`), for who handles it."""
    key = request.GET.get("richiesta")
    if not key:
        return None
    ticket = tickets.ticket(key, request.actor)
    request.actor.require(HelpdeskPermission.HANDLE, ticket)
    return ticket


@BOTH
def tell(request):
    """Tell everybody; `?richiesta=` begins with what a ticket says."""
    actor = request.actor
    actor.require(KnowledgePermission.TELL_PROBLEM)
    site = None if runs_every_site(actor) else sites_for(actor).first()
    ticket = _ticket_of(request)
    initial = {"starts_at": timezone.now(), "space": site}
    if ticket:
        initial |= {
            "title": ticket.subject,
            "topics": [ticket.topic],
            "starts_at": ticket.opened_at,
        }
    form = ProblemForm(request.POST or None, actor=actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.tell_problem(
                ticket=ticket, actor=actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Comunicato: chi usa la piattaforma lo vede."))
            return redirect(made)
    lead = _(
        "Nasce dalla richiesta %(number)s: chi l'ha aperta sarà avvisato quando è risolto. Titolo e testo "
        "sono pubblici: togli ciò che dice di chi si tratta."
    )
    lead = lead % {"number": ticket.number} if ticket else ""
    return form_page(
        request, form, title=_("Comunica un problema"), submit_label=_("Comunica"), lead=lead,
        cancel_url=reverse("helpdesk:status"), crumbs=way((_("Comunica"), "")),
    )  # fmt: skip


@BOTH
def change(request, pk):
    actor = request.actor
    found = queries.problem(pk, request.space)
    actor.require(KnowledgePermission.CHANGE_PROBLEM, found)
    form = ProblemForm(request.POST or None, actor=actor, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_problem(
                problem=found, actor=actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Comunicazione aggiornata."))
            return redirect("helpdesk:problem", pk=pk)
    return form_page(
        request, form, title=_("Aggiorna la comunicazione"), submit_label=_("Salva"),
        cancel_url=found.get_absolute_url(),
        crumbs=way((found.title, found.get_absolute_url()), (_("Aggiorna"), "")),
    )  # fmt: skip


@BOTH
def solve(request, pk):
    actor = request.actor
    found = queries.problem(pk, request.space)
    actor.require(KnowledgePermission.CHANGE_PROBLEM, found)
    form = SolveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.solve_problem(
                problem=found, actor=actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Risolto: lo sa chi aveva premuto «Anche io»."))
            return redirect("helpdesk:problem", pk=pk)
    return form_page(
        request, form, title=_("Segna come risolto"), submit_label=_("Segna come risolto"),
        cancel_url=found.get_absolute_url(),
        crumbs=way((found.title, found.get_absolute_url()), (_("Risolto"), "")),
    )  # fmt: skip


@require_POST
def join(request, pk):
    """«Anche io»."""
    found = queries.problem(pk, request.space)
    actions.join_problem(problem=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Ti avviseremo quando sarà risolto."))
    return redirect(found)
