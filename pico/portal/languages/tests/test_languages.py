"""Two languages by address: words of the platform, trees of contents, nothing remembered."""

import pytest
from django.utils import timezone

from pico.core.foundation.errors import Refusal
from pico.portal.languages import actions, queries
from pico.portal.pages.models import IndexPage, NewsPage
from pico.portal.pages.tests.factories import Sites

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def sites(people):
    return Sites()


@pytest.fixture
def news(sites):
    index = IndexPage.objects.child_of(sites["upi"].site.root_page).get(lists="NEWS")
    page = NewsPage(title="Fondo per le strade", summary="Sommario.")
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def english(sites, actors):
    return actions.open_english(space=sites["upi"].space, actor=actors["upi.redattore"], now=NOW)


def translated(news, actors, title="Roads fund"):
    copy = actions.translate(page=news, actor=actors["upi.redattore"], now=NOW).specific
    copy.title = title
    copy.save_revision().publish()
    return NewsPage.objects.get(pk=copy.pk)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_words_of_the_platform_follow_the_address(client, sites):
    assert '<html lang="it">' in read(client, "/treviso/adesioni/province/")
    text = read(client, "/treviso/en/adesioni/province/")
    assert '<html lang="en">' in text
    assert "Skip to main content" in text
    assert 'href="/treviso/en/' in text
    assert "Set-Cookie" not in client.get("/treviso/en/adesioni/province/").headers


def test_english_without_a_slash_leads_to_the_home(client, sites):
    assert client.get("/treviso/en")["Location"] == "/treviso/en/"


def test_a_site_without_english_shows_no_switch_and_the_italian_page_with_a_notice(client, sites):
    assert "pico-language" not in read(client, "/treviso/novita/")
    text = read(client, "/treviso/en/novita/")
    assert "This content is available in Italian only." in text
    assert '<main id="main-content" tabindex="-1" lang="it">' in text


def test_the_tree_of_a_site_in_english(client, news, english, actors):
    page = translated(news, actors)
    assert page.url == "/en/novita/fondo-per-le-strade/"
    text = read(client, page.url)
    assert '<html lang="en">' in text
    assert "Roads fund" in text
    assert "Italian only" not in text
    assert 'hreflang="it" href="http://127.0.0.1:8000/novita/fondo-per-le-strade/"' in text
    assert 'hreflang="en" href="http://127.0.0.1:8000/en/novita/fondo-per-le-strade/"' in text
    assert 'href="/novita/fondo-per-le-strade/" lang="it"' in text


def test_lists_keep_to_the_language_of_their_page(client, news, english, actors):
    translated(news, actors)
    italian, foreign = read(client, "/novita/"), read(client, "/en/novita/")
    assert "Fondo per le strade" in italian
    assert "Roads fund" not in italian
    assert "Roads fund" in foreign
    assert "Fondo per le strade" not in foreign
    assert ">News</h1>" in foreign


def test_what_is_not_translated_is_shown_in_italian_with_a_notice(client, news, english):
    text = read(client, "/en/novita/fondo-per-le-strade/")
    assert "Fondo per le strade" in text
    assert "This content is available in Italian only." in text
    assert 'lang="it">' in text
    assert "hreflang=" not in text.split("</head>")[0]


def test_a_draft_translation_is_not_shown(client, news, english, actors):
    actions.translate(page=news, actor=actors["upi.redattore"], now=NOW)
    text = read(client, "/en/novita/fondo-per-le-strade/")
    assert "Italian only" in text


def test_the_content_follows_the_address_not_the_profile(sign_in, people, news, english, actors):
    translated(news, actors)
    person = people["treviso.redattore"]
    person.language = "en"
    person.save()
    browser = sign_in("treviso.redattore")
    text = read(browser, "/novita/fondo-per-le-strade/")
    assert "Fondo per le strade" in text
    assert '<html lang="en">' in text
    assert 'tabindex="-1" lang="it">' in text
    people["treviso.sua"].language = "it"
    assert '<html lang="en">' in read(sign_in("treviso.sua"), "/en/novita/")


def test_the_menu_of_the_italian_site_does_not_show_the_english_home(news, english, sites):
    menu = sites["upi"].site.root_page.get_children().live().in_menu()
    assert "en" not in set(menu.values_list("slug", flat=True))


def test_opened_once(english, sites, actors):
    with pytest.raises(Refusal) as refused:
        actions.open_english(space=sites["upi"].space, actor=actors["upi.redattore"], now=NOW)
    assert refused.value.code == "already_open"


def test_opened_by_who_speaks_for_upi(sites, actors):
    for who in ("treviso.redattore", "treviso.admin", "brescia.admin"):
        with pytest.raises(Refusal):
            actions.open_english(space=sites["upi"].space, actor=actors[who], now=NOW)
    assert queries.english_home(sites["upi"].space) is None


def test_translated_once(news, english, actors):
    translated(news, actors)
    with pytest.raises(Refusal) as refused:
        actions.translate(page=news, actor=actors["upi.redattore"], now=NOW)
    assert refused.value.code == "translated"
    assert NewsPage.objects.count() == 2


def test_the_list_tells_what_is_late(sign_in, news, english, actors):
    browser = sign_in("upi.redattore")
    assert "Solo in italiano" in read(browser, "/traduzioni/")
    translated(news, actors)
    assert "Tradotto" in read(browser, "/traduzioni/")
    news.refresh_from_db()
    news.save_revision().publish()
    assert "Da aggiornare" in read(browser, "/traduzioni/?state=late")
    assert sign_in("treviso.redattore").get("/treviso/traduzioni/").status_code == 403
