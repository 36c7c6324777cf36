"""«Segnala dati personali»: hidden at once, read again by who answers for it, restored or removed.

What is reported is moved out of the ticket into the report: pages, mails, exports, indexes and drafts of
answers find nothing where it stood, without having to know.
"""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.files import vault
from pico.core.files.actions import bring_back_files, put_away_files
from pico.core.files.models import StoredFile
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import close_task, open_task, withdraw_words
from pico.core.people.models import Person
from pico.engines.workflow.queries import locked

from ..models import AccessFile, FaqIdea, Message, PersonalDataReport, Ticket, TicketFile
from ..permissions import PrivacyPermission
from ..queries import privacy as queries
from ..terms import HIDDEN_SUBJECT, Hidden, MessageKind, Outcome, Piece
from . import telling
from .threads import happened

REPORTED, SETTLED = "helpdesk.privacy.reported", "helpdesk.privacy.settled"


@transaction.atomic
def report_personal_data(
    *,
    ticket: Ticket,
    reason: str,
    actor: Actor,
    now: datetime,
    message: Message | None = None,
    file: TicketFile | None = None,
    access_file: AccessFile | None = None,
    with_subject: bool = False,
) -> PersonalDataReport:
    """Put a message, an attachment, or the words of the request itself in quarantine.

    `with_subject` hides the subject too, with the words of the request. Who answers for the queue and
    UPI's administrators are told. Refuses who does not see the ticket, a report without a reason, what
    is hidden already, and what the same person reported before.
    """
    actor.require(PrivacyPermission.REPORT, ticket)
    ticket = locked(ticket)
    reason = reason.strip()[:500]
    if not reason:
        raise Refusal(_("Scrivi di quali dati si tratta, senza ripeterli."), code="no_reason")
    place = message or file or access_file or ticket
    if place is not ticket:
        place.refresh_from_db()
    _require_shown(place)
    earlier = queries.earlier_reports(ticket, message, file, access_file)
    if earlier.filter(reporter=actor.person_id, reporter_name=actor.person_name).exists():
        raise Refusal(
            _("L'hai già segnalato, ed è stato riletto e ripristinato: se non sei d'accordo, scrivi un "
              "messaggio a chi segue la richiesta."),
            code="reported_before",
        )  # fmt: skip
    report = PersonalDataReport(
        ticket=ticket,
        piece=_piece_of(message, file or access_file),
        message=message,
        file=file,
        access_file=access_file,
        reason=reason,
        reporter_id=actor.person_id,
        reporter_name=actor.person_name,
        reported_at=now,
    )
    _put_away(report, with_subject, now)
    report.save()
    happened(
        ticket, "privacy",
        _("%(piece)s in quarantena: segnalati dati personali.") % {"piece": report.get_piece_display()},
        actor=actor, now=now, is_internal=_is_internal(report),
    )  # fmt: skip
    said = _("Segnalati dati personali: %(piece)s in quarantena.") % {
        "piece": report.get_piece_display().lower()
    }
    _record(report, "reported", said, actor, now)
    _ask_reviewers(report, now)
    return report


def _piece_of(message: Message | None, file: TicketFile | AccessFile | None) -> Piece:
    if file is not None:
        return Piece.FILE
    return Piece.MESSAGE if message else Piece.REQUEST


def _said_in(report: PersonalDataReport) -> Message | None:
    """The message that was reported, or that the attachment came with."""
    return report.file.message if report.file else report.message


def _is_internal(report: PersonalDataReport) -> bool:
    """What only operators read: askers hear nothing of it."""
    message = _said_in(report)
    return message is not None and message.is_internal


def _require_shown(place: Ticket | Message | TicketFile | AccessFile) -> None:
    if place.hidden:
        raise Refusal(
            _("È già nascosto: lo rilegge chi risponde della coda."), code="hidden_already"
        )


# Out of sight ------------------------------------------------------------------------------------


def _put_away(report: PersonalDataReport, with_subject: bool, now: datetime) -> None:
    if report.access_file:
        _mark(report.access_file, Hidden.QUARANTINED)
    elif report.file:
        report.kept_file = report.file.file
        report.file.file = None
        _mark(report.file, Hidden.QUARANTINED, "file")
        rows = StoredFile.objects.filter(pk=report.kept_file.pk)
        put_away_files(files=rows, person_id=None, now=now)
    elif report.message:
        _put_message_away(report)
    else:
        _put_request_away(report, with_subject)


def _mark(place, hidden: Hidden, *fields: str) -> None:
    place.hidden = hidden
    place.save(update_fields=["hidden", *fields])


def _put_message_away(report: PersonalDataReport) -> None:
    """The words of a message, and the same words where the solution is repeated."""
    message, ticket = report.message, report.ticket
    copies = list(queries.solution_copies(message)) if _is_solution(message) else []
    report.kept_text, report.copies = message.text, [one.pk for one in copies]
    for one in (message, *copies):
        holder = ticket if one is message else one.ticket
        if one.kind == MessageKind.SOLUTION and holder.solution == one.text:
            holder.solution = ""
            holder.save(update_fields=["solution"])
        one.text = ""
        _mark(one, Hidden.QUARANTINED, "text")
        withdraw_words(subject=holder, said_at=one.created_at)


def _is_solution(message: Message) -> bool:
    return message.kind == MessageKind.SOLUTION


def _put_request_away(report: PersonalDataReport, with_subject: bool) -> None:
    ticket = report.ticket
    report.kept_text, ticket.description = ticket.description, ""
    if with_subject:
        report.kept_subject, ticket.subject = ticket.subject, str(HIDDEN_SUBJECT)
        withdraw_words(subject=ticket, title=str(ticket))
        FaqIdea.objects.filter(key=f"ticket:{ticket.key}", faq=None).update(title=ticket.subject)
    _mark(ticket, Hidden.QUARANTINED, "description", "subject")


def _ask_reviewers(report: PersonalDataReport, now: datetime) -> None:
    reviewers = queries.reviewers_of(report.ticket.queue) - {report.reporter_id}
    for person in Person.objects.filter(pk__in=reviewers):
        open_task(
            subject=report, kind=REPORTED, person=person, url=report.get_absolute_url(), now=now,
            title=_("Dati personali segnalati: %(number)s") % {"number": report.ticket.number},
            reason=_("È nascosto a tutti finché non lo rileggi."),
        )  # fmt: skip


# What becomes of it ------------------------------------------------------------------------------


@transaction.atomic
def restore_piece(
    *, report: PersonalDataReport, words: str, actor: Actor, now: datetime
) -> PersonalDataReport:
    """Show again what was reported, where it stood: no personal data, or needed and lawful.

    Refuses who does not answer for the queue, no reason, and what is settled already.
    """
    report = _taken_up(report, words, actor)
    if report.access_file:
        _mark(report.access_file, Hidden.NO)
    elif report.file:
        report.file.file = report.kept_file
        _mark(report.file, Hidden.NO, "file")
        rows = StoredFile.objects.filter(pk=report.kept_file_id)
        bring_back_files(files=rows, at=report.reported_at)
    elif report.message:
        _restore_message(report)
    else:
        ticket = report.ticket
        ticket.description = report.kept_text
        ticket.subject = report.kept_subject or ticket.subject
        _mark(ticket, Hidden.NO, "description", "subject")
    return _settled(report, Outcome.RESTORED, words, actor, now)


def _restore_message(report: PersonalDataReport) -> None:
    copies = Message.objects.filter(pk__in=report.copies).select_related("ticket")
    for one in (report.message, *copies):
        holder = report.ticket if one.pk == report.message_id else one.ticket
        if _is_solution(one) and not holder.solution:
            holder.solution = report.kept_text
            holder.save(update_fields=["solution"])
        one.text = report.kept_text
        _mark(one, Hidden.NO, "text")


@transaction.atomic
def remove_piece(
    *, report: PersonalDataReport, words: str, actor: Actor, now: datetime
) -> PersonalDataReport:
    """Take away for good what was reported; a file leaves the bin, where nobody sees it, in its days.

    Refuses who does not answer for the queue, no reason, and what is settled already.
    """
    report = _taken_up(report, words, actor)
    if report.access_file:
        _mark(report.access_file, Hidden.REMOVED)
        transaction.on_commit(partial(vault.delete, report.access_file.key))
    elif report.file:
        _mark(report.file, Hidden.REMOVED)
    elif report.message:
        Message.objects.filter(pk__in=(report.message_id, *report.copies)).update(
            hidden=Hidden.REMOVED
        )
    else:
        _mark(report.ticket, Hidden.REMOVED)
        if request := getattr(report.ticket, "access_request", None):
            request.description = ""
            request.save(update_fields=["description"])
    return _settled(report, Outcome.REMOVED, words, actor, now)


def _taken_up(report: PersonalDataReport, words: str, actor: Actor) -> PersonalDataReport:
    """The report under the lock of its ticket, for who may settle it."""
    actor.require(PrivacyPermission.REVIEW, report.ticket)
    if not words.strip():
        raise Refusal(_("Scrivi il motivo della decisione."), code="no_reason")
    ticket = locked(report.ticket)
    report = PersonalDataReport.objects.select_related("message", "file", "access_file").get(
        pk=report.pk
    )
    report.ticket = ticket
    if not report.is_open:
        raise Refusal(
            _("È già stato deciso: %(outcome)s.")
            % {"outcome": report.get_outcome_display().lower()},
            code="settled_already",
        )
    return report


def _settled(
    report: PersonalDataReport, outcome: Outcome, words: str, actor: Actor, now: datetime
) -> PersonalDataReport:
    report.outcome, report.outcome_words = outcome, words.strip()[:500]
    report.settled_by_id, report.settled_at = actor.person_id, now
    report.kept_text = report.kept_subject = ""
    report.kept_file = None
    report.save()
    facts = {"piece": report.get_piece_display(), "outcome": outcome.label.lower()}
    said = _("%(piece)s segnalato per dati personali: %(outcome)s.") % facts
    happened(report.ticket, "privacy", said, actor=actor, now=now, is_internal=_is_internal(report))
    _record(report, str(outcome).lower(), said, actor, now)
    close_task(subject=report, kind=REPORTED, now=now)
    _tell_outcome(report, said, actor, now)
    return report


def _tell_outcome(report: PersonalDataReport, said: str, actor: Actor, now: datetime) -> None:
    """Who reported it and who wrote it hear what was decided, and why."""
    message = _said_in(report)
    wrote = message.author_id if message else report.ticket.asker_id
    people = {report.reporter_id, wrote} - {None, actor.person_id}
    telling.tell_people(
        report.ticket, people, SETTLED, _("%(number)s: deciso sui dati personali segnalati")
        % {"number": report.ticket.number}, now=now, body=f"{said} {report.outcome_words}",
    )  # fmt: skip


def _record(
    report: PersonalDataReport, event: str, words: str, actor: Actor, now: datetime
) -> None:
    ticket = report.ticket
    trail.record(
        f"helpdesk.ticket.{event}", words, subject=ticket,
        actor=actor, now=now, reserved=True, report=report.pk,
    )  # fmt: skip
    announce(f"helpdesk.ticket.{event}", subject=ticket, actor=actor, space_id=ticket.space_id)
