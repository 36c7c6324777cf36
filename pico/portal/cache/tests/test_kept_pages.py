"""A page that is ready is given out until what it shows changes; never what is somebody's."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.core.enti.models import Space
from pico.core.generations import actions
from pico.core.generations.models import Generation
from pico.core.generations.watch import changed_by, tables
from pico.core.modules import registry
from pico.core.modules.actions import change_settings, switch_module
from pico.core.testing import factories
from pico.portal.cache import queries
from pico.portal.cache.terms import SITES, WATCHED_MODELS
from pico.portal.pages.models import HomePage, Placement, Topic

pytestmark = pytest.mark.django_db

NEWS = "/treviso/novita/"


@pytest.fixture(autouse=True)
def pages(kept, sites):
    return kept


@pytest.fixture
def read(client):
    """What a visitor reads at an address, asked for twice: the second time it may be ready."""

    def visit(address: str, **headers) -> str:
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200
        return answer.content.decode()

    return visit


def statements(client, address, **headers) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        client.get(address, headers=headers)
    return [one["sql"] for one in seen.captured_queries]


def test_a_ready_page_costs_one_statement(client, write_news):
    write_news("treviso", "Ponte chiuso")
    assert len(statements(client, NEWS)) > 1
    assert len(statements(client, NEWS)) == 1
    assert "Ponte chiuso" in client.get(NEWS).content.decode()


def test_what_is_published_stands_there_at_once(read, write_news):
    assert "Ponte chiuso" not in read(NEWS)
    write_news("treviso", "Ponte chiuso")
    assert "Ponte chiuso" in read(NEWS)


def test_a_page_changed_and_published_again_is_read_as_it_is_now(read, write_news):
    page = write_news("treviso", "Ponte chiuso")
    assert "Ponte chiuso" in read(page.url)
    page.title = "Ponte riaperto"
    page.save_revision()
    assert "Ponte chiuso" in read(page.url), "a draft changes nothing"
    page.latest_revision.publish()
    assert "Ponte riaperto" in read(page.url)


def test_the_home_and_the_indexes_change_when_published(read, sites):
    home = HomePage.objects.get(pk=sites["treviso"].site.root_page_id)
    index = home.get_children().get(slug="novita").specific
    read(NEWS)
    index.title = "Ultime notizie"
    index.save_revision().publish()
    assert "Ultime notizie" in read(NEWS)


def test_what_is_withdrawn_or_deleted_is_gone_at_once(client, read, write_news):
    first, second = write_news("treviso", "Ponte chiuso"), write_news("treviso", "Strada aperta")
    read(first.url), read(second.url), read(NEWS)
    first.unpublish()
    second.delete()
    assert client.get(first.url).status_code == 404
    assert client.get(second.url).status_code == 404
    assert not {"Ponte chiuso", "Strada aperta"} & set(read(NEWS).split("\n"))


def test_what_a_site_hides_is_gone_from_its_lists_at_once(read, write_news):
    page = write_news("treviso", "Ponte chiuso")
    assert "Ponte chiuso" in read(NEWS)
    Placement.objects.filter(page_id=page.pk).update(is_hidden=True)
    assert "Ponte chiuso" not in read(NEWS)


def test_what_is_shared_with_many_sites_at_once_stands_there(read, write_news, sites):
    page = write_news("", "Bando per tutti")
    assert "Bando per tutti" not in read(NEWS)
    Placement.objects.bulk_create(
        Placement(
            page=page.contentpage_ptr,
            space=sites[slug].space,
            kind="NEWS",
            scope="public",
            is_origin=False,
            shown_on=timezone.now(),
        )
        for slug in ("treviso", "brescia")
    )
    assert "Bando per tutti" in read(NEWS)
    assert "Bando per tutti" in read("/brescia/novita/")


def test_what_ends_leaves_without_anybody_writing(read, write_news, pages, monkeypatch):
    now = timezone.now()
    page = write_news("treviso", "Avviso che scade")
    Placement.objects.filter(page_id=page.pk).update(ends_on=now + timedelta(seconds=90))
    assert "Avviso che scade" in read(NEWS)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(seconds=89))
    assert "Avviso che scade" in read(NEWS)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(seconds=91))
    assert "Avviso che scade" not in read(NEWS)


def test_what_is_to_come_appears_at_its_moment(read, write_news, monkeypatch):
    now = timezone.now()
    write_news("treviso", "Embargo", published_on=now + timedelta(seconds=90))
    assert "Embargo" not in read(NEWS)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(seconds=91))
    assert "Embargo" in read(NEWS)


def test_no_page_outlives_the_day(sites):
    late = timezone.localtime().replace(hour=23, minute=59, second=30, microsecond=0)
    until = queries.good_until(sites["treviso"].space.pk, late)
    assert until == late + timedelta(seconds=30)


def test_a_module_switched_off_leaves_the_pages_at_once(client, actors):
    module = registry.installed()["sample"]
    for is_on in (True, False):
        client.get("/treviso/")
        assert len(statements(client, "/treviso/")) == 1
        switch_module(
            space=Space.objects.get(slug="treviso"),
            module=module,
            is_on=is_on,
            actor=actors["treviso.admin"],
            now=timezone.now(),
        )
        assert len(statements(client, "/treviso/")) > 1


def test_settings_of_a_space_and_of_the_one_above_show_at_once(read, actors):
    module = registry.installed()["spaces"]
    for slug, username, phone in (
        ("treviso", "treviso.admin", "0422 000000"),
        ("", "upi.admin", "06 000000"),
    ):
        address = "/treviso/" if slug else "/brescia/"
        assert phone not in read(address)
        change_settings(
            space=Space.objects.get(slug=slug),
            module=module,
            changes={"phone": phone},
            actor=actors[username],
            now=timezone.now(),
        )
        assert phone in read(address)


def test_a_space_renamed_and_one_suspended(read, client):
    read("/treviso/")
    Space.objects.filter(slug="treviso").update(name="Marca trevigiana")
    assert "Marca trevigiana" in read("/treviso/")
    Space.objects.filter(slug="treviso").update(state="SUSPENDED")
    assert client.get("/treviso/").status_code == 404


def test_the_registry_and_those_who_came_in_change_the_figures(enti):
    for change in (
        lambda: factories.make_ente(territory_id="026", region_id="05"),
        lambda: factories.make_membership(factories.make_person(), enti["p_TV"], "USER"),
        lambda: Topic.objects.create(vocabulary="THEMES", name="Prova", slug="prova"),
    ):
        before = queries.generation()
        change()
        assert queries.generation() > before


def test_what_was_rolled_back_changes_nothing():
    before = queries.generation()
    with transaction.atomic():
        Topic.objects.create(vocabulary="THEMES", name="Prova", slug="prova")
        transaction.set_rollback(True)
    assert queries.generation() == before


def test_a_page_drawn_while_somebody_publishes_is_not_given_out(client, monkeypatch, write_news):
    """What was read before the change is kept under the generation of before: nobody gets it."""
    real = queries.generations
    monkeypatch.setattr(queries, "generations", lambda: {"": real().get("", 0) - 1})
    client.get(NEWS)
    monkeypatch.setattr(queries, "generations", real)
    assert len(statements(client, NEWS)) > 1


def test_folding_leaves_the_generation_as_it_is():
    for _ in range(5):
        actions.bump(SITES, "community")
    before = queries.generations()
    assert before["community"] >= 5
    actions.fold()
    assert queries.generations() == before
    assert Generation.objects.count() == len(before)


# --- nothing that is somebody's ---------------------------------------------------------------------


def test_nothing_of_who_signed_in_is_kept_nor_given_to_him(sign_in, read, write_news, pages):
    signed_in = sign_in("treviso.admin")
    hers = signed_in.get("/treviso/").content.decode()
    assert "Esci" in hers
    assert "Esci" not in "".join(map(str, pages._cache.values()))
    assert "Esci" not in Client().get("/treviso/").content.decode()
    assert "Esci" in signed_in.get("/treviso/").content.decode()


def test_a_reserved_content_is_kept_for_nobody(sign_in, write_news):
    page = write_news("treviso", "Solo per noi", scope="platform")
    signed_in = sign_in("treviso.admin")
    assert "Solo per noi" in signed_in.get(NEWS).content.decode()
    assert "Solo per noi" not in Client().get(NEWS).content.decode()
    assert page.title


@pytest.mark.parametrize("address", ["/accesso/login/", "/treviso/scrivania/", "/cerca/?q=ponte"])
def test_pages_that_are_not_public_are_not_kept(client, address, pages):
    client.get(address)
    assert not pages._cache


def test_a_fragment_or_a_page_with_a_message_is_not_kept(client, read, pages):
    read("/treviso/", hx_request="true")
    client.cookies["messages"] = "qualcosa"
    client.get("/treviso/")
    assert not pages._cache


def test_words_that_no_list_knows_are_neither_kept_nor_shared(client, pages):
    client.get("/treviso/?prova=<b>")
    assert not pages._cache
    client.get(f"{NEWS}?pagina={'9' * 50}")
    assert not pages._cache


def test_the_page_of_a_list_is_its_own(client, write_news):
    for number in range(14):
        write_news("treviso", f"Notizia {number}")
    first, second = client.get(NEWS).content, client.get(f"{NEWS}?pagina=2").content
    assert first != second
    assert client.get(f"{NEWS}?pagina=2").content == second
    assert client.get(NEWS).content == first


def test_two_spaces_and_two_hosts_never_share(client, write_news):
    write_news("treviso", "Ponte chiuso")
    assert "Ponte chiuso" in client.get(NEWS).content.decode()
    assert "Ponte chiuso" not in client.get("/brescia/novita/").content.decode()
    Space.objects.filter(slug="brescia").update(hostname="brescia.example.it")
    assert "Ponte chiuso" not in client.get("/novita/").content.decode()
    own = client.get("/", headers={"host": "brescia.example.it"}).content.decode()
    assert own != client.get("/").content.decode()
    assert own == client.get("/", headers={"host": "brescia.example.it"}).content.decode()


def test_a_page_asked_for_by_https_is_not_the_one_by_http(client, pages):
    client.get("/treviso/")
    client.get("/treviso/", secure=True)
    assert len(pages._cache) == 2


# --- as browsers see it --------------------------------------------------------------------------


def test_a_browser_asks_again_and_is_told_that_nothing_changed(client, write_news):
    first = client.get(NEWS)
    assert first["Cache-Control"] == "public, no-cache"
    assert "Cookie" in first["Vary"]
    again = client.get(NEWS, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    write_news("treviso", "Ponte chiuso")
    changed = client.get(NEWS, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_ready_page_has_all_that_the_drawn_one_had(client):
    drawn, ready = client.get(NEWS), client.get(NEWS)
    assert dict(drawn.items()) == dict(ready.items())
    assert "Content-Security-Policy" in ready
    assert drawn.content == ready.content
    assert client.head(NEWS).status_code == 200


def test_public_pages_carry_nothing_of_their_reader(client, write_news):
    page = write_news("treviso", "Ponte chiuso")
    for address in ("/treviso/", NEWS, page.url):
        answer = client.get(address)
        text = answer.content.decode()
        assert not answer.cookies
        assert "csrfmiddlewaretoken" not in text
        assert "nonce" not in text + answer["Content-Security-Policy"]


# --- the door of the database ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sql", "changes"),
    [
        ('INSERT INTO "pages_placement" ("id") VALUES (1) RETURNING "id"', True),
        ('INSERT OR IGNORE INTO "pages_placement" ("id") VALUES (1)', True),
        ('UPDATE "modules_spacesetting" SET "value" = 1', True),
        ('DELETE FROM "pages_topic_hidden_in" WHERE "id" = 1', True),
        ('DELETE FROM "wagtailcore_page" WHERE "id" = 1', True),
        ('UPDATE "wagtailcore_page" SET "draft_title" = 1', False),
        ('INSERT INTO "wagtailcore_revision" ("id") VALUES (1)', False),
        ('UPDATE "django_session" SET "session_data" = 1', False),
        ('UPDATE "newsletter_issue" SET "title" = 1 WHERE "number" = 2', False),
        ('UPDATE "newsletter_issue" SET "state" = 1, "number" = 2 WHERE "id" = 3', True),
        ('UPDATE "bulletins_bulletin" SET "pdf_state" = 1', True),
        ('DELETE FROM "newsletter_issue" WHERE "id" = 1', True),
        ('SELECT "pages_placement"."id" FROM "pages_placement"', False),
    ],
)
def test_which_statements_change_the_public_pages(sql, changes):
    assert (SITES in changed_by(sql)) is changes


@pytest.mark.parametrize(("number", "changes"), [(None, False), (3, True)])
def test_what_is_born_as_a_draft_changes_nothing(number, changes):
    sql = 'INSERT INTO "newsletter_issue" ("title", "number") VALUES (%s, %s) RETURNING "id"'
    assert (SITES in changed_by(sql, ("Strade", number))) is changes
    assert SITES in changed_by(sql, ("Strade", None, "Neve", 4))  # many rows at once


def test_every_watched_model_that_is_here_is_watched():
    assert len(tables(WATCHED_MODELS)) >= 12


def test_what_a_module_shows_leaves_the_pages_of_the_sites_as_they_are(client):
    client.get(NEWS)
    actions.bump("community")
    assert len(statements(client, NEWS)) == 1
    actions.bump(SITES)
    assert len(statements(client, NEWS)) > 1


# The part of a home that is the same for all who may read the same ------------------------------


def test_the_blocks_of_a_home_are_drawn_once_for_each_set_of_levels(sign_in, write_news):
    write_news("treviso", "Ponte chiuso")
    write_news("treviso", "Nota interna", scope="provinces")
    browser = sign_in("treviso.redattore")
    drawn = len(statements(browser, "/treviso/"))
    ready = len(statements(browser, "/treviso/"))
    assert ready < drawn
    assert "Nota interna" in browser.get("/treviso/").content.decode()
    other = sign_in("comune1.rup").get("/treviso/").content.decode()
    assert "Ponte chiuso" in other
    assert "Nota interna" not in other


def test_who_signed_in_reads_at_once_what_is_published(sign_in, write_news):
    browser = sign_in("treviso.redattore")
    assert "Ponte chiuso" not in browser.get("/treviso/").content.decode()
    page = write_news("treviso", "Ponte chiuso")
    assert "Ponte chiuso" in browser.get("/treviso/").content.decode()
    page.unpublish()
    assert "Ponte chiuso" not in browser.get("/treviso/").content.decode()


@pytest.mark.parametrize("address", [NEWS, "news"])
def test_contents_and_lists_too_are_drawn_once_for_each_set_of_levels(sign_in, write_news, address):
    page = write_news("treviso", "Ponte chiuso")
    address = page.url if address == "news" else address
    browser = sign_in("treviso.redattore")
    drawn = len(statements(browser, address))
    assert len(statements(browser, address)) < drawn
    page.title = "Ponte riaperto"
    page.save_revision().publish()
    assert "Ponte riaperto" in browser.get(address).content.decode()


def test_each_page_of_a_list_is_its_own_and_unknown_words_are_not_kept(sign_in, write_news):
    write_news("treviso", "Ponte chiuso")
    browser = sign_in("treviso.redattore")
    statements(browser, NEWS)
    ready = len(statements(browser, NEWS))
    assert len(statements(browser, f"{NEWS}?pagina=1")) > ready
    assert len(statements(browser, f"{NEWS}?pagina=1")) == ready
    for _ in range(2):
        assert len(statements(browser, f"{NEWS}?altro=1")) > ready
