"""«Condividi con» in the form of a page: the words and the rules of its own page."""

import pytest
from django.utils import timezone

from pico.core.audit.models import AuditLine
from pico.portal.editor.tests.test_separation import nothing_in
from pico.portal.pages.models import IndexPage, NewsPage, Placement
from pico.portal.sharing import actions
from pico.portal.sharing.models import Sharing
from pico.portal.sharing.terms import Reach

pytestmark = pytest.mark.django_db


def posted(title: str, **more) -> dict:
    return {
        "title": title,
        "slug": title.lower().replace(" ", "-"),
        "summary": "Una o due frasi per chi legge gli elenchi del sito.",
        "scope": "public",
        "news_kind": "NEWS",
        "licence": "CC_BY",
        "published_on": "2026-11-20 10:00",
        "body-count": "0",
        **nothing_in(NewsPage),
        **more,
    }


@pytest.fixture
def news_of(sites):
    """The address at which a news of a site is written."""

    def address(slug: str) -> str:
        site = sites[slug]
        index = IndexPage.objects.child_of(site.site.root_page).get(lists="NEWS")
        return f"{site.space.prefix}/redazione/pages/add/pages/newspage/{index.pk}/"

    return address


def standing(title: str) -> set[str]:
    rows = Placement.objects.filter(page__title=title, is_origin=False)
    return set(rows.values_list("space__slug", flat=True))


def test_a_news_is_shared_where_it_is_written(sign_in, news_of, sites):
    browser = sign_in("upi.redattore")
    body = browser.get(news_of("upi")).content.decode()
    for words in ("Condividi con", "Tutti i siti", "UPI regionali", "Province di…"):
        assert words in body
    fields = posted("Fondo strade", **{"condividi-reach": "ALL", "action-publish": "1"})
    browser.post(news_of("upi"), fields)
    assert standing("Fondo strade") == {"veneto", "treviso", "brescia", "pesaro-e-urbino"}
    fields |= {
        "condividi-reach": "PROVINCES",
        "condividi-spaces": [sites["brescia"].space.pk],
    }
    page = NewsPage.objects.get(title="Fondo strade")
    browser.post(f"/redazione/pages/{page.pk}/edit/", fields)
    assert standing("Fondo strade") == {"brescia"}
    lines = AuditLine.objects.filter(event="portal.content.shared").count()
    browser.post(f"/redazione/pages/{page.pk}/edit/", fields)
    assert AuditLine.objects.filter(event="portal.content.shared").count() == lines


def test_a_draft_keeps_its_sharing_until_it_is_published(sign_in, news_of):
    browser = sign_in("upi.redattore")
    browser.post(news_of("upi"), posted("Fondo strade", **{"condividi-reach": "ALL"}))
    page = NewsPage.objects.get(title="Fondo strade")
    assert Sharing.objects.get(page=page).reach == Reach.ALL
    assert standing("Fondo strade") == set()
    page.get_latest_revision().publish()
    assert "treviso" in standing("Fondo strade")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"condividi-reach": "PROVINCES"}, "Scegli almeno una Provincia"),
        ({"condividi-reach": "ALL", "scope": "ente"}, "riservato ad alcuni lettori"),
    ],
)
def test_what_the_action_refuses_the_form_refuses_and_nothing_is_lost(
    sign_in, news_of, actors, more, words
):
    if more.get("scope"):
        more = more | {"scope": f"ente:{actors['upi.redattore'].ente_id}"}
    fields = posted("Fondo strade", **{"action-publish": "1"}, **more)
    body = sign_in("upi.redattore").post(news_of("upi"), fields).content.decode()
    assert words in body
    assert 'value="Fondo strade"' in body
    assert not NewsPage.objects.exists()


def test_who_types_does_not_share_what_is_online(sign_in, news_of, write):
    page = write("upi", "Fondo strade")
    browser = sign_in("upi.redattore")
    fields = posted("Fondo strade", slug=page.slug, **{"condividi-reach": "ALL"})
    path = f"/redazione/pages/{page.pk}/edit/"
    browser.post(path, fields, headers={"accept": "application/json"})
    assert standing("Fondo strade") == set()
    browser.post(path, fields)
    assert "treviso" in standing("Fondo strade")


def test_a_province_has_no_panel_and_no_way_round(sign_in, news_of, write, actors):
    browser = sign_in("treviso.redattore")
    assert "condividi-reach" not in browser.get(news_of("treviso")).content.decode()
    fields = posted("Ponte", **{"condividi-reach": "ALL", "action-publish": "1"})
    browser.post(news_of("treviso"), fields)
    assert NewsPage.objects.get(title="Ponte").live
    assert standing("Ponte") == set()


def test_a_page_saved_without_the_panel_keeps_its_sharing(sign_in, write, actors):
    page = write("upi", "Fondo strade")
    actions.share(page=page, reach=Reach.ALL, actor=actors["upi.redattore"], now=timezone.now())
    fields = posted("Fondo strade", slug=page.slug, **{"action-publish": "1"})
    sign_in("upi.redattore").post(f"/redazione/pages/{page.pk}/edit/", fields)
    assert "treviso" in standing("Fondo strade")
