"""The catalogue is brought up to date: files are written, what changed is said, what is no more is withdrawn."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.announcements.board import announce
from pico.core.audit.trail import record
from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind, SpaceState
from pico.core.modules import registry
from pico.core.modules.manifest import Module
from pico.core.modules.open_data import Described, OpenDataset, OpenLicence, datasets_of

from ..models import Publication
from ..queries.lake import the_lake
from ..rules.engines import spoken
from ..rules.marts.tables import CONTRACT
from ..rules.open_data.every import DATASETS
from ..rules.open_data.guarding import laid_down
from ..rules.open_data.writing import FOLDER, Written, sweep, write

OWN = "observatory"  # the module of what is made from the marts
NATIONAL = "upi"  # the folder of the national space, whose address is empty
GRACE = timedelta(hours=1)  # for which a replaced file is left to who is still downloading it


def refresh_catalogue(*, now: datetime, actor: Actor = SYSTEM) -> None:
    """Publish every dataset of every space anew, one space after the other."""
    for space in spaces():
        refresh_space(space=space, now=now, actor=actor)
    sweep_files(now=now)


def spaces() -> QuerySet[Space]:
    """The spaces whose catalogue is looked after: those that are out, and those that still have one."""
    has_some = Exists(Publication.objects.filter(space=OuterRef("pk")))
    rows = Space.objects.filter(Q(state=SpaceState.PUBLISHED) | has_some)
    return rows.select_related("ente", "parent__parent")


def refresh_space(*, space: Space, now: datetime, actor: Actor = SYSTEM) -> None:
    """Publish what a space offers anew: the marts in the national one, what its modules offer in each.

    A dataset without rows is not published; one that is no more offered is withdrawn.
    """
    with translation.override("it"):  # files are Italian whoever asks
        kept = {one.pk for one in _published(space, now, actor) if one}
    for one in Publication.objects.filter(space=space).exclude(pk__in=kept):
        withdraw(publication=one, actor=actor, now=now)


def sweep_files(*, now: datetime) -> None:
    """Delete the files that the catalogue names no more, an hour after they were written."""
    files = Publication.objects.values_list("files", flat=True)
    named = {file["path"] for kinds in files for file in kinds.values()}
    sweep(the_lake(), named, (now - GRACE).timestamp())


def _published(space: Space, now: datetime, actor: Actor) -> Iterator[Publication | None]:
    if space.state != SpaceState.PUBLISHED or OWN not in registry.active_for(space):
        return
    if space.kind == SpaceKind.NATIONAL:
        yield from _of_marts(space, now, actor)
    for module in _offering(space):
        for about in datasets_of(module, space):
            yield _of_module(space, module, about, now, actor)


def _of_marts(space: Space, now: datetime, actor: Actor) -> Iterator[Publication | None]:
    lake, place = the_lake(), place_of(space)
    with closing(lake.connect(CONTRACT)) as connection:
        for about in DATASETS:
            rows = spoken(about.rows())
            written = write(connection, lake, about, rows, place, about.order)
            yield settle(
                space=space, module=OWN, about=about, licence=about.licence, written=written,
                data_on=lake.updated_on(*about.tables), actor=actor, now=now,
            )  # fmt: skip


def _of_module(
    space: Space, module: Module, about: OpenDataset, now: datetime, actor: Actor
) -> Publication | None:
    """None where the space chose a licence that the catalogue cannot tell."""
    licence = about.licence_in(space)
    if licence is None:
        return None
    lake, place = the_lake(), place_of(space)
    rows = lake.folder(FOLDER, place) / f".{about.slug}.rows"
    with closing(lake.engine()) as connection:
        source = laid_down(about.rows(space), about.columns, rows)
        written = write(connection, lake, about, source, place) if source else Written()
    rows.unlink()
    return settle(
        space=space, module=module.key, about=about, licence=licence, written=written,
        data_on=timezone.localdate(now), actor=actor, now=now,
    )  # fmt: skip


def place_of(space: Space) -> str:
    """The folder of a space below that of the open data: the national one has no address of its own."""
    return space.slug or NATIONAL


def _offering(space: Space) -> list[Module]:
    """Who offers something here: all that are installed in the national space, elsewhere those that are on."""
    is_national = space.kind == SpaceKind.NATIONAL
    modules = registry.installed() if is_national else registry.active_for(space)
    return [one for one in modules.values() if one.open_data]


@transaction.atomic
def settle(
    *,
    space: Space,
    module: str,
    about: Described,
    licence: OpenLicence,
    written: Written,
    data_on: date | None,
    actor: Actor,
    now: datetime,
) -> Publication | None:
    """Say in the catalogue what was written; nothing where there are no rows.

    `modified_at` moves only if the rows or the licence changed: who harvests takes the dataset again then.
    """
    if not written.rows:
        return None
    before = Publication.objects.select_for_update().filter(space=space, slug=about.slug).first()
    is_changed = (
        before is None
        or before.licence != licence
        or _digest(before.files) != _digest(written.files)
    )
    found = before or Publication(space=space, slug=about.slug, issued_at=now)
    found.module, found.licence = module, licence
    found.rows, found.files = written.rows, written.files
    found.first_on, found.last_on, found.data_on = written.first_on, written.last_on, data_on
    if is_changed:
        found.modified_at = now
    found.save()
    if is_changed:
        said = _("Pubblicato il dataset «%(title)s»: %(rows)s righe") % {
            "title": about.title, "rows": written.rows,
        }  # fmt: skip
        record("observatory.dataset.published", said, subject=found, actor=actor, now=now)
        announce(
            "observatory.dataset.published", subject=found, actor=actor, space_id=space.pk,
            title=str(about.title), url=found.get_absolute_url(),
        )  # fmt: skip
    return found


def _digest(files: dict[str, dict]) -> str:
    return files.get("json", {}).get("sha256", "")


@transaction.atomic
def withdraw(*, publication: Publication, actor: Actor, now: datetime) -> None:
    """Take a dataset out of the catalogue: it has no rows any more, or nobody offers it."""
    said = _("Ritirato il dataset «%(slug)s»") % {"slug": publication.slug}
    record("observatory.dataset.withdrawn", said, subject=publication, actor=actor, now=now)
    announce(
        "observatory.dataset.withdrawn", subject=publication, actor=actor,
        space_id=publication.space_id, slug=publication.slug,
    )  # fmt: skip
    publication.delete()


@transaction.atomic
def withdraw_switched_off(*, space: Space, module: str, actor: Actor, now: datetime) -> None:
    """Take out of the catalogue what a module offered where it is off now: in the space and below it.

    Where the catalogue itself is off, all of it.
    """
    rows = Publication.objects.select_related("space__parent__parent")
    if module != OWN:
        rows = rows.filter(module=module).exclude(space__kind=SpaceKind.NATIONAL)
    for one in rows:
        is_concerned = space.pk in {step.pk for step in registry.lineage(one.space)}
        if is_concerned and module not in registry.active_for(one.space):
            withdraw(publication=one, actor=actor, now=now)
