"""Find the space of a request: by its own host name, else by the first part of the path."""

from django.conf import settings
from django.http import Http404
from django.urls import get_script_prefix, set_script_prefix

from . import queries


def find_space(get_response):
    """Set `request.space`; under `/treviso/` the rest of the house sees paths as from the root."""

    def middleware(request):
        if request.path_info.startswith((settings.STATIC_URL, "/health/")):
            request.space = None
            return get_response(request)
        space = queries.space_of_address(request.get_host(), request.path_info)
        if space is None:
            raise Http404("No space here: import the registry first.")
        request.space = space
        first = f"/{space.slug}/"
        if not (space.slug and request.path_info.startswith(first)):
            return get_response(request)
        before = get_script_prefix()
        request.path_info = request.path_info.removeprefix(first[:-1])
        set_script_prefix(before.rstrip("/") + first)
        try:
            return get_response(request)
        finally:
            set_script_prefix(before)

    return middleware
