"""«Agenda digitale territoriale»: figures by hand, goals with trend, a register without inventions."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico.core.foundation.errors import Refusal
from pico.core.testing import cast

from ..actions.agenda import drop_goal, keep_index, set_goal, withdraw_index
from ..models import DigitalGoal, DigitalIndex
from ..queries import agenda
from ..queries.engine import answer, question
from ..queries.filters import Filters
from ..queries.filters import digital as digital_rows
from ..queries.places import bodies
from . import world
from .test_pages import words

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
DUE = date(2027, 6, 30)
CITIZEN = "1.4.1 Esperienza del Cittadino - Comuni - Aprile 2022"


def funding(place: str, call: str, amount, status="A", year=2023, done=None, kind="Comuni"):
    return {
        "ipa": f"c_{place}", "body_name": f"Comune {place}", "body_type": kind,
        "place_istat": place, "province_code": place[:3], "region_code": "05",
        "amount": world.euro(amount), "call": call, "funded_on": date(year, 5, 1),
        "status": status, "status_on": date(done or year, 9, 1),
    }  # fmt: skip


FUNDING = [
    funding("026086", CITIZEN, 100_000, "E", 2022, 2024),
    funding("026086", "1.4.3 - pagoPA - Comuni - Aprile 2022", 10_000, "E", 2023, 2025),
    funding("026012", CITIZEN, 80_000),
    funding("026012", "1.2 Abilitazione al Cloud - Comuni - Luglio 2022", 50_000, "R"),
    funding("026012", "1.1 Infrastrutture digitali - ASL/AO", 900_000, "E", kind="ASL"),
    funding("025006", CITIZEN, 40_000, "E", 2023, 2023),
]


@pytest.fixture
def funded(lake, own_bodies):
    return world.make_lake(lake.root, {"bodies": own_bodies, "digital_funding": FUNDING})


def test_figures_are_those_counted_by_hand(funded):
    filters = Filters(provinces=("TV",))
    (found,) = answer(question("m_digital", agenda.KEYS), digital_rows(filters, filters.enti))
    assert float(found["digital_funded"]) == 3  # the renounced one and that of the ASL apart
    assert float(found["digital_amount"]) == 190_000
    assert found["digital_done_share"] == pytest.approx(2 / 3 * 100)
    assert found["digital_comuni"] == 1


def test_a_comune_is_counted_where_it_stands_today(lake, own_bodies):
    places = [
        {**one, "former": "111086"} if one["istat"] == "026086" else one for one in world.PLACES
    ]
    rows = [funding("111086", CITIZEN, 100_000, "E", 2022, 2024), funding("026012", CITIZEN, 1)]
    found = world.make_lake(
        lake.root, {"bodies": own_bodies, "places": places, "digital_funding": rows}
    )
    seen = found.connect().execute("SELECT place_istat, province_code FROM m_digital").fetchall()
    assert sorted(seen) == [("026012", "026"), ("026086", "026")]


@pytest.mark.parametrize(
    ("call", "label"),
    [
        ("1.1 e 1.2 'Infrastrutture digitali e abilitazione al cloud' - (quota 1.1)", "1.1 "),
        ("1.1 e 1.2 'Infrastrutture digitali e abilitazione al cloud' - (quota 1.2)", "1.2 "),
        ("1.4.3 - app IO - Comuni - maggio 2025", "1.4.3 app IO"),
        ("1.4.4 Adozione ANPR ANSC - Comuni - luglio 2024", "1.4.4 "),
        ("1.4.5 'Piattaforma Notifiche Digitali' Comuni (Settembre 2022)", "1.4.5 "),
        ("2.2.3 Digitalizzazione delle procedure", "Altri avvisi"),
    ],
)
def test_a_call_is_of_its_measure(lake, own_bodies, call, label):
    world.make_lake(
        lake.root, {"bodies": own_bodies, "digital_funding": [funding("026086", call, 1)]}
    )
    _tiles, blocks = agenda.agenda(Filters())
    (line,) = next(block for block in blocks if block.key == "avvisi").lines
    assert line.label.startswith(label)


def test_a_comune_of_the_province_has_its_own_figures(funded, client):
    page = client.get("/dati/agenda-digitale/?provincia=TV&comune=026086")
    assert "Candidature finanziate 2 " in words(page)
    assert "?provincia=TV&amp;comune=026012" in page.content.decode()
    elsewhere = client.get("/dati/agenda-digitale/?provincia=TV&comune=025006")
    assert "Candidature finanziate 3 " in words(elsewhere)  # Belluno's: as if it were not there


# Goals --------------------------------------------------------------------------------------------


@given(st.dictionaries(st.integers(2020, 2030), st.integers(0, 50)), st.integers(1, 600))
def test_a_trend_never_goes_back_and_leaves_no_year_out(by_year, among):
    found = agenda.trend(by_year, among)
    totals = [one.comuni for one in found]
    assert totals == sorted(totals)
    assert [one.year for one in found] == (
        list(range(min(by_year), max(by_year) + 1)) if by_year else []
    )
    assert (totals[-1] if totals else 0) == sum(by_year.values())


@pytest.fixture
def goal(actors):
    def make(who="treviso.admin", call="1.4.1", target=80, due_on=DUE):
        return set_goal(
            call=call, target=target, due_on=due_on, note="Con gli sportelli del SIT.",
            actor=actors[who], now=NOW,
        )  # fmt: skip

    return make


def test_a_goal_is_measured_on_the_comuni_of_the_province(goal, funded, enti):
    made = goal()
    (one,) = agenda.progress(bodies()[enti[cast.TREVISO].pk], [made])
    assert (one.comuni, one.among, one.share, one.missing) == (1, 2, 50, 1)
    assert [(step.year, step.comuni) for step in one.trend] == [(2024, 1)]
    assert not one.is_reached


def test_set_again_a_goal_changes(goal):
    assert goal(target=80) == goal(target=90)
    assert DigitalGoal.objects.get().target == 90


def test_goals_that_make_no_sense_are_refused_and_nothing_changes(goal):
    for given_, code in (
        ({"call": "9.9"}, "no_call"),
        ({"target": 0}, "no_share"),
        ({"target": 101}, "no_share"),
        ({"due_on": NOW.date()}, "gone_by"),
        ({"who": "comune1.referente"}, "not_permitted"),
        ({"who": "treviso.redattore"}, "not_permitted"),
    ):
        with pytest.raises(Refusal) as refusal:
            goal(**given_)
        assert refusal.value.code == code
    assert not DigitalGoal.objects.exists()


def test_a_goal_of_another_province_is_not_there(goal, actors, sign_in):
    made = goal()
    with pytest.raises(Refusal):
        drop_goal(goal=made, actor=actors["brescia.admin"], now=NOW)
    assert (
        sign_in("brescia.admin").post(f"/dati/agenda-digitale/obiettivi/{made.pk}/togli/")
    ).status_code == 404
    assert DigitalGoal.objects.get() == made


def test_the_page_of_a_province_shows_goals_and_comuni_to_everybody(goal, funded, client):
    goal()
    said = words(client.get("/dati/agenda-digitale/?provincia=TV"))
    assert "1 Comuni su 2; traguardo 80 %" in said.replace("\xa0", " ")
    assert "2024: 1 (50 %)" in said
    assert "Comune 026012" in said
    assert "Fissa un obiettivo" not in said


def test_a_province_sets_its_goal_from_its_page(funded, sign_in):
    client = sign_in("treviso.admin")
    assert "Fissa un obiettivo" in words(client.get("/dati/agenda-digitale/?provincia=TV"))
    assert "Fissa un obiettivo" not in words(client.get("/dati/agenda-digitale/?provincia=BS"))
    given_ = {"call": "1.4.3-pagopa", "target": "60", "due_on": "2027-06-30", "note": ""}
    assert client.post("/dati/agenda-digitale/obiettivi/", given_).status_code == 302
    assert DigitalGoal.objects.get().target == 60


# The register -------------------------------------------------------------------------------------

INDEX = {
    "name": "Indice di prova", "holder": "Un istituto", "level": "REGION", "dimensions": "",
    "last_year": 2025, "periodicity": "ANNUAL", "url": "https://example.org/", "licence": "",
    "note": "",
}  # fmt: skip


@pytest.mark.django_db
def test_the_register_comes_with_the_indices_that_are_known_and_no_desi_of_a_province():
    found = DigitalIndex.objects.filter(name__icontains="DESI")
    assert found.count() == 2
    assert not found.filter(level__in=("PROVINCE", "COMUNE")).exists()


@pytest.mark.parametrize("level", ["PROVINCE", "COMUNE"])
def test_a_desi_below_the_regions_is_refused(actors, level):
    before = DigitalIndex.objects.count()
    with pytest.raises(Refusal) as refusal:
        keep_index(
            index=None, values={**INDEX, "name": "Desi provinciale", "level": level},
            actor=actors["upi.admin"], now=NOW,
        )  # fmt: skip
    assert refusal.value.code == "no_provincial_desi"
    assert DigitalIndex.objects.count() == before


def test_upi_keeps_the_register_and_others_read_it(actors, client):
    with pytest.raises(Refusal):
        keep_index(index=None, values=INDEX, actor=actors["treviso.admin"], now=NOW)
    made = keep_index(index=None, values=INDEX, actor=actors["upi.admin"], now=NOW)
    said = words(client.get("/dati/agenda-digitale/indici/"))
    assert "Indice di prova" in said
    assert "Aggiungi un indice" not in said
    withdraw_index(index=made, actor=actors["upi.admin"], now=NOW)
    assert "Indice di prova" not in words(client.get("/dati/agenda-digitale/indici/"))


def test_the_statements_of_the_register_do_not_grow(enti, client, django_assert_max_num_queries):
    client.get("/dati/agenda-digitale/indici/")
    with django_assert_max_num_queries(12):
        client.get("/dati/agenda-digitale/indici/")
