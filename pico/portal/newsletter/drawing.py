"""From the blocks of an issue to what is read: cleaned HTML, plain text, numbered links."""

import re
from html import escape
from html.parser import HTMLParser

import nh3
from django.utils.html import linebreaks

from pico.core.foundation.text import search_key
from pico.core.ui import formats

from . import addresses, contents
from .models import Block, Issue
from .terms import BlockKind

TAGS = {"p", "br", "strong", "b", "em", "i", "a", "ul", "ol", "li", "blockquote"}
SCHEMES = {"http", "https", "mailto"}
HREF = re.compile(r'href="([^"]*)"')
TAG = re.compile(r"</?[a-zA-Z]")
COUNTED = ("http://", "https://")


def clean(text: str) -> str:
    """Return the HTML that mails and pages may hold; a text without tags gets its paragraphs."""
    html = text if TAG.search(text) else linebreaks(escape(text))
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None
    ).strip()


def is_empty(html: str) -> bool:
    return not plain(html).strip()


# Pieces: what a block says, as plain data --------------------------------------------------------


def pieces(issue: Issue) -> list[dict]:
    """Return what is read in an issue: as it was approved, or as its blocks stand now."""
    return issue.frozen["pieces"] if issue.frozen else live_pieces(issue)


def live_pieces(issue: Issue) -> list[dict]:
    """Read the blocks anew; a content that is not public any more is a piece that says so."""
    blocks = list(issue.blocks.all())
    found = contents.resolve(b.content_key for b in blocks if b.content_key)
    return [_piece(block, found, issue.space) for block in blocks]


def _piece(block: Block, found: dict, space) -> dict:
    piece = {
        "block": block.pk,
        "kind": block.kind,
        "title": block.title,
        "html": clean(block.text) if block.text else "",
        "url": addresses.whole(space, block.url) if block.url else "",
    }
    if block.kind != BlockKind.CONTENT:
        return piece
    item = found.get(block.content_key)
    if item is None:
        return {**piece, "is_missing": True, "url": ""}
    return {
        **piece,
        "title": block.title or item.title,
        "html": piece["html"] or f"<p>{escape(item.summary)}</p>",
        "url": addresses.whole(space, item.url),
        "image_url": addresses.whole(space, item.image_url) if item.image_url else "",
        "label": item.kind,
        "date": formats.date_it(item.date) if item.date else "",
    }


def missing(issue: Issue) -> list[Block]:
    """The blocks whose content is not public any more."""
    blocks = [b for b in issue.blocks.all() if b.kind == BlockKind.CONTENT]
    found = contents.resolve(b.content_key for b in blocks)
    return [block for block in blocks if block.content_key not in found]


# Links -------------------------------------------------------------------------------------------


def links_of(drawn: list[dict]) -> list[tuple[str, str]]:
    """Return every address of these pieces once, in order, with the words that lead there."""
    found: dict[str, str] = {}
    for piece in drawn:
        if piece["url"].startswith(COUNTED):
            found.setdefault(piece["url"], piece["title"])
        for href in HREF.findall(piece["html"]):
            if href.startswith(COUNTED):
                found.setdefault(nh3_plain(href), "")
    return list(found.items())


def nh3_plain(href: str) -> str:
    """An address as it is, out of an attribute."""
    return href.replace("&amp;", "&")


def with_counters(drawn: list[dict], counters: dict[str, str]) -> list[dict]:
    """Return the pieces with each counted address in place of the one it leads to."""

    def swap(match: re.Match) -> str:
        href = nh3_plain(match[1])
        return f'href="{escape(counters.get(href, href))}"'

    return [
        {
            **piece,
            "url": counters.get(piece["url"], piece["url"]),
            "html": HREF.sub(swap, piece["html"]),
        }
        for piece in drawn
    ]


# Plain text --------------------------------------------------------------------------------------


class _Reader(HTMLParser):
    """Reads cleaned HTML aloud: paragraphs, list items with a dash, addresses after their words."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.href = ""

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.href = dict(attrs).get("href") or ""
        self.said.append({"br": "\n", "li": "\n- ", "p": "\n\n", "blockquote": "\n\n"}.get(tag, ""))

    def handle_endtag(self, tag):
        if tag == "a" and self.href:
            self.said.append(f" ({self.href})")
        if tag in ("ul", "ol"):
            self.said.append("\n")

    def handle_data(self, data):
        self.said.append(re.sub(r"\s+", " ", data))


def plain(html: str) -> str:
    """Return cleaned HTML as the text of a mail."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.said)).strip()


def with_text(drawn: list[dict]) -> list[dict]:
    """Add to each piece its plain text."""
    return [{**piece, "text": plain(piece["html"])} for piece in drawn]


def search_text(issue: Issue, drawn: list[dict]) -> str:
    """Return the words of an issue, folded, for the search of the archive."""
    said = [issue.title, issue.subject, issue.mailing_list.name]
    said += [f"{piece['title']} {plain(piece['html'])}" for piece in drawn]
    return search_key(" ".join(said))
