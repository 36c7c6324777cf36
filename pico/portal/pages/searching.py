"""What the search knows of the contents of the sites."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from wagtail.search.index import SearchField

from pico.core.foundation.searchable import Entry, Source
from pico.portal.sites.queries import space_of_page

from .models import ContentPage

NOT_TEXT = ("title", "draft_title")


def contents():
    """The contents as they are published, each of its own type."""
    return ContentPage.objects.live().specific()


def content_entry(page: ContentPage) -> Entry | None:
    """A content that is published and whose date has come; its address names its site."""
    space = space_of_page(page)
    if space is None or not page.live or page.published_on > timezone.now():
        return None
    return Entry(
        title=page.title,
        body="\n".join(filter(None, texts(page))),
        url=page.full_url,
        scope=page.scope,
        module="pages",
        kind=str(page.get_kind_display()),
        ente_id=space.ente_id,
        at=page.published_on,
        topics=tuple(topic.name for topic in page.topics.all()),
    )


def texts(page: ContentPage) -> Iterator[str]:
    """The words of every field that its type says can be searched."""
    for field in type(page).get_search_fields():
        if isinstance(field, SearchField) and field.field_name not in NOT_TEXT:
            yield from _flat(field.get_value(page))


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for one in value:
            yield from _flat(one)
    elif value:
        yield str(value)


CONTENTS = Source(model=ContentPage, select=contents, entry=content_entry)
