"""All that an installation of the Help Desk begins with; made again, nothing changes."""

from datetime import datetime

from django.db import transaction

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.enti.terms import EnteKind

from . import catalogue, rules


@transaction.atomic
def furnish_helpdesk(*, actor: Actor, now: datetime) -> int | None:
    """Make the categories, the queues of UPI and of the enti that have a space, the rules.

    Returns how many are new, None where the registry of the enti has no UPI yet.
    """
    upi = Ente.objects.filter(kind=EnteKind.UPI, valid_to=None).first()
    if upi is None:
        return None
    made = catalogue.furnish_categories()
    made += catalogue.furnish_queues(upi=upi, actor=actor, now=now)
    for ente in Ente.objects.filter(space__isnull=False, valid_to=None).exclude(pk=upi.pk):
        made += catalogue.furnish_queues_of(ente=ente, actor=actor, now=now)
    return made + rules.furnish_rules(actor=actor, now=now)
