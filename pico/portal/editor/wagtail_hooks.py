"""What Wagtail's editor shows and refuses in this house."""

from django.http import Http404
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem
from wagtail.admin.menu import MenuItem

from pico.portal.sites.hand import in_hand

from .approvals import is_approved
from .documents import may_have
from .models import asked_by

# What stays of Wagtail's main menu; the rest does not serve here, or speaks of all sites.
KEPT = {"images", "documents"}
LABELS = {
    "action-unpublish": _("Archivia"),
    "action-save-draft": _("Salva la bozza"),
    "action-restart-workflow": _("Rimanda in revisione"),
    "action-cancel-workflow": _("Ritira dalla revisione"),
    "approve": _("Approva"),  # Wagtail says that it publishes too
}

OWN_REVIEW = _(
    "Hai mandato tu questa pagina in revisione: la approva un altro amministratore, "
    "oppure ritirala dalla revisione."
)


@hooks.register("construct_main_menu")
def short_menu(request, menu_items):
    """The tree of the pages, the media, and the way back to the office and to the site."""
    held = in_hand()
    menu_items[:] = [item for item in menu_items if item.name in KEPT]
    if held is None:
        return
    tree = reverse("wagtailadmin_explore", args=[held.site.site.root_page_id])
    menu_items += [
        MenuItem(_("Redazione"), reverse("editor:home"), name="office", icon_name="home", order=1),
        MenuItem(_("Pagine"), tree, name="pages", icon_name="folder-open-inverse", order=2),
        MenuItem(
            _("Archivio"),
            reverse("editor:list", args=["archivio"]),
            name="archive",
            icon_name="history",
            order=900,
        ),
        MenuItem(
            _("Torna al sito"),
            reverse("portal:home"),
            name="site",
            icon_name="arrow-left",
            order=1000,
        ),
    ]


class Approved(ActionMenuItem):
    """To the page where an approved version is published, or sent back."""

    name = "action-approved"
    label = _("Versione approvata: pubblica o rimanda")
    icon_name = "check"

    def is_shown(self, context):
        return context["view"] == "edit" and is_approved(context["page"])

    def get_url(self, parent_context):
        return reverse("editor:story", args=[parent_context["page"].pk])


@hooks.register("register_page_action_menu_item")
def approved_version():
    return Approved(order=10)


class Submit(SubmitForModerationMenuItem):
    """Wagtail's own, that would name the review instead of the step."""

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {"label": _("Manda in revisione")}


@hooks.register("construct_page_action_menu")
def words_of_the_office(menu_items, request, context):
    """The steps in the words of the office; a review is ended by deciding, not by publishing past it."""
    page = context.get("page")
    if page is not None and page.pk and page.workflow_in_progress:
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]
    menu_items[:] = [
        Submit(order=item.order) if item.name == Submit.name else item for item in menu_items
    ]
    for item in menu_items:
        if isinstance(item, ActionMenuItem) and item.name in LABELS:
            item.label = LABELS[item.name]


@hooks.register("before_publish_page")
def nobody_approves_his_own(request, page):
    """Publishing past one's own review would be approving it."""
    if _is_own_review(page, request.user):
        messages.error(request, OWN_REVIEW)
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_bulk_action")
def nobody_approves_his_own_in_bulk(request, action_type, objects, action):
    """The same for many pages at once."""
    if action_type == "publish" and any(_is_own_review(page, request.user) for page in objects):
        messages.error(request, OWN_REVIEW)
        return redirect("editor:home")
    return None


def _is_own_review(page, user) -> bool:
    return page.workflow_in_progress and asked_by(page, user)


@hooks.register("before_serve_document")
def only_to_readers(document, request):
    """A document is given where a page that the person may read points to it, and to its editors."""
    if not may_have(document, request.actor):
        raise Http404
    return


@hooks.register("insert_global_admin_css")
def look():
    return format_html('<link rel="stylesheet" href="{}">', static("editor/editor.css"))


@hooks.register("insert_global_admin_js")
def script():
    return format_html('<script src="{}"></script>', static("editor/editor.js"))
