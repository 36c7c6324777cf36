"""For programs: the catalogue of open data, the rows of a dataset, one's own views and thresholds."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from pico.core.api.asking import Asking
from pico.core.api.authentication import ANYBODY, KNOWN
from pico.core.api.paging import Page, PageRequest, paged
from pico.core.api.problems import problem
from pico.core.api.resources.answers import OPEN, answers
from pico.core.modules.open_data import Frequency, Theme

from .models import SavedView, Threshold
from .permissions import DataPermission, SelfServePermission
from .queries import open_data, saved_views
from .queries.crossing import read
from .queries.crossing_lines import block_of
from .queries.described import address
from .queries.lake import the_lake
from .queries.open_data import Entry, Rows
from .rules.indicators.declaring import Indicator
from .rules.indicators.every import INDICATORS
from .rules.open_data.reading import BadFilter, asked
from .terms.crossing import Side

router = Router(tags=["Dati aperti"], auth=ANYBODY)
VIEWS = ["Viste sui dati"]
THRESHOLDS = ["Soglie sui dati"]
OWN_WORDS = ("page", "page_size", "sort")


class ColumnOut(Schema):
    """A column, with what stands in it."""

    name: str
    kind: str
    about: str


class DatasetOut(Schema):
    """A dataset of the catalogue."""

    identifier: str
    slug: str
    title: str
    description: str
    themes: list[Theme]
    frequency: Frequency
    keywords: list[str]
    holder: str
    licence: str
    licence_url: str
    rows: int
    first_on: date | None
    last_on: date | None
    data_on: date | None
    modified_at: datetime
    notes: str
    url: str
    rows_url: str


class WholeDatasetOut(DatasetOut):
    columns: list[ColumnOut]


def told(one: Entry, request) -> dict:
    about, out = one.about, one.publication
    path = f"{one.space.prefix}/api/v1/dati/datasets/{about.slug}/rows"
    return {
        "identifier": one.identifier, "slug": about.slug, "title": str(about.title),
        "description": str(about.description), "themes": list(about.themes),
        "frequency": about.frequency, "keywords": [str(word) for word in about.keywords],
        "holder": one.holder.name, "licence": str(one.licence.label), "licence_url": one.licence.uri,
        "rows": out.rows, "first_on": out.first_on, "last_on": out.last_on, "data_on": out.data_on,
        "modified_at": out.modified_at, "notes": str(about.notes),
        "url": address(one.space, "dataset", about.slug), "rows_url": request.build_absolute_uri(path),
        "columns": [
            {"name": column.name, "kind": column.kind.value, "about": str(column.about)}
            for column in about.columns
        ],
    }  # fmt: skip


class DatasetsAsked(PageRequest):
    q: Annotated[str, Field(description="Parole del titolo, della descrizione, del titolare")] = ""
    theme: Annotated[Theme | None, Field(description="Tema (vocabolario europeo)")] = None


@router.get(
    "/datasets", summary="Catalogo dei dati aperti", response=answers(Page[DatasetOut]),
    openapi_extra=OPEN, url_name="list_open_datasets",
)  # fmt: skip
def list_open_datasets(request: Asking, response: HttpResponse, wanted: Query[DatasetsAsked]):
    """I dataset di questo spazio e di quelli sotto; a UPI nazionale tutti. Non serve una chiave."""
    found = open_data.entries(request.space, words=wanted.q, theme=wanted.theme or "")
    answer = paged(request, response, found, wanted)
    return {**answer, "items": [told(one, request) for one in answer["items"]]}


@router.get(
    "/datasets/{slug}", summary="Un dataset", response=answers(WholeDatasetOut, 404),
    openapi_extra=OPEN,
)  # fmt: skip
def open_dataset(request: Asking, slug: str):
    """Un dataset con il significato delle sue colonne."""
    return told(_entry(request, slug), request)


class RowsAsked(PageRequest):
    sort: Annotated[
        str, Field(description="Colonna per cui ordinare; con «-» davanti, al contrario")
    ] = ""


@router.get(
    "/datasets/{slug}/rows", summary="Righe di un dataset",
    response=answers(Page[dict[str, Any]], 404), openapi_extra=OPEN, url_name="list_open_rows",
)  # fmt: skip
def list_open_rows(request: Asking, response: HttpResponse, slug: str, wanted: Query[RowsAsked]):
    """Le righe, una pagina alla volta. Ogni altra parola dell'indirizzo è una colonna: «anno=2024»; di numeri e giorni anche «importo_da=1000», «pubblicato_il_a=2024-12-31». Oltre le pagine previste si scarica il file."""
    one = _entry(request, slug)
    said = [
        (name, value)
        for name, values in request.GET.lists()
        if name not in OWN_WORDS
        for value in values
    ]
    try:
        conditions = asked(one.about.columns, said, wanted.sort)
    except BadFilter as bad:
        said_wrong = {
            "field": bad.name,
            "message": _("Non è una colonna di questo dataset, o il valore non è del suo tipo."),
        }
        return problem(
            422, "invalid", _("Alcuni valori della richiesta non vanno bene."), errors=[said_wrong]
        )
    return paged(request, response, Rows(one, conditions), wanted)


def _entry(request: Asking, slug: str) -> Entry:
    found = open_data.entry(request.space, slug)
    if found is None:
        raise Http404
    return found


# Views that persons keep -------------------------------------------------------------------------


class ViewOut(Schema):
    """A saved view: its name, who may read it, the address of its page."""

    id: int
    title: str
    scope: str
    owner: str
    created_at: datetime
    url: str


class FigureOut(Schema):
    """An indicator; its passport is at `url`."""

    key: str
    label: str
    unit: str
    url: str


class LineOut(Schema):
    """A line of the table: a value for each indicator, in their order; none where it is not told."""

    label: str
    values: list[float | None]


class DrawnViewOut(ViewOut):
    per: str
    indicators: list[FigureOut]
    updated_on: date | None
    lines: list[LineOut]


def indicator_told(one: Indicator, request) -> dict:
    path = reverse("observatory:indicator", args=[one.key])
    url = request.build_absolute_uri(path)
    return {"key": one.key, "label": str(one.label), "unit": str(one.unit), "url": url}


def view_told(view: SavedView, request) -> dict:
    return {
        "id": view.pk, "title": view.title, "scope": view.scope, "owner": view.owner.name,
        "created_at": view.created_at, "url": request.build_absolute_uri(view.get_absolute_url()),
    }  # fmt: skip


@router.get(
    "/views", summary="Le mie viste", response=answers(Page[ViewOut]), auth=KNOWN, tags=VIEWS,
    url_name="list_data_views",
)  # fmt: skip
def list_data_views(request: Asking, response: HttpResponse, wanted: Query[PageRequest]):
    """Le viste salvate del chiamante e quelle che i colleghi condividono con l'ente."""
    answer = paged(request, response, saved_views.visible_views(request.actor), wanted)
    return {**answer, "items": [view_told(one, request) for one in answer["items"]]}


@router.get(
    "/views/{view_id}", summary="Una vista, con i dati di oggi",
    response=answers(DrawnViewOut, 403, 404), auth=KNOWN, tags=VIEWS,
)  # fmt: skip
def drawn_view(request: Asking, view_id: int):
    """La tabella di una vista: una riga per anno, Provincia o ciò per cui è divisa. Con meno di cinque casi il valore non c'è."""
    view = get_object_or_404(saved_views.visible_views(request.actor), pk=view_id)
    crossing = read(view.query)
    if crossing is None:
        raise Http404
    if not crossing.is_public:
        request.actor.require(DataPermission.READ)
    tables = {table for one in crossing.indicators for table in one.origin.tables}
    return {
        **view_told(view, request),
        "per": str(crossing.dimension.label),
        "updated_on": the_lake().updated_on(*sorted(tables)),
        "indicators": [indicator_told(one, request) for one in crossing.indicators],
        "lines": [
            {"label": line.label, "values": [cell.number for cell in line.cells]}
            for line in block_of(crossing).lines
        ],
    }  # fmt: skip


# Thresholds that persons keep ----------------------------------------------------------------------


class ThresholdOut(Schema):
    """A threshold: what is watched, when its person is told, where the value stood when it was looked at."""

    id: int
    indicator: FigureOut
    about: Annotated[str, Field(description="Di che cosa: i filtri, in parole")]
    side: Side
    value: float
    last_value: float | None
    is_beyond: bool
    created_at: datetime
    checked_at: datetime | None
    told_at: datetime | None
    url: str


def threshold_told(kept: Threshold, request) -> dict:
    one = saved_views.watched(kept)
    path = f"{reverse('observatory:analysis')}?{one.crossing.query}"
    return {
        "id": kept.pk, "indicator": indicator_told(one.indicator, request), "about": one.words,
        "side": kept.side, "value": kept.value, "last_value": kept.last_value,
        "is_beyond": kept.is_beyond, "created_at": kept.created_at,
        "checked_at": kept.checked_at, "told_at": kept.told_at,
        "url": request.build_absolute_uri(path),
    }  # fmt: skip


def _thresholds(request: Asking):
    request.actor.require(SelfServePermission.WATCH)
    return saved_views.thresholds_of(request.actor).filter(indicator__in=INDICATORS)


@router.get(
    "/thresholds", summary="Le mie soglie", response=answers(Page[ThresholdOut], 403), auth=KNOWN,
    tags=THRESHOLDS, url_name="list_data_thresholds",
)  # fmt: skip
def list_data_thresholds(request: Asking, response: HttpResponse, wanted: Query[PageRequest]):
    """Gli «Avvisami se…» del chiamante, e dove stava il valore all'ultimo controllo. Con meno di cinque casi il valore non c'è."""
    answer = paged(request, response, _thresholds(request), wanted)
    return {**answer, "items": [threshold_told(one, request) for one in answer["items"]]}


@router.get(
    "/thresholds/{threshold_id}", summary="Una soglia", response=answers(ThresholdOut, 403, 404),
    auth=KNOWN, tags=THRESHOLDS,
)  # fmt: skip
def threshold(request: Asking, threshold_id: int):
    """Una soglia del chiamante; quella di un altro non c'è."""
    return threshold_told(get_object_or_404(_thresholds(request), pk=threshold_id), request)
