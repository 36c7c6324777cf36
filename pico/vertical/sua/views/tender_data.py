"""What officers change of a tender: its steps, its data, its lots, its terms."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pico.engines.workflow.views import step_page

from ..actions.tenders import opening, timing
from ..actions.tenders.steps import make_lot_step, make_tender_step
from ..forms.tender_parts import ExtendBidsForm, ExtendLengthForm
from ..forms.tenders import (
    LotForm,
    TenderForm,
)
from ..models import Lot
from ..permissions import TenderPermission as May
from ..queries import tenders as queries
from ..queries.notice_law import warnings_of
from .shared import BOTH
from .tenders import crumbs, tender_form, way


@BOTH
def step(request, number, name):
    found = queries.tender(number, request.actor)
    warnings = warnings_of(found, timezone.localdate()) if name == "publish" else []
    return step_page(
        request, found, name, back=found.get_absolute_url(), act=make_tender_step,
        crumbs=tuple(crumbs(*way(found))),
        context={"lead": " ".join(warnings)} if warnings else None,
    )  # fmt: skip


@BOTH
def lot_step(request, number, lot_number, name):
    one = queries.lot(number, lot_number, request.actor)
    return step_page(
        request, one, name, back=one.get_absolute_url(), act=make_lot_step,
        crumbs=tuple(crumbs(*way(one.tender))),
    )  # fmt: skip


@BOTH
def edit(request, number):
    found = queries.tender(number, request.actor)
    request.actor.require(May.RUN, found)
    form = TenderForm(request.POST or None, instance=found)

    def act():
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        # The form wrote into its instance: the action compares with the row.
        opening.change_tender(tender=found, actor=request.actor, now=timezone.now(), **changed)

    return tender_form(
        request, found, form, act=act, said=_("Dati salvati."), tab="tender",
        title=_("Dati della gara"),
    )  # fmt: skip


@BOTH
def edit_lot(request, number, lot_number=None):
    found = queries.tender(number, request.actor)
    request.actor.require(May.RUN, found)
    one = queries.lot(number, lot_number, request.actor) if lot_number else Lot(tender=found)
    form = LotForm(request.POST or None, instance=one, tender=found)

    def act():
        given = {"data": form.given(), "actor": request.actor, "now": timezone.now()}
        if lot_number:
            opening.change_lot(lot=one, **given)
        else:
            opening.add_lot(tender=found, **given)

    return tender_form(
        request, found, form, act=act, said=_("Lotto salvato."), tab="tender-lots",
        title=_("Lotto %(number)d") % {"number": lot_number} if lot_number else _("Nuovo lotto"),
    )  # fmt: skip


@require_POST
def remove_lot(request, number, lot_number):
    one = queries.lot(number, lot_number, request.actor)
    opening.remove_lot(lot=one, actor=request.actor, now=timezone.now())
    messages.success(request, _("Lotto tolto."))
    return redirect("sua:tender-lots", number)


@BOTH
def extend_bids(request, number):
    found = queries.tender(number, request.actor)
    request.actor.require(May.RUN, found)
    form = ExtendBidsForm(request.POST or None)

    def act():
        timing.extend_bids(
            tender=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )

    return tender_form(
        request, found, form, act=act, said=_("Termine prorogato."), tab="tender-terms",
        title=_("Proroga il termine delle offerte"),
    )  # fmt: skip


@BOTH
def extend_length(request, number):
    found = queries.tender(number, request.actor)
    request.actor.require(May.RUN, found)
    form = ExtendLengthForm(request.POST or None)

    def act():
        timing.extend_length(
            tender=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )

    return tender_form(
        request, found, form, act=act, said=_("Durata massima prorogata."), tab="tender-terms",
        title=_("Proroga la durata massima"),
    )  # fmt: skip
