"""Cards of best practices: proposed, validated by an expert, taken up by others, confirmed in time."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.queries import ente_by_key
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import close_task, notify, open_task
from pico.core.notices.terms import NoticeLevel

from ..models import Adoption, Practice, PracticeFile
from ..permissions import CommunityPermission
from ..queries import practices as queries
from ..terms import POST_FILES, PRACTICE_SHOWN, PRACTICE_YEARS, PracticeState
from .publishing import require_scope, store
from .texts import prepared

WAITING = "community.practice.waiting"
DECIDED = "community.practice.decided"
TO_CONFIRM = "community.practice.confirm"
UPI = "updi"


def _record(practice: Practice, event: str, sentence: str, actor: Actor, now, **data) -> None:
    trail.record(
        f"community.practice.{event}", sentence, subject=practice, actor=actor, now=now, **data
    )
    announce(f"community.practice.{event}", subject=practice, actor=actor)


@transaction.atomic
def write_practice(
    *, title: str, solution: str, scope: str, actor: Actor, now: datetime,
    files: Iterable = (), contact=None, **fields,
) -> Practice:  # fmt: skip
    """Write a card for the ente acted for: a draft. Refuses a level that is not the actor's."""
    actor.require(CommunityPermission.WRITE_PRACTICE)
    require_scope(scope=scope, actor=actor)
    practice = Practice.objects.create(
        owner_id=actor.ente_id, author_id=actor.person_id, scope=scope, title=title,
        solution=prepared(solution), contact_id=contact.pk if contact else actor.person_id,
        created_at=now, **fields,
    )  # fmt: skip
    _attach(practice, files, actor, now)
    trail.record(
        "community.practice.written", _("Scheda «%(title)s» scritta.") % {"title": title},
        subject=practice, actor=actor, now=now, reserved=True,
    )  # fmt: skip
    return practice


def _attach(practice: Practice, files: Iterable, actor: Actor, now: datetime) -> None:
    files = list(files)
    if practice.files.count() + len(files) > POST_FILES:
        raise Refusal(_("Gli allegati sono troppi: al massimo 10."), code="too_many_files")
    for one in files:
        PracticeFile.objects.create(
            practice=practice, file=store(content=one, actor=actor, now=now)
        )


@transaction.atomic
def change_practice(
    *, practice: Practice, solution: str, scope: str, actor: Actor, now: datetime,
    files: Iterable = (), is_widening_confirmed: bool = False, **fields,
) -> Practice:  # fmt: skip
    """Change a card; what was published stays so. Refuses others, and a wider level not confirmed."""
    actor.require(CommunityPermission.CHANGE_PRACTICE, practice)
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    was = practice.scope if practice.state in PRACTICE_SHOWN else ""
    require_scope(scope=scope, actor=actor, was=was, is_widening_confirmed=is_widening_confirmed)
    practice.solution, practice.scope = prepared(solution), scope
    for name, value in fields.items():
        setattr(practice, name, value)
    practice.save()
    _attach(practice, files, actor, now)
    _record(practice, "changed", _("Scheda modificata."), actor, now)
    return practice


@transaction.atomic
def propose_practice(*, practice: Practice, actor: Actor, now: datetime) -> Practice:
    """Send a card to the experts. Refuses others, and one that does not stand as a draft."""
    actor.require(CommunityPermission.CHANGE_PRACTICE, practice)
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    if practice.state not in (PracticeState.DRAFT, PracticeState.WITHDRAWN):
        raise Refusal(_("La scheda è già stata proposta."), code="proposed")
    practice.state, practice.reason = PracticeState.PROPOSED, ""
    practice.save(update_fields=["state", "reason"])
    open_task(
        subject=practice, kind=WAITING, ente=ente_by_key(UPI), role=Role.EXPERT,
        title=_("Buona pratica da validare: %(title)s") % {"title": practice.title},
        reason=_("Proposta da %(ente)s.") % {"ente": practice.owner},
        url=practice.get_absolute_url(), now=now,
    )  # fmt: skip
    _record(practice, "proposed", _("Scheda proposta."), actor, now)
    return practice


@transaction.atomic
def decide_practice(
    *, practice: Practice, is_valid: bool, actor: Actor, now: datetime, reason: str = ""
) -> Practice:
    """Publish a card that an expert validated, or send it back with the reason.

    Refuses who is no expert, who wrote it, what does not wait, and a no without reason.
    """
    if practice.state != PracticeState.PROPOSED:
        raise Refusal(_("La scheda non aspetta una decisione."), code="decided")
    actor.require(CommunityPermission.VALIDATE_PRACTICE, practice)
    if practice.author_id == actor.person_id:
        raise Refusal(_("È una tua scheda: la valida un altro esperto."), code="own_affair")
    if not (is_valid or reason.strip()):
        raise Refusal(_("Scrivi che cosa manca: l'autore lo leggerà."), code="no_reason")
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    practice.reason = "" if is_valid else reason.strip()
    if is_valid:
        practice.state, practice.published_at = PracticeState.PUBLISHED, now
        practice.valid_until = years_after(timezone.localdate(now), PRACTICE_YEARS)
    else:
        practice.state = PracticeState.DRAFT
    practice.save(update_fields=["state", "reason", "published_at", "valid_until"])
    close_task(subject=practice, kind=WAITING, now=now)
    sentence = _("Scheda validata e pubblicata.") if is_valid else _("Scheda rimandata.")
    _record(practice, "decided", sentence, actor, now)
    notify(
        people=[practice.author_id], kind=DECIDED, level=NoticeLevel.ACT,
        title=_("La tua buona pratica: %(state)s – %(title)s")
        % {"state": practice.get_state_display(), "title": practice.title},
        body=practice.reason, url=practice.get_absolute_url(), subject=practice, now=now,
    )  # fmt: skip
    return practice


def years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@transaction.atomic
def confirm_practice(*, practice: Practice, actor: Actor, now: datetime) -> Practice:
    """Say that a card still holds, for two years more. Refuses others, and what is not published."""
    actor.require(CommunityPermission.CHANGE_PRACTICE, practice)
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    if practice.state not in PRACTICE_SHOWN:
        raise Refusal(_("Si conferma solo una scheda pubblicata."), code="not_published")
    practice.state = PracticeState.PUBLISHED
    practice.valid_until = years_after(timezone.localdate(now), PRACTICE_YEARS)
    practice.save(update_fields=["state", "valid_until"])
    close_task(subject=practice, kind=TO_CONFIRM, now=now)
    _record(practice, "confirmed", _("Scheda confermata."), actor, now)
    return practice


@transaction.atomic
def withdraw_practice(*, practice: Practice, actor: Actor, now: datetime) -> Practice:
    """Take a card back. Refuses who may not change it."""
    actor.require(CommunityPermission.CHANGE_PRACTICE, practice)
    return take_back(practice, actor, now)


def take_back(practice: Practice, actor: Actor, now: datetime, *, reason: str = "") -> Practice:
    """Withdraw a card in the caller's transaction and right; `reason` is read by its author."""
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    practice.state, practice.reason = PracticeState.WITHDRAWN, reason
    practice.save(update_fields=["state", "reason"])
    for kind in (WAITING, TO_CONFIRM):
        close_task(subject=practice, kind=kind, now=now)
    _record(practice, "withdrawn", _("Scheda ritirata."), actor, now)
    return practice


@transaction.atomic
def adopt_practice(*, practice: Practice, actor: Actor, now: datetime, note: str = "") -> Adoption:
    """Say that the ente acted for took a practice up; once. Refuses its own ente, who does not edit."""
    actor.require(CommunityPermission.ADOPT_PRACTICE, practice)
    try:
        with transaction.atomic():
            made = Adoption.objects.create(
                practice=practice, ente_id=actor.ente_id, by_id=actor.person_id, at=now,
                note=note.strip(),
            )  # fmt: skip
    except IntegrityError:
        raise Refusal(_("Il tuo ente l'ha già adottata."), code="adopted") from None
    Practice.objects.filter(pk=practice.pk).update(adoption_count=F("adoption_count") + 1)
    _record(practice, "adopted", _("Adottata da %(ente)s.") % {"ente": actor.ente_name}, actor, now)
    notify(
        people={practice.author_id, practice.contact_id} - {actor.person_id},
        kind="community.practice.adopted", level=NoticeLevel.CONCERNS,
        title=_("%(ente)s adotta la vostra buona pratica: %(title)s")
        % {"ente": actor.ente_name, "title": practice.title},
        body=made.note, url=practice.get_absolute_url(), subject=practice, now=now,
    )  # fmt: skip
    return made


def keep_valid(*, actor: Actor, now: datetime) -> int:
    """Mark the cards whose validity passed, and ask their authors to confirm them."""
    return sum(
        _ask_to_confirm(row, actor, now) for row in queries.outdated(timezone.localdate(now))
    )


@transaction.atomic
def _ask_to_confirm(practice: Practice, actor: Actor, now: datetime) -> bool:
    fresh = Practice.objects.filter(pk=practice.pk, state=PracticeState.PUBLISHED)
    if not fresh.update(state=PracticeState.TO_UPDATE):
        return False
    open_task(
        subject=practice, kind=TO_CONFIRM, person=practice.author,
        title=_("Buona pratica da confermare: %(title)s") % {"title": practice.title},
        reason=_("Sono passati due anni: vale ancora?"), url=practice.get_absolute_url(), now=now,
    )  # fmt: skip
    _record(practice, "outdated", _("Validità scaduta: da confermare."), actor, now)
    return True
