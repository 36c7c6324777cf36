"""Many at once: moved, copied, thrown away, in one ZIP; and a folder moved whole."""

from django.contrib import messages
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pico.core.files import bundles, names, serving
from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import key_in
from pico.core.people import audience

from ...actions import archiving
from ...actions import folders as folder_actions
from ...actions import placing as actions
from ...actions.levels import Change
from ...forms.documents import TargetForm
from ...models import Document, Folder
from ...permissions import CommunityPermission
from ...queries import archives
from ...queries import documents as queries
from ...terms import ZIP_BYTES, ZIP_FILES
from . import showing


def _chosen(request) -> list[Document]:
    keys = [key for one in request.POST.getlist("scelti") if (key := key_in(one)) is not None]
    found = queries.chosen_documents(keys, request.actor)
    if not found:
        raise Refusal(_("Scegli almeno un documento dall'elenco."), code="nothing_chosen")
    return found


def _back(request, otherwise: Folder):
    """Where the list was, if the page said so."""
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return redirect(address)
    return redirect(otherwise)


@require_POST
def put_away(request):
    documents = _chosen(request)
    count = actions.trash_documents(documents=documents, actor=request.actor, now=timezone.now())
    said = ngettext("%(n)d documento nel cestino.", "%(n)d documenti nel cestino.", count)
    messages.success(request, said % {"n": count})
    return _back(request, documents[0].folder)


@require_POST
def move(request):
    """Ask where; then, if who sees them changes, show before and after and ask again."""
    documents = _chosen(request)
    form, to = _target(request)
    if to is not None:
        changes = actions.changes_of_move(documents, to)
        if not changes or "confermo" in request.POST:
            count = actions.move_documents(
                documents=documents, to=to, is_level_confirmed=True,
                actor=request.actor, now=timezone.now(),
            )  # fmt: skip
            said = ngettext("%(n)d documento spostato.", "%(n)d documenti spostati.", count)
            messages.success(request, said % {"n": count})
            return redirect(to)
        return _target_page(request, form, documents, _("Sposta"), changes, to)
    return _target_page(request, form, documents, _("Sposta"))


@require_POST
def copy(request):
    documents = _chosen(request)
    form, to = _target(request)
    if to is None:
        return _target_page(request, form, documents, _("Copia"))
    made = actions.copy_documents(
        documents=documents, to=to, actor=request.actor, now=timezone.now()
    )
    said = ngettext("%(n)d documento copiato.", "%(n)d documenti copiati.", len(made))
    messages.success(request, said % {"n": len(made)})
    return redirect(to)


@require_http_methods(["GET", "POST"])
def move_folder(request, pk):
    """A folder with all that is in it, to another place of the same tree."""
    folder = queries.folder_to_open(pk, request.actor)
    request.actor.require(CommunityPermission.MANAGE_FOLDER, folder)
    form, to = _target(request, moved=folder)
    if to is None:
        return _target_page(request, form, [], _("Sposta la cartella"), folder=folder)
    changes = folder_actions.change_of_move(folder, to)
    if changes and "confermo" not in request.POST:
        return _target_page(request, form, [], _("Sposta la cartella"), changes, to, folder)
    folder_actions.move_folder(
        folder=folder, to=to, is_level_confirmed=True, actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("«%(name)s» spostata.") % {"name": folder})
    return redirect(folder)


def _target(request, moved: Folder | None = None) -> tuple[TargetForm, Folder | None]:
    """The form with the folders one may choose, and the one chosen in it."""
    found = queries.folders_to_fill(request.actor)
    if moved is not None:
        found = found.filter(owner=moved.owner_id, circle=moved.circle_id)
        found = found.exclude(path__startswith=moved.path)
    folders = list(found[: queries.MOST_TARGETS])
    paths = queries.paths_of(folders, request.actor)
    labels = [
        (one.pk, f"{one.circle or one.owner.short_name or one.owner}: {paths[one.pk]}")
        for one in folders
    ]
    is_sent = "to" in request.POST
    form = TargetForm(request.POST if is_sent else None, folders=labels)
    if not (is_sent and form.is_valid()):
        return form, None
    return form, next(one for one in folders if str(one.pk) == form.cleaned_data["to"])


def _target_page(request, form, documents, title: str, changes=(), to=None, folder=None):
    actor = request.actor
    above = folder or documents[0].folder
    return render(
        request,
        "community/documents/target.html",
        {
            "title": title, "form": form, "documents": documents, "to": to,
            "changes": [_said(change, actor) for change in changes],
            "submit_label": title, "next": request.POST.get("next", ""),
            "cancel_url": above.get_absolute_url(),
            "crumbs": showing.crumbs(queries.breadcrumb(above, actor), (title, "")),
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


def _said(change: Change, actor) -> dict:
    return {
        "title": change.title,
        "before": audience.label_of(change.before, actor),
        "after": audience.label_of(change.after, actor),
        "widens": change.widens,
    }


# In one ZIP --------------------------------------------------------------------------------------


@require_POST
def zip_chosen(request):
    """The chosen documents in one archive."""
    versions = [one.file.current for one in _chosen(request) if one.file.current]
    entries = [(version.name, version) for version in versions]
    return _archive(request, entries, f"documenti-{timezone.localdate():%Y-%m-%d}")


def zip_folder(request, pk):
    """A folder with what is under it, as far as the actor may read; a large one is made by a job."""
    folder = queries.folder_to_open(pk, request.actor)
    number, size = archives.weight_of(folder, request.actor)
    if number > ZIP_FILES or size > ZIP_BYTES:
        job = archiving.order_archive(folder=folder, actor=request.actor, now=timezone.now())
        return redirect("community:archive", pk=job.pk)
    return _archive(request, list(archives.entries_of(folder, request.actor)), folder.name)


def _archive(request, entries: list, name: str) -> StreamingHttpResponse:
    """Written while it is sent; each document is asked for again when its turn comes."""
    if sum(version.size for _name, version in entries) > ZIP_BYTES or len(entries) > ZIP_FILES:
        raise Refusal(
            _(
                "È troppo per un solo ZIP: al massimo %(most)d documenti e 4 GB. Scegline meno, o scarica la cartella intera."
            )
            % {"most": ZIP_FILES},
            code="zip_too_big",
        )
    if not entries:
        raise Http404
    actor = request.actor

    def may_still(version) -> bool:
        return queries.visible_documents(actor).filter(pk=version.file_id).exists()

    return StreamingHttpResponse(
        bundles.zipped_as(entries, may_still=may_still),
        content_type="application/zip",
        headers=serving.HEADERS
        | {
            "Content-Disposition": names.disposition(f"{slugify(name) or 'cartella'}.zip"),
            "Accept-Ranges": "none",
        },
    )
