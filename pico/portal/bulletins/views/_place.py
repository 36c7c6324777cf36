"""Where a page of the desk stands: the space of the request, for who writes there."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space

from .. import queries
from ..models import Bulletin
from ..permissions import BulletinsPermission

UNPROCESSABLE = 422


def desk_of(request) -> Space:
    """The space of the request; a neighbour's desk is 404, an unknown visitor is asked to sign in."""
    request.actor.require(BulletinsPermission.SEE_DESK)
    if not request.actor.can(BulletinsPermission.COMPOSE, request.space):
        raise Http404
    return request.space


def own_desk(request, name: str):
    """Send who writes for another space to his own desk; None where he is there already."""
    request.actor.require(BulletinsPermission.SEE_DESK)
    if request.actor.can(BulletinsPermission.COMPOSE, request.space):
        return None
    own = queries.own_space(request.actor)
    if own is None:
        raise Http404
    return redirect(path_in(own, name))


def find_bulletin(request, pk: int) -> Bulletin:
    return get_object_or_404(queries.bulletins_of(desk_of(request), request.actor), pk=pk)


def form_page(request, form, title: str, submit: str, bulletin: Bulletin | None = None, **more):
    """Draw a form of the desk; with a bulletin, the way back leads to it."""
    crumbs = [(_("Redazione dei bollettini"), reverse("bulletins:desk")), (title, "")]
    cancel = reverse("bulletins:desk")
    if bulletin:
        cancel = reverse("bulletins:record", args=[bulletin.pk])
        crumbs.insert(1, (str(bulletin), cancel))
    context = {
        "form": form, "title": title, "submit_label": submit, "crumbs": crumbs,
        "cancel_url": cancel, **more,
    }  # fmt: skip
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "ui/page_form.html", context, status=status)
