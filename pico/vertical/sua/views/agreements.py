"""Agreements: list, record, form; requests to join."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.files.serving import send_version
from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge
from pico.engines.workflow.views import step_page

from ..actions import agreements as actions
from ..forms.agreements import TABLES, AdhesionForm, AgreementFilter, AgreementForm, EndForm
from ..models import Agreement
from ..permissions import SuaPermission as May
from ..queries import agreements as queries
from ..terms.agreements import ADHESION_MEANING, AGREEMENT_MEANING
from .request_draft import line_of
from .shared import BOTH, form_page, section

crumbs = section(gettext_lazy("Convenzioni"), "sua:agreements")


def outside_mark(agreement: Agreement):
    if not agreement.is_outside:
        return agreement.ente.name
    return format_html(
        '{} <span class="pico-sua-outside">{}</span>', agreement.ente.name, _("fuori territorio")
    )


@require_safe
def listed(request):
    """The agreements of the SUA, or the ente's own, with how they stand today."""
    actor = request.actor
    actor.require(May.SEE_AGREEMENTS)
    today = timezone.localdate()
    warned = queries.warned_from(today)

    def state(agreement):
        found = agreement.state_on(today, warned)
        return badge(found.label, AGREEMENT_MEANING[found])

    columns = (
        Column("ente", gettext_lazy("Ente"), outside_mark, sort="ente__name",
               link=Agreement.get_absolute_url, export="ente"),
        Column("sua", gettext_lazy("SUA"), "sua", sort="sua__name"),
        Column("oggetto", gettext_lazy("Oggetto"), "subject", sort="subject"),
        Column("stato", gettext_lazy("Stato"), state,
               export=lambda one: one.state_on(today, warned).label),
        Column("dal", gettext_lazy("Dal"), "valid_from", sort="valid_from", kind="date"),
        Column("al", gettext_lazy("Fino al"), "last_day", sort="valid_to", kind="date"),
    )  # fmt: skip
    return render_list(
        request,
        queryset=queries.visible_agreements(actor),
        columns=columns,
        title=_("Convenzioni SUA"),
        filter_form=AgreementFilter,
        template="sua/agreements/list.html",
        empty_title=_("Nessuna convenzione"),
        empty_text=_("Senza una convenzione in vigore un ente può solo chiedere l'adesione."),
        context={
            "may_make": actor.can(May.MAKE_AGREEMENT),
            "may_ask": actor.can(May.ASK_ADHESION)
            and not queries.in_force(actor.ente_id, request.space.ente_id, today),
            "adhesions": [
                (one, ADHESION_MEANING[one.state]) for one in queries.visible_adhesions(actor)[:10]
            ],
            "crumbs": crumbs(),
        },
    )


@require_safe
def record(request, pk):
    found = queries.agreement_for(pk, request.actor)
    today = timezone.localdate()
    state = queries.state_of(found, today)
    return render(
        request,
        "sua/agreements/record.html",
        {
            "title": found.subject,
            "number": found.act,
            "agreement": found,
            "state": state,
            "meaning": AGREEMENT_MEANING[state],
            "next_term": found.last_day if found.last_day >= today else None,
            "may_change": request.actor.can(May.CHANGE_AGREEMENT, found),
            "crumbs": crumbs((str(found.ente), "")),
        },
    )


@require_safe
def file(request, pk):
    """The signed text, for both parties."""
    found = queries.agreement_for(pk, request.actor)
    if found.file is None:
        raise Http404
    return send_version(request, found.file.current)


@BOTH
def new(request):
    request.actor.require(May.MAKE_AGREEMENT)
    return _edited(request, None)


@BOTH
def change(request, pk):
    found = queries.agreement_for(pk, request.actor)
    request.actor.require(May.CHANGE_AGREEMENT, found)
    return _edited(request, found)


def _edited(request, found: Agreement | None):
    data = request.POST if request.method == "POST" else None
    start = {"ente": request.GET.get("ente")} if found is None else {}
    form = AgreementForm(
        data, request.FILES or None, instance=found, with_ente=found is None, initial=start
    )
    tables = [
        (name, title, kind(data, prefix=name, initial=[_own(one) for one in _rows(found, name)]))
        for name, title, kind in TABLES
    ]
    failed = False
    if data is not None:
        if all([form.is_valid(), *(table.is_valid() for _n, _t, table in tables)]):
            made = _written(request, found, form, tables)
            if made:
                messages.success(request, _("Convenzione registrata."))
                return redirect(made)
        failed = True
    title = _("Correggi la convenzione") if found else _("Registra una convenzione")
    return render(
        request,
        "sua/agreements/form.html",
        {
            "title": title, "form": form, "tables": tables, "submit_label": _("Salva"),
            "cancel_url": found.get_absolute_url() if found else reverse("sua:agreements"),
            "crumbs": crumbs((title, "")),
        },
        status=422 if failed else 200,
    )  # fmt: skip


def _rows(found: Agreement | None, name: str):
    return getattr(found, name).all() if found else ()


def _own(row) -> dict:
    return {name: value for name, value in line_of(row).items() if name != "agreement"}


def _written(request, found: Agreement | None, form, tables) -> Agreement | None:
    rows = {name: table.lines for name, _title, table in tables}
    common = {
        "values": form.values, "content": form.cleaned_data.get("content"),
        "actor": request.actor, "now": timezone.now(), **rows,
    }  # fmt: skip
    try:
        if found:
            return actions.change_agreement(agreement=found, **common)
        return actions.make_agreement(
            ente=form.cleaned_data["ente"], sua=request.space.ente, **common
        )
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return None


@BOTH
def end(request, pk):
    """Record a withdrawal."""
    found = queries.agreement_for(pk, request.actor)
    request.actor.require(May.CHANGE_AGREEMENT, found)
    form = EndForm(request.POST or None)

    def act():
        return actions.end_agreement(
            agreement=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )

    title = _("Registra il recesso")
    return form_page(
        request, form, act=act, said=_("Recesso registrato."), back=found.get_absolute_url(),
        title=title, submit_label=_("Registra"), cancel_url=found.get_absolute_url(),
        crumbs=crumbs((title, "")),
    )  # fmt: skip


# Requests to join ---------------------------------------------------------------------------------


@BOTH
def adhesion_new(request):
    """An ente without an agreement asks for one."""
    actor, sua = request.actor, request.space.ente
    actor.require(May.BEGIN_REQUEST)
    if waiting := queries.open_adhesion(actor.ente_id, sua.pk):
        return redirect(waiting)
    if not actor.can(May.ASK_ADHESION):
        raise Refusal(
            _("Il tuo ente non ha una convenzione in vigore con questa SUA: chiedi a chi risponde "
              "dell'ente (referente o firmatario) di chiedere l'adesione."),
            code="not_permitted",
        )  # fmt: skip
    form = AdhesionForm(request.POST or None)

    def act():
        return actions.ask_adhesion(sua=sua, actor=actor, now=timezone.now(), **form.cleaned_data)

    title = _("Richiesta di adesione alla convenzione")
    lead = _("Per chiedere una gara serve una convenzione in vigore con %(sua)s. Qui la chiedi.")
    return form_page(
        request, form, act=act, said=_("Richiesta di adesione inviata."), title=title,
        lead=lead % {"sua": sua}, submit_label=_("Invia la richiesta"),
        cancel_url=reverse("sua:agreements"), crumbs=crumbs((title, "")),
    )  # fmt: skip


@require_safe
def adhesion(request, pk):
    found = queries.adhesion_for(pk, request.actor)
    may_make = request.actor.can(May.DECIDE_ADHESION, found) and found.agreement_id is None
    return render(
        request,
        "sua/agreements/adhesion.html",
        {
            "title": _("Adesione di %(ente)s") % {"ente": found.ente},
            "adhesion": found,
            "may_make": may_make and found.state == "ACCEPTED",
            "crumbs": crumbs((_("Adesione"), "")),
        },
    )


def adhesion_step(request, pk, name):
    found = queries.adhesion_for(pk, request.actor)
    return step_page(
        request, found, name, back=found.get_absolute_url(), act=actions.make_adhesion_step,
        crumbs=tuple(crumbs((_("Adesione"), found.get_absolute_url()))),
    )  # fmt: skip
