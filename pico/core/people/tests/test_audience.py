"""«Chi lo vede?»: the levels offered, who would see it, what widens, the field of every form."""

import pytest
from django import forms
from django.urls import reverse
from django.utils import timezone

from pico.core.access.actor import ANONYMOUS
from pico.core.access.terms import Role
from pico.core.enti.models import EnteTerritory
from pico.core.enti.terms import EnteKind
from pico.core.people import audience, queries
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.fields import ScopeChoiceField
from pico.core.people.models import Circle, CircleMember, Membership, Person
from pico.core.people.terms import CircleKind, MembershipState, PersonState
from pico.core.testing import cast, factories


@pytest.fixture
def network(enti, people):
    """A thematic network: the Comune 1 as a body, and one person of Brescia."""
    circle = Circle.objects.create(kind=CircleKind.NETWORK, name="Appalti", owner=enti[cast.UPI])
    CircleMember.objects.create(circle=circle, ente=enti[cast.COMUNE_1])
    CircleMember.objects.create(circle=circle, person=people["brescia.admin"])
    return circle


@pytest.fixture
def union(enti):
    """A Union that works in Treviso and Brescia, with one person."""
    union = factories.make_ente(
        "Unione montana di Prova", EnteKind.UNION, territory_id="026", region_id="05"
    )
    for code in ("026", "017"):
        EnteTerritory.objects.create(ente=union, territory_id=code)
    person = factories.make_person("unione.segretario")
    factories.make_membership(person, union, Role.USER)
    return union


def actor_now(person):
    """The Actor as the database has it now."""
    place = working_memberships(person, today=timezone.localdate()).first()
    return actor_for(person, place)


def keys(actor, **extra) -> list[str]:
    return [one.key for one in audience.levels_for(actor, **extra)]


# Levels offered ---------------------------------------------------------------------------------


def test_a_comune_publishes_from_the_platform_down_but_not_openly(people, actors, enti):
    ente, person = enti[cast.COMUNE_1], people["comune1.referente"]
    assert keys(actors["comune1.referente"]) == [
        "platform",
        "ter:026",
        f"ente:{ente.pk}",
        f"usr:{person.pk}",
    ]


@pytest.mark.parametrize(
    ("who", "is_open"),
    [
        ("treviso.redattore", True),
        ("treviso.admin", True),
        ("veneto.admin", True),
        ("upi.redattore", True),
        ("treviso.sua", False),
        ("comune1.referente", False),
        ("esperto.sua", False),
    ],
)
def test_only_who_speaks_for_a_space_publishes_openly(actors, who, is_open):
    assert ("public" in keys(actors[who])) is is_open


def test_a_province_has_its_system_its_region_and_its_territory(actors):
    assert keys(actors["treviso.redattore"])[:5] == [
        "public",
        "platform",
        "provinces",
        "reg:05",
        "ter:026",
    ]


def test_who_waits_publishes_nothing_beyond_himself(people):
    waiting = actor_now(people["nuovo.utente"])
    assert keys(waiting) == [f"usr:{people['nuovo.utente'].pk}"]
    assert keys(ANONYMOUS) == []


def test_levels_have_names_and_plain_words(actors, people, network):
    choices = {one.key: one for one in audience.levels_for(actor_now(people["brescia.admin"]))}
    assert choices["ter:017"].label == "Provincia di Brescia ed enti del territorio"
    assert choices[network.scope].label == "Rete «Appalti»"
    Circle.objects.update(name="Rete SUA")
    choices = {one.key: one for one in audience.levels_for(actor_now(people["brescia.admin"]))}
    assert choices[network.scope].label == "Rete SUA"  # not twice the word
    assert "Provincia di Brescia" in choices[actor_key(actors["brescia.admin"])].description


def actor_key(actor) -> str:
    return f"ente:{actor.ente_id}"


def test_a_union_chooses_among_its_territories(union):
    actor = actor_now(Person.objects.get(username="unione.segretario"))
    assert [key for key in keys(actor) if key.startswith("ter:")] == [
        "ter:017",
        "ter:026",
    ]


def test_a_closed_network_is_not_offered(people, network):
    network.closed_at = timezone.now()
    network.save()
    assert network.scope not in keys(actor_now(people["brescia.admin"]))


# Who would see it -------------------------------------------------------------------------------


def readers_by_actor(scope: str) -> set[str]:
    """Who reads the scope, by building every Actor: the slow truth the query must give."""
    today = timezone.localdate()
    return {
        person.username
        for person in Person.objects.filter(state=PersonState.ACTIVE)
        if any(
            scope in actor_for(person, place).scopes
            for place in [*working_memberships(person, today=today), None]
        )
    }


@pytest.mark.parametrize(
    "scope",
    [
        "public",
        "platform",
        "provinces",
        "reg:05",
        "reg:03",
        "ter:026",
        "ter:017",
        "ter:041",
    ],
)
def test_the_readers_are_those_whose_actor_carries_the_key(people, union, network, scope):
    found = set(queries.readers(scope).values_list("username", flat=True))
    assert found == readers_by_actor(scope)


def test_the_readers_of_enti_circles_and_persons_too(people, union, network, enti):
    person = people["comune1.rup"]
    for scope in (
        network.scope,
        f"ente:{enti[cast.COMUNE_1].pk}",
        f"ente:{union.pk}",
        f"usr:{person.pk}",
    ):
        found = set(queries.readers(scope).values_list("username", flat=True))
        assert found == readers_by_actor(scope), scope


def test_the_sentence_of_a_territory_counts_persons_and_enti(actors):
    told = audience.audience("ter:026", actors["treviso.admin"])
    assert told.sentence == (
        "Lo vedranno 11 persone di 4 enti: Provincia di Treviso e 3 enti del suo territorio."
    )
    assert (told.people, told.enti) == (11, 4)
    assert told.sample[0] == "Provincia di Treviso"


def test_suspended_and_waiting_persons_do_not_count(people, actors):
    before = audience.audience("ter:026", actors["treviso.admin"]).people
    people["treviso.sua"].state = PersonState.SUSPENDED
    people["treviso.sua"].save()
    Membership.objects.filter(person=people["treviso.sit"]).update(state=MembershipState.PENDING)
    assert audience.audience("ter:026", actors["treviso.admin"]).people == before - 2


def test_one_ente_and_one_person_are_said_in_the_singular(actors, enti):
    told = audience.audience(f"ente:{enti[cast.COMUNE_2].pk}", actors["comune2.referente"])
    assert told.sentence == "Lo vedrà 1 persona di 1 ente: Comune di Conegliano."


def test_public_is_said_plainly(actors):
    assert "anche chi non è registrato" in audience.audience("public", actors["upi.admin"]).sentence


def test_the_whole_platform_is_said_with_one_full_stop(actors):
    assert audience.audience("platform", actors["upi.admin"]).sentence.endswith("di Pi.Co.")
    assert ".." not in audience.audience("platform", actors["upi.admin"]).sentence


def test_a_draft_is_for_oneself(actors):
    actor = actors["docente"]
    assert audience.audience(f"usr:{actor.person_id}", actor).sentence == "Lo vedrai solo tu."


@pytest.mark.parametrize("scope", ["public", "platform", "provinces", "reg:05", "ter:026"])
def test_the_audience_costs_three_queries(actors, scope, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        audience.audience(scope, actors["treviso.admin"])


def test_the_audience_of_a_network_costs_three_queries(
    actors, network, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3):
        told = audience.audience(network.scope, actors["brescia.admin"])
    assert "Rete «Appalti»" in told.sentence


@pytest.mark.parametrize(
    ("who", "may"),
    [("treviso.sua", True), ("comune1.rup", True), ("brescia.admin", False)],
)
def test_look_as_one_of_them(people, who, may):
    assert queries.may_person_read(people[who], "ter:026") is may
    assert queries.may_person_read(people[who], "public")


# What widens ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "is_wider"),
    [
        ("public", "platform", False),
        ("platform", "public", True),
        ("platform", "provinces", False),
        ("provinces", "platform", True),
        ("provinces", "reg:05", False),
        ("reg:05", "provinces", True),
        ("reg:05", "reg:03", True),
        ("reg:05", "ter:026", True),
        ("ter:026", "reg:05", True),
        ("ter:026", "ter:017", True),
        ("ter:026", "ter:026", False),
        ("grp:1", "net:1", True),
        ("net:1", "grp:1", True),
        ("grp:1", "platform", True),
        ("platform", "grp:1", False),
        ("provinces", "grp:1", True),
    ],
)
def test_a_level_widens_when_somebody_new_reads(enti, old, new, is_wider):
    assert audience.widens(old, new) is is_wider


@pytest.mark.parametrize(
    ("ipa", "outer", "is_within"),
    [
        (cast.TREVISO, "provinces", True),
        (cast.TREVISO, "reg:05", True),
        (cast.TREVISO, "reg:03", False),
        (cast.TREVISO, "ter:026", True),
        (cast.COMUNE_1, "ter:026", True),
        (cast.COMUNE_1, "ter:017", False),
        (cast.COMUNE_1, "reg:05", False),
        (cast.COMUNE_1, "provinces", False),
        (cast.UPI, "provinces", True),
        (cast.UPI, "ter:026", False),
    ],
)
def test_an_ente_lies_within_what_all_its_persons_read(enti, ipa, outer, is_within):
    assert audience.is_within(f"ente:{enti[ipa].pk}", outer) is is_within


def test_a_union_lies_within_each_of_its_territories(union):
    assert audience.is_within(f"ente:{union.pk}", "ter:017")
    assert not audience.is_within(f"ente:{union.pk}", "ter:041")


def test_a_member_body_lies_within_its_network_but_not_the_body_of_a_member_person(network, enti):
    assert audience.is_within(f"ente:{enti[cast.COMUNE_1].pk}", network.scope)
    assert not audience.is_within(f"ente:{enti[cast.BRESCIA].pk}", network.scope)


def test_a_person_lies_within_what_he_reads(people):
    assert audience.is_within(f"usr:{people['treviso.sua'].pk}", "ter:026")
    assert not audience.is_within(f"usr:{people['brescia.admin'].pk}", "ter:026")
    assert not audience.is_within(
        f"usr:{people['brescia.admin'].pk}", f"usr:{people['treviso.sua'].pk}"
    )


def test_the_warning_names_both_levels(actors, enti):
    actor = actors["treviso.admin"]
    told = audience.widening_warning(f"ente:{actor.ente_id}", "ter:026", actor)
    assert "«Solo il mio ente»" in told
    assert "«Provincia di Treviso ed enti del territorio»" in told
    assert audience.widening_warning("ter:026", f"ente:{actor.ente_id}", actor) == ""


# The field --------------------------------------------------------------------------------------


def form_for(actor, data=None, **extra):
    class Post(forms.Form):
        scope = ScopeChoiceField(actor=actor, **extra)

    return Post(data)


def test_the_field_takes_a_level_of_the_actor(actors):
    form = form_for(actors["comune1.referente"], {"scope": "ter:026"})
    assert form.is_valid()
    assert form.cleaned_data["scope"] == "ter:026"
    assert type(form.cleaned_data["scope"]) is str


@pytest.mark.parametrize("given", ["public", "ter:017", "provinces", "reg:05", "ente:999999"])
def test_the_field_refuses_a_level_that_is_not_the_actors(actors, given):
    form = form_for(actors["comune1.referente"], {"scope": given})
    assert not form.is_valid()
    assert form.errors["scope"].as_data()[0].code == "not_yours"


@pytest.mark.parametrize("given", ["", "tutti", "ter:", "ter:026' OR 1=1"])
def test_the_field_refuses_nonsense(actors, given):
    assert not form_for(actors["comune1.referente"], {"scope": given}).is_valid()


def test_a_child_only_narrows_its_parent(actors):
    actor = actors["comune1.referente"]
    wider = form_for(actor, {"scope": "platform"}, parent_scope="ter:026")
    assert wider.errors["scope"].as_data()[0].code == "wider"
    assert form_for(actor, {"scope": f"ente:{actor.ente_id}"}, parent_scope="ter:026").is_valid()


def test_a_child_is_offered_only_what_narrows(actors):
    actor = actors["treviso.redattore"]
    assert keys(actor, within="ter:026") == [
        "ter:026",
        f"ente:{actor.ente_id}",
        f"usr:{actor.person_id}",
    ]


def test_widening_asks_for_a_tick(actors):
    actor = actors["comune1.referente"]
    was = f"ente:{actor.ente_id}"
    form = form_for(actor, {"scope": "ter:026"}, was=was)
    assert form.errors["scope"].as_data()[0].code == "unconfirmed"
    ticked = {"scope": "ter:026", "scope-allarga": "on"}
    assert form_for(actor, ticked, was=was).is_valid()


def test_narrowing_asks_nothing(actors):
    actor = actors["comune1.referente"]
    assert form_for(actor, {"scope": f"ente:{actor.ente_id}"}, was="ter:026").is_valid()


def test_an_editor_of_another_level_may_leave_it_as_it_was(actors):
    form = form_for(actors["comune1.referente"], {"scope": "public"}, was="public")
    assert form.is_valid()


def test_the_field_is_drawn_with_plain_words_and_asks_the_audience(actors):
    page = str(form_for(actors["comune1.referente"]))
    assert "Chi lo vede?" in page
    assert "La Provincia con i Comuni" in page
    assert f'hx-get="{reverse("people:audience")}?scope=ter%3A026' in page


# The fragment -----------------------------------------------------------------------------------


def test_the_fragment_tells_who_sees_it_and_warns(sign_in, actors):
    was = f"ente:{actors['treviso.admin'].ente_id}"
    answer = sign_in("treviso.admin").get(
        reverse("people:audience"),
        {"scope": "ter:026", "was": was, "confirm": "scope-allarga"},
    )
    page = answer.content.decode()
    assert "Lo vedranno 11 persone di 4 enti" in page
    assert "Attenzione" in page
    assert 'name="scope-allarga"' in page
    assert "<html" not in page


@pytest.mark.parametrize("scope", ["ter:017", "public", "ente:1", "nonsense", ""])
def test_the_fragment_tells_nothing_of_levels_that_are_not_the_actors(sign_in, scope):
    client = sign_in("comune3.referente")
    assert client.get(reverse("people:audience"), {"scope": scope}).status_code == 404


def test_the_fragment_is_not_for_visitors(client, people):
    assert client.get(reverse("people:audience"), {"scope": "ter:026"}).status_code == 302
