"""A site lets its content reach others."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.portal.pages.models import ContentPage
from pico.portal.sites.queries import space_of_page

from .. import queries
from ..models import Sharing
from ..permissions import SharingPermission
from ..terms import SHAREABLE, Reach
from .spreading import spread


@transaction.atomic
def share(
    *, page: ContentPage, reach: Reach, spaces: Iterable[Space] = (), actor, now: datetime
) -> Sharing:
    """Say how far a content reaches: at once if it is published, else from its publication on.

    Refuses a content that only some may read, and Provinces that are not below the site.
    """
    space = space_of_page(page)
    actor.require(SharingPermission.SHARE, space)
    reach, chosen = Reach(reach), list(spaces)
    refuse_unshareable(scope=page.scope, reach=reach, spaces=chosen, space=space)
    sharing, _is_new = Sharing.objects.select_for_update().get_or_create(page_id=page.pk)
    before = sharing.get_reach_display()
    sharing.reach = reach
    sharing.save(update_fields=["reach"])
    sharing.spaces.set(chosen if reach == Reach.PROVINCES else [])
    spread(page=page)
    trail.record(
        "portal.content.shared",
        _said(reach, len(chosen)),
        subject=page,
        actor=actor,
        now=now,
        changes={_("Condividi con"): [before, sharing.get_reach_display()]},
    )
    return sharing


def _said(reach: Reach, count: int) -> str:
    if reach != Reach.PROVINCES:
        return _("Condiviso con: %(reach)s.") % {"reach": reach.label}
    said = ngettext("Condiviso con %(n)d Provincia.", "Condiviso con %(n)d Province.", count)
    return said % {"n": count}


def refuse_unshareable(*, scope: str, reach: Reach, spaces: Iterable[Space], space: Space) -> None:
    """Refuse to share what only some may read, with nobody, or with Provinces that are not below."""
    if reach == Reach.SITE:
        return
    if scope not in SHAREABLE:
        raise Refusal(
            _(
                "Questo contenuto è riservato ad alcuni lettori: per condividerlo porta «Chi lo vede?» "
                "a Pubblico, a Tutti gli utenti Pi.Co. o al Sistema delle Province."
            ),
            code="reserved",
        )
    if reach != Reach.PROVINCES:
        return
    chosen = list(spaces)
    if not chosen:
        raise Refusal(_("Scegli almeno una Provincia con cui condividere."), code="no_province")
    below = set(queries.provinces_below(space).values_list("pk", flat=True))
    if {one.pk for one in chosen} - below:
        raise Refusal(
            _("Puoi condividere solo con le Province del tuo territorio: togli le altre."),
            code="not_below",
        )
