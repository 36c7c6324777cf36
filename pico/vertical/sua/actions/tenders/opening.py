"""A tender is opened: numbered, with its lots and enti; its lots and data changed before the notice."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.enti.terms import PROVINCES
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Person

from ...models import Lot, LotCategory, LotShare, Tender, TenderBody, TenderSeries, Track
from ...permissions import TenderPermission
from ...queries.checks import is_confirmed
from ...terms.procurement import ContractKind, Criterion, Procedure, Technique
from ...terms.tenders import (
    NUMBER,
    SUBJECT_LENGTH,
    EventKind,
    LotState,
    PerformedFunctions,
    TenderKind,
)
from ..numbering import next_number
from .aggregated import begin_tracks
from .telling import locked, noted, refuse_if_over, tell_places


@dataclass(frozen=True, slots=True)
class CategoryData:
    """One SOA line of a lot."""

    category: str
    amount: Decimal
    soa_class: str = ""
    is_main: bool = False
    is_separable: bool = False
    allows_subcontract: bool = True


@dataclass(frozen=True, slots=True)
class LotData:
    """A lot as it is asked for; amounts VAT excluded, labour a part of the base.

    `shares` maps an ente to its quota: an amount, or (amount, quantity).
    """

    subject: str
    base_amount: Decimal
    safety_amount: Decimal = Decimal(0)
    labour_amount: Decimal = Decimal(0)
    options_amount: Decimal = Decimal(0)
    is_labour_discountable: bool = True
    cig: str = ""
    parent_cig: str = ""
    cups: tuple[str, ...] = ()
    cui: str = ""
    cpv: str = ""
    place: str = ""
    days: int | None = None
    criterion: str = ""
    categories: tuple[CategoryData, ...] = ()
    shares: dict[Ente, Any] = field(default_factory=dict)


PLAIN = tuple(
    name for name in LotData.__dataclass_fields__ if name not in ("categories", "shares", "cups")
)


@transaction.atomic
def open_tender(
    *,
    sua: Ente,
    kind: str,
    title: str,
    lots: Iterable[LotData],
    bodies: Iterable[Ente],
    actor: Actor,
    now: datetime,
    contract_kind: str = ContractKind.SERVICES,
    procedure: str = Procedure.OPEN,
    criterion: str = Criterion.BEST_VALUE,
    technique: str = Technique.NONE,
    description: str = "",
    decision_on: date | None = None,
    officer: Person | None = None,
    holder: Ente | None = None,
    functions: str = PerformedFunctions.AWARD,
    is_above_eu: bool = False,
    is_urgent: bool = False,
    is_pnrr: bool = False,
    request: Any = None,
    campaign: Any = None,
) -> Tender:
    """Open a tender of a SUA for one or more enti, with its lots; `request` or `campaign` is its origin.

    Refuses who does not work in that SUA, a tender without lots or without the ente that delegates
    it, amounts and codes that do not hold, quotas above their lot.
    """
    actor.require(TenderPermission.OPEN)
    lots, bodies = list(lots), list(dict.fromkeys(bodies))
    _refuse_what_does_not_hold(sua, kind, title, lots, bodies, actor)
    tender = Tender(
        sua=sua, kind=kind, subject=" ".join(title.split())[:SUBJECT_LENGTH],
        description=description.strip(), contract_kind=contract_kind, procedure=procedure,
        criterion=criterion, technique=technique, decision_on=decision_on, officer=officer,
        holder=holder or (bodies[0] if bodies else sua), functions=functions,
        is_above_eu=is_above_eu, is_urgent=is_urgent, is_pnrr=is_pnrr, opened_at=now,
        changed_at=now, year=timezone.localtime(now).year,
    )  # fmt: skip
    tender.number = next_number(TenderSeries, sua=sua, year=tender.year, pattern=NUMBER)
    _remember_origin(tender, request=request, campaign=campaign)
    tender.save(force_insert=True)
    TenderBody.objects.bulk_create(
        TenderBody(tender=tender, ente=ente, is_lead=_leads(kind, place), is_outside=_is_outside(ente, sua))
        for place, ente in enumerate(bodies)
    )  # fmt: skip
    if kind == TenderKind.AGGREGATED:
        begin_tracks(tender, is_collected=campaign is not None)
    for number, data in enumerate(lots, 1):
        _create_lot(tender, number, data)
    weigh(tender)
    noted(
        "opened", _("Gara %(number)s aperta.") % {"number": tender.number}, tender=tender,
        kind=EventKind.STATE, actor=actor, now=now,
    )  # fmt: skip
    tell_places(tender, actor)
    return tender


def _leads(kind: str, place: int) -> bool:
    """Who delegates leads; in an aggregated tender they all take part alike."""
    return kind != TenderKind.AGGREGATED and place == 0


def _remember_origin(tender: Tender, **origins) -> None:
    """Point to the request or the campaign that the tender comes from, where the model has it."""
    for name, origin in origins.items():
        if origin is not None and hasattr(Tender, name):
            setattr(tender, name, origin)


def _refuse_what_does_not_hold(sua, kind, title, lots, bodies, actor) -> None:
    if not actor.is_system and actor.ente_id != sua.pk:
        raise Refusal(
            _("La gara si apre per la SUA per cui operi: cambia ente."), code="not_your_sua"
        )
    if sua.kind not in PROVINCES:
        raise Refusal(_("Una SUA è di una Provincia: scegline una."), code="not_a_province")
    if not title.strip():
        raise Refusal(_("Scrivi l'oggetto della gara."), code="subject_missing")
    if not lots:
        raise Refusal(_("Una gara ha almeno un lotto: aggiungilo."), code="lots_missing")
    if kind == TenderKind.DELEGATED and not bodies:
        raise Refusal(_("Scegli l'ente che delega la gara."), code="bodies_missing")
    if kind == TenderKind.AGGREGATED and len(bodies) < 2:
        raise Refusal(
            _("Una gara aggregata ha almeno due enti: aggiungine uno, o scegli «Su delega»."),
            code="bodies_missing",
        )


def _is_outside(ente: Ente, sua: Ente) -> bool:
    """«Fuori territorio»: flagged, never refused (art. 62, c. 9)."""
    return bool(ente.territory_id and sua.territory_id and ente.territory_id != sua.territory_id)


def _create_lot(tender: Tender, number: int, data: LotData) -> Lot:
    lot = Lot(tender=tender, number=number, cups=list(data.cups), state=LotState.PREPARING)
    _fill_lot(lot, data)
    lot.save(force_insert=True)
    _fill_rows(lot, data)
    return lot


def _fill_lot(lot: Lot, data: LotData) -> None:
    for name in PLAIN:
        setattr(lot, name, getattr(data, name))
    lot.cups = list(data.cups)
    try:
        lot.clean()
        known = ["cig"] if lot.cig and is_confirmed(lot.cig, lot.tender.sua) else []
        lot.clean_fields(exclude=["tender", "state", *known])
    except ValidationError as error:
        raise Refusal(
            _("Lotto %(number)d: %(why)s")
            % {"number": lot.number, "why": " ".join(error.messages)},
            code="wrong_lot",
        ) from error
    if lot.labour_amount > lot.base_amount:
        raise Refusal(
            _(
                "Lotto %(number)d: la manodopera è parte dell'importo a base di gara, non può superarlo."
            )
            % {"number": lot.number},
            code="wrong_lot",
        )
    _refuse_taken_cig(lot)


def _refuse_taken_cig(lot: Lot) -> None:
    if lot.cig and Lot.objects.filter(cig=lot.cig).exclude(pk=lot.pk).exists():
        raise Refusal(
            _("Il CIG %(cig)s è già di un altro lotto: controllalo sulla piattaforma certificata.")
            % {"cig": lot.cig},
            code="cig_is_taken",
        )


def _fill_rows(lot: Lot, data: LotData) -> None:
    """Write categories and quotas anew; refuse those that do not hold together."""
    mains = sum(one.is_main for one in data.categories)
    if data.categories and mains != 1:
        raise Refusal(
            _("Lotto %(number)d: una e una sola categoria è prevalente.") % {"number": lot.number},
            code="one_main_category",
        )
    lot.categories.all().delete()
    LotCategory.objects.bulk_create(LotCategory(lot=lot, **asdict(one)) for one in data.categories)
    shares = [(ente, *(quota if isinstance(quota, tuple) else (quota, None))) for ente, quota in data.shares.items()]  # fmt: skip
    total = sum((amount for _ente, amount, _quantity in shares), Decimal(0))
    ceiling = lot.base_amount + lot.safety_amount + lot.options_amount
    if total > ceiling:
        raise Refusal(
            _("Lotto %(number)d: le quote degli enti superano l'importo del lotto.")
            % {"number": lot.number},
            code="shares_above_lot",
        )
    lot.shares.all().delete()
    LotShare.objects.bulk_create(
        LotShare(lot=lot, ente=ente, amount=amount, quantity=quantity)
        for ente, amount, quantity in shares
    )


def weigh(tender: Tender) -> None:
    """Add up the value of the lots (art. 14, c. 4): all of them, options included."""
    tender.total = sum((lot.estimated_value for lot in tender.lots.all()), Decimal(0))
    tender.save(update_fields=["total"])


@transaction.atomic
def add_lot(*, tender: Tender, data: LotData, actor: Actor, now: datetime) -> Lot:
    """Add a lot while acts are being prepared."""
    actor.require(TenderPermission.RUN, tender)
    tender = locked(tender)
    _refuse_after_notice(tender)
    last = tender.lots.order_by("-number").values_list("number", flat=True).first() or 0
    lot = _create_lot(tender, last + 1, data)
    lot.state = tender.state
    lot.save(update_fields=["state"])
    weigh(tender)
    noted(
        "lot_added", _("Lotto %(number)d aggiunto.") % {"number": lot.number}, tender=tender,
        lot=lot, kind=EventKind.NOTE, actor=actor, now=now,
    )  # fmt: skip
    return lot


@transaction.atomic
def change_lot(*, lot: Lot, data: LotData, actor: Actor, now: datetime) -> Lot:
    """Change a lot. After the notice only its codes change: amounts and object stand."""
    actor.require(TenderPermission.RUN, lot)
    tender = locked(lot.tender)
    lot = Lot.objects.select_for_update(of=("self",)).get(pk=lot.pk)
    refuse_if_over(tender)
    if not tender.is_before_notice:
        _refuse_other_amounts(lot, data)
    _fill_lot(lot, data)
    lot.save()
    _fill_rows(lot, data)
    weigh(tender)
    noted(
        "lot_changed", _("Lotto %(number)d modificato.") % {"number": lot.number}, tender=tender,
        lot=lot, kind=EventKind.NOTE, actor=actor, now=now,
    )  # fmt: skip
    return lot


FIXED = (
    "subject", "base_amount", "safety_amount", "labour_amount", "options_amount", "is_labour_discountable",
)  # fmt: skip


def _refuse_other_amounts(lot: Lot, data: LotData) -> None:
    if any(getattr(lot, name) != getattr(data, name) for name in FIXED):
        raise Refusal(
            _(
                "Dopo la pubblicazione oggetto e importi non cambiano: serve una rettifica del bando."
            ),
            code="after_the_notice",
        )


def _refuse_after_notice(tender: Tender) -> None:
    if not tender.is_before_notice:
        raise Refusal(
            _("La gara è già pubblicata: i suoi lotti non cambiano più."), code="after_the_notice"
        )


@transaction.atomic
def remove_lot(*, lot: Lot, actor: Actor, now: datetime) -> None:
    """Take a lot away while acts are being prepared; the last one stays."""
    actor.require(TenderPermission.RUN, lot)
    tender = locked(lot.tender)
    _refuse_after_notice(tender)
    if tender.lots.count() == 1:
        raise Refusal(_("Una gara ha almeno un lotto: modificalo."), code="lots_missing")
    number = lot.number
    lot.delete()
    weigh(tender)
    noted(
        "lot_removed", _("Lotto %(number)d tolto.") % {"number": number}, tender=tender,
        kind=EventKind.NOTE, actor=actor, now=now,
    )  # fmt: skip


CHANGEABLE = (
    "subject", "description", "contract_kind", "procedure", "technique", "criterion", "is_above_eu",
    "is_urgent", "is_pnrr", "decision_on", "indiction_act", "pad_name", "pad_url", "bdncp_url",
    "anac_id", "pcp_state", "ted_sent_on", "ted_number", "opening_on", "invited_count", "has_anomaly",
    "functions", "holder", "officer",
)  # fmt: skip
# What was published stands: these need a correction of the notice, with its document.
FIXED_BY_NOTICE = (
    "contract_kind",
    "procedure",
    "technique",
    "criterion",
    "is_above_eu",
    "is_urgent",
)


@transaction.atomic
def change_tender(*, tender: Tender, actor: Actor, now: datetime, **fields: Any) -> Tender:
    """Change the data of a tender. Refuses, after the notice, what the notice fixed."""
    actor.require(TenderPermission.RUN, tender)
    tender = locked(tender)
    refuse_if_over(tender)
    if unknown := set(fields) - set(CHANGEABLE):
        raise TypeError(f"A tender has no such field to change: {sorted(unknown)}.")
    changed = [name for name, value in fields.items() if getattr(tender, name) != value]
    if not tender.is_before_notice and set(changed) & set(FIXED_BY_NOTICE):
        raise Refusal(
            _("Dopo la pubblicazione procedura, criterio e tipo di appalto non cambiano."),
            code="after_the_notice",
        )
    if not changed:
        return tender
    for name in changed:
        setattr(tender, name, fields[name])
    tender.revision += 1
    tender.save(update_fields=[*changed, "revision"])
    labels = ", ".join(str(Tender._meta.get_field(name).verbose_name) for name in changed)
    noted(
        "changed", _("Dati della gara modificati: %(names)s.") % {"names": labels}, tender=tender,
        kind=EventKind.NOTE, actor=actor, now=now,
    )  # fmt: skip
    return tender


@transaction.atomic
def add_body(*, tender: Tender, ente: Ente, actor: Actor, now: datetime) -> TenderBody:
    """Add an ente to a tender, before its notice."""
    actor.require(TenderPermission.RUN, tender)
    tender = locked(tender)
    _refuse_after_notice(tender)
    if tender.places.filter(ente=ente).exists():
        raise Refusal(_("%(ente)s partecipa già.") % {"ente": ente}, code="already_there")
    leads = _leads(tender.kind, tender.places.count())
    if tender.kind == TenderKind.AGGREGATED:
        Track.objects.create(tender=tender, ente=ente)
    body = TenderBody.objects.create(
        tender=tender, ente=ente, is_lead=leads, is_outside=_is_outside(ente, tender.sua)
    )
    noted(
        "body_added", _("%(ente)s partecipa alla gara.") % {"ente": ente}, tender=tender,
        kind=EventKind.NOTE, actor=actor, now=now,
    )  # fmt: skip
    return body
