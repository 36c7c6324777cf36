"""«Segnala dati personali», and the pages of who decides what becomes of what was reported."""

from django.contrib import messages
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pico.core.files import names, vault
from pico.core.files.serving import HEADERS, send_version
from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from ..actions import privacy as actions
from ..actions import reading
from ..actions.access import outsider
from ..forms.privacy import ReportForm, ReportsFilter, SettleForm
from ..models import PersonalDataReport, Ticket
from ..permissions import PrivacyPermission
from ..queries import access as access_queries
from ..queries import privacy as queries
from ..queries import tickets as ticket_queries
from ..terms import OUTCOME_MEANING, Outcome
from .duty import tabs
from .routing import UNPROCESSABLE, way
from .tickets import is_desk_side, list_of

BOTH = require_http_methods(["GET", "POST"])


# Who reports -------------------------------------------------------------------------------------


@BOTH
def report(request, key):
    """Report the request itself, a message (`?messaggio=3`) or an attachment (`?file=`, `?modulo=`)."""
    found = ticket_queries.ticket(key, request.actor)
    is_desk = is_desk_side(request.actor, found)
    request.menu_entry = list_of(is_desk)
    if is_desk and "modulo" in request.GET:
        piece = {"access_file": queries.access_file_of(found, request.GET["modulo"])}
    else:
        piece = _piece(request, found, is_desk)
    way_back = (found.number, found.get_absolute_url())
    return _report_page(request, found, piece, request.actor, way(way_back, (_title(), "")))


@BOTH
def report_outside(request, secret):
    """The same, by who has no account, from his secret page."""
    asked = access_queries.of_page(secret, timezone.now())
    piece = _piece(request, asked.ticket, is_desk=False)
    page = reverse("helpdesk:access-page", args=[secret])
    crumbs = [(asked.ticket.number, page), (_title(), "")]
    answer = _report_page(request, asked.ticket, piece, outsider(asked), crumbs)
    answer["Referrer-Policy"], answer["X-Robots-Tag"] = "same-origin", "noindex"
    return answer


def _piece(request, ticket: Ticket, is_desk: bool) -> dict:
    asked = request.GET
    return queries.piece_of(
        ticket, message=asked.get("messaggio", ""), file=asked.get("file", ""), is_desk=is_desk
    )


def _title() -> str:
    return _("Segnala dati personali")


def _report_page(request, ticket: Ticket, piece: dict, actor, crumbs):
    back = crumbs[-2][1]
    form = ReportForm(request.POST or None, is_request=not piece)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_personal_data(
                ticket=ticket, actor=actor, now=timezone.now(), **piece, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request, _("Nascosto a tutti. Chi risponde della coda lo rilegge e decide.")
            )
            return redirect(back)
    context = {
        "title": _title(),
        "form": form,
        "lead": _(
            "Ciò che segnali sparisce subito dalla richiesta, per tutti. Chi risponde della coda lo "
            "rilegge: poi lo ripristina o lo toglie per sempre. Le e-mail già partite non si ritirano."
        ),
        "submit_label": _("Nascondi e segnala"),
        "cancel_url": back,
        "crumbs": crumbs,
    }
    return render(
        request, "ui/page_form.html", context, status=UNPROCESSABLE if form.errors else 200
    )


# Who decides -------------------------------------------------------------------------------------


def outcome_badge(row: PersonalDataReport):
    return badge(row.get_outcome_display(), OUTCOME_MEANING[Outcome(row.outcome)])


@require_safe
def report_list(request):
    """What waits to be read again, then what was decided."""
    request.actor.require(PrivacyPermission.SEE)
    return render_list(
        request,
        queryset=queries.reports_for(request.actor),
        columns=(
            Column("richiesta", _("Richiesta"), "ticket.number", sort="ticket__number",
                   link=PersonalDataReport.get_absolute_url),
            Column("cosa", _("Che cosa"), "get_piece_display", sort="piece"),
            Column("coda", _("Coda"), "ticket.queue.name", sort="ticket__queue__name"),
            Column("da", _("Segnalato da"), "reporter_name"),
            Column("il", _("Segnalato il"), "reported_at", sort="reported_at", kind="date"),
            Column("esito", _("Esito"), outcome_badge, sort="outcome",
                   export="get_outcome_display"),
        ),
        title=_("Dati personali segnalati"),
        filter_form=ReportsFilter,
        default_sort="-il",
        template="helpdesk/duty/queues.html",
        empty_title=_("Nessuna segnalazione"),
        empty_text=_("Chi vede una richiesta può segnalare i dati personali che contiene."),
        context={
            "tabs": tabs("helpdesk:reports", request.actor),
            "crumbs": way(
                (_("Code e turni"), reverse("helpdesk:queues")),
                (_("Dati personali segnalati"), ""),
            ),
        },
    )  # fmt: skip


@BOTH
def report_of(request, pk):
    """What was reported, for who decides; that he read it is logged."""
    found = queries.report(pk, request.actor)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _settled(request, found, form):
        return redirect("helpdesk:reports")
    if found.is_open:
        reading.note_reading(ticket=found.ticket, actor=request.actor, now=timezone.now())
    context = {
        "title": _("Dati personali segnalati: %(piece)s")
        % {"piece": found.get_piece_display().lower()},
        "number": found.ticket.number,
        "report": found,
        "form": form,
        "meaning": OUTCOME_MEANING[Outcome(found.outcome)],
        "sees_ticket": ticket_queries.visible_to(request.actor).filter(pk=found.ticket_id).exists(),
        "crumbs": way(
            (_("Dati personali segnalati"), reverse("helpdesk:reports")),
            (found.ticket.number, ""),
        ),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "helpdesk/privacy/report.html", context, status=status)


def _settled(request, found: PersonalDataReport, form: SettleForm) -> bool:
    act, said = actions.restore_piece, _("Ripristinato: si legge di nuovo nella richiesta.")
    if request.POST.get("esito") == "togli":
        act, said = actions.remove_piece, _("Tolto per sempre.")
    try:
        act(report=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, said)
    return True


@require_safe
def report_file(request, pk):
    """The attachment in quarantine, for who decides."""
    found = queries.report(pk, request.actor)
    if not found.is_open:
        raise Http404
    if found.kept_file and found.kept_file.current:
        return send_version(request, found.kept_file.current)
    if found.access_file is None:
        raise Http404
    return StreamingHttpResponse(
        vault.pieces(found.access_file.key),
        content_type=found.access_file.media_type,
        headers={
            **HEADERS,
            "Content-Disposition": names.disposition(found.access_file.name),
        },
    )
