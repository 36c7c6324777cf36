"""Pages as they are published, withdrawn and moved: what stands in no list changes pages too."""

from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from pico.core.generations import actions

from .terms import SITES


def connect() -> None:
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_changed, weak=False, dispatch_uid="pico.cache.pages")


def _changed(sender, **_kwargs) -> None:
    actions.bump(SITES)
