"""Find the space of a request: by its own host name, else by the first part of the path."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _

from . import queries
from .addresses import standing_in
from .permissions import EntiPermission
from .terms import SpaceState

# Answered alike in every space, without asking which one it is.
OUTSIDE = ("/health/", "/media/")
ACCESS = "accesso/"


def find_space(get_response):
    """Set `request.space`; under `/treviso/` the rest of the house sees paths as from the root.

    It runs before anybody is known: what a space in preparation shows is for `guard_spaces`.
    """

    def middleware(request):
        request.space = None
        if request.path_info.startswith((settings.STATIC_URL, *OUTSIDE)):
            return get_response(request)
        address = queries.space_of_address(request.get_host(), request.path_info)
        if address is None:
            raise Http404(_("Nessuno spazio: importa il registro con «manage.py import_enti»."))
        request.space = address.space
        if address.redirect_to:
            return HttpResponseRedirect(
                _with_query(request, address.redirect_to), preserve_request=True
            )
        request.path_info = request.path_info.removeprefix(address.prefix)
        with standing_in(address.space, address.prefix):
            return get_response(request)

    return middleware


def guard_spaces(get_response):
    """Hide a space in preparation, or suspended, from all but those who may configure it.

    Signing in stays possible there. It needs `request.actor`: it comes after `find_actor`.
    """

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        space = request.space
        if space is None or space.state == SpaceState.PUBLISHED:
            return
        if (request.resolver_match.route or "").startswith(ACCESS):
            return
        if not request.actor.can(EntiPermission.CONFIGURE_SPACE, space):
            raise Http404(_("Questo spazio non è ancora pubblicato."))

    middleware.process_view = process_view
    return middleware


def _with_query(request, path: str) -> str:
    path = f"{request.META.get('SCRIPT_NAME', '')}{path}"
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path
