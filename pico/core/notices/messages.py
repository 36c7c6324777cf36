"""What mails say and how they look: one layout, a text and an HTML side."""

from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext, override

from pico.core.people.models import Person

from . import digests, kinds, queries
from .models import Notice, Task
from .terms import RESERVED_TITLE, TASKS_IN_DIGEST, Cadence

SALT = "pico.notices.stop"
TEXT_TITLE = 60


def absolute(url: str) -> str:
    """Return the whole address of a page, for who reads outside the platform."""
    return urljoin(
        f"{settings.PUBLIC_URL.rstrip('/')}/", url.lstrip("/") if url.startswith("/") else url
    )


def message_id(name: str) -> str:
    """Return a Message-ID that is always the same for the same message."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{salted_hmac('pico.notices.message', name).hexdigest()[:32]}@{host}>"


def render_both(template: str, context: dict) -> tuple[str, str]:
    context = {
        **context,
        "home_url": absolute("/"),
        "preferences_url": absolute(reverse("notices:preferences")),
    }
    return (
        render_to_string(f"{template}.txt", context).strip() + "\n",
        render_to_string(f"{template}.html", context),
    )


# Notices ----------------------------------------------------------------------------------------


def notice_message(notice: Notice) -> EmailMultiAlternatives:
    """Write the mail of one notice; of a reserved object only that there is news.

    Where its kind may be answered by mail, replies go to the address that says what they are for.
    """
    reply_to = kinds.reply_address(notice)
    with override(notice.person.language):
        title = str(RESERVED_TITLE) if notice.is_reserved else notice.title
        text, html = render_both(
            "notices/mail/notice",
            {
                "title": title,
                "line": line_of(notice),
                "person": notice.person,
                "may_reply": bool(reply_to),
            },
        )
    # Programs draw together what refers to the same message: one thread for one object.
    thread = message_id(f"{notice.subject_type}-{notice.subject_id}-{notice.person_id}")
    headers = {"Message-ID": message_id(f"notice-{notice.pk}"), "References": thread}
    head = kinds.HEAD if notice.is_reserved else kinds.head_of(notice)
    message = _message(f"{title}", text, html, notice.person, headers, head)
    message.reply_to = [reply_to] if reply_to else []
    return message


def line_of(notice: Notice) -> dict:
    """What a mail says of a notice."""
    reserved = notice.is_reserved
    return {
        "title": str(RESERVED_TITLE) if reserved else notice.title,
        "body": "" if reserved else notice.body,
        "url": absolute(reverse("notices:go", args=[notice.pk])),
        "at": notice.created_at,
    }


def stop_headers(url: str) -> dict[str, str]:
    """What lets a mail program end a repeating message by one click: a POST to `url` (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _message(
    title: str, text: str, html: str, person: Person, headers: dict, head: str = kinds.HEAD
) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        " ".join(f"{head} {title}".split()),
        text,
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated", **headers},
    )
    message.attach_alternative(html, "text/html")
    return message


# Digests ----------------------------------------------------------------------------------------


def digest_message(
    person: Person, notices: list[Notice], tasks: QuerySet[Task], cadence: str, now: datetime
) -> EmailMultiAlternatives | None:
    """Write a digest: what waits first, then the news, one entry for each object.

    None when nothing of it may be told any more.
    """
    today = timezone.localdate(now)
    stop = absolute(reverse("notices:stop", args=[stop_token(person, cadence)]))
    with override(person.language):
        waiting = list(tasks[: TASKS_IN_DIGEST + 1])
        shown = waiting[:TASKS_IN_DIGEST]
        digest = digests.compose(person, notices, waiting=len(shown), cadence=cadence, now=now)
        if not digest.total:
            return None
        context = {
            "title": _digest_title(cadence, digest.total),
            "person": person,
            "tasks": [task_line(task) for task in shown],
            "more_tasks": tasks.count() - len(shown) if len(waiting) > len(shown) else 0,
            "tasks_url": absolute(reverse("notices:tasks")),
            "groups": [_told(group) for group in digest.groups],
            "added": [(label, [_suggested(one) for one in lines]) for label, lines in digest.added],
            "others": digest.others,
            "inbox_url": absolute(reverse("notices:inbox")),
            "first": _first_words(digest),
            "today": today,
            "stop_url": stop,
            "cadence": Cadence(cadence).label,
        }
        text, html = render_both("notices/mail/digest", context)
    name = f"digest-{cadence}-{person.pk}-{max(notice.pk for notice in notices)}"
    headers = {
        "Message-ID": message_id(name),
        **stop_headers(stop),
        "List-Id": f"<{cadence.lower()}.avvisi.pico>",
    }
    return _message(context["title"], text, html, person, headers)


def _digest_title(cadence: str, count: int) -> str:
    if cadence == Cadence.WEEKLY:
        return ngettext("La settimana: %(n)d novità", "La settimana: %(n)d novità", count) % {
            "n": count
        }
    return ngettext("Oggi: %(n)d novità", "Oggi: %(n)d novità", count) % {"n": count}


def _told(group: digests.Group) -> dict:
    return {
        "label": group.label,
        "places": [
            (place, [{**line_of(entry.notice), "others": entry.others} for entry in entries])
            for place, entries in group.places
        ],
    }


def _suggested(one: digests.Suggestion) -> dict:
    return {"title": one.title, "note": one.note, "url": absolute(one.url)}


def _first_words(digest: digests.Digest) -> str:
    """What a mailbox shows beside the subject: the first title."""
    _place, entries = digest.groups[0].places[0]
    return line_of(entries[0].notice)["title"]


def task_line(task: Task) -> dict:
    return {
        "title": queries.title_outside(task),
        "module": kinds.room_of(task.kind),
        "due_on": task.due_on,
        "url": absolute(reverse("notices:tasks")) if task.is_reserved else absolute(task.url),
    }


# The link that stops a digest -------------------------------------------------------------------


def stop_token(person: Person, cadence: str) -> str:
    """Return the signed word that stops one digest of one person, without signing in."""
    return signing.dumps([person.pk, str(cadence)], salt=SALT)


def read_stop_token(token: str) -> tuple[int, str] | None:
    try:
        pk, cadence = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return pk, cadence
