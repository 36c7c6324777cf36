"""The advice on its edges, and that it never turns back as the amount grows."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ..actions.parameters import SEED, _seed_rows
from ..models import Parameter
from ..queries.parameters import _followed, found_of
from ..rules import advisor
from ..rules.advisor import Case
from ..terms.procurement import ContractKind as K
from ..terms.procurement import Criterion, Procedure, Technique

P = Procedure


def figures(on: date):
    rows = [Parameter(**row) for row in _seed_rows(json.loads(SEED.read_text()))]
    found = {
        row.key: found_of(row)
        for row in rows
        if row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)
    }
    return {key: _followed(one, found) for key, one in found.items()}


TODAY = figures(date(2026, 11, 20))


def advise(kind, value, known=TODAY, **more):
    return advisor.advise(Case(kind=kind, value=Decimal(value), **more), known)


@pytest.mark.parametrize(
    ("kind", "value", "procedure", "operators"),
    [
        (K.SERVICES, "139999.99", P.DIRECT, 0),
        (K.SERVICES, "140000.00", P.NEGOTIATED, 5),
        (K.ENGINEERING, "139999.99", P.DIRECT, 0),
        (K.SUPPLIES, "215999.99", P.NEGOTIATED, 5),
        (K.SUPPLIES, "216000.00", P.OPEN, 0),
        (K.WORKS, "149999.99", P.DIRECT, 0),
        (K.WORKS, "150000.00", P.NEGOTIATED, 5),
        (K.WORKS, "999999.99", P.NEGOTIATED, 5),
        (K.WORKS, "1000000.00", P.NEGOTIATED, 10),
        (K.WORKS, "5403999.99", P.NEGOTIATED, 10),
        (K.WORKS, "5404000.00", P.OPEN, 0),
        (K.SERVICES_CONCESSION, "5403999.99", P.NEGOTIATED, 10),
        (K.SERVICES_CONCESSION, "5404000.00", P.CONCESSION, 0),
    ],
)
def test_the_procedure_on_its_edges(kind, value, procedure, operators):
    found = advise(kind, value)
    assert (found.main.procedure, found.main.operators) == (procedure, operators)


def test_social_services_have_their_own_threshold():
    assert not advise(K.SERVICES, "749999.99", is_social=True).is_above
    assert advise(K.SERVICES, "750000.00", is_social=True).is_above


@pytest.mark.parametrize(
    ("kind", "value", "level"),
    [
        (K.WORKS, "499999.99", ""),
        (K.WORKS, "500000.00", ""),
        (K.WORKS, "500000.01", "L3"),
        (K.WORKS, "1000000.00", "L3"),
        (K.WORKS, "1000000.01", "L2"),
        (K.WORKS, "5404000.00", "L2"),
        (K.WORKS, "5404000.01", "L1"),
        (K.SERVICES, "139999.99", ""),
        (K.SERVICES, "140000.00", "SF3"),
        (K.SUPPLIES, "750000.01", "SF2"),
        (K.SUPPLIES, "5000000.01", "SF1"),
        (K.SERVICES_CONCESSION, "140000.00", "SF2"),
        (K.WORKS_CONCESSION, "500000.01", "L2"),
    ],
)
def test_the_qualification_on_its_edges(kind, value, level):
    needed = advise(kind, value).qualification
    assert (needed.level, needed.is_alone) == (level, not level)


def test_at_exactly_half_a_million_the_two_texts_differ():
    assert "Verificare con ANAC" in advise(K.WORKS, "500000").warnings[0]
    assert advise(K.WORKS, "499999.99").warnings == ()


@pytest.mark.parametrize(
    ("held", "level", "may"),
    [(("L3",), "L3", True), (("L3",), "L2", False), (("L1",), "L2", True), (("SF1",), "L3", False),
     ((), "SF3", False), ((), "", True)],
)  # fmt: skip
def test_a_higher_level_covers_a_lower_one(held, level, may):
    needed = advisor.Needed(level, not level, ())
    assert advisor.may_award(held, needed) is may


def test_the_law_of_the_day_of_the_notice_counts():
    before, after = (
        advise(K.SUPPLIES, "218000", figures(day)) for day in (date(2025, 12, 31), date(2026, 1, 1))
    )
    assert (before.main.procedure, after.main.procedure) == (P.NEGOTIATED, P.OPEN)
    said = advisor.differences(before, after)
    assert "il contratto passa sopra la soglia europea" in said
    assert "cambiano le procedure ammesse" in said
    assert advisor.differences(before, before) == ()


@pytest.mark.parametrize(
    ("kind", "more", "compulsory"),
    [
        (K.SERVICES, {"base": Decimal(100), "labour": Decimal(50)}, True),
        (K.SERVICES, {"base": Decimal(100), "labour": Decimal("49.99")}, False),
        (K.WORKS, {"base": Decimal(100), "labour": Decimal(90)}, False),
        (K.SERVICES, {"is_social": True}, True),
        (K.ENGINEERING, {}, True),
        (K.SUPPLIES, {"is_high_technology": True}, True),
        (K.SUPPLIES, {}, False),
        (K.WORKS, {"procedure": P.DIALOGUE}, True),
    ],
)
def test_when_quality_is_compulsory(kind, more, compulsory):
    found = advise(kind, "140000", **more)
    assert (Criterion.LOWEST_PRICE not in found.criteria.allowed) is compulsory
    assert bool(found.criteria.reasons) is compulsory


def test_labour_intensive_limits_the_weight_of_the_price():
    found = advise(K.SERVICES, "200000", base=Decimal(200000), labour=Decimal(150000))
    assert found.criteria.most_price.value == 30
    assert "108" in found.criteria.most_price.source


def test_a_forbidden_criterion_and_an_unusual_procedure_are_told():
    found = advise(
        K.ENGINEERING, "150000", criterion=Criterion.LOWEST_PRICE, procedure=Procedure.OPEN
    )
    assert any("minor prezzo non è ammesso" in one for one in found.warnings)
    assert any("motivandola" in one for one in found.warnings)
    direct = advise(K.SERVICES, "300000", procedure=Procedure.DIRECT)
    assert any("non è fra le procedure ammesse" in one for one in direct.warnings)


@pytest.mark.parametrize(
    ("kind", "value", "more", "first", "award"),
    [
        (K.SERVICES, "4999.99", {}, "AD5", "CO2"),
        (K.SERVICES, "5000", {}, "AD3", "SC1"),
        (K.WORKS, "600000", {}, "P7_1_3", "A2_29"),
        (K.WORKS, "6000000", {}, "P1_16", "A1_29"),
        (K.WORKS, "2000000", {"procedure": P.OPEN}, "P2_16", "A2_29"),
        (K.SERVICES_CONCESSION, "6000000", {}, "P1_19", "A1_29"),
        (K.SERVICES, "800000", {"is_social": True}, "P1_20", "A1_29"),
        (K.SUPPLIES, "200000", {"technique": Technique.DYNAMIC}, "P7_2", "A2_29"),
    ],
)
def test_the_chain_of_cards(kind, value, more, first, award):
    found = advise(kind, value, **more)
    assert found.cards[0] == first
    assert award in found.cards


def test_the_length_of_the_procedure():
    found = advise(K.WORKS, "600000", criterion=Criterion.LOWEST_PRICE)
    assert (found.length.months, found.length.longest) == (3, 10)
    assert advise(K.WORKS, "6000000").length.months == 9
    assert advise(K.WORKS, "1000").length is None


amounts = st.decimals(min_value=0, max_value=60_000_000, places=2)
kinds = st.sampled_from(list(K))
ORDER = ["", "L3", "SF3", "L2", "SF2", "L1", "SF1"]


@settings(max_examples=120)
@given(kind=kinds, one=amounts, other=amounts)
def test_more_money_never_asks_for_less(kind, one, other):
    small, large = sorted((one, other))
    low, high = advise(kind, small), advise(kind, large)
    assert low.is_above <= high.is_above
    assert low.fee <= high.fee
    assert low.operator_fee <= high.operator_fee
    assert low.stamp <= high.stamp
    assert ORDER.index(low.qualification.level) <= ORDER.index(high.qualification.level)
    assert low.is_direct >= high.is_direct


@settings(max_examples=60)
@given(kind=kinds, value=amounts)
def test_every_advice_has_its_sources(kind, value):
    found = advise(kind, value)
    assert "D.Lgs. 36/2023" in found.article
    assert all(found.qualification.sources)
    assert found.fee_figure.source
    assert found.stamp_figure.source
    assert found.procedures
    assert found.criteria.allowed
