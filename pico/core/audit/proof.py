"""Look for lines that were changed, lost or put in another order."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from . import trail
from .models import AuditHead, AuditLine, AuditSeal


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong, and where."""

    subject_type: str
    subject_id: str
    position: int | None
    code: str
    sentence: str

    def __str__(self) -> str:
        where = f"{self.subject_type} {self.subject_id}".strip()
        line = f" riga {self.position}" if self.position is not None else ""
        return f"{where}{line}: {self.sentence} [{self.code}]"


def flaws(*, subject_type: str = "", subject_id: str = "") -> Iterator[Flaw]:
    """Walk every chain (or that of one object), then the seals, and tell each flaw."""
    lines, heads = AuditLine.objects.all(), AuditHead.objects.all()
    if subject_type:
        wanted = {"subject_type": subject_type} | ({"subject_id": subject_id} if subject_id else {})
        lines, heads = lines.filter(**wanted), heads.filter(**wanted)
    yield from _chains(lines, heads)
    if not subject_type:
        yield from _seals()


def _chains(lines: QuerySet, heads: QuerySet) -> Iterator[Flaw]:
    ends: dict[tuple[str, str], AuditLine] = {}
    ordered = lines.order_by("subject_type", "subject_id", "position")
    before = None
    for line in ordered.iterator(chunk_size=trail.CHUNK):
        chain = (line.subject_type, line.subject_id)
        if before is not None and chain != (before.subject_type, before.subject_id):
            before = None
        yield from _line_flaws(line, before)
        ends[chain] = before = line
    for head in heads.order_by("subject_type", "subject_id").iterator(chunk_size=trail.CHUNK):
        yield from _head_flaws(head, ends.pop((head.subject_type, head.subject_id), None))
    for line in ends.values():
        yield _flaw(line, "head_missing", _("manca il riferimento all'ultima riga"))


def _line_flaws(line: AuditLine, before: AuditLine | None) -> Iterator[Flaw]:
    expected = before.position + 1 if before else 1
    if line.position != expected:
        missing = ", ".join(str(n) for n in range(expected, line.position)) or str(expected)
        yield _flaw(line, "missing", _("prima di questa mancano righe: %(n)s") % {"n": missing})
    elif line.previous_hash != (before.hash if before else trail.FIRST):
        yield _flaw(line, "reordered", _("non segue la riga che la precede"))
    if trail.digest(line) != line.hash:
        yield _flaw(line, "tampered", _("il contenuto è stato cambiato dopo la scrittura"))


def _head_flaws(head: AuditHead, end: AuditLine | None) -> Iterator[Flaw]:
    position, last_hash = (end.position, end.hash) if end else (0, trail.FIRST)
    if position < head.position:
        said = _("mancano le ultime righe: la storia arrivava alla %(n)d") % {"n": head.position}
        yield Flaw(head.subject_type, head.subject_id, position + 1, "cut", said)
    elif (position, last_hash) != (head.position, head.hash):
        said = _("l'ultima riga non è quella scritta per ultima")
        yield Flaw(head.subject_type, head.subject_id, position, "head_differs", said)


def _seals() -> Iterator[Flaw]:
    previous, after = trail.FIRST, 0
    for seal in AuditSeal.objects.order_by("pk"):
        count, digest = trail.seal_digest(seal.previous_hash, after, seal.last_id)
        if seal.previous_hash != previous or digest != seal.hash or count != seal.lines:
            said = _(
                "le righe fino al numero %(n)d non sono più quelle del sigillo del %(day)s"
            ) % {
                "n": seal.last_id,
                "day": f"{seal.at:%d/%m/%Y}",
            }
            yield Flaw("sigillo", str(seal.pk), None, "seal_broken", said)
        previous, after = seal.hash, seal.last_id


def _flaw(line: AuditLine, code: str, sentence: str) -> Flaw:
    return Flaw(line.subject_type, line.subject_id, line.position, code, sentence)
