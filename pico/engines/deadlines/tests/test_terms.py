"""A term runs, stands still, begins anew, becomes longer, ends; each date keeps its history."""

from datetime import date, timedelta

import pytest

from pico.core.access import scopes
from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.testing import cast

from .. import actions
from ..models import RuleVersion, Term, TermChange
from ..queries import terms as queries
from ..reckoning import Rule
from ..terms import Cause, TermState, Unit
from .conftest import EIGHT_HOURS, START, THIRTY_DAYS


def later(**more):
    return START + timedelta(**more)


@pytest.fixture
def officer(actors):
    return actors["treviso.sua"]


class TestRunning:
    def test_it_starts_with_a_date_and_a_history(self, start):
        term = start()
        assert (term.due_on, term.state) == (date(2026, 4, 1), TermState.RUNNING)
        assert term.module == "sua"
        change = term.changes.get()
        assert (change.cause, change.before, change.after) == (Cause.STARTED, None, term.due_at)
        assert AuditLine.objects.filter(subject_type="deadlines.term").count() == 1

    def test_a_second_one_of_the_same_object_waits_for_the_end_of_the_first(self, start, officer):
        first = start()
        with pytest.raises(Refusal) as refused:
            start()
        assert refused.value.code == "term_already_runs"
        assert Term.objects.count() == 1
        actions.meet_term(term=first, actor=officer, now=later(days=1))
        assert start(now=later(days=2)).is_open

    def test_suspended_and_resumed_it_ends_later_by_as_much(self, start, officer):
        term = start()
        term = actions.suspend_term(
            term=term, reason="integrazioni", actor=officer, now=later(days=5)
        )
        assert (term.state, term.due_at, term.remaining) == (TermState.SUSPENDED, None, 26)
        term = actions.resume_term(term=term, actor=officer, now=later(days=12))
        assert (term.state, term.due_on) == (TermState.RUNNING, date(2026, 4, 8))
        assert [one.cause for one in term.changes.order_by("pk")] == ["STARTED", "SUSPENDED", "RESUMED"]  # fmt: skip

    @pytest.mark.parametrize(
        ("act", "values", "code"),
        [
            (actions.suspend_term, {"reason": " "}, "reason_missing"),
            (actions.suspend_term, {"reason": "x", "at": START - timedelta(1)}, "before_the_start"),
            (actions.resume_term, {}, "not_suspended"),
            (actions.extend_term, {"reason": "x", "count": 0}, "wrong_extension"),
        ],
    )
    def test_what_is_refused_changes_nothing(self, start, officer, act, values, code):
        term = start()
        with pytest.raises(Refusal) as refused:
            act(term=term, actor=officer, now=later(days=1), **values)
        assert refused.value.code == code
        assert Term.objects.get().due_at == term.due_at
        assert not term.facts.exists()
        assert TermChange.objects.count() == 1

    def test_a_term_counted_back_does_not_stand_still(self, start, officer):
        back = Rule(
            "sua.chiarimenti", "Chiarimenti", "art. 88", Unit.DAYS, 6, backwards=True, alerts=()
        )
        term = start(back, started_at=later(days=30))
        with pytest.raises(Refusal) as refused:
            actions.suspend_term(term=term, reason="x", actor=officer, now=later(days=31))
        assert refused.value.code == "counted_back"
        assert Term.objects.get().state == TermState.RUNNING

    def test_twice_suspended_is_refused(self, start, officer):
        term = actions.suspend_term(term=start(), reason="x", actor=officer, now=later(days=1))
        with pytest.raises(Refusal) as refused:
            actions.suspend_term(term=term, reason="y", actor=officer, now=later(days=2))
        assert refused.value.code == "already_suspended"
        assert term.facts.count() == 1

    def test_interrupted_it_begins_anew(self, start, officer):
        term = actions.interrupt_term(
            term=start(), reason="nuova istanza", actor=officer, now=later(days=10)
        )
        assert term.due_on == date(2026, 4, 13)  # 11 April is a Saturday

    def test_extended_it_ends_later_and_may_come_back_from_late(self, start, officer):
        term = start()
        actions.turn_the_clock(now=later(days=40))
        assert Term.objects.get().state == TermState.EXPIRED
        term = actions.extend_term(
            term=term, count=20, reason="complessità", actor=officer, now=later(days=40)
        )
        assert (term.state, term.due_on) == (TermState.RUNNING, date(2026, 4, 21))

    def test_a_corrected_start_moves_the_end(self, start, officer):
        term = actions.change_start(
            term=start(),
            started_at=later(days=1),
            reason="protocollo",
            actor=officer,
            now=later(days=2),
        )
        assert term.due_on == date(2026, 4, 2)

    def test_a_changed_rule_keeps_the_facts_and_the_old_version(self, start, officer):
        term = actions.suspend_term(
            term=start(EIGHT_HOURS), reason="x", actor=officer, now=later(hours=1)
        )
        term = actions.resume_term(term=term, actor=officer, now=later(hours=2))
        longer = Rule(
            "helpdesk.soluzione", "Soluzione", "convenzione", Unit.MINUTES, 960, alerts=()
        )
        term = actions.change_rule(term=term, rule=longer, actor=officer, now=later(hours=2))
        assert term.rule_version.number == 2
        assert term.due_at == later(days=2, hours=1)
        assert sorted(RuleVersion.objects.values_list("number", flat=True)) == [1, 2]

    def test_the_same_rule_makes_no_new_version(self, start, officer):
        actions.meet_term(term=start(), actor=officer, now=later(days=1))
        start()
        assert RuleVersion.objects.count() == 1


class TestEnding:
    def test_in_time_or_late(self, start, officer):
        term = actions.meet_term(term=start(), actor=officer, now=later(days=3))
        assert (term.state, term.ended_at) == (TermState.MET, later(days=3))
        late = actions.meet_term(term=start(), actor=officer, now=later(days=50))
        assert late.state == TermState.MET_LATE

    def test_twice_is_once(self, start, officer):
        term = actions.meet_term(term=start(), actor=officer, now=later(days=3))
        again = actions.meet_term(term=term, actor=officer, now=later(days=60))
        assert (again.state, again.ended_at) == (TermState.MET, later(days=3))
        assert term.changes.count() == 2

    def test_suspended_or_not_a_cancelled_term_is_over(self, start, officer):
        term = actions.suspend_term(term=start(), reason="x", actor=officer, now=later(days=1))
        term = actions.cancel_term(term=term, reason="ritirata", actor=officer, now=later(days=2))
        assert (term.state, term.next_alert_at) == (TermState.CANCELLED, None)
        with pytest.raises(Refusal) as refused:
            actions.extend_term(term=term, count=1, reason="x", actor=officer, now=later(days=3))
        assert refused.value.code == "term_is_over"


class TestWhoSees:
    def test_the_parties_and_nobody_else(self, start, actors, enti):
        term = start(
            parties=(scopes.ente(enti[cast.TREVISO].pk), scopes.ente(enti[cast.COMUNE_1].pk))
        )
        sees = {
            name: queries.visible_terms(actors[name]).filter(pk=term.pk).exists()
            for name in ("treviso.admin", "comune1.rup", "comune2.referente", "brescia.admin", "upi.admin")
        }  # fmt: skip
        assert sees == {
            "treviso.admin": True,
            "comune1.rup": True,
            "comune2.referente": False,
            "brescia.admin": False,
            "upi.admin": False,
        }

    def test_a_term_is_not_published(self, start):
        with pytest.raises(ValueError, match="not published"):
            start(parties=(scopes.PROVINCES,))
        assert not Term.objects.exists()

    def test_without_parties_the_owner_sees(self, start, actors):
        start()
        assert queries.visible_terms(actors["treviso.sua"]).count() == 1
        assert queries.visible_terms(actors["comune1.rup"]).count() == 0

    def test_in_charge_by_name_or_by_role(self, start, actors, enti):
        start()
        start(subject=enti[cast.COMUNE_2], person=None, role="SUA_OFFICER")
        start(subject=enti[cast.COMUNE_3], person=None, role="SIT_OFFICER")
        actor = actors["treviso.sua"]
        assert queries.of_responsible(queries.visible_terms(actor), actor).count() == 2


def test_terms_of_many_objects_are_one_query(start, enti, django_assert_num_queries):
    start()
    start(subject=enti[cast.COMUNE_2])
    subjects = [enti[cast.COMUNE_1], enti[cast.COMUNE_2], enti[cast.COMUNE_3]]
    with django_assert_num_queries(1):
        found = queries.terms_of_many(subjects, key=THIRTY_DAYS.key)
    assert set(found) == {str(one.pk) for one in subjects[:2]}
