"""The open data catalogue: what is out in a space, one dataset, its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from django.db.models import Q, QuerySet
from django.utils.text import Truncator

from pico.core.enti.models import Ente, Space
from pico.core.enti.terms import SpaceKind, SpaceState
from pico.core.foundation.text import search_key
from pico.core.modules import registry
from pico.core.modules.open_data import OpenDataset, OpenLicence, Theme, datasets_of

from ..models import Publication
from ..rules.open_data.declaring import OfMart
from ..rules.open_data.every import DATASETS
from ..rules.open_data.reading import Asked, counting, slicing
from ..rules.sources.shape import Source
from ..terms.open_data import PREVIEW_CHARS, PREVIEW_ROWS, DataFile
from .engine import Row, opened
from .lake import the_lake
from .loads import invented_datasets

CHUNK = 1000
EVERYTHING = Asked()


@dataclass(frozen=True)
class Entry:
    """A dataset of the catalogue: what is out, and what it says of itself."""

    publication: Publication
    about: OpenDataset | OfMart
    is_invented: bool = False  # made for the demo, wholly or in part

    @property
    def space(self) -> Space:
        return self.publication.space

    @property
    def holder(self) -> Ente:
        """«Titolare»: whose space it is."""
        return self.space.ente

    @property
    def licence(self) -> OpenLicence:
        return OpenLicence(self.publication.licence)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The data of others that it derives from."""
        return getattr(self.about, "sources", ())

    @property
    def identifier(self) -> str:
        return f"{code_of(self.holder)}:{self.about.slug}"

    @property
    def files(self) -> list[tuple[DataFile, int]]:
        """The files, each with its bytes."""
        known = self.publication.files
        return [(kind, known[kind]["bytes"]) for kind in DataFile if kind in known]

    def path_of(self, kind: str) -> Path | None:
        """Where a file stands; None where there is none of this kind."""
        known = self.publication.files.get(kind)
        return the_lake().root / known["path"] if known else None

    @cached_property
    def found_by(self) -> str:
        words = (
            self.about.title, self.about.description, self.holder.name, self.about.slug,
            *self.about.keywords,
        )  # fmt: skip
        return search_key(" ".join(map(str, words)))


def code_of(ente: Ente) -> str:
    """The code that tells a holder from others: of IPA, in small letters; else fiscal, else our own."""
    return ente.ipa_code.lower() or ente.fiscal_code or ente.local_key


@cache
def _declared() -> dict[tuple[str, str], OpenDataset | OfMart]:
    """What every dataset says of itself, by module and slug."""
    found: dict[tuple[str, str], OpenDataset | OfMart] = {
        ("observatory", one.slug): one for one in DATASETS
    }
    for module in registry.installed().values():
        for kind in SpaceKind:
            for one in datasets_of(module, Space(kind=kind)) if module.open_data else ():
                found[module.key, one.slug] = one
    return found


def visible_publications(space: Space) -> QuerySet[Publication]:
    """What is out in a space and in those below it; everything in the national one."""
    rows = Publication.objects.filter(space__state=SpaceState.PUBLISHED)
    if space.kind != SpaceKind.NATIONAL:
        rows = rows.filter(Q(space=space) | Q(space__parent=space))
    return rows.select_related("space__ente__territory", "space__ente__region", "space__parent")


def entries(space: Space, *, words: str = "", theme: str = "") -> list[Entry]:
    """The catalogue of a space, UPI's own first, then by holder and title; two statements."""
    invented = invented_datasets()
    rows = visible_publications(space)
    found = [entry for one in rows if (entry := _entry(one, invented))]
    sought = search_key(words).split()
    found = [
        one
        for one in found
        if (not theme or Theme(theme) in one.about.themes)
        and all(word in one.found_by for word in sought)
    ]
    return sorted(found, key=_order)


def _order(one: Entry) -> tuple:
    return one.space.kind != SpaceKind.NATIONAL, one.holder.name, str(one.about.title)


def _entry(publication: Publication, invented: set[str]) -> Entry | None:
    """None where the code declares it no more: it is withdrawn the next night."""
    about = _declared().get((publication.module, publication.slug))
    if about is None:
        return None
    sources = {one.key for one in getattr(about, "sources", ())}
    return Entry(publication, about, bool(sources & invented))


def entry(space: Space, slug: str) -> Entry | None:
    """A dataset of this very space; None where it is not out here, or its files are not where they were."""
    found = visible_publications(space).filter(space=space, slug=slug).first()
    one = _entry(found, invented_datasets()) if found else None
    path = one.path_of(DataFile.PARQUET) if one else None
    return one if path and path.exists() else None


@dataclass(frozen=True)
class Rows:
    """Rows of a dataset, read from the file that anybody downloads: nothing is in it that may not go out."""

    entry: Entry
    asked: Asked = EVERYTHING

    @property
    def _path(self) -> str:
        return str(self.entry.path_of(DataFile.PARQUET))

    def count(self) -> int:
        return self._counted

    def __len__(self) -> int:
        return self._counted

    def __getitem__(self, wanted: slice) -> list[Row]:
        start = wanted.start or 0
        length = (wanted.stop if wanted.stop is not None else start + CHUNK) - start
        return list(self._read(*slicing(self._path, self.asked, start, length)))

    @cached_property
    def _counted(self) -> int:
        return next(self._read(*counting(self._path, self.asked)))["n"]

    def _read(self, sql: str, values: list) -> Iterator[Row]:
        cursor = opened().connection.cursor()
        try:
            found = cursor.execute(sql, values)
            names = [column[0] for column in found.description]
            yield from (dict(zip(names, line, strict=True)) for line in found.fetchall())
        finally:
            cursor.close()


def preview(one: Entry) -> list[list[tuple[str, str]]]:
    """The first rows of a dataset: each column with its value, as files write it but for long texts, cut."""
    names = [column.name for column in one.about.columns]
    return [[(name, _written(row[name])) for name in names] for row in Rows(one)[:PREVIEW_ROWS]]


def _written(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return Truncator(str(value)).chars(PREVIEW_CHARS)
