"""The award of a lot makes what its enti owe the SUA, with the scheme of the agreement of each."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.ui.formats import money

from ...models import Agreement, Due, DueLine, Lot, Tender
from ...queries import parameters
from ...queries.agreements import in_force
from ...queries.requests import rules_of
from ...rules.fees import Estimate, FeeLine, estimate, parts_by_weight, quota
from ...terms.aggregated import TrackState
from ...terms.dues import SOURCE_LENGTH, DueItem
from ...terms.tenders import EventKind, TenderKind, Visibility
from ..tenders.telling import happened

FIGURES = ("contributo_anac", "incentivo.quota")
ZERO = Decimal("0.00")
LEFT = (TrackState.WITHDRAWN, TrackState.EXCLUDED)


def charge_lot(lot: Lot, *, actor: Actor, now: datetime) -> list[Due]:
    """Make the dues of an awarded lot, one an ente; called by the award, inside its transaction.

    The fee of an agreement is that of the whole tender (bands, minimum and maximum look at it); each lot
    and ente bears its part of the base. Called again, it adds nothing. An ente without an agreement, and
    a tender of the SUA's own, owe nothing: the timeline says so of the former.
    """
    tender = lot.tender
    if tender.kind == TenderKind.OWN:
        return []
    spared = set(lot.dues.values_list("ente", flat=True))
    spared |= set(tender.tracks.filter(state__in=LEFT).values_list("ente", flat=True))
    on = lot.awarded_on or timezone.localdate(now)
    lots = list(tender.lots.prefetch_related("shares__ente"))
    made = []
    for ente, part, before in _parts(lot, lots, leads_of(tender)):
        if ente.pk in spared:
            continue
        agreement = _agreement_of(tender, ente, on)
        if agreement is None:
            _tell_none(lot, ente, actor, now)
            continue
        whole = sum((one.base_amount for one in lots), ZERO)
        due = _charge(lot, ente, agreement, (before, part, whole), on)
        if due:
            _tell(due, actor, now)
            made.append(due)
    return made


def leads_of(tender: Tender) -> list[Ente]:
    """The enti for which a tender is run, without the SUA's own."""
    places = tender.places.exclude(ente=tender.sua_id).select_related("ente")
    return [one.ente for one in places]


def parts_of(lot: Lot, enti: list[Ente]) -> dict[Ente, Decimal]:
    """The base of a lot, ente by ente: by their quotas, without any in equal parts."""
    quotas = {one.ente: one.amount for one in lot.shares.all() if one.amount}
    return parts_by_weight(lot.base_amount, quotas or dict.fromkeys(enti, Decimal(1)))


def _parts(lot: Lot, lots: list[Lot], enti: list[Ente]) -> Iterator[tuple[Ente, Decimal, Decimal]]:
    """Each ente of a lot with its part of the base, and its parts in the lots before."""
    by_lot = {one.number: parts_of(one, enti) for one in lots}
    for ente, part in by_lot[lot.number].items():
        before = sum(
            (parts.get(ente, ZERO) for number, parts in by_lot.items() if number < lot.number), ZERO
        )
        yield ente, part, before


def _agreement_of(tender: Tender, ente: Ente, on: date) -> Agreement | None:
    """That of its request, else the one in force at the award, else the one under which it was opened."""
    asked = tender.request
    if asked and asked.agreement and asked.ente_id == ente.pk:
        return asked.agreement
    opened = timezone.localdate(tender.opened_at)
    return in_force(ente.pk, tender.sua_id, on) or in_force(ente.pk, tender.sua_id, opened)


def _charge(
    lot: Lot, ente: Ente, agreement: Agreement, parts: tuple[Decimal, Decimal, Decimal], on: date
) -> Due | None:
    before, part, whole = parts
    figures = parameters.values(on, FIGURES)
    fee = _fee_of(agreement, lot.tender, whole, figures)
    lines = [(one, quota(one.amount, before=before, part=part, whole=whole)) for one in fee.lines]
    total = sum((amount for _line, amount in lines), ZERO)
    if not total:
        return None
    due = Due.objects.create(
        lot=lot, ente=ente, sua_id=lot.tender.sua_id, agreement=agreement, base=part,
        reckoned=total, amount=total, reckoned_on=on,
    )  # fmt: skip
    DueLine.objects.bulk_create(
        DueLine(
            due=due, item=line.item, base=line.base, rate=line.rate, whole=line.amount,
            amount=amount, source=_source(line, agreement, figures)[:SOURCE_LENGTH],
        )
        for line, amount in lines
        if line.amount
    )  # fmt: skip
    return due


def _fee_of(agreement: Agreement, tender: Tender, whole: Decimal, figures: dict) -> Estimate:
    """The fee of the whole tender, as the request estimated it; figures that lack count nothing."""
    table, share = (figures.get(key) for key in FIGURES)
    return estimate(
        rules_of(agreement),
        base=whole,
        contribution=parameters.band(table, tender.total)["value"] if table else ZERO,
        contribution_source=table.source if table else "",
        incentive_share=share.value if share else ZERO,
    )


def _source(line: FeeLine, agreement: Agreement, figures: dict) -> str:
    if line.item == DueItem.ANAC:
        return line.note
    said = _("%(agreement)s, %(act)s") % {"agreement": agreement.subject, "act": agreement.act}
    if line.item == DueItem.INCENTIVE and (share := figures.get("incentivo.quota")):
        return f"{said}; {share.source}"
    return said


def _tell(due: Due, actor: Actor, now: datetime) -> None:
    words = _("Rimborso alla SUA calcolato: %(ente)s, %(amount)s.") % {
        "ente": due.ente,
        "amount": money(due.amount),
    }
    trail.record("sua.due.reckoned", words, subject=due, actor=actor, now=now, reserved=True)
    announce("sua.due.reckoned", subject=due, actor=actor)


def _tell_none(lot: Lot, ente: Ente, actor: Actor, now: datetime) -> None:
    words = _(
        "Nessun rimborso calcolato per %(ente)s, lotto %(number)d: non ha una convenzione in vigore."
    ) % {"ente": ente, "number": lot.number}
    happened(
        lot.tender, words, kind=EventKind.NOTE, actor=actor, now=now, lot=lot,
        visibility=Visibility.SUA,
    )  # fmt: skip
