"""A form filled in for one ente is never done for another."""

import pytest
from django.urls import reverse

from pico.core.people.models import Person
from pico.core.testing import cast, factories


@pytest.fixture
def two_places(sign_in, people, enti):
    """An officer of Treviso who also works for Comune 2; he acts for Treviso."""
    person = people["treviso.sua"]
    here = person.memberships.get()
    here.is_main = True
    here.save(update_fields=["is_main"])
    there = factories.make_membership(person, enti[cast.COMUNE_2], "USER")
    return sign_in("treviso.sua"), here, there


def send(client, *, drawn_for, **headers):
    form = {"first_name": "Susanna", "last_name": "Cambiata", "language": "it"}
    return client.post(f"{reverse('people:profile')}?_per={drawn_for}", form, **headers)


def surname() -> str:
    return Person.objects.get(username="treviso.sua").last_name


def test_a_form_of_the_ente_acted_for_is_taken(two_places):
    client, here, _ = two_places
    assert send(client, drawn_for=here.pk).status_code == 302
    assert surname() == "Cambiata"


def test_a_form_of_another_tab_is_refused_and_changes_nothing(two_places):
    client, here, there = two_places
    client.post(reverse("people:switch"), {"membership": there.pk})
    answer = send(client, drawn_for=here.pk)
    assert answer.status_code == 409
    assert "ora operi per Comune di Conegliano" in answer.content.decode()
    assert surname() == "Appalta-Treviso"


def test_a_place_taken_away_does_not_fall_on_the_next_one(two_places):
    client, here, _ = two_places
    here.state = "CEASED"
    here.save(update_fields=["state"])
    assert send(client, drawn_for=here.pk).status_code == 409
    assert surname() == "Appalta-Treviso"


def test_a_fragment_is_refused_where_the_person_is(two_places):
    client, _, there = two_places
    headers = {"HTTP_HX_REQUEST": "true", "HTTP_X_ACTING": str(there.pk)}
    answer = client.post(reverse("people:profile"), {"last_name": "Cambiata"}, **headers)
    assert (answer.status_code, answer["X-Refusal"]) == (409, "other_ente")
    assert surname() == "Appalta-Treviso"


def test_changing_ente_is_always_possible(two_places):
    client, here, there = two_places
    address = f"{reverse('people:switch')}?_per={there.pk}"
    assert client.post(address, {"membership": there.pk}).status_code == 302
    assert client.session["membership"] == there.pk


def test_each_page_says_for_whom_it_was_drawn(two_places):
    client, here, _ = two_places
    assert f'data-acting="{here.pk}"' in client.get(reverse("people:profile")).content.decode()
