"""Pages that list what stands under them, and what other sites share."""

from django.db import models
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from ..terms import ContentKind
from .placeholders import PageForm, refuse_placeholders
from .topics import Topic


class IndexPage(Page):
    """A list of one kind of content («Novità», «Eventi», «Servizi»…), with filters in the address.

    The index of topics also answers at `/<slug of a topic>/`, whether or not an editor wrote its page.
    """

    lists = models.CharField(_("elenca"), max_length=10, choices=ContentKind)
    introduction = models.TextField(_("introduzione"), blank=True, max_length=600)

    template = "pages/index.html"
    base_form_class = PageForm
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]
    content_panels = [*Page.content_panels, FieldPanel("lists"), FieldPanel("introduction")]

    class Meta:
        verbose_name = _("Elenco")
        verbose_name_plural = _("Elenchi")

    def save(self, *args, **kwargs) -> None:
        if self.live and kwargs.get("clean", True):
            refuse_placeholders(self)
        super().save(*args, **kwargs)

    def get_template(self, request, *args, **kwargs) -> str:
        return "pages/topics.html" if self.lists == ContentKind.TOPIC else self.template

    def route(self, request, path_components):
        """Let a topic answer under the index of topics also where nobody wrote its page."""
        try:
            return super().route(request, path_components)
        except Http404:
            if self.lists != ContentKind.TOPIC or not self.live or len(path_components) != 1:
                raise
            topic = (
                Topic.objects.exclude(hidden_in=request.space)
                .filter(slug=path_components[0])
                .first()
            )
            if topic is None:
                raise
            return RouteResult(self, kwargs={"topic": topic})

    def serve(self, request, *args, topic: Topic | None = None, **kwargs):
        if topic is None:
            return super().serve(request, *args, **kwargs)
        context = {**self.get_context(request), "topic": topic}
        return TemplateResponse(request, "pages/topic.html", context)
