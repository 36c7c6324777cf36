"""Adopt a content of another site, and follow what becomes of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge
from pico.portal.sites.doors import for_editors

from .. import actions, queries
from ..forms import AdoptForm, AdoptionFilter, OfferedFilter
from ..reading import changes, read

OFFERED = (
    Column(
        "titolo",
        gettext_lazy("Titolo"),
        "page.title",
        sort="page__title",
        link=lambda row: reverse("sharing:adopt", args=[row.pk]),
    ),
    Column("tipo", gettext_lazy("Tipo"), "get_kind_display", sort="kind"),
    Column("sito", gettext_lazy("Sito"), "space.name", sort="space__name"),
    Column("data", gettext_lazy("Pubblicato il"), "shown_on", sort="shown_on", kind="date"),
)
ADOPTED = (
    Column(
        "titolo",
        gettext_lazy("Titolo dell'originale"),
        "source_title",
        sort="source_title",
        link=lambda row: reverse("sharing:adoption", args=[row.pk]),
    ),
    Column("da", gettext_lazy("Da"), "origin.name", sort="origin__name"),
    Column("come", gettext_lazy("Come"), "get_mode_display", sort="mode"),
    Column("data", gettext_lazy("Adottato il"), "adopted_at", sort="adopted_at", kind="date"),
    Column(
        "stato",
        gettext_lazy("Originale"),
        lambda row: badge(*row.state),
        export=lambda row: row.state[0],
    ),
)


@for_editors
def offered_list(request):
    return render_list(
        request,
        queryset=queries.offered(request.space, request.actor),
        columns=OFFERED,
        title=_("Adotta un contenuto"),
        filter_form=OfferedFilter,
        default_sort="-data",
        empty_title=_("Gli altri siti non hanno ancora pubblicato nulla"),
    )


@for_editors
def adopt_page(request, pk: int):
    """One content of another site: take it as a mirror or as one's own copy."""
    rows = queries.offered(request.space, request.actor)
    placement = get_object_or_404(rows, pk=pk)
    form = AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            adoption = actions.adopt(
                page=placement.page,
                space=request.space,
                actor=request.actor,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Adottato."))
            return redirect("sharing:adoption", adoption.pk)
    context = {
        "placement": placement,
        "form": form,
        "text": read(placement.page),
        "adoption": queries.adoption_of(request.space, placement.page),
    }
    return render(request, "sharing/adopt.html", context)


@for_editors
def adoption_list(request):
    return render_list(
        request,
        queryset=queries.adoptions(request.space),
        columns=ADOPTED,
        title=_("Pagine adottate"),
        filter_form=AdoptionFilter,
        default_sort="-data",
        empty_title=_("Nessuna pagina adottata"),
        empty_text=_("In «Adotta un contenuto» trovi ciò che gli altri siti hanno pubblicato."),
    )


def _known(request, pk: int):
    return get_object_or_404(queries.adoptions(request.space), pk=pk)


@for_editors
def adoption(request, pk: int):
    """One adoption: what became of the source, word by word."""
    found = _known(request, pk)
    source = found.source if found.source and found.source.live else None
    label, meaning = found.state
    context = {
        "adoption": found,
        "state_label": label,
        "state_meaning": meaning,
        "source": source,
        "changes": changes(found.text, read(source)) if source and found.changed_at else [],
    }
    return render(request, "sharing/adoption.html", context)


@for_editors
@require_POST
def update(request, pk: int):
    found = _known(request, pk)
    actions.update_copy(adoption=found, actor=request.actor, now=timezone.now())
    messages.success(
        request, _("La bozza della tua pagina ha il testo nuovo: rileggila e pubblicala.")
    )
    return redirect("wagtailadmin_pages:edit", found.copy_id)


@for_editors
@require_POST
def seen(request, pk: int):
    actions.mark_seen(adoption=_known(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, _("Segnato come visto: la tua pagina resta com'è."))
    return redirect("sharing:adoption", pk)


@for_editors
@require_POST
def leave(request, pk: int):
    actions.return_mirror(adoption=_known(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, _("Tolto: il contenuto non è più sul tuo sito."))
    return redirect("sharing:adoptions")
