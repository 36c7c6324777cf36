"""Lists of pages, the archive, the story, the check of one page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge
from pico.portal.sites.doors import for_editors
from pico.portal.sites.permissions import SitePermission
from pico.portal.sites.publishing import may_publish

from .. import actions, checks, queries
from ..approvals import approval_of
from ..states import meaning_of, newer_than_online, state_of
from ..terms import PageState
from ._finding import find_page

LISTS = {
    "bozze": gettext_lazy("Le mie bozze"),
    "da-approvare": gettext_lazy("In revisione"),
    "approvate": gettext_lazy("Approvate, da pubblicare"),
    "programmate": gettext_lazy("Programmate"),
    "archivio": gettext_lazy("Archivio"),
}


@for_editors
def page_list(request, which: str):
    """One of the lists of the office, whole."""
    if which not in LISTS:
        raise Http404
    return render_list(
        request,
        queryset=_pages(request, which),
        columns=_columns(which, may_publish(request.actor, request.space)),
        title=str(LISTS[which]),
        template="editor/list.html",
        context={"crumbs": _crumbs(LISTS[which]), "which": which},
        empty_title=_("Niente in questo elenco"),
        exports=(),
    )


def _pages(request, which: str):
    site = request.site_of_space
    if which == "bozze":
        return queries.drafts(site, request.actor.person_id)
    return {
        "da-approvare": queries.to_approve,
        "approvate": queries.to_publish,
        "programmate": queries.scheduled,
        "archivio": queries.archive,
    }[which](site)


def _columns(which: str, publishes: bool) -> tuple[Column, ...]:
    return (
        Column("titolo", _("Titolo"), "draft_title", sort="draft_title", link=_link(which)),
        Column("tipo", _("Tipo"), "page_type_display_name"),
        Column("stato", _("Stato"), _state),
        Column("modifica", _("Ultima modifica"), "latest_revision_created_at", kind="date"),
        Column("chi", _("Creata da"), lambda page: page.owner or ""),
    )


def _link(which: str):
    name = "editor:story" if which in ("archivio", "approvate") else "wagtailadmin_pages:edit"
    return lambda page: reverse(name, args=[page.pk])


def _state(page):
    state = state_of(page)
    return badge(PageState(state).label, meaning_of(state))


def _crumbs(title) -> list[tuple[str, str]]:
    return [(_("Redazione"), reverse("editor:home")), (str(title), "")]


@for_editors
def story(request, pk: int):
    """What was done to a page, by whom; and what may be done now."""
    page = find_page(request, pk)
    state = state_of(page)
    context = {
        "title": page.draft_title or page.title,
        "page": page,
        "state": PageState(state),
        "meaning": meaning_of(state),
        "crumbs": _crumbs(page.draft_title or page.title),
        "may_publish": may_publish(request.actor, request.space),
        "approval": approval_of(page),
        "newer": newer_than_online(page) if page.live else None,
        "may_approve": request.actor.can(SitePermission.APPROVE, request.space),
        "may_archive": page.live and page.pk != request.site_of_space.site.root_page_id,
        "may_restore": state == PageState.ARCHIVED,
    }
    return render(request, "editor/story.html", context)


@for_editors
@require_POST
def archive(request, pk: int):
    """Take a page off the site."""
    page = find_page(request, pk)
    actions.archive_page(page=page, actor=request.actor, now=timezone.now())
    messages.success(request, _("«%(title)s» è in archivio.") % {"title": page.title})
    return redirect("editor:story", pk=pk)


@for_editors
@require_POST
def restore(request, pk: int):
    """Bring an archived page back."""
    page = find_page(request, pk)
    actions.restore_page(page=page, actor=request.actor, now=timezone.now())
    messages.success(request, _("«%(title)s» è di nuovo in linea.") % {"title": page.title})
    return redirect("editor:story", pk=pk)


@for_editors
@require_POST
def publish(request, pk: int):
    """Put the approved version online."""
    page = find_page(request, pk)
    actions.publish_approved(page=page, actor=request.actor, now=timezone.now())
    page.refresh_from_db()
    words = (
        _("«%(title)s» è in linea.") if page.live else _("«%(title)s» andrà in linea alla sua ora.")
    )
    messages.success(request, words % {"title": page.title})
    return redirect("editor:story", pk=pk)


@for_editors
@require_POST
def send_back(request, pk: int):
    """Take the approval back, with the reason."""
    page = find_page(request, pk)
    reason = request.POST.get("reason", "")
    actions.send_back(page=page, reason=reason, actor=request.actor, now=timezone.now())
    messages.success(
        request, _("«%(title)s» è tornata a chi l'ha scritta.") % {"title": page.title}
    )
    return redirect("editor:story", pk=pk)


@for_editors
def check(request, pk: int):
    """The panel «Controlli» of a page as it was last saved."""
    page = find_page(request, pk)
    found = checks.findings(page.get_latest_revision_as_object())
    context = {"findings": found, "checked_at": timezone.now()}
    return render(request, "editor/_findings.html", context)


@for_editors
def leave(request):
    """Wagtail's own account page does not serve: the profile is the house's."""
    return redirect("people:profile")


@for_editors
def sign_out(request):
    """Leave as everywhere in the house: the same POST, at the house's door."""
    response = redirect("account_logout")
    response.status_code = 307
    return response
