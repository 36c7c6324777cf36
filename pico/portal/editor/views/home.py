"""«Redazione»: what to do, what waits, what happened."""

from dataclasses import dataclass, field

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.models import Page

from pico.core.ui.formats import date_it
from pico.core.ui.templatetags.ui import url_or_nothing
from pico.portal.freshness import queries as freshness
from pico.portal.sites.doors import for_editors
from pico.portal.sites.permissions import SitePermission
from pico.portal.sites.publishing import may_publish

from .. import queries
from ..rows import Row, rows
from ..terms import MAIN_TASKS, TASKS
from ..trail import TOLD

# Other rooms add to this page without being known here (wagtail.hooks): a function that takes the
# request and the list, and appends a Section, or a Place.
SECTIONS_HOOK = "pico_editor_sections"
PLACES_HOOK = "pico_editor_places"


# Where the office goes on; a room that is not installed has no link.
ROOMS = (
    (gettext_lazy("Contenuti ricevuti"), "sharing:received", "inbox"),
    (gettext_lazy("I nostri contenuti condivisi"), "sharing:own", "share"),
    (gettext_lazy("Reindirizzamenti"), "redirects:list", "exchange-circle"),
    (gettext_lazy("Newsletter"), "newsletter:desk", "mail"),
    (gettext_lazy("Bollettini"), "bulletins:desk", "files"),
    (gettext_lazy("Collegamenti rotti"), "freshness:links", "link"),
    (gettext_lazy("Fonti di notizie"), "harvest:list", "rss"),
    (gettext_lazy("Traduzioni"), "languages:list", "flag"),
    (gettext_lazy("Numeri del sito"), "feedback:sheet", "chart-line"),
)


@dataclass(frozen=True, slots=True)
class Task:
    """A button: what one does, and where."""

    label: str
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """A block of the page: some rows, how many there are, where all of them are."""

    key: str
    title: str
    rows: list[Row] = field(default_factory=list)
    count: int = 0
    url: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A link to another page of the office."""

    label: str
    url: str
    icon: str = "arrow-right"


@for_editors
def home(request):
    """The first page of who writes."""
    tasks = creation_tasks(request.site_of_space)
    context = {
        "main_tasks": tasks[:MAIN_TASKS],
        "other_tasks": tasks[MAIN_TASKS:],
        "sections": sections(request),
        "places": places(request),
        "changes": recent(request),
        "publishes": may_publish(request.actor, request.space),
    }
    return render(request, "editor/home.html", context)


def creation_tasks(site) -> list[Task]:
    """What may be written here, each on the first shelf that takes it."""
    shelves = queries.shelves(site)
    kinds = list(TASKS)
    found = []
    for model in sorted(queries.content_types(), key=lambda one: kinds.index(one.KIND)):
        shelf = _shelf_for(model, shelves)
        if shelf:
            label, icon = TASKS[model.KIND]
            names = (model._meta.app_label, model._meta.model_name, shelf.pk)
            url = reverse("wagtailadmin_pages:add", args=names)
            found.append(Task(str(label), icon, url))
    return found


def _shelf_for(model, shelves: list[Page]) -> Page | None:
    """The index that lists this kind, else the first place that takes it."""
    taking = [shelf for shelf in shelves if model in shelf.creatable_subpage_models()]
    own = (shelf for shelf in taking if getattr(shelf, "lists", "") == model.KIND)
    return next(own, None) or next(iter(taking), None)


def sections(request) -> list[Section]:
    """What waits: for me, for who approves, for its hour, for a look after some months."""
    site = request.site_of_space
    drafts = queries.drafts(site, request.actor.person_id)
    found = [
        _section("bozze", _("Le mie bozze"), drafts, _("Nessuna bozza: ciò che scrivi è qui.")),
        _section(
            "da-approvare",
            _("Da approvare")
            if request.actor.can(SitePermission.APPROVE, request.space)
            else _("In revisione"),
            queries.to_approve(site),
            _("Nulla aspetta una revisione."),
        ),
        _section(
            "approvate",
            _("Approvate, da pubblicare"),
            queries.to_publish(site),
            _("Nulla di approvato aspetta di essere pubblicato."),
        ),
        _section(
            "programmate",
            _("Programmate"),
            queries.scheduled(site),
            _("Nessuna pagina va in linea da sola."),
        ),
    ]
    found.append(_to_review(request.space))
    for add in hooks.get_hooks(SECTIONS_HOOK):
        add(request, found)
    return found


def _to_review(space) -> Section:
    """What is to be read again: kept by the room that follows the freshness of pages."""
    due = freshness.to_review(space, timezone.localdate())
    shown = [
        Row(
            title=care.page.title,
            url=reverse("freshness:care", args=[care.pk]),
            why=_("entro il %(day)s") % {"day": date_it(care.review_on)},
        )
        for care in due[: queries.SHOWN]
    ]
    url = reverse("freshness:list")
    return Section(
        "da-rivedere", _("Da rivedere"), shown, due.count(), url, _("Tutto è stato riletto.")
    )


def _section(key: str, title: str, pages, empty: str) -> Section:
    count = pages.count()
    shown = rows(pages[: queries.SHOWN]) if count else []
    return Section(key, title, shown, count, reverse("editor:list", args=[key]), empty)


def places(request) -> list[Place]:
    """The other pages of the office."""
    home = request.site_of_space.site.root_page_id
    found = [
        Place(_("Tutte le pagine"), reverse("wagtailadmin_explore", args=[home]), "list"),
        Place(_("Immagini"), reverse("wagtailimages:index"), "camera"),
        Place(_("Documenti"), reverse("wagtaildocs:index"), "file"),
        Place(_("Archivio"), reverse("editor:list", args=["archivio"]), "box"),
    ]
    for label, name, icon in ROOMS:
        url = url_or_nothing(name)
        if url:
            found.append(Place(str(label), url, icon))
    for add in hooks.get_hooks(PLACES_HOOK):
        add(request, found)
    return found


def recent(request) -> list[dict]:
    """The last milestones of the site, in the words of the trail."""
    lines = queries.changes(request.site_of_space).filter(action__in=TOLD)
    lines = lines.exclude(action="wagtail.create")  # drafts have their own list
    return [
        {
            "at": line.timestamp,
            "title": TOLD[line.action][1](line),
            "who": str(line.user) if line.user_id else "Pi.Co.",
            "url": reverse("editor:story", args=[line.page_id]),
        }
        for line in lines[: queries.SHOWN]
    ]
