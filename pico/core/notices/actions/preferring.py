"""How a person wants to hear."""

from datetime import datetime, time

from django.db import transaction
from django.db.models import Q
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
    """Keep the pace per level and per room or kind (empty: as its level), and the quiet hours.

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
    # In the order in which they are read when somebody is told: the nearest choice comes last.
    for level, cadence in DEFAULT_CADENCE.items():
        waiting.filter(level=level).update(cadence=cadence)
    for one in Preference.objects.filter(person=person_id).order_by("kind"):
        about = Q(kind=one.kind) | Q(kind__startswith=f"{one.kind}.")
        waiting.filter(about if one.kind else Q(level=one.level)).update(cadence=one.cadence)


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
