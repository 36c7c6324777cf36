"""How documents and folders look in a list: the columns, the tabs, the crumbs."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.files.models import StoredFile
from pico.core.ui import formats as words
from pico.core.ui.lists import Column
from pico.core.ui.templatetags import ui

from ...models import Folder
from ...terms import VALIDITY_MEANING, Validity


def document_url(file: StoredFile) -> str:
    return reverse("community:document", args=[file.pk])


def folder_url(file: StoredFile) -> str:
    return reverse("community:folder", args=[file.document.folder_id])


def level_label(scope: str) -> str:
    """The level in few words, without asking the database for each row."""
    return str(scopes.level_of(scope).label)


def level(row) -> SafeString:
    return ui.level(row.scope, level_label(row.scope))


def validity_badge(document) -> SafeString:
    state = Validity(document.validity)
    return ui.badge(state.label, VALIDITY_MEANING[state])


def _validity(file: StoredFile) -> SafeString | str:
    """Said only where it is not «vigente»: what is to be followed needs no sign."""
    if file.document.validity == Validity.CURRENT:
        return ""
    return validity_badge(file.document)


def _title(file: StoredFile) -> SafeString:
    return format_html("{}", file.title)


def content(file: StoredFile) -> str:
    if file.current is None:
        return _("In scansione")
    return f"{file.current.format_label}, {words.filesize_it(file.current.size)}"


def changed_on(row):
    return timezone.localtime(row.changed_at).date()


def document_columns(*, with_folder: bool = False) -> list[Column]:
    found = [
        Column("titolo", _("Titolo"), _title, sort="title_key", link=document_url),
        Column("tipo", _("Tipo"), "get_kind_display", sort="kind"),
        Column("stato", _("Validità"), _validity, export="document.get_validity_display"),
        Column("livello", _("Chi lo vede"), level),
        Column("file", _("File"), content, sort="current__size"),
        Column("cambiato", _("Cambiato il"), changed_on, sort="changed_at", kind="date"),
    ]
    if with_folder:
        found.insert(1, Column("cartella", _("Cartella"), "document.folder.name", link=folder_url))
    return found


def tabs(active: str, actor) -> list[dict]:
    """The ways into the documents."""
    shown = [("documents", _("Cartelle")), ("documents_recent", _("Recenti"))]
    if actor.is_known:
        shown.append(("documents_starred", _("Preferiti")))
    if actor.is_member:
        shown.append(("documents_trash", _("Cestino")))
    return [
        {"label": label, "url": reverse(f"community:{name}"), "active": name == active}
        for name, label in shown
    ]


def crumbs(folders: list[Folder], *rest: tuple[str, str]) -> list[tuple[str, str]]:
    """«Documenti / Linee guida / …»: the last one without its address."""
    found = [(_("Documenti"), reverse("community:documents"))]
    found += [(folder.name, folder.get_absolute_url()) for folder in folders]
    found += rest
    return [*found[:-1], (found[-1][0], "")]
