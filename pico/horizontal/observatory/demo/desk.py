"""What the persons of the demo keep of the data: views, a letter, a threshold, goals."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from pico.core.access import scopes
from pico.core.access.actor import SYSTEM, Actor
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person

from ..actions.agenda import set_goal
from ..actions.quality import take_snapshot
from ..actions.saved_views import save_view, send_view
from ..actions.thresholds import keep_threshold
from ..models import SavedView
from ..queries.crossing import crossed
from ..queries.filters import Filters
from ..queries.places import bodies
from ..terms.agenda import Call
from ..terms.crossing import Cadence, Side

TREVISO = Filters(provinces=("TV",))
GOALS = ((Call.CITIZEN, 80), (Call.NOTICES, 60))


# The file that came twice, so that the desk has somebody to thank: without some rows a month ago.
GROWN, AGO, EVERY = "anac_aggiudicazioni", timedelta(days=30), 9


def as_it_was(path: Path) -> Path:
    """The same file of a month before: in a folder beside it, without every ninth row."""
    header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    before = path.parent / "prima" / path.name
    before.parent.mkdir(exist_ok=True)
    kept = (row for at, row in enumerate(rows) if at % EVERY)
    before.write_text("".join((header, *kept)), encoding="utf-8")
    return before


def furnish(now: datetime) -> None:
    """Write it once, where the persons and the Provinces of the demo are."""
    take_snapshot(actor=SYSTEM, now=now)
    manager, officer = (_actor(name, now) for name in ("treviso.admin", "treviso.sua"))
    if manager is None or officer is None or manager.ente_id not in bodies():
        return
    if SavedView.objects.exists():
        return
    _views(officer, now)
    keep_threshold(
        indicator="direct_share", filters=TREVISO, side=Side.ABOVE, value=Decimal(60),
        actor=officer, now=now,
    )  # fmt: skip
    for call, target in GOALS:
        set_goal(
            call=call, target=target, due_on=date(now.year + 1, 6, 30),
            note="Con gli sportelli digitali aperti ai Comuni più piccoli.", actor=manager, now=now,
        )  # fmt: skip


def _views(officer: Actor, now: datetime) -> None:
    shared = scopes.ente(officer.ente_id or 0)
    ours = crossed(["lots", "amount"], "anno", TREVISO)
    region = crossed(["direct_share", "direct_amount_share"], "provincia", Filters(region="05"))
    for title, crossing in (
        ("Le nostre gare, anno per anno", ours),
        ("Affidamenti diretti in Veneto", region),
    ):
        if crossing:
            save_view(title=title, crossing=crossing, scope=shared, actor=officer, now=now)
    send_view(
        view=SavedView.objects.earliest("pk"), cadence=Cadence.MONTHLY, actor=officer, now=now
    )


def _actor(username: str, now: datetime) -> Actor | None:
    person = Person.objects.filter(username=username).first()
    places = working_memberships(person, today=timezone.localdate(now)) if person else None
    place = places.first() if places is not None else None
    return actor_for(person, place) if person and place else None
