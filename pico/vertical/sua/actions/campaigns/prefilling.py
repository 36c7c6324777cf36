"""What is already known of an ente's needs is proposed to it, marked as such."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ...models import Campaign, CatalogueItem, NeedLine
from ...queries.campaigns import answers as queries
from ...terms.campaigns import Proposed

BATCH = 500
OF_A_LINE = (
    *("unit_price", "delivery_place", "months", "supplier", "current_cig", "adhesion"),
    *("service_level", "constraints", "budget_line", "contact", "has_contract"),
)


@transaction.atomic
def propose_lines(*, campaign: Campaign, now: datetime) -> int:
    """Propose last answers, then expiring contracts, to every ente that was asked; returns how many lines.

    Nothing of it counts until the ente confirms it. Run again, it proposes nothing twice.
    """
    answers = {one.ente_id: one for one in campaign.answers.all()}
    items = {item.code: item for item in campaign.items.all()}
    taken = set(
        NeedLine.objects.filter(answer__campaign=campaign).values_list(
            "answer__ente", "item", "variant"
        )
    )
    lines = _from_last(campaign, answers, items, taken)
    lines += _from_contracts(campaign, answers, list(items.values()), taken, now)
    NeedLine.objects.bulk_create(lines, batch_size=BATCH)
    return len(lines)


def _from_last(campaign: Campaign, answers: dict, items: dict, taken: set) -> list[NeedLine]:
    if campaign.previous_id is None:
        return []
    start = queries.default_start(campaign)
    found = []
    for past in queries.last_lines(campaign):
        answer = answers.get(past.answer.ente_id)
        item = items.get(past.item.code) if past.item else None
        if answer is None or item is None or past.variant not in (item.variants or [""]):
            continue
        place = (answer.ente_id, item.pk, past.variant)
        if place in taken:
            continue
        taken.add(place)
        found.append(
            NeedLine(
                answer=answer,
                item=item,
                variant=past.variant,
                quantity=past.quantity,
                past_quantity=past.quantity,
                annual_amount=past.annual_amount,
                starts_on=start,
                proposed=Proposed.LAST_ANSWER,
                **_of_item(item),
                **{name: getattr(past, name) for name in OF_A_LINE},
            )
        )
    return found


def _from_contracts(
    campaign: Campaign, answers: dict, items: list[CatalogueItem], taken: set, now: datetime
) -> list[NeedLine]:
    """A contract that ends soon is a need: of the item with its CPV, or of the nearest class."""
    found = []
    for contract in queries.expiring_contracts(answers, timezone.localdate(now)):
        item = _item_for(contract.cpv[:8], items)
        answer = answers[contract.ente_id]
        if item is None:
            continue
        place = (answer.ente_id, item.pk, (item.variants or [""])[0])
        if place in taken:
            continue
        taken.add(place)
        found.append(
            NeedLine(
                answer=answer,
                item=item,
                variant=place[2],
                quantity=1,
                annual_amount=contract.yearly_amount,
                starts_on=contract.ends_on + timedelta(days=1),
                has_contract=True,
                contract_ends_on=contract.ends_on,
                supplier=contract.supplier[:160],
                current_cig=contract.cig[:10],
                proposed=Proposed.CONTRACT,
                **_of_item(item),
            )
        )
    return found


def _of_item(item: CatalogueItem) -> dict:
    names = ("section", "cpv", "description", "unit")
    return {name: getattr(item, name) for name in names}


def _item_for(cpv: str, items: list[CatalogueItem]) -> CatalogueItem | None:
    for digits in (8, 5, 4):
        near = [item for item in items if item.cpv[:digits] == cpv[:digits]]
        if len(near) == 1:
            return near[0]
    return None
