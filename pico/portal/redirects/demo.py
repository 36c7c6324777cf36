"""The demonstration: addresses of the site that Treviso had before."""

from datetime import datetime

from pico.core.access.actor import SYSTEM
from pico.core.enti.models import Space
from pico.portal.sites.queries import site_of

from . import actions, queries

BEFORE = """indirizzo vecchio;indirizzo nuovo
/html/novita/comunicati.php;/novita
/Engine/RAServePG.php/P/viabilita;/servizi
/calendario-manifestazioni;/eventi
"""


def furnish(now: datetime) -> None:
    """Bring the room to life; run again, it adds nothing. An address that leads nowhere is passed over."""
    space = Space.objects.filter(slug="treviso").first()
    if space is None or site_of(space) is None or queries.redirects(space).exists():
        return
    actions.import_redirects(space=space, content=BEFORE.encode(), actor=SYSTEM, now=now)
