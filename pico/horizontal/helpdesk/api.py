"""Tickets for programmes: one's own list, opening one, the thread, a reply, the steps."""

from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from pico.core.api.asking import Asking
from pico.core.api.authentication import KNOWN
from pico.core.api.paging import Page, PageRequest, paged
from pico.core.api.resources.answers import answers
from pico.core.foundation.rich_text import from_plain
from pico.engines.workflow.api import add_steps

from .actions.opening import Request, open_ticket
from .actions.replies import reply
from .actions.steps import make_step
from .models import Category, Message
from .queries import tickets as queries
from .terms import Family, Impact, Topic, Visibility

router = Router(tags=["Help Desk"], auth=KNOWN)


class TicketOut(Schema):
    """A ticket, without what is said in it."""

    key: str
    number: str
    subject: str
    state: str
    state_label: str
    family: str
    topic: str
    category: str
    priority: str
    queue: str
    opened_at: datetime
    last_at: datetime
    solved_at: datetime | None
    closed_at: datetime | None
    solution_due_at: datetime | None
    url: str

    @staticmethod
    def resolve_category(ticket):
        return ticket.category.key

    @staticmethod
    def resolve_queue(ticket):
        return ticket.queue.name

    @staticmethod
    def resolve_url(ticket, context):
        return context["request"].build_absolute_uri(ticket.get_absolute_url())


class MessageOut(Schema):
    """What one side wrote to the other; internal notes are never here."""

    number: int
    kind: str
    voice: str
    author: str
    text: str  # empty while it is in quarantine, or once taken away, for personal data
    hidden: str
    created_at: datetime

    @staticmethod
    def resolve_author(message):
        return message.author_said


class TicketIn(Schema):
    """A request; `text` is plain words, `category` a key as `/categories` gives it."""

    family: Family
    topic: Topic
    category: str
    subject: str
    text: str
    impact: Impact
    needed_on: date | None = None
    visibility: Visibility = Visibility.PERSON


class ReplyIn(Schema):
    text: str


class CategoryOut(Schema):
    key: str
    topic: str
    name: str


@router.get("/tickets", summary="Le mie richieste", response=answers(Page[TicketOut], 403))
def list_tickets(request: Asking, response: HttpResponse, asked: Query[PageRequest]):
    """Le richieste di chi chiama e quelle che i colleghi condividono con lui, prima le più nuove."""
    return paged(request, response, queries.my_tickets(request.actor), asked)


@router.get("/categories", summary="Categorie", response=answers(list[CategoryOut]))
def list_ticket_categories(request: Asking):
    """Le categorie fra cui si sceglie; senza modulo valgono per tutti."""
    return Category.objects.filter(is_active=True)


@router.post("/tickets", summary="Apre una richiesta", response={201: TicketOut})
def post_ticket(request: Asking, asked: TicketIn):
    """Apre una richiesta per l'ente per cui la persona agisce."""
    category = get_object_or_404(Category, key=asked.category, is_active=True)
    said = asked.model_dump(exclude={"category", "text"})
    made = open_ticket(
        request=Request(**said, category=category, text=from_plain(asked.text)),
        space=getattr(request, "space", None), actor=request.actor, now=timezone.now(),
    )  # fmt: skip
    return Status(201, made)


@router.get("/tickets/{key}", summary="Una richiesta", response=answers(TicketOut, 404))
def ticket_detail(request: Asking, key: str):
    """Una richiesta, se il chiamante può vederla."""
    return queries.ticket(key, request.actor)


@router.get(
    "/tickets/{key}/messages", summary="I messaggi", response=answers(list[MessageOut], 404)
)
def list_ticket_messages(request: Asking, key: str):
    """I messaggi fra le due parti, dal primo; mai le note interne."""
    found = queries.ticket(key, request.actor)
    thread = queries.thread_of(found, is_desk=False)
    return [one for one in thread if isinstance(one, Message)]


@router.post("/tickets/{key}/messages", summary="Risponde", response={201: MessageOut})
def post_ticket_message(request: Asking, key: str, asked: ReplyIn):
    """Scrive all'altra parte."""
    found = queries.ticket(key, request.actor)
    text = from_plain(asked.text)
    made = reply(ticket=found, text=text, actor=request.actor, now=timezone.now())
    return Status(201, made)


steps = Router(tags=["Help Desk"], auth=KNOWN)
add_steps(
    steps,
    name="ticket",
    find=lambda request, key: queries.ticket(key, request.actor),
    act=make_step,
)
router.add_router("/tickets", steps)
