"""Pages of the spaces: their list for UPI, the settings of one for who runs it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list

from . import actions, queries
from .forms import SpaceForm
from .models import Space
from .permissions import EntiPermission
from .terms import SpaceKind, SpaceState


def space_url(space: Space) -> str:
    return reverse("enti:space-edit", args=[space.pk])


@require_GET
def spaces_list(request):
    """Every space with its addresses and state; only UPI."""
    if not request.actor.can(EntiPermission.PUBLISH_SPACE):
        raise PermissionDenied(_("Solo UPI vede l'elenco degli spazi."))
    columns = (
        Column("name", _("Spazio"), sort="name", link=space_url),
        Column("kind", _("Tipo"), "get_kind_display", sort="kind"),
        Column("slug", _("Indirizzo"), lambda s: f"{s.prefix}/", sort="slug"),
        Column("hostname", _("Nome host"), sort="hostname"),
        Column("parent", _("Eredita da"), "parent.name"),
        Column("state", _("Stato"), "get_state_display", sort="state"),
    )
    return render_list(
        request,
        queryset=queries.spaces(),
        columns=columns,
        title=_("Spazi"),
        template="enti/spaces.html",
        context={"crumbs": [(_("Enti"), reverse("enti:list")), (_("Spazi"), "")]},
        empty_title=_("Nessuno spazio"),
    )


@require_http_methods(["GET", "POST"])
def edit(request, pk: int):
    """Name, colour and addresses of a space; refuse who does not run it."""
    space = get_object_or_404(queries.spaces(), pk=pk)
    if not request.actor.can(EntiPermission.CONFIGURE_SPACE, space):
        raise PermissionDenied(_("Solo UPI e l'amministratore dello spazio ne cambiano l'aspetto."))
    may_address = request.actor.can(EntiPermission.PUBLISH_SPACE, space)
    form = SpaceForm(
        request.POST or None,
        may_address=may_address,
        is_root=space.kind == SpaceKind.NATIONAL,
        initial={
            name: getattr(space, name) or ""
            for name in ("name", "tagline", "colour", "slug", "hostname")
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.configure_space(
                space=space,
                values=form.cleaned_data,
                actor=request.actor,
                now=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(FIELD_OF.get(refusal.code), refusal.message)
        else:
            messages.success(request, _("Spazio salvato."))
            return redirect(space_url(space))
    context = {
        "title": space.name,
        "form": form,
        "space": space,
        "may_address": may_address,
        "is_published": space.state == SpaceState.PUBLISHED,
        "may_suspend": may_address and space.kind != SpaceKind.NATIONAL,
        "crumbs": [
            (_("Enti"), reverse("enti:list")),
            (space.ente.name, reverse("enti:detail", args=[space.ente_id])),
            (_("Spazio"), ""),
        ],
    }
    return render(request, "enti/space_form.html", context)


FIELD_OF = {
    "name_missing": "name",
    "colour_form": "colour",
    "colour_too_light": "colour",
    "slug_form": "slug",
    "slug_taken": "slug",
    "hostname_form": "hostname",
    "hostname_taken": "hostname",
}


@require_POST
def publish(request, pk: int):
    space = get_object_or_404(queries.spaces(), pk=pk)
    actions.publish_space(space=space, actor=request.actor, now=timezone.now())
    messages.success(request, _("Lo spazio è pubblicato."))
    return redirect(space_url(space))


@require_POST
def suspend(request, pk: int):
    space = get_object_or_404(queries.spaces(), pk=pk)
    actions.suspend_space(space=space, actor=request.actor, now=timezone.now())
    messages.success(request, _("Lo spazio è sospeso: lo vedono solo i suoi amministratori."))
    return redirect(space_url(space))
