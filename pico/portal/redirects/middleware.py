"""Where nothing answers, an old address of the site leads on."""

from urllib.parse import unquote

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect

from . import queries

NOT_FOUND = 404


def follow_old_addresses(get_response):
    """Turn a 404 into the redirect that the editors of the space, or a page that moved, left there."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != NOT_FOUND or request.method not in ("GET", "HEAD"):
            return response
        found = queries.target(request.space, path_of(request), request.actor)
        if found is None:
            return response
        address, for_good = found
        return (HttpResponsePermanentRedirect if for_good else HttpResponseRedirect)(address)

    return middleware


def path_of(request) -> str:
    """The address as the site of the space sees it, with its language."""
    path = f"{request.path_language and f'/{request.path_language}'}{request.path_info}"
    return f"/{unquote(path).strip('/')}"
