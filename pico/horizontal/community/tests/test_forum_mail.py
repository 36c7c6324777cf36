"""Answers that come by e-mail stand in the discussion as if written on the page."""

import pytest

from pico.core.announcements.models import Announcement
from pico.core.mail_in.actions import receive
from pico.core.mail_in.terms import Outcome
from pico.core.notices.messages import notice_message
from pico.core.notices.models import Notice

from ..listeners import forum as listeners
from ..models import Discussion, Post
from .factories import NOW, answer, make_discussion, open_category


@pytest.fixture
def notice(actors, enti, people):
    """What the author of a question is told of an answer."""
    category = open_category(actors["treviso.redattore"], scope="ter:026")
    talk = make_discussion(enti["c_c111"], people["comune1.rup"], "ter:026", category=category)
    post = answer(talk, actors["treviso.sua"])
    listeners.post_written(
        Announcement(
            subject_type="community.discussion", subject_id=str(talk.pk), data={"post": post.pk}
        )
    )
    return Notice.objects.get(person=people["comune1.rup"])


def reply(notice, text="Grazie, **chiaro**.", sender="", extra=""):
    letter = notice_message(notice)
    [to] = letter.reply_to
    raw = (
        f"From: {sender or notice.person.email}\r\nTo: {to}\r\nSubject: Re: {letter.subject}\r\n"
        f"Message-ID: <{hash(text)}@posta.example>\r\n{extra}\r\n{text}\r\n\r\n"
        f"Il giorno ven 20 nov 2026 alle ore 10:12 Pi.Co. ha scritto:\r\n> {notice.title}\r\n"
    )
    return receive(raw=raw.encode(), now=NOW)


def test_the_letter_says_that_it_can_be_answered(notice):
    letter = notice_message(notice)
    assert "basta rispondere a questa e-mail" in letter.body
    assert "non rispondere a questo indirizzo" not in letter.body


def test_a_reply_is_an_answer_of_its_person_for_his_ente(notice, people):
    assert reply(notice) == Outcome.TAKEN
    post = Post.objects.get(number=3)
    assert (post.author, post.is_by_mail) == (people["comune1.rup"], True)
    assert post.text == "<p>Grazie, <strong>chiaro</strong>.</p>"
    assert post.ente.ipa_code == "c_c111"


def test_a_reply_to_a_closed_discussion_goes_back(notice):
    Discussion.objects.update(state="CLOSED")
    assert reply(notice) == Outcome.REFUSED
    assert Post.objects.count() == 2


def test_who_cannot_read_any_more_cannot_answer_either(notice):
    Discussion.objects.update(scope="ente:1")
    assert reply(notice) == Outcome.REFUSED
    assert Post.objects.count() == 2


def test_who_left_every_ente_writes_nothing(notice, people):
    people["comune1.rup"].memberships.update(state="CEASED")
    assert reply(notice) == Outcome.REFUSED
    assert Post.objects.count() == 2


def test_somebody_else_with_the_letter_writes_nothing(notice, people):
    assert reply(notice, sender=people["brescia.admin"].email) == Outcome.STRANGER
    assert Post.objects.count() == 2


def test_a_reply_that_only_quotes_says_nothing(notice):
    assert reply(notice, text="") == Outcome.REFUSED
    assert Post.objects.count() == 2
