"""The right to be forgotten, and addresses taken off by an administrator."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import ANONYMOUS
from pico.core.audit import trail

from ..models import Subscriber
from ..permissions import NewsletterPermission
from ..terms import SubscriberState


@transaction.atomic
def erase(*, subscriber: Subscriber, now: datetime, actor=None) -> None:
    """Erase everything held on an address (GDPR art. 17); the numbers of sent issues stay true.

    Without an actor the owner of the address asks, by his own link. The row that remains names
    nobody and its links are dead.
    """
    if actor is not None:
        actor.require(NewsletterPermission.SEE_SUBSCRIBERS, subscriber)
    locked = Subscriber.objects.select_for_update(of=("self",)).get(pk=subscriber.pk)
    if locked.state == SubscriberState.ERASED:
        return
    locked.subscriptions.all().delete()
    locked.consents.all().delete()
    locked.confirmations.all().delete()
    locked.deliveries.update(answer="")
    locked.email = f"{locked.pk}@cancellato.invalid"
    locked.first_name = locked.last_name = locked.role = ""
    locked.ente = locked.person = None
    locked.topics, locked.key, locked.changed_at = [], uuid4(), now
    locked.state = SubscriberState.ERASED
    locked.save()
    trail.record(
        "newsletter.subscriber.erased",
        _("Dati di un iscritto cancellati su richiesta."),
        subject=locked,
        actor=actor or ANONYMOUS,
        now=now,
        reserved=True,
    )
