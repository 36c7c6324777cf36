"""The registers of CIG and CUP, and the page of one of them."""

from functools import cached_property

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.ui.lists import EXPORTS, FORMAT, Column, Listing

from ..forms.sections import LotFilter, ProjectFilter
from ..permissions import DataPermission as May
from ..queries import places, records
from ..queries.lake import the_lake
from ..terms.bands import Band, Kind
from ..terms.procedures import Procedure
from ..terms.sections import ANAC_PAGE, CUP_PAGE, LotState
from .files import PARQUET, records_as_parquet
from .shared import way


class RecordListing(Listing):
    """A list whose rows are asked of the marts: filters are already in them, the order is put there."""

    @cached_property
    def found(self):
        return self.rows.ordered(self._sort_path) if self._sort_path else self.rows


def _labels(choices, name: str):
    known = dict(choices.choices)
    return lambda row: known.get(row[name], row[name] or "")


def lot_url(row) -> str:
    return reverse("observatory:lot", args=[row["cig"]])


def cup_url(row) -> str:
    return reverse("observatory:cup", args=[row["cup"]])


LOTS = (
    Column("cig", "CIG", "cig", sort="cig", link=lot_url),
    Column("oggetto", gettext_lazy("Oggetto"), "object"),
    Column("provincia", gettext_lazy("Provincia"), "province", sort="province"),
    Column("tipo", gettext_lazy("Tipo"), _labels(Kind, "kind"), sort="kind"),
    Column(
        "procedura", gettext_lazy("Procedura"), _labels(Procedure, "procedure"), sort="procedure"
    ),
    Column(
        "pubblicato", gettext_lazy("Pubblicato"), "published_on", sort="published_on", kind="date"
    ),
    Column("importo", gettext_lazy("Importo"), "amount", sort="amount", kind="money"),
    Column(
        "aggiudicato",
        gettext_lazy("Aggiudicato"),
        "award_amount",
        sort="award_amount",
        kind="money",
    ),
)
PROJECTS = (
    Column("cup", "CUP", "cup", sort="cup", link=cup_url),
    Column("titolo", gettext_lazy("Titolo"), "title"),
    Column("provincia", gettext_lazy("Provincia"), "province", sort="province"),
    Column("programma", gettext_lazy("Programma"), "programme", sort="programme"),
    Column("stato", gettext_lazy("Dal CUP alla gara"), _labels(LotState, "state"), sort="state"),
    Column(
        "finanziamento", gettext_lazy("Finanziamento"), "financed", sort="financed", kind="money"
    ),
    Column("cig", gettext_lazy("CIG"), "cig_count", sort="cig_count", kind="number"),
    Column(
        "importo-cig",
        gettext_lazy("Importo dei CIG"),
        "cig_amount",
        sort="cig_amount",
        kind="money",
    ),
)


@require_safe
def lots(request):
    """The lots that a figure counts."""
    request.actor.require(May.READ)
    form = LotFilter(request.GET)
    rows = records.lots(form.filters, form.chosen)
    return _register(
        request, rows, LOTS, form, _("Registro dei CIG"), _("Nessun dato per i filtri selezionati"),
        "-pubblicato", updated_on=the_lake().updated_on("lots"), source=_("ANAC, dati aperti sui CIG"),
    )  # fmt: skip


@require_safe
def projects(request):
    """The projects that a figure counts."""
    request.actor.require(May.READ)
    form = ProjectFilter(
        request.GET, shown=("q", "programma", "stato", "cig", "regione", "provincia", "metro")
    )
    rows = records.projects(form.filters, form.chosen)
    return _register(
        request, rows, PROJECTS, form, _("Registro dei CUP"),
        _("Nessun dato per i filtri selezionati"), "-finanziamento",
        updated_on=the_lake().updated_on("projects"), source=_("Italia Domani (ReGiS) e PNC"),
    )  # fmt: skip


def _register(request, rows, columns, form, title: str, empty: str, default_sort: str, **context):
    listing = RecordListing(
        request, rows, columns, form, caption=title, default_sort=default_sort, empty_title=empty,
        exports=(*EXPORTS, PARQUET),
    )  # fmt: skip
    wanted = request.GET.get(FORMAT)
    if wanted == PARQUET:
        return records_as_parquet(listing.found, slugify(title))
    if wanted in EXPORTS:
        return EXPORTS[wanted](listing, slugify(title))
    return render(
        request,
        "observatory/records/register.html",
        {"title": title, "crumbs": way((title, "")), "listing": listing, **context},
    )


@require_safe
def lot(request, cig: str):
    """All that is known of a lot, with the way to ANAC's own page."""
    request.actor.require(May.READ)
    found = records.lot(cig)
    if found is None:
        raise Http404
    return render(
        request,
        "observatory/records/lot.html",
        {
            "title": _("CIG %(cig)s") % {"cig": cig},
            "crumbs": way((_("Registro dei CIG"), reverse("observatory:lots")), (cig, "")),
            "lot": found,
            "body": places.bodies().get(found["ente_id"]),
            "kind": _labels(Kind, "kind")(found),
            "procedure": _labels(Procedure, "procedure")(found),
            "band": _labels(Band, "band")(found),
            "winners": records.winners_of(cig),
            "links": records.links_of_lot(cig),
            "anac": ANAC_PAGE.format(cig=cig),
            "updated_on": the_lake().updated_on("lots"),
        },
    )


@require_safe
def project(request, cup: str):
    """A project with the tenders that carry it out."""
    request.actor.require(May.READ)
    found = records.project(cup)
    if not found:
        raise Http404
    states = dict(LotState.choices)
    return render(
        request,
        "observatory/records/project.html",
        {
            "title": _("CUP %(cup)s") % {"cup": cup},
            "crumbs": way((_("Registro dei CUP"), reverse("observatory:cups")), (cup, "")),
            "rows": [{**one, "state_label": states.get(one["state"], "")} for one in found],
            "links": [
                {**one, "state_label": states.get(one["state"], "")}
                for one in records.links_of_project(cup)
            ],
            "bodies": places.bodies(),
            "opencup": CUP_PAGE.format(cup=cup),
            "updated_on": the_lake().updated_on("projects"),
        },
    )
