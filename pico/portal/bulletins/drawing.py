"""From sections and entries to what is read: the same on the web, in the PDF, in the search."""

from html import escape

from django.utils.text import slugify

from pico.core.foundation import rich_text
from pico.core.foundation.text import search_key
from pico.core.ui import formats
from pico.portal.newsletter import addresses, contents

from . import queries
from .models import Bulletin, Entry


def drawn(bulletin: Bulletin) -> list[dict]:
    """Return the sections as they were published, or as they stand now."""
    return bulletin.frozen["sections"] if bulletin.frozen else live(bulletin)


def live(bulletin: Bulletin) -> list[dict]:
    """Read the entries anew; one whose content is not public any more says so."""
    sections = list(queries.sections_of(bulletin))
    keys = [e.content_key for s in sections for e in s.entries.all() if e.content_key]
    found = contents.resolve(keys)
    return [
        {
            "pk": section.pk,
            "title": section.title,
            "anchor": f"{slugify(section.title) or 'sezione'}-{section.pk}",
            "entries": [_entry(one, found, bulletin.space) for one in section.entries.all()],
        }
        for section in sections
    ]


def _entry(entry: Entry, found: dict, space) -> dict:
    base = {"pk": entry.pk, "title": entry.title, "comment": entry.text, "label": "", "date": ""}
    if not entry.content_key:
        url = addresses.whole(space, entry.url) if entry.url else ""
        return {**base, "comment": "", "html": entry.text, "url": url}
    item = found.get(entry.content_key)
    if item is None:
        return {**base, "html": "", "url": "", "is_missing": True}
    return {
        **base,
        "title": entry.title or item.title,
        "html": f"<p>{escape(item.summary)}</p>" if item.summary else "",
        "url": addresses.whole(space, item.url),
        "label": item.kind,
        "date": formats.date_it(item.date) if item.date else "",
    }


def missing(sections: list[dict]) -> list[dict]:
    return [one for section in sections for one in section["entries"] if one.get("is_missing")]


def words(bulletin: Bulletin, sections: list[dict]) -> str:
    """Return everything that is read, as plain text."""
    said = [bulletin.title, rich_text.to_plain(bulletin.summary, is_bare=True)]
    for section in sections:
        said.append(section["title"])
        for one in section["entries"]:
            said += [
                one["title"],
                rich_text.to_plain(one["html"], is_bare=True),
                rich_text.to_plain(one["comment"], is_bare=True),
            ]
    return "\n".join(filter(None, said))


def search_text(bulletin: Bulletin, sections: list[dict]) -> str:
    return search_key(f"{bulletin} {words(bulletin, sections)}")
