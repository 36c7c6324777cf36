"""An issue leaves once to each, whatever dies in the middle."""

import smtplib
from email import message_from_bytes, policy

import pytest

from pico.core.foundation.errors import Refusal
from pico.core.jobs.models import Job
from pico.portal.cache.queries import generation

from .. import post
from ..actions import composing, sending, steps, subscribing
from ..models import Delivery, Issue, Subscriber, Subscription
from ..terms import DeliveryState, IssueState, SubscriberState
from .conftest import NOW


class Killed(BaseException):
    """The worker is gone: nothing catches this."""


def states(issue) -> dict[str, str]:
    rows = Delivery.objects.filter(issue=issue).values_list("subscriber__email", "state")
    return {email.split("@")[0]: state for email, state in rows}


def test_the_public_pages_stay_ready_until_an_issue_leaves(draft, editor, approved, reader):
    reader("anna")
    before = generation()
    composing.edit_issue(issue=draft, title="Notizie di dicembre", actor=editor, now=NOW)
    issue = approved()
    assert generation() == before
    sending.start(issue_id=issue.pk, now=NOW)
    assert generation() > before


@pytest.fixture
def readers(reader):
    return [reader(name) for name in ("anna", "bruno", "carla", "dario", "elena")]


@pytest.fixture
def going(approved, readers):
    """An approved issue whose job has not run yet."""
    return approved()


def test_everybody_gets_it_once(going, server):
    sending.send_issue(issue_id=going.pk, now=NOW)
    going.refresh_from_db()
    assert sorted(a.split("@")[0] for a in server.addresses) == [
        "anna", "bruno", "carla", "dario", "elena",
    ]  # fmt: skip
    assert going.state == IssueState.SENT
    assert going.number == 1
    sending.send_issue(issue_id=going.pk, now=NOW)
    assert len(server.taken) == 5


def test_the_letter_is_what_it_should_be(going, server, settings):
    settings.NEWSLETTER_BOUNCES = "rimbalzi@pico.example"
    sending.send_issue(issue_id=going.pk, now=NOW)
    sender, address, raw = server.taken[0]
    letter = message_from_bytes(raw, policy=policy.default)
    assert sender.startswith(f"rimbalzi+nl.{going.pk}.")
    assert letter["To"] == address
    assert letter["Subject"] == "Novembre in Provincia: strade e scuole"
    assert "Provincia di Treviso – Ufficio stampa" in letter["From"]
    assert letter["Reply-To"] == "stampa@treviso.pico.example"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = letter["List-Unsubscribe"].strip("<> ")
    text = letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()
    assert leave in text.replace("\n", "")
    assert leave in html
    assert "Riapre il ponte" in text
    assert f"/treviso/newsletter/v/{going.pk}/1/" in html
    assert "esempio.it" not in html
    assert 'lang="it"' in html
    assert "<img" not in html


def test_lines_of_a_letter_are_never_too_long(going, server):
    sending.send_issue(issue_id=going.pk, now=NOW)
    lines = server.taken[0][2].split(b"\r\n")
    assert max(map(len, lines)) <= 998
    body = server.taken[0][2].split(b"\r\n\r\n", 1)[1].split(b"\r\n")
    assert max(map(len, body)) <= 78


def test_the_same_delivery_has_always_the_same_name(going, readers):
    first = sending.Press(going, now=NOW)
    again = sending.Press(Issue.objects.get(pk=going.pk), now=NOW)
    one = readers[0]
    letters = [p.letter(subscriber_id=one.pk, email=one.email, key=one.key) for p in (first, again)]
    names = {message_from_bytes(letter.raw)["Message-ID"] for letter in letters}
    assert len(names) == 1
    other = first.letter(subscriber_id=readers[1].pk, email="x@y.it", key=readers[1].key)
    assert message_from_bytes(other.raw)["Message-ID"] not in names


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_worker_killed_in_the_middle_never_makes_a_second_copy(
    going, server, monkeypatch, moment
):
    """Killed at the third: those sure are not repeated, the one in doubt waits for a person."""
    speak, count = post.Post.send, []

    def die_at_the_third(self, letter):
        count.append(letter.to)
        if len(count) == 3:
            if moment == "after":
                speak(self, letter)
            raise Killed
        return speak(self, letter)

    monkeypatch.setattr(post.Post, "send", die_at_the_third)
    with pytest.raises(Killed):
        sending.send_issue(issue_id=going.pk, now=NOW)
    assert sorted(states(going).values()) == [
        "DA_INVIARE", "DA_INVIARE", "INVIATA", "INVIATA", "IN_CORSO",
    ]  # fmt: skip

    monkeypatch.setattr(post.Post, "send", speak)
    sending.send_issue(issue_id=going.pk, now=NOW)
    assert len(server.addresses) == len(set(server.addresses))
    assert len(server.addresses) == (5 if moment == "after" else 4)
    doubtful = Delivery.objects.get(issue=going, is_doubtful=True)
    assert doubtful.state == DeliveryState.FAILED
    assert doubtful.subscriber.email == count[2]
    going.refresh_from_db()
    assert going.state == IssueState.SENT


def test_a_line_cut_during_the_content_is_a_doubt(going, server):
    server.dies_at = "carla@lettori.pico.example"
    sending.send_issue(issue_id=going.pk, now=NOW)
    assert states(going)["carla"] == "FALLITA"
    assert Delivery.objects.get(is_doubtful=True).subscriber.email == server.dies_at
    assert len(server.addresses) == 5 == len(set(server.addresses))


def test_a_person_may_send_the_failed_ones_again(going, server, boss):
    server.at_data["carla@lettori.pico.example"] = "550 no"
    sending.send_issue(issue_id=going.pk, now=NOW)
    assert states(going)["carla"] == "FALLITA"
    server.at_data.clear()
    going.refresh_from_db()
    assert sending.send_again(issue=going, actor=boss, now=NOW) == 1
    sending.send_issue(issue_id=going.pk, now=NOW)
    assert states(going)["carla"] == "INVIATA"
    assert len(server.addresses) == 5
    with pytest.raises(Refusal) as refused:
        sending.send_again(issue=going, actor=boss, now=NOW)
    assert refused.value.code == "nothing_failed"


def test_a_server_that_is_down_loses_nothing(going, server, settings, unused_port):
    settings.EMAIL_PORT = 1
    with pytest.raises(ConnectionRefusedError):
        sending.send_issue(issue_id=going.pk, now=NOW)
    assert set(states(going).values()) == {"DA_INVIARE"}
    settings.EMAIL_PORT = unused_port
    sending.send_issue(issue_id=going.pk, now=NOW)
    assert set(states(going).values()) == {"INVIATA"}


def test_who_is_asked_to_come_later_is_tried_again(going, server):
    address = "bruno@lettori.pico.example"
    server.at_rcpt[address] = "451 4.7.1 Riprova"
    with pytest.raises(sending.NotAllSent):
        sending.send_issue(issue_id=going.pk, now=NOW)
    assert states(going)["bruno"] == "DA_INVIARE"
    assert len(server.taken) == 4
    for _attempt in range(4):
        try:
            sending.send_issue(issue_id=going.pk, now=NOW)
        except sending.NotAllSent:
            continue
    assert states(going)["bruno"] == "FALLITA"
    assert len(server.taken) == 4


def test_an_address_refused_for_good_counts_as_a_bounce(going, server):
    server.at_rcpt["dario@lettori.pico.example"] = "550 5.1.1 Utente sconosciuto"
    sending.send_issue(issue_id=going.pk, now=NOW)
    assert states(going)["dario"] == "RIMBALZATA"
    assert Subscriber.objects.get(email__startswith="dario").hard_bounces == 1


def test_a_server_that_wants_nothing_from_us_blames_nobody(going, server, monkeypatch):
    monkeypatch.setattr(smtplib.SMTP, "mail", lambda self, sender, options=(): (550, b"no"))
    with pytest.raises(post.ServerSaysNo):
        sending.send_issue(issue_id=going.pk, now=NOW)
    assert set(states(going).values()) == {"DA_INVIARE"}


def test_who_left_after_the_start_gets_nothing(going, readers, server):
    sending.start(issue_id=going.pk, now=NOW)
    subscribing.leave(subscriber=readers[0], now=NOW)
    sending.send_issue(issue_id=going.pk, now=NOW)
    assert "anna@lettori.pico.example" not in server.addresses
    assert states(going)["anna"] == "FALLITA"


def test_stopped_and_resumed_nobody_gets_two(going, server, editor, boss, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)
    speak = post.Post.send

    def stop_after_the_second(self, letter):
        answer = speak(self, letter)
        if len(server.taken) == 2:
            steps.take_step(issue=going, step="stop", actor=editor, now=NOW)
        return answer

    monkeypatch.setattr(post.Post, "send", stop_after_the_second)
    sending.send_issue(issue_id=going.pk, now=NOW)
    going.refresh_from_db()
    assert going.is_stopped
    assert len(server.taken) == 2
    sending.send_issue(issue_id=going.pk, now=NOW)
    assert len(server.taken) == 2
    monkeypatch.setattr(post.Post, "send", speak)
    steps.take_step(issue=going, step="resume", actor=boss, now=NOW)
    sending.send_issue(issue_id=going.pk, now=NOW)
    assert len(server.addresses) == 5 == len(set(server.addresses))


def test_closed_after_a_stop_the_others_get_nothing(going, server, editor, boss):
    sending.start(issue_id=going.pk, now=NOW)
    steps.take_step(issue=going, step="stop", actor=editor, now=NOW)
    steps.take_step(issue=going, step="close", actor=boss, now=NOW)
    going.refresh_from_db()
    assert going.state == IssueState.SENT
    assert not server.taken
    assert not Delivery.objects.filter(issue=going).exists()


def test_only_who_chose_one_of_the_topics_or_none(approved, draft, reader, server):
    reader("strade", ["viabilita"])
    reader("scuole", ["edilizia-scolastica"])
    reader("tutto")
    Issue.objects.filter(pk=draft.pk).update(topics=["viabilita"])
    draft.refresh_from_db()
    sending.send_issue(issue_id=approved(draft).pk, now=NOW)
    assert sorted(a.split("@")[0] for a in server.addresses) == ["strade", "tutto"]


def test_pending_left_and_bounced_get_nothing(going, reader, news, server):
    for name, state in (("p", "IN_ATTESA"), ("d", "DISISCRITTO")):
        one = reader(name)
        Subscription.objects.filter(subscriber=one).update(state=state)
    Subscriber.objects.filter(pk=reader("r").pk).update(state=SubscriberState.BOUNCED)
    sending.send_issue(issue_id=going.pk, now=NOW)
    assert len(server.taken) == 5


def test_numbers_have_no_holes(approved, draft, readers, news, editor, boss, server):
    second = composing.copy_issue(issue=draft, actor=editor, now=NOW)
    third = composing.copy_issue(issue=draft, actor=editor, now=NOW)
    first, second = approved(draft), approved(second)
    steps.take_step(issue=first, step="cancel", actor=editor, now=NOW)
    for issue in (second, approved(third)):
        sending.send_issue(issue_id=issue.pk, now=NOW)
    numbers = (
        Issue.objects.filter(mailing_list=news).order_by("pk").values_list("number", flat=True)
    )
    assert list(numbers) == [None, 1, 2]


def test_what_was_approved_is_what_is_sent(going, server, draft):
    draft.blocks.update(text="<p>Cambiato dopo</p>")
    sending.send_issue(issue_id=going.pk, now=NOW)
    assert b"Cambiato dopo" not in server.taken[0][2]


def test_statements_per_letter_do_not_grow(going, server, reader, django_assert_max_num_queries):
    """Two updates and the savepoint of each letter, whatever the length of the list."""
    sending.start(issue_id=going.pk, now=NOW)
    with django_assert_max_num_queries(60):
        sending.send_issue(issue_id=going.pk, now=NOW)


def test_the_minute_job_starts_what_is_due_and_resumes_what_lost_its_worker(
    going, server, django_capture_on_commit_callbacks
):
    Job.objects.all().delete()  # the one of the approval got lost
    with django_capture_on_commit_callbacks(execute=True):
        assert sending.start_due(now=NOW) == 1
    going.refresh_from_db()
    assert going.state == IssueState.SENT
    assert sending.start_due(now=NOW) == 0
