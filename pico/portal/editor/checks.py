"""The check before publishing, in plain Italian, page by page (FEATURES PO-09).

It reads what is written, not what is drawn: fields, rich text, links, pictures and documents that the
page points to. Nothing here forbids; what must not go online is refused by the forms.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from .terms import LONGEST_TITLE, SHORTEST_SUMMARY

VAGUE = {
    *("qui", "clicca qui", "cliccare qui", "clicca", "link", "questo link", "leggi", "leggi qui"),
    *("leggi tutto", "continua", "vai", "scarica", "scarica qui", "altro", "approfondisci"),
}
PLACEHOLDER = re.compile(r"\[da completare[^\]]*\]?", re.IGNORECASE)
FILE_NAME = re.compile(r"^\S+\.(jpe?g|png|gif|webp)$|^(img|dsc|foto|immagine)[\s_-]*\d*$", re.I)
HEADINGS = {"h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
SHOUTED = 8  # letters: a short acronym is no shouting


@dataclass(frozen=True, slots=True)
class Finding:
    """What to mend: `where` is the field as its label says it; `serious` what excludes readers."""

    where: str
    text: str
    serious: bool = False


class Reading(HTMLParser):
    """The headings and links of a piece of rich text, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.links: list[tuple[str, str]] = []
        self._link: list[str] | None = None
        self._target = ""

    def handle_starttag(self, tag, attrs):
        if tag in HEADINGS:
            self.headings.append(HEADINGS[tag])
        if tag == "a":
            self._link, self._target = [], dict(attrs).get("href") or ""

    def handle_data(self, data):
        if self._link is not None:
            self._link.append(data)

    def handle_endtag(self, tag):
        if tag == "a" and self._link is not None:
            self.links.append((" ".join("".join(self._link).split()), self._target))
            self._link = None


def findings(page) -> list[Finding]:
    """Everything worth mending in a page as it is now, the serious things first."""
    found = [
        *_title(page),
        *_summary(page),
        *_picture(page),
        *_prose(page),
        *_files(page),
        *_topics(page),
    ]
    return sorted(found, key=lambda one: not one.serious)


def _title(page) -> Iterator[Finding]:
    where = _("Titolo")
    if len(page.title) > LONGEST_TITLE:
        yield Finding(
            where,
            _("È lungo %(n)d caratteri: entro %(most)d si legge intero nei motori di ricerca.")
            % {"n": len(page.title), "most": LONGEST_TITLE},
        )
    if len(page.title) >= SHOUTED and page.title.isupper():
        yield Finding(where, _("È tutto maiuscolo: si legge peggio e sembra gridato."))


def _summary(page) -> Iterator[Finding]:
    if not hasattr(page, "summary"):
        return
    where = _("Descrizione breve")
    if not page.summary.strip():
        yield Finding(where, _("Manca: è ciò che si legge negli elenchi."), serious=True)
    elif page.summary.strip().casefold() == page.title.strip().casefold():
        yield Finding(where, _("Ripete il titolo: di' che cosa cambia per chi legge."))
    elif len(page.summary) < SHORTEST_SUMMARY:
        yield Finding(where, _("È molto breve: una o due frasi aiutano chi cerca."))


def _picture(page) -> Iterator[Finding]:
    image = getattr(page, "image", None)
    if image is not None:
        yield from _alternative(image, _("Immagine"))


def _alternative(image, where: str) -> Iterator[Finding]:
    said = image.alt_text.strip()
    if not said:
        text = _("«%(title)s» è senza testo alternativo.") % {"title": image.title}
        yield Finding(where, text, serious=True)
    elif FILE_NAME.match(said):
        text = _("Il testo alternativo «%(alt)s» è il nome di un file: di' che cosa si vede.")
        yield Finding(where, text % {"alt": said}, serious=True)


def _prose(page) -> Iterator[Finding]:
    """Headings, links and placeholders of every text of the page."""
    before = 1
    for where, text in _texts(page):
        if gap := PLACEHOLDER.search(text):
            said = _("È rimasto un segnaposto: «%(gap)s».") % {"gap": gap.group()}
            yield Finding(where, said, serious=True)
        reading = Reading()
        reading.feed(text)
        for level in reading.headings:
            if level > before + 1:
                yield Finding(where, _skipped(before, level), serious=True)
            before = level
        yield from _links(where, reading)


def _skipped(before: int, level: int) -> str:
    return _(
        "Un titolo di livello %(level)d segue uno di livello %(before)d: "
        "chi ascolta la pagina perde il filo. Non saltare livelli."
    ) % {"level": level, "before": before}


def _links(where: str, reading: Reading) -> Iterator[Finding]:
    for words, target in reading.links:
        if words.casefold().strip(" .:»«") in VAGUE:
            said = _("Il collegamento «%(words)s» non dice dove porta: usa il nome della pagina.")
            yield Finding(where, said % {"words": words}, serious=True)
        elif not words:
            yield Finding(where, _("C'è un collegamento senza parole."), serious=True)
        elif words == target or words.startswith(("http://", "https://", "www.")):
            said = _("Il collegamento «%(words)s» è un indirizzo: scrivi dove porta.")
            yield Finding(where, said % {"words": words})


def _texts(page) -> Iterator[tuple[str, str]]:
    """The label and the text of every field of words, rich or not, in the order of the page."""
    for field in page._meta.get_fields():
        label = str(getattr(field, "verbose_name", "")).capitalize()
        if isinstance(field, StreamField):
            raw = field.value_from_object(page).get_prep_value()
            yield from ((label, text) for text in _strings(raw))
        elif isinstance(field, RichTextField) or field.name in ("summary", "introduction"):
            yield label, str(getattr(page, field.attname, "") or "")


def _strings(value) -> Iterator[str]:
    """Every string inside the value of a block, in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def _files(page) -> Iterator[Finding]:
    """Pictures without words and PDFs that a screen reader cannot read."""
    images, documents = get_image_model(), get_document_model()
    kinds = {ContentType.objects.get_for_model(m).pk: m for m in (images, documents)}
    keys: dict[type, set] = {images: set(), documents: set()}
    for kind, key, *_path in ReferenceIndex._extract_references_from_object(page):
        if kind in kinds:
            keys[kinds[kind]].add(int(key))
    keys[images].discard(getattr(page, "image_id", None))
    for image in images.objects.filter(pk__in=keys[images]):
        yield from _alternative(image, _("Testo"))
    for document in documents.objects.filter(pk__in=keys[documents], is_accessible=False):
        if document.filename.lower().endswith(".pdf"):
            said = _("Il PDF «%(title)s» non è segnato come accessibile: controllalo.")
            yield Finding(_("Documenti"), said % {"title": document.title})


def _topics(page) -> Iterator[Finding]:
    if hasattr(page, "topics") and not page.topics.all():
        yield Finding(_("Argomenti"), _("Non ne hai scelti: senza, la pagina si trova meno."))
