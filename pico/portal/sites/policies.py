"""Whose hands reach what in the editor: rights count only in the space that is being edited.

Wagtail's groups say who may edit each site; these policies let through only the grants of the site in
hand, so that no list, chooser, report or bulk action of the editor can reach another one.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from wagtail.documents import get_document_model
from wagtail.documents.models import Document
from wagtail.images import get_image_model
from wagtail.images.models import Image
from wagtail.models import AbstractPage, Collection
from wagtail.permission_policies.collections import (
    CollectionManagementPermissionPolicy,
    CollectionOwnershipPermissionPolicy,
)
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from .models import SpaceSite

_in_hand: ContextVar[SpaceSite | None] = ContextVar("site_in_hand", default=None)


def site_in_hand() -> SpaceSite | None:
    return _in_hand.get()


@contextmanager
def editing(site: SpaceSite | None):
    """Hold the site that the editor's pages are about."""
    token = _in_hand.set(site)
    try:
        yield
    finally:
        _in_hand.reset(token)


class PagesInHand(PagePermissionPolicy):
    """The page rights of a person, in the site in hand."""

    def get_all_permissions_for_user(self, user):
        site = site_in_hand()
        grants = super().get_all_permissions_for_user(user)
        return grants.filter(page=site.site.root_page_id) if site else grants.none()


class _MediaInHand:
    def get_all_permissions_for_user(self, user):
        site = site_in_hand()
        grants = super().get_all_permissions_for_user(user)
        return grants.filter(collection=site.collection_id) if site else grants.none()


class MediaInHand(_MediaInHand, CollectionOwnershipPermissionPolicy):
    """The rights on pictures and documents, in the collection of the site in hand."""


class CollectionsInHand(_MediaInHand, CollectionManagementPermissionPolicy):
    """The rights on collections, in the site in hand."""


def register() -> None:
    """Put these policies in the place of Wagtail's."""
    policy_registry.register(AbstractPage, value=PagesInHand())
    policy_registry.register(Collection, value=CollectionsInHand(Collection))
    for model, granted_as in ((get_image_model(), Image), (get_document_model(), Document)):
        policy = MediaInHand(model, auth_model=granted_as, owner_field_name="uploaded_by_user")
        policy_registry.register(model, value=policy)
