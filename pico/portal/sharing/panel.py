"""«Condividi con» beside the fields of a content: the same form, words and rules as on its own page."""

from django import forms
from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import ObjectList, Panel, TabbedInterface

from pico.core.foundation.errors import Refusal
from pico.portal.pages.models import ContentPage
from pico.portal.sites.hand import in_hand

from . import actions
from .actions.sharing import refuse_unshareable
from .forms import ShareForm
from .models import Sharing
from .permissions import SharingPermission
from .terms import Reach

PREFIX = "condividi"


class SharePanel(Panel):
    """With whom the content is shared, for who may share from this site."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "sharing/panel.html"

        def is_shown(self) -> bool:
            return self.form is not None and getattr(self.form, "share_form", None) is not None

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return context | {"share_form": self.form.share_form, "page": self.instance}


def known(page: ContentPage) -> dict:
    """How far a content reaches today, as the form asks it."""
    sharing = Sharing.objects.filter(page=page.pk).first() if page.pk else None
    if sharing is None:
        return {"reach": Reach.SITE, "spaces": []}
    return {"reach": sharing.reach, "spaces": list(sharing.spaces.all())}


def offer(form: WagtailAdminPageForm) -> None:
    """Give the form of a content that of its sharing, if who edits may share from here."""
    form.share_form, held = None, in_hand()
    if not isinstance(form.instance, ContentPage) or held is None or held.actor is None:
        return
    space = held.site.space
    if not held.actor.can(SharingPermission.SHARE, space):
        return
    is_sent = form.is_bound and f"{PREFIX}-reach" in form.data
    form.share_form = ShareForm(
        form.data if is_sent else None, prefix=PREFIX, initial=known(form.instance), space=space
    )


def check(form: WagtailAdminPageForm) -> None:
    """Refuse what the action would refuse, with its sentence, before anything is saved."""
    sharing = getattr(form, "share_form", None)
    if sharing is None or not sharing.is_bound or form.is_deferred_validation:
        return
    if sharing.is_valid():
        scope = form.cleaned_data.get("scope") or form.instance.scope
        try:
            refuse_unshareable(scope=scope, space=in_hand().site.space, **sharing.cleaned_data)
        except Refusal as refused:
            sharing.add_error(
                "spaces" if refused.code == "no_province" else "reach", refused.message
            )
    for sentences in sharing.errors.values():
        form.add_error(None, forms.ValidationError(list(sentences)))


def keep(request, page) -> None:
    """Share as the form says. What is online follows who presses a button, not who is still typing."""
    held = in_hand()
    if held is None or not isinstance(page, ContentPage) or f"{PREFIX}-reach" not in request.POST:
        return
    is_autosave = "application/json" in request.headers.get("Accept", "")
    if (page.live and is_autosave) or not held.actor.can(SharingPermission.SHARE, held.site.space):
        return
    form = ShareForm(request.POST, prefix=PREFIX, space=held.site.space)
    if not form.is_valid():
        return
    before, wanted = known(page), form.cleaned_data
    chosen = {one.pk for one in wanted["spaces"]} if wanted["reach"] == Reach.PROVINCES else set()
    if (before["reach"], {one.pk for one in before["spaces"]}) == (wanted["reach"], chosen):
        return
    try:
        actions.share(page=page, actor=held.actor, now=timezone.now(), **wanted)
    except Refusal as refused:  # a draft may still be incomplete
        if not is_autosave:
            messages.warning(request, refused.message)


def teach() -> None:
    """Put the panel in the tab «Pubblicazione» of every content, and its form in that of the page."""
    for model in ContentPage.__subclasses__():
        handler = model.edit_handler
        tab = handler.children[-1] if isinstance(handler, TabbedInterface) else None
        if isinstance(tab, ObjectList):
            scope, *others = tab.children  # after «Chi lo vede?», on which it depends
            tab.children = [scope, SharePanel(heading=_("Condividi con")), *others]
    init, clean = WagtailAdminPageForm.__init__, WagtailAdminPageForm.clean

    def init_all(self, *args, **kwargs):
        init(self, *args, **kwargs)
        offer(self)

    def clean_all(self):
        cleaned = clean(self)
        check(self)
        return cleaned

    WagtailAdminPageForm.__init__ = init_all
    WagtailAdminPageForm.clean = clean_all
