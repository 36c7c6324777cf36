"""What is half written of a request, with its attachments: kept, thrown away, forgotten after some days."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.files.actions import put_away_files, upload_file
from pico.core.files.models import StoredFile
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel
from pico.core.ui.formats import date_it

from ..models import RequestDraft
from ..permissions import HelpdeskPermission
from ..queries import drafts as queries
from ..queries.service_levels import common_level
from ..terms import DRAFT_WARNED_BEFORE, MODULE, TICKET_FILES
from .threads import check_file, refuse_more_files

EXPIRING = "helpdesk.draft"


@transaction.atomic
def keep_draft(*, data: dict, actor: Actor, now: datetime) -> RequestDraft:
    """Keep what a person has written of a request so far: one's own affair, no trail."""
    draft, _is_new = RequestDraft.objects.update_or_create(
        person_id=actor.person_id, defaults={"data": data, "saved_at": now, "warned_at": None}
    )
    return draft


def keep_files(*, data: dict, files: Iterable, actor: Actor, now: datetime) -> dict:
    """Store what comes with a draft, for its person alone; return the draft's data with it.

    Refuses more than ten, wrong kinds, files beyond 20 MB; those before the refused one are kept.
    """
    actor.require(HelpdeskPermission.OPEN)
    kept = list(data.get("files", ()))
    try:
        for one in files:
            check_file(one)
            if len(kept) >= TICKET_FILES:
                refuse_more_files()
            stored = upload_file(
                content=one, name=one.name, scope=scopes.person(actor.person_id or 0),
                module=MODULE, actor=actor, now=now,
            )  # fmt: skip
            kept.append(stored.pk)
    finally:
        data["files"] = kept
        keep_draft(data=data, actor=actor, now=now)
    return data


@transaction.atomic
def drop_file(*, pk: int, actor: Actor, now: datetime) -> RequestDraft:
    """Take an attachment off a draft. Refuses what is not there."""
    draft = queries.draft_of(actor)
    if draft is None or pk not in draft.data.get("files", ()):
        raise Refusal(_("Questo allegato non c'è più."), code="no_such_file")
    put_away_files(files=queries.files_of(draft).filter(pk=pk), person_id=None, now=now)
    draft.data["files"] = [one for one in draft.data["files"] if one != pk]
    return keep_draft(data=draft.data, actor=actor, now=now)


@transaction.atomic
def drop_draft(*, actor: Actor, now: datetime) -> None:
    """Throw a draft away with its attachments."""
    if draft := queries.draft_of(actor):
        _drop(draft, now)


def _drop(draft: RequestDraft, now: datetime) -> None:
    put_away_files(
        files=StoredFile.objects.filter(pk__in=queries.files_of(draft).values("pk")),
        person_id=None, now=now,
    )  # fmt: skip
    draft.delete()


def forget_drafts(*, now: datetime) -> int:
    """Delete the drafts that nobody touched for so many days; tell their persons some days before.

    The days are the supervisor's. Run twice, nobody is told twice. Returns how many are gone.
    """
    stay = timedelta(days=common_level().draft_days)
    for draft in queries.untouched_since(now - stay + DRAFT_WARNED_BEFORE).filter(warned_at=None):
        _warn(draft, draft.saved_at + stay, now)
    gone = 0
    for draft in queries.untouched_since(now - stay).filter(
        warned_at__lte=now - DRAFT_WARNED_BEFORE
    ):
        gone += _forget(draft, now)
    return gone


@transaction.atomic
def _warn(draft: RequestDraft, until: datetime, now: datetime) -> None:
    fresh = RequestDraft.objects.filter(pk=draft.pk, warned_at=None, saved_at=draft.saved_at)
    if not fresh.update(warned_at=now):
        return
    day = timezone.localdate(max(until, now + DRAFT_WARNED_BEFORE))
    notify(
        people=[draft.person_id], kind=EXPIRING, level=NoticeLevel.CONCERNS, subject=draft, now=now,
        title=_("La tua richiesta non ancora inviata si cancella il %(day)s")
        % {"day": date_it(day)},
        body=_("Riprendila o inviala: quando la tocchi, i giorni ricominciano."),
        url=reverse("helpdesk:ask"),
    )  # fmt: skip


@transaction.atomic
def _forget(draft: RequestDraft, now: datetime) -> bool:
    """Delete one, unless its person has just taken it up again."""
    fresh = (
        RequestDraft.objects.select_for_update()
        .filter(pk=draft.pk, saved_at=draft.saved_at)
        .first()
    )
    if fresh is None:
        return False
    _drop(fresh, now)
    return True
