"""Texts of the library: kept by UPI, adopted by a SUA as its own, brought up to date, used in tenders."""

import json
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.foundation.rich_text import clean
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel
from pico.core.people.actors import working_today

from ..models import LibraryText, LibraryVersion
from ..models.addresses import address
from ..permissions import LibraryPermission
from ..rules.placeholders import unknown
from ..terms.library import PLACEHOLDERS, TITLE_LENGTH

SEED = Path(__file__).parents[1] / "data" / "library.json"
CHANGED = "sua.library.changed"


@transaction.atomic
def load_library(*, actor: Actor, now: datetime, path: Path = SEED) -> int:
    """Enter the national texts that are not there yet; those that UPI changed stay as they are."""
    known = set(LibraryText.objects.filter(owner=None).values_list("key", flat=True))
    rows = [one for one in json.loads(path.read_text()) if one["key"] not in known]
    for row in rows:
        text = LibraryText(
            key=row["key"], kind=row["kind"], fills=row.get("fills", ""), title=row["title"],
            summary=row["summary"], body=clean(row["body"]), changed_at=now,
            changed_by_id=actor.person_id,
        )  # fmt: skip
        actor.require(LibraryPermission.CHANGE, text)
        text.save(force_insert=True)
        _keep(text, _("Prima versione."), actor, now)
        _record(text, "entered", _("Testo nazionale inserito."), actor, now)
    return len(rows)


@transaction.atomic
def adopt_text(*, text: LibraryText, sua: Ente, actor: Actor, now: datetime) -> LibraryText:
    """Make a national text one's own: a copy that may be changed and is told when the source changes.

    A wording of a tender's text is used at once, unless the SUA uses another. Refuses a second copy.
    """
    actor.require(LibraryPermission.ADOPT)
    if actor.ente_id != sua.pk and not actor.is_system:
        raise Refusal(_("Si adotta per la SUA per cui operi: cambia ente."), code="not_your_sua")
    if text.owner_id is not None:
        raise Refusal(_("Si adottano i testi nazionali: scegline uno."), code="not_national")
    if LibraryText.objects.filter(owner=sua, source=text).exists():
        raise Refusal(
            _("La tua SUA ha già una copia di questo testo: modifica quella."), code="has_a_copy"
        )
    uses_other = LibraryText.objects.filter(owner=sua, fills=text.fills, is_used=True).exists()
    copy = LibraryText.objects.create(
        owner=sua, source=text, source_version=text.version, kind=text.kind, fills=text.fills,
        is_used=bool(text.fills) and not uses_other, title=text.title, summary=text.summary,
        body=text.body, changed_at=now, changed_by_id=actor.person_id,
    )  # fmt: skip
    note = _("Copia della versione nazionale %(number)d.") % {"number": text.version}
    _keep(copy, note, actor, now)
    _record(copy, "adopted", _("Testo nazionale adottato."), actor, now)
    return copy


@transaction.atomic
def change_text(
    *, text: LibraryText, title: str, body: str, actor: Actor, now: datetime, note: str = "",
    seen: int | None = None,
) -> LibraryText:  # fmt: skip
    """Keep a new wording; the former stay. Of a national text, the SUAs with a copy are told.

    Refuses an empty title, a name between brackets that nothing fills, and who wrote on an older version.
    """
    actor.require(LibraryPermission.CHANGE, text)
    text = _locked(text)
    if seen is not None and seen != text.version:
        raise Refusal(
            _("Nel frattempo il testo è cambiato (versione %(number)d): ricarica la pagina.")
            % {"number": text.version},
            code="changed_meanwhile",
        )
    body, title = clean(body), title.strip()[:TITLE_LENGTH]
    _refuse_wrong(title, body)
    if (title, body) == (text.title, text.body):
        return text
    text.title = title
    _new_version(text, body, note, actor, now)
    if text.is_national:
        _tell_copies(text, note, now)
    return text


@transaction.atomic
def follow_source(*, text: LibraryText, actor: Actor, now: datetime) -> LibraryText:
    """Take the new national wording in the place of one's own, which stays among the versions."""
    text = _behind(text, actor)
    text.source_version = text.source.version
    text.save(update_fields=["source_version"])
    note = _("Versione nazionale %(number)d.") % {"number": text.source.version}
    return _new_version(text, text.source.body, note, actor, now)


@transaction.atomic
def keep_own(*, text: LibraryText, actor: Actor, now: datetime) -> LibraryText:
    """Say that the new national wording was looked at, and that one's own stays."""
    text = _behind(text, actor)
    text.source_version = text.source.version
    text.save(update_fields=["source_version"])
    _record(
        text, "kept", _("Nuova versione nazionale vista: resta il testo della SUA."), actor, now
    )
    return text


@transaction.atomic
def use_text(*, text: LibraryText, is_used: bool, actor: Actor, now: datetime) -> LibraryText:
    """Take a copy for the tenders of its SUA, or go back to the built-in wording."""
    actor.require(LibraryPermission.USE, text)
    text = _locked(text)
    if not text.fills:
        raise Refusal(
            _("Solo i testi del Formulario si usano nelle gare: questo è da leggere."),
            code="fills_nothing",
        )
    if is_used:
        others = LibraryText.objects.filter(owner=text.owner_id, fills=text.fills)
        others.exclude(pk=text.pk).update(is_used=False)
    text.is_used = is_used
    text.save(update_fields=["is_used"])
    said = _("Usato nelle gare.") if is_used else _("Non più usato nelle gare.")
    _record(text, "used", said, actor, now)
    return text


def _behind(text: LibraryText, actor: Actor) -> LibraryText:
    actor.require(LibraryPermission.USE, text)
    text = _locked(text)
    if not text.is_behind:
        raise Refusal(
            _("Il testo nazionale non è cambiato: non c'è niente da aggiornare."),
            code="nothing_new",
        )
    return text


def _locked(text: LibraryText) -> LibraryText:
    rows = LibraryText.objects.select_for_update(of=("self",)).select_related("source")
    return rows.get(pk=text.pk)


def _refuse_wrong(title: str, body: str) -> None:
    if not title or not body:
        raise Refusal(_("Servono un titolo e un testo."), code="text_missing")
    if names := unknown(body, PLACEHOLDERS):
        raise Refusal(
            _("Nessun dato si chiama così: %(names)s. Scegli fra quelli elencati a fianco.")
            % {"names": ", ".join(f"[[{name}]]" for name in names)},
            code="unknown_names",
        )


def _new_version(
    text: LibraryText, body: str, note: str, actor: Actor, now: datetime
) -> LibraryText:
    text.body, text.version, text.changed_at = body, text.version + 1, now
    text.changed_by_id = actor.person_id
    text.save(update_fields=["title", "body", "version", "changed_at", "changed_by"])
    _keep(text, note, actor, now)
    _record(text, "changed", _("Versione %(number)d.") % {"number": text.version}, actor, now)
    return text


def _tell_copies(text: LibraryText, note: str, now: datetime) -> None:
    """Tell the offices of the SUAs that have a copy, each with the address of its own."""
    for copy in text.copies.select_related("owner"):
        places = working_today().filter(
            ente=copy.owner_id, roles__role__in=(Role.SUA_OFFICER, Role.SUA_MANAGER)
        )
        notify(
            people=set(places.values_list("person", flat=True)), kind=CHANGED,
            level=NoticeLevel.CONCERNS, subject=copy, ente=copy.owner, now=now,
            title=_("«%(title)s»: nuova versione nazionale") % {"title": text.title}, body=note,
            url=address(copy.owner_id, "sua:library-text", copy.pk),
        )  # fmt: skip


def _keep(text: LibraryText, note: str, actor: Actor, now: datetime) -> None:
    LibraryVersion.objects.create(
        text=text, number=text.version, body=text.body, note=note.strip()[:250], at=now,
        author_id=actor.person_id,
    )  # fmt: skip


def _record(text: LibraryText, what: str, words: str, actor: Actor, now: datetime) -> None:
    trail.record(f"sua.library.{what}", words, subject=text, actor=actor, now=now)
    announce(f"sua.library.{what}", subject=text, actor=actor)
