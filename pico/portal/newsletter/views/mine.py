"""«Le mie iscrizioni»: what a registered user receives, from any space."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import queries
from ..actions.choosing import choose_for_person
from ..forms import MineForm
from ..models import Subscriber
from ._place import sent
from .subscribing import privacy_url


@login_required
def mine(request):
    """Registration is no consent: new lists ask for it explicitly."""
    already = queries.active_of(request.user)
    first = Subscriber.objects.filter(person=request.user).first()
    form = MineForm(
        sent(request),
        lists=queries.lists_for(request.user, request.space),
        already=already,
        initial={"lists": sorted(already), "topics": first.topics if first else []},
    )
    if request.method == "POST" and form.is_valid():
        choose_for_person(
            person=request.user, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Le tue iscrizioni sono aggiornate."))
        return redirect("newsletter:mine")
    context = {
        "form": form,
        "title": _("Le mie iscrizioni"),
        "privacy_url": privacy_url(request.space),
    }
    return render(request, "newsletter/mine.html", context, status=422 if form.errors else 200)
