"""The blocks that contents are made of; those of a home page are in `showcase.py`."""

from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import RichTextBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from . import videos
from .terms import WORDS_A_MINUTE

SECTION_PROSE = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]
PROSE = ["h2", *SECTION_PROSE, "blockquote", "hr"]
SHORT_PROSE = ["bold", "italic", "ol", "ul", "link", "document-link"]


def minutes_to_read(body, summary: str = "") -> int:
    """Reading time of blocks in minutes, at least one."""
    texts = body.stream_block.get_searchable_content(body) if body else []
    words = sum(len(strip_tags(str(text)).split()) for text in (*texts, summary))
    return max(1, round(words / WORDS_A_MINUTE))


class Link(StructBlock):
    """A link to a page of the site, to a file or anywhere; the first one given counts."""

    text = blocks.CharBlock(label=_("testo"), max_length=80)
    page = blocks.PageChooserBlock(label=_("pagina"), required=False)
    document = DocumentChooserBlock(label=_("documento"), required=False)
    url = blocks.URLBlock(label=_("indirizzo"), required=False)

    class Meta:
        icon = "link"
        label = _("Link")
        template = "pages/blocks/link.html"

    def clean(self, value):
        cleaned = super().clean(value)
        if not any(cleaned.get(name) for name in ("page", "document", "url")):
            raise blocks.StructBlockValidationError(
                non_block_errors=[_("Scegli una pagina o un documento, o scrivi un indirizzo.")]
            )
        return cleaned


class Heading(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Titolo")
        template = "pages/blocks/heading.html"


class Picture(StructBlock):
    image = ImageChooserBlock(label=_("immagine"))
    caption = blocks.CharBlock(label=_("didascalia"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Immagine")
        template = "pages/blocks/picture.html"


class Gallery(StructBlock):
    title = blocks.CharBlock(label=_("titolo"), required=False, max_length=120)
    pictures = blocks.ListBlock(Picture(), min_num=2, max_num=24, label=_("immagini"))

    class Meta:
        icon = "image"
        label = _("Galleria")
        template = "pages/blocks/gallery.html"


class Accordion(StructBlock):
    title = blocks.CharBlock(label=_("titolo"), required=False, max_length=120)
    entries = blocks.ListBlock(
        StructBlock(
            [
                ("question", blocks.CharBlock(label=_("voce"), max_length=160)),
                ("answer", RichTextBlock(features=SHORT_PROSE, label=_("testo"))),
            ],
            label=_("voce"),
        ),
        min_num=1,
        label=_("voci"),
    )

    class Meta:
        icon = "list-ul"
        label = _("Fisarmonica")
        template = "pages/blocks/accordion.html"


class VideoValue(blocks.StructValue):
    @cached_property
    def video(self) -> videos.Video | None:
        return videos.read(self.get("url") or "")


class Video(StructBlock):
    """A video of another site: until the reader asks, the page shows a picture of ours only."""

    title = blocks.CharBlock(label=_("titolo"), max_length=160)
    url = blocks.URLBlock(label=_("indirizzo su YouTube o Vimeo"), validators=[videos.check_video])
    poster = ImageChooserBlock(label=_("immagine di copertina"), required=False)
    duration = blocks.CharBlock(label=_("durata"), required=False, max_length=20)
    transcript = DocumentChooserBlock(
        label=_("trascrizione o sottotitoli"),
        required=False,
        help_text=_("Chi non sente legge qui; se il video ha i sottotitoli puoi lasciarlo vuoto."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "pages/blocks/video.html"
        value_class = VideoValue


class Attachments(StructBlock):
    title = blocks.CharBlock(label=_("titolo"), required=False, max_length=120)
    documents = blocks.ListBlock(DocumentChooserBlock(), min_num=1, label=_("documenti"))

    class Meta:
        icon = "doc-full"
        label = _("Allegati")
        template = "pages/blocks/attachments.html"


class Quote(StructBlock):
    text = blocks.TextBlock(label=_("testo"), max_length=600)
    author = blocks.CharBlock(label=_("di chi è"), required=False, max_length=120)
    role = blocks.CharBlock(label=_("qualifica"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Citazione")
        template = "pages/blocks/quote.html"


class CallOut(StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[("info", _("Da sapere")), ("warning", _("Attenzione")), ("success", _("Fatto"))],
        default="info",
        label=_("tipo"),
    )
    title = blocks.CharBlock(label=_("titolo"), required=False, max_length=120)
    text = RichTextBlock(features=SHORT_PROSE, label=_("testo"))

    class Meta:
        icon = "warning"
        label = _("Riquadro")
        template = "pages/blocks/callout.html"


class Timeline(StructBlock):
    title = blocks.CharBlock(label=_("titolo"), required=False, max_length=120)
    steps = blocks.ListBlock(
        StructBlock(
            [
                ("when", blocks.CharBlock(label=_("quando"), max_length=60)),
                ("title", blocks.CharBlock(label=_("titolo"), max_length=160)),
                (
                    "text",
                    RichTextBlock(features=SHORT_PROSE, label=_("testo"), required=False),
                ),
            ],
            label=_("tappa"),
        ),
        min_num=1,
        label=_("tappe"),
    )

    class Meta:
        icon = "history"
        label = _("Linea del tempo")
        template = "pages/blocks/timeline.html"


class Links(StructBlock):
    title = blocks.CharBlock(label=_("titolo"), default=_("Link utili"), max_length=120)
    links = blocks.ListBlock(Link(), min_num=1, label=_("link"))

    class Meta:
        icon = "link"
        label = _("Link utili")
        template = "pages/blocks/links.html"


class Numbers(StructBlock):
    """Numbers written by hand; those that the platform counts are in `Figures`."""

    title = blocks.CharBlock(label=_("titolo"), required=False, max_length=120)
    numbers = blocks.ListBlock(
        StructBlock(
            [
                ("number", blocks.CharBlock(label=_("numero"), max_length=20)),
                ("label", blocks.CharBlock(label=_("che cosa conta"), max_length=80)),
            ],
            label=_("numero"),
        ),
        min_num=1,
        max_num=6,
        label=_("numeri"),
    )
    source = blocks.CharBlock(label=_("fonte e periodo"), required=False, max_length=160)

    class Meta:
        icon = "order"
        label = _("Numeri")
        template = "pages/blocks/numbers.html"


class Button(Link):
    class Meta:
        icon = "pick"
        label = _("Pulsante")
        template = "pages/blocks/button.html"


class Table(StructBlock):
    """A table with its caption and, if asked, the first column as heads of the rows."""

    caption = blocks.CharBlock(
        label=_("che cosa dice la tabella"),
        max_length=200,
        help_text=_("La didascalia: la legge per prima chi non vede la tabella."),
    )
    has_row_heads = blocks.BooleanBlock(
        label=_("la prima colonna dà il nome alle righe"), required=False, default=True
    )
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("testo"), required=False)),
            ("number", blocks.DecimalBlock(label=_("numero"), required=False)),
            ("rich", RichTextBlock(label=_("testo con link"), features=["bold", "link"])),
        ],
        label=_("tabella"),
    )

    class Meta:
        icon = "table"
        label = _("Tabella")
        template = "pages/blocks/table.html"


class Text(RichTextBlock):
    class Meta:
        template = "pages/blocks/text.html"


BODY = [
    ("testo", Text(features=PROSE, label=_("Testo"))),
    ("titolo", Heading()),
    ("immagine", Picture()),
    ("galleria", Gallery()),
    ("tabella", Table()),
    ("fisarmonica", Accordion()),
    ("video", Video()),
    ("allegati", Attachments()),
    ("citazione", Quote()),
    ("riquadro", CallOut()),
    ("tempo", Timeline()),
    ("link", Links()),
    ("numeri", Numbers()),
    ("pulsante", Button()),
]
