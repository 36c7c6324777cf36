"""What machines read of a page: schema.org as JSON-LD (PORTALE.md §10)."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page

from pico.core.enti.models import Space
from pico.portal.sites.addresses import place_of, site_name

from .models import ContentPage, EventPage, HomePage, NewsPage, ServicePage, Topic
from .queries import crumbs

Data = dict[str, Any]

# What would end the data block, or a comment, inside a page.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
ATTENDANCE = "https://schema.org/{}EventAttendanceMode"


def describe(page: Page, space: Space, *, search_url: str = "") -> list[Data]:
    """Return what a page is: itself, where its type has a name there, and the way to it.

    `space` is the space whose page it is, also where another site shows it.
    """
    if isinstance(page, HomePage):
        return [organisation(space), website(space, search_url)]
    found = [_DESCRIBE[type(page)](page, space)] if type(page) in _DESCRIBE else []
    return [*found, breadcrumb(page, space)]


def written(data: list[Data]) -> SafeString:
    """As the content of a `script` of type `application/ld+json`: nothing in it can end the block."""
    graph = [{"@context": "https://schema.org", **one} for one in data]
    text = json.dumps(graph if len(graph) > 1 else graph[0], ensure_ascii=False, default=str)
    return mark_safe(text.translate(_ESCAPES))


def root_of(space: Space) -> str:
    """The absolute address of a site, without the last slash."""
    host, prefix = place_of(site_name(space))
    return f"{host}{prefix}"


def organisation(space: Space) -> Data:
    """The body that runs a site, with what its registry knows."""
    ente, root = space.ente, root_of(space)
    address = {
        "@type": "PostalAddress",
        "streetAddress": ente.address,
        "postalCode": ente.postcode,
        "addressLocality": ente.seats,
        "addressCountry": "IT",
    }
    return _known(
        {
            "@type": "GovernmentOrganization",
            "@id": f"{root}/#ente",
            "name": ente.name,
            "url": f"{root}/",
            "email": ente.email,
            "telephone": ente.phone,
            "taxID": ente.fiscal_code,
            "vatID": ente.vat_number,
            "address": _known(address) if ente.address or ente.seats else "",
        }
    )


def website(space: Space, search_url: str) -> Data:
    root = root_of(space)
    action = {
        "@type": "SearchAction",
        "target": f"{root}{search_url}?q={{search_term_string}}",
        "query-input": "required name=search_term_string",
    }
    return _known(
        {
            "@type": "WebSite",
            "@id": f"{root}/#sito",
            "name": space.name,
            "url": f"{root}/",
            "inLanguage": "it",
            "publisher": {"@id": f"{root}/#ente"},
            "potentialAction": action if search_url else "",
        }
    )


def breadcrumb(page: Page, space: Space) -> Data:
    """The way back, each step with its whole address."""
    host = place_of(site_name(space))[0]
    steps = [
        {
            "@type": "ListItem",
            "position": position,
            "name": label,
            "item": page.full_url if not url else url if "://" in url else f"{host}{url}",
        }
        for position, (label, url) in enumerate(crumbs(page), 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def picture_address(page: ContentPage) -> str:
    """The picture of a content as others show it beside a link; empty where it has none."""
    if page.image is None:
        return ""
    url = page.image.get_rendition("fill-1200x630|format-jpeg").url
    return (
        url
        if "://" in url
        else f"{page.full_url.split('/', 3)[0]}//{page.full_url.split('/', 3)[2]}{url}"
    )


def _content(page: ContentPage, space: Space) -> Data:
    return {
        "@id": page.full_url,
        "url": page.full_url,
        "description": page.summary,
        "image": picture_address(page),
        "inLanguage": page.locale.language_code,
        "about": [term(topic) for topic in page.topics.exclude(hidden_in=space)],
    }


def term(topic: Topic) -> Data:
    """A voice of a vocabulary, by its stable address."""
    return {
        "@type": "DefinedTerm",
        "@id": topic.address,
        "name": topic.name,
        "termCode": topic.slug,
        "inDefinedTermSet": {"@type": "DefinedTermSet", "name": topic.get_vocabulary_display()},
    }


def _publisher(space: Space) -> Data:
    root = root_of(space)
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{root}/#ente",
        "name": space.ente.name,
        "url": f"{root}/",
    }


def news(page: NewsPage, space: Space) -> Data:
    return _known(
        {
            "@type": "NewsArticle",
            **_content(page, space),
            "headline": page.title,
            "datePublished": page.published_on.isoformat(),
            "dateModified": page.updated_at.isoformat(),
            "author": _publisher(space),
            "publisher": _publisher(space),
            "mainEntityOfPage": page.full_url,
            "license": page.licence_url,
            "keywords": page.keywords,
        }
    )


def event(page: EventPage, space: Space) -> Data:
    where = [place for place in (_place(page), _room(page)) if place]
    mode = "Mixed" if len(where) > 1 else "Online" if page.is_online else "Offline"
    return _known(
        {
            "@type": "Event",
            **_content(page, space),
            "name": page.title,
            "startDate": page.starts_at.isoformat(),
            "endDate": page.ends_at.isoformat() if page.ends_at else "",
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": ATTENDANCE.format(mode),
            "location": where[0] if len(where) == 1 else where,
            "organizer": _publisher(space),
            "isAccessibleForFree": page.cost.strip().lower() in ("", "gratuito", "gratuita"),
        }
    )


def _place(page: EventPage) -> Data | None:
    """Where an event takes place, if anywhere on earth."""
    names = [name for name in (page.place.title if page.place else "", page.venue) if name]
    if not names and page.is_online:
        return None
    address = getattr(page.place, "address", "") if page.place else ""
    name = names[0] if names else str(_("Luogo da comunicare"))
    return {"@type": "Place", "name": name, "address": address or name}


def _room(page: EventPage) -> Data | None:
    if not page.is_online:
        return None
    return {"@type": "VirtualLocation", "url": page.online_url or page.full_url}


def service(page: ServicePage, space: Space) -> Data:
    return _known(
        {
            "@type": "GovernmentService",
            **_content(page, space),
            "name": page.title,
            "provider": _publisher(space),
            "serviceType": page.subkind_label,
            "areaServed": {"@type": "AdministrativeArea", "name": space.ente.name},
        }
    )


def _known(data: Data) -> Data:
    return {name: value for name, value in data.items() if value not in ("", None, [])}


_DESCRIBE = {NewsPage: news, EventPage: event, ServicePage: service}
