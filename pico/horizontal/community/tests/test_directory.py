"""The Rubrica: who is found by whom, and what of each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pico.core.enti.models import Space
from pico.core.modules.models import ModuleActivation
from pico.core.testing import factories

ADDRESS = "/treviso/community/rubrica/"


def choose(person, **visibility):
    person.visibility = {**person.visibility, **visibility}
    person.save(update_fields=["visibility"])


def page(client, query=""):
    return client.get(ADDRESS + query).content.decode()


def test_colleagues_find_each_other(sign_in):
    assert "Appalta-Treviso" in page(sign_in("treviso.sit"))


def test_others_find_only_who_chose_to_be_found(sign_in, people):
    client = sign_in("comune1.rup")
    assert "Appalta-Treviso" not in page(client)
    choose(people["treviso.sua"], directory="platform")
    assert "Appalta-Treviso" in page(client)


def test_who_hides_is_not_listed_to_colleagues_either(sign_in, people):
    choose(people["treviso.sua"], directory="usr")
    assert "Appalta-Treviso" not in page(sign_in("treviso.sit"))


@pytest.mark.parametrize(
    ("choice", "reader", "is_shown"),
    [
        ("platform", "comune1.rup", True),
        ("ente", "comune1.rup", False),
        ("ente", "treviso.sit", True),
        ("usr", "treviso.sit", False),
    ],
)
def test_skills_are_seen_and_searched_by_whom_the_person_chose(
    sign_in, people, choice, reader, is_shown
):
    person = people["treviso.sua"]
    person.skills = ["concessioni"]
    person.save(update_fields=["skills"])
    choose(person, directory="platform", skills=choice)
    client = sign_in(reader)
    assert ("concessioni" in page(client)) is is_shown
    assert ("Appalta-Treviso" in page(client, "?q=concessioni")) is is_shown
    assert ("concessioni" in client.get(ADDRESS + "?formato=csv").getvalue().decode()) is is_shown


def test_who_left_is_not_listed(sign_in, people):
    people["treviso.sua"].memberships.update(state="CEASED")
    assert "Appalta-Treviso" not in page(sign_in("treviso.sit"))


@pytest.mark.parametrize("username", [None, "nuovo.utente"])
def test_only_who_acts_for_an_ente_opens_it(client, people, username):
    if username:
        client.force_login(people[username], "allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(ADDRESS)
    assert answer.status_code != 200
    assert b"Appalta-Treviso" not in answer.content


def test_it_is_not_there_where_the_community_is_off(sign_in):
    space = Space.objects.get(slug="treviso")
    client = sign_in("treviso.sua")
    ModuleActivation.objects.create(space=space, module="community", is_on=False)
    assert client.get(ADDRESS).status_code == 404


def test_skills_are_open_until_the_person_closes_them(sign_in, people):
    person = people["treviso.sua"]
    person.skills = ["concessioni"]
    person.save(update_fields=["skills"])
    choose(person, directory="platform")
    assert "Appalta-Treviso" in page(sign_in("comune1.rup"), "?q=concessioni")


def test_the_list_costs_the_same_with_more_people(sign_in, enti):
    client = sign_in("treviso.sua")
    page(client)
    with CaptureQueriesContext(connection) as few:
        page(client)
    for _ in range(10):
        factories.make_membership(factories.make_person(), enti["p_TV"], "USER")
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) == len(few) <= 14
