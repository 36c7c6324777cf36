"""Figures of the law: in force on a day, followed, corrected, never overlapping."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pico.core.access.actor import SYSTEM
from pico.core.foundation.errors import Refusal

from ..actions.parameters import correct_parameter, follow_parameter, load_parameters
from ..models import Parameter
from ..queries.parameters import band, in_force, value, values

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
EU = "soglia.ue.servizi_forniture.sub_centrali"


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2023, 12, 31), 215000), (date(2024, 1, 1), 221000), (date(2026, 1, 1), 216000)],
)
def test_the_threshold_is_that_of_the_day(day, expected):
    found = value(EU, day)
    assert found.value == Decimal(expected)
    assert found.valid_from <= day <= found.valid_to
    assert "art. 14" in found.source


def test_stand_still_was_thirtyfive_days_until_the_corrective_decree():
    assert value("termine.stand_still", date(2024, 12, 30)).value == 35
    assert value("termine.stand_still", date(2024, 12, 31)).value == 32


def test_a_limit_follows_the_threshold_it_refers_to():
    key = "qualificazione.L2.limite"
    assert value(key, date(2025, 6, 1)).value == Decimal("5538000.00")
    assert values(date(2026, 6, 1))[key].value == Decimal("5404000.00")
    assert value("qualificazione.L1.limite", date(2026, 6, 1)).value is None


def test_a_day_without_a_value_says_who_enters_it():
    with pytest.raises(Refusal, match="lo inserisce UPI") as refused:
        value(EU, date(2031, 1, 1))
    assert refused.value.code == "no_parameter"


@pytest.mark.parametrize(
    ("amount", "fee"),
    [("39999.99", 0), ("40000.00", 35), ("149999.99", 35), ("150000.00", 250), ("20000000", 880)],
)
def test_a_band_begins_with_its_amount(amount, fee):
    table = value("contributo_anac", date(2026, 5, 1))
    assert band(table, Decimal(amount))["value"] == fee


def test_no_key_has_two_values_on_any_day():
    for row in Parameter.objects.all():
        assert in_force(row.valid_from).filter(key=row.key).count() == 1
        if row.valid_to:
            assert in_force(row.valid_to).filter(key=row.key).count() == 1


def test_a_new_value_ends_the_former_the_day_before(actors):
    made = follow_parameter(
        key="termine.stand_still", value="30", valid_from=date(2027, 1, 1), article="D.L. 1/2027",
        actor=actors["upi.admin"], now=NOW,
    )  # fmt: skip
    assert made.value == 30
    assert value("termine.stand_still", date(2026, 12, 31)).value == 32
    assert value("termine.stand_still", date(2027, 1, 1)).source == "D.L. 1/2027"


def test_a_correction_keeps_the_wrong_value_beside(actors):
    wrong = Parameter.objects.get(key="termine.anomalia")
    made = correct_parameter(
        parameter=wrong, value=14, article="art. 110", actor=actors["upi.admin"], now=NOW
    )
    wrong.refresh_from_db()
    assert (wrong.replaced_by, wrong.value) == (made, 15)
    assert value("termine.anomalia", date(2026, 11, 1)).value == 14


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"valid_from": date(2024, 12, 31)}, "overlap"),
        ({"value": "-1"}, "wrong_value"),
        ({"value": "due"}, "wrong_value"),
        ({"value": "1.5"}, "wrong_value"),
        ({"article": " "}, "no_source"),
    ],
)
def test_what_is_refused_changes_nothing(actors, given, code):
    before = list(Parameter.objects.values())
    wanted = {"value": 30, "valid_from": date(2027, 1, 1), "article": "D.L. 1/2027"} | given
    with pytest.raises(Refusal) as refused:
        follow_parameter(key="termine.stand_still", actor=actors["upi.admin"], now=NOW, **wanted)
    assert refused.value.code == code
    assert list(Parameter.objects.values()) == before


def test_a_correction_does_not_run_over_the_next_period(actors):
    first = Parameter.objects.get(key=EU, valid_from=date(2024, 1, 1))
    with pytest.raises(Refusal) as refused:
        correct_parameter(
            parameter=first, value="221000", article="art. 14", actor=actors["upi.admin"], now=NOW
        )
    assert refused.value.code == "overlap"
    assert Parameter.objects.filter(key=EU).count() == 3


@pytest.mark.parametrize("who", ["treviso.dirigente", "comune1.rup", "veneto.admin"])
def test_only_upi_changes_figures(actors, who):
    with pytest.raises(Refusal) as refused:
        follow_parameter(
            key="termine.anomalia", value=14, valid_from=date(2027, 1, 1), article="x",
            actor=actors[who], now=NOW,
        )  # fmt: skip
    assert refused.value.code == "not_permitted"


def test_the_seed_adds_what_is_missing_and_only_that(actors):
    Parameter.objects.filter(key="termine.anomalia").delete()
    correct_parameter(
        parameter=Parameter.objects.get(key="termine.comunicazioni"), value=6, article="x",
        actor=actors["upi.admin"], now=NOW,
    )  # fmt: skip
    assert load_parameters(actor=SYSTEM, now=NOW) == 1
    assert value("termine.comunicazioni", date(2026, 11, 1)).value == 6
    assert load_parameters(actor=SYSTEM, now=NOW) == 0


def test_bands_rise_from_zero(actors):
    wrong = [{"from": "100", "value": "1"}]
    with pytest.raises(Refusal, match="cominciano da zero"):
        correct_parameter(
            parameter=Parameter.objects.get(key="bollo_contratto"), value=wrong, article="x",
            actor=actors["upi.admin"], now=NOW,
        )  # fmt: skip
