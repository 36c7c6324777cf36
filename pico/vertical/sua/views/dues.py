"""What the enti owe their SUA: the list with its totals, one with its steps, the note that asks for it."""

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Bulk, Column, render_list
from pico.core.ui.templatetags.ui import badge, term
from pico.engines.workflow.actions import move_all
from pico.engines.workflow.views import step_page

from ..actions.dues.steps import make_step
from ..forms.dues import DueFilter, RequestManyForm
from ..models import Due
from ..models.office import is_office
from ..permissions import DuePermission
from ..queries import dues as queries
from ..queries import printing
from ..terms.dues import STILL_OWED, DueState
from .shared import BOTH, UNPROCESSABLE, section, written

crumbs = section(gettext_lazy("Rimborsi alla SUA"), "sua:dues")


def titled(due: Due):
    tender = due.lot.tender
    return format_html(
        '{} <span class="pico-sua-number">{}</span>', tender.subject, due.lot
    )  # fmt: skip


def due_day(due: Due):
    """The day by which it is owed, with how it presses while it is not paid."""
    if due.due_on is None:
        return ""
    return term(due.due_on) if due.state == DueState.REQUESTED else due.due_on


COLUMNS = (
    Column(
        "gara", gettext_lazy("Gara e lotto"), titled, sort="lot__tender__number",
        link=Due.get_absolute_url, export=lambda due: f"{due.lot} – {due.lot.tender.subject}",
    ),
    Column("cig", gettext_lazy("CIG"), "lot.cig"),
    Column("ente", gettext_lazy("Ente"), "ente", sort="ente__name"),
    Column("base", gettext_lazy("Base di gara dell'ente"), "base", sort="base", kind="money"),
    Column("importo", gettext_lazy("Importo"), "amount", sort="amount", kind="money"),
    Column(
        "stato", gettext_lazy("Stato"), lambda due: badge(due.state_label, due.state_meaning),
        sort="state", export="state_label",
    ),
    Column("calcolato", gettext_lazy("Calcolato il"), "reckoned_on", sort="reckoned_on", kind="date"),
    Column("entro", gettext_lazy("Dovuto entro"), due_day, sort="due_on", export="due_on"),
    Column("pagato", gettext_lazy("Pagato il"), "paid_on", sort="paid_on", kind="date"),
    Column("atto", gettext_lazy("Nota o atto"), "act"),
)  # fmt: skip
# The CIG, the base and the note are for the file: the page keeps what one looks for.
SHOWN = tuple(one for one in COLUMNS if one.key not in ("cig", "base", "pagato", "atto"))
OF_ENTE = tuple(one for one in SHOWN if one.key != "ente")


@require_safe
def listed(request):
    """For the SUA what its enti owe, for an ente what it owes: sums by state of what is listed."""
    actor = request.actor
    actor.require(DuePermission.LIST)
    rows = queries.dues(actor, request.space.ente)
    form = DueFilter(request.GET)
    is_desk = is_office(actor) and actor.ente_id == request.space.ente_id
    shown = SHOWN if actor.ente_id == request.space.ente_id else OF_ENTE
    return render_list(
        request,
        queryset=rows,
        columns=COLUMNS if request.GET.get("formato") else shown,
        filter_form=form,
        title=_("Rimborsi alla SUA"),
        template="sua/dues/list.html",
        bulk=(Bulk(_("Richiedi agli enti"), reverse("sua:dues-request")),) if is_desk else (),
        empty_title=_("Nessun rimborso"),
        empty_text=_("Si calcola da sé all'aggiudicazione di un lotto, con lo schema della convenzione."),
        context={
            "crumbs": crumbs(),
            "totals": [] if request.GET.get("formato") else queries.totals(form.narrow(rows)),
        },
    )  # fmt: skip


@require_POST
def request_many(request):
    """Ask for the chosen ones with one note: first what is asked, then each; refusals are told."""
    actor = request.actor
    actor.require(DuePermission.LIST)
    keys = [key for key in request.POST.getlist("scelti") if key.isdigit()]
    rows = list(queries.dues(actor, request.space.ente).filter(pk__in=keys))
    if not rows:
        raise Refusal(_("Scegli almeno un rimborso dall'elenco."), code="none_chosen")
    form = RequestManyForm(request.POST if "act" in request.POST else None)
    if form.is_valid():
        asked = partial(make_step, **form.cleaned_data)
        done = move_all(records=rows, name="request", actor=actor, now=timezone.now(), act=asked)
        if done.moved:
            messages.success(request, _("Richiesti agli enti: %(n)d.") % {"n": len(done.moved)})
        for one, why in done.refused:
            messages.warning(request, f"{one}: {why}")
        return redirect("sua:dues")
    return render(
        request,
        "sua/dues/request.html",
        {
            "title": _("Richiedi i rimborsi scelti"), "form": form, "dues": rows,
            "submit_label": _("Richiedi agli enti"), "cancel_url": reverse("sua:dues"),
            "crumbs": crumbs((_("Richiedi"), "")),
        },
        status=UNPROCESSABLE if form.errors else HTTPStatus.OK,
    )  # fmt: skip


@require_safe
def record(request, pk):
    """One due: how it was reckoned, beside the estimate of the request; its steps, its story."""
    found = queries.due_for(pk, request.actor, request.space.ente)
    tender = found.lot.tender
    rest = queries.of_tender(tender, request.actor)
    return render(
        request,
        "sua/dues/record.html",
        {
            "title": _("Rimborso alla SUA – %(ente)s") % {"ente": found.ente},
            "due": found,
            "tender": tender,
            "lines": list(found.lines.all()),
            "compared": queries.compared(tender, found.ente_id, rest),
            "others": [one for one in rest if one.pk != found.pk],
            "next_term": found.due_on if found.state == DueState.REQUESTED else None,
            "turn": _turn(found),
            "crumbs": crumbs((str(found.lot), "")),
        },
    )


def _turn(due: Due) -> str:
    """Who moves now: the SUA asks for it, then the ente pays."""
    if due.state not in STILL_OWED:
        return ""
    return str(due.sua if due.state == DueState.ESTIMATED else due.ente)


@BOTH
def step(request, pk, name):
    found = queries.due_for(pk, request.actor, request.space.ente)
    back = found.get_absolute_url()
    return step_page(
        request, found, name, back=back, act=make_step,
        crumbs=tuple(crumbs((str(found.lot), back))),
    )  # fmt: skip


@require_safe
def letter(request, pk, kind):
    """The note that asks for it, to sign and send: PDF, or DOCX to change."""
    found = queries.due_for(pk, request.actor, request.space.ente)
    return written(
        kind,
        title=printing.due_title(found),
        body=printing.due_letter(found, now=timezone.now()),
        name=f"rimborso {found.lot} {found.ente}",
    )
