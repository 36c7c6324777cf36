"""The ZIP of a large folder: how far it is, then its link, for a day."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.files import serving, vault

from ...queries import archives as queries
from ...queries import documents
from ...terms import ARCHIVE_KEPT
from . import showing


@require_safe
def archive(request, pk):
    """The archive that one asked for: progress, or the link and until when it holds."""
    job = queries.archive_job(pk, request.actor)
    folder = documents.folder_to_open(job.arguments["folder_id"], request.actor)
    now = timezone.now()
    title = _("ZIP di «%(name)s»") % {"name": folder}
    return render(
        request,
        "community/documents/archive.html",
        {
            "title": title, "job": job, "folder": folder,
            "is_ready": queries.is_ready(job, now),
            "until": job.finished_at + ARCHIVE_KEPT if job.finished_at else None,
            "crumbs": showing.crumbs(documents.breadcrumb(folder, request.actor), (title, "")),
            "again_url": reverse("community:folder_zip", args=[folder.pk]),
        },
    )  # fmt: skip


@require_safe
def download_archive(request, pk):
    """The bytes: by pieces too, so that a download that was cut goes on."""
    job = queries.archive_job(pk, request.actor)
    folder = documents.folder_to_open(job.arguments["folder_id"], request.actor)
    key = queries.key_of(job.key)
    if not queries.is_ready(job, timezone.now()) or not vault.storage().exists(key):
        raise Http404
    return serving.send_kept(
        request, key=key, media_type="application/zip", name=queries.name_of(folder),
        modified=job.finished_at, tag=job.key,
    )  # fmt: skip
