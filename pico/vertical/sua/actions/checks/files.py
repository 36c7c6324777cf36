"""A file of CIGs is checked by a job: as a stream, in constant memory, with a report to download."""

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, TextIO

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.files import vault
from pico.core.files.actions import upload_file
from pico.core.foundation.errors import Refusal
from pico.core.foundation.identifiers import compact
from pico.core.jobs.actions import enqueue, report
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel
from pico.core.ui.lists import BOM, harmless

from ...models import FileCheck, MissingCup
from ...permissions import RupPermission
from ...queries.checks import acting_enti, lists_for
from ...rules.findings import Finding
from ...rules.preflight import TRUE, Checked, Checker, Lists, check_stream
from ...terms.checks import (
    CHECK_BYTES,
    CHECK_KINDS,
    MISSING_KEPT,
    SHOWN_FINDINGS,
    CheckState,
    Severity,
)

MODULE = "sua"
JOB = "pico.vertical.sua.tasks.check_file"
CHECKED = "sua.check.done"
SEEN = 5000  # rows between one sign of progress and the next
DONE = (
    "state", "rows", "errors", "warnings", "counts", "findings", "report_key", "problem", "done_at",
)  # fmt: skip


@transaction.atomic
def order_check(
    *, content: BinaryIO, name: str, size: int, sua: Ente, actor: Actor, now: datetime
) -> FileCheck:
    """Keep a file and have it checked by a job. Refuses kinds and sizes that are not checked."""
    actor.require(RupPermission.CHECK)
    if not name.lower().endswith(CHECK_KINDS) or size > CHECK_BYTES:
        raise Refusal(
            _("Si controllano file CSV fino a 1,5 GB: salva il foglio come CSV."), code="wrong_file"
        )
    stored = upload_file(
        content=content, name=name, scope=scopes.person(actor.person_id or 0), module=MODULE,
        actor=actor, now=now,
    )  # fmt: skip
    check = FileCheck.objects.create(
        owner_id=actor.ente_id, author_id=actor.person_id, sua=sua, file=stored,
        file_name=name[:200], asked_at=now,
    )  # fmt: skip
    check.job = enqueue(
        import_string(JOB), key=str(check.pk), person_id=actor.person_id, check_id=check.pk,
        label=_("Controllo di «%(name)s»") % {"name": name},
    )  # fmt: skip
    check.save(update_fields=["job"])
    trail.record(
        "sua.check.asked", _("Chiesto il controllo di «%(name)s».") % {"name": name},
        subject=check, actor=actor, now=now,
    )  # fmt: skip
    return check


@dataclass(slots=True)
class Tally:
    """What was found so far: counts grow with the kinds of findings, not with the rows."""

    rows: int = 0
    counts: Counter = field(default_factory=Counter)
    shown: list[dict] = field(default_factory=list)
    missing: dict[str, MissingCup] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)  # CIG -> codice fiscale of who must act

    def total(self, severity: Severity) -> int:
        return sum(n for (grave, _code), n in self.counts.items() if grave == severity)


def run_check(*, check_id: int, now: datetime) -> None:
    """Check a file and keep its report. Run again, it begins anew."""
    check = FileCheck.objects.select_related("file__current", "sua").get(pk=check_id)
    FileCheck.objects.filter(pk=check.pk).update(state=CheckState.RUNNING)
    tally = Tally()
    try:
        with tempfile.TemporaryFile("w+b", prefix="pico-check-") as kept:
            _walk(check, tally, kept)
            kept.seek(0)
            check.report_key = f"sua/checks/{check.pk}.csv"
            vault.put_piece(kept, check.report_key)
    except (ValueError, csv.Error):
        _fail(check, now)
        return
    _propose(check, tally)
    _close(check, tally, now)


@contextmanager
def _opened(check: FileCheck) -> Iterator[tuple[BinaryIO, TextIO]]:
    """The stored file as bytes and as text; what is not UTF-8 is shown as «�», never refused."""
    version = check.file.current or check.file.versions.order_by("pk").last()
    with vault.storage().open(version.key) as binary:
        text = io.TextIOWrapper(binary, encoding="utf-8-sig", errors="replace", newline="")
        yield binary, text
        text.detach()


def _walk(check: FileCheck, tally: Tally, kept: BinaryIO) -> None:
    out = io.TextIOWrapper(kept, encoding="utf-8", newline="", write_through=True)
    out.write(BOM)
    writer = csv.writer(out, delimiter=";")
    writer.writerow(REPORT_HEADS)
    size = check.file.current.size if check.file.current else 0
    with _opened(check) as (binary, text):
        checker, rows = check_stream(text, lists_for(check.sua))
        for number, row, findings in rows:
            tally.rows += 1
            _note(tally, checker, row, findings)
            writer.writerows(_line(one) for one in findings)
            if tally.rows % SEEN == 0:
                report(binary.tell(), size, _("%(n)d righe controllate") % {"n": number})
    out.flush()
    out.detach()


REPORT_HEADS = ("Riga", "Gravità", "Controllo", "Campo", "Valore", "Che cosa non va", "Rimedio")


def _line(one: Finding) -> tuple:
    return (
        one.row, one.severity.label, one.code, harmless(one.field), harmless(one.value[:200]),
        one.sentence, one.remedy,
    )  # fmt: skip


def _note(tally: Tally, checker: Checker, row: list[str], findings: list[Finding]) -> None:
    for one in findings:
        tally.counts[(one.severity, one.code)] += 1
        if len(tally.shown) < SHOWN_FINDINGS:
            tally.shown.append(
                {"row": one.row, "code": one.code, "field": one.field,
                 "value": one.value[:100], "said": one.said}
            )  # fmt: skip
    if len(tally.missing) < MISSING_KEPT and checker.lacks_cup(row):
        cig = compact(checker.cell(row, "cig"))[:10]
        tally.owners[cig] = checker.cell(row, "fiscal_code")
        tally.missing[cig] = MissingCup(
            cig=cig, subject=checker.cell(row, "object")[:250],
            tender_number=checker.cell(row, "tender_number")[:40],
            is_pnrr=checker.cell(row, "pnrr").upper() in TRUE,
        )  # fmt: skip


def _propose(check: FileCheck, tally: Tally) -> None:
    """Look once more for the CUPs of the tenders that lack one: the only CUP of a tender is proposed."""
    wanted = {one.tender_number for one in tally.missing.values() if one.tender_number}
    known: dict[str, set[str]] = {}
    if wanted:
        with _opened(check) as (_binary, text):
            checker, rows = check_stream(text, Lists())
            known = _cups_of(checker, rows, wanted)
    for one in tally.missing.values():
        cups = known.get(one.tender_number, set())
        if len(cups) == 1:
            one.proposed_cup = next(iter(cups))
            one.proposed_because = _("È il solo CUP degli altri lotti della gara %(n)s.") % {
                "n": one.tender_number
            }


def _cups_of(checker: Checker, rows: Iterator[Checked], wanted: set[str]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for _number, row, findings in rows:
        tender, cup = checker.cell(row, "tender_number"), compact(checker.cell(row, "cup"))
        is_sound = not any(one.code.startswith("cup_") for one in findings)
        if tender in wanted and len(cup) == 15 and is_sound:
            known.setdefault(tender, set()).add(cup)
    return known


@transaction.atomic
def _close(check: FileCheck, tally: Tally, now: datetime) -> None:
    enti = acting_enti(tally.owners.values())
    MissingCup.objects.filter(check_of=check).delete()
    for one in tally.missing.values():
        one.check_of, one.ente = check, enti.get(tally.owners[one.cig])
    MissingCup.objects.bulk_create(tally.missing.values(), batch_size=500)
    check.state, check.rows, check.done_at = CheckState.DONE, tally.rows, now
    check.errors, check.warnings = tally.total(Severity.ERROR), tally.total(Severity.WARN)
    check.counts = {code: n for (_grave, code), n in tally.counts.most_common()}
    check.findings = tally.shown
    check.save(update_fields=DONE)
    _tell(check, now)


def _fail(check: FileCheck, now: datetime) -> None:
    check.state, check.done_at, check.report_key = CheckState.FAILED, now, ""
    check.problem = _(
        "Il file non ha un'intestazione con colonne note (cig, cup, cod_cpv, codice_ausa…): aggiungila nella prima riga."
    )
    check.save(update_fields=DONE)
    _tell(check, now)


def _tell(check: FileCheck, now: datetime) -> None:
    notify(
        people=[check.author_id], kind=CHECKED, level=NoticeLevel.CONCERNS,
        title=_("«%(name)s» controllato: %(n)d errori") % {"name": check, "n": check.errors},
        url=check.get_absolute_url(), subject=check, now=now,
    )  # fmt: skip
