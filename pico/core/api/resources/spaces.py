"""The spaces of UPI, of the UPI regionali and of the Provinces: open data."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from pico.core.api.asking import Asking
from pico.core.api.authentication import ANYBODY
from pico.core.api.paging import Page, PageRequest, paged
from pico.core.api.resources.answers import OPEN, answers
from pico.core.enti import queries
from pico.core.enti.terms import SpaceKind, SpaceState

router = Router(tags=["Spazi"], auth=ANYBODY)


class SpaceOut(Schema):
    """A space that is published, with its address on the platform."""

    slug: str
    kind: str
    name: str
    tagline: str
    ente_id: int
    parent: str | None = Field(None, alias="parent.slug")
    url: str

    @staticmethod
    def resolve_url(space, context):
        return context["request"].build_absolute_uri(f"{space.prefix}/")


class SpaceFilter(Schema):
    kind: Annotated[SpaceKind | None, Field(description="Tipo di spazio")] = None


@router.get(
    "",
    summary="Elenco degli spazi",
    response=answers(Page[SpaceOut]),
    openapi_extra=OPEN,
)
def list_spaces(
    request: Asking,
    response: HttpResponse,
    wanted: Query[SpaceFilter],
    asked: Query[PageRequest],
):
    """Gli spazi pubblicati, UPI nazionale per primo."""
    rows = queries.spaces().filter(state=SpaceState.PUBLISHED)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    return paged(request, response, rows, asked)
