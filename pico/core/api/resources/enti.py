"""The registry of enti: open data."""

from datetime import date
from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from pico.core.api.authentication import ANYBODY
from pico.core.api.paging import Page, PageRequest, paged
from pico.core.api.resources.answers import OPEN, answers
from pico.core.enti import queries
from pico.core.enti.models import Ente
from pico.core.enti.terms import EnteKind

router = Router(tags=["Enti"], auth=ANYBODY)


class Place(Schema):
    """A Region or a territory, by its ISTAT code."""

    code: str
    name: str


class EnteOut(Schema):
    """An ente as lists show it; codes are strings, empty when there is none."""

    id: int
    kind: str
    name: str
    short_name: str
    ipa_code: str = Field(examples=["p_TV"])
    istat_code: str
    fiscal_code: str
    belfiore: str
    region: Place | None
    territory: Place | None
    valid_from: date | None
    valid_to: date | None


class PastCode(Schema):
    """A code or a name of yesterday."""

    scheme: str
    code: str
    valid_from: date | None
    valid_to: date | None


class EnteDetail(EnteOut):
    """An ente with its addresses and with what it was called before."""

    acronym: str
    vat_number: str
    ausa: str
    pec: list[str]
    website: str
    address: str
    postcode: str
    population: int | None
    population_year: int | None
    past_codes: list[PastCode]
    successors: list[int]

    @staticmethod
    def resolve_past_codes(ente: Ente):
        return ente.codes.order_by("scheme", "valid_to", "pk")

    @staticmethod
    def resolve_successors(ente: Ente):
        return list(ente.successors.order_by("pk").values_list("new_id", flat=True))


class EnteFilter(Schema):
    search: Annotated[
        str | None,
        Field(max_length=200, description="Parole del nome, senza badare ad accenti, o un codice"),
    ] = None
    kind: Annotated[EnteKind | None, Field(description="Tipo di ente")] = None
    region: Annotated[str | None, Field(pattern=r"^\d{2}$", description="Codice ISTAT")] = None
    territory: Annotated[str | None, Field(pattern=r"^\d{3}$", description="Codice ISTAT")] = None
    living: Annotated[bool | None, Field(description="Solo enti in vita (o solo cessati)")] = None


@router.get(
    "",
    summary="Elenco degli enti",
    response=answers(Page[EnteOut]),
    openapi_extra=OPEN,
)
def list_enti(
    request: HttpRequest,
    response: HttpResponse,
    wanted: Query[EnteFilter],
    asked: Query[PageRequest],
):
    """Tutti gli enti del registro, per nome; con «search» i più probabili prima."""
    rows = queries.enti()
    columns = {"kind": wanted.kind, "region": wanted.region, "territory": wanted.territory}
    rows = rows.filter(**{name: value for name, value in columns.items() if value})
    if wanted.living is not None:
        rows = rows.filter(valid_to__isnull=wanted.living)
    if wanted.search:
        rows = queries.search_enti(rows, wanted.search.replace("\x00", ""))
    return paged(request, response, rows, asked)


class CodeMoment(Schema):
    on: Annotated[date | None, Field(description="Chi aveva il codice in questo giorno")] = None


@router.get(
    "/by-code/{code}",
    summary="Un ente dal suo codice",
    response=answers(EnteDetail, 404),
    openapi_extra=OPEN,
)
def ente_by_code(request: HttpRequest, code: str, moment: Query[CodeMoment]):
    """L'ente che ha, o aveva, questo codice ISTAT, catastale o IPA: i codici di ieri portano all'ente di oggi."""
    ente = queries.ente_by_code(code[:40].replace("\x00", ""), on=moment.on)
    if ente is None:
        raise Http404
    return ente


@router.get(
    "/{int:pk}",
    summary="Scheda di un ente",
    response=answers(EnteDetail, 404),
    openapi_extra=OPEN,
)
def ente_detail(request: HttpRequest, pk: int):
    """Codici, luogo, recapiti e codici di ieri di un ente."""
    ente = queries.enti().filter(pk=pk).first()
    if ente is None:
        raise Http404
    return ente
