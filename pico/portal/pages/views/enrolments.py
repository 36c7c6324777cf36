"""Enrolment in an event: the form, the links of the mail, the list of who organises."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge
from pico.portal.sites.permissions import SitePermission

from .. import queries
from ..actions import enrolments as actions
from ..forms import EnrolmentFilter, EnrolmentForm
from ..terms import EnrolmentMode, EnrolmentState

CONFLICT = 409
MEANINGS = {
    EnrolmentState.PENDING: "draft",
    EnrolmentState.ENROLLED: "done",
    EnrolmentState.WAITING: "waiting",
    EnrolmentState.CANCELLED: "refused",
}


@never_cache
def enrol(request, pk: int):
    """The form of an event; who is registered finds name and address there."""
    event = queries.event_here(request.space, request.actor, pk)
    if event.enrolment == EnrolmentMode.MEMBERS and not request.actor.is_known:
        raise Refusal(_("Accedi per iscriverti a questo evento."), code="sign_in")
    form = EnrolmentForm(request.POST or None, person=_person(request))
    if request.method == "POST" and form.is_valid() and _is_calm(request, form):
        try:
            made = actions.enrol(
                event=event,
                space=request.space,
                actor=request.actor,
                now=timezone.now(),
                **form.terms(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return _done(request, event, made)
    context = {
        "title": _("Iscriviti"),
        "event": event,
        "form": form,
        "free": queries.free_seats(event),
        "crumbs": [*queries.crumbs(event)[:-1], (event.title, event.url), (_("Iscriviti"), "")],
        "submit_label": _("Iscriviti"),
        "cancel_url": event.url,
    }
    return render(request, "pages/enrol.html", context)


def _person(request):
    return request.user if request.actor.is_known else None


def _is_calm(request, form) -> bool:
    if request.actor.is_known or ratelimit.consume(request, action="signup"):
        return True
    form.add_error(None, _("Troppe richieste in poco tempo: riprova tra qualche minuto."))
    return False


def _done(request, event, made):
    """Say what happens now; to a stranger the same whatever his address is known for."""
    if not request.actor.is_known:
        context = {"title": _("Controlla la tua posta"), "event": event, "email": made.email}
        return render(request, "pages/enrol_sent.html", context)
    if made.state == EnrolmentState.WAITING:
        messages.info(request, _("I posti sono esauriti: sei in lista d'attesa."))
    else:
        messages.success(request, _("Sei iscritto: ti abbiamo scritto una e-mail."))
    return redirect("pages:enrolment", actions.token_of(made))


@never_cache
def mine(request, token: str):
    """One's own enrolment. Opening the link changes nothing, for mail scanners open it too."""
    try:
        enrolment = actions.by_token(token)
    except Refusal as refusal:
        return _closed(request, refusal)
    context = {
        "title": enrolment.event.title,
        "enrolment": enrolment,
        "event": enrolment.event,
        "token": token,
        "meaning": MEANINGS[enrolment.state],
    }
    return render(request, "pages/enrolment.html", context)


def _closed(request, refusal: Refusal):
    context = {"title": _("Iscrizione"), "refusal": refusal}
    return render(request, "pages/enrolment_closed.html", context, status=CONFLICT)


@require_POST
def confirm(request, token: str):
    try:
        enrolment = actions.by_token(token)
        made = actions.confirm_enrolment(
            enrolment=enrolment, space=request.space, now=timezone.now()
        )
    except Refusal as refusal:
        return _closed(request, refusal)
    if made.state == EnrolmentState.WAITING:
        messages.info(request, _("I posti sono esauriti: sei in lista d'attesa."))
    else:
        messages.success(request, _("Iscrizione confermata."))
    return redirect("pages:enrolment", token)


@require_POST
def cancel(request, token: str):
    try:
        enrolment = actions.by_token(token)
        actions.cancel_enrolment(
            enrolment=enrolment, space=request.space, actor=request.actor, now=timezone.now()
        )
    except Refusal as refusal:
        return _closed(request, refusal)
    messages.success(request, _("Iscrizione annullata: grazie di averlo detto."))
    return redirect("pages:enrolment", token)


COLUMNS = (
    Column("name", gettext_lazy("Nome e cognome"), sort="name"),
    Column("organisation", gettext_lazy("Ente o organizzazione"), sort="organisation"),
    Column("email", gettext_lazy("E-mail"), sort="email"),
    Column(
        "state",
        gettext_lazy("Stato"),
        value=lambda row: badge(row.get_state_display(), MEANINGS[row.state]),
        sort="state",
        export="get_state_display",
    ),
    Column("created_at", gettext_lazy("Iscritto il"), sort="created_at"),
)


def participants(request, pk: int):
    """Who takes part: for the editors of the site, with its file."""
    event = queries.own_event(request.space, pk)
    if event is None or not request.actor.can(SitePermission.EDIT, request.space):
        raise Http404
    return render_list(
        request,
        queryset=event.enrolments.all(),
        columns=COLUMNS,
        filter_form=EnrolmentFilter,
        title=_("Iscritti a «%(event)s»") % {"event": event.title},
        context={"crumbs": [(_("Sito"), queries.site_url()), (_("Iscritti"), "")]},
        empty_title=_("Nessun iscritto"),
    )
