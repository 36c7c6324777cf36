"""Copy a file: the content rests once, whatever the number of its copies."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal

from .. import queries
from ..limits import limits
from ..models import FileText, FileVersion, StoredFile
from ..permissions import FilesPermission
from ._levels import require_scope
from .storing import publish

SAME = (
    "name", "name_note", "key", "media_type", "size", "sha256", "inner_name", "inner_key",
    "inner_media_type", "inner_size", "signature", "scan_state", "scan_detail", "scanned_at",
    "text_state", "page_count", "preview_count", "is_tagged",
)  # fmt: skip


@transaction.atomic
def copy_file(
    *,
    version: FileVersion,
    title: str,
    scope: str,
    actor: Actor,
    now: datetime,
    module: str = "",
    place: str = "",
) -> StoredFile:
    """Make a new file of the ente acted for from a version that the actor may read, as its 1.0.

    Who calls has found the version among what the actor reads. Refuses a version that the antivirus
    has not passed, and what goes over the quota.
    """
    actor.require(FilesPermission.UPLOAD)
    require_scope(scope=scope, actor=actor)
    if not version.is_available:
        raise Refusal(_("L'antivirus non ha ancora finito: riprova fra poco."), code="not_scanned")
    if queries.used_bytes(actor.ente_id) + version.size > limits().quota_bytes:
        raise Refusal(
            _("Lo spazio dell'ente è esaurito: svuota il cestino o chiedi più spazio a UPI."),
            code="quota_exceeded",
        )
    source = version.file
    file = StoredFile.objects.create(
        owner_id=actor.ente_id, author_id=actor.person_id, scope=scope, created_at=now,
        changed_at=now, title=title, description=source.description, kind=source.kind,
        module=module, place=place,
    )  # fmt: skip
    copy = FileVersion(file=file, major=1, minor=0, author_id=actor.person_id, at=now)
    for name in SAME:
        setattr(copy, name, getattr(version, name))
    copy.save(force_insert=True)
    if text := FileText.objects.filter(version=version).first():
        FileText.objects.create(version=copy, content=text.content)
    trail.record(
        "files.file.copied",
        _("Copia di «%(title)s», versione %(number)s.")
        % {"title": source.title, "number": version.number},
        subject=file, reserved=file.is_reserved, actor=actor, now=now,
        sha256=copy.sha256, scope=scope,
    )  # fmt: skip
    publish(version=copy, actor=actor)
    file.refresh_from_db()
    return file
