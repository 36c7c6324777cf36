"""What an actor may see of the files, and what the room itself has to look up."""

from datetime import datetime, timedelta

from django.db.models import F, Prefetch, Q, QuerySet, Sum

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.foundation.text import search_key

from .models import FileVersion, StoredFile, StoredFileQuerySet, Upload
from .permissions import looks_after_files
from .terms import AVAILABLE, ScanState


def visible_files(actor: Actor) -> StoredFileQuerySet:
    """Every file the actor may open, with what a row shows; attachments of modules included."""
    return StoredFile.objects.visible_to(actor).select_related("owner", "author", "current")


def library(actor: Actor) -> QuerySet[StoredFile]:
    """The files of the library that the actor may see."""
    return visible_files(actor).library()


def trash(actor: Actor) -> QuerySet[StoredFile]:
    """The bin: one's own files, and those of the ente for who looks after them."""
    mine = Q(author_id=actor.person_id, owner_id=actor.ente_id)
    if looks_after_files(actor, None):
        mine |= Q(owner_id=actor.ente_id)
    if not actor.is_member:
        return StoredFile.objects.none()
    return StoredFile.objects.filter(
        mine, trashed_at__isnull=False, scope__in=actor.scopes, module=""
    ).select_related("owner", "author", "current")


def narrowed(
    files: QuerySet[StoredFile],
    *,
    text: str = "",
    kind: str = "",
    level: str = "",
    ente: Ente | None = None,
    since=None,
    until=None,
    state: str = "",
    insider_of: int | None = None,
) -> QuerySet[StoredFile]:
    """Apply the filters of the list; what waits for the antivirus is known within its ente only."""
    for word in search_key(text).split():
        files = files.filter(title_key__contains=word)
    if kind:
        files = files.filter(kind=kind)
    if level:
        files = files.filter(Q(scope=level) | Q(scope__startswith=f"{level}:"))
    if ente:
        files = files.filter(owner=ente)
    if since:
        files = files.filter(changed_at__date__gte=since)
    if until:
        files = files.filter(changed_at__date__lte=until)
    if state in AVAILABLE:
        files = files.filter(current__scan_state=state)
    elif state:
        held = FileVersion.objects.filter(scan_state=state, file__owner_id=insider_of)
        files = files.filter(pk__in=held.values("file"))
    return files


def enti_with_files(actor: Actor) -> QuerySet[Ente]:
    """The enti whose files the actor may see, for the filter."""
    owners = StoredFile.objects.visible_to(actor).library().values("owner")
    return Ente.objects.filter(pk__in=owners).order_by("name")


def versions_of(file: StoredFile, *, is_insider: bool) -> QuerySet[FileVersion]:
    """The versions a reader may know of: those that passed the antivirus, all for who changes it."""
    found = file.versions.select_related("author")
    return found if is_insider else found.filter(scan_state__in=AVAILABLE)


def with_versions(files: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    available = FileVersion.objects.filter(scan_state__in=AVAILABLE)
    return files.prefetch_related(Prefetch("versions", queryset=available))


def twins(sha256: str, *, owner_id: int, actor: Actor) -> QuerySet[StoredFile]:
    """Files of the same ente with the same content that the actor may see: others stay unsaid."""
    return (
        StoredFile.objects.visible_to(actor)
        .library()
        .filter(owner_id=owner_id, versions__sha256=sha256)
        .distinct()
    )


def is_known_bad(sha256: str) -> bool:
    return FileVersion.objects.filter(sha256=sha256, scan_state=ScanState.BLOCKED).exists()


def used_bytes(ente_id: int) -> int:
    """What the files of an ente weigh, versions and bin included."""
    versions = FileVersion.objects.filter(file__owner_id=ente_id)
    return versions.aggregate(total=Sum("size"))["total"] or 0


def is_key_used(key: str) -> bool:
    return FileVersion.objects.filter(Q(key=key) | Q(inner_key=key)).exists()


def waiting_for_scan() -> QuerySet[FileVersion]:
    return FileVersion.objects.filter(scan_state=ScanState.SCANNING).order_by("at")


def trashed_before(moment: datetime) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(trashed_at__lt=moment)


def own_uploads(actor: Actor) -> QuerySet[Upload]:
    """The actor's uploads under way, for the ente acted for."""
    return Upload.objects.filter(person_id=actor.person_id, ente_id=actor.ente_id)


def cut_upload(actor: Actor, *, name: str, size: int, mark: str) -> Upload | None:
    """The actor's upload of this very file that has not all arrived."""
    same = own_uploads(actor).filter(name=name, size=size, mark=mark, received__lt=F("size"))
    return same.first()


def cut_uploads(actor: Actor) -> QuerySet[Upload]:
    """The actor's uploads that wait to go on: the browser sends them again from where they were."""
    return own_uploads(actor).filter(received__lt=F("size")).exclude(mark="")


def stale_uploads(now: datetime, stay: timedelta) -> QuerySet[Upload]:
    return Upload.objects.filter(touched_at__lt=now - stay)


def held_by(person, ente) -> QuerySet[StoredFile]:
    """The files a person keeps for an ente: what is handed over when the person leaves.

    Not limited to what an actor may read: only the hand-over, by who runs the ente, may show it.
    Drafts («Solo io») are not among them: the promise of that level outlives the membership.
    """
    files = StoredFile.objects.in_use().filter(author=person, owner=ente)
    return files.exclude(scope=scopes.person(person.pk)).select_related("owner", "current")
