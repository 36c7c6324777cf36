"""Mail: at once and in digests, nothing lost, never twice, nothing of reserved objects."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from pico.core.jobs.actions import run
from pico.core.jobs.models import Job
from pico.core.jobs.terms import JobState
from pico.core.notices import actions, messages
from pico.core.notices import mail as letters
from pico.core.notices.models import Letter, Notice, Preference
from pico.core.notices.terms import MAIL_ATTEMPTS, Cadence, NoticeLevel
from pico.core.people.terms import MembershipState, PersonState
from pico.core.testing import cast

from .conftest import NOW


def again():
    """The turn of the jobs that failed has come again."""
    Job.objects.update(run_after=timezone.now())
    for job in Job.objects.filter(state=JobState.RETRYING):
        run(job.pk)


@pytest.fixture
def digest(commits):
    """Send the digests of a pace."""

    def send(cadence, now=NOW + timedelta(days=1)):
        with commits():
            actions.start_digests(cadence=cadence, now=now)

    return send


def html_of(message) -> str:
    return message.alternatives[0].content


# At once ----------------------------------------------------------------------------------------


def test_what_waits_for_the_person_is_mailed_at_once(tell, people):
    notice = tell("treviso.sua", title="Serve il tuo parere", body="Entro lunedì.")[0]
    (message,) = mail.outbox
    assert message.to == [people["treviso.sua"].email]
    assert message.subject == "[Pi.Co.] Serve il tuo parere"
    assert "Entro lunedì." in message.body
    assert f"http://127.0.0.1:8000/avvisi/{notice.pk}/" in message.body
    assert "Entro lunedì." in html_of(message)


def test_a_reserved_object_gives_nothing_away(tell):
    tell("treviso.sua", title="Addebito a Mario", body="Assenza.", reserved=True)
    (message,) = mail.outbox
    for text in (message.subject, message.body, html_of(message)):
        assert "riservato" in text
        assert "Mario" not in text
        assert "Assenza" not in text


def test_a_title_cannot_write_headers(tell):
    tell("treviso.sua", title="Ciao\nBcc: altri@example.org")
    assert mail.outbox[0].subject == "[Pi.Co.] Ciao Bcc: altri@example.org"


def test_the_layout_escapes_what_was_written(tell):
    tell("treviso.sua", title="<b>grassetto</b> & altro")
    assert "<b>" not in html_of(mail.outbox[0])
    assert "<b>grassetto</b> & altro" in mail.outbox[0].body


def test_nothing_is_lost_when_the_mail_server_is_down(tell, post, people):
    post.is_down = True
    tell("treviso.sua", "treviso.sit")
    job = Job.objects.get()
    assert job.state == JobState.RETRYING
    assert "mail server down" in job.error
    assert mail.outbox == []

    post.is_down = False
    again()
    assert {message.to[0] for message in mail.outbox} == {
        people["treviso.sua"].email,
        people["treviso.sit"].email,
    }
    assert Job.objects.get().state == JobState.DONE


def test_nobody_is_mailed_twice(tell, post, people):
    post.refuses = frozenset({people["treviso.sit"].email})
    tell("treviso.sua", "treviso.sit")
    assert len(mail.outbox) == 1
    post.refuses = frozenset()
    again()
    actions.mail_at_once(now=NOW + timedelta(days=1))
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        people[name].email for name in ("treviso.sua", "treviso.sit")
    )


def test_the_same_notice_always_has_the_same_message_id(tell):
    notice = tell("treviso.sua")[0]
    sent = mail.outbox[0].extra_headers["Message-ID"]
    assert messages.notice_message(notice).extra_headers["Message-ID"] == sent


def test_an_address_that_is_always_refused_is_given_up(tell, post, people):
    post.refuses = frozenset({people["treviso.sua"].email})
    notice = tell("treviso.sua")[0]
    for _attempt in range(MAIL_ATTEMPTS):
        again()
    notice.refresh_from_db()
    assert notice.mail_dropped == "rifiutato dal server di posta"
    assert Job.objects.get().state == JobState.DONE


@pytest.mark.parametrize("change", ["suspended", "left", "left_the_ente", "read"])
def test_who_may_not_act_any_more_or_has_read_it_gets_nothing(tell, post, people, enti, change):
    post.is_down = True
    person = people["treviso.sua"]
    notice = tell("treviso.sua", ente=enti[cast.BRESCIA] if change == "left_the_ente" else None)[0]
    if change == "suspended":
        person.state = PersonState.SUSPENDED
        person.save()
    elif change == "left":
        person.memberships.update(state=MembershipState.CEASED)
    elif change == "read":
        Notice.objects.update(read_at=NOW)
    post.is_down = False
    again()
    notice.refresh_from_db()
    assert mail.outbox == []
    assert notice.mail_dropped


def test_who_waits_for_approval_is_mailed(tell, people):
    tell("nuovo.utente", title="Richiesta restituita")
    assert mail.outbox[0].to == [people["nuovo.utente"].email]


# Digests ----------------------------------------------------------------------------------------


def test_a_digest_joins_what_gathered(tell, digest, enti):
    tell("treviso.sua", level="CONCERNS", title="Prima novità")
    tell("treviso.sua", level="CONCERNS", title="Seconda novità")
    tell("treviso.sua", level="CONCERNS", title="Altrove", subject=enti[cast.BRESCIA])
    assert mail.outbox == []
    digest(Cadence.DAILY)
    (message,) = mail.outbox
    assert message.subject == "[Pi.Co.] Oggi: 2 novità"
    assert "Seconda novità (e un altro evento)" in message.body
    assert "Prima novità" not in message.body
    assert "Altrove" in html_of(message)


def test_a_digest_is_sent_once(tell, digest):
    tell("treviso.sua", level="CONCERNS")
    digest(Cadence.DAILY)
    digest(Cadence.DAILY)
    assert len(mail.outbox) == 1


def test_a_digest_begins_with_what_waits(tell, digest, people, treviso):
    actions.open_task(
        subject=treviso,
        kind="a.b.c",
        title="Approva la convenzione",
        reason="Firma",
        url="/x/",
        person=people["treviso.sua"],
        now=NOW,
    )
    mail.outbox.clear()
    tell("treviso.sua", level="CONCERNS", title="Novità")
    mail.outbox.clear()
    digest(Cadence.DAILY)
    body = mail.outbox[0].body
    assert body.index("Approva la convenzione") < body.index("* Novità")


def test_a_digest_says_nothing_of_reserved_objects(tell, digest):
    tell("treviso.sua", level="CONCERNS", title="Addebito a Mario", reserved=True)
    digest(Cadence.DAILY)
    (message,) = mail.outbox
    assert "Mario" not in message.body + html_of(message)
    assert "oggetto riservato" in message.body


def test_a_digest_waits_for_the_mail_server(tell, digest, post):
    tell("treviso.sua", level="CONCERNS", title="Novità")
    post.is_down = True
    digest(Cadence.DAILY)
    post.is_down = False
    again()
    assert len(mail.outbox) == 1
    digest(Cadence.DAILY)
    assert len(mail.outbox) == 1


def test_a_digest_goes_to_nobody_who_may_not_act(tell, digest, people):
    tell("treviso.sua", level="CONCERNS")
    people["treviso.sua"].memberships.update(state=MembershipState.CEASED)
    digest(Cadence.DAILY)
    assert mail.outbox == []


def test_the_weekly_digest_is_another(tell, digest):
    tell("treviso.sua", level="INTEREST", title="Corso nuovo")
    digest(Cadence.DAILY)
    assert mail.outbox == []
    digest(Cadence.WEEKLY)
    assert mail.outbox[0].subject == "[Pi.Co.] La settimana: 1 novità"


def test_a_digest_is_stopped_by_one_click_without_signing_in(tell, digest, client, people):
    tell("treviso.sua", level="CONCERNS")
    digest(Cadence.DAILY)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    assert client.get(address).status_code == 200
    assert not Preference.objects.exists()
    answer = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 204
    kept = Preference.objects.get()
    assert (kept.person, kept.level, kept.cadence) == (
        people["treviso.sua"],
        NoticeLevel.CONCERNS,
        Cadence.NEVER,
    )


def test_a_false_word_stops_nothing(client, db):
    assert client.post(reverse("notices:stop", args=["falso"])).status_code == 404


# Letters ----------------------------------------------------------------------------------------


def test_a_letter_leaves_after_the_commit_and_is_forgotten(commits, db):
    with commits():
        letters.send(
            to="nuovo@enti.pico.example",
            template="notices/mail/notice",
            context={"line": {"title": "Ciao", "url": "http://x", "at": NOW, "body": ""}},
            subject="Benvenuto",
        )
        assert mail.outbox == []
    assert [(one.subject, one.to) for one in mail.outbox] == [
        ("Benvenuto", ["nuovo@enti.pico.example"])
    ]
    letter = Letter.objects.get()
    assert letter.sent_at
    assert (letter.text, letter.html) == ("", "")
    actions.send_letter(letter_id=letter.pk, now=NOW)
    assert len(mail.outbox) == 1


def test_a_letter_waits_for_the_mail_server(commits, db, post):
    post.is_down = True
    with commits():
        actions.write_letter(to="a@b.example", title="Ciao", text="Testo", html="", now=NOW)
    assert Letter.objects.get().sent_at is None
    post.is_down = False
    again()
    assert mail.outbox[0].body == "Testo"
    assert Letter.objects.get().sent_at
