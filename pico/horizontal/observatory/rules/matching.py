"""Who is who: by code where there is one, else by the names a Province had and is given.

Names in the data: «AMMINISTRAZIONE PROVINCIALE DI X», «PROVINCIA DELLA SPEZIA», «PROVINCIA REGIONALE DI
ENNA», «PROVINCIA DI X - SETTORE VIABILITÀ». Only names that begin so are read: an order, a company, a
religious «provincia» are somebody else's.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..terms.matches import MatchMethod

CERTAIN, NAMED, FORMERLY, SUCCEEDED = 1.0, 0.95, 0.85, 0.6
COUNTED_FROM = 0.8  # confidence from which a match that nobody decided counts

FIRST_WORDS = re.compile(
    r"^(?:AMMINISTRAZIONE PROVINCIALE|PROVINCIA REGIONALE|PROVINCIA AUTONOMA|PROVINCIA|"
    r"ENTE PROVINCIA|LIBERO CONSORZIO COMUNALE|LIBERO CONSORZIO|CITTA METROPOLITANA)\b"
    r"(?: GIA PROVINCIA(?: REGIONALE)?)?"
    r"(?: (?:DELLA|DELLE|DELL|DEL|DEI|DI|D))? ?(?P<place>.*)$"
)
# Offices after the name of the body.
TAIL = re.compile(
    r"\b(?:SETTORE|SERVIZIO|UFFICIO|AREA|DIREZIONE|DIPARTIMENTO|STAZIONE UNICA|SUA|CUC|EX|GIA|"
    r"CENTRALE UNICA|ENTE DI AREA VASTA)\b.*$"
)


@dataclass(frozen=True, slots=True)
class Body:
    """An ente of the registry; `former` are names that it, or the ente before it, had."""

    pk: int
    kind: str
    name: str
    short_name: str
    fiscal_code: str = ""
    vat_number: str = ""
    ipa_code: str = ""
    former: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()  # names of an ente that it took the place of


@dataclass(frozen=True, slots=True)
class Found:
    """What a key stands for, how it was found, how surely."""

    body: int
    method: MatchMethod
    confidence: float


def normalised(name: str) -> str:
    """Return a name in capitals, without accents, marks or double blanks: «Forlì-Cesena» → FORLI CESENA."""
    bare = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in bare if not unicodedata.combining(char)).upper()
    return " ".join(re.sub(r"[^A-Z0-9]+", " ", plain).split())


def place_in(name: str) -> str:
    """Return the place in the name of a Province, «» when it is no name of one."""
    found = FIRST_WORDS.match(normalised(name))
    if not found:
        return ""
    return TAIL.sub("", found["place"]).strip()


def looks_like_a_province(name: str) -> bool:
    return FIRST_WORDS.match(normalised(name)) is not None


def is_metropolitan(name: str) -> bool:
    return normalised(name).startswith("CITTA METROPOLITANA")


@dataclass
class Registry:
    """The bodies by everything they can be known by; what two of them share is known by nobody."""

    codes: dict[str, Found] = field(default_factory=dict)
    names: dict[tuple[bool, str], Found] = field(default_factory=dict)

    def resolve(self, key: str, name: str) -> Found | None:
        """Return who a key (fiscal code, P.IVA, IPA code) or else a name stands for."""
        if found := self.codes.get(key):
            return found
        place = place_in(name)
        if not place:
            return None
        return self.names.get((is_metropolitan(name), place))


def registry_of(bodies: Iterable[Body]) -> Registry:
    """Put the bodies where they are looked up, the surest way of each first."""
    registry = Registry()
    every = list(bodies)
    for body in every:
        for code, method in (
            (body.fiscal_code, MatchMethod.FISCAL_CODE),
            (body.vat_number, MatchMethod.VAT_NUMBER),
            (body.ipa_code.lower(), MatchMethod.IPA_CODE),
        ):
            if code:
                registry.codes.setdefault(code, Found(body.pk, method, CERTAIN))
    ways = (
        (lambda body: (body.name,), MatchMethod.NAME, NAMED),
        (lambda body: body.former, MatchMethod.FORMER_NAME, FORMERLY),
        (lambda body: body.inherited, MatchMethod.FORMER_NAME, SUCCEEDED),
    )
    for names_of, method, confidence in ways:
        _name(registry, every, names_of, method, confidence)
    return registry


def _name(registry: Registry, bodies, names_of, method: MatchMethod, confidence: float) -> None:
    """Add names that no surer way took; a name of two bodies is of neither."""
    found: dict[tuple[bool, str], set[int]] = {}
    for body in bodies:
        for name in names_of(body):
            place = place_in(name)
            if place:
                found.setdefault((is_metropolitan(name), place), set()).add(body.pk)
    for key, owners in found.items():
        if len(owners) == 1:
            registry.names.setdefault(key, Found(owners.pop(), method, confidence))
