"""A promoted article is a draft of the site, with the credit of who wrote it."""

from datetime import UTC, datetime

import pytest

from pico.core.access.actor import SYSTEM
from pico.core.notices.models import Notice
from pico.portal.pages.models import NewsPage
from pico.portal.promotion.actions import Article, draft_news
from pico.portal.promotion.listeners import article_promoted
from pico.portal.promotion.models import Promotion
from pico.portal.promotion.terms import DRAFTED

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def draft(sites):
    """Draft a news of Treviso of an article by Susanna: `draft(scope="platform")`."""

    def make(**words):
        told = {
            "key": "7", "title": "La SUA in un anno", "summary": "Che cosa è cambiato.",
            "text": '<p>Con <a href="/persone/3/">@Sisto</a> e <a href="https://a.example">altri</a>.</p>',
            "author": "Susanna Appalta", "ente": "Provincia di Treviso",
            "url": "/community/blog/articolo/7/", "scope": "public", **words,
        }  # fmt: skip
        return draft_news(
            space=sites["treviso"].space, article=Article(**told), actor=SYSTEM, now=NOW
        )

    return make


def test_the_draft_stands_among_the_news_and_nobody_reads_it_yet(draft, sites, client):
    made = draft()
    page = NewsPage.objects.get(pk=made.page_id)
    assert (page.title, page.summary, page.live) == (
        "La SUA in un anno",
        "Che cosa è cambiato.",
        False,
    )
    assert page.is_descendant_of(sites["treviso"].site.root_page)
    assert client.get("/treviso/novita/notizie/la-sua-in-un-anno/").status_code == 404


def test_it_carries_credit_and_loses_what_a_visitor_cannot_follow(draft):
    text = str(NewsPage.objects.get(pk=draft().page_id).body)
    assert "Di Susanna Appalta (Provincia di Treviso)" in text
    assert "/community/blog/articolo/7/" in text
    assert "@Sisto" in text
    assert "/persone/3/" not in text
    assert "https://a.example" in text


def test_the_editors_of_the_site_hear_of_it_and_no_others(draft, people):
    draft()
    told = set(Notice.objects.filter(kind=DRAFTED).values_list("person__username", flat=True))
    assert told == {"treviso.redattore", "treviso.admin"}


def test_an_article_that_is_not_public_is_named_so_and_not_linked(draft):
    made = draft(scope="platform")
    assert "non è pubblico" in Notice.objects.filter(kind=DRAFTED).first().body
    assert made.url not in str(NewsPage.objects.get(pk=made.page_id).body)


def test_the_same_announcement_twice_makes_one_draft(draft, sites):
    first = draft()

    class Told:
        space_id, subject_id, at = sites["treviso"].space_id, "7", NOW
        data = {"news": {
            "title": "x", "summary": "", "text": "", "author": "", "ente": "", "url": "", "scope": "public",
        }}  # fmt: skip

    article_promoted(Told)
    assert Promotion.objects.get() == first
    assert NewsPage.objects.filter(title="x").count() == 0


def test_an_announcement_without_a_site_makes_nothing(db):
    class Told:
        space_id, subject_id, at, data = None, "7", NOW, {"news": {"title": "x"}}

    article_promoted(Told)
    assert not Promotion.objects.exists()
