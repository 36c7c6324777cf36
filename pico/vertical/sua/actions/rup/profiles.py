"""A profile is opened, filled in, moved through its process."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.files.actions import upload_file
from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import search_key
from pico.core.notices.actions import close_task, notify, open_task
from pico.core.notices.terms import NoticeLevel
from pico.core.people.models import Person
from pico.engines.workflow.queries import locked
from pico.engines.workflow.tables import Moved

from ...models import RupConflict, RupProfile, RupSkill, RupTraining
from ...permissions import RupPermission
from ...queries.loans import held_by
from ...queries.rup import colleagues
from ...terms.rup import CV_BYTES, CV_KINDS, RupState, SkillKind

MODULE = "sua"
TO_CHECK, CHECKED = "sua.rup.to_check", "sua.rup.checked"
# What may change while a profile is active: nothing that the SUA verified.
FREE = ("is_available_elsewhere", "consents_to_publication")


@transaction.atomic
def open_profile(
    *, sua: Ente, actor: Actor, now: datetime, person: Person | None = None
) -> RupProfile:
    """Open the draft of one's own profile, or that of a colleague; the living one, where there is one.

    Refuses who does not work for the ente, and opening for a colleague by who does not head the ente.
    """
    actor.require(RupPermission.OPEN)
    person = person or Person.objects.get(pk=actor.person_id)
    profile = RupProfile(
        person=person, ente_id=actor.ente_id, sua=sua, created_at=now, changed_at=now,
        search_key=search_key(f"{person.last_name} {person.first_name}")[:300],
    )  # fmt: skip
    actor.require(RupPermission.CHANGE, profile)
    if not colleagues(actor.ente_id).filter(pk=person.pk).exists():
        raise Refusal(
            _("Un RUP lavora per l'ente: scegli un collega con un incarico in corso."),
            code="not_a_colleague",
        )
    known = RupProfile.objects.filter(person=person, ente=actor.ente_id, sua=sua)
    living = known.exclude(state=RupState.CEASED).first()
    if living:
        return living
    profile.save(force_insert=True)
    _record("opened", _("Profilo RUP aperto."), profile, actor, now)
    return profile


@transaction.atomic
def change_profile(
    *,
    profile: RupProfile,
    fields: Mapping[str, Any],
    skills: Mapping[str, Iterable[str]],
    territories: Iterable,
    actor: Actor,
    now: datetime,
    seen: datetime | None = None,
) -> RupProfile:
    """Fill in the draft: its columns, sectors, SOA categories, CPV divisions, territories.

    Refuses others, a profile that is not a draft, and one that a colleague changed meanwhile.
    """
    actor.require(RupPermission.CHANGE, profile)
    profile = locked(profile)
    if profile.state != RupState.DRAFT:
        raise Refusal(
            _("Il profilo non è in bozza: usa «Aggiorna i requisiti» per modificarlo."),
            code="not_a_draft",
        )
    if seen and seen != profile.changed_at:
        raise Refusal(
            _("Un collega ha modificato il profilo nel frattempo: ricarica e riprova."),
            code="changed_meanwhile",
        )
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.changed_at = now
    profile.save(update_fields=[*fields, "changed_at"])
    _set_skills(profile, skills)
    profile.territories.set(territories)
    _record("changed", _("Profilo RUP aggiornato."), profile, actor, now)
    return profile


def _set_skills(profile: RupProfile, skills: Mapping[str, Iterable[str]]) -> None:
    wanted = {(SkillKind(kind), code) for kind, codes in skills.items() for code in codes}
    known = {(one.kind, one.code): one for one in profile.skills.all()}
    gone = [one.pk for key, one in known.items() if key not in wanted]
    RupSkill.objects.filter(pk__in=gone).delete()
    RupSkill.objects.bulk_create(
        RupSkill(profile=profile, kind=kind, code=code)
        for kind, code in sorted(wanted - known.keys())
    )


@transaction.atomic
def change_availability(
    *,
    profile: RupProfile,
    is_available_elsewhere: bool,
    consents_to_publication: bool,
    actor: Actor,
    now: datetime,
) -> RupProfile:
    """Say whether one may be asked by other enti, and whether one's name is published.

    Consent is personal: refuses who changes it for somebody else.
    """
    actor.require(RupPermission.CHANGE, profile)
    profile = locked(profile)
    has_changed = profile.consents_to_publication != consents_to_publication
    if has_changed and actor.person_id != profile.person_id and not actor.is_system:
        raise Refusal(
            _("Il consenso alla pubblicazione lo dà solo la persona, dal suo profilo."),
            code="consent_is_personal",
        )
    profile.is_available_elsewhere = is_available_elsewhere
    profile.consents_to_publication = consents_to_publication
    profile.changed_at = now
    profile.save(update_fields=[*FREE, "changed_at"])
    _record("availability", _("Disponibilità e consenso aggiornati."), profile, actor, now)
    return profile


@transaction.atomic
def add_training(*, profile: RupProfile, actor: Actor, now: datetime, **fields: Any) -> RupTraining:
    """Add a course. Refuses others, one not attended yet, one that expires before it was attended."""
    actor.require(RupPermission.CHANGE, profile)
    if fields["on"] > timezone.localdate(now):
        raise Refusal(_("Il corso non è ancora concluso: aggiungilo dopo."), code="in_the_future")
    if fields.get("expires_on") and fields["expires_on"] < fields["on"]:
        raise Refusal(
            _("La validità finisce prima del corso: correggi «vale fino al»."), code="ends_before"
        )
    course = RupTraining.objects.create(profile=profile, **fields)
    _record(
        "training", _("Formazione aggiunta: %(title)s.") % {"title": course.title}, profile, actor,
        now,
    )  # fmt: skip
    return course


@transaction.atomic
def remove_training(*, training: RupTraining, actor: Actor, now: datetime) -> None:
    """Take a course away. Refuses others."""
    profile = training.profile
    actor.require(RupPermission.CHANGE, profile)
    said = _("Formazione tolta: %(title)s.") % {"title": training.title}
    training.delete()
    _record("training", said, profile, actor, now)


@transaction.atomic
def declare_conflict(
    *,
    profile: RupProfile,
    about: str,
    actor: Actor,
    now: datetime,
    ente: Ente | None = None,
    until: date | None = None,
) -> RupConflict:
    """Declare where the person must not be RUP (art. 16). Refuses others."""
    actor.require(RupPermission.CHANGE, profile)
    conflict = RupConflict.objects.create(profile=profile, about=about, ente=ente, until=until)
    # What the conflict is about is told beside the profile, not in the register.
    trail.record(
        "sua.rup.conflict", _("Conflitto dichiarato."), subject=profile, actor=actor, now=now,
        reserved=True,
    )  # fmt: skip
    return conflict


@transaction.atomic
def attach_cv(
    *, profile: RupProfile, content: BinaryIO, name: str, size: int, actor: Actor, now: datetime
) -> RupProfile:
    """Put the CV in place of the one before. Refuses others, kinds and sizes that it is not."""
    actor.require(RupPermission.CHANGE, profile)
    if not name.lower().endswith(CV_KINDS) or size > CV_BYTES:
        raise Refusal(
            _("Il CV è un PDF (anche firmato p7m) di al massimo 10 MB."), code="wrong_file"
        )
    stored = upload_file(
        content=content, name=name, scope=scopes.person(actor.person_id or 0), module=MODULE,
        actor=actor, now=now,
    )  # fmt: skip
    profile = locked(profile)
    profile.cv, profile.changed_at = stored, now
    profile.save(update_fields=["cv", "changed_at"])
    _record("cv", _("CV caricato."), profile, actor, now)
    return profile


@transaction.atomic
def make_step(
    *,
    record: RupProfile,
    name: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    **fields: Any,
) -> Moved:
    """Move a profile; the SUA is told what waits for it, the person what became of it.

    Ceasing refuses who still holds something in the ente: it passes to somebody first.
    """
    record = locked(record)
    if name == "cease" and record.state in (RupState.ACTIVE, RupState.SUSPENDED):
        _refuse_holder(record, now)
    moved = record.flow.move(record, name, actor=actor, now=now, seen=seen, **fields)
    record.changed_at = now
    record.save(update_fields=[*moved.fields, "changed_at"])
    _tell(record, moved, now)
    return moved


def _refuse_holder(profile: RupProfile, now: datetime) -> None:
    held = held_by(profile.person, profile.ente, timezone.localdate(now))
    if held:
        raise Refusal(
            _("%(who)s ha ancora %(n)d cose in carico: registra prima il subentro.")
            % {"who": profile.person, "n": len(held)},
            code="still_holds",
        )


def _tell(profile: RupProfile, moved: Moved, now: datetime) -> None:
    if moved.target == RupState.IN_CHECK:
        open_task(
            subject=profile, kind=TO_CHECK, title=_("Profilo RUP: %(who)s") % {"who": profile},
            reason=_("Da verificare per l'Elenco dei RUP."), url=profile.get_absolute_url(),
            ente=profile.sua, role=Role.SUA_MANAGER, now=now,
        )  # fmt: skip
        return
    if moved.source == RupState.IN_CHECK:
        close_task(subject=profile, kind=TO_CHECK, now=now)
    if moved.actor.person_id != profile.person_id:
        notify(
            people=[profile.person_id], kind=CHECKED, level=NoticeLevel.CONCERNS,
            title=_("Il tuo profilo RUP: %(state)s") % {"state": profile.state_label},
            body=str(moved.given.get("reason", "")), url=profile.get_absolute_url(),
            subject=profile, now=now,
        )  # fmt: skip


def _record(event: str, sentence: str, profile: RupProfile, actor: Actor, now: datetime) -> None:
    trail.record(f"sua.rup.{event}", sentence, subject=profile, actor=actor, now=now)
    announce(f"sua.rup.{event}", subject=profile, actor=actor)
