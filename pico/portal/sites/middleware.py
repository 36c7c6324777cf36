"""Tell Wagtail which site a request is about, and keep its editor to that site."""

from csp.constants import SELF, UNSAFE_INLINE
from django.http import Http404
from django.utils.functional import SimpleLazyObject

from . import grants
from .gate import pass_through
from .hand import editing, in_hand
from .queries import site_of, site_to_read

EDITOR = "/redazione/"
# Wagtail's own pages style themselves as they go and show pictures not yet sent.
EDITOR_POLICY = {
    "style-src": [UNSAFE_INLINE],
    "img-src": ["blob:"],
}


def find_site(get_response):
    """Set `request.site_of_space` and Wagtail's own site, both read when first needed."""

    def middleware(request):
        find = site_of if request.path_info.startswith(EDITOR) else site_to_read
        request.site_of_space = SimpleLazyObject(lambda: find(request.space))
        request._wagtail_site = SimpleLazyObject(
            lambda: request.site_of_space.site if request.site_of_space else None
        )
        return get_response(request)

    return middleware


def keep_to_the_site(get_response):
    """Open the editor only to who edits this space, for the time of the request.

    What Wagtail shows to everybody, or to all editors alike, does not exist here at all: see `gate`.
    A preview is a request within the request: it is answered as to any reader, with no site in hand.
    """

    def middleware(request):
        if not request.path_info.startswith(EDITOR):
            with editing(None):
                return get_response(request)
        if not request.user.is_authenticated:
            return get_response(request)
        site = request.site_of_space or None
        # Wagtail lets a superuser through every door: the house has none.
        if site is None or request.user.is_superuser:
            raise Http404
        if not grants.may_edit(request.actor, request.space):
            raise Http404
        grants.put_in_groups(request.user, request.actor, site)
        with editing(site, request.actor):
            response = get_response(request)
        response._csp_update = EDITOR_POLICY
        response._csp_replace = {"frame-ancestors": [SELF]}  # the preview beside the form
        return response

    def process_view(request, view, args, kwargs):
        if request.path_info.startswith(EDITOR):
            held = in_hand()
            pass_through(request, request.resolver_match, held.site if held else None)

    middleware.process_view = process_view
    return middleware
