from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pico.core.access.terms import Role
from pico.core.adhesion.actions import members as actions
from pico.core.adhesion.actions.requests import set_roles
from pico.core.foundation.errors import Refusal
from pico.core.people.terms import MembershipState
from pico.core.testing import factories


@pytest.fixture
def change(membership_of, actors, now):
    def run(username, roles, **changes):
        terms = {
            "membership": membership_of(username),
            "roles": roles,
            "starts_on": date(2026, 1, 1),
            "actor": actors["comune1.referente"],
            "now": now,
            **changes,
        }
        return actions.change_membership(**terms)

    return run


def roles_of(membership):
    return set(membership.roles.values_list("role", flat=True))


def test_an_administrator_changes_the_roles_of_a_colleague(change, membership_of):
    change("comune1.rup", [Role.RUP, Role.SIGNATORY], office="Lavori pubblici")
    assert roles_of(membership_of("comune1.rup")) == {Role.RUP, Role.SIGNATORY}


def test_the_last_administrator_does_not_lose_the_role(change, membership_of):
    with pytest.raises(Refusal) as refusal:
        change("comune1.referente", [Role.USER])
    assert refusal.value.code == "last_administrator"
    assert "prima dai il ruolo di amministratore a un collega" in refusal.value.message
    assert roles_of(membership_of("comune1.referente")) == {Role.ENTE_ADMIN}


def test_the_last_administrator_does_not_end_yesterday(change, membership_of, now):
    with pytest.raises(Refusal) as refusal:
        change(
            "comune1.referente",
            [Role.ENTE_ADMIN],
            ends_on=timezone.localdate(now) - timedelta(days=1),
        )
    assert refusal.value.code == "last_administrator"
    assert membership_of("comune1.referente").ends_on is None


def test_with_another_administrator_named_the_role_can_go(change, membership_of):
    change("comune1.rup", [Role.ENTE_ADMIN])
    change("comune1.referente", [Role.USER])
    assert roles_of(membership_of("comune1.referente")) == {Role.USER}


def test_an_administrator_of_tomorrow_is_not_enough(change, membership_of, now):
    change("comune1.rup", [Role.ENTE_ADMIN], starts_on=timezone.localdate(now) + timedelta(days=1))
    with pytest.raises(Refusal) as refusal:
        change("comune1.referente", [Role.USER])
    assert refusal.value.code == "last_administrator"
    assert roles_of(membership_of("comune1.referente")) == {Role.ENTE_ADMIN}


def test_the_administrator_of_another_ente_changes_nothing(change, actors, membership_of):
    with pytest.raises(Refusal) as refusal:
        change("comune1.rup", [Role.USER], actor=actors["comune2.referente"])
    assert refusal.value.code == "not_permitted"
    assert roles_of(membership_of("comune1.rup")) == {Role.RUP}


@pytest.fixture
def suspend(membership_of, actors, now):
    def run(username, **changes):
        terms = {
            "membership": membership_of(username),
            "reason": "Aspettativa",
            "actor": actors["comune1.referente"],
            "now": now,
            **changes,
        }
        return actions.suspend_membership(**terms)

    return run


def test_a_suspended_member_reads_why(suspend, send, letters_to, people, membership_of):
    send(suspend, username="comune1.rup")
    assert membership_of("comune1.rup").state == MembershipState.SUSPENDED
    assert "Aspettativa" in letters_to(people["comune1.rup"].email)[0].body


def test_a_suspension_needs_a_reason(suspend, membership_of):
    with pytest.raises(Refusal) as refusal:
        suspend("comune1.rup", reason="")
    assert refusal.value.code == "reason_missing"
    assert membership_of("comune1.rup").state == MembershipState.ACTIVE


def test_the_last_administrator_is_not_suspended(suspend, membership_of):
    with pytest.raises(Refusal) as refusal:
        suspend("comune1.referente")
    assert refusal.value.code == "last_administrator"
    assert membership_of("comune1.referente").state == MembershipState.ACTIVE


def test_a_suspended_member_is_reactivated(suspend, membership_of, actors, now):
    suspend("comune1.rup")
    actions.reactivate_membership(
        membership=membership_of("comune1.rup"), actor=actors["comune1.referente"], now=now
    )
    assert membership_of("comune1.rup").state == MembershipState.ACTIVE


def test_nobody_is_reactivated_after_the_end(suspend, membership_of, actors, now):
    suspend("comune1.rup")
    membership = membership_of("comune1.rup")
    membership.ends_on = timezone.localdate(now) - timedelta(days=1)
    membership.save()
    with pytest.raises(Refusal) as refusal:
        actions.reactivate_membership(
            membership=membership, actor=actors["comune1.referente"], now=now
        )
    assert refusal.value.code == "period_over"
    assert membership_of("comune1.rup").state == MembershipState.SUSPENDED


def test_the_session_of_a_removed_member_ends_at_the_next_request(sign_in, membership_of):
    browser = sign_in("comune1.referente")
    address = reverse("adhesion:members")
    assert browser.get(address).status_code == 200
    membership = membership_of("comune1.referente")
    membership.state = MembershipState.CEASED
    membership.save()
    assert browser.get(address).status_code == 403


def test_the_night_closes_assignments_whose_period_is_over(membership_of, now):
    membership = membership_of("comune1.rup")
    membership.ends_on = timezone.localdate(now) - timedelta(days=1)
    membership.save()
    assert actions.close_expired_memberships(now=now) == 1
    assert membership_of("comune1.rup").state == MembershipState.CEASED


def test_an_assignment_that_ends_today_still_works(membership_of, now):
    membership = membership_of("comune1.rup")
    membership.ends_on = timezone.localdate(now)
    membership.save()
    assert actions.close_expired_memberships(now=now) == 0


def test_when_the_last_administrator_expires_the_province_is_told(
    membership_of, now, send, letters_to, people
):
    membership = membership_of("comune1.referente")
    membership.ends_on = timezone.localdate(now) - timedelta(days=1)
    membership.save()
    send(actions.close_expired_memberships, now=now)
    assert "senza amministratore" in letters_to(people["treviso.admin"].email)[0].subject


@pytest.mark.parametrize(("days", "expected"), [(31, 0), (30, 1), (8, 0), (7, 1)])
def test_member_and_administrator_are_warned_before_the_end(membership_of, now, days, expected):
    membership = membership_of("comune1.rup")
    membership.ends_on = timezone.localdate(now) + timedelta(days=days)
    membership.save()
    assert actions.warn_of_expiries(now=now) == expected


def test_a_member_list_costs_the_same_for_many(sign_in, comune, django_assert_max_num_queries):
    for number in range(30):
        membership = factories.make_membership(
            factories.make_person(f"collega{number}"), comune, Role.USER
        )
        set_roles(membership, [Role.USER, Role.SIGNATORY])
    browser = sign_in("comune1.referente")
    with django_assert_max_num_queries(20):
        page = browser.get(reverse("adhesion:members"))
    assert "32" in page.content.decode()


def test_a_member_list_is_exported(sign_in):
    answer = sign_in("comune1.referente").get(reverse("adhesion:members") + "?formato=csv")
    text = b"".join(answer.streaming_content).decode()
    assert "Ruggero Responsabile-Uno;RUP" in text


def test_members_are_filtered_by_role(sign_in):
    page = (
        sign_in("comune1.referente").get(reverse("adhesion:members") + "?role=RUP").content.decode()
    )
    assert "Ruggero" in page
    assert "Carla Referente-Uno</a></td>" not in page


def test_members_of_another_ente_do_not_exist(sign_in, membership_of):
    address = reverse("adhesion:member", args=[membership_of("comune1.rup").pk])
    assert sign_in("comune2.referente").get(address).status_code == 404


def test_who_is_no_administrator_sees_no_members(sign_in):
    assert sign_in("comune1.rup").get(reverse("adhesion:members")).status_code == 403


@pytest.fixture
def below(people, membership_of):
    """An administrator of UPI who does not run the platform."""
    set_roles(membership_of("upi.redattore"), [Role.UPI_ADMIN])
    return factories.actor_of(people["upi.redattore"])


def test_who_runs_the_platform_is_not_suspended_from_below(below, membership_of, now):
    with pytest.raises(Refusal) as refusal:
        actions.suspend_membership(
            membership=membership_of("upi.admin"), reason="Prova", actor=below, now=now
        )
    assert refusal.value.code == "role_too_high"
    assert membership_of("upi.admin").state == MembershipState.ACTIVE


def test_the_last_who_runs_the_platform_does_not_give_it_up(below, change, membership_of, actors):
    with pytest.raises(Refusal) as refusal:
        change("upi.admin", [Role.UPI_ADMIN], actor=actors["upi.admin"])
    assert refusal.value.code == "last_platform_administrator"
    assert Role.PLATFORM_ADMIN in roles_of(membership_of("upi.admin"))
