"""Documents of a tender: added in a phase, with who reads them; changed, brought to a new version."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.files.actions import add_version
from pico.core.foundation.errors import Refusal

from ...models import Lot, Tender, TenderDocument
from ...permissions import TenderPermission
from ...permissions.tenders import runs_it
from ...terms.tenders import (
    DEFERRED_KINDS,
    PHASE_OF_KIND,
    TENDER_FILE_BYTES,
    UNTIL_DEADLINE_KINDS,
    DocumentKind,
    EventKind,
    Phase,
    Visibility,
)
from . import timing
from .persons import stored
from .telling import locked, noted


@transaction.atomic
def add_document(
    *,
    tender: Tender,
    content: Any,
    kind: str,
    actor: Actor,
    now: datetime,
    title: str = "",
    phase: str = "",
    visibility: str = Visibility.BODY,
    is_deferred: bool = False,
    lot: Lot | None = None,
    act: str = "",
    act_on: date | None = None,
) -> TenderDocument:
    """Add a document, signed ones (p7m) included; its phase is that of its kind if none is said.

    Bids, minutes, exclusions are reserved until the award whatever is asked (art. 35). An ente of the
    tender adds what it and the SUA read. Refuses a file above the limit.
    """
    actor.require(TenderPermission.HELP, tender)
    tender = locked(tender)
    if getattr(content, "size", 0) > TENDER_FILE_BYTES:
        raise Refusal(
            _("«%(name)s» supera 200 MB: dividilo.") % {"name": content.name}, code="too_large"
        )
    if lot and lot.tender_id != tender.pk:
        raise Refusal(_("Il lotto è di un'altra gara."), code="other_tender")
    is_insider = actor.is_system or runs_it(actor, tender)
    kind = DocumentKind(kind)
    visibility = _level(kind, Visibility(visibility), is_insider)
    file = stored(content, actor=actor, now=now, title=title)
    document = TenderDocument.objects.create(
        tender=tender, lot=lot, kind=kind, phase=phase or PHASE_OF_KIND.get(kind, Phase.EXECUTION),
        title=(title.strip() or file.title)[:250], file=file, visibility=visibility,
        is_deferred=is_deferred or kind in DEFERRED_KINDS, act=act[:80], act_on=act_on,
        added_by_id=actor.person_id, added_at=now,
    )  # fmt: skip
    if kind == DocumentKind.DECISION and act_on and tender.decision_on is None:
        tender.decision_on = act_on
        tender.save(update_fields=["decision_on"])
    if kind == DocumentKind.AWARD_NOTICE:
        for one in tender.lots.all():
            timing.meet(one, timing.NOTICE, at=now, now=now)
    _tell(document, "added", _("Documento «%(title)s» aggiunto.") % {"title": document.title}, actor, now)  # fmt: skip
    return document


def _level(kind: DocumentKind, wanted: Visibility, is_insider: bool) -> Visibility:
    if kind in UNTIL_DEADLINE_KINDS and wanted == Visibility.PUBLIC:
        raise Refusal(
            _("L'elenco di chi è invitato non si pubblica (art. 35): scegli un altro livello."),
            code="never_public",
        )
    if not is_insider and wanted in (Visibility.SUA, Visibility.PUBLIC):
        return Visibility.BODY
    return wanted


@transaction.atomic
def change_document(
    *,
    document: TenderDocument,
    title: str,
    kind: str,
    phase: str,
    visibility: str,
    is_deferred: bool,
    actor: Actor,
    now: datetime,
) -> TenderDocument:
    """Change what is said of a document, and who reads it."""
    actor.require(TenderPermission.RUN, document)
    locked(document.tender)
    kind = DocumentKind(kind)
    before = document.get_visibility_display()
    document.title, document.kind, document.phase = title.strip()[:250], kind, phase
    document.visibility = _level(kind, Visibility(visibility), True)
    document.is_deferred = is_deferred or kind in DEFERRED_KINDS
    document.save(update_fields=["title", "kind", "phase", "visibility", "is_deferred"])
    words = _("Documento «%(title)s»: da «%(before)s» a «%(after)s».") % {
        "title": document.title, "before": before, "after": document.get_visibility_display(),
    }  # fmt: skip
    _tell(document, "changed", words, actor, now)
    return document


@transaction.atomic
def renew_document(
    *, document: TenderDocument, content: Any, note: str, actor: Actor, now: datetime
) -> TenderDocument:
    """Add a version to a document: nothing is overwritten."""
    actor.require(TenderPermission.HELP, document)
    locked(document.tender)
    add_version(
        file=document.file, content=content, name=content.name, note=note, actor=actor, now=now,
        rule=TenderPermission.LIST,
    )  # fmt: skip
    document.added_at = now
    document.save(update_fields=["added_at"])
    _tell(document, "renewed", _("Nuova versione di «%(title)s».") % {"title": document.title}, actor, now)  # fmt: skip
    return document


def _tell(document: TenderDocument, what: str, words: str, actor: Actor, now: datetime) -> None:
    """What is reserved is told to its readers only."""
    hidden = document.is_deferred or document.kind in UNTIL_DEADLINE_KINDS
    noted(
        f"document_{what}", words, tender=document.tender, lot=document.lot, actor=actor, now=now,
        kind=EventKind.DOCUMENT, visibility=Visibility.SUA if hidden else document.visibility,
    )  # fmt: skip
