"""A CSV of addresses with the proof of their consent: broken rows are told, good ones are invited.

No consent is invented: who is imported gets the mail that asks to confirm, and nothing else.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue, report

from .. import tasks
from ..models import Consent, ListImport, MailingList, Subscriber, Subscription
from ..permissions import NewsletterPermission
from ..terms import (
    CONSENT_TEXT,
    CONSENT_VERSION,
    IMPORT_BYTES,
    IMPORT_ROWS,
    ConsentKind,
    SubscriberState,
)
from .subscribing import send_confirmation

CHUNK = 500
REFUSED_KEPT = 1000
HEADINGS = {"email", "e-mail", "mail", "indirizzo", "indirizzo e-mail", "posta elettronica"}
FIRST_NAMES, LAST_NAMES = {"nome", "first_name"}, {"cognome", "last_name"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: its number as a spreadsheet shows it, and what it holds."""

    number: int
    email: str
    first_name: str = ""
    last_name: str = ""


def read_csv(content: bytes) -> list[Row]:
    """Read the rows of a CSV: UTF-8 or Windows, semicolon, comma or tab, with or without headings.

    Refuses what is too big, and a file in which no column looks like addresses.
    """
    if len(content) > IMPORT_BYTES:
        raise Refusal(_("Il file supera 5 MB: dividilo in più file."), code="too_big")
    text = _decoded(content)
    if "\x00" in text:
        raise Refusal(
            _("Non è un file CSV: da Excel usa «Salva con nome» e scegli CSV."), code="not_csv"
        )
    rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    lines = [(n, [cell.strip() for cell in row]) for n, row in enumerate(rows, 1) if any(row)]
    if not lines:
        raise Refusal(_("Il file è vuoto: serve almeno una riga con un indirizzo."), code="empty")
    if len(lines) > IMPORT_ROWS + 1:
        raise Refusal(_("Al massimo 20.000 righe per volta: dividi il file."), code="too_many")
    return list(_rows(lines))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(";,\t", key=first.count)


def _rows(lines: list[tuple[int, list[str]]]) -> Iterator[Row]:
    head = [cell.lower() for cell in lines[0][1]]
    has_head = bool(HEADINGS & set(head))
    if not has_head and not any("@" in cell for _n, row in lines[:50] for cell in row):
        raise Refusal(
            _("Nessuna colonna contiene indirizzi: intitola «email» la colonna giusta."),
            code="no_addresses",
        )
    at = _column(head, HEADINGS) if has_head else _first_with_addresses(lines)
    first, last = _column(head, FIRST_NAMES), _column(head, LAST_NAMES)
    for number, row in lines[has_head:]:
        yield Row(
            number,
            _cell(row, at),
            _cell(row, first) if has_head else "",
            _cell(row, last) if has_head else "",
        )


def _column(head: list[str], names: set[str]) -> int:
    return next((n for n, cell in enumerate(head) if cell in names), -1)


def _first_with_addresses(lines: list[tuple[int, list[str]]]) -> int:
    found = (n for _number, row in lines[:50] for n, cell in enumerate(row) if "@" in cell)
    return next(found)


def _cell(row: list[str], at: int) -> str:
    return row[at] if 0 <= at < len(row) else ""


def fault_of(email: str) -> str:
    """Say what is wrong with an address, in a sentence; nothing when it is good."""
    if not email:
        return _("Manca l'indirizzo.")
    if not email.isascii():
        return _("L'indirizzo contiene lettere accentate o simboli non ammessi.")
    if " " in email:
        return _("L'indirizzo contiene uno spazio.")
    if email.count("@") != 1:
        return _("Serve una sola chiocciola (@).")
    try:
        validate_email(email)
    except ValidationError:
        return _("L'indirizzo non è scritto bene: controlla la parte dopo la chiocciola.")
    return ""


def import_addresses(
    *,
    mailing_list: MailingList,
    content: bytes,
    file_name: str,
    proof: str,
    actor,
    now: datetime,
) -> ListImport:
    """Take in the good rows and have a job send them the mail that asks to confirm.

    Refuses without a proof of consent, and a file without one good address. Who unsubscribed, or
    whose address bounced, is not asked again.
    """
    actor.require(NewsletterPermission.SEE_SUBSCRIBERS, mailing_list)
    if len(proof.strip()) < 10:
        raise Refusal(
            _("Scrivi come e quando gli iscritti hanno dato il consenso."), code="no_proof"
        )
    rows, refused = _sorted_out(read_csv(content))
    if not rows:
        raise Refusal(
            _("Nessuna riga ha un indirizzo valido. La prima: riga %(row)s, %(why)s")
            % {"row": refused[0]["row"], "why": refused[0]["why"]},
            code="nothing_good",
        )
    return _take_in(mailing_list, rows, refused, file_name, proof, actor, now)


def _sorted_out(rows: list[Row]) -> tuple[dict[str, Row], list[dict]]:
    good: dict[str, Row] = {}
    refused = []
    for row in rows:
        email = row.email.lower()
        why = fault_of(email)
        if not why and email in good:
            why = _("Indirizzo ripetuto: è già alla riga %(row)s.") % {"row": good[email].number}
        if why:
            refused.append({"row": row.number, "text": row.email[:120], "why": why})
        else:
            good[email] = row
    return good, refused


@transaction.atomic
def _take_in(mailing_list, rows, refused, file_name, proof, actor, now) -> ListImport:
    taken = ListImport.objects.create(
        mailing_list=mailing_list,
        person_id=actor.person_id,
        file_name=file_name[:200],
        proof=proof.strip()[:500],
        refused=refused[:REFUSED_KEPT],
        at=now,
    )
    emails = list(rows)
    for start in range(0, len(emails), CHUNK):
        chunk = [rows[email] for email in emails[start : start + CHUNK]]
        taken.kept += _take_chunk(taken, chunk, now)
    taken.known = len(emails) - taken.kept
    taken.save(update_fields=["kept", "known"])
    trail.record(
        "newsletter.list.imported",
        _("Importati %(kept)d indirizzi in «%(list)s», %(refused)d righe scartate.")
        % {"kept": taken.kept, "list": mailing_list.name, "refused": len(refused)},
        subject=mailing_list,
        actor=actor,
        now=now,
        proof=taken.proof,
    )
    if taken.kept:
        enqueue(
            tasks.invite_imported,
            key=f"import:{taken.pk}",
            import_id=taken.pk,
            person_id=actor.person_id,
            space_id=mailing_list.space_id,
        )
    return taken


def _take_chunk(taken: ListImport, chunk: list[Row], now: datetime) -> int:
    """Write the rows that are not on the list already; return how many."""
    mailing_list = taken.mailing_list
    by_email = {row.email.lower(): row for row in chunk}
    Subscriber.objects.bulk_create(
        (
            Subscriber(
                space_id=mailing_list.space_id,
                email=email,
                first_name=row.first_name[:80],
                last_name=row.last_name[:80],
                created_at=now,
                changed_at=now,
            )
            for email, row in by_email.items()
        ),
        ignore_conflicts=True,
    )
    askable = (SubscriberState.PENDING, SubscriberState.ACTIVE)
    found = Subscriber.objects.filter(
        space=mailing_list.space_id, email__in=by_email, state__in=askable
    ).exclude(subscriptions__mailing_list=mailing_list)
    new = list(found)
    Subscription.objects.bulk_create(
        Subscription(subscriber=one, mailing_list=mailing_list, asked_at=now) for one in new
    )
    Consent.objects.bulk_create(
        Consent(
            subscriber=one,
            kind=ConsentKind.IMPORTED,
            lists=[mailing_list.name],
            text_version=CONSENT_VERSION,
            text=str(CONSENT_TEXT),
            proof=f"{taken.file_name}: {taken.proof}"[:500],
            at=now,
        )
        for one in new
    )
    return len(new)


def invite_imported(*, import_id: int, now: datetime) -> None:
    """Send the confirmation mail to each address of an import that did not get one yet."""
    taken = ListImport.objects.select_related("mailing_list").get(pk=import_id)
    waiting = Subscriber.objects.filter(
        subscriptions__mailing_list=taken.mailing_list,
        subscriptions__state=SubscriberState.PENDING,
        subscriptions__asked_at=taken.at,
    )
    while batch := list(
        waiting.exclude(confirmations__created_at__gte=taken.at).select_related("space__ente")[:50]
    ):
        for subscriber in batch:
            send_confirmation(subscriber=subscriber, now=now)
        taken.invited += len(batch)
        ListImport.objects.filter(pk=taken.pk).update(invited=taken.invited)
        report(taken.invited, taken.kept)
