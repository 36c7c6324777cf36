"""Modules and settings of a space: inherited, with a visible origin; off means absent."""

from datetime import UTC, datetime

import pytest
from django.db import models

from pico.core.audit.models import AuditLine
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.modules import actions, registry, settings
from pico.core.modules.forms import SettingsForm
from pico.core.modules.models import ModuleActivation, SpaceSetting
from pico.core.modules.settings import Value

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def space(enti):
    return {space.slug: space for space in Space.objects.select_related("parent__parent", "ente")}


@pytest.fixture
def sample():
    return registry.installed()["sample"]


def switch(space, module, is_on, actor):
    actions.switch_module(space=space, module=module, is_on=is_on, actor=actor, now=NOW)


def test_a_module_is_off_until_somebody_switches_it_on(space):
    assert "sample" not in registry.active_for(space["treviso"])


def test_a_choice_of_upi_holds_below_and_shows_its_origin(space, sample, actors):
    switch(space[""], sample, True, actors["upi.admin"])
    found = registry.switches(space["treviso"])["sample"]
    assert (found.is_on, found.origin) == (True, space[""])


def test_a_nearer_choice_wins(space, sample, actors):
    switch(space[""], sample, True, actors["upi.admin"])
    switch(space["treviso"], sample, False, actors["treviso.admin"])
    assert "sample" not in registry.active_for(space["treviso"])
    assert "sample" in registry.active_for(space["brescia"])


def test_going_back_to_the_inherited_choice(space, sample, actors):
    switch(space["treviso"], sample, True, actors["treviso.admin"])
    switch(space["treviso"], sample, None, actors["treviso.admin"])
    assert "sample" not in registry.active_for(space["treviso"])


@pytest.mark.parametrize("name", ["brescia.admin", "treviso.sua", "comune1.referente"])
def test_who_does_not_run_the_space_is_refused(space, sample, actors, name):
    with pytest.raises(Refusal) as refusal:
        switch(space["treviso"], sample, True, actors[name])
    assert refusal.value.code == "not_permitted"
    assert not ModuleActivation.objects.exists()
    assert not AuditLine.objects.exists()


def test_vertical_modules_do_not_exist_at_upi(space, sample, actors):
    switch(space[""], sample, True, actors["upi.admin"])
    assert "sample" not in registry.switches(space[""])


def test_a_switch_is_told_in_the_trail(space, sample, actors):
    switch(space["treviso"], sample, True, actors["treviso.admin"])
    assert AuditLine.objects.get().sentence == "Modulo «Modulo di prova» acceso."


def test_an_inactive_module_answers_404(client, space, sample, actors):
    assert client.get("/treviso/prova/").status_code == 404
    switch(space["treviso"], sample, True, actors["treviso.admin"])
    assert client.get("/treviso/prova/").status_code == 200
    assert client.get("/brescia/prova/").status_code == 404


def test_settings_are_inherited_with_their_origin(space, sample, actors):
    actions.change_settings(
        space=space[""],
        module=sample,
        changes={"places": 30},
        actor=actors["upi.admin"],
        now=NOW,
    )
    value = settings.values(space["treviso"], sample)["places"]
    assert (value.value, value.origin) == (30, space[""])
    assert settings.effective(space["treviso"], sample).greeting == "Ciao"


def test_a_value_of_another_type_is_refused(space, sample, actors):
    with pytest.raises(Refusal):
        actions.change_settings(
            space=space["treviso"],
            module=sample,
            changes={"places": "molti"},
            actor=actors["treviso.admin"],
            now=NOW,
        )
    assert not SpaceSetting.objects.exists()


class Colour(models.TextChoices):
    RED = "#f00", "rosso"
    BLUE = "#00f", "blu"


def coloured(value: str, *, origin=None, inherited: str = Colour.RED.value) -> Value:
    """A setting with choices, as it stands in a space."""
    return Value(
        name="colour", kind=str, label="Colore", help_text="", choices=Colour, starts_with="",
        value=value, origin=origin, inherited=inherited, inherited_from=None,
    )  # fmt: skip


def changes_of(space, value: Value, **typed) -> dict:
    form = SettingsForm(typed, space=space, values={"colour": value})
    assert form.is_valid(), form.errors
    return form.changes()


def test_a_choice_takes_nothing_else():
    assert coloured("#f00").takes("#00f")
    assert not coloured("#f00").takes("#0f0")
    assert not coloured("#f00").takes("")


def test_a_choice_that_is_no_more_offered_is_said_and_may_be_left(space):
    here = space["treviso"]
    old = coloured("#0f0", origin=here)
    form = SettingsForm(space=here, values={"colour": old})
    assert "#0f0 (non ammesso: scegli un altro valore)" in form.as_p()
    assert "Usa il valore ereditato: rosso" in form.as_p()
    assert changes_of(here, old, colour="#0f0") == {}
    assert changes_of(here, old, colour="#00f") == {"colour": "#00f"}
    assert changes_of(here, old, colour="#0f0", inherit_colour="on") == {"colour": None}


def test_switches_cost_one_query(space, django_assert_num_queries):
    with django_assert_num_queries(1):
        registry.switches(space["treviso"])


def filled(space, **typed) -> SettingsForm:
    values = settings.values(space, registry.installed()["spaces"])
    ticked = {f"inherit_{name}": "on" for name, value in values.items() if not value.is_own(space)}
    form = SettingsForm({**ticked, **typed}, space=space, values=values)
    assert form.is_valid()
    return form


def test_who_writes_over_an_inherited_value_keeps_what_was_written(space):
    assert filled(space["treviso"], email="urp@provincia.example").changes() == {
        "email": "urp@provincia.example"
    }


def test_a_form_sent_as_it_was_changes_nothing(space):
    assert filled(space["treviso"]).changes() == {}
