"""The tree: first folders, one folder, what is done to it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.people import audience
from pico.core.ui.lists import Bulk, Column, render_list

from ...actions import documents as document_actions
from ...actions import folders as actions
from ...forms.documents import FolderFilter, FolderForm, LevelForm
from ...models import Folder
from ...permissions import CommunityPermission
from ...queries import documents as queries
from ...queries import networks
from ...terms import OPENINGS_SHOWN, TRASH_DAYS, Contributors
from . import showing


@require_safe
def home(request):
    """The first folders that the actor may open, by whose they are."""
    shelves = queries.shelves(request.actor, request.space)
    groups = [
        (_("Di questo spazio"), shelves["space"]),
        (_("Del mio ente"), shelves["mine"]),
        (_("Delle reti tematiche"), shelves["networks"]),
        (_("Condivise da altri enti"), shelves["others"]),
    ]
    return render(
        request,
        "community/documents/home.html",
        {
            "title": _("Documenti"),
            "tabs": showing.tabs("documents", request.actor),
            "groups": [(title, found) for title, found in groups if found],
            "may_open": request.actor.can(CommunityPermission.OPEN_FOLDER),
            "crumbs": [(_("Documenti"), "")],
        },
    )


@require_safe
def recent(request):
    """What the actor opened last; under it, what changed last among all that he may read."""
    opened = queries.opened_documents(request.actor)[:OPENINGS_SHOWN]
    return render_list(
        request,
        queryset=queries.recent_documents(request.actor),
        columns=showing.document_columns(with_folder=True),
        filter_form=FolderFilter,
        title=_("Documenti recenti"),
        default_sort="-cambiato",
        template="community/documents/recent.html",
        empty_title=_("Ancora nessun documento"),
        empty_text=_("Qui si trovano i documenti cambiati di recente, di tutte le cartelle."),
        context={
            "opened": list(opened) if request.actor.is_known else (),
            "tabs": showing.tabs("documents_recent", request.actor),
            "crumbs": [(_("Documenti"), reverse("community:documents")), (_("Recenti"), "")],
        },
    )


@require_safe
def starred(request):
    """What the actor keeps at hand."""
    return render_list(
        request,
        queryset=queries.starred_documents(request.actor),
        columns=showing.document_columns(with_folder=True),
        title=_("Preferiti"),
        default_sort="titolo",
        template="community/documents/list.html",
        empty_title=_("Nessun documento preferito"),
        empty_text=_(
            "La stella in un documento o in una cartella li porta qui, e avvisa delle novità."
        ),
        context={
            "folders": queries.starred_folders(request.actor),
            "tabs": showing.tabs("documents_starred", request.actor),
            "crumbs": [(_("Documenti"), reverse("community:documents")), (_("Preferiti"), "")],
        },
    )


@require_safe
def trash_list(request):
    """What was thrown away, for who may take it out."""
    columns = [
        Column("titolo", _("Titolo"), "title", sort="title_key", link=showing.document_url),
        Column("cartella", _("Cartella"), "document.folder.name"),
        Column("autore", _("Autore"), "author"),
        Column("nel_cestino", _("Nel cestino dal"), "trashed_at", sort="trashed_at", kind="date"),
    ]
    return render_list(
        request,
        queryset=queries.trashed_documents(request.actor),
        columns=columns,
        title=_("Cestino dei documenti"),
        default_sort="-nel_cestino",
        template="community/documents/trash.html",
        exports=(),
        empty_title=_("Nessun documento nel cestino"),
        empty_text=_("Ciò che si elimina resta qui per %(days)d giorni.") % {"days": TRASH_DAYS},
        context={
            "folders": queries.trashed_folders(request.actor),
            "tabs": showing.tabs("documents_trash", request.actor),
            "crumbs": [(_("Documenti"), reverse("community:documents")), (_("Cestino"), "")],
        },
    )


@require_safe
def folder_page(request, pk):
    """A folder: what is in it, where it stands, who sees it."""
    actor = request.actor
    folder = queries.folder_to_open(pk, actor)
    may_manage = actor.can(CommunityPermission.MANAGE_FOLDER, folder)
    return render_list(
        request,
        queryset=queries.documents_in(folder, actor),
        columns=showing.document_columns(),
        filter_form=FolderFilter,
        title=folder.name,
        default_sort="titolo",
        template="community/documents/folder.html",
        bulk=_bulk(actor),
        empty_title=_("In questa cartella non ci sono documenti"),
        empty_text=_("Chi può aggiungerne lo fa con «Aggiungi documenti», o trascinandoli."),
        context={
            "folder": folder,
            "folders": list(queries.subfolders(folder, actor)),
            "level_label": audience.label_of(folder.scope, actor),
            "may_manage": may_manage,
            "may_add": actor.can(CommunityPermission.ADD_DOCUMENT, folder),
            "has_star": queries.has_star(actor, folder=folder),
            "crumbs": showing.crumbs(queries.breadcrumb(folder, actor)),
        },
    )


def _bulk(actor) -> tuple[Bulk, ...]:
    zip_all = Bulk(_("Scarica (ZIP)"), reverse("community:documents_zip"), icon="it-download")
    if not actor.is_member:
        return (zip_all,)
    return (
        zip_all,
        Bulk(_("Sposta"), reverse("community:documents_move"), icon="it-exchange-circle"),
        Bulk(_("Copia"), reverse("community:documents_copy"), icon="it-copy"),
        Bulk(
            _("Metti nel cestino"),
            reverse("community:documents_put_away"),
            "outline-danger",
            "it-delete",
        ),
    )


# What is done to it ------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def create(request, parent=None, network=None):
    """A new folder: in another, of the ente acted for, or of a network."""
    actor = request.actor
    above = queries.folder_to_open(parent, actor) if parent else None
    net = networks.network_to_open(actor, slug=network) if network else None
    limit = above.scope if above else net and net.key
    first = {"contributors": above.contributors if above else _first_rule(net)}
    form = FolderForm(request.POST or None, actor=actor, limit=limit, initial=first)
    if request.method == "POST" and form.is_valid():
        folder = actions.create_folder(
            parent=above, network=net, actor=actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Cartella «%(name)s» aperta.") % {"name": folder})
        return redirect(folder)
    crumbs = queries.breadcrumb(above, actor) if above else []
    cancel = above or net
    return _form_page(
        request, form, _("Nuova cartella"), _("Apri la cartella"),
        cancel.get_absolute_url() if cancel else reverse("community:documents"), crumbs,
    )  # fmt: skip


def _first_rule(network) -> str:
    return Contributors.READERS if network else Contributors.EDITORS


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    folder = _to_manage(request, pk)
    first = {
        name: getattr(folder, name) for name in ("name", "description", "area", "contributors")
    }
    form = FolderForm(request.POST or None, actor=request.actor, with_scope=False, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.describe_folder(
            folder=folder, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Dati della cartella salvati."))
        return redirect(folder)
    return _folder_form(request, folder, form, _("Modifica la cartella"), _("Salva"))


@require_http_methods(["GET", "POST"])
def change_level(request, pk):
    folder = _to_manage(request, pk)
    limit = folder.parent.scope if folder.parent else _limit_of_network(folder)
    form = LevelForm(request.POST or None, actor=request.actor, was=folder.scope, limit=limit)
    if request.method == "POST" and form.is_valid():
        actions.change_folder_scope(
            folder=folder,
            scope=form.cleaned_data["scope"],
            is_widening_confirmed=True,  # the field refuses a wider level without its tick
            actor=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("Livello salvato: ciò che seguiva la cartella l'ha seguita."))
        return redirect(folder)
    return _folder_form(request, folder, form, _("Chi vede la cartella?"), _("Cambia il livello"))


def _limit_of_network(folder: Folder) -> str | None:
    return f"net:{folder.circle_id}" if folder.circle_id else None


@require_POST
def trash(request, pk):
    folder = _to_manage(request, pk)
    actions.trash_folder(folder=folder, actor=request.actor, now=timezone.now())
    messages.success(
        request, _("«%(name)s» è nel cestino con il suo contenuto.") % {"name": folder}
    )
    parent = folder.parent
    return redirect(parent) if parent else redirect("community:documents")


@require_POST
def restore(request, pk):
    folder = queries.folder_to_restore(pk, request.actor)
    actions.restore_folder(folder=folder, actor=request.actor, now=timezone.now())
    messages.success(request, _("«%(name)s» ripristinata.") % {"name": folder})
    return redirect(folder)


@require_POST
def star(request, pk):
    folder = queries.folder_to_open(pk, request.actor)
    document_actions.set_star(
        folder=folder, on="togli" not in request.POST, actor=request.actor, now=timezone.now()
    )
    return redirect(folder)


@require_safe
def story(request, pk):
    folder = _to_manage(request, pk)
    crumbs = showing.crumbs(queries.breadcrumb(folder, request.actor), (_("Storia"), ""))
    return render(
        request,
        "community/documents/folder_story.html",
        {"title": _("Storia di «%(name)s»") % {"name": folder}, "folder": folder, "crumbs": crumbs},
    )


def _to_manage(request, pk: int) -> Folder:
    folder = queries.folder_to_open(pk, request.actor)
    request.actor.require(CommunityPermission.MANAGE_FOLDER, folder)
    return folder


def _folder_form(request, folder: Folder, form, title: str, submit: str):
    crumbs = queries.breadcrumb(folder, request.actor)
    return _form_page(request, form, title, submit, folder.get_absolute_url(), crumbs)


def _form_page(request, form, title: str, submit: str, cancel: str, crumbs: list[Folder]):
    return render(
        request,
        "ui/page_form.html",
        {
            "title": title, "form": form, "submit_label": submit, "cancel_url": cancel,
            "crumbs": showing.crumbs(crumbs, (title, "")),
        },
        status=422 if form.errors else 200,
    )  # fmt: skip
