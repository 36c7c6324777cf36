"""Requests written without an account, found by the secrets that only their mailbox has."""

import hashlib
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import Http404

from pico.core.access.actor import Actor

from ..models import AccessFile, AccessRequest, Message
from ..terms import CONFIRM_SPAN, AccessState, Voice
from . import tickets


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def waiting_for(secret: str) -> AccessRequest | None:
    """The request that this link of confirmation is about, whatever became of it."""
    rows = AccessRequest.objects.select_related("ente", "ticket")
    return rows.filter(confirm_hash=digest(secret)).first()


def of_page(secret: str, now: datetime) -> AccessRequest:
    """The request of a secret page; 404 once its ninety days are over, or with any other text."""
    rows = AccessRequest.objects.select_related("ticket__category", "ticket__queue", "ente")
    found = rows.filter(page_hash=digest(secret), page_until__gt=now, ticket__isnull=False).first()
    if found is None:
        raise Http404
    return found


def answered_by_mail(pk: int, *, now: datetime) -> AccessRequest | None:
    """The request whose mailbox may answer by e-mail, as long as its page lives."""
    rows = AccessRequest.objects.select_related("ticket__queue", "person")
    return rows.filter(pk=pk, page_until__gt=now, ticket__isnull=False).first()


def said_lately(request: AccessRequest, *, now: datetime) -> int:
    """How many messages came from the asker's side in the last hour."""
    messages = Message.objects.filter(ticket=request.ticket, voice=Voice.ASKER)
    return messages.filter(created_at__gt=now - timedelta(hours=1)).count()


def unconfirmed(now: datetime) -> QuerySet[AccessRequest]:
    """What nobody confirmed in 72 hours."""
    return AccessRequest.objects.filter(
        state=AccessState.TO_CONFIRM, created_at__lte=now - CONFIRM_SPAN
    )


def of_address(email: str) -> QuerySet[AccessRequest]:
    """Confirmed requests of a mailbox that no account has yet."""
    return AccessRequest.objects.filter(
        email__iexact=email, state=AccessState.CONFIRMED, person=None, ticket__isnull=False
    ).select_related("ticket")


def file(pk: int, actor: Actor) -> AccessFile:
    """Return an attachment for who sees its ticket, once the antivirus let it pass."""
    found = AccessFile.objects.select_related("request__ticket").filter(pk=pk).first()
    if found is None or not found.is_available or found.request.ticket is None:
        raise Http404
    tickets.ticket(found.request.ticket.key, actor)
    return found
