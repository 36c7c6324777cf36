"""The digest of a member: by place, with what else concerns him, and nothing that he lost."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pico.core.notices import actions as notices
from pico.core.notices.models import Notice
from pico.core.notices.terms import Cadence, NoticeLevel
from pico.core.people.models import Membership
from pico.core.testing import cast
from pico.engines.questionnaires.terms import CampaignState

from ..models import Discussion
from . import papers
from .factories import NOW, make_category, make_discussion
from .survey_factories import make_survey

LATER = NOW + timedelta(hours=20)
READER = "treviso.sua"


@pytest.fixture
def tell(people):
    """A notice about something, for «treviso.sua», to be mailed with the daily digest."""

    def told(subject, title="Bruna risponde", kind="community.answer", level=NoticeLevel.CONCERNS):
        return notices.notify(
            people=[people[READER]], kind=kind, level=level, title=title, url="/x/",
            subject=subject, now=NOW,
        )  # fmt: skip

    return told


@pytest.fixture
def digest(people):
    def send(now=LATER):
        mail.outbox.clear()
        notices.mail_digest(recipient_id=people[READER].pk, cadence=Cadence.DAILY, now=now)
        return mail.outbox[0].body if mail.outbox else ""

    return send


@pytest.fixture
def talk(enti, people):
    category = make_category(enti[cast.UPI], people["upi.redattore"], title="Appalti", area="SUA")
    return make_discussion(
        enti[cast.BRESCIA], people["brescia.admin"], category=category, title="La convenzione",
        kind="QUESTION",
    )  # fmt: skip


def themes(person, *areas):
    Membership.objects.filter(person=person).update(areas=list(areas))


def test_news_stand_under_their_module_and_place(talk, tell, digest):
    tell(talk, "Bruna risponde: La convenzione")
    body = digest()
    module, place = body.index("COMMUNITY"), body.index("\nAppalti\n")
    assert module < place < body.index("* Bruna risponde: La convenzione")


def test_what_one_may_no_longer_read_is_not_told(talk, tell, digest, people):
    notice = tell(talk)[0]
    Discussion.objects.filter(pk=talk.pk).update(scope="reg:03")
    assert digest() == ""
    notice.refresh_from_db()
    assert notice.mail_dropped
    assert notice.mailed_at is None


def test_questions_on_ones_themes_wait_under_the_news(talk, tell, digest, people, enti):
    themes(people[READER], "SUA")
    tell(enti[cast.TREVISO], "È cambiato un indirizzo", "enti.ente.changed")
    body = digest()
    assert "DOMANDE A CUI POTRESTI RISPONDERE TU" in body
    assert body.index("È cambiato un indirizzo") < body.index("* La convenzione (Appalti")


@pytest.mark.parametrize("change", ["other_theme", "answered", "told_already", "not_mine_to_read"])
def test_a_question_that_does_not_concern_is_not_suggested(
    change, talk, tell, digest, people, enti
):
    themes(people[READER], "SIT" if change == "other_theme" else "SUA")
    tell(enti[cast.TREVISO], "È cambiato un indirizzo", "enti.ente.changed")
    if change == "answered":
        Discussion.objects.filter(pk=talk.pk).update(first_answer_at=NOW)
    elif change == "not_mine_to_read":
        Discussion.objects.filter(pk=talk.pk).update(scope="ter:017")
    elif change == "told_already":
        tell(talk)
    assert "POTRESTI RISPONDERE" not in digest()


def test_new_documents_of_a_network_and_of_a_kept_folder(tell, digest, people, enti, network):
    papers.enter(network, people[READER])
    folder = papers.make_folder(
        enti[cast.UPI], people["upi.redattore"], network.key, "Modelli", circle=network.circle
    )
    elsewhere = papers.make_folder(enti[cast.UPI], people["upi.redattore"], "platform", "Altro")
    for place, title in ((folder, "Lo schema di delega"), (elsewhere, "Un altro documento")):
        made = papers.make_document(place, people["upi.redattore"], title=title)
        type(made.file).objects.filter(pk=made.pk).update(created_at=NOW)
    tell(enti[cast.TREVISO], "È cambiato un indirizzo", "enti.ente.changed")
    body = digest()
    assert "* Lo schema di delega (Modelli)" in body
    assert "Un altro documento" not in body


def test_a_survey_that_closes_soon_is_there_once(tell, digest, people, enti):
    for title, days in (("Fabbisogni", 3), ("Con calma", 30)):
        make_survey(
            enti[cast.UPI], people["upi.redattore"], "platform", title, state=CampaignState.OPEN,
            closes_at=LATER + timedelta(days=days),
        )  # fmt: skip
    tell(enti[cast.TREVISO], "È cambiato un indirizzo", "enti.ente.changed")
    body = digest()
    assert body.count("* Fabbisogni (chiude il") == 1
    assert "Con calma" not in body


def test_suggestions_alone_make_no_letter(talk, digest, people):
    themes(people[READER], "SUA")
    assert not Notice.objects.exists()
    assert digest() == ""


def test_a_letter_is_a_page_and_says_how_many_others(talk, tell, digest, enti, people):
    for number in range(20):
        made = make_discussion(
            enti[cast.BRESCIA], people["brescia.admin"], category=talk.category,
            title=f"Discussione {number}",
        )  # fmt: skip
        tell(made, f"Bruna interviene: {number}")
    body = digest()
    assert body.count("* Bruna interviene") == 12
    assert "Altre 8 novità" in body
    assert "20 novità" in mail.outbox[0].subject


def test_a_digest_costs_the_same_whatever_it_says(talk, tell, digest, enti, people):
    def cost(rows):
        for _row in range(rows):
            tell(
                make_discussion(enti[cast.BRESCIA], people["brescia.admin"], category=talk.category)
            )
        with CaptureQueriesContext(connection) as taken:
            assert digest()
        return len(taken)

    assert cost(1) == cost(11)
