"""Follow what is published and withdrawn, after the register of the pages has followed it."""

from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from pico.portal.pages.models import ContentPage

from .actions import follow_source, lose_source, spread


def connect() -> None:
    common = {"weak": False}
    page_published.connect(_published, dispatch_uid="pico.sharing.published", **common)
    page_unpublished.connect(_unpublished, dispatch_uid="pico.sharing.unpublished", **common)


def _published(instance, **_kwargs) -> None:
    if isinstance(instance, ContentPage):
        spread(page=instance)
        follow_source(page=instance, now=timezone.now())


def _unpublished(instance, **_kwargs) -> None:
    if isinstance(instance, ContentPage):
        lose_source(page=instance, now=timezone.now())
