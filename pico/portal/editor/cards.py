"""The card of the editorial office on the desk of who edits this space."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.modules.cards import Card
from pico.portal.sites.grants import may_edit

from . import queries


def office(request) -> Card | None:
    """How many drafts one left; nothing for who does not edit here."""
    if not may_edit(request.actor, request.space) or not request.site_of_space:
        return None
    number = queries.drafts(request.site_of_space, request.actor.person_id).count()
    return Card(
        title=_("Redazione"),
        text=ngettext("bozza da finire", "bozze da finire", number),
        url=reverse("editor:home"),
        number=number,
        icon="it-pencil",
    )
