"""Refusals, error pages and the style guide: a page always comes, whatever is broken."""

import json
import logging

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import Http404
from django.template.loader import render_to_string

from pico.core.foundation.errors import Refusal
from pico.core.ui import views
from pico.core.ui.middleware import answer, show_refusals

REFUSAL = Refusal("Il termine è scaduto: chiedi di riaprirlo.", code="term_is_past")


def with_messages(request):
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def test_a_refused_post_goes_back_to_its_page_with_the_sentence(rf):
    request = with_messages(rf.post("/x/", headers={"referer": "http://testserver/scheda/"}))
    response = answer(request, REFUSAL)
    assert response.status_code == 302
    assert response["Location"] == "http://testserver/scheda/"
    assert response["X-Refusal"] == "term_is_past"
    assert [str(one) for one in get_messages(request)] == [REFUSAL.message]


@pytest.mark.parametrize("referer", ["https://cattivo.example/", "javascript:alert(1)", ""])
def test_a_refused_post_never_goes_to_another_site(rf, referer):
    response = answer(with_messages(rf.post("/x/", headers={"referer": referer})), REFUSAL)
    assert response.status_code == 409
    assert "Location" not in response


def test_a_refused_get_is_a_page(rf):
    response = answer(with_messages(rf.get("/x/")), REFUSAL)
    assert response.status_code == 409
    assert REFUSAL.message in response.content.decode()


def test_who_may_not_open_a_page_reads_why_and_what_to_try(rf):
    refusal = Refusal("Non hai il permesso.", code="not_permitted")
    response = answer(with_messages(rf.get("/x/")), refusal)
    assert response.status_code == 403
    assert "Non hai il permesso." in response.content.decode()


def test_htmx_gets_a_fragment_for_the_messages(rf):
    response = answer(rf.post("/x/", headers={"hx-request": "true"}), REFUSAL)
    assert response.status_code == 409
    assert response["HX-Retarget"] == "#messages"
    assert "<html" not in response.content.decode()


def test_a_script_gets_json(rf):
    response = answer(rf.post("/x/", headers={"accept": "application/json"}), REFUSAL)
    assert json.loads(response.content) == {"message": REFUSAL.message, "code": "term_is_past"}


def test_only_refusals_are_answered(rf):
    middleware = show_refusals(lambda request: None)
    assert middleware.process_exception(rf.get("/"), ValueError("altro")) is None
    assert middleware.process_exception(with_messages(rf.get("/")), REFUSAL).status_code == 409


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("ui/400.html", "La richiesta non è scritta bene"),
        ("ui/403.html", "Non puoi aprire questa pagina"),
        ("ui/403_csrf.html", "Il modulo è scaduto"),
        ("ui/404.html", "Pagina non trovata"),
        ("ui/500.html", "Qualcosa non ha funzionato"),
    ],
)
def test_error_pages_come_without_request_shell_and_database(template, said):
    html = render_to_string(template)
    assert said in html
    assert 'id="main-content"' in html
    assert "Dichiarazione di accessibilità" in html


def test_a_lost_person_can_search():
    assert 'name="q"' in render_to_string("ui/404.html").split("<main", 1)[1]


def test_the_reference_shown_is_the_one_in_the_log(rf, caplog):
    with caplog.at_level(logging.ERROR, logger="pico.errors"):
        response = views.broken(rf.get("/x/"))
    assert response.status_code == 500
    assert response["X-Reference"] in response.content.decode()
    assert response["X-Reference"] in caplog.text


def test_a_broken_shell_does_not_hide_the_error_page(rf, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise RuntimeError("no database")

    monkeypatch.setattr(views, "render", broken)
    response = views.not_found(rf.get("/x/"), Http404())
    assert response.status_code == 404
    assert "Pagina non trovata" in response.content.decode()


def test_a_theme_is_a_style_sheet_kept_for_long(rf):
    response = views.theme(rf.get("/"), "8a1538")
    assert "--pico-primary:#8a1538" in response.content.decode()
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize("code", ["zzz", "8A1538;}", "0066cc0"])
def test_what_is_not_a_colour_is_not_a_theme(rf, code):
    with pytest.raises(Http404):
        views.theme(rf.get("/"), code)


@pytest.mark.parametrize(
    "page",
    ["", "moduli/", "moduli/?errori", "elenco/", "elenco/?righe=0", "scheda/", "cruscotto/"],
)
def test_the_style_guide_shows_each_page_with_nothing_inline(client, page):
    html = client.get(f"/ui/{page}").content.decode()
    assert html.count("<h1") == 1
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html
    assert html.count("<script") == html.count("<script src=")


def test_the_policy_allows_nothing_inline(client):
    policy = client.get("/ui/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "nonce-" not in policy  # pages kept for all carry none


@pytest.mark.parametrize("page", ["", "scheda/", "elenco/"])
def test_pages_are_light(client, page):
    assert len(client.get(f"/ui/{page}").content) < 100_000
