"""What the knowledge base hears: of tickets, of the forum, of who came in."""

from django.utils import timezone

from pico.core.adhesion.models import Registration
from pico.core.people.models import Membership, Person

from ..actions import access, proposals, usefulness
from ..models import Ticket
from ..terms import Voice


def _ticket(announcement) -> Ticket | None:
    rows = Ticket.objects.select_related("queue__owner", "category")
    return rows.filter(pk=announcement.subject_id).first()


def ticket_opened(announcement) -> None:
    """What the asker had read did not spare his request."""
    if announcement.person_id:
        usefulness.forget_sightings(
            visitor=usefulness.fingerprint(person_id=announcement.person_id, session_key=None)
        )


def ticket_solved(announcement) -> None:
    """Three cases alike make a proposal; who has no account gets the solution by mail."""
    ticket = _ticket(announcement)
    if ticket is not None:
        proposals.propose_from(ticket=ticket, now=timezone.now())
        access.write_to_mailbox(ticket=ticket)


def ticket_answered(announcement) -> None:
    """Who has no account gets what the desk wrote by mail."""
    ticket = _ticket(announcement)
    if ticket is not None and announcement.data.get("voice", Voice.DESK) == Voice.DESK:
        access.write_to_mailbox(ticket=ticket)


def answer_accepted(announcement) -> None:
    """A question of the forum that found its answer, and is offered to all, may serve others."""
    if offered := announcement.data.get("faq"):
        proposals.propose_from_forum(
            subject_type=announcement.subject_type,
            subject_id=announcement.subject_id,
            offered=offered,
            now=timezone.now(),
        )


def candidate_dismissed(announcement) -> None:
    """Who moderates the forum says that no answer is needed."""
    proposals.forget_idea(
        subject_type=announcement.subject_type,
        subject_id=announcement.subject_id,
        now=timezone.now(),
    )


def person_registered(announcement) -> None:
    """An account is born: the requests of its mailbox are its own."""
    registration = (
        Registration.objects.select_related("person").filter(pk=announcement.subject_id).first()
    )
    if registration is not None and registration.person is not None:
        access.tie_to(person=registration.person, now=timezone.now())


def membership_approved(announcement) -> None:
    """Whoever came in by invitation or import finds his requests, too."""
    place = Membership.objects.filter(pk=announcement.subject_id).values("person")
    person = Person.objects.filter(pk__in=place).first()
    if person is not None:
        access.tie_to(person=person, now=timezone.now())
