"""Who moderates keeps order in what is his, and nowhere else."""

from datetime import timedelta

import pytest

from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice, Task

from ..actions import moderation, reports
from ..models import Discussion, Report, Sanction
from ..terms import DiscussionState, ReportState
from .factories import NOW, answer, make_discussion, open_category
from .test_forum import refused


@pytest.fixture
def category(actors):
    return open_category(actors["treviso.redattore"])


@pytest.fixture
def talk(category, enti, people):
    return make_discussion(enti["c_c111"], people["comune1.rup"], category=category)


@pytest.fixture
def elsewhere(actors):
    return open_category(actors["brescia.admin"], title="Brescia")


@pytest.fixture
def report(talk, actors):
    post = answer(talk, actors["comune2.referente"], text="<p>Compra subito!</p>")
    return reports.report_post(
        post=post, reason="SPAM", note="Pubblicità", actor=actors["comune1.rup"], now=NOW
    )


@pytest.mark.parametrize(
    "name", ["brescia.admin", "upi.redattore", "comune1.referente", "treviso.sua"]
)
def test_a_moderator_of_another_scope_changes_nothing(talk, actors, name):
    words = {"discussion": talk, "actor": actors[name], "now": NOW}
    refused("not_permitted", moderation.pin, is_pinned=True, **words)
    refused("not_permitted", moderation.set_state, state="CLOSED", **words)
    talk.refresh_from_db()
    assert (talk.is_pinned, talk.state) == (False, DiscussionState.OPEN)


def test_a_named_moderator_moderates_his_category_only(talk, category, actors, people):
    category.moderators.add(people["treviso.sua"])
    found = Discussion.objects.get(pk=talk.pk)
    moderation.set_state(discussion=found, state="CLOSED", actor=actors["treviso.sua"], now=NOW)
    found.refresh_from_db()
    assert found.state == DiscussionState.CLOSED
    refused("closed", answer, discussion=found, actor=actors["treviso.sit"])


def test_a_move_needs_both_moderators_and_a_yes_where_more_would_read(talk, elsewhere, actors):
    editor = actors["treviso.redattore"]
    words = {"discussion": talk, "actor": editor, "now": NOW}
    refused("not_permitted", moderation.move, category=elsewhere, **words)
    narrow = open_category(editor, scope="ter:026", title="Territorio")
    moved = moderation.move(category=narrow, **words)
    assert moved.scope == "ter:026"
    wide = open_category(editor, title="Larga")
    words["discussion"] = moved
    refused("unconfirmed_widening", moderation.move, category=wide, **words)
    moved.refresh_from_db()
    assert moved.category == narrow
    moved = moderation.move(category=wide, is_widening_confirmed=True, **words)
    narrow.refresh_from_db()
    wide.refresh_from_db()
    assert (moved.scope, narrow.discussion_count, wide.discussion_count) == ("platform", 0, 1)


def test_merged_posts_go_on_and_the_old_address_leads_there(
    talk, category, actors, sign_in, enti, people
):
    other = make_discussion(enti["c_c957"], people["comune2.referente"], category=category)
    answer(other, actors["treviso.sua"])
    into = moderation.merge(discussion=other, into=talk, actor=actors["treviso.redattore"], now=NOW)
    into.refresh_from_db()
    assert list(into.posts.values_list("number", flat=True)) == [1, 2, 3]
    category.refresh_from_db()
    assert (category.discussion_count, category.post_count) == (1, 3)
    answer_to_old = sign_in("treviso.sua").get(f"/community/forum/discussione/{other.pk}/")
    assert answer_to_old.url == f"/community/forum/discussione/{talk.pk}/"


def test_merging_into_what_more_people_read_needs_a_yes(talk, actors, enti, people):
    editor = actors["treviso.redattore"]
    narrow = open_category(editor, scope="ter:026", title="Territorio")
    secret = make_discussion(
        enti["c_c111"], people["comune1.rup"], scope="ter:026", category=narrow
    )
    refused(
        "unconfirmed_widening",
        moderation.merge,
        discussion=secret,
        into=talk,
        actor=editor,
        now=NOW,
    )
    secret.refresh_from_db()
    assert secret.state == DiscussionState.OPEN
    assert secret.posts.count() == 1


def test_a_split_makes_a_discussion_of_the_chosen_posts(talk, category, actors):
    post = answer(talk, actors["treviso.sua"], text="<p>Altro tema</p>")
    editor = actors["treviso.redattore"]
    words = {"discussion": talk, "title": "Altro tema", "actor": editor, "now": NOW}
    refused("first_post", moderation.split, posts=list(talk.posts.all()), **words)
    assert Discussion.objects.count() == 1
    made = moderation.split(posts=[post], **words)
    assert (made.author_id, made.owner_id) == (post.author_id, post.ente_id)
    category.refresh_from_db()
    assert (category.discussion_count, category.post_count) == (2, 2)


def test_a_hidden_discussion_is_not_there_for_readers_and_its_author_knows_why(
    talk, actors, sign_in
):
    words = {
        "discussion": talk,
        "state": "HIDDEN",
        "actor": actors["treviso.redattore"],
        "now": NOW,
    }
    refused("no_reason", moderation.set_state, **words)
    talk.refresh_from_db()
    assert talk.state == DiscussionState.OPEN
    moderation.set_state(reason="Nomi di candidati.", **words)
    address = f"/community/forum/discussione/{talk.pk}/"
    assert sign_in("treviso.sua").get(address).status_code == 404
    assert sign_in("treviso.redattore").get(address).status_code == 200
    assert Notice.objects.filter(person_id=talk.author_id, body="Nomi di candidati.").exists()


# Reports -----------------------------------------------------------------------------------------


def test_a_report_goes_to_who_moderates_once(report, actors):
    assert Task.objects.get().role == "PROVINCE_EDITOR"
    refused(
        "already_reported", reports.report_post, post=report.post, reason="SPAM", note="",
        actor=actors["comune1.rup"], now=NOW,
    )  # fmt: skip
    assert Report.objects.count() == 1


def test_an_upheld_report_hides_the_post_and_both_are_told_why(report, actors, sign_in):
    reports.decide_report(
        report=report, is_upheld=True, outcome="È pubblicità.", measure="DAYS_7",
        actor=actors["treviso.redattore"], now=NOW,
    )  # fmt: skip
    page = sign_in("treviso.sua").get(report.post.discussion.get_absolute_url()).content.decode()
    assert "Compra subito!" not in page
    assert "Intervento nascosto da chi modera." in page
    told = Notice.objects.filter(body="È pubblicità.", kind="community.report.decided")
    assert set(told.values_list("person", flat=True)) == {report.reporter_id, report.post.author_id}
    assert Task.objects.get().closed_at == NOW


def test_who_is_suspended_writes_nowhere_in_the_categories_of_that_ente(
    report, actors, talk, elsewhere
):
    reports.decide_report(
        report=report, is_upheld=True, outcome="È pubblicità.", measure="DAYS_7",
        actor=actors["treviso.redattore"], now=NOW,
    )  # fmt: skip
    author = actors["comune2.referente"]
    soon, after = NOW + timedelta(days=6), NOW + timedelta(days=8)
    message = refused("suspended", answer, discussion=talk, actor=author, text="<p>a</p>", now=soon)
    assert "27\xa0nov\xa02026" in message
    free = make_discussion(elsewhere.owner, elsewhere.author, category=elsewhere)
    assert answer(free, author, text="<p>b</p>", now=soon).pk
    assert answer(talk, author, text="<p>c</p>", now=after).pk


def test_nobody_decides_on_what_he_wrote_or_reported(talk, category, actors, people):
    category.moderators.add(people["comune1.rup"])
    post = answer(talk, actors["treviso.redattore"])
    made = reports.report_post(
        post=post, reason="OFF_TOPIC", note="", actor=actors["comune1.rup"], now=NOW
    )
    for name in ("treviso.redattore", "comune1.rup"):
        refused("own_affair", reports.decide_report, report=made, is_upheld=True, outcome="x",
                actor=actors[name], now=NOW)  # fmt: skip
    made.refresh_from_db()
    assert made.state == ReportState.NEW


def test_a_decision_without_reasons_is_none(report, actors):
    refused("no_reason", reports.decide_report, report=report, is_upheld=False, outcome=" ",
            actor=actors["treviso.redattore"], now=NOW)  # fmt: skip
    report.refresh_from_db()
    assert report.state == ReportState.NEW
    assert not Sanction.objects.exists()


def test_the_desk_shows_only_ones_own_affairs(report, sign_in):
    address = f"/community/moderazione/segnalazione/{report.pk}/"
    assert sign_in("treviso.redattore").get(address).status_code == 200
    assert "Pubblicità" in sign_in("treviso.redattore").get(address).content.decode()
    for name in ("brescia.admin", "treviso.sua", "comune2.referente"):
        assert sign_in(name).get(address).status_code == 404
        assert b"Compra" not in sign_in(name).get("/community/moderazione/").content


def test_a_reporter_needs_no_name_to_the_author(report, sign_in):
    page = sign_in("comune2.referente").get(report.post.discussion.get_absolute_url())
    assert "Pubblicità" not in page.content.decode()


def test_an_unknown_measure_is_no_measure(report, actors):
    with pytest.raises((Refusal, ValueError)):
        reports.decide_report(
            report=report, is_upheld=True, outcome="x", measure="FOREVER",
            actor=actors["treviso.redattore"], now=NOW,
        )  # fmt: skip
    assert Report.objects.get().state == ReportState.NEW
