"""The measures as a dashboard, and as a file without names."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.ui.lists import FORMAT, Column, Listing, as_csv

from ..forms.service_levels import MeasureFilter
from ..permissions import LevelsPermission
from ..queries import measures as queries


def _of(name: str):
    """A measure of a ticket; nothing for one that is not over."""
    return lambda row: getattr(getattr(row, "measure", None), name, None)


COLUMNS = (
    Column("aperta", "Aperta il", lambda row: timezone.localdate(row.opened_at)),
    Column("modulo", "Modulo", "get_topic_display"),
    Column("categoria", "Categoria", "category.name"),
    Column("coda", "Coda", "queue.name"),
    Column("provincia", "Provincia", "province.name"),
    Column("canale", "Canale", "get_channel_display"),
    Column("priorita", "Priorità", "get_priority_display"),
    Column("stato", "Stato", "get_state_display"),
    Column("risposta", "Prima risposta (minuti lavorativi)", _of("first_reply_minutes")),
    Column("soluzione", "Soluzione (minuti lavorativi)", _of("solution_minutes")),
    Column("attesa", "In attesa (minuti lavorativi)", _of("waiting_minutes")),
    Column("risposta_in_tempo", "Prima risposta nei tempi", _of("is_reply_in_time")),
    Column("soluzione_in_tempo", "Soluzione nei tempi", _of("is_solution_in_time")),
    Column("riaperture", "Riaperture", "reopened_count"),
    Column("inoltri", "Inoltri", "escalated_count"),
    Column("soddisfazione", "Soddisfazione (1–5)", "satisfaction"),
)


@login_required
@require_safe
def measures(request):
    """What was asked, how soon it was answered, what was kept of the promises."""
    actor = request.actor
    actor.require(LevelsPermission.MEASURES)
    form = MeasureFilter(request.GET)
    period = form.period
    rows = form.narrow(queries.measured(actor))
    if request.GET.get(FORMAT) == "csv":
        listing = Listing(request, queries.exported(rows, period), COLUMNS)
        return as_csv(listing, f"misure-{period.first}-{period.last}")
    figures = queries.figures(rows, period)
    before = queries.opened(rows, period.before).count()
    context = {
        "title": _("Misure dell'assistenza"),
        "crumbs": [(_("Assistenza"), reverse("helpdesk:home")), (_("Misure"), "")],
        "listing": {"filters": form, "chips": form.chips()},
        "period": period,
        "figures": figures,
        "times": [_times(figures.reply_half, figures.reply_most), _times(figures.solution_half, figures.solution_most)],
        "delta": figures.opened - before,
        "tables": queries.tables(rows, period),
        "ageing": queries.ageing(rows, timezone.localdate()),
        "load": queries.load(actor),
    }  # fmt: skip
    return render(request, "helpdesk/levels/measures.html", context)


def _times(half: int | None, most: int | None) -> tuple[str, str]:
    return tuple(_short(one) if one is not None else "–" for one in (half, most))


def _short(minutes: int) -> str:
    """Working time as a tile has room for: «3 h 42 min»."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        [f"{hours}\u00a0h"] * bool(hours) + [f"{rest}\u00a0min"] * bool(rest or not hours)
    )
