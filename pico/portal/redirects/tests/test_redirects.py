"""Old addresses of a site: by hand, from a file, by themselves; never another site's."""

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from pico.core.access.actor import SYSTEM
from pico.core.audit.models import AuditLine
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.portal.pages.actions.sites import make_site
from pico.portal.pages.models import IndexPage, NewsPage
from pico.portal.redirects import actions, queries

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def sites(people):
    spaces = Space.objects.filter(slug__in=("treviso", "brescia")).select_related("ente")
    return {one.slug: make_site(space=one, actor=SYSTEM, now=NOW) for one in spaces}


@pytest.fixture
def write(sites):
    def news(title: str, slug: str, where: str = "treviso", **fields) -> NewsPage:
        index = IndexPage.objects.child_of(sites[where].site.root_page).get(lists="NEWS")
        page = NewsPage(title=title, slug=slug, summary="Che cosa cambia per chi passa.", **fields)
        index.add_child(instance=page)
        page.save_revision().publish()
        return page

    return news


@pytest.fixture
def add(sites, actors):
    def made(old: str, new: str, who: str = "treviso.redattore", where: str = "treviso"):
        return actions.add_redirect(
            space=sites[where].space, old=old, new=new, actor=actors[who], now=NOW
        )

    return made


# By hand ------------------------------------------------------------------------------------------


def test_an_old_address_leads_to_the_page_of_today(client, write, add):
    page = write("Ponte riaperto", "ponte")
    add("/html/ponte.php", "/treviso/novita/ponte/")
    answer = client.get("/treviso/html/ponte.php")
    assert (answer.status_code, answer["Location"]) == (301, page.url)
    assert client.get("/brescia/html/ponte.php").status_code == 404
    assert client.post("/treviso/html/ponte.php").status_code == 404


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("https://www.provincia.example/avvisi", "https://www.provincia.example/avvisi"),
        ("/novita", "/treviso/novita/"),
        ("/calendario/", "/treviso/calendario/"),
    ],
)
def test_it_leads_to_a_list_to_a_function_or_outside(client, sites, add, typed, leads):
    add("/bacheca", typed)
    assert client.get("/treviso/bacheca/")["Location"] == leads


def test_a_page_that_some_may_not_read_is_not_told(client, write, add, sign_in):
    page = write("Riservata ai colleghi", "riservata", scope="platform")
    add("/vecchia", "/novita/riservata")
    assert client.get("/treviso/vecchia/").status_code == 404
    assert sign_in("brescia.admin").get("/treviso/vecchia/")["Location"] == page.url
    page.unpublish()
    assert sign_in("brescia.admin").get("/treviso/vecchia/").status_code == 404


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("/novita/ponte", "/novita", "redirect_old", "già una pagina"),
        ("/", "/novita", "redirect_old", "già una pagina"),
        ("/cerca/cose", "/novita", "redirect_old", "una funzione di Pi.Co."),
        ("/brescia/news", "/novita", "redirect_old", "una funzione di Pi.Co."),
        ("https://altrove.example/x", "/novita", "redirect_old", "di questo sito"),
        ("con spazi dentro", "/novita", "redirect_old", "di questo sito"),
        ("/" + "x" * 300, "/novita", "redirect_old", "255"),
        ("/gia", "/eventi", "redirect_old", "già reindirizzato"),
        ("/nuovo", "/non-c-e", "redirect_new", "non c'è nulla"),
        ("/nuovo", "javascript:alert(1)", "redirect_new", "https://"),
        ("/nuovo", "//altrove.example", "redirect_new", "https://"),
        ("/nuovo", "/nuovo", "redirect_new", "non c'è nulla"),
    ],
)
def test_what_is_typed_wrong_is_refused_at_its_field(
    write, add, sign_in, sites, old, new, code, words
):
    write("Ponte riaperto", "ponte")
    add("/gia", "/novita")
    lines = AuditLine.objects.count()
    with pytest.raises(Refusal) as refused:
        add(old, new)
    assert refused.value.code == code
    assert words in refused.value.message
    assert queries.redirects(sites["treviso"].space).count() == 1
    assert AuditLine.objects.count() == lines
    answer = sign_in("treviso.redattore").post(
        "/treviso/reindirizzamenti/nuovo/", {"old": old, "new": new}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors[code.removeprefix("redirect_")]


def test_a_circle_is_refused(add, write, sites):
    add("/a", "/novita")
    add("/b", "/a")
    add("/c", "/b")
    actions.remove_redirects(
        space=sites["treviso"].space,
        keys=queries.redirects(sites["treviso"].space)
        .filter(old_path="/a")
        .values_list("pk", flat=True),
        actor=SYSTEM,
        now=NOW,
    )
    with pytest.raises(Refusal) as refused:
        add("/a", "/c")
    assert "girerebbe in tondo" in refused.value.message


# From a file --------------------------------------------------------------------------------------


def test_a_file_is_taken_in_and_its_wrong_lines_are_said(client, write, sign_in, sites):
    from django.core.files.uploadedfile import SimpleUploadedFile

    write("Ponte riaperto", "ponte")
    text = (
        "Indirizzo vecchio;Indirizzo nuovo\n/uno;/novita/ponte\n\n/due;/manca\n/uno;/eventi\n"
        "/tre;/uno\n/quattro\n/città;/eventi\n"
    )
    browser = sign_in("treviso.redattore")
    answer = browser.post(
        "/treviso/reindirizzamenti/importa/",
        {"file": SimpleUploadedFile("vecchi.csv", text.encode("cp1252"))},
    )
    assert [(one.number, one.text) for one in answer.context["faults"]] == [
        (4, "/due → /manca"),
        (5, "/uno → /eventi"),
        (7, "/quattro"),
    ]
    assert "già reindirizzato" in answer.context["faults"][1].reason
    paths = queries.redirects(sites["treviso"].space).values_list("old_path", flat=True)
    assert set(paths) == {"/uno", "/tre", "/città"}
    assert client.get("/treviso/citt%C3%A0/")["Location"] == "/treviso/eventi/"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"da;a\n", "empty"),
        (b"\x00\x01", "not_csv"),
        (b"x" * (1024 * 1024 + 1), "too_big"),
        (b"/a;/novita\n" * 2001, "too_many"),
    ],
)
def test_a_file_that_is_none_is_refused(sites, actors, content, code):
    with pytest.raises(Refusal) as refused:
        actions.import_redirects(
            space=sites["treviso"].space,
            content=content,
            actor=actors["treviso.redattore"],
            now=NOW,
        )
    assert refused.value.code == code
    assert not Redirect.objects.exists()


def test_a_long_file_costs_no_more_statements_than_a_short_one(
    sites, actors, django_assert_max_num_queries
):
    def cost(lines: int, name: str) -> int:
        content = "".join(f"/{name}{n};/novita\n" for n in range(lines)).encode()
        with django_assert_max_num_queries(60) as counted:
            taken, faults = actions.import_redirects(
                space=sites["treviso"].space,
                content=content,
                actor=actors["treviso.redattore"],
                now=NOW,
            )
        assert (taken, faults) == (lines, [])
        return len(counted)

    cost(1, "prima")
    assert cost(100, "molte") == cost(2, "poche")


# By themselves ------------------------------------------------------------------------------------


def test_a_page_that_changes_address_leaves_the_old_one_behind(
    client, write, sites, django_capture_on_commit_callbacks
):
    def rename(page, slug: str) -> None:
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    page = write("Ponte riaperto", "ponte")
    rename(page, "ponte-sul-piave")
    assert client.get("/treviso/novita/ponte/")["Location"] == "/treviso/novita/ponte-sul-piave/"
    rename(page, "ponte")
    assert client.get("/treviso/novita/ponte/").status_code == 200
    assert client.get("/treviso/novita/ponte-sul-piave/")["Location"] == "/treviso/novita/ponte/"


def test_what_stands_under_a_list_that_moves_is_found_again(client, write, sites):
    write("Ponte riaperto", "ponte")
    home = sites["treviso"].site.root_page
    news = IndexPage.objects.child_of(home).get(lists="NEWS")
    news.move(IndexPage.objects.child_of(home).get(lists="EVENT"), pos="last-child")
    answer = client.get("/treviso/novita/ponte/")
    assert answer["Location"] == "/treviso/eventi/novita/ponte/"
    assert client.get(answer["Location"]).status_code == 200


def test_a_draft_that_nobody_read_leaves_nothing(sites, django_capture_on_commit_callbacks):
    index = IndexPage.objects.child_of(sites["treviso"].site.root_page).get(lists="NEWS")
    draft = NewsPage(title="Bozza", slug="bozza", summary="Ancora da scrivere.", live=False)
    index.add_child(instance=draft)
    draft.slug = "altra"
    with django_capture_on_commit_callbacks(execute=True):
        draft.save()
    assert not Redirect.objects.exists()


# Whose ------------------------------------------------------------------------------------------------


def test_a_list_shows_the_own_redirects_only_and_costs_the_same(
    sites, actors, add, sign_in, django_assert_max_num_queries
):
    add("/di-brescia", "/novita", "brescia.admin", "brescia")
    browser = sign_in("treviso.redattore")

    def cost() -> int:
        with django_assert_max_num_queries(60) as counted:
            body = browser.get("/treviso/reindirizzamenti/").content.decode()
        assert "di-brescia" not in body
        return len(counted)

    add("/uno", "/novita")
    browser.get("/treviso/reindirizzamenti/")
    before = cost()
    for number in range(12):
        add(f"/vecchio-{number}", "/eventi")
    assert cost() == before
    other = Redirect.objects.get(old_path="/di-brescia")
    browser.post("/treviso/reindirizzamenti/togli/", {"scelti": [other.pk]})
    assert Redirect.objects.filter(pk=other.pk).exists()
    own = queries.redirects(sites["treviso"].space)
    browser.post("/treviso/reindirizzamenti/togli/", {"scelti": [one.pk for one in own]})
    assert not own.all().exists()


def test_who_does_not_edit_the_site_finds_nothing(sites, add, sign_in, actors):
    for name in ("treviso.sua", "brescia.admin"):
        browser = sign_in(name)
        for path in ("nuovo/", "importa/", "togli/"):
            answer = browser.post(f"/treviso/reindirizzamenti/{path}", {"old": "/a", "new": "/b"})
            assert answer.status_code == 404
    with pytest.raises(Refusal) as refused:
        add("/a", "/novita", "brescia.admin")
    assert refused.value.code == "not_permitted"
    assert not Redirect.objects.exists()
