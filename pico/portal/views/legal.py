"""Legal pages of a space, with the texts that the guidelines ask for, and the site map."""

from django.http import Http404
from django.shortcuts import render

from pico.core.modules import registry
from pico.core.ui.marks import public_page

from .. import queries
from ..context import allowed, item, own_settings

PAGES = ("privacy", "note-legali", "accessibilita", "cookie", "media-policy")


@public_page
def legal(request, page: str):
    if page not in PAGES:
        raise Http404
    context = {"settings": own_settings(request), "ente": request.space.ente}
    return render(request, f"portal/legal/{page}.html", context)


@public_page
def sitemap(request):
    """Every page that this visitor may open from a menu."""
    sections = [
        (
            module.label,
            [item(e) for e in module.menu if allowed(request, e)],
        )
        for module in registry.active_in(request).values()
        if module.menu
    ]
    context = {
        "sections": [section for section in sections if section[1]],
        "spaces": queries.spaces_below(request.space),
    }
    return render(request, "portal/sitemap.html", context)
