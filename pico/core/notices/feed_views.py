"""The page of personal calendar addresses, and the calendar behind each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from . import actions, calendar, queries
from .forms import FeedForm
from .messages import absolute
from .permissions import NoticesPermission


@login_required
@never_cache
def feeds(request):
    """One's calendar addresses; a new one is shown this once."""
    request.actor.require(NoticesPermission.FEED)
    form, address = FeedForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        secret = actions.create_feed(
            label=form.cleaned_data["label"], actor=request.actor, now=timezone.now()
        )
        address, form = absolute(reverse("notices:feed", args=[secret])), FeedForm()
    context = {
        "title": _("Calendario delle scadenze"),
        "crumbs": [(_("Avvisi"), reverse("notices:inbox")), (_("Calendario"), "")],
        "form": form,
        "submit_label": _("Crea l'indirizzo"),
        "address": address,
        "feeds": list(queries.feeds(request.actor)),
    }
    return render(request, "notices/feeds.html", context)


@login_required
@require_POST
def feed_revoke(request, pk):
    feed = queries.feed_to_revoke(pk, request.actor)
    actions.revoke_feed(feed=feed, actor=request.actor, now=timezone.now())
    messages.success(request, _("Calendario revocato: il suo indirizzo non risponde più."))
    return redirect("notices:feeds")


@never_cache
def feed(request, token):
    """The calendar behind a personal address; 404 once revoked or once its person may not act."""
    now = timezone.now()
    found = queries.feed_by_fingerprint(actions.fingerprint(token))
    actions.mark_feed_used(feed=found, now=now)
    entries = calendar.of_person(
        found.person, today=timezone.localdate(now), whole_ente=request.GET.get("di") == "ente"
    )
    return HttpResponse(
        calendar.drawn(entries, now=now),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="pico.ics"'},
    )
