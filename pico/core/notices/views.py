"""Inbox, «Tocca a me», preferences, delegations."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pico.core.people.models import Person

from . import actions, queries
from . import messages as mails
from .forms import DelegationForm, PreferencesForm
from .terms import Cadence, NoticeLevel

PER_PAGE = 25
FILTERS = {"tutti": {}, "da-leggere": {"read_at": None}}


# Inbox ------------------------------------------------------------------------------------------


@login_required
def inbox(request):
    """What happened, one entry for each object, newest first."""
    shown = request.GET.get("mostra", "tutti")
    level = request.GET.get("classe", "")
    rows = queries.notices(request.actor).filter(**FILTERS.get(shown, {}))
    if level in NoticeLevel.values:
        rows = rows.filter(level=level)
    page = Paginator(queries.threads(rows), PER_PAGE).get_page(request.GET.get("pagina"))
    entries = queries.entries(page.object_list, request.actor)
    actions.mark_seen(
        pks=[entry.notice.pk for entry in entries], actor=request.actor, now=timezone.now()
    )
    context = {
        "title": _("Avvisi"),
        "page": page,
        "entries": entries,
        "shown": shown if shown in FILTERS else "tutti",
        "level": level,
        "levels": NoticeLevel.choices,
        "counts": queries.counts(request.actor),
    }
    return render(request, "notices/inbox.html", context)


@login_required
def go(request, pk):
    """Open what a notice speaks of, and mark it as read."""
    notice = queries.notice(pk, request.actor)
    actions.mark_read(notice=notice, actor=request.actor, now=timezone.now())
    return redirect(_ours(request, notice.url))


def _ours(request, url: str) -> str:
    """The address of the notice; the inbox when it leads out of the platform."""
    is_ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if is_ours else reverse("notices:inbox")


@login_required
@require_POST
def mark(request, pk):
    """Mark one object as read, or its newest notice as unread."""
    notice = queries.notice(pk, request.actor)
    act = actions.mark_unread if request.POST.get("come") == "da-leggere" else actions.mark_read
    act(notice=notice, actor=request.actor, now=timezone.now())
    if request.headers.get("HX-Request"):
        row = queries.threads(queries.notices(request.actor)).filter(
            subject_type=notice.subject_type, subject_id=notice.subject_id
        )
        entry = queries.entries(row, request.actor)[0]
        return render(request, "notices/_entry.html", {"entry": entry})
    return redirect("notices:inbox")


@login_required
@require_POST
def mark_all(request):
    actions.mark_all_read(actor=request.actor, now=timezone.now())
    messages.success(request, _("Tutti gli avvisi sono segnati come letti."))
    return redirect("notices:inbox")


# Tasks ------------------------------------------------------------------------------------------


@login_required
def tasks(request):
    """What waits for the person's act, by term; what colleagues entrusted comes marked."""
    today = timezone.localdate()
    page = Paginator(queries.tasks(request.actor), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "title": _("Tocca a me"),
        "page": page,
        "lines": queries.with_modules(page.object_list),
        "today": today,
        "delegations": list(queries.delegations(request.actor)),
    }
    return render(request, "notices/tasks.html", context)


@login_required
def delegate(request):
    """Entrust one's tasks to a colleague for a period."""
    form = DelegationForm(request.POST or None, colleagues=queries.colleagues(request.actor))
    if request.method == "POST" and form.is_valid():
        delegation = actions.delegate_tasks(
            **form.cleaned_data,
            url=reverse("notices:tasks"),
            actor=request.actor,
            now=timezone.now(),
        )
        messages.success(
            request, _("Le tue attività sono affidate a %(name)s.") % {"name": delegation.colleague}
        )
        return redirect("notices:tasks")
    context = {
        "title": _("Affida le tue attività"),
        "form": form,
        "crumbs": [(_("Tocca a me"), reverse("notices:tasks")), (_("Affida"), "")],
        "submit_label": _("Affida le attività"),
        "cancel_url": reverse("notices:tasks"),
        "lead": _("Durante le ferie un collega del tuo ente vede ciò che aspetta te."),
    }
    return render(request, "ui/page_form.html", context)


@login_required
@require_POST
def delegation_end(request, pk):
    delegation = queries.delegation_given(pk, request.actor)
    actions.end_delegation(delegation=delegation, actor=request.actor, now=timezone.now())
    messages.success(request, _("Delega revocata."))
    return redirect("notices:tasks")


# Preferences ------------------------------------------------------------------------------------


@login_required
def preferences(request):
    """How often each class of notices, and each kind, comes by mail."""
    form = PreferencesForm(
        request.POST or None,
        person_id=request.actor.person_id,
        known_kinds=queries.kinds_of(request.actor),
    )
    if request.method == "POST" and form.is_valid():
        actions.change_preferences(
            levels=form.levels,
            kinds=form.kinds,
            quiet=form.quiet,
            actor=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("Preferenze salvate."))
        return redirect("notices:preferences")
    context = {
        "title": _("Come ricevere gli avvisi"),
        "form": form,
        "crumbs": [(_("Avvisi"), reverse("notices:inbox")), (_("Preferenze"), "")],
        "lead": _(
            "Dentro Pi.Co. trovi sempre tutto. Qui scegli che cosa arriva anche per e-mail, e quando."
        ),
    }
    return render(request, "ui/page_form.html", context)


# Mail programs post to this address by themselves: its signed word stands for the person.
@csrf_exempt
def stop(request, token):
    """Stop a digest by the link in it: a page that asks, or the mail program's one click."""
    found = mails.read_stop_token(token)
    person = Person.objects.filter(pk=found[0]).first() if found else None
    if person is None:
        raise Http404
    if request.method == "POST":
        actions.stop_mail(person=person, cadence=found[1], now=timezone.now())
        if "List-Unsubscribe" in request.POST:
            return HttpResponse(status=204)
    context = {
        "title": _("Riepiloghi per e-mail"),
        "is_done": request.method == "POST",
        "label": Cadence(found[1]).label,
    }
    return render(request, "notices/stop.html", context)
