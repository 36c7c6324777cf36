"""One document: its card, its versions, its story; the bytes; what is said of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.files import serving
from pico.core.files.queries import versions_of
from pico.core.files.terms import SCAN_BADGES, FileKind, ScanState
from pico.core.people import audience
from pico.core.ui import formats as words

from ...actions import documents as actions
from ...forms.documents import DocumentForm, LevelForm, ValidityForm
from ...models import Document
from ...permissions import CommunityPermission
from ...queries import documents as queries
from ...terms import facts_of
from . import showing

CHANGE = CommunityPermission.CHANGE_DOCUMENT
PUT_AWAY = CommunityPermission.PUT_AWAY_DOCUMENT
PREVIEW_CHARACTERS = 3000


@require_safe
def detail(request, pk, major=None, minor=None):
    """«Riepilogo»: what it is, whether it holds, the first pages; with numbers, of that very version."""
    document = queries.document_to_restore(pk, request.actor)
    version = document.file.current
    if request.actor.is_known and not document.file.is_trashed:
        actions.note_opening(document=document, actor=request.actor, now=timezone.now())
    if major is not None:
        version = find_version(request, document, major, minor)
    text = getattr(version, "text", None) if version else None
    shown = text.content[:PREVIEW_CHARACTERS] if text else ""
    return _record(
        request, "community/documents/document.html", document, "document",
        version=version,
        is_old=version is not None and version != document.file.current,
        text_preview=shown,
        is_text_cut=bool(text) and len(text.content) > len(shown),
        successor=queries.successor_of(document, request.actor),
        predecessors=queries.predecessors_of(document, request.actor)[:10],
        facts=_facts(document),
    )  # fmt: skip


def _facts(document: Document) -> list[tuple[str, str]]:
    """The data of its kind, in words."""
    found = []
    for fact in facts_of(document.file.kind):
        value = document.facts.get(fact.key)
        if value and fact.shape == "date":
            value = words.date_it(parse_date(value))
        elif value and fact.shape == "money":
            value = words.money(value)
        if value:
            found.append((str(fact.label), value))
    return found


@require_safe
def versions(request, pk):
    """«Versioni»: each with its note, its digest and its own link."""
    document = queries.document_to_restore(pk, request.actor)
    inside = request.actor.can(CHANGE, document)
    found = versions_of(document.file, is_insider=inside)
    shown = [(one, SCAN_BADGES[ScanState(one.scan_state)]) for one in found]
    return _record(
        request, "community/documents/versions.html", document, "document_versions", versions=shown
    )


@require_safe
def story(request, pk):
    document = queries.document_to_restore(pk, request.actor)
    request.actor.require(CHANGE, document)
    return _record(request, "community/documents/story.html", document, "document_story")


def _record(request, template: str, document: Document, tab: str, **context):
    actor, file = request.actor, document.file
    inside = actor.can(CHANGE, document)
    folder = document.folder
    crumbs = [(_("Documenti"), reverse("community:documents"))]
    if not folder.is_trashed and actor.may_read(folder.scope):
        crumbs = showing.crumbs([*queries.breadcrumb(folder, actor)], ("", ""))[:-1]
    return render(
        request,
        template,
        {
            "title": file.title,
            "document": document,
            "file": file,
            "version": file.current,
            "validity": showing.validity_badge(document),
            "waiting": _waiting(document) if inside else None,
            "may_change": inside,
            "may_put_away": inside or actor.can(PUT_AWAY, document),
            "has_star": queries.has_star(actor, document=document),
            "lock": queries.lock_on(document, timezone.now()),
            "level_label": audience.label_of(file.scope, actor),
            "tabs": _tabs(document, tab, inside),
            "crumbs": [*crumbs, (file.title, "")],
            **context,
        },
    )


def _waiting(document: Document):
    return document.file.versions.filter(scan_state=ScanState.SCANNING).first()


def _tabs(document: Document, active: str, inside: bool) -> list[dict]:
    shown = [("document", _("Riepilogo")), ("document_versions", _("Versioni"))]
    if inside:
        shown.append(("document_story", _("Storia")))
    return [
        {
            "label": label,
            "url": reverse(f"community:{name}", args=[document.pk]),
            "active": name == active,
        }
        for name, label in shown
    ]


# The bytes ---------------------------------------------------------------------------------------


@require_safe
def download(request, pk):
    """The current version; a link to it always gives the one in force."""
    document = queries.document_to_open(pk, request.actor)
    if document.file.current is None:
        raise Http404
    return _sent(request, document, document.file.current)


@require_safe
def download_version(request, pk, major, minor):
    """Exactly this version, whatever came after."""
    document = queries.document_to_open(pk, request.actor)
    return _sent(request, document, find_version(request, document, major, minor))


@require_safe
def preview(request, pk, major, minor, page):
    document = queries.document_to_open(pk, request.actor)
    return serving.send_preview(request, find_version(request, document, major, minor), page)


def _sent(request, document: Document, version):
    answer = serving.send_version(request, version)
    if request.method == "GET" and answer.status_code == 200:
        actions.count_download(document=document)
    return answer


def find_version(request, document: Document, major: int, minor: int):
    """An exact version: one still in scansione is seen by who may change the document."""
    inside = request.actor.can(CHANGE, document)
    found = versions_of(document.file, is_insider=inside)
    return get_object_or_404(found, major=major, minor=minor)


# What is said of it ------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def describe(request, pk):
    """The data of the document; another kind asks for others (`?kind=`)."""
    document = _to_change(request, pk)
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    kind = asked if asked in FileKind.values else document.file.kind
    form = DocumentForm(request.POST or None, document=document, kind=kind)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        actions.describe_document(
            document=document, title=clean["title"], kind=clean["kind"], name=clean["name"],
            description=clean["description"], data=form.data_of_document,
            actor=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Dati del documento salvati."))
        return redirect(document)
    return _form_page(
        request,
        document,
        form,
        _("Modifica i dati"),
        _("Salva"),
        "community/documents/describe.html",
    )


@require_http_methods(["GET", "POST"])
def change_level(request, pk):
    document = _to_change(request, pk)
    form = LevelForm(
        request.POST or None, actor=request.actor, was=document.file.scope,
        limit=document.folder.scope,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        actions.change_document_scope(
            document=document,
            scope=form.cleaned_data["scope"],
            is_widening_confirmed=True,  # the field refuses a wider level without its tick
            actor=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("Livello di condivisione salvato."))
        return redirect(document)
    return _form_page(request, document, form, _("Chi lo vede?"), _("Cambia il livello"))


@require_http_methods(["GET", "POST"])
def change_validity(request, pk):
    """«Vigente», «in consultazione», «superato da»."""
    document = _to_change(request, pk)
    candidates = queries.successors_for(document, request.actor)
    form = ValidityForm(request.POST or None, document=document, candidates=candidates)
    if request.method == "POST" and form.is_valid():
        actions.change_validity(
            document=document, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Validità salvata."))
        return redirect(document)
    return _form_page(request, document, form, _("Cambia la validità"), _("Salva"))


@require_POST
def star(request, pk):
    document = queries.document_to_open(pk, request.actor)
    actions.set_star(
        document=document, on="togli" not in request.POST, actor=request.actor, now=timezone.now()
    )
    return redirect(document)


@require_POST
def restore(request, pk):
    document = queries.document_to_restore(pk, request.actor)
    actions.restore_document(document=document, actor=request.actor, now=timezone.now())
    messages.success(request, _("«%(title)s» ripristinato.") % {"title": document})
    return redirect(document)


def _to_change(request, pk: int) -> Document:
    document = queries.document_to_open(pk, request.actor)
    request.actor.require(CHANGE, document)
    return document


def _form_page(
    request, document: Document, form, title: str, submit: str, template="ui/page_form.html"
):
    crumbs = queries.breadcrumb(document.folder, request.actor)
    rest = ((document.file.title, document.get_absolute_url()), (title, ""))
    return render(
        request,
        template,
        {
            "title": title, "document": document, "form": form, "submit_label": submit,
            "lead": document.file.title, "cancel_url": document.get_absolute_url(),
            "crumbs": showing.crumbs(crumbs, *rest),
        },
        status=422 if form.errors else 200,
    )  # fmt: skip
