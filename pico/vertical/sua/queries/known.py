"""What the SUA has of a CIG or a CUP, for a page of another module: tenders and contracts one may see."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space
from pico.core.modules.known import CIG, Known

from ..models import Contract, Lot, Tender

SHOWN = 20  # of a CUP with more lots the newest: the others are in the list of tenders


def of_code(actor: Actor, kind: str, code: str) -> list[Known]:
    """The lots with this code and the contract with this CIG; what `visible_to` hides does not exist."""
    return [*_lots(actor, kind, code), *_contracts(actor, kind, code)]


def _lots(actor: Actor, kind: str, code: str) -> Iterator[Known]:
    named = Q(cig=code) if kind == CIG else Q(cups__icontains=f'"{code}"')
    tenders = Tender.objects.visible_to(actor)
    rows = Lot.objects.filter(named, tender__in=tenders.order_by().values("pk"))
    found = list(rows.select_related("tender").order_by("-pk")[:SHOWN])
    spaces = {
        one.ente_id: one
        for one in Space.objects.filter(ente__in={one.tender.sua_id for one in found})
    }
    for lot in found:
        page = path_in(spaces.get(lot.tender.sua_id), "sua:tender-lots", lot.tender.number)
        yield Known(
            kind=_("Gara"), title=f"{lot} – {lot.subject}", url=f"{page}#lotto-{lot.number}",
            ente_id=lot.tender.sua_id, state=lot.get_state_display(), meaning=lot.meaning,
            days=tuple(_days(_steps(lot))),
        )  # fmt: skip


def _steps(lot: Lot) -> Iterable[tuple[date | None, str]]:
    tender = lot.tender
    return (
        (_day(tender.published_at), _("Gara pubblicata")),
        (_day(tender.bids_due_at), _("Scadenza delle offerte")),
        (lot.awarded_on, _("Aggiudicazione")),
        (lot.effective_on, _("Aggiudicazione efficace")),
        (lot.contract_on, _("Contratto stipulato")),
    )


def _contracts(actor: Actor, kind: str, code: str) -> Iterator[Known]:
    if kind != CIG:
        return
    for contract in Contract.objects.visible_to(actor).filter(cig=code).order_by("pk")[:SHOWN]:
        yield Known(
            kind=_("Contratto"), title=contract.subject, url=contract.get_absolute_url(),
            ente_id=contract.sua_id,
            days=(
                (contract.starts_on, _("Decorrenza del contratto")),
                (contract.ends_on, _("Scadenza del contratto")),
            ),
        )  # fmt: skip


def _day(moment) -> date | None:
    return timezone.localdate(moment) if moment else None


def _days(steps: Iterable[tuple[date | None, str]]) -> Iterator[tuple[date, str]]:
    return ((day, words) for day, words in steps if day)
