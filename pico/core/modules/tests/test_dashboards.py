"""The door of dashboards: a declaration says where it answers; a reader is offered what he may open."""

import pytest

from pico.core.access import policy
from pico.core.access.facts import is_member
from pico.core.enti.models import Space
from pico.core.modules import dashboards, registry
from pico.core.modules.manifest import Dashboard, Module, Whose
from pico.core.testing import factories

SAID = {"key": "prove", "title": "Prove", "about": "Numeri di prova.", "permission": "sample.read"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"whose": Whose.NATIONAL, "url": "sample:page"},
        {"whose": Whose.NATIONAL, "url": "sample:page", "view": "tests.sample_module.views.page"},
        {"whose": Whose.ENTE},
        {"whose": Whose.PROVINCE, "view": "tests.sample_module.views.page"},
    ],
)
def test_a_dashboard_says_where_it_answers(wrong):
    with pytest.raises(ValueError, match="prove"):
        Dashboard(**SAID, **wrong)


def slugs(actor, here: str) -> list[str]:
    return [one.slug for one in dashboards.spaces_of(actor, Space.objects.get(slug=here))]


def test_the_spaces_of_a_reader_are_his_own_and_the_one_he_is_in(enti, actors):
    assert slugs(actors["treviso.sua"], "") == ["", "treviso"]
    assert slugs(actors["treviso.sua"], "treviso") == ["treviso"]
    assert slugs(actors["comune1.referente"], "brescia") == ["brescia", "treviso"]
    assert slugs(actors["upi.admin"], "treviso") == ["treviso", ""]
    assert slugs(actors["veneto.admin"], "veneto") == ["veneto"]


def test_a_space_that_is_not_out_is_not_offered(enti, actors):
    Space.objects.filter(slug="treviso").update(state="SUSPENDED")
    assert slugs(actors["comune1.referente"], "") == [""]


@pytest.fixture
def sample(monkeypatch) -> Module:
    """A module of the Provinces with three dashboards, for who acts for an ente."""
    may = "modules.sample.look"
    monkeypatch.setattr(policy, "_rules", {**policy.everything(), may: policy.any_of(is_member)})
    common = {"title": "T", "about": "A", "permission": may}
    found = Module(
        key="sample", label="Prove", layer="vertical",
        dashboards=(
            Dashboard(key="a", whose=Whose.PROVINCE, url="sample:page", **common),
            Dashboard(key="b", whose=Whose.ENTE, url="sample:page", **common),
            Dashboard(key="c", whose=Whose.NATIONAL, view="x.y", **common),
        ),
    )  # fmt: skip
    monkeypatch.setattr(registry, "installed", lambda: {"sample": found})
    return found


def offered(actor) -> set[tuple[str, str]]:
    found = dashboards.offered(actor, Space.objects.select_related("parent__parent"))
    return {(one.space.slug, one.dashboard.key) for one in found}


def test_nothing_is_offered_of_a_module_that_is_off(enti, actors, sample):
    assert offered(actors["treviso.sua"]) == set()
    assert not dashboards.is_on_somewhere(sample)


def test_a_province_is_offered_its_own_others_those_of_their_ente(enti, actors, sample):
    factories.switch_on("sample", "treviso")
    assert offered(actors["treviso.sua"]) == {("treviso", "a"), ("", "c")}
    assert offered(actors["comune1.referente"]) == {("treviso", "b"), ("", "c")}
    assert offered(actors["nuovo.utente"]) == set()
