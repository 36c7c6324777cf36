"""What officers change of a tender: its steps, its data, its lots, its terms."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

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
from .tenders import BOTH, crumbs, draw_form, way


@BOTH
def step(request, number, name):
    found = queries.tender(number, request.actor)
    return step_page(
        request, found, name, back=found.get_absolute_url(), act=make_tender_step,
        crumbs=tuple(crumbs(*way(found))),
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
    if request.method == "POST" and form.is_valid():
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        # The form wrote into its instance: the action compares with the row.
        opening.change_tender(tender=found, actor=request.actor, now=timezone.now(), **changed)
        messages.success(request, _("Dati salvati."))
        return redirect(found)
    return draw_form(request, form, _("Dati della gara"), found.get_absolute_url(), way=way(found))


@BOTH
def edit_lot(request, number, lot_number=None):
    found = queries.tender(number, request.actor)
    request.actor.require(May.RUN, found)
    one = queries.lot(number, lot_number, request.actor) if lot_number else Lot(tender=found)
    form = LotForm(request.POST or None, instance=one, tender=found)
    _drawn = form.sections
    if request.method == "POST" and form.is_valid():
        given = {"data": form.given(), "actor": request.actor, "now": timezone.now()}
        if lot_number:
            opening.change_lot(lot=one, **given)
        else:
            opening.add_lot(tender=found, **given)
        messages.success(request, _("Lotto salvato."))
        return redirect("sua:tender-lots", found.number)
    title = _("Lotto %(number)d") % {"number": lot_number} if lot_number else _("Nuovo lotto")
    return draw_form(
        request, form, title, reverse("sua:tender-lots", args=[found.number]), way=way(found)
    )


@require_http_methods(["POST"])
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
    if request.method == "POST" and form.is_valid():
        timing.extend_bids(
            tender=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Termine prorogato."))
        return redirect("sua:tender-terms", number)
    return draw_form(
        request, form, _("Proroga il termine delle offerte"),
        reverse("sua:tender-terms", args=[number]), way=way(found),
    )  # fmt: skip


@BOTH
def extend_length(request, number):
    found = queries.tender(number, request.actor)
    request.actor.require(May.RUN, found)
    form = ExtendLengthForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        timing.extend_length(
            tender=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Durata massima prorogata."))
        return redirect("sua:tender-terms", number)
    return draw_form(
        request, form, _("Proroga la durata massima"), reverse("sua:tender-terms", args=[number]),
        way=way(found),
    )  # fmt: skip
