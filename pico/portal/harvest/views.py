"""«Fonti di notizie»: add a feed, see what it would bring, import, undo."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge
from pico.portal.sites.doors import for_editors

from . import actions, queries
from .models import Harvest, Source
from .terms import SHOWN_IN_PREVIEW


class SourceForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Nome"),
        max_length=120,
        help_text=gettext_lazy("Come lo leggono i visitatori: «Provincia di Treviso»."),
    )
    url = forms.URLField(
        label=gettext_lazy("Indirizzo del feed (RSS o Atom)"),
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Lo trovi sul sito istituzionale, di solito con la scritta RSS."),
    )


def standing(row) -> tuple[str, str]:
    """Whether a source is read, with its meaning."""
    if row.error:
        return _("Non risponde"), "refused"
    return (_("Attiva"), "done") if row.is_on else (_("Sospesa"), "suspended")


COLUMNS = (
    Column(
        "nome",
        gettext_lazy("Nome"),
        "name",
        sort="name",
        link=lambda row: reverse("harvest:source", args=[row.pk]),
    ),
    Column("indirizzo", gettext_lazy("Indirizzo"), "url", sort="url"),
    Column("bozze", gettext_lazy("Bozze portate"), "taken", sort="taken", kind="number"),
    Column("letta", gettext_lazy("Letta il"), "asked_at", sort="asked_at", kind="date"),
    Column(
        "stato",
        gettext_lazy("Stato"),
        lambda row: badge(*standing(row)),
        export=lambda row: standing(row)[0],
    ),
)


@for_editors
def source_list(request):
    return render_list(
        request,
        queryset=queries.sources(request.space),
        columns=COLUMNS,
        title=_("Fonti di notizie"),
        template="harvest/list.html",
        default_sort="nome",
        empty_title=_("Nessuna fonte"),
        empty_text=_("Aggiungi il feed del sito istituzionale: le sue notizie arrivano in bozza."),
    )


@for_editors
def add(request):
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            source = actions.add_source(
                space=request.space,
                actor=request.actor,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error("url", refusal.message)
        else:
            return redirect("harvest:preview", source.pk)
    context = {
        "form": form,
        "title": _("Aggiungi una fonte"),
        "submit_label": _("Aggiungi e guarda l'anteprima"),
        "cancel_url": reverse("harvest:list"),
    }
    return render(request, "ui/page_form.html", context)


def _known(request, pk: int) -> Source:
    return get_object_or_404(queries.sources(request.space).select_related("space__ente"), pk=pk)


@for_editors
def source(request, pk: int):
    found = _known(request, pk)
    label, meaning = standing(found)
    context = {
        "source": found,
        "state_label": label,
        "state_meaning": meaning,
        "harvests": queries.harvests(found)[:20],
    }
    return render(request, "harvest/source.html", context)


@for_editors
def preview(request, pk: int):
    """What an import would bring now."""
    found, items, error = _known(request, pk), [], ""
    try:
        items = actions.preview(source=found, actor=request.actor)
    except Refusal as refusal:
        error = refusal.message
    context = {
        "source": found,
        "items": items[:SHOWN_IN_PREVIEW],
        "count": len(items),
        "error": error,
    }
    return render(request, "harvest/preview.html", context)


@for_editors
@require_POST
def take(request, pk: int):
    found = _known(request, pk)
    harvest = actions.import_now(source=found, actor=request.actor, now=timezone.now())
    count = harvest.entries.count() if harvest else 0
    said = ngettext("%(n)d bozza importata.", "%(n)d bozze importate.", count)
    messages.success(request, said % {"n": count})
    return redirect("harvest:source", pk)


@for_editors
@require_POST
def switch(request, pk: int):
    found = _known(request, pk)
    is_on = request.POST.get("attiva") == "1"
    actions.switch(source=found, is_on=is_on, actor=request.actor, now=timezone.now())
    said = _("La fonte si legge ogni ora.") if is_on else _("La fonte è sospesa.")
    messages.success(request, said)
    return redirect("harvest:source", pk)


@for_editors
@require_POST
def remove(request, pk: int):
    actions.remove_source(source=_known(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, _("Fonte tolta: le bozze che aveva portato restano."))
    return redirect("harvest:list")


@for_editors
@require_POST
def undo(request, pk: int):
    rows = Harvest.objects.filter(source__space=request.space).select_related("source__space")
    harvest = get_object_or_404(rows, pk=pk)
    gone, stay = actions.undo(harvest=harvest, actor=request.actor, now=timezone.now())
    said = ngettext("%(n)d bozza eliminata.", "%(n)d bozze eliminate.", gone) % {"n": gone}
    if stay:
        kept = ngettext(
            "%(n)d resta: qualcuno ci ha lavorato.", "%(n)d restano: qualcuno ci ha lavorato.", stay
        )
        said = f"{said} {kept % {'n': stay}}"
    messages.success(request, said)
    return redirect("harvest:source", harvest.source_id)
