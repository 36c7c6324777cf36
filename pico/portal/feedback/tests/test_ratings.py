"""What readers say of a page is kept without knowing who; editors of the site read it, no other."""

import pytest
from django.core.cache import cache
from django.test import Client

from pico.portal.feedback import terms
from pico.portal.feedback.models import Rating
from pico.portal.pages.tests.factories import Sites

pytestmark = pytest.mark.django_db

GIVE = "/treviso/numeri-del-sito/giudizio/"
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def sites(people):
    cache.clear()
    return Sites()


@pytest.fixture
def give(sites):
    def send(headers=HERE, **values):
        client = Client(enforce_csrf_checks=True)
        return client.post(GIVE, {"indirizzo": "/treviso/novita/", **values}, headers=headers)

    return send


def test_a_judgement_keeps_page_score_and_day_alone(give, sites):
    answer = give(voto="5", motivo="CLEAR", dettagli="Ottimo")
    assert str(terms.THANKS) in answer.content.decode()
    rating = Rating.objects.get()
    assert (rating.path, rating.score, rating.reason, rating.comment) == (
        *("/novita/", 5, "CLEAR"),
        "Ottimo",
    )
    assert rating.page.slug == "novita"
    assert rating.space == sites["treviso"].space
    names = {field.name for field in Rating._meta.fields}
    assert names == {"id", "space", "page", "path", "score", "reason", "comment", "rated_on"}
    assert not answer.cookies


@pytest.mark.parametrize(
    ("score", "reason", "kept"),
    [("5", "UNCLEAR", ""), ("3", "UNCLEAR", "UNCLEAR"), ("4", "SURE", "SURE"), ("1", "SURE", "")],
)
def test_a_reason_goes_with_its_score(give, score, reason, kept):
    give(voto=score, motivo=reason)
    assert Rating.objects.get().reason == kept


@pytest.mark.parametrize(
    "values", [{}, {"voto": "0"}, {"voto": "6"}, {"voto": "5", "dettagli": "a" * 201}]
)
def test_what_is_not_a_judgement_is_not_kept_and_said(give, values):
    answer = give(**values)
    assert answer.status_code == 422
    assert "non è stato inviato" in answer.content.decode()
    assert not Rating.objects.exists()


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://x.it"}])
def test_another_site_cannot_send_one(give, headers):
    assert give(headers=headers, voto="5").status_code == 403
    assert not Rating.objects.exists()


def test_a_program_is_thanked_and_nothing_kept(give):
    assert give(voto="5", telefono="0422").status_code == 200
    assert not Rating.objects.exists()


def test_the_way_back_never_leads_elsewhere(give):
    for path in ("//male.example", "https://male.example", "/\\male.example"):
        answer = give(voto="5", indirizzo=path)
        assert "male.example" not in answer.content.decode()
    assert not Rating.objects.exists()


def test_a_flood_is_stopped(give):
    answers = [give(voto="5").status_code for _ in range(21)]
    assert answers[-1] == 429
    assert Rating.objects.count() == 20


def test_the_form_carries_the_exact_words_and_marks(client, sites):
    page = client.get("/treviso/note/privacy/").content.decode()
    for words in (terms.QUESTION, terms.LIKED, terms.DISLIKED, terms.DETAILS):
        assert str(words) in page.replace("&#x27;", "'")
    for mark in (
        *("feedback", "feedback-title", *(f"feedback-rate-{n}" for n in range(1, 6))),
        *("feedback-rating-positive", "feedback-rating-negative", "feedback-rating-question"),
        *("feedback-rating-answer", "feedback-input-text"),
    ):
        assert f'data-element="{mark}"' in page
    assert page.count('data-element="feedback-rating-answer"') == 10
    assert "csrfmiddlewaretoken" not in page


# --- who reads them -----------------------------------------------------------------------------------

PAGES = ["", "pagine/", "giudizi/", "giudizi/?formato=csv"]


@pytest.mark.parametrize("page", PAGES)
def test_editors_of_the_site_read_its_numbers_and_nobody_else(sign_in, give, page):
    give(voto="2", dettagli="Non si capisce")
    assert Client().get(f"/treviso/numeri-del-sito/{page}").status_code == 302
    for username, status in (
        ("treviso.redattore", 200),
        ("treviso.sua", 404),
        ("brescia.admin", 404),
    ):
        assert sign_in(username).get(f"/treviso/numeri-del-sito/{page}").status_code == status


def test_the_sheet_says_average_reasons_and_details(sign_in, give):
    give(voto="2", motivo="UNCLEAR", dettagli="Non si capisce")
    give(voto="5", motivo="CLEAR")
    page = sign_in("treviso.redattore").get("/treviso/numeri-del-sito/").content.decode()
    for words in ("3,5", "Non si capisce", "Le indicazioni erano chiare"):
        assert words in page
    hers = sign_in("brescia.admin").get("/brescia/numeri-del-sito/").content.decode()
    assert "Non si capisce" not in hers


def test_judgements_leave_as_a_file(sign_in, give):
    give(voto="2", dettagli="=1+1")
    answer = sign_in("treviso.redattore").get("/treviso/numeri-del-sito/giudizi/?formato=csv")
    text = answer.getvalue().decode("utf-8-sig")
    assert "Novità" in text
    assert ";=1+1" not in text
