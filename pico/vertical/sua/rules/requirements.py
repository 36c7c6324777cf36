"""Who may be RUP of what: experience, title and training. Source: Allegato I.2, artt. 4-5, D.Lgs. 36/2023.

Years and thresholds come from the dated parameters: nothing of the law is a number here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from ..terms.rup import TECHNICAL, Degree, Licence


@dataclass(frozen=True, slots=True)
class Values:
    """The values in force on a day; amounts in euro, VAT excluded.

    `works_years` are the years asked below `works_middle`, below the EU threshold, and from it up;
    `supplies_years` those below the EU threshold and from it up. `unlicensed_years` are asked of a
    technician who is not enabled to the profession.
    """

    works_middle: Decimal
    works_eu: Decimal
    supplies_eu: Decimal
    works_years: tuple[int, int, int]
    supplies_years: tuple[int, int]
    unlicensed_years: int


@dataclass(frozen=True, slots=True)
class Skills:
    """What a person brings."""

    works_years: int = 0
    supplies_years: int = 0
    licence: str = Licence.NONE
    degree: str = Degree.OTHER
    is_project_manager: bool = False
    has_training: bool = False

    @property
    def is_licensed(self) -> bool:
        return self.licence != Licence.NONE


@dataclass(frozen=True, slots=True)
class Asked:
    """What a tender asks: its sector, its whole value, complex works or special technology."""

    sector: str
    amount: Decimal
    is_special: bool = False

    @property
    def is_technical(self) -> bool:
        return self.sector in TECHNICAL


@dataclass(frozen=True, slots=True)
class Reason:
    """One requirement, met or not, in a sentence."""

    code: str
    is_met: bool
    sentence: str


def years_asked(asked: Asked, values: Values) -> int:
    """Return the years of experience for a value: «inferiore» is strict, the edge is above."""
    if asked.is_technical:
        steps = (values.works_middle, values.works_eu)
        return values.works_years[sum(asked.amount >= step for step in steps)]
    return values.supplies_years[asked.amount >= values.supplies_eu]


def is_above_eu(asked: Asked, values: Values) -> bool:
    return asked.amount >= (values.works_eu if asked.is_technical else values.supplies_eu)


def reasons_for(skills: Skills, asked: Asked, values: Values) -> list[Reason]:
    """Return every requirement of a tender, each met or not by these skills."""
    given = skills.works_years if asked.is_technical else skills.supplies_years
    wanted = years_asked(asked, values)
    found = [_experience(given, wanted)]
    if asked.is_technical:
        found.append(_licence(skills, given, values))
    else:
        found.append(_training(skills))
    if asked.is_special and (is_above_eu(asked, values) or not asked.is_technical):
        found.append(_degree(skills))
        if asked.is_technical:
            found.append(_project_management(skills))
    return found


def _experience(given: int, wanted: int) -> Reason:
    words = {"given": given, "wanted": wanted}
    if given >= wanted:
        sentence = _("Esperienza in attività analoghe: %(given)d anni su %(wanted)d richiesti.")
    else:
        sentence = _("Esperienza in attività analoghe insufficiente: %(given)d anni su %(wanted)d.")
    return Reason("experience", given >= wanted, sentence % words)


def _licence(skills: Skills, given: int, values: Values) -> Reason:
    if skills.is_licensed:
        return Reason("licence", True, _("Abilitato all'esercizio della professione."))
    is_met = given >= values.unlicensed_years
    sentence = (
        _("Non abilitato, ma con almeno %(n)d anni di esperienza.")
        if is_met
        else _("Non abilitato: servono almeno %(n)d anni di esperienza.")
    )
    return Reason("licence", is_met, sentence % {"n": values.unlicensed_years})


def _training(skills: Skills) -> Reason:
    sentence = (
        _("Formazione in corso di validità.")
        if skills.has_training
        else _("Manca una formazione in corso di validità.")
    )
    return Reason("training", skills.has_training, sentence)


def _degree(skills: Skills) -> Reason:
    is_met = skills.degree == Degree.MASTER
    sentence = _("Laurea magistrale.") if is_met else _("Serve la laurea magistrale.")
    return Reason("degree", is_met, sentence)


def _project_management(skills: Skills) -> Reason:
    sentence = (
        _("Competenze di project management.")
        if skills.is_project_manager
        else _("Servono competenze di project management.")
    )
    return Reason("project_management", skills.is_project_manager, sentence)


def are_met(reasons: Iterable[Reason]) -> bool:
    return all(one.is_met for one in reasons)


@dataclass(frozen=True, slots=True)
class Reach:
    """Up to which value a person may be RUP in a sector; `limit` None is no limit, zero is not at all.

    `missing` says what the next size asks.
    """

    sector: str
    limit: Decimal | None
    missing: tuple[Reason, ...] = ()


def reach_of(skills: Skills, sector: str, values: Values) -> Reach:
    """Return how large a tender of a sector these skills allow, and why not larger."""
    for size, limit in _sizes(sector, values):
        reasons = reasons_for(skills, Asked(sector, size), values)
        if not are_met(reasons):
            return Reach(sector, limit, tuple(one for one in reasons if not one.is_met))
    return Reach(sector, None)


def _sizes(sector: str, values: Values) -> Sequence[tuple[Decimal, Decimal]]:
    """Each size of the table, by a value in it, and what one may do who does not reach it."""
    nothing = Decimal(0)
    if sector in TECHNICAL:
        return (
            (nothing, nothing),
            (values.works_middle, values.works_middle),
            (values.works_eu, values.works_eu),
        )
    return ((nothing, nothing), (values.supplies_eu, values.supplies_eu))
