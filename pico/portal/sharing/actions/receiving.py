"""A site decides what it makes of what it receives."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.portal.pages.models import ContentPage, Placement

from ..models import Reception
from ..permissions import SharingPermission
from .spreading import spread


@transaction.atomic
def receive(
    *,
    placement: Placement,
    is_hidden: bool,
    shown_on: datetime | None,
    introduction: str,
    actor,
    now: datetime,
) -> Reception:
    """Hide a received content, or give it a date and an introduction of one's own; it is never edited."""
    actor.require(SharingPermission.RECEIVE, placement.space)
    _refuse_own(placement)
    reception, _is_new = Reception.objects.update_or_create(
        space_id=placement.space_id,
        page_id=placement.page_id,
        defaults={
            "is_hidden": is_hidden,
            "shown_on": shown_on,
            "introduction": introduction.strip(),
        },
    )
    spread(page=placement.page)
    trail.record(
        "portal.content.received",
        _("Contenuto ricevuto «%(title)s»: nascosto.") % {"title": placement.page.title}
        if is_hidden
        else _("Contenuto ricevuto «%(title)s»: mostrato.") % {"title": placement.page.title},
        subject=reception,
        actor=actor,
        now=now,
    )
    return reception


@transaction.atomic
def hide_many(
    *, space: Space, placements: Iterable[Placement], is_hidden: bool, actor, now: datetime
) -> int:
    """Hide, or show again, several received contents at once; what is not received is passed over."""
    actor.require(SharingPermission.RECEIVE, space)
    keys = [one.pk for one in placements]
    rows = Placement.objects.filter(pk__in=keys, space=space, is_origin=False)
    pages = list(rows.values_list("page", flat=True))
    Reception.objects.bulk_create(
        [Reception(space=space, page_id=page, is_hidden=is_hidden) for page in pages],
        update_conflicts=True,
        unique_fields=["space", "page"],
        update_fields=["is_hidden"],
    )
    rows.update(is_hidden=is_hidden)
    if pages:
        titles = list(ContentPage.objects.filter(pk__in=pages).values_list("title", flat=True))
        said = (
            ngettext("Ha nascosto %(n)d contenuto.", "Ha nascosto %(n)d contenuti.", len(pages))
            if is_hidden
            else ngettext(
                "Ha mostrato %(n)d contenuto.", "Ha mostrato %(n)d contenuti.", len(pages)
            )
        )
        trail.record(
            "portal.content.hidden" if is_hidden else "portal.content.shown",
            said % {"n": len(pages)},
            subject=space,
            actor=actor,
            now=now,
            titles=titles,
        )
    return len(pages)


def _refuse_own(placement: Placement) -> None:
    if placement.is_origin:
        raise Refusal(
            _("Questo contenuto è del tuo sito: modificalo nella redazione."), code="own_content"
        )
