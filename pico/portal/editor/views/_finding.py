"""Find what a request speaks of: another site's page is a 404."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from wagtail.models import Page

from pico.portal.sites.grants import may_edit

from .. import queries


def office(view):
    """A page of the office: who edits this space, and nobody else, is let in."""

    @login_required
    @wraps(view)
    def inside(request, *args, **kwargs):
        if not request.site_of_space or not may_edit(request.actor, request.space):
            raise Http404
        return view(request, *args, **kwargs)

    return inside


def find_page(request, pk: int) -> Page:
    page = queries.page_of(request.site_of_space, pk)
    if page is None:
        raise Http404
    return page
