"""Messages come in: each goes to who handles its address, once."""

import hashlib
import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.core.modules import registry
from pico.core.notices import mail
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person
from pico.core.people.terms import PersonState

from . import reading
from .addresses import ReplyAddress, read_address
from .models import ReceivedMail
from .terms import KEPT_DAYS, MOST_BYTES, Outcome

logger = logging.getLogger("pico.mail_in")


def receive(*, raw: bytes, now: datetime, recipient: str = "") -> Outcome:
    """Take a message as it came from the mail server; `recipient` is that of the envelope, if known.

    A refusal goes back to its sender with the sentence; what is automatic, unknown or written by
    somebody else gets no answer at all, so that no two machines ever write to each other.
    """
    if len(raw) > MOST_BYTES:
        return Outcome.UNKNOWN
    incoming = reading.read(raw)
    candidates = (recipient, *incoming.recipients)
    address = next(filter(None, map(read_address, filter(None, candidates))), None)
    handler = handlers().get(address.purpose) if address else None
    if address is None or handler is None:
        return Outcome.UNKNOWN
    key = f"{incoming.message_id or hashlib.sha256(raw).hexdigest()} {address}"
    fingerprint = hashlib.sha256(key.encode()).hexdigest()
    if ReceivedMail.objects.filter(fingerprint=fingerprint).exists():
        return Outcome.TWICE
    try:
        return _handle(handler, address, incoming, fingerprint, now)
    except IntegrityError:
        logger.info("The same message came twice at once.")
        return Outcome.TWICE


def handlers() -> dict[str, str]:
    """Every handler that a manifest names: purpose → dotted path of
    `(actors, object_id, incoming, now)`; it refuses what cannot be taken.
    """
    return {
        purpose: path
        for module in registry.installed().values()
        for purpose, path in module.mail.items()
    }


@transaction.atomic
def _handle(
    handler: str, address: ReplyAddress, incoming: reading.Incoming, fingerprint: str, now: datetime
) -> Outcome:
    person = Person.objects.filter(pk=address.person_id, state=PersonState.ACTIVE).first()
    outcome, reason = _judge(person, incoming), ""
    if outcome == Outcome.TAKEN and person is not None:
        try:
            with transaction.atomic():
                import_string(handler)(
                    actors=actors_of(person, now), object_id=address.object_id,
                    incoming=incoming, now=now,
                )  # fmt: skip
        except Refusal as refusal:
            outcome, reason = Outcome.REFUSED, refusal.message
            _tell_why(person, incoming, refusal)
    ReceivedMail.objects.create(
        fingerprint=fingerprint,
        purpose=address.purpose,
        person=person,
        outcome=outcome,
        reason=reason[:500],
        at=now,
    )
    return outcome


def _judge(person: Person | None, incoming: reading.Incoming) -> Outcome:
    if incoming.is_automatic:
        return Outcome.AUTOMATIC
    if person is None:
        return Outcome.UNKNOWN
    own = {person.email.lower(), *_work_addresses(person)}
    return Outcome.TAKEN if incoming.sender in own else Outcome.STRANGER


def _work_addresses(person: Person) -> set[str]:
    return {email.lower() for email in person.memberships.values_list("email", flat=True) if email}


def actors_of(person: Person, now: datetime) -> list[Actor]:
    """The person in each of his enti, the main one first: the handler takes the one that may."""
    return [actor_for(person, one) for one in working_memberships(person, today=now.date())]


def _tell_why(person: Person, incoming: reading.Incoming, refusal: Refusal) -> None:
    mail.send(
        to=person.email,
        template="mail_in/mail/refused",
        context={"person": person, "subject_line": incoming.subject, "reason": refusal.message,
                 "said": incoming.text[:2000]},
        subject=_("La tua risposta per e-mail non è stata pubblicata"),
        language=person.language,
    )  # fmt: skip


def forget(*, now: datetime) -> int:
    """Delete what is known of messages of a year ago."""
    old = ReceivedMail.objects.filter(at__lt=now - timedelta(days=KEPT_DAYS))
    return old.delete()[0]
