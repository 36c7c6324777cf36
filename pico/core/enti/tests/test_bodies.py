"""Values typed by hand, and the way back to the registry."""

import pytest

from pico.core.audit.models import AuditLine
from pico.core.enti import actions, queries
from pico.core.enti.models import Ente
from pico.core.enti.terms import EnteKind, Origin
from pico.core.foundation.errors import Refusal

from .conftest import NOW


@pytest.fixture
def treviso(enti) -> Ente:
    return enti["p_TV"]


def edit(ente, actor, **values):
    return actions.edit_ente(ente=ente, values=values, actor=actor, now=NOW)


def test_a_manual_value_is_marked_and_the_registry_kept(actors, treviso):
    edit(treviso, actors["treviso.admin"], phone="0422 000000", email="")
    treviso.refresh_from_db()
    assert treviso.phone == "0422 000000"
    assert treviso.manual_fields == ["phone"]
    assert treviso.registry_values == {"phone": ""}


def test_a_second_edit_keeps_what_the_registry_said_first(actors, treviso):
    treviso.website = "https://registro.example"
    treviso.save()
    edit(treviso, actors["treviso.admin"], website="https://uno.example")
    edit(treviso, actors["treviso.admin"], website="https://due.example")
    treviso.refresh_from_db()
    assert treviso.registry_values == {"website": "https://registro.example"}
    assert [d.registry for d in queries.differences()] == ["https://registro.example"]


def test_revert_takes_the_value_of_the_registry_back(actors, treviso):
    edit(treviso, actors["treviso.admin"], phone="0422 000000")
    actions.revert_field(ente=treviso, field="phone", actor=actors["treviso.admin"], now=NOW)
    treviso.refresh_from_db()
    assert (treviso.phone, treviso.manual_fields, treviso.registry_values) == (
        "",
        [],
        {},
    )
    assert queries.differences() == []


def test_revert_of_what_nobody_typed_is_refused(actors, treviso):
    with pytest.raises(Refusal) as refused:
        actions.revert_field(ente=treviso, field="phone", actor=actors["treviso.admin"], now=NOW)
    assert refused.value.code == "not_a_manual_value"


def test_each_change_is_a_sentence_of_the_story(actors, treviso):
    edit(treviso, actors["treviso.admin"], phone="0422 000000")
    line = queries.history_of(treviso).get()
    assert line.sentence == "Ha modificato: telefono da «» a «0422 000000»."
    assert line.person_name == "Tecla Amministra-Treviso"


def test_nothing_changed_leaves_no_line(actors, treviso):
    edit(treviso, actors["treviso.admin"], phone="")
    assert not AuditLine.objects.exists()


def test_names_and_codes_are_corrected_by_upi_only(actors, treviso):
    with pytest.raises(Refusal) as refused:
        edit(treviso, actors["treviso.admin"], name="Marca trevigiana")
    assert refused.value.code == "not_permitted"
    treviso.refresh_from_db()
    assert treviso.name == "Provincia di Treviso"
    edit(treviso, actors["upi.admin"], name="Provincia di Treviso – Marca")
    treviso.refresh_from_db()
    assert treviso.search_key.endswith("marca")


@pytest.mark.parametrize("username", ["brescia.admin", "treviso.sua", "comune1.referente"])
def test_others_change_nothing(actors, treviso, username):
    with pytest.raises(Refusal):
        edit(treviso, actors[username], phone="1")
    treviso.refresh_from_db()
    assert treviso.phone == ""


def test_what_is_the_registry_s_is_not_typed(actors, treviso):
    with pytest.raises(Refusal) as refused:
        edit(treviso, actors["upi.admin"], istat_code="999")
    assert refused.value.code == "field_not_editable"


def test_a_codice_ipa_belongs_to_one_ente(actors, treviso):
    with pytest.raises(Refusal) as refused:
        edit(treviso, actors["upi.admin"], ipa_code="P_BS")
    assert refused.value.code == "ipa_code_taken"


def test_upi_adds_an_ente_that_no_registry_has(actors, enti):
    ente = actions.create_ente(
        values={"kind": EnteKind.OTHER, "name": "Fondazione di Prova"},
        actor=actors["upi.admin"],
        now=NOW,
    )
    assert ente.origin == Origin.MANUAL
    assert queries.suggestions("fondazione prova") == [ente]


def test_a_double_is_refused(actors, enti):
    with pytest.raises(Refusal) as refused:
        actions.create_ente(
            values={
                "kind": EnteKind.PROVINCE,
                "name": "PROVINCIA DI TREVISO",
                "territory_id": "026",
            },
            actor=actors["upi.admin"],
            now=NOW,
        )
    assert refused.value.code == "ente_exists"
    assert Ente.objects.filter(kind=EnteKind.PROVINCE).count() == 3


def test_only_upi_adds(actors, enti):
    before = Ente.objects.count()
    with pytest.raises(Refusal):
        actions.create_ente(
            values={"kind": EnteKind.OTHER, "name": "Mio"},
            actor=actors["treviso.admin"],
            now=NOW,
        )
    assert Ente.objects.count() == before
