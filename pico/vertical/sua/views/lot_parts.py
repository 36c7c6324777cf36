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
from .shared import BOTH
from .tender_parts import tender_to_run
from .tenders import tender_form


@BOTH
def count_bids(request, number, lot_number):
    found = tender_to_run(request, number)
    one = queries.lot(number, lot_number, request.actor)
    initial = {"bids": one.bids_count, "excluded": one.excluded_count or 0}
    form = forms.BidsForm(request.POST or None, initial=initial)

    def act():
        results.count_bids(lot=one, actor=request.actor, now=timezone.now(), **form.cleaned_data)

    return tender_form(
        request, found, form, act=act, said=_("Offerte registrate."), tab="tender-lots",
        title=_("Offerte del lotto %(number)d") % {"number": one.number},
    )  # fmt: skip


@BOTH
def set_result(request, number, lot_number):
    found = tender_to_run(request, number)
    one = queries.lot(number, lot_number, request.actor)
    form = forms.ResultForm(request.POST or None, lot=one)

    def act():
        results.set_result(lot=one, actor=request.actor, now=timezone.now(), **form.given())

    return tender_form(
        request, found, form, act=act, said=_("Esito registrato."), tab="tender-lots",
        title=_("Esito del lotto %(number)d") % {"number": one.number},
    )  # fmt: skip


@BOTH
def note_card(request, number):
    found = tender_to_run(request, number)
    form = forms.CardForm(request.POST or None, tender=found, initial={"on": timezone.localdate()})

    def act():
        results.note_card(
            tender=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )

    return tender_form(
        request, found, form, act=act, said=_("Scheda annotata."), tab="tender",
        title=_("Annota una scheda PCP"),
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

    def act():
        handing.return_hand_over(
            hand_over=one, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )

    return tender_form(
        request, found, form, act=act, said=_("Consegne restituite alla SUA."),
        tab="tender-hand-overs", title=_("Restituisci le consegne"),
    )  # fmt: skip


@require_POST
def hand_over_again(request, number, lot_number):
    one = queries.lot(number, lot_number, request.actor)
    handing.hand_over_again(lot=one, actor=request.actor, now=timezone.now())
    messages.success(request, _("Consegne passate di nuovo."))
    return redirect("sua:tender-hand-overs", number)
