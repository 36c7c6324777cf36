"""The hours of a queue: changed by who answers for it, with the effect told before."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from pico.core.announcements.models import Announcement
from pico.core.foundation.errors import Refusal
from pico.engines.deadlines import actions as deadlines
from pico.engines.deadlines.models import DeskClosure, Term
from pico.engines.deadlines.reckoning.calendars import ROME

from ..actions import hours as actions
from ..actions.service_levels import follow
from ..forms.hours import HoursForm
from ..listeners.service_levels import calendar_changed
from ..models import QueueHours
from ..queries import hours as queries
from .factories import NOW, make_ticket

MORNINGS = [[["09:00", "13:00"]]] * 5 + [[], []]
WEEK = {f"day_{n}": "9-13" for n in range(5)}


def rome(*when: int) -> datetime:
    return datetime(*when, tzinfo=ROME)


@pytest.fixture
def queue(desk):
    return desk["treviso:SUA"]


@pytest.fixture
def ticket(queue, people):
    """Opened on Tuesday 10 March at 10: eight hours for the reply, five days for the solution."""
    found = make_ticket(queue, people["comune1.rup"], opened_at=NOW)
    follow(ticket=found, now=NOW)
    return found


def page(queue, path: str = "") -> str:
    return f"/treviso/assistenza/code/{queue.pk}/orario/{path}"


def due(ticket) -> datetime:
    ticket.refresh_from_db()
    return ticket.first_reply_due_at


def test_shorter_hours_move_the_running_terms(queue, ticket, actors):
    assert due(ticket) == rome(2026, 3, 11, 10)
    actions.change_hours(queue=queue, hours=MORNINGS, actor=actors["treviso.admin"], now=NOW)
    assert actions.follow_queue(queue_id=queue.pk, now=NOW) == 1
    assert due(ticket) == rome(2026, 3, 12, 10)
    actions.take_office_hours(queue=queue, actor=actors["treviso.admin"], now=NOW)
    actions.follow_queue(queue_id=queue.pk, now=NOW)
    assert due(ticket) == rome(2026, 3, 11, 10)


def test_hours_changed_again_reach_the_lists_by_the_recalculation(
    queue, ticket, actors, django_capture_on_commit_callbacks
):
    actions.change_hours(queue=queue, hours=MORNINGS, actor=actors["treviso.admin"], now=NOW)
    actions.follow_queue(queue_id=queue.pk, now=NOW)
    longer = [[["08:00", "20:00"]]] * 5 + [[], []]
    actions.change_hours(queue=queue, hours=longer, actor=actors["treviso.admin"], now=NOW)
    seen, moved = deadlines.recalculate(now=NOW, desk_id=QueueHours.objects.get().desk_id)
    assert (seen, moved) == (2, 2)
    calendar_changed(Announcement.objects.get(name="deadlines.terms.recalculated"))
    assert due(ticket) == rome(2026, 3, 10, 18)
    assert due(ticket) == Term.objects.get(key="helpdesk.first_reply").due_at


def test_a_day_of_closing_counts_for_that_queue_alone(queue, desk, ticket, people, actors):
    other = make_ticket(desk["treviso:SIT"], people["comune1.rup"], opened_at=NOW)
    follow(ticket=other, now=NOW)
    actor, wednesday = actors["treviso.admin"], date(2026, 3, 11)
    closure = actions.close_queue_on(
        queue=queue, day=wednesday, name="Formazione", actor=actor, now=NOW
    )
    for one in (queue, other.queue):
        actions.follow_queue(queue_id=one.pk, now=NOW)
    assert due(ticket) == rome(2026, 3, 12, 10)
    assert due(other) == rome(2026, 3, 11, 10)
    with pytest.raises(Refusal) as refused:
        actions.close_queue_on(queue=queue, day=wednesday, name="x", actor=actor, now=NOW)
    assert refused.value.code == "closed_already"
    actions.open_queue_on(queue=queue, closure=closure, actor=actor, now=NOW)
    deadlines.recalculate(now=NOW, desk_id=QueueHours.objects.get().desk_id)
    assert Term.objects.get(key="helpdesk.first_reply", subject_id=ticket.pk).due_at == rome(
        2026, 3, 11, 10
    )


def test_the_forecast_is_what_then_happens(queue, ticket, actors):
    told = queries.forecast(queue, queries.with_hours(queue, MORNINGS))
    assert (told.looked_at, told.moved) == (2, 2)
    number, _subject, shift = told.first[0]
    assert (number, shift.before) == (ticket.number, rome(2026, 3, 11, 10))
    assert due(ticket) == shift.before, "a forecast changes nothing"
    actions.change_hours(queue=queue, hours=MORNINGS, actor=actors["treviso.admin"], now=NOW)
    actions.follow_queue(queue_id=queue.pk, now=NOW)
    assert due(ticket) == shift.after


def test_a_past_day_and_hours_that_overlap_are_refused(queue, actors):
    actor = actors["treviso.admin"]
    with pytest.raises(Refusal) as refused:
        actions.close_queue_on(
            queue=queue, day=NOW.date() - timedelta(days=1), name="x", actor=actor, now=NOW
        )
    assert refused.value.code == "past_day"
    overlapping = [[["09:00", "13:00"], ["12:00", "18:00"]], [], [], [], [], [], []]
    with pytest.raises(Refusal):
        actions.change_hours(queue=queue, hours=overlapping, actor=actor, now=NOW)
    assert not QueueHours.objects.exists()
    assert not DeskClosure.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9-13, 14-18", [["09:00", "13:00"], ["14:00", "18:00"]]),
        ("8.30 – 12:45; 15-24", [["08:30", "12:45"], ["15:00", "00:00"]]),
        ("", []),
        ("mattina", None),
        ("9-13, 12-18", None),
        ("13-9", None),
        ("9-25:90", None),
    ],
)
def test_hours_as_they_are_typed(typed, kept):
    form = HoursForm({"day_0": typed})
    assert form.is_valid() == (kept is not None)
    if kept is not None:
        assert form.hours[0] == kept


# Pages -------------------------------------------------------------------------------------------


def test_the_effect_is_told_before_saving(queue, ticket, sign_in):
    client = sign_in("treviso.admin")
    assert "09:00–13:00, 14:00–18:00" in client.get(page(queue)).content.decode()
    told = client.post(page(queue), WEEK).content.decode()
    assert "2 termini in corso si spostano" in told
    assert ticket.number in told
    assert not QueueHours.objects.exists()
    assert client.post(page(queue), {**WEEK, "conferma": "1"}).status_code == 302
    assert QueueHours.objects.get().desk.hours[0] == [["09:00", "13:00"]]
    shown = client.get(page(queue)).content.decode()
    assert "Orario proprio" in shown
    client.post(page(queue, "ufficio/"), {"conferma": "1"})
    assert not QueueHours.objects.exists()


def test_closing_days_are_added_and_taken_away_on_the_page(queue, ticket, sign_in):
    client = sign_in("treviso.admin")
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    asked = {"day": day, "name": "Trasloco"}
    assert "Conferma e salva" in client.post(page(queue, "chiusure/"), asked).content.decode()
    assert not DeskClosure.objects.exists()
    client.post(page(queue, "chiusure/"), {**asked, "conferma": "1"})
    closure = DeskClosure.objects.get()
    assert "Trasloco" in client.get(page(queue)).content.decode()
    client.post(page(queue, f"chiusure/{closure.pk}/togli/"), {"conferma": "1"})
    assert not DeskClosure.objects.exists()


def test_wrong_hours_come_back_and_a_week_without_hours_too(queue, sign_in):
    client = sign_in("treviso.admin")
    for week in ({**WEEK, "day_2": "alle nove"}, {}):
        assert client.post(page(queue), week).status_code == 422
    assert not QueueHours.objects.exists()


@pytest.mark.parametrize("username", ["treviso.sua", "brescia.admin", "comune1.rup", "upi.admin"])
def test_who_does_not_answer_for_the_queue_finds_nothing(queue, sign_in, username):
    client = sign_in(username)
    assert client.get(page(queue)).status_code == 404
    for path in ("", "ufficio/", "chiusure/"):
        answer = client.post(page(queue, path), {**WEEK, "conferma": "1"})
        assert answer.status_code == 404, path
    assert not QueueHours.objects.exists()
