"""Answers that come by e-mail."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.http import Http404
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.core.foundation.rich_text import from_plain
from pico.core.mail_in.addresses import address_for
from pico.core.mail_in.reading import Incoming

from ..actions.posts import write_post
from ..models import Discussion
from ..permissions import CommunityPermission
from ..queries import forum as queries

PURPOSE = "forum"


def reply_address(notice) -> str:
    """Where the mail of a notice about a discussion is answered; nothing for other objects."""
    if notice.subject_type != Discussion._meta.label_lower or not notice.subject_id.isdigit():
        return ""
    return address_for(PURPOSE, object_id=int(notice.subject_id), person_id=notice.person_id)


def take_answer(*, actors: list[Actor], object_id: int, incoming: Incoming, now: datetime) -> None:
    """Write what came by e-mail as an answer, for the ente for which the person may.

    Refuses what the page refuses, with the sentences of the page; files as the page takes them.
    """
    actor, discussion = _place(actors, object_id)
    files = [ContentFile(one.content, name=one.name) for one in incoming.attachments]
    write_post(
        discussion=discussion, text=from_plain(incoming.text), files=files, is_by_mail=True,
        actor=actor, now=now,
    )  # fmt: skip


def _place(actors: list[Actor], pk: int) -> tuple[Actor, Discussion]:
    found = None
    for actor in actors:
        try:
            discussion = queries.discussion(pk, actor)
        except Http404:
            continue
        if actor.can(CommunityPermission.ANSWER, discussion):
            return actor, discussion
        found = found or (actor, discussion)
    if found is None:
        raise Refusal(
            _("La discussione non c'è più, o non puoi più leggerla."), code="not_readable"
        )
    return found
