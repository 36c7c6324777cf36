"""The forum: who opens, who answers, what is refused and what is kept."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice, Task

from ..actions import categories, discussions, posts, reading
from ..models import Category, Discussion, Post, Reaction
from ..terms import DiscussionState
from .factories import NOW, answer, make_discussion, open_category


@pytest.fixture
def category(actors):
    return open_category(actors["treviso.redattore"])


@pytest.fixture
def talk(category, actors):
    return discussions.open_discussion(
        category=category, title="Chi firma la convenzione?", text="<p>Il Sindaco?</p>",
        kind="QUESTION", actor=actors["comune1.rup"], now=NOW,
    )  # fmt: skip


def refused(code, action, **words):
    with pytest.raises(Refusal) as found:
        action(**words)
    assert found.value.code == code
    return found.value.message


# Categories --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["treviso.sua", "comune1.referente", "esperto.sua"])
def test_only_who_edits_opens_categories(actors, name):
    refused("not_permitted", open_category, actor=actors[name])
    assert not Category.objects.exists()


def test_an_editor_opens_only_at_levels_of_his(actors):
    refused("scope_not_yours", open_category, actor=actors["treviso.redattore"], scope="ter:017")
    assert not Category.objects.exists()


def test_a_category_inside_another_only_narrows(actors):
    editor = actors["treviso.redattore"]
    outer = open_category(editor, scope="ter:026")
    refused("wider_than_parent", open_category, actor=editor, scope="platform", parent=outer)
    inner = open_category(editor, scope=f"ente:{editor.ente_id}", parent=outer)
    refused("too_deep", open_category, actor=editor, scope=inner.scope, parent=inner)
    assert Category.objects.count() == 2


def test_a_wider_level_needs_a_yes_and_takes_the_discussions_along(actors):
    editor = actors["treviso.redattore"]
    category = open_category(editor, scope="ter:026")
    talk = discussions.open_discussion(
        category=category, title="Tavolo", text="<p>x</p>", actor=editor, now=NOW
    )
    words = {"category": category, "scope": "platform", "actor": editor, "now": NOW}
    refused("unconfirmed_widening", categories.change_category, **words)
    talk.refresh_from_db()
    assert talk.scope == "ter:026"
    categories.change_category(**words, is_widening_confirmed=True)
    talk.refresh_from_db()
    assert talk.scope == "platform"


# Discussions -------------------------------------------------------------------------------------


def test_every_reader_opens_a_discussion_and_the_category_counts_it(category, talk):
    category.refresh_from_db()
    assert (category.discussion_count, category.post_count) == (1, 1)
    assert category.last_discussion == talk
    assert talk.state == DiscussionState.OPEN


def test_a_second_click_opens_nothing_more(category, talk, actors):
    again = discussions.open_discussion(
        category=category, title="Chi firma la convenzione?", text="<p>Il Sindaco?</p>",
        actor=actors["comune1.rup"], now=NOW + timedelta(seconds=2),
    )  # fmt: skip
    assert again == talk
    assert Post.objects.count() == 1


def test_where_approval_is_asked_a_discussion_waits_and_is_nobody_elses(actors, client, people):
    category = open_category(actors["treviso.redattore"], opening="APPROVAL")
    talk = discussions.open_discussion(
        category=category, title="Proposta", text="<p>x</p>", actor=actors["comune1.rup"], now=NOW
    )
    assert talk.state == DiscussionState.PROPOSED
    task = Task.objects.get()
    assert (task.role, str(task.due_on)) == ("PROVINCE_EDITOR", "2026-11-24")
    refused("not_published", answer, discussion=talk, actor=actors["treviso.sua"])
    assert Post.objects.count() == 1
    for name, status in (("comune1.rup", 200), ("treviso.redattore", 200), ("treviso.sua", 404)):
        client.force_login(people[name], "allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(f"/community/forum/discussione/{talk.pk}/").status_code == status


def test_a_proposal_is_sent_back_only_with_a_reason_and_by_who_moderates(actors):
    category = open_category(actors["treviso.redattore"], opening="APPROVAL")
    talk = discussions.open_discussion(
        category=category, title="Proposta", text="<p>x</p>", actor=actors["comune1.rup"], now=NOW
    )
    decide = discussions.decide_proposal
    words = {"discussion": talk, "is_approved": False, "now": NOW}
    refused("not_permitted", decide, actor=actors["brescia.admin"], reason="No", **words)
    refused("no_reason", decide, actor=actors["treviso.redattore"], **words)
    talk.refresh_from_db()
    assert talk.state == DiscussionState.PROPOSED
    decide(actor=actors["treviso.redattore"], reason="C'è già: usa quella.", **words)
    assert Notice.objects.filter(person_id=talk.author_id, body="C'è già: usa quella.").exists()
    assert Task.objects.get().closed_at == NOW


def test_an_approved_proposal_is_counted(actors):
    category = open_category(actors["treviso.redattore"], opening="APPROVAL")
    talk = discussions.open_discussion(
        category=category, title="Proposta", text="<p>x</p>", actor=actors["comune1.rup"], now=NOW
    )
    category.refresh_from_db()
    assert category.discussion_count == 0
    discussions.decide_proposal(
        discussion=talk, is_approved=True, actor=actors["treviso.redattore"], now=NOW
    )
    category.refresh_from_db()
    assert category.discussion_count == 1


def test_only_who_moderates_announces(category, actors):
    words = {"category": category, "title": "Avviso", "text": "<p>x</p>", "kind": "NOTICE"}
    refused(
        "not_permitted", discussions.open_discussion, actor=actors["comune1.rup"], now=NOW, **words
    )
    assert not Discussion.objects.exists()
    assert discussions.open_discussion(actor=actors["treviso.redattore"], now=NOW, **words).pk


def test_a_category_that_only_reads_takes_nothing_new(category, talk, actors):
    Category.objects.update(state="READ_ONLY")
    category.refresh_from_db()
    refused(
        "category_closed", discussions.open_discussion, category=category, title="x",
        text="<p>x</p>", actor=actors["comune1.rup"], now=NOW,
    )  # fmt: skip
    talk = Discussion.objects.get(pk=talk.pk)
    refused("not_permitted", posts.write_post, discussion=talk, text="<p>x</p>",
            actor=actors["treviso.sua"], now=NOW)  # fmt: skip
    assert Post.objects.count() == 1


# Posts -------------------------------------------------------------------------------------------


def test_an_answer_is_counted_once_even_sent_twice(category, talk, actors):
    first = answer(talk, actors["treviso.sua"])
    again = answer(talk, actors["treviso.sua"], now=NOW + timedelta(seconds=5))
    assert first == again
    talk.refresh_from_db()
    category.refresh_from_db()
    assert (talk.post_count, talk.last_number, category.post_count) == (2, 2, 2)
    assert talk.first_answer_at == NOW


def test_who_may_not_read_may_not_answer(actors, people, enti):
    talk = make_discussion(enti["p_TV"], people["treviso.sua"], scope="ter:026")
    refused("not_permitted", answer, discussion=talk, actor=actors["brescia.admin"])
    assert talk.posts.count() == 1


def test_an_endless_paste_is_refused_with_the_way_out(talk, actors):
    endless = "<p>" + "riga incollata dal verbale<br>" * 5000 + "</p>"
    message = refused(
        "too_long", answer, discussion=talk, actor=actors["treviso.sua"], text=endless
    )
    assert "allega" in message
    assert talk.posts.count() == 1


def test_dangerous_markup_is_not_kept(talk, actors):
    post = answer(talk, actors["treviso.sua"], text='<p onclick="x">Ecco<script>x</script></p>')
    assert post.text == "<p>Ecco</p>"


@pytest.mark.parametrize(
    "secret", ["RSSMRA80A01H501U", "IT60X0542811101000000123456", "rssmra80a01h501u"]
)
def test_personal_data_are_published_only_by_who_confirms(talk, actors, secret):
    text = f"<p>Il dipendente {secret} chiede…</p>"
    refused("personal_data", answer, discussion=talk, actor=actors["treviso.sua"], text=text)
    assert talk.posts.count() == 1
    assert answer(talk, actors["treviso.sua"], text=text, is_personal_data_confirmed=True).pk


def test_codes_written_in_a_text_lead_to_the_discussion(talk, actors):
    answer(talk, actors["treviso.sua"], text="<p>Il CUP è J31B20000700005, come da bando</p>")
    assert list(talk.links.values_list("scheme", "code")) == [("CUP", "J31B20000700005")]


def test_files_of_a_post_are_given_to_its_readers_only(sign_in, client, people, actors, talk):
    file = SimpleUploadedFile("schema.txt", b"Schema di convenzione")
    post = answer(talk, actors["treviso.sua"], files=[file])
    address = f"/community/forum/allegato/{post.files.get().pk}/"
    assert sign_in("brescia.admin").get(address).status_code == 200
    Discussion.objects.update(scope="ter:026")
    assert sign_in("brescia.admin").get(address).status_code == 404
    assert sign_in("comune1.rup").get(address).status_code == 200


def test_eleven_files_are_too_many(talk, actors):
    files = [SimpleUploadedFile(f"{n}.txt", b"x%d" % n) for n in range(11)]
    refused("too_many_files", answer, discussion=talk, actor=actors["treviso.sua"], files=files)
    assert talk.posts.count() == 1


def test_an_edit_keeps_what_was_said_and_is_marked_after_half_an_hour(talk, actors):
    me = actors["treviso.sua"]
    post = answer(talk, me)
    soon, later = NOW + timedelta(minutes=20), NOW + timedelta(minutes=40)
    post = posts.edit_post(post=post, text="<p>Meglio così.</p>", actor=me, now=soon)
    assert post.edited_at is None
    post = posts.edit_post(post=post, text="<p>Anzi così.</p>", actor=me, now=later)
    assert post.edited_at == later
    assert [one.text for one in post.versions.all()] == [
        "<p>Meglio così.</p>", "<p>Noi facciamo così.</p>",
    ]  # fmt: skip


def test_nobody_edits_the_words_of_others(talk, actors):
    post = answer(talk, actors["treviso.sua"])
    for name in ("treviso.redattore", "comune1.rup"):
        refused("not_permitted", posts.edit_post, post=post, text="<p>x</p>",
                actor=actors[name], now=NOW)  # fmt: skip
    post.refresh_from_db()
    assert post.text == "<p>Noi facciamo così.</p>"


def test_a_deleted_answer_leaves_a_tombstone(talk, actors, sign_in):
    post = answer(talk, actors["treviso.sua"], text="<p>Segreto tolto</p>")
    posts.delete_post(post=post, actor=actors["treviso.sua"], now=NOW)
    page = sign_in("comune1.rup").get(f"/community/forum/discussione/{talk.pk}/").content.decode()
    assert "Intervento eliminato." in page
    assert "Segreto tolto" not in page


def test_the_first_post_holds_the_discussion(talk, actors):
    first = talk.posts.get(number=1)
    refused("first_post", posts.delete_post, post=first, actor=actors["comune1.rup"], now=NOW)
    first.refresh_from_db()
    assert first.deleted_at is None


def test_a_question_is_solved_by_who_asked(talk, actors):
    post = answer(talk, actors["treviso.sua"])
    accept = discussions.accept_answer
    refused(
        "not_permitted", accept, discussion=talk, post=post, actor=actors["treviso.sua"], now=NOW
    )
    talk.refresh_from_db()
    assert talk.accepted is None
    accept(discussion=talk, post=post, actor=actors["comune1.rup"], now=NOW)
    talk.refresh_from_db()
    assert (talk.accepted, talk.state) == (post, DiscussionState.SOLVED)
    accept(discussion=talk, post=None, actor=actors["comune1.rup"], now=NOW)
    talk.refresh_from_db()
    assert talk.state == DiscussionState.OPEN


def test_a_post_of_another_discussion_answers_nothing(talk, actors, people, enti):
    other = make_discussion(enti["p_TV"], people["treviso.sua"])
    post = answer(other, actors["treviso.sit"])
    refused("not_an_answer", discussions.accept_answer, discussion=talk, post=post,
            actor=actors["comune1.rup"], now=NOW)  # fmt: skip
    talk.refresh_from_db()
    assert talk.accepted is None


def test_a_reaction_is_one_and_can_be_taken_back(talk, actors):
    post = answer(talk, actors["treviso.sua"])
    react = reading.react
    words = {"post": post, "kind": "USEFUL", "now": NOW}
    refused("own_post", react, actor=actors["treviso.sua"], **words)
    assert react(actor=actors["comune1.rup"], **words)
    post.refresh_from_db()
    assert post.useful_count == 1
    assert not react(actor=actors["comune1.rup"], **words)
    post.refresh_from_db()
    assert (post.useful_count, Reaction.objects.count()) == (0, 0)


def test_the_trail_tells_of_a_discussion(talk, actors):
    answer(talk, actors["treviso.sua"])
    lines = AuditLine.objects.filter(subject_type="community.discussion", subject_id=str(talk.pk))
    assert [line.event for line in lines.order_by("position")] == [
        "community.discussion.opened", "community.post.written",
    ]  # fmt: skip
