from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.core import mail

from pico.core.access.terms import Role
from pico.core.adhesion.actions import registration as actions
from pico.core.adhesion.models import Registration
from pico.core.adhesion.terms import RegistrationState
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Membership, Person
from pico.core.people.terms import MembershipState, PersonState
from pico.core.testing import factories

PASSWORD = "una-lunga-password"
EMAIL = "nives.arriva@comune.pico.example"


def test_a_registration_sends_a_link_and_makes_no_account(register):
    register()
    assert mail.outbox[0].to == [EMAIL]
    assert not Person.objects.filter(email=EMAIL).exists()


def test_the_confirmed_person_waits_for_approval(register, last_token, now, comune):
    register()
    actions.confirm_registration(token=last_token(), password=PASSWORD, now=now)
    membership = Membership.objects.get(person__email=EMAIL)
    assert (membership.ente, membership.state) == (comune, MembershipState.PENDING)
    assert membership.person.state == PersonState.ACTIVE


def test_the_confirmed_person_signs_in_with_the_password_of_the_form(register, last_token, now):
    register()
    actions.confirm_registration(token=last_token(), password=PASSWORD, now=now)
    assert check_password(PASSWORD, Person.objects.get(email=EMAIL).password)


def test_the_request_reaches_the_administrators_of_the_ente(
    register, last_token, now, send, letters_to, people
):
    register()
    send(actions.confirm_registration, token=last_token(), password=PASSWORD, now=now)
    assert (
        "Nives Arriva chiede di entrare" in letters_to(people["comune1.referente"].email)[0].subject
    )


def test_who_does_not_know_the_password_confirms_nothing(register, last_token, now):
    register()
    with pytest.raises(Refusal) as refusal:
        actions.confirm_registration(token=last_token(), password="indovinata", now=now)
    assert refusal.value.code == "wrong_password"
    assert not Person.objects.filter(email=EMAIL).exists()


def test_a_link_works_once(register, last_token, now):
    register()
    token = last_token()
    actions.confirm_registration(token=token, password=PASSWORD, now=now)
    with pytest.raises(Refusal) as refusal:
        actions.confirm_registration(token=token, password=PASSWORD, now=now)
    assert refusal.value.code == "link_used"
    assert Person.objects.filter(email=EMAIL).count() == 1


def test_a_link_of_two_days_ago_is_refused(register, last_token, now):
    register()
    with pytest.raises(Refusal) as refusal:
        actions.confirm_registration(
            token=last_token(), password=PASSWORD, now=now + timedelta(hours=48)
        )
    assert refusal.value.code == "link_expired"
    assert not Person.objects.filter(email=EMAIL).exists()


def test_an_invented_link_is_refused(db, now):
    with pytest.raises(Refusal) as refusal:
        actions.find_registration("inventato", now=now)
    assert refusal.value.code == "link_unknown"


def test_the_owner_of_a_known_address_is_told_and_nothing_changes(register, people, letters_to):
    email = people["comune1.rup"].email
    before = Person.objects.count()
    register(email=email)
    assert letters_to(email)[0].subject == "Hai già un accesso a Pi.Co."
    assert Person.objects.count() == before


def test_a_registration_for_a_known_address_can_never_be_confirmed(register, people, now):
    register(email=people["comune1.rup"].email)
    assert Registration.objects.get().expires_at == now


def test_a_flood_of_registrations_writes_three_letters(register):
    for _attempt in range(5):
        register()
    assert len(mail.outbox) == 3


def test_an_unknown_ente_goes_to_upi(register, last_token, send, now, letters_to, people):
    register(ente=None, missing_ente="Consorzio della Valle")
    send(actions.confirm_registration, token=last_token(), password=PASSWORD, now=now)
    assert Registration.objects.get().state == RegistrationState.ENTE_UNKNOWN
    assert "Consorzio della Valle" in letters_to(people["upi.admin"].email)[0].body


@pytest.fixture
def orphan(register, last_token, now):
    register(ente=None, missing_ente="Comune uno")
    return actions.confirm_registration(token=last_token(), password=PASSWORD, now=now)


def test_upi_finds_the_ente_and_the_request_is_born(orphan, comune, actors, now):
    actions.find_ente(registration=orphan, ente=comune, actor=actors["upi.admin"], now=now)
    assert Membership.objects.get(person__email=EMAIL).ente == comune


def test_a_province_does_not_find_enti_for_upi(orphan, comune, actors, now):
    with pytest.raises(Refusal) as refusal:
        actions.find_ente(registration=orphan, ente=comune, actor=actors["treviso.admin"], now=now)
    assert refusal.value.code == "not_permitted"
    assert not Membership.objects.filter(person__email=EMAIL).exists()


def test_an_ente_is_found_once(orphan, comune, treviso, actors, now):
    actions.find_ente(registration=orphan, ente=comune, actor=actors["upi.admin"], now=now)
    with pytest.raises(Refusal) as refusal:
        actions.find_ente(registration=orphan, ente=treviso, actor=actors["upi.admin"], now=now)
    assert refusal.value.code == "already_decided"
    assert Membership.objects.filter(person__email=EMAIL).count() == 1


def test_a_refused_registration_tells_the_reason(orphan, actors, now, send, letters_to):
    send(
        actions.refuse_registration,
        registration=orphan,
        reason="Il consorzio è cessato.",
        actor=actors["upi.admin"],
        now=now,
    )
    assert "Il consorzio è cessato." in letters_to(EMAIL)[-1].body


def test_a_role_of_another_kind_of_ente_becomes_a_simple_user(people, treviso, actors, now):
    membership = actions.ask_membership(
        person=people["comune1.rup"],
        ente=treviso,
        role_wanted="ENTE_ADMIN",
        actor=actors["comune1.rup"],
        now=now,
    )
    assert membership.application.role_wanted == "USER"


def test_nobody_asks_twice_for_an_ente(people, comune, actors, now):
    with pytest.raises(Refusal) as refusal:
        actions.ask_membership(
            person=people["comune1.rup"],
            ente=comune,
            role_wanted="USER",
            actor=actors["comune1.rup"],
            now=now,
        )
    assert refusal.value.code == "already_asked"
    assert people["comune1.rup"].memberships.count() == 1


def test_nobody_asks_at_every_door(people, enti, now):
    person = people["nuovo.utente"]  # one request waits already
    others = [factories.make_ente() for _number in range(5)]

    def ask(ente):
        actor = factories.actor_of(person)
        actions.ask_membership(
            person=person, ente=ente, role_wanted=Role.USER, actor=actor, now=now
        )

    for ente in others[:4]:
        ask(ente)
    with pytest.raises(Refusal) as refusal:
        ask(others[4])
    assert refusal.value.code == "too_many_requests"
    assert not person.memberships.filter(ente=others[4]).exists()
