"""What the Help Desk says on a home page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.modules.cards import Card

from .permissions import HelpdeskPermission
from .queries import desk as desk_queries
from .queries import tickets as queries
from .queries.routing import in_fallback


def tickets(request) -> Card | None:
    """For an operator how many wait for somebody, for others how many of theirs have news."""
    actor = request.actor
    if not actor.is_known:
        return Card(
            title=_("Assistenza"), text=_("risposte pronte e aiuto per accedere"),
            url=reverse("helpdesk:home"), icon="it-help-circle", is_public=True,
        )  # fmt: skip
    if actor.can(HelpdeskPermission.SEE_DESK):
        number = desk_queries.counts(actor, timezone.now())["unassigned"]
        text = ngettext("richiesta non assegnata", "richieste non assegnate", number)
        return Card(
            title=_("Assistenza"), text=text, url=reverse("helpdesk:unassigned"),
            icon="it-help-circle", number=number,
        )  # fmt: skip
    number = queries.unread_count(actor)
    text = ngettext("mia richiesta con novità", "mie richieste con novità", number)
    return Card(
        title=_("Assistenza"), text=text, url=reverse("helpdesk:mine"), icon="it-help-circle",
        number=number,
    )  # fmt: skip


def unrouted(request) -> Card | None:
    """For the supervisor, what no rule matched and nobody has taken; nothing while there is none."""
    if not request.actor.can(HelpdeskPermission.ROUTE) or not (number := in_fallback()):
        return None
    return Card(
        title=_("Instradamento"),
        text=ngettext(
            "richiesta senza una regola, nella coda di riserva",
            "richieste senza una regola, nella coda di riserva",
            number,
        ),
        url=reverse("helpdesk:rules"),
        icon="it-restore",
        number=number,
    )
