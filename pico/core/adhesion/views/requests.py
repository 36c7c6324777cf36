"""Pages of who decides: the requests that wait, and enti to be found."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.access.terms import Role
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Membership
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import term

from ..actions import registration as registrations
from ..actions import requests as actions
from ..forms import FindEnteForm, PeriodForm, ReasonForm
from ..permissions import AdhesionPermission
from ..queries import requests as queries
from ..terms import Level, roles_of

COLUMNS = (
    Column(
        "person",
        gettext_lazy("Persona"),
        sort="person__last_name",
        link=lambda row: reverse("adhesion:request", args=[row.pk]),
    ),
    Column("ente", gettext_lazy("Ente"), sort="ente__name"),
    Column("office", gettext_lazy("Ufficio"), sort="office"),
    Column("requested_at", gettext_lazy("Richiesta il"), sort="requested_at", kind="date"),
    Column("turn", gettext_lazy("A chi tocca"), value=lambda row: Level(row.turn).label),
    Column(
        "due",
        gettext_lazy("Entro il"),
        value=lambda row: term(queries.term_of(row)),
        export=queries.term_of,
    ),
)


@login_required
def request_list(request):
    """What waits for the ente acted for."""
    request.actor.require(AdhesionPermission.SEE_REQUESTS)
    today = timezone.localdate()
    return render_list(
        request,
        queryset=queries.visible_requests(request.actor, today=today),
        columns=COLUMNS,
        title=_("Richieste di iscrizione"),
        template="adhesion/requests.html",
        context={"orphans": queries.registrations_without_ente(request.actor)},
        default_sort="requested_at",
        empty_title=_("Nessuna richiesta da decidere"),
        empty_text=_("Qui arrivano le persone che chiedono di lavorare per il tuo ente."),
    )


def _visible(request, pk: int) -> Membership | None:
    rows = queries.visible_requests(request.actor, today=timezone.localdate())
    return rows.filter(pk=pk).first()


@login_required
def detail(request, pk: int):
    """One request: who, for which ente, with which signs of trust; approve with roles and period."""
    membership = _visible(request, pk)
    if membership is None:
        return _decided(request, pk)
    form = PeriodForm(request.POST or None, ente=membership.ente, initial=_proposal(membership))
    if request.method == "POST" and form.is_valid():
        try:
            actions.approve_request(
                membership=membership,
                actor=request.actor,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request,
                _("%(who)s ora lavora per %(ente)s: gli abbiamo scritto.")
                % {"who": membership.person, "ente": membership.ente},
            )
            return redirect("adhesion:requests")
    return render(request, "adhesion/request.html", _page(membership, form))


def _decided(request, pk: int):
    """Tell who comes late that a colleague has decided; others learn nothing."""
    rows = queries.decided_requests(request.actor)
    membership = get_object_or_404(rows, pk=pk)
    messages.info(
        request,
        _("%(who)s: richiesta già decisa, ora è «%(state)s».")
        % {"who": membership.person, "state": membership.get_state_display()},
    )
    return redirect("adhesion:requests")


def _proposal(membership: Membership) -> dict:
    application = getattr(membership, "application", None)
    wanted = application.role_wanted if application else Role.USER
    return {
        "roles": [wanted] if wanted in roles_of(membership.ente.kind) else [Role.USER],
        "starts_on": timezone.localdate(),
    }


def _page(membership: Membership, form) -> dict:
    email, ente = membership.person.email, membership.ente
    application = getattr(membership, "application", None)
    return {
        "membership": membership,
        "application": application,
        "form": form,
        "reason_form": ReasonForm(),
        "domain_matches": queries.is_of_the_mail_domain(email, ente.mail_domain),
        "is_personal": queries.is_personal_mailbox(email),
        "due_on": queries.term_of(membership),
        "turn": Level(membership.turn).label,
        "crumbs": [
            (_("Richieste di iscrizione"), reverse("adhesion:requests")),
            (str(membership.person), ""),
        ],
    }


@login_required
@require_POST
def reject(request, pk: int):
    """Turn a request down; the reason is written on the page of the request."""
    membership = _visible(request, pk)
    if membership is None:
        return _decided(request, pk)
    actions.reject_request(
        membership=membership,
        reason=request.POST.get("reason", ""),
        actor=request.actor,
        now=timezone.now(),
    )
    messages.success(request, _("Richiesta rifiutata: la persona riceve il motivo."))
    return redirect("adhesion:requests")


@login_required
def registration(request, pk: int):
    """A person whose ente was not in the list: say which one it is."""
    found = get_object_or_404(queries.registrations_without_ente(request.actor), pk=pk)
    form = FindEnteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            registrations.find_ente(
                registration=found,
                ente=form.cleaned_data["ente"],
                actor=request.actor,
                now=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Ente individuato: la richiesta passa a chi decide."))
            return redirect("adhesion:requests")
    context = {"registration": found, "form": form, "reason_form": ReasonForm()}
    return render(request, "adhesion/registration.html", context)


@login_required
@require_POST
def refuse(request, pk: int):
    found = get_object_or_404(queries.registrations_without_ente(request.actor), pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Scrivi il motivo: la persona lo leggerà."), code="reason_missing")
    registrations.refuse_registration(
        registration=found,
        reason=form.cleaned_data["reason"],
        actor=request.actor,
        now=timezone.now(),
    )
    messages.success(request, _("Registrazione rifiutata: la persona riceve il motivo."))
    return redirect("adhesion:requests")
