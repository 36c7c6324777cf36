"""The blocks that pages are made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "blockquote"]

BODY = [
    ("testo", blocks.RichTextBlock(features=PROSE, label=_("Testo"))),
]

SHOWCASE = [
    ("testo", blocks.RichTextBlock(features=PROSE, label=_("Testo"))),
]
