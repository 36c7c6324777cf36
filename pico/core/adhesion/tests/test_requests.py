from datetime import date, timedelta

import pytest
from django.utils import timezone

from pico.core.access.actor import ANONYMOUS
from pico.core.access.terms import Role
from pico.core.adhesion.actions import requests as actions
from pico.core.adhesion.actions.registration import confirm_registration
from pico.core.adhesion.queries import requests as queries
from pico.core.adhesion.terms import Level
from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Task
from pico.core.people.models import Membership, MembershipRole
from pico.core.people.terms import MembershipState
from pico.core.testing import cast, factories


@pytest.fixture
def approve(request_of_newcomer, actors, now):
    def run(**changes):
        terms = {
            "membership": request_of_newcomer,
            "roles": [Role.RUP],
            "starts_on": timezone.localdate(now),
            "actor": actors["comune1.referente"],
            "now": now,
            **changes,
        }
        return actions.approve_request(**terms)

    return run


@pytest.fixture
def without_administrator(people):
    """Take the only administrator from the first Comune."""
    MembershipRole.objects.filter(membership__person=people["comune1.referente"]).delete()


def seen_by(actor, now):
    return list(queries.visible_requests(actor, today=timezone.localdate(now)))


def test_the_administrator_of_the_ente_sees_the_request(actors, request_of_newcomer, now):
    assert seen_by(actors["comune1.referente"], now) == [request_of_newcomer]


@pytest.mark.parametrize(
    "who", ["treviso.admin", "upi.admin", "comune2.referente", "comune1.rup", "veneto.admin"]
)
def test_nobody_else_sees_it(actors, request_of_newcomer, now, who):
    assert seen_by(actors[who], now) == []


def test_who_is_not_signed_in_sees_nothing(request_of_newcomer, now):
    assert seen_by(ANONYMOUS, now) == []


def test_without_administrator_the_province_decides(
    actors, request_of_newcomer, without_administrator, now
):
    assert seen_by(actors["treviso.admin"], now) == [request_of_newcomer]
    assert seen_by(actors["brescia.admin"], now) == []


def test_without_administrator_and_province_upi_decides(
    actors, people, request_of_newcomer, without_administrator, now
):
    MembershipRole.objects.filter(membership__person=people["treviso.admin"]).delete()
    assert seen_by(actors["upi.admin"], now) == [request_of_newcomer]


def test_a_request_of_a_province_is_never_decided_by_another(actors, enti, people, now):
    newcomer = factories.make_person("nuova.brescia")
    waiting = factories.make_membership(newcomer, enti[cast.BRESCIA], state=MembershipState.PENDING)
    MembershipRole.objects.filter(membership__person=people["brescia.admin"]).delete()
    assert seen_by(actors["upi.admin"], now) == [waiting]
    assert seen_by(actors["treviso.admin"], now) == []


def test_an_approved_person_works_with_role_and_period(approve, request_of_newcomer):
    approve(ends_on=date(2027, 12, 31), act="Decreto n. 4 del 2026")
    request_of_newcomer.refresh_from_db()
    assert request_of_newcomer.state == MembershipState.ACTIVE
    assert request_of_newcomer.role_labels == ["RUP"]
    assert request_of_newcomer.ends_on == date(2027, 12, 31)


def test_an_approval_is_written_in_the_story(approve, request_of_newcomer):
    approve()
    line = AuditLine.objects.filter(subject_id=str(request_of_newcomer.pk)).last()
    assert line.sentence == "Richiesta di Nino Nuovo-Utente approvata: RUP."


def test_the_approved_person_is_told(approve, send, letters_to, people):
    send(approve)
    assert "Puoi lavorare in Pi.Co." in letters_to(people["nuovo.utente"].email)[0].subject


def test_the_second_administrator_is_told_who_was_first(
    approve, actors, people, request_of_newcomer
):
    stale = Membership.objects.get(pk=request_of_newcomer.pk)
    approve()
    with pytest.raises(Refusal) as refusal:
        approve(membership=stale, roles=[Role.ENTE_ADMIN])
    assert refusal.value.code == "already_decided"
    assert str(people["comune1.referente"]) in refusal.value.message
    assert request_of_newcomer.roles.get().role == Role.RUP


@pytest.mark.parametrize(
    ("who", "terms", "code"),
    [
        ("comune2.referente", {}, "not_permitted"),
        ("comune1.rup", {}, "not_permitted"),
        ("treviso.admin", {}, "not_permitted"),
        ("comune1.referente", {"roles": []}, "no_role"),
        ("comune1.referente", {"roles": [Role.UPI_ADMIN]}, "role_out_of_place"),
        ("comune1.referente", {"ends_on": date(2026, 1, 1)}, "bad_period"),
    ],
)
def test_a_refused_approval_changes_nothing(approve, actors, request_of_newcomer, who, terms, code):
    with pytest.raises(Refusal) as refusal:
        approve(actor=actors[who], **terms)
    assert refusal.value.code == code
    request_of_newcomer.refresh_from_db()
    assert request_of_newcomer.state == MembershipState.PENDING
    assert not request_of_newcomer.roles.exists()


def test_only_a_platform_administrator_makes_another(actors, enti, people, now):
    newcomer = factories.make_membership(
        factories.make_person("nuovo.upi"), enti[cast.UPI], state=MembershipState.PENDING
    )
    people["upi.admin"].memberships.get().roles.filter(role=Role.PLATFORM_ADMIN).delete()
    with pytest.raises(Refusal) as refusal:
        actions.approve_request(
            membership=newcomer,
            roles=[Role.PLATFORM_ADMIN],
            starts_on=timezone.localdate(now),
            actor=factories.actor_of(people["upi.admin"]),
            now=now,
        )
    assert refusal.value.code == "role_too_high"
    assert not newcomer.roles.exists()


def test_a_rejected_person_reads_the_reason(
    request_of_newcomer, actors, now, send, letters_to, people
):
    send(
        actions.reject_request,
        membership=request_of_newcomer,
        reason="Non risulta in servizio.",
        actor=actors["comune1.referente"],
        now=now,
    )
    request_of_newcomer.refresh_from_db()
    assert request_of_newcomer.state == MembershipState.REJECTED
    assert "Non risulta in servizio." in letters_to(people["nuovo.utente"].email)[0].body


def test_a_rejection_without_reason_is_refused(request_of_newcomer, actors, now):
    with pytest.raises(Refusal) as refusal:
        actions.reject_request(
            membership=request_of_newcomer,
            reason="  ",
            actor=actors["comune1.referente"],
            now=now,
        )
    assert refusal.value.code == "reason_missing"
    request_of_newcomer.refresh_from_db()
    assert request_of_newcomer.state == MembershipState.PENDING


def test_a_person_takes_the_request_back(request_of_newcomer, actors, now):
    actions.withdraw_request(membership=request_of_newcomer, actor=actors["nuovo.utente"], now=now)
    request_of_newcomer.refresh_from_db()
    assert request_of_newcomer.state == MembershipState.CEASED


@pytest.fixture
def asked_now(request_of_newcomer, now):
    request_of_newcomer.requested_at = now
    request_of_newcomer.save()
    return request_of_newcomer


def test_after_two_working_days_nobody_is_disturbed(asked_now, now):
    assert actions.process_requests(now=now + timedelta(days=2)) == {"reminded": 0, "escalated": 0}


def test_after_three_working_days_the_administrators_are_reminded_once(
    asked_now, now, send, letters_to, people
):
    for hours in (0, 1):
        send(actions.process_requests, now=now + timedelta(days=3, hours=hours))
    assert len(letters_to(people["comune1.referente"].email)) == 1


def test_after_five_working_days_it_is_the_provinces_turn(
    asked_now, now, send, letters_to, people, actors
):
    later = now + timedelta(days=7)
    send(actions.process_requests, now=later)
    assert seen_by(actors["treviso.admin"], later) == [asked_now]
    assert len(letters_to(people["treviso.admin"].email)) == 1


def test_after_the_escalation_the_ente_may_still_decide(asked_now, now, approve):
    actions.process_requests(now=now + timedelta(days=7))
    approve(now=now + timedelta(days=7))
    asked_now.refresh_from_db()
    assert asked_now.state == MembershipState.ACTIVE


def test_after_ten_working_days_it_is_the_turn_of_upi(asked_now, now, actors):
    for days in (7, 14):
        actions.process_requests(now=now + timedelta(days=days))
    later = now + timedelta(days=14)
    assert seen_by(actors["upi.admin"], later)[0].turn == Level.UPI


def test_the_last_level_is_reminded_but_passes_to_nobody(asked_now, now):
    for days in (7, 14):
        actions.process_requests(now=now + timedelta(days=days))
    assert actions.process_requests(now=now + timedelta(days=28))["escalated"] == 0


@pytest.mark.parametrize(
    ("email", "domain", "expected"),
    [
        ("a@comune.treviso.it", "comune.treviso.it", True),
        ("a@uffici.comune.treviso.it", "comune.treviso.it", True),
        ("a@finto-comune.treviso.it", "comune.treviso.it", False),
        ("a@gmail.com", "comune.treviso.it", False),
        ("a@comune.treviso.it", "", None),
    ],
)
def test_the_mail_domain_of_the_ente_is_compared_whole(email, domain, expected):
    assert queries.is_of_the_mail_domain(email, domain) is expected


def tasks_of(ente):
    return Task.objects.filter(ente=ente, closed_at=None)


def test_a_request_is_on_the_list_of_the_ente_until_decided(
    approve, register, last_token, now, comune, actors
):
    register()
    confirm_registration(token=last_token(), password="una-lunga-password", now=now)
    assert tasks_of(comune).get().due_on == date(2026, 11, 23)
    approve(membership=Membership.objects.get(person__first_name="Nives"))
    assert not tasks_of(comune).exists()


def test_an_escalated_request_is_on_the_list_of_the_province(asked_now, now, treviso):
    actions.process_requests(now=now + timedelta(days=7))
    assert (
        tasks_of(treviso).get().title
        == "Nino Nuovo-Utente chiede di entrare per Comune di Castelfranco Veneto"
    )


def test_nobody_lets_himself_in(actors, people, comune, without_administrator, now):
    """The administrator of the Province decides for this Comune, but not about himself."""
    mine = factories.make_membership(
        people["treviso.admin"], comune, state=MembershipState.PENDING, is_main=False
    )
    assert mine not in seen_by(actors["treviso.admin"], now)
    with pytest.raises(Refusal) as refusal:
        actions.approve_request(
            membership=mine,
            roles=[Role.ENTE_ADMIN],
            starts_on=timezone.localdate(now),
            actor=actors["treviso.admin"],
            now=now,
        )
    assert refusal.value.code == "not_permitted"
    mine.refresh_from_db()
    assert (mine.state, mine.roles.count()) == (MembershipState.PENDING, 0)
