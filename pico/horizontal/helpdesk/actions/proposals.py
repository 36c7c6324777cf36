"""Answers born from work: from a solved request, from three cases alike, from an accepted answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.enti.models import Ente, Space
from pico.core.foundation import rich_text
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import close_task, open_task
from pico.core.search.models import SearchEntry

from ..models import Faq, FaqIdea, Ticket
from ..permissions import KnowledgePermission
from ..queries import redaction
from ..queries.finding import likeness
from ..queries.redaction import Finding
from ..terms import (
    ALIKE,
    ALIKE_CASES,
    ALIKE_DAYS,
    AREA_OF_TOPIC,
    QUESTION_LENGTH,
    FaqState,
    Hidden,
    MessageKind,
    TicketState,
)
from .faq import APPROVERS, IDEA, write_faq

MOST_COMPARED = 300
TOPIC_OF_AREA = {str(area): str(topic) for topic, area in AREA_OF_TOPIC.items()}


@dataclass(frozen=True, slots=True)
class Draft:
    """A solved request as an answer may be made of it, with what was found in both texts.

    `mark` changes with the texts: what was shown is what is replaced.
    """

    question: str
    answer: str
    in_question: list[Finding]
    in_answer: list[Finding]
    mark: str


def draft_of(ticket: Ticket) -> Draft:
    """Read a solved request. Refuses one that has no solution yet."""
    if ticket.state not in (TicketState.SOLVED, TicketState.CLOSED) or not ticket.solution:
        raise Refusal(
            _("Solo una richiesta risolta diventa una FAQ: prima scrivi la soluzione."),
            code="not_solved",
        )
    if ticket.hidden == Hidden.QUARANTINED:
        raise Refusal(
            _("La richiesta è in quarantena per dati personali: prima va riletta."),
            code="quarantined",
        )
    answer = rich_text.to_plain(ticket.solution)
    people = _who_took_part(ticket)
    return Draft(
        question=ticket.subject,
        answer=answer,
        in_question=redaction.find(ticket.subject, people),
        in_answer=redaction.find(answer, people),
        mark=sha256(f"{ticket.subject}\0{answer}".encode()).hexdigest()[:32],
    )


def _who_took_part(ticket: Ticket) -> set[str]:
    rows = ticket.messages.select_related("author").exclude(kind=MessageKind.INTERNAL)
    names = {message.author_said for message in rows}
    names |= {ticket.asker_said, *(str(one) for one in ticket.cc.all())}
    return {name for name in names if name and name != "Pi.Co."}


@transaction.atomic
def make_from_ticket(
    *, ticket: Ticket, mark: str, kept_in_question: Iterable[int], kept_in_answer: Iterable[int],
    actor: Actor, now: datetime, space: Space | None, idea: FaqIdea | None = None,
) -> Faq:  # fmt: skip
    """Make a draft of a solved request, without what identifies persons but for what is kept.

    The draft is read by the ente alone, until the owner of the content approves it. Refuses who writes
    no answers, a request without solution, and texts that changed since they were shown.
    """
    actor.require(KnowledgePermission.WRITE)
    draft = draft_of(ticket)
    if draft.mark != mark:
        raise Refusal(
            _("La richiesta è cambiata mentre la leggevi: ricontrolla le sostituzioni."),
            code="changed_meanwhile",
        )
    question = redaction.redact(draft.question, draft.in_question, kept_in_question)
    answer = redaction.redact(draft.answer, draft.in_answer, kept_in_answer)
    return write_faq(
        question=question[:QUESTION_LENGTH],
        answer=rich_text.from_plain(answer),
        topic=ticket.topic,
        category=ticket.category,
        scope=scopes.ente(actor.ente_id),
        space=space,
        origin_type=ticket._meta.label_lower,
        origin_id=ticket.key,
        origin_title=ticket.number,
        origin_url=ticket.get_absolute_url(),
        idea=idea,
        actor=actor,
        now=now,
    )


# Proposed by the platform itself -----------------------------------------------------------------


def cases_like(ticket: Ticket, now: datetime) -> list[Ticket]:
    """The solved requests of the same category and desk owner whose subject says the same, itself too."""
    rows = Ticket.objects.filter(
        category=ticket.category_id,
        queue__owner=ticket.queue.owner_id,
        state__in=(TicketState.SOLVED, TicketState.CLOSED),
        solved_at__gte=now - timedelta(days=ALIKE_DAYS),
    ).order_by("-solved_at")[:MOST_COMPARED]
    return [one for one in rows if likeness(one.subject, ticket.subject) >= ALIKE]


@transaction.atomic
def propose_from(*, ticket: Ticket, now: datetime) -> FaqIdea | None:
    """Propose an answer when three cases alike were solved and none is written or proposed yet."""
    cases = cases_like(ticket, now)
    if len(cases) < ALIKE_CASES or _is_answered(ticket, cases):
        return None
    open_ones = FaqIdea.objects.filter(
        owner=ticket.queue.owner_id, topic=ticket.topic, faq=None, dropped_at=None
    )
    for idea in open_ones:
        if likeness(idea.title, ticket.subject) >= ALIKE:
            idea.cases = [one.key for one in cases]
            idea.save(update_fields=["cases"])
            return None
    return _propose(
        key=f"ticket:{ticket.key}", owner=ticket.queue.owner,
        scope=scopes.ente(ticket.queue.owner_id), title=ticket.subject, topic=ticket.topic,
        cases=[one.key for one in cases], url="", now=now,
        reason=_("%(n)d richieste simili risolte di recente.") % {"n": len(cases)},
    )  # fmt: skip


def _is_answered(ticket: Ticket, cases: list[Ticket]) -> bool:
    made = Faq.objects.filter(origin_type=ticket._meta.label_lower)
    if made.filter(origin_id__in=[one.key for one in cases]).exists():
        return True
    rows = Faq.objects.filter(topic=ticket.topic).exclude(state=FaqState.ARCHIVED)
    questions = rows.filter(owner=ticket.queue.owner_id).values_list("question", flat=True)
    return any(likeness(question, ticket.subject) >= ALIKE for question in questions)


@transaction.atomic
def propose_from_forum(
    *, subject_type: str, subject_id: str, offered: dict, now: datetime
) -> FaqIdea | None:
    """Propose an answer from one that was accepted in the forum, as its announcement offers it.

    Of which ente it is, the search knows; a new answer to the same question takes the place of the old.
    """
    entry = (
        SearchEntry.objects.filter(subject_type=subject_type, subject_id=subject_id)
        .select_related("ente")
        .first()
    )
    if entry is None or entry.ente is None:
        return None
    key = forum_key(subject_type, subject_id)
    open_one = FaqIdea.objects.filter(key=key, faq=None)
    if open_one.update(answer=offered["answer"], dropped_at=None, at=now):
        return None
    return _propose(
        key=key, owner=entry.ente, scope=offered["scope"], title=offered["title"],
        topic=TOPIC_OF_AREA.get(offered.get("area", ""), ""), cases=[], url=offered["url"],
        answer=offered["answer"], now=now,
        reason=_("Una domanda della Community ha la sua risposta accettata."),
    )  # fmt: skip


def forum_key(subject_type: str, subject_id: str) -> str:
    return f"{subject_type}:{subject_id}"


@transaction.atomic
def forget_idea(*, subject_type: str, subject_id: str, now: datetime) -> None:
    """Drop what was proposed from something of another module."""
    idea = FaqIdea.objects.filter(key=forum_key(subject_type, subject_id), faq=None).first()
    if idea is not None:
        idea.dropped_at = now
        idea.save(update_fields=["dropped_at"])
        close_task(subject=idea, kind=IDEA, now=now)


def first_words(idea: FaqIdea) -> str:
    """The answer that an idea begins with, without what identifies persons."""
    if not idea.answer:
        return ""
    text = rich_text.to_plain(idea.answer)
    findings = redaction.find(text)
    kept = [n for n, one in enumerate(findings) if not one.is_replaced]
    return rich_text.from_plain(redaction.redact(text, findings, kept))


def _propose(
    *, key: str, owner: Ente, scope: str, title: str, topic: str, cases: list, url: str,
    now: datetime, reason: str, answer: str = "",
) -> FaqIdea | None:  # fmt: skip
    idea, is_new = FaqIdea.objects.get_or_create(
        key=key[:80],
        defaults={
            "owner": owner, "scope": scope, "title": title[:250], "topic": topic,
            "cases": cases, "url": url, "answer": answer, "at": now,
        },
    )  # fmt: skip
    if not is_new:
        return None
    open_task(
        subject=idea, kind=IDEA, ente=owner, role=APPROVERS.get(owner.kind, Role.PROVINCE_EDITOR),
        title=_("Potrebbe diventare una FAQ: %(title)s") % {"title": idea.title},
        reason=reason, url=reverse("helpdesk:faq-desk"), now=now,
    )  # fmt: skip
    return idea
