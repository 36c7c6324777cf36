"""Solved cases become knowledge: proposed after three alike, without who took part."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pico.core.announcements.models import Announcement
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Task

from ..actions import proposals
from ..actions.steps import make_step
from ..listeners import knowledge as listeners
from ..models import Faq, FaqIdea
from ..terms import FaqState, TicketState
from .factories import make_ticket

SUBJECT = "La gara {code} non si apre dopo l'invio"
SOLUTION = "<p>Ha chiamato Maria Bianchi (0438 413111): svuotare la cache, poi CIG B1A47D9081.</p>"


@pytest.fixture
def solved(desk, people, actors):
    """Make a case at the SUA desk of Treviso and solve it."""

    def make(code="B1A47D9081", days=0, **fields):
        ticket = make_ticket(
            desk["treviso:SUA"], people["comune1.rup"], subject=SUBJECT.format(code=code), **fields
        )
        at = timezone.now() - timedelta(days=days)
        make_step(
            record=ticket, name="solve", actor=actors["treviso.sua"], now=at, solution=SOLUTION
        )
        ticket.refresh_from_db()
        assert ticket.state == TicketState.SOLVED
        return ticket

    return make


def hear(ticket):
    listeners.ticket_solved(Announcement(subject_id=str(ticket.pk)))


def test_three_cases_alike_make_one_proposal_to_the_editors_of_the_desk(solved, enti):
    for code in ("A000000001", "A000000002"):
        hear(solved(code))
    assert not FaqIdea.objects.exists()
    for _n in range(2):
        hear(solved("A000000003"))
    idea = FaqIdea.objects.get()
    assert idea.owner == enti["p_TV"]
    assert len(idea.cases) == 4
    task = Task.objects.get(kind="helpdesk.faq.idea")
    assert (task.ente, task.role) == (enti["p_TV"], "PROVINCE_EDITOR")


def test_old_cases_and_other_subjects_do_not_count(solved, desk, people, actors):
    solved(days=120)
    solved(days=100)
    hear(solved())
    assert not FaqIdea.objects.exists()


def test_a_draft_is_born_without_who_took_part(solved, sign_in, actors):
    ticket = solved()
    address = f"/treviso{reverse('helpdesk:faq-from-ticket', args=[ticket.key])}"
    browser = sign_in("treviso.sua")
    page = browser.get(address)
    content = page.content.decode()
    assert "<mark>Maria Bianchi</mark>" in content
    after = page.context["texts"][1]["redacted"]
    assert after == "Ha chiamato [nome] ([telefono]): svuotare la cache, poi CIG B1A47D9081."
    phone_kept = [
        str(one["number"]) for one in page.context["texts"][1]["findings"]
        if one["label"] != "Telefono"
    ]  # fmt: skip
    browser.post(
        address,
        {"crea": "1", "impronta": page.context["draft"].mark, "risposta": phone_kept,
         "domanda": []},
    )  # fmt: skip
    made = Faq.objects.get()
    assert "[nome] (0438 413111)" in made.answer
    assert "[CIG]" in made.answer
    assert (made.state, made.scope) == (FaqState.DRAFT, f"ente:{made.owner_id}")
    assert made.origin_title == ticket.number
    assert sign_in("brescia.admin").get(address).status_code == 404
    assert sign_in("comune1.rup").get(address).status_code in (403, 404)


def test_what_changed_since_it_was_shown_is_refused(solved, actors):
    ticket = solved()
    with pytest.raises(Refusal) as refused:
        proposals.make_from_ticket(
            ticket=ticket, mark="vecchia", kept_in_question=(), kept_in_answer=(),
            actor=actors["treviso.sua"], now=timezone.now(), space=None,
        )  # fmt: skip
    assert refused.value.code == "changed_meanwhile"
    assert not Faq.objects.exists()


def test_only_what_is_solved_becomes_an_answer(desk, people, actors):
    ticket = make_ticket(desk["treviso:SUA"], people["comune1.rup"])
    with pytest.raises(Refusal) as refused:
        proposals.draft_of(ticket)
    assert refused.value.code == "not_solved"
