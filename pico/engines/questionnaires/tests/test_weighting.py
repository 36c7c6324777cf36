"""Weights give each class of enti its share; the report says what the page says."""

from datetime import timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from pico.core.access.actor import ANONYMOUS
from pico.core.foundation.errors import Refusal
from pico.core.testing import factories
from pico.engines.questionnaires.actions import answering, campaigning, drafting, passing, sending
from pico.engines.questionnaires.language.weights import weights
from pico.engines.questionnaires.models import DaySalt, Passage, Response
from pico.engines.questionnaires.queries.definitions import outline_of
from pico.engines.questionnaires.queries.results import results
from pico.engines.questionnaires.queries.weighting import may_weigh, weighted, weights_of
from pico.engines.questionnaires.terms import Anonymity, Audience

from .conftest import NOW, short

COUNTS = st.dictionaries(st.integers(0, 4), st.integers(0, 500), min_size=1)


@given(COUNTS, COUNTS)
def test_the_weights_of_all_answers_add_up_to_their_number(asked, answered):
    found = weights(asked, answered)
    number = sum(answered[key] for key in found)
    assert sum(found[key] * answered[key] for key in found) == pytest.approx(number)
    assert all(asked[key] and answered[key] for key in found)


@given(st.dictionaries(st.integers(0, 4), st.integers(1, 100), min_size=1), st.integers(1, 5))
def test_who_answers_in_proportion_has_weight_one(answered, times):
    asked = {key: n * times for key, n in answered.items()}
    assert all(one == pytest.approx(1) for one in weights(asked, answered).values())


@pytest.fixture
def answered(make, upi, enti):
    """Small and large Provinces: of six small ones one says no, the two large ones say yes."""
    sizes = [4_000] * 6 + [400_000] * 2
    made = [
        factories.make_ente(f"Provincia {n}", "PROV", region_id="05", population=size)
        for n, size in enumerate(sizes)
    ]
    campaign = make(short(), recipients={"enti": [one.pk for one in made]})
    campaign = campaigning.open_campaign(campaign=campaign, actor=upi, now=NOW)
    for ente, said in ((made[0], "NO"), (made[6], "SI"), (made[7], "SI")):
        person = factories.make_person()
        factories.make_membership(person, ente, "PROVINCE_ADMIN")
        invitation = campaign.invitations.get(ente=ente)
        invitation.campaign = campaign
        actor = factories.actor_of(person)
        values = {"attiva": said, "comuni": "3"} if said == "SI" else {"attiva": said}
        drafting.save_answers(invitation=invitation, values=values, bases={}, actor=actor, now=NOW)
        sending.send_answer(invitation=invitation, actor=actor, now=NOW)
    return campaign


def percents(campaign, is_weighted):
    found = results(campaign, outline_of(campaign.questionnaire), is_guarded=False)
    if is_weighted:
        found = weighted(campaign, found)
    return {bar.code: bar.percent for bar in found[0].bars}


def test_a_class_that_answers_little_counts_as_much_as_it_is_large(answered):
    asked = dict(answered.invitations.values_list("ente__population", "ente__population"))
    assert set(asked) == {4_000, 400_000}
    assert percents(answered, False) == {"SI": 66.7, "NO": 33.3}
    assert percents(answered, True) == {"SI": 25.0, "NO": 75.0}
    assert sum(weights_of(answered).values()) == pytest.approx(2.25 + 0.375)


def test_the_page_weighs_only_for_who_manages(answered, sign_in):
    address = f"/community/sondaggi/{answered.pk}/risultati/"
    page = sign_in("upi.admin").get(f"{address}?pesi=popolazione").content.decode()
    assert "Percentuali ponderate" in page
    assert "75,0%" in page
    assert "75,0%" not in sign_in("upi.admin").get(address).content.decode()


def test_anonymous_answers_have_no_class(make):
    assert not may_weigh(make(audience=Audience.PERSONS, anonymity=Anonymity.ANONYMOUS))


def words_of(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def test_the_report_is_an_accessible_pdf_with_the_same_numbers(answered, sign_in):
    address = f"/community/sondaggi/{answered.pk}/risultati.pdf"
    answer = sign_in("upi.admin").get(address)
    said = words_of(answer)
    assert "È attiva?" in said
    assert "66,7" in said
    document = pypdfium2.PdfDocument(answer.content)
    assert document.is_tagged()
    document.close()
    assert "75,0" in words_of(sign_in("upi.admin").get(f"{address}?pesi=popolazione"))


def test_who_may_not_see_the_results_has_no_report(answered, sign_in):
    for name in ("treviso.sua", "brescia.admin"):
        answer = sign_in(name).get(f"/community/sondaggi/{answered.pk}/risultati.pdf")
        assert answer.status_code == 404


def test_weighting_costs_three_statements_whatever_the_answers(answered):
    found = results(answered, outline_of(answered.questionnaire), is_guarded=False)
    with CaptureQueriesContext(connection) as taken:
        weighted(answered, found)
    assert len(taken) == 3


# One answer a day from the same place ------------------------------------------------------------


@pytest.fixture
def poll(opened):
    return opened(audience=Audience.PUBLIC, anonymity=Anonymity.ANONYMOUS, scope="public")


def vote(poll, whence, nonce, now=NOW):
    return answering.answer_in_one_go(
        campaign=poll, values={"attiva": "NO"}, nonce=nonce, actor=ANONYMOUS, now=now, whence=whence
    )


def test_the_same_place_answers_once_a_day(poll):
    vote(poll, "203.0.113.7 Firefox", "uno")
    with pytest.raises(Refusal) as caught:
        vote(poll, "203.0.113.7 Firefox", "due")
    assert caught.value.code == "already_sent"
    assert Response.objects.count() == 1
    vote(poll, "203.0.113.8 Firefox", "tre")
    assert Response.objects.count() == 2


def test_nothing_kept_leads_to_the_address_and_after_a_day_nothing_is_kept(poll):
    vote(poll, "203.0.113.7 Firefox", "uno")
    kept = Passage.objects.get()
    assert "203.0.113" not in f"{kept.mark}{kept.day}"
    assert passing.forget_passages(now=NOW) == 0
    assert passing.forget_passages(now=NOW + timedelta(days=1)) == 1
    assert not DaySalt.objects.exists()
    vote(poll, "203.0.113.7 Firefox", "altro", now=NOW + timedelta(days=1))
    assert Passage.objects.get().mark != kept.mark


def test_the_page_tells_visitors_apart_by_address_and_browser(poll, client):
    address = f"/community/sondaggi/{poll.pk}/rispondi/"

    def send(nonce, browser):
        sent = {"domanda": "attiva", "d_attiva": "NO", "modulo": nonce}
        client.cookies.clear()
        return client.post(address, sent, headers={"User-Agent": browser})

    assert send("uno", "Firefox").status_code == 302
    assert "oggi" in send("due", "Firefox").content.decode()
    assert Response.objects.count() == 1
    assert send("tre", "Edge").status_code == 302
    assert Response.objects.count() == 2
