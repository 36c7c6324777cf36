"""What the templates of pages ask for."""

import re
from copy import copy
from dataclasses import dataclass
from html import unescape

from django import template
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from wagtail.rich_text import expand_db_html

from pico.core.access.actor import ANONYMOUS
from pico.core.modules import registry
from pico.core.modules.cards import cards
from pico.core.ui.formats import filesize_it
from pico.core.ui.lists import Listing

from .. import queries
from ..filters import IndexFilter
from ..terms import ContentKind

register = template.Library()


def _who(context) -> tuple:
    request = context["request"]
    return request.space, request.actor


@register.simple_tag(takes_context=True)
def listing(context, index) -> Listing:
    """The contents that an index page lists, narrowed as the address says."""
    space, actor = _who(context)
    filters = IndexFilter(
        context["request"].GET,
        kind=index.lists,
        topics=queries.topics_with_contents(space, actor),
        years=queries.years(space, actor, index.lists),
    )
    rows = queries.listed(space, actor, index, over=filters.over)
    return Listing(
        context["request"], rows, columns=(), filters=filters, per_page=queries.PAGE_SIZE
    )


@register.simple_tag
def crumbs_of(page, last: str = "") -> list[tuple[str, str]]:
    """The way back from a page, or from what stands under it without being a page."""
    found = queries.crumbs(page)
    return [*found[:-1], (page.title, page.url), (last, "")] if last else found


@register.simple_tag(takes_context=True)
def latest(context, value) -> list:
    """The contents that a block of a home asks for."""
    return queries.latest(
        *_who(context),
        kind=value["kind"],
        number=value["number"],
        topic=value["topic"],
        only_featured=value["only_featured"],
        but=getattr(context["request"], "content_on_top", None),
    )


@register.simple_tag(takes_context=True)
def featured(context, page=None):
    """The content on top of a home; the lists below it do not repeat it."""
    found = queries.featured(*_who(context), page)
    context["request"].content_on_top = found and found.page_id
    return found


@register.simple_tag(takes_context=True)
def coming_events(context, number: int) -> list:
    return queries.latest(*_who(context), kind=ContentKind.EVENT, number=number)


@register.simple_tag(takes_context=True)
def related(context, page) -> list:
    space, actor = _who(context)
    return queries.related(space, actor, page)


@register.simple_tag(takes_context=True)
def on_site(context, *pages) -> dict:
    """Which of these pages may be linked here: key of the page → its placement."""
    keys = [page.pk for page in pages if page is not None]
    space, actor = _who(context)
    return queries.neighbours(space, actor, keys) if keys else {}


@register.simple_tag(takes_context=True)
def people_of(context, rows, name: str = "person") -> list:
    """The placements of the persons (or places) that the rows of a page name, in their order."""
    space, actor = _who(context)
    keys = [getattr(row, f"{name}_id") for row in rows]
    found = queries.neighbours(space, actor, [key for key in keys if key])
    return [found[key] for key in keys if key in found]


@register.simple_tag(takes_context=True)
def units_below(context, page):
    return queries.units_below(*_who(context), page)


@register.simple_tag(takes_context=True)
def topics_of(context, page) -> list:
    """The topics of a content, as chips."""
    return list(queries.topics_of(context["request"].space, page))


@register.simple_tag(takes_context=True)
def topics_here(context, vocabulary: str = "") -> list:
    """The topics of this site that have contents."""
    found = queries.topics_with_contents(*_who(context))
    return [one for one in found if not vocabulary or one.vocabulary == vocabulary]


@register.simple_tag(takes_context=True)
def about(context, topic):
    return Listing(
        context["request"],
        queries.about(*_who(context), topic),
        columns=(),
        per_page=queries.PAGE_SIZE,
    )


def _addresses(context) -> dict[str, str]:
    """The lists of this site, read once per request."""
    request = context["request"]
    if not hasattr(request, "index_addresses"):
        site = getattr(request, "site_of_space", None)
        request.index_addresses = queries.index_addresses(site.site.root_page) if site else {}
    return request.index_addresses


@register.simple_tag(takes_context=True)
def topic_root(context) -> str:
    """The address under which the topics of this site answer."""
    return _addresses(context).get(ContentKind.TOPIC, "")


@register.simple_tag(takes_context=True)
def index_url(context, kind: str) -> str:
    """The address of the list of a kind on this site; nothing where there is none."""
    return _addresses(context).get(kind, "")


@register.simple_tag(takes_context=True)
def figures_here(context) -> list:
    return queries.figures(context["request"].space)


@register.simple_tag(takes_context=True)
def spaces_here(context):
    return queries.spaces_below(context["request"].space)


@register.simple_tag(takes_context=True)
def public_cards(context) -> list:
    """The public cards of the active modules, drawn as for a visitor: a home is no desk."""
    visitor = copy(context["request"])
    visitor.actor = ANONYMOUS
    return [card for card in cards(visitor, registry.active_in(visitor)) if card.is_public]


@register.simple_tag(takes_context=True)
def modules_here(context) -> list:
    """The modules that are on in this space, with the first page that everybody may open."""
    modules = registry.active_in(context["request"]).values()
    return [module for module in modules if module.is_switchable]


@register.filter
def extension(name: str) -> str:
    """The format of a file, as it is said: «PDF»."""
    return str(name).rsplit(".", 1)[-1].upper() if "." in str(name) else ""


@register.simple_tag(takes_context=True)
def people_of_one(context, page):
    """The placement of one page that this one names, if who reads may open it here."""
    space, actor = _who(context)
    return queries.neighbours(space, actor, [page.pk]).get(page.pk) if page else None


@dataclass(frozen=True, slots=True)
class Way:
    """Where a link leads: its address, whether it leaves the platform, what a file weighs."""

    url: str
    external: bool = False
    facts: str = ""


@register.simple_tag
def link_of(value) -> Way:
    """Where a link block leads."""
    if page := value.get("page"):
        return Way(page.url or "")
    if document := value.get("document"):
        size = filesize_it(document.get_file_size())
        return Way(document.url, facts=f"{extension(document.filename)}, {size}")
    url = value.get("url") or ""
    return Way(url, external=url.startswith("http"))


@register.simple_tag(takes_context=True)
def module_door(context, module) -> dict:
    """Where a module is entered from the public home: its public page, else by signing in."""
    entry = next((one for one in module.menu if one.public), None)
    if entry:
        return {"url": reverse(entry.url), "locked": False}
    first = next(iter(module.menu), None)
    return {"url": reverse(first.url) if first else "", "locked": True}


HEADING = re.compile(r"<h2([^>]*)>(.*?)</h2>", re.DOTALL)


@register.filter
def anchor(text) -> str:
    """The name under which a heading is linked."""
    return slugify(strip_tags(str(text)))[:60] or "sezione"


@register.filter
def anchored(value):
    """Rich text whose headings can be linked."""
    html = expand_db_html(value.source if hasattr(value, "source") else str(value))
    return mark_safe(
        HEADING.sub(lambda found: f'<h2 id="{anchor(found[2])}">{found[2]}</h2>', html)
    )


@register.simple_tag
def body_index(body) -> list[dict]:
    """The headings of a body, for the index of a long page."""
    found = []
    for block in body:
        if block.block_type == "titolo":
            found.append(block.value)
        elif block.block_type == "testo":
            found += [strip_tags(one[1]) for one in HEADING.findall(block.value.source)]
    return [{"anchor": anchor(label), "label": unescape(str(label))} for label in found]
