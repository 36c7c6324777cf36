"""Addresses come in, by their own will proved twice, and go out at once."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from pico.core.access.actor import ANONYMOUS
from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.notices import mail

from .. import addresses, settings
from ..models import Confirmation, Consent, Issue, MailingList, Subscriber, Subscription
from ..terms import (
    CONSENT_TEXT,
    CONSENT_VERSION,
    MAILS_PER_HOUR,
    UNCONFIRMED_LIFE,
    ConsentKind,
    SubscriberState,
)
from ..topics import known

PERSONAL = ("first_name", "last_name", "ente", "role", "language")


def fingerprint_of(ip: str) -> str:
    """Return what is kept of an IP address: enough to compare it, not to read it."""
    return salted_hmac("pico.newsletter.ip", ip).hexdigest() if ip else ""


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# By the public form ------------------------------------------------------------------------------


@transaction.atomic
def subscribe(
    *,
    space: Space,
    email: str,
    lists: Iterable[MailingList],
    now: datetime,
    topics: Iterable[str] = (),
    ip: str = "",
    **details,
) -> None:
    """Take a request and send the link that confirms it; of a known address the page says the same."""
    lists = list(lists)
    if not lists:
        raise Refusal(_("Scegli almeno una newsletter."), code="no_list")
    subscriber = _of_address(space, email, now=now, topics=topics, details=details)
    fresh = _ask(subscriber, lists, now)
    prove(subscriber, ConsentKind.ASKED, lists, now, ip=ip, proof=_("Modulo pubblico del sito."))
    if _too_many_mails(subscriber, now):
        return
    if fresh:
        send_confirmation(subscriber=subscriber, now=now)
    else:
        _say_already_in(subscriber, now)


def _of_address(space: Space, email: str, *, now: datetime, topics=(), details=None) -> Subscriber:
    """The row of an address; what a stranger types never changes what an active one chose."""
    subscriber, is_new = Subscriber.objects.select_for_update().get_or_create(
        space=space,
        email=email.strip().lower(),
        defaults={"created_at": now, "changed_at": now, "topics": known(topics)},
    )
    if is_new or subscriber.state == SubscriberState.PENDING:
        for name, value in (details or {}).items():
            if name in PERSONAL and value:
                setattr(subscriber, name, value)
        subscriber.topics = known(topics) or subscriber.topics
        subscriber.changed_at = now
        subscriber.save()
    return subscriber


def _ask(subscriber: Subscriber, lists: list[MailingList], now: datetime) -> list[Subscription]:
    """Have the lists wait for the confirmation; return those that were not active already."""
    waiting = []
    for one in lists:
        found, _is_new = Subscription.objects.get_or_create(
            subscriber=subscriber, mailing_list=one, defaults={"asked_at": now}
        )
        if found.state == SubscriberState.ACTIVE and subscriber.state == SubscriberState.ACTIVE:
            continue
        found.state, found.asked_at = SubscriberState.PENDING, now
        found.save(update_fields=["state", "asked_at"])
        waiting.append(found)
    return waiting


def prove(subscriber, kind, lists, now, *, ip: str = "", proof: str = "") -> Consent:
    return Consent.objects.create(
        subscriber=subscriber,
        kind=kind,
        lists=[one.name for one in lists],
        text_version=CONSENT_VERSION,
        text=str(CONSENT_TEXT),
        ip_hash=fingerprint_of(ip),
        proof=proof,
        at=now,
    )


def _too_many_mails(subscriber: Subscriber, now: datetime) -> bool:
    recent = Confirmation.objects.filter(
        subscriber=subscriber, created_at__gt=now - timedelta(hours=1)
    )
    return recent.count() >= MAILS_PER_HOUR


@transaction.atomic
def send_confirmation(*, subscriber: Subscriber, now: datetime) -> None:
    """Send «Conferma l'iscrizione» for everything that waits; earlier links stay good."""
    hours = max(1, min(settings.of(subscriber.space).confirm_hours, 168))
    token = secrets.token_urlsafe(32)
    Confirmation.objects.create(
        subscriber=subscriber,
        token_hash=digest(token),
        created_at=now,
        expires_at=now + timedelta(hours=hours),
    )
    lists = _names(subscriber, SubscriberState.PENDING)
    mail.send(
        to=subscriber.email,
        template="newsletter/mail/confirm",
        subject=_("Conferma l'iscrizione: %(lists)s") % {"lists": ", ".join(lists)},
        context={
            "lists": lists,
            "space": subscriber.space,
            "hours": hours,
            "url": addresses.whole_page(subscriber.space, "newsletter:confirm", token),
        },
        language=subscriber.language,
    )


def _say_already_in(subscriber: Subscriber, now: datetime) -> None:
    """Counted as a confirmation, so that nobody can fill a mailbox with these."""
    Confirmation.objects.create(
        subscriber=subscriber, token_hash=digest(secrets.token_urlsafe(32)),
        created_at=now, expires_at=now, used_at=now,
    )  # fmt: skip
    token = addresses.personal_token(subscriber)
    mail.send(
        to=subscriber.email,
        template="newsletter/mail/known",
        subject=_("Sei già iscritto alla newsletter"),
        context={
            "lists": _names(subscriber, SubscriberState.ACTIVE),
            "space": subscriber.space,
            "url": addresses.whole_page(subscriber.space, "newsletter:preferences", token),
        },
        language=subscriber.language,
    )


def _names(subscriber: Subscriber, state: str) -> list[str]:
    rows = Subscription.objects.filter(subscriber=subscriber, state=state)
    return list(rows.order_by("mailing_list__name").values_list("mailing_list__name", flat=True))


# Confirmation ------------------------------------------------------------------------------------


def find_confirmation(
    *, space: Space, token: str, now: datetime, lock: bool = False
) -> Confirmation:
    """Return what a link is about; refuse an unknown, used or expired one and say the way out."""
    rows = Confirmation.objects.select_related("subscriber__space__ente")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(token_hash=digest(token), subscriber__space=space).first()
    if found is None:
        raise Refusal(
            _(
                "Il collegamento non è completo: copialo per intero dall'e-mail o iscriviti di nuovo."
            ),
            code="link_unknown",
        )
    if found.used_at:
        raise Refusal(_("L'iscrizione è già confermata: non serve fare altro."), code="link_used")
    if found.expires_at <= now:
        raise Refusal(
            _("Il collegamento è scaduto: iscriviti di nuovo per riceverne un altro."),
            code="link_expired",
        )
    return found


@transaction.atomic
def confirm(*, space: Space, token: str, now: datetime, ip: str = "") -> Subscriber:
    """Make active everything that waits for this address; its other links are used with this one."""
    found = find_confirmation(space=space, token=token, now=now, lock=True)
    subscriber = Subscriber.objects.select_for_update(of=("self",)).get(pk=found.subscriber_id)
    waiting = Subscription.objects.filter(subscriber=subscriber, state=SubscriberState.PENDING)
    lists = [one.mailing_list for one in waiting.select_related("mailing_list")]
    waiting.update(state=SubscriberState.ACTIVE, confirmed_at=now, left_at=None, left_after=None)
    Confirmation.objects.filter(subscriber=subscriber, used_at=None).update(used_at=now)
    activate(subscriber, now)
    prove(
        subscriber, ConsentKind.CONFIRMED, lists, now, ip=ip,
        proof=_("Collegamento aperto dall'e-mail e pulsante premuto."),
    )  # fmt: skip
    _record("confirmed", _("Iscrizione confermata."), subscriber, now)
    return subscriber


def activate(subscriber: Subscriber, now: datetime) -> None:
    subscriber.state, subscriber.hard_bounces, subscriber.changed_at = (
        SubscriberState.ACTIVE,
        0,
        now,
    )
    subscriber.save(update_fields=["state", "hard_bounces", "changed_at"])


# Out ---------------------------------------------------------------------------------------------


@transaction.atomic
def leave(
    *, subscriber: Subscriber, now: datetime, list_id: int = 0, issue_id: int = 0
) -> list[str]:
    """Take an address off a list, or off all; effect at once. Returns the names left; twice is once."""
    subscriber = Subscriber.objects.select_for_update(of=("self",)).get(pk=subscriber.pk)
    rows = Subscription.objects.filter(subscriber=subscriber).exclude(
        state=SubscriberState.UNSUBSCRIBED
    )
    if list_id:
        rows = rows.filter(mailing_list=list_id)
    left = list(rows.select_related("mailing_list"))
    if not left:
        return []
    after = Issue.objects.filter(pk=issue_id, mailing_list=list_id).first() if issue_id else None
    rows.update(state=SubscriberState.UNSUBSCRIBED, left_at=now, left_after=after)
    _settle(subscriber, now)
    lists = [one.mailing_list for one in left]
    prove(subscriber, ConsentKind.WITHDRAWN, lists, now)
    _record("left", _("Disiscrizione."), subscriber, now)
    return [one.name for one in lists]


def _settle(subscriber: Subscriber, now: datetime) -> None:
    """Who is on no list any more is unsubscribed; who waits only, waits."""
    if subscriber.state not in (SubscriberState.ACTIVE, SubscriberState.PENDING):
        return
    states = set(subscriber.subscriptions.values_list("state", flat=True))
    order = (SubscriberState.ACTIVE, SubscriberState.PENDING)
    subscriber.state = next((s for s in order if s in states), SubscriberState.UNSUBSCRIBED)
    subscriber.changed_at = now
    subscriber.save(update_fields=["state", "changed_at"])


# Kept and forgotten ------------------------------------------------------------------------------


def forget_unconfirmed(*, now: datetime) -> int:
    """Delete what nobody confirmed in thirty days; returns how many addresses are gone."""
    old = now - UNCONFIRMED_LIFE
    Subscription.objects.filter(
        state=SubscriberState.PENDING, asked_at__lt=old, confirmed_at=None
    ).delete()
    gone = Subscriber.objects.filter(
        state=SubscriberState.PENDING, subscriptions=None, created_at__lt=old
    )
    count = gone.count()
    gone.delete()
    Confirmation.objects.filter(expires_at__lt=old).delete()
    return count


def _record(
    verb: str, sentence: str, subscriber: Subscriber, now: datetime, actor=ANONYMOUS
) -> None:
    """The trail is never erased: it says what happened, not whose address it was."""
    trail.record(
        f"newsletter.subscriber.{verb}",
        sentence,
        subject=subscriber,
        actor=actor,
        now=now,
        reserved=True,
    )
