"""An issue is composed of what is public, approved by a second person, frozen, scheduled."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from pico.core.enti.models import Space
from pico.core.files.models import StoredFile
from pico.core.foundation.errors import Refusal
from pico.core.modules.models import SpaceSetting
from pico.core.notices.models import Notice, Task
from pico.core.search.actions import refresh_subject

from .. import contents, drawing
from ..actions import composing, lists, sending, steps
from ..models import Block, Issue
from ..terms import BlockKind, IssueState
from ..workflow import ISSUE
from .conftest import NOW


def refused(code, call, **words):
    with pytest.raises(Refusal) as seen:
        call(**words)
    assert seen.value.code == code


# Contents ----------------------------------------------------------------------------------------


def test_only_what_is_public_is_offered_even_to_who_could_read_more(treviso, public_file, editor):
    public_file("Piano neve")
    public_file("Piano riservato", scope="provinces")
    public_file("Piano interno", scope=f"ente:{editor.ente_id}")
    for text in ("piano", ""):
        found = contents.search(treviso, text, (), editor)
        assert [item.title for item in found] == ["Piano neve"]


def test_contents_by_kind_and_by_ente(treviso, public_file):
    public_file("Piano neve")
    public_file("Piano di UPI", who="upi.redattore")
    own = contents.search(treviso, "piano", is_own=True)
    assert [item.title for item in own] == ["Piano neve"]
    assert contents.search(treviso, "piano", ["Inesistente"]) == []
    assert contents.kinds(treviso) == ["Altro"]


def test_enti_are_no_news(treviso, enti):
    refresh_subject(subject_type="enti.ente", subject_id=str(treviso.ente_id), now=NOW)
    assert contents.search(treviso, "treviso") == []


def test_picked_contents_come_in_order_with_title_and_summary(draft, public_file, editor):
    keys = [public_file("Secondo"), public_file("Primo")]
    composing.pick(issue=draft, keys=keys, actor=editor, now=NOW)
    drawn = drawing.live_pieces(draft)[-2:]
    assert [piece["title"] for piece in drawn] == ["Secondo", "Primo"]
    assert "Che cosa dice Primo" in drawn[1]["html"]
    assert drawn[1]["url"].startswith("http")


def test_what_is_not_public_cannot_be_picked(draft, public_file, editor):
    key = public_file("Interno", scope=f"ente:{editor.ente_id}")
    before = draft.blocks.count()
    refused("not_public", composing.pick, issue=draft, keys=[key], actor=editor, now=NOW)
    refused("not_public", composing.pick, issue=draft, keys=[], actor=editor, now=NOW)
    assert draft.blocks.count() == before


def test_a_content_that_was_narrowed_keeps_the_issue_from_leaving(draft, public_file, editor):
    key = public_file("Ritirato")
    composing.pick(issue=draft, keys=[key], actor=editor, now=NOW)
    pk = key.rpartition(":")[2]
    StoredFile.objects.filter(pk=pk).update(scope=f"ente:{editor.ente_id}")
    refresh_subject(subject_type="files.storedfile", subject_id=pk, now=NOW)
    refused(
        "contents_are_public", steps.take_step, issue=draft, step="submit", actor=editor, now=NOW
    )
    draft.refresh_from_db()
    assert draft.state == IssueState.DRAFT


# Blocks ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script><p>Ciao</p>",
        '<p onclick="x()">Ciao</p>',
        '<img src="https://spia.example/1.gif"><p>Ciao</p>',
        '<a href="javascript:x()">Ciao</a>',
    ],
)
def test_text_is_cleaned(draft, editor, text):
    block = composing.add_block(issue=draft, kind=BlockKind.TEXT, text=text, actor=editor, now=NOW)
    assert "Ciao" in block.text
    for bad in ("script", "onclick", "img", "spia"):
        assert bad not in block.text


def test_plain_text_gets_its_paragraphs():
    assert drawing.clean("Uno\n\nDue < tre") == "<p>Uno</p>\n<p>Due &lt; tre</p>"


def test_blocks_change_place(draft, editor):
    first, second = draft.blocks.all()
    composing.move_block(block=second, up=True, actor=editor, now=NOW)
    assert [b.pk for b in draft.blocks.all()] == [second.pk, first.pk]
    composing.move_block(block=second, up=True, actor=editor, now=NOW)
    assert [b.pk for b in draft.blocks.all()] == [second.pk, first.pk]


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        (BlockKind.TEXT, {"text": "<p> </p>"}, "no_text"),
        (BlockKind.HEADING, {"title": " "}, "no_title"),
        (BlockKind.BUTTON, {"title": "Vai"}, "no_url"),
    ],
)
def test_an_empty_block_is_refused(draft, editor, kind, values, code):
    before = draft.blocks.count()
    refused(code, composing.add_block, issue=draft, kind=kind, actor=editor, now=NOW, **values)
    assert draft.blocks.count() == before


def test_a_draft_moves_only_between_lists_of_its_space(draft, editor, actors):
    other = lists.create_list(
        space=Space.objects.get(slug="brescia"), name="Altra", description="x", sender_name="B",
        reply_to="b@b.it", actor=actors["brescia.admin"], now=NOW,
    )  # fmt: skip
    refused(
        "other_space", composing.edit_issue, issue=draft, mailing_list=other, actor=editor, now=NOW
    )


# Approval ----------------------------------------------------------------------------------------


def test_the_administrator_is_asked_and_told_no_more_when_it_is_done(draft, editor, boss, reader):
    reader("anna")
    steps.take_step(issue=draft, step="submit", actor=editor, now=NOW)
    task = Task.objects.get(closed_at=None)
    assert task.role == "PROVINCE_ADMIN"
    steps.take_step(issue=draft, step="approve", actor=boss, now=NOW)
    assert not Task.objects.filter(closed_at=None).exists()


def test_who_sent_it_to_approval_does_not_approve_it(draft, boss, treviso, reader):
    reader("anna")
    steps.take_step(issue=draft, step="submit", actor=boss, now=NOW)
    refused(
        "somebody_else_approves", steps.take_step, issue=draft, step="approve", actor=boss, now=NOW
    )
    draft.refresh_from_db()
    assert draft.state == IssueState.IN_APPROVAL
    SpaceSetting.objects.create(
        space=treviso, module="newsletter", name="one_is_enough", value=True
    )
    steps.take_step(issue=draft, step="approve", actor=boss, now=NOW)
    draft.refresh_from_db()
    assert draft.state == IssueState.SCHEDULED


@pytest.mark.parametrize("who", ["treviso.redattore", "brescia.admin", "upi.admin", "treviso.sua"])
def test_only_an_administrator_of_the_space_approves(draft, editor, actors, reader, who):
    reader("anna")
    steps.take_step(issue=draft, step="submit", actor=editor, now=NOW)
    refused(
        "not_permitted", steps.take_step, issue=draft, step="approve", actor=actors[who], now=NOW
    )
    draft.refresh_from_db()
    assert (draft.state, draft.frozen) == (IssueState.IN_APPROVAL, None)


def test_sent_back_with_a_reason_the_author_reads_it(draft, editor, boss, people):
    steps.take_step(issue=draft, step="submit", actor=editor, now=NOW)
    refused("no_reason", steps.take_step, issue=draft, step="send_back", actor=boss, now=NOW)
    steps.take_step(issue=draft, step="send_back", reason="Manca la data.", actor=boss, now=NOW)
    draft.refresh_from_db()
    assert (draft.state, draft.reason) == (IssueState.DRAFT, "Manca la data.")
    notice = Notice.objects.get(person=people["treviso.redattore"], kind="newsletter.returned")
    assert notice.body == "Manca la data."


def test_nobody_to_read_it_is_told_before(draft, editor, boss):
    steps.take_step(issue=draft, step="submit", actor=editor, now=NOW)
    refused("somebody_reads", steps.take_step, issue=draft, step="approve", actor=boss, now=NOW)


def test_an_empty_issue_is_not_sent_to_approval(news, editor):
    empty = composing.create_issue(
        mailing_list=news, title="Vuota", subject="Vuota", actor=editor, now=NOW
    )
    composing.add_block(issue=empty, kind=BlockKind.HEADING, title="Solo", actor=editor, now=NOW)
    refused("it_says_something", steps.take_step, issue=empty, step="submit", actor=editor, now=NOW)


def test_what_is_in_approval_is_not_edited(draft, editor):
    steps.take_step(issue=draft, step="submit", actor=editor, now=NOW)
    refused("not_editable", composing.edit_issue, issue=draft, title="X", actor=editor, now=NOW)
    block = Block.objects.filter(issue=draft).first()
    refused("not_editable", composing.delete_block, block=block, actor=editor, now=NOW)
    assert Block.objects.filter(pk=block.pk).exists()


def test_links_are_numbered_at_the_approval(approved, reader):
    reader("anna")
    issue = approved()
    assert [link.url for link in issue.links.all()] == [
        "https://esempio.it/ponte?a=1&b=2",
        "http://127.0.0.1:8000/file/",
    ]


# When --------------------------------------------------------------------------------------------


def test_the_past_is_refused(draft, editor):
    refused(
        "in_the_past", steps.schedule, issue=draft, send_at=NOW - timedelta(minutes=1),
        actor=editor, now=NOW,
    )  # fmt: skip
    draft.refresh_from_db()
    assert draft.send_at is None


def test_the_past_is_told_at_the_field_and_nothing_is_lost(sign_in, draft):
    client = sign_in("treviso.redattore")
    answer = client.post(
        f"/treviso/newsletter/redazione/{draft.pk}/invio/", {"send_at": "2020-01-01T09:00"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "già passato" in page
    assert 'value="2020-01-01T09:00"' in page


def test_an_hour_that_passed_while_it_waited_for_approval(draft, editor, boss, reader):
    reader("anna")
    at = NOW + timedelta(hours=1)
    steps.schedule(issue=draft, send_at=at, actor=editor, now=NOW)
    steps.take_step(issue=draft, step="submit", actor=editor, now=NOW)
    late = NOW + timedelta(hours=2)
    refused(
        "the_time_is_to_come", steps.take_step, issue=draft, step="approve", actor=boss, now=late
    )


def test_a_scheduled_one_leaves_at_its_hour_not_before(draft, editor, boss, reader):
    reader("anna")
    at = NOW + timedelta(hours=1)
    steps.schedule(issue=draft, send_at=at, actor=editor, now=NOW)
    steps.take_step(issue=draft, step="submit", actor=editor, now=NOW)
    steps.take_step(issue=draft, step="approve", actor=boss, now=NOW)
    assert sending.start_due(now=at - timedelta(seconds=1)) == 0
    sending.send_issue(issue_id=draft.pk, now=at - timedelta(seconds=1))
    assert mail.outbox == []
    assert sending.start_due(now=at) == 1
    sending.send_issue(issue_id=draft.pk, now=at)
    assert [m.to for m in mail.outbox] == [["anna@lettori.pico.example"]]


def test_cancelled_before_it_leaves_it_never_leaves(approved, editor, reader):
    reader("anna")
    issue = approved()
    steps.take_step(issue=issue, step="cancel", actor=editor, now=NOW)
    sending.send_issue(issue_id=issue.pk, now=NOW)
    assert mail.outbox == []
    issue.refresh_from_db()
    assert (issue.state, issue.number) == (IssueState.CANCELLED, None)


def test_a_test_goes_to_who_composes_and_its_links_take_nobody_off(draft, editor, reader, client):
    reader("anna")
    steps.send_test(issue=draft, email="tino@treviso.pico.example", actor=editor, now=NOW)
    [sent] = mail.outbox
    assert sent.to == ["tino@treviso.pico.example"]
    message = sent.message()
    assert message["Subject"].startswith("[Prova]")
    leave = message["List-Unsubscribe"].strip("<>").split("8000", 1)[1]
    assert client.post(leave).status_code == 404


# The table ---------------------------------------------------------------------------------------


def test_the_readme_draws_the_table():
    readme = (Path(__file__).parents[1] / "README.md").read_text()
    assert ISSUE.diagram() in readme


def test_every_wrong_state_is_refused(draft, actors, reader, boss, now):
    """Whatever the state, a step that is not in its row changes nothing."""
    reader("anna")
    for state in IssueState:
        for step in ISSUE.steps:
            if state in step.sources or step.by_system or step.name == "reschedule":
                continue
            Issue.objects.filter(pk=draft.pk).update(state=state)
            refused(
                "wrong_state", steps.take_step, issue=draft, step=step.name, reason="x",
                actor=boss, now=timezone.now(),
            )  # fmt: skip
            assert Issue.objects.get(pk=draft.pk).state == state
