"""Write and send e-mails: nothing is lost when the mail server is down."""

import smtplib
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from ..models import Letter

FIRST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=6)
BATCH = 200


def address(path: str) -> str:
    """Return the whole address of a page, for a link in an e-mail."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def write_letter(*, to: str, subject: str, template: str, context: dict, now: datetime) -> Letter:
    """Put a letter in the post, in the caller's transaction; it leaves after commit."""
    context = {**context, "subject": subject}
    letter = Letter.objects.create(
        to=to,
        subject=" ".join(str(subject).split())[:250],
        text=render_to_string(f"adhesion/mail/{template}.txt", context),
        html=render_to_string(f"adhesion/mail/{template}.html", context),
        created_at=now,
        next_try_at=now,
    )
    transaction.on_commit(partial(send_letter, pk=letter.pk, now=now))
    return letter


@transaction.atomic
def send_letter(*, pk: int, now: datetime) -> bool:
    """Hand a letter to the mail server, once; a failure is noted and the next try planned."""
    letter = (
        Letter.objects.select_for_update(skip_locked=True)
        .filter(pk=pk, sent_at__isnull=True)
        .first()
    )
    if letter is None:
        return False
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to])
    message.attach_alternative(letter.html, "text/html")
    letter.attempts += 1
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as problem:
        letter.problem = f"{type(problem).__name__}: {problem}"[:250]
        letter.next_try_at = now + min(FIRST_WAIT * 2 ** (letter.attempts - 1), LONGEST_WAIT)
    else:
        # The text may carry a link that opens a door: it is not kept.
        letter.sent_at, letter.text, letter.html, letter.problem = timezone.now(), "", "", ""
    letter.save()
    return letter.sent_at is not None


def send_waiting_letters(*, now: datetime) -> int:
    """Try again what could not be sent; return how many left."""
    due = Letter.objects.filter(sent_at__isnull=True, next_try_at__lte=now)
    keys = list(due.values_list("pk", flat=True)[:BATCH])
    return sum(send_letter(pk=key, now=now) for key in keys)
