"""What an adopted page brings along: its pictures and documents, copied into the adopting site.

The form of a page knows the media of its own site alone; without them nobody could save the copy.
"""

import re
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Collection, Page

from pico.portal.pages.blocks import Link
from pico.portal.pages.models import ContentPage
from pico.portal.sites.models import SiteDocument, SiteImage

PICTURE = re.compile(r'(<embed\b[^>]*\bembedtype="image"[^>]*)')
DOCUMENT = re.compile(r'(<a\b[^>]*\blinktype="document"[^>]*)')
KEY = re.compile(r'\bid="(\d+)"')
KEPT = {
    SiteImage: ("title", "alt_text", "credit", "description"),
    SiteDocument: ("title", "is_accessible"),
}
FOCUS = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


class Luggage:
    """The media of a page, each copied once; what the site has already, byte for byte, is used."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.brought: dict[tuple[type, int], int] = {}

    def own(self, model: type, key: int | None) -> int | None:
        """The number, on this site, of a picture or document; None for none, or for one that is lost."""
        if key is None:
            return None
        if (model, key) not in self.brought:
            found = model.objects.filter(pk=key).first()
            self.brought[model, key] = self._bring(found) if found else None
        return self.brought[model, key]

    def _bring(self, media) -> int | None:
        if media.collection_id == self.collection.pk:
            return media.pk
        model = type(media)
        try:
            digest, content = media.get_file_hash(), self._content(media)
        except OSError:
            return None  # the file is gone at the origin: there is nothing to show here either
        here = model.objects.filter(collection=self.collection, file_hash=digest).first()
        if here is not None:
            return here.pk
        names = KEPT[model] + (FOCUS if model is SiteImage else ())
        copy = model(
            collection=self.collection,
            file=content,
            **{name: getattr(media, name) for name in names},
        )
        copy.file_hash, copy.file_size = digest, content.size
        copy.save()
        return copy.pk

    def _content(self, media) -> ContentFile:
        with media.file.open("rb") as stream:
            return ContentFile(stream.read(), name=PurePath(media.file.name).name)


def unpack(page: ContentPage, luggage: Luggage) -> None:
    """Have a page of the site point to media of its own, and to no office or place of the origin's."""
    for field in page._meta.concrete_fields:
        value = field.value_from_object(page)
        if field.related_model in KEPT:
            setattr(page, field.attname, luggage.own(field.related_model, value))
        elif isinstance(field, StreamField):
            raw = _stream(field.stream_block, field.get_prep_value(value), luggage)
            setattr(page, field.attname, field.to_python(raw))
        elif isinstance(field, RichTextField):
            setattr(page, field.attname, prose(value or "", luggage))
        elif _is_of_the_origin(field):
            setattr(page, field.attname, None)
    for row in page.attachments.all() if hasattr(page, "attachments") else ():
        row.document_id = luggage.own(SiteDocument, row.document_id) or row.document_id
    _leave_people_behind(page)


def _is_of_the_origin(field) -> bool:
    """An office, a place, an organiser: pages of the origin, that the form here does not offer."""
    model = field.related_model
    is_page = isinstance(model, type) and issubclass(model, ContentPage)
    return bool(is_page and field.null and not field.remote_field.parent_link)


def _leave_people_behind(page: ContentPage) -> None:
    """Who speaks keeps the name; other rows that point to pages of the origin stay there."""
    for row in page.speakers.all() if hasattr(page, "speakers") else ():
        if row.person_id:
            row.name, row.person_id = row.name or row.person.title, None
    for relation in page._meta.related_objects:
        name, model = relation.get_accessor_name(), relation.related_model
        if name == "speakers" or not hasattr(model, "sort_order"):
            continue
        targets = (f for f in model._meta.concrete_fields if f.name != relation.field.name)
        if any(f.related_model and issubclass(f.related_model, Page) for f in targets):
            setattr(page, name, [])


def prose(html: str, luggage: Luggage) -> str:
    """Rich text as Wagtail keeps it, with the numbers of the site's own media."""

    def renumber(model):
        def change(found: re.Match) -> str:
            return KEY.sub(
                lambda key: f'id="{luggage.own(model, int(key[1])) or key[1]}"', found[1], count=1
            )

        return change

    return DOCUMENT.sub(renumber(SiteDocument), PICTURE.sub(renumber(SiteImage), html))


def _stream(block: blocks.BaseStreamBlock, raw: Any, luggage: Luggage) -> list:
    kinds = block.child_blocks
    return [
        {**one, "value": _value(kinds[one["type"]], one["value"], luggage)}
        for one in raw or []
        if one["type"] in kinds
    ]


def _value(block: blocks.Block, raw: Any, luggage: Luggage) -> Any:
    """The raw value of a block, of whatever kind, with own media."""
    if isinstance(block, ImageChooserBlock):
        return luggage.own(SiteImage, raw)
    if isinstance(block, DocumentChooserBlock):
        return luggage.own(SiteDocument, raw)
    if isinstance(block, blocks.RichTextBlock):
        return prose(raw or "", luggage)
    if isinstance(block, blocks.BaseStreamBlock):
        return _stream(block, raw, luggage)
    if isinstance(block, blocks.ListBlock):
        inner = block.child_block
        return [{**one, "value": _value(inner, one["value"], luggage)} for one in raw or []]
    if isinstance(block, blocks.BaseStructBlock):
        return _struct(block, raw or {}, luggage)
    return raw


def _struct(block: blocks.BaseStructBlock, raw: dict, luggage: Luggage) -> dict:
    kinds = block.child_blocks
    found = {
        name: _value(kinds[name], value, luggage) if name in kinds else value
        for name, value in raw.items()
    }
    if isinstance(block, Link) and found.get("page"):
        page = Page.objects.filter(pk=found["page"]).first()
        found["page"], found["url"] = None, found.get("url") or (page.full_url if page else "")
    return found
