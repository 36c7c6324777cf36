"""The gate of the editor: only the addresses of Wagtail that were examined exist, each with its objects.

What is not named here is 404: users, groups, sites, collections, reports, redirects, workflows, tags,
the admin API, privacy, aliases… A new version of Wagtail opens nothing by itself (w-roadmap#74, #95).
"""

from django.http import Http404
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState

ANY_PAGE = ("wagtailcore", "page")

# Examined one by one, with their parameters. The second half of each name is Wagtail's.
EXPLORER = {
    "wagtailadmin_explore_root",
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:add_subpage",
    "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:delete",
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:move_confirm",
    "wagtailadmin_pages:set_page_position",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:usage",
    "wagtailadmin_pages:lock",
    "wagtailadmin_pages:unlock",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:history_results",
    "wagtailadmin_pages:revisions_index",
    "wagtailadmin_pages:revisions_view",
    "wagtailadmin_pages:revisions_revert",
    "wagtailadmin_pages:revisions_unschedule",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:collect_workflow_action_data",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:workflow_preview",
    "wagtail_bulk_action",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
}
CHOOSERS = {
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_anchor_link",
    "wagtaildocs_chooser:choose",
    "wagtaildocs_chooser:choose_results",
    "wagtaildocs_chooser:chosen",
    "wagtaildocs_chooser:chosen_multiple",
    "wagtaildocs_chooser:create",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtailimages_chooser:chosen",
    "wagtailimages_chooser:chosen_multiple",
    "wagtailimages_chooser:create",
    "wagtailimages_chooser:select_format",
}
MEDIA = {
    "wagtailimages:index",
    "wagtailimages:index_results",
    "wagtailimages:add",
    "wagtailimages:edit",
    "wagtailimages:delete",
    "wagtailimages:image_usage",
    "wagtailimages:add_multiple",
    "wagtailimages:edit_multiple",
    "wagtailimages:delete_multiple",
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:delete_upload_multiple",
    "wagtaildocs:index",
    "wagtaildocs:index_results",
    "wagtaildocs:add",
    "wagtaildocs:edit",
    "wagtaildocs:delete",
    "wagtaildocs:document_usage",
    "wagtaildocs:add_multiple",
    "wagtaildocs:edit_multiple",
    "wagtaildocs:delete_multiple",
    "wagtaildocs:create_multiple_from_uploaded_document",
    "wagtaildocs:delete_upload_multiple",
}
FURNITURE = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_dismissibles"}
EXAMINED = EXPLORER | CHOOSERS | MEDIA | FURNITURE

PAGE_KEYS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
IMAGE_KEYS = ("image_id",)
DOCUMENT_KEYS = ("document_id", "doc_id")
MAY_START_AT_THE_ROOT = {"wagtailadmin_choose_page_child"}
# Deleting many pages at once says the titles of what it may not delete; tags are common to all sites.
BULK_ACTIONS = {"publish", "unpublish", "move", "delete"}


def pass_through(request, match, site) -> None:
    """Raise Http404 unless this address was examined and all that it names belongs to the site."""
    name = match.view_name
    if _is_of_the_house(match):
        return
    if name not in EXAMINED:
        raise Http404
    if site is None:
        return
    kwargs = match.kwargs
    _check_pages(name, kwargs, site)
    _check_media(get_image_model(), IMAGE_KEYS, kwargs, site)
    _check_media(get_document_model(), DOCUMENT_KEYS, kwargs, site)
    if "task_state_id" in kwargs:
        _check_task(kwargs)
    if name == "wagtail_bulk_action":
        _check_bulk(request, kwargs, site)


def _is_of_the_house(match) -> bool:
    """The rooms of the house answer for their own pages, written in the house."""
    view = getattr(match.func, "view_class", match.func)
    return bool(match.url_name) and view.__module__.startswith("pico.")


def _check_pages(name: str, kwargs, site) -> None:
    keys = [kwargs[key] for key in PAGE_KEYS if key in kwargs]
    if name == "wagtailadmin_pages:revisions_compare":
        keys.append(kwargs["pk"])
    if name == "wagtailadmin_editing_sessions:ping":
        if (kwargs["app_label"], kwargs["model_name"]) != ANY_PAGE:
            raise Http404
        keys.append(kwargs["object_id"])
    if not keys:
        return
    pages = Page.objects.filter(pk__in=[_number(key) for key in keys])
    if name not in MAY_START_AT_THE_ROOT:
        pages = pages.filter(path__startswith=site.site.root_page.path)
    if pages.count() != len(set(keys)):
        raise Http404


def _check_media(model, names, kwargs, site) -> None:
    for key in names:
        if key in kwargs:
            media = model.objects.filter(pk=kwargs[key], collection=site.collection_id)
            if not media.exists():
                raise Http404


def _check_task(kwargs) -> None:
    """A step of another page's review is not found through one's own page."""
    found = TaskState.objects.filter(
        pk=kwargs["task_state_id"], workflow_state__object_id=str(kwargs["page_id"])
    )
    if not found.exists():
        raise Http404


def _check_bulk(request, kwargs, site) -> None:
    if (kwargs["app_label"], kwargs["model_name"]) != ANY_PAGE:
        raise Http404
    if kwargs["action"] not in BULK_ACTIONS:
        raise Http404
    keys = {_number(key) for key in request.GET.getlist("id") if key != "all"}
    if "childOf" in request.GET:
        keys.add(_number(request.GET["childOf"]))
    elif "all" in request.GET.getlist("id"):
        raise Http404
    own = Page.objects.filter(pk__in=keys, path__startswith=site.site.root_page.path)
    if own.count() != len(keys):
        raise Http404


def _number(key) -> int:
    try:
        return int(key)
    except (TypeError, ValueError):
        raise Http404 from None
