"""The blocks of a home page, over those that any content may have.

What a block shows of the life of the site it asks through the tags of `templatetags/pages.py`.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import RichTextBlock, StructBlock
from wagtail.images.blocks import ImageChooserBlock

from .blocks import BODY, SHORT_PROSE, Link
from .terms import ContentKind, Vocabulary

# Kinds that a list of contents may show: what has a date or a sheet of its own.
LISTED = [
    (kind.value, kind.label)
    for kind in ContentKind
    if kind not in (ContentKind.PAGE, ContentKind.TOPIC)
]


class Band(StructBlock):
    """A block that takes the whole width of a home."""

    class Meta:
        is_band = True


class Hero(Band):
    """The head of a home: title, a sentence, where to go. Without a title it says the site's name."""

    title = blocks.CharBlock(label=_("titolo"), required=False, max_length=120)
    text = blocks.TextBlock(label=_("testo"), required=False, max_length=300)
    image = ImageChooserBlock(label=_("immagine"), required=False)
    links = blocks.ListBlock(Link(), label=_("pulsanti"), default=[], max_num=2)

    class Meta:
        icon = "home"
        label = _("Testata")
        template = "pages/blocks/hero.html"


class FeaturedNews(Band):
    """One content on top: the chosen one, else the last that is «in evidenza»."""

    page = blocks.PageChooserBlock(
        page_type="pages.ContentPage",
        label=_("contenuto"),
        required=False,
        help_text=_("Se resta vuoto: l'ultimo contenuto «in evidenza», o l'ultima notizia."),
    )

    class Meta:
        icon = "pin"
        label = _("Notizia in evidenza")
        template = "pages/blocks/featured.html"


class Section(Band):
    """A few words with a link: «Il progetto Province e Comuni»."""

    title = blocks.CharBlock(label=_("titolo"), max_length=120)
    text = RichTextBlock(features=SHORT_PROSE, label=_("testo"))
    image = ImageChooserBlock(label=_("immagine"), required=False)
    links = blocks.ListBlock(Link(), label=_("link"), default=[], max_num=2)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Sezione di testo")
        template = "pages/blocks/section.html"


class Contents(Band):
    """The last contents of a kind, or about a topic."""

    title = blocks.CharBlock(label=_("titolo"), max_length=120)
    kind = blocks.ChoiceBlock(choices=LISTED, default=ContentKind.NEWS, label=_("che cosa"))
    topic = blocks.CharBlock(
        label=_("argomento"),
        required=False,
        max_length=50,
        help_text=_("L'ultima parte dell'indirizzo della pagina argomento: «viabilita»."),
    )
    only_featured = blocks.BooleanBlock(label=_("solo in evidenza"), required=False)
    number = blocks.IntegerBlock(label=_("quanti"), default=3, min_value=1, max_value=12)

    class Meta:
        icon = "list-ul"
        label = _("Contenuti")
        template = "pages/blocks/contents.html"


class Carousel(Contents):
    class Meta:
        icon = "arrow-right"
        label = _("Contenuti a scorrimento")
        template = "pages/blocks/carousel.html"


class Cards(Band):
    """A grid of cards written by hand."""

    title = blocks.CharBlock(label=_("titolo"), max_length=120)
    cards = blocks.ListBlock(
        StructBlock(
            [
                ("title", blocks.CharBlock(label=_("titolo"), max_length=80)),
                ("text", blocks.TextBlock(label=_("testo"), max_length=250, required=False)),
                ("page", blocks.PageChooserBlock(label=_("pagina"), required=False)),
                ("url", blocks.URLBlock(label=_("indirizzo"), required=False)),
            ],
            label=_("scheda"),
        ),
        min_num=1,
        max_num=12,
        label=_("schede"),
    )

    class Meta:
        icon = "grip"
        label = _("Griglia di schede")
        template = "pages/blocks/cards.html"


class Calendar(Band):
    title = blocks.CharBlock(label=_("titolo"), default=_("Calendario eventi"), max_length=120)
    number = blocks.IntegerBlock(label=_("quanti"), default=4, min_value=1, max_value=12)

    class Meta:
        icon = "date"
        label = _("Calendario")
        template = "pages/blocks/calendar.html"


class Figures(Band):
    """The numbers that the platform counts for this site."""

    title = blocks.CharBlock(label=_("titolo"), default=_("Dati in evidenza"), max_length=120)

    class Meta:
        icon = "order"
        label = _("Dati in evidenza")
        template = "pages/blocks/figures.html"


class Modules(Band):
    title = blocks.CharBlock(label=_("titolo"), default=_("I moduli"), max_length=120)

    class Meta:
        icon = "cogs"
        label = _("Accesso ai moduli")
        template = "pages/blocks/modules.html"


class Provinces(Band):
    """The way to the map of the Provinces that take part, and to the sites below this one."""

    title = blocks.CharBlock(label=_("titolo"), default=_("Le Province aderenti"), max_length=120)

    class Meta:
        icon = "site"
        label = _("Mappa delle Province aderenti")
        template = "pages/blocks/provinces.html"


class Topics(Band):
    title = blocks.CharBlock(label=_("titolo"), default=_("Argomenti in evidenza"), max_length=120)
    vocabulary = blocks.ChoiceBlock(
        choices=Vocabulary.choices, default=Vocabulary.THEMES, label=_("vocabolario")
    )

    class Meta:
        icon = "tag"
        label = _("Argomenti in evidenza")
        template = "pages/blocks/topics.html"


class Banner(Band):
    """Who pays: the emblem of the Union with its words, in a band."""

    text = blocks.CharBlock(
        label=_("testo"),
        default=_(
            "Progetto cofinanziato dall'Unione europea – PON Governance e Capacità Istituzionale"
        ),
        max_length=200,
    )
    link = blocks.ListBlock(Link(), label=_("link"), default=[], max_num=1)

    class Meta:
        icon = "site"
        label = _("Banner del cofinanziamento")
        template = "pages/blocks/banner.html"


SHOWCASE = [
    ("testata", Hero()),
    ("in_evidenza", FeaturedNews()),
    ("sezione", Section()),
    ("contenuti", Contents()),
    ("scorrimento", Carousel()),
    ("schede", Cards()),
    ("calendario", Calendar()),
    ("dati", Figures()),
    ("moduli", Modules()),
    ("province", Provinces()),
    ("argomenti", Topics()),
    ("banner", Banner()),
    *BODY,
]
