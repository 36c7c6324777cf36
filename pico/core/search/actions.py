"""Every change of the index. It is derived from its sources, so it leaves no line in the trail."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from pico.core.access import scopes
from pico.core.enti.addresses import outside
from pico.core.enti.models import Ente, Space
from pico.core.foundation.searchable import Entry, Source

from . import language
from .backends import backend
from .models import SearchEntry, SearchWord
from .sources import all_sources, label
from .terms import BODY_LENGTH, TITLE_LENGTH

Place = tuple[Ente | None, int | None]  # of whom it is, and the space of that ente

BATCH = 500
NOWHERE: Place = (None, None)
KEYS = ("subject_type", "subject_id")
FIELDS = [
    field.name for field in SearchEntry._meta.concrete_fields if field.name not in ("id", *KEYS)
]


def refresh_subject(*, subject_type: str, subject_id: str, now: datetime) -> None:
    """Index one object anew, or drop it when it is gone or must not be found; as often as one likes."""
    source = all_sources().get(subject_type)
    if source is None:
        return
    obj = source.select().filter(pk=subject_id).first()
    if obj is None or not save_objects(source=source, objects=[obj], now=now):
        remove_entries(SearchEntry.objects.filter(subject_type=subject_type, subject_id=subject_id))


@transaction.atomic
def save_objects(*, source: Source, objects: list[Any], now: datetime) -> int:
    """Index these objects of one source; return how many of them can be found."""
    kind = label(source.model)
    pairs = [(obj, entry) for obj in objects if (entry := _entry(source, obj))]
    places = _places(entry.ente_id for _, entry in pairs)
    rows = [
        _row(kind, str(obj.pk), entry, places.get(entry.ente_id, NOWHERE), now)
        for obj, entry in pairs
    ]
    SearchEntry.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=KEYS, update_fields=FIELDS
    )
    backend().save(rows)
    _learn_words(rows)
    return len(rows)


@transaction.atomic
def remove_entries(entries) -> int:
    """Drop these entries of the index."""
    ids = list(entries.values_list("pk", flat=True))
    backend().forget(ids)
    SearchEntry.objects.filter(pk__in=ids).delete()
    return len(ids)


def rebuild(
    *, source: Source, now: datetime, progress: Callable[[int], None] = lambda done: None
) -> int:
    """Index every object of a source in batches of constant size, then drop what was not met."""
    done = 0
    objects = source.select().order_by("pk").iterator(chunk_size=BATCH)
    for batch in _batches(objects):
        done += save_objects(source=source, objects=batch, now=now)
        progress(done)
    remove_older(subject_type=label(source.model), than=now)
    return done


def remove_older(*, subject_type: str, than: datetime) -> None:
    """Drop the entries that a rebuild did not meet."""
    stale = SearchEntry.objects.filter(subject_type=subject_type, indexed_at__lt=than)
    while remove_entries(stale.order_by("pk")[:BATCH]):
        pass


def remove_without_source() -> int:
    """Drop the entries whose module is no longer installed."""
    return remove_entries(SearchEntry.objects.exclude(subject_type__in=all_sources()))


def _batches(objects: Iterable[Any]) -> Iterator[list[Any]]:
    objects = iter(objects)
    while batch := list(islice(objects, BATCH)):
        yield batch


def _entry(source: Source, obj: Any) -> Entry | None:
    """Ask the source with addresses written as from the root: the reader's space is added when shown."""
    with outside():
        return source.entry(obj)


def _places(ids: Iterable[int | None]) -> dict[int | None, Place]:
    wanted = {pk for pk in ids if pk}
    spaces = dict(Space.objects.filter(ente__in=wanted).values_list("ente_id", "pk"))
    return {pk: (ente, spaces.get(pk)) for pk, ente in Ente.objects.in_bulk(wanted).items()}


def _row(kind: str, pk: str, entry: Entry, place: Place, now: datetime) -> SearchEntry:
    ente, space_id = place
    title = language.tidy(str(entry.title))
    keywords = [*map(language.code_token, entry.codes), *language.joined_elisions(title)]
    return SearchEntry(
        subject_type=kind,
        subject_id=pk,
        scope=entry.scope,
        level=scopes.level_of(entry.scope),
        module=entry.module,
        kind=str(entry.kind),
        ente_id=entry.ente_id,
        region=ente.region_id or "" if ente else "",
        territory=ente.territory_id or "" if ente else "",
        space_id=space_id,
        year=timezone.localtime(entry.at).year if entry.at else None,
        at=entry.at,
        title=title[:TITLE_LENGTH],
        body=language.tidy(str(entry.body))[:BODY_LENGTH],
        url=str(entry.url),
        codes=list(entry.codes),
        topics=list(entry.topics),
        keywords=" ".join(keywords)[:1000],
        indexed_at=now,
    )


def _learn_words(rows: list[SearchEntry]) -> None:
    known = {word for row in rows for word in language.words(row.title) if 3 < len(word) <= 40}
    SearchWord.objects.bulk_create(
        [SearchWord(word=word, size=len(word)) for word in sorted(known)], ignore_conflicts=True
    )
