"""Ask the sources again by the clock: only what changed comes, and what comes is loaded."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.access.actor import SYSTEM, Actor
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue

from ..models import Load, ScheduledDownload
from ..permissions import LakePermission
from ..rules.addresses import addresses, is_due, unknown_marks
from ..rules.sources import SOURCES
from ..terms.downloads import FAILURES_TOLD, MOST_BACK, DownloadCadence, DownloadOutcome
from ..terms.loads import LoadState
from . import after_load, loading
from .downloading import download

JOB = "pico.horizontal.observatory.tasks.run_scheduled_download"
FIELDS = ("dataset", "address", "cadence", "back", "is_on")
NOT_THERE = "not_there"
Fetch = Callable[..., Path | None]


@transaction.atomic
def keep_download(
    *, source: ScheduledDownload | None, values: dict, actor: Actor, now: datetime
) -> ScheduledDownload:
    """Write an address that is asked by the clock, or change one; `values` are its fields by name.

    Refuses a dataset that does not exist, what is not an address of the web, marks other than
    {YYYY}, {MM}, {DD}, and an address that is there already.
    """
    actor.require(LakePermission.LOAD)
    said = {name: values[name] for name in FIELDS}
    said["address"] = said["address"].strip()
    _check(said, now)
    others = ScheduledDownload.objects.exclude(pk=source.pk if source else None)
    if others.filter(address=said["address"]).exists():
        raise Refusal(_("Questo indirizzo è già nell'elenco: cambia quello."), code="address_taken")
    if source is None:
        kept = ScheduledDownload.objects.create(**said)
        sentence = _("Scaricamento automatico aggiunto: %(address)s")
    else:
        kept = ScheduledDownload.objects.select_for_update().get(pk=source.pk)
        for name, value in said.items():
            setattr(kept, name, value)
        kept.failures = 0
        kept.save(update_fields=[*FIELDS, "failures"])
        sentence = _("Scaricamento automatico cambiato: %(address)s")
    sentence = sentence % {"address": kept.address}
    trail.record("observatory.download.kept", sentence, subject=kept, actor=actor, now=now)
    return kept


def _check(said: dict, now: datetime) -> None:
    if said["dataset"] not in SOURCES:
        raise Refusal(
            _("L'archivio indicato non esiste: scegline uno dell'elenco."), code="dataset"
        )
    if said["cadence"] not in DownloadCadence.values or not 0 <= said["back"] <= MOST_BACK:
        raise Refusal(
            _("Scegli una cadenza dell'elenco e non più di %(n)d turni indietro.") % {"n": MOST_BACK},
            code="cadence",
        )  # fmt: skip
    if marks := unknown_marks(said["address"]):
        raise Refusal(
            _("«%(mark)s» non si riconosce: si possono usare {YYYY}, {MM} e {DD}.") % {"mark": marks[0]},
            code="marks",
        )  # fmt: skip
    (newest, *_older) = addresses(said["address"], timezone.localdate(now), 0)
    try:
        URLValidator(schemes=["http", "https"])(newest)
    except ValidationError as error:
        raise Refusal(
            _("Scrivi un indirizzo web intero, che comincia per https://."), code="address"
        ) from error


@transaction.atomic
def drop_download(*, source: ScheduledDownload, actor: Actor, now: datetime) -> None:
    """Ask an address no more; what came from it stays."""
    actor.require(LakePermission.LOAD)
    sentence = _("Scaricamento automatico tolto: %(address)s") % {"address": source.address}
    trail.record("observatory.download.dropped", sentence, subject=source, actor=actor, now=now)
    ScheduledDownload.objects.filter(pk=source.pk).delete()


def ask_for(*, source: ScheduledDownload, actor: Actor) -> None:
    """Have an address asked in the background; once, however often it is wanted."""
    actor.require(LakePermission.LOAD)
    with transaction.atomic():
        enqueue(
            import_string(JOB),
            key=f"download:{source.pk}",
            person_id=actor.person_id,
            label=_("Scaricamento automatico: %(name)s") % {"name": source},
            source_id=source.pk,
        )


def ask_for_due(*, now: datetime) -> int:
    """Have all those asked whose turn came; return how many."""
    today = timezone.localdate(now)
    due = [
        one
        for one in ScheduledDownload.objects.filter(is_on=True)
        if is_due(one.cadence, timezone.localdate(one.tried_at) if one.tried_at else None, today)
    ]
    for one in due:
        ask_for(source=one, actor=SYSTEM)
    return len(due)


def run_download(
    *,
    source: ScheduledDownload,
    actor: Actor,
    now: datetime,
    tell: loading.Tell = loading.silent,
    fetch: Fetch = download,
) -> ScheduledDownload:
    """Ask each address of a source and load what is new; how it went is written, not raised.

    An address that the site does not have is no failure while another one answers: the file of this
    month comes in the next.
    """
    actor.require(LakePermission.LOAD)
    loads: list[Load] = []
    refusals: list[Refusal] = []
    asked = addresses(source.address, timezone.localdate(now), source.back)
    for address in asked:
        try:
            path = fetch(url=address, actor=actor, tell=tell)
            if path is not None:
                loads.append(_load(source, address, path, actor, now, tell))
        except Refusal as refusal:
            refusals.append(refusal)
    if any(one.state == LoadState.LOADED for one in loads):
        after_load.refresh(now=now)
    missing = [one for one in refusals if one.code == NOT_THERE]
    if len(missing) < len(asked):
        refusals = [one for one in refusals if one.code != NOT_THERE]
    return _end(source=source, loads=loads, refusals=refusals, actor=actor, now=now)


def _load(source, address, path, actor, now, tell) -> Load:
    """Load what came, unless the same file was read before."""
    found = loading.receive_file(
        path=path, name=path.name, dataset=source.dataset, url=address, actor=actor, now=now
    )
    if found.state in (LoadState.RECEIVED, LoadState.REPLACED):
        loading.run_load(load=found, actor=actor, now=now, tell=tell, refreshes=False)
    return found


@transaction.atomic
def _end(*, source, loads, refusals, actor, now) -> ScheduledDownload:
    kept = ScheduledDownload.objects.select_for_update().get(pk=source.pk)
    bad = [one.error for one in loads if one.state != LoadState.LOADED]
    reasons = [*bad, *(one.message for one in refusals)]
    kept.tried_at = now
    kept.outcome, kept.note = _outcome(loads, reasons)
    kept.failures = kept.failures + 1 if reasons else 0
    kept.save(update_fields=["tried_at", "outcome", "note", "failures"])
    sentence = kept.note or kept.get_outcome_display()
    trail.record("observatory.download.asked", sentence, subject=kept, actor=actor, now=now)
    if kept.failures == FAILURES_TOLD:
        loading.tell_keepers(
            kind="observatory.download.failed",
            title=_("Scaricamento non riuscito da %(n)d turni: %(name)s") % {"n": FAILURES_TOLD, "name": kept},
            body=kept.note, subject=kept, now=now,
        )  # fmt: skip
    return kept


def _outcome(loads: list[Load], reasons: list[str]) -> tuple[DownloadOutcome, str]:
    if reasons:
        return DownloadOutcome.FAILED, reasons[0][:500]
    if not loads:
        return DownloadOutcome.SAME, ""
    rows = sum(one.rows_kept for one in loads)
    said = ngettext("%(n)d file, %(rows)d righe.", "%(n)d file, %(rows)d righe.", len(loads))
    return DownloadOutcome.NEW, said % {"n": len(loads), "rows": rows}
