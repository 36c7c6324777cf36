"""Answers: written, approved, found, suggested, useful or not, forgotten by readers when they expire."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from hypothesis import given
from hypothesis import strategies as st

from pico.core.audit.models import AuditLine
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Task
from pico.core.search.actions import refresh_subject

from ..actions import faq as actions
from ..actions import usefulness
from ..models import Avoided, Faq, FaqIdea, FaqOpinion, FaqSighting
from ..queries import finding
from ..terms import FaqState, Topic
from .knowledge_factories import NOW, make_faq

LIST = "/assistenza/faq/"


def index(faq) -> Faq:
    refresh_subject(subject_type="helpdesk.faq", subject_id=str(faq.pk), now=timezone.now())
    return faq


def refused(code, call, **kwargs):
    with pytest.raises(Refusal) as caught:
        call(**kwargs)
    assert caught.value.code == code


@pytest.fixture
def spaces(enti):
    return {space.slug: space for space in Space.objects.all()}


@pytest.fixture
def draft(actors, spaces):
    return actions.write_faq(
        question="Come richiedo una gara su delega?", answer="<p>Dalla scheda della SUA.</p>",
        topic=Topic.SUA, scope="ter:026", space=spaces["treviso"], actor=actors["treviso.sua"],
        now=NOW,
    )  # fmt: skip


# Life --------------------------------------------------------------------------------------------


def test_the_owner_of_the_content_approves_and_readers_then_find_it(
    draft, actors, client, sign_in, django_capture_on_commit_callbacks
):
    actions.send_to_review(faq=draft, actor=actors["treviso.sua"], now=NOW)
    task = Task.objects.get(kind="helpdesk.faq.to_approve")
    assert (task.role, task.closed_at) == ("PROVINCE_EDITOR", None)
    for name in ("treviso.sua", "brescia.admin", "upi.redattore"):
        refused("not_permitted", actions.publish_faq, faq=draft, actor=actors[name], now=NOW)
    assert client.get(f"/treviso{draft.get_absolute_url()}").status_code == 404
    actions.publish_faq(faq=draft, actor=actors["treviso.redattore"], now=NOW)
    draft.refresh_from_db()
    assert (draft.state, draft.review_on) == (FaqState.PUBLISHED, date(2027, 11, 20))
    task.refresh_from_db()
    assert task.closed_at == NOW
    assert client.get(f"/treviso{draft.get_absolute_url()}").status_code == 404
    reader = sign_in("comune1.rup")
    assert reader.get(f"/treviso{draft.get_absolute_url()}").status_code == 200
    assert "gara su delega" in reader.get("/treviso/assistenza/faq/").content.decode()


def test_an_answer_of_one_province_does_not_stand_on_the_site_of_another(
    people, enti, spaces, client, sign_in
):
    made = make_faq(enti["p_TV"], people["treviso.sua"], title="Solo qui?", space=spaces["treviso"])
    for where in ("", "/brescia"):
        assert client.get(f"{where}{made.get_absolute_url()}").status_code == 404
        assert "Solo qui?" not in client.get(f"{where}{LIST}").content.decode()
    assert sign_in("brescia.admin").get(f"/brescia{made.get_absolute_url()}").status_code == 404


@pytest.mark.parametrize("name", ["brescia.admin", "comune1.referente", "esperto.sua", None])
def test_a_draft_is_nobody_elses(draft, name, sign_in, client):
    browser = sign_in(name) if name else client
    for path in ("", "versioni/", "modifica/"):
        address = f"/treviso{draft.get_absolute_url()}{path}"
        assert browser.get(address).status_code == 404


def test_a_return_needs_a_reason_and_goes_to_who_wrote(draft, actors):
    actions.send_to_review(faq=draft, actor=actors["treviso.sua"], now=NOW)
    editor = actors["treviso.redattore"]
    refused("no_reason", actions.send_back, faq=draft, reason=" ", actor=editor, now=NOW)
    actions.send_back(faq=draft, reason="Manca il termine.", actor=editor, now=NOW)
    draft.refresh_from_db()
    assert (draft.state, draft.reason) == (FaqState.DRAFT, "Manca il termine.")
    task = Task.objects.get(kind="helpdesk.faq.sent_back", closed_at=None)
    assert task.person_id == draft.author_id
    refused("wrong_state", actions.send_back, faq=draft, reason="x", actor=editor, now=NOW)


def test_nobody_writes_on_the_site_or_at_the_level_of_others(actors, spaces):
    write = {"question": "Q?", "answer": "<p>R</p>", "topic": Topic.SUA, "now": NOW}
    treviso = actors["treviso.redattore"]
    refused(
        "site_not_yours", actions.write_faq, **write, scope="public", space=spaces["brescia"],
        actor=treviso,
    )  # fmt: skip
    refused("site_not_yours", actions.write_faq, **write, scope="public", actor=treviso)
    refused(
        "scope_not_yours", actions.write_faq, **write, scope="ter:017", space=spaces["treviso"],
        actor=treviso,
    )  # fmt: skip
    refused(
        "not_permitted", actions.write_faq, **write, scope="public", space=spaces["treviso"],
        actor=actors["comune1.referente"],
    )  # fmt: skip
    refused(
        "no_answer", actions.write_faq, **{**write, "answer": "<p> </p>"}, scope="public",
        space=spaces["treviso"], actor=treviso,
    )  # fmt: skip
    assert not Faq.objects.exists()
    assert not AuditLine.objects.filter(event__startswith="helpdesk.faq").exists()


def test_every_text_is_kept_and_an_old_one_comes_back_as_a_new_version(draft, actors, spaces):
    change = {
        "question": draft.question, "scope": "ter:026", "space": spaces["treviso"],
        "topic": Topic.SUA, "actor": actors["treviso.sua"], "now": NOW,
    }  # fmt: skip
    actions.change_faq(faq=draft, answer="<p>Da «Nuova gara».</p>", version=1, **change)
    refused(
        "changed_meanwhile",
        actions.change_faq,
        faq=draft,
        answer="<p>Altro</p>",
        version=1,
        **change,
    )
    draft.refresh_from_db()
    assert (draft.version, draft.answer) == (2, "<p>Da «Nuova gara».</p>")
    actions.restore_version(faq=draft, number=1, actor=actors["treviso.sua"], now=NOW)
    draft.refresh_from_db()
    assert (draft.version, draft.answer) == (3, "<p>Dalla scheda della SUA.</p>")
    assert list(draft.versions.values_list("number", flat=True)) == [3, 2, 1]
    refused(
        "same_words", actions.restore_version, faq=draft, number=1, actor=actors["treviso.sua"],
        now=NOW,
    )  # fmt: skip
    assert draft.versions.count() == 3


def test_what_expired_leaves_the_readers_and_comes_to_the_editors(
    people, enti, actors, sign_in, client
):
    yesterday = timezone.localdate() - timedelta(days=1)
    made = make_faq(
        enti["updi"], people["upi.redattore"], title="Valeva ieri?", valid_until=yesterday
    )
    index(made)
    assert client.get(made.get_absolute_url()).status_code == 404
    assert "Valeva ieri?" not in client.get(LIST).content.decode()
    assert "Valeva ieri?" not in client.get("/cerca/?q=valeva").content.decode()
    assert actions.ask_to_review(actor=actors["upi.redattore"], now=timezone.now()) == 1
    assert actions.ask_to_review(actor=actors["upi.redattore"], now=timezone.now()) == 1
    assert Task.objects.get(kind="helpdesk.faq.to_review").role == "UPI_EDITOR"
    editor = sign_in("upi.redattore")
    assert "Da rivedere" in editor.get("/assistenza/faq/redazione/").content.decode()
    editor.post(reverse("helpdesk:faq-conferma", args=[made.pk]))
    assert client.get(made.get_absolute_url()).status_code == 200
    assert not Task.objects.filter(kind="helpdesk.faq.to_review", closed_at=None).exists()


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1)), st.integers(1, 48))
def test_some_months_later_is_the_same_day_or_the_last(day, months):
    later = actions.months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (
        later.day < day.day and (later + timedelta(days=1)).month != later.month
    )


# Found -------------------------------------------------------------------------------------------


@pytest.fixture
def answers(people, enti):
    author = people["upi.redattore"]
    return [
        index(make_faq(enti["updi"], author, title=title, answer=f"<p>{text}</p>", topic=topic))
        for title, text, topic in (
            ("Come scarico l'attestato?", "Dal corso concluso, in PDF.", Topic.TRAINING),
            ("Come mi registro?", "Con SPID, CIE o e-mail.", Topic.ACCESS),
            ("Come mi disiscrivo dalla newsletter?", "Dal piede del messaggio.", Topic.PORTAL),
        )
    ]


def suggested(text, actor, space):
    return [one.title for one in finding.suggest(text, actor, space)]


def test_while_typing_the_answer_comes_though_in_other_words(answers, actors, spaces):
    rup, treviso = actors["comune1.rup"], spaces["treviso"]
    assert suggested("non riesco a scaricare il mio attestato del corso", rup, treviso) == [
        "Come scarico l'attestato?"
    ]
    assert suggested("voglio disiscrivermi dalle newsletter", rup, treviso)[:1] == [
        "Come mi disiscrivo dalla newsletter?"
    ]
    assert suggested("ciao", rup, treviso) == []
    assert suggested("la fattura del gas è sbagliata", rup, treviso) == []


def test_nobody_is_suggested_what_he_may_not_read(people, enti, actors, spaces, client):
    made = make_faq(
        enti["p_TV"], people["treviso.sua"], f"ente:{enti['p_TV'].pk}", title="Protocollo interno?"
    )
    index(made)
    asked = "protocollo interno"
    assert suggested(asked, actors["treviso.sit"], spaces["treviso"]) == ["Protocollo interno?"]
    assert suggested(asked, actors["brescia.admin"], spaces["treviso"]) == []
    page = client.get("/assistenza/suggerimenti/", {"testo": asked})
    assert page.content.decode().strip() == ""


def test_search_comes_first_and_keeps_the_module(answers, client):
    page = client.get(LIST, {"q": "attestato"}).content.decode()
    assert "Come scarico l&#x27;attestato?" in page
    assert "Come mi registro?" not in page
    assert "Come mi registro?" in client.get(LIST, {"modulo": "ACCESS"}).content.decode()
    assert "Nessuna risposta" in client.get(LIST, {"q": "zzzz"}).content.decode()


def test_each_question_is_a_heading_with_a_button_and_an_anchor(answers, client):
    page = client.get(LIST).content.decode()
    key = answers[0].pk
    assert f'id="faq-{key}"' in page
    assert f'aria-expanded="false" aria-controls="risposta-{key}"' in page
    assert '"@type": "FAQPage"' in page


def test_linked_data_cannot_end_its_block(people, enti, client):
    make_faq(enti["updi"], people["upi.redattore"], title="</script><b>?")
    page = client.get(LIST).content.decode()
    assert "</script><b>" not in page
    assert "\\u003c/script" in page


def test_the_page_asks_the_database_as_often_for_two_answers_as_for_twenty(people, enti, client):
    for _n in range(2):
        make_faq(enti["updi"], people["upi.redattore"])
    statements(client, LIST)
    few = statements(client, LIST)
    for _n in range(18):
        make_faq(enti["updi"], people["upi.redattore"], topic=Topic.PORTAL)
    assert statements(client, LIST) == few


def statements(browser, path) -> int:
    """How many statements the page costs."""
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(path).status_code == 200
    return len(caught)


def test_the_desk_of_the_editors_costs_the_same_for_many(people, enti, sign_in):
    browser, desk = sign_in("upi.redattore"), "/assistenza/faq/redazione/"

    def make():
        due = timezone.localdate() - timedelta(days=1)
        make_faq(enti["updi"], people["upi.redattore"], review_on=due)
        FaqIdea.objects.create(
            key=f"prova:{FaqIdea.objects.count()}", owner=enti["updi"], scope="public",
            title="Da scrivere", cases=["a", "b", "c"], at=NOW,
        )  # fmt: skip

    make()
    statements(browser, desk)
    few = statements(browser, desk)
    for _n in range(8):
        make()
    assert statements(browser, desk) == few


# Useful ------------------------------------------------------------------------------------------


def test_a_visitor_says_once_whether_it_was_useful_and_may_change_his_mind(answers, client):
    address = reverse("helpdesk:faq-useful", args=[answers[0].pk])
    for said in ("si", "si", "no", "no"):
        client.post(address, {"utile": said})
    answers[0].refresh_from_db()
    assert (answers[0].useful_count, answers[0].useless_count) == (0, 1)
    assert FaqOpinion.objects.count() == 1
    answer = client.post(address, {"utile": "no"}, HTTP_HX_REQUEST="true").content.decode()
    assert f"/assistenza/accesso/?faq={answers[0].pk}" in answer


def test_a_member_whom_it_did_not_help_opens_a_request_that_carries_it(answers, sign_in):
    browser = sign_in("comune1.rup")
    address = reverse("helpdesk:faq-useful", args=[answers[0].pk])
    answer = browser.post(address, {"utile": "no"}, HTTP_HX_REQUEST="true").content.decode()
    assert f"{reverse('helpdesk:ask')}?da=" in answer


def test_an_answer_read_and_no_request_in_half_an_hour_is_a_request_avoided(answers):
    first, second, third = answers
    see = usefulness.note_sighting
    see(faq=first, visitor="a", now=NOW)
    see(faq=second, visitor="a", now=NOW + timedelta(minutes=2))
    see(faq=third, visitor="b", now=NOW)
    see(faq=third, visitor="c", now=NOW)
    usefulness.forget_sightings(visitor="b")  # opened a request
    assert usefulness.fold_sightings(now=NOW + timedelta(minutes=29)) == 0
    assert usefulness.fold_sightings(now=NOW + timedelta(minutes=31)) == 1  # a still reads
    assert usefulness.fold_sightings(now=NOW + timedelta(minutes=33)) == 1
    counted = dict(Avoided.objects.values_list("faq_id", "number"))
    assert counted == {third.pk: 1, second.pk: 1}
    assert not FaqSighting.objects.exists()


def test_solved_by_a_suggestion_is_counted_once_and_nobody_is_followed(answers, sign_in, people):
    browser = sign_in("comune1.rup")
    browser.post(reverse("helpdesk:faq-seen", args=[answers[0].pk]))
    assert str(people["comune1.rup"].pk) not in FaqSighting.objects.get().visitor[:8]
    answer = browser.post(
        reverse("helpdesk:faq-solved", args=[answers[0].pk]), HTTP_HX_REQUEST="true"
    )
    assert answer["HX-Redirect"] == answers[0].get_absolute_url()
    assert usefulness.fold_sightings(now=timezone.now() + timedelta(hours=1)) == 0
    assert list(Avoided.objects.values_list("how", "number")) == [("SOLVED", 1)]


# Editors -----------------------------------------------------------------------------------------


def test_an_editor_writes_publishes_and_restores_by_the_pages(sign_in, spaces):
    browser = sign_in("treviso.redattore")
    page = browser.post(
        "/treviso/assistenza/faq/nuova/",
        {
            "question": "Chi vede i documenti che carico?", "answer": "Chi scegli tu.",
            "topic": "COMMUNITY", "audience": "ALL", "space": spaces["treviso"].pk,
            "position": "10", "scope": "public",
            "screen": "http://testserver/treviso/community/documenti/",
        },
    )  # fmt: skip
    made = Faq.objects.get()
    assert page.status_code == 302, page.content.decode()
    assert made.screen == "community:documents"
    browser.post(f"/treviso{reverse('helpdesk:faq-pubblica', args=[made.pk])}")
    made.refresh_from_db()
    assert made.state == FaqState.PUBLISHED
    desk = browser.get("/treviso/assistenza/faq/redazione/").content.decode()
    assert "Chi vede i documenti che carico?" in desk
    assert sign_in("comune1.referente").get("/assistenza/faq/redazione/").status_code == 403
    assert _("Redazione FAQ") not in sign_in("comune1.referente").get(LIST).content.decode()


def test_an_installation_begins_with_ten_answers_and_keeps_what_was_changed(people, client, capsys):
    call_command("furnish_faq")
    assert Faq.objects.filter(state=FaqState.PUBLISHED, space=None, scope="public").count() == 10
    Faq.objects.filter(question="Come mi registro?").update(answer="<p>Da noi si fa così.</p>")
    call_command("furnish_faq")
    assert Faq.objects.count() == 10
    assert "0 FAQ nuove" in capsys.readouterr().out
    page = client.get(LIST).content.decode()
    assert "Da noi si fa così." in page
    assert "Che cosa succede dopo 10 giorni senza risposta della SUA?" in page
