"""The contract register, the programmes of the enti, what expires when."""

from collections.abc import Iterable
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.http import Http404

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente

from ..models import Contract, ProgrammeRow, SheetImport


def contracts(actor: Actor, sua: Ente) -> QuerySet[Contract]:
    """The contracts of a SUA's enti that the actor may see, those that end first on top."""
    rows = Contract.objects.visible_to(actor).filter(sua=sua)
    return rows.select_related("ente", "rup").order_by("ends_on", "pk")


def contract_for(pk: int, actor: Actor, sua: Ente) -> Contract:
    """Return one; 404 for others'."""
    found = contracts(actor, sua).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def running(rows: QuerySet[Contract], today: date) -> QuerySet[Contract]:
    return rows.filter(ends_on__gte=today)


def over(rows: QuerySet[Contract], today: date) -> QuerySet[Contract]:
    return rows.filter(ends_on__lt=today)


def expiring(rows: QuerySet[Contract], today: date, months: int) -> QuerySet[Contract]:
    """Keep those that end within so many months from today, and are not over."""
    return rows.filter(ends_on__gte=today, ends_on__lte=today + relativedelta(months=months))


def expiring_for(
    enti: Iterable[Ente | int], cpv: str, today: date, months: int = 9
) -> QuerySet[Contract]:
    """The contracts of these enti that end soon, by the first digits of a CPV: campaigns start from them."""
    rows = Contract.objects.filter(ente__in=list(enti), cpv__startswith=cpv)
    return expiring(rows, today, months).select_related("ente").order_by("ends_on", "pk")


def programme(actor: Actor, sua: Ente) -> QuerySet[ProgrammeRow]:
    """What the enti of a SUA will buy, the nearest first."""
    rows = ProgrammeRow.objects.visible_to(actor).filter(sua=sua)
    return rows.select_related("ente", "rup").order_by("year", "quarter", "pk")


def programme_row_for(pk: int, actor: Actor, sua: Ente) -> ProgrammeRow:
    """Return one; 404 for others'."""
    found = programme(actor, sua).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def import_for(pk: int, actor: Actor) -> SheetImport:
    """Return an import of the ente acted for; 404 for others'."""
    found = SheetImport.objects.filter(pk=pk, ente=actor.ente_id).first()
    if found is None:
        raise Http404
    return found
