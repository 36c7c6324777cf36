"""The picture of a content as mails show it: JPEG, twice the width of the column, with its words."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.images.models import SourceImageIOError

from pico.portal.pages.models import ContentPage

from .contents import SEPARATOR

WIDTH, HEIGHT = 552, 290  # as it is shown, in pixels: the column of the letter
FILTER = f"fill-{2 * WIDTH}x{2 * HEIGHT}|format-jpeg|jpegquality-75"
PAGES = f"{ContentPage._meta.label_lower}{SEPARATOR}"


@dataclass(frozen=True, slots=True)
class Picture:
    """`path` is inside the platform; `alt` is what who does not see reads."""

    path: str
    alt: str


def of_contents(keys: Iterable[str]) -> dict[str, Picture]:
    """The pictures of these contents, by key; those without one are left out. Two statements for all."""
    wanted = [key.removeprefix(PAGES) for key in keys if key.startswith(PAGES)]
    pages = ContentPage.objects.filter(pk__in=wanted, live=True, image__isnull=False)
    found = {}
    for page in pages.select_related("image").prefetch_related("image__renditions"):
        if picture := _drawn(page.image):
            found[f"{PAGES}{page.pk}"] = picture
    return found


def _drawn(image) -> Picture | None:
    try:
        return Picture(image.get_rendition(FILTER).url, image.alt_text)
    except SourceImageIOError:  # the file is gone: the letter leaves without it
        return None
