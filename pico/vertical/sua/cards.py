"""What the SUA says on a home page: one card per noun."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.modules.cards import Card

from .permissions import TenderPermission
from .queries import tenders as queries


def tenders(request) -> Card | None:
    """How many tenders go on; for everybody the way to the notices."""
    actor = request.actor
    if not actor.can(TenderPermission.LIST):
        return Card(
            title=_("Bandi e avvisi"), text=_("gare della Stazione Unica Appaltante"),
            url=reverse("sua:notices"), icon="it-pa", is_public=True,
        )  # fmt: skip
    found = queries.counts(actor)
    if not found["open"]:
        return None
    text = _("gare in corso")
    if found["hand_overs"]:
        text = _("gare in corso, %(count)d lotti da prendere in carico") % {
            "count": found["hand_overs"]
        }
    return Card(
        title=_("Gare"), text=text, url=reverse("sua:tenders"), icon="it-list",
        number=found["open"],
    )  # fmt: skip
