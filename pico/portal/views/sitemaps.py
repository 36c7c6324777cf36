"""What search engines are told: the pages of a site, the sites of a host, what is not for them."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pico.core.enti.terms import SpaceKind
from pico.core.ui.marks import public_page
from pico.portal.pages import linked_data

from .. import queries

XML = "application/xml; charset=utf-8"
NOT_FOR_ENGINES = ("accesso/", "scrivania/", "gestione/", "redazione/", "api/", "cerca/", "demo/")
LEGAL = ("privacy", "note-legali", "accessibilita", "cookie", "media-policy")


@require_safe
@public_page
def sitemap(request):
    """On a site its pages; at the root of the common host the sitemaps of all the sites that are there."""
    if request.space.kind == SpaceKind.NATIONAL and not request.space.hostname:
        sites = [linked_data.root_of(space) for space in queries.spaces_on_the_common_host()]
        own = f"{linked_data.root_of(request.space)}/sitemap-pagine.xml"
        addresses = [own, *(f"{root}/sitemap.xml" for root in sites)]
        context = {"addresses": addresses}
        return render(request, "portal/sitemap_index.xml", context, content_type=XML)
    return pages(request)


@require_safe
@public_page
def pages(request):
    """The public pages of this site, with the day of their last change (at most 50,000, the protocol's)."""
    root = linked_data.root_of(request.space)
    legal = [
        f"{root}{reverse('portal:legal', args=[name]).removeprefix(request.space.prefix)}"
        for name in LEGAL
    ]
    context = {"pages": queries.pages_for_engines(request.space), "others": legal}
    return render(request, "portal/sitemap.xml", context, content_type=XML)


@require_safe
@public_page
def robots(request):
    """Where the sitemap is, and what serves no engine; in a demo, nothing does."""
    lines = ["User-agent: *"]
    if settings.DEMO:
        lines.append("Disallow: /")
    else:
        lines += [f"Disallow: {place}{path}" for path in NOT_FOR_ENGINES for place in ("/", "/*/")]
    host = linked_data.root_of(request.space).removesuffix(request.space.prefix)
    lines.append(f"Sitemap: {host}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
