"""Follow the pages that change their address; Wagtail's own follower knows nothing of spaces."""

from wagtail.signals import page_slug_changed, post_page_move

from pico.portal.sites.hand import out_of_hand

from .actions import follow_page


def connect() -> None:
    page_slug_changed.connect(_renamed, weak=False, dispatch_uid="pico.redirects.renamed")
    post_page_move.connect(_moved, weak=False, dispatch_uid="pico.redirects.moved")


def _renamed(instance, instance_before, **_kwargs) -> None:
    with out_of_hand():
        follow_page(page=instance, before=instance_before.url_path, after=instance.url_path)


def _moved(instance, url_path_before, url_path_after, **_kwargs) -> None:
    with out_of_hand():
        follow_page(page=instance, before=url_path_before, after=url_path_after)
