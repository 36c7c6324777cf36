"""What one chooses for oneself: from the link of a mail, or as a registered user."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal

from ..models import MailingList, Subscriber, Subscription
from ..terms import ConsentKind, SubscriberState
from ..topics import known
from .subscribing import activate, leave, prove


@transaction.atomic
def set_preferences(
    *,
    subscriber: Subscriber,
    lists: Iterable[MailingList],
    topics: Iterable[str] = (),
    now: datetime,
    first_name: str = "",
    last_name: str = "",
) -> None:
    """Keep what the owner of the address chose on his page: lists off at once, new ones active.

    The page opens from a link that only his mailbox has: a second confirmation would prove nothing.
    """
    subscriber = Subscriber.objects.select_for_update(of=("self",)).get(pk=subscriber.pk)
    if subscriber.state == SubscriberState.ERASED:
        raise Refusal(_("Questo indirizzo è stato cancellato: iscriviti di nuovo."), code="erased")
    subscriber.topics = known(topics)
    subscriber.first_name, subscriber.last_name = first_name.strip(), last_name.strip()
    subscriber.changed_at = now
    subscriber.save(update_fields=["topics", "first_name", "last_name", "changed_at"])
    wanted = {one.pk: one for one in lists}
    gone = subscriber.subscriptions.exclude(mailing_list__in=wanted).filter(
        state__in=(SubscriberState.ACTIVE, SubscriberState.PENDING)
    )
    for one in gone:
        leave(subscriber=subscriber, list_id=one.mailing_list_id, now=now)
    proof = _("Scelta dalla pagina delle preferenze, aperta da un'e-mail ricevuta.")
    _join(subscriber, list(wanted.values()), ConsentKind.CONFIRMED, proof, now)


def _join(subscriber, lists: list[MailingList], kind: str, proof: str, now: datetime) -> None:
    """Make lists active for who has already proved to own the address."""
    active = set(
        subscriber.subscriptions.filter(state=SubscriberState.ACTIVE).values_list(
            "mailing_list", flat=True
        )
    )
    if subscriber.state == SubscriberState.BOUNCED:
        active = set()
    new = [one for one in lists if one.pk not in active]
    if not new:
        return
    for one in new:
        Subscription.objects.update_or_create(
            subscriber=subscriber,
            mailing_list=one,
            defaults={
                "state": SubscriberState.ACTIVE,
                "confirmed_at": now,
                "left_at": None,
                "left_after": None,
            },
            create_defaults={"state": SubscriberState.ACTIVE, "asked_at": now, "confirmed_at": now},
        )
    subscriber.refresh_from_db(fields=["state"])
    activate(subscriber, now)
    prove(subscriber, kind, new, now, proof=proof)


@transaction.atomic
def choose_for_person(
    *,
    person,
    lists: Iterable[MailingList],
    topics: Iterable[str] = (),
    consents: bool,
    actor,
    now: datetime,
) -> None:
    """Keep a registered user's choice, in every space at once; new lists need his explicit consent.

    His address was proved when he registered, so no second mail is sent.
    """
    if actor.person_id != person.pk:
        raise Refusal(_("Ognuno sceglie solo per sé."), code="not_permitted")
    wanted = list(lists)
    already = set(
        Subscription.objects.filter(
            subscriber__person=person, state=SubscriberState.ACTIVE
        ).values_list("mailing_list", flat=True)
    )
    new = [one for one in wanted if one.pk not in already]
    if new and not consents:
        raise Refusal(
            _("Per iscriverti serve il consenso: spunta la casella sotto l'elenco."),
            code="no_consent",
        )
    for space_id in {one.space_id for one in new}:
        mine = [one for one in new if one.space_id == space_id]
        subscriber = _of_person(person, mine[0].space, now)
        _join(subscriber, mine, ConsentKind.PROFILE, _("Scelta dal profilo, con accesso."), now)
    kept = {one.pk for one in wanted}
    for subscriber in Subscriber.objects.filter(person=person).select_for_update():
        for pk in already - kept:
            leave(subscriber=subscriber, list_id=pk, now=now)
    Subscriber.objects.filter(person=person).update(topics=known(topics), changed_at=now)


def _of_person(person, space: Space, now: datetime) -> Subscriber:
    subscriber, _is_new = Subscriber.objects.get_or_create(
        space=space,
        email=person.email.lower(),
        defaults={"created_at": now, "language": person.language},
    )
    subscriber.person = person
    subscriber.first_name = subscriber.first_name or person.first_name[:80]
    subscriber.last_name = subscriber.last_name or person.last_name[:80]
    subscriber.save(update_fields=["person", "first_name", "last_name"])
    return subscriber
