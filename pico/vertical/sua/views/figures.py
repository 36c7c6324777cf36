"""«Cruscotto»: the figures of a SUA, those of an ente, those of the Provinces; and what stands behind each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.ui.formats import money, number_it
from pico.core.ui.lists import EXPORTS, FORMAT, Column, Listing

from ..forms.figures import FiguresFilter
from ..permissions import FiguresPermission as May
from ..queries import contracts as contract_queries
from ..queries import parameters
from ..queries.figures import choosing, counting, times
from ..queries.figures.choosing import Choice
from ..queries.figures.counting import Counted
from ..queries.figures.times import Stretch
from ..terms.figures import AT_RISK_DAYS, INDICATORS, Band
from ..terms.procurement import ContractKind, Procedure
from ..terms.tenders import TenderState
from .figures_behind import provinces
from .shared import way

SHOWN_ENTI, SHOWN_TERMS, SOON = 15, 8, 6
TILES = {
    "tenders": "gare", "lots": "lotti", "awarded": "aggiudicati", "single": "una-offerta",
    "desert": "deserti",
}  # fmt: skip
OF_THE_OFFICE = ("load", "risk", "enti")
TARGET, ALARM = "qualificazione.tempo_medio", "qualificazione.tempo_allarme"


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart: `share` per cent of the longest, `url` to what it counts."""

    label: str
    number: int
    text: str
    share: int
    url: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A chart with its table: what it is of, one sentence that sums it up, its lines."""

    key: str
    title: str
    summary: str
    bars: list[Bar]
    indicator: str
    hidden: int = 0  # lines left to the file


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the exported file."""

    group: str
    label: str
    number: int | None = None
    amount: Decimal | None = None
    low: Decimal | int | None = None
    median: Decimal | int | None = None
    high: Decimal | int | None = None
    unit: str = ""


EXPORTED = (
    Column("gruppo", gettext_lazy("Gruppo"), "group"),
    Column("voce", gettext_lazy("Voce"), "label"),
    Column("numero", gettext_lazy("Numero"), "number"),
    Column("importo", gettext_lazy("Importo"), "amount"),
    Column("q1", gettext_lazy("Primo quartile"), "low"),
    Column("mediana", gettext_lazy("Mediana o valore"), "median"),
    Column("q3", gettext_lazy("Terzo quartile"), "high"),
    Column("unita", gettext_lazy("Unità"), "unit"),
)


@require_safe
def dashboard(request):
    """For the SUA's office all of its tenders, for an ente its own, for UPI the sums per Province."""
    actor, sua = request.actor, request.space.ente
    if actor.can(May.OFFICE) and actor.ente_id == sua.pk:
        return _of_sua(request)
    if actor.can(May.NATIONAL):
        return provinces(request)
    actor.require(May.MINE)
    return _of_ente(request)


def _of_sua(request):
    actor, sua, today = request.actor, request.space.ente, timezone.localdate()
    form = FiguresFilter(request.GET)
    choice = form.choice(today, sua_id=sua.pk)
    tenders = choosing.tenders(actor, choice)
    enti = counting.tenders_by_ente(tenders)
    load = counting.load(actor, sua.pk)
    sections = [
        *_common(request, tenders),
        _section(request, "ente", _("Enti serviti"), enti, "enti", shown=SHOWN_ENTI),
        _section(request, "istruttore", _("Carico per istruttore, oggi"), load, "load"),
    ]
    until = today + timedelta(days=AT_RISK_DAYS)
    return _page(
        request, form, choice, sections,
        title=_("Cruscotto della SUA"), served=len(enti), compared=None,
        risk=list(counting.at_risk(actor, sua.pk, until)[: SHOWN_TERMS + 1]),
        risk_count=counting.at_risk(actor, sua.pk, until).count(), is_office=True,
    )  # fmt: skip


def _of_ente(request):
    """«I miei numeri»: the same of one's ente, with the SUA's medians beside the times."""
    actor, sua, today = request.actor, request.space.ente, timezone.localdate()
    form = FiguresFilter(request.GET, offers_ente=False)
    choice = form.choice(today, sua_id=sua.pk, ente_id=actor.ente_id)
    whole = form.choice(today, sua_id=sua.pk)
    compared = times.stretches(
        requests=choosing.all_requests(whole), tenders=choosing.all_tenders(whole),
        lots=choosing.all_lots(whole),
    )  # fmt: skip
    rows = contract_queries.contracts(actor, sua).filter(ente=actor.ente_id)
    return _page(
        request, form, choice, _common(request, choosing.tenders(actor, choice)),
        title=_("I numeri del mio ente"), served=None, compared=compared,
        expiring=contract_queries.expiring(rows, today, SOON).count(), is_office=False,
    )  # fmt: skip


def _common(request, tenders) -> list[Section]:
    """What the SUA and an ente both look at: states, objects, procedures, years."""
    groups = (
        ("stato", _("Gare per stato"), "state", dict(TenderState.choices)),
        ("appalto", _("Gare per oggetto"), "contract_kind", dict(ContractKind.choices)),
        ("procedura", _("Gare per procedura"), "procedure", dict(Procedure.choices)),
        ("anno", _("Gare per anno"), "year", {}),
    )
    return [
        _section(request, key, title, counting.tenders_by(tenders, name, labels), "tenders")
        for key, title, name, labels in groups
    ]


def _page(request, form, choice: Choice, sections: list[Section], **context):
    actor, today = request.actor, timezone.localdate()
    lots = choosing.lots(actor, choice)
    stretches = times.stretches(
        requests=choosing.requests(actor, choice),
        tenders=choosing.tenders(actor, choice),
        lots=lots,
    )
    discounts = counting.discounts(lots, today)
    if request.GET.get(FORMAT) in EXPORTS:
        lines = [*_lines(sections), *_time_lines(stretches), *_discount_lines(discounts)]
        name = slugify(f"cruscotto-sua-{choice.first}-{choice.last}")
        return EXPORTS[request.GET[FORMAT]](Listing(request, lines, EXPORTED), name)
    limits = parameters.values(today, (TARGET, ALARM))
    context = {
        "crumbs": way((_("Cruscotto"), "")),
        "listing": {"filters": form, "chips": form.chips()},
        "choice": choice,
        "sums": counting.sums(lots),
        "discount": counting.discount(lots),
        "bids": counting.bids(lots),
        "dues": counting.dues(actor, choice),
        "sections": sections,
        "stretches": _timed(stretches, context["compared"], request),
        "slowest": _slowest(stretches),
        "limits": [limits[key] for key in (TARGET, ALARM) if key in limits],
        "discounts": _discounted(request, discounts),
        "indicators": INDICATORS,
        "defined": [one for key, one in INDICATORS.items() if context["is_office"] or key not in OF_THE_OFFICE],
        "links": {name: _link(request, key) for name, key in TILES.items()},
        **context,
    }  # fmt: skip
    return render(request, "sua/figures/dashboard.html", context)


# Charts -------------------------------------------------------------------------------------------


def _link(request, what: str, value: str = "") -> str:
    """The address of what a figure counts, with the same choice."""
    query = request.GET.copy()
    for name in ("pagina", "formato", "ordina"):
        query.pop(name, None)
    query["voce"] = what
    if value:
        query["valore"] = value
    return f"{reverse('sua:figures-records')}?{query.urlencode()}"


def _section(
    request, key: str, title: str, found: list[Counted], indicator: str, *, shown: int | None = None
) -> Section:
    most = max((one.number for one in found), default=0)
    bars = [
        Bar(
            one.label, one.number, money(one.amount or Decimal(0)),
            one.number * 100 // most if most else 0, _link(request, key, one.key), one.amount,
        )
        for one in found
    ]  # fmt: skip
    hidden = max(0, len(bars) - shown) if shown else 0
    if request.GET.get(FORMAT) in EXPORTS:
        hidden, shown = 0, None
    return Section(key, title, _summed_up(found), bars[:shown], indicator, hidden)


def _summed_up(found: list[Counted]) -> str:
    """The finding of a chart in a sentence."""
    whole = sum(one.number for one in found)
    if not whole:
        return ""
    first = max(found, key=lambda one: one.number)
    return _("Al primo posto «%(label)s», con %(number)s su %(whole)s.") % {
        "label": first.label, "number": number_it(first.number), "whole": number_it(whole),
    }  # fmt: skip


def _timed(stretches: list[Stretch], compared: list[Stretch] | None, request) -> list[dict]:
    """Each phase with its place on one scale, and the SUA's median where one's own ente is shown."""
    longest = max((one.found.high for one in stretches if one.found), default=0) * 1.03 or 1
    beside = {one.phase: one for one in compared or ()}
    return [
        {
            "label": one.label,
            "found": one.found,
            "left": int(one.found.low * 100 / longest) if one.found else 0,
            "width": max(1, int((one.found.high - one.found.low) * 100 / longest)) if one.found else 0,
            "middle": int(one.found.median * 100 / longest) if one.found else 0,
            "url": _link(request, "fase", one.phase)
            if one.found and times.STRETCHES[one.phase][0] == "lots" else "",
            "other": beside.get(one.phase),
        }
        for one in stretches
    ]  # fmt: skip


def _slowest(stretches: list[Stretch]) -> Stretch | None:
    """The longest of the phases that follow one another: the last one spans two of them."""
    return max(
        (one for one in stretches[:-1] if one.found), key=lambda one: one.found.median, default=None
    )


def _discounted(request, found: dict) -> list[dict]:
    """The discounts in the order of objects and bands."""
    kinds, bands = ContractKind.values, Band.values
    ordered = sorted(found, key=lambda key: (kinds.index(key[0]), bands.index(key[1])))
    return [
        {
            "kind": ContractKind(kind).label,
            "band": Band(band).label,
            "found": found[kind, band],
            "url": _link(request, "fascia", f"{kind}-{band}"),
        }
        for kind, band in ordered
    ]


# The file -----------------------------------------------------------------------------------------


def _lines(sections: Iterable[Section]) -> list[Line]:
    return [
        Line(one.title, bar.label, bar.number, bar.amount, unit=INDICATORS[one.indicator].unit)
        for one in sections
        for bar in one.bars
    ]


def _time_lines(stretches: Iterable[Stretch]) -> list[Line]:
    return [
        Line(
            _("Giorni per fase"), one.label, one.found.count, None, one.found.low, one.found.median,
            one.found.high, _("giorni"),
        )
        for one in stretches
        if one.found
    ]  # fmt: skip


def _discount_lines(found: dict) -> list[Line]:
    return [
        Line(
            _("Ribassi"), f"{ContractKind(kind).label}, {Band(band).label}", one.count, None, one.low,
            one.median, one.high, "%",
        )
        for (kind, band), one in found.items()
    ]  # fmt: skip
