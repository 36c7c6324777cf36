"""«Tre da guardare»: rules in the order in which they are told; the first three that hold stand on a sheet.

A rule speaks of data that its Province can look at, and says from where on it speaks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .sheet import TOLD

EXPIRING_DAYS = 180
FAR_POINTS, NEAR_POINTS = 10.0, 5.0
LONGER = 1.25
WELL_COVERED, REPLACED = 80.0, 80.0

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules look at: values of the Province and medians of the similar ones by indicator, both only
    where they are told; counts of records; days until the qualification ends.
    """

    values: Mapping[str, float]
    middles: Mapping[str, float] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    days_left: int | None = None

    def over(self, key: str) -> float:
        """How much more than the middle of the similar ones; zero where either is not known."""
        if key not in self.values or key not in self.middles:
            return 0.0
        return self.values[key] - self.middles[key]

    def is_under(self, key: str, limit: float) -> bool:
        return key in self.values and self.values[key] < limit


@dataclass(frozen=True, slots=True)
class Rule:
    """`title` names it; `sentence` is told on the sheet, with `value`, `middle` or `count` in it;
    `because` says when.

    `about` is the indicator, or the count, that it speaks of. `is_now` for one that holds of today's
    data alone, whatever the year of a sheet.
    """

    key: str
    about: str
    title: Words
    sentence: Words
    because: Words
    holds: Callable[[Facts], bool]
    is_public: bool = True
    is_now: bool = False


RULES = (
    Rule(
        "expiring", "", _("Qualificazione in scadenza"),
        _("La qualificazione come stazione appaltante scade entro sei mesi, o è scaduta."),
        _("la scadenza è entro 180 giorni"),
        lambda facts: facts.days_left is not None and facts.days_left <= EXPIRING_DAYS,
        is_public=False, is_now=True,
    ),
    Rule(
        "cups_without_cig", "cups_without_cig", _("CUP senza CIG"),
        _("Progetti PNRR o PNC attivi senza nessun CIG collegato: %(count)s."),
        _("ce n'è almeno uno"), lambda facts: facts.counts.get("cups_without_cig", 0) > 0, is_now=True,
    ),
    Rule(
        "lots_without_cup", "lots_without_cup", _("CIG senza CUP"),
        _("CIG dell'anno che dichiarano PNRR/PNC e non hanno un CUP: %(count)s."),
        _("ce n'è almeno uno"), lambda facts: facts.counts.get("lots_without_cup", 0) > 0,
    ),
    Rule(
        "progress", "progress", _("Avanzamento dei progetti PNRR"),
        _("Dei progetti PNRR risulta pagato il %(value)s, contro il %(middle)s delle Province simili."),
        _("almeno 10 punti sotto la mediana delle Province simili"),
        lambda facts: facts.over("progress") <= -FAR_POINTS, is_now=True,
    ),
    Rule(
        "outcome_coverage", "outcome_coverage", _("Esiti non noti"),
        _("Si conosce l'esito del %(value)s dei lotti: gli altri sono da comunicare o da correggere."),
        _("meno dell'80 %"), lambda facts: facts.is_under("outcome_coverage", WELL_COVERED),
        is_public=False,
    ),
    Rule(
        "single_bid", "single_bid", _("Una sola offerta"),
        _("Una sola offerta nel %(value)s delle gare con confronto, contro il %(middle)s delle Province simili."),
        _("almeno 10 punti sopra la mediana delle Province simili"),
        lambda facts: facts.over("single_bid") >= FAR_POINTS, is_public=False,
    ),
    Rule(
        "direct_amount_share", "direct_amount_share", _("Affidamenti diretti"),
        _("Affidato direttamente il %(value)s dell'importo, contro il %(middle)s delle Province simili."),
        _("almeno 10 punti sopra la mediana delle Province simili"),
        lambda facts: facts.over("direct_amount_share") >= FAR_POINTS,
    ),
    Rule(
        "days", "days", _("Tempo di affidamento"),
        _("Dalla pubblicazione all'aggiudicazione passano %(value)s, contro %(middle)s delle Province simili (mediane)."),
        _("almeno un quarto più della mediana delle Province simili"),
        lambda facts: "days" in facts.middles
        and facts.values.get("days", 0.0) >= facts.middles["days"] * LONGER,
        is_public=False,
    ),
    Rule(
        "deserted", "deserted", _("Gare deserte"),
        _("Deserto il %(value)s dei lotti con un esito, contro il %(middle)s delle Province simili."),
        _("almeno 5 punti sopra la mediana delle Province simili"),
        lambda facts: facts.over("deserted") >= NEAR_POINTS, is_public=False,
    ),
    Rule(
        "replaced", "replaced", _("Ricambio del personale"),
        _("Per ogni cento persone uscite ne sono entrate meno di ottanta: ricambio al %(value)s."),
        _("meno dell'80 %"), lambda facts: facts.is_under("replaced", REPLACED), is_public=False,
    ),
)  # fmt: skip


def to_look_at(facts: Facts, *, reads_all: bool, is_latest: bool) -> list[Rule]:
    """The first rules that hold, of those that the reader may see and that speak of this year."""
    return [
        rule
        for rule in RULES
        if (reads_all or rule.is_public) and (is_latest or not rule.is_now) and rule.holds(facts)
    ][:TOLD]
