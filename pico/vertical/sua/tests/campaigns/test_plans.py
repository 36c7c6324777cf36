"""Lines of the plan merged and split by hand, with their trace."""

import pytest

from pico.core.foundation.errors import Refusal
from pico.core.testing import cast

from ...actions.campaigns import planning
from ...models import PlanLine
from ...queries.campaigns import plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(stage):
    stage.open()
    stage.write(7, code="A3")
    stage.write(900, code="EE", variant="verde")
    stage.send(100)
    stage.send(50, cast.COMUNE_2, "comune2.referente")
    for key in (cast.COMUNE_1, cast.COMUNE_2):
        stage.move("validate", key, "treviso.sua")
    stage.step("close")
    stage.step("check", "treviso.sua")
    return stage.plan()


def by_hand(stage):
    return {"actor": stage.actors["treviso.sua"], "now": stage.now}


def refused(code, act, **kwargs):
    before = PlanLine.objects.count()
    with pytest.raises(Refusal) as raised:
        act(**kwargs)
    assert raised.value.code == code
    assert PlanLine.objects.count() == before


def keys(plan, **wanted):
    return list(plan.lines.filter(**wanted).values_list("pk", flat=True))


def test_merging_keeps_quantities_values_and_the_trace(stage, plan):
    before = plans.value_of(plan)
    made = planning.merge_lines(
        plan=plan, lines=keys(plan, unit="PZ"), description="Carta", **by_hand(stage)
    )
    assert plans.value_of(plan) == before
    assert {q.ente.ipa_code: q.quantity for q in made.quotas.all()} == {
        cast.COMUNE_1: 107, cast.COMUNE_2: 50,
    }  # fmt: skip
    assert {one.description for one in made.came_from.all()} == {
        "Carta A4 in risme", "Carta A3 in risme",
    }  # fmt: skip
    assert plans.lines_of(plan).count() == 2


def test_units_are_never_added_to_each_other(stage, plan):
    refused(
        "different_units", planning.merge_lines, plan=plan, lines=keys(plan), description="",
        **by_hand(stage),
    )  # fmt: skip


def test_one_line_alone_is_not_merged(stage, plan):
    refused(
        "too_few", planning.merge_lines, plan=plan, lines=keys(plan, unit="KWH"), description="",
        **by_hand(stage),
    )  # fmt: skip


def test_splitting_gives_some_enti_a_line_of_their_own(stage, plan):
    line = plan.lines.get(code="A4")
    left, taken = planning.split_line(
        line=line, enti=[stage.enti[cast.COMUNE_2].pk], description="Carta del Coneglianese",
        **by_hand(stage),
    )  # fmt: skip
    assert [q.quantity for q in left.quotas.all()] == [100]
    assert [q.quantity for q in taken.quotas.all()] == [50]
    assert "Divisione" in taken.trace
    refused("replaced", planning.split_line, line=plan.lines.get(pk=line.pk),
            enti=[stage.enti[cast.COMUNE_2].pk], description="x", **by_hand(stage))  # fmt: skip


def test_a_split_leaves_somebody_on_both_sides(stage, plan):
    line = plan.lines.get(code="A4")
    everybody = [stage.enti[cast.COMUNE_1].pk, stage.enti[cast.COMUNE_2].pk]
    for enti in (everybody, [], [stage.enti[cast.COMUNE_3].pk]):
        refused("not_divided", planning.split_line, line=line, enti=enti, description="x",
                **by_hand(stage))  # fmt: skip


def test_an_older_version_is_not_worked_on(stage, plan):
    newer = stage.plan()
    assert newer.number == 2
    refused("changed_meanwhile", planning.merge_lines, plan=plan, lines=keys(plan, unit="PZ"),
            description="", **by_hand(stage))  # fmt: skip


def test_others_do_not_touch_it(stage, plan):
    for username in ("comune1.referente", "brescia.sua"):
        refused(
            "not_permitted", planning.merge_lines, plan=plan, lines=keys(plan, unit="PZ"),
            description="", actor=stage.actors[username], now=stage.now,
        )  # fmt: skip
