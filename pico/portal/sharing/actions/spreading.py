"""Write where a published content stands besides its own site. Derived: no line in the trail."""

from django.db import transaction

from pico.portal.pages.models import ContentPage, Placement

from .. import queries
from ..models import Reception
from ..terms import SHAREABLE

FOLLOWED = (
    "origin",
    "kind",
    "language",
    "scope",
    "shown_on",
    "ends_on",
    "is_hidden",
    "introduction",
)


@transaction.atomic
def spread(*, page: ContentPage) -> None:
    """Place a content on the sites it reaches, in the same few statements for one site or a hundred.

    What a site decided about it (hidden, own date, own introduction) is kept; what it does not reach
    any more is taken away. A content that is not published stands nowhere.
    """
    others = Placement.objects.filter(page_id=page.pk, is_origin=False)
    own = Placement.objects.filter(page_id=page.pk, is_origin=True).first()
    if own is None or own.scope not in SHAREABLE:
        others.delete()
        return
    reached = queries.reached_by(page.pk, own.space_id)
    others.exclude(space__in=reached).delete()
    choices = {one.space_id: one for one in Reception.objects.filter(page_id=page.pk)}
    rows = [_row(own, space, choices.get(space)) for space in sorted(reached)]
    Placement.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["space", "page"], update_fields=FOLLOWED
    )


def _row(own: Placement, space_id: int, choice: Reception | None) -> Placement:
    return Placement(
        space_id=space_id,
        page_id=own.page_id,
        origin_id=own.space_id,
        is_origin=False,
        kind=own.kind,
        language=own.language,
        scope=own.scope,
        shown_on=(choice and choice.shown_on) or own.shown_on,
        ends_on=own.ends_on,
        is_hidden=bool(choice and choice.is_hidden),
        introduction=choice.introduction if choice else "",
    )
