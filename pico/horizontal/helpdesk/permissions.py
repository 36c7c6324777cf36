"""Who does what in the Help Desk."""

from enum import StrEnum
from functools import partial

from pico.core.access.actor import Actor
from pico.core.access.facts import (
    has_role,
    is_administrator,
    is_author,
    is_known,
    is_member,
    may_read,
    owns,
)
from pico.core.access.policy import any_of
from pico.core.access.terms import EDITORS, Role
from pico.core.enti.terms import EnteKind
from pico.core.foundation.prepared import Prepared
from pico.core.generations import hand
from pico.core.people.models import Membership

from .models import Queue, QueueMember, Ticket
from .terms import QUEUES_FAMILY, FaqState, QueueRole, Visibility


class HelpdeskPermission(StrEnum):
    OPEN = "helpdesk.ticket.open"
    # Asked of the ticket
    ASK = "helpdesk.ticket.ask"  # the asker's own steps: confirm, reopen, cancel, share
    REPLY = "helpdesk.ticket.reply"  # write in the thread, on either side
    HANDLE = "helpdesk.ticket.handle"  # the operator's steps
    OBSERVE = "helpdesk.ticket.observe"  # internal notes
    # The desk
    SEE_DESK = "helpdesk.desk.see"
    SUPERVISE = "helpdesk.desk.supervise"  # rules, service levels, measures of every queue
    MANAGE_QUEUE = "helpdesk.queue.manage"  # asked of the queue: operators, canned replies
    SEE_QUEUES_OF_ENTE = "helpdesk.queue.see"  # the queues one's ente answers for
    SEE_QUEUES = "helpdesk.queue.list"  # those one works in, or one's ente answers for
    ROUTE = "helpdesk.rules.change"  # the rules of routing, and the counts of every queue


supervises = has_role(Role.HELPDESK_SUPERVISOR)
runs_the_platform_desk = has_role(Role.HELPDESK_SUPERVISOR, Role.UPI_ADMIN)


# Asked for each entry of the menu and each button of a page.
_ROLE_IN = Prepared(
    lambda queue, membership: (
        QueueMember.objects.filter(queue=queue, membership=membership)
        .order_by()
        .values_list("role")
    )
)
_PLACES = Prepared(
    lambda membership: (
        QueueMember.objects.filter(membership=membership).order_by().values_list("role").distinct()
    )
)


def role_in(actor: Actor, queue: Queue) -> str | None:
    """Return the role of the actor in a queue, None when he has no place there.

    Asked for each button of a page: what is found stays with the queue in memory.
    """
    if actor.membership_id is None:
        return None
    known = queue.__dict__.setdefault("_roles", {})
    if actor.membership_id not in known:
        found = _ROLE_IN.tuples(queue=queue.pk, membership=actor.membership_id)
        known[actor.membership_id] = found[0][0] if found else None
    return known[actor.membership_id]


def is_desk_worker(actor: Actor) -> bool:
    """Say whether the actor works in any queue."""
    return actor.membership_id is not None and bool(_roles_of(actor.membership_id))


def _roles_of(membership: int) -> list[tuple[str]]:
    """What the place is in the queues, in all: kept until somebody comes into a queue or leaves one."""
    read = partial(_PLACES.tuples, membership=membership)
    return hand.kept(QUEUES_FAMILY, membership, read)


def queue_of(subject) -> Queue:
    return subject if isinstance(subject, Queue) else subject.queue


def asked(actor, ticket: Ticket) -> bool:
    """The actor is who asked."""
    return actor.is_known and ticket.asker_id == actor.person_id


def shares_its_ente(actor, ticket: Ticket) -> bool:
    """A colleague to whom the ticket is open: in copy, or by its level of sharing."""
    if not actor.is_member or ticket.ente_id != actor.ente_id:
        return False
    if ticket.visibility == Visibility.ENTE:
        return True
    if ticket.visibility == Visibility.OFFICE and ticket.office:
        own = Membership.objects.filter(pk=actor.membership_id, office=ticket.office)
        if own.exists():
            return True
    return ticket.cc.filter(pk=actor.person_id).exists()


def works_in_its_queue(actor, subject) -> bool:
    """The actor works in the queue that holds it now."""
    return role_in(actor, queue_of(subject)) is not None


def heads_its_queue(actor, subject) -> bool:
    return role_in(actor, queue_of(subject)) == QueueRole.HEAD


def supervises_its_queue(actor, subject) -> bool:
    """Supervisor of the ente that answers for the queue."""
    return supervises(actor, subject) and owns(actor, queue_of(subject))


def worked_in_a_former_queue(actor, ticket: Ticket) -> bool:
    """An observer: a queue of the actor's held it before."""
    return actor.is_member and (
        ticket.holdings.filter(queue__places__membership=actor.membership_id).exists()
        or (
            supervises(actor, ticket)
            and ticket.holdings.filter(queue__owner=actor.ente_id).exists()
        )
    )


def works_at_a_desk(actor, subject) -> bool:
    """An operator of some queue."""
    return is_desk_worker(actor)


def acts_for_upi(actor, subject) -> bool:
    return actor.ente_kind == EnteKind.UPI


answers_for_queues = has_role(
    Role.HELPDESK_SUPERVISOR, Role.PROVINCE_ADMIN, Role.REGIONAL_ADMIN, Role.UPI_ADMIN
)


def answers_for_its_queue(actor, subject) -> bool:
    """Supervisor or administrator of the ente that answers for the queue."""
    return answers_for_queues(actor, subject) and owns(actor, queue_of(subject))


HANDLES = (works_in_its_queue, supervises_its_queue)

POLICY = {
    HelpdeskPermission.OPEN: any_of((is_known, is_member)),
    HelpdeskPermission.ASK: any_of(asked),
    HelpdeskPermission.REPLY: any_of(asked, shares_its_ente, *HANDLES),
    HelpdeskPermission.HANDLE: any_of(*HANDLES),
    HelpdeskPermission.OBSERVE: any_of(*HANDLES, worked_in_a_former_queue),
    HelpdeskPermission.SEE_DESK: any_of(supervises, works_at_a_desk),
    HelpdeskPermission.SUPERVISE: any_of(runs_the_platform_desk),
    HelpdeskPermission.SEE_QUEUES_OF_ENTE: any_of(answers_for_queues),
    HelpdeskPermission.SEE_QUEUES: any_of(answers_for_queues, works_at_a_desk),
    HelpdeskPermission.ROUTE: any_of((runs_the_platform_desk, acts_for_upi)),
    HelpdeskPermission.MANAGE_QUEUE: any_of(
        supervises_its_queue,
        (has_role(Role.PROVINCE_ADMIN, Role.REGIONAL_ADMIN, Role.UPI_ADMIN), owns),
        heads_its_queue,
    ),
}


# Knowledge ---------------------------------------------------------------------------------------


class KnowledgePermission(StrEnum):
    DESK = "helpdesk.faq.desk"  # drafts of one's ente, what is to be reviewed, ideas
    WRITE = "helpdesk.faq.write"
    READ_DRAFT = "helpdesk.faq.read_draft"
    CHANGE = "helpdesk.faq.change"
    PUBLISH = "helpdesk.faq.publish"  # approve, send back, archive, confirm: the content owner
    TELL_PROBLEM = "helpdesk.problem.tell"
    CHANGE_PROBLEM = "helpdesk.problem.change"
    JOIN_PROBLEM = "helpdesk.problem.join"


KNOWLEDGE_OWNERS = (
    *EDITORS,
    Role.UPI_ADMIN,
    Role.REGIONAL_ADMIN,
    Role.PROVINCE_ADMIN,
    Role.HELPDESK_SUPERVISOR,
)
KNOWLEDGE_WRITERS = (
    *KNOWLEDGE_OWNERS,
    Role.HELPDESK_OPERATOR,
    Role.EXPERT,
    *(Role.SUA_MANAGER, Role.SUA_OFFICER, Role.SIT_MANAGER, Role.SIT_OFFICER),
    *(Role.SAPE_MANAGER, Role.SAPE_OFFICER, Role.PERSONNEL_MANAGER, Role.PERSONNEL_OFFICER),
)
writes_answers = has_role(*KNOWLEDGE_WRITERS)
owns_answers = has_role(*KNOWLEDGE_OWNERS)
tells_problems = has_role(
    Role.HELPDESK_SUPERVISOR,
    Role.HELPDESK_OPERATOR,
    Role.PLATFORM_ADMIN,
    Role.UPI_ADMIN,
    Role.REGIONAL_ADMIN,
    Role.PROVINCE_ADMIN,
)


def is_not_out_yet(actor, faq) -> bool:
    return faq.state == FaqState.DRAFT


KNOWLEDGE_POLICY = {
    KnowledgePermission.DESK: any_of(writes_answers),
    KnowledgePermission.WRITE: any_of(writes_answers),
    KnowledgePermission.READ_DRAFT: any_of((writes_answers, owns, may_read), (is_author, owns)),
    KnowledgePermission.CHANGE: any_of(
        (is_author, owns, is_not_out_yet), (owns_answers, owns, may_read)
    ),
    KnowledgePermission.PUBLISH: any_of((owns_answers, owns, may_read)),
    KnowledgePermission.TELL_PROBLEM: any_of(tells_problems),
    KnowledgePermission.CHANGE_PROBLEM: any_of((tells_problems, owns)),
    KnowledgePermission.JOIN_PROBLEM: any_of(is_known),
}
POLICY |= KNOWLEDGE_POLICY


# Service levels ----------------------------------------------------------------------------------


class LevelsPermission(StrEnum):
    SEE = "helpdesk.levels.see"
    CHANGE = "helpdesk.levels.change"  # the targets of everybody
    AGREE = "helpdesk.levels.agree"  # asked of the level: the targets of an agreement
    MEASURES = "helpdesk.measures.see"


def heads_a_queue(actor, subject) -> bool:
    """Answers for some queue."""
    if actor.membership_id is None:
        return False
    return (QueueRole.HEAD,) in _roles_of(actor.membership_id)


LEVELS_POLICY = {
    LevelsPermission.SEE: any_of(runs_the_platform_desk, works_at_a_desk, is_administrator),
    LevelsPermission.CHANGE: any_of(runs_the_platform_desk),
    LevelsPermission.AGREE: any_of(
        (has_role(Role.PROVINCE_ADMIN), owns), (runs_the_platform_desk, owns)
    ),
    LevelsPermission.MEASURES: any_of(runs_the_platform_desk, supervises, heads_a_queue),
}
POLICY |= LEVELS_POLICY


# Personal data -----------------------------------------------------------------------------------


class PrivacyPermission(StrEnum):
    REPORT = "helpdesk.privacy.report"  # asked of the ticket: whoever sees it
    REVIEW = "helpdesk.privacy.review"  # asked of the ticket: reads what is hidden, decides
    SEE = "helpdesk.privacy.see"  # the list of what waits for that


PRIVACY_POLICY = {
    PrivacyPermission.REPORT: any_of(asked, shares_its_ente, *HANDLES, worked_in_a_former_queue),
    PrivacyPermission.REVIEW: any_of(
        has_role(Role.UPI_ADMIN), answers_for_its_queue, heads_its_queue
    ),
    PrivacyPermission.SEE: any_of(answers_for_queues, heads_a_queue),
}
POLICY |= PRIVACY_POLICY
