"""The library, the bin, the card of a file with its tabs."""

from django.db.models import QuerySet
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.people import audience
from pico.core.ui import formats as words
from pico.core.ui.lists import FORMAT, Column, render_list
from pico.core.ui.templatetags import ui

from .. import queries
from ..forms import LibraryFilter
from ..limits import limits
from ..models import StoredFile
from ..permissions import FilesPermission
from ..terms import SCAN_BADGES, ScanState
from ._finding import find_file, find_own, is_insider

PREVIEW_CHARACTERS = 3000


@require_safe
def file_list(request):
    """The files of the library that the actor may see."""
    return render_list(
        request,
        queryset=queries.library(request.actor),
        columns=_exported_columns() if FORMAT in request.GET else _shown_columns(),
        title=_("File"),
        filter_form=LibraryFilter(request.GET, actor=request.actor),
        template="files/file_list.html",
        default_sort="-cambiato",
        empty_title=_("Nessun file, per ora"),
        empty_text=_("Carica il primo: decidi tu chi lo vede, e puoi cambiarlo dopo."),
        context={
            "may_upload": request.actor.can(FilesPermission.UPLOAD),
            "crumbs": [(_("File"), "")],
        },
    )


def _title_column() -> Column:
    return Column(
        "titolo", _("Titolo"), value="title", sort="title_key", link=StoredFile.get_absolute_url
    )


def _shown_columns() -> list[Column]:
    """What a row shows: format, size and antivirus share a cell, so that titles have room."""
    return [
        Column("scegli", _("Scegli"), value=_tick, kind="choose"),
        _title_column(),
        Column("tipo", _("Tipo"), value="get_kind_display", sort="kind"),
        Column("livello", _("Chi lo vede"), value=_level),
        Column("ente", _("Ente"), value="owner.name", sort="owner__name"),
        Column("dimensione", _("File"), value=_content, sort="current__size"),
        Column("cambiato", _("Cambiato il"), value=_changed_on, sort="changed_at", kind="date"),
    ]


def _exported_columns() -> list[Column]:
    return [
        _title_column(),
        Column("tipo", _("Tipo"), value="get_kind_display", sort="kind"),
        Column("livello", _("Chi lo vede"), value=lambda row: level_label(row.scope)),
        Column("ente", _("Ente"), value="owner.name", sort="owner__name"),
        Column("autore", _("Autore"), value="author"),
        Column("formato", _("Formato"), value="current.format_label"),
        Column("versione", _("Versione"), value="current.number"),
        Column("dimensione", _("Byte"), value="current.size", sort="current__size", kind="number"),
        Column("cambiato", _("Cambiato il"), value="changed_at", sort="changed_at", kind="date"),
        Column("stato", _("Antivirus"), value=_scan_label),
    ]


def _tick(file: StoredFile) -> SafeString | str:
    if file.current is None:
        return ""
    return format_html(
        '<input type="checkbox" form="bundle" name="file" value="{}" aria-label="{}">',
        file.pk,
        _("Scegli %(title)s") % {"title": file.title},
    )


def level_label(scope: str) -> str:
    """The level in few words, without asking the database for each row."""
    return str(audience.scopes.level_of(scope).label)


def _level(file: StoredFile) -> SafeString:
    return ui.level(file.scope, level_label(file.scope))


def _content(file: StoredFile) -> SafeString:
    """Format and size; the antivirus only where it did not say «pulito»."""
    if file.current is None:
        return _scan(file)
    said = f"{file.current.format_label}, {words.filesize_it(file.current.size)}"
    if file.current.scan_state == ScanState.CLEAN:
        return format_html("{}", said)
    return format_html("{} {}", said, _scan(file))


def _changed_on(file: StoredFile):
    return timezone.localtime(file.changed_at).date()


def _scan(file: StoredFile) -> SafeString:
    state = ScanState(file.current.scan_state if file.current else ScanState.SCANNING)
    return ui.badge(_scan_label(file), SCAN_BADGES[state])


def _scan_label(file: StoredFile) -> str:
    state = ScanState(file.current.scan_state if file.current else ScanState.SCANNING)
    return str(_("Non verificato") if state == ScanState.UNVERIFIED else state.label)


@require_safe
def trash_list(request):
    """The bin of the ente, for who may take files out of it."""
    return render_list(
        request,
        queryset=queries.trash(request.actor),
        columns=[
            Column("titolo", _("Titolo"), value="title", sort="title_key",
                   link=StoredFile.get_absolute_url),
            Column("autore", _("Autore"), value="author"),
            Column("nel_cestino", _("Nel cestino dal"), value="trashed_at", sort="trashed_at", kind="date"),
            Column("eliminato", _("Eliminato il"), value=lambda row: row.trashed_at + limits().trash_stay,
                   kind="date"),
        ],
        title=_("Cestino"),
        template="files/trash_list.html",
        default_sort="-nel_cestino",
        empty_title=_("Il cestino è vuoto"),
        empty_text=_("Un file eliminato resta qui per %(days)s giorni.") % {"days": limits().trash_days},
        exports=(),
        context={"crumbs": [(_("File"), reverse("files:list")), (_("Cestino"), "")]},
    )  # fmt: skip


@require_safe
def file_detail(request, pk):
    """«Riepilogo»: what it is, who sees it, the first pages."""
    file = find_own(request, pk)
    text = getattr(file.current, "text", None) if file.current else None
    shown = text.content[:PREVIEW_CHARACTERS] if text else ""
    return _record(
        request, "files/file_detail.html", file, "detail",
        text_preview=shown, is_text_cut=bool(text) and len(text.content) > len(shown),
    )  # fmt: skip


@require_safe
def file_versions(request, pk):
    """«Versioni»: each with its note, its digest and its own link."""
    file = find_own(request, pk)
    versions = queries.versions_of(file, is_insider=is_insider(request.actor, file))
    return _record(
        request, "files/file_versions.html", file, "versions", versions=_badged(versions)
    )


@require_safe
def file_story(request, pk):
    """«Storia»: who did what, for who may change the file; a 404 for the others."""
    file = find_own(request, pk)
    request.actor.require(FilesPermission.CHANGE, file)
    return _record(request, "files/file_story.html", file, "story")


def _badged(versions: QuerySet) -> list:
    return [(version, SCAN_BADGES[ScanState(version.scan_state)]) for version in versions]


def _record(request, template: str, file: StoredFile, tab: str, **context):
    inside = is_insider(request.actor, file)
    waiting = file.versions.filter(scan_state=ScanState.SCANNING).first() if inside else None
    return render(
        request,
        template,
        {
            "title": file.title,
            "file": file,
            "version": file.current,
            "waiting": waiting,
            "is_insider": inside,
            "scan_badge": SCAN_BADGES[ScanState(file.current.scan_state)] if file.current else "",
            "level_label": audience.label_of(file.scope, request.actor),
            "tabs": _tabs(file, tab, inside),
            "crumbs": [(_("File"), reverse("files:list")), (file.title, "")],
            "purged_on": file.trashed_at + limits().trash_stay if file.trashed_at else None,
            **context,
        },
    )


def _tabs(file: StoredFile, active: str, inside: bool) -> list[dict]:
    shown = [("detail", _("Riepilogo")), ("versions", _("Versioni"))]
    if inside:
        shown.append(("story", _("Storia")))
    return [
        {"label": label, "url": reverse(f"files:{name}", args=[file.pk]), "active": name == active}
        for name, label in shown
    ]


@require_safe
def file_state(request, pk):
    """The state of the antivirus, asked again by the page while a version is in scansione."""
    file = find_file(request, pk)
    waiting = file.versions.filter(scan_state=ScanState.SCANNING).exists()
    return render(request, "files/_state.html", {"file": file, "waiting": waiting})
