"""Results of a lot: bids, who was admitted, discount, award, winners; CIG; cards of PCP as read."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.core.foundation.identifiers import check_fiscal_code

from ...models import Lot, LotWinner, PcpRecord, Tender
from ...permissions import TenderPermission
from ...terms.tenders import LOT_FAILED, EventKind, LotState, Visibility, WinnerRole
from ..checks.cigs import sound_cig
from .telling import locked, noted, refuse_if_over, tell_places

BEFORE_DEADLINE = (LotState.PREPARING, LotState.APPROVED, LotState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Winner:
    fiscal_code: str
    name: str
    role: str = WinnerRole.SINGLE
    share: Decimal = Decimal(100)
    is_sme: bool = False


def _locked(lot: Lot) -> Lot:
    tender = locked(lot.tender)
    refuse_if_over(tender)
    lot = Lot.objects.select_for_update(of=("self",)).get(pk=lot.pk)
    lot.tender = tender
    return lot


@transaction.atomic
def set_cig(*, lot: Lot, cig: str, actor: Actor, now: datetime) -> Lot:
    """Write the CIG that the certified platform gave to a lot; refuse a wrong or a taken one."""
    actor.require(TenderPermission.RUN, lot)
    lot = _locked(lot)
    lot.cig = sound_cig(cig, lot.tender.sua)
    if Lot.objects.filter(cig=lot.cig).exclude(pk=lot.pk).exists():
        raise Refusal(
            _("Il CIG %(cig)s è già di un altro lotto: controllalo sulla piattaforma certificata.")
            % {"cig": lot.cig},
            code="cig_is_taken",
        )
    lot.save(update_fields=["cig"])
    tell_places(lot.tender, actor)
    _tell(lot, "cig_set", _("Lotto %(number)d: CIG %(cig)s.") % {"number": lot.number, "cig": lot.cig}, actor, now)  # fmt: skip
    return lot


@transaction.atomic
def count_bids(
    *,
    lot: Lot,
    bids: int,
    actor: Actor,
    now: datetime,
    admitted: int | None = None,
    excluded: int | None = None,
) -> Lot:
    """Write how many bids came. Before the deadline nobody knows: refused."""
    actor.require(TenderPermission.RUN, lot)
    lot = _locked(lot)
    if lot.state in BEFORE_DEADLINE or not lot.tender.bids_are_closed(now):
        raise Refusal(
            _("Il numero delle offerte si conosce solo dopo la scadenza."),
            code="before_the_deadline",
        )
    excluded = excluded or 0
    admitted = bids - excluded if admitted is None else admitted
    if min(bids, admitted, excluded) < 0 or admitted + excluded != bids:
        raise Refusal(
            _("I conti non tornano: offerte = ammesse + escluse."), code="bids_do_not_add_up"
        )
    lot.bids_count, lot.admitted_count, lot.excluded_count = bids, admitted, excluded
    lot.save(update_fields=["bids_count", "admitted_count", "excluded_count"])
    words = _("Lotto %(number)d: %(bids)d offerte, %(admitted)d ammesse.") % {
        "number": lot.number, "bids": bids, "admitted": admitted,
    }  # fmt: skip
    _tell(lot, "bids_counted", words, actor, now, visibility=Visibility.SUA)
    return lot


@transaction.atomic
def set_result(
    *,
    lot: Lot,
    discount: Decimal,
    winners: Iterable[Winner],
    actor: Actor,
    now: datetime,
    amount: Decimal | None = None,
) -> Lot:
    """Write discount and winners; the award is reckoned, unless an amount is given with its reason in the act.

    Refuses while bids are not evaluated, quotas that are not 100 %, codes that do not hold.
    """
    actor.require(TenderPermission.RUN, lot)
    lot, winners = _locked(lot), list(winners)
    if lot.state not in (LotState.EVALUATION, LotState.PROPOSAL, LotState.VERIFICATION):
        raise Refusal(_("L'esito si scrive durante la valutazione."), code="wrong_state")
    if not lot.admitted_count:
        raise Refusal(_("Nessuna offerta ammessa: il lotto non si aggiudica."), code="no_bids")
    _refuse_winners(winners)
    if not 0 <= discount <= 100:
        raise Refusal(_("Il ribasso va da 0 a 100 %."), code="wrong_discount")
    lot.discount = discount
    lot.award_amount = amount if amount is not None else lot.computed_award
    lot.save(update_fields=["discount", "award_amount"])
    lot.winners.all().delete()
    LotWinner.objects.bulk_create(LotWinner(lot=lot, **asdict(one)) for one in winners)
    _tell(
        lot, "result_set", _("Lotto %(number)d: esito registrato.") % {"number": lot.number}, actor, now,
        visibility=Visibility.SUA,
    )  # fmt: skip
    return lot


def _refuse_winners(winners: list[Winner]) -> None:
    if not winners:
        raise Refusal(_("Indica l'aggiudicatario."), code="winner_missing")
    try:
        for one in winners:
            check_fiscal_code(one.fiscal_code)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages), code="wrong_fiscal_code") from error
    parts = [one.share for one in winners if one.role != WinnerRole.AUXILIARY]
    if sum(parts, Decimal(0)) != 100:
        raise Refusal(_("Le quote degli aggiudicatari fanno 100 %."), code="shares_not_whole")


@transaction.atomic
def note_card(
    *,
    tender: Tender,
    card: str,
    state: str,
    on: date,
    actor: Actor,
    now: datetime,
    lot: Lot | None = None,
    identifier: str = "",
    note: str = "",
) -> PcpRecord:
    """Note a card of PCP as it stands on the certified platform: nothing is sent from here."""
    actor.require(TenderPermission.RUN, tender)
    tender = locked(tender)
    if lot and lot.tender_id != tender.pk:
        raise Refusal(_("Il lotto è di un'altra gara."), code="other_tender")
    record = PcpRecord.objects.create(
        tender=tender, lot=lot, card=card, state=state, noted_on=on, identifier=identifier[:60],
        note=note[:250],
    )  # fmt: skip
    noted(
        "card_noted", _("Scheda %(card)s: %(state)s.") % {"card": card, "state": record.get_state_display()},
        tender=tender, lot=lot, kind=EventKind.PCP, actor=actor, now=now,
    )  # fmt: skip
    return record


@transaction.atomic
def set_pcp_state(*, lot: Lot, state: str, actor: Actor, now: datetime) -> Lot:
    """Write the state of a lot as read on PCP."""
    actor.require(TenderPermission.RUN, lot)
    lot = _locked(lot)
    lot.pcp_state = state
    lot.save(update_fields=["pcp_state"])
    _tell(lot, "pcp_read", _("Lotto %(number)d: su PCP è «%(state)s».") % {"number": lot.number, "state": lot.get_pcp_state_display()}, actor, now)  # fmt: skip
    return lot


@transaction.atomic
def note_appeal(*, lot: Lot, words: str, actor: Actor, now: datetime) -> Lot:
    """Note that the award of a lot was challenged."""
    actor.require(TenderPermission.RUN, lot)
    lot = _locked(lot)
    if lot.state in LOT_FAILED and not lot.outcome:
        raise Refusal(_("Il lotto è annullato."), code="wrong_state")
    lot.has_appeal = True
    lot.save(update_fields=["has_appeal"])
    _tell(lot, "appeal_noted", _("Lotto %(number)d: ricorso. %(words)s") % {"number": lot.number, "words": words.strip()}, actor, now)  # fmt: skip
    return lot


def _tell(lot: Lot, what: str, words: str, actor: Actor, now: datetime, **options) -> None:
    noted(
        f"lot_{what}", words, tender=lot.tender, lot=lot, kind=EventKind.RESULT, actor=actor, now=now,
        **options,
    )  # fmt: skip
