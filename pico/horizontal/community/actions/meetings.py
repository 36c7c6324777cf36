"""Every change of a network's calendar."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation import rich_text
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel

from ..models import Document, Meeting, Network
from ..permissions import CommunityPermission
from ..terms import MeetingMode
from .networks import members

ANIMATE = CommunityPermission.ANIMATE_NETWORK


@transaction.atomic
def set_meeting(
    *,
    network: Network,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    actor: Actor,
    now: datetime,
    meeting: Meeting | None = None,
    mode: str = MeetingMode.ONLINE,
    where: str = "",
    agenda: str = "",
    decisions: str = "",
    minutes: Document | None = None,
) -> Meeting:
    """Put a date in the calendar of a network, or change it; a new or moved date is told to members.

    Refuses an end that does not follow the start, and a network that is closed.
    """
    actor.require(ANIMATE, network)
    if not network.is_open:
        raise Refusal(_("La rete è chiusa o sospesa: il calendario non cambia."), code="closed")
    if ends_at <= starts_at:
        raise Refusal(_("La fine viene prima dell'inizio: controlla gli orari."), code="bad_times")
    is_new = meeting is None
    meeting = meeting or Meeting(network=network)
    is_moved = is_new or meeting.starts_at != starts_at
    wanted = {
        "title": title.strip(), "starts_at": starts_at, "ends_at": ends_at, "mode": mode,
        "where": where.strip(), "agenda": rich_text.clean(agenda), "decisions": rich_text.clean(decisions),
        "minutes": minutes, "changed_at": now,
    }  # fmt: skip
    for key, value in wanted.items():
        setattr(meeting, key, value)
    meeting.save()
    local = timezone.localtime(starts_at)
    said = _("Incontro «%(title)s» il %(day)s.") % {"title": meeting, "day": f"{local:%d/%m/%Y}"}
    _record(meeting, "set", said, actor, now)
    if is_moved and starts_at > now:
        _tell(meeting, said, actor, now)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, actor: Actor, now: datetime) -> Meeting:
    """Call a meeting off: it stays in the calendar, struck through, and members are told."""
    actor.require(ANIMATE, meeting.network)
    if meeting.is_cancelled:
        return meeting
    meeting.is_cancelled, meeting.changed_at = True, now
    meeting.save(update_fields=["is_cancelled", "changed_at"])
    said = _("Incontro «%(title)s» annullato.") % {"title": meeting}
    _record(meeting, "cancelled", said, actor, now)
    _tell(meeting, said, actor, now)
    return meeting


def _record(meeting: Meeting, what: str, sentence: str, actor: Actor, now: datetime) -> None:
    trail.record(
        f"community.meeting.{what}", sentence, subject=meeting.network, actor=actor, now=now
    )
    announce(f"community.meeting.{what}", subject=meeting, actor=actor)


def _tell(meeting: Meeting, sentence: str, actor: Actor, now: datetime) -> None:
    notify(
        people=[pk for pk in members(meeting.network) if pk != actor.person_id],
        kind="community.network.meeting",
        level=NoticeLevel.CONCERNS,
        title=_("%(name)s: %(said)s") % {"name": meeting.network, "said": sentence},
        body=rich_text.excerpt(meeting.agenda, 300),
        url=f"{meeting.network.get_absolute_url()}incontri/",
        subject=meeting,
        now=now,
    )
