"""The texts of the library: national, of one's SUA, those that tenders take."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from pico.core.access.actor import Actor

from ..models import LibraryText


def texts(actor: Actor) -> QuerySet[LibraryText]:
    """What the actor may read, with whether his SUA has a copy of it: national ones and its own."""
    copies = LibraryText.objects.filter(source=OuterRef("pk"), owner=actor.ente_id)
    rows = LibraryText.objects.visible_to(actor).select_related("owner", "source")
    return rows.annotate(is_adopted=Exists(copies)).order_by("kind", "title", "pk")


def text_for(pk: int, actor: Actor) -> LibraryText:
    """Return one; 404 for another SUA's copy."""
    found = texts(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def copy_of(text: LibraryText, actor: Actor) -> LibraryText | None:
    """The copy that the SUA acted for has of a national text."""
    return LibraryText.objects.filter(source=text.pk, owner=actor.ente_id).first()


def used_for(sua_id: int, kind: str) -> LibraryText | None:
    """The wording that the tenders of a SUA take for a text; None where the built-in one serves."""
    return LibraryText.objects.filter(owner=sua_id, fills=kind, is_used=True).first()
