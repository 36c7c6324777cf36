"""One site in hand: no way of Wagtail's editor leads to the pages and media of another one.

Each test bears the number of the report in which the same leak was described (FEATURES, PO-01).
"""

import json
import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Page, ReferenceIndex, Revision, TaskState

from pico.portal.pages.models import NewsPage
from pico.portal.sites import gate
from pico.portal.sites.hand import editing, out_of_hand
from pico.portal.sites.models import SiteDocument, SiteImage

from .conftest import SECRET

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves to the collector the files of the small pictures that it draws.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def browser(sign_in, treviso, brescia):
    return sign_in("treviso.redattore")


def says_nothing(answer) -> bool:
    """No title, name of a file or address of Brescia's; what was typed may come back."""
    body = answer.content.decode(errors="replace")
    return not re.search(f"(bozza|foto|atto|linea|vede)[ -]{SECRET}", body, re.IGNORECASE)


# The universe of the editor ---------------------------------------------------------------------


def test_in_hand_pages_and_media_of_others_do_not_exist(treviso, brescia):
    """wagtail#4288: whoever asks, the managers answer for one site."""
    with editing(treviso.site):
        assert not Page.objects.filter(pk=brescia.draft.pk).exists()
        assert not NewsPage.objects.filter(pk=brescia.draft.pk).exists()
        assert not SiteImage.objects.filter(pk=brescia.image.pk).exists()
        assert not SiteDocument.objects.filter(pk=brescia.document.pk).exists()
        assert Page.objects.filter(pk=treviso.draft.pk).exists()
        with out_of_hand():
            assert Page.objects.filter(pk=brescia.draft.pk).exists()
    assert Page.objects.filter(pk=brescia.draft.pk).exists()


def test_explorer_shows_the_own_tree_only(browser, treviso, brescia):
    """wagtail#4288: an editor of one site saw the tree of all."""
    for path in (
        "pages/",
        f"pages/{treviso.site.site.root_page_id}/",
        "pages/1/",
        "pages/1/results/",
    ):
        assert says_nothing(browser.get(treviso.url(path), follow=True)), path
    for path in ("", "results/", "edit/", "history/", "usage/", "copy/", "move/", "delete/"):
        assert browser.get(treviso.url(f"pages/{brescia.draft.pk}/{path}")).status_code == 404, path


def test_menu_and_search_lead_into_the_space_in_hand(sign_in, treviso, brescia):
    """Wagtail keeps their addresses as the first request of the process found them."""
    for who, here in (("brescia.admin", brescia), ("treviso.redattore", treviso)):
        answer = sign_in(who).get(here.url(f"pages/{here.index.pk}/"))
        body = answer.content.decode().replace("&quot;", '"')
        for place in ("images/", "documents/", "pages/search/"):
            assert set(re.findall(rf'"(/[a-z/]*redazione/{place})"', body)) == {here.url(place)}


def test_page_chooser_browses_the_own_tree_only(browser, treviso, brescia):
    """wagtail#1058: the chooser of links offered the drafts of every site."""
    for path in (
        "choose-page/",
        "choose-page/1/",
        "choose-page/?page_type=pages.newspage",
        "choose-page/?page_type=pages.homepage",
        f"choose-page/search/?q={SECRET}",
        "choose-page/search/?q=Bozza&page_type=pages.newspage",
        f"choose-page/chosen-multiple/?id={brescia.draft.pk}",
    ):
        answer = browser.get(treviso.url(path))
        assert answer.status_code == 200, path
        assert says_nothing(answer), path
    assert browser.get(treviso.url(f"choose-page/{brescia.index.pk}/")).status_code == 404
    found = browser.get(treviso.url("choose-page/search/?q=Nostra"))
    assert "Bozza Nostra" in found.content.decode()


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_media_choosers_offer_the_own_collection_only(browser, treviso, brescia, kind):
    """wagtail#1700: pictures and documents of all sites in every chooser."""
    theirs = brescia.image if kind == "images" else brescia.document
    ours = treviso.image if kind == "images" else treviso.document
    collection = brescia.site.collection_id
    for path in (
        "chooser/",
        "chooser/results/",
        f"chooser/results/?q={SECRET}",
        f"chooser/?collection_id={collection}",
        f"chooser/results/?collection_id={collection}",
        f"chooser/chosen-multiple/?id={theirs.pk}",
        "",
        f"?q={SECRET}",
        f"?collection_id={collection}",
        f"results/?collection_id={collection}",
    ):
        answer = browser.get(treviso.url(f"{kind}/{path}"))
        assert answer.status_code in (200, 404), path
        assert says_nothing(answer), path
    assert browser.get(treviso.url(f"{kind}/chooser/chosen/{theirs.pk}/")).status_code == 404
    assert ours.title in browser.get(treviso.url(f"{kind}/")).content.decode()


def test_chooser_upload_goes_to_the_own_collection(browser, treviso, brescia):
    """wagtail#1700: an upload could be put in the collection of another site."""
    from .conftest import png

    browser.post(
        treviso.url("images/chooser/create/"),
        {
            "image-chooser-upload-title": "Ponte",
            "image-chooser-upload-alt_text": "Il ponte sul Piave",
            "image-chooser-upload-file": png(),
            "image-chooser-upload-collection": brescia.site.collection_id,
        },
    )
    assert not SiteImage.objects.filter(
        title="Ponte", collection=brescia.site.collection_id
    ).exists()


def test_another_sites_media_cannot_be_edited_or_deleted(browser, treviso, brescia):
    """wagtail#1700."""
    image, document = brescia.image.pk, brescia.document.pk
    for path in (
        f"images/{image}/",
        f"images/{image}/delete/",
        f"images/usage/{image}/",
        f"images/multiple/{image}/",
        f"images/multiple/{image}/delete/",
        f"images/chooser/{image}/select_format/",
        f"documents/edit/{document}/",
        f"documents/delete/{document}/",
        f"documents/usage/{document}/",
        f"documents/multiple/{document}/",
        f"documents/multiple/{document}/delete/",
    ):
        assert browser.get(treviso.url(path)).status_code == 404, path
        assert browser.post(treviso.url(path), {"title": "Nostra"}).status_code == 404, path
    assert SiteImage.objects.get(pk=image).title == f"Foto {SECRET}"


def test_move_and_copy_stay_within_the_site(browser, treviso, brescia):
    """wagtail#4288: a page could be moved under another site."""
    page, target = treviso.draft.pk, brescia.index.pk
    assert browser.get(treviso.url(f"pages/{page}/move/{target}/confirm/")).status_code == 404
    assert browser.post(treviso.url(f"pages/{page}/move/{target}/confirm/")).status_code == 404
    browser.post(treviso.url(f"pages/{page}/move/"), {"new_parent_page": target})
    with pytest.raises(Page.DoesNotExist):
        browser.post(
            treviso.url(f"pages/{page}/copy/"),
            {"new_title": "Copia", "new_slug": "copia", "new_parent_page": target},
        )
    assert not Page.objects.child_of(brescia.index).exclude(pk=brescia.draft.pk).exists()
    assert Page.objects.get(pk=page).get_parent().pk == treviso.index.pk


def test_admin_search_finds_the_own_pages_only(browser, treviso, brescia):
    """wagtail#1058."""
    for path in (f"pages/search/?q={SECRET}", f"pages/search/results/?q={SECRET}"):
        answer = browser.get(treviso.url(path))
        assert "Bozza" not in answer.content.decode()
    assert "Bozza Nostra" in browser.get(treviso.url("pages/search/?q=Nostra")).content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "reports/site-history/",
        "reports/page-types-usage/",
        "reports/aging-pages/",
        "reports/locked/",
        "reports/workflow/",
        "reports/workflow_tasks/",
        "pages/usage/pages/newspage/",
    ],
)
def test_reports_over_all_sites_do_not_exist(browser, treviso, path):
    """w-roadmap#74, w-roadmap#95: reports listed the titles of every site."""
    assert browser.get(treviso.url(path)).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        *("users/", "groups/", "sites/", "locales/", "snippets/", "styleguide/", "collections/"),
        *("redirects/", "redirects/add/", "redirects/import/", "workflows/list/"),
        *("workflows/tasks/index/", "settings/", "api/main/pages/", "api/main/images/"),
        *("api/main/documents/", "api/main/pages/find/", "tag-autocomplete/?term=a"),
        *("tag-autocomplete/sites/siteimage/?term=a", "login/", "password_reset/", "failwhale/"),
        *("test404/", "block-preview/", "bulk/sites/siteimage/delete/?id=all"),
    ],
)
def test_what_is_common_to_all_sites_does_not_exist(browser, treviso, path):
    """wagtail#2574, wagtail#5084, w-roadmap#74: settings, users, groups, tags, API of all sites."""
    assert browser.get(treviso.url(path)).status_code == 404


def test_settings_of_another_site_are_not_reached(browser, treviso, brescia):
    """wagtail#2574: the settings of all sites could be edited from any."""
    assert browser.get("/brescia/redazione/").status_code == 404
    assert browser.get("/redazione/").status_code == 404
    assert browser.get("/brescia/gestione/moduli/sites/impostazioni/").status_code in (403, 404)


def test_bulk_actions_do_not_name_other_pages(browser, treviso, brescia):
    """wagtail#4288: the list of «no access» said the titles."""
    for query in (
        f"id={brescia.draft.pk}",
        f"id={treviso.draft.pk}&id={brescia.draft.pk}",
        f"id=all&childOf={brescia.index.pk}",
        "id=all",
        "id=zero",
    ):
        for action in ("delete", "publish", "unpublish", "move"):
            path = f"bulk/wagtailcore/page/{action}/?{query}"
            assert browser.get(treviso.url(path)).status_code == 404, path
            assert browser.post(treviso.url(path)).status_code == 404, path
    path = f"bulk/wagtailcore/page/publish/?id={treviso.draft.pk}"
    assert "Bozza Nostra" in browser.get(treviso.url(path)).content.decode()


def test_versions_and_comparisons_of_another_page_are_not_reached(browser, treviso, brescia):
    """wagtail#4288: a revision was found by its number."""
    theirs = Revision.page_revisions.filter(object_id=str(brescia.draft.pk)).first()
    ours, page = treviso.draft.latest_revision_id, treviso.draft.pk
    for path in (
        f"pages/{page}/revisions/{theirs.pk}/view/",
        f"pages/{page}/revisions/{theirs.pk}/revert/",
        f"pages/{page}/revisions/compare/{ours}...{theirs.pk}/",
        f"pages/{page}/revisions/compare/{theirs.pk}...latest/",
        f"pages/{brescia.draft.pk}/revisions/compare/earliest...latest/",
    ):
        answer = browser.get(treviso.url(path), follow=True)
        assert says_nothing(answer), path


def test_a_step_of_another_review_is_not_found_through_an_own_page(browser, treviso, brescia):
    workflow = brescia.draft.get_workflow()
    workflow.start(brescia.draft, None)
    step = TaskState.objects.get()
    path = treviso.url(f"pages/workflow/action/{treviso.draft.pk}/approve/{step.pk}/")
    assert browser.post(path).status_code == 404
    step.refresh_from_db()
    assert step.status == TaskState.STATUS_IN_PROGRESS


def test_editing_sessions_tell_of_own_pages_only(browser, treviso, brescia):
    """The ping of another page said who is writing there."""
    for name, key in (("page", brescia.draft.pk), ("workflow", 1), ("page", "abc")):
        path = treviso.url(f"editing-sessions/ping/wagtailcore/{name}/{key}/1/")
        assert browser.post(path).status_code == 404
    path = treviso.url(f"editing-sessions/ping/wagtailcore/page/{treviso.draft.pk}/1/")
    assert browser.post(path).status_code == 200


def test_an_address_typed_by_hand_is_not_turned_into_a_title(browser, treviso, brescia, settings):
    """wagtail#1058: the chooser of external links answered with the title of the page behind."""
    live = brescia.news(f"In linea {SECRET}", slug="in-linea")
    answer = browser.post(
        treviso.url("choose-external-link/"),
        {"external-link-chooser-url": live.full_url, "external-link-chooser-link_text": ""},
    )
    said = json.loads(answer.content)["result"]
    assert "id" not in said
    assert SECRET not in said["title"]


def form_data(place, title="Nuova", **more) -> dict:
    return {
        "title": title,
        "slug": title.lower().replace(" ", "-"),
        "summary": "Una o due frasi per chi legge gli elenchi del sito.",
        "scope": "public",
        "news_kind": "NEWS",
        "licence": "CC_BY",
        "published_on": "2026-11-20 10:00",
        "keywords": "",
        "body-count": "0",
        **nothing_in(NewsPage),
        **more,
    }


def nothing_in(model) -> dict:
    """The management fields of the lists that a page's form has, all empty."""
    sets = model.get_edit_handler().get_form_class().formsets
    return {f"{name}-{field}": "0" for name in sets for field in ("TOTAL_FORMS", "INITIAL_FORMS")}


def prose(*html: str) -> dict:
    """Rich text as the editor posts it."""
    fields = {"body-count": str(len(html))}
    for number, one in enumerate(html):
        fields |= {
            f"body-{number}-deleted": "",
            f"body-{number}-order": str(number),
            f"body-{number}-type": "testo",
            f"body-{number}-id": "",
            f"body-{number}-value": one,
        }
    return fields


def linked(kind: str, key: int) -> str:
    data = {"id": key, "url": "/x", "parentId": 2}
    return json.dumps(
        {
            "blocks": [
                {
                    "key": "a",
                    "text": "Leggi la delibera",
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [{"offset": 0, "length": 5, "key": 0}],
                }
            ],
            "entityMap": {"0": {"type": kind, "mutability": "MUTABLE", "data": data}},
        }
    )


def add_url(place) -> str:
    return place.url(f"pages/add/pages/newspage/{place.index.pk}/")


def test_a_picture_of_another_site_cannot_be_put_in_a_page(browser, treviso, brescia):
    """wagtail#1700: the number of a picture, typed by hand, showed it."""
    answer = browser.post(add_url(treviso), form_data(treviso, image=brescia.image.pk))
    assert answer.status_code == 200
    assert says_nothing(answer)
    assert not NewsPage.objects.filter(title="Nuova").exists()


@pytest.mark.parametrize("kind", ["LINK", "DOCUMENT"])
def test_a_text_cannot_point_to_a_draft_or_a_document_of_another_site(
    browser, treviso, brescia, kind
):
    """wagtail#1058: a link to a draft gave its address, one to a document the file."""
    key = brescia.draft.pk if kind == "LINK" else brescia.document.pk
    answer = browser.post(add_url(treviso), form_data(treviso) | prose(linked(kind, key)))
    assert "non è di questo sito" in answer.content.decode()
    assert says_nothing(answer)
    assert not NewsPage.objects.filter(title="Nuova").exists()


def test_a_text_may_point_to_own_and_to_public_pages(browser, treviso, brescia):
    public = brescia.news("Pubblica a Brescia")
    kept = brescia.news("Solo per Brescia", scope="ente:1")
    for title, key, is_saved in (
        ("Uno", treviso.draft.pk, True),
        ("Due", public.pk, True),
        ("Tre", kept.pk, False),
    ):
        browser.post(add_url(treviso), form_data(treviso, title) | prose(linked("LINK", key)))
        assert NewsPage.objects.filter(title=title).exists() is is_saved


# Media that leave by their own address ------------------------------------------------------------


def got(client, url: str) -> int:
    answer = client.get(url)
    if answer.streaming:
        list(answer.streaming_content)
    return answer.status_code


def test_a_document_is_given_to_readers_of_a_page_that_points_to_it(client, sign_in, treviso):
    """A document had an address that anybody could try."""
    url = treviso.document.url
    assert client.get(url).status_code == 404
    page = treviso.news("Con allegato", live=False)
    page.body = [("testo", f'<p><a linktype="document" id="{treviso.document.pk}">Atto</a></p>')]
    revision = page.save_revision()
    assert client.get(url).status_code == 404
    revision.publish()
    assert ReferenceIndex.objects.filter(to_object_id=str(treviso.document.pk)).exists()
    assert got(client, url) == 200
    page.refresh_from_db()
    page.scope = "platform"
    page.save_revision().publish()
    assert client.get(url).status_code == 404
    assert got(sign_in("comune1.rup"), url) == 200


def test_a_document_of_a_draft_is_given_to_its_editors_only(sign_in, treviso):
    assert got(sign_in("treviso.redattore"), treviso.document.url) == 200
    assert sign_in("brescia.admin").get(treviso.document.url).status_code == 404


# The gate itself ----------------------------------------------------------------------------------


def wagtails_patterns(resolver, prefix="", names=()):
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from wagtails_patterns(pattern, route, inner)
        elif isinstance(pattern, URLPattern) and route.startswith("redazione/"):
            yield ":".join((*names, pattern.name or "")), route, pattern


def test_every_name_of_the_gate_is_an_address():
    """A name that a new Wagtail no longer has is noticed here."""
    known = {name for name, _route, _pattern in wagtails_patterns(get_resolver())}
    assert known >= gate.EXAMINED


VALUES = {
    "content_type_app_name": "pages",
    "content_type_model_name": "newspage",
    "app_label": "wagtailcore",
    "model_name": "page",
    "app_name": "sites",
    "action": "delete",
    "action_name": "approve",
    "filter_spec": "width-100",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "uidb64": "x",
    "token": "x",
    "which": "bozze",
}


def keys_of(place) -> dict:
    state = TaskState.objects.filter(workflow_state__object_id=str(place.draft.pk)).first()
    return {
        **dict.fromkeys(
            ("page_id", "page_to_move_id", "pk", "object_id", "page_pk"), place.draft.pk
        ),
        **dict.fromkeys(("parent_page_id", "destination_id"), place.index.pk),
        **dict.fromkeys(("image_id", "uploaded_file_id"), place.image.pk),
        **dict.fromkeys(("document_id", "doc_id"), place.document.pk),
        "collection_id": place.site.collection_id,
        "revision_id": place.draft.latest_revision_id,
        "task_state_id": state.pk if state else 1,
        "task_id": state.task_id if state else 1,
    }


def test_no_pattern_of_the_editor_answers_with_anothers_object(browser, treviso, brescia):
    """Every pattern is walked by program with Brescia's numbers: whatever answers names nothing."""
    brescia.draft.get_workflow().start(brescia.draft, None)
    # The person is known to Brescia's page too, so that only the site decides.
    theirs, walked = keys_of(brescia), 0
    for name, _route, pattern in wagtails_patterns(get_resolver()):
        wanted = pattern.pattern.converters or pattern.pattern.regex.groupindex
        if not wanted or not pattern.name:
            continue
        kwargs = {key: str(theirs.get(key, VALUES.get(key, 1))) for key in wanted}
        path = "/treviso" + reverse(name, kwargs=kwargs)
        query = {"id": brescia.draft.pk, "collection_id": brescia.site.collection_id, "q": SECRET}
        answer = browser.get(path, query)
        if answer.status_code == 200:
            assert says_nothing(answer), path
        assert says_nothing(browser.post(path, {})), path
        walked += 1
    assert walked > 60


def test_who_is_no_editor_finds_no_address_at_all(sign_in, client, treviso):
    assert client.get(treviso.url("login/")).status_code == 404
    assert client.get(treviso.url("")).status_code == 302
    member = sign_in("treviso.sua")
    for path in ("", "images/", f"pages/{treviso.draft.pk}/edit/", "elenco/bozze/"):
        assert member.get(treviso.url(path)).status_code == 404, path


def test_a_role_taken_away_closes_the_editor_at_the_next_request(sign_in, people, treviso):
    browser = sign_in("treviso.redattore")
    edit = treviso.url(f"pages/{treviso.draft.pk}/edit/")
    assert browser.get(edit).status_code == 200
    people["treviso.redattore"].memberships.get().roles.all().delete()
    assert browser.get(edit).status_code == 404
