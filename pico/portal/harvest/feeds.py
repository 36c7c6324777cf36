"""Read a feed: ask politely, understand RSS and Atom, keep the harmless part of the text."""

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1
from html import escape
from http import HTTPStatus

import feedparser
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from pico.core.foundation.outside import MayReach, Unreachable, fetch, is_public
from pico.core.foundation.rich_text import clean, excerpt

from .terms import MOST_ENTRIES

ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
TITLE_LENGTH, SUMMARY_LENGTH = 160, 255


class NotAFeed(Exception):
    """What came is no feed; the message says so in Italian and how to repair it."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as we keep it: clean text, a key that does not change."""

    key: str
    title: str
    summary: str
    html: str
    link: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a source says now; `is_same` when it has nothing new since the last time."""

    items: tuple[Item, ...] = ()
    etag: str = ""
    last_modified: str = ""
    is_same: bool = False


def read_feed(
    url: str, *, etag: str = "", last_modified: str = "", may_reach: MayReach = is_public
) -> Feed:
    """Ask for a feed, only if it changed; raise NotAFeed with a sentence when there is none."""
    asked = {"Accept": ACCEPT}
    if etag:
        asked["If-None-Match"] = etag
    if last_modified:
        asked["If-Modified-Since"] = last_modified
    try:
        answer = fetch(url, headers=asked, may_reach=may_reach)
    except Unreachable as error:
        raise NotAFeed(str(error)) from error
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return Feed(etag=etag, last_modified=last_modified, is_same=True)
    if answer.status != HTTPStatus.OK:
        raise NotAFeed(
            _("Il sito risponde con l'errore %(status)d: controlla l'indirizzo del feed.")
            % {"status": answer.status}
        )
    return Feed(
        items=parse(answer.body),
        etag=answer.headers.get("etag", "")[:300],
        last_modified=answer.headers.get("last-modified", "")[:100],
    )


def parse(body: bytes) -> tuple[Item, ...]:
    """The entries of a feed, the newest first; refuse what is no feed."""
    found = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        raise NotAFeed(
            _(
                "L'indirizzo non dà un feed RSS o Atom: copialo dal sito, di solito finisce in «/feed»."
            )
        )
    items = [item for item in map(_item, found.entries) if item]
    unique = {item.key: item for item in reversed(items)}
    ordered = sorted(
        unique.values(), key=lambda one: one.published_at or datetime.min.replace(tzinfo=UTC)
    )
    return tuple(reversed(ordered))[:MOST_ENTRIES]


def _item(entry) -> Item | None:
    """An entry, or nothing when it has neither a title nor a name of its own."""
    title = " ".join(strip_tags(entry.get("title", "")).split())
    link = entry.get("link", "")
    link = link if link.startswith(("http://", "https://")) else ""
    name = entry.get("id") or link
    if not title or not name:
        return None
    html = clean(_text_of(entry))
    return Item(
        key=sha1(name.encode(), usedforsecurity=False).hexdigest(),
        title=_cut(title, TITLE_LENGTH),
        summary=_cut(excerpt(html, SUMMARY_LENGTH - 1) or title, SUMMARY_LENGTH),
        html=html or f"<p>{escape(title)}</p>",
        link=link,
        published_at=_moment(entry.get("published_parsed") or entry.get("updated_parsed")),
    )


def _text_of(entry) -> str:
    for content in entry.get("content", ()):
        if content.get("value"):
            return content["value"]
    return entry.get("summary", "")


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _moment(parsed) -> datetime | None:
    return datetime.fromtimestamp(calendar.timegm(parsed), tz=UTC) if parsed else None
