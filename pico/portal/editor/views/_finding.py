"""Find what a request speaks of: another site's page is a 404."""

from django.http import Http404
from wagtail.models import Page

from .. import queries


def find_page(request, pk: int) -> Page:
    page = queries.page_of(request.site_of_space, pk)
    if page is None:
        raise Http404
    return page
