"""Where a ticket goes: the table of the domain facts, the way past empty desks, turns, the rules."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pico.core.access.actor import SYSTEM
from pico.core.audit.models import AuditLine
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice
from pico.core.testing import cast

from ..actions import duty as duty_actions
from ..actions import handing, rules
from ..actions.opening import Origin, Request, open_outside_ticket, open_ticket
from ..models import Absence, Category, Queue, QueueMember, Routing, Rule, Ticket, Turn
from ..queries import duty, routing
from ..queries.routing import Facts, decide
from ..terms import (
    AskerKind,
    Distribution,
    Family,
    Impact,
    Priority,
    QueueRole,
    Special,
    Target,
    Topic,
)
from .factories import NOW, make_ticket, place_in

TODAY = NOW.date()


@pytest.fixture
def facts(desk, enti):
    """A Comune of Treviso asks the SUA about a tender."""
    return Facts(
        family=Family.SERVICES,
        topic=Topic.SUA,
        impact=Impact.HAMPERED,
        category=Category.objects.get(key="sua.tender-request"),
        ente=enti[cast.COMUNE_1],
        province=enti[cast.TREVISO],
        words="La gara della palestra",
    )


def goes_to(facts) -> str:
    return decide(facts, TODAY).queue.key


def reasons(facts) -> str:
    return " ".join(decide(facts, TODAY).steps)


# The table of section 4.2 ------------------------------------------------------------------------


def test_who_has_no_access_goes_to_the_access_desk(facts):
    assert goes_to(replace(facts, is_known=False)) == "access"


def test_the_platform_goes_to_upi(facts):
    assert goes_to(replace(facts, family=Family.PLATFORM)) == "platform"
    about_access = replace(facts, family=Family.PLATFORM, topic=Topic.ACCESS)
    assert goes_to(about_access) == "access"


def test_services_go_to_the_queue_of_the_province(facts, desk):
    assert goes_to(facts) == desk["treviso:SUA"].key
    assert "Vale la regola «Servizi della Provincia»." in reasons(facts)


def test_without_a_referente_the_general_queue_of_the_province_takes_it(facts, desk, people):
    place_in(desk["treviso:GENERAL"], people["treviso.admin"])
    about_sit = replace(facts, topic=Topic.SIT, category=None)
    assert goes_to(about_sit) == desk["treviso:GENERAL"].key
    assert "SIT» non ha operatori: la richiesta va oltre." in reasons(about_sit)


def test_a_province_without_anybody_is_made_good_by_upi_with_a_warning(facts):
    decision = decide(replace(facts, topic=Topic.SIT, category=None), TODAY)
    assert decision.queue.key == "platform"
    assert len(decision.warnings) == 2
    assert not decision.is_fallback


def test_a_question_of_the_province_goes_to_the_pool(facts, enti):
    opinion = Category.objects.get(special=Special.OPINION)
    asked_by_province = replace(facts, ente=enti[cast.TREVISO], category=opinion)
    assert goes_to(asked_by_province) == "experts:SUA"
    assert goes_to(replace(facts, category=opinion)) != "experts:SUA"


def test_who_works_in_a_upi_regionale_goes_to_upi(facts, enti):
    asked = replace(facts, ente=enti[cast.UPI_VENETO], province=None)
    assert goes_to(asked) == "platform"
    assert "UPI regionale" in reasons(asked)


def test_what_nothing_matches_is_never_lost(facts):
    Rule.objects.update(is_active=False)
    decision = decide(facts, TODAY)
    assert decision.is_fallback
    assert decision.queue.is_fallback
    assert "Nessuna regola vale" in decision.steps[0]


def test_a_fallback_without_anybody_still_takes_it_and_says_so(facts):
    QueueMember.objects.all().delete()
    decision = decide(facts, TODAY)
    assert decision.queue.is_fallback
    assert "Nemmeno la coda di riserva" in decision.warnings[-1]


def test_an_agreement_with_another_province_comes_first(desk, actors, enti):
    """A Comune of Treviso's territory opens it from a tender of Brescia's SUA."""
    ticket = open_ticket(
        request=asked(origin=Origin(title="Gara 7", province=enti[cast.BRESCIA])),
        actor=actors["comune1.rup"],
        now=NOW,
    )
    assert ticket.province == enti[cast.BRESCIA]
    assert ticket.queue == desk["brescia:SUA"]
    assert routing.province_for(enti[cast.COMUNE_1]) == enti[cast.TREVISO]


def asked(**fields) -> Request:
    return Request(
        **{
            "family": Family.SERVICES,
            "topic": Topic.SUA,
            "category": Category.objects.get(key="sua.tender-request"),
            "subject": "La richiesta di gara non si invia",
            "text": "<p>Premo Invia e non succede nulla.</p>",
            "impact": Impact.HAMPERED,
            **fields,
        }
    )


# Conditions --------------------------------------------------------------------------------------


@pytest.fixture
def only(facts, desk):
    """One rule, to Brescia's general queue, with the conditions given."""

    def only(**conditions):
        Rule.objects.all().delete()
        many = {n: conditions.pop(n) for n in ("categories", "provinces") if n in conditions}
        rule = Rule.objects.create(
            position=1, name="Prova", queue=desk["brescia:SUA"], **conditions
        )
        for name, values in many.items():
            getattr(rule, name).set(values)
        return rule

    return only


def matches(facts) -> bool:
    return not decide(facts, TODAY).is_fallback


@pytest.mark.parametrize(
    ("conditions", "other"),
    [
        ({"family": Family.SERVICES}, {"family": Family.PLATFORM}),
        ({"topics": ["SIT", "SUA"]}, {"topic": Topic.SAPE}),
        ({"impacts": ["HAMPERED"]}, {"impact": Impact.BLOCKED}),
        ({"ente_kinds": ["COM", "UC"]}, {"ente": None}),
        ({"words": "palestra, piscina"}, {"words": "Il ponte"}),
        ({"asker": AskerKind.OUTSIDE}, None),
        ({"special": Special.PRIVACY}, None),
    ],
)
def test_each_condition_is_asked(only, facts, conditions, other):
    only(**conditions)
    assert matches(facts) == (other is not None)
    if other:
        assert not matches(replace(facts, **other))


def test_words_begin_words_without_accents_or_capitals(only, facts):
    only(words="MODALITÀ, co-progett")
    assert matches(replace(facts, words="Le modalita' di invio"))
    assert matches(replace(facts, words="Una co progettazione"))
    assert not matches(replace(facts, words="Smodalità"))


def test_places_and_categories_are_asked(only, facts, enti):
    only(
        provinces=[enti[cast.TREVISO]],
        region=enti[cast.TREVISO].region,
        categories=[facts.category],
    )
    assert matches(facts)
    for change in (
        {"province": enti[cast.BRESCIA]},
        {"category": Category.objects.get(key="any.other")},
    ):
        assert not matches(replace(facts, **change))


def test_a_rule_for_a_category_takes_what_is_inside_it(only, facts):
    inside = Category.objects.create(
        key="sua.inside", topic=Topic.SUA, parent=facts.category, name="Lotti"
    )
    only(categories=[facts.category])
    assert matches(replace(facts, category=inside))


def test_the_bench_says_why_the_earlier_rules_did_not(facts):
    *earlier, last = decide(facts, TODAY).verdicts
    assert last.rule.key == "province"
    for verdict in earlier:
        assert verdict.failed
    platform = next(v for v in earlier if v.rule.key == "platform")
    (failed,) = platform.failed
    assert (failed.label, failed.wanted, failed.found) == (
        "Famiglia",
        "Assistenza sulla Piattaforma",
        "Assistenza sui servizi della Provincia",
    )


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_ticket_goes_somewhere_by_the_first_rule_that_matches(facts, enti, data):
    places = st.sampled_from([None, *enti.values()])
    one = replace(
        facts,
        family=data.draw(st.sampled_from(Family.values)),
        topic=data.draw(st.sampled_from(Topic.values)),
        ente=data.draw(places),
        province=data.draw(st.sampled_from([None, enti[cast.TREVISO], enti[cast.BRESCIA]])),
        is_known=data.draw(st.booleans()),
        category=None,
    )
    decision = decide(one, TODAY)
    assert decision.queue is not None
    assert [v.matches for v in decision.verdicts[:-1]] == [False] * (len(decision.verdicts) - 1)
    assert decision.is_fallback != decision.verdicts[-1].matches


# What a rule does --------------------------------------------------------------------------------


def test_a_rule_sets_priority_tags_and_copies(desk, actors, people, enti):
    rule = Rule.objects.get(key="province")
    rule.priority, rule.tags = Priority.HIGH, ["gare"]
    rule.save()
    rule.cc.set([people[n].memberships.get() for n in ("comune1.referente", "brescia.admin")])
    ticket = open_ticket(request=asked(), actor=actors["comune1.rup"], now=NOW)
    ticket.refresh_from_db()
    assert (ticket.priority, ticket.tags) == (Priority.HIGH, ["gare"])
    assert "Servizi della Provincia" in ticket.priority_reason
    assert list(ticket.cc.all()) == [people["comune1.referente"]]


def test_why_it_went_there_is_remembered(desk, actors):
    ticket = open_ticket(request=asked(), actor=actors["comune1.rup"], now=NOW)
    remembered = Routing.objects.get(ticket=ticket)
    assert (remembered.rule.key, remembered.is_fallback) == ("province", False)
    assert remembered.steps[-1] == f"Va a «{ticket.queue.name}»."


def test_the_supervisor_is_told_of_an_empty_desk(desk, actors, people):
    desk["treviso:SUA"].places.all().delete()
    ticket = open_ticket(request=asked(), actor=actors["comune1.rup"], now=NOW)
    assert ticket.queue.key == "platform"
    notice = Notice.objects.get(person=people["upi.helpdesk"], kind="helpdesk.routing.warned")
    assert "non ha operatori" in notice.body


def test_a_desk_whose_operator_left_the_ente_is_empty(desk, people, facts):
    desk["treviso:SUA"].places.exclude(membership__person=people["treviso.sua"]).delete()
    assert goes_to(facts) == desk["treviso:SUA"].key
    people["treviso.sua"].memberships.update(state="CEASED")
    assert goes_to(facts) == "platform"


def test_the_counter_counts_what_waits_in_the_fallback(desk, actors):
    Rule.objects.update(is_active=False)
    assert routing.in_fallback() == 0
    ticket = open_ticket(request=asked(), actor=actors["comune1.rup"], now=NOW)
    assert routing.in_fallback() == 1
    Ticket.objects.filter(pk=ticket.pk).update(state="SOLVED")
    assert routing.in_fallback() == 0


def test_a_request_without_an_account_is_routed_too(desk):
    ticket = open_outside_ticket(
        request=asked(family=Family.PLATFORM, topic=Topic.ACCESS),
        asker_name="Nino Nuovo",
        asker_email="nino@example.it",
        now=NOW,
    )
    assert ticket.queue.key == "access"


def test_a_missing_rule_once_written_finds_what_waited(desk, actors):
    Rule.objects.filter(key="province").update(is_active=False)
    ticket = open_ticket(request=asked(), actor=actors["comune1.rup"], now=NOW)
    other = open_ticket(
        request=asked(subject="Altro", topic=Topic.SAPE), actor=actors["comune1.rup"], now=NOW
    )
    assert (ticket.queue.key, ticket.state) == ("platform", "NEW")
    assert handing.reroute_waiting(actor=actors["upi.helpdesk"], now=NOW) == []
    Rule.objects.filter(key="province").update(is_active=True, topics=["SUA"])
    with pytest.raises(Refusal):
        handing.reroute_waiting(actor=actors["treviso.admin"], now=NOW)
    assert handing.reroute_waiting(actor=actors["upi.helpdesk"], now=NOW) == [ticket]
    ticket.refresh_from_db()
    assert (ticket.queue, ticket.state) == (desk["treviso:SUA"], "ASSIGNED")
    assert list(routing.waiting_in_fallback()) == [other]
    assert [one.is_fallback for one in routing.routings_of(ticket)] == [False, True]


# Turns -------------------------------------------------------------------------------------------


@pytest.fixture
def team(desk, people):
    """Three operators take turns in Treviso's SUA; its head answers for it."""
    queue = desk["treviso:SUA"]
    for name in ("treviso.sit", "treviso.sape"):
        place_in(queue, people[name])
    Queue.objects.filter(pk=queue.pk).update(distribution=Distribution.ROUND_ROBIN)
    return Queue.objects.get(pk=queue.pk)


@pytest.fixture
def opens(actors):
    """Open tickets, one a minute, and return who got each."""

    def opens(count, start=NOW):
        tickets = [
            open_ticket(
                request=asked(subject=f"Gara {start:%d%H%M} {n}"),
                actor=actors["comune1.rup"],
                now=start + timedelta(minutes=n),
            )
            for n in range(count)
        ]
        return [t.assignee.username if t.assignee else None for t in tickets]

    return opens


def away(people, name, substitute=None, days=0):
    return Absence.objects.create(
        membership=people[name].memberships.get(),
        starts_on=TODAY + timedelta(days=days),
        ends_on=TODAY + timedelta(days=days + 5),
        substitute=people[substitute].memberships.get() if substitute else None,
    )


def test_each_takes_his_own_by_default(desk, opens):
    assert opens(2) == [None, None]


def test_turns_go_round(team, opens):
    assert opens(6) == ["treviso.sua", "treviso.sit", "treviso.sape"] * 2


def test_who_answers_for_a_queue_has_a_turn_only_where_nobody_else_works(team, opens, people):
    team.places.exclude(membership__person=people["treviso.admin"]).delete()
    assert opens(1) == ["treviso.admin"]


def test_who_is_away_is_passed_over(team, opens, people):
    away(people, "treviso.sit")
    assert opens(3) == ["treviso.sua", "treviso.sape", "treviso.sua"]


def test_who_stands_in_has_both_turns(team, opens, people):
    away(people, "treviso.sit", substitute="treviso.sape")
    assert opens(4) == ["treviso.sua", "treviso.sape", "treviso.sape", "treviso.sua"]
    steps = Routing.objects.filter(ticket__assignee=people["treviso.sape"]).first().steps
    assert "è assente: va a chi sostituisce" in steps[-1]


def test_who_stands_in_elsewhere_does_not_here(team, opens, people):
    away(people, "treviso.sit", substitute="treviso.personale")
    assert "treviso.personale" not in opens(3)


def test_when_all_are_away_it_waits_in_the_queue(team, opens, people):
    for name in ("treviso.sua", "treviso.sit", "treviso.sape", "treviso.admin"):
        away(people, name)
    assert opens(1) == [None]
    assert Ticket.objects.get().queue == team


def test_the_least_loaded_gets_it(team, opens, people):
    Queue.objects.update(distribution=Distribution.LEAST_LOADED)
    for name, load in (("treviso.sua", 2), ("treviso.sit", 1), ("treviso.sape", 2)):
        for _n in range(load):
            make_ticket(team, people["comune1.rup"], assignee=people[name])
    assert opens(2) == ["treviso.sit", "treviso.sua"]


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(absent=st.sets(st.sampled_from(["treviso.sua", "treviso.sit", "treviso.sape"]), max_size=2))
def test_turns_are_fair_whoever_is_away(team, people, absent):
    """Of those present nobody has two more turns than another."""
    Turn.objects.all().delete()
    Absence.objects.all().delete()
    for name in absent:
        away(people, name)
    given_to = []
    for minute in range(7):
        candidate = duty.next_in(team, TODAY)
        Turn.objects.update_or_create(
            place=candidate.place, defaults={"given_at": NOW + timedelta(minutes=minute)}
        )
        given_to.append(candidate.taker.membership.person.username)
    counts = [given_to.count(name) for name in set(given_to)]
    assert not absent & set(given_to)
    assert max(counts) - min(counts) <= 1
    if len(counts) > 1:
        assert all(a != b for a, b in pairwise(given_to))


# Writing rules -----------------------------------------------------------------------------------

VALUES = {
    "name": "Gare urgenti", "why": "", "asker": "", "family": Family.SERVICES, "topics": ["SUA"],
    "special": "", "region": None, "ente_kinds": [], "impacts": ["BLOCKED"], "words": "",
    "target": Target.QUEUE, "priority": Priority.CRITICAL, "tags": ["urgente"],
    "categories": [], "provinces": [], "cc": [],
}  # fmt: skip


def write(actors, who="upi.helpdesk", **changes):
    seen, rule = changes.pop("seen", None), changes.pop("rule", None)
    values = {**VALUES, "queue": Queue.objects.get(key="experts:SUA"), **changes}
    return rules.write_rule(values=values, actor=actors[who], now=NOW, rule=rule, seen=seen)


def test_a_rule_is_written_last_moved_and_switched_off(desk, actors, facts):
    rule = write(actors)
    urgent = replace(facts, impact=Impact.BLOCKED)
    assert goes_to(urgent) == desk["treviso:SUA"].key
    for _n in range(rule.position - 1):
        rules.move_rule(rule=rule, up=True, actor=actors["upi.helpdesk"], now=NOW)
    assert goes_to(urgent) == "experts:SUA"
    rules.switch_rule(rule=rule, on=False, actor=actors["upi.helpdesk"], now=NOW)
    assert goes_to(urgent) == desk["treviso:SUA"].key
    events = AuditLine.objects.filter(subject_type="helpdesk.rule", subject_id=str(rule.pk))
    assert {line.event.rpartition(".")[2] for line in events} == {"made", "moved", "closed"}


def test_the_story_of_a_rule_says_what_changed_in_words(desk, actors):
    rule = write(actors)
    write(actors, rule=rule, topics=["SIT", "SAPE"], seen=1)
    line = AuditLine.objects.get(event="helpdesk.rule.changed")
    assert line.data["changes"] == {"Moduli": ["SUA", "SIT, SAPE"]}


@pytest.mark.parametrize(
    ("who", "changes", "code"),
    [
        ("treviso.admin", {}, "not_permitted"),
        ("comune1.rup", {}, "not_permitted"),
        ("upi.helpdesk", {"queue": None}, "no_queue"),
        ("upi.helpdesk", {"seen": 7}, "changed_meanwhile"),
    ],
)
def test_a_refused_rule_changes_nothing(desk, actors, who, changes, code):
    rule = Rule.objects.get(key="province")
    before = Rule.objects.values().get(pk=rule.pk)
    with pytest.raises(Refusal) as refused:
        write(actors, who, rule=rule, **changes)
    assert refused.value.code == code
    assert Rule.objects.values().get(pk=rule.pk) == before
    assert not AuditLine.objects.filter(event="helpdesk.rule.changed").exists()


def test_who_does_not_supervise_moves_and_switches_nothing(desk, actors):
    rule = Rule.objects.get(key="province")
    for call in (
        lambda: rules.move_rule(rule=rule, up=True, actor=actors["treviso.admin"], now=NOW),
        lambda: rules.switch_rule(rule=rule, on=False, actor=actors["treviso.admin"], now=NOW),
    ):
        with pytest.raises(Refusal):
            call()
    again = Rule.objects.get(pk=rule.pk)
    assert (again.is_active, again.position) == (True, rule.position)


def test_the_first_rule_does_not_go_higher(desk, actors):
    order = list(Rule.objects.values_list("key", flat=True))
    first = Rule.objects.first()
    rules.move_rule(rule=first, up=True, actor=actors["upi.helpdesk"], now=NOW)
    assert list(Rule.objects.values_list("key", flat=True)) == order


def test_made_again_nothing_changes(desk):
    Rule.objects.filter(key="platform").update(name="La nostra", is_active=False)
    assert rules.furnish_rules(actor=SYSTEM, now=NOW) == 0
    assert Rule.objects.get(key="platform").name == "La nostra"


def test_the_database_wants_a_precise_queue_named(desk):
    with pytest.raises(IntegrityError), transaction.atomic():
        Rule.objects.create(position=9, name="Senza coda", target=Target.QUEUE)


def test_reading_the_rules_costs_the_same_however_many(facts, django_assert_num_queries):
    with django_assert_num_queries(3):
        list(routing.rules())
    for n in range(20):
        Rule.objects.create(
            position=100 + n, name=f"R{n}", queue=Queue.objects.first()
        ).provinces.set(Ente.objects.all()[:3])
    with django_assert_num_queries(3):
        for rule in routing.rules():
            routing.checks_of(rule, facts)


# Who is on duty ----------------------------------------------------------------------------------


def absent(actors, people, who, for_whom, **changes):
    fields = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=3), **changes}
    if "substitute" in fields:
        fields["substitute"] = people[fields["substitute"]].memberships.get()
    return duty_actions.note_absence(
        membership=people[for_whom].memberships.get(), actor=actors[who], now=NOW, **fields
    )


def test_one_notes_his_own_absence_and_the_head_his_operators(team, actors, people):
    absent(actors, people, "treviso.sit", "treviso.sit", substitute="treviso.sape")
    absent(actors, people, "treviso.admin", "treviso.sua")
    assert Absence.objects.count() == 2
    notice = Notice.objects.get(person=people["treviso.sape"], kind="helpdesk.absence.stands_in")
    assert "sostituisce Sara" in notice.body


@pytest.mark.parametrize(
    ("who", "for_whom", "changes", "code"),
    [
        ("brescia.admin", "treviso.sua", {}, "not_permitted"),
        ("treviso.sit", "treviso.sua", {}, "not_permitted"),
        ("comune1.rup", "comune1.rup", {}, "not_permitted"),
        ("treviso.sit", "treviso.sit", {"ends_on": TODAY - timedelta(days=1)}, "days"),
        ("treviso.sit", "treviso.sit",
         {"starts_on": TODAY - timedelta(9), "ends_on": TODAY - timedelta(8)}, "days"),
        ("treviso.sit", "treviso.sit", {"substitute": "treviso.personale"}, "not_a_colleague"),
        ("treviso.sit", "treviso.sit", {"substitute": "brescia.admin"}, "not_a_colleague"),
    ],
)  # fmt: skip
def test_a_refused_absence_changes_nothing(team, actors, people, who, for_whom, changes, code):
    with pytest.raises(Refusal) as refused:
        absent(actors, people, who, for_whom, **changes)
    assert refused.value.code == code
    assert not Absence.objects.exists()


def test_two_absences_do_not_overlap_and_nobody_away_stands_in(team, actors, people):
    absent(actors, people, "treviso.sit", "treviso.sit")
    with pytest.raises(Refusal) as refused:
        absent(actors, people, "treviso.sit", "treviso.sit", starts_on=TODAY + timedelta(days=3),
               ends_on=TODAY + timedelta(days=9))  # fmt: skip
    assert refused.value.code == "overlaps"
    with pytest.raises(Refusal) as refused:
        absent(actors, people, "treviso.sape", "treviso.sape", substitute="treviso.sit")
    assert refused.value.code == "substitute_away"
    assert Absence.objects.count() == 1


def test_an_absence_is_taken_back_by_who_may(team, actors, people):
    absence = absent(actors, people, "treviso.sit", "treviso.sit")
    with pytest.raises(Refusal):
        duty_actions.cancel_absence(absence=absence, actor=actors["brescia.admin"], now=NOW)
    assert Absence.objects.exists()
    duty_actions.cancel_absence(absence=absence, actor=actors["treviso.admin"], now=NOW)
    assert not Absence.objects.exists()


def test_the_load_of_a_queue_costs_the_same_however_many(team, people, django_assert_num_queries):
    for state in ("ASSIGNED", "WORKING", "WAITING_ASKER"):
        make_ticket(team, people["comune1.rup"], assignee=people["treviso.sit"], state=state)
    away(people, "treviso.sape", substitute="treviso.sit")
    with django_assert_num_queries(3):
        loads = {load.place.membership.person.username: load for load in duty.loads_of(team, TODAY)}
    busy = loads["treviso.sit"]
    assert (busy.untaken, busy.in_hand, busy.waiting, busy.total) == (1, 1, 1, 3)
    assert loads["treviso.sape"].absence.substitute.person == people["treviso.sit"]
    assert loads["treviso.sua"].total == 0


def test_operators_come_from_the_ente_and_leave_with_empty_hands(team, actors, people):
    place = {"queue": team, "role": QueueRole.OPERATOR, "now": NOW}
    clerk = people["treviso.personale"].memberships.get()
    duty_actions.place_operator(membership=clerk, actor=actors["treviso.admin"], **place)
    with pytest.raises(Refusal) as refused:
        duty_actions.place_operator(
            membership=people["brescia.admin"].memberships.get(),
            actor=actors["treviso.admin"],
            **place,
        )
    assert refused.value.code == "not_of_the_ente"
    taken = team.places.get(membership=clerk)
    make_ticket(team, people["comune1.rup"], assignee=people["treviso.personale"])
    with pytest.raises(Refusal) as refused:
        duty_actions.remove_operator(place=taken, actor=actors["treviso.admin"], now=NOW)
    assert refused.value.code == "has_tickets"
    assert team.places.filter(membership=clerk).exists()
    Ticket.objects.update(state="CLOSED")
    duty_actions.remove_operator(place=taken, actor=actors["treviso.admin"], now=NOW)
    assert not team.places.filter(membership=clerk).exists()


def test_a_neighbour_manages_no_queue(team, actors):
    with pytest.raises(Refusal) as refused:
        duty_actions.change_distribution(
            queue=team,
            distribution=Distribution.MANUAL,
            actor=actors["brescia.admin"],
            now=NOW,
        )
    assert refused.value.code == "not_permitted"
    assert Queue.objects.get(pk=team.pk).distribution == Distribution.ROUND_ROBIN


def test_the_substitute_gets_what_the_absent_has_in_hand(team, actors, people):
    asker = people["comune1.rup"]
    one, waiting, elsewhere = (
        make_ticket(queue, asker, assignee=people["treviso.sit"], state=state)
        for queue, state in (
            (team, "WORKING"),
            (team, "WAITING_THIRD"),
            (Queue.objects.get(key="platform"), "WORKING"),
        )
    )
    absence = absent(actors, people, "treviso.sit", "treviso.sit", substitute="treviso.sape")
    (counted,) = duty.counted_absences(actors["treviso.admin"], TODAY)
    assert counted.in_hand == 1
    with pytest.raises(Refusal) as refused:
        handing.hand_to_substitute(absence=absence, actor=actors["brescia.admin"], now=NOW)
    assert refused.value.code == "not_permitted"
    done = handing.hand_to_substitute(absence=absence, actor=actors["treviso.admin"], now=NOW)
    assert done.moved == [one]
    assert Ticket.objects.get(pk=one.pk).assignee == people["treviso.sape"]
    for left in (waiting, elsewhere):
        assert Ticket.objects.get(pk=left.pk).assignee == people["treviso.sit"]


@pytest.mark.parametrize(("substitute", "days"), [(None, 0), ("treviso.sape", 2)])
def test_nothing_is_handed_over_before_the_day_or_to_nobody(team, actors, people, substitute, days):
    ticket = make_ticket(team, people["comune1.rup"], assignee=people["treviso.sit"])
    absence = away(people, "treviso.sit", substitute=substitute, days=days)
    with pytest.raises(Refusal) as refused:
        handing.hand_to_substitute(absence=absence, actor=actors["treviso.admin"], now=NOW)
    assert refused.value.code == "nobody_stands_in"
    assert Ticket.objects.get(pk=ticket.pk).assignee == people["treviso.sit"]
