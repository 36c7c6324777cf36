"""What was reported for personal data: for who answers for the queue, and for who watches over privacy."""

from django.db.models import Q, QuerySet
from django.http import Http404

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.people.actors import working_today

from ..models import AccessFile, Message, PersonalDataReport, Queue, Ticket, TicketFile
from ..terms import Hidden, Outcome, Piece, QueueRole
from .duty import headed_queues
from .tickets import file_of

ANSWERING = (
    Role.HELPDESK_SUPERVISOR,
    Role.UPI_ADMIN,
    Role.REGIONAL_ADMIN,
    Role.PROVINCE_ADMIN,
)


def reports_for(actor: Actor) -> QuerySet[PersonalDataReport]:
    """What the actor may read again: of the queues he answers for; everything for UPI's administrator."""
    rows = PersonalDataReport.objects.select_related("ticket__queue__owner", "reporter")
    if Role.UPI_ADMIN in actor.roles:
        return rows
    return rows.filter(ticket__queue__in=headed_queues(actor))


def report(pk: int, actor: Actor) -> PersonalDataReport:
    found = (
        reports_for(actor)
        .select_related("message", "access_file", "kept_file__current", "settled_by")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def waiting_count(actor: Actor) -> int:
    return reports_for(actor).filter(outcome=Outcome.OPEN).count()


def reviewers_of(queue: Queue) -> set[int]:
    """Who decides: heads, supervisors and administrators of the queue's ente; UPI's administrators."""
    answering = Q(ente=queue.owner_id, roles__role__in=ANSWERING)
    heads = Q(helpdesk_places__queue=queue, helpdesk_places__role=QueueRole.HEAD)
    rows = working_today().filter(answering | heads | Q(roles__role=Role.UPI_ADMIN))
    return set(rows.values_list("person_id", flat=True))


def piece_of(ticket: Ticket, *, message: str, file: str, is_desk: bool) -> dict:
    """What of a ticket is meant, as the action wants it; 404 for what this side does not see."""
    if file:
        return {"file": file_of(ticket, _number(file), is_desk=is_desk)}
    if not message:
        return {}
    found = Message.objects.filter(ticket=ticket, number=_number(message)).first()
    if found is None or (found.is_internal and not is_desk):
        raise Http404
    return {"message": found}


def access_file_of(ticket: Ticket, pk: str) -> AccessFile:
    """A file that came with the form without login."""
    found = AccessFile.objects.filter(pk=_number(pk), request__ticket=ticket).first()
    if found is None:
        raise Http404
    return found


def _number(text: str) -> int:
    if not text.isdigit():
        raise Http404
    return int(text)


def earlier_reports(
    ticket: Ticket, message: Message | None, file: TicketFile | None, access_file: AccessFile | None
) -> QuerySet[PersonalDataReport]:
    rows = ticket.privacy_reports.filter(message=message, file=file, access_file=access_file)
    return rows if message or file or access_file else rows.filter(piece=Piece.REQUEST)


def solution_copies(message: Message) -> QuerySet[Message]:
    """The same solution in the tickets that were merged into this one."""
    return Message.objects.filter(
        ticket__duplicate_of=message.ticket_id, kind=message.kind, text=message.text,
        hidden=Hidden.NO,
    ).select_related("ticket")  # fmt: skip
