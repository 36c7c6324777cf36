"""The editorial office: tasks first, states in the exact words, review, archive, story."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState

from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.modules.models import SpaceSetting
from pico.core.notices.models import Notice, Task
from pico.core.people.actors import actor_for
from pico.portal.editor import actions, queries
from pico.portal.editor.states import state_of, status_string
from pico.portal.editor.terms import REVIEW, PageState
from pico.portal.pages.models import IndexPage, NewsPage

from .conftest import png
from .test_separation import add_url, form_data, nothing_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def review_wanted(treviso):
    """The space does not let editors publish by themselves."""
    SpaceSetting.objects.create(
        space=treviso.site.space, module="sites", name="editors_publish", value=False
    )


def edit(place, page) -> str:
    return place.url(f"pages/{page.pk}/edit/")


def fresh(page) -> NewsPage:
    return NewsPage.objects.get(pk=page.pk)


def said(page) -> list[str]:
    lines = AuditLine.objects.filter(subject_type="wagtailcore.page", subject_id=str(page.pk))
    return list(lines.order_by("position").values_list("sentence", flat=True))


# The first page -----------------------------------------------------------------------------------


def test_the_office_begins_with_what_one_wants_to_do(sign_in, treviso):
    body = sign_in("treviso.redattore").get(treviso.url("")).content.decode()
    assert "Scrivi una notizia" in body
    assert f"/treviso/redazione/pages/add/pages/newspage/{treviso.index.pk}/" in body
    for title in ("Le mie bozze", "In revisione", "Programmate", "Ultime modifiche", "Archivio"):
        assert title in body


def test_drafts_are_those_of_who_wrote_last(sign_in, treviso):
    browser = sign_in("treviso.redattore")
    browser.post(add_url(treviso), form_data(treviso, "Ponte sul Piave"))
    body = browser.get(treviso.url("")).content.decode()
    assert "Ponte sul Piave" in body
    assert "Bozza Nostra" not in body.split("Ultime modifiche")[0]
    assert (
        "Ponte sul Piave"
        not in sign_in("treviso.admin").get(treviso.url("elenco/bozze/")).content.decode()
    )


def test_the_pages_of_the_office_cost_the_same_whatever_the_rows(
    sign_in, treviso, django_assert_max_num_queries, people
):
    browser = sign_in("treviso.redattore")
    paths = ["", "elenco/bozze/", "elenco/archivio/", "elenco/da-approvare/"]

    def cost() -> list[int]:
        found = []
        for path in paths:
            with django_assert_max_num_queries(100) as counted:
                assert browser.get(treviso.url(path)).status_code == 200
            found.append(len(counted))
        return found

    for number in range(4):
        page = treviso.news(f"Prima {number}", live=False)
        page.save_revision(user=people["treviso.redattore"])
        treviso.news(f"Vecchia {number}").unpublish()
    browser.get(treviso.url(""))
    before = cost()
    for number in range(4, 12):
        page = treviso.news(f"Prima {number}", live=False)
        page.save_revision(user=people["treviso.redattore"])
        treviso.news(f"Vecchia {number}").unpublish()
    assert cost() == before


def test_who_edits_finds_the_office_in_the_menu_and_on_the_desk(sign_in, treviso):
    for name, finds in (("treviso.redattore", True), ("treviso.sua", False)):
        browser = sign_in(name)
        for path in ("/treviso/", "/treviso/scrivania/"):
            body = browser.get(path).content.decode()
            assert ("/treviso/redazione/" in body) is finds, (name, path)


# States -------------------------------------------------------------------------------------------


def test_states_are_said_with_the_words_of_the_domain(treviso, people):
    assert [str(one.label) for one in PageState] == [
        *("Bozza", "In revisione", "Respinto", "Approvato", "Pubblicato", "Archiviato")
    ]
    page = treviso.draft
    assert state_of(page) == PageState.DRAFT
    page.get_workflow().start(page, people["treviso.redattore"])
    assert state_of(fresh(page)) == PageState.IN_REVIEW
    TaskState.objects.get().reject(comment="Manca la data.")
    assert state_of(fresh(page)) == PageState.REJECTED
    WorkflowState.objects.get().cancel()
    page.get_workflow().start(fresh(page), people["treviso.redattore"])
    TaskState.objects.latest("pk").approve(user=people["treviso.admin"])
    assert state_of(fresh(page)) == PageState.APPROVED
    page = fresh(page)
    page.save_revision()
    assert state_of(fresh(page)) == PageState.DRAFT  # what nobody read is a draft again
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    assert state_of(fresh(page)) == PageState.APPROVED
    live = treviso.news("In linea")
    assert state_of(live) == PageState.PUBLISHED
    live.title = "In linea, corretta"
    live.save_revision()
    assert status_string(fresh(live)) == "Pubblicato + Bozza"
    live.unpublish()
    assert state_of(fresh(live)) == PageState.ARCHIVED


def test_the_explorer_says_the_same_words(sign_in, treviso):
    treviso.news("In linea").unpublish()
    body = sign_in("treviso.redattore").get(treviso.url(f"pages/{treviso.index.pk}/")).content
    assert "Archiviato" in body.decode()
    assert "Bozza" in body.decode()


# Publishing ---------------------------------------------------------------------------------------


def test_an_editor_publishes_by_himself_and_the_trail_says_who(sign_in, client, treviso):
    browser = sign_in("treviso.redattore")
    browser.post(add_url(treviso), form_data(treviso, "Ponte riaperto") | {"action-publish": "1"})
    page = NewsPage.objects.get(title="Ponte riaperto")
    assert page.live
    assert said(page) == [
        "Ha scritto la bozza di «Ponte riaperto».",
        "Ha pubblicato «Ponte riaperto».",
    ]
    line = AuditLine.objects.get(event="portal.page.published", subject_id=str(page.pk))
    assert (line.person_name, line.ente_name) == ("Tino Redige-Treviso", "Provincia di Treviso")
    story = browser.get(treviso.url(f"pagine/{page.pk}/")).content.decode()
    assert "Ha pubblicato «Ponte riaperto»." in story


def test_the_setting_takes_publishing_away_at_the_next_request(sign_in, treviso):
    browser = sign_in("treviso.redattore")
    assert "action-publish" in browser.get(edit(treviso, treviso.draft)).content.decode()
    SpaceSetting.objects.create(
        space=treviso.site.space, module="sites", name="editors_publish", value=False
    )
    body = browser.get(edit(treviso, treviso.draft)).content.decode()
    assert "action-publish" not in body
    assert "Manda in revisione" in body
    browser.post(add_url(treviso), form_data(treviso, "Di nascosto") | {"action-publish": "1"})
    assert not NewsPage.objects.get(title="Di nascosto").live
    path = treviso.url(f"bulk/wagtailcore/page/publish/?id={treviso.draft.pk}")
    browser.post(path)
    assert not fresh(treviso.draft).live


def submit(browser, place, title="Ponte riaperto") -> NewsPage:
    browser.post(add_url(place), form_data(place, title) | {"action-submit": "1"})
    return NewsPage.objects.get(title=title)


def decide(browser, place, page, action: str, comment=""):
    step = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).get()
    path = place.url(f"pages/workflow/action/{page.pk}/{action}/{step.pk}/")
    return browser.post(path, {"comment": comment}, headers={"x-requested-with": "XMLHttpRequest"})


def test_a_review_waits_for_the_administrators_until_one_approves(sign_in, treviso, review_wanted):
    page = submit(sign_in("treviso.redattore"), treviso)
    task = Task.objects.get(kind=REVIEW, closed_at=None)
    assert (task.ente.name, task.role) == ("Provincia di Treviso", "PROVINCE_ADMIN")
    assert task.url == f"/treviso/redazione/pages/{page.pk}/edit/"
    assert Notice.objects.filter(person__username="treviso.admin", kind=REVIEW).exists()
    admin = sign_in("treviso.admin")
    assert page.title in admin.get(treviso.url("")).content.decode()
    decide(admin, treviso, page, "approve-publish")
    assert fresh(page).live
    assert not Task.objects.filter(closed_at=None, kind=REVIEW).exists()
    assert "Ha approvato «Ponte riaperto»." in said(page)
    told = Notice.objects.get(person__username="treviso.redattore")
    assert told.title == "Approvato: Ponte riaperto"


def test_to_reject_is_to_say_why(sign_in, treviso, review_wanted):
    page = submit(sign_in("treviso.redattore"), treviso)
    admin = sign_in("treviso.admin")
    answer = decide(admin, treviso, page, "reject")
    assert "Scrivi il motivo" in json.loads(answer.content)["html"]
    assert state_of(fresh(page)) == PageState.IN_REVIEW
    decide(admin, treviso, page, "reject", "Manca la data del lavoro.")
    assert state_of(fresh(page)) == PageState.REJECTED
    told = Notice.objects.get(person__username="treviso.redattore")
    assert (told.title, told.body) == ("Respinto: Ponte riaperto", "Manca la data del lavoro.")
    assert "Ha respinto «Ponte riaperto»: Manca la data del lavoro." in said(page)
    assert not Task.objects.filter(closed_at=None, kind=REVIEW).exists()


def test_nobody_approves_what_he_sent_himself(sign_in, treviso, second_admin):
    admin = sign_in("treviso.admin")
    page = submit(admin, treviso)
    decide(admin, treviso, page, "approve")
    assert state_of(fresh(page)) == PageState.IN_REVIEW
    data = form_data(treviso, "Ponte riaperto")
    admin.post(edit(treviso, page), data | {"action-publish": "1"})
    admin.post(treviso.url(f"bulk/wagtailcore/page/publish/?id={page.pk}"))
    assert not fresh(page).live
    decide(sign_in("treviso.sua"), treviso, page, "approve-publish")
    assert fresh(page).live


def approved(sign_in, treviso) -> NewsPage:
    page = submit(sign_in("treviso.redattore"), treviso)
    decide(sign_in("treviso.admin"), treviso, page, "approve")
    return page


def test_what_is_approved_waits_until_an_editor_publishes_it(sign_in, treviso, review_wanted):
    page = approved(sign_in, treviso)
    assert (state_of(fresh(page)), fresh(page).live) == (PageState.APPROVED, False)
    assert status_string(fresh(page)) == "Approvato"
    assert page.title not in Client().get("/treviso/novita/").content.decode()
    told = Notice.objects.get(person__username="treviso.redattore", title__startswith="Approvato")
    browser = sign_in("treviso.redattore")
    assert told.url == treviso.url(f"pagine/{page.pk}/")
    assert "Pubblica" in browser.get(told.url).content.decode()
    assert page.title in browser.get(treviso.url("elenco/approvate/")).content.decode()
    assert not queries.drafts(treviso.site, page.owner_id).exists()
    browser.post(treviso.url(f"pagine/{page.pk}/pubblica/"))
    assert state_of(fresh(page)) == PageState.PUBLISHED
    assert not queries.to_publish(treviso.site).exists()
    assert said(page) == [
        "Ha scritto la bozza di «Ponte riaperto».",
        "Ha mandato in revisione «Ponte riaperto».",
        "Ha approvato «Ponte riaperto».",
        "Ha pubblicato «Ponte riaperto».",
    ]


def test_an_approval_is_of_one_version(sign_in, treviso, actors, review_wanted):
    page = approved(sign_in, treviso)
    data = form_data(treviso, "Tutt'altro", slug=page.slug)
    sign_in("treviso.redattore").post(edit(treviso, page), data)
    assert state_of(fresh(page)) == PageState.DRAFT
    with pytest.raises(Refusal) as refused:
        actions.publish_approved(page=page, actor=actors["treviso.redattore"], now=timezone.now())
    assert refused.value.code == "not_approved"
    assert not fresh(page).live


def test_an_approved_version_of_a_page_online_leaves_the_old_one_there(
    sign_in, treviso, review_wanted
):
    page = treviso.news("Ponte chiuso")
    data = form_data(treviso, "Ponte riaperto", slug=page.slug)
    editor = sign_in("treviso.redattore")
    editor.post(edit(treviso, page), data | {"action-submit": "1"})
    decide(sign_in("treviso.admin"), treviso, page, "approve")
    assert fresh(page).title == "Ponte chiuso"
    assert status_string(fresh(page)) == "Pubblicato + Approvato"
    body = sign_in("treviso.redattore").get(treviso.url("elenco/approvate/")).content.decode()
    assert "Ponte riaperto" in body
    sign_in("treviso.redattore").post(treviso.url(f"pagine/{page.pk}/pubblica/"))
    assert fresh(page).title == "Ponte riaperto"


def test_an_approval_is_taken_back_with_a_reason(sign_in, treviso, actors, review_wanted):
    page = approved(sign_in, treviso)
    editor, admin = sign_in("treviso.redattore"), actors["treviso.admin"]
    path = treviso.url(f"pagine/{page.pk}/rimanda/")
    with pytest.raises(Refusal) as refused:
        actions.send_back(
            page=page, reason="Corretto?", actor=actors["treviso.redattore"], now=timezone.now()
        )
    assert refused.value.code == "not_permitted"
    with pytest.raises(Refusal) as refused:
        actions.send_back(page=page, reason=" ", actor=admin, now=timezone.now())
    assert refused.value.code == "reason_missing"
    assert state_of(fresh(page)) == PageState.APPROVED
    sign_in("treviso.admin").post(path, {"reason": "Il ponte riapre solo ai mezzi leggeri."})
    assert state_of(fresh(page)) == PageState.REJECTED
    assert said(page)[-1] == (
        "Ha respinto «Ponte riaperto»: Il ponte riapre solo ai mezzi leggeri."
    )
    told = Notice.objects.get(person__username="treviso.redattore", title__startswith="Respinto")
    assert told.body == "Il ponte riapre solo ai mezzi leggeri."
    editor = sign_in("treviso.redattore")
    data = form_data(treviso, "Ponte riaperto ai mezzi leggeri", slug=page.slug)
    editor.post(edit(treviso, page), data | {"action-submit": "1"})
    assert state_of(fresh(page)) == PageState.IN_REVIEW


def test_what_is_approved_with_its_hour_goes_online_by_itself(sign_in, treviso, review_wanted):
    later = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    data = form_data(treviso, "Ponte riaperto", go_live_at=later)
    sign_in("treviso.redattore").post(add_url(treviso), data | {"action-submit": "1"})
    page = NewsPage.objects.get(title="Ponte riaperto")
    admin = sign_in("treviso.admin")
    decide(admin, treviso, page, "approve")
    assert (state_of(fresh(page)), fresh(page).live) == (PageState.APPROVED, False)
    assert page.title in admin.get(treviso.url("elenco/programmate/")).content.decode()
    assert page.title not in admin.get(treviso.url("elenco/approvate/")).content.decode()
    assert Revision.page_revisions.filter(approved_go_live_at__isnull=False).exists()


def test_the_pages_of_an_approved_version_are_of_its_site(sign_in, treviso, brescia):
    browser = sign_in("treviso.redattore")
    for path in ("pubblica/", "rimanda/"):
        answer = browser.post(treviso.url(f"pagine/{brescia.draft.pk}/{path}"), {"reason": "No"})
        assert answer.status_code == 404
    assert not fresh(brescia.draft).live


def test_an_editor_neither_approves_nor_changes_what_is_being_read(sign_in, treviso, review_wanted):
    browser = sign_in("treviso.redattore")
    page = submit(browser, treviso)
    decide(browser, treviso, page, "approve")
    data = form_data(treviso, "Cambiata di nascosto", slug=page.slug)
    browser.post(edit(treviso, page), data)
    assert fresh(page).get_latest_revision_as_object().title == "Ponte riaperto"
    assert not fresh(page).live


def test_wagtail_mails_nobody(sign_in, treviso, review_wanted):
    """Whole groups were mailed, whatever the person may do today."""
    page = submit(sign_in("treviso.redattore"), treviso)
    decide(sign_in("treviso.admin"), treviso, page, "approve")
    assert not [letter for letter in mail.outbox if "redazione/pages" not in letter.body]


# Moving ------------------------------------------------------------------------------------------


def test_a_page_goes_neither_under_itself_nor_where_it_does_not_stand(sign_in, treviso):
    browser, news = sign_in("treviso.redattore"), treviso.news("Ponte chiuso")
    under = IndexPage(title="Sotto", slug="sotto", lists="NEWS")
    treviso.index.add_child(instance=under)
    for page, parent, words in (
        (treviso.index, treviso.index, "non può stare sotto se stessa"),
        (treviso.index, under, "non può stare sotto se stessa"),
        (news, treviso.draft, "una pagina di questo tipo non può stare"),
    ):
        path = treviso.url(f"pages/{page.pk}/move/")
        answer = browser.post(path, {"new_parent_page": parent.pk})
        assert words in answer.content.decode()
    assert treviso.index.get_parent().pk == treviso.site.site.root_page_id


# Archive ------------------------------------------------------------------------------------------


def test_a_page_is_archived_and_comes_back(sign_in, client, treviso):
    page = treviso.news("Ponte chiuso")
    browser = sign_in("treviso.redattore")
    browser.post(treviso.url(f"pagine/{page.pk}/archivia/"))
    assert not fresh(page).live
    assert "Ponte chiuso" in browser.get(treviso.url("elenco/archivio/")).content.decode()
    browser.post(treviso.url(f"pagine/{page.pk}/ripristina/"))
    assert fresh(page).live
    assert client.get(page.url).status_code == 200
    assert said(page)[-2:] == ["Ha archiviato «Ponte chiuso».", "Ha pubblicato «Ponte chiuso»."]


@pytest.mark.parametrize(
    "code", ["not_live", "home", "not_archived", "needs_review", "not_permitted"]
)
def test_what_is_refused_changes_nothing(treviso, actors, code, request):
    now, live = timezone.now(), treviso.news("Ponte chiuso")
    editor, member = actors["treviso.redattore"], actors["treviso.sua"]
    if code == "needs_review":
        request.getfixturevalue("review_wanted")
    act, page, actor = {
        "not_live": (actions.archive_page, treviso.draft, editor),
        "home": (actions.archive_page, treviso.site.site.root_page, editor),
        "not_archived": (actions.restore_page, treviso.draft, editor),
        "needs_review": (actions.archive_page, live, editor),
        "not_permitted": (actions.archive_page, live, member),
    }[code]
    before = AuditLine.objects.count()
    with pytest.raises(Refusal) as refused:
        act(page=page, actor=actor, now=now)
    assert refused.value.code == code
    assert AuditLine.objects.count() == before
    assert Page.objects.get(pk=page.pk).live is page.live


def test_the_archive_of_another_site_is_not_reached(sign_in, treviso, brescia):
    live = brescia.news("Di Brescia")
    browser = sign_in("treviso.redattore")
    for path in ("", "archivia/", "ripristina/", "controlli/"):
        assert browser.get(treviso.url(f"pagine/{live.pk}/{path}")).status_code in (404, 405)
        assert browser.post(treviso.url(f"pagine/{live.pk}/{path}")).status_code in (404, 405)
    assert fresh(live).live


# The clock ----------------------------------------------------------------------------------------


def test_scheduled_pages_go_online_and_expired_ones_leave(
    client, treviso, django_capture_on_commit_callbacks
):
    now = timezone.now()
    coming = treviso.news("Domani", live=False, go_live_at=now + timedelta(hours=1))
    coming.save_revision().publish()
    going = treviso.news("Ancora per poco", expire_at=now + timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.start_due(now=now) == 0
    revision = Revision.page_revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = now - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    Page.objects.filter(pk=going.pk).update(expire_at=now - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.start_due(now=now) == 2
    assert fresh(coming).live
    assert client.get(fresh(coming).url).status_code == 200
    assert state_of(fresh(going)) == PageState.ARCHIVED
    assert "«Ancora per poco» è scaduta ed è stata archiviata." in said(going)
    assert "È stata pubblicata «Domani», all'ora programmata." in said(coming)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.start_due(now=now) == 0
    assert not actions.expire_page(page_id=going.pk, now=now)


def test_scheduled_pages_are_listed_with_their_hour(sign_in, treviso):
    page = treviso.news("Domani", live=False, go_live_at=timezone.now() + timedelta(days=1))
    page.save_revision().publish()
    body = sign_in("treviso.redattore").get(treviso.url("")).content.decode()
    assert "va in linea il" in body
    assert "Approvato" in body


# What is typed wrong ------------------------------------------------------------------------------


def test_nothing_is_scheduled_in_the_past(sign_in, treviso):
    data = form_data(treviso, "Ieri", go_live_at="2020-01-01 10:00")
    body = sign_in("treviso.redattore").post(add_url(treviso), data).content.decode()
    assert "Questa data è già passata" in body
    assert 'value="Ieri"' in body
    assert not NewsPage.objects.filter(title="Ieri").exists()


@pytest.mark.parametrize("slug", ["cerca", "file", "treviso", "en", "redazione"])
def test_an_address_of_the_house_is_not_taken_by_a_page(sign_in, treviso, slug):
    home = treviso.site.site.root_page_id
    data = {"title": "Nuova", "slug": slug, "introduction": "", "lists": "NEWS"}
    data |= nothing_in(IndexPage)
    answer = sign_in("treviso.redattore").post(
        treviso.url(f"pages/add/pages/indexpage/{home}/"), data
    )
    assert "è già l&#x27;indirizzo di una pagina di Pi.Co." in answer.content.decode()
    assert not Page.objects.child_of(treviso.site.site.root_page).filter(slug=slug).exists()


def test_an_address_taken_by_another_page_is_refused_at_the_field(sign_in, treviso):
    data = form_data(treviso, "Altra", slug=treviso.draft.slug)
    body = sign_in("treviso.redattore").post(add_url(treviso), data).content.decode()
    assert treviso.draft.slug in body
    assert not NewsPage.objects.filter(title="Altra").exists()


@pytest.mark.parametrize("alt", ["", "ok"])
def test_a_picture_without_words_is_not_taken(sign_in, treviso, alt):
    browser = sign_in("treviso.redattore")
    data = {"title": "Ponte", "file": png(), "alt_text": alt}
    body = browser.post(treviso.url("images/add/"), data).content.decode()
    assert "error-message" in body
    chosen = {f"image-chooser-upload-{key}": value for key, value in data.items()}
    chosen["image-chooser-upload-file"] = png()
    answer = browser.post(treviso.url("images/chooser/create/"), chosen)
    assert json.loads(answer.content)["step"] == "reshow_creation_form"
    many = {"files[]": png()}
    answer = browser.post(
        treviso.url("images/multiple/add/"), many, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert "alt_text" in json.loads(answer.content)["form"]
    assert treviso.image.__class__.objects.count() == 1


def test_a_picture_too_large_or_of_another_kind_is_refused_at_the_field(sign_in, treviso, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    browser = sign_in("treviso.redattore")
    from django.core.files.base import ContentFile

    for file, words in (
        (png(400, 400), "troppo grande"),
        (ContentFile(b"GIF89a no", name="prova.exe"), "immagine"),
    ):
        data = {"title": "Ponte", "file": file, "alt_text": "Il ponte sul Piave"}
        body = browser.post(treviso.url("images/add/"), data).content.decode()
        assert words in body
        assert "Il ponte sul Piave" in body
    assert treviso.image.__class__.objects.count() == 1


# The actor in hand --------------------------------------------------------------------------------


def test_drafts_are_counted_on_the_desk(treviso, people):
    page = treviso.news("Mia", live=False)
    page.save_revision(user=people["treviso.redattore"])
    assert queries.drafts(treviso.site, people["treviso.redattore"].pk).count() == 1
    assert actor_for(people["treviso.redattore"], None).ente_id is None
