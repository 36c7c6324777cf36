"""What goes into a ZIP: the documents that the actor may read, folders as folders."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Count, Sum
from django.http import Http404
from django.utils.text import slugify

from pico.core.access.actor import Actor
from pico.core.files import names
from pico.core.files.models import FileVersion
from pico.core.jobs.models import Job
from pico.core.jobs.queries import job_to_follow
from pico.core.jobs.terms import JobState

from ..models import Folder
from ..terms import ARCHIVE_KEPT
from . import documents as queries

Entry = tuple[str, FileVersion]

JOB = "pico.horizontal.community.tasks.make_archive"


def entries_of(folder: Folder, actor: Actor) -> Iterator[Entry]:
    """A folder with what is under it: paths inside the archive and versions, read as they are taken."""
    branch = queries.branch_for(folder, actor)
    inside = {one.pk: _inside(one, branch, folder) for one in branch}
    rows = queries.documents_of_branch(branch, actor)
    for file in rows.order_by("document__folder__path", "title_key", "pk").iterator(500):
        yield f"{inside[file.document.folder_id]}{file.document.name}", file.current


def _inside(folder: Folder, branch: list[Folder], top: Folder) -> str:
    """The path of a folder within the archive."""
    by_key = {one.pk: one.name for one in branch}
    below = folder.lineage[top.depth :]
    return "".join(f"{names.safe_name(by_key[key])}/" for key in below if key in by_key)


def weight_of(folder: Folder, actor: Actor) -> tuple[int, int]:
    """How many documents, and how many bytes, the ZIP of a folder would hold."""
    branch = queries.branch_for(folder, actor)
    told = queries.documents_of_branch(branch, actor).aggregate(
        n=Count("pk"), size=Sum("current__size")
    )
    return told["n"], told["size"] or 0


def name_of(folder: Folder) -> str:
    return f"{slugify(folder.name) or 'cartella'}.zip"


def key_of(job_key: str) -> str:
    """Where the archive of a job rests."""
    return f"archives/{job_key}.zip"


def archive_job(pk: int, actor: Actor) -> Job:
    """The job of an archive that the actor asked for; 404 for others, and once it has expired."""
    found = job_to_follow(pk, actor)
    if found.name != JOB or found.person_id != actor.person_id:
        raise Http404
    return found


def is_ready(job: Job, now: datetime) -> bool:
    return job.state == JobState.DONE and job.finished_at + ARCHIVE_KEPT > now


def expired_archives(now: datetime) -> Iterable[Job]:
    """Archives that were ready more than a day ago, or failed."""
    return Job.objects.filter(name=JOB, finished_at__lt=now - ARCHIVE_KEPT)
