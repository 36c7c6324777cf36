"""Charts that are no bars: the numbers of each, counted again by hand, and what the page is given to draw."""

from datetime import date

import pytest

from ..queries.blocks import KINDS, Block
from ..queries.filters import Filters
from ..queries.sections import section
from ..terms.sections import SectionKey
from . import world

pytestmark = pytest.mark.django_db
NORTH = Filters(provinces=("TV", "BL"))


def block(key: SectionKey, name: str, filters: Filters = NORTH) -> Block:
    return next(one for one in section(key, filters).blocks if one.key == name)


def values(found: Block, at: int = 0) -> list[float]:
    return [round(float(line.cells[at].value), 2) for line in found.lines]


@pytest.mark.parametrize("key", list(SectionKey))
def test_every_chart_is_of_a_kind_that_can_be_drawn(data, key):
    for one in section(key, Filters(provinces=("TV",))).blocks:
        assert one.kind in KINDS
        assert one.spec["kind"] == one.kind


# Box ------------------------------------------------------------------------------------------


def test_the_box_of_the_discounts_has_the_quartiles_of_single_lots(data):
    """Open lots of Treviso with comparable amounts: 10, 20, 20 and 0 %; the framework and the absurd one stay out."""
    found = block(SectionKey.AWARDS, "ribassi")
    (opened,) = [line for line in found.lines if line.label == "Aperta"]
    assert [round(one.value, 2) for one in opened.cells] == [1.5, 7.5, 15, 20, 20, 4]
    assert {one.text for one in opened.cells[:5]} == {"n.d. (meno di 5 casi)"}
    assert opened.cells[5].text == "4"


def test_a_box_is_told_from_five_lots_on(lake):
    more = [world.lot("B000000021", world.TREVISO, 100_000, date(2024, 3, 1))]
    awards = [world.award("B000000021", 70_000, date(2024, 4, 1))]
    rows = {"lots": [*world.LOTS, *more], "awards": [*world.AWARDS, *awards]}
    world.make_lake(lake.root, rows)
    drawn = block(SectionKey.AWARDS, "ribassi").spec
    at = drawn["categories"].index("Aperta")
    assert [one["values"][at] for one in drawn["series"]] == [2.0, 10.0, 20.0, 20.0, 28.0, 5]


# Curve ----------------------------------------------------------------------------------------


def test_the_lorenz_curve_goes_from_the_smallest_winner_to_all(data):
    """Rossi 29.000, Strade 170.000, Ponti 320.000, Terra 400.000: 919.000 € in all."""
    found = block(SectionKey.AWARDS, "lorenz")
    assert values(found) == [25, 50, 75, 100]
    took = [29, 199, 519, 919]
    assert values(found, 1) == [round(one * 100 / 919, 2) for one in took]
    assert found.lines[0].label == "Il più piccolo"


def test_the_gini_is_half_the_mean_difference(data):
    won = [29_000, 170_000, 320_000, 400_000]
    differences = sum(abs(one - other) for one in won for other in won)
    expected = differences / (2 * len(won) * sum(won))
    (gini,) = [
        one for one in section(SectionKey.AWARDS, NORTH).tiles if one.indicator.key == "gini"
    ]
    assert gini.value == pytest.approx(expected)
    assert gini.is_few


# Points ---------------------------------------------------------------------------------------


def test_the_points_are_lots_with_their_time_and_open_their_page(data):
    found = block(SectionKey.AWARDS, "tempo-importo")
    told = {line.label: [cell.value for cell in line.cells] for line in found.lines}
    assert {cig: days for cig, (_amount, days) in told.items()} == {
        "B000000001": 30, "B000000002": 50, "B000000003": 60, "B000000004": 100, "B000000005": 10,
        "B000000006": 60, "B000000016": 100,
    }  # fmt: skip
    assert told["B000000006"][0] == 1_000_000
    assert found.lines[0].url == "/dati/cig/B000000006/"
    assert found.note == ""


def test_of_many_lots_a_sample_is_shown_and_said(lake, monkeypatch):
    monkeypatch.setattr("pico.horizontal.observatory.queries.section_awards.POINTS", 3)
    from ..queries import section_awards

    section_awards._times.cache_clear()
    world.make_lake(lake.root)
    found = block(SectionKey.AWARDS, "tempo-importo")
    section_awards._times.cache_clear()
    assert len(found.lines) == 3
    assert "3 lotti presi a caso fra i 7" in found.note


# PNRR: money by resident, how far each mission got --------------------------------------------------


def test_the_map_of_the_pnrr_is_by_resident(data):
    found = block(SectionKey.PNRR, "mappa", Filters())
    told = {line.label: line.cells[0].value for line in found.lines if line.cells[0].number}
    assert told == {
        "Treviso": pytest.approx(1_000_000 / 117_001), "Belluno": pytest.approx(200_000 / 35_000),
    }  # fmt: skip


def test_a_mission_got_as_far_as_what_was_paid_of_its_cost(data):
    """500.000 € paid of the 2.400.000 that the two projects of M2 cost."""
    (line,) = block(SectionKey.PNRR, "mission").lines
    assert line.label == "M2 Rivoluzione verde e transizione ecologica"
    assert line.cells[0].value == pytest.approx(500_000 * 100 / 2_400_000)


# Flow -----------------------------------------------------------------------------------------


def test_the_flow_goes_from_missions_to_measures(lake):
    more = [
        world.project("F11B00000000021", world.TREVISO, 50_000, "PNRR", mission="M4", measure_name="Scuole"),
        world.project("F11B00000000022", world.TREVISO, 25_000, "PNRR", mission=None, measure_name="Scuole"),
    ]  # fmt: skip
    world.make_lake(lake.root, {"projects": [*world.PROJECTS, *more]})
    drawn = block(SectionKey.PNRR, "measure_name").spec
    assert drawn["categories"] == ["Strade", "Scuole", "Scuole"]
    assert drawn["series"][0]["values"] == [1_200_000, 50_000, 25_000]
    assert drawn["starts"] == [
        "M2 Rivoluzione verde e transizione ecologica", "M4 Istruzione e ricerca", "Non indicata",
    ]  # fmt: skip


# Gantt ----------------------------------------------------------------------------------------

DONE, RUNNING = "F11B00000000005", "F11B00000000001"


def phase(cup: str, name: str, *days: date | None) -> dict:
    names = ("starts_planned", "ends_planned", "starts_on", "ends_on")
    return {"cup": cup, "phase": name, **dict(zip(names, days, strict=True))}


PHASES = [
    phase(DONE, "Progetto", date(2024, 1, 1), date(2024, 3, 1), date(2024, 1, 15), date(2024, 5, 1)),
    phase(DONE, "Lavori", date(2024, 4, 1), date(2025, 1, 1), date(2024, 6, 1), None),
]  # fmt: skip


def test_the_plan_of_a_project_goes_from_its_first_day_to_its_last(lake):
    world.make_lake(lake.root, {"project_phases": PHASES})
    found = block(SectionKey.PNRR, "iter", Filters(provinces=("TV",)))
    (line,) = found.lines
    said = [one.replace("\xa0", " ") for one in line.texts[1:]]
    assert said == ["1 gen 2024 – 1 gen 2025", "15 gen 2024 – in corso"]
    # What still runs is drawn to the day of the data.
    assert found.spec["spans"] == [[["2024-01-01", "2025-01-01"], ["2024-01-15", "2026-10-01"]]]
    assert found.spec["spanNames"] == ["Previsto", "Effettivo"]
    assert line.url == f"/dati/cup/{DONE}/"


def test_plans_of_several_provinces_are_not_put_together(lake):
    world.make_lake(lake.root, {"project_phases": PHASES})
    assert "iter" not in {one.key for one in section(SectionKey.PNRR, NORTH).blocks}


# Pyramid --------------------------------------------------------------------------------------


def staff(table: str, gender: str, amount: float, **more) -> dict:
    return {
        "year": 2024, "body_code": "10001", "table_code": table, "gender": gender, "amount": amount,
        **more,
    }  # fmt: skip


def test_the_pyramid_has_the_oldest_on_top(lake):
    rows = [
        staff("T1", "F", 9.0, area="ISTRUTTORI"),
        staff("T8", "F", 2.0, measure="AGE_30"), staff("T8", "M", 3.0, measure="AGE_30"),
        staff("T8", "F", 7.0, measure="AGE_65"), staff("T8", "M", 1.0, measure="AGE_0"),
    ]  # fmt: skip
    bodies = [{
        "year": 2024, "body_code": "10001", "body_name": "TREVISO", "body_type": "PROVINCE",
        "fiscal_code": world.CODES[world.TREVISO],
    }]  # fmt: skip
    world.make_lake(lake.root, {"staff": rows, "staff_bodies": bodies})
    found = block(SectionKey.STAFF, "eta")
    assert [line.label for line in found.lines] == ["65 e oltre", "30–34", "fino a 19"]
    assert (values(found), values(found, 1)) == ([7, 2, 0], [0, 3, 1])
    assert found.summary == "La classe più numerosa è 65 e oltre: 7 persone, il 53,8 % del totale."


# Map of words, drill-down, funnel -----------------------------------------------------------------


def test_the_map_of_levels_paints_each_level_and_leaves_who_has_none(data):
    found = block(SectionKey.QUALIFICATION, "livelli", Filters())
    places = dict(zip(found.spec["codes"], found.spec["places"], strict=True))
    assert found.spec["classes"] == ["L3", "L2", "L1"]
    assert places == {"026": 2, "025": 1, "017": None}
    assert "L1 1, L2 1, L3 0" in found.summary


def test_from_the_map_of_the_provinces_to_the_comuni_to_the_lots(data):
    whole = block(SectionKey.TERRITORY, "mappa", Filters())
    (line,) = [one for one in whole.lines if one.label == "Treviso"]
    assert line.url == "/dati/territorio/?provincia=TV"
    alone = Filters(provinces=("TV",))
    towns = block(SectionKey.TERRITORY, "comuni", alone)
    (town,) = [one for one in towns.lines if one.url]
    assert town.code == "026086"
    assert "luogo=026086" in town.url


def test_the_funnel_counts_who_came_that_far_or_further(data):
    """Of four PNC projects: one without CIG, one only deserted, one awarded, one concluded."""
    found = block(SectionKey.PNC, "imbuto")
    assert values(found) == [4, 2, 2, 1, 1]
    assert values(found, 1) == [1_300_000, 700_000, 700_000, 400_000, 400_000]


def test_a_few_provinces_stand_beside_each_other_year_by_year(data):
    found = block(SectionKey.TERRITORY, "anni")
    assert found.heads == ("Belluno", "Treviso")
    assert [line.label for line in found.lines] == ["2024", "2025"]
    assert values(found) == [0, 890_000]
    assert values(found, 1) == [2_780_000, 1_320_000]
    assert found.lines[1].cells[0].url.count("provincia=BL") == 1
    assert [mark["at"] for mark in found.marks] == []  # the first year has nothing before it


def test_one_province_alone_has_nothing_beside_it(data):
    alone = section(SectionKey.TERRITORY, Filters(provinces=("TV",))).blocks
    assert "anni" not in {one.key for one in alone}
