"""A campaign is prepared: begun, copied, given items, recipients and documents."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.files.actions import upload_file
from pico.core.foundation.errors import Refusal

from ...models import Campaign, CampaignDocument, CatalogueItem
from ...permissions import CampaignPermission
from ...queries.campaigns import campaigns as queries
from ...terms.campaigns import MAX_ITEMS, MODULE
from .recording import lock_campaign, record, refuse_unknown_cpv

KEPT_BY_A_COPY = ("description", "remind_days", "referente_id", "recipients")
OF_AN_ITEM = (
    *("position", "section", "code", "cpv", "description", "unit", "variants"),
    *("reference_price", "price_source"),
)


@transaction.atomic
def create_campaign(*, actor: Actor, now: datetime, **fields: Any) -> Campaign:
    """Begin a campaign of the SUA one works for."""
    actor.require(CampaignPermission.START)
    campaign = Campaign.objects.create(
        owner_id=actor.ente_id, author_id=actor.person_id, created_at=now, **fields
    )
    record("campaign.created", _("Campagna creata."), campaign, actor, now)
    announce("sua.campaign.created", subject=campaign, actor=actor)
    return campaign


def _prepared(campaign: Campaign, actor: Actor) -> Campaign:
    """The locked campaign, if it may still be prepared."""
    campaign = lock_campaign(campaign)
    actor.require(CampaignPermission.MANAGE, campaign)
    if not campaign.is_preparing:
        raise Refusal(
            _("La campagna è già partita: voci, enti e date non si cambiano più. Proroga la chiusura, o duplica la campagna."),
            code="already_open",
        )  # fmt: skip
    return campaign


@transaction.atomic
def change_campaign(*, campaign: Campaign, actor: Actor, now: datetime, **fields: Any) -> Campaign:
    """Change what a campaign says of itself, before it opens."""
    campaign = _prepared(campaign, actor)
    for name, value in fields.items():
        setattr(campaign, name, value)
    campaign.save(update_fields=list(fields))
    record("campaign.changed", _("Dati della campagna cambiati."), campaign, actor, now)
    announce("sua.campaign.changed", subject=campaign, actor=actor)
    return campaign


@transaction.atomic
def duplicate_campaign(*, campaign: Campaign, title: str, actor: Actor, now: datetime) -> Campaign:
    """Begin next year's campaign from this one: items, recipients, documents; answers prefill it."""
    actor.require(CampaignPermission.MANAGE, campaign)
    kept = {name: getattr(campaign, name) for name in KEPT_BY_A_COPY}
    made = Campaign.objects.create(
        owner_id=campaign.owner_id, author_id=actor.person_id, created_at=now, title=title,
        previous=campaign, **kept,
    )  # fmt: skip
    CatalogueItem.objects.bulk_create(
        CatalogueItem(campaign=made, **{name: getattr(item, name) for name in OF_AN_ITEM})
        for item in campaign.items.all()
    )
    CampaignDocument.objects.bulk_create(
        CampaignDocument(campaign=made, file_id=one.file_id) for one in campaign.documents.all()
    )
    record(
        "campaign.duplicated",
        _("Nata da «%(title)s».") % {"title": campaign.title},
        made,
        actor,
        now,
    )
    announce("sua.campaign.created", subject=made, actor=actor)
    return made


@transaction.atomic
def save_item(
    *,
    campaign: Campaign,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    item: CatalogueItem | None = None,
) -> CatalogueItem:
    """Add an item to the catalogue, or change one. Refuses a CPV that is not in the list."""
    campaign = _prepared(campaign, actor)
    if item is None:
        if campaign.items.count() >= MAX_ITEMS:
            raise Refusal(
                _("Il catalogo ha già %(n)d voci: dividilo in due campagne.") % {"n": MAX_ITEMS},
                code="too_many",
            )
        item = CatalogueItem(campaign=campaign, position=_next_position(campaign))
    for name, value in values.items():
        setattr(item, name, value)
    item.code = item.code or f"V{item.position:03d}"
    refuse_unknown_cpv(item.cpv)
    twins = campaign.items.filter(code=item.code).exclude(pk=item.pk)
    if twins.exists():
        raise Refusal(
            _("Il codice «%(code)s» è già di un'altra voce.") % {"code": item.code},
            code="code_taken",
        )
    item.save()
    record("campaign.item", _("Voce %(item)s.") % {"item": item}, campaign, actor, now)
    return item


def _next_position(campaign: Campaign) -> int:
    return (campaign.items.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def remove_item(*, item: CatalogueItem, actor: Actor, now: datetime) -> None:
    """Take an item out of a catalogue that nobody answers yet."""
    campaign = _prepared(item.campaign, actor)
    record("campaign.item", _("Voce %(item)s tolta.") % {"item": item}, campaign, actor, now)
    item.delete()


@transaction.atomic
def choose_recipients(
    *, campaign: Campaign, recipients: Mapping[str, Any], actor: Actor, now: datetime
) -> int:
    """Choose whom to ask, by filter and by hand. Returns how many they are; refuses an empty choice."""
    campaign = _prepared(campaign, actor)
    campaign.recipients = {key: value for key, value in recipients.items() if value}
    many = queries.recipients_of(campaign).count()
    if not many:
        raise Refusal(
            _("Con questi criteri non c'è nessun ente: allargali, o scegli gli enti a mano."),
            code="nobody",
        )
    campaign.save(update_fields=["recipients"])
    record("campaign.recipients", _("Enti da invitare: %(n)d.") % {"n": many}, campaign, actor, now)
    return many


@transaction.atomic
def add_document(
    *, campaign: Campaign, content: BinaryIO, name: str, actor: Actor, now: datetime
) -> CampaignDocument:
    """Give the enti a file with the campaign; also while it runs."""
    campaign = lock_campaign(campaign)
    actor.require(CampaignPermission.MANAGE, campaign)
    if campaign.is_frozen:
        raise Refusal(_("La campagna è consolidata: i documenti non cambiano più."), code="frozen")
    file = upload_file(
        content=content, name=name, scope=scopes.ente(campaign.owner_id), module=MODULE,
        actor=actor, now=now,
    )  # fmt: skip
    document = CampaignDocument.objects.create(campaign=campaign, file=file)
    record("campaign.document", _("Documento «%(name)s».") % {"name": name}, campaign, actor, now)
    return document


@transaction.atomic
def import_items(
    *, campaign: Campaign, rows: Iterable[Mapping[str, Any]], actor: Actor, now: datetime
) -> int:
    """Add many items at once; all of them or none. Returns how many."""
    return len([save_item(campaign=campaign, values=row, actor=actor, now=now) for row in rows])
