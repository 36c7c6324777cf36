"""In and out: pages that need no account and set no cookie.

They are outside the check of CSRF on purpose: they act by a link that only a mailbox has, or take a
request that the mailbox must confirm; no session gives them any power.
"""

from allauth.core import ratelimit
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.foundation.errors import Refusal
from pico.core.ui.marks import public_page

from .. import addresses, queries, settings
from ..actions import erasing
from ..actions import subscribing as actions
from ..actions.choosing import set_preferences
from ..forms import PreferencesForm, SubscribeForm
from ..models import MailingList, Subscriber
from ..terms import SubscriberState
from ._place import same_site, sent

TRAP = "sito_web"
UNPROCESSABLE, CONFLICT = 422, 409


@csrf_exempt
@require_http_methods(["GET", "POST"])
@public_page
def subscribe(request):
    """The public form; the answer is the same whoever is behind the address."""
    lists = list(queries.open_lists(request.space))
    if not lists:
        raise Http404
    rows = queries.open_lists(request.space)
    form = SubscribeForm(sent(request), lists=rows)
    if request.method == "POST" and form.is_valid() and _is_calm(request, form):
        if not request.POST.get(TRAP):
            values = form.cleaned_data
            values.pop("consent")
            actions.subscribe(
                space=request.space, ip=request.META.get("REMOTE_ADDR", ""), now=timezone.now(),
                **values,
            )  # fmt: skip
        return redirect("newsletter:subscribed")
    context = {
        "form": form,
        "title": _("Iscriviti alla newsletter"),
        "trap": TRAP,
        "only": lists[0] if len(lists) == 1 else None,
        "privacy_url": privacy_url(request.space),
        "crumbs": [
            (_("Archivio newsletter"), reverse("newsletter:archive")),
            (_("Iscriviti"), ""),
        ],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "newsletter/subscribe.html", context, status=status)


def privacy_url(space) -> str:
    return settings.of(space).privacy_url or reverse("portal:legal", args=["privacy"])


def _is_calm(request, form) -> bool:
    """Refuse what other sites send, and a flood from one place (the limit of the sign-up)."""
    if not same_site(request):
        form.add_error(None, _("Apri il modulo da questo sito e invialo di nuovo."))
        return False
    if not ratelimit.consume(request, action="signup"):
        form.add_error(None, _("Troppe richieste in poco tempo: riprova tra qualche minuto."))
        return False
    return True


@require_safe
@public_page
def subscribed(request):
    return render(request, "newsletter/subscribed.html", {"title": _("Controlla la tua e-mail")})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request, token):
    """Opening the link changes nothing, for mail scanners open it too: the button confirms."""
    now = timezone.now()
    try:
        if request.method == "POST":
            subscriber = actions.confirm(
                space=request.space, token=token, ip=request.META.get("REMOTE_ADDR", ""), now=now
            )
            return _confirmed(request, subscriber)
        found = actions.find_confirmation(space=request.space, token=token, now=now)
    except Refusal as refusal:
        context = {"refusal": refusal, "title": _("Conferma dell'iscrizione")}
        return render(request, "newsletter/closed_door.html", context, status=CONFLICT)
    waiting = found.subscriber.subscriptions.filter(state=SubscriberState.PENDING)
    context = {
        "title": _("Conferma l'iscrizione"),
        "lists": [one.mailing_list for one in waiting.select_related("mailing_list")],
        "email": found.subscriber.email,
        "privacy_url": privacy_url(request.space),
    }
    return render(request, "newsletter/confirm.html", context)


def _confirmed(request, subscriber):
    token = addresses.personal_token(subscriber)
    context = {
        "title": _("Iscrizione confermata"),
        "preferences_url": reverse("newsletter:preferences", args=[token]),
    }
    return render(request, "newsletter/confirmed.html", context)


def _owner(request, token: str) -> tuple[Subscriber, int, int]:
    """Who a personal link belongs to, with the list and the issue it names; else 404."""
    read = addresses.read_token(token)
    subscriber = (
        Subscriber.objects.filter(key=read[0], space=request.space)
        .exclude(state=SubscriberState.ERASED)
        .select_related("space__ente", "ente")
        .first()
        if read
        else None
    )
    if read is None or subscriber is None:
        raise Http404(_("Il collegamento non è completo, o i dati sono già stati cancellati."))
    return subscriber, read[1], read[2]


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def leave(request, token):
    """One click: a POST takes off at once (RFC 8058); a GET, which scanners make, shows the button."""
    subscriber, list_id, issue_id = _owner(request, token)
    context = {
        "title": _("Disiscrizione"),
        "mailing_list": MailingList.objects.filter(pk=list_id, space=request.space).first(),
        "preferences_url": reverse(
            "newsletter:preferences", args=[addresses.personal_token(subscriber)]
        ),
    }
    if request.method == "POST":
        actions.leave(subscriber=subscriber, list_id=list_id, issue_id=issue_id, now=timezone.now())
        return render(request, "newsletter/left.html", context)
    return render(request, "newsletter/leave.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def preferences(request, token):
    """Lists and topics of one address, opened by its own link."""
    subscriber, _list, _issue = _owner(request, token)
    active = subscriber.subscriptions.filter(state=SubscriberState.ACTIVE)
    offered = queries.open_lists(request.space) | MailingList.objects.filter(
        pk__in=active.values("mailing_list")
    )
    form = PreferencesForm(
        sent(request),
        lists=offered.distinct(),
        initial={
            "first_name": subscriber.first_name,
            "last_name": subscriber.last_name,
            "topics": subscriber.topics,
            "lists": list(active.values_list("mailing_list", flat=True)),
        },
    )
    is_saved = False
    if request.method == "POST" and form.is_valid():
        set_preferences(subscriber=subscriber, now=timezone.now(), **form.cleaned_data)
        is_saved = True
    context = {
        "form": form,
        "title": _("Le tue preferenze"),
        "email": subscriber.email,
        "is_saved": is_saved,
        "token": token,
        "privacy_url": privacy_url(request.space),
    }
    return render(request, "newsletter/preferences.html", context)


@never_cache
@require_safe
def own_data(request, token):
    """Everything held on the address, as a file (GDPR art. 15 and 20)."""
    subscriber, _list, _issue = _owner(request, token)
    return data_file(subscriber)


def data_file(subscriber: Subscriber) -> JsonResponse:
    return JsonResponse(
        queries.everything(subscriber),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="newsletter-i-miei-dati.json"'},
    )


@csrf_exempt
@never_cache
@require_POST
def erase_own(request, token):
    """Erase everything held on the address (GDPR art. 17)."""
    subscriber, _list, _issue = _owner(request, token)
    erasing.erase(subscriber=subscriber, now=timezone.now())
    return render(request, "newsletter/erased.html", {"title": _("Dati cancellati")})
