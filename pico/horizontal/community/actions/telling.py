"""What persons are told of documents and networks."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel

from ..models import Document
from ..queries import documents as queries
from ..terms import EXPIRY_NOTICE


def tell_followers(*, document_id: int, kind: str, but: int | None, now: datetime) -> None:
    """Tell who keeps a document at hand that it has a new version, or a successor."""
    document = Document.objects.filter(pk=document_id).select_related("file", "folder").first()
    if document is None or document.file.is_trashed:
        return
    sentence = {
        "community.document.version_added": _("Nuova versione di «%(title)s»"),
        "community.document.superseded": _("«%(title)s» è superato"),
    }[kind]
    notify(
        people=queries.followers(document).exclude(pk=but),
        kind=kind,
        level=NoticeLevel.INTEREST,
        title=sentence % {"title": document.file.title},
        url=document.get_absolute_url(),
        subject=document,
        reserved=document.file.is_reserved,
        now=now,
    )


def tell_expiring(*, now: datetime) -> None:
    """Tell the authors of documents whose validity ends in thirty days, or ended yesterday."""
    today = timezone.localdate(now)
    for day in (today + EXPIRY_NOTICE, today):
        for document in queries.expiring_on(day):
            notify(
                people=[document.file.author_id],
                kind="community.document.expiring",
                level=NoticeLevel.CONCERNS,
                title=_("«%(title)s» è valido fino al %(day)s")
                % {"title": document.file.title, "day": f"{day:%d/%m/%Y}"},
                body=_("Aggiorna il documento, o indica quello che lo sostituisce."),
                url=document.get_absolute_url(),
                subject=document,
                reserved=document.file.is_reserved,
                now=now,
            )
