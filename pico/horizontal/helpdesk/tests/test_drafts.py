"""What is half written: kept with its attachments, thrown away, forgotten after having been told."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pico.core.files.models import StoredFile
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice

from ..actions import drafts
from ..actions.service_levels import change_levels
from ..models import Category, RequestDraft, Ticket
from ..terms import TARGETS
from .factories import NOW

ASK, DETAILS = "/treviso/assistenza/nuova/", "/treviso/assistenza/nuova/dettagli/"
SUMMARY = "/treviso/assistenza/nuova/riepilogo/"
DAY = timedelta(days=1)


def sheet(name: str = "errore.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, name.encode(), "text/plain")


@pytest.fixture
def asking(desk, sign_in):
    """comune1.rup has chosen what he needs."""
    client = sign_in("comune1.rup")
    category = Category.objects.get(key="sua.tender-request")
    client.post(ASK, {"family": "SERVICES", "topic": "SUA", "category": category.pk})
    return client


def details(client, *names: str, **changes):
    files = [sheet(name) for name in names]
    given = {"subject": "Non parte", "text": "Premo Invia.", "impact": "BLOCKED", **changes}
    return client.post(DETAILS, {**given, "files": files})


def draft() -> RequestDraft:
    return RequestDraft.objects.get()


def test_attachments_wait_with_the_draft_and_go_with_the_request(asking):
    details(asking, "uno.txt")
    details(asking, "due.txt")
    shown = asking.get(DETAILS).content.decode()
    assert shown.index("uno") < shown.index("due")
    asking.post(SUMMARY, {"visibility": "PERSON"})
    ticket = Ticket.objects.get()
    assert [row.file.title for row in ticket.files.all()] == ["uno", "due"]
    assert ticket.file_count == 2
    assert not RequestDraft.objects.exists()


def test_an_attachment_is_taken_off_and_what_is_written_stays(asking):
    details(asking, "uno.txt")
    pk = draft().data["files"][0]
    answer = asking.post(
        f"/treviso/assistenza/nuova/allegati/{pk}/togli/", {"subject": "Cambiato", "text": ""}
    )
    assert answer.url == DETAILS
    assert draft().data["files"] == []
    assert draft().data["subject"] == "Cambiato"
    assert StoredFile.objects.get(pk=pk).is_trashed


def test_a_wrong_kind_comes_back_at_its_field_and_the_words_stay(asking):
    answer = details(asking, "virus.exe")
    assert answer.status_code == 422
    assert "non è di un tipo ammesso" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_more_than_ten_are_refused_and_the_ten_stay(asking, actors):
    data = dict(draft().data)
    files = [sheet(f"{n}.txt") for n in range(11)]
    with pytest.raises(Refusal) as refused:
        drafts.keep_files(data=data, files=files, actor=actors["comune1.rup"], now=NOW)
    assert refused.value.code == "too_many_files"
    assert len(draft().data["files"]) == 10


def test_nobody_sends_a_file_of_somebody_else(asking, actors):
    theirs = drafts.keep_files(
        data={}, files=[sheet()], actor=actors["comune2.referente"], now=NOW
    )["files"]
    details(asking)
    mine = RequestDraft.objects.get(person__username="comune1.rup")
    mine.data["files"] = theirs
    mine.save()
    asking.post(SUMMARY, {"visibility": "PERSON"})
    assert not Ticket.objects.get().files.exists()


def test_beginning_again_throws_the_files_away(asking):
    details(asking, "uno.txt")
    asking.post("/treviso/assistenza/nuova/ricomincia/")
    assert not RequestDraft.objects.exists()
    assert StoredFile.objects.get().is_trashed


def test_an_old_draft_is_told_of_then_deleted(desk, actors):
    actor = actors["comune1.rup"]
    drafts.keep_files(data={"subject": "A metà"}, files=[sheet()], actor=actor, now=NOW)
    assert drafts.forget_drafts(now=NOW + 24 * DAY) == 0
    assert not Notice.objects.exists()
    assert drafts.forget_drafts(now=NOW + 25 * DAY) == 0
    assert drafts.forget_drafts(now=NOW + 26 * DAY) == 0
    told = Notice.objects.get()
    assert told.person_id == actor.person_id
    assert "si cancella il 9 apr 2026" in told.title.replace("\xa0", " ")
    assert drafts.forget_drafts(now=NOW + 30 * DAY) == 1
    assert not RequestDraft.objects.exists()
    assert StoredFile.objects.get().is_trashed


def test_who_takes_a_draft_up_again_has_all_the_days(desk, actors):
    actor = actors["comune1.rup"]
    drafts.keep_draft(data={"subject": "A metà"}, actor=actor, now=NOW)
    drafts.forget_drafts(now=NOW + 25 * DAY)
    drafts.keep_draft(data={"subject": "Riprendo"}, actor=actor, now=NOW + 29 * DAY)
    assert drafts.forget_drafts(now=NOW + 40 * DAY) == 0
    assert drafts.forget_drafts(now=NOW + 54 * DAY) == 0
    assert drafts.forget_drafts(now=NOW + 59 * DAY) == 1


def test_a_job_that_did_not_run_for_long_still_tells_before(desk, actors):
    drafts.keep_draft(data={"subject": "A metà"}, actor=actors["comune1.rup"], now=NOW)
    assert drafts.forget_drafts(now=NOW + 90 * DAY) == 0
    assert drafts.forget_drafts(now=NOW + 94 * DAY) == 0
    assert drafts.forget_drafts(now=NOW + 95 * DAY) == 1


def test_the_days_are_the_supervisors(desk, actors):
    days = {"remind_after": 3, "remind_again_after": 7, "close_after": 10, "silent_after": 5}
    change_levels(
        targets=TARGETS, days={**days, "draft_days": 10}, actor=actors["upi.helpdesk"], now=NOW
    )
    drafts.keep_draft(data={"subject": "A metà"}, actor=actors["comune1.rup"], now=NOW)
    drafts.forget_drafts(now=NOW + 5 * DAY)
    assert drafts.forget_drafts(now=NOW + 10 * DAY) == 1
