"""What is noted of a lot after the bids: results, PCP cards, hand-over."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions.tenders import handing, results
from ..forms import tender_parts as forms
from ..permissions import TenderPermission as May
from ..queries import tenders as queries
from .tender_parts import BOTH, back_to, tender_to_run
from .tenders import draw_form, way


@BOTH
def count_bids(request, number, lot_number):
    found = tender_to_run(request, number)
    one = queries.lot(number, lot_number, request.actor)
    initial = {"bids": one.bids_count, "excluded": one.excluded_count or 0}
    form = forms.BidsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        results.count_bids(lot=one, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Offerte registrate."))
        return redirect("sua:tender-lots", number)
    title = _("Offerte del lotto %(number)d") % {"number": one.number}
    return draw_form(request, form, title, back_to(number, "tender-lots"), way=way(found))


@BOTH
def set_result(request, number, lot_number):
    found = tender_to_run(request, number)
    one = queries.lot(number, lot_number, request.actor)
    form = forms.ResultForm(request.POST or None, lot=one)
    if request.method == "POST" and form.is_valid():
        results.set_result(lot=one, actor=request.actor, now=timezone.now(), **form.given())
        messages.success(request, _("Esito registrato."))
        return redirect("sua:tender-lots", number)
    title = _("Esito del lotto %(number)d") % {"number": one.number}
    return draw_form(request, form, title, back_to(number, "tender-lots"), way=way(found))


@BOTH
def note_card(request, number):
    found = tender_to_run(request, number)
    form = forms.CardForm(request.POST or None, tender=found, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        results.note_card(tender=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)  # fmt: skip
        messages.success(request, _("Scheda annotata."))
        return redirect("sua:tender", number)
    return draw_form(
        request, form, _("Annota una scheda PCP"), found.get_absolute_url(), way=way(found),
        lead=_("Da qui non si invia nulla: si annota come sta sulla piattaforma certificata."),
    )  # fmt: skip


@require_POST
def accept_hand_over(request, number, pk):
    found = queries.tender(number, request.actor)
    one = queries.hand_over(found, pk, request.actor)
    handing.accept_hand_over(hand_over=one, actor=request.actor, now=timezone.now())
    messages.success(request, _("Lotto preso in carico."))
    return redirect("sua:tender-hand-overs", number)


@BOTH
def return_hand_over(request, number, pk):
    found = queries.tender(number, request.actor)
    one = queries.hand_over(found, pk, request.actor)
    request.actor.require(May.TAKE_OVER, one)
    form = forms.ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        handing.return_hand_over(
            hand_over=one, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Consegne restituite alla SUA."))
        return redirect("sua:tender-hand-overs", number)
    return draw_form(
        request, form, _("Restituisci le consegne"), back_to(number, "tender-hand-overs"),
        way=way(found),
    )  # fmt: skip


@require_POST
def hand_over_again(request, number, lot_number):
    one = queries.lot(number, lot_number, request.actor)
    handing.hand_over_again(lot=one, actor=request.actor, now=timezone.now())
    messages.success(request, _("Consegne passate di nuovo."))
    return redirect("sua:tender-hand-overs", number)
