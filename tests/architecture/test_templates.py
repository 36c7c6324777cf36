"""Templates obey the content security policy: no inline style, script or handler."""

import re

from .house import PICO, templates

STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
HANDLER = re.compile(
    r"<[^>]*\son(click|change|submit|load|input|keyup|focus|blur)\s*=", re.IGNORECASE
)
SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
ALLOWED_SCRIPT = re.compile(r"\bsrc\s*=|\bnonce\s*=|application/(ld\+)?json", re.IGNORECASE)
OUTSIDE = re.compile(r"(src|href)\s*=\s*[\"']https?://[^\"']+\.(js|css|woff2?)", re.IGNORECASE)
NOT_MARKUP = re.compile(
    r"\{% comment %\}.*?\{% endcomment %\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL
)


def _found(fault) -> list[str]:
    return [
        str(path.relative_to(PICO))
        for path in templates()
        if not {"email", "mail", "emails"} & set(path.parts)
        and fault(NOT_MARKUP.sub("", path.read_text()))
    ]


def test_no_inline_style():
    assert not _found(STYLE.search)


def test_no_handler_in_an_attribute():
    assert not _found(HANDLER.search)


def test_no_inline_script():
    assert not _found(
        lambda text: any(not ALLOWED_SCRIPT.search(words) for words in SCRIPT.findall(text))
    )


def test_nothing_is_loaded_from_other_sites():
    assert not _found(OUTSIDE.search)
