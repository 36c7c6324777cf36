from pathlib import Path

import pytest

from pico.core.access.actor import ANONYMOUS
from pico.core.access.policy import everything
from pico.core.adhesion import demo
from pico.core.adhesion.cartogram import PLACES, tiles
from pico.core.adhesion.models import Adhesion, Invitation
from pico.core.adhesion.queries.adhesions import provinces_overview
from pico.core.adhesion.terms import (
    MEANINGS,
    STATE_SENTENCES,
    AdhesionState,
    roles_of,
)
from pico.core.adhesion.workflow import ADHESION, MEMBERSHIP
from pico.core.enti.terms import EnteKind
from pico.core.ui.templatetags.ui import MEANINGS as KNOWN_MEANINGS

README = Path(__file__).parents[1] / "README.md"


@pytest.mark.parametrize("workflow", [MEMBERSHIP, ADHESION])
def test_the_readme_draws_the_table(workflow):
    assert workflow.diagram() in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("workflow", [MEMBERSHIP, ADHESION])
def test_every_step_names_a_known_permission(workflow):
    assert {str(step.permission) for step in workflow.steps} <= set(everything())


@pytest.mark.parametrize("state", AdhesionState)
def test_every_state_has_its_sentence_and_colour(state):
    assert STATE_SENTENCES[state]
    assert MEANINGS[state] in KNOWN_MEANINGS


@pytest.mark.parametrize("kind", EnteKind)
def test_no_ente_but_upi_names_administrators_of_upi(kind):
    assert ("UPI_ADMIN" in roles_of(kind)) is (kind == EnteKind.UPI)


def test_who_is_not_signed_in_may_do_nothing():
    names = [name for name in everything() if name.startswith("adhesion.")]
    assert names
    assert not any(ANONYMOUS.can(name, None) for name in names if name.endswith(".see"))


def test_the_grid_has_a_place_for_each_of_the_88():
    assert len(PLACES) == 88


def test_no_two_provinces_share_a_place():
    assert len(set(PLACES.values())) == 88


def test_a_province_of_the_registry_finds_its_tile(enti):
    assert {tile.plate for tile in tiles(provinces_overview())} == {"TV", "BS", "PU"}


def test_the_demonstration_brings_the_cast_to_the_end(people, now):
    demo.furnish(now)
    assert Adhesion.objects.filter(state=AdhesionState.RUNNING).count() == 6


def test_the_demonstration_runs_twice_and_adds_nothing(people, now):
    demo.furnish(now)
    before = (Adhesion.objects.count(), Invitation.objects.count())
    demo.furnish(now)
    assert (Adhesion.objects.count(), Invitation.objects.count()) == before
