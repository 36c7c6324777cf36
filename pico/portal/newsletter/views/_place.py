"""Where a page of the desk stands: the space of the request, for who writes there."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space

from .. import queries
from ..models import Issue
from ..permissions import NewsletterPermission


def desk_of(request) -> Space:
    """The space of the request; a neighbour's desk is 404, an unknown visitor is asked to sign in."""
    request.actor.require(NewsletterPermission.SEE_DESK)
    if not request.actor.can(NewsletterPermission.COMPOSE, request.space):
        raise Http404
    return request.space


def own_desk(request, name: str):
    """Send who writes for another space to his own desk; None where he is there already."""
    request.actor.require(NewsletterPermission.SEE_DESK)
    if request.actor.can(NewsletterPermission.COMPOSE, request.space):
        return None
    own = queries.own_space(request.actor)
    if own is None:
        raise Http404
    return redirect(path_in(own, name))


def find_issue(request, pk: int) -> Issue:
    return get_object_or_404(queries.issues_of(desk_of(request), request.actor), pk=pk)


def same_site(request) -> bool:
    """Say whether a public form was sent from our own pages, as far as the browser tells.

    These forms carry no token, for their pages are cached; they use nobody's authority either.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return not origin or origin.partition("://")[2] == request.get_host()


def sent(request):
    """What a form was sent with, None when it was not: a form of ticks alone may be sent empty."""
    return request.POST if request.method == "POST" else None
