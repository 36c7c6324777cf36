"""The two clocks of a ticket, the warnings, the silence, what is counted, what is forgotten."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice
from pico.core.testing import cast
from pico.engines.deadlines import actions as deadlines
from pico.engines.deadlines.models import DeskCalendar, Term
from pico.engines.deadlines.queries.terms import visible_terms
from pico.engines.deadlines.terms import TermState

from ..actions import service_levels as levels
from ..actions.opening import Request, open_ticket
from ..actions.replies import reply
from ..actions.retention import forget_old_tickets
from ..actions.sharing import change_priority
from ..actions.steps import make_step
from ..actions.waiting import turn_the_silence
from ..models import Category, QueueHours, ServiceLevel, Ticket, TicketFile, WaitReminder
from ..queries import measures
from ..queries import service_levels as queries
from ..terms import (
    FIRST_REPLY,
    SOLUTION,
    TARGETS,
    Family,
    Impact,
    Priority,
    TicketState,
    Topic,
)
from .factories import NOW, make_ticket

# Tuesday 10 March 2026, ten in the morning in Italy.
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def ticket(desk, actors):
    """A request of medium priority: 8 hours to the first reply, 5 working days to the solution."""
    request = Request(
        family=Family.SERVICES, topic=Topic.SUA, subject="La richiesta di gara non si invia",
        category=Category.objects.get(key="sua.tender-request"),
        text="<p>Premo Invia e non succede nulla.</p>", impact=Impact.HAMPERED,
    )  # fmt: skip
    return open_ticket(request=request, actor=actors["comune1.rup"], now=NOW)


@pytest.fixture
def move(actors):
    def move(ticket, name, at, username="treviso.sua", **fields):
        make_step(record=ticket, name=name, actor=actors[username], now=at, **fields)
        return Ticket.objects.get(pk=ticket.pk)

    return move


def clock(ticket, key) -> Term:
    return queries.terms_of_ticket(ticket)[key]


class TestClocks:
    def test_both_begin_with_the_request(self, ticket):
        assert ticket.first_reply_due_at == NOW + DAY
        assert ticket.solution_due_at == NOW + 7 * DAY  # five working days, a weekend between
        assert {term.state for term in queries.terms_of_ticket(ticket).values()} == {"RUNNING"}

    def test_the_first_reply_stops_the_first_one(self, ticket, actors):
        reply(ticket=ticket, text="Quale pagina?", actor=actors["treviso.sua"], now=NOW + 2 * HOUR)
        assert clock(ticket, FIRST_REPLY).state == TermState.MET
        assert clock(ticket, FIRST_REPLY).ended_at == NOW + 2 * HOUR
        assert clock(ticket, SOLUTION).is_open

    def test_a_late_one_is_told_late(self, ticket, actors):
        reply(ticket=ticket, text="Eccoci", actor=actors["treviso.sua"], now=NOW + 3 * DAY)
        assert clock(ticket, FIRST_REPLY).state == TermState.MET_LATE

    def test_they_stand_still_in_the_two_waiting_states_only(self, ticket, move):
        due = ticket.solution_due_at
        ticket = move(ticket, "take", NOW)
        ticket = move(ticket, "start", NOW)
        assert ticket.solution_due_at == due
        ticket = move(ticket, "wait_asker", NOW + HOUR, text="Quale pagina?")
        assert ticket.solution_due_at is None
        assert clock(ticket, SOLUTION).state == TermState.SUSPENDED
        ticket = move(ticket, "resume", NOW + HOUR + DAY)
        assert ticket.solution_due_at == due + DAY

    def test_waiting_for_others_stops_them_too(self, ticket, move):
        due = ticket.solution_due_at
        ticket = move(move(ticket, "take", NOW), "wait_third", NOW + HOUR, waits_for="ANAC")
        assert ticket.solution_due_at is None
        ticket = move(ticket, "resume", NOW + 2 * HOUR)
        assert ticket.solution_due_at == due + HOUR

    def test_handed_over_the_first_reply_does_not_begin_again(self, ticket, move, desk):
        due = ticket.first_reply_due_at
        ticket = move(ticket, "hand_over", NOW + 3 * HOUR, queue=desk["experts:SUA"], note="Aiuto")
        assert ticket.first_reply_due_at == due
        term = clock(ticket, FIRST_REPLY)
        assert term.started_at == NOW
        assert term.owner == desk["experts:SUA"].owner
        assert Term.objects.filter(key=FIRST_REPLY).count() == 1

    def test_the_saint_of_the_queue_counts(self, ticket, move, desk, enti, actors):
        deadlines.change_patron_saint(
            ente=enti[cast.UPI], name="Santa Prova", month=3, day=12, actor=actors["upi.admin"],
            now=NOW,
        )  # fmt: skip
        due = ticket.solution_due_at
        ticket = move(ticket, "hand_over", NOW + HOUR, queue=desk["experts:SUA"], note="Aiuto")
        assert ticket.solution_due_at == due + DAY

    def test_a_queue_may_have_its_own_hours(self, ticket, desk, enti, actors):
        hours = deadlines.open_desk(
            ente=enti[cast.TREVISO], name="SUA", hours=[[["09:00", "11:00"]]] * 5 + [[], []],
            actor=actors["treviso.admin"], now=NOW,
        )  # fmt: skip
        QueueHours.objects.create(queue=desk["treviso:SUA"], desk=DeskCalendar.objects.get())
        levels.follow(ticket=ticket, now=NOW)
        assert clock(ticket, FIRST_REPLY).calendar == hours
        assert ticket.first_reply_due_at == NOW + 6 * DAY  # one hour today, then two a day

    def test_another_priority_has_other_targets(self, ticket, actors):
        change_priority(
            ticket=ticket, priority=Priority.CRITICAL, reason="gara domani",
            actor=actors["treviso.sua"], now=NOW,
        )  # fmt: skip
        ticket = Ticket.objects.get()
        assert ticket.first_reply_due_at == NOW + HOUR
        assert ticket.solution_due_at == NOW + DAY

    def test_solved_and_reopened(self, ticket, move):
        ticket = move(ticket, "solve", NOW + 2 * HOUR, solution="Fatto.")
        assert clock(ticket, SOLUTION).state == TermState.MET
        assert clock(ticket, FIRST_REPLY).state == TermState.MET
        ticket = move(ticket, "reopen", NOW + DAY, "comune1.rup", text="Non va ancora")
        again = clock(ticket, SOLUTION)
        assert (again.state, again.started_at) == (TermState.RUNNING, NOW + DAY)
        assert Term.objects.filter(key=SOLUTION).count() == 2
        assert Term.objects.filter(key=FIRST_REPLY).count() == 1

    def test_cancelled_by_who_asked(self, ticket, move):
        ticket = move(ticket, "cancel", NOW + HOUR, "comune1.rup")
        states = {term.state for term in queries.terms_of_ticket(ticket).values()}
        assert states == {TermState.CANCELLED}

    def test_followed_twice_nothing_changes(self, ticket):
        before = [(term.pk, term.due_at, term.changes.count()) for term in Term.objects.all()]
        levels.follow(ticket=ticket, now=NOW + HOUR)
        assert [
            (term.pk, term.due_at, term.changes.count()) for term in Term.objects.all()
        ] == before

    def test_in_the_timetable_of_who_has_it_and_without_its_words(self, ticket, actors):
        sees = {
            name: visible_terms(actors[name]).exists()
            for name in ("treviso.sua", "treviso.admin", "treviso.sit", "comune1.rup", "upi.helpdesk")
        }  # fmt: skip
        assert sees == {
            "treviso.sua": True,
            "treviso.admin": True,  # heads the queue
            "treviso.sit": False,
            "comune1.rup": False,
            "upi.helpdesk": False,
        }
        assert not Term.objects.filter(title__contains="gara").exists()


class TestLaw:
    @pytest.mark.parametrize(
        ("category", "key", "due"),
        [
            ("any.privacy", "helpdesk.privacy", NOW + 31 * DAY),
            ("any.security", "helpdesk.security", NOW + 3 * DAY),
            ("any.accessibility", "helpdesk.accessibility", NOW + 30 * DAY),
        ],
    )
    def test_a_category_with_a_path_of_its_own_has_its_term(
        self, desk, actors, move, category, key, due
    ):
        request = Request(
            family=Family.PLATFORM, topic=Topic.PORTAL, subject="Una richiesta particolare",
            category=Category.objects.get(key=category), text="<p>Chiedo.</p>",
            impact=Impact.HAMPERED,
        )  # fmt: skip
        ticket = open_ticket(request=request, actor=actors["comune1.rup"], now=NOW)
        term = Term.objects.get(key=key)
        assert abs(term.due_at - due) < DAY
        ticket = move(ticket, "cancel", NOW + HOUR, "comune1.rup")
        term.refresh_from_db()
        assert term.state == TermState.CANCELLED


class TestWarnings:
    def test_75_100_150(self, ticket, people, desk):
        def told(username, kind):
            return Notice.objects.filter(
                person=people[username], kind=f"helpdesk.level_{kind}"
            ).count()

        for rung in ("75%", "100%", "150%"):
            levels.warn(ticket=ticket, key=SOLUTION, rung=rung, now=NOW)
        assert told("treviso.sua", "near") == 1
        assert told("treviso.admin", "missed") == 1  # head of the queue
        # Treviso has no supervisor: its own heads, never UPI, which does not read its tickets.
        assert told("treviso.admin", "far_gone") == 1
        assert told("upi.helpdesk", "far_gone") == 0

    def test_of_a_queue_of_upi_its_supervisor(self, desk, people):
        ticket = make_ticket(desk["platform"], people["comune1.rup"])
        levels.warn(ticket=ticket, key=SOLUTION, rung="150%", now=NOW)
        assert (
            Notice.objects.filter(person=people["upi.helpdesk"], kind=levels.FAR_GONE).count() == 1
        )

    def test_nothing_of_what_is_over(self, ticket, move, people):
        ticket = move(ticket, "cancel", NOW, "comune1.rup")
        levels.warn(ticket=ticket, key=SOLUTION, rung="100%", now=NOW)
        assert not Notice.objects.filter(kind=levels.MISSED).exists()


class TestAgreements:
    @pytest.fixture
    def agreed(self, desk, enti, actors):
        targets = dict.fromkeys(Priority, (30, 60))
        return levels.agree(
            owner=enti[cast.TREVISO], ente=enti[cast.COMUNE_1], name="Convenzione SUA n. 12/2025",
            targets=targets, ends_on=date(2026, 6, 30), actor=actors["treviso.admin"], now=NOW,
        )  # fmt: skip

    def test_what_was_agreed_goes_first(self, agreed, ticket):
        assert ticket.first_reply_due_at == NOW + HOUR / 2
        assert clock(ticket, SOLUTION).rule.source == "Convenzione SUA n. 12/2025"

    def test_it_counts_in_its_days_and_for_its_ente_only(self, agreed, desk, people):
        ticket = make_ticket(desk["treviso:SUA"], people["comune1.rup"])
        other = make_ticket(desk["treviso:SUA"], people["comune2.referente"])
        assert queries.target_of(ticket, today=date(2026, 6, 30)).solution == 60
        assert queries.target_of(ticket, today=date(2026, 7, 1)).solution == TARGETS["MEDIUM"][1]
        assert queries.target_of(other, today=date(2026, 6, 30)).solution == TARGETS["MEDIUM"][1]

    @pytest.mark.parametrize("username", ["treviso.sua", "brescia.admin", "comune1.referente"])
    def test_others_do_not_agree_for_treviso(self, desk, enti, actors, username):
        with pytest.raises(Refusal) as refused:
            levels.agree(
                owner=enti[cast.TREVISO], ente=enti[cast.COMUNE_1], name="x",
                targets={}, actor=actors[username], now=NOW,
            )  # fmt: skip
        assert refused.value.code == "not_permitted"
        assert not ServiceLevel.objects.exists()

    def test_targets_turned_round_are_refused(self, enti, actors):
        with pytest.raises(Refusal) as refused:
            levels.agree(
                owner=enti[cast.TREVISO], ente=enti[cast.COMUNE_1], name="x",
                targets={Priority.HIGH: (120, 60)}, actor=actors["treviso.admin"], now=NOW,
            )  # fmt: skip
        assert refused.value.code == "targets_turned_round"
        assert not ServiceLevel.objects.exists()

    def test_days_out_of_order_are_refused(self, actors, enti):
        days = {"remind_after": 7, "remind_again_after": 3, "close_after": 10, "silent_after": 5}
        with pytest.raises(Refusal) as refused:
            levels.change_levels(targets={}, days=days, actor=actors["upi.helpdesk"], now=NOW)
        assert refused.value.code == "days_out_of_order"
        assert not ServiceLevel.objects.exists()


class TestSilence:
    def test_reminders_at_3_and_7_closed_at_10(self, ticket, move, people):
        ticket = move(ticket, "wait_asker", NOW, text="Quale pagina?")
        told = []
        for day in range(1, 16):
            for _twice in range(2):
                turn_the_silence(now=NOW + day * DAY)
            told.append((WaitReminder.objects.count(), Ticket.objects.get().state))
        # From Tuesday 10: the third working day is Friday 13, the seventh Thursday 19, the tenth Tuesday 24.
        assert told[1] == (0, "WAITING_ASKER")
        assert told[2] == (1, "WAITING_ASKER")
        assert told[8] == (2, "WAITING_ASKER")
        assert told[12] == (2, "WAITING_ASKER")
        assert told[13] == (2, "CLOSED")
        assert (
            Notice.objects.filter(person=people["comune1.rup"], kind="helpdesk.waiting").count()
            >= 2
        )

    def test_a_solved_one_closes_after_five_working_days(self, ticket, move):
        ticket = move(ticket, "solve", NOW, solution="Fatto.")
        turn_the_silence(now=NOW + 6 * DAY)
        assert Ticket.objects.get().state == TicketState.SOLVED
        turn_the_silence(now=NOW + 7 * DAY)
        assert Ticket.objects.get().state == TicketState.CLOSED
        assert turn_the_silence(now=NOW + 8 * DAY) == 0

    def test_the_days_are_what_the_supervisor_chose(self, ticket, move, actors):
        days = {"remind_after": 1, "remind_again_after": 2, "close_after": 3, "silent_after": 1}
        levels.change_levels(targets={}, days=days, actor=actors["upi.helpdesk"], now=NOW)
        move(ticket, "wait_asker", NOW, text="Quale pagina?")
        turn_the_silence(now=NOW + 3 * DAY)
        assert Ticket.objects.get().state == TicketState.CLOSED


class TestHeld:
    def test_who_held_it_and_for_how_long(self, ticket, move):
        ticket = move(ticket, "take", NOW + 2 * HOUR)
        ticket = move(ticket, "wait_asker", NOW + 3 * HOUR, text="Quale?")
        ticket = move(ticket, "resume", NOW + DAY)
        ticket = move(ticket, "solve", NOW + DAY + HOUR, solution="Fatto.")
        rows = [
            (one.who, one.minutes)
            for one in queries.held(ticket, now=NOW + 9 * DAY, with_names=True)
        ]
        queue = "Provincia di Treviso – SUA"
        mine = f"{queue}: Susanna Appalta-Treviso"
        assert rows == [(queue, 120), (mine, 60), ("In attesa del richiedente", 300), (mine, 60)]
        shown = queries.held(ticket, now=NOW + 9 * DAY, with_names=False)
        assert [one.who for one in shown] == [queue, "In attesa del richiedente", queue]
        assert sum(one.width for one in shown) == 1000

    def test_the_number_of_queries_does_not_depend_on_the_intervals(
        self, ticket, move, django_assert_max_num_queries
    ):
        ticket = move(ticket, "take", NOW)
        for n in range(6):
            ticket = move(ticket, "wait_third", NOW + n * HOUR, waits_for="ANAC")
            ticket = move(ticket, "resume", NOW + n * HOUR + HOUR / 2)
        with django_assert_max_num_queries(5):
            queries.held(ticket, now=NOW + DAY, with_names=True)


class TestMeasures:
    @pytest.fixture
    def period(self):
        return measures.Period(date(2026, 3, 1), date(2026, 3, 31))

    def test_what_is_counted_of_a_ticket(self, ticket, move, actors, period):
        ticket = move(ticket, "take", NOW + HOUR)
        ticket = move(ticket, "wait_third", NOW + 2 * HOUR, waits_for="ANAC")
        ticket = move(ticket, "resume", NOW + 4 * HOUR)
        ticket = move(ticket, "solve", NOW + 6 * HOUR, solution="Fatto.")
        kept = ticket.measure
        # 10–13 and 14–16, of which 12–13 waited; the break is nobody's time.
        assert (kept.total_minutes, kept.waiting_minutes) == (300, 60)
        assert (kept.first_reply_minutes, kept.solution_minutes) == (240, 240)
        assert (kept.is_reply_in_time, kept.is_solution_in_time, kept.is_first_contact) == (
            True,
        ) * 3
        found = measures.figures(measures.measured(actors["upi.helpdesk"]), period)
        assert (found.opened, found.ended, found.backlog) == (1, 1, 0)
        assert (found.solution_half, found.solution_in_time, found.waiting) == (240, 100, 20)

    def test_each_counts_his_own(self, ticket, desk, people, actors, period):
        make_ticket(desk["brescia:SUA"], people["comune3.referente"])
        counted = {
            name: measures.figures(measures.measured(actors[name]), period).opened
            for name in ("upi.helpdesk", "treviso.admin", "brescia.admin", "treviso.sua")
        }
        assert counted == {
            "upi.helpdesk": 2,
            "treviso.admin": 1,
            "brescia.admin": 1,
            "treviso.sua": 0,
        }

    def test_ages_of_open_ones(self, desk, people, actors):
        for days in (0, 2, 5, 8, 40):
            make_ticket(desk["treviso:SUA"], people["comune1.rup"], opened_at=NOW - days * DAY)
        rows = measures.ageing(Ticket.objects.all(), date(2026, 3, 10))
        assert [row.number for row in rows] == [2, 1, 1, 1]

    def test_the_page_and_the_file_without_names(self, ticket, sign_in, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
        client = sign_in("treviso.admin")
        address = reverse("helpdesk:measures")
        said = client.get(f"{address}?modulo=SUA").content.decode()
        assert "Richiesta di gara su delega" in said
        assert "Carico per operatore" in said
        written = b"".join(client.get(f"{address}?formato=csv").streaming_content).decode()
        assert "Provincia di Treviso – SUA" in written
        for secret in ("Ruggero", "La richiesta di gara non si invia", ticket.number):
            assert secret not in written
        assert sign_in("treviso.sua").get(address).status_code == 403

    def test_the_load_of_operators_is_for_the_head_alone(self, ticket, sign_in, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
        said = sign_in("upi.admin").get(reverse("helpdesk:measures")).content.decode()
        assert "Carico per operatore" not in said


class TestLevelsPage:
    def test_everybody_at_a_desk_reads_it_the_supervisor_changes_it(self, desk, sign_in):
        client = sign_in("treviso.sua")
        assert "10 giorni lavorativi" in client.get(reverse("helpdesk:levels")).content.decode()
        assert client.get(reverse("helpdesk:levels-change")).status_code == 403
        assert sign_in("comune1.rup").get(reverse("helpdesk:levels")).status_code == 403
        client = sign_in("upi.helpdesk")
        data = {"remind_after": 2, "remind_again_after": 5, "close_after": 9, "silent_after": 4}
        data["draft_days"] = 20
        for priority in Priority:
            data |= {f"first_{priority}": 2, f"solution_{priority}": 24}
        assert client.post(reverse("helpdesk:levels-change"), data).status_code == 302
        level = ServiceLevel.objects.get()
        assert (level.close_after, level.targets.count()) == (9, 4)
        assert level.targets.first().solution_minutes == 24 * 60

    def test_an_agreement_by_the_province(self, desk, sign_in, enti):
        client = sign_in("treviso.admin")
        ente = enti[cast.COMUNE_1]
        data = {"ente": ente.pk, "ente_text": ente.name, "name": "Convenzione n. 4"}
        for priority in Priority:
            data |= {f"first_{priority}": 1, f"solution_{priority}": 4}
        answer = client.post(reverse("helpdesk:agreement-new"), data)
        assert answer.status_code == 302
        made = ServiceLevel.objects.get()
        assert (made.ente, made.owner) == (ente, enti[cast.TREVISO])
        brescia = sign_in("brescia.admin")
        assert brescia.get(reverse("helpdesk:agreement", args=[made.pk])).status_code == 404


class TestForgetting:
    @pytest.fixture
    def old(self, ticket, move, actors):
        reply(ticket=ticket, text="Ci sono", actor=actors["comune1.rup"], now=NOW,
              files=[ContentFile(b"Avviso di gara", name="gara.txt")])  # fmt: skip
        ticket = move(Ticket.objects.get(), "solve", NOW + HOUR, solution="Fatto.")
        return move(ticket, "confirm", NOW + 2 * HOUR, "comune1.rup")

    def test_three_years_after_the_end_the_names_and_the_files_go(self, old):
        assert forget_old_tickets(now=NOW + 1000 * DAY) == 0
        assert forget_old_tickets(now=NOW + 1200 * DAY) == 1
        assert forget_old_tickets(now=NOW + 1201 * DAY) == 0
        ticket = Ticket.objects.get()
        assert (ticket.asker, ticket.anonymised_at is not None) == (None, True)
        assert not ticket.messages.filter(author__username="comune1.rup").exists()
        assert not TicketFile.objects.exists()
        assert ticket.measure.solution_minutes == 60
        assert ticket.messages.count() == 2

    def test_without_an_account_after_one(self, desk, people):
        closed = {"state": TicketState.CLOSED, "closed_at": NOW, "solved_at": NOW}
        outside = make_ticket(desk["access"], people["comune1.rup"], **closed)
        Ticket.objects.filter(pk=outside.pk).update(
            asker=None, asker_name="Rosa Rossi", asker_email="rosa@comune.example"
        )
        assert forget_old_tickets(now=NOW + 360 * DAY) == 0
        assert forget_old_tickets(now=NOW + 370 * DAY) == 1
        ticket = Ticket.objects.get()
        assert (ticket.asker_name, ticket.asker_email) == ("Richiedente", "")

    def test_what_is_open_is_never_forgotten(self, ticket):
        assert forget_old_tickets(now=NOW + 5000 * DAY) == 0
        assert Ticket.objects.get().asker is not None
