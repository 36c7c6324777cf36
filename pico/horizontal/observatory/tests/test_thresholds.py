"""«Avvisami se…»: one notice for each crossing, none again until the value goes back."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice

from ..actions import thresholds
from ..actions.thresholds import check_thresholds, drop_threshold, keep_threshold
from ..models import Threshold
from ..queries.filters import Filters
from ..rules.thresholds import is_beyond, is_told
from ..terms.crossing import Side
from . import world
from .test_pages import words

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
TREVISO = Filters(provinces=("TV",))
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


@given(st.sampled_from(Side.values), st.lists(AMOUNTS, max_size=12), AMOUNTS)
def test_there_are_as_many_notices_as_crossings(side, values, limit):
    was, told = False, 0
    for value in values:
        now = is_beyond(side, value, limit)
        told += is_told(was_beyond=was, is_now_beyond=now)
        was = now
    beyond = [False, *(is_beyond(side, value, limit) for value in values)]
    assert told == sum(after and not before for before, after in pairwise(beyond))


@pytest.fixture
def keep(actors, data):
    def make(value, side=Side.ABOVE, indicator="lots", filters=TREVISO, who="treviso.sua"):
        return keep_threshold(
            indicator=indicator, filters=filters, side=side, value=Decimal(value),
            actor=actors[who], now=NOW,
        )  # fmt: skip

    return make


def load(lake, lots: int) -> None:
    """Make the lake anew with so many lots of Treviso."""
    rows = [world.lot(f"B{at:09}", world.TREVISO, 50_000, date(2025, 1, 10)) for at in range(lots)]
    world.make_lake(lake.root, {"lots": rows, "awards": [], "winners": []})


@pytest.mark.django_db
def test_a_crossing_is_told_once_and_again_only_after_it_went_back(keep, data):
    threshold = keep(15)  # there are 11
    told = []
    for lots in (12, 16, 20, 10, 17):
        load(data, lots)
        told.append(check_thresholds(now=NOW))
    assert told == [0, 1, 0, 0, 1]
    notices = Notice.objects.filter(kind="observatory.threshold.crossed")
    assert set(notices.values_list("person_id", flat=True)) == {threshold.person_id}
    assert "Lotti (CIG): 17" in set(notices.values_list("title", flat=True))
    threshold.refresh_from_db()
    assert (threshold.is_beyond, threshold.last_value) == (True, 17)


@pytest.mark.django_db
def test_one_that_fails_holds_up_no_other(keep, data, monkeypatch):
    keep(15, indicator="amount")
    other = keep(15)
    load(data, 20)
    figure_of = thresholds.queries.figure_of

    def breaks(one, filters):
        if one.key == "amount":
            raise RuntimeError
        return figure_of(one, filters)

    monkeypatch.setattr(thresholds.queries, "figure_of", breaks)
    with pytest.raises(ExceptionGroup):
        check_thresholds(now=NOW)
    other.refresh_from_db()
    assert other.is_beyond


@pytest.mark.django_db
def test_looked_at_twice_the_same_data_tell_nothing_more(keep, data):
    keep(15)
    load(data, 16)
    assert [check_thresholds(now=NOW), check_thresholds(now=NOW)] == [1, 0]


@pytest.mark.django_db
def test_what_is_beyond_already_is_told_when_it_comes_back_there(keep, data):
    assert keep(5).is_beyond
    assert check_thresholds(now=NOW) == 0


@pytest.mark.django_db
def test_a_value_that_is_not_told_changes_nothing(keep, data):
    threshold = keep(200_000, Side.BELOW, "median_amount")  # 300.000 of 11 lots
    load(data, 3)  # fewer than five: n.d.
    assert check_thresholds(now=NOW) == 0
    threshold.refresh_from_db()
    assert threshold.last_value == 300_000


@pytest.mark.django_db
def test_what_makes_no_sense_is_refused_and_nothing_changes(keep):
    keep(15)
    for given_, code in (
        ({"value": 15}, "already"),
        ({"value": 1, "indicator": "nessuno"}, "no_indicator"),
        ({"value": 1, "indicator": "per_capita", "filters": Filters()}, "one_province"),
    ):
        with pytest.raises(Refusal) as refusal:
            keep(**given_)
        assert refusal.value.code == code
    assert Threshold.objects.count() == 1


@pytest.mark.django_db
def test_a_threshold_is_its_persons_alone(keep, actors, sign_in):
    threshold = keep(15)
    with pytest.raises(Refusal):
        drop_threshold(threshold=threshold, actor=actors["treviso.admin"], now=NOW)
    client = sign_in("treviso.admin")
    assert client.post(f"/dati/soglie/{threshold.pk}/togli/").status_code == 404
    assert "Lotti (CIG)" not in words(client.get("/dati/soglie/"))
    assert Threshold.objects.get() == threshold
    client = sign_in("treviso.sua")
    assert "Treviso sale a 15" in words(client.get("/dati/soglie/"))
    client.post(f"/dati/soglie/{threshold.pk}/togli/")
    assert not Threshold.objects.exists()


@pytest.mark.django_db
def test_the_form_is_filled_in_from_the_page_and_keeps_the_threshold(sign_in, data):
    client = sign_in("treviso.sua")
    address = "/dati/soglie/nuova/"
    page = client.get(f"{address}?indicatore=lots&provincia=TV").content.decode()
    assert '<option value="lots" selected>' in page
    assert '<option value="TV" selected>' in page
    given_ = {"indicatore": "lots", "quando": "ABOVE", "soglia": "15", "provincia": "TV"}
    assert client.post(address, {**given_, "soglia": "molti"}).status_code == 422
    assert client.post(address, given_).status_code == 302
    assert Threshold.objects.get().query == "provincia=TV"
    refused = client.post(address, given_)
    assert refused.status_code == 422
    assert "Questa soglia c'è già" in words(refused).replace("&#x27;", "'")


@pytest.mark.django_db
def test_the_statements_of_the_page_do_not_grow_with_its_rows(
    keep, sign_in, django_assert_max_num_queries
):
    for value in range(20, 30):
        keep(value)
    client = sign_in("treviso.sua")
    client.get("/dati/soglie/")
    with django_assert_max_num_queries(12):
        client.get("/dati/soglie/")


@pytest.mark.django_db
def test_programs_read_the_thresholds_of_their_person(keep, sign_in):
    kept = keep(5)
    mine = sign_in("treviso.sua")
    (found,) = mine.get("/api/v1/dati/thresholds").json()["items"]
    assert found["indicator"]["key"] == "lots"
    assert (found["side"], found["value"], found["last_value"]) == ("ABOVE", 5, 11)
    assert found["is_beyond"] is True
    assert "Treviso" in found["about"]
    assert "provincia=TV" in found["url"]
    assert mine.get(f"/api/v1/dati/thresholds/{kept.pk}").json() == found
    neighbour = sign_in("brescia.admin")
    assert neighbour.get("/api/v1/dati/thresholds").json()["items"] == []
    assert neighbour.get(f"/api/v1/dati/thresholds/{kept.pk}").status_code == 404
    assert Client().get("/api/v1/dati/thresholds").status_code == 401


@pytest.mark.django_db
def test_a_threshold_whose_indicator_is_no_more_is_not_read(keep, sign_in):
    Threshold.objects.filter(pk=keep(5).pk).update(indicator="gone")
    client = sign_in("treviso.sua")
    assert client.get("/api/v1/dati/thresholds").json()["items"] == []


@pytest.mark.django_db
def test_the_statements_of_the_thresholds_of_programs_do_not_grow(
    keep, sign_in, django_assert_max_num_queries
):
    client = sign_in("treviso.sua")
    for at in range(8):
        keep(100 + at)
    client.get("/api/v1/dati/thresholds")
    with django_assert_max_num_queries(10):
        assert len(client.get("/api/v1/dati/thresholds").json()["items"]) == 8
