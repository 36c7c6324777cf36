"""«Contenuti ricevuti»: what other sites share with this one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import key_in
from pico.core.ui.lists import Bulk, Column, render_list
from pico.core.ui.templatetags.ui import badge
from pico.portal.sites.doors import for_editors

from .. import actions, queries
from ..forms import ReceivedFilter, ReceptionForm

COLUMNS = (
    Column(
        "titolo",
        gettext_lazy("Titolo"),
        "page.title",
        sort="page__title",
        link=lambda row: reverse("sharing:reception", args=[row.pk]),
    ),
    Column("tipo", gettext_lazy("Tipo"), "get_kind_display", sort="kind"),
    Column("da", gettext_lazy("Da"), "origin.name", sort="origin__name"),
    Column("data", gettext_lazy("Data in questo sito"), "shown_on", sort="shown_on", kind="date"),
    Column(
        "stato",
        gettext_lazy("In questo sito"),
        lambda row: badge(*standing(row)),
        export=lambda row: standing(row)[0],
    ),
)


def standing(placement) -> tuple[str, str]:
    """Whether a received content is shown here, with its meaning."""
    if placement.is_hidden:
        return _("Nascosto"), "suspended"
    return _("Mostrato"), "done"


@for_editors
def received_list(request):
    return render_list(
        request,
        queryset=queries.received(request.space, request.actor),
        columns=COLUMNS,
        title=_("Contenuti ricevuti"),
        filter_form=ReceivedFilter,
        default_sort="-data",
        bulk=(
            Bulk(_("Nascondi"), reverse("sharing:hide")),
            Bulk(_("Mostra di nuovo"), reverse("sharing:show")),
        ),
        empty_title=_("Nessun contenuto ricevuto"),
        empty_text=_("Quando UPI o la UPI regionale condividono un contenuto, lo trovi qui."),
    )


@for_editors
@require_POST
def hide(request):
    return _hide_or_show(request, is_hidden=True)


@for_editors
@require_POST
def show(request):
    return _hide_or_show(request, is_hidden=False)


def _hide_or_show(request, *, is_hidden: bool):
    rows = queries.received(request.space, request.actor)
    keys = map(key_in, request.POST.getlist("scelti"))
    chosen = rows.filter(pk__in=[key for key in keys if key is not None])
    count = actions.hide_many(
        space=request.space,
        placements=chosen,
        is_hidden=is_hidden,
        actor=request.actor,
        now=timezone.now(),
    )
    said = (
        ngettext("%(n)d contenuto nascosto.", "%(n)d contenuti nascosti.", count)
        if is_hidden
        else ngettext("%(n)d contenuto mostrato.", "%(n)d contenuti mostrati.", count)
    )
    messages.success(request, said % {"n": count})
    return redirect("sharing:received")


@for_editors
def reception(request, pk: int):
    """One received content: hide it, give it a date and an introduction of one's own, adopt it."""
    rows = queries.received(request.space, request.actor)
    placement = get_object_or_404(rows, pk=pk)
    known = queries.reception_of(request.space, placement.page)
    initial = {
        "is_hidden": placement.is_hidden,
        "shown_on": known.shown_on,
        "introduction": known.introduction,
    }
    form = ReceptionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.receive(
                placement=placement, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Salvato."))
            return redirect("sharing:received")
    label, meaning = standing(placement)
    context = {
        "placement": placement,
        "form": form,
        "state_label": label,
        "state_meaning": meaning,
        "adoption": queries.adoption_of(request.space, placement.page),
        "source": queries.source_placement(placement.page, request.actor),
    }
    return render(request, "sharing/reception.html", context)
