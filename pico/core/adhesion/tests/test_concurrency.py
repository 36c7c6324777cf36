"""What two persons do in the same moment; the locks are those of PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from pico.core.access.terms import Role
from pico.core.adhesion.actions import invitations
from pico.core.adhesion.actions.members import change_membership
from pico.core.adhesion.actions.requests import approve_request, set_roles
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Membership
from pico.core.people.terms import MembershipState

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def together(*calls):
    """Run the calls at the same moment; return what each gave or the code of its refusal."""
    gate = Barrier(len(calls))

    def run(call):
        gate.wait()
        try:
            call()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def test_of_two_administrators_approving_at_once_the_second_is_told(
    request_of_newcomer, actors, now
):
    def approve(role):
        membership = Membership.objects.get(pk=request_of_newcomer.pk)
        approve_request(
            membership=membership,
            roles=[role],
            starts_on=timezone.localdate(now),
            actor=actors["comune1.referente"],
            now=now,
        )

    answers = together(lambda: approve(Role.RUP), lambda: approve(Role.USER))
    assert answers == ["already_decided", "done"]
    assert request_of_newcomer.roles.count() == 1


def test_two_administrators_cannot_both_leave(membership_of, actors, now):
    set_roles(membership_of("comune1.rup"), [Role.ENTE_ADMIN])

    def step_down(username):
        change_membership(
            membership=membership_of(username),
            roles=[Role.USER],
            starts_on=timezone.localdate(now),
            actor=actors["comune1.referente"],
            now=now,
        )

    answers = together(lambda: step_down("comune1.referente"), lambda: step_down("comune1.rup"))
    assert answers == ["done", "last_administrator"]


def test_an_invitation_used_twice_at_once_gives_one_place(invite, last_token, now):
    invite()
    token = last_token()

    def accept():
        invitations.accept_as_newcomer(
            token=token, first_name="Olga", last_name="Ospite", password="segreta-lunga", now=now
        )

    assert together(accept, accept) == ["done", "invitation_used"]
    assert (
        Membership.objects.filter(state=MembershipState.ACTIVE, person__first_name="Olga").count()
        == 1
    )
