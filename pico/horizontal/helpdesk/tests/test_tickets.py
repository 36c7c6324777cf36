"""A ticket from its opening to its end, and what is refused on the way."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice, Task

from ..actions.opening import Origin, Request, open_ticket
from ..actions.replies import reply, write_note
from ..actions.sharing import change_priority, link, nudge, rate, share
from ..actions.steps import make_step
from ..models import Category, Ticket
from ..terms import Family, Impact, MessageKind, Priority, TicketState, Topic, Visibility
from .factories import NOW, make_ticket

S = TicketState


def asked(**fields) -> Request:
    fields = {
        "family": Family.SERVICES,
        "topic": Topic.SUA,
        "category": Category.objects.get(key="sua.tender-request"),
        "subject": "La richiesta di gara non si invia",
        "text": "<p>Premo Invia e non succede nulla.</p>",
        "impact": Impact.HAMPERED,
        **fields,
    }
    return Request(**fields)


@pytest.fixture
def ticket(desk, actors):
    return open_ticket(request=asked(), actor=actors["comune1.rup"], now=NOW)


@pytest.fixture
def move(actors):
    def move(ticket, name, username, at=NOW, **fields):
        return make_step(record=ticket, name=name, actor=actors[username], now=at, **fields)

    return move


def told(people, username, kind):
    return Notice.objects.filter(person=people[username], kind=f"helpdesk.{kind}").count()


# Opening -----------------------------------------------------------------------------------------


def test_it_gets_a_number_a_queue_and_a_priority(ticket, people, desk):
    assert ticket.number == "HD-2026-000001"
    assert ticket.queue == desk["treviso:SUA"]
    assert ticket.state == S.ASSIGNED
    assert ticket.priority == Priority.MEDIUM
    assert ticket.province.name == "Provincia di Treviso"
    words = list(ticket.happenings.values_list("words", flat=True))
    assert words[-1] == ("La tua richiesta è stata indirizzata a Provincia di Treviso – SUA.")
    assert told(people, "comune1.rup", "received") == 1
    assert told(people, "treviso.sua", "queued") == 1
    assert told(people, "brescia.admin", "queued") == 0


def test_its_address_is_not_its_number(ticket):
    assert ticket.number not in ticket.get_absolute_url()
    assert len(ticket.key) >= 16


def test_a_second_click_opens_no_second_ticket(ticket, actors):
    again = open_ticket(
        request=asked(), actor=actors["comune1.rup"], now=NOW + timedelta(minutes=1)
    )
    assert again.pk == ticket.pk
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    ("impact", "days", "expected"),
    [
        (Impact.BLOCKED, 1, Priority.CRITICAL),
        (Impact.BLOCKED, None, Priority.HIGH),
        (Impact.HAMPERED, 0, Priority.HIGH),
        (Impact.HAMPERED, 30, Priority.MEDIUM),
        (Impact.QUESTION, 1, Priority.MEDIUM),
        (Impact.QUESTION, None, Priority.LOW),
    ],
)
def test_impact_and_term_give_the_priority(desk, actors, impact, days, expected):
    needed_on = None if days is None else (NOW + timedelta(days=days)).date()
    found = open_ticket(
        request=asked(impact=impact, needed_on=needed_on), actor=actors["comune1.rup"], now=NOW
    )
    assert found.priority == expected


def test_a_suspected_breach_is_critical_and_told_at_once(desk, actors, people):
    category = Category.objects.get(key="any.security")
    found = open_ticket(
        request=asked(category=category, impact=Impact.QUESTION, family=Family.PLATFORM),
        actor=actors["comune1.rup"], now=NOW,
    )  # fmt: skip
    assert found.priority == Priority.CRITICAL
    assert told(people, "upi.helpdesk", "alert") == 1
    assert told(people, "upi.admin", "alert") == 1


def test_the_linked_object_decides_the_province(desk, enti, actors):
    origin = Origin("sua.Tender", "7", "Gara mensa", "/gare/7/", enti["p_bs"])
    found = open_ticket(request=asked(origin=origin), actor=actors["comune1.rup"], now=NOW)
    assert found.queue == desk["brescia:SUA"]
    assert found.object_title == "Gara mensa"


def test_copies_are_for_colleagues(desk, people, actors):
    with pytest.raises(Refusal) as refused:
        open_ticket(
            request=asked(cc=(people["comune2.referente"],)), actor=actors["comune1.rup"], now=NOW
        )
    assert refused.value.code == "not_a_colleague"
    assert not Ticket.objects.exists()


def test_an_operator_opens_one_for_who_calls(desk, people, actors):
    place = people["comune1.rup"].memberships.get()
    found = open_ticket(
        request=asked(channel="PHONE"), actor=actors["treviso.sua"], now=NOW, on_behalf_of=place
    )
    assert found.asker == people["comune1.rup"]
    assert found.ente == place.ente
    assert found.written_by == people["treviso.sua"]
    assert told(people, "comune1.rup", "received") == 1


def test_who_is_no_operator_asks_for_himself_alone(desk, people, actors):
    place = people["comune1.rup"].memberships.get()
    with pytest.raises(Refusal) as refused:
        open_ticket(request=asked(), actor=actors["comune2.referente"], now=NOW, on_behalf_of=place)
    assert refused.value.code == "not_permitted"
    assert not Ticket.objects.exists()


def test_a_file_of_another_kind_is_refused_and_nothing_is_opened(desk, actors):
    files = [ContentFile(b"MZ", name="virus.exe")]
    with pytest.raises(Refusal) as refused:
        open_ticket(request=asked(), actor=actors["comune1.rup"], now=NOW, files=files)
    assert refused.value.code == "wrong_kind"
    assert not Ticket.objects.exists()


# The thread --------------------------------------------------------------------------------------


def test_a_reply_takes_what_nobody_has(ticket, actors, people):
    reply(ticket=ticket, text="<p>Guardo.</p>", actor=actors["treviso.sua"], now=NOW)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.assignee) == (S.WORKING, people["treviso.sua"])
    assert ticket.first_reply_at == NOW
    assert told(people, "comune1.rup", "replied") == 1
    words = list(ticket.happenings.values_list("words", flat=True))
    assert (
        "La tua richiesta è stata presa in carico dal gruppo Provincia di Treviso – SUA." in words
    )


def test_an_answer_ends_the_wait_for_the_asker(ticket, actors, move):
    move(ticket, "take", "treviso.sua")
    move(ticket, "wait_asker", "treviso.sua", text="<p>Quale browser?</p>")
    assert ticket.state == S.WAITING_ASKER
    assert Task.objects.filter(kind="helpdesk.waiting", closed_at=None).count() == 1
    assert not Task.objects.filter(kind="helpdesk.handle", closed_at=None).exists()
    reply(ticket=ticket, text="<p>Firefox.</p>", actor=actors["comune1.rup"], now=NOW)
    ticket.refresh_from_db()
    assert ticket.state == S.WORKING
    assert not Task.objects.filter(kind="helpdesk.waiting", closed_at=None).exists()
    assert Task.objects.get(kind="helpdesk.handle", closed_at=None).person.username == "treviso.sua"


def test_a_note_is_told_to_no_asker(ticket, actors, people):
    note = write_note(ticket=ticket, text="Già visto ieri.", actor=actors["treviso.sua"], now=NOW)
    assert note.kind == MessageKind.INTERNAL
    assert told(people, "comune1.rup", "answered") == 0
    with pytest.raises(Refusal):
        write_note(ticket=ticket, text="Io?", actor=actors["comune1.rup"], now=NOW)
    assert ticket.messages.count() == 1


def test_an_operator_who_has_not_seen_a_change_is_told_by_whom(ticket, actors, move):
    seen = ticket.revision
    reply(ticket=ticket, text="Ci penso io.", actor=actors["treviso.admin"], now=NOW)
    with pytest.raises(Refusal) as refused:
        reply(ticket=ticket, text="Guardo io.", actor=actors["treviso.sua"], now=NOW, seen=seen)
    assert refused.value.code == "changed_meanwhile"
    assert "Tecla Amministra-Treviso" in refused.value.message
    assert ticket.messages.count() == 1


def test_the_same_words_twice_are_one_message(ticket, actors):
    for _time in range(2):
        reply(ticket=ticket, text="Ci siete?", actor=actors["comune1.rup"], now=NOW)
    assert ticket.messages.count() == 1


def test_others_do_not_write(ticket, actors):
    for username in ("comune2.referente", "brescia.admin", "upi.helpdesk"):
        with pytest.raises(Refusal):
            reply(ticket=ticket, text="Salve", actor=actors[username], now=NOW)
    assert not ticket.messages.exists()


def test_who_left_the_queue_is_told_no_more(ticket, actors, people, desk, move):
    move(ticket, "take", "treviso.sua")
    desk["treviso:SUA"].places.filter(membership__person=people["treviso.sua"]).delete()
    reply(ticket=ticket, text="Novità?", actor=actors["comune1.rup"], now=NOW)
    assert told(people, "treviso.sua", "answered") == 0
    assert told(people, "treviso.admin", "answered") == 1


# The way up and back -----------------------------------------------------------------------------


def test_it_goes_to_the_experts_and_back_with_one_number_and_one_thread(
    ticket, actors, desk, people, move
):
    move(ticket, "take", "treviso.sua")
    move(ticket, "escalate", "treviso.sua", note="Serve un parere.")
    assert (ticket.state, ticket.queue) == (S.ESCALATED, desk["experts:SUA"])
    assert ticket.assignee is None
    assert told(people, "esperto.sua", "queued") == 1
    reply(ticket=ticket, text="Il parere è…", actor=actors["esperto.sua"], now=NOW)
    ticket.refresh_from_db()
    move(ticket, "hand_over", "esperto.sua", queue=desk["treviso:SUA"], note="Rispondete voi.")
    assert (ticket.state, ticket.queue) == (S.ASSIGNED, desk["treviso:SUA"])
    assert ticket.number == "HD-2026-000001"
    assert ticket.messages.count() == 3
    held = [(one.queue.name, one.state) for one in ticket.holdings.all()]
    assert held[-1] == ("Provincia di Treviso – SUA", "ASSIGNED")
    assert ("Pool esperti SUA", "WORKING") in held
    assert ticket.holdings.filter(ended_at=None).count() == 1


def test_a_hand_over_needs_a_note(ticket, desk, move):
    with pytest.raises(Refusal) as refused:
        move(ticket, "hand_over", "treviso.sua", queue=desk["platform"], note=" ")
    assert refused.value.code == "missing_note"
    ticket.refresh_from_db()
    assert ticket.queue == desk["treviso:SUA"]


def test_it_is_assigned_to_operators_of_the_queue_only(ticket, people, move):
    with pytest.raises(Refusal) as refused:
        move(ticket, "assign", "treviso.admin", assignee=people["treviso.sit"])
    assert refused.value.code == "not_an_operator"
    ticket.refresh_from_db()
    assert ticket.assignee is None
    move(ticket, "assign", "treviso.admin", assignee=people["treviso.sua"])
    assert ticket.assignee == people["treviso.sua"]


# The end -----------------------------------------------------------------------------------------


def test_solved_confirmed_and_rated(ticket, actors, people, move):
    move(ticket, "take", "treviso.sua")
    move(ticket, "solve", "treviso.sua", solution="<p>Svuota la cache.</p>")
    assert ticket.state == S.SOLVED
    assert ticket.messages.get().kind == MessageKind.SOLUTION
    assert told(people, "comune1.rup", "solved") == 1
    move(ticket, "confirm", "comune1.rup")
    assert (ticket.state, ticket.closed_at) == (S.CLOSED, NOW)
    rate(ticket=ticket, score=5, words="Veloci", actor=actors["comune1.rup"], now=NOW)
    ticket.refresh_from_db()
    assert ticket.satisfaction == 5


def test_it_is_not_solved_without_a_solution(ticket, move):
    with pytest.raises(Refusal) as refused:
        move(ticket, "solve", "treviso.sua", solution="")
    assert refused.value.code == "missing_solution"
    ticket.refresh_from_db()
    assert ticket.state == S.ASSIGNED


def test_a_reply_reopens_within_fifteen_days_and_returns_to_who_had_it(
    ticket, actors, people, move
):
    move(ticket, "take", "treviso.sua")
    move(ticket, "solve", "treviso.sua", solution="Fatto.")
    soon = NOW + timedelta(days=14)
    reply(ticket=ticket, text="Non va ancora.", actor=actors["comune1.rup"], now=soon)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.assignee) == (S.REOPENED, people["treviso.sua"])
    assert ticket.reopened_count == 1
    assert told(people, "treviso.sua", "reopened") == 1


def test_after_fifteen_days_a_new_one_is_asked_for(ticket, actors, move):
    move(ticket, "take", "treviso.sua")
    move(ticket, "solve", "treviso.sua", solution="Fatto.")
    late = NOW + timedelta(days=16)
    with pytest.raises(Refusal) as refused:
        reply(ticket=ticket, text="Non va.", actor=actors["comune1.rup"], now=late)
    assert refused.value.code == "finished"
    ticket.refresh_from_db()
    assert ticket.state == S.SOLVED


def test_merged_ones_are_told_the_solution(ticket, people, desk, move):
    other = make_ticket(desk["treviso:SUA"], people["comune2.referente"])
    move(other, "merge", "treviso.sua", other=ticket.number.lower())
    assert (other.state, other.duplicate_of) == (S.DUPLICATE, ticket)
    assert told(people, "comune2.referente", "closed") == 1
    move(ticket, "solve", "treviso.sua", solution="Riparato.")
    assert told(people, "comune2.referente", "solved") == 1
    assert other.messages.get().text == "Riparato."


def test_it_is_not_merged_into_one_that_the_operator_does_not_see(ticket, people, desk, move):
    hidden = make_ticket(desk["brescia:SUA"], people["comune2.referente"])
    with pytest.raises(Refusal) as refused:
        move(ticket, "merge", "treviso.sua", other=hidden.number)
    assert refused.value.code == "no_such_ticket"
    ticket.refresh_from_db()
    assert ticket.state == S.ASSIGNED


def test_only_the_asker_cancels(ticket, move):
    with pytest.raises(Refusal):
        move(ticket, "cancel", "treviso.sua")
    move(ticket, "cancel", "comune1.rup")
    assert ticket.state == S.CANCELLED


def test_not_pertinent_says_why(ticket, people, move):
    move(ticket, "reject", "treviso.sua", reason="Si chiede all'URP della Provincia.")
    assert ticket.state == S.NOT_PERTINENT
    assert "URP" in ticket.happenings.last().words
    assert told(people, "comune1.rup", "closed") == 1


# Around it ---------------------------------------------------------------------------------------


def test_the_priority_changes_with_a_reason(ticket, actors):
    with pytest.raises(Refusal):
        change_priority(
            ticket=ticket, priority="HIGH", reason=" ", actor=actors["treviso.sua"], now=NOW
        )
    ticket.refresh_from_db()
    assert ticket.priority == Priority.MEDIUM
    change_priority(
        ticket=ticket, priority="HIGH", reason="Gara domani", actor=actors["treviso.sua"], now=NOW
    )
    ticket.refresh_from_db()
    assert (ticket.priority, ticket.priority_rank) == (Priority.HIGH, 2)


def test_the_asker_shares_it_and_nobody_else(ticket, actors, people):
    with pytest.raises(Refusal):
        share(ticket=ticket, visibility="ENTE", cc=(), actor=actors["treviso.sua"], now=NOW)
    colleague = people["comune1.referente"]
    share(ticket=ticket, visibility="ENTE", cc=[colleague], actor=actors["comune1.rup"], now=NOW)
    ticket.refresh_from_db()
    assert ticket.visibility == Visibility.ENTE
    assert list(ticket.cc.all()) == [colleague]
    assert told(people, "comune1.referente", "replied") == 1


def test_pressing_is_for_after_the_term_once_a_day(ticket, actors, people):
    rup = actors["comune1.rup"]
    with pytest.raises(Refusal) as refused:
        nudge(ticket=ticket, actor=rup, now=NOW + timedelta(hours=5))
    assert refused.value.code == "too_early"
    late = NOW + timedelta(days=8)  # the solution was promised within five working days
    nudge(ticket=ticket, actor=rup, now=late)
    assert told(people, "treviso.admin", "nudged") == 1  # who answers for the queue
    with pytest.raises(Refusal) as refused:
        nudge(ticket=ticket, actor=rup, now=late + timedelta(hours=1))
    assert refused.value.code == "too_often"
    assert told(people, "treviso.admin", "nudged") == 1


def test_two_hang_together(ticket, actors, people, desk):
    other = make_ticket(desk["treviso:SUA"], people["comune2.referente"])
    link(ticket=ticket, other=other, actor=actors["treviso.sua"], now=NOW)
    assert list(other.related.all()) == [ticket]


def test_a_score_is_one_to_five_and_comes_after_the_solution(ticket, actors, move):
    rup = actors["comune1.rup"]
    with pytest.raises(Refusal):
        rate(ticket=ticket, score=5, words="", actor=rup, now=NOW)
    move(ticket, "solve", "treviso.sua", solution="Fatto.")
    with pytest.raises(Refusal):
        rate(ticket=ticket, score=6, words="", actor=rup, now=NOW)
    ticket.refresh_from_db()
    assert ticket.satisfaction is None


def test_the_trail_has_no_content(ticket, actors, move):
    move(ticket, "solve", "treviso.sua", solution="<p>Una parola segreta</p>")
    lines = AuditLine.objects.filter(subject_type="helpdesk.ticket")
    assert lines.exists()
    assert all(line.is_reserved for line in lines)
    assert not any("segreta" in str(line.data) + line.sentence for line in lines)
