"""What UPI sees of the SUA: sums per Province, no tender and no ente named, small numbers hidden."""

from dataclasses import dataclass

from django.db.models import Count

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente

from ...models import TenderBody
from ...permissions import FiguresPermission
from ...terms.figures import FEWEST, Phase
from .choosing import Choice, all_lots, all_tenders
from .counting import Sums, sums_by
from .ranking import quartiles
from .times import STRETCHES, in_days


@dataclass(frozen=True, slots=True)
class OfProvince:
    """The sums of a Province; nothing but its name where there is too little to tell."""

    name: str
    sums: Sums | None
    enti: int | None
    bids_to_contract: int | None  # median, days

    @property
    def is_hidden(self) -> bool:
        return self.sums is None


def by_province(actor: Actor, choice: Choice) -> list[OfProvince]:
    """The sums of every Province with a SUA at work, four statements; refuses who is not of UPI.

    A Province with fewer than three tenders, or fewer than three enti served, is named without numbers;
    there is no sum of all, from which it could be found.
    """
    actor.require(FiguresPermission.NATIONAL)
    rows = all_lots(choice)
    found = sums_by(rows, "tender__sua")
    places = TenderBody.objects.filter(tender__in=all_tenders(choice).values("pk"))
    enti = dict(
        places.order_by().values_list("tender__sua").annotate(n=Count("ente", distinct=True))
    )
    times = quartiles(rows, STRETCHES[Phase.BIDS_TO_CONTRACT][1], "tender__sua")
    names = dict(Ente.objects.filter(pk__in=found).values_list("pk", "name"))
    return [
        _told(names[key], one, enti.get(key, 0), times.get((key,)))
        for key, one in sorted(found.items(), key=lambda pair: names[pair[0]])
    ]


def _told(name: str, sums: Sums, enti: int, times) -> OfProvince:
    if sums.tenders < FEWEST or enti < FEWEST:
        return OfProvince(name, None, None, None)
    # A sum over one or two awards would tell each of them.
    if sums.awarded < FEWEST:
        sums = Sums(
            sums.tenders, sums.lots, sums.base, 0, sums.award * 0, sums.saving * 0, None, None, None,
            None,
        )  # fmt: skip
    median = in_days(times).median if times and times.count >= FEWEST else None
    return OfProvince(name, sums, enti, median)
