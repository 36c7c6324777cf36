"""The search of the site, for programmes."""

from datetime import datetime
from html import unescape
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from ninja import Field, Query, Router, Schema

from pico.core.api.authentication import Reader
from pico.core.api.paging import Page, link
from pico.core.api.resources.answers import OPEN, answers
from pico.core.api.terms import Grant
from pico.core.search import queries
from pico.core.search.terms import LAST_PAGE, PAGE_SIZE, Facet, Order

router = Router(tags=["Cerca"], auth=Reader(Grant.SEARCH, is_open=True))


class HitOut(Schema):
    """A result; `subject` says of which object it is."""

    title: str
    text: str
    url: str
    kind: str
    module: str
    scope: str
    ente_name: str
    at: datetime | None
    codes: list[str]
    subject: str


class SearchRequest(Schema):
    q: Annotated[
        str, Field(min_length=1, max_length=200, description="Parole, «frasi», -escluse, codici")
    ]
    module: Annotated[str | None, Field(max_length=50, description="Modulo")] = None
    kind: Annotated[str | None, Field(max_length=60, description="Tipo di oggetto")] = None
    ente: Annotated[int | None, Field(ge=1, le=2**31, description="Identificativo dell'ente")] = (
        None
    )
    order: Annotated[Order, Field(description="Ordine dei risultati")] = Order.RELEVANCE
    page: Annotated[int, Field(ge=1, le=LAST_PAGE, description="Numero di pagina, da 1")] = 1


@router.get("", summary="Cerca", response=answers(Page[HitOut], 403), openapi_extra=OPEN)
def search(request: HttpRequest, response: HttpResponse, asked: Query[SearchRequest]):
    """Ciò che si trova nello spazio, limitato a quello che il chiamante può leggere; «total» si ferma a 10.000."""
    chosen = {
        Facet.MODULE: (asked.module,) if asked.module else (),
        Facet.KIND: (asked.kind,) if asked.kind else (),
        Facet.ENTE: (str(asked.ente),) if asked.ente else (),
    }
    found = queries.search(
        actor=request.actor,
        space=request.space,
        text=asked.q,
        chosen=chosen,
        order=asked.order,
        page=asked.page,
    )
    link(request, response, found.page, max(found.pages, 1))
    return {
        "total": found.total,
        "page": found.page,
        "page_size": PAGE_SIZE,
        "items": [shown(request, hit) for hit in found.hits],
    }


def shown(request: HttpRequest, hit) -> dict:
    return {
        "title": plain(hit.title),
        "text": plain(hit.snippet),
        "url": request.build_absolute_uri(hit.url),
        "kind": hit.kind,
        "module": hit.module,
        "scope": hit.scope,
        "ente_name": hit.ente_name,
        "at": hit.at,
        "codes": list(hit.codes),
        "subject": f"{hit.subject_type}:{hit.subject_id}",
    }


def plain(text: str) -> str:
    """The text without the marks of the page."""
    return unescape(strip_tags(text))
