"""A few weeks of readers in the demo: visits and judgements that one may believe."""

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from pico.portal.sites.models import SpaceSite

from . import actions
from .models import Rating, Visits
from .terms import reasons_of

COMMENTS = {
    5: ("Ho trovato subito il modulo da scaricare.", ""),
    4: ("Chiaro, manca solo il numero di telefono dell'ufficio.", ""),
    3: ("Le date si leggono male dal telefono.", ""),
    2: ("Non ho capito a quale ufficio rivolgermi.", ""),
    1: ("Il documento allegato non si apre.", ""),
}
DAYS = 50


def furnish(now: datetime) -> None:
    """Give visits and judgements to a few sites; run again, it adds nothing."""
    if Visits.objects.exists():
        return
    chance = Random(7)
    sites = SpaceSite.objects.filter(space__slug__in=["", "veneto", "treviso", "brescia"])
    for site in sites.select_related("space", "site__root_page"):
        pages = list(site.site.root_page.get_descendants(inclusive=True).live()[:40])
        _visit(site, pages, now, chance)
        for _ in range(24):
            _rate(site, chance.choice(pages), now, chance)


def _visit(site: SpaceSite, pages: list, now: datetime, chance: Random) -> None:
    today = timezone.localdate(now)
    read = pages[: max(1, len(pages) * 3 // 4)]  # the others nobody opens
    actions.add_visits(
        counted={
            (site.space_id, page.pk, today - timedelta(days=day)): chance.randint(
                1, 90 // (1 + place)
            )
            for place, page in enumerate(read)
            for day in range(DAYS)
            if 90 // (1 + place) >= 1
        }
    )


def _rate(site: SpaceSite, page, now: datetime, chance: Random) -> Rating:
    score = chance.choices((5, 4, 3, 2, 1), weights=(8, 7, 4, 3, 1))[0]
    return actions.rate_page(
        space=site.space,
        page=page,
        path=f"/{page.url_path.split('/', 2)[2]}",
        score=score,
        reason=chance.choice(reasons_of(score)),
        comment=chance.choice(COMMENTS[score]),
        now=now - timedelta(days=chance.randrange(DAYS)),
    )
