"""Best practices: validated by an expert, taken up by others, confirmed in time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico.core.notices.models import Notice, Task

from ..actions import practices
from ..models import Adoption, Practice
from ..terms import PracticeState
from .factories import CARD, NOW, make_practice
from .test_forum import refused


@pytest.fixture
def draft(actors):
    return practices.write_practice(
        title="Modulo unico", scope="platform", actor=actors["treviso.sit"], now=NOW, **CARD
    )


@pytest.fixture
def card(people, enti):
    return make_practice(enti["p_TV"], people["treviso.sit"], "platform", title="Modulo unico")


def test_a_card_is_published_by_an_expert_who_did_not_write_it(draft, actors):
    practices.propose_practice(practice=draft, actor=actors["treviso.sit"], now=NOW)
    draft.refresh_from_db()
    decide = practices.decide_practice
    refused(
        "not_permitted",
        decide,
        practice=draft,
        is_valid=True,
        actor=actors["brescia.admin"],
        now=NOW,
    )
    refused(
        "no_reason", decide, practice=draft, is_valid=False, actor=actors["esperto.sua"], now=NOW
    )
    draft.refresh_from_db()
    assert draft.state == PracticeState.PROPOSED
    decide(practice=draft, is_valid=True, actor=actors["esperto.sua"], now=NOW)
    draft.refresh_from_db()
    assert (draft.state, draft.valid_until) == (PracticeState.PUBLISHED, date(2028, 11, 20))
    assert Notice.objects.filter(
        kind="community.practice.decided", person_id=draft.author_id
    ).exists()
    refused("decided", decide, practice=draft, is_valid=True, actor=actors["esperto.sua"], now=NOW)


def test_a_draft_is_nobody_elses(draft, sign_in):
    assert sign_in("treviso.sit").get(draft.get_absolute_url()).status_code == 200
    for name in ("treviso.sua", "treviso.redattore", "esperto.sua", "upi.redattore"):
        assert sign_in(name).get(draft.get_absolute_url()).status_code == 404


def test_another_ente_takes_it_up_once_and_its_authors_hear(card, actors):
    adopt = practices.adopt_practice
    refused("not_permitted", adopt, practice=card, actor=actors["treviso.redattore"], now=NOW)
    refused("not_permitted", adopt, practice=card, actor=actors["comune1.rup"], now=NOW)
    assert not Adoption.objects.exists()
    adopt(practice=card, note="Anche per le strade", actor=actors["brescia.admin"], now=NOW)
    refused("adopted", adopt, practice=card, actor=actors["brescia.admin"], now=NOW)
    card.refresh_from_db()
    assert card.adoption_count == 1
    told = Notice.objects.get(kind="community.practice.adopted")
    assert "Provincia di Brescia" in told.title


def test_after_two_years_it_is_to_be_confirmed_and_says_so(card, actors, sign_in):
    later = NOW + timedelta(days=732)
    assert practices.keep_valid(actor=actors["treviso.sit"], now=NOW) == 0
    assert practices.keep_valid(actor=actors["treviso.sit"], now=later) == 1
    assert practices.keep_valid(actor=actors["treviso.sit"], now=later) == 0
    assert Task.objects.get().person_id == card.author_id
    page = sign_in("brescia.admin").get(card.get_absolute_url()).content.decode()
    assert "deve ancora confermarla" in page
    practices.confirm_practice(practice=card, actor=actors["treviso.sit"], now=later)
    card.refresh_from_db()
    assert (card.state, card.valid_until.year) == (PracticeState.PUBLISHED, 2030)
    assert Task.objects.get().closed_at == later


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(1, 9))
def test_years_later_is_the_same_day_or_the_one_before(day, years):
    later = practices.years_after(day, years)
    assert (later.year, later.month) == (day.year + years, day.month)
    assert day.day - later.day in (0, 1)


def test_a_card_is_written_from_its_page(sign_in):
    sent = sign_in("treviso.sit").post(
        "/community/buone-pratiche/nuova/",
        {"title": "Sportello", "area": "SIT", "year": "2025", "problem": "x", "solution": "Ecco",
         "results": "y", "months": "4", "cost": "1.200,50", "transferability": "HIGH",
         "scope": "platform"},
    )  # fmt: skip
    assert sent.status_code == 302
    assert str(Practice.objects.get().cost) == "1200.50"
