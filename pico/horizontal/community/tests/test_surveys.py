"""The pages of the surveys, as those who use them meet them."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pico.core.access import scopes
from pico.core.testing import cast
from pico.engines.questionnaires.actions import campaigning, starting
from pico.engines.questionnaires.documents import xlsform
from pico.engines.questionnaires.language.outline import Outline, Section
from pico.engines.questionnaires.language.outline import Question as Question_
from pico.engines.questionnaires.models import Answer, Campaign, Invitation, Question, Response
from pico.engines.questionnaires.queries.definitions import outline_of
from pico.engines.questionnaires.terms import Audience, Kind

from ..demo.surveys import outline
from ..permissions import SURVEYS
from .survey_factories import make_survey

LIST = "/community/sondaggi/"


def url(page, *args):
    return reverse(f"community:survey_{page}", args=args)


def text(answer) -> str:
    assert answer.status_code == 200, answer
    return unescape(answer.content.decode())


@pytest.fixture
def open_survey(actors):
    """The survey of the demonstration, open to the three Provinces."""
    now, upi = timezone.now(), actors["upi.admin"]
    campaign = starting.start_from_outline(
        outline=outline(), purpose=SURVEYS, title="Assetti", actor=upi, now=now
    )
    campaign = campaigning.edit_campaign(
        campaign=campaign,
        values={
            "privacy": "Ricerca.", "audience": Audience.ENTI, "recipients": {"kinds": ["PROV"]},
            "closes_at": now + timedelta(days=9), "scope": scopes.PROVINCES,
        },
        actor=upi, now=now,
    )  # fmt: skip
    return campaigning.open_campaign(campaign=campaign, actor=upi, now=now)


def section_of(campaign, code):
    return campaign.questionnaire.sections.get(code=code)


# The designer -----------------------------------------------------------------------------------


def test_a_survey_is_written_from_nothing_and_opened(sign_in, actors):
    client = sign_in("upi.admin")
    client.post(url("new"), {"title": "Piccolo sondaggio", "description": "", "start": ""})
    campaign = Campaign.objects.get(title="Piccolo sondaggio")
    section = campaign.questionnaire.sections.get()
    new = url("question_new", campaign.pk, section.pk)
    assert "Scelta singola" in text(client.get(new))
    client.post(f"{new}?tipo=SINGLE", {"label": "Quale?", "options": "Uno\nDue", "se-join": "all"})
    client.post(
        f"{new}?tipo=NUMBER",
        {"label": "Quanti?", "least": "0", "se-join": "all", "se-question0": "d1", "se-op0": "equals", "se-value0": "due"},
    )  # fmt: skip
    second = Question.objects.get(code="d2", questionnaire=campaign.questionnaire)
    assert second.shown_if == {"all": [{"question": "d1", "op": "equals", "value": "r2"}]}
    assert "Mostra se «Quale?» è «Due»" in text(client.get(url("design", campaign.pk)))
    closes = timezone.localtime() + timedelta(days=5)
    client.post(url("settings", campaign.pk), {
        "title": campaign.title, "privacy": "Ricerca.", "audience": "ENTI", "anonymity": "NAMED",
        "kinds": ["PROV"], "closes_at": f"{closes:%Y-%m-%dT%H:%M}", "results_for": "AT_CLOSE",
        "scope": "provinces", "scope-allarga": "on",
    })  # fmt: skip
    assert "Destinatari trovati ora" in text(client.get(url("detail", campaign.pk)))
    client.post(url("step", campaign.pk), {"step": "open"})
    campaign.refresh_from_db()
    assert (campaign.state, campaign.invitations.count()) == ("OPEN", 3)


def test_questions_change_places_but_no_condition_looks_ahead(sign_in, actors):
    client = sign_in("upi.admin")
    campaign = starting.start_from_outline(
        outline=outline(), purpose=SURVEYS, title="Bozza", actor=actors["upi.admin"], now=timezone.now()
    )  # fmt: skip
    question = Question.objects.get(code="dipendenti", questionnaire=campaign.questionnaire)
    client.post(url("question_act", campaign.pk, question.pk), {"fai": "su"})
    codes = [one.code for one in outline_of(campaign.questionnaire).questions]
    assert codes[:2] == ["dipendenti", "popolazione"]
    first = Question.objects.get(code="sua_attiva", questionnaire=campaign.questionnaire)
    client.post(url("question_act", campaign.pk, first.pk), {"fai": "giu"})
    assert [one.code for one in outline_of(campaign.questionnaire).questions] == codes
    client.post(url("question_act", campaign.pk, first.pk), {"fai": "togli"})
    assert Question.objects.filter(pk=first.pk).exists(), "a condition looks at it"
    order = [
        f"{question.section_id}:{question.pk}"
        for question in Question.objects.filter(questionnaire=campaign.questionnaire).order_by(
            "section__position", "-position"
        )
    ]
    client.post(url("arrange", campaign.pk), {"ordine": order})
    assert [one.code for one in outline_of(campaign.questionnaire).questions] == codes


def test_the_trial_checks_and_keeps_nothing(sign_in, open_survey):
    client = sign_in("upi.admin")
    codes = list(outline_of(open_survey.questionnaire).by_code)
    asked = {"domanda": codes, "d_sua_attiva": "NO", "d_utilita": "4", "d_popolazione": "10"}
    page = text(client.post(url("trial", open_survey.pk), asked))
    assert "Questa risposta è obbligatoria." in page
    page = text(client.post(url("trial", open_survey.pk), {**asked, "d_dipendenti": "5"}))
    assert "le risposte sarebbero accettate" in page
    assert not Response.objects.exists()


def test_an_xlsform_comes_in_or_says_what_is_wrong(sign_in):
    client = sign_in("upi.admin")
    good = SimpleUploadedFile("q.xlsx", xlsform.write(outline()))
    client.post(url("import"), {"title": "Da Kobo", "file": good})
    campaign = Campaign.objects.get(title="Da Kobo")
    assert campaign.questionnaire.questions.count() == 10
    assert client.get(url("xlsform", campaign.pk)).content[:2] == b"PK"
    wrong = outline()
    wrong.sections[0].questions[0].label = ""
    bad = SimpleUploadedFile("q.xlsx", xlsform.write(wrong))
    page = text(client.post(url("import"), {"title": "Altro", "file": bad}))
    assert "Foglio «survey», riga 3, colonna C: Manca il testo della domanda." in page
    assert not Campaign.objects.filter(title="Altro").exists()


@pytest.mark.parametrize("name", ["treviso.sua", "comune1.referente", "brescia.admin"])
@pytest.mark.parametrize("page", ["design", "settings", "invited", "trial", "csv", "xlsform"])
def test_others_do_not_manage_it(sign_in, open_survey, name, page):
    assert sign_in(name).get(url(page, open_survey.pk)).status_code in (403, 404)


# Answering --------------------------------------------------------------------------------------


def save(client, campaign, section, **values):
    codes = [name.removeprefix("d_") for name in values if name.startswith("d_")]
    return client.post(
        url("save", campaign.pk, section.pk), {"domanda": codes, **values},
        headers={"Accept": "application/json"},
    )  # fmt: skip


def test_each_field_is_kept_as_it_is_left_and_a_colleagues_change_is_shown(sign_in, open_survey):
    client = sign_in("treviso.admin")
    page = client.get(url("answer", open_survey.pk), follow=True)
    assert "Quante persone lavorano nell'ente?" in text(page)
    section = section_of(open_survey, "ente")
    first = save(client, open_survey, section, d_dipendenti="400", v_dipendenti="0").json()
    assert first["versions"] == {"dipendenti": 1}
    assert first["saved_at"].startswith("ore")
    late = save(client, open_survey, section, d_dipendenti="500", v_dipendenti="0").json()
    assert late["conflicts"]["dipendenti"]["theirs"] == "400\u00a0persone"
    assert late["conflicts"]["dipendenti"]["who"] == "Tecla Amministra-Treviso"
    wrong = save(client, open_survey, section, d_dipendenti="molti", v_dipendenti="1").json()
    assert "numero" in wrong["errors"]["dipendenti"]
    assert Answer.objects.get(question__code="dipendenti").value == "400"


def test_without_javascript_the_button_keeps_the_section(sign_in, open_survey):
    client = sign_in("treviso.admin")
    client.get(url("answer", open_survey.pk))
    section = section_of(open_survey, "ente")
    posted = {
        "domanda": ["popolazione", "dipendenti"],
        "d_popolazione": "880.000",
        "d_dipendenti": "x",
    }
    page = text(client.post(url("section", open_survey.pk, section.pk), posted))
    assert "C'è una risposta da sistemare" in page
    answer = client.post(
        url("section", open_survey.pk, section.pk),
        {**posted, "d_dipendenti": "400", "v_popolazione": "1"},
    )
    assert answer.url == url("section", open_survey.pk, section_of(open_survey, "appalti").pk)


def fill(client, campaign):
    client.get(url("answer", campaign.pk))
    save(client, campaign, section_of(campaign, "ente"), d_popolazione="1", d_dipendenti="2")
    save(client, campaign, section_of(campaign, "appalti"), d_sua_attiva="NO")
    save(client, campaign, section_of(campaign, "europa"), d_utilita="4")


def test_from_the_task_to_the_receipt(sign_in, open_survey):
    client = sign_in("treviso.admin")
    assert "Aspettano la tua risposta" in text(client.get(LIST))
    client.get(url("answer", open_survey.pk))
    assert "Mancano risposte obbligatorie" in text(client.get(url("summary", open_survey.pk)))
    fill(client, open_survey)
    client.post(url("send", open_survey.pk))
    client.post(url("send", open_survey.pk))
    assert Response.objects.filter(is_official=True).count() == 1
    assert "Risposta inviata" in text(client.get(url("summary", open_survey.pk)))
    assert client.get(url("receipt", open_survey.pk)).content.startswith(b"%PDF-")
    assert "Aspettano la tua risposta" not in text(client.get(LIST))


def test_a_neighbours_answer_is_nobody_elses(sign_in, open_survey, enti):
    fill(sign_in("treviso.admin"), open_survey)
    neighbour = sign_in("brescia.admin")
    assert "880" not in text(neighbour.get(url("answer", open_survey.pk), follow=True))
    mine = Invitation.objects.get(ente=enti[cast.TREVISO])
    assert neighbour.get(url("given", open_survey.pk, mine.pk)).status_code in (403, 404)
    assert sign_in("comune1.referente").get(url("detail", open_survey.pk)).status_code == 404
    manager = text(sign_in("upi.admin").get(url("given", open_survey.pk, mine.pk)))
    assert "Non c'è una risposta da leggere" in manager, "a draft stays with who writes it"


def test_a_file_is_given_out_to_who_asked_and_who_answered(
    sign_in, actors, settings, tmp_path, django_capture_on_commit_callbacks
):
    place = {"BACKEND": "pico.core.files.vault.DiskStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"files": place}
    now, upi = timezone.now(), actors["upi.admin"]
    page = Section(
        "s1", "Atti", questions=[Question_("atto", Kind.FILE, "L'atto", is_required=True)]
    )
    campaign = starting.start_from_outline(
        outline=Outline("Atti", "", [page]), purpose=SURVEYS, title="Atti", actor=upi, now=now
    )
    values = {
        "privacy": "Ricerca.", "recipients": {"kinds": ["PROV"]}, "scope": scopes.PROVINCES,
        "closes_at": now + timedelta(days=9),
    }  # fmt: skip
    campaign = campaigning.edit_campaign(campaign=campaign, values=values, actor=upi, now=now)
    campaign = campaigning.open_campaign(campaign=campaign, actor=upi, now=now)
    client = sign_in("treviso.admin")
    client.get(url("answer", campaign.pk))
    content = SimpleUploadedFile("delibera.txt", b"Delibera n. 12.", "text/plain")
    with django_capture_on_commit_callbacks(execute=True):
        posted = {"domanda": "atto", "d_atto": content}
        client.post(url("section", campaign.pk, section_of(campaign, "s1").pk), posted)
    answer = Answer.objects.get()
    address = url("file", campaign.pk, answer.pk, answer.value["id"])
    assert sign_in("upi.admin").get(address).status_code == 404, "a draft is not read by who asks"
    sign_in("treviso.admin").post(url("send", campaign.pk))
    for name, status in (("upi.admin", 200), ("treviso.admin", 200), ("brescia.admin", 404)):
        given = sign_in(name).get(address)
        assert given.status_code == status, name
        assert status == 404 or given.getvalue() == b"Delibera n. 12."


def test_a_colleague_finds_only_his_section(sign_in, open_survey, people):
    client = sign_in("treviso.admin")
    client.get(url("answer", open_survey.pk))
    appalti, ente = section_of(open_survey, "appalti"), section_of(open_survey, "ente")
    client.post(
        url("entrust", open_survey.pk), {"section": appalti.pk, "person": people["treviso.sua"].pk}
    )
    colleague = sign_in("treviso.sua")
    assert "stazione unica" in text(colleague.get(url("answer", open_survey.pk), follow=True))
    assert colleague.get(url("section", open_survey.pk, ente.pk)).status_code == 404
    assert "Approva e invia" not in text(colleague.get(url("summary", open_survey.pk)))
    assert sign_in("treviso.sit").get(url("summary", open_survey.pk)).status_code == 404


# Polls ------------------------------------------------------------------------------------------


@pytest.fixture
def poll(actors):
    now, upi = timezone.now(), actors["upi.admin"]
    campaign = starting.create_quick_poll(
        purpose=SURVEYS, title="Quando ci vediamo?", options=["Lunedì", "Martedì"],
        is_multiple=False, scope=scopes.PLATFORM, closes_at=now + timedelta(days=2),
        is_anonymous=True, actor=upi, now=now,
    )  # fmt: skip
    return campaigning.open_campaign(campaign=campaign, actor=upi, now=now)


def test_a_quick_poll_is_answered_once_and_shows_its_results(sign_in, poll):
    client = sign_in("comune1.rup")
    assert client.get(url("results", poll.pk)).status_code == 404
    posted = {"domanda": "d1", "d_d1": "r2", "modulo": "x"}
    page = text(client.post(url("answer", poll.pk), posted, follow=True))
    assert "Meno di 5 risposte" in page
    assert "Hai già risposto" in text(client.post(url("answer", poll.pk), posted))
    assert Response.objects.count() == 1


def test_a_visitor_answers_a_public_poll(client, actors):
    now, upi = timezone.now(), actors["upi.admin"]
    poll = starting.create_quick_poll(
        purpose=SURVEYS, title="Il sito è chiaro?", options=["Sì", "No"], is_multiple=False,
        scope=scopes.PUBLIC, closes_at=now + timedelta(days=2), is_anonymous=True, actor=upi, now=now,
    )  # fmt: skip
    campaigning.open_campaign(campaign=poll, actor=upi, now=now)
    assert "Il sito è chiaro?" in text(client.get(LIST))
    posted = {"domanda": "d1", "d_d1": "r1", "modulo": "nonce"}
    client.post(url("answer", poll.pk), posted)
    assert Response.objects.count() == 1
    assert "hai già risposto" in text(client.get(url("answer", poll.pk)))


def test_a_province_makes_a_quick_poll_for_its_territory(sign_in):
    client = sign_in("treviso.admin")
    closes = timezone.localtime() + timedelta(days=2)
    client.post(url("quick"), {
        "title": "Serve un corso?", "options": "Sì\nNo", "scope": "ter:026", "is_anonymous": "on",
        "closes_at": f"{closes:%Y-%m-%dT%H:%M}",
    })  # fmt: skip
    assert "Serve un corso?" in text(sign_in("comune1.referente").get(LIST))
    assert "Serve un corso?" not in text(sign_in("brescia.admin").get(LIST))


# Lists and results ------------------------------------------------------------------------------


def test_the_list_costs_the_same_with_more_surveys(sign_in, people, enti):
    client = sign_in("treviso.admin")
    make_survey(enti[cast.UPI], people["upi.admin"], scopes.PLATFORM)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for n in range(8):
        make_survey(enti[cast.UPI], people["upi.admin"], scopes.PLATFORM, f"Altro {n}")
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)


@pytest.mark.parametrize("page", ["results", "invited", "publication", "codebook", "csv", "xlsx"])
def test_the_pages_of_who_analyses(sign_in, open_survey, page):
    fill(sign_in("treviso.admin"), open_survey)
    sign_in("treviso.admin").post(url("send", open_survey.pk))
    answer = sign_in("upi.admin").get(url(page, open_survey.pk))
    assert answer.status_code == 200
    answer.close()


def test_results_are_given_back_by_question(sign_in, open_survey, actors):
    fill(sign_in("treviso.admin"), open_survey)
    sign_in("treviso.admin").post(url("send", open_survey.pk))
    manager = sign_in("upi.admin")
    for page, data in (
        ("step", {"step": "close"}), ("publication", {"domande": ["utilita"]}), ("step", {"step": "publish"}),
    ):  # fmt: skip
        manager.post(url(page, open_survey.pk), data)
    page = text(sign_in("brescia.admin").get(url("results", open_survey.pk)))
    assert "Quanto i Comuni chiedono questi servizi?" in page
    assert "Quante persone lavorano nell'ente?" not in page
    question = Question.objects.get(code="dipendenti", questionnaire=open_survey.questionnaire)
    assert sign_in("brescia.admin").get(url("breakdown", open_survey.pk, question.pk)).status_code == 404  # fmt: skip
    assert "Troppo poche" in text(sign_in("treviso.admin").get(url("position", open_survey.pk)))


def test_a_person_out_of_every_ente_answers_nothing(sign_in, open_survey):
    assert sign_in("nuovo.utente").get(url("detail", open_survey.pk)).status_code == 404
