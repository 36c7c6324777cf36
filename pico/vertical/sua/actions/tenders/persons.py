"""Persons of a tender: named by an act, active once they declared, succeeded by others, out by an act."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.files.actions import upload_file
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Person

from ...models import Tender, TenderPerson
from ...permissions import TenderPermission
from ...permissions.tenders import runs_it
from ...terms.tenders import (
    ALONE,
    ALONE_FOR_ENTE,
    COMMISSION,
    COMMISSION_MOST,
    Conflict,
    EventKind,
    PersonRole,
    PersonState,
)
from .heads import tell_of_vacancies
from .telling import locked, noted, refuse_if_over

OF_THE_SUA = (*COMMISSION, PersonRole.SUA_RUP, PersonRole.SECRETARY, PersonRole.DRP2)


@dataclass(frozen=True, slots=True)
class Named:
    """Who is named, by which act; `person` where he has an account, `name` anyhow."""

    role: str
    name: str
    act: str
    since: date
    person: Person | None = None
    ente: Ente | None = None
    profession: str = ""
    act_on: date | None = None
    had_office: bool = False
    was_convicted: bool = False


def stored(content: Any, *, actor: Actor, now: datetime, title: str = ""):
    """Keep a file of a tender: who reads it is decided by the tender, not by its level."""
    return upload_file(
        content=content, name=content.name, scope=scopes.person(actor.person_id or 0), module="sua",
        title=title, actor=actor, now=now,
    )  # fmt: skip


@transaction.atomic
def name_person(
    *, tender: Tender, named: Named, actor: Actor, now: datetime, file: Any = None, cv: Any = None
) -> TenderPerson:
    """Name a person for a role. He is active only once his declaration is there (art. 16).

    Refuses commissioners before the bids' deadline, those with an incompatibility (art. 93, c. 5), a
    sixth one; roles of the SUA named by others; the RUP of the SUA who is also the ente's responsabile.
    """
    actor.require(TenderPermission.HELP, tender)
    tender = locked(tender)
    refuse_if_over(tender)
    _refuse_what_is_not_theirs(tender, named, actor)
    if named.role in COMMISSION:
        _refuse_commissioner(tender, named, now)
    _refuse_one_person_twice(tender, named)
    part = TenderPerson(
        tender=tender, role=named.role, name=named.name.strip()[:160], person=named.person,
        ente=named.ente, profession=named.profession[:160], act=named.act[:250],
        act_on=named.act_on, since=named.since, had_office=named.had_office,
        was_convicted=named.was_convicted,
    )  # fmt: skip
    if not part.name or not part.act:
        raise Refusal(_("Scrivi nome e atto di nomina."), code="act_missing")
    if file:
        part.file = stored(file, actor=actor, now=now, title=_("Atto di nomina"))
    if cv:
        part.cv_file = stored(cv, actor=actor, now=now, title=_("CV di %(name)s") % {"name": part})
    part.save(force_insert=True)
    _tell(part, "named", _("%(who)s: nomina (%(act)s).") % {"who": part, "act": part.act}, actor, now)  # fmt: skip
    return part


def _refuse_what_is_not_theirs(tender: Tender, named: Named, actor: Actor) -> None:
    if named.role in OF_THE_SUA and not (actor.is_system or runs_it(actor, tender)):
        raise Refusal(
            _("«%(role)s» è nominato dalla SUA.") % {"role": PersonRole(named.role).label},
            code="role_of_the_sua",
        )


def _refuse_commissioner(tender: Tender, named: Named, now: datetime) -> None:
    if not tender.bids_are_closed(now):
        raise Refusal(
            _("La commissione si nomina solo dopo la scadenza delle offerte (art. 93, c. 1)."),
            code="before_the_deadline",
        )
    if named.had_office or named.was_convicted:
        raise Refusal(
            _("Incompatibile come commissario (art. 93, c. 5): nomina un'altra persona."),
            code="incompatible",
        )
    members = tender.persons.filter(role__in=COMMISSION).exclude(state=PersonState.ENDED)
    if members.count() >= COMMISSION_MOST:
        raise Refusal(
            _("La commissione ha al massimo %(most)d componenti.") % {"most": COMMISSION_MOST},
            code="too_many_commissioners",
        )


# The two persons that art. 62, c. 13 wants distinct.
DISTINCT = {
    PersonRole.SUA_RUP: PersonRole.PROCEDURE_HEAD,
    PersonRole.PROCEDURE_HEAD: PersonRole.SUA_RUP,
}


def _refuse_one_person_twice(tender: Tender, named: Named) -> None:
    others = tender.persons.exclude(state=PersonState.ENDED)
    same = others.filter(person=named.person) if named.person else others.filter(name__iexact=named.name.strip())  # fmt: skip
    if same.filter(role=named.role).exists():
        raise Refusal(_("Ha già questo ruolo nella gara."), code="already_named")
    other = DISTINCT.get(PersonRole(named.role))
    if other and same.filter(role=other).exists():
        raise Refusal(
            _(
                "RUP della SUA e responsabile del procedimento dell'ente sono due persone (art. 62, c. 13)."
            ),
            code="two_persons",
        )


@transaction.atomic
def declare(
    *,
    part: TenderPerson,
    conflict: str,
    on: date,
    actor: Actor,
    now: datetime,
    file: Any = None,
) -> TenderPerson:
    """Record the declaration on conflicts of interest: the person himself, or the office with his paper.

    Who abstains never becomes active: his naming ends.
    """
    if part.person_id is None or part.person_id != actor.person_id:
        actor.require(TenderPermission.HELP, part)
    part = _locked(part)
    part.conflict, part.conflict_on = Conflict(conflict), on
    if file:
        part.conflict_file = stored(file, actor=actor, now=now, title=_("Dichiarazione assenza conflitti"))  # fmt: skip
    if part.conflict == Conflict.ABSTAINS:
        part.state, part.until = PersonState.ENDED, on
    part.save()
    words = _("%(who)s: dichiarazione sui conflitti di interesse – %(what)s.") % {
        "who": part,
        "what": part.get_conflict_display(),
    }
    _tell(part, "declared", words, actor, now)
    return part


@transaction.atomic
def activate(*, part: TenderPerson, actor: Actor, now: datetime) -> TenderPerson:
    """Let a person begin. Refuses without a declaration, and a second one where the role is one's alone."""
    actor.require(TenderPermission.HELP, part)
    part = _locked(part)
    if part.state != PersonState.PROPOSED:
        raise Refusal(
            _("Non si attiva: è «%(state)s».") % {"state": part.get_state_display()},
            code="wrong_state",
        )
    if part.conflict != Conflict.NONE:
        raise Refusal(
            _(
                "Manca la dichiarazione di assenza di conflitti di interesse (art. 16): caricala prima."
            ),
            code="declaration_missing",
        )
    holder = holder_of(part)
    if holder:
        raise Refusal(
            _("Il ruolo è di %(who)s: registra la successione, con il suo atto.")
            % {"who": holder.name},
            code="role_is_held",
        )
    part.state = PersonState.ACTIVE
    part.save(update_fields=["state"])
    _tell(part, "activated", _("%(who)s è in carica.") % {"who": part}, actor, now)
    return part


def holder_of(part: TenderPerson) -> TenderPerson | None:
    """Who holds the role already, where it is one's alone."""
    held = TenderPerson.objects.filter(
        tender=part.tender_id, role=part.role, state=PersonState.ACTIVE
    ).exclude(pk=part.pk)
    if part.role in ALONE:
        return held.first()
    return held.filter(ente=part.ente_id).first() if part.role in ALONE_FOR_ENTE else None


@transaction.atomic
def succeed(*, part: TenderPerson, by: TenderPerson, actor: Actor, now: datetime) -> TenderPerson:
    """Let somebody take the place of who is in charge: one act, no day without a holder.

    `by` is named, with his declaration; the other's part ends the day the new one begins.
    """
    actor.require(TenderPermission.HELP, part)
    part, by = _locked(part), TenderPerson.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if (by.tender_id, by.role) != (part.tender_id, part.role) or by.pk == part.pk:
        raise Refusal(_("Il successore va nominato per lo stesso ruolo."), code="other_role")
    if part.state != PersonState.ACTIVE or by.state != PersonState.PROPOSED:
        raise Refusal(
            _("La successione va da chi è in carica a chi è nominato."), code="wrong_state"
        )
    if by.conflict != Conflict.NONE:
        raise Refusal(
            _(
                "Manca la dichiarazione di assenza di conflitti di interesse (art. 16) del successore."
            ),
            code="declaration_missing",
        )
    part.state, part.until = PersonState.ENDED, by.since
    part.save(update_fields=["state", "until"])
    by.state, by.succeeds = PersonState.ACTIVE, part
    by.save(update_fields=["state", "succeeds"])
    words = _("%(role)s: a %(old)s succede %(new)s dal %(day)s (%(act)s).") % {
        "role": by.get_role_display(), "old": part.name, "new": by.name,
        "day": f"{by.since:%d/%m/%Y}", "act": by.act,
    }  # fmt: skip
    _tell(by, "succeeded", words, actor, now)
    tell_of_vacancies(by.tender, now=now)
    return by


@transaction.atomic
def end_part(
    *, part: TenderPerson, reason: str, actor: Actor, now: datetime, on: date
) -> TenderPerson:
    """End a person's part. Who answers for the tender alone is succeeded, never simply taken away."""
    actor.require(TenderPermission.HELP, part)
    part = _locked(part)
    if part.state == PersonState.ACTIVE and part.role in (PersonRole.RP, PersonRole.SUA_RUP):
        raise Refusal(_("La gara non resta senza RUP: nomina chi gli succede."), code="nobody_left")
    if part.state == PersonState.ENDED:
        raise Refusal(_("La sua parte è già finita."), code="wrong_state")
    if not reason.strip():
        raise Refusal(_("Scrivi il motivo: resta nella storia."), code="reason_missing")
    part.state, part.until = PersonState.ENDED, on
    part.save(update_fields=["state", "until"])
    _tell(part, "ended", _("%(who)s: fine dell'incarico. %(why)s") % {"who": part, "why": reason.strip()}, actor, now)  # fmt: skip
    return part


def _locked(part: TenderPerson) -> TenderPerson:
    tender = locked(part.tender)
    found = TenderPerson.objects.select_for_update(of=("self",)).get(pk=part.pk)
    found.tender = tender
    return found


def _tell(part: TenderPerson, what: str, words: str, actor: Actor, now: datetime) -> None:
    noted(f"person_{what}", words, tender=part.tender, kind=EventKind.PERSON, actor=actor, now=now)
