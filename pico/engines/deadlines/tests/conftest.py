"""A rule, an object, a term that runs."""

from datetime import UTC, datetime

import pytest

from pico.core.testing import cast

from .. import actions
from ..reckoning import Alert, Rule
from ..terms import Roll, Unit

# Monday 2 March 2026, ten in the morning in Italy.
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
LADDER = (Alert(days=-7), Alert(days=-1, task=True), Alert(days=1))
THIRTY_DAYS = Rule(
    "sua.istruttoria",
    "Istruttoria",
    "art. 2, L. 241/1990",
    Unit.DAYS,
    30,
    "ricevimento della richiesta",
    roll=Roll.WORKING,
    alerts=LADDER,
)
EIGHT_HOURS = Rule(
    "helpdesk.soluzione",
    "Soluzione",
    "convenzione",
    Unit.MINUTES,
    480,
    alerts=(Alert(percent=75), Alert(percent=100, to="NOBODY"), Alert(percent=150, to="NOBODY")),
)


@pytest.fixture
def start(enti, people, actors):
    """Start a term of the Province of Treviso, in the charge of an officer of its SUA."""

    def started(rule=THIRTY_DAYS, *, owner=cast.TREVISO, title="Palestra di Conegliano", **more):
        values = {
            "subject": enti[cast.COMUNE_1],
            "url": "/treviso/sua/1/",
            "person": people["treviso.sua"],
            "actor": actors["treviso.sua"],
            "now": START,
            **more,
        }
        return actions.start_term(rule=rule, title=title, owner=enti[owner], **values)

    return started
