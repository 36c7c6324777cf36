"""Names and attachments go when their time is over; what is counted stays."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.files.actions.keeping import put_away_files
from pico.core.files.models import StoredFile
from pico.engines.deadlines.reckoning.calendars import ROME
from pico.engines.deadlines.reckoning.computing import shifted
from pico.engines.deadlines.terms import Unit
from pico.engines.workflow.queries import locked

from ..models import AccessRequest, Reading, ReadMark, Ticket
from ..queries.measures import to_forget
from ..terms import KEPT_MONTHS, KEPT_OUTSIDE_MONTHS, Voice
from .access import forget_requests

BATCH = 200
SOMEBODY = "Richiedente"


def forget_old_tickets(*, now: datetime) -> int:
    """Take the names off the tickets whose time is over: 12 months after the end without an account,
    36 with one (domain facts, section 10). Run again, nothing is left to do.
    """
    gone = 0
    outside, inside = _months_ago(now, KEPT_OUTSIDE_MONTHS), _months_ago(now, KEPT_MONTHS)
    while found := list(to_forget(outside=outside, inside=inside)[:BATCH]):
        for ticket in found:
            _forget(ticket, now)
        gone += len(found)
    return gone


def _months_ago(now: datetime, months: int) -> datetime:
    day = shifted(timezone.localdate(now), -months, Unit.MONTHS)
    return datetime.combine(day, time.min, ROME)


@transaction.atomic
def _forget(ticket: Ticket, now: datetime) -> None:
    ticket = locked(ticket)
    ticket.asker, ticket.asker_name, ticket.asker_email = None, SOMEBODY, ""
    ticket.written_by, ticket.office, ticket.context = None, "", {}
    ticket.satisfaction_words, ticket.anonymised_at = "", now
    ticket.save(
        update_fields=[
            "asker", "asker_name", "asker_email", "written_by", "office", "context",
            "satisfaction_words", "anonymised_at",
        ]
    )  # fmt: skip
    ticket.cc.clear()
    ticket.messages.filter(voice=Voice.ASKER).update(author=None, author_name=SOMEBODY)
    ticket.happenings.filter(person__isnull=False).update(person=None)
    ReadMark.objects.filter(ticket=ticket).delete()
    Reading.objects.filter(ticket=ticket).delete()
    files = list(ticket.files.exclude(file=None).values_list("file", flat=True))
    ticket.privacy_reports.all().delete()
    ticket.files.all().delete()
    put_away_files(files=StoredFile.objects.filter(pk__in=files), person_id=None, now=now)
    forget_requests(AccessRequest.objects.filter(ticket=ticket))
    trail.record(
        "helpdesk.ticket.anonymised",
        _("Tolti il nome di chi ha chiesto e gli allegati: il tempo di conservazione è passato."),
        subject=ticket, actor=SYSTEM, now=now, reserved=True,
    )  # fmt: skip
    announce("helpdesk.ticket.anonymised", subject=ticket, actor=SYSTEM, space_id=ticket.space_id)
