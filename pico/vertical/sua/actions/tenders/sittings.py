"""Sittings of commission or seggio, and the texts written from data: minutes, determine, letters."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.core.foundation.rich_text import clean

from ...models import Lot, Sitting, Tender, TenderPerson, TenderText, TenderTextVersion
from ...permissions import TenderPermission
from ...queries.writing import facts_of, wording
from ...terms.tenders import EventKind, PersonState, TextKind, Visibility
from .telling import locked, noted


@transaction.atomic
def hold_sitting(
    *,
    tender: Tender,
    begins_at: datetime,
    present: list[TenderPerson],
    actor: Actor,
    now: datetime,
    ends_at: datetime | None = None,
    place: str = "",
    is_public: bool = True,
    agenda: str = "",
    lot: Lot | None = None,
) -> Sitting:
    """Record a sitting and write its minutes from the data; they are then changed by hand.

    Refuses one before the bids' deadline, one that ends before it begins, and who is not in charge.
    """
    actor.require(TenderPermission.RUN, tender)
    tender = locked(tender)
    if not tender.bids_are_closed(begins_at):
        raise Refusal(
            _("Nessuna seduta prima della scadenza delle offerte."), code="before_the_deadline"
        )
    if ends_at and ends_at <= begins_at:
        raise Refusal(
            _("La seduta finisce dopo il suo inizio: correggi l'ora."), code="ends_before"
        )
    if any(one.tender_id != tender.pk or one.state != PersonState.ACTIVE for one in present):
        raise Refusal(
            _("Presenti possono essere solo le persone in carica nella gara."), code="not_active"
        )
    sitting = Sitting.objects.create(
        tender=tender, number=tender.sittings.count() + 1, begins_at=begins_at, ends_at=ends_at,
        place=place.strip()[:250], is_public=is_public, agenda=agenda.strip(), lot=lot,
    )  # fmt: skip
    sitting.present.set(present)
    noted(
        "sitting_held", _("Seduta n. %(number)d.") % {"number": sitting.number}, tender=tender,
        lot=lot, kind=EventKind.SITTING, actor=actor, now=now, visibility=Visibility.SUA,
    )  # fmt: skip
    _write(tender, TextKind.MINUTES, actor, now, lot=lot, sitting=sitting)
    return sitting


@transaction.atomic
def write_text(
    *, tender: Tender, kind: str, actor: Actor, now: datetime, lot: Lot | None = None
) -> TenderText:
    """Write a text from the data of a tender as they are now; minutes come with their sitting."""
    actor.require(TenderPermission.RUN, tender)
    tender = locked(tender)
    if kind == TextKind.MINUTES:
        raise Refusal(_("Il verbale nasce dalla seduta: registrala."), code="needs_a_sitting")
    if kind in (TextKind.PROPOSAL, TextKind.AWARD, TextKind.LETTER) and (lot is None or lot.award_amount is None):  # fmt: skip
        raise Refusal(_("Scegli un lotto con l'esito già registrato."), code="needs_a_result")
    return _write(tender, TextKind(kind), actor, now, lot=lot)


def _write(tender: Tender, kind: TextKind, actor: Actor, now: datetime, **about: Any) -> TenderText:
    body = clean(wording(kind, facts_of(tender, now=now, **about)))
    title = str(kind.label)
    if sitting := about.get("sitting"):
        title = _("Verbale n. %(number)d") % {"number": sitting.number}
    text = TenderText.objects.create(
        tender=tender, kind=kind, title=title, body=body, changed_at=now,
        changed_by_id=actor.person_id, **about,
    )  # fmt: skip
    _keep(text, actor, now)
    _tell(text, "written", _("Testo «%(title)s» scritto dai dati.") % {"title": title}, actor, now)
    return text


@transaction.atomic
def change_text(
    *, text: TenderText, body: str, actor: Actor, now: datetime, seen: int | None = None
) -> TenderText:
    """Keep a new wording; the former stay. Who wrote on an older version is told."""
    actor.require(TenderPermission.RUN, text)
    tender = locked(text.tender)
    text = TenderText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    text.tender = tender
    if seen is not None and seen != text.version:
        raise Refusal(
            _("Nel frattempo il testo è cambiato (versione %(number)d): ricarica la pagina.")
            % {"number": text.version},
            code="changed_meanwhile",
        )
    body = clean(body)
    if body == text.body:
        return text
    text.body, text.version, text.changed_at = body, text.version + 1, now
    text.changed_by_id = actor.person_id
    text.save(update_fields=["body", "version", "changed_at", "changed_by"])
    _keep(text, actor, now)
    words = _("Testo «%(title)s»: versione %(number)d.") % {
        "title": text.title,
        "number": text.version,
    }
    _tell(text, "changed", words, actor, now)
    return text


def _keep(text: TenderText, actor: Actor, now: datetime) -> None:
    TenderTextVersion.objects.create(
        text=text, number=text.version, body=text.body, at=now, author_id=actor.person_id
    )


def _tell(text: TenderText, what: str, words: str, actor: Actor, now: datetime) -> None:
    noted(
        f"text_{what}", words, tender=text.tender, lot=text.lot, kind=EventKind.DOCUMENT, actor=actor,
        now=now, visibility=Visibility.SUA,
    )  # fmt: skip
