"""The desk of the bulletins: list, record, publication."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from .. import actions, drawing, queries
from ..forms import BulletinForm, DeskFilter, NewBulletinForm
from ..models import Bulletin
from ..permissions import BulletinsPermission
from ..terms import PdfState
from ._place import desk_of, find_bulletin, form_page, own_desk

MONTH = timedelta(days=30)

COLUMNS = (
    Column(
        "bollettino",
        gettext_lazy("Bollettino"),
        value=str,
        link=lambda one: reverse("bulletins:record", args=[one.pk]),
    ),
    Column("titolo", gettext_lazy("Titolo"), "title", sort="title"),
    Column(
        "stato",
        gettext_lazy("Stato"),
        value=lambda one: badge(one.get_state_display(), one.meaning),
        sort="state",
        export="get_state_display",
    ),
    Column(
        "pubblicato",
        gettext_lazy("Pubblicato il"),
        "published_at",
        sort="published_at",
        kind="date",
    ),
    Column("modifica", gettext_lazy("Modificato il"), "changed_at", sort="changed_at", kind="date"),
)


def desk(request):
    if elsewhere := own_desk(request, "bulletins:desk"):
        return elsewhere
    space = desk_of(request)
    series = queries.series_of(space, request.actor)
    return render_list(
        request,
        queryset=queries.bulletins_of(space, request.actor).defer("frozen", "text", "summary"),
        columns=COLUMNS,
        title=_("Redazione dei bollettini"),
        filter_form=DeskFilter(request.GET, series=series),
        template="bulletins/desk.html",
        context={"has_series": series.exists()},
        default_sort="-modifica",
        empty_title=_("Nessun bollettino, per ora"),
        empty_text=_("Un numero nuovo si compone da solo con la regola della serie."),
    )


@require_http_methods(["GET", "POST"])
def create(request):
    """Begin an issue: the rule of the series fills it."""
    space = desk_of(request)
    series = queries.series_of(space, request.actor)
    if not series.exists():
        messages.info(request, _("Prima serve una serie: chi amministra lo spazio la apre qui."))
        return redirect("bulletins:series")
    today = timezone.localdate()
    form = NewBulletinForm(
        request.POST or None,
        series=series,
        initial={"period_from": today - MONTH, "period_to": today, "curator": request.user},
    )
    if request.method == "POST" and form.is_valid():
        made = actions.create_bulletin(actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Numero composto con la regola: ordina e commenta."))
        return redirect("bulletins:record", pk=made.pk)
    return form_page(request, form, _("Nuovo numero"), _("Componi il numero"))


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    found = find_bulletin(request, pk)
    form = BulletinForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.edit_bulletin(
            bulletin=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Bollettino salvato."))
        return redirect("bulletins:record", pk=pk)
    return form_page(request, form, _("Modifica il bollettino"), _("Salva"), found)


def _page(request, bulletin: Bulletin, here: str, **extra) -> dict:
    tabs = (("record", _("Composizione")), ("story", _("Storia")))
    return {
        "bulletin": bulletin,
        "title": str(bulletin),
        "number": bulletin.title,
        "turn": _("un amministratore dello spazio") if bulletin.is_editable else "",
        "may_publish": request.actor.can(BulletinsPermission.PUBLISH, bulletin),
        "is_pdf_lost": bulletin.pdf_state == PdfState.FAILED,
        "tabs": [
            {
                "label": label,
                "url": reverse(f"bulletins:{name}", args=[bulletin.pk]),
                "active": name == here,
            }
            for name, label in tabs
        ],
        "crumbs": [
            (_("Redazione dei bollettini"), reverse("bulletins:desk")),
            (str(bulletin), ""),
        ],
        **extra,
    }


@require_safe
def record(request, pk):
    found = find_bulletin(request, pk)
    context = _page(request, found, "record", sections=drawing.drawn(found))
    return render(request, "bulletins/record.html", context)


@require_safe
def story(request, pk):
    return render(
        request, "bulletins/story.html", _page(request, find_bulletin(request, pk), "story")
    )


@require_POST
def assemble(request, pk):
    """Take in what came out after the draft was begun."""
    count = actions.assemble(
        bulletin=find_bulletin(request, pk), actor=request.actor, now=timezone.now()
    )
    said = ngettext("%(n)d voce aggiunta.", "%(n)d voci aggiunte.", count) % {"n": count}
    messages.success(request, said if count else _("Nessun contenuto nuovo con la regola."))
    return redirect("bulletins:record", pk=pk)


@require_POST
def publish(request, pk):
    made = actions.publish(
        bulletin=find_bulletin(request, pk), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Pubblicato: %(name)s.") % {"name": made})
    return redirect("bulletins:record", pk=pk)


@require_POST
def print_again(request, pk):
    try:
        actions.ask_pdf_again(
            bulletin=find_bulletin(request, pk), actor=request.actor, now=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Il PDF è di nuovo in preparazione."))
    return redirect("bulletins:record", pk=pk)
