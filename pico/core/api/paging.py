"""Pages of a list: number and size in the address, the way on in the `Link` header."""

from typing import Annotated, Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from .terms import LARGEST_PAGE, LAST_PAGE, PAGE_SIZE

Item = TypeVar("Item")


class PageRequest(Schema):
    page: Annotated[int, Field(ge=1, le=LAST_PAGE, description="Numero di pagina, da 1")] = 1
    page_size: Annotated[
        int, Field(ge=1, le=LARGEST_PAGE, description="Quanti elementi in una pagina")
    ] = PAGE_SIZE


class Page(Schema, Generic[Item]):
    """One page of a list."""

    total: int
    page: int
    page_size: int
    items: list[Item]


def paged(request: HttpRequest, response: HttpResponse, rows: Any, asked: PageRequest) -> dict:
    """Return one page of `rows` and write the links to the others; a page after the last is empty."""
    paginator = Paginator(rows, asked.page_size)
    start = (asked.page - 1) * asked.page_size
    link(request, response, asked.page, paginator.num_pages)
    return {
        "total": paginator.count,
        "page": asked.page,
        "page_size": asked.page_size,
        "items": list(rows[start : start + asked.page_size]),
    }


def link(request: HttpRequest, response: HttpResponse, page: int, last: int) -> None:
    """Write the `Link` header (RFC 8288)."""
    places = {"first": 1, "prev": page - 1, "next": page + 1, "last": last}
    response["Link"] = ", ".join(
        f'<{address(request, number)}>; rel="{name}"'
        for name, number in places.items()
        if 1 <= number <= last
    )


def address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
