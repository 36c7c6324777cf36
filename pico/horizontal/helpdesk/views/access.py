"""«Hai problemi di accesso?»: the form, its confirmation, the secret page of the answers."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.files import names, vault
from pico.core.files.serving import HEADERS
from pico.core.foundation.errors import Refusal
from pico.core.people.identity import SPID_ERRORS, last_error

from ..actions import access as actions
from ..actions import sharing, usefulness
from ..forms.access import TRAP, AccessForm, AnswerForm
from ..forms.asking import RateForm
from ..models import Faq
from ..queries import access as queries
from ..queries import faq as answers
from ..terms import SHOWN_TO_ASKERS, AccessProblem, TicketState, Topic
from ..workflow import TICKET
from .faq import visitor_of
from .tickets import may_nudge

BOTH = require_http_methods(["GET", "POST"])
UNPROCESSABLE, CONFLICT = 422, 409
REOPENED_BY_WORDS = (TicketState.SOLVED, TicketState.CLOSED)
# Refusals of an answer that are not about its files.
OF_THE_TEXT = ("empty", "too_long", "finished", "wrong_state", "not_permitted", "condition")


@never_cache
@BOTH
def access(request):
    """The form. What the person is told is the same whatever the address."""
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    error = last_error(request)
    form = AccessForm(*data, initial=_first_values(error))
    if request.method == "POST" and form.is_valid() and _is_calm(request, form):
        try:
            if not request.POST.get(TRAP):
                actions.take_request(space=request.space, now=timezone.now(), **form.terms())
                usefulness.forget_sightings(visitor=visitor_of(request))
        except Refusal as refusal:
            form.add_error("files", refusal.message)
        else:
            return redirect("helpdesk:access-sent")
    context = {
        "title": _("Hai problemi di accesso?"),
        "form": form,
        "trap": TRAP,
        "spid_errors": SPID_ERRORS.items(),
        "spid_said": SPID_ERRORS.get(error["code"], "") if error else "",
        "privacy_url": reverse("portal:legal", args=["privacy"]),
        "answers": list(_answers(request)),
        "faq": _asked_from(request),
        "submit_label": _("Invia la richiesta"),
    }
    return render(
        request, "helpdesk/access/form.html", context,
        status=UNPROCESSABLE if form.errors else 200,
    )  # fmt: skip


def _first_values(error) -> dict:
    """What a sign-in that failed a moment ago says by itself."""
    if not error:
        return {}
    return {
        "problem": AccessProblem.CIE if error["provider"] == "cie" else AccessProblem.SPID,
        "error_code": error["code"],
        "happened_at": error["at"],
    }


def _answers(request):
    rows = answers.visible_faqs(request.actor, request.space).filter(topic=Topic.ACCESS)
    return rows.order_by("position", "pk")[:4]


def _asked_from(request) -> Faq | None:
    """The answer that did not help, if the person comes from there."""
    key = request.GET.get("faq", "")
    rows = answers.visible_faqs(request.actor, request.space)
    return rows.filter(pk=key).first() if key.isdigit() else None


def _is_calm(request, form) -> bool:
    """Refuse more than five an hour from one place, and to one mailbox."""
    if ratelimit.consume(request, action="access_help", key=form.cleaned_data["email"].lower()):
        return True
    form.add_error(None, _("Troppe richieste in poco tempo: riprova fra un'ora."))
    return False


@require_safe
def sent(request):
    return render(request, "helpdesk/access/sent.html", {"title": _("Controlla la tua e-mail")})


@never_cache
@BOTH
def confirm(request, secret):
    """Opening the link changes nothing, for mail scanners open it too: the button confirms."""
    now = timezone.now()
    try:
        if request.method == "POST":
            page = actions.confirm_request(secret=secret, now=now)
            messages.success(
                request, _("Richiesta confermata: le risposte arrivano qui e per e-mail.")
            )
            return redirect("helpdesk:access-page", secret=page)
        found = actions.find_request(secret, now=now)
    except Refusal as refusal:
        context = {"title": _("Conferma della richiesta"), "refusal": refusal}
        return render(request, "helpdesk/access/closed_door.html", context, status=CONFLICT)
    return render(
        request, "helpdesk/access/confirm.html",
        {"title": _("Conferma la tua richiesta"), "asked": found},
    )  # fmt: skip


@never_cache
@BOTH
def page(request, secret):
    """What is said about the request, for who holds the secret of its mailbox; ninety days long."""
    found = queries.of_page(secret, timezone.now())
    form = AnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_from_page(request=found, now=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            is_of_files = request.FILES and refusal.code not in OF_THE_TEXT
            form.add_error("files" if is_of_files else None, refusal.message)
        else:
            messages.success(request, _("Risposta inviata."))
            return redirect("helpdesk:access-page", secret=secret)
    return _drawn(request, secret, found, form)


@require_POST
def step(request, secret, name):
    """One of the asker's steps, from his secret page."""
    found = queries.of_page(secret, timezone.now())
    try:
        actions.step_from_page(
            request=found, name=name, actor=actions.outsider(found), now=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Fatto."))
    return redirect("helpdesk:access-page", secret=secret)


@require_POST
def rate(request, secret):
    """How it went, by who has no account."""
    found = queries.of_page(secret, timezone.now())
    form = RateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Scegli un voto da 1 a 5."))
        return redirect("helpdesk:access-page", secret=secret)
    try:
        sharing.rate(
            ticket=found.ticket, actor=actions.outsider(found), now=timezone.now(),
            **form.cleaned_data,
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Grazie: ci aiuta a migliorare."))
    return redirect("helpdesk:access-page", secret=secret)


def _steps_of(ticket) -> list[tuple[str, str, str]]:
    """What an asker may do now: name, label, what must be confirmed before."""
    known = {one.name: one for one in TICKET.steps_of(ticket.flow_version)}
    found = [known[name] for name in actions.OUTSIDE_STEPS if ticket.state in known[name].sources]
    steps = [(one.name, one.label, one.confirm) for one in found]
    return [*steps, (actions.NUDGE, _("Sollecita"), "")] if may_nudge(ticket) else steps


def _drawn(request, secret: str, found, form):
    ticket = found.ticket
    response = render(
        request,
        "helpdesk/access/page.html",
        {
            "title": ticket.subject,
            "number": ticket.number,
            "ticket": ticket,
            "asked": found,
            "files": list(found.files.all()),
            "said": list(ticket.messages.filter(kind__in=SHOWN_TO_ASKERS).select_related("author")),
            "happenings": list(ticket.happenings.filter(is_internal=False).order_by("-at", "-pk")),
            "form": form,
            "report_url": reverse("helpdesk:report-outside", args=[secret]),
            "steps": [
                (reverse("helpdesk:access-step", args=[secret, name]), label, confirm)
                for name, label, confirm in _steps_of(ticket)
            ],
            "may_rate": ticket.state in REOPENED_BY_WORDS,
            "rate_url": reverse("helpdesk:access-rate", args=[secret]),
            "rate_form": RateForm(),
            "may_answer": ticket.is_open or ticket.state in REOPENED_BY_WORDS,
        },
    )
    # The address is a secret: no other site is told of it, no search engine keeps it. Our own is told:
    # with «no-referrer» browsers hide where a form comes from, and it would be refused.
    response["Referrer-Policy"], response["X-Robots-Tag"] = "same-origin", "noindex"
    return response


@require_safe
def file(request, pk):
    """An attachment of such a request, for who works on its ticket."""
    found = queries.file(pk, request.actor)
    return StreamingHttpResponse(
        vault.pieces(found.key),
        content_type=found.media_type,
        headers={**HEADERS, "Content-Disposition": names.disposition(found.name)},
    )
