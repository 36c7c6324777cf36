"""Bring the registries in: the house's lists and ISTAT, then the Indice PA. All or nothing, repeatable."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.announcements import board
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.ui.formats import date_it

from ..models import Ente, Region, RegistryImport, Space, Succession, Territory
from ..sources import house, ipa, istat
from ..sources.records import Record, Rejected, Run
from ..terms import CodeScheme, EnteKind, Outcome, RegistrySource, SpaceKind
from .reporting import Report
from .syncing import Sync

Tell = Callable[[str], None]
# The lists of the house describe the territory of this day on.
HOUSE_DAY = date(2026, 1, 1)


@transaction.atomic
def import_registry(
    *,
    istat_files: Sequence[Path],
    actor,
    now: datetime,
    dry_run: bool = False,
    tell: Tell = lambda text: None,
) -> Report:
    """Align Regioni, territories, Provinces, UPI, spaces and Comuni; refuse a wrong file whole."""
    report = Report()
    issues = sorted((istat.read_comuni(path) for path in istat_files), key=lambda issue: issue.day)
    _refuse_older(issues)
    tell(_("Regioni, territori, Province e UPI…"))
    _import_house(report=report, actor=actor, now=now)
    if issues:
        tell(_("Comuni dall'elenco ISTAT del %(day)s…") % {"day": date_it(issues[-1].day)})
        _import_comuni(issues, report=report, actor=actor, now=now)
    tell(_("Spazi…"))
    _create_spaces(report=report)
    run = RegistryImport(
        source=RegistrySource.ISTAT if issues else RegistrySource.HOUSE,
        file_name=", ".join(issue.name for issue in issues)[:200],
        day=issues[-1].day if issues else HOUSE_DAY,
        at=now,
    )
    _finish(run, report, actor=actor, dry_run=dry_run)
    return report


@transaction.atomic
def import_ipa(
    *,
    path: Path,
    actor,
    now: datetime,
    dry_run: bool = False,
    tell: Tell = lambda text: None,
) -> Report:
    """Align codes, addresses and PEC with the Indice PA; refuse a wrong or incomplete file whole."""
    report = Report()
    issue = ipa.read_enti(path)
    report.left_out = issue.left_out
    tell(_("%(n)d enti nel file…") % {"n": len(issue.records)})
    sync = _sync(RegistrySource.IPA, report, timezone.localdate(now), actor, now)
    places = _places(sync)
    for number, record in enumerate(issue.records, start=1):
        _settle(record, sync, places)
        sync.take(record, may_create=bool(record.fresh["kind"]))
        if number % 2000 == 0:
            tell(_("%(n)d enti confrontati…") % {"n": number})
    sync.reject(issue.rejected)
    # The enti of the house have a life of their own: IPA only closes what IPA brought.
    listed = [e for e in sync.known() if e.ipa_code and e.aligned_at and not e.local_key]
    sync.cease(listed, reason=_("Non compare più nell'Indice PA."))
    sync.save()
    run = RegistryImport(
        source=RegistrySource.IPA, file_name=issue.name[:200], day=timezone.localdate(now), at=now
    )
    _finish(run, report, actor=actor, dry_run=dry_run)
    return report


def _sync(source: RegistrySource, report: Report, day: date, actor, now) -> Sync:
    return Sync(source=str(source.label), report=report, day=day, actor=actor, now=now)


# --- the lists of the house --------------------------------------------------------------------


def _import_house(*, report: Report, actor, now: datetime) -> None:
    _align(Region, house.regions(), report)
    _align(Territory, house.territories(), report)
    for code, successors in house.territory_successors().items():
        Territory(code=code).successors.set(successors)
    sync = _sync(RegistrySource.HOUSE, report, HOUSE_DAY, actor, now)
    for record in house.enti():
        sync.take(record)
    sync.save()
    for old, new, day, kind in house.successions():
        Succession.objects.get_or_create(
            old=sync.find([("local_key", old)]),
            new=sync.find([("local_key", new)]),
            defaults={"on": day, "kind": kind},
        )


def _align(model: type[models.Model], rows: Iterable[dict[str, object]], report: Report) -> None:
    """Create or correct the rows of a code list, under its primary key `code`."""
    have = model._default_manager.in_bulk()
    for row in rows:
        held = have.get(row["code"])
        if held is None:
            model._default_manager.create(**row)
            report.add(Outcome.ADDED, row["name"], code=row["code"])
            continue
        labels = {
            name: str(field.verbose_name)
            for field in model._meta.concrete_fields
            for name in (field.name, field.attname)
        }
        changed = [name for name, value in row.items() if getattr(held, name) != value]
        for name in changed:
            report.add(
                Outcome.CHANGED,
                row["name"],
                code=row["code"],
                field=labels[name],
                before=str(getattr(held, name)),
                after=str(row[name]),
            )
            setattr(held, name, row[name])
        if changed:
            held.save(update_fields=changed)


def _refuse_older(issues) -> None:
    """Refuse an issue of ISTAT older than the one the registry already follows."""
    last = RegistryImport.objects.filter(source=RegistrySource.ISTAT).order_by("-day").first()
    if issues and last and last.day and issues[-1].day < last.day:
        raise Refusal(
            _(
                "Il registro segue già l'elenco ISTAT del %(last)s: quello del %(day)s è più "
                "vecchio. Indica anche il file più recente; niente è cambiato."
            )
            % {"last": date_it(last.day), "day": date_it(issues[-1].day)},
            code="older_than_registry",
        )


# --- Comuni ------------------------------------------------------------------------------------


def _import_comuni(issues, *, report: Report, actor, now: datetime) -> None:
    newest = issues[-1]
    sync = _sync(RegistrySource.ISTAT, report, newest.day, actor, now)
    _add_yesterday(issues, sync)
    sync.reject(newest.rejected)
    territories = set(Territory.objects.values_list("code", flat=True))
    for record in newest.records.values():
        if not _known_territories(record, territories, sync):
            continue
        ente = sync.find(record.keys)
        # A name made from ISTAT's follows it; one that came from the Indice PA stays.
        if ente and ente.name == f"Comune di {ente.short_name}":
            record.values["name"] = record.fresh["name"]
        sync.take(record)
    comuni = [e for e in sync.known() if e.kind == EnteKind.COMUNE and e.belfiore]
    sync.cease(comuni, reason=_("Non compare più nell'elenco ISTAT."))
    sync.save()


def _known_territories(record: Record, territories: set[str], sync: Sync) -> bool:
    record.territories = [r for r in record.territories if r.value in territories]
    if record.values["territory_id"] in territories:
        return True
    reason = _("La Provincia %(code)s non è tra quelle note.") % {
        "code": record.values["territory_id"]
    }
    name, code = str(record.values["short_name"]), str(record.values["istat_code"])
    sync.reject([Rejected(name, code, reason)])
    return False


def _add_yesterday(issues, sync: Sync) -> None:
    """What older issues know: codes and names now changed, and Comuni that are no more."""
    newest = issues[-1]
    last = newest.day - timedelta(days=1)
    for issue in issues[:-1]:
        for belfiore, old in issue.records.items():
            new = newest.records.get(belfiore)
            if new is None:
                if sync.find(old.keys) is None:
                    old.values["valid_to"] = last
                    sync.take(old)
                continue
            old_name, name = old.values["short_name"], new.values["short_name"]
            if old_name != name:
                new.codes.append((CodeScheme.NAME, Run(f"Comune di {old_name}", None, last)))
            code = str(old.values["istat_code"])
            if code not in {run.value for _scheme, run in new.codes}:
                new.codes.append((CodeScheme.ISTAT, Run(code, None, last)))


# --- Indice PA ---------------------------------------------------------------------------------


def _places(sync: Sync) -> dict[str, Ente]:
    """The Comuni by every ISTAT code they have or had: where the seat of an ente is."""
    comuni = {e.pk: e for e in sync.known() if e.kind == EnteKind.COMUNE and e.valid_to is None}
    past = Ente.objects.filter(kind=EnteKind.COMUNE, codes__scheme=CodeScheme.ISTAT).values_list(
        "codes__code", "pk"
    )
    places = {code: comuni[pk] for code, pk in past if pk in comuni}
    places.update({e.istat_code: e for e in comuni.values() if e.istat_code})
    return places


def _settle(record: Record, sync: Sync, places: dict[str, Ente]) -> None:
    """Turn the seat into territory and Regione; leave the names of the house's enti alone."""
    seat = places.get(str(record.fresh.pop("seat_istat_code")).zfill(6))
    if seat:
        record.fresh["territory_id"] = seat.territory_id
        record.fresh["region_id"] = seat.region_id
        record.fresh["seats"] = seat.short_name
    ente = sync.find(record.keys)
    if ente and ente.local_key:
        record.fresh["name"] = record.values.pop("name")


# --- spaces ------------------------------------------------------------------------------------


def _create_spaces(*, report: Report) -> None:
    """Give a space to UPI, the UPI regionali and the 88 Provinces; those that exist stay as they are."""
    enti = {e.local_key: e for e in Ente.objects.exclude(local_key="")}
    have = {space.ente_id: space for space in Space.objects.all()}

    def give(key: str, kind: str, slug: str, parent: Space | None) -> Space:
        ente = enti[key]
        if ente.pk in have:
            return have[ente.pk]
        space = Space.objects.create(ente=ente, kind=kind, slug=slug, parent=parent, name=ente.name)
        report.add(Outcome.ADDED, space, code=space.prefix or "/")
        return space

    national = give("updi", SpaceKind.NATIONAL, "", None)
    regional = {
        enti[key].region_id: give(key, SpaceKind.REGIONAL, slug, national)
        for key, slug in house.regional_slugs().items()
    }
    for code, slug in house.province_slugs().items():
        key = f"prov_{code}"
        parent = regional.get(enti[key].region_id, national)
        give(key, SpaceKind.PROVINCIAL, slug, parent)


# --- the end -----------------------------------------------------------------------------------


def _finish(run: RegistryImport, report: Report, *, actor, dry_run: bool) -> None:
    """Keep a trace of a run that changed something; take everything back on a dry run."""
    if dry_run:
        transaction.set_rollback(True)
        return
    if not report.has_changes:
        return
    run.counts, run.lines = report.counts, report.notable()
    run.save()
    counts = report.counts
    trail.record(
        "enti.registry.imported",
        _(
            "Registro allineato (%(source)s): %(added)d aggiunti, %(changed)d modificati, "
            "%(ceased)d cessati."
        )
        % {
            "source": run.get_source_display(),
            "added": counts[Outcome.ADDED],
            "changed": counts[Outcome.CHANGED],
            "ceased": counts[Outcome.CEASED],
        },
        subject=run,
        actor=actor,
        now=run.at,
        **counts,
    )
    board.announce("enti.registry.aligned", subject=run, actor=actor, source=run.source)
