"""Formatted text: the little HTML that the platform keeps, and its twin in plain characters.

What is stored has passed `clean`: paragraphs, bold, italic, lists, links, quotes, code, two headings.
The plain twin writes the same with the signs that people type in mails (`**`, `_`, `- `, `> `).
"""

import re
from html import escape
from html.parser import HTMLParser
from itertools import groupby

import nh3

TAGS = {
    *("p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code", "pre", "h3", "h4"),
    *("b", "i", "div"),  # what browsers write for some of them: renamed below
}
RENAMED = (
    (re.compile(r"<(/?)b>"), r"<\1strong>"),
    (re.compile(r"<(/?)i>"), r"<\1em>"),
    (re.compile(r"<(/?)div>"), r"<\1p>"),
)
EMPTY_PARAGRAPHS = re.compile(r"(?:<p>(?:\s|&nbsp;|<br>)*</p>\s*)+")
SCHEMES = {"http", "https", "mailto", "tel"}

ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]»]")
LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^\s()<>]+|mailto:[^\s()<>]+|/[^\s()<>]*)\)")
CODE = re.compile(r"`([^`\n]+)`")
BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")
ITALIC = re.compile(r"(?<![\w/])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w/])")
BULLET = re.compile(r"^\s*[-*•]\s+(.*)$")
NUMBERED = re.compile(r"^\s*\d{1,3}[.)]\s+(.*)$")
QUOTED = re.compile(r"^\s*>\s?(.*)$")
FENCE = "```"
SPACES = re.compile(r"[ \t\n]+")


def clean(html: str) -> str:
    """Return only the harmless part of a formatted text: the one gate of everything that is stored."""
    kept = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        clean_content_tags={"script", "style", "title", "template"},
    )
    for pattern, name in RENAMED:
        kept = pattern.sub(name, kept)
    return EMPTY_PARAGRAPHS.sub("", kept).strip()


def is_blank(html: str) -> bool:
    return not to_plain(html)


# From plain characters to HTML ------------------------------------------------------------------


def from_plain(text: str) -> str:
    """Return as HTML a text typed without formatting: paragraphs, lists, quotes, links, emphasis."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return clean("\n".join(_blocks(lines)))


def _blocks(lines: list[str]):
    for kind, group in groupby(_told(lines), key=lambda pair: pair[0]):
        content = [line for _kind, line in group]
        if kind == "pre":
            yield f"<pre>{escape(chr(10).join(content))}</pre>"
        elif kind in ("ul", "ol"):
            items = "".join(f"<li>{_inline(line)}</li>" for line in content)
            yield f"<{kind}>{items}</{kind}>"
        elif kind == "blockquote":
            yield f"<blockquote>{''.join(_blocks(content))}</blockquote>"
        elif kind == "p":
            yield f"<p>{'<br>'.join(_inline(line) for line in content)}</p>"


def _told(lines: list[str]):
    """Each line with the kind of block that it belongs to; empty lines part paragraphs."""
    inside = False
    for line in lines:
        if line.strip().startswith(FENCE):
            inside = not inside
        elif inside:
            yield "pre", line
        elif not line.strip():
            yield "", ""
        else:
            yield _kind_of(line)


def _kind_of(line: str) -> tuple[str, str]:
    for kind, pattern in (("ul", BULLET), ("ol", NUMBERED), ("blockquote", QUOTED)):
        if found := pattern.match(line):
            return kind, found.group(1)
    return "p", line.strip()


def _inline(line: str) -> str:
    """Emphasis and links; what stands between backquotes is left as it is."""
    parts = CODE.split(line)
    return "".join(
        f"<code>{escape(part)}</code>" if at % 2 else _emphasis(part)
        for at, part in enumerate(parts)
    )


def _emphasis(text: str) -> str:
    made, at = [], 0
    for found in re.finditer(f"{LINK.pattern}|({ADDRESS.pattern})", text):
        label, target, bare = found.groups()
        made.append(_marks(escape(text[at : found.start()])))
        words = _marks(escape(label)) if label else escape(bare)
        made.append(f'<a href="{escape(target or bare)}">{words}</a>')
        at = found.end()
    return "".join([*made, _marks(escape(text[at:]))])


def _marks(escaped: str) -> str:
    return ITALIC.sub(r"<em>\1</em>", BOLD.sub(r"<strong>\1</strong>", escaped))


# From HTML to plain characters ------------------------------------------------------------------


class _Writer(HTMLParser):
    """Writes cleaned HTML with the signs that `from_plain` reads."""

    SIGNS = {"strong": "**", "em": "_", "code": "`"}

    def __init__(self, *, is_bare: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.is_bare = is_bare  # no signs at all: for search and excerpts
        self.lines: list[str] = [""]
        self.lists: list[int | None] = []
        self.quotes = 0
        self.is_pre = False
        self.targets: list[tuple[str, int]] = []

    def handle_starttag(self, tag, attrs):
        if tag in ("p", "h3", "h4", "pre") and not self.lists:
            self._paragraph()
        if tag == "br":
            self._line()
        elif tag in ("ul", "ol"):
            self._line() if self.lists else self._paragraph()
            self.lists.append(None if tag == "ul" else 0)
        elif tag == "li":
            self._item()
        elif tag == "blockquote":
            self._paragraph()
            self.quotes += 1
            self.lines[-1] = self._margin()
        elif tag == "a":
            self.targets.append((dict(attrs).get("href") or "", len(self._whole())))
        elif tag == "pre":
            self.is_pre = True
            self._fence()
        self._sign(tag)

    def handle_endtag(self, tag):
        self._sign(tag)
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
            while len(self.lines) > 1 and not self.lines[-1].strip("> "):
                self.lines.pop()
            self._paragraph()
        elif tag == "a" and self.targets:
            self._target(*self.targets.pop())
        elif tag == "pre":
            self._line()
            self._fence()
            self.is_pre = False
        if tag in ("p", "h3", "h4", "pre", "ul", "ol") and not self.lists:
            self._paragraph()

    def handle_data(self, data):
        if self.is_pre:
            first, *rest = data.split("\n")
            self.lines[-1] += first
            for line in rest:
                self._line()
                self.lines[-1] += line
            return
        self.lines[-1] += SPACES.sub(" ", data) if self.lines[-1].strip() else data.lstrip()

    def _sign(self, tag):
        if not self.is_bare and not self.is_pre:
            self.lines[-1] += self.SIGNS.get(tag, "")

    def _fence(self):
        if not self.is_bare:
            self.lines[-1] += FENCE
            self._line()

    def _margin(self) -> str:
        return "" if self.is_bare else "> " * self.quotes

    def _line(self):
        self.lines.append(self._margin())

    def _paragraph(self):
        if self.lines[-1].strip("> ") or len(self.lines) == 1:
            self._line()
        if len(self.lines) < 2 or self.lines[-2].strip("> "):
            self.lines[-1] = self._margin().rstrip()
            self._line()
        else:
            self.lines[-1] = self._margin()

    def _item(self):
        if self.lines[-1].strip("> "):
            self._line()
        number = self.lists[-1] if self.lists else None
        if self.lists and number is not None:
            self.lists[-1] = number + 1
        self.lines[-1] += "  " * (len(self.lists) - 1)
        self.lines[-1] += "- " if number is None else f"{number + 1}. "

    def _target(self, href: str, start: int):
        if self.is_bare or not href:
            return
        words = self._whole()[start:].strip()
        if words != href and words and "\n" not in words:
            line = self.lines[-1]
            self.lines[-1] = f"{line[: len(line) - len(words)]}[{words}]({href})"

    def _whole(self) -> str:
        return "\n".join(self.lines)


def to_plain(html: str, *, is_bare: bool = False) -> str:
    """Return cleaned HTML as people type it in a mail; `is_bare` without any sign."""
    writer = _Writer(is_bare=is_bare)
    writer.feed(html)
    writer.close()
    text = "\n".join(line.rstrip() for line in writer.lines)
    return re.sub(r"\n(?:>\s*)?\n(?:\s*\n)+", "\n\n", text).strip()


def excerpt(html: str, length: int = 200) -> str:
    """Return the first words of a formatted text in one line, cut at a word."""
    words = SPACES.sub(" ", to_plain(html, is_bare=True)).strip()
    if len(words) <= length:
        return words
    return f"{words[:length].rsplit(' ', 1)[0].rstrip(' ,.;:')}…"
