"""The quality desk: what is to fix by hand, who sees whose, thanks and no blame."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico.core.access.actor import SYSTEM
from pico.core.testing import cast

from ..actions.quality import take_snapshot
from ..models import QualitySnapshot
from ..queries import quality
from ..rules.completeness import improvements, share, whole
from ..terms.quality import SAID, SITES, WHERE, Fault
from . import world
from .test_pages import words

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
TODAY = date(2026, 11, 25)
PAIRS = st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
COUNTS = st.dictionaries(st.sampled_from(Fault.values), PAIRS, min_size=1)


@given(COUNTS)
def test_completeness_is_a_percentage_between_its_parts(counts):
    found = whole(counts)
    parts = [share(*pair) for pair in counts.values() if pair[1]]
    assert (found is None) == (not parts)
    if parts:
        assert min(parts) - 1e-9 <= found <= max(parts) + 1e-9
        assert 0 <= found <= 100


@given(st.dictionaries(st.integers(1, 9), COUNTS), st.dictionaries(st.integers(1, 9), COUNTS))
def test_only_who_has_less_to_fix_is_thanked_the_most_first(before, now):
    found = improvements(before, now)
    assert all(one.fixed > 0 and one.ente_id in before for one in found)
    assert [one.fixed for one in found] == sorted((one.fixed for one in found), reverse=True)


def test_every_check_says_what_it_looks_for_and_where_it_is_put_right():
    assert set(SAID) == set(WHERE) == set(SITES) == set(Fault)


@pytest.fixture
def own(lake, own_bodies):
    """Make the lake; `more` are awards that came since."""

    def make(*more):
        return world.make_lake(lake.root, {"bodies": own_bodies, "awards": [*world.AWARDS, *more]})

    make()
    return make


def test_what_is_to_fix_is_what_one_counts_by_hand(own, enti):
    assert quality.counts(TODAY)[enti[cast.TREVISO].pk] == {
        Fault.NO_OUTCOME: (2, 11),  # the direct one of 2025 and the delegated one
        Fault.NO_CUP: (0, 1),
        Fault.NO_CIG: (1, 4),  # the closed one is not looked at
        Fault.NO_AMOUNT: (0, 8),
        Fault.BAD_DATES: (0, 11),
    }


def test_what_is_to_fix_is_among_what_is_looked_at(own):
    for one in quality.counts(TODAY).values():
        assert all(to_fix <= looked_at for to_fix, looked_at in one.values())


def test_dates_that_cannot_be_are_found(lake, enti):
    lots = [
        world.lot("B000000101", world.TREVISO, 1000, date(2025, 1, 1)),
        world.lot("B000000102", world.TREVISO, 1000, date(2459, 1, 1)),
        world.lot("B000000103", world.TREVISO, 1000, date(2025, 1, 1), due_on=date(2024, 1, 1)),
    ]
    awards = [world.award("B000000101", 900, date(2024, 12, 31))]
    world.make_lake(lake.root, {"lots": lots, "awards": awards})
    found = quality.to_fix(Fault.BAD_DATES, [world.TREVISO], TODAY)
    assert {row["cig"] for row in found} == {"B000000101", "B000000102", "B000000103"}


@pytest.mark.django_db
def test_the_state_is_written_when_it_changed_and_never_of_nothing(own, settings, tmp_path):
    assert take_snapshot(actor=SYSTEM, now=NOW)
    assert take_snapshot(actor=SYSTEM, now=NOW) is None
    own(world.award("B000000008", 19_000, date(2025, 8, 1)))
    assert take_snapshot(actor=SYSTEM, now=NOW)
    settings.OBSERVATORY_LAKE = tmp_path / "nothing"
    assert take_snapshot(actor=SYSTEM, now=NOW) is None
    assert QualitySnapshot.objects.count() == 2


@pytest.mark.django_db
def test_who_put_right_most_is_thanked_and_nobody_is_blamed(own, sign_in):
    take_snapshot(actor=SYSTEM, now=NOW)
    own(world.award("B000000008", 19_000, date(2025, 8, 1)))
    take_snapshot(actor=SYSTEM, now=NOW)
    said = words(sign_in("brescia.admin").get("/dati/qualita/"))
    assert "Treviso : 1 record in meno da correggere" in said.replace("Treviso:", "Treviso :")
    assert "Belluno" not in said


def test_a_province_sees_its_own_records_alone(own, sign_in):
    client = sign_in("treviso.sua")
    said = words(client.get("/dati/qualita/"))
    assert "CIG senza esito 2 11" in said
    assert "Belluno" not in said
    page = words(client.get("/dati/qualita/senza-esito/"))
    assert "B000000008" in page
    assert "B000000013" not in page  # Belluno's
    assert "Dove si corregge" in page
    assert client.get("/dati/qualita/senza-esito/?provincia=BL").status_code == 404
    assert client.get("/dati/qualita/altro/").status_code == 404


def test_the_region_sees_its_provinces_and_upi_all(own, sign_in):
    said = words(sign_in("veneto.admin").get("/dati/qualita/"))
    assert "Treviso" in said
    assert "Belluno" in said
    assert "Brescia" not in said
    assert "Brescia" in words(sign_in("upi.admin").get("/dati/qualita/"))


def test_a_visitor_signs_in_and_who_has_no_province_is_told_so(own, client, enti, sign_in):
    assert client.get("/dati/qualita/").status_code == 302
    said = words(sign_in("comune1.referente").get("/dati/qualita/"))
    assert "Nessuna Provincia da mostrare" in said


def test_the_lists_come_as_files(own, sign_in):
    client = sign_in("treviso.sua")
    answer = client.get("/dati/qualita/senza-esito/?formato=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(text), delimiter=";")] == [
        "CIG", "B000000008", "B000000010",
    ]  # fmt: skip
    state = b"".join(client.get("/dati/qualita/?formato=csv").streaming_content).decode()
    assert state.splitlines()[1].startswith("Treviso;")


def test_the_statements_of_the_desk_do_not_grow_with_the_provinces(
    own, sign_in, django_assert_max_num_queries
):
    client = sign_in("upi.admin")
    client.get("/dati/qualita/")
    with django_assert_max_num_queries(14):
        client.get("/dati/qualita/")
