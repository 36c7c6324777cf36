"""The sites of the demo: all of them from the template, a few with believable contents."""

from datetime import datetime

from pico.core.access.actor import SYSTEM
from pico.core.enti.queries import ente_by_key
from pico.core.testing import cast
from pico.portal.sites.models import SpaceSite
from pico.portal.sites.queries import spaces_without_site

from ..actions.sites import make_site
from ..models import NewsPage
from .brescia import BRESCIA
from .treviso import TREVISO
from .upi import UPI
from .veneto import VENETO
from .writing import Desk

CONTENTS = (
    (cast.UPI, UPI),
    (cast.UPI_VENETO, VENETO),
    (cast.TREVISO, TREVISO),
    (cast.BRESCIA, BRESCIA),
)


def furnish(now: datetime) -> None:
    """Make the sites that are missing and write on four of them; run again, it adds nothing."""
    for space in spaces_without_site():
        make_site(space=space, actor=SYSTEM, now=now)
    for key, contents in CONTENTS:
        site = SpaceSite.objects.filter(space__ente=ente_by_key(key)).first()
        if site is None or NewsPage.objects.descendant_of(site.site.root_page).exists():
            continue
        desk = Desk(site, now)
        for write in contents:
            write(desk)
