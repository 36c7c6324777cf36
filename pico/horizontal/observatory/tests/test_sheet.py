"""«Scheda della Provincia»: its arithmetic, its sentences, who reads what, the PDF."""

from datetime import date
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..queries import places
from ..queries.sheet import Sheet, years_of
from ..rules.indicators.every import INDICATORS
from ..rules.sheet import (
    SECTIONS,
    TOLD,
    Period,
    Step,
    breaks_between,
    largest,
    middle,
    period_of,
    place,
)
from ..rules.watching import RULES, Facts, to_look_at
from . import world
from .test_pages import words

NUMBERS = st.lists(st.none() | st.integers(0, 50).map(float), max_size=6)
TODAY = date(2026, 3, 1)


# Arithmetic -----------------------------------------------------------------------------------


def test_every_indicator_of_the_sheet_is_declared_once():
    keys = [key for _section, chosen in SECTIONS for key, _family in chosen]
    assert len(keys) == len(set(keys))
    assert set(keys) <= set(INDICATORS)


@pytest.mark.parametrize(("year", "known_to", "last", "last_before"), [
    (2024, date(2026, 10, 1), date(2024, 12, 31), date(2023, 12, 31)),
    (2026, date(2026, 10, 1), date(2026, 10, 1), date(2025, 10, 1)),
    (2024, date(2024, 2, 29), date(2024, 2, 29), date(2023, 2, 28)),
    (2026, date(2026, 12, 31), date(2026, 12, 31), date(2025, 12, 31)),
    (2026, None, date(2026, 12, 31), date(2025, 12, 31)),
])  # fmt: skip
def test_a_year_in_progress_is_put_beside_the_same_days(year, known_to, last, last_before):
    found = period_of(year, known_to)
    assert (found.first, found.last) == (date(year, 1, 1), last)
    assert found.is_partial == (last.month != 12)
    assert (found.before().first, found.before().last) == (date(year - 1, 1, 1), last_before)


@pytest.mark.parametrize(("year", "labels"), [
    (2022, []), (2023, ["Nuovo Codice"]), (2024, ["Nuovo Codice", "PCP"]), (2025, []),
])  # fmt: skip
def test_years_on_two_sides_of_a_break_are_not_compared(year, labels):
    now = Period(date(year, 1, 1), date(year, 12, 31), is_partial=False)
    assert [str(one.label) for one in breaks_between(now.before(), now)] == labels


@given(st.integers(0, 50).map(float), NUMBERS)
def test_a_place_counts_those_above_and_is_told_of_three_at_least(own, others):
    found, known = place(own, others), [one for one in others if one is not None]
    if len(known) < 2:
        assert found is None
    else:
        assert found.of == len(known) + 1
        assert found.number == sorted([own, *known], reverse=True).index(own) + 1


@given(NUMBERS)
def test_the_middle_of_few_is_not_told(others):
    known = [one for one in others if one is not None]
    assert middle(others) == (median(known) if len(known) >= 3 else None)


def step(key, now, before, *, family="", is_share=False, cases=9) -> Step:
    return Step(key, family or key, is_share, now, before, cases)


@pytest.mark.parametrize(("one", "change", "is_told"), [
    (step("a", 110.0, 100.0), 10.0, True),
    (step("a", 109.0, 100.0), 9.0, False),  # too small
    (step("a", 50.0, 40.0, is_share=True), 10.0, True),  # points
    (step("a", 41.9, 40.0, is_share=True), 1.9, False),
    (step("a", 5.0, 0.0), None, False),  # nothing of nothing
    (step("a", None, 100.0), None, False),
    (step("a", 200.0, 100.0, cases=4), 100.0, False),  # small numbers
])  # fmt: skip
def test_what_counts_as_a_change(one, change, is_told):
    assert one.change == (pytest.approx(change) if change is not None else None)
    assert bool(largest([one])) == is_told


STEPS = st.builds(
    Step, st.sampled_from("abcdef"), st.sampled_from("vwxyz"), st.booleans(),
    st.floats(0, 1e6), st.floats(0, 1e6), st.integers(0, 20),
)  # fmt: skip


@given(st.lists(STEPS, max_size=12))
def test_three_changes_at_most_the_largest_first_one_of_a_family(steps):
    told = largest(steps)
    assert len(told) <= TOLD
    assert len({one.family for one in told}) == len(told)
    assert [one.weight for one in told] == sorted((one.weight for one in told), reverse=True)
    for one in steps:
        if one.weight and one.family not in {kept.family for kept in told}:
            assert all(kept.weight >= one.weight for kept in told)


# What to look at ------------------------------------------------------------------------------


def watched(reads_all=True, is_latest=True, **facts) -> list[str]:
    found = to_look_at(Facts(**{"values": {}, **facts}), reads_all=reads_all, is_latest=is_latest)
    return [rule.key for rule in found]


@pytest.mark.parametrize(("facts", "expected"), [
    ({}, []),
    ({"days_left": 180}, ["expiring"]),
    ({"days_left": -3}, ["expiring"]),
    ({"days_left": 181}, []),
    ({"counts": {"cups_without_cig": 1, "lots_without_cup": 0}}, ["cups_without_cig"]),
    ({"values": {"progress": 20.0}, "middles": {"progress": 30.0}}, ["progress"]),
    ({"values": {"progress": 20.1}, "middles": {"progress": 30.0}}, []),
    ({"values": {"progress": 20.0}}, []),  # nobody to be compared with
    ({"values": {"single_bid": 40.0}, "middles": {"single_bid": 30.0}}, ["single_bid"]),
    ({"values": {"days": 125.0}, "middles": {"days": 100.0}}, ["days"]),
    ({"values": {"days": 124.0}, "middles": {"days": 100.0}}, []),
    ({"values": {"deserted": 8.0}, "middles": {"deserted": 3.0}}, ["deserted"]),
    ({"values": {"outcome_coverage": 79.9}}, ["outcome_coverage"]),
    ({"values": {"replaced": 80.0}}, []),
])  # fmt: skip
def test_a_rule_speaks_from_where_it_says(facts, expected):
    assert watched(**facts) == expected


EVERYTHING = {
    "values": {"progress": 0.0, "outcome_coverage": 0.0, "single_bid": 90.0, "direct_amount_share": 90.0,
               "days": 300.0, "deserted": 50.0, "replaced": 0.0},
    "middles": {"progress": 50.0, "single_bid": 20.0, "direct_amount_share": 20.0, "days": 60.0, "deserted": 1.0},
    "counts": {"cups_without_cig": 2, "lots_without_cup": 2},
    "days_left": 10,
}  # fmt: skip


def test_the_first_three_that_hold_are_told_of_those_that_the_reader_may_see():
    assert watched(**EVERYTHING) == ["expiring", "cups_without_cig", "lots_without_cup"]
    assert watched(reads_all=False, **EVERYTHING) == [
        "cups_without_cig",
        "lots_without_cup",
        "progress",
    ]
    past = watched(is_latest=False, **EVERYTHING)
    assert past == ["lots_without_cup", "outcome_coverage", "single_bid"]


def test_every_rule_has_its_words():
    told = {"value": "10 %", "middle": "20 %", "count": "3"}
    for rule in RULES:
        assert str(rule.sentence) % told
        assert rule.about in {*INDICATORS, "cups_without_cig", "lots_without_cup", ""}


# The sheet ------------------------------------------------------------------------------------


def grown() -> list[dict]:
    """Treviso: five open lots of 100.000 € in 2024, six of 200.000 € in 2025, half of them direct."""
    before = [
        world.lot(f"B10000000{at}", world.TREVISO, 100_000, date(2024, 3, at)) for at in range(1, 6)
    ]
    after = [
        world.lot(f"B20000000{at}", world.TREVISO, 200_000, date(2025, 3, at), "DIRECT" if at % 2 else "OPEN")
        for at in range(1, 7)
    ]  # fmt: skip
    others = [
        world.lot("B300000001", world.BELLUNO, 50_000, date(2025, 4, 1)),
        world.lot("B300000002", world.BRESCIA, 3_000_000, date(2025, 4, 1)),
    ]
    return [*before, *after, *others]


@pytest.fixture
def treviso(lake):
    def ask(year=2025, *, reads_all=True, **rows) -> Sheet:
        world.make_lake(lake.root, {"lots": grown(), **rows})
        body = places.by_sigla()["TV"]
        return Sheet(body, year, years_of(body, TODAY), TODAY, reads_all)

    return ask


@pytest.mark.django_db
def test_three_things_changed_each_with_its_records(treviso):
    sheet = treviso()
    assert [one.sentence.replace("\xa0", " ") for one in sheet.changes] == [
        "Importo dei lotti: 1.200.000 €, era 500.000 € (+140,0 %).",
        "Affidamenti diretti, sull'importo: 50,0 %, era 0,0 % (+50,0 punti).",
        "Importo mediano: 200.000 €, era 100.000 € (+100,0 %).",
    ]
    assert "dal=2025-01-01" in sheet.changes[0].url
    assert "provincia=TV" in sheet.changes[0].url


@pytest.mark.django_db
def test_a_place_is_among_the_similar_ones(treviso):
    lines = {one.step.key: one for one in treviso().lines}
    assert (lines["amount"].place.number, lines["amount"].place.of) == (2, 3)
    assert lines["amount"].place.end == ""
    assert lines["median_amount"].place is None  # of the others one lot each: not told


@pytest.mark.django_db
def test_the_year_after_a_break_is_not_compared(treviso):
    sheet = treviso(2024)
    assert [str(one.label) for one in sheet.breaks] == ["Nuovo Codice", "PCP"]
    assert sheet.changes == []
    assert {one.change for one in sheet.lines if one.figure.indicator.mart == "m_lots"} == {"–"}


@pytest.mark.django_db
def test_projects_are_on_the_latest_sheet_alone(treviso):
    latest, past = treviso(), treviso(2024)
    assert latest.years == [2025, 2024]
    assert "PNRR" in {group.key.name for group in latest.groups}
    assert not {"PNRR", "PNC"} & {group.key.name for group in past.groups}


@pytest.mark.django_db
def test_what_to_look_at_leads_to_its_records(treviso):
    expiring = [{**world.QUALIFICATIONS[0], "expires_on": date(2026, 6, 1)}]
    told = treviso(qualifications=expiring).watched
    assert "scade entro sei mesi" in told[0].sentence
    assert told[1].sentence == "Progetti PNRR o PNC attivi senza nessun CIG collegato: 1."
    assert told[1].url == "/dati/collegamenti/cup-senza-cig/?provincia=TV&attivi=si"
    assert "scade" not in treviso(reads_all=False, qualifications=expiring).watched[0].sentence


# The pages ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_sheet_has_an_address_for_each_year(client, enti, data):
    assert client.get("/dati/scheda/TV/").url.endswith("/dati/scheda/TV/2025/")
    assert client.get("/dati/scheda/TV/2019/").status_code == 404
    assert client.get("/dati/scheda/XX/").status_code == 404
    page = client.get("/dati/scheda/TV/2025/")
    assert b'href="/dati/scheda/TV/2024/"' in page.content
    said = words(client.get("/dati/scheda/"))
    assert "Veneto" in said
    assert "Treviso" in said


@pytest.mark.django_db
def test_visitors_read_the_public_sections_alone(client, data, sign_in):
    said = words(client.get("/dati/scheda/TV/2024/"))
    assert "Panoramica appalti" in said
    assert "Ribasso medio ponderato" not in said
    assert "si leggono dopo l'accesso" in said
    assert "Ribasso medio ponderato" in words(sign_in("treviso.sua").get("/dati/scheda/TV/2024/"))


@pytest.mark.django_db
def test_in_the_space_of_a_province_the_sheet_is_its_own(client, enti, lake):
    treviso = enti["p_TV"].pk
    bodies = [
        {**one, "ente_id": treviso} if one["sigla"] == "TV" else {**one, "ente_id": treviso + 1000 + at}
        for at, one in enumerate(world.BODIES)
    ]  # fmt: skip
    world.make_lake(lake.root, {"bodies": bodies})
    assert client.get("/treviso/dati/scheda/").url == "/treviso/dati/scheda/TV/"
    assert "Brescia" in words(client.get("/treviso/dati/scheda/?tutte"))


@pytest.mark.django_db
def test_the_sheet_comes_as_pdf_and_as_a_table(client, enti, data):
    answer = client.get("/dati/scheda/TV/2025/?formato=pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="scheda-tv-2025.pdf"' in answer["Content-Disposition"]
    assert answer.content.startswith(b"%PDF")
    lines = b"".join(client.get("/dati/scheda/TV/2025/?formato=csv").streaming_content)
    rows = [line.split(";") for line in lines.decode("utf-8-sig").splitlines()]
    assert rows[0][:3] == ["Misura", "Unità", "Valore"]
    assert rows[1][:4] == ["Lotti (CIG)", "", "3,0", "8,0"]


@pytest.mark.django_db
def test_the_statements_of_a_sheet_are_few(client, enti, data, django_assert_max_num_queries):
    client.get("/dati/scheda/TV/2025/")
    with django_assert_max_num_queries(14):
        client.get("/dati/scheda/TV/2025/")
