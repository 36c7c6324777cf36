"""Write the trail; nothing else writes there."""

import hashlib
import json
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from .models import AuditLine

FIRST = "0" * 64


@transaction.atomic
def record(
    event: str,
    sentence: str,
    *,
    subject: models.Model,
    actor,
    now: datetime | None = None,
    **data,
) -> AuditLine:
    """Append one line about `subject`: `sentence` is plain Italian, `event` is `room.noun.verb`.

    `data` holds what changed ({"name": ["before", "after"]}), JSON-serialisable.
    """
    kind, key = subject._meta.label_lower, str(subject.pk)
    last = (
        AuditLine.objects.select_for_update()
        .filter(subject_type=kind, subject_id=key)
        .order_by("-position")
        .first()
    )
    line = AuditLine(
        subject_type=kind,
        subject_id=key,
        position=last.position + 1 if last else 1,
        at=now or timezone.now(),
        event=event,
        sentence=sentence,
        person_id=actor.person_id,
        person_name=actor.person_name,
        ente_id=actor.ente_id,
        ente_name=actor.ente_name,
        data=data,
        previous_hash=last.hash if last else FIRST,
    )
    line.hash = digest(line)
    line.save(force_insert=True)
    return line


def digest(line: AuditLine) -> str:
    """Return the SHA-256 of the line's content and of the hash before it."""
    content = [
        line.previous_hash,
        line.subject_type,
        line.subject_id,
        line.position,
        line.at.isoformat(timespec="microseconds"),
        line.event,
        line.sentence,
        line.person_id,
        line.person_name,
        line.ente_id,
        line.ente_name,
        line.data,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
