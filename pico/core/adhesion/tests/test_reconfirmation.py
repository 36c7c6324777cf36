from datetime import timedelta

import pytest
from django.utils import timezone

from pico.core.adhesion.actions import reconfirmation as actions
from pico.core.adhesion.models import ReconfirmationRound
from pico.core.foundation.errors import Refusal
from pico.core.people.terms import MembershipState


@pytest.fixture
def a_year_later(now):
    return now + timedelta(days=300)  # the cast began on 1 January


@pytest.fixture
def opened(comune, actors, now):
    actions.open_one(ente=comune, now=now)
    return ReconfirmationRound.objects.get()


def test_before_a_year_nobody_is_asked(people, now):
    assert actions.open_rounds(now=now) == 0


def test_after_a_year_every_ente_is_asked(people, a_year_later, membership_of):
    assert actions.open_rounds(now=a_year_later) == 8
    assert membership_of("comune1.rup").state == MembershipState.TO_RECONFIRM


def test_a_round_is_opened_once(people, a_year_later):
    actions.open_rounds(now=a_year_later)
    assert actions.open_rounds(now=a_year_later + timedelta(days=1)) == 0


def test_who_waits_to_be_confirmed_still_works(opened, membership_of):
    assert membership_of("comune1.rup").is_working


def test_a_confirmed_member_is_active_again(opened, membership_of, actors, now):
    actions.reconfirm(
        membership=membership_of("comune1.rup"), actor=actors["comune1.referente"], now=now
    )
    membership = membership_of("comune1.rup")
    assert membership.state == MembershipState.ACTIVE
    assert membership.reconfirmed_on == timezone.localdate(now)


def test_all_are_confirmed_together_and_the_round_closes(opened, comune, actors, now):
    actions.reconfirm_all(ente=comune, actor=actors["comune1.referente"], now=now)
    opened.refresh_from_db()
    assert opened.closed_on == timezone.localdate(now)


def test_a_member_does_not_confirm_himself(opened, membership_of, actors, now):
    with pytest.raises(Refusal) as refusal:
        actions.reconfirm(
            membership=membership_of("comune1.rup"), actor=actors["comune1.rup"], now=now
        )
    assert refusal.value.code == "not_permitted"
    assert membership_of("comune1.rup").state == MembershipState.TO_RECONFIRM


def test_within_thirty_days_nobody_is_suspended(opened, now):
    assert actions.suspend_unconfirmed(now=now + timedelta(days=30)) == 0


def test_after_thirty_days_the_unconfirmed_are_suspended(opened, membership_of, now):
    assert actions.suspend_unconfirmed(now=now + timedelta(days=31)) == 1
    assert membership_of("comune1.rup").state == MembershipState.SUSPENDED


def test_the_last_administrator_stays_and_the_province_is_told(
    opened, membership_of, now, send, letters_to, people
):
    send(actions.suspend_unconfirmed, now=now + timedelta(days=31))
    assert membership_of("comune1.referente").is_working
    assert "non ha riconfermato" in letters_to(people["treviso.admin"].email)[0].subject
