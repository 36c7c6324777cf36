"""Messages come in: each goes to who handles its address, once."""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.core.modules import registry
from pico.core.notices import mail
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Membership, Person
from pico.core.people.terms import PersonState

from . import reading
from .addresses import NOBODY, ReplyAddress, mailbox_of, read_address
from .models import ReceivedMail
from .terms import KEPT_DAYS, MOST_BYTES, MOST_IN_AN_HOUR, Outcome

logger = logging.getLogger("pico.mail_in")


def receive(*, raw: bytes, now: datetime, recipient: str = "") -> Outcome:
    """Take a message as it came from the mail server; `recipient` is that of the envelope, if known.

    A refusal goes back to its sender with the sentence; what is automatic, unknown or written by
    somebody else gets no answer at all, so that no two machines ever write to each other.
    """
    if len(raw) > MOST_BYTES:
        return Outcome.UNKNOWN
    incoming = reading.read(raw)
    candidates = [one for one in (recipient, *incoming.recipients) if one]
    address = next(filter(None, map(read_address, candidates)), None)
    if address is None:
        return _receive_in_mailbox(candidates, incoming, raw, now)
    is_outside = address.person_id == NOBODY
    handler = (outside_handlers() if is_outside else handlers()).get(address.purpose)
    if handler is None:
        return Outcome.UNKNOWN
    take = _handle_outside if is_outside else _handle
    return _once(f"{address}", incoming, raw, lambda key: take(
        handler, address, incoming, key, now
    ))  # fmt: skip


def _receive_in_mailbox(
    candidates: list[str], incoming: reading.Incoming, raw: bytes, now: datetime
) -> Outcome:
    """Take what was sent to an address that everybody knows, from a person who has an account."""
    found = mailboxes()
    name = next((one for one in map(mailbox_of, candidates) if one in found), "")
    if not name:
        return Outcome.UNKNOWN
    person = person_of(incoming.sender)
    address = ReplyAddress(name, 0, person.pk if person else 0)
    return _once(name, incoming, raw, lambda key: _handle(
        found[name], address, incoming, key, now
    ))  # fmt: skip


def _once(place: str, incoming: reading.Incoming, raw: bytes, take: Callable) -> Outcome:
    """Take a message the first time it comes to a place."""
    key = f"{incoming.message_id or hashlib.sha256(raw).hexdigest()} {place}"
    fingerprint = hashlib.sha256(key.encode()).hexdigest()
    if ReceivedMail.objects.filter(fingerprint=fingerprint).exists():
        return Outcome.TWICE
    try:
        return take(fingerprint)
    except IntegrityError:
        logger.info("The same message came twice at once.")
        return Outcome.TWICE


def mailboxes() -> dict[str, str]:
    """Every address that a manifest names: local part → dotted path of `(actors, incoming, now)`."""
    return {
        name: path
        for module in registry.installed().values()
        for name, path in module.mailboxes.items()
    }


def person_of(email: str) -> Person | None:
    """The active person whose address this is: of the account, or of a place in an ente."""
    places = Membership.objects.filter(email__iexact=email).values("person")
    return (
        Person.objects.filter(Q(email__iexact=email) | Q(pk__in=places), state=PersonState.ACTIVE)
        .order_by("pk")
        .first()
        if email
        else None
    )


def handlers() -> dict[str, str]:
    """Every handler that a manifest names: purpose → dotted path of
    `(actors, object_id, incoming, now)`; it refuses what cannot be taken.
    """
    return {
        purpose: path
        for module in registry.installed().values()
        for purpose, path in module.mail.items()
    }


def outside_handlers() -> dict[str, str]:
    """Every handler of who has no account: purpose → dotted path of `(object_id, incoming, now)`.

    It says the Outcome, for it alone knows whose mailbox may write; it refuses, once it knows that it
    is his, what cannot be taken.
    """
    return {
        purpose: path
        for module in registry.installed().values()
        for purpose, path in module.outside_mail.items()
    }


@transaction.atomic
def _handle_outside(
    handler: str, address: ReplyAddress, incoming: reading.Incoming, fingerprint: str, now: datetime
) -> Outcome:
    outcome, reason = Outcome.AUTOMATIC, ""
    if not incoming.is_automatic:
        try:
            with transaction.atomic():
                outcome = import_string(handler)(
                    object_id=address.object_id, incoming=incoming, now=now
                )
        except Refusal as refusal:
            outcome, reason = Outcome.REFUSED, refusal.message
            _tell_why(incoming.sender, incoming, refusal)
    _remember(address, None, outcome, reason, fingerprint, now)
    return outcome


@transaction.atomic
def _handle(
    handler: str, address: ReplyAddress, incoming: reading.Incoming, fingerprint: str, now: datetime
) -> Outcome:
    person = Person.objects.filter(pk=address.person_id, state=PersonState.ACTIVE).first()
    outcome, reason = _judge(person, incoming, now), ""
    if outcome == Outcome.TAKEN and person is not None:
        try:
            with transaction.atomic():
                about = {"object_id": address.object_id} if address.object_id else {}
                import_string(handler)(
                    actors=actors_of(person, now), incoming=incoming, now=now, **about
                )
        except Refusal as refusal:
            outcome, reason = Outcome.REFUSED, refusal.message
            _tell_why(person.email, incoming, refusal, language=person.language)
    _remember(address, person, outcome, reason, fingerprint, now)
    return outcome


def _remember(
    address: ReplyAddress, person: Person | None, outcome: Outcome, reason: str, fingerprint: str,
    now: datetime,
) -> None:  # fmt: skip
    ReceivedMail.objects.create(
        fingerprint=fingerprint,
        purpose=address.purpose,
        person=person,
        outcome=outcome,
        reason=reason[:500],
        at=now,
    )


def _judge(person: Person | None, incoming: reading.Incoming, now: datetime) -> Outcome:
    if incoming.is_automatic:
        return Outcome.AUTOMATIC
    if person is None:
        return Outcome.UNKNOWN
    # A machine that hides what it is: two of them would write to each other for ever.
    recent = ReceivedMail.objects.filter(person=person, at__gt=now - timedelta(hours=1))
    if recent.count() >= MOST_IN_AN_HOUR:
        return Outcome.AUTOMATIC
    own = {person.email.lower(), *_work_addresses(person)}
    return Outcome.TAKEN if incoming.sender in own else Outcome.STRANGER


def _work_addresses(person: Person) -> set[str]:
    return {email.lower() for email in person.memberships.values_list("email", flat=True) if email}


def actors_of(person: Person, now: datetime) -> list[Actor]:
    """The person in each of his enti, the main one first: the handler takes the one that may."""
    return [
        actor_for(person, one) for one in working_memberships(person, today=timezone.localdate(now))
    ]


def _tell_why(
    to: str, incoming: reading.Incoming, refusal: Refusal, *, language: str = "it"
) -> None:
    mail.send(
        to=to,
        template="mail_in/mail/refused",
        context={"subject_line": incoming.subject, "reason": refusal.message,
                 "said": incoming.text[:2000]},
        subject=_("La tua risposta per e-mail non è stata pubblicata"),
        language=language,
    )  # fmt: skip


def forget(*, now: datetime) -> int:
    """Delete what is known of messages of a year ago."""
    old = ReceivedMail.objects.filter(at__lt=now - timedelta(days=KEPT_DAYS))
    return old.delete()[0]
