"""Follow what is published for the first time, and what it leads to."""

from django.utils import timezone
from wagtail.signals import page_published

from pico.portal.pages.models import ContentPage

from .actions import take_care
from .linking import note_links


def connect() -> None:
    page_published.connect(_published, weak=False, dispatch_uid="pico.freshness.published")


def _published(instance, revision=None, **_kwargs) -> None:
    if isinstance(instance, ContentPage):
        person = getattr(revision, "user_id", None) or instance.owner_id
        take_care(page=instance, person_id=person, now=timezone.now())
        note_links(page=instance)
