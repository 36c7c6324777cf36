"""Objects of any module are linked to a discussion or to a network."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.search import queries as search

from ..models import Discussion, Link, Network
from ..permissions import CommunityPermission
from ..queries.linking import links_of, start_of
from ..terms import MOST_LINKS


@transaction.atomic
def link_object(
    *,
    whole: Discussion | Network,
    subject: tuple[str, str],
    space: Space,
    actor: Actor,
    now: datetime,
) -> Link:
    """Point from a discussion or a network to an object (type, key); the same one twice is one link.

    Refuses who may not, an object that the actor does not find here, itself, and too many.
    """
    _require(whole, actor)
    if subject not in search.cards([subject], actor=actor, space=space):
        raise Refusal(_("Non lo trovo più: cercalo di nuovo."), code="not_found")
    if subject == (whole._meta.label_lower, str(whole.pk)):
        raise Refusal(_("È la stessa pagina: scegli un altro oggetto."), code="itself")
    type(whole).objects.select_for_update().get(pk=whole.pk)
    held = links_of(whole)
    if held.count() >= MOST_LINKS:
        raise Refusal(
            _("I collegamenti sono già %(most)d: togline uno.") % {"most": MOST_LINKS},
            code="too_many_links",
        )
    made, is_new = Link.objects.get_or_create(
        **start_of(whole), subject_type=subject[0], subject_id=subject[1],
        defaults={"by_id": actor.person_id, "at": now},
    )  # fmt: skip
    if is_new:
        _tell(whole, "linked", _("Collegato un oggetto."), actor, now)
    return made


@transaction.atomic
def unlink_object(*, whole: Discussion | Network, link: Link, actor: Actor, now: datetime) -> None:
    """Take a link away; the object stays. Refuses who may not."""
    _require(whole, actor)
    if links_of(whole).filter(pk=link.pk).delete()[0]:
        _tell(whole, "unlinked", _("Tolto un collegamento."), actor, now)


def _require(whole: Discussion | Network, actor: Actor) -> None:
    if isinstance(whole, Network):
        actor.require(CommunityPermission.ANIMATE_NETWORK, whole)
        if not whole.is_open:
            raise Refusal(_("La rete è chiusa: non si aggiunge più nulla."), code="network_closed")
        return
    actor.require(CommunityPermission.LINK, whole)


def _tell(whole: Discussion | Network, event: str, sentence: str, actor: Actor, now) -> None:
    """The line does not name the object: not everybody who reads the line may read it."""
    if isinstance(whole, Discussion):
        Discussion.objects.filter(pk=whole.pk).update(link_count=links_of(whole).count())
    closed = scopes.level_of(whole.scope) in (scopes.Level.NETWORK, scopes.Level.GROUP)
    name = f"community.{whole._meta.model_name}.{event}"
    trail.record(name, sentence, subject=whole, actor=actor, now=now, reserved=closed)
    announce(name, subject=whole, actor=actor)
