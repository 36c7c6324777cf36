"""From new data to the persons who asked: the desk thanks, the notice arrives, the letter leaves."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from pico.core.access import scopes
from pico.core.jobs.models import Job
from pico.core.notices.models import Letter, Notice

from ..actions import after_load
from ..actions.following import follow
from ..actions.saved_views import save_view, send_view
from ..actions.thresholds import keep_threshold
from ..queries.crossing import crossed
from ..queries.filters import Filters
from ..terms.crossing import Cadence, Side
from . import world
from .factories import send_letters
from .test_pages import words

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
TREVISO = Filters(provinces=("TV",))
LATE_AWARD = world.award("B000000008", 19_000, date(2025, 8, 1))


@pytest.fixture
def own(lake, own_bodies):
    def make(*more):
        world.make_lake(lake.root, {"bodies": own_bodies, "awards": [*world.AWARDS, *more]})

    make()
    return make


def test_new_data_reach_who_asked(own, actors, sign_in):
    officer = actors["treviso.sua"]
    view = save_view(
        title="Lotti aggiudicati", crossing=crossed(["awarded"], "anno", TREVISO),
        scope=scopes.person(officer.person_id), actor=officer, now=NOW,
    )  # fmt: skip
    send_view(view=view, cadence=Cadence.WEEKLY, actor=officer, now=NOW)
    keep_threshold(
        indicator="awarded", filters=TREVISO, side=Side.ABOVE, value=Decimal(9), actor=officer,
        now=NOW,
    )  # fmt: skip
    follow(now=NOW)
    assert not Notice.objects.filter(kind="observatory.threshold.crossed").exists()

    own(LATE_AWARD)
    for _again in range(2):  # a job may run twice
        follow(now=NOW)
    notice = Notice.objects.get(kind="observatory.threshold.crossed")
    assert (notice.person_id, notice.title) == (officer.person_id, "Lotti aggiudicati: 9")
    assert "indicatore=awarded" in notice.url

    assert send_letters(NOW + timedelta(days=7)) == 1
    assert "2025\n  Lotti aggiudicati: 1" in Letter.objects.get().text

    client = sign_in("treviso.sua")
    assert "oltre la soglia" in words(client.get("/dati/soglie/"))
    desk = words(client.get("/dati/qualita/"))
    assert "CIG senza esito 1 11" in desk
    assert "1 record in meno da correggere" in desk
    listed = words(client.get("/dati/qualita/senza-esito/"))
    assert "Dove si corregge" in listed
    assert "B000000010" in listed
    assert "B000000008" not in listed


def test_after_each_refresh_it_is_asked_for_once_while_it_waits(enti, own, monkeypatch):
    monkeypatch.setattr(after_load.building, "publish", lambda _lake: {})
    for _again in range(2):
        after_load.refresh(now=NOW)
    assert Job.objects.filter(name__endswith="tasks.follow_data").count() == 1
