from datetime import timedelta

import pytest
from django.utils import timezone

from pico.core.access import scopes
from pico.core.access.terms import Role
from pico.core.adhesion import holdings
from pico.core.adhesion.actions import leaving as actions
from pico.core.adhesion.actions.members import close_expired_memberships
from pico.core.adhesion.actions.requests import set_roles
from pico.core.adhesion.models import Handover, Invitation
from pico.core.files.models import StoredFile
from pico.core.files.tests.factories import make_file
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import open_task
from pico.core.notices.models import Task
from pico.core.people.terms import MembershipState


@pytest.fixture
def leave(membership_of, actors, now):
    def run(username, **changes):
        terms = {
            "membership": membership_of(username),
            "leaves_on": timezone.localdate(now),
            "actor": actors[username],
            "now": now,
            **changes,
        }
        return actions.leave(**terms)

    return run


@pytest.fixture
def two_administrators(membership_of):
    set_roles(membership_of("comune1.rup"), [Role.RUP, Role.ENTE_ADMIN])


def test_who_leaves_today_works_no_more(leave, membership_of):
    leave("comune1.rup")
    assert membership_of("comune1.rup").state == MembershipState.CEASED


def test_the_last_administrator_does_not_leave(leave, membership_of):
    with pytest.raises(Refusal) as refusal:
        leave("comune1.referente")
    assert refusal.value.code == "last_administrator"
    assert "prima dai il ruolo di amministratore a un collega" in refusal.value.message
    assert membership_of("comune1.referente").state == MembershipState.ACTIVE
    assert not Handover.objects.exists()


def test_who_holds_something_names_a_colleague(leave, invite, two_administrators, membership_of):
    invite()
    with pytest.raises(Refusal) as refusal:
        leave("comune1.referente")
    assert refusal.value.code == "successor_missing"
    assert "inviti in attesa" in refusal.value.message
    assert membership_of("comune1.referente").state == MembershipState.ACTIVE


def test_the_colleague_takes_over_what_is_held(
    leave, invite, two_administrators, membership_of, people
):
    invite()
    leave("comune1.referente", successor=membership_of("comune1.rup"))
    assert Invitation.objects.get().invited_by == people["comune1.rup"]
    assert Handover.objects.get().moved == {"invitations": 1}


def test_a_stranger_takes_nothing_over(leave, invite, two_administrators, membership_of, people):
    invite()
    with pytest.raises(Refusal) as refusal:
        leave("comune1.referente", successor=membership_of("comune2.referente"))
    assert refusal.value.code == "successor_not_here"
    assert Invitation.objects.get().invited_by == people["comune1.referente"]


def test_who_leaves_next_week_works_until_then(leave, membership_of, now):
    leave("comune1.rup", leaves_on=timezone.localdate(now) + timedelta(days=7))
    membership = membership_of("comune1.rup")
    assert membership.state == MembershipState.ACTIVE
    assert membership.ends_on == timezone.localdate(now) + timedelta(days=7)


def test_what_comes_in_the_meantime_is_handed_over_at_the_end(
    leave, invite, two_administrators, membership_of, people, now
):
    leave(
        "comune1.referente",
        leaves_on=timezone.localdate(now) + timedelta(days=7),
        successor=membership_of("comune1.rup"),
    )
    invite()
    after = now + timedelta(days=8)
    close_expired_memberships(now=after)
    actions.finish_handovers(now=after)
    assert Invitation.objects.get().invited_by == people["comune1.rup"]
    assert Handover.objects.get().done_at == after


def test_nobody_leaves_yesterday(leave, membership_of, now):
    with pytest.raises(Refusal) as refusal:
        leave("comune1.rup", leaves_on=timezone.localdate(now) - timedelta(days=1))
    assert refusal.value.code == "day_past"
    assert membership_of("comune1.rup").ends_on is None


def test_a_colleague_without_the_role_closes_nobody(leave, membership_of, actors):
    with pytest.raises(Refusal) as refusal:
        leave("comune1.referente", actor=actors["comune2.referente"])
    assert refusal.value.code in {"not_permitted", "last_administrator"}
    assert membership_of("comune1.referente").state == MembershipState.ACTIVE


def test_an_administrator_closes_the_assignment_of_a_colleague(leave, membership_of, actors):
    leave("comune1.rup", actor=actors["comune1.referente"])
    assert membership_of("comune1.rup").state == MembershipState.CEASED


def test_another_room_adds_what_it_holds(monkeypatch, membership_of):
    thing = holdings.HoldingSource(
        "cases", "fascicoli", lambda membership: [holdings.Held("Fascicolo 1")], lambda *a: 1
    )
    monkeypatch.setattr(holdings, "sources", lambda: [thing])
    assert holdings.held_by(membership_of("comune1.rup")) == [
        (thing, [holdings.Held("Fascicolo 1")])
    ]


def test_the_page_lists_what_is_held(sign_in, membership_of, invite):
    invite()
    address = f"/adesioni/persone/{membership_of('comune1.referente').pk}/lascia/"
    page = sign_in("comune1.referente").get(address).content.decode()
    assert "Invito a ospite@comune.pico.example" in page
    assert "ultimo amministratore" in page


def test_personal_tasks_pass_to_the_colleague(leave, membership_of, people, now):
    open_task(
        subject=people["docente"],
        kind="prova.atto",
        title="Firma il verbale",
        reason="Serve la tua firma.",
        url="/",
        person=people["comune1.rup"],
        now=now,
    )
    leave("comune1.rup", successor=membership_of("comune1.referente"))
    assert Task.objects.get(closed_at=None).person == people["comune1.referente"]


def test_files_pass_to_the_colleague(leave, membership_of, people, comune):
    make_file(comune, people["comune1.rup"], scopes.ente(comune.pk))
    leave("comune1.rup", successor=membership_of("comune1.referente"))
    assert StoredFile.objects.get().author == people["comune1.referente"]


def test_leaving_does_not_make_an_assignment_longer(leave, membership_of, now):
    membership = membership_of("comune1.rup")
    membership.ends_on = end = timezone.localdate(now) + timedelta(days=10)
    membership.save(update_fields=["ends_on"])
    with pytest.raises(Refusal) as refusal:
        leave("comune1.rup", leaves_on=timezone.localdate(now) + timedelta(days=3650))
    assert refusal.value.code == "after_the_end"
    assert membership_of("comune1.rup").ends_on == end
