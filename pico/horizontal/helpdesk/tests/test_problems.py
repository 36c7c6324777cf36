"""Known problems: over every page without a statement more, joined, solved and told."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice

from ..actions import problems as actions
from ..models import KnownProblem, ProblemJoin
from ..terms import BANNERS_KEY, OutsideService, ProblemKind, Severity, Topic
from .factories import make_ticket
from .knowledge_factories import make_problem

STATUS = "/assistenza/stato/"


@pytest.fixture(autouse=True)
def no_banner():
    """A banner of one test does not stand over the pages of the next."""
    yield
    cache.delete(BANNERS_KEY)


@pytest.fixture
def told(actors, django_capture_on_commit_callbacks):
    """Tell a problem as the desk of UPI does, and have the banners refreshed."""

    def tell(name="upi.helpdesk", **fields):
        now = timezone.now()
        fields = {
            "kind": ProblemKind.PROBLEM, "title": "SPID non risponde", "text": "Poste è ferma.",
            "starts_at": now - timedelta(hours=1), "severity": Severity.HIGH, "topics": ["ACCESS"],
            "outside_service": OutsideService.SPID, **fields,
        }  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            return actions.tell_problem(actor=actors[name], now=now, **fields)

    return tell


def home_of(client, path="/persone/"):
    return client.get(path).content.decode()


def test_it_stands_over_every_page_and_costs_no_statement(told, sign_in):
    browser = sign_in("comune1.rup")
    browser.get(STATUS)
    with CaptureQueriesContext(connection) as before:
        browser.get(reverse("helpdesk:faqs"))
    told()
    with CaptureQueriesContext(connection) as after:
        page = browser.get(reverse("helpdesk:faqs")).content.decode()
    assert "Problema noto" in page
    assert "SPID non risponde" in page
    assert len(after) == len(before)


def test_a_planned_work_is_announced_with_its_hour_and_leaves_when_past(told, client):
    now = timezone.now()
    work = told(
        kind=ProblemKind.MAINTENANCE, title="Aggiornamento", starts_at=now + timedelta(days=2),
        ends_at=now + timedelta(days=2, hours=2), severity=Severity.MEDIUM,
    )  # fmt: skip
    assert "Manutenzione programmata il" in client.get(STATUS).content.decode()
    KnownProblem.objects.filter(pk=work.pk).update(
        starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1)
    )
    actions.refresh_banners(now=now)
    page = client.get(STATUS).content.decode()
    assert "Manutenzione programmata il" not in page
    assert "Aggiornamento" in page  # among what is over


def test_what_is_slight_stands_only_on_the_page_of_the_state(told, client):
    told(severity=Severity.LOW, title="Icone sbiadite")
    assert "Icone sbiadite" not in client.get(reverse("helpdesk:faqs")).content.decode()
    assert "Icone sbiadite" in client.get(STATUS).content.decode()


def test_a_province_warns_on_its_own_site_alone(told, client):
    treviso = Space.objects.get(slug="treviso")
    with pytest.raises(Refusal) as refused:
        told("treviso.admin")
    assert refused.value.code == "site_not_yours"
    assert not KnownProblem.objects.exists()
    made = told("treviso.admin", space=treviso, title="Sede chiusa")
    assert "Sede chiusa" in client.get(f"/treviso{STATUS}").content.decode()
    assert "Sede chiusa" not in client.get(STATUS).content.decode()
    assert client.get(f"/treviso{made.get_absolute_url()}").status_code == 200
    for where in ("", "/brescia"):
        assert client.get(f"{where}{made.get_absolute_url()}").status_code == 404


def test_who_may_not_tells_nothing(told):
    for name in ("comune1.rup", "treviso.sua", "upi.redattore"):
        with pytest.raises(Refusal):
            told(name)
    with pytest.raises(Refusal) as refused:
        told(ends_at=timezone.now() - timedelta(days=1))
    assert refused.value.code == "ends_before"
    assert not KnownProblem.objects.exists()


def test_who_joined_is_told_when_it_is_over(told, actors, sign_in, desk, people):
    problem = told()
    join = reverse("helpdesk:problem-join", args=[problem.pk])
    for _n in range(2):
        sign_in("comune1.rup").post(join)
    ticket = make_ticket(desk["access"], people["comune2.referente"])
    actions.join_problem(
        problem=problem, actor=actors["comune2.referente"], now=timezone.now(), ticket=ticket
    )
    problem.refresh_from_db()
    assert problem.joined_count == 2
    assert ProblemJoin.objects.get(ticket=ticket).person == people["comune2.referente"]
    with pytest.raises(Refusal) as refused:
        actions.solve_problem(
            problem=problem, solution=" ", actor=actors["upi.helpdesk"], now=timezone.now()
        )
    assert refused.value.code == "no_words"
    actions.solve_problem(
        problem=problem, solution="Poste ha ripreso.", actor=actors["upi.helpdesk"],
        now=timezone.now(),
    )  # fmt: skip
    told_people = set(Notice.objects.filter(kind=actions.SOLVED).values_list("person", flat=True))
    assert told_people == {people["comune1.rup"].pk, people["comune2.referente"].pk}
    with pytest.raises(Refusal) as refused:
        actions.join_problem(problem=problem, actor=actors["comune1.rup"], now=timezone.now())
    assert refused.value.code == "solved"


def test_a_visitor_reads_but_joins_only_signed_in(told, client):
    problem = told()
    page = client.get(problem.get_absolute_url()).content.decode()
    assert "Anche io</button>" not in page
    client.post(reverse("helpdesk:problem-join", args=[problem.pk]))
    assert not ProblemJoin.objects.exists()


def test_each_module_says_how_it_is(told, client):
    told(topics=["HELPDESK", "ACCESS"])
    page = client.get(STATUS)
    states = {label: problem is not None for label, problem in page.context["topics"]}
    assert states[Topic.HELPDESK.label]
    assert states[Topic.COMMUNITY.label] is False
    assert Topic.TRAINING.label not in states  # no such module here


def test_the_page_of_the_state_asks_as_often_for_one_problem_as_for_ten(people, enti, client):
    def count():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(STATUS).status_code == 200
        return len(caught)

    def make():
        make_problem(enti["updi"], people["upi.helpdesk"], topics=["SUA"])
        make_problem(
            enti["updi"], people["upi.helpdesk"], solved_at=timezone.now(), solution="Fatto"
        )

    make()
    count()
    few = count()
    for _n in range(9):
        make()
    assert count() == few


# From a ticket -----------------------------------------------------------------------------------


def test_a_ticket_becomes_a_known_problem_and_its_asker_is_told(desk, people, sign_in):
    ticket = make_ticket(desk["treviso:SUA"], people["comune1.rup"], subject="Il CIG non risponde")
    address = f"/treviso{reverse('helpdesk:problem-tell')}?richiesta={ticket.key}"
    client = sign_in("treviso.admin")
    page = client.get(f"/treviso{ticket.get_absolute_url()}").content.decode()
    assert "Trasforma in problema noto" in page
    shown = client.get(address).content.decode()
    assert 'value="Il CIG non risponde"' in shown
    assert ticket.number in shown
    site = Space.objects.get(ente=desk["treviso:SUA"].owner)
    given = {
        "kind": ProblemKind.PROBLEM, "title": "La verifica del CIG non risponde", "text": "Riprova.",
        "severity": Severity.LOW, "starts_at": "2026-03-10T09:00", "space": site.pk,
    }  # fmt: skip
    assert client.post(address, given).status_code == 302
    problem = KnownProblem.objects.get()
    assert ProblemJoin.objects.get(problem=problem).ticket == ticket
    assert problem.joined_count == 1
    told = sign_in("comune1.rup").get(f"/treviso{ticket.get_absolute_url()}").content.decode()
    assert "Riguarda un problema noto: «La verifica del CIG non risponde»" in told


def test_only_who_handles_a_ticket_makes_a_problem_of_it(desk, people, sign_in):
    ticket = make_ticket(desk["treviso:SUA"], people["comune1.rup"])
    address = f"/treviso{reverse('helpdesk:problem-tell')}?richiesta={ticket.key}"
    for username, status in (("brescia.admin", 404), ("comune1.rup", 403)):
        assert sign_in(username).get(address).status_code == status
    assert not KnownProblem.objects.exists()
