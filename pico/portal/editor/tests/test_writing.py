"""Writing a page: levels, previews by reader, checks before publishing, drafts saved by themselves."""

import re

import pytest
from django.utils import timezone
from wagtail.models import Revision

from pico.core.access import scopes
from pico.portal.editor import checks
from pico.portal.editor.previews import COLLEAGUE, MEMBER, VISITOR
from pico.portal.pages.models import NewsPage

from .test_separation import add_url, form_data, prose

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def browser(sign_in, treviso):
    return sign_in("treviso.redattore")


def drawn(browser, place, page, mode: str) -> str:
    path = place.url(f"pages/{page.pk}/view_draft/?mode={mode}")
    answer = browser.get(path)
    assert answer.status_code == 200
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    return answer.content.decode()


# Who sees it --------------------------------------------------------------------------------------


def test_only_levels_of_ones_own_are_offered_and_taken(browser, treviso, enti):
    body = browser.get(add_url(treviso)).content.decode()
    for key in ("public", "platform", "provinces", f"ente:{treviso.site.space.ente_id}"):
        assert f'value="{key}"' in body
    brescia = scopes.ente(enti["p_bs"].pk)
    assert brescia not in body
    answer = browser.post(add_url(treviso), form_data(treviso, "Strana", scope=brescia))
    assert answer.status_code == 200
    assert not NewsPage.objects.filter(title="Strana").exists()


def test_the_level_it_has_stays_whoever_gave_it(browser, treviso):
    page = treviso.news("Della rete", live=False, scope="net:77")
    data = form_data(treviso, "Della rete, corretta", scope="net:77", slug=page.slug)
    browser.post(treviso.url(f"pages/{page.pk}/edit/"), data)
    kept = Revision.page_revisions.filter(object_id=str(page.pk)).latest("pk").as_object()
    assert (kept.title, kept.scope) == ("Della rete, corretta", "net:77")


# Preview by reader --------------------------------------------------------------------------------


def test_a_public_page_is_seen_by_all_readers(browser, treviso):
    for mode in (VISITOR, MEMBER, COLLEAGUE):
        body = drawn(browser, treviso, treviso.draft, mode)
        assert "Bozza Nostra" in body
        assert "Non lo vede" not in body


def test_who_would_not_see_it_is_said_in_a_band(browser, treviso):
    page = treviso.news("Per gli utenti", live=False, scope="platform")
    assert "Non lo vede: il livello è «Tutti gli utenti Pi.Co.»." in drawn(
        browser, treviso, page, VISITOR
    )
    assert "Non lo vede" not in drawn(browser, treviso, page, MEMBER)
    own = treviso.news("Nostra", live=False, scope=f"ente:{treviso.site.space.ente_id}")
    assert "Non lo vede" in drawn(browser, treviso, own, MEMBER)
    assert "Non lo vede" not in drawn(browser, treviso, own, COLLEAGUE)


def test_the_header_is_that_of_the_reader(browser, treviso):
    assert "Accedi all" in drawn(browser, treviso, treviso.draft, VISITOR)
    assert "Redazione" not in drawn(browser, treviso, treviso.draft, VISITOR)
    member = drawn(browser, treviso, treviso.draft, MEMBER)
    assert "Accedi all" not in member
    assert "/treviso/redazione/" not in member


def test_a_preview_reads_no_message_of_the_editor(browser, treviso):
    browser.post(add_url(treviso), form_data(treviso, "Con avviso"))
    drawn(browser, treviso, treviso.draft, VISITOR)
    body = browser.get(treviso.url(f"pages/{treviso.index.pk}/")).content.decode()
    assert "Con avviso" in body
    assert re.search(r'<li class="success">', body)


def test_a_page_not_saved_yet_has_its_preview(browser, treviso):
    path = add_url(treviso) + "preview/"
    answer = browser.post(path, form_data(treviso, "Mai salvata"))
    assert answer.json()["is_valid"]
    body = browser.get(path + "?mode=visitor&in_preview_panel=true").content.decode()
    assert "Mai salvata" in body
    assert not NewsPage.objects.filter(title="Mai salvata").exists()


# Saving by itself ---------------------------------------------------------------------------------


def test_a_draft_is_saved_while_one_writes(browser, treviso):
    body = browser.get(add_url(treviso)).content.decode()
    assert 'data-w-autosave-interval-value="1000"' in body
    answer = browser.post(
        add_url(treviso),
        form_data(treviso, "Scritta a metà"),
        headers={"accept": "application/json"},
    )
    assert answer.json()["success"]
    page = NewsPage.objects.get(title="Scritta a metà")
    answer = browser.post(
        treviso.url(f"pages/{page.pk}/edit/"),
        form_data(treviso, "Scritta quasi tutta", slug=page.slug)
        | {"overwrite_revision_id": page.latest_revision_id},
        headers={"accept": "application/json"},
    )
    assert answer.json()["success"]
    assert page.revisions.count() == 1


def test_who_else_is_writing_is_told(sign_in, treviso, people):
    edit = treviso.url(f"pages/{treviso.draft.pk}/edit/")
    assert sign_in("treviso.admin").get(edit).status_code == 200
    ping = treviso.url(f"editing-sessions/ping/wagtailcore/page/{treviso.draft.pk}/999/")
    browser = sign_in("treviso.redattore")
    browser.get(edit)
    told = browser.post(ping, {"is_editing": "1"}).json()
    assert [one["user"] for one in told["other_sessions"]] == ["Tecla Amministra-Treviso"]


# The check before publishing ----------------------------------------------------------------------


def found(page) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for one in checks.findings(page):
        texts.setdefault(one.where, []).append(one.text)
    return texts


def test_a_good_page_has_nothing_to_mend_but_its_topics(treviso):
    assert list(found(treviso.news("Ponte chiuso per lavori"))) == ["Argomenti"]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<p>Per saperne di più <a href="/x">clicca qui</a>.</p>', "«clicca qui» non dice"),
        ('<p><a href="/x">Qui</a></p>', "«Qui» non dice"),
        ('<p><a href="https://x.it/a">https://x.it/a</a></p>', "è un indirizzo"),
        ('<p><a href="/x"></a></p>', "senza parole"),
        ("<h2>Uno</h2><h4>Tre</h4>", "Non saltare livelli"),
        ("<p>[da completare: orari]</p>", "«[da completare: orari]»"),
    ],
)
def test_what_excludes_readers_is_said_in_the_text(treviso, html, words):
    page = treviso.news("Ponte chiuso per lavori", live=False)
    page.body = [("testo", html)]
    assert any(words in text for text in found(page)["Testo"])
    assert next(one for one in checks.findings(page) if words in one.text)


@pytest.mark.parametrize(
    ("title", "summary", "where", "words"),
    [
        ("Ponte " * 15, "Fino al 12 dicembre si passa a senso unico alternato.", "Titolo", "lungo"),
        ("PONTE CHIUSO", "Fino al 12 dicembre si passa a senso unico.", "Titolo", "maiuscolo"),
        ("Ponte chiuso", "", "Descrizione breve", "Manca"),
        ("Ponte chiuso", "Ponte chiuso", "Descrizione breve", "Ripete"),
        ("Ponte chiuso", "Si passa a lato.", "Descrizione breve", "molto breve"),
    ],
)
def test_title_and_summary_are_read(treviso, title, summary, where, words):
    page = treviso.news("Ponte", live=False)
    page.title, page.summary = title, summary
    assert words in found(page)[where][0]


def test_pictures_and_documents_are_looked_at(treviso):
    page = treviso.news("Ponte chiuso per lavori", live=False)
    treviso.image.alt_text = "IMG_2031.jpg"
    treviso.image.save()
    page.image = treviso.image
    page.body = [("testo", f'<p><a linktype="document" id="{treviso.document.pk}">Atto</a></p>')]
    assert "nome di un file" in found(page)["Immagine"][0]
    assert "non è segnato come accessibile" in found(page)["Documenti"][0]
    treviso.document.is_accessible = True
    treviso.document.save()
    assert "Documenti" not in found(page)


def test_the_panel_reads_the_last_draft_of_the_own_site(browser, treviso):
    data = form_data(treviso, "Con vago") | prose(
        '{"blocks":[{"key":"a","text":"clicca qui","type":"unstyled","depth":0,'
        '"inlineStyleRanges":[],"entityRanges":[{"offset":0,"length":10,"key":0}]}],'
        '"entityMap":{"0":{"type":"LINK","mutability":"MUTABLE","data":{"url":"https://x.it"}}}}'
    )
    browser.post(add_url(treviso), data)
    page = NewsPage.objects.get(title="Con vago")
    assert (
        f"pagine/{page.pk}/controlli/"
        in browser.get(treviso.url(f"pages/{page.pk}/edit/")).content.decode()
    )
    body = browser.get(treviso.url(f"pagine/{page.pk}/controlli/")).content.decode()
    assert "«clicca qui» non dice dove porta" in body
    assert timezone.localtime().strftime("%H") in body


# No script inside a page --------------------------------------------------------------------------


def test_the_editor_has_no_script_that_the_policy_forbids(browser, treviso):
    """What Wagtail writes inside the page would be stopped by the browser."""
    for path in (
        f"pages/add/pages/newspage/{treviso.index.pk}/",
        f"pages/{treviso.draft.pk}/edit/",
        f"pages/{treviso.draft.pk}/copy/",
        f"pages/{treviso.draft.pk}/move/",
        f"pages/{treviso.index.pk}/",
        f"images/{treviso.image.pk}/",
        f"documents/edit/{treviso.document.pk}/",
    ):
        body = browser.get(treviso.url(path)).content.decode()
        inside = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*json)[^>]*>", body)
        assert inside == [], path
        assert (
            "'unsafe-inline'"
            not in browser.get(treviso.url(path))["Content-Security-Policy"]
            .split("script-src")[1]
            .split(";")[0]
        )
