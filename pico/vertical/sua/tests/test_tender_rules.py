"""Arithmetic of awards and states."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..rules.awards import award_amount, weighted_discount
from ..rules.tenders import card_chain, least_advanced, missing_kinds
from ..terms.procurement import ContractKind, Procedure
from ..terms.tenders import LOT_FAILED, WAY, LotState, TenderState

cents = st.decimals(0, 10_000_000, places=2)
percents = st.decimals(0, 100, places=3)


def test_labour_outside_the_discount():
    given_ = {"base": Decimal(100_000), "safety": Decimal(2000), "labour": Decimal(40_000), "discount": Decimal(10)}  # fmt: skip
    assert award_amount(**given_, is_labour_discountable=True) == Decimal("92000.00")
    assert award_amount(**given_, is_labour_discountable=False) == Decimal("96000.00")


@given(cents, cents, cents, percents, st.booleans())
def test_an_award_is_between_what_stands_and_the_whole(base, safety, labour, discount, inside):
    labour = min(labour, base)
    found = award_amount(
        base=base, safety=safety, labour=labour, discount=discount, is_labour_discountable=inside
    )
    floor = safety if inside else safety + labour
    assert floor <= found <= base + safety


@pytest.mark.parametrize(("discount", "labour"), [("100.001", "0"), ("-1", "0"), ("5", "101")])
def test_impossible_figures_are_errors(discount, labour):
    with pytest.raises(ValueError, match=r"percentage|part"):
        award_amount(
            base=Decimal(100), safety=Decimal(0), labour=Decimal(labour),
            discount=Decimal(discount), is_labour_discountable=True,
        )  # fmt: skip


def test_the_weighted_discount_looks_at_the_sums():
    pairs = [(Decimal(100), Decimal(90)), (Decimal(900), Decimal(630))]
    assert weighted_discount(pairs) == Decimal("28.000")
    assert weighted_discount([]) is None


@given(st.lists(st.sampled_from(list(LotState)), min_size=1))
def test_a_tender_stands_at_its_least_advanced_lot(states):
    found = least_advanced(states)
    going = [state for state in states if state not in LOT_FAILED]
    if going:
        assert WAY.index(LotState(found.value)) == min(WAY.index(state) for state in going)
    else:
        assert found in (TenderState.DESERT, TenderState.UNSUCCESSFUL, TenderState.CANCELLED)


def test_one_desert_lot_alone_stops_nobody():
    assert least_advanced([LotState.DESERT, LotState.EVALUATION]) == TenderState.EVALUATION
    assert least_advanced([LotState.DESERT, LotState.DESERT]) == TenderState.DESERT
    assert least_advanced([LotState.DESERT, LotState.UNSUCCESSFUL]) == TenderState.UNSUCCESSFUL


def test_the_checklist_follows_the_procedure():
    asked = {"contract_kind": ContractKind.SERVICES, "present": ()}
    opened = missing_kinds(procedure=Procedure.OPEN, **asked)
    invited = missing_kinds(procedure=Procedure.NEGOTIATED, **asked)
    assert "NOTICE" in opened
    assert "INVITED" not in opened
    assert "INVITED" in invited
    assert "NOTICE" not in invited


def test_cards_follow_one_another():
    chain = card_chain(procedure=Procedure.OPEN, is_above_eu=False, is_awarded=None)
    assert chain[:3] == ("P2_16", "S2", "A2_29")
    assert card_chain(procedure=Procedure.OPEN, is_above_eu=True, is_awarded=False) == (
        "P1_16", "S2", "NAG",
    )  # fmt: skip
    assert card_chain(procedure=Procedure.DIRECT, is_above_eu=False, is_awarded=None)[0] == "AD3"
