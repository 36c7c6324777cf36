"""What is counted: which SUA, in which period, of which object, procedure, ente."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from pico.core.access.actor import Actor

from ...models import Lot, Tender, TenderBody, TenderRequest
from ...terms.figures import DateOn
from ...terms.tenders import Outcome


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of tenders: from `first` to `last`, both in, on the day that `on` names; Italian days."""

    first: date
    last: date
    on: str = DateOn.OPENED
    sua_id: int | None = None
    kind: str = ""
    procedure: str = ""
    ente_id: int | None = None

    @property
    def begins(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first, time.min))

    @property
    def ends(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.last + timedelta(days=1), time.min))

    def moments(self, path: str) -> dict:
        return {f"{path}__gte": self.begins, f"{path}__lt": self.ends}

    def days(self, path: str) -> dict:
        return {f"{path}__gte": self.first, f"{path}__lte": self.last}

    def plain(self, prefix: str = "") -> dict:
        """The look-ups of SUA, object and procedure; `prefix` is the way to the tender."""
        wanted = {"sua": self.sua_id, "contract_kind": self.kind, "procedure": self.procedure}
        return {f"{prefix}{name}": value for name, value in wanted.items() if value}


def all_lots(choice: Choice) -> QuerySet[Lot]:
    """The lots of a choice, whoever asks: for sums and medians alone, never for a list."""
    rows = Lot.objects.filter(**choice.plain("tender__"))
    if choice.ente_id:
        rows = rows.filter(tender__in=_of_ente(choice.ente_id))
    if choice.on == DateOn.AWARDED:
        return rows.filter(**choice.days("awarded_on"))
    path = "tender__published_at" if choice.on == DateOn.PUBLISHED else "tender__opened_at"
    return rows.filter(**choice.moments(path))


def all_tenders(choice: Choice) -> QuerySet[Tender]:
    """The tenders of a choice, whoever asks: for sums and medians alone, never for a list."""
    rows = Tender.objects.filter(**choice.plain())
    if choice.ente_id:
        rows = rows.filter(pk__in=_of_ente(choice.ente_id))
    if choice.on == DateOn.AWARDED:
        awarded = Lot.objects.filter(**choice.days("awarded_on"))
        return rows.filter(pk__in=awarded.values("tender"))
    path = "published_at" if choice.on == DateOn.PUBLISHED else "opened_at"
    return rows.filter(**choice.moments(path))


def lots(actor: Actor, choice: Choice) -> QuerySet[Lot]:
    """The lots of a choice that the actor may see."""
    return all_lots(choice).filter(tender__in=Tender.objects.visible_to(actor).values("pk"))


def tenders(actor: Actor, choice: Choice) -> QuerySet[Tender]:
    """The tenders of a choice that the actor may see."""
    return all_tenders(choice).filter(pk__in=Tender.objects.visible_to(actor).values("pk"))


def all_requests(choice: Choice) -> QuerySet[TenderRequest]:
    """The requests received in the period, whoever asks: for sums and medians alone."""
    rows = TenderRequest.objects.filter(**choice.days("received_on"))
    wanted = {"sua": choice.sua_id, "kind": choice.kind, "ente": choice.ente_id}
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def requests(actor: Actor, choice: Choice) -> QuerySet[TenderRequest]:
    """The requests received in the period that the actor may see."""
    return all_requests(choice).filter(pk__in=TenderRequest.objects.visible_to(actor).values("pk"))


def awarded(rows: QuerySet[Lot]) -> QuerySet[Lot]:
    """Keep the lots with a result that is out: before it, nobody outside the SUA knows any."""
    return rows.filter(outcome=Outcome.AWARDED, award_amount__isnull=False)


def _of_ente(ente_id: int) -> QuerySet:
    return TenderBody.objects.filter(ente=ente_id).values("tender")
