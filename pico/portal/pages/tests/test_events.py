"""When events take place, where they stand in lists, what calendars get."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from pico.portal.pages.models import EventDate, EventPage, Occurrence
from pico.portal.pages.models.events import MOST_DATES

from . import factories
from .test_lists import titles

TEN = datetime(2026, 10, 20, 8, tzinfo=UTC)  # ten o'clock in Rome, summer time


def test_an_event_takes_place_once(treviso):
    page = factories.event(treviso, starts_at=TEN, ends_at=TEN + timedelta(hours=2))
    assert page.moments() == [(TEN, TEN + timedelta(hours=2))]


@pytest.mark.django_db
def test_a_weekly_event_keeps_its_hour_when_summer_time_ends():
    page = EventPage(starts_at=TEN, repeats="WEEKLY", repeats_until=date(2026, 11, 4))
    hours = [timezone.localtime(start).hour for start, _end in page.moments()]
    assert hours == [10, 10, 10]


@pytest.mark.django_db
@given(days=st.integers(0, 400), rule=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]))
def test_repetitions_are_in_order_and_bounded(days, rule):
    until = TEN.date() + timedelta(days=days)
    page = EventPage(starts_at=TEN, repeats=rule, repeats_until=until)
    starts = [start for start, _end in page.moments()]
    assert starts == sorted(set(starts))
    assert starts[0] == TEN
    assert len(starts) <= MOST_DATES
    assert all(start.date() <= until for start in starts)


def test_other_dates_are_moments_too(treviso):
    page = EventPage(title="Corso", summary="x", starts_at=TEN)
    page.dates = [EventDate(starts_at=TEN + timedelta(days=3))]
    page = factories.publish(factories.index(treviso, "EVENT"), page)
    assert len(page.moments()) == Occurrence.objects.filter(page=page).count() == 2


def test_an_event_cannot_end_before_it_starts(treviso):
    with pytest.raises(ValidationError) as caught:
        factories.event(treviso, starts_at=TEN, ends_at=TEN - timedelta(hours=1))
    assert "finisce prima di cominciare" in str(caught.value.message_dict["ends_at"])
    assert not EventPage.objects.exists()


def test_what_is_over_leaves_the_list_for_the_past(client, treviso):
    now = timezone.now()
    factories.event(treviso, "Passato", starts_at=now - timedelta(days=3))
    factories.event(treviso, "Lontano", starts_at=now + timedelta(days=9))
    factories.event(treviso, "Vicino", starts_at=now + timedelta(days=2))
    address = factories.index(treviso, "EVENT").url
    assert titles(client, address) == ["Vicino", "Lontano"]
    assert titles(client, f"{address}?quando=passati") == ["Passato"]


def test_a_repeated_event_stands_where_its_next_date_is(client, treviso):
    now = timezone.now()
    factories.event(
        treviso,
        "Ogni settimana",
        starts_at=now - timedelta(days=6),
        repeats="WEEKLY",
        repeats_until=(now + timedelta(days=30)).date(),
    )
    factories.event(treviso, "Fra tre giorni", starts_at=now + timedelta(days=3))
    address = factories.index(treviso, "EVENT").url
    assert titles(client, address) == ["Ogni settimana", "Fra tre giorni"]


def test_an_event_goes_into_any_calendar(client, treviso):
    page = factories.event(
        treviso, starts_at=TEN, ends_at=TEN + timedelta(hours=2), venue="Sala Marton, Treviso"
    )
    answer = client.get(f"/treviso/sito/eventi/{page.pk}/calendario.ics")
    entry = Calendar.from_ical(answer.content).events[0]
    assert answer["Content-Type"].startswith("text/calendar")
    assert (entry["SUMMARY"], entry["LOCATION"]) == (page.title, "Sala Marton, Treviso")
    assert entry["DTSTART"].dt == TEN
    assert entry["URL"] == page.full_url


def test_the_calendar_of_a_hidden_event_is_not_there(client, treviso, brescia):
    hidden = factories.event(treviso, scope="platform")
    public = factories.event(treviso, "Pubblico")
    assert client.get(f"/treviso/sito/eventi/{hidden.pk}/calendario.ics").status_code == 404
    assert client.get(f"/brescia/sito/eventi/{public.pk}/calendario.ics").status_code == 404


def test_the_page_says_when_where_and_for_whom(client, treviso):
    place = factories.place(treviso)
    page = factories.event(
        treviso,
        starts_at=factories.NOON,
        place=place,
        is_online=True,
        audience="Sindaci",
        cost="Gratuito",
        programme="<p>Saluti</p>",
    )
    html = client.get(page.url).content.decode()
    for words in ("3\xa0dic\xa02026, ore\xa012:00", place.title, "Online", "Sindaci", "Saluti"):
        assert words in html
