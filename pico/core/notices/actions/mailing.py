"""Mail goes out: at once, in digests, as letters. Never twice, never lost.

A notice is marked right after its mail was handed over. The Message-ID is made from what is sent, so
that even a worker that dies between the two hands over the same message again, which mailboxes join.
"""

import logging
import smtplib
from datetime import date, datetime, timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.utils import timezone

from pico.core.jobs.actions import enqueue
from pico.core.people.models import Person

from .. import messages, queries, tasks
from ..models import Letter, Notice
from ..terms import MAIL_ATTEMPTS, Cadence

logger = logging.getLogger("pico.notices")

AT_A_TIME = 200
KEEP_LETTERS = timedelta(days=30)
KEEP_NOTICES = timedelta(days=365)
# The server said no to this message, and would say no again.
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused)


class NotAllSent(Exception):
    """Some messages are left for the next attempt."""


# At once ----------------------------------------------------------------------------------------


def start_at_once(*, now: datetime) -> None:
    """Have what was held back sent, if its time has come."""
    if queries.to_mail(Cadence.AT_ONCE).filter(mail_after__lte=now).exists():
        enqueue(tasks.mail_at_once, key="at-once", again=True)


def mail_at_once(*, now: datetime) -> int:
    """Send every notice that is to be mailed at once; raises NotAllSent when some must be tried again."""
    waiting = queries.to_mail(Cadence.AT_ONCE).filter(mail_after__lte=now)
    sent, failed, last = 0, 0, 0
    with get_connection() as connection:
        while batch := list(
            waiting.filter(pk__gt=last).select_related("person").order_by("pk")[:AT_A_TIME]
        ):
            last = batch[-1].pk
            for notice in batch:
                outcome = _mail_notice(notice, connection, now)
                sent, failed = sent + (outcome is True), failed + (outcome is False)
    if failed:
        raise NotAllSent(f"{failed} notices are left to be mailed.")
    return sent


def _mail_notice(notice: Notice, connection, now: datetime) -> bool | None:
    """True when sent, None when it need not be, False when it must be tried again."""
    reason = _why_not(notice, timezone.localdate(now))
    if reason:
        Notice.objects.filter(pk=notice.pk).update(mail_dropped=reason)
        return None
    try:
        message = messages.notice_message(notice)
        message.connection = connection
        message.send()
    except REFUSED as error:
        return _refused(notice, error)
    Notice.objects.filter(pk=notice.pk).update(mailed_at=now)
    return True


def _why_not(notice: Notice, today: date) -> str:
    if notice.read_at:
        return "letto prima"
    if not queries.may_still_act(notice.person, today):
        return "la persona non può più operare"
    if notice.ente_id and notice.ente_id not in queries.enti_of(notice.person, today):
        return "la persona non lavora più nell'ente"
    return ""


def _refused(notice: Notice, error: Exception) -> bool | None:
    logger.warning("Notice %s: refused by the mail server.", notice.pk, exc_info=error)
    if notice.mail_attempts + 1 >= MAIL_ATTEMPTS:
        Notice.objects.filter(pk=notice.pk).update(mail_dropped="rifiutato dal server di posta")
        return None
    Notice.objects.filter(pk=notice.pk).update(mail_attempts=F("mail_attempts") + 1)
    return False


# Digests ----------------------------------------------------------------------------------------


def start_digests(*, cadence: str, now: datetime) -> int:
    """Enqueue a digest for each person with something to be told."""
    rows = queries.to_mail(cadence).filter(created_at__lte=now)
    people = list(rows.order_by("person").values_list("person", flat=True).distinct())
    for pk in people:
        enqueue(
            tasks.mail_digest,
            key=f"{cadence}:{pk}",
            recipient_id=pk,
            cadence=str(cadence),
        )
    return len(people)


def mail_digest(*, recipient_id: int, cadence: str, now: datetime) -> bool:
    """Send one person what gathered since the last time; what was read meanwhile is left out."""
    person = Person.objects.filter(pk=recipient_id).first()
    rows = queries.to_mail(cadence).filter(person=recipient_id).order_by("-created_at", "-pk")
    today = timezone.localdate(now)
    wanted, dropped = [], {}
    enti = queries.enti_of(person, today) if person else set()
    may_act = person is not None and queries.may_still_act(person, today)
    for notice in rows:
        if reason := _why_left_out(notice, may_act, enti):
            dropped.setdefault(reason, []).append(notice.pk)
        else:
            wanted.append(notice)
    for reason, pks in dropped.items():
        Notice.objects.filter(pk__in=pks).update(mail_dropped=reason)
    if not wanted:
        return False
    due = queries.tasks_everywhere(person, today=today)
    message = messages.digest_message(person, wanted, due, cadence, now)
    told = Notice.objects.filter(pk__in=[notice.pk for notice in wanted])
    if message is None:
        told.update(mail_dropped="la persona non può più leggerlo")
        return False
    message.send()
    told.update(mailed_at=now)
    return True


def _why_left_out(notice: Notice, may_act: bool, enti: set[int]) -> str:
    if not may_act:
        return "la persona non può più operare"
    if notice.read_at:
        return "letto prima"
    return "" if notice.ente_id in {None, *enti} else "la persona non lavora più nell'ente"


# Letters ----------------------------------------------------------------------------------------


def write_letter(
    *,
    to: str,
    title: str,
    text: str,
    html: str,
    now: datetime,
    reply_to: str = "",
    stop_url: str = "",
) -> Letter:
    """Keep a message in the caller's transaction and have it sent after the commit."""
    letter = Letter.objects.create(
        to=to,
        title=" ".join(title.split())[:250],
        text=text,
        html=html,
        reply_to=reply_to,
        stop_url=stop_url,
        created_at=now,
    )
    enqueue(tasks.send_letter, key=str(letter.pk), letter_id=letter.pk)
    return letter


def send_letter(*, letter_id: int, now: datetime) -> bool:
    """Send a letter that was not sent yet, and forget what it said."""
    letter = Letter.objects.filter(pk=letter_id, sent_at=None).first()
    if letter is None:
        return False
    message = EmailMultiAlternatives(
        letter.title,
        letter.text,
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={
            "Message-ID": messages.message_id(f"letter-{letter.pk}"),
            **(messages.stop_headers(letter.stop_url) if letter.stop_url else {}),
        },
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    message.send()
    Letter.objects.filter(pk=letter.pk).update(sent_at=now, text="", html="", stop_url="")
    return True


def forget_letters(*, now: datetime) -> int:
    """Delete letters sent a month ago."""
    return Letter.objects.filter(sent_at__lt=now - KEEP_LETTERS).delete()[0]


def forget_notices(*, now: datetime) -> int:
    """Delete notices of a year ago."""
    old = Notice.objects.filter(created_at__lt=now - KEEP_NOTICES)
    return old.delete()[0]
