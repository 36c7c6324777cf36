"""Ways in: the page with its form, one file at a time for the island, pieces that can be resumed.

Resumable: POST `caricamenti/` {name, size, mark} → {id, url, received, chunk_bytes}, the same again
after a cut; PUT `url` with the header `Upload-Offset` and at most `chunk_bytes` of body → {received};
GET `url` says where it is; POST `url`+`controllo/` judges what arrived and keeps it for a form, or
`url`+`fine/` {sha256, title, …} makes the file. Answers are JSON; a refusal is 409 {message, code}.
"""

import json
import re
from functools import wraps

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import key_in
from pico.core.ui import formats as words

from .. import actions, queries
from ..forms import UploadForm
from ..limits import limits
from ..models import FileVersion, StoredFile
from ..permissions import FilesPermission
from ..receiving import limited, received_piece
from ..terms import FileKind
from ._finding import find_to_change

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def answers_json(view):
    """Say refusals in JSON: 409, and 413 for what is too big."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            status = 413 if refusal.code in {"too_big", "too_long"} else 409
            said = {"message": str(refusal.message), "code": refusal.code}
            return JsonResponse(said, status=status, headers={"X-Refusal": refusal.code})

    return wrapped


@csrf_exempt  # the inner view is protected, once the limit of the body is in place
def upload(request):
    limited(request, files=limits().max_files)
    return _upload(request)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _upload(request):
    """One or many files; each is judged on its own."""
    request.actor.require(FilesPermission.UPLOAD)
    form = UploadForm(
        request.POST or None, request.FILES or None,
        actor=request.actor, upload_url=reverse("files:arrive"),
    )  # fmt: skip
    refused = []
    if request.method == "POST" and form.is_valid():
        stored, refused = _store_all(request, form)
        if not (stored or refused):
            form.add_error("files", _("Scegli almeno un file."))
        _tell(request, stored, refused)
        if stored and not refused:
            return redirect(stored[0]) if len(stored) == 1 else redirect("files:list")
    return _upload_page(request, form, refused)


def _store_all(request, form: UploadForm):
    """Store what came with the form and what the island sent before it."""
    data = form.cleaned_data
    staged = list(queries.own_uploads(request.actor).filter(pk__in=_ids(request)))
    many = len(data["files"]) + len(staged) > 1
    fields = {
        "title": "" if many else data["title"],
        "description": data["description"],
        "kind": data["kind"],
        "scope": data["scope"],
        "is_twin_wanted": data["twins"],
    }
    stored, refused = [], []
    for store, name in [
        *_direct(request, data["files"], fields),
        *_staged(request, staged, fields),
    ]:
        try:
            stored.append(store())
        except Refusal as refusal:
            refused.append((name, refusal.message))
    return stored, refused


def _direct(request, files, fields):
    for sent in files:
        yield (
            lambda sent=sent: actions.upload_file(
                content=sent, name=sent.name, actor=request.actor, now=timezone.now(), **fields
            ),
            sent.name,
        )


def _staged(request, uploads, fields):
    for upload in uploads:
        yield (
            lambda upload=upload: actions.finish_upload(
                upload=upload, sha256=None, actor=request.actor, now=timezone.now(), **fields
            ),
            upload.name,
        )


def _ids(request) -> list[str]:
    """The ids the island put in the form; what is not one is let fall."""
    found = ",".join(request.POST.getlist("files_ids")).replace(" ", ",").split(",")
    return [one for one in found if UUID.fullmatch(one)]


def _tell(request, stored: list[StoredFile], refused) -> None:
    if stored:
        said = ngettext("%(count)s file caricato.", "%(count)s file caricati.", len(stored))
        messages.success(request, said % {"count": len(stored)})
        notes = FileVersion.objects.filter(file__in=stored).exclude(name_note="")
        for version in notes.select_related("file"):
            messages.info(request, f"{version.file.title}: {version.name_note}")
    if refused:
        said = ngettext(
            "%(count)s file non caricato.", "%(count)s file non caricati.", len(refused)
        )
        messages.error(request, said % {"count": len(refused)})


def _upload_page(request, form: UploadForm, refused):
    bounds = limits()
    used = queries.used_bytes(request.actor.ente_id)
    return render(
        request,
        "files/upload.html",
        {
            "title": _("Carica file"),
            "form": form,
            "refused": refused,
            "cut": queries.cut_uploads(request.actor),
            "staged": queries.own_uploads(request.actor).filter(pk__in=_ids(request)),
            "used": words.filesize_it(used),
            "quota": words.filesize_it(bounds.quota_bytes),
            "used_percent": min(100, used * 100 // bounds.quota_bytes),
            "crumbs": [(_("File"), reverse("files:list")), (_("Carica"), "")],
            "submit_label": _("Carica"),
            "cancel_url": reverse("files:list"),
        },
        status=422 if form.errors or refused else 200,
    )


@csrf_exempt  # the inner view is protected, once the limit of the body is in place
@answers_json
def arrive(request):
    """One file dropped on a page: whole, judged at once and kept for the form, or told in JSON.

    What is told in JSON comes in pieces.
    """
    limited(request)
    return _arrive(request)


@csrf_protect
@require_POST
@answers_json
def _arrive(request):
    if request.content_type == "application/json":
        return _start(request)
    sent = request.FILES.get("file")
    if sent is None:
        raise Refusal(_("Scegli almeno un file."), code="nothing_sent")
    upload = actions.stage_upload(
        content=sent, name=sent.name, actor=request.actor, now=timezone.now()
    )
    return JsonResponse(
        {"id": str(upload.pk), "name": upload.name, "size": upload.size}, status=201
    )


@require_POST
@answers_json
def start(request):
    """Open an upload in pieces, or go on with one that was cut."""
    return _start(request)


def _start(request) -> JsonResponse:
    order = _order(request)
    if not isinstance(order.get("name"), str) or not isinstance(order.get("size"), int):
        raise Refusal(_("Servono nome e dimensione del file."), code="bad_request")
    upload = actions.start_upload(
        name=order["name"], size=order["size"], mark=str(order.get("mark", ""))[:64],
        actor=request.actor, now=timezone.now(),
    )  # fmt: skip
    return JsonResponse(_said(upload), status=201)


@require_http_methods(["GET", "PUT", "DELETE"])
@answers_json
def piece(request, pk):
    """Say where an upload is, add a piece to it, or give it up. Another person's is a 404."""
    upload = get_object_or_404(queries.own_uploads(request.actor), pk=pk)
    if request.method == "DELETE":
        actions.cancel_upload(upload=upload, actor=request.actor)
        return JsonResponse({}, status=200)
    if request.method == "PUT":
        offset = key_in(request.headers.get("Upload-Offset", ""))
        if offset is None:
            raise Refusal(_("Manca la posizione del pezzo."), code="bad_request")
        with received_piece(request) as content:
            upload = actions.append_piece(
                upload=upload, offset=offset, content=content,
                actor=request.actor, now=timezone.now(),
            )  # fmt: skip
    return JsonResponse(_said(upload))


@require_POST
@answers_json
def check(request, pk):
    """Judge an upload that has all arrived; it waits for the form under its key."""
    upload = get_object_or_404(queries.own_uploads(request.actor), pk=pk)
    return JsonResponse(_said(actions.check_upload(upload=upload, actor=request.actor)))


@require_POST
@answers_json
def finish(request, pk):
    """Make a file, or a version of one, of a complete upload."""
    upload = get_object_or_404(queries.own_uploads(request.actor), pk=pk)
    order = _order(request)
    if order.get("file"):
        if not isinstance(order["file"], int):
            raise Refusal(_("Richiesta non valida."), code="bad_request")
        target = {
            "file": find_to_change(request, order["file"]),
            "note": str(order.get("note", "")),
        }
        target["is_major"] = bool(order.get("is_major"))
    else:
        kind = order.get("kind", FileKind.OTHER)
        target = {
            "title": str(order.get("title", "")),
            "description": str(order.get("description", "")),
            "kind": kind if kind in FileKind.values else FileKind.OTHER,
            "scope": str(order.get("scope", "")),
            "is_twin_wanted": bool(order.get("twins")),
        }
    stored = actions.finish_upload(
        upload=upload, sha256=str(order.get("sha256", "")),
        actor=request.actor, now=timezone.now(), **target,
    )  # fmt: skip
    file = stored if isinstance(stored, StoredFile) else stored.file
    return JsonResponse({"id": file.pk, "url": file.get_absolute_url()}, status=201)


def _order(request) -> dict:
    try:
        order = json.loads(request.body)
    except ValueError:
        order = None
    if not isinstance(order, dict):
        raise Refusal(_("Richiesta non valida."), code="bad_request")
    return order


def _said(upload) -> dict:
    return {
        "id": str(upload.pk),
        "url": reverse("files:piece", args=[upload.pk]),
        "name": upload.name,
        "size": upload.size,
        "received": upload.received,
        "chunk_bytes": limits().chunk_bytes,
    }
