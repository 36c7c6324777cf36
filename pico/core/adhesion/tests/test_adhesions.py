from datetime import date, timedelta

import pytest
from django.utils import timezone

from pico.core.access.terms import Role
from pico.core.adhesion.actions import adhesions as actions
from pico.core.adhesion.models import Act, Adhesion
from pico.core.adhesion.queries import adhesions as queries
from pico.core.adhesion.terms import ActKind, ContactKind, Organ, start_items
from pico.core.adhesion.terms import AdhesionState as A
from pico.core.adhesion.workflow import ADHESION
from pico.core.audit.queries import story
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Task
from pico.core.people.models import MembershipRole
from pico.core.testing import cast, factories


@pytest.fixture
def at(adhesion):
    """The adhesion of Treviso put in a state."""

    def put(state):
        adhesion.state = state
        adhesion.save()
        return adhesion

    return put


@pytest.fixture
def step(adhesion, actors, now):
    def take(name, who="upi.admin", **changes):
        return actions.take_step(
            adhesion=adhesion,
            step=name,
            actor=actors[who],
            now=now,
            **{"reason": "Perché sì.", **changes},
        )

    return take


@pytest.fixture
def ready(adhesion, treviso, actors, now, people):
    """Treviso with everything that the conditions ask for."""
    treviso.legal_representative = "Presidente della Provincia"
    treviso.save()
    actor = actors["treviso.admin"]
    actions.choose_services(
        adhesion=adhesion, services=["sua"], wants_site=True, data_roles="", actor=actor, now=now
    )
    actions.name_contact(
        adhesion=adhesion,
        kind=ContactKind.ADMINISTRATIVE,
        name="Segreteria generale",
        email="segreteria@treviso.pico.example",
        actor=actor,
        now=now,
    )
    for kind in (ActKind.PROTOCOL, ActKind.AGREEMENT):
        add_act(adhesion, actor, now, kind=kind)
    second = people["treviso.redattore"].memberships.get()
    MembershipRole.objects.create(membership=second, role=Role.PROVINCE_ADMIN)
    for item in start_items("PROV", ["sua"]):
        actions.tick(adhesion=adhesion, item=item, is_done=True, actor=actor, now=now)
    adhesion.refresh_from_db()
    return adhesion


def add_act(adhesion, actor, now, **changes):
    terms = {
        "kind": ActKind.PROTOCOL,
        "number": "12",
        "act_on": date(2026, 11, 2),
        "organ": Organ.PRESIDENT,
        "signatories": "Il Presidente",
        "starts_on": date(2026, 11, 2),
        "ends_on": None,
        **changes,
    }
    return actions.add_act(adhesion=adhesion, actor=actor, now=now, **terms)


ROWS = [(step.name, source, step.target) for step in ADHESION.steps for source in step.sources]


@pytest.mark.parametrize(("name", "source", "target"), ROWS)
def test_every_row_of_the_table_can_be_walked(ready, at, step, name, source, target):
    at(source)
    assert step(name).state == target


@pytest.mark.parametrize("row", ADHESION.steps, ids=lambda row: row.name)
def test_no_step_is_taken_from_a_state_that_is_not_its_own(ready, at, step, row):
    other = next(state for state in A if state not in row.sources)
    at(other)
    with pytest.raises(Refusal) as refusal:
        step(row.name)
    assert refusal.value.code in {"wrong_state", "not_permitted"}
    ready.refresh_from_db()
    assert ready.state == other


@pytest.mark.parametrize("row", ADHESION.steps, ids=lambda row: row.name)
@pytest.mark.parametrize("who", ["brescia.admin", "treviso.sua", "comune1.referente"])
def test_a_stranger_takes_no_step(ready, at, step, row, who):
    at(row.sources[0])
    with pytest.raises(Refusal) as refusal:
        step(row.name, who=who)
    assert refusal.value.code == "not_permitted"
    ready.refresh_from_db()
    assert ready.state == row.sources[0]


@pytest.mark.parametrize("name", ["invite", "review", "send_acts", "sign", "suspend", "resume"])
def test_the_joining_ente_does_not_judge_itself(ready, at, step, name):
    source = ADHESION.step(name).sources[0]
    at(source)
    with pytest.raises(Refusal) as refusal:
        step(name, who="treviso.admin")
    assert refusal.value.code == "not_permitted"
    ready.refresh_from_db()
    assert ready.state == source


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("review", "identity_is_known"),
        ("send_acts", "services_are_chosen"),
        ("sign", "acts_are_signed"),
        ("start", "services_are_chosen"),
    ],
)
def test_an_unmet_condition_says_what_is_missing(at, step, name, code):
    source = ADHESION.step(name).sources[0]
    adhesion = at(source)
    with pytest.raises(Refusal) as refusal:
        step(name)
    assert refusal.value.code == code
    adhesion.refresh_from_db()
    assert adhesion.state == source


def test_a_province_starts_with_two_administrators(ready, at, step, people):
    MembershipRole.objects.filter(membership__person=people["treviso.redattore"]).delete()
    at(A.JOINED)
    with pytest.raises(Refusal) as refusal:
        step("start")
    assert refusal.value.message == (
        "Serve ancora 1 amministratore dell'ente: invitalo da «Inviti»."
    )
    ready.refresh_from_db()
    assert ready.state == A.JOINED


def test_the_list_of_start_names_what_is_missing(ready, at, step, actors, now):
    actions.tick(adhesion=ready, item="LOGO", is_done=False, actor=actors["treviso.admin"], now=now)
    at(A.JOINED)
    with pytest.raises(Refusal) as refusal:
        step("start")
    assert "Logo e stemma caricati" in refusal.value.message
    ready.refresh_from_db()
    assert ready.state == A.JOINED


def test_a_step_that_needs_a_reason_is_refused_without(ready, at, step):
    at(A.JOINED)
    with pytest.raises(Refusal) as refusal:
        step("suspend", reason=" ")
    assert refusal.value.code == "reason_missing"
    ready.refresh_from_db()
    assert ready.state == A.JOINED


def test_the_other_side_is_told(at, adhesion, actors, now, send, letters_to, people):
    send(actions.take_step, adhesion=adhesion, step="invite", actor=actors["upi.admin"], now=now)
    assert "Invitato" in letters_to(people["treviso.admin"].email)[0].subject


def test_every_step_is_in_the_story(step, adhesion, actors):
    step("invite")
    assert story(adhesion, actors["treviso.admin"])[0].sentence.startswith(
        "Invita l'ente: da «Da contattare» a «Invitato»."
    )


@pytest.mark.parametrize(
    ("who", "ipa", "allowed"),
    [
        ("treviso.admin", cast.COMUNE_1, True),
        ("comune1.referente", cast.COMUNE_1, True),
        ("comune2.referente", cast.COMUNE_1, False),
        ("brescia.admin", cast.COMUNE_1, False),
        ("treviso.admin", cast.TREVISO, True),
        ("treviso.admin", cast.BRESCIA, False),
        ("upi.admin", cast.BRESCIA, True),
    ],
)
def test_who_may_open_which_adhesion(actors, enti, now, who, ipa, allowed):
    if allowed:
        actions.open_adhesion(ente=enti[ipa], actor=actors[who], now=now)
    else:
        with pytest.raises(Refusal):
            actions.open_adhesion(ente=enti[ipa], actor=actors[who], now=now)
    assert Adhesion.objects.exists() is allowed


def test_a_comune_joins_through_its_province(enti, actors, now):
    opened = actions.open_adhesion(
        ente=enti[cast.COMUNE_1], actor=actors["comune1.referente"], now=now
    )
    assert opened.counterpart == enti[cast.TREVISO]


def test_an_ente_without_province_joins_through_upi(enti, actors, now):
    lone = factories.make_ente("Comune di Milano", region_id="03")
    opened = actions.open_adhesion(ente=lone, actor=actors["upi.admin"], now=now)
    assert opened.counterpart == enti[cast.UPI]


def test_an_act_is_not_dated_tomorrow(adhesion, actors, now):
    with pytest.raises(Refusal) as refusal:
        add_act(
            adhesion, actors["upi.admin"], now, act_on=timezone.localdate(now) + timedelta(days=1)
        )
    assert refusal.value.code == "act_in_future"
    assert not Act.objects.exists()


def test_an_act_does_not_end_before_it_starts(adhesion, actors, now):
    with pytest.raises(Refusal) as refusal:
        add_act(adhesion, actors["upi.admin"], now, ends_on=date(2026, 11, 1))
    assert refusal.value.code == "bad_period"
    assert not Act.objects.exists()


def test_the_act_on_which_an_adhesion_stands_stays(ready, at, actors, now):
    at(A.JOINED)
    with pytest.raises(Refusal) as refusal:
        actions.remove_act(act=ready.acts.first(), actor=actors["upi.admin"], now=now)
    assert refusal.value.code == "act_in_use"
    assert ready.acts.count() == 2


@pytest.mark.parametrize(("days", "expected"), [(181, 0), (180, 1), (90, 1), (30, 1)])
def test_both_sides_are_warned_of_an_act_that_ends(at, actors, now, days, expected):
    adhesion = at(A.JOINED)
    add_act(
        adhesion, actors["upi.admin"], now, ends_on=timezone.localdate(now) + timedelta(days=days)
    )
    assert actions.warn_of_acts(now=now) == expected


def test_of_each_term_both_sides_are_warned_once(at, actors, now):
    adhesion = at(A.JOINED)
    add_act(
        adhesion, actors["upi.admin"], now, ends_on=timezone.localdate(now) + timedelta(days=100)
    )
    told = [actions.warn_of_acts(now=now + timedelta(days=days)) for days in (0, 1, 10, 11, 70)]
    assert told == [1, 0, 1, 0, 1]


@pytest.mark.parametrize(
    ("who", "seen"),
    [("upi.admin", 1), ("treviso.admin", 1), ("brescia.admin", 0), ("treviso.sua", 0)],
)
def test_an_adhesion_is_seen_by_its_two_sides(adhesion, actors, who, seen):
    assert queries.visible_adhesions(actors[who]).count() == seen


def test_an_invited_ente_finds_it_on_its_list(step, treviso):
    step("invite")
    assert Task.objects.get(closed_at=None).ente == treviso


def test_when_the_ente_asks_it_is_the_turn_of_its_counterpart(step, enti):
    step("invite")
    step("ask", who="treviso.admin")
    assert Task.objects.get(closed_at=None).ente == enti[cast.UPI]
