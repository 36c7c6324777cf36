"""Bandi e avvisi: what is published, for everybody."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.ui.lists import COUNT_BOUND, Column, render_list

from ..queries import tenders as queries
from ..terms.tenders import (
    COMMISSION,
    PersonRole,
    Visibility,
)
from .shared import state_badge

PUBLIC = (
    Column("oggetto", gettext_lazy("Oggetto"), "subject", link=lambda one: reverse("sua:notice", args=[one.number])),
    Column("ente", gettext_lazy("Per conto di"), "holder", sort="holder__name"),
    Column("procedura", gettext_lazy("Procedura"), "get_procedure_display"),
    Column("valore", gettext_lazy("Valore stimato"), "total", sort="total", kind="money"),
    Column("pubblicata", gettext_lazy("Pubblicata il"), "published_at", sort="published_at", kind="date"),
    Column("offerte", gettext_lazy("Scadenza offerte"), "bids_due_at", sort="bids_due_at", kind="date"),
    Column("stato", gettext_lazy("Stato"), state_badge, export="get_state_display"),
)  # fmt: skip


@require_safe
def notices(request):
    """«Bandi e avvisi» of the SUA of this space, for everybody."""
    return render_list(
        request,
        queryset=queries.published(_sua_here(request)),
        columns=PUBLIC,
        title=_("Bandi e avvisi della SUA"),
        template="sua/tenders/notices.html",
        empty_title=_("Nessun bando pubblicato"),
        count_bound=COUNT_BOUND,
        context={"crumbs": [(_("Bandi e avvisi"), "")]},
    )


@require_safe
def notice(request, number):
    found = queries.public_tender(number, _sua_here(request))
    now = timezone.now()
    rows = queries.shown_outside(
        found.documents.filter(visibility=Visibility.PUBLIC).select_related("file__current"),
        found,
        now,
    )
    return render(
        request,
        "sua/tenders/notice.html",
        {
            "title": found.subject, "tender": found, "lots": list(found.lots.all()),
            "documents": list(rows),
            "questions": list(found.clarifications.filter(state="PUBLISHED")),
            "persons": [
                one for one in found.persons.filter(state="ACTIVE")
                if one.role in (*COMMISSION, PersonRole.SUA_RUP) and (found.bids_are_closed(now) or one.role == PersonRole.SUA_RUP)
            ],
            "crumbs": [(_("Bandi e avvisi"), reverse("sua:notices")), (found.number, "")],
        },
    )  # fmt: skip


def _sua_here(request) -> int | None:
    return request.space.ente_id if request.space else None
