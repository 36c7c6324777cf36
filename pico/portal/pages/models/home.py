"""The home page of a site."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from ..fields import BlocksField
from ..showcase import SHOWCASE
from ..videos import let_frames_in
from .placeholders import PageForm, refuse_placeholders


class HomePage(Page):
    """The first page of a site: blocks in the order of PORTALE.md §5, each editor may change them."""

    body = BlocksField(SHOWCASE, verbose_name=_("sezioni"), blank=True)

    template = "pages/home.html"
    base_form_class = PageForm
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = None
    content_panels = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("Home")
        verbose_name_plural = _("Home")

    def save(self, *args, **kwargs) -> None:
        if self.live and kwargs.get("clean", True):
            refuse_placeholders(self)
        super().save(*args, **kwargs)

    def serve(self, request, *args, **kwargs):
        return let_frames_in(super().serve(request, *args, **kwargs), self.body)
