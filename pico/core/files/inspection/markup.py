"""XML and SVG, read as a stream of elements: nothing is kept, whatever the size."""

import re
from typing import BinaryIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_external_ges, feature_namespaces

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from . import refusals
from .documents import contains

DEEPEST = 500
LONGEST_STYLE = 1_000_000
XHTML = "http://www.w3.org/1999/xhtml"
SVG_FORBIDDEN = frozenset(
    [
        "script",
        "foreignobject",
        "iframe",
        "embed",
        "object",
        "handler",
        "listener",
        "set",
        "animate",
    ]
)
SVG_LINKS = frozenset(("href", "src", "base", "action", "formaction"))
LOCAL_LINK = re.compile(r"^\s*(#|data:image/(png|jpe?g|gif);)", re.I)
FETCHING_STYLE = re.compile(
    r"(@import|expression\s*\(|url\(\s*['\"]?\s*(?!\s*['\"]?\s*(#|data:image/(png|jpe?g|gif))))",
    re.I,
)
STYLE_SHEET = re.compile(rb"<\?xml-stylesheet|<!ENTITY", re.I)


class _Reader(ContentHandler):
    """Refuses what is nested beyond reason and what is a web page."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def startElementNS(self, name, qname, attrs) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise refusals.bad_xml()
        if name[0] == XHTML:
            raise self.web_page()
        self.element(name[1].lower(), attrs)

    def endElementNS(self, name, qname) -> None:
        self.depth -= 1
        self.ended()

    def web_page(self):
        return refusals.unknown_format()

    def element(self, local: str, attrs) -> None:
        """An element begins."""

    def ended(self) -> None:
        """An element ends."""


class _SvgReader(_Reader):
    """Refuses an SVG that could act or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.style: str | None = None

    def web_page(self):
        return refusals.active_svg()

    def element(self, local: str, attrs) -> None:
        if self.depth == 1 and local != "svg":
            raise refusals.bad_xml()
        if local in SVG_FORBIDDEN:
            raise refusals.active_svg()
        if any(_is_active(name[1].lower(), value) for name, value in attrs.items()):
            raise refusals.active_svg()
        self.style = "" if local == "style" else None

    def characters(self, content: str) -> None:
        if self.style is not None:
            self.style += content
            if len(self.style) > LONGEST_STYLE:
                raise refusals.bad_xml()

    def ended(self) -> None:
        if self.style and FETCHING_STYLE.search(self.style):
            raise refusals.active_svg()
        self.style = None


def _is_active(local: str, value: str) -> bool:
    if local.startswith("on"):
        return True
    if local in SVG_LINKS:
        return not LOCAL_LINK.match(value)
    return bool(FETCHING_STYLE.search(value)) or "javascript:" in value.lower()


def check_xml(content: BinaryIO) -> None:
    """Refuse XML that is not well formed, declares entities, is nested beyond reason, or a web page."""
    _read(content, _Reader())


def check_svg(content: BinaryIO) -> None:
    """Refuse an SVG that could act or fetch: scripts, handlers, links out of the drawing."""
    if contains(content, STYLE_SHEET):
        raise refusals.active_svg()
    _read(content, _SvgReader())


def _read(content: BinaryIO, reader: _Reader) -> None:
    content.seek(0)
    parser = make_parser()
    parser.setFeature(feature_namespaces, True)
    # A DTD may be named, as drawing programs do; it is never fetched, and entities stay forbidden.
    parser.setFeature(feature_external_ges, False)
    parser.forbid_external = False
    parser.setContentHandler(reader)
    try:
        parser.parse(content)
    except (SAXException, DefusedXmlException, ValueError, LookupError) as error:
        raise refusals.bad_xml() from error
