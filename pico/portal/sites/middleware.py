"""Tell Wagtail which site a request is about, and keep its editor to that site."""

from csp.constants import SELF, UNSAFE_INLINE
from django.http import Http404
from django.utils.functional import SimpleLazyObject

from . import grants
from .policies import editing
from .queries import site_of

EDITOR = "/redazione/"
# Wagtail's own pages style themselves as they go and show pictures not yet sent.
EDITOR_POLICY = {
    "style-src": [UNSAFE_INLINE],
    "img-src": ["blob:"],
}


def find_site(get_response):
    """Set `request.site_of_space` and Wagtail's own site, both read when first needed."""

    def middleware(request):
        request.site_of_space = SimpleLazyObject(lambda: site_of(request.space))
        request._wagtail_site = SimpleLazyObject(
            lambda: request.site_of_space.site if request.site_of_space else None
        )
        return get_response(request)

    return middleware


def keep_to_the_site(get_response):
    """Open the editor only to who edits this space, for the time of the request.

    What Wagtail shows to everybody, or to all editors alike, does not exist here at all.
    """

    def middleware(request):
        if not request.path_info.startswith(EDITOR):
            return get_response(request)
        if not request.user.is_authenticated:
            return get_response(request)
        site = request.site_of_space or None
        if site is None or not grants.may_edit(request.actor, request.space):
            raise Http404
        grants.put_in_groups(request.user, request.actor, site)
        with editing(site):
            response = get_response(request)
        response._csp_update = EDITOR_POLICY
        response._csp_replace = {"frame-ancestors": [SELF]}  # the preview beside the form
        return response

    return middleware
