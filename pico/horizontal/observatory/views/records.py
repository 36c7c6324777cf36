"""The registers of CIG and CUP: the records that figures count."""

from functools import cached_property

from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.ui.lists import EXPORTS, FORMAT, Column, Listing

from ..forms.sections import LotFilter, ProjectFilter
from ..permissions import DataPermission as May
from ..queries import records
from ..queries.lake import the_lake
from ..terms.bands import Kind
from ..terms.procedures import Procedure
from ..terms.sections import LotState
from .files import PARQUET, records_as_parquet
from .shared import way


class RecordListing(Listing):
    """A list whose rows are asked of the marts: filters are already in them, the order is put there."""

    @cached_property
    def found(self):
        return self.rows.ordered(self._sort_path) if self._sort_path else self.rows


def labelled(choices, name: str):
    """A function of a row: the label of a choice, the value itself where it is none of them."""
    known = dict(choices.choices)
    return lambda row: known.get(row[name], row[name] or "")


def lot_url(row) -> str:
    return reverse("observatory:lot", args=[row["cig"]])


def cup_url(row) -> str:
    return reverse("observatory:cup", args=[row["cup"]])


def _why_no_award(row) -> str:
    """No amount is not «not awarded»: outcomes are often not told (domain facts, trap 6)."""
    if row["is_awarded"]:
        return _("n.d.")
    if row["is_deserted"]:
        return _("deserto")
    return _("senza aggiudicazione") if row["has_outcome"] else _("esito non noto")


LOTS = (
    Column("cig", "CIG", "cig", sort="cig", link=lot_url),
    Column("oggetto", gettext_lazy("Oggetto"), "object", kind="long"),
    Column("provincia", gettext_lazy("Provincia"), "province", sort="province"),
    Column("tipo", gettext_lazy("Tipo"), labelled(Kind, "kind"), sort="kind"),
    Column(
        "procedura", gettext_lazy("Procedura"), labelled(Procedure, "procedure"), sort="procedure"
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
        missing=_why_no_award,
    ),
)
PROJECTS = (
    Column("cup", "CUP", "cup", sort="cup", link=cup_url),
    Column("titolo", gettext_lazy("Titolo"), "title", kind="long"),
    Column("provincia", gettext_lazy("Provincia"), "province", sort="province"),
    Column("programma", gettext_lazy("Programma"), "programme", sort="programme"),
    Column("stato", gettext_lazy("Dal CUP alla gara"), labelled(LotState, "state"), sort="state"),
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
    return register(
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
    return register(
        request, rows, PROJECTS, form, _("Registro dei CUP"),
        _("Nessun dato per i filtri selezionati"), "-finanziamento",
        updated_on=the_lake().updated_on("projects"), source=_("Italia Domani (ReGiS) e PNC"),
    )  # fmt: skip


def register(
    request, rows, columns, form, title: str, empty: str, default_sort: str,
    template: str = "observatory/records/register.html", **context,
):  # fmt: skip
    """A list of records, or the file that `?formato=` asks for."""
    listing = RecordListing(
        request, rows, columns, form, caption=title, default_sort=default_sort, empty_title=empty,
        exports=(*EXPORTS, PARQUET),
    )  # fmt: skip
    wanted = request.GET.get(FORMAT)
    if wanted == PARQUET:
        return records_as_parquet(listing.found, slugify(title))
    if wanted in EXPORTS:
        return EXPORTS[wanted](listing, slugify(title))
    page = {"title": title, "crumbs": way((title, "")), "listing": listing, **context}
    return render(request, template, page)
