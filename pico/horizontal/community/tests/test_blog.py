"""The blog: who publishes, when it comes out, what is said under it."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from pico.core.enti.models import Space
from pico.core.modules.models import SpaceSetting
from pico.core.notices.models import Notice, Task

from .. import public
from ..actions import blog
from ..models import Article, Comment
from ..terms import ArticleState
from .factories import NOW, make_article
from .test_forum import refused

WORDS = {"title": "Un anno di SIT", "text": "<p>Ecco</p>", "summary": "In breve", "now": NOW}


def picture(name="foto.png"):
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "#0066cc").save(made, "PNG")
    return SimpleUploadedFile(name, made.getvalue())


@pytest.fixture
def draft(actors):
    return blog.write_article(scope="platform", actor=actors["comune1.rup"], **WORDS)


@pytest.fixture
def article(people, enti):
    return make_article(enti["c_c111"], people["comune1.rup"], "platform", title="Un anno di SIT")


def test_a_draft_is_its_authors_alone_until_published(draft, actors, sign_in):
    address = draft.get_absolute_url()
    assert sign_in("comune1.rup").get(address).status_code == 200
    for name in ("comune1.referente", "treviso.redattore", "upi.redattore"):
        assert sign_in(name).get(address).status_code == 404
    blog.publish_article(article=draft, actor=actors["comune1.rup"], now=timezone.now())
    assert sign_in("brescia.admin").get(address).status_code == 200


def test_only_who_speaks_for_a_space_publishes_to_everybody(actors):
    refused(
        "scope_not_yours", blog.write_article, scope="public", actor=actors["comune1.rup"], **WORDS
    )
    assert not Article.objects.exists()
    assert blog.write_article(scope="public", actor=actors["treviso.redattore"], **WORDS).pk


def test_a_cover_needs_words_for_who_does_not_see_it(actors):
    words = {"scope": "platform", "actor": actors["comune1.rup"], **WORDS}
    refused("no_alt", blog.write_article, cover=picture(), **words)
    refused("not_an_image", blog.write_article, cover=picture("x.pdf"), cover_alt="x", **words)
    assert not Article.objects.exists()


def test_a_cover_is_given_to_readers_only(actors, sign_in, people, client):
    made = blog.write_article(
        scope="ter:026", actor=actors["comune1.rup"], cover=picture(), cover_alt="Lo sportello",
        **WORDS,
    )  # fmt: skip
    blog.publish_article(article=made, actor=actors["comune1.rup"], now=NOW)
    address = f"{made.get_absolute_url()}copertina/"
    assert sign_in("treviso.sua").get(address)["Content-Type"] == "image/png"
    assert sign_in("brescia.admin").get(address).status_code == 404
    page = sign_in("treviso.sua").get(made.get_absolute_url()).content.decode()
    assert 'alt="Lo sportello"' in page


def test_what_is_scheduled_comes_out_on_its_moment_and_goes_on_its_day(draft, actors, sign_in):
    me, soon = actors["comune1.rup"], NOW + timedelta(hours=3)
    draft.expires_on = (NOW + timedelta(days=10)).date()
    draft.save(update_fields=["expires_on"])
    blog.publish_article(article=draft, at=soon, actor=me, now=NOW)
    assert sign_in("treviso.sua").get(draft.get_absolute_url()).status_code == 404
    assert blog.keep_calendar(actor=me, now=NOW + timedelta(hours=1)) == 0
    assert blog.keep_calendar(actor=me, now=soon) == 1
    draft.refresh_from_db()
    assert draft.state == ArticleState.PUBLISHED
    assert blog.keep_calendar(actor=me, now=NOW + timedelta(days=12)) == 1
    draft.refresh_from_db()
    assert draft.state == ArticleState.ARCHIVED


@pytest.fixture
def reviewing(enti):
    space = Space.objects.get(slug="treviso")
    SpaceSetting.objects.create(space=space, module="community", name="review_articles", value=True)


def test_where_the_ente_wants_it_an_editor_decides(reviewing, actors):
    mine = blog.write_article(scope="platform", actor=actors["treviso.sua"], **WORDS)
    mine = blog.publish_article(article=mine, actor=actors["treviso.sua"], now=NOW)
    assert mine.state == ArticleState.IN_REVIEW
    assert Task.objects.get().role == "PROVINCE_EDITOR"
    words = {"article": mine, "is_approved": False, "now": NOW}
    refused("not_permitted", blog.review_article, actor=actors["brescia.admin"], **words)
    refused("no_reason", blog.review_article, actor=actors["treviso.redattore"], **words)
    mine.refresh_from_db()
    assert mine.state == ArticleState.IN_REVIEW
    blog.review_article(actor=actors["treviso.redattore"], reason="Manca la fonte.", **words)
    assert Notice.objects.filter(person_id=mine.author_id, body="Manca la fonte.").exists()


def test_an_editor_needs_no_yes(reviewing, actors):
    made = blog.write_article(scope="platform", actor=actors["treviso.redattore"], **WORDS)
    made = blog.publish_article(article=made, actor=actors["treviso.redattore"], now=NOW)
    assert made.state == ArticleState.PUBLISHED


def test_a_change_after_publication_keeps_what_was_said(article, actors):
    blog.change_article(
        article=article, title="Un anno e mezzo", text="<p>Corretto</p>", summary="x",
        scope="platform", actor=actors["comune1.rup"], now=NOW,
    )  # fmt: skip
    assert article.versions.get().title == "Un anno di SIT"
    refused("not_permitted", blog.change_article, article=article, title="x", text="<p>x</p>",
            scope="platform", actor=actors["brescia.admin"], now=NOW)  # fmt: skip
    article.refresh_from_db()
    assert article.title == "Un anno e mezzo"


def test_a_published_article_widens_only_with_a_yes(people, enti, actors):
    narrow = make_article(enti["c_c111"], people["comune1.rup"], "ter:026")
    words = {"article": narrow, "title": "x", "text": "<p>x</p>", "actor": actors["comune1.rup"]}
    refused("unconfirmed_widening", blog.change_article, scope="platform", now=NOW, **words)
    narrow.refresh_from_db()
    assert narrow.scope == "ter:026"


def test_promotion_is_for_who_edits_and_puts_it_first(article, actors, sign_in):
    refused(
        "not_permitted", blog.promote_article, article=article, actor=actors["comune1.rup"], now=NOW
    )
    article.refresh_from_db()
    assert article.promoted_at is None
    blog.promote_article(article=article, actor=actors["upi.redattore"], now=NOW)
    refused(
        "promoted", blog.promote_article, article=article, actor=actors["upi.redattore"], now=NOW
    )
    assert public.articles_for(actors["upi.redattore"], readers="platform")[0].is_promoted


def test_a_newsletter_to_all_is_offered_no_article_that_not_all_may_open(people, enti, actors):
    make_article(enti["p_TV"], people["treviso.sua"], "ter:026", title="Del territorio")
    make_article(enti["p_TV"], people["treviso.sua"], "public", title="Per tutti")
    found = public.articles_for(actors["treviso.redattore"])
    assert [one.title for one in found] == ["Per tutti"]
    titles = {
        one.title for one in public.articles_for(actors["treviso.redattore"], readers="ter:026")
    }
    assert titles == {"Per tutti", "Del territorio"}


# Comments ----------------------------------------------------------------------------------------


def comment(article, actor, text="<p>Utile</p>", **words):
    return blog.write_comment(article=article, text=text, actor=actor, now=NOW, **words)


def test_comments_have_two_levels_and_are_counted_once(article, actors):
    first = comment(article, actors["treviso.sua"])
    assert comment(article, actors["treviso.sua"]) == first
    answer = comment(article, actors["treviso.sit"], "<p>Sì</p>", parent=first)
    deeper = comment(article, actors["comune1.rup"], "<p>Bene</p>", parent=answer)
    assert deeper.parent == first
    article.refresh_from_db()
    assert article.comment_count == 3


def test_a_moderated_comment_waits_for_the_author(article, actors, sign_in):
    Article.objects.update(comments_mode="MODERATED")
    article.refresh_from_db()
    waiting = comment(article, actors["treviso.sua"], "<p>Attendo</p>")
    address = article.get_absolute_url()
    assert "Attendo" in sign_in("treviso.sua").get(address).content.decode()
    assert "Attendo" not in sign_in("treviso.sit").get(address).content.decode()
    refused("not_permitted", blog.set_comment_state, comment=waiting, state="SHOWN",
            actor=actors["treviso.sua"], now=NOW)  # fmt: skip
    waiting.refresh_from_db()
    assert waiting.state == "WAITING"
    blog.set_comment_state(comment=waiting, state="SHOWN", actor=actors["comune1.rup"], now=NOW)
    assert "Attendo" in sign_in("treviso.sit").get(address).content.decode()


def test_closed_comments_take_nothing(article, actors):
    Article.objects.update(comments_mode="CLOSED")
    article.refresh_from_db()
    refused("not_permitted", comment, article=article, actor=actors["treviso.sua"])
    assert not Comment.objects.exists()


def test_who_cannot_read_comments_on_nothing(people, enti, actors):
    narrow = make_article(enti["c_c111"], people["comune1.rup"], "ter:026")
    refused("not_permitted", comment, article=narrow, actor=actors["brescia.admin"])
    refused("not_permitted", blog.like, article=narrow, actor=actors["brescia.admin"], now=NOW)
    assert not Comment.objects.exists()


def test_a_like_is_one_and_can_be_taken_back(article, actors):
    assert blog.like(article=article, actor=actors["treviso.sua"], now=NOW)
    assert not blog.like(article=article, actor=actors["treviso.sua"], now=NOW)
    article.refresh_from_db()
    assert article.like_count == 0


# Pages -------------------------------------------------------------------------------------------


def test_an_article_is_written_and_published_from_its_pages(sign_in):
    client = sign_in("comune1.rup")
    sent = client.post(
        "/community/blog/nuovo/",
        {"title": "Il PUC", "summary": "Come", "text": "Ecco **come**", "area": "SIT",
         "scope": "ter:026", "comments_mode": "OPEN", "tags": "PUC, urbanistica"},
    )  # fmt: skip
    assert sent.status_code == 302
    assert client.post(f"{sent.url}pubblica/", {"at": ""}).url == sent.url
    page = client.get("/community/blog/").content.decode()
    assert "Il PUC" in page


def test_a_past_moment_is_refused_with_what_was_typed(sign_in, draft):
    sent = sign_in("comune1.rup").post(
        f"{draft.get_absolute_url()}pubblica/", {"at": "2020-01-01T10:00"}
    )
    assert sent.status_code == 422
    draft.refresh_from_db()
    assert draft.state == ArticleState.DRAFT


def test_pages_cost_the_same_with_more_in_them(sign_in, article, people, enti, actors):
    client = sign_in("treviso.sua")
    comment(article, actors["treviso.sit"])
    pages = ("/community/blog/", article.get_absolute_url())

    def cost():
        found = {}
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as done:
                client.get(page)
            found[page] = len(done)
        return found

    few = cost()
    for number in range(9):
        make_article(enti["p_TV"], people["treviso.sua"], "platform", tags=f"tag {number}")
        comment(article, actors["treviso.personale"], f"<p>{number}</p>")
    assert cost() == few
    assert max(few.values()) <= 26
