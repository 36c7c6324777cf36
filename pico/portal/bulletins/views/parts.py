"""Sections and entries of a draft: added, picked, commented, ordered, taken away."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pico.core.foundation.errors import Refusal
from pico.portal.newsletter.forms import PickFilter

from .. import actions
from ..forms import EntryForm, SectionForm
from ..models import Bulletin, Entry, Section
from ._place import find_bulletin, form_page

WAYS = {"su": True, "giu": False}


def _back(bulletin: Bulletin, anchor: str = "sezioni"):
    return redirect(f"{reverse('bulletins:record', args=[bulletin.pk])}#{anchor}")


def _section(request, pk: int, section: int) -> tuple[Bulletin, Section]:
    bulletin = find_bulletin(request, pk)
    rows = Section.objects.select_related("bulletin__series__space")
    return bulletin, get_object_or_404(rows, bulletin=bulletin, pk=section)


def _entry(request, pk: int, entry: int) -> tuple[Bulletin, Entry]:
    bulletin = find_bulletin(request, pk)
    rows = Entry.objects.select_related("section__bulletin__series__space")
    return bulletin, get_object_or_404(rows, section__bulletin=bulletin, pk=entry)


def _way(way: str) -> bool:
    if way not in WAYS:
        raise Http404
    return WAYS[way]


@require_http_methods(["GET", "POST"])
def add_section(request, pk):
    bulletin = find_bulletin(request, pk)
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_section(
            bulletin=bulletin, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        return _back(bulletin)
    return form_page(request, form, _("Nuova sezione"), _("Aggiungi la sezione"), bulletin)


@require_http_methods(["GET", "POST"])
def edit_section(request, pk, section):
    bulletin, found = _section(request, pk, section)
    form = SectionForm(request.POST or None, initial={"title": found.title})
    if request.method == "POST" and form.is_valid():
        actions.rename_section(
            section=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        return _back(bulletin)
    return form_page(request, form, _("Modifica la sezione"), _("Salva"), bulletin)


@require_POST
def delete_section(request, pk, section):
    bulletin, found = _section(request, pk, section)
    actions.delete_section(section=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Sezione tolta."))
    return _back(bulletin)


@require_POST
def move_section(request, pk, section, way):
    bulletin, found = _section(request, pk, section)
    actions.move_section(section=found, up=_way(way), actor=request.actor, now=timezone.now())
    return _back(bulletin)


@require_http_methods(["GET", "POST"])
def pick(request, pk, section):
    """Choose among the public contents of the platform."""
    bulletin, found = _section(request, pk, section)
    if request.method == "POST":
        count = actions.pick(
            section=found,
            keys=request.POST.getlist("scelti"),
            actor=request.actor,
            now=timezone.now(),
        )
        said = ngettext("%(n)d contenuto aggiunto.", "%(n)d contenuti aggiunti.", count)
        messages.success(request, said % {"n": count})
        return _back(bulletin)
    form = PickFilter(request.GET, space=bulletin.space)
    taken = Entry.objects.filter(section__bulletin=bulletin)
    context = {
        "title": _("Scegli i contenuti"),
        "form": form,
        "taken": set(taken.values_list("content_key", flat=True)),
        "items": form.found(request.actor),
        "back_url": reverse("bulletins:record", args=[pk]),
        "crumbs": [
            (_("Redazione dei bollettini"), reverse("bulletins:desk")),
            (str(bulletin), reverse("bulletins:record", args=[pk])),
            (found.title, ""),
        ],
    }
    return render(request, "newsletter/pick.html", context)


@require_http_methods(["GET", "POST"])
def add_entry(request, pk, section):
    bulletin, found = _section(request, pk, section)
    form = EntryForm(request.POST or None, is_free=True)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_entry(
                section=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return _back(bulletin)
    return form_page(request, form, _("Nuova voce"), _("Aggiungi la voce"), bulletin)


@require_http_methods(["GET", "POST"])
def edit_entry(request, pk, entry):
    bulletin, found = _entry(request, pk, entry)
    values = {"title": found.title, "text": found.text, "url": found.url}
    form = EntryForm(request.POST or None, is_free=not found.content_key, initial=values)
    if request.method == "POST" and form.is_valid():
        actions.edit_entry(
            entry=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        return _back(bulletin, f"voce-{found.pk}")
    return form_page(request, form, _("Modifica la voce"), _("Salva"), bulletin)


@require_POST
def delete_entry(request, pk, entry):
    bulletin, found = _entry(request, pk, entry)
    actions.delete_entry(entry=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Voce tolta."))
    return _back(bulletin)


@require_POST
def move_entry(request, pk, entry, way):
    bulletin, found = _entry(request, pk, entry)
    actions.move_entry(entry=found, up=_way(way), actor=request.actor, now=timezone.now())
    return _back(bulletin, f"voce-{found.pk}")
