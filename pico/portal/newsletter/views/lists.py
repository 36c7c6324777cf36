"""The lists of a space: who writes, how many read, what they are called."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from .. import queries
from ..actions import lists as actions
from ..forms import ListForm
from ..models import MailingList
from ..permissions import NewsletterPermission
from ._place import desk_of, own_desk

UNPROCESSABLE = 422


def _state(one: MailingList):
    if one.closed_at:
        return badge(_("Chiusa"), "refused")
    return badge(_("Aperta a tutti"), "done") if one.is_open else badge(_("Su invito"), "draft")


COLUMNS = (
    Column(
        "nome",
        gettext_lazy("Lista"),
        "name",
        sort="name",
        link=lambda one: reverse("newsletter:edit_list", args=[one.pk]),
    ),
    Column("descrizione", gettext_lazy("Descrizione"), "description"),
    Column("mittente", gettext_lazy("Mittente"), "sender_name"),
    Column("lettori", gettext_lazy("Iscritti attivi"), "readers", sort="readers", kind="number"),
    Column("stato", gettext_lazy("Stato"), value=_state),
)


def lists(request):
    if elsewhere := own_desk(request, "newsletter:lists"):
        return elsewhere
    space = desk_of(request)
    may_manage = request.actor.can(NewsletterPermission.MANAGE_LISTS, space)
    name, *others = COLUMNS
    return render_list(
        request,
        queryset=queries.lists_of(space, request.actor),
        columns=(name if may_manage else replace(name, link=None), *others),
        title=_("Liste e iscritti"),
        template="newsletter/lists.html",
        context={
            "may_manage": may_manage,
            "may_see": request.actor.can(NewsletterPermission.SEE_SUBSCRIBERS, space),
        },
        default_sort="nome",
        empty_title=_("Nessuna lista"),
        empty_text=_("Una lista dice chi scrive, a che cosa ci si iscrive e chi risponde."),
    )


@require_http_methods(["GET", "POST"])
def create(request):
    space = desk_of(request)
    request.actor.require(NewsletterPermission.MANAGE_LISTS, space)
    form = ListForm(request.POST or None, space=space, initial={"sender_name": space.name[:80]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_list(
                space=space, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error("name", refusal.message)
        else:
            messages.success(request, _("Lista aperta."))
            return redirect("newsletter:lists")
    return _page(request, form, _("Nuova lista"))


def _find(request, pk: int) -> MailingList:
    return get_object_or_404(queries.lists_of(desk_of(request), request.actor), pk=pk)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    found = _find(request, pk)
    request.actor.require(NewsletterPermission.MANAGE_LISTS, found)
    form = ListForm(request.POST or None, space=found.space, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_list(
                mailing_list=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error("name", refusal.message)
        else:
            messages.success(request, _("Lista salvata."))
            return redirect("newsletter:lists")
    return _page(request, form, found.name, found)


def _page(request, form, title: str, found: MailingList | None = None):
    context = {
        "form": form,
        "title": title,
        "mailing_list": found,
        "counts": queries.state_counts(found) if found else {},
        "submit_label": _("Salva"),
        "cancel_url": reverse("newsletter:lists"),
        "crumbs": [(_("Liste e iscritti"), reverse("newsletter:lists")), (title, "")],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "newsletter/list_form.html", context, status=status)


@require_POST
def close(request, pk):
    actions.close_list(mailing_list=_find(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, _("Lista chiusa: l'archivio resta."))
    return redirect("newsletter:lists")


@require_POST
def reopen(request, pk):
    actions.reopen_list(mailing_list=_find(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, _("Lista riaperta."))
    return redirect("newsletter:lists")
