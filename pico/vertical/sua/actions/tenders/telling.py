"""What happened in a tender: trail, announcement and a line of its timeline, in one call."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal

from ...models import Lot, Tender, TenderEvent
from ...permissions import TenderPermission
from ...terms.tenders import EventKind, TenderState, Visibility


def happened(
    tender: Tender,
    words: str,
    *,
    kind: str,
    actor: Actor,
    now: datetime,
    lot: Lot | None = None,
    visibility: str = Visibility.BODY,
) -> TenderEvent:
    """Add a line to the timeline of a tender."""
    Tender.objects.filter(pk=tender.pk).update(changed_at=now)
    return TenderEvent.objects.create(
        tender=tender, lot=lot, kind=kind, at=now, words=str(words)[:500],
        author_id=actor.person_id, visibility=visibility,
    )  # fmt: skip


def noted(
    name: str,
    words: str,
    *,
    tender: Tender,
    kind: str,
    actor: Actor,
    now: datetime,
    lot: Lot | None = None,
    visibility: str = Visibility.BODY,
    **data,
) -> None:
    """Write the audit line `sua.tender.<name>`, announce it, add it to the timeline."""
    trail.record(
        f"sua.tender.{name}", words, subject=tender, actor=actor, now=now, reserved=True, **data
    )
    announce(f"sua.tender.{name}", subject=tender, actor=actor)
    happened(tender, words, kind=kind, actor=actor, now=now, lot=lot, visibility=visibility)


def locked(tender: Tender) -> Tender:
    """The tender as it is now, held until the transaction ends."""
    return Tender.objects.select_for_update(of=("self",)).get(pk=tender.pk)


def refuse_if_over(tender: Tender) -> None:
    """What is revoked or cancelled changes no more."""
    if tender.state in (TenderState.REVOKED, TenderState.CANCELLED):
        raise Refusal(
            _("La gara è finita («%(state)s»): non si cambia più.") % {"state": tender.state_label},
            code="tender_is_over",
        )


@transaction.atomic
def add_note(
    *, tender: Tender, words: str, visibility: str, actor: Actor, now: datetime
) -> TenderEvent:
    """Write a line by hand in the timeline, for those of a level."""
    actor.require(TenderPermission.RUN, tender)
    if not words.strip():
        raise Refusal(_("Scrivi l'annotazione."), code="text_missing")
    return happened(
        tender, words.strip(), kind=EventKind.NOTE, actor=actor, now=now, visibility=visibility
    )


def tell_places(tender: Tender, actor: Actor) -> None:
    """Have the search look at each ente of a tender anew: each finds it in its own scope."""
    for place in tender.places.all():
        announce("sua.place.changed", subject=place, actor=actor)
