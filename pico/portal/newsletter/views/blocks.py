"""The blocks of a draft: added, picked from the platform, changed, moved, taken away."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pico.core.foundation.errors import Refusal

from ..actions import composing
from ..forms import BlockForm, PickFilter
from ..models import Block, Issue
from ..terms import BlockKind
from ._place import find_issue

UNPROCESSABLE = 422
KINDS = {"testo": BlockKind.TEXT, "titolo": BlockKind.HEADING, "pulsante": BlockKind.BUTTON}


def _back(issue: Issue, block: Block | None = None):
    anchor = f"#blocco-{block.pk}" if block else "#blocchi"
    return redirect(f"{reverse('newsletter:record', args=[issue.pk])}{anchor}")


def _find(request, pk: int, block: int) -> tuple[Issue, Block]:
    issue = find_issue(request, pk)
    return issue, get_object_or_404(Block.objects.select_related("issue"), issue=issue, pk=block)


@require_http_methods(["GET", "POST"])
def add(request, pk, kind):
    issue = find_issue(request, pk)
    if kind not in KINDS:
        raise Http404
    form = BlockForm(request.POST or None, kind=KINDS[kind])
    if request.method == "POST" and form.is_valid():
        try:
            block = composing.add_block(
                issue=issue, kind=KINDS[kind], actor=request.actor, now=timezone.now(),
                **form.cleaned_data,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return _back(issue, block)
    return _form(request, issue, form, _("Nuovo blocco: %(kind)s") % {"kind": KINDS[kind].label})


@require_http_methods(["GET", "POST"])
def edit(request, pk, block):
    issue, found = _find(request, pk, block)
    values = {"title": found.title, "text": found.text, "url": found.url}
    form = BlockForm(request.POST or None, kind=found.kind, initial=values)
    if request.method == "POST" and form.is_valid():
        try:
            composing.edit_block(
                block=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return _back(issue, found)
    return _form(request, issue, form, _("Modifica il blocco"))


def _form(request, issue: Issue, form, title: str):
    back = reverse("newsletter:record", args=[issue.pk])
    context = {
        "form": form,
        "title": title,
        "submit_label": _("Salva il blocco"),
        "cancel_url": back,
        "crumbs": [
            (_("Redazione della newsletter"), reverse("newsletter:desk")),
            (str(issue), back),
            (title, ""),
        ],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "ui/page_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def pick(request, pk):
    """Choose among what is already public: only that can be mailed."""
    issue = find_issue(request, pk)
    if request.method == "POST":
        count = composing.pick(
            issue=issue,
            keys=request.POST.getlist("scelti"),
            actor=request.actor,
            now=timezone.now(),
        )
        said = ngettext("%(n)d contenuto aggiunto.", "%(n)d contenuti aggiunti.", count)
        messages.success(request, said % {"n": count})
        return _back(issue)
    form = PickFilter(request.GET, space=issue.space)
    title = _("Scegli i contenuti")
    context = {
        "title": title,
        "form": form,
        "back_url": reverse("newsletter:record", args=[issue.pk]),
        "taken": set(issue.blocks.values_list("content_key", flat=True)),
        "items": form.found(request.actor),
        "crumbs": [
            (_("Redazione della newsletter"), reverse("newsletter:desk")),
            (str(issue), reverse("newsletter:record", args=[issue.pk])),
            (title, ""),
        ],
    }
    return render(request, "newsletter/pick.html", context)


@require_POST
def move(request, pk, block, way):
    issue, found = _find(request, pk, block)
    if way not in ("su", "giu"):
        raise Http404
    composing.move_block(block=found, up=way == "su", actor=request.actor, now=timezone.now())
    return _back(issue, found)


@require_POST
def delete(request, pk, block):
    issue, found = _find(request, pk, block)
    composing.delete_block(block=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Blocco tolto."))
    return _back(issue)
