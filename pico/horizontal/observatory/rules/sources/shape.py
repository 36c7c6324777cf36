"""What a dataset says of itself, once: whose it is, what it looks like, how its rows become ours.

Expressions are DuckDB's SQL over the columns of the file, all read as text and named by our names
(`Field.name`); the macros of `rules/reading/macros.py` are at hand.
"""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence, by its address in the vocabulary of AgID."""

    code: str
    label: str

    @property
    def uri(self) -> str:
        return f"https://w3id.org/italia/controlled-vocabulary/licences/{self.code}"


CC_BY = Licence("A21_CCBY40", "CC BY 4.0")
CC_BY_SA = Licence("A31_CCBYSA40", "CC BY-SA 4.0")
IODL = Licence("A29_IODL20", "IODL 2.0")


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the file: our name, and the names it had (compared without case, accents, blanks)."""

    name: str
    names: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A row for which `when` holds is refused, or kept and counted, for the reason given."""

    code: str
    reason: Words
    when: str
    refuses: bool = True


@dataclass(frozen=True, slots=True)
class Output:
    """The rows of one of our tables: an expression per column, which rows, one row per `key`.

    Of rows with the same key the first by `order` stays; `upserts` says that a later file replaces
    rows of an earlier one by key, not only what has its own label.
    """

    table: str
    columns: dict[str, str]
    where: str = "true"
    key: tuple[str, ...] = ()
    order: str = ""
    upserts: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A dataset: whose, under which licence, with which columns, into which of our tables.

    `part` says what a new file replaces: everything («whole»), the file with the same name («name»)
    or of the same month («period»).
    """

    key: str
    title: Words
    holder: str
    url: str
    licence: Licence
    frequency: Words
    fields: tuple[Field, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...] = ()
    part: str = "whole"
    also: tuple[str, ...] = ()  # columns known and not used: not told as new
    file_names: tuple[str, ...] = ()  # pieces of names, where headers alone do not tell
    notes: tuple[Words, ...] = field(default=())
    download: str = ""  # where the file is, as far as known; {YYYY}, {MM}, {DD} where it changes
    day: str = ""  # SQL of a day: the newest says to which day a file is up to date

    @property
    def required(self) -> tuple[Field, ...]:
        return tuple(one for one in self.fields if one.is_required)


MONTHLY, QUARTERLY, YEARLY, NOW_AND_THEN = (
    _("Mensile"),
    _("Trimestrale"),
    _("Annuale"),
    _("Irregolare"),
)


NO_CIG = Rule("no_cig", _("CIG assente o fatto di soli zeri"), "cig_code(cig) IS NULL")


def odd_days(*columns: str) -> Rule:
    """Days that no file can mean are left empty, and counted."""
    return Rule(
        "odd_days",
        _("data fuori da ogni verosimiglianza (come 0001, 1900 o 2459): lasciata vuota"),
        " OR ".join(f"odd_day({column})" for column in columns),
        refuses=False,
    )
