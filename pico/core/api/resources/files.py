"""The files that the caller may read."""

from datetime import datetime

from django.http import Http404, HttpResponse
from ninja import Query, Router, Schema

from pico.core.api.asking import Asking
from pico.core.api.authentication import Reader
from pico.core.api.paging import Page, PageRequest, paged
from pico.core.api.resources.answers import OPEN, answers
from pico.core.api.terms import Grant
from pico.core.files import queries

router = Router(tags=["File"], auth=Reader(Grant.FILES, is_open=True))


class VersionOut(Schema):
    """The current content of a file."""

    name: str
    media_type: str
    size: int
    sha256: str
    at: datetime


class FileOut(Schema):
    """A file of the library, with its level of sharing."""

    id: int
    title: str
    description: str
    kind: str
    scope: str
    owner_id: int
    created_at: datetime
    changed_at: datetime
    current: VersionOut | None
    url: str

    @staticmethod
    def resolve_url(file, context):
        return context["request"].build_absolute_uri(file.get_absolute_url())


@router.get("", summary="Elenco dei file", response=answers(Page[FileOut], 403), openapi_extra=OPEN)
def list_files(request: Asking, response: HttpResponse, asked: Query[PageRequest]):
    """I file che il chiamante può leggere, i più recenti prima."""
    return paged(request, response, queries.library(request.actor), asked)


@router.get(
    "/{int:pk}",
    summary="Scheda di un file",
    response=answers(FileOut, 403, 404),
    openapi_extra=OPEN,
)
def file_detail(request: Asking, pk: int):
    """Un file, se il chiamante può leggerlo: quello di un vicino non c'è."""
    file = queries.library(request.actor).filter(pk=pk).first()
    if file is None:
        raise Http404
    return file
