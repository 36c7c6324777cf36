"""The ground: a site per space, addresses, and an editor that reaches one site only."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from pico.core.enti.actions.spaces import set_space_hostname
from pico.core.enti.models import Space
from pico.portal.pages.models import IndexPage, NewsPage
from pico.portal.sites.models import SpaceSite
from pico.portal.sites.queries import page_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def sites(people):
    call_command("make_sites", verbosity=0)
    return {site.space.slug: site for site in SpaceSite.objects.select_related("space", "site")}


def write_news(site, title, **fields):
    index = IndexPage.objects.child_of(site.site.root_page).get(lists="NEWS")
    page = NewsPage(title=title, summary=f"Sommario di {title}.", **fields)
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_every_space_gets_its_site(sites):
    assert len(sites) == Space.objects.count() == 5


def test_a_page_answers_under_its_space(client, sites):
    page = write_news(sites["treviso"], "Ponte chiuso")
    assert page.url == "/treviso/novita/ponte-chiuso/"
    assert "Ponte chiuso" in client.get(page.url).content.decode()
    assert client.get("/brescia/novita/ponte-chiuso/").status_code == 404
    assert "Ponte chiuso" in client.get("/treviso/novita/").content.decode()
    assert "Ponte chiuso" not in client.get("/brescia/novita/").content.decode()


def test_a_page_is_found_in_two_statements_as_its_own_class(sites, django_assert_num_queries):
    page = write_news(sites["treviso"], "Ponte chiuso")
    for _first_and_again in range(2):  # the kinds of content are remembered by Django
        assert page_at(sites["treviso"], "novita/ponte-chiuso/") == page
    with django_assert_num_queries(2):
        found = page_at(sites["treviso"], "novita/ponte-chiuso")
    assert (type(found), found.title) == (NewsPage, "Ponte chiuso")
    assert page_at(sites["brescia"], "novita/ponte-chiuso/") is None
    assert page_at(sites["treviso"], "ponte-chiuso/") is None


def test_a_page_taken_back_is_not_there(client, sites):
    page = write_news(sites["treviso"], "Ponte chiuso")
    page.unpublish()
    assert client.get(page.url).status_code == 404


def test_the_page_of_a_space_with_its_own_host(
    client, sites, actors, django_capture_on_commit_callbacks
):
    page = write_news(sites["treviso"], "Ponte chiuso")
    with django_capture_on_commit_callbacks(execute=True):
        set_space_hostname(
            space=sites["treviso"].space,
            hostname="treviso.example.it",
            actor=actors["upi.admin"],
            now=timezone.now(),
        )
    page = NewsPage.objects.get(pk=page.pk)
    assert page.full_url == "http://treviso.example.it/novita/ponte-chiuso/"
    answer = client.get("/novita/ponte-chiuso/", headers={"host": "treviso.example.it"})
    assert "Ponte chiuso" in answer.content.decode()


def test_home_answers(client, sites):
    assert client.get("/").status_code == 200
    assert client.get("/treviso/").status_code == 200


def test_editor_of_treviso_finds_his_tree_only(sign_in, sites):
    hers = write_news(sites["brescia"], "Bozza di Brescia")
    browser = sign_in("treviso.redattore")
    assert browser.get("/treviso/redazione/").status_code == 200
    assert browser.get("/brescia/redazione/").status_code == 404
    root = sites["treviso"].site.root_page_id
    assert browser.get(f"/treviso/redazione/pages/{root}/").status_code == 200
    answer = browser.get(f"/treviso/redazione/pages/{hers.pk}/edit/")
    assert answer.status_code in (302, 403, 404)


def test_a_member_who_is_no_editor_finds_no_editor(sign_in, sites):
    assert sign_in("treviso.sua").get("/treviso/redazione/").status_code == 404
