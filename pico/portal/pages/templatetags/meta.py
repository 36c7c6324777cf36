"""What the head of a page says to search engines, to other sites and to readers of feeds."""

from urllib.parse import urlsplit

from django import template
from django.urls import reverse

from .. import linked_data
from ..models import ContentPage

register = template.Library()


@register.inclusion_tag("pages/_meta.html", takes_context=True)
def page_meta(context, page, title: str = "") -> dict:
    """Description, canonical address, Open Graph, feeds and JSON-LD of a page."""
    request = context["request"]
    space = request.space
    is_content = isinstance(page, ContentPage)
    description = page.summary if is_content else getattr(page, "introduction", "")
    data = linked_data.describe(
        page, home_of(context, page), search_url=inside(reverse("search:results"), space)
    )
    return {
        "space": space,
        "title": title or page.title,
        "description": page.search_description or description or space.tagline,
        "canonical": canonical(page, request),
        "kind": "article" if is_content else "website",
        "image": linked_data.picture_address(page) if is_content else "",
        "data": linked_data.written(data),
    }


def home_of(context, page):
    """The space whose page it is: who receives a content from another site did not publish it."""
    placement = context.get("placement")
    if placement is not None and placement.origin_id and placement.page_id == page.pk:
        return placement.origin
    return context["request"].space


def canonical(page, request) -> str:
    """The one address of a page, whichever site shows it; what stands under it has its own."""
    whole = page.full_url or ""
    parts = urlsplit(whole)
    if request.path.startswith(parts.path) and request.path != parts.path:
        return f"{parts.scheme}://{parts.netloc}{request.path}"
    return whole


def inside(path: str, space) -> str:
    """A path without the prefix of its space."""
    return path.removeprefix(space.prefix)
