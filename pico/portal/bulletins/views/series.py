"""The series of a space and the rule of each."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list

from .. import actions, queries
from ..forms import SeriesForm
from ..permissions import BulletinsPermission
from ._place import desk_of, form_page, own_desk

COLUMNS = (
    Column(
        "nome",
        gettext_lazy("Serie"),
        "name",
        sort="name",
        link=lambda one: reverse("bulletins:edit_series", args=[one.pk]),
    ),
    Column("descrizione", gettext_lazy("Descrizione"), "description"),
    Column("regola", gettext_lazy("Regola"), value=lambda one: _rule(one)),
    Column("numeri", gettext_lazy("Numeri"), "issues", sort="issues", kind="number"),
    Column("ultimo", gettext_lazy("Ultimo"), "last_at", sort="last_at", kind="date"),
)


def _rule(one) -> str:
    said = [f"«{one.words}»" if one.words else "", ", ".join((*one.topics, *one.kinds))]
    return " · ".join(filter(None, said)) or str(_("tutto ciò che è pubblico"))


def series_list(request):
    if elsewhere := own_desk(request, "bulletins:series"):
        return elsewhere
    space = desk_of(request)
    return render_list(
        request,
        queryset=queries.series_of(space, request.actor),
        columns=COLUMNS,
        title=_("Serie di bollettini"),
        template="bulletins/series.html",
        context={"may_manage": request.actor.can(BulletinsPermission.MANAGE_SERIES, space)},
        default_sort="nome",
        empty_title=_("Nessuna serie"),
        empty_text=_(
            "Una serie ha un nome, una numerazione e una regola: che cosa ci entra da solo."
        ),
    )


@require_http_methods(["GET", "POST"])
def create(request):
    space = desk_of(request)
    request.actor.require(BulletinsPermission.MANAGE_SERIES, space)
    form = SeriesForm(request.POST or None, space=space)
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_series(
                space=space, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error("name", refusal.message)
        else:
            messages.success(request, _("Serie aperta."))
            return redirect("bulletins:series")
    return form_page(
        request, form, _("Nuova serie"), _("Apri la serie"), cancel_url=reverse("bulletins:series")
    )


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    space = desk_of(request)
    found = get_object_or_404(queries.series_of(space, request.actor), pk=pk)
    request.actor.require(BulletinsPermission.MANAGE_SERIES, found)
    form = SeriesForm(request.POST or None, instance=found, space=space)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_series(
                series=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error("name", refusal.message)
        else:
            messages.success(request, _("Serie salvata."))
            return redirect("bulletins:series")
    return form_page(request, form, found.name, _("Salva"), cancel_url=reverse("bulletins:series"))
