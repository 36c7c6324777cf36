"""What stands behind a figure: the tenders, or the lots, that it counts; and the sums of the Provinces."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.ui.formats import money, number_it
from pico.core.ui.lists import FORMAT, Column, render_list

from ..forms.figures import FiguresFilter, RecordsFilter
from ..models import Lot
from ..permissions import FiguresPermission as May
from ..queries.figures import records
from ..queries.figures.provinces import OfProvince, by_province
from ..terms.figures import INDICATORS
from ..terms.tenders import TenderKind
from .shared import way
from .tenders import COLUMNS as TENDER_COLUMNS
from .tenders import SHOWN as TENDER_SHOWN

# Behind a figure ----------------------------------------------------------------------------------


def _titled(lot: Lot):
    return format_html('{} <span class="pico-sua-number">{}</span>', lot.subject, lot)


def _whose(lot: Lot) -> str:
    return _("più enti") if lot.tender.kind == TenderKind.AGGREGATED else str(lot.tender.holder)


def _lasted(lot: Lot) -> int | None:
    """The days of the phase that was asked for."""
    found = getattr(lot, "lasted", None)
    return None if found is None else found.days


LOT_COLUMNS = (
    Column(
        "lotto", gettext_lazy("Lotto"), _titled, sort="tender__number", link=Lot.get_absolute_url,
        export=lambda one: f"{one} – {one.subject}",
    ),
    Column("ente", gettext_lazy("Ente"), _whose),
    Column("cig", gettext_lazy("CIG"), "cig"),
    Column("base", gettext_lazy("Base di gara"), "base_amount", sort="base_amount", kind="money"),
    Column("ribasso", gettext_lazy("Ribasso %"), lambda one: _result(one, "discount"), kind="number"),
    Column("aggiudicato", gettext_lazy("Aggiudicato"), lambda one: _result(one, "award_amount"), kind="money"),
    Column("aggiudicazione", gettext_lazy("Aggiudicazione"), "awarded_on", sort="awarded_on", kind="date"),
    Column("contratto", gettext_lazy("Contratto"), "contract_on", sort="contract_on", kind="date"),
    Column("giorni", gettext_lazy("Giorni"), _lasted, kind="number"),
)  # fmt: skip
FOR_FILES = ("cig", "aggiudicazione", "contratto")
LOT_SHOWN = tuple(one for one in LOT_COLUMNS if one.key not in FOR_FILES)


def _result(lot: Lot, name: str):
    """A result, once the award is out."""
    return getattr(lot, name) if lot.outcome == "AWARDED" else None


@require_safe
def behind(request):
    """The tenders, or the lots, that a figure counts."""
    actor, sua, today = request.actor, request.space.ente, timezone.localdate()
    office = actor.can(May.OFFICE) and actor.ente_id == sua.pk
    if not office:
        actor.require(May.MINE)
    form = RecordsFilter(request.GET, offers_ente=office)
    choice = form.choice(today, sua_id=sua.pk, ente_id=None if office else actor.ente_id)
    what, value = form.chosen.get("voce", ""), form.chosen.get("valore", "")
    if what == "istruttore" and not office:
        raise Http404
    is_of_lots = what in records.LOTS
    if is_of_lots:
        rows, shown, kept = (
            records.lots_behind(actor, choice, what, value, today),
            LOT_SHOWN,
            LOT_COLUMNS,
        )
    else:
        rows, shown, kept = (
            records.tenders_behind(actor, choice, what, value),
            TENDER_SHOWN,
            TENDER_COLUMNS,
        )
    return render_list(
        request,
        queryset=rows,
        columns=kept if request.GET.get(FORMAT) else shown,
        filter_form=form,
        title=_("Lotti contati") if is_of_lots else _("Gare contate"),
        template="sua/figures/records.html",
        empty_title=_("Nessuna gara nel periodo"),
        context={
            "crumbs": way((_("Cruscotto"), reverse("sua:figures")), (_("Che cosa c'è dietro"), "")),
            "choice": choice,
        },
    )  # fmt: skip


# UPI ----------------------------------------------------------------------------------------------

SHOWN = 15
HIDDEN = gettext_lazy("meno di tre")


def _told(name: str):
    """A sum of a Province, or that it is too small to be told."""
    return lambda row: HIDDEN if row.is_hidden else getattr(row.sums, name)


PROVINCES = (
    Column("provincia", gettext_lazy("Provincia"), "name", sort="name"),
    Column("gare", gettext_lazy("Gare"), lambda row: HIDDEN if row.is_hidden else number_it(row.sums.tenders), export=_told("tenders")),
    Column("lotti", gettext_lazy("Lotti"), lambda row: "" if row.is_hidden else row.sums.lots, kind="number"),
    Column("enti", gettext_lazy("Enti serviti"), "enti", kind="number"),
    Column("base", gettext_lazy("Base di gara"), lambda row: None if row.is_hidden else row.sums.base, kind="money"),
    Column("aggiudicato", gettext_lazy("Aggiudicato"), lambda row: None if row.is_hidden or not row.sums.awarded else row.sums.award, kind="money"),
    Column("ribasso", gettext_lazy("Ribasso medio %"), lambda row: None if row.is_hidden else row.sums.weighted_discount, kind="number"),
    Column("tempi", gettext_lazy("Giorni al contratto"), "bids_to_contract", kind="number"),
)  # fmt: skip


def _bars(rows: list[OfProvince]) -> list[dict]:
    """The Provinces with most tenders, each beside the greatest; none whose numbers are hidden."""
    told = sorted(
        ((row.sums.tenders, row) for row in rows if row.sums is not None),
        key=lambda pair: (-pair[0], pair[1].name),
    )[:SHOWN]
    return [
        {
            "label": row.name, "number": number, "text": money(row.sums.base),
            "share": number * 100 // told[0][0],
        }
        for number, row in told
    ]  # fmt: skip


def provinces(request, crumbs=None):
    """«Cruscotto SUA – aggregati»: sums alone, no tender and no ente of a Comune.

    Answers in the space of a Province, and in the national one, which gives the way back (`crumbs`).
    """
    today = timezone.localdate()
    form = FiguresFilter(request.GET, offers_ente=False)
    choice = form.choice(today, sua_id=None)
    rows = by_province(request.actor, choice)
    return render_list(
        request,
        queryset=rows,
        columns=PROVINCES,
        summary="sua/figures/_by_province.html",
        filter_form=form,
        title=_("Cruscotto SUA – aggregati"),
        template="sua/figures/provinces.html",
        empty_title=_("Nessuna gara nel periodo"),
        context={
            "crumbs": crumbs or way((_("Cruscotto"), "")),
            "choice": choice,
            "indicators": [INDICATORS[key] for key in ("tenders", "enti", "weighted_discount", "bids_to_contract")],
            "bars": _bars(rows),
            "hidden": sum(row.is_hidden for row in rows),
        },
    )  # fmt: skip
