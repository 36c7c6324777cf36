"""The page of results and the suggestions while typing."""

from dataclasses import dataclass

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from pico.core.modules import registry

from . import queries
from .forms import SearchAddress
from .terms import LAST_PAGE, Facet, Order


@dataclass(frozen=True, slots=True)
class FacetShown:
    """A facet as it is drawn: equal ones are drawn once."""

    param: str
    label: str
    options: tuple[queries.Option, ...]


@require_safe
@never_cache
def results(request):
    """What the reader finds in this space."""
    address = SearchAddress.read(request.GET)
    found = queries.search(
        actor=request.actor,
        space=request.space,
        text=address.text,
        chosen=address.chosen,
        order=address.order,
        page=address.page,
        modules=registry.active_in(request),
    )
    context = {
        "address": address,
        "results": found,
        "facets": [
            FacetShown(facet.param, facet.label, tuple(found.facets[facet]))
            for facet in Facet
            if len(found.facets.get(facet, ())) > 1 or address.chosen.get(facet)
        ],
        "chips": chips(request, found),
        "orders": Order.choices,
        "pages": page_links(request, found),
        "has_asked": bool(address.text.strip() or address.chosen),
    }
    return render(request, "search/results.html", context)


@require_safe
@vary_on_cookie
@never_cache
def suggest(request):
    """A few titles that go on from what is being typed, as JSON."""
    found = queries.suggest(actor=request.actor, space=request.space, text=request.GET.get("q", ""))
    return JsonResponse(
        [
            {"id": one.url, "label": one.title, "detail": one.detail, "url": one.url}
            for one in found
        ],
        safe=False,
    )


def chips(request, found) -> list[dict]:
    """The chosen values, each with the address without it."""
    return [
        {
            "facet": facet.label,
            "label": option.label,
            "url": without(request, facet.param, option.value),
        }
        for facet, options in found.facets.items()
        for option in options
        if option.is_chosen
    ]


def without(request, param: str, value: str) -> str:
    query = request.GET.copy()
    query.setlist(param, [one for one in query.getlist(param) if one != value])
    query.pop("pagina", None)
    return f"?{query.urlencode()}"


def page_links(request, found) -> list[dict]:
    """Addresses of the pages around this one."""
    if found.pages < 2:
        return []
    near = range(max(1, found.page - 2), min(found.pages, found.page + 2, LAST_PAGE) + 1)
    return [
        {"number": number, "url": with_page(request, number), "is_here": number == found.page}
        for number in near
    ]


def with_page(request, number: int) -> str:
    query = request.GET.copy()
    query["pagina"] = str(number)
    return f"?{query.urlencode()}"
