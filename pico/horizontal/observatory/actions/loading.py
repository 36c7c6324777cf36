"""A file comes in, is read, and takes its place in the lake; or does not, and says why."""

import hashlib
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.terms import EnteKind
from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel
from pico.core.people.actors import working_today

from ..models import Load
from ..permissions import LakePermission
from ..queries.lake import the_lake
from ..queries.loads import JOB, is_interrupted, job_key
from ..rules import publishing
from ..rules.lake import Lake
from ..rules.reading import arriving, header, macros, rows
from ..rules.sources import SOURCES
from ..terms.loads import OPEN_STATES, STOPS, LoadState
from . import after_load

CHUNK = 4 * 1024 * 1024
Tell = Callable[[int, int, str], None]


def silent(done: int, total: int, note: str) -> None:
    """Tell nobody."""


# Coming in -----------------------------------------------------------------------------------


def receive_file(
    *,
    path: Path,
    name: str,
    actor: Actor,
    now: datetime,
    dataset: str = "",
    url: str = "",
    data_on: date | None = None,
) -> Load:
    """Keep a file as it came and write it in the register; the same one again is the same row.

    `dataset` may stay empty: it is recognised from the header when the file is read.
    """
    actor.require(LakePermission.LOAD)
    if dataset and dataset not in SOURCES:
        raise Refusal(
            _("L'archivio indicato non esiste: scegline uno dell'elenco."), code="dataset"
        )
    sha256 = _fingerprint(path)
    lake = the_lake()
    with transaction.atomic():
        known = Load.objects.select_for_update().filter(sha256=sha256)
        found = (known.filter(dataset__in=("", dataset)) if dataset else known).first()
        if found is None:
            found = Load.objects.create(
                dataset=dataset,
                file_name=Path(name).name[:200],
                sha256=sha256,
                size=path.stat().st_size,
                url=url[:500],
                data_on=data_on,
                received_at=now,
                person_id=actor.person_id,
            )
            trail.record(
                "observatory.load.received",
                _("File ricevuto: %(name)s.") % {"name": found.file_name},
                subject=found,
                actor=actor,
                now=now,
            )
    _keep(path, raw_path(found, lake))
    return found


def _fingerprint(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def raw_path(load: Load, lake: Lake) -> Path:
    """Where the file stands as it came."""
    return lake.root / "raw" / f"{load.mark}-{load.file_name}"


def _keep(path: Path, target: Path) -> None:
    if target.exists() or path == target:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}")
    shutil.copyfile(path, partial)
    partial.rename(target)


# Being read ----------------------------------------------------------------------------------


def run_load(
    *, load: Load, actor: Actor, now: datetime, tell: Tell = silent, refreshes: bool = True
) -> Load:
    """Read a received file and publish it; a load that is done stays as it is.

    Without `refreshes` who brings many files calls `after_load.refresh` once. What goes wrong for a reason that a person can repair is written in the load, not raised.
    """
    load.refresh_from_db()
    if load.state == LoadState.LOADED:
        return load
    _begin(load=load)
    lake = the_lake()
    try:
        batch = _read(load, lake, now, tell)
        tell(3, 4, _("Pubblicazione"))
        if not load.override_reason:
            publishing.refuse_losses(lake, batch)
        load.rows_before = publishing.rows_before(lake.catalogue(), batch)
        publishing.publish(lake, batch, lake.engine())
    except Refusal as refusal:
        state = LoadState.STOPPED if refusal.code in STOPS else LoadState.REFUSED
        _end(load=load, state=state, actor=actor, now=now, refusal=refusal)
        if refusal.code not in STOPS:
            shutil.rmtree(_work(load, lake), ignore_errors=True)
        return load
    except Exception as error:
        refusal = Refusal(_("Interrotto: %(error)s") % {"error": error}, code="interrupted")
        _end(load=load, state=LoadState.REFUSED, actor=actor, now=now, refusal=refusal)
        raise
    shutil.rmtree(_work(load, lake), ignore_errors=True)
    _end(load=load, state=LoadState.LOADED, actor=actor, now=now)
    if refreshes:
        tell(3, 4, _("Riconoscimento degli enti e indicatori"))
        after_load.refresh(now=now)
    tell(4, 4, _("Caricato"))
    return load


def _work(load: Load, lake: Lake) -> Path:
    """The folder of what is half done: an interrupted load goes on from there."""
    return lake.root / "work" / str(load.pk)


def _read(load: Load, lake: Lake, now: datetime, tell: Tell) -> publishing.Batch:
    folder = lake.folder("work", str(load.pk))
    connection = lake.engine()
    macros.teach(connection)
    tell(0, 4, _("Apertura del file"))
    table = arriving.open_file(raw_path(load, lake), load.file_name, folder)
    look = header.look_at(table, connection)
    source = SOURCES.get(load.dataset) or header.guess(SOURCES.values(), look.columns, table.name)
    _refuse_twins(load, source.key)
    load.dataset, load.licence = source.key, source.licence.label
    load.part = publishing.label_of(source, load.file_name)
    reading = rows.Reading(
        header.as_utf8(table.path, look, folder),
        look,
        source,
        header.bind(source, look.columns),
        folder,
        load.mark,
        now.date(),
        load.file_name,
    )
    report, paths = rows.read_rows(reading, connection, tell)
    load.rows_read, load.rows_kept = report.read, report.kept
    load.rows_refused, load.report = report.refused_rows, report.as_json()
    day = load.data_on.isoformat() if load.data_on else report.day or now.date().isoformat()
    load.data_on = date.fromisoformat(day)
    return publishing.Batch(source, load.part, load.mark, paths, report, day)


def _refuse_twins(load: Load, dataset: str) -> None:
    twins = Load.objects.filter(sha256=load.sha256, dataset=dataset).exclude(pk=load.pk)
    if twins.exists():
        raise Refusal(_("Questo file è già stato caricato per lo stesso archivio."), code="twin")


@transaction.atomic
def _begin(*, load: Load) -> None:
    load.state, load.error, load.error_code = LoadState.RUNNING, "", ""
    load.save(update_fields=["state", "error", "error_code"])


@transaction.atomic
def _end(
    *, load: Load, state: LoadState, actor: Actor, now: datetime, refusal: Refusal | None = None
) -> None:
    """Write how it went, put the version before aside, tell who keeps the data of a failure."""
    load.state, load.finished_at = state, now
    if refusal:
        load.error, load.error_code = refusal.message[:500], refusal.code
    if state == LoadState.LOADED:
        before = Load.objects.filter(
            dataset=load.dataset, part=load.part, state=LoadState.LOADED
        ).exclude(pk=load.pk)
        load.previous = before.first()
        before.update(state=LoadState.REPLACED)
    load.save()
    trail.record(
        f"observatory.load.{state.lower()}",
        _sentence(load),
        subject=load,
        actor=actor,
        now=now,
    )
    if state == LoadState.LOADED:
        announce("observatory.load.loaded", subject=load, actor=actor, dataset=load.dataset)
    else:
        tell_keepers(
            kind="observatory.load.failed",
            title=_("Caricamento non riuscito: %(name)s") % {"name": load.file_name},
            body=load.error, subject=load, now=now,
        )  # fmt: skip


def _sentence(load: Load) -> str:
    if load.state == LoadState.LOADED:
        said = _("Caricate %(kept)s righe su %(read)s.") % {
            "kept": load.rows_kept,
            "read": load.rows_read,
        }
        return f"{said} {load.override_reason}".strip()
    return load.error


def tell_keepers(*, kind: str, title: str, body: str, subject, now: datetime) -> None:
    """Tell who keeps the data of what did not succeed."""
    keepers = working_today().filter(
        ente__kind=EnteKind.UPI, roles__role__in=(Role.UPI_ADMIN, Role.DATA_ANALYST)
    )
    notify(
        people=set(keepers.values_list("person_id", flat=True)),
        kind=kind,
        level=NoticeLevel.CONCERNS,
        title=title,
        body=body,
        url=subject.get_absolute_url(),
        subject=subject,
        now=now,
    )


def start_load(*, load: Load, actor: Actor) -> None:
    """Have a received file read in the background; once, however often it is asked."""
    actor.require(LakePermission.LOAD)
    with transaction.atomic():
        enqueue(
            import_string(JOB),
            key=job_key(load.pk),
            person_id=actor.person_id,
            label=_("Caricamento di %(name)s") % {"name": load.file_name},
            load_id=load.pk,
        )


# Once more -----------------------------------------------------------------------------------


@transaction.atomic
def repeat_load(*, load: Load, actor: Actor, now: datetime) -> Load:
    """Have a file read once more; refuses one that is being read, or is current.

    A load whose job ended before its time is not being read: it goes on from what it had finished.
    """
    actor.require(LakePermission.LOAD)
    _refuse_open(load, now)
    load.state = LoadState.RECEIVED
    load.save(update_fields=["state"])
    trail.record(
        "observatory.load.repeated",
        _("Caricamento ripetuto."),
        subject=load,
        actor=actor,
        now=now,
    )
    return load


@transaction.atomic
def override_stop(*, load: Load, reason: str, actor: Actor, now: datetime) -> Load:
    """Let a stopped load through, for a reason that stays written."""
    actor.require(LakePermission.LOAD)
    if load.state != LoadState.STOPPED:
        raise Refusal(
            _("Si conferma solo un caricamento fermato: ricarica la pagina."), code="not_stopped"
        )
    if not reason.strip():
        raise Refusal(_("Scrivi perché il file va bene così."), code="no_reason")
    load.override_reason, load.state = reason.strip()[:300], LoadState.RECEIVED
    load.save(update_fields=["override_reason", "state"])
    trail.record(
        "observatory.load.overridden",
        _("Fermata superata: %(reason)s") % {"reason": load.override_reason},
        subject=load,
        actor=actor,
        now=now,
    )
    return load


def _refuse_open(load: Load, now: datetime) -> None:
    if load.state in OPEN_STATES and not is_interrupted(load, now):
        raise Refusal(_("Il file è già in lavorazione: attendi la fine."), code="running")
    if load.state == LoadState.LOADED:
        raise Refusal(_("Il file è già quello in uso: non serve ripetere."), code="current")
