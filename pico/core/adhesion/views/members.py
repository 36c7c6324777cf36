"""Pages of the persons of an ente: list, roles and period, leaving, yearly reconfirmation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from .. import holdings
from ..actions import leaving, reconfirmation
from ..actions import members as actions
from ..filters import MemberFilter
from ..forms import LeaveForm, MembershipForm
from ..permissions import AdhesionPermission
from ..queries import members as queries
from ..queries.requests import waiting_count
from ..terms import MEANINGS
from ..workflow import MEMBERSHIP

COLUMNS = (
    Column(
        "person",
        gettext_lazy("Persona"),
        sort="person__last_name",
        link=lambda row: reverse("adhesion:member", args=[row.pk]),
    ),
    Column("roles", gettext_lazy("Ruoli"), value=lambda row: ", ".join(map(str, row.role_labels))),
    Column("office", gettext_lazy("Ufficio"), sort="office"),
    Column("email", gettext_lazy("E-mail"), value="person.email"),
    Column("starts_on", gettext_lazy("Dal"), sort="starts_on", kind="date"),
    Column("ends_on", gettext_lazy("Al"), sort="ends_on", kind="date"),
    Column(
        "state",
        gettext_lazy("Stato"),
        value=lambda row: badge(row.get_state_display(), MEANINGS[row.state]),
        sort="state",
        export=lambda row: row.get_state_display(),
    ),
)


@login_required
def member_list(request):
    """Who works for the ente acted for, with roles and periods."""
    actor = request.actor
    actor.require(AdhesionPermission.SEE_MEMBERS)
    today = timezone.localdate()
    return render_list(
        request,
        queryset=queries.members(actor),
        columns=COLUMNS,
        title=_("Persone"),
        filter_form=MemberFilter(request.GET, ente_kind=actor.ente_kind),
        template="adhesion/members.html",
        context={
            "waiting": waiting_count(actor, today=today),
            "to_reconfirm": queries.to_reconfirm(actor).count(),
            "round": queries.open_round(actor.ente_id),
        },
        default_sort="person",
        empty_title=_("Nessuna persona"),
        empty_text=_("Invita i colleghi: riceveranno un collegamento per entrare."),
    )


@login_required
def detail(request, pk: int):
    """One assignment: roles, period and act; suspend, reactivate, close."""
    membership = get_object_or_404(queries.members(request.actor), pk=pk)
    form = MembershipForm(
        request.POST or None,
        ente=membership.ente,
        initial={
            "roles": [held.role for held in membership.roles.all()],
            "starts_on": membership.starts_on,
            "ends_on": membership.ends_on,
            "act": membership.act,
            "office": membership.office,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_membership(
                membership=membership,
                actor=request.actor,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Incarico aggiornato."))
            return redirect("adhesion:member", pk=pk)
    context = {
        "membership": membership,
        "form": form,
        "meaning": MEANINGS[membership.state],
        "steps": _steps(request, membership),
        "is_last": queries.is_last_administrator(membership, today=timezone.localdate()),
        "is_over": membership.state in queries.OVER,
        "crumbs": [(_("Persone"), reverse("adhesion:members")), (str(membership.person), "")],
    }
    return render(request, "adhesion/member.html", context)


def _steps(request, membership) -> set[str]:
    """Return the names of the steps that may be tried: the buttons."""
    names = ("suspend", "reactivate", "reconfirm")
    steps = (MEMBERSHIP.step(name) for name in names)
    return {
        step.name
        for step in steps
        if membership.state in step.sources and request.actor.can(step.permission, membership.ente)
    }


@login_required
@require_POST
def suspend(request, pk: int):
    membership = get_object_or_404(queries.members(request.actor), pk=pk)
    actions.suspend_membership(
        membership=membership,
        reason=request.POST.get("reason", ""),
        actor=request.actor,
        now=timezone.now(),
    )
    messages.success(request, _("Incarico sospeso: dalla prossima pagina non può più operare."))
    return redirect("adhesion:member", pk=pk)


@login_required
@require_POST
def reactivate(request, pk: int):
    membership = get_object_or_404(queries.members(request.actor), pk=pk)
    actions.reactivate_membership(membership=membership, actor=request.actor, now=timezone.now())
    messages.success(request, _("Incarico riattivato."))
    return redirect("adhesion:member", pk=pk)


@login_required
def leave(request, pk: int):
    """Leave an ente, or close the assignment of a colleague: what is held goes to somebody."""
    membership = get_object_or_404(queries.leavable(request.actor), pk=pk)
    today = timezone.localdate()
    form = LeaveForm(
        request.POST or None,
        colleagues=queries.colleagues(membership, today=today),
        initial={"leaves_on": today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            leaving.leave(
                membership=membership,
                actor=request.actor,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Passaggio di consegne registrato."))
            is_own = membership.person_id == request.actor.person_id
            return redirect("adhesion:mine" if is_own else "adhesion:members")
    context = {
        "membership": membership,
        "form": form,
        "held": holdings.held_by(membership),
        "is_own": membership.person_id == request.actor.person_id,
        "is_last": queries.is_last_administrator(membership, today=today),
        "submit_label": _("Concludi l'incarico"),
    }
    return render(request, "adhesion/leave.html", context)


@login_required
def reconfirm(request):
    """Once a year: who still works here, one click each or all together."""
    request.actor.require(AdhesionPermission.SEE_MEMBERS)
    waiting = queries.to_reconfirm(request.actor).order_by("person__last_name", "pk")
    context = {"waiting": waiting, "round": queries.open_round(request.actor.ente_id)}
    return render(request, "adhesion/reconfirm.html", context)


@login_required
@require_POST
def reconfirm_one(request, pk: int):
    membership = get_object_or_404(queries.members(request.actor), pk=pk)
    reconfirmation.reconfirm(membership=membership, actor=request.actor, now=timezone.now())
    messages.success(request, _("%(who)s è riconfermato.") % {"who": membership.person})
    return redirect("adhesion:reconfirm")


@login_required
@require_POST
def reconfirm_all(request):
    ente = get_object_or_404(Ente, pk=request.actor.ente_id)
    count = reconfirmation.reconfirm_all(ente=ente, actor=request.actor, now=timezone.now())
    said = ngettext("%(n)d persona riconfermata.", "%(n)d persone riconfermate.", count)
    messages.success(request, said % {"n": count})
    return redirect("adhesion:reconfirm")
