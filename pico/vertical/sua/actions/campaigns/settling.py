"""A consolidated campaign becomes a tender, with the lots of the scenario that was chosen."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal

from ...models import Campaign, Tender
from ...permissions import CampaignPermission
from ...queries.campaigns import plans
from ...queries.campaigns.facts import facts_of
from ...rules.simulator import Assumptions, Lot, Outcome, Tool, Work, simulate
from ...terms.campaigns import CampaignState
from ...terms.campaigns import Outcome as Settled
from ...terms.procurement import Technique
from ...terms.tenders import TenderKind
from ...workflow.campaigns import CAMPAIGN
from ..tenders.opening import LotData, open_tender
from .recording import lock_campaign
from .running import settle

DAYS_OF_A_YEAR, MONTHS = 365, 12
EU_KEYS = {
    Work.WORKS: "soglia.ue.lavori",
    Work.SUPPLIES: "soglia.ue.servizi_forniture.sub_centrali",
    Work.SERVICES: "soglia.ue.servizi_forniture.sub_centrali",
}


@transaction.atomic
def open_aggregated_tender(
    *,
    campaign: Campaign,
    assumptions: Assumptions,
    address: str,
    title: str,
    contract_kind: str,
    criterion: str,
    note: str,
    names: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> Tender:
    """Open the aggregated tender with lots, quotas and values of a scenario; the campaign is settled.

    `names` gives each lot its subject, by its key; `address` keeps the assumptions. Refuses an
    empty scenario, and whatever `open_tender` refuses.
    """
    campaign = lock_campaign(campaign)
    actor.require(CampaignPermission.DECIDE, campaign)
    if campaign.state != CampaignState.CONSOLIDATED:
        raise Refusal(
            _("La gara si apre da una campagna consolidata: ora è «%(state)s».")
            % {"state": campaign.state_label},
            code="wrong_state",
        )
    plan = plans.plan_of(campaign)
    outcome = simulate(
        plans.needs(plan), assumptions, facts_of(campaign.owner, timezone.localdate(now))
    )
    enti = Ente.objects.in_bulk({ente for lot in outcome.lots for ente in lot.quotas})
    tender = open_tender(
        sua=campaign.owner,
        kind=TenderKind.AGGREGATED,
        title=title,
        lots=[_lot_of(lot, assumptions, names, title, enti) for lot in outcome.lots if lot.value],
        bodies=sorted(enti.values(), key=lambda ente: ente.name),
        actor=actor,
        now=now,
        contract_kind=contract_kind,
        criterion=criterion,
        technique=Technique.FRAMEWORK if assumptions.tool == Tool.FRAMEWORK else Technique.NONE,
        description=campaign.description,
        is_above_eu=_is_above_eu(outcome),
        campaign=campaign,
    )
    moved = CAMPAIGN.move(
        campaign, "tender", actor=actor, now=now,
        sentence=_("Aperta la gara %(number)s.") % {"number": tender.number},
    )  # fmt: skip
    campaign.tender, campaign.assumptions = tender, address[:2000]
    also = settle(campaign, Settled.TENDER, note, now)
    campaign.save(update_fields=[*moved.fields, *also, "tender", "assumptions"])
    return tender


def _is_above_eu(outcome: Outcome) -> bool:
    keys = set(EU_KEYS.values())
    return any(one.is_crossed and one.threshold.key in keys for one in outcome.crossed)


def _lot_of(
    lot: Lot, assumptions: Assumptions, names: Mapping[str, str], title: str, enti: Mapping
) -> LotData:
    """The base is the value without options; quotas are of base and options together."""
    base = (lot.value / (1 + assumptions.options / 100)).quantize(Decimal("0.01"))
    return LotData(
        subject=names.get(lot.key, title)[:250],
        base_amount=base,
        options_amount=lot.value - base,
        cpv=lot.main_cpv,
        days=assumptions.months * DAYS_OF_A_YEAR // MONTHS,
        shares={enti[ente]: value for ente, value in lot.quotas.items()},
    )
