"""What is kept of the Help Desk in memory: nobody reads another's answers, and what changed is seen at once."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ..actions import usefulness
from ..models import Faq, QueueMember
from ..terms import FaqState
from .knowledge_factories import make_faq

LIST, QUEUE = "/treviso/assistenza/faq/", "/assistenza/coda/"


@pytest.fixture(autouse=True)
def in_memory(kept):
    """As on a running platform."""


@pytest.fixture
def browse(people):
    """What a person reads at an address; the second time it may be ready."""

    def read(username: str, address: str = LIST) -> str:
        browser = Client()
        if username:
            browser.force_login(
                people[username], backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        browser.get(address)
        return browser.get(address).content.decode()

    return read


def statements(browser, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        browser.get(address)
    return len(seen.captured_queries)


def test_the_list_is_read_once_for_all_who_read_the_same(sign_in, enti, people):
    make_faq(enti["updi"], people["upi.redattore"], scope="platform")
    browser = sign_in("treviso.sua")
    first = statements(browser, LIST)
    assert statements(browser, LIST) < first - 3


def test_an_answer_is_given_only_to_its_level_whoever_asked_first(browse, enti, people):
    author = people["upi.redattore"]
    make_faq(enti["updi"], author, scope="provinces", title="Solo fra Province?")
    make_faq(enti["p_TV"], author, scope="ter:026", title="Solo nel territorio?")
    make_faq(enti["updi"], author, scope="public", title="Per tutti?")
    for _ in range(2):
        assert "Solo fra Province?" in browse("treviso.sua")
        assert "Solo nel territorio?" in browse("treviso.sua")
        other = browse("brescia.admin")
        assert "Solo fra Province?" in other
        assert "Solo nel territorio?" not in other
        visitor = browse("")
        assert "Per tutti?" in visitor
        assert "Solo" not in visitor


def test_an_answer_written_again_withdrawn_or_published_is_seen_at_once(browse, enti, people):
    found = make_faq(enti["updi"], people["upi.redattore"], scope="platform", title="Quando?")
    assert "Quando?" in browse("treviso.sua")
    Faq.objects.filter(pk=found.pk).update(question="Da quando?")
    assert "Da quando?" in browse("treviso.sua")
    Faq.objects.filter(pk=found.pk).update(state=FaqState.ARCHIVED)
    assert "Da quando?" not in browse("treviso.sua")
    make_faq(enti["updi"], people["upi.redattore"], scope="platform", title="Fino a quando?")
    assert "Fino a quando?" in browse("treviso.sua")


def test_that_somebody_opened_an_answer_throws_nothing_away(sign_in, enti, people):
    found = make_faq(enti["updi"], people["upi.redattore"], scope="platform")
    browser = sign_in("treviso.sua")
    browser.get(LIST)
    ready = statements(browser, LIST)
    usefulness.note_sighting(faq=found, visitor="qualcuno", now=timezone.now())
    assert statements(browser, LIST) == ready


def test_each_page_of_the_list_is_its_own(browse, enti, people):
    for number in range(41):
        make_faq(
            enti["updi"], people["upi.redattore"], scope="platform", title=f"Domanda n. {number}?",
            position=number,
        )  # fmt: skip
    assert "Domanda n. 40?" not in browse("treviso.sua")
    assert "Domanda n. 40?" in browse("treviso.sua", f"{LIST}?pagina=2")
    assert "Domanda n. 40?" in browse("treviso.sua", f"{LIST}?pagina=99999")
    assert "Domanda n. 40?" not in browse("treviso.sua")


def test_who_leaves_the_last_queue_leaves_the_desk_at_once(sign_in, desk, people):
    browser, person = sign_in("treviso.sua"), people["treviso.sua"]
    assert QueueMember.objects.filter(membership__person=person).exists()
    for _ in range(2):
        assert browser.get(QUEUE).status_code == 200
    QueueMember.objects.filter(membership__person=person).delete()
    assert browser.get(QUEUE).status_code == 403
