"""How a person wants to hear."""

from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal
from pico.core.people.models import Person

from ..models import Notice, Preference, QuietHours
from ..permissions import NoticesPermission
from ..terms import DEFAULT_CADENCE, Cadence, NoticeLevel


@transaction.atomic
def change_preferences(
    *,
    levels: dict[str, str],
    kinds: dict[str, str],
    quiet: tuple[time, time] | None,
    actor,
    now: datetime,
) -> None:
    """Keep the pace per level and per kind (empty: as its level), and the quiet hours.

    What still waits to be mailed follows the new choice.
    """
    actor.require(NoticesPermission.READ)
    for level, cadence in levels.items():
        _set(actor.person_id, Cadence(cadence), level=NoticeLevel(level))
    for kind, cadence in kinds.items():
        if cadence:
            _set(actor.person_id, Cadence(cadence), kind=kind)
        else:
            Preference.objects.filter(person=actor.person_id, kind=kind).delete()
    if quiet is None:
        QuietHours.objects.filter(person=actor.person_id).delete()
    else:
        QuietHours.objects.update_or_create(
            person_id=actor.person_id, defaults={"starts": quiet[0], "ends": quiet[1]}
        )
    _follow(actor.person_id)


def _set(person_id: int, cadence: Cadence, *, level: str = "", kind: str = "") -> None:
    Preference.objects.update_or_create(
        person_id=person_id, level=level, kind=kind, defaults={"cadence": cadence}
    )


def _follow(person_id: int) -> None:
    waiting = Notice.objects.filter(person=person_id, mailed_at=None, mail_dropped="")
    chosen = Preference.objects.filter(person=person_id)
    named = [one.kind for one in chosen if one.kind]
    for one in chosen:
        if one.kind:
            waiting.filter(kind=one.kind).update(cadence=one.cadence)
        else:
            waiting.filter(level=one.level).exclude(kind__in=named).update(cadence=one.cadence)


@transaction.atomic
def stop_mail(*, person: Person, cadence: str, now: datetime) -> None:
    """Stop a digest, by the link in it: every level that was mailed at this pace is mailed no more.

    Refuses what is mailed at once: those mails wait for an act.
    """
    if cadence == Cadence.AT_ONCE:
        raise Refusal(
            _("Gli avvisi di ciò che tocca a te si regolano nelle preferenze."), code="not_a_digest"
        )
    chosen = {one.level: one.cadence for one in Preference.objects.filter(person=person, kind="")}
    for level in NoticeLevel:
        if chosen.get(level, DEFAULT_CADENCE[level]) == cadence:
            _set(person.pk, Cadence.NEVER, level=level)
    Preference.objects.filter(person=person, cadence=cadence).exclude(kind="").delete()
    _follow(person.pk)
