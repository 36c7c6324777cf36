"""Contents are found as soon as they are published, by who may read them, and no longer than that."""

import pytest
from django.test import Client

from pico.core.access.actor import ANONYMOUS
from pico.core.enti.models import Space
from pico.core.search.queries import search
from pico.core.search.terms import Facet
from pico.portal.pages.models import IndexPage, NewsPage, Topic
from pico.portal.pages.tests.factories import Sites

pytestmark = pytest.mark.django_db


@pytest.fixture
def sites(people):
    return Sites()


@pytest.fixture
def write_news(sites):
    def write(slug, title, topics=(), **fields):
        index = IndexPage.objects.child_of(sites[slug].site.root_page).get(lists="NEWS")
        page = NewsPage(
            title=title, summary=f"{title}: il cantiere della passerella pedonale.", **fields
        )
        index.add_child(instance=page)
        page.topics.set(topics)
        page.save()
        page.save_revision().publish()
        return page

    return write


@pytest.fixture
def find(actors):
    def find(text, username="", slug="", **chosen):
        actor = actors[username] if username else ANONYMOUS
        space = Space.objects.get(slug=slug)
        return search(actor=actor, space=space, text=text, chosen=chosen.get("chosen"))

    return find


def test_a_news_is_found_by_its_text_everywhere_with_its_own_address(find, write_news):
    page = write_news("treviso", "Ponte chiuso")
    for slug in ("", "treviso", "brescia"):
        hits = find("passerella pedonale", slug=slug).hits
        assert [(hit.url, hit.kind, hit.ente_name) for hit in hits] == [
            (page.full_url, "Notizia", "Provincia di Treviso")
        ]


def test_what_is_reserved_is_found_by_who_may_read_it_only(find, write_news):
    write_news("treviso", "Ponte chiuso", scope="platform")
    assert not find("passerella").hits
    assert find("passerella", "comune1.rup").hits


def test_what_is_withdrawn_or_deleted_is_found_no_more(find, write_news):
    first, second = write_news("treviso", "Ponte chiuso"), write_news("treviso", "Ponte aperto")
    assert len(find("passerella").hits) == 2
    first.unpublish()
    assert len(find("passerella").hits) == 1
    second.get_parent().specific.delete()
    assert not find("passerella").hits


def test_results_are_narrowed_by_site_topic_and_kind(find, write_news):
    roads = Topic.objects.create(vocabulary="THEMES", name="Viabilità", slug="viabilita-prova")
    schools = Topic.objects.create(vocabulary="THEMES", name="Edilizia", slug="edilizia-prova")
    write_news("treviso", "Ponte chiuso", topics=[roads, schools])
    write_news("brescia", "Ponte aperto", topics=[roads])
    found = find("passerella")
    assert {(o.label, o.number) for o in found.facets[Facet.TOPIC]} == {
        ("Viabilità", 2),
        ("Edilizia", 1),
    }
    sites = {o.label: o for o in found.facets[Facet.SITE]}
    assert {label: o.number for label, o in sites.items()} == {
        "Provincia di Treviso": 1,
        "Provincia di Brescia": 1,
    }
    narrowed = find("passerella", chosen={Facet.TOPIC: ("Edilizia",)})
    assert [hit.ente_name for hit in narrowed.hits] == ["Provincia di Treviso"]
    assert len(narrowed.facets[Facet.TOPIC]) == 2
    here = find("passerella", chosen={Facet.SITE: (sites["Provincia di Brescia"].value,)})
    assert [hit.ente_name for hit in here.hits] == ["Provincia di Brescia"]


def test_the_page_of_results_offers_sites_and_topics(write_news):
    roads = Topic.objects.create(vocabulary="THEMES", name="Viabilità", slug="viabilita-prova")
    write_news("treviso", "Ponte chiuso", topics=[roads])
    write_news("brescia", "Ponte aperto", topics=[])
    page = Client().get("/cerca/?q=passerella&argomento=Viabilità").content.decode()
    assert "Togli il filtro Argomento: Viabilità" in page
    assert "chiuso" in page
    assert "aperto" not in page
