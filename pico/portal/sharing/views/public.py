"""A content of another site, read without leaving one's own."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.portal.pages.queries import index_of
from pico.portal.sites.addresses import NATIONAL

from .. import queries

TEMPLATE = "sharing/shared.html"


@require_safe
def shared(request, origin: str, path: str):
    """Draw the origin's page in the shell of this site; the canonical address stays the origin's."""
    slug = "" if origin == NATIONAL else origin
    placement = queries.shared_here(request.space, request.actor, origin=slug, path=path)
    if placement is None:
        raise Http404
    page = placement.page.specific
    request.is_public_page = True
    request.visited = (request.space.pk, page.pk)
    response = page.serve(request)
    if hasattr(response, "context_data") and response.context_data is not None:
        response.context_data |= {
            "placement": placement,
            "own_template": response.template_name,
            "crumbs": crumbs(request, placement),
        }
        response.template_name = TEMPLATE
    response["Link"] = f'<{page.full_url}>; rel="canonical"'
    return response


def crumbs(request, placement) -> list[tuple[str, str]]:
    """The way back on this site: its home, its list of that kind, the content."""
    home = [(_("Home"), reverse("portal:home"))]
    index = index_of(request.space, placement.kind) if request.site_of_space else None
    here = [(index.title, index.url)] if index else []
    return [*home, *here, (placement.page.title, "")]
