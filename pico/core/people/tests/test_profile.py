"""A person's own pages, and the card others see."""

import json

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pico.core.access.terms import Role
from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.people import actions, mine
from pico.core.people.models import Membership, Person
from pico.core.people.terms import MembershipState, PersonState
from pico.core.testing import cast, factories

PROFILE = {
    "first_name": "Susanna",
    "last_name": "Appalta-Treviso",
    "phone": "0422 000000",
    "bio": "Gare di lavori.",
    "skills": "appalti, BIM\nappalti",
    "language": "it",
    "areas": ["SUA", "ICT"],
}


def card(client, person):
    return client.get(reverse("people:person", args=[person.pk]))


def text(response) -> str:
    return response.content.decode()


def test_a_person_edits_his_profile(sign_in, people):
    answer = sign_in("treviso.sua").post(reverse("people:profile"), PROFILE, follow=True)
    assert "Profilo salvato." in text(answer)
    person = Person.objects.get(username="treviso.sua")
    assert (person.phone, person.skills) == ("0422 000000", ["appalti", "BIM"])
    assert Membership.objects.get(person=person).areas == ["SUA", "ICT"]


def test_the_trail_names_the_fields_but_not_the_values(sign_in, people):
    sign_in("treviso.sua").post(reverse("people:profile"), PROFILE)
    line = AuditLine.objects.get(event="people.profile.changed")
    assert set(line.data["fields"]) == {"phone", "bio", "skills", "areas"}
    assert "0422" not in json.dumps(line.data)


def test_a_profile_without_a_name_is_refused(sign_in, people):
    answer = sign_in("treviso.sua").post(reverse("people:profile"), {**PROFILE, "first_name": ""})
    assert answer.status_code == 200
    assert Person.objects.get(username="treviso.sua").phone == ""


def test_pages_speak_the_language_of_the_profile(sign_in, people):
    client = sign_in("treviso.sua")
    client.post(reverse("people:profile"), {**PROFILE, "language": "en"})
    wrong = {**PROFILE, "first_name": "", "language": "en"}
    assert "This field is required." in text(client.post(reverse("people:profile"), wrong))
    assert "This field is required." not in text(Client().post(reverse("account_login"), {}))


def test_nobody_edits_the_profile_of_another(people, actors):
    with pytest.raises(Refusal):
        actions.change_profile(
            person=people["docente"],
            values={"phone": "1"},
            actor=actors["treviso.sua"],
            now=timezone.now(),
        )
    assert Person.objects.get(username="docente").phone == ""


@pytest.mark.parametrize("field", ["state", "fiscal_code", "is_superuser", "email"])
def test_what_the_house_decides_is_not_in_the_profile(people, actors, field):
    with pytest.raises(Refusal):
        actions.change_profile(
            person=people["docente"],
            values={field: "x"},
            actor=actors["docente"],
            now=timezone.now(),
        )


@pytest.mark.parametrize(
    ("choice", "reader", "is_shown"),
    [
        ("platform", "brescia.admin", True),
        ("ente", "treviso.sit", True),
        ("ente", "brescia.admin", False),
        ("usr", "treviso.sit", False),
        ("usr", "treviso.sua", True),
    ],
)
def test_each_field_is_seen_by_whom_its_person_wants(
    sign_in, people, actors, choice, reader, is_shown
):
    person = people["treviso.sua"]
    Person.objects.filter(pk=person.pk).update(phone="0422 111111")
    actions.change_visibility(
        person=person,
        choices={"phone": choice},
        actor=actors["treviso.sua"],
        now=timezone.now(),
    )
    assert ("0422 111111" in text(card(sign_in(reader), person))) is is_shown


def test_the_phone_is_for_the_ente_until_one_says_otherwise(sign_in, people):
    person = people["treviso.sua"]
    Person.objects.filter(pk=person.pk).update(phone="0422 111111")
    assert "0422 111111" not in text(card(sign_in("brescia.admin"), person))


def test_visibility_is_changed_from_its_page(sign_in, people):
    choices = {
        "email": "usr",
        "phone": "usr",
        "bio": "ente",
        "skills": "platform",
        "areas": "ente",
        "directory": "platform",
    }
    sign_in("treviso.sua").post(reverse("people:visibility"), choices)
    assert Person.objects.get(username="treviso.sua").visibility == choices
    assert AuditLine.objects.filter(event="people.visibility.changed").count() == 1


def test_an_unknown_visibility_is_refused(people, actors):
    with pytest.raises(Refusal):
        actions.change_visibility(
            person=people["docente"],
            choices={"phone": "tutti"},
            actor=actors["docente"],
            now=timezone.now(),
        )
    assert Person.objects.get(username="docente").visibility == {}


@pytest.mark.parametrize("state", [PersonState.SUSPENDED, PersonState.CEASED])
def test_who_is_closed_shows_a_name_and_nothing_else(sign_in, people, state):
    person = people["treviso.sua"]
    Person.objects.filter(pk=person.pk).update(state=state, phone="0422 111111", bio="Gare")
    page = text(card(sign_in("treviso.sit"), person))
    assert "Utente non più attivo" in page
    assert "Susanna" in page
    assert person.email not in page
    assert "0422 111111" not in page


def test_who_left_every_ente_is_no_longer_active(sign_in, people):
    Membership.objects.filter(person=people["treviso.sua"]).update(state=MembershipState.CEASED)
    assert "Utente non più attivo" in text(card(sign_in("treviso.sit"), people["treviso.sua"]))


@pytest.mark.parametrize(
    ("reader", "status"),
    [
        ("comune1.referente", 200),
        ("treviso.admin", 200),
        ("upi.admin", 200),
        ("comune1.rup", 404),
        ("comune2.referente", 404),
        ("brescia.admin", 404),
        ("treviso.sua", 404),
    ],
)
def test_who_waits_is_seen_only_by_who_approves(sign_in, people, reader, status):
    assert card(sign_in(reader), people["nuovo.utente"]).status_code == status


def test_who_waits_sees_himself_only(sign_in, people):
    client = sign_in("nuovo.utente")
    assert card(client, people["nuovo.utente"]).status_code == 200
    assert card(client, people["treviso.sua"]).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, people):
    assert card(client, people["treviso.sua"]).status_code == 302


def test_the_pages_of_the_account_open(sign_in):
    client = sign_in("treviso.sua")
    names = ("profile", "visibility", "memberships", "security", "my_data")
    urls = [reverse(f"people:{name}") for name in names]
    urls += [reverse(name) for name in ("account_email", "usersessions_list", "mfa_index")]
    assert [client.get(url).status_code for url in urls] == [200] * len(urls)


def test_my_places_show_roles_period_and_act(sign_in, people):
    Membership.objects.filter(person=people["treviso.sua"]).update(act="Decreto 12/2026")
    page = text(sign_in("treviso.sua").get(reverse("people:memberships")))
    assert "Operatore SUA" in page
    assert "Decreto 12/2026" in page
    assert "dal 1" in page


# Suspending -------------------------------------------------------------------------------------


def suspend(people, actors, who: str, by: str, reason: str = "Assente") -> None:
    actions.suspend_person(person=people[who], reason=reason, actor=actors[by], now=timezone.now())


@pytest.mark.parametrize("by", ["treviso.admin", "upi.admin"])
def test_an_administrator_suspends_and_the_sessions_end(people, actors, by):
    browser = Client()
    browser.post(reverse("account_login"), {"login": "treviso.sua", "password": cast.PASSWORD})
    suspend(people, actors, "treviso.sua", by)
    assert Person.objects.get(username="treviso.sua").state == PersonState.SUSPENDED
    assert not UserSession.objects.filter(user=people["treviso.sua"]).exists()
    assert browser.get(reverse("people:profile")).status_code == 302
    assert AuditLine.objects.filter(event="people.person.suspended").count() == 1


@pytest.mark.parametrize(
    ("who", "by"),
    [
        ("treviso.sua", "treviso.sit"),
        ("treviso.sua", "brescia.admin"),
        ("treviso.sua", "comune1.referente"),
        ("treviso.admin", "treviso.admin"),
        ("upi.admin", "upi.admin"),
    ],
)
def test_who_may_not_suspend_changes_nothing(people, actors, who, by):
    with pytest.raises(Refusal):
        suspend(people, actors, who, by)
    assert Person.objects.get(username=who).state == PersonState.ACTIVE


def test_one_of_several_enti_is_not_enough_to_suspend(people, actors, enti):
    factories.make_membership(people["upi.admin"], enti[cast.COMUNE_1], Role.RUP)
    with pytest.raises(Refusal):
        suspend(people, actors, "upi.admin", "comune1.referente")
    assert Person.objects.get(username="upi.admin").state == PersonState.ACTIVE


def test_who_runs_the_platform_is_not_suspended_from_below(people, enti):
    deputy = factories.make_person("upi.vice")
    factories.make_membership(deputy, enti[cast.UPI], Role.UPI_ADMIN)
    with pytest.raises(Refusal):
        suspend(people, {"upi.vice": factories.actor_of(deputy)}, "upi.admin", "upi.vice")
    assert Person.objects.get(username="upi.admin").state == PersonState.ACTIVE


def test_a_suspension_needs_a_reason(sign_in, people):
    person = people["treviso.sua"]
    answer = sign_in("treviso.admin").post(
        reverse("people:suspend", args=[person.pk]), {"reason": " "}
    )
    assert "Scrivi il motivo" in text(answer) or "obbligatorio" in text(answer)
    assert Person.objects.get(pk=person.pk).state == PersonState.ACTIVE


def test_who_was_suspended_comes_back(people, actors, enter):
    suspend(people, actors, "treviso.sua", "treviso.admin")
    actions.reactivate_person(
        person=people["treviso.sua"], actor=actors["treviso.admin"], now=timezone.now()
    )
    assert enter("treviso.sua").url != reverse("account_inactive")


# Sessions ---------------------------------------------------------------------------------------


def test_a_session_is_closed_from_another_browser(enter, client, people):
    enter("treviso.sua")
    lost = Client()
    lost.post(reverse("account_login"), {"login": "treviso.sua", "password": cast.PASSWORD})
    page = text(client.get(reverse("usersessions_list")))
    assert page.count('btn-xs">Chiudi</button>') == 1
    session = UserSession.objects.get(session_key=lost.session.session_key)
    client.post(reverse("people:session_close", args=[session.pk]))
    assert lost.get(reverse("people:profile")).status_code == 302
    assert client.get(reverse("people:profile")).status_code == 200


def test_the_session_of_another_is_not_found(enter, client, people):
    other = Client()
    other.post(reverse("account_login"), {"login": "brescia.admin", "password": cast.PASSWORD})
    enter("treviso.sua")
    session = UserSession.objects.get(user=people["brescia.admin"])
    answer = client.post(reverse("people:session_close", args=[session.pk]))
    assert answer.status_code == 404
    assert other.get(reverse("people:profile")).status_code == 200


def test_all_the_others_are_closed_at_once(enter, client, people):
    enter("treviso.sua")
    for _browser in range(2):
        Client().post(
            reverse("account_login"),
            {"login": "treviso.sua", "password": cast.PASSWORD},
        )
    client.post(reverse("people:sessions_close_others"))
    assert UserSession.objects.filter(user=people["treviso.sua"]).count() == 1
    assert client.get(reverse("people:profile")).status_code == 200


# My data ----------------------------------------------------------------------------------------


def test_my_data_hold_what_the_platform_knows(enter, client, people):
    enter("treviso.sua")
    held = json.loads(client.get(reverse("people:my_data_file")).content)
    assert held["persona"]["email"] == people["treviso.sua"].email
    assert held["incarichi"][0]["ente"] == "Provincia di Treviso"
    assert held["accessi"][0]["outcome"] == "SIGNED_IN"
    assert held["storia"][0]["event"] == "people.person.signed_in"


def test_my_data_never_hold_secrets(enter, client, people):
    enter("treviso.sua")
    body = client.get(reverse("people:my_data_file")).content.decode()
    assert Person.objects.get(username="treviso.sua").password not in body
    assert client.session.session_key not in body


def test_my_data_are_mine(people):
    held = json.dumps(mine.everything(people["treviso.sua"], now=timezone.now()), default=str)
    assert "brescia" not in held.lower()
