"""From the blocks of an issue to what is read: cleaned HTML, plain text, numbered links."""

import re
from html import escape

from pico.core.foundation import rich_text
from pico.core.foundation.rich_text import to_plain
from pico.core.foundation.text import search_key
from pico.core.ui import formats

from . import addresses, contents, pictures
from .models import Block, Issue
from .terms import BlockKind

HREF = re.compile(r'href="([^"]*)"')
TAG = re.compile(r"</?[a-zA-Z]")
COUNTED = ("http://", "https://")


def clean(text: str) -> str:
    """Return the HTML that mails and pages may hold; a text without tags is read as plain."""
    return rich_text.clean(text) if TAG.search(text) else rich_text.from_plain(text)


# Pieces: what a block says, as plain data --------------------------------------------------------


def pieces(issue: Issue) -> list[dict]:
    """Return what is read in an issue: as it was approved, or as its blocks stand now."""
    return issue.frozen["pieces"] if issue.frozen else live_pieces(issue)


def live_pieces(issue: Issue) -> list[dict]:
    """Read the blocks anew; a content that is not public any more is a piece that says so."""
    blocks = list(issue.blocks.all())
    found = contents.resolve(b.content_key for b in blocks if b.content_key)
    shown = pictures.of_contents(found)
    return [_piece(block, found, shown, issue.space) for block in blocks]


def _piece(block: Block, found: dict, shown: dict, space) -> dict:
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
        **_picture(shown.get(block.content_key), space),
        "label": item.kind,
        "date": formats.date_it(item.date) if item.date else "",
    }


def _picture(picture: pictures.Picture | None, space) -> dict:
    """The picture as mails and pages draw it: with its whole address, its words and its measures."""
    if picture is None:
        return {"image_url": ""}
    return {
        "image_url": addresses.whole(space, picture.path),
        "image_alt": picture.alt,
        "image_width": pictures.WIDTH,
        "image_height": pictures.HEIGHT,
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
                found.setdefault(bare(href), "")
    return list(found.items())


def bare(href: str) -> str:
    """An address as it is, out of an attribute."""
    return href.replace("&amp;", "&")


def with_counters(drawn: list[dict], counters: dict[str, str]) -> list[dict]:
    """Return the pieces with each counted address in place of the one it leads to."""

    def swap(match: re.Match) -> str:
        href = bare(match[1])
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


def with_text(drawn: list[dict]) -> list[dict]:
    """Add to each piece its plain text."""
    return [{**piece, "text": to_plain(piece["html"])} for piece in drawn]


def levelled(drawn: list[dict]) -> list[dict]:
    """Add to each piece the level of its title: under a heading of section, else under the page's own."""
    level, made = 2, []
    for piece in drawn:
        made.append({**piece, "level": level})
        if piece["kind"] == BlockKind.HEADING:
            level = 3
    return made


def search_text(issue: Issue, drawn: list[dict]) -> str:
    """Return the words of an issue, folded, for the search of the archive."""
    said = [issue.title, issue.subject, issue.mailing_list.name]
    said += [f"{piece['title']} {to_plain(piece['html'], is_bare=True)}" for piece in drawn]
    return search_key(" ".join(said))
