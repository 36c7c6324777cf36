"""A content of another site, read without leaving one's own."""

from django.http import Http404
from django.views.decorators.http import require_safe

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
    response = page.serve(request)
    if hasattr(response, "context_data") and response.context_data is not None:
        response.context_data |= {"placement": placement, "own_template": response.template_name}
        response.template_name = TEMPLATE
    response["Link"] = f'<{page.full_url}>; rel="canonical"'
    return response
