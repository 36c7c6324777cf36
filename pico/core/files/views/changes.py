"""Pages that change a file: data, level, new version, bin."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from pico.core.foundation.errors import Refusal

from .. import actions
from ..forms import DescriptionForm, ScopeForm, VersionForm
from ..permissions import FilesPermission
from ..receiving import limited
from ._finding import find_own, find_to_change


@require_http_methods(["GET", "POST"])
def describe(request, pk):
    file = find_to_change(request, pk)
    request.actor.require(FilesPermission.CHANGE, file)
    form = DescriptionForm(request.POST or None, instance=file)
    if request.method == "POST" and form.is_valid():
        actions.describe_file(
            file=file, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Dati del file salvati."))
        return redirect(file)
    return _form_page(request, file, form, _("Modifica i dati"), _("Salva"))


@require_http_methods(["GET", "POST"])
def change_level(request, pk):
    """Change who sees it; wider needs a tick, said by the field."""
    file = find_to_change(request, pk)
    request.actor.require(FilesPermission.CHANGE, file)
    form = ScopeForm(request.POST or None, actor=request.actor, file=file)
    if request.method == "POST" and form.is_valid():
        actions.change_scope(
            file=file,
            scope=form.cleaned_data["scope"],
            is_widening_confirmed=True,  # the field refuses a wider level without its tick
            actor=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("Livello di condivisione salvato."))
        return redirect(file)
    return _form_page(request, file, form, _("Chi lo vede?"), _("Cambia il livello"))


@csrf_exempt  # the inner view is protected, once the limit of the body is in place
def add_version(request, pk):
    limited(request)
    return _add_version(request, pk)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _add_version(request, pk):
    file = find_to_change(request, pk)
    request.actor.require(FilesPermission.CHANGE, file)
    form = VersionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data.pop("file")
        try:
            version = actions.add_version(
                file=file, content=sent, name=sent.name, actor=request.actor,
                now=timezone.now(), **form.cleaned_data,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("file", refusal.message)
        else:
            messages.success(
                request, _("Versione %(number)s aggiunta.") % {"number": version.number}
            )
            return redirect("files:versions", pk=file.pk)
    return _form_page(request, file, form, _("Nuova versione"), _("Carica la versione"))


def _form_page(request, file, form, title: str, submit: str):
    crumbs = [
        (_("File"), reverse("files:list")),
        (file.title, file.get_absolute_url()),
        (title, ""),
    ]
    return render(
        request,
        "files/file_form.html",
        {
            "title": title, "file": file, "form": form, "submit_label": submit, "crumbs": crumbs,
            "cancel_url": file.get_absolute_url(),
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_POST
def trash(request, pk):
    file = find_to_change(request, pk)
    actions.trash_file(file=file, actor=request.actor, now=timezone.now())
    messages.success(
        request, _("«%(title)s» è nel cestino: si può ripristinare.") % {"title": file.title}
    )
    return redirect("files:list")


@require_POST
def restore(request, pk):
    file = find_own(request, pk)
    actions.restore_file(file=file, actor=request.actor, now=timezone.now())
    messages.success(request, _("«%(title)s» ripristinato.") % {"title": file.title})
    return redirect(file)
