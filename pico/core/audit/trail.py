"""Write the trail; nothing else writes there."""

import hashlib
import json
from datetime import UTC, datetime

from django.db import models, transaction
from django.utils import timezone

from .models import AuditHead, AuditLine, AuditSeal

FIRST = "0" * 64
CHUNK = 2000


@transaction.atomic
def record(
    event: str,
    sentence: str,
    *,
    subject: models.Model,
    actor,
    now: datetime | None = None,
    reserved: bool = False,
    **data,
) -> AuditLine:
    """Append one line about `subject`: `sentence` is plain Italian, `event` is `room.noun.verb`.

    `data` is JSON; `changes={"Nome del campo": [before, after]}` is shown under the sentence. A
    `reserved` line is told only beside its object, never in the register.
    """
    kind, key = subject._meta.label_lower, str(subject.pk)
    # Whoever writes about this object waits here; the unique position has the last word.
    head, _is_new = AuditHead.objects.select_for_update().get_or_create(
        subject_type=kind, subject_id=key, defaults={"hash": FIRST}
    )
    line = AuditLine(
        subject_type=kind,
        subject_id=key,
        position=head.position + 1,
        at=now or timezone.now(),
        event=event,
        sentence=str(sentence),
        person_id=actor.person_id,
        person_name=actor.person_name,
        ente_id=actor.ente_id,
        ente_name=actor.ente_name,
        data=data,
        is_reserved=reserved,
        previous_hash=head.hash,
    )
    line.hash = digest(line)
    line.save(force_insert=True)
    head.position, head.hash = line.position, line.hash
    head.save(update_fields=["position", "hash"])
    return line


def digest(line: AuditLine) -> str:
    """Return the SHA-256 of the line's content and of the hash before it."""
    return fingerprint(
        line.previous_hash,
        line.subject_type,
        line.subject_id,
        line.position,
        line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        line.event,
        line.sentence,
        line.person_id,
        line.person_name,
        line.ente_id,
        line.ente_name,
        line.data,
        line.is_reserved,
    )


def fingerprint(*content) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def seal(*, now: datetime) -> AuditSeal:
    """Seal every line that was already there at the seal before, and chain the seal to it."""
    before = AuditSeal.objects.order_by("-pk").first()
    newest = AuditLine.objects.aggregate(newest=models.Max("pk"))["newest"] or 0
    last_id = before.seen_id if before else 0
    previous = before.hash if before else FIRST
    count, chained = seal_digest(previous, before.last_id if before else 0, last_id)
    return AuditSeal.objects.create(
        at=now,
        last_id=last_id,
        seen_id=newest,
        lines=count,
        previous_hash=previous,
        hash=chained,
    )


def seal_digest(previous: str, after: int, up_to: int) -> tuple[int, str]:
    """Return how many lines there are between two numbers, and the hash of all of theirs."""
    sealed = hashlib.sha256(previous.encode())
    count = 0
    rows = AuditLine.objects.filter(pk__gt=after, pk__lte=up_to).order_by("pk")
    for pk, line_hash in rows.values_list("pk", "hash").iterator(chunk_size=CHUNK):
        sealed.update(f"{pk}:{line_hash};".encode())
        count += 1
    return count, sealed.hexdigest()
