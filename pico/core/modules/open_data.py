"""Open data that modules offer: what a dataset says of itself, so that its metadata are complete.

A module names its `OpenDataset`s in its manifest (`open_data`), and knows nobody who publishes them.
The words are those of DCAT-AP_IT: a description without one of its mandatory properties cannot be made.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind

from .manifest import Module

Words = str | Promise
VOCABULARY = "http://publications.europa.eu/resource/authority"
# Names are heads of files, words of addresses and of statements.
BLOCK_END = re.compile(r"</(p|li|h[1-6]|td|th|div)>|<br\s*/?>", re.IGNORECASE)
NAME, SLUG = re.compile(r"[a-z][a-z0-9_]*"), re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LICENCES = "https://w3id.org/italia/controlled-vocabulary/licences"


class Theme(models.TextChoices):
    """«Tema»: the EU vocabulary `data-theme`."""

    AGRI = "AGRI", _("Agricoltura, pesca, silvicoltura e prodotti alimentari")
    ECON = "ECON", _("Economia e finanze")
    EDUC = "EDUC", _("Istruzione, cultura e sport")
    ENER = "ENER", _("Energia")
    ENVI = "ENVI", _("Ambiente")
    GOVE = "GOVE", _("Governo e settore pubblico")
    HEAL = "HEAL", _("Salute")
    INTR = "INTR", _("Tematiche internazionali")
    JUST = "JUST", _("Giustizia, sistema giuridico e sicurezza pubblica")
    REGI = "REGI", _("Regioni e città")
    SOCI = "SOCI", _("Popolazione e società")
    TECH = "TECH", _("Scienza e tecnologia")
    TRAN = "TRAN", _("Trasporti")

    @property
    def uri(self) -> str:
        return f"{VOCABULARY}/data-theme/{self.value}"


class Frequency(models.TextChoices):
    """«Frequenza di aggiornamento»: the EU vocabulary `frequency`."""

    DAILY = "DAILY", _("Giornaliera")
    WEEKLY = "WEEKLY", _("Settimanale")
    MONTHLY = "MONTHLY", _("Mensile")
    QUARTERLY = "QUARTERLY", _("Trimestrale")
    BIANNUAL = "BIANNUAL", _("Semestrale")
    ANNUAL = "ANNUAL", _("Annuale")
    IRREG = "IRREG", _("Irregolare")
    UNKNOWN = "UNKNOWN", _("Sconosciuta")

    @property
    def uri(self) -> str:
        return f"{VOCABULARY}/frequency/{self.value}"


class OpenLicence(models.TextChoices):
    """«Licenza», by its code in AgID's vocabulary, from the one that asks least to the one that asks most."""

    CC0 = "A11_CCO10", "CC0 1.0"
    CC_BY = "A21_CCBY40", "CC BY 4.0"
    IODL = "A29_IODL20", "IODL 2.0"
    CC_BY_SA = "A31_CCBYSA40", "CC BY-SA 4.0"

    @property
    def uri(self) -> str:
        return f"{LICENCES}/{self.value}"

    @property
    def is_share_alike(self) -> bool:
        return self is OpenLicence.CC_BY_SA


class LicencePage(models.TextChoices):
    """The same licences by the address where who wrote them tells them: what a setting offers."""

    CC0 = "https://creativecommons.org/publicdomain/zero/1.0/", OpenLicence.CC0.label
    CC_BY = "https://creativecommons.org/licenses/by/4.0/", OpenLicence.CC_BY.label
    IODL = "https://www.dati.gov.it/content/italian-open-data-license-v20", OpenLicence.IODL.label
    CC_BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/", OpenLicence.CC_BY_SA.label


def licence_at(address: str) -> OpenLicence | None:
    """Return the licence that an address tells, its own or that of AgID's vocabulary; None for others."""
    known = {_plain(page.value): OpenLicence[page.name] for page in LicencePage}
    known |= {_plain(one.uri): one for one in OpenLicence}
    return known.get(_plain(address))


def _plain(address: str) -> str:
    return address.strip().partition("://")[2].rstrip("/")


def words_of(html: str) -> str:
    """The words of clean HTML on one line, as a text column tells them."""
    return " ".join(unescape(strip_tags(BLOCK_END.sub(" ", html))).split())


class ValueKind(models.TextChoices):
    """What stands in a column, and how files write it."""

    TEXT = "TEXT", _("testo")
    FISCAL_CODE = "FISCAL_CODE", _("codice fiscale di 11 cifre")
    WHOLE = "WHOLE", _("numero intero")
    REAL = "REAL", _("numero decimale, con il punto")
    MONEY = "MONEY", _("euro con due decimali, con il punto")
    DAY = "DAY", _("giorno, AAAA-MM-GG")
    FLAG = "FLAG", _("true o false")


@dataclass(frozen=True, slots=True)
class OpenColumn:
    """A column of a dataset: `name` is the head in files (small letters, figures, underscores).

    A code in a `FISCAL_CODE` column that has not eleven digits is a person's, and is left out.
    """

    name: str
    about: Words
    kind: ValueKind = ValueKind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a dataset says of itself, wherever its rows come from.

    `notes` are its limits, told to who uses it; `day` names the column that says which period it covers;
    `conforms_to` are pairs of the title and the address of a standard; `page` is the URL name of a page of
    the module where the same data are told otherwise.
    """

    slug: str
    title: Words
    description: Words
    themes: tuple[Theme, ...]
    frequency: Frequency
    keywords: tuple[Words, ...]
    columns: tuple[OpenColumn, ...]
    notes: Words = ""
    day: str = ""
    conforms_to: tuple[tuple[str, str], ...] = ()
    page: str = ""

    def __post_init__(self) -> None:
        empty = [
            name
            for name in ("slug", "title", "description", "themes", "keywords", "columns")
            if not getattr(self, name)
        ]
        if empty:
            raise ValueError(f"dataset {self.slug!r} does not say: {', '.join(empty)}")
        names = [one.name for one in self.columns]
        wrong = [name for name in names if not NAME.fullmatch(name) or names.count(name) > 1]
        if wrong or not SLUG.fullmatch(self.slug):
            raise ValueError(f"dataset {self.slug!r}: bad names {wrong}")
        if self.day and self.day not in names:
            raise ValueError(f"dataset {self.slug!r} has no column {self.day!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDataset(Described):
    """A dataset that a module makes in each space of a kind, of what is public already.

    `rows` gives the rows of a space, each by the names of the columns (others are ignored), in an order
    that does not change by itself: days as `date`, amounts as `Decimal`. They are read at night, not when
    somebody visits. `offered_in` is the kind of space: that of a Province, or the national one, where a
    module that lives in Provinces alone offers what it sums of them all. `licence` may depend on what a
    space chose; None says that it chose one without a place in AgID's vocabulary: nothing is published.
    """

    rows: Callable[[Space], Iterable[Mapping[str, Any]]]
    licence: OpenLicence | Callable[[Space], OpenLicence | None] = OpenLicence.CC_BY
    offered_in: SpaceKind = SpaceKind.PROVINCIAL

    def licence_in(self, space: Space) -> OpenLicence | None:
        return self.licence if isinstance(self.licence, OpenLicence) else self.licence(space)


def datasets_of(module: Module, space: Space) -> list[OpenDataset]:
    """What a module offers in a space; whether it is on there is for who asks."""
    offered = (import_string(path) for path in module.open_data)
    return [one for one in offered if one.offered_in == space.kind]
