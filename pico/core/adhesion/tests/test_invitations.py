from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from pico.core.access.terms import Role
from pico.core.adhesion.actions import invitations as actions
from pico.core.adhesion.models import Invitation
from pico.core.adhesion.terms import InvitationState
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice
from pico.core.people.models import Membership, Person
from pico.core.people.terms import MembershipState
from pico.core.testing import cast

EMAIL = "ospite@comune.pico.example"
NEWCOMER = {"first_name": "Olga", "last_name": "Ospite", "password": "una-lunga-password"}


def test_an_invited_newcomer_works_at_once_with_the_given_role(invite, last_token, now, comune):
    invite(roles=[Role.RUP])
    actions.accept_as_newcomer(token=last_token(), now=now, **NEWCOMER)
    membership = Membership.objects.get(person__email=EMAIL)
    assert (membership.ente, membership.state) == (comune, MembershipState.ACTIVE)
    assert membership.role_labels == ["RUP"]


def test_an_invitation_used_twice_is_refused(invite, last_token, now):
    invite()
    token = last_token()
    actions.accept_as_newcomer(token=token, now=now, **NEWCOMER)
    with pytest.raises(Refusal) as refusal:
        actions.accept_as_newcomer(token=token, now=now, **NEWCOMER)
    assert refusal.value.code == "invitation_used"
    assert Membership.objects.filter(person__email=EMAIL).count() == 1


def test_an_invitation_used_by_another_address_is_refused_with_the_way_out(
    invite, last_token, now, people, comune
):
    invite()
    with pytest.raises(Refusal) as refusal:
        actions.accept_as_member(token=last_token(), person=people["treviso.sua"], now=now)
    assert refusal.value.code == "other_address"
    assert "chiedi a Carla Referente-Uno un invito al tuo indirizzo" in refusal.value.message
    assert EMAIL not in refusal.value.message
    assert not people["treviso.sua"].memberships.filter(ente=comune).exists()
    assert Invitation.objects.get().state == InvitationState.OPEN


def test_an_existing_account_gets_one_more_membership(invite, last_token, now, people, comune):
    person = people["treviso.sua"]
    invite(email=person.email.upper())
    actions.accept_as_member(token=last_token(), person=person, now=now)
    assert person.memberships.filter(state=MembershipState.ACTIVE).count() == 2


def test_an_invitation_fulfils_a_waiting_request(invite, last_token, now, request_of_newcomer):
    person = request_of_newcomer.person
    invite(email=person.email)
    actions.accept_as_member(token=last_token(), person=person, now=now)
    request_of_newcomer.refresh_from_db()
    assert request_of_newcomer.state == MembershipState.ACTIVE


def test_after_fourteen_days_an_invitation_is_refused(invite, last_token, now):
    invite()
    with pytest.raises(Refusal) as refusal:
        actions.accept_as_newcomer(token=last_token(), now=now + timedelta(days=14), **NEWCOMER)
    assert refusal.value.code == "invitation_expired"
    assert not Person.objects.filter(email=EMAIL).exists()


def test_a_revoked_invitation_opens_nothing(invite, last_token, now, actors):
    invitation = invite()
    actions.revoke_invitation(invitation=invitation, actor=actors["comune1.referente"], now=now)
    with pytest.raises(Refusal) as refusal:
        actions.accept_as_newcomer(token=last_token(), now=now, **NEWCOMER)
    assert refusal.value.code == "invitation_revoked"
    assert not Person.objects.filter(email=EMAIL).exists()


def test_sent_again_the_old_link_stops_and_the_new_one_works(invite, last_token, now, actors, send):
    invitation = invite()
    old = last_token()
    send(
        actions.resend_invitation,
        invitation=invitation,
        actor=actors["comune1.referente"],
        now=now + timedelta(days=20),
    )
    with pytest.raises(Refusal) as refusal:
        actions.find_invitation(old, now=now)
    assert refusal.value.code == "invitation_unknown"
    assert actions.find_invitation(last_token(), now=now + timedelta(days=21)) == invitation


def test_a_list_of_addresses_leaves_without_the_wrong_ones(comune, actors, now, people, send):
    sent, refused = send(
        actions.invite_many,
        emails=["a@x.example", "A@x.example", people["comune1.rup"].email, "b@x.example"],
        ente=comune,
        roles=[Role.USER],
        actor=actors["comune1.referente"],
        now=now,
    )
    assert [one.email for one in sent] == ["a@x.example", "b@x.example"]
    assert refused[0][0] == people["comune1.rup"].email
    assert len(mail.outbox) == 2


def test_nobody_is_invited_twice_at_the_same_time(invite):
    invite()
    with pytest.raises(Refusal) as refusal:
        invite()
    assert refusal.value.code == "already_invited"
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "ipa", "allowed"),
    [
        ("comune1.referente", cast.COMUNE_1, True),
        ("comune1.referente", cast.COMUNE_2, False),
        ("comune1.rup", cast.COMUNE_1, False),
        ("treviso.admin", cast.COMUNE_2, True),
        ("treviso.admin", cast.BRESCIA, False),
        ("brescia.admin", cast.COMUNE_2, False),
        ("veneto.admin", cast.TREVISO, False),
        ("upi.admin", cast.BRESCIA, True),
    ],
)
def test_who_may_invite_to_which_ente(invite, actors, enti, who, ipa, allowed):
    if allowed:
        invite(actor=actors[who], ente=enti[ipa])
    else:
        with pytest.raises(Refusal):
            invite(actor=actors[who], ente=enti[ipa])
    assert Invitation.objects.exists() is allowed


def test_a_comune_cannot_make_administrators_of_upi(invite):
    with pytest.raises(Refusal) as refusal:
        invite(roles=[Role.UPI_ADMIN])
    assert refusal.value.code == "role_out_of_place"
    assert not Invitation.objects.exists()


def test_a_suspended_member_does_not_come_back_by_invitation(
    invite, last_token, now, membership_of
):
    membership = membership_of("comune1.rup")
    invite(email="altra@x.example")
    Invitation.objects.update(email=membership.person.email)
    membership.state = MembershipState.SUSPENDED
    membership.save()
    with pytest.raises(Refusal) as refusal:
        actions.accept_as_member(token=last_token(), person=membership.person, now=now)
    assert refusal.value.code == "membership_suspended"
    membership.refresh_from_db()
    assert membership.state == MembershipState.SUSPENDED


def test_the_night_closes_old_invitations(invite, now):
    invite()
    assert actions.expire_invitations(now=now + timedelta(days=15)) == 1


def test_nobody_invites_himself_to_an_ente_of_his_territory(invite, actors, people):
    with pytest.raises(Refusal) as refusal:
        invite(actor=actors["treviso.admin"], email=people["treviso.admin"].email.upper())
    assert refusal.value.code == "oneself"
    assert not Invitation.objects.exists()


def test_an_invitation_is_worth_nothing_once_its_sender_was_suspended(
    invite, last_token, now, membership_of
):
    invite(roles=[Role.ENTE_ADMIN])
    sender = membership_of("comune1.referente")
    sender.state = MembershipState.SUSPENDED
    sender.save(update_fields=["state"])
    with pytest.raises(Refusal) as refusal:
        actions.accept_as_newcomer(token=last_token(), now=now, **NEWCOMER)
    assert refusal.value.code == "inviter_gone"
    assert not Person.objects.filter(email=EMAIL).exists()


@pytest.mark.parametrize("role", [Role.UPI_ADMIN, Role.PROVINCE_ADMIN, Role.EXPERT, Role.MODERATOR])
def test_a_comune_invites_to_no_role_of_another_kind_of_ente(invite, role):
    with pytest.raises(Refusal) as refusal:
        invite(roles=[role])
    assert refusal.value.code == "role_out_of_place"
    assert not Invitation.objects.exists()


def test_who_invited_is_told_that_the_colleague_came_in(invite, last_token, now, people):
    invite(roles=[Role.RUP])
    actions.accept_as_newcomer(token=last_token(), now=now, **NEWCOMER)
    told = Notice.objects.get(person=people["comune1.referente"], kind="adhesion.invitation")
    assert told.title.startswith("Olga Ospite ha accettato l'invito")
    assert told.url == reverse("adhesion:invitations")


def test_an_ente_does_not_flood_the_world_with_letters(invite, monkeypatch):
    monkeypatch.setattr(actions, "INVITATIONS_PER_DAY", 1)
    invite()
    mail.outbox.clear()
    with pytest.raises(Refusal) as refusal:
        invite(email="altro@comune.pico.example")
    assert refusal.value.code == "too_many_invitations"
    assert (Invitation.objects.count(), mail.outbox) == (1, [])
