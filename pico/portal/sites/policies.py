"""Whose hands reach what in the editor: rights count only in the space that is being edited.

Wagtail's groups say who may edit each site; these policies let through only the grants of the site in
hand, so that no list, chooser, report or bulk action of the editor can reach another one.
"""

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

from .hand import in_hand, site_in_hand
from .publishing import may_publish

PUBLISH = "publish_page"


class PagesInHand(PagePermissionPolicy):
    """The page rights of a person, in the site in hand."""

    def get_all_permissions_for_user(self, user):
        held = in_hand()
        grants = super().get_all_permissions_for_user(user)
        if held is None:
            return grants.none()
        grants = grants.filter(page=held.site.site.root_page_id)
        if may_publish(held.actor, held.site.space):
            return grants
        return grants.exclude(permission__codename=PUBLISH)


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
