"""The timetable, the reasons, the month, the simulation."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pico.core.access import scopes
from pico.core.testing import cast

from .. import actions
from .conftest import START


@pytest.fixture(autouse=True)
def at_the_start(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: START)


def page(client, name, query="", *args):
    answer = client.get(reverse(f"deadlines:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


class TestTimetable:
    def test_who_is_a_party_finds_it_and_nobody_else(self, start, sign_in, enti):
        start(parties=(scopes.ente(enti[cast.TREVISO].pk), scopes.ente(enti[cast.COMUNE_1].pk)))
        for name, sees in (
            ("treviso.admin", True),
            ("comune1.rup", True),
            ("brescia.admin", False),
        ):
            client = sign_in(name)
            for channel, query in (("timetable", ""), ("timetable", "?formato=csv"), ("month", "?mese=2026-04")):  # fmt: skip
                answer = client.get(reverse(f"deadlines:{channel}") + query)
                content = b"".join(answer) if answer.streaming else answer.content
                assert (b"Palestra di Conegliano" in content) is sees

    def test_a_neighbour_s_term_is_404(self, start, sign_in):
        term = start()
        assert sign_in("brescia.admin").get(term.get_absolute_url()).status_code == 404
        assert sign_in("treviso.admin").get(term.get_absolute_url()).status_code == 200

    def test_a_visitor_signs_in_first(self, client, start):
        start()
        assert client.get(reverse("deadlines:timetable")).status_code == 302

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", {"Uno", "Due"}),
            ("?di=miei", {"Uno"}),
            ("?stato=tutti", {"Uno", "Due", "Tre"}),
            ("?stato=MET", {"Tre"}),
            ("?entro=30", {"Uno", "Due"}),
            ("?entro=14", set()),
            ("?dal=2026-04-02", set()),
            ("?q=uno", {"Uno"}),
            ("?modulo=community", set()),
            ("?entro=chissà", {"Uno", "Due"}),
        ],
    )
    def test_filters_live_in_the_address(self, start, sign_in, enti, actors, query, found):
        start(title="Uno")
        start(title="Due", subject=enti[cast.COMUNE_2], person=None, role="SIT_OFFICER")
        ended = start(title="Tre", subject=enti[cast.COMUNE_3])
        actions.meet_term(term=ended, actor=actors["treviso.sua"], now=START)
        said = page(sign_in("treviso.sua"), "timetable", query)
        assert {name for name in ("Uno", "Due", "Tre") if f">{name}</a>" in said} == found

    def test_the_number_of_queries_does_not_depend_on_the_terms(self, start, sign_in):
        client = sign_in("treviso.sua")
        counts = []
        for wanted in (1, 20):
            for n in range(wanted):
                start(key=f"{wanted}-{n}")
            page(client, "timetable")
            with CaptureQueriesContext(connection) as seen:
                page(client, "timetable")
            counts.append(len(seen))
        assert counts[0] == counts[1]


def test_the_page_says_why_and_how_it_changed(start, sign_in, actors):
    actor = actors["treviso.sua"]
    term = actions.suspend_term(
        term=start(), reason="mancano le planimetrie", actor=actor, now=START
    )
    said = page(sign_in("treviso.sua"), "term", "", term.pk).replace("\u00a0", " ")
    for words in ("art. 2, L. 241/1990", "non si conta", "mancano le planimetrie", "Senza data finché è sospeso", "Susanna"):  # fmt: skip
        assert words in said


class TestSimulation:
    def test_a_rule_of_the_catalogue(self, sign_in):
        query = (
            "?rule=deadlines.privacy&start_on=2026-01-31&start_time=10:00&unit=DAYS&roll=WORKING"
        )
        said = page(sign_in("comune1.rup"), "simulation", query).replace("\u00a0", " ")
        assert "Scade il 2 mar 2026" in said  # 28 February 2026 is a Saturday
        assert "Reg. (UE) 2016/679" in said

    def test_one_s_own_rule_with_a_suspension(self, sign_in):
        query = "?rule=&count=10&unit=DAYS&roll=NONE&start_on=2026-03-02&stop_since=2026-03-05&stop_until=2026-03-09"
        said = page(sign_in("comune1.rup"), "simulation", query).replace("\u00a0", " ")
        assert "Scade il 16 mar 2026" in said

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("?rule=&unit=DAYS&start_on=2026-03-02", "Scrivi quanto dura"),
            ("?rule=&count=5&unit=HOURS&backwards=on&start_on=2026-03-02", "si contano solo giorni"),
            ("?rule=&count=5&unit=DAYS&backwards=on&start_on=2026-03-02&stop_since=2026-03-01", "non si sospende"),
            ("?rule=&count=5&unit=DAYS&start_on=2026-03-02&stop_since=2026-03-09&stop_until=2026-03-01", "viene dopo"),
            ("?rule=&count=5&unit=DAYS", "obbligatorio"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_reckoned_is_said(self, sign_in, query, words):
        assert words in page(sign_in("comune1.rup"), "simulation", query)


def test_a_month_that_is_too_far_is_404(sign_in):
    client = sign_in("treviso.sua")
    assert client.get(reverse("deadlines:month") + "?mese=2040-01").status_code == 404
    assert client.get(reverse("deadlines:month") + "?mese=x").status_code == 404
