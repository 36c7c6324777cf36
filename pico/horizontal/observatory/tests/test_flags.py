"""«Segnala un errore»: the figure is flagged wherever it is shown, until somebody answers."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal

from ..actions.flags import report_error, settle_flag
from ..listeners import request_ended
from ..models import FigureFlag
from ..module import FLAGS_LISTENS
from ..terms.flags import ENDS

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TEXT = "Treviso ha 12 gare, non 11."


@pytest.fixture
def report(actors):
    def make(text=TEXT, indicator="lots", who="treviso.admin"):
        return report_error(
            indicator=indicator, text=text, address="/dati/panoramica/?provincia=TV",
            actor=actors[who], now=NOW,
        )  # fmt: skip

    return make


def test_a_report_flags_the_figure_until_it_is_settled(report, actors, client, data):
    flag = report()
    assert "segnalato un errore" in client.get("/dati/panoramica/").content.decode()
    settle_flag(flag=flag, answer="Era un CIG annullato.", actor=actors["upi.admin"], now=NOW)
    assert "segnalato un errore" not in client.get("/dati/panoramica/").content.decode()
    assert "Era un CIG annullato." in client.get("/dati/indicatori/lots/").content.decode()
    events = AuditLine.objects.filter(event__startswith="observatory.flag")
    assert set(events.values_list("event", flat=True)) == {
        "observatory.flag.raised", "observatory.flag.settled",
    }  # fmt: skip


def test_the_same_words_again_are_one_report(report):
    assert report() == report()


@pytest.mark.parametrize(("text", "indicator", "code"), [
    ("  ", "lots", "no_text"), (TEXT, "nessuno", "no_indicator"),
])  # fmt: skip
def test_what_says_nothing_is_refused_and_nothing_changes(report, text, indicator, code):
    with pytest.raises(Refusal) as refusal:
        report(text, indicator)
    assert refusal.value.code == code
    assert not FigureFlag.objects.exists()


def test_only_who_keeps_the_data_settles_with_an_answer_and_once(report, actors):
    flag = report()
    for who, answer, code in (
        ("treviso.admin", "Va bene così.", "not_permitted"),
        ("upi.admin", " ", "no_answer"),
    ):
        with pytest.raises(Refusal) as refusal:
            settle_flag(flag=flag, answer=answer, actor=actors[who], now=NOW)
        assert refusal.value.code == code
        assert FigureFlag.objects.get().is_open
    settle_flag(flag=flag, answer="Corretto.", actor=actors["upi.admin"], now=NOW)
    with pytest.raises(Refusal) as refusal:
        settle_flag(flag=flag, answer="Ancora.", actor=actors["upi.admin"], now=NOW)
    assert refusal.value.code == "already_settled"
    assert FigureFlag.objects.get().answer == "Corretto."


def test_a_visitor_is_asked_to_sign_in_and_reads_no_form(client, enti, data):
    assert "Per segnalare un errore accedi" in client.get("/dati/indicatori/lots/").content.decode()
    answer = client.post("/dati/indicatori/lots/", {"text": TEXT})
    assert answer.status_code == 302
    assert not FigureFlag.objects.exists()


def test_the_form_of_the_passport_reports(sign_in, data):
    client = sign_in("treviso.admin")
    assert client.post("/dati/indicatori/lots/", {"text": ""}).status_code == 422
    client.post("/dati/indicatori/lots/", {"text": TEXT, "address": "/dati/panoramica/"})
    assert FigureFlag.objects.get().text == TEXT
    page = client.get("/dati/indicatori/lots/").content.decode()
    assert TEXT in page
    assert "Chiudi la segnalazione" not in page


def ended(flag, step="confirm", kind="observatory.figureflag"):
    return SimpleNamespace(
        name=f"helpdesk.ticket.{step}", data={"object_type": kind, "object_id": str(flag.pk)}
    )


def test_the_end_of_the_request_settles_the_report_once(report, client, data):
    flag = report()
    for _again in range(2):
        request_ended(ended(flag))
    assert FigureFlag.objects.get().answer == "L'Assistenza ha risposto a chi aveva segnalato."
    assert "segnalato un errore" not in client.get("/dati/panoramica/").content.decode()
    assert AuditLine.objects.filter(event="observatory.flag.settled").count() == 1


def test_what_who_keeps_the_data_answered_stays(report, actors):
    flag = report()
    settle_flag(flag=flag, answer="Era un CIG annullato.", actor=actors["upi.admin"], now=NOW)
    request_ended(ended(flag, "close_silent"))
    assert FigureFlag.objects.get().answer == "Era un CIG annullato."


def test_the_end_of_a_request_of_something_else_settles_nothing(report):
    flag = report()
    request_ended(ended(flag, kind="sua.tender"))
    assert FigureFlag.objects.get().is_open


def test_every_end_that_is_listened_to_has_its_words():
    assert {name.rpartition(".")[2] for name in FLAGS_LISTENS} == set(ENDS)
