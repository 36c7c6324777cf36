"""«Numeri del sito»: what is read, what is thought of it, what nobody opens. For who edits the site."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.ui.formats import number_it
from pico.core.ui.lists import Column, render_list
from pico.portal.sites.permissions import SitePermission

from .. import queries
from ..forms import PageFilter, RatingFilter
from ..models import Rating
from ..queries import Month
from ..terms import Reason

MOST = 10


def for_editors(view):
    """Who does not edit this site finds nothing here."""

    @login_required
    @require_safe
    @wraps(view)
    def guarded(request):
        if not request.actor.can(SitePermission.EDIT, request.space):
            raise Http404
        return view(request)

    return guarded


def month_of(request) -> Month:
    return Month.read(request.GET.get("mese", ""), timezone.localdate())


@for_editors
def sheet(request):
    """The sheet of a month: visits, judgements, reasons, what is read most, what never is."""
    month, today = month_of(request), timezone.localdate()
    pages = queries.pages(request.space, month, today=today)
    numbers = queries.sheet(request.space, month)
    context = {
        "title": _("Numeri del sito"),
        "month": month,
        "month_name": name_of(month),
        "next_month": month.next if month.next.first <= today else None,
        "sheet": numbers,
        "visits_delta": delta(numbers.visits - numbers.visits_before),
        "average": one_decimal(numbers.average),
        "reasons": [
            (words_of(Reason(row["reason"])), row["number"])
            for row in queries.reasons(request.space, month)
        ],
        "most_read": pages.filter(visits__gt=0).order_by("-visits")[:MOST],
        "dead": pages.filter(lately=None).count(),
        "comments": queries.ratings(request.space, month).exclude(comment="")[:MOST],
    }
    return render(request, "feedback/sheet.html", context)


@for_editors
def pages(request):
    """Every published page with its visits and judgements of a month; a file too."""
    month = month_of(request)
    return render_list(
        request,
        queryset=queries.pages(request.space, month, today=timezone.localdate()),
        columns=(
            Column("pagina", _("Pagina"), "title", sort="title", link=lambda page: page.url),
            Column(
                "visite", _("Visite"), lambda page: page.visits or 0, sort="visits", kind="number"
            ),
            Column(
                "giudizi", _("Giudizi"), lambda page: page.judged or 0, sort="judged", kind="number"
            ),
            Column(
                "media",
                _("Media (da 1 a 5)"),
                lambda page: one_decimal(page.average),
                sort="average",
            ),
        ),
        filter_form=PageFilter,
        title=_("Pagine di %(month)s") % {"month": name_of(month)},
        context={"crumbs": crumbs(_("Pagine"))},
        empty_title=_("Nessuna pagina"),
    )


@for_editors
def ratings(request):
    """What was said, one by one."""
    return render_list(
        request,
        queryset=queries.ratings(request.space),
        columns=(
            Column("giorno", _("Giorno"), "rated_on", sort="rated_on", kind="date"),
            Column(
                "pagina", _("Pagina"), titled, link=lambda one: f"{request.space.prefix}{one.path}"
            ),
            Column("voto", _("Voto"), "score", sort="score", kind="number"),
            Column("motivo", _("Motivo"), "get_reason_display"),
            Column("dettagli", _("Dettagli"), "comment"),
        ),
        filter_form=RatingFilter,
        title=_("Giudizi dei lettori"),
        context={"crumbs": crumbs(_("Giudizi"))},
        empty_title=_("Nessun giudizio"),
        empty_text=_("In fondo a ogni pagina pubblica chi legge può dire quanto è chiara."),
    )


def words_of(reason: Reason) -> str:
    """A reason as it was given; of «Altro», whether it was praise."""
    if reason == Reason.OTHER_LIKED:
        return _("Altro, fra gli aspetti preferiti")
    return _("Altro, fra le difficoltà") if reason == Reason.OTHER_DISLIKED else str(reason.label)


def crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("Numeri del sito"), reverse("feedback:sheet")), (last, "")]


def titled(rating: Rating) -> str:
    return rating.page.title if rating.page else rating.path


def name_of(month: Month) -> str:
    return date_format(month.first, "F Y")


def one_decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}".replace(".", ",")


def delta(difference: int) -> str:
    return f"{'+' if difference > 0 else ''}{number_it(difference)}" if difference else ""
