"""Every change of the bulletins: series, drafts, their order, the publication, the PDF."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.files.actions import upload_file
from pico.core.files.terms import FileKind
from pico.core.foundation import rich_text
from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue
from pico.core.people.actors import actor_for, working_memberships
from pico.portal.newsletter import contents

from . import drawing, printing, queries, tasks
from .models import Bulletin, Entry, Section, Series
from .permissions import BulletinsPermission
from .terms import MOST_ENTRIES, BulletinState, PdfState

SERIES_FIELDS = ("name", "description", "words", "kinds", "topics", "is_own_only")
HEAD = ("title", "period_from", "period_to", "summary", "curator")

# Series ------------------------------------------------------------------------------------------


@transaction.atomic
def create_series(*, space: Space, actor, now: datetime, **values) -> Series:
    """Open a series of a space; refuses a name that the space already uses."""
    actor.require(BulletinsPermission.MANAGE_SERIES, space)
    made = Series(space=space, created_at=now, **_only(SERIES_FIELDS, values))
    _save_series(made)
    _record("bulletins.series.created", _("Serie «%(name)s» aperta."), made, actor, now)
    return made


@transaction.atomic
def edit_series(*, series: Series, actor, now: datetime, **values) -> Series:
    actor.require(BulletinsPermission.MANAGE_SERIES, series)
    locked = Series.objects.select_for_update().get(pk=series.pk)
    for name, value in _only(SERIES_FIELDS, values).items():
        setattr(locked, name, value)
    _save_series(locked)
    _record("bulletins.series.changed", _("Serie «%(name)s» modificata."), locked, actor, now)
    return locked


def _save_series(series: Series) -> None:
    try:
        with transaction.atomic():
            series.save()
    except IntegrityError:
        raise Refusal(
            _("C'è già una serie «%(name)s» in questo spazio: scegli un altro nome.")
            % {"name": series.name},
            code="name_taken",
        ) from None


def _only(fields: tuple[str, ...], values: dict) -> dict:
    return {name: value for name, value in values.items() if name in fields}


# Drafts ------------------------------------------------------------------------------------------


@transaction.atomic
def create_bulletin(*, series: Series, actor, now: datetime, **values) -> Bulletin:
    """Begin an issue, already assembled by the rule of the series: the editor orders and comments."""
    actor.require(BulletinsPermission.COMPOSE, series)
    made = Bulletin.objects.create(
        series=series,
        author_id=actor.person_id,
        created_at=now,
        changed_at=now,
        **_head(values),
    )
    _record("bulletins.bulletin.created", _("Bozza di «%(name)s» creata."), made, actor, now)
    _add_found(made, queries.by_the_rule(made))
    return made


def _head(values: dict) -> dict:
    chosen = _only(HEAD, values)
    if chosen["period_to"] < chosen["period_from"]:
        raise Refusal(
            _("Il periodo finisce prima di cominciare: controlla le date."), code="period"
        )
    chosen["summary"] = rich_text.clean(chosen.get("summary", ""))
    return chosen


@transaction.atomic
def edit_bulletin(*, bulletin: Bulletin, actor, now: datetime, **values) -> Bulletin:
    locked = _lock_draft(bulletin, actor)
    for name, value in _head(values).items():
        setattr(locked, name, value)
    locked.changed_at = now
    locked.save(update_fields=[*HEAD, "changed_at"])
    _record("bulletins.bulletin.changed", _("Bozza di «%(name)s» modificata."), locked, actor, now)
    return locked


@transaction.atomic
def assemble(*, bulletin: Bulletin, actor, now: datetime) -> int:
    """Add what the rule takes and is not inside yet; returns how many."""
    locked = _lock_draft(bulletin, actor)
    count = _add_found(locked, queries.by_the_rule(locked))
    _touch(locked, actor, now)
    return count


def _add_found(bulletin: Bulletin, found: list[contents.Item]) -> int:
    """Put contents into the sections called like their kind, making those that are missing."""
    ordered = sorted(found, key=lambda item: item.kind)
    for kind, items in groupby(ordered, key=lambda item: item.kind):
        section = bulletin.sections.filter(title=kind).first() or Section.objects.create(
            bulletin=bulletin, title=kind, position=_next(bulletin.sections)
        )
        _add_keys(section, [item.key for item in items])
    return len(found)


def _add_keys(section: Section, keys: list[str]) -> None:
    start = _next(section.entries)
    inside = Entry.objects.filter(section__bulletin=section.bulletin_id).count()
    if inside + len(keys) > MOST_ENTRIES:
        raise Refusal(
            _("Al massimo %(n)d voci: dividi il bollettino in due numeri.") % {"n": MOST_ENTRIES},
            code="too_long",
        )
    Entry.objects.bulk_create(
        Entry(section=section, position=start + n, content_key=key) for n, key in enumerate(keys)
    )


def _next(rows) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _lock_draft(bulletin: Bulletin, actor) -> Bulletin:
    actor.require(BulletinsPermission.COMPOSE, bulletin)
    locked = (
        Bulletin.objects.select_for_update(of=("self",))
        .select_related("series__space__ente")
        .get(pk=bulletin.pk)
    )
    if not locked.is_editable:
        raise Refusal(
            _("Il bollettino è pubblicato e si cita: per correggere pubblica un nuovo numero."),
            code="published",
        )
    return locked


def _touch(bulletin: Bulletin, actor, now: datetime) -> None:
    Bulletin.objects.filter(pk=bulletin.pk).update(changed_at=now)
    _record("bulletins.bulletin.composed", _("«%(name)s» ricomposto."), bulletin, actor, now)


# Sections and entries ----------------------------------------------------------------------------


@transaction.atomic
def add_section(*, bulletin: Bulletin, title: str, actor, now: datetime) -> Section:
    locked = _lock_draft(bulletin, actor)
    made = Section.objects.create(
        bulletin=locked, title=_titled(title), position=_next(locked.sections)
    )
    _touch(locked, actor, now)
    return made


@transaction.atomic
def rename_section(*, section: Section, title: str, actor, now: datetime) -> None:
    locked = _lock_draft(section.bulletin, actor)
    section.title = _titled(title)
    section.save(update_fields=["title"])
    _touch(locked, actor, now)


def _titled(title: str) -> str:
    if not title.strip():
        raise Refusal(_("Scrivi il titolo della sezione."), code="no_title")
    return title.strip()[:160]


@transaction.atomic
def delete_section(*, section: Section, actor, now: datetime) -> None:
    locked = _lock_draft(section.bulletin, actor)
    Section.objects.filter(pk=section.pk).delete()
    _touch(locked, actor, now)


@transaction.atomic
def pick(*, section: Section, keys: Iterable[str], actor, now: datetime) -> int:
    """Add chosen public contents to a section; refuses what is not public."""
    locked = _lock_draft(section.bulletin, actor)
    keys = list(dict.fromkeys(keys))
    if not keys or len(contents.resolve(keys)) < len(keys):
        raise Refusal(_("Scegli almeno un contenuto pubblico dall'elenco."), code="not_public")
    _add_keys(section, keys)
    _touch(locked, actor, now)
    return len(keys)


@transaction.atomic
def add_entry(
    *, section: Section, title: str, text: str, actor, now: datetime, url: str = ""
) -> Entry:
    """Add a free entry: a title, a text, perhaps an address."""
    locked = _lock_draft(section.bulletin, actor)
    if not title.strip():
        raise Refusal(_("Scrivi il titolo della voce."), code="no_title")
    made = Entry.objects.create(
        section=section, position=_next(section.entries), title=title.strip()[:250],
        text=rich_text.clean(text), url=url.strip(),
    )  # fmt: skip
    _touch(locked, actor, now)
    return made


@transaction.atomic
def edit_entry(
    *, entry: Entry, actor, now: datetime, title: str = "", text: str = "", url: str = ""
) -> None:
    """Change the words of an entry; of a content, title and comment."""
    locked = _lock_draft(entry.section.bulletin, actor)
    if not entry.content_key and not title.strip():
        raise Refusal(_("Scrivi il titolo della voce."), code="no_title")
    entry.title, entry.text, entry.url = title.strip()[:250], rich_text.clean(text), url.strip()
    entry.save(update_fields=["title", "text", "url"])
    _touch(locked, actor, now)


@transaction.atomic
def delete_entry(*, entry: Entry, actor, now: datetime) -> None:
    locked = _lock_draft(entry.section.bulletin, actor)
    Entry.objects.filter(pk=entry.pk).delete()
    _touch(locked, actor, now)


@transaction.atomic
def move_section(*, section: Section, up: bool, actor, now: datetime) -> None:
    locked = _lock_draft(section.bulletin, actor)
    _swap(list(locked.sections.all()), section.pk, up=up)
    _touch(locked, actor, now)


@transaction.atomic
def move_entry(*, entry: Entry, up: bool, actor, now: datetime) -> None:
    """Change place with the one before, or after; from the edge of a section to the next section."""
    locked = _lock_draft(entry.section.bulletin, actor)
    if not _swap(list(entry.section.entries.all()), entry.pk, up=up):
        _to_neighbour(locked, entry, up=up)
    _touch(locked, actor, now)


def _swap(rows: list, pk: int, *, up: bool) -> bool:
    here = next(n for n, one in enumerate(rows) if one.pk == pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return False
    rows[here], rows[there] = rows[there], rows[here]
    for position, one in enumerate(rows):
        one.position = position
    type(rows[0]).objects.bulk_update(rows, ["position"])
    return True


def _to_neighbour(bulletin: Bulletin, entry: Entry, *, up: bool) -> None:
    sections = list(bulletin.sections.all())
    here = next(n for n, one in enumerate(sections) if one.pk == entry.section_id)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(sections):
        return
    target = sections[there]
    others = list(target.entries.all())
    rows = [*others, entry] if up else [entry, *others]
    entry.section = target
    for position, one in enumerate(rows):
        one.position = position
    Entry.objects.bulk_update(rows, ["position", "section"])


# Publication -------------------------------------------------------------------------------------


@transaction.atomic
def publish(*, bulletin: Bulletin, actor, now: datetime) -> Bulletin:
    """Give it its number, freeze what is read, have the PDF made. Refuses an empty one, and one with
    contents that are not public any more.
    """
    actor.require(BulletinsPermission.PUBLISH, bulletin)
    # The series is the lock of its numbers: none is skipped, none is given twice.
    Series.objects.select_for_update().get(pk=bulletin.series_id)
    locked = _lock_draft(bulletin, actor)
    sections = [one for one in drawing.live(locked) if one["entries"]]
    if not sections:
        raise Refusal(_("Il bollettino è vuoto: aggiungi almeno una voce."), code="empty")
    if gone := drawing.missing(sections):
        raise Refusal(
            _("«%(title)s» non è più pubblico: togli la voce.")
            % {"title": gone[0]["title"] or _("Una voce")},
            code="not_public",
        )
    locked.year = timezone.localdate(now).year
    rows = Bulletin.objects.filter(series=locked.series, year=locked.year)
    locked.number = (rows.aggregate(n=Max("number"))["n"] or 0) + 1
    locked.state, locked.published_at, locked.changed_at = BulletinState.PUBLISHED, now, now
    locked.published_by_id = actor.person_id
    locked.frozen = {"sections": sections}
    locked.text = drawing.search_text(locked, sections)
    locked.pdf_state = PdfState.WAITING
    locked.save()
    _record("bulletins.bulletin.published", _("«%(name)s» pubblicato."), locked, actor, now)
    announce(
        "bulletins.bulletin.published", subject=locked, actor=actor, space_id=locked.space.pk,
        title=str(locked),
    )  # fmt: skip
    _ask_pdf(locked, actor)
    return locked


def _ask_pdf(bulletin: Bulletin, actor) -> None:
    enqueue(
        tasks.make_pdf, key=f"bulletin:{bulletin.pk}", bulletin_id=bulletin.pk,
        person_id=actor.person_id, space_id=bulletin.space.pk,
    )  # fmt: skip


@transaction.atomic
def ask_pdf_again(*, bulletin: Bulletin, actor, now: datetime) -> None:
    """Have the PDF made again after a fault was repaired."""
    actor.require(BulletinsPermission.PUBLISH, bulletin)
    rows = Bulletin.objects.filter(pk=bulletin.pk, pdf_state=PdfState.FAILED)
    if not rows.update(pdf_state=PdfState.WAITING, pdf_fault=""):
        raise Refusal(_("Il PDF è già pronto o in preparazione."), code="not_failed")
    _record("bulletins.bulletin.printed", _("PDF di «%(name)s» richiesto."), bulletin, actor, now)
    _ask_pdf(bulletin, actor)


def make_pdf(*, bulletin_id: int, now: datetime) -> None:
    """Draw the PDF and keep it among the files of the ente; a fault is written for who can repair it."""
    bulletin = Bulletin.objects.select_related("series__space__ente", "published_by").get(
        pk=bulletin_id
    )
    if bulletin.pdf_id is not None:
        return
    try:
        content = printing.print_pdf(bulletin)
        _keep_pdf(bulletin, content, now)
    except Refusal as refusal:
        Bulletin.objects.filter(pk=bulletin.pk).update(
            pdf_state=PdfState.FAILED, pdf_fault=refusal.message[:250]
        )
        raise


@transaction.atomic
def _keep_pdf(bulletin: Bulletin, content: bytes, now: datetime) -> None:
    person, today = bulletin.published_by, timezone.localdate(now)
    place = working_memberships(person, today=today).filter(ente=bulletin.space.ente_id).first()
    if place is None:
        raise Refusal(
            _("Chi ha pubblicato non lavora più per l'ente: il PDF lo chieda un collega."),
            code="publisher_left",
        )
    file = upload_file(
        content=ContentFile(content),
        name=f"{slugify(str(bulletin))}.pdf",
        title=str(bulletin),
        kind=FileKind.OTHER,
        scope=scopes.PUBLIC,
        module="bulletins",
        actor=actor_for(person, place),
        now=now,
    )
    Bulletin.objects.filter(pk=bulletin.pk).update(pdf=file, pdf_state=PdfState.READY, pdf_fault="")


def _record(event: str, sentence: str, subject, actor, now: datetime) -> None:
    trail.record(event, sentence % {"name": subject}, subject=subject, actor=actor, now=now)
