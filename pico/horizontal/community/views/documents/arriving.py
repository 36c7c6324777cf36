"""Ways in: many files into a folder, a new version of a document."""

import re

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from pico.core.files import names
from pico.core.files import queries as files
from pico.core.files.limits import limits
from pico.core.files.receiving import limited
from pico.core.foundation.errors import Refusal

from ...actions import documents as actions
from ...forms.documents import AddForm, VersionForm
from ...models import Document, Folder
from ...permissions import CommunityPermission
from ...queries import documents as queries
from . import showing

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@csrf_exempt  # the inner view is protected, once the limit of the body is in place
def add(request, pk):
    limited(request, files=limits().max_files)
    return _add(request, pk)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _add(request, pk):
    """Many files into a folder; each is judged on its own."""
    folder = queries.folder_to_open(pk, request.actor)
    request.actor.require(CommunityPermission.ADD_DOCUMENT, folder)
    form = AddForm(
        request.POST or None, request.FILES or None,
        actor=request.actor, folder=folder, upload_url=reverse("files:arrive"),
    )  # fmt: skip
    refused: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        stored, refused = _add_all(request, folder, form.cleaned_data)
        if not (stored or refused):
            form.add_error("files", _("Scegli almeno un file."))
        _tell(request, stored, refused)
        if stored and not refused:
            return redirect(stored[0]) if len(stored) == 1 else redirect(folder)
    crumbs = showing.crumbs(queries.breadcrumb(folder, request.actor), (_("Aggiungi"), ""))
    return _page(
        request, form, refused, title=_("Aggiungi documenti"), submit_label=_("Aggiungi"),
        lead=folder.name, cancel_url=folder.get_absolute_url(), crumbs=crumbs,
    )  # fmt: skip


def _add_all(request, folder: Folder, clean: dict):
    """Store what came with the form and what the drop zone sent before it."""
    arrived = [{"content": sent, "name": sent.name} for sent in clean["files"]]
    arrived += [{"upload": upload, "name": upload.name} for upload in _staged(request)]
    fields = {
        key: clean[key] for key in ("description", "kind", "scope", "validity", "has_personal_data")
    }
    fields["title"] = clean["title"] if len(arrived) == 1 else ""
    stored, refused = [], []
    for one in arrived:
        twin = _twin(request, folder, one["name"]) if clean["same_name"] == "version" else None
        try:
            stored.append(_add_one(request, folder, twin, one, fields))
        except Refusal as refusal:
            refused.append((one["name"], str(refusal.message)))
    return stored, refused


def _twin(request, folder: Folder, name: str) -> Document | None:
    """The document of that name to which the actor may give a version."""
    same = queries.named(queries.documents_in(folder, request.actor), names.safe_name(name))
    for file in same.select_related("document__folder").order_by("pk"):
        if request.actor.can(CommunityPermission.CHANGE_DOCUMENT, file):
            file.document.file = file
            return file.document
    return None


def _add_one(request, folder: Folder, twin: Document | None, one: dict, fields: dict) -> Document:
    now = timezone.now()
    if twin is None:
        return actions.add_document(folder=folder, actor=request.actor, now=now, **one, **fields)
    note = _("Ricaricato con lo stesso nome.")
    actions.add_version(document=twin, note=note, actor=request.actor, now=now, **one)
    return twin


def _staged(request):
    """What the drop zone sent; what is not a key is let fall."""
    found = ",".join(request.POST.getlist("files_ids")).replace(" ", ",").split(",")
    keys = [one for one in found if UUID.fullmatch(one)]
    return list(files.own_uploads(request.actor).filter(pk__in=keys)) if keys else []


def _tell(request, stored, refused) -> None:
    if stored:
        said = ngettext(
            "%(count)s documento aggiunto.", "%(count)s documenti aggiunti.", len(stored)
        )
        messages.success(request, said % {"count": len(stored)})
    if refused:
        said = ngettext(
            "%(count)s file non aggiunto.", "%(count)s file non aggiunti.", len(refused)
        )
        messages.error(request, said % {"count": len(refused)})


@csrf_exempt  # the inner view is protected, once the limit of the body is in place
def add_version(request, pk):
    limited(request)
    return _add_version(request, pk)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _add_version(request, pk):
    document = queries.document_to_open(pk, request.actor)
    request.actor.require(CommunityPermission.CHANGE_DOCUMENT, document)
    form = VersionForm(
        request.POST or None, request.FILES or None, upload_url=reverse("files:arrive")
    )
    if request.method == "POST" and form.is_valid():
        try:
            version = _version_from(request, document, form.cleaned_data)
        except Refusal as refusal:
            form.add_error("files", refusal.message)
        else:
            said = _("Versione %(number)s aggiunta.") % {"number": version.number}
            messages.success(request, said)
            return redirect("community:document_versions", pk=document.pk)
    crumbs = showing.crumbs(
        queries.breadcrumb(document.folder, request.actor),
        (document.file.title, document.get_absolute_url()), (_("Nuova versione"), ""),
    )  # fmt: skip
    return _page(
        request, form, [], title=_("Nuova versione"), submit_label=_("Aggiungi la versione"),
        lead=document.file.title, cancel_url=document.get_absolute_url(), crumbs=crumbs,
    )  # fmt: skip


def _version_from(request, document: Document, clean: dict):
    staged = _staged(request)
    sent = clean["files"]
    if len(staged) + len(sent) != 1:
        raise Refusal(_("Una versione è un solo file: scegline uno."), code="one_file")
    one = {"upload": staged[0]} if staged else {"content": sent[0], "name": sent[0].name}
    return actions.add_version(
        document=document, note=clean["note"], is_major=clean["is_major"],
        actor=request.actor, now=timezone.now(), **one,
    )  # fmt: skip


def _page(request, form, refused, **context):
    return render(
        request,
        "community/documents/add.html",
        {
            "form": form, "refused": refused, "staged": _staged(request),
            "cut": files.cut_uploads(request.actor), **context,
        },
        status=422 if form.errors or refused else 200,
    )  # fmt: skip
