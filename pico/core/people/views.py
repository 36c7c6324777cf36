"""The pages of a person: profile, places, security, card of another; switch of the ente."""

import json

from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter as identity_adapter
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pico.core.access import scopes
from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import key_in

from . import actions, audience, mine, queries
from .forms import ProfileForm, ReasonForm, VisibilityForm
from .identity import is_configured
from .middleware import SESSION_KEY
from .models import Membership
from .permissions import PeoplePermission


def safe_next(request) -> str:
    """Where to go back to: the `next` of the form if it is of this house, else the first page."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return target
    try:
        return resolve_url("portal:desk")
    except NoReverseMatch:
        return resolve_url("people:profile")


@login_required
@require_POST
def switch(request):
    """Act for another of one's own enti, staying where one is."""
    given = key_in(request.POST.get("membership", ""))
    if given is None:
        raise Http404
    membership = queries.membership_to_switch(request.user, given)
    request.session[SESSION_KEY] = membership.pk
    messages.success(request, _("Ora operi per %(ente)s.") % {"ente": membership.ente.name})
    return redirect(safe_next(request))


# My own pages -----------------------------------------------------------------------------------


@login_required
def profile(request):
    """What the person says of himself."""
    membership = _acting_membership(request)
    form = ProfileForm(request.POST or None, instance=request.user, membership=membership)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(
            person=request.user,
            values=form.values(),
            membership=membership,
            areas=form.cleaned_data.get("areas"),
            actor=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("Profilo salvato."))
        return redirect("people:profile")
    return render(request, "people/profile.html", {"form": form, "tab": "profile"})


def _acting_membership(request) -> Membership | None:
    acting = request.actor.membership_id
    return next((one for one in request.memberships if one.pk == acting), None)


@login_required
def visibility(request):
    """Who sees each field."""
    form = VisibilityForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        actions.change_visibility(
            person=request.user,
            choices=form.cleaned_data,
            actor=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("Visibilità salvata."))
        return redirect("people:visibility")
    return render(request, "people/visibility.html", {"form": form, "tab": "visibility"})


@login_required
@require_GET
def memberships(request):
    """The places the person has, had or waits for, with roles, period and act."""
    places = queries.my_memberships(request.user)
    return render(request, "people/memberships.html", {"places": places, "tab": "memberships"})


@login_required
@require_GET
def security(request):
    """How the person proves who he is, and the last sign-ins."""
    factors = list(Authenticator.objects.filter(user=request.user))
    linked = set(SocialAccount.objects.filter(user=request.user).values_list("provider", flat=True))
    providers = [
        {
            "id": one.app.provider_id,
            "name": one.name,
            "is_linked": one.app.provider_id in linked,
        }
        for one in (identity_adapter(request).list_providers(request) if is_configured() else ())
    ]
    context = {
        "tab": "security",
        "totp": next((one for one in factors if one.type == Authenticator.Type.TOTP), None),
        "passkeys": [one for one in factors if one.type == Authenticator.Type.WEBAUTHN],
        "recovery": next(
            (one for one in factors if one.type == Authenticator.Type.RECOVERY_CODES),
            None,
        ),
        "providers": providers,
        "sign_ins": request.user.sign_ins.all()[:10],
    }
    return render(request, "people/security.html", context)


@login_required
@require_POST
def session_close(request, pk):
    """Sign out of one browser."""
    session = get_object_or_404(queries.sessions_of(request.user), pk=pk)
    actions.close_session(
        person=request.user, session=session, actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Sessione chiusa."))
    return redirect("usersessions_list")


@login_required
@require_POST
def sessions_close_others(request):
    count = actions.close_other_sessions(
        person=request.user,
        keep=request.session.session_key,
        actor=request.actor,
        now=timezone.now(),
    )
    messages.success(request, _("Sessioni chiuse: %(count)d.") % {"count": count})
    return redirect("usersessions_list")


@login_required
@require_GET
def my_data(request):
    """What the platform holds on the person, shown before it is downloaded."""
    return render(
        request,
        "people/my_data.html",
        {"tab": "data", "sections": mine.sections(request.user)},
    )


@login_required
@require_GET
def my_data_file(request):
    """The same as a file, in a format a program can read (art. 20 GDPR)."""
    held = mine.everything(request.user, now=timezone.now())
    text = json.dumps(held, ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="i-miei-dati-pico.json"'
    response["Cache-Control"] = "no-store"
    return response


# Others -----------------------------------------------------------------------------------------


@login_required
def person(request, pk):
    """The card of a person, with what he lets this actor see."""
    card = queries.card_of(pk, request.actor)
    context = {
        "card": card,
        "may_suspend": request.actor.can(PeoplePermission.SUSPEND, card.person),
        "form": ReasonForm(),
    }
    return render(request, "people/person.html", context)


@login_required
@require_POST
def person_suspend(request, pk):
    card = queries.card_of(pk, request.actor)
    form = ReasonForm(request.POST)
    try:
        actions.suspend_person(
            person=card.person,
            reason=request.POST.get("reason", ""),
            actor=request.actor,
            now=timezone.now(),
        )
    except Refusal as refusal:
        form.is_valid()
        form.add_error("reason", refusal.message)
        context = {"card": card, "may_suspend": True, "form": form}
        return render(request, "people/person.html", context, status=409)
    messages.success(request, _("Account sospeso: le sue sessioni sono state chiuse."))
    return redirect("people:person", pk=pk)


@login_required
@require_POST
def person_reactivate(request, pk):
    card = queries.card_of(pk, request.actor)
    actions.reactivate_person(person=card.person, actor=request.actor, now=timezone.now())
    messages.success(request, _("Account riattivato."))
    return redirect("people:person", pk=pk)


# Who sees it ------------------------------------------------------------------------------------


@login_required
@require_GET
def audience_of(request):
    """A fragment: who would see an object of this scope, and whether that widens what it was."""
    scope, was = request.GET.get("scope", ""), request.GET.get("was", "")
    if not scopes.KEY.match(scope) or not audience.may_publish_at(request.actor, scope):
        raise Http404
    if was and not (scopes.KEY.match(was) and request.actor.may_read(was)):
        was = ""
    context = {
        "audience": audience.audience(scope, request.actor),
        "warning": audience.widening_warning(was, scope, request.actor),
        "confirm_name": request.GET.get("confirm", ""),
    }
    return render(request, "people/_audience.html", context)


@require_GET
def identity_help(request):
    """SPID and CIE explained, where they are not connected yet."""
    return render(request, "people/identity_help.html", {"is_configured": is_configured()})
