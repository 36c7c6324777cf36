"""The groups through which Wagtail knows the editors of a site."""

from collections.abc import Sequence

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from pico.core.enti.models import Space

from .models import SpaceSite
from .permissions import SitePermission
from .terms import APPROVER_RIGHTS, EDITOR_RIGHTS, MEDIA_RIGHTS


def may_edit(actor, space: Space) -> bool:
    return actor.can(SitePermission.EDIT, space)


def make_group(name: str, *, home: Page, collection: Collection, rights) -> Group:
    """Make a group that may do this under one home page and in one collection, nowhere else."""
    group = Group.objects.create(name=name)
    group.permissions.add(*_named([("wagtailadmin", "access_admin")]))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=home, permission=permission)
        for permission in _named([("wagtailcore", f"{right}_page") for right in rights])
    )
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=permission)
        for permission in _named(MEDIA_RIGHTS)
    )
    return group


def _named(names: Sequence[tuple[str, str]]) -> list[Permission]:
    """These permissions («app», «codename»), in this order; a KeyError when one is not there."""
    known = Permission.objects.filter(codename__in=[codename for _app, codename in names])
    found = {
        (one.content_type.app_label, one.codename): one
        for one in known.select_related("content_type")
    }
    return [found[name] for name in names]


def put_in_groups(person, actor, site: SpaceSite) -> None:
    """Let Wagtail's groups of this site say what the actor may do today: they are only a mirror.

    What counts at each request is the Actor (`may_edit`); the mirror serves Wagtail's own questions,
    such as who may approve.
    """
    wanted = {site.editors_id}
    if actor.can(SitePermission.APPROVE, site.space):
        wanted.add(site.approvers_id)
    ours = {site.editors_id, site.approvers_id}
    held = set(person.groups.filter(pk__in=ours).values_list("pk", flat=True))
    if held != wanted:
        person.groups.remove(*(held - wanted))
        person.groups.add(*(wanted - held))


def make_groups(space: Space, *, home: Page, collection: Collection) -> tuple[Group, Group]:
    """Make the two groups of a site: who writes, who approves."""
    common = {"home": home, "collection": collection}
    return (
        make_group(f"{space.pk} · redazione", rights=EDITOR_RIGHTS, **common),
        make_group(f"{space.pk} · approvazione", rights=APPROVER_RIGHTS, **common),
    )
