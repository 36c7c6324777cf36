"""Saints and days of rest of the cast's enti; the terms are brought by the modules."""

from datetime import date, datetime

from pico.core.access.actor import SYSTEM
from pico.core.enti.queries import ente_by_key
from pico.core.testing import cast

from . import actions
from .models import Holiday, PatronSaint

SAINTS = (
    (cast.UPI, "Santi Pietro e Paolo", 6, 29, "Patroni di Roma, D.P.R. 792/1985"),
    (cast.TREVISO, "San Liberale", 4, 27, "Calendario del Comune di Treviso"),
    (cast.BRESCIA, "Santi Faustino e Giovita", 2, 15, "Calendario del Comune di Brescia"),
)
CLOSED = (
    (cast.TREVISO, date(2026, 12, 7), "Chiusura degli uffici", "Decreto del Presidente n. 118/2026"),
    (cast.TREVISO, date(2026, 12, 24), "Chiusura degli uffici", "Decreto del Presidente n. 118/2026"),
)  # fmt: skip


def furnish(now: datetime) -> None:
    """Give the calendars their local days; run again, it adds nothing."""
    for key, name, month, day, source in SAINTS:
        ente = ente_by_key(key)
        if not PatronSaint.objects.filter(ente=ente).exists():
            actions.change_patron_saint(
                ente=ente, name=name, month=month, day=day, source=source, actor=SYSTEM, now=now
            )
    for key, day, name, source in CLOSED:
        ente = ente_by_key(key)
        if not Holiday.objects.filter(ente=ente, day=day).exists():
            actions.add_holiday(ente=ente, day=day, name=name, source=source, actor=SYSTEM, now=now)
