"""«Le mie viste», the letters that are due, the thresholds of a person."""

from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet

from pico.core.access.actor import Actor

from ..models import SavedView, Threshold, ViewLetter
from ..rules.indicators.declaring import Indicator
from ..rules.indicators.every import INDICATORS
from ..rules.turns import turn_of
from ..terms.crossing import Cadence
from .blocks import Figure
from .crossing import Crossing, crossed, dimensions_of, read_filters, single
from .crossing_words import said
from .filters import Filters

STOP = "pico.observatory.letter"


def visible_views(actor: Actor) -> QuerySet[SavedView]:
    """The views that the actor may read, with whether each comes to him by e-mail."""
    letters = ViewLetter.objects.filter(view=OuterRef("pk"), person=actor.person_id)
    rows = SavedView.objects.visible_to(actor).select_related("owner", "author")
    return rows.annotate(is_sent=Exists(letters))


def views_of(person_id: int) -> QuerySet[SavedView]:
    return SavedView.objects.filter(author=person_id)


def letter_of(view: SavedView, person_id: int | None) -> ViewLetter | None:
    return ViewLetter.objects.filter(view=view, person=person_id).first()


def stop_word(letter: ViewLetter) -> str:
    """The signed word that ends a letter, without signing in."""
    return signing.dumps([letter.pk, letter.person_id], salt=STOP)


def letter_to_stop(word: str) -> tuple[bool, ViewLetter | None]:
    """Whether the word is ours, and the letter that it ends; none where it ended already."""
    try:
        pk, person = signing.loads(word, salt=STOP)
    except (signing.BadSignature, ValueError, TypeError):
        return False, None
    rows = ViewLetter.objects.select_related("view", "ente", "person")
    return True, rows.filter(pk=pk, person=person).first()


def due_letters(today: date) -> QuerySet[ViewLetter]:
    """The letters whose turn came and that did not leave for it."""
    due = Q()
    for cadence in Cadence:
        late = Q(last_turn_on__lt=turn_of(cadence, today)) | Q(last_turn_on__isnull=True)
        due |= Q(cadence=cadence) & late
    return ViewLetter.objects.filter(due)


# Thresholds ---------------------------------------------------------------------------------------


def thresholds_of(actor: Actor) -> QuerySet[Threshold]:
    """A person's own, whatever ente he acts for."""
    return Threshold.objects.filter(person=actor.person_id)


def figure_of(one: Indicator, filters: Filters) -> Figure:
    """The value of an indicator now; not told where the cases are too few."""
    row = single(one, filters)
    return Figure(one, row.get(one.key), row.get(f"{one.key}__n") or 0)


@dataclass(frozen=True, slots=True)
class Watched:
    """A threshold as its person reads it."""

    threshold: Threshold
    indicator: Indicator
    filters: Filters

    @property
    def words(self) -> str:
        return said(self.filters)

    @property
    def crossing(self) -> Crossing:
        """Where the value is seen in its table."""
        found = crossed([self.indicator.key], dimensions_of(self.indicator)[0], self.filters)
        if found is None:
            raise LookupError(self.indicator.key)
        return found

    @property
    def limit(self) -> str:
        return Figure(self.indicator, self.threshold.value, self.indicator.fewest or 1).text

    @property
    def now(self) -> str:
        return Figure(self.indicator, self.threshold.last_value, self.indicator.fewest or 1).text


def watched(threshold: Threshold) -> Watched | None:
    """None where the indicator is no more."""
    one = INDICATORS.get(threshold.indicator)
    return Watched(threshold, one, read_filters(threshold.query)) if one else None
