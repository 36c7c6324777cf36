"""Visits are counted in memory and written together; nothing of who came is kept."""

from datetime import timedelta
from time import monotonic

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from pico.portal.feedback import actions, counting, queries
from pico.portal.feedback.models import Visits
from pico.portal.feedback.queries import Month
from pico.portal.pages.tests.factories import Sites

pytestmark = pytest.mark.django_db

READER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


@pytest.fixture(autouse=True)
def nothing_counted(monkeypatch):
    counting._counted.clear()
    monkeypatch.setattr(counting, "_last", monotonic())


@pytest.fixture
def sites(people):
    return Sites()


@pytest.fixture
def today():
    return timezone.localdate()


def counted() -> dict[str, int]:
    counting.write()
    return dict(Visits.objects.values_list("page__slug", "number"))


def test_pages_opened_are_written_together(client, sites):
    for _ in range(3):
        client.get("/treviso/novita/", headers=READER)
    client.get("/treviso/eventi/", headers=READER)
    assert not Visits.objects.exists()
    assert counted() == {"novita": 3, "eventi": 1}
    client.get("/treviso/novita/", headers=READER)
    assert counted() == {"novita": 4, "eventi": 1}


def test_a_ready_page_counts_as_the_drawn_one(client, sites, settings):
    settings.CACHES = {
        **settings.CACHES,
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "v"},
    }
    first = client.get("/treviso/novita/", headers=READER)
    client.get("/treviso/novita/", headers={**READER, "if-none-match": first["ETag"]})
    assert counted() == {"novita": 2}


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Googlebot/2.1"},
        {"user-agent": "curl/8"},
        {**READER, "sec-purpose": "prefetch"},
        {**READER, "hx-request": "true"},
    ],
)
def test_programs_guesses_and_fragments_are_no_visits(client, sites, headers):
    client.get("/treviso/novita/", headers=headers)
    client.head("/treviso/novita/", headers=READER)
    client.get("/treviso/non-esiste/", headers=READER)
    assert counted() == {}


def test_a_page_gone_in_the_meantime_costs_no_other_its_visits(sites, today):
    space = sites["treviso"].space_id
    page = Page.objects.get(pk=sites["treviso"].site.root_page_id)
    actions.add_visits(counted={(space, page.pk, today): 2, (space, 999_999, today): 5})
    assert Visits.objects.get().number == 2


def test_pages_nobody_opens_are_found(sites, today, sign_in):
    space = sites["treviso"].space
    read, old = Page.objects.filter(slug__in=["novita", "eventi"]).descendant_of(
        sites["treviso"].site.root_page
    )
    days = {read: today - timedelta(days=10), old: today - timedelta(days=100)}
    actions.add_visits(counted={(space.pk, page.pk, day): 3 for page, day in days.items()})
    dead = queries.pages(space, Month.of(today), today=today).filter(lately=None)
    assert old in dead
    assert read not in dead
    text = sign_in("treviso.redattore").get("/treviso/numeri-del-sito/pagine/?lette=mai").content
    assert old.title in text.decode()


def test_the_sheet_compares_with_the_month_before(sites, sign_in):
    space, page = sites["treviso"].space, sites["treviso"].site.root_page
    today = timezone.localdate()
    before = Month.of(today).before.first
    actions.add_visits(counted={(space.pk, page.pk, today): 12, (space.pk, page.pk, before): 5})
    text = sign_in("treviso.redattore").get("/treviso/numeri-del-sito/").content.decode()
    assert "+7" in text
    assert queries.sheet(space, Month.of(before)).visits == 5


def test_a_month_that_cannot_be_read_is_this_one(sites, sign_in, today):
    for words in ("ieri", "2026-13", "9999-01"):
        assert Month.read(words, today) == Month.of(today)


def test_the_lists_cost_the_same_whatever_the_pages(sites, sign_in, today):
    client = sign_in("treviso.redattore")

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/treviso/numeri-del-sito/pagine/").status_code == 200
            assert client.get("/treviso/numeri-del-sito/").status_code == 200
        return len(seen)

    client.get("/treviso/numeri-del-sito/pagine/")
    few = statements()
    root = sites["treviso"].site.root_page
    for number in range(12):
        page = root.add_child(instance=Page(title=f"Pagina {number}", live=True))
        actions.add_visits(counted={(sites["treviso"].space_id, page.pk, today): 1})
    assert statements() == few


def test_nobody_signed_in_is_needed(sites):
    assert Client().get("/treviso/novita/", headers=READER).status_code == 200
    assert counted() == {"novita": 1}
