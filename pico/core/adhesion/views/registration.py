"""Pages of who comes in: registration, proof of the e-mail, one's own assignments."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.people import identity

from ..actions import registration as actions
from ..actions.requests import withdraw_request
from ..forms import ConfirmForm, JoinForm, RegistrationForm
from ..queries.members import own_memberships

CONFLICT = 409


@never_cache
def register(request):
    """The public form; the answer is the same for known and unknown addresses."""
    form = RegistrationForm(request.POST or None, initial=identity.first_values(request))
    if request.method == "POST" and form.is_valid() and _is_calm(request, form):
        actions.register(**form.terms(), now=timezone.now())
        request.session["registered_email"] = form.cleaned_data["email"]
        return redirect("adhesion:sent")
    return render(
        request,
        "adhesion/register.html",
        {"form": form, "submit_label": _("Invia la richiesta")},
    )


def _is_calm(request, form) -> bool:
    """Refuse a flood of registrations from one place, by the limit of the sign-up of allauth."""
    if ratelimit.consume(request, action="signup"):
        return True
    form.add_error(None, _("Troppe richieste in poco tempo: riprova tra qualche minuto."))
    return False


def sent(request):
    email = request.session.get("registered_email", "")
    return render(request, "adhesion/sent.html", {"email": email})


@never_cache
def confirm(request, token: str):
    """Opening the link changes nothing, for mail scanners open it too: the button confirms."""
    now = timezone.now()
    try:
        found = actions.find_registration(token, now=now)
    except Refusal as refusal:
        return closed_door(request, refusal, _("Conferma dell'e-mail"))
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            confirmed = actions.confirm_registration(
                token=token, password=form.cleaned_data["password"], now=now
            )
            identity.link_pending(request, confirmed.person)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return render(request, "adhesion/confirmed.html", {"registration": found})
    return render(
        request,
        "adhesion/confirm.html",
        {"form": form, "registration": found, "submit_label": _("Conferma la mia e-mail")},
    )


def closed_door(request, refusal: Refusal, title: str):
    """Say why a link does not open, and where to go."""
    return render(
        request,
        "adhesion/closed_door.html",
        {"refusal": refusal, "title": title},
        status=CONFLICT,
    )


@login_required
def mine(request):
    memberships = own_memberships(request.actor)
    return render(request, "adhesion/mine.html", {"memberships": memberships})


@login_required
def ask(request):
    """Ask for one more ente."""
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_membership(
                person=request.user, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Richiesta inviata: riceverai una e-mail con la risposta."))
            return redirect("adhesion:mine")
    return render(
        request,
        "ui/page_form.html",
        {
            "title": _("Chiedi per un altro ente"),
            "form": form,
            "submit_label": _("Invia la richiesta"),
        },
    )


@login_required
@require_POST
def withdraw(request, pk: int):
    membership = get_object_or_404(own_memberships(request.actor), pk=pk)
    withdraw_request(membership=membership, actor=request.actor, now=timezone.now())
    messages.success(request, _("Richiesta ritirata."))
    return redirect("adhesion:mine")
