"""From the editors' pages to those of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from pico.portal.pages.models import ContentPage

from . import panel


@hooks.register("register_page_header_buttons")
def share_button(page, user, view_name, next_url=None):
    """Offer «Condividi o proponi» for the contents of a site."""
    if page.pk and isinstance(page.specific_deferred, ContentPage):
        address = reverse("sharing:share", args=[page.pk])
        yield Button(_("Condividi o proponi"), address, icon_name="upload", priority=25)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def share_as_the_form_says(request, page):
    panel.keep(request, page)
