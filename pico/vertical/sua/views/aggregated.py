"""«Enti» of an aggregated tender: tracks, capacity, derived contracts, capacity given to others."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pico.engines.workflow.views import step_page

from ..actions.tenders import aggregated
from ..forms.aggregated import DeriveForm, OfferForm
from ..models import CapacityTransfer, DerivedContract
from ..permissions import TenderPermission as May
from ..permissions import TrackPermission
from ..queries import aggregated as queries
from ..queries import tenders as tender_queries
from ..terms.aggregated import ADHERING
from ..terms.tenders import TenderKind, TenderState
from .shared import BOTH
from .tenders import crumbs, draw, tender_form, way

ACTIVE = (TenderState.SENT, TenderState.CONTRACTED, TenderState.RUNNING)


def _tender(request, number):
    found = tender_queries.tender(number, request.actor)
    if found.kind != TenderKind.AGGREGATED:
        raise Http404
    return found


@require_safe
def tracks(request, number):
    """Each ente with its track and what it may still order."""
    found = _tender(request, number)
    capacities = queries.capacities(found)
    rows = queries.tracks_of(found)
    for one in rows:
        one.capacities = capacities.get(one.ente_id, [])
        one.may_order = (
            found.state in ACTIVE
            and one.state in ADHERING
            and request.actor.can(TrackPermission.ORDER, one)
        )
    contracts = DerivedContract.objects.filter(lot__tender=found).select_related("lot", "ente")
    transfers = CapacityTransfer.objects.filter(lot__tender=found).select_related(
        "lot", "giver", "taker"
    )
    return draw(
        request, found, "tender-enti", "enti", tracks=rows, contracts=list(contracts),
        transfers=list(transfers),
    )  # fmt: skip


@BOTH
def step(request, number, pk, name):
    found = _tender(request, number)
    one = queries.track(found, pk)
    return step_page(
        request, one, name, back=reverse("sua:tender-enti", args=[number]),
        act=aggregated.make_track_step, crumbs=tuple(crumbs(*way(found))),
    )  # fmt: skip


def _ask(request, number, pk, form_class, action, title, said):
    found = _tender(request, number)
    one = queries.track(found, pk)
    request.actor.require(TrackPermission.ORDER, one)
    form = form_class(request.POST or None, track=one)

    def act():
        data = dict(form.cleaned_data)
        lot = data.pop("lot")
        lot.tender = found
        action(track=one, lot=lot, actor=request.actor, now=timezone.now(), **data)

    return tender_form(request, found, form, act=act, said=said, tab="tender-enti", title=title)


@BOTH
def derive(request, number, pk):
    return _ask(
        request, number, pk, DeriveForm, aggregated.derive_contract, _("Contratto derivato"),
        _("Contratto derivato registrato."),
    )  # fmt: skip


@BOTH
def offer(request, number, pk):
    return _ask(
        request, number, pk, OfferForm, aggregated.offer_capacity, _("Cedi capacità"),
        _("Cessione chiesta: la approva la SUA."),
    )  # fmt: skip


@require_POST
def answer_transfer(request, number, pk):
    found = _tender(request, number)
    request.actor.require(May.RUN, found)
    one = queries.transfer(found, pk)
    aggregated.answer_transfer(
        transfer=one, is_approved=request.POST.get("esito") == "si", actor=request.actor,
        now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Risposta registrata."))
    return redirect("sua:tender-enti", number)
