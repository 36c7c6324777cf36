"""What mails say and how they look: one layout, a text and an HTML side."""

from datetime import date
from email.utils import parseaddr
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext, override

from pico.core.people.models import Person

from . import kinds, queries
from .models import Notice, Task
from .terms import RESERVED_TITLE, Cadence, NoticeLevel

SALT = "pico.notices.stop"
TASKS_IN_DIGEST = 10
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
    person: Person, notices: list[Notice], tasks: QuerySet[Task], cadence: str, today: date
) -> EmailMultiAlternatives:
    """Write a digest: what waits first, then the news, one entry for each object."""
    stop = absolute(reverse("notices:stop", args=[stop_token(person, cadence)]))
    with override(person.language):
        sections = _sections(notices)
        count = sum(len(entries) for _label, entries in sections)
        context = {
            "title": _digest_title(cadence, count),
            "person": person,
            "sections": sections,
            "tasks": [task_line(task) for task in tasks[:TASKS_IN_DIGEST]],
            "today": today,
            "stop_url": stop,
        }
        text, html = render_both("notices/mail/digest", context)
    name = f"digest-{cadence}-{person.pk}-{max(notice.pk for notice in notices)}"
    headers = {
        "Message-ID": message_id(name),
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<{cadence.lower()}.avvisi.pico>",
    }
    return _message(context["title"], text, html, person, headers)


def _digest_title(cadence: str, count: int) -> str:
    if cadence == Cadence.WEEKLY:
        return ngettext("La settimana: %(n)d novità", "La settimana: %(n)d novità", count) % {
            "n": count
        }
    return ngettext("Oggi: %(n)d novità", "Oggi: %(n)d novità", count) % {"n": count}


def _sections(notices: list[Notice]) -> list[tuple[str, list[dict]]]:
    """By level, one entry for each object: the newest line, and how many others."""
    sections = []
    for level in NoticeLevel:
        entries: dict[tuple, dict] = {}
        for notice in notices:
            if notice.level != level:
                continue
            entry = entries.setdefault(
                (notice.subject_type, notice.subject_id), {**line_of(notice), "others": -1}
            )
            entry["others"] += 1
        if entries:
            sections.append((level.label, list(entries.values())))
    return sections


def task_line(task: Task) -> dict:
    return {
        "title": queries.title_outside(task),
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
