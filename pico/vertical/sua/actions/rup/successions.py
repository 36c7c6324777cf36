"""Who leaves hands over everything in one act: to one heir or to several, nothing forgotten."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel
from pico.core.people.models import Person
from pico.engines.deadlines.actions import entrust_term

from ...models import RupSuccession, RupSuccessionItem
from ...permissions import RupPermission
from ...queries.loans import Holding, held_by
from ...queries.rup import colleagues
from .loans import make_step

SUCCEEDED = "sua.rup.succeeded"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a thing: its heir, or the reason for which nobody has it."""

    heir: Person | None = None
    left_because: str = ""


@transaction.atomic
def succeed(
    *,
    leaver: Person,
    sua: Ente,
    fates: Mapping[str, Fate],
    act: str,
    act_on: date,
    effective_on: date,
    actor: Actor,
    now: datetime,
) -> RupSuccession:
    """Hand over all that a person holds in the ente acted for; `fates` go by the key of each holding.

    Refuses a thing without heir or reason, an heir who does not work for the ente, and a list that
    changed since it was read.
    """
    actor.require(RupPermission.SUCCEED)
    ente = Ente.objects.select_for_update().get(pk=actor.ente_id)
    held = held_by(leaver, ente, timezone.localdate(now))
    _refuse_forgotten(held, fates)
    _refuse_strangers(leaver, fates, ente)
    succession = RupSuccession.objects.create(
        ente=ente, sua=sua, leaver=leaver, act=act.strip(), act_on=act_on,
        effective_on=effective_on, made_by_id=actor.person_id, made_at=now,
    )  # fmt: skip
    for holding in held:
        fate = fates[holding.key]
        pass_on(holding=holding, fate=fate, actor=actor, now=now)
        RupSuccessionItem.objects.create(
            succession=succession, kind=holding.kind, label=holding.label[:300],
            subject_id=str(holding.subject.pk), heir=fate.heir, left_because=fate.left_because,
        )  # fmt: skip
    said = _("%(who)s ha passato %(n)d incarichi con l'atto %(act)s.")
    trail.record(
        "sua.rup.succeeded", said % {"who": leaver, "n": len(held), "act": succession.act},
        subject=succession, actor=actor, now=now,
    )  # fmt: skip
    announce("sua.rup.succeeded", subject=succession, actor=actor)
    _tell_heirs(succession, fates, actor, now)
    return succession


def _refuse_forgotten(held: list[Holding], fates: Mapping[str, Fate]) -> None:
    if not held:
        raise Refusal(_("Non ha nulla in carico: non serve un subentro."), code="holds_nothing")
    for holding in held:
        fate = fates.get(holding.key)
        if fate is None or (fate.heir is None and not fate.left_because.strip()):
            raise Refusal(
                _(
                    "«%(what)s» resterebbe senza titolare: scegli chi subentra, o scrivi perché resta scoperto."
                )
                % {"what": holding.label},
                code="left_ownerless",
            )
    if fates.keys() - {one.key for one in held}:
        raise Refusal(
            _("Gli incarichi sono cambiati nel frattempo: ricarica la pagina."),
            code="changed_meanwhile",
        )


def _refuse_strangers(leaver: Person, fates: Mapping[str, Fate], ente: Ente) -> None:
    heirs = {one.heir.pk for one in fates.values() if one.heir}
    known = set(colleagues(ente.pk).filter(pk__in=heirs).values_list("pk", flat=True))
    if heirs - known or leaver.pk in heirs:
        raise Refusal(
            _("Chi subentra è un'altra persona che lavora per l'ente: scegli un collega."),
            code="not_a_colleague",
        )


def _pass_rup(holding: Holding, fate: Fate, actor: Actor, now: datetime) -> None:
    """A row that names its RUP."""
    holding.subject.rup = fate.heir
    holding.subject.save(update_fields=["rup"])
    trail.record(
        "sua.rup.passed", _("RUP: %(who)s.") % {"who": fate.heir or _("nessuno")},
        subject=holding.subject, actor=actor, now=now,
    )  # fmt: skip


def _pass_term(holding: Holding, fate: Fate, actor: Actor, now: datetime) -> None:
    """A term without heir goes back to the role that answers for it."""
    entrust_term(
        term=holding.subject, person=fate.heir, role=holding.subject.role, actor=actor, now=now
    )


def _pass_loan(holding: Holding, fate: Fate, actor: Actor, now: datetime) -> None:
    """A loan is of a person: it ends with him, and who asked for it is told."""
    doer = actor if actor.can(RupPermission.END_LOAN, holding.subject) else SYSTEM
    make_step(
        record=holding.subject, name="close", actor=doer, now=now,
        reason=_("Il RUP lascia l'incarico."),
    )  # fmt: skip


PASSING: Mapping[str, Callable[[Holding, Fate, Actor, datetime], None]] = {
    "contract": _pass_rup,
    "programme": _pass_rup,
    "term": _pass_term,
    "loan": _pass_loan,
}


def pass_on(*, holding: Holding, fate: Fate, actor: Actor, now: datetime) -> None:
    """Give one thing to its heir, inside the caller's transaction."""
    PASSING[holding.kind](holding, fate, actor, now)


def _tell_heirs(
    succession: RupSuccession, fates: Mapping[str, Fate], actor: Actor, now: datetime
) -> None:
    heirs = {one.heir.pk for one in fates.values() if one.heir} - {actor.person_id}
    notify(
        people=heirs, kind=SUCCEEDED, level=NoticeLevel.ACT,
        title=_("Subentri a %(who)s") % {"who": succession.leaver},
        body=_("Con effetto dal %(day)s.") % {"day": f"{succession.effective_on:%d/%m/%Y}"},
        url=succession.get_absolute_url(), subject=succession, now=now,
    )  # fmt: skip
