"""Who is told: each once, at the nearest reason, and nobody who may not read."""

from datetime import timedelta

import pytest

from pico.core.announcements.models import Announcement
from pico.core.notices.models import Notice

from ..actions import reading
from ..actions.discussions import accept_answer
from ..listeners import forum as listeners
from ..notices import route_unanswered, who_knows
from .factories import NOW, answer, make_discussion, open_category


@pytest.fixture
def talk(actors, enti, people):
    category = open_category(actors["treviso.redattore"], scope="ter:026", area="SUA")
    return make_discussion(
        enti["c_c111"], people["comune1.rup"], scope="ter:026", category=category, kind="QUESTION"
    )


def told(kind=""):
    rows = Notice.objects.filter(kind=kind) if kind else Notice.objects.all()
    return set(rows.values_list("person__username", flat=True))


def heard(subject, listener, **data):
    listener(
        Announcement(subject_type="community.discussion", subject_id=str(subject.pk), data=data)
    )


def written(post):
    heard(post.discussion, listeners.post_written, post=post.pk)


def test_the_author_is_answered_and_followers_hear(talk, actors):
    reading.follow(of=talk, actor=actors["treviso.sit"], now=NOW)
    written(answer(talk, actors["treviso.sua"]))
    assert told("community.answer") == {"comune1.rup"}
    assert told("community.followed") == {"treviso.sit"}


def test_who_stopped_following_hears_nothing_even_if_it_is_his(talk, actors):
    reading.follow(of=talk, actor=actors["comune1.rup"], now=NOW, is_wanted=False)
    written(answer(talk, actors["treviso.sua"]))
    assert told() == set()


@pytest.mark.parametrize("by", ["handle", "link"])
def test_who_is_called_hears_once_if_he_may_read(talk, actors, people, by):
    names = ("treviso.sit", "brescia.admin", "comune1.rup")
    calls = {
        "handle": " ".join(f"@{name}" for name in names),
        "link": " ".join(f'<a href="/persone/{people[name].pk}/">@x</a>' for name in names),
    }
    written(answer(talk, actors["treviso.sua"], text=f"<p>Sentiamo {calls[by]}</p>"))
    assert told("community.mention") == {"treviso.sit", "comune1.rup"}
    assert Notice.objects.filter(person__username="comune1.rup").count() == 1


def test_an_ente_is_called_through_who_answers_for_it(talk, actors):
    written(answer(talk, actors["treviso.sua"], text="<p>Che ne dice @c_c957?</p>"))
    assert told("community.mention") == {"comune2.referente"}


def test_a_new_discussion_reaches_who_follows_the_category_and_may_read(talk, actors, enti, people):
    for name in ("treviso.sit", "comune2.referente"):
        reading.follow(of=talk.category, actor=actors[name], now=NOW)
    people["treviso.sit"].memberships.update(state="CEASED")
    made = make_discussion(enti["c_c111"], people["comune1.rup"], "ter:026", category=talk.category)
    heard(made, listeners.discussion_opened)
    assert told("community.discussion.new") == {"comune2.referente"}


def test_an_accepted_answer_thanks_its_author(talk, actors):
    post = answer(talk, actors["treviso.sua"])
    accept_answer(discussion=talk, post=post, actor=actors["comune1.rup"], now=NOW)
    listeners.answer_accepted(
        Announcement(
            subject_type="community.discussion", subject_id=str(talk.pk),
            data={"post": post.pk}, person_id=talk.author_id,
        )
    )  # fmt: skip
    assert told("community.answer.accepted") == {"treviso.sua"}


# Questions that nobody answers -------------------------------------------------------------------


def test_a_question_left_alone_goes_once_to_who_works_on_it(talk, people):
    people["treviso.sua"].memberships.update(areas=["SUA"])
    people["brescia.admin"].memberships.update(areas=["SUA"])
    assert route_unanswered(now=NOW + timedelta(days=3)) == 0  # two working days only
    assert route_unanswered(now=NOW + timedelta(days=6)) == 1
    assert told("community.question.asked") == {"treviso.sua"}
    assert route_unanswered(now=NOW + timedelta(days=7)) == 0


def test_who_gave_accepted_answers_comes_first(talk, actors, people, enti):
    people["treviso.sua"].memberships.update(areas=["SUA"])
    other = make_discussion(
        enti["c_c111"], people["comune1.rup"], "ter:026", category=talk.category, kind="QUESTION"
    )
    post = answer(other, actors["comune3.referente"])
    accept_answer(discussion=other, post=post, actor=actors["comune1.rup"], now=NOW)
    assert [one.username for one in who_knows(talk)][:2] == ["comune3.referente", "treviso.sua"]


def test_an_answered_question_goes_nowhere(talk, actors):
    answer(talk, actors["treviso.sua"])
    assert route_unanswered(now=NOW + timedelta(days=9)) == 0
