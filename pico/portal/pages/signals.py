"""Follow what is published, moved and taken away."""

from django.utils import timezone
from wagtail.signals import page_published, page_unpublished, post_page_move

from .actions.placements import find, place, withdraw
from .models import ContentPage


def connect() -> None:
    common = {"weak": False}
    page_published.connect(_published, dispatch_uid="pico.pages.published", **common)
    page_unpublished.connect(_unpublished, dispatch_uid="pico.pages.unpublished", **common)
    post_page_move.connect(_moved, dispatch_uid="pico.pages.moved", **common)


def _published(instance, **_kwargs) -> None:
    if isinstance(instance, ContentPage):
        place(page=instance, now=timezone.now())
        find(page=instance, now=timezone.now())


def _unpublished(instance, **_kwargs) -> None:
    if isinstance(instance, ContentPage):
        withdraw(page=instance)
        find(page=instance, now=timezone.now())


def _moved(instance, **_kwargs) -> None:
    if isinstance(instance, ContentPage) and instance.live:
        place(page=instance, now=timezone.now())
        find(page=instance, now=timezone.now())
