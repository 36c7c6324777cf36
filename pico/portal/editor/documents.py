"""Who is given a document of a site: readers of a page that points to it, and its editors."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from pico.core.enti.models import Space
from pico.portal.pages.models import ContentPage
from pico.portal.sites.grants import may_edit


def may_have(document, actor) -> bool:
    """True when a published page that the actor may read refers to the document, or he edits its site."""
    return _is_read(document, actor) or _is_edited(document, actor)


def _is_read(document, actor) -> bool:
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(document),
        to_object_id=str(document.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    keys = [int(key) for key in references.values_list("object_id", flat=True)]
    live = set(Page.objects.filter(pk__in=keys, live=True).values_list("pk", flat=True))
    if not live:
        return False
    scopes = dict(ContentPage.objects.filter(pk__in=live).values_list("pk", "scope"))
    return any(key not in scopes or actor.may_read(scopes[key]) for key in live)


def _is_edited(document, actor) -> bool:
    if not actor.is_member:
        return False
    space = Space.objects.filter(site__collection=document.collection_id).first()
    return space is not None and may_edit(actor, space)
