"""Pages of invitations: sent by administrators, accepted by who got the link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import key_in
from pico.core.people import identity
from pico.core.people.models import Person
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from ..actions import invitations as actions
from ..filters import InvitationFilter
from ..forms import InvitationForm, NewcomerForm
from ..permissions import AdhesionPermission
from ..queries import members as queries
from ..terms import MEANINGS, InvitationState, administrator_of
from .registration import closed_door

COLUMNS = (
    Column("email", gettext_lazy("E-mail"), sort="email"),
    Column("ente", gettext_lazy("Ente"), sort="ente__name"),
    Column("roles", gettext_lazy("Ruoli"), value=lambda row: ", ".join(map(str, row.role_labels))),
    Column("sent_at", gettext_lazy("Spedito il"), sort="sent_at", kind="date"),
    Column("expires_at", gettext_lazy("Scade il"), sort="expires_at", kind="date"),
    Column(
        "state",
        gettext_lazy("Stato"),
        value=lambda row: badge(row.get_state_display(), MEANINGS[row.state]),
        sort="state",
        export=lambda row: row.get_state_display(),
    ),
)


@login_required
def invitation_list(request):
    request.actor.require(AdhesionPermission.SEE_REQUESTS)
    rows = queries.invitations(request.actor)
    return render_list(
        request,
        queryset=rows,
        columns=COLUMNS,
        title=_("Inviti"),
        filter_form=InvitationFilter,
        template="adhesion/invitations.html",
        context={
            "open_ones": rows.filter(state__in=(InvitationState.OPEN, InvitationState.EXPIRED))[:50]
        },
        default_sort="-sent_at",
        empty_title=_("Nessun invito"),
        empty_text=_("Invita i colleghi con la loro e-mail: il collegamento vale 14 giorni."),
    )


def _ente_to_invite_to(request) -> Ente:
    """Return the ente of the address, or the one acted for."""
    asked = key_in(request.GET.get("ente", ""))
    key = request.actor.ente_id if asked is None else asked
    return get_object_or_404(Ente, pk=key, valid_to__isnull=True)


@login_required
def invite(request):
    """Invite one address or many; what is refused comes back with its reason."""
    request.actor.require(AdhesionPermission.SEE_REQUESTS)
    ente = _ente_to_invite_to(request)
    request.actor.require(AdhesionPermission.INVITE, ente)
    is_own = ente.pk == request.actor.ente_id
    initial = {"roles": [Role.USER if is_own else administrator_of(ente.kind)]}
    form = InvitationForm(request.POST or None, ente=ente, initial=initial)
    refused = []
    if request.method == "POST" and form.is_valid():
        terms = dict(form.cleaned_data)
        try:
            sent, refused = actions.invite_many(
                ente=ente, actor=request.actor, now=timezone.now(), **terms
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            if sent:
                said = ngettext("%(n)d invito spedito.", "%(n)d inviti spediti.", len(sent))
                messages.success(request, said % {"n": len(sent)})
            if not refused:
                return redirect("adhesion:invitations")
    context = {
        "form": form,
        "ente": ente,
        "refused": refused,
        "submit_label": _("Spedisci gli inviti"),
        "cancel_url": reverse("adhesion:invitations"),
    }
    return render(request, "adhesion/invite.html", context)


@login_required
@require_POST
def resend(request, pk: int):
    invitation = get_object_or_404(queries.invitations(request.actor), pk=pk)
    actions.resend_invitation(invitation=invitation, actor=request.actor, now=timezone.now())
    messages.success(request, _("Invito spedito di nuovo: vale 14 giorni da oggi."))
    return redirect("adhesion:invitations")


@login_required
@require_POST
def revoke(request, pk: int):
    invitation = get_object_or_404(queries.invitations(request.actor), pk=pk)
    actions.revoke_invitation(invitation=invitation, actor=request.actor, now=timezone.now())
    messages.success(request, _("Invito revocato: il collegamento non vale più."))
    return redirect("adhesion:invitations")


@never_cache
def accept(request, token: str):
    """Opening the link shows the invitation; only the button accepts it."""
    try:
        invitation = actions.find_invitation(token, now=timezone.now())
    except Refusal as refusal:
        return closed_door(request, refusal, _("Invito"))
    if request.user.is_authenticated:
        return _accept_as_member(request, token, invitation)
    if Person.objects.filter(email__iexact=invitation.email).exists():
        if request.method == "POST":
            return redirect_to_login(request.path)
        return render(request, "adhesion/accept_sign_in.html", {"invitation": invitation})
    return _accept_as_newcomer(request, token, invitation)


def _accept_as_member(request, token, invitation):
    """Who is signed in with another address reads so at once, not after the button."""
    try:
        actions.refuse_other_address(invitation, request.user)
        if request.method == "POST":
            actions.accept_as_member(token=token, person=request.user, now=timezone.now())
            messages.success(
                request, _("Ora lavori anche per %(ente)s.") % {"ente": invitation.ente}
            )
            return redirect("adhesion:mine")
    except Refusal as refusal:
        return closed_door(request, refusal, _("Invito"))
    return render(request, "adhesion/accept.html", {"invitation": invitation})


def _accept_as_newcomer(request, token, invitation):
    form = NewcomerForm(request.POST or None, initial=identity.first_values(request))
    if request.method == "POST" and form.is_valid():
        terms = {key: form.cleaned_data[key] for key in ("first_name", "last_name", "password")}
        try:
            membership = actions.accept_as_newcomer(token=token, now=timezone.now(), **terms)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            identity.link_pending(request, membership.person)
            messages.success(request, _("Accesso creato: entra con la tua e-mail e la password."))
            return redirect("account_login")
    context = {"form": form, "invitation": invitation, "submit_label": _("Accetta l'invito")}
    return render(request, "adhesion/accept_newcomer.html", context)
