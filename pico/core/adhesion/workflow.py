"""The two life cycles as tables: who may move what, from which state to which, on what condition.

A table is data: the README draws it, the pages make its buttons, the actions obey it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pico.core.access.actor import Actor
from pico.core.enti.terms import PROVINCES
from pico.core.foundation.errors import Refusal
from pico.core.people.terms import MembershipState as M

from .permissions import AdhesionPermission as Permission
from .queries.offices import administrators
from .terms import ActKind, ContactKind, StartItem
from .terms import AdhesionState as A

Condition = Callable[[object], str | None]  # the reason for saying no, or nothing


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table; `needs_reason` asks for words that the other side will read."""

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: str
    conditions: tuple[Condition, ...] = ()
    needs_reason: bool = False
    by_system: bool = False

    def obstacles(self, record) -> list[str]:
        """Return why the step cannot be made now, in sentences."""
        return [reason for check in self.conditions if (reason := check(record))]


@dataclass(frozen=True, slots=True)
class Workflow:
    states: type
    steps: tuple[Step, ...]

    def step(self, name: str) -> Step:
        return next(step for step in self.steps if step.name == name)

    def find(self, name: str) -> Step | None:
        return next((step for step in self.steps if step.name == name), None)

    def move(self, record, name: str, *, actor: Actor, subject: object = None) -> Step:
        """Change the state in memory; refuse the wrong state, the wrong person, an unmet condition."""
        step = self.step(name)
        actor.require(step.permission, record if subject is None else subject)
        if record.state not in step.sources:
            raise Refusal(
                _("Questo passo non è possibile ora: lo stato è «%(state)s». Aggiorna la pagina.")
                % {"state": record.get_state_display()},
                code="wrong_state",
            )
        for condition in step.conditions:
            if reason := condition(record):
                raise Refusal(reason, code=condition.__name__)
        record.state = step.target
        return step

    def open_steps(self, record, *, actor: Actor, subject: object = None) -> list[Step]:
        """Return the steps that this person may try now: the buttons of the page."""
        return [
            step
            for step in self.steps
            if record.state in step.sources
            and not step.by_system
            and actor.can(step.permission, record if subject is None else subject)
        ]

    def diagram(self) -> str:
        """Return the table as a Mermaid state diagram."""
        arrows = (
            f"    {source} --> {step.target}: {step.name}"
            for step in self.steps
            for source in step.sources
        )
        return "\n".join(["stateDiagram-v2", *arrows])


MEMBERSHIP = Workflow(
    M,
    (
        Step("approve", gettext_lazy("Approva la richiesta"), (M.PENDING,), M.ACTIVE, Permission.DECIDE_REQUEST),
        Step("reject", gettext_lazy("Rifiuta la richiesta"), (M.PENDING,), M.REJECTED, Permission.DECIDE_REQUEST, needs_reason=True),
        Step("withdraw", gettext_lazy("Ritira la richiesta"), (M.PENDING,), M.CEASED, Permission.LEAVE),
        Step("suspend", gettext_lazy("Sospendi"), (M.ACTIVE, M.TO_RECONFIRM), M.SUSPENDED, Permission.MANAGE_MEMBERS, needs_reason=True),
        Step("reactivate", gettext_lazy("Riattiva"), (M.SUSPENDED,), M.ACTIVE, Permission.MANAGE_MEMBERS),
        Step("reconfirm", gettext_lazy("Riconferma"), (M.TO_RECONFIRM,), M.ACTIVE, Permission.MANAGE_MEMBERS),
        Step("close", gettext_lazy("Chiudi l'incarico"), (M.ACTIVE, M.TO_RECONFIRM, M.SUSPENDED), M.CEASED, Permission.LEAVE),
        Step("ask_reconfirmation", gettext_lazy("Apri la riconferma"), (M.ACTIVE,), M.TO_RECONFIRM, Permission.MANAGE_MEMBERS, by_system=True),
        Step("let_lapse", gettext_lazy("Sospendi chi non è riconfermato"), (M.TO_RECONFIRM,), M.SUSPENDED, Permission.MANAGE_MEMBERS, by_system=True),
    ),
)  # fmt: skip


def identity_is_known(adhesion) -> str | None:
    ente = adhesion.ente
    if not ente.ipa_code:
        return _("Manca il codice IPA nella scheda dell'ente: chiedi a UPI di completarla.")
    if not ente.legal_representative:
        return _(
            "Manca il legale rappresentante: lo scrive l'amministratore dell'ente, nella scheda."
        )
    return None


def services_are_chosen(adhesion) -> str | None:
    return None if adhesion.services else _("Scegli almeno un modulo in «Moduli e sito».")


def a_contact_is_named(adhesion) -> str | None:
    if adhesion.contacts.filter(kind=ContactKind.ADMINISTRATIVE).exists():
        return None
    return _("Indica il referente amministrativo nella scheda «Referenti».")


def acts_are_signed(adhesion) -> str | None:
    kinds = set(adhesion.acts.values_list("kind", flat=True))
    if adhesion.ente.kind not in PROVINCES:
        if kinds & {ActKind.CONVENTION, ActKind.AGREEMENT}:
            return None
        return _("Registra la convenzione o l'accordo firmato nella scheda «Atti».")
    missing = [
        str(kind.label) for kind in (ActKind.PROTOCOL, ActKind.AGREEMENT) if kind not in kinds
    ]
    if missing:
        return _("Registra nella scheda «Atti»: %(acts)s.") % {"acts": "; ".join(missing)}
    return None


def prepared(adhesion, *, today: date):
    """Return the adhesion with what conditions need to know of today."""
    adhesion.administrator_count = administrators(adhesion.ente, today=today).count()
    return adhesion


def administrators_are_named(adhesion) -> str | None:
    needed = 2 if adhesion.ente.kind in PROVINCES else 1
    missing = needed - adhesion.administrator_count
    if missing <= 0:
        return None
    return ngettext(
        "Serve ancora %(n)d amministratore dell'ente: invitalo da «Inviti».",
        "Servono ancora %(n)d amministratori dell'ente: invitali da «Inviti».",
        missing,
    ) % {"n": missing}


def start_is_ready(adhesion) -> str | None:
    done = set(adhesion.checks.values_list("item", flat=True))
    missing = [str(StartItem(item).label) for item in adhesion.start_items if item not in done]
    if missing:
        return _("Completa l'elenco di avvio: %(items)s.") % {"items": "; ".join(missing)}
    return None


ADHESION = Workflow(
    A,
    (
        Step("invite", gettext_lazy("Invita l'ente"), (A.NOT_JOINED, A.WITHDRAWN), A.INVITED, Permission.REVIEW_ADHESION),
        Step("ask", gettext_lazy("Chiedi l'adesione"), (A.NOT_JOINED, A.INVITED, A.WITHDRAWN), A.REQUESTED, Permission.ASK_ADHESION),
        Step("review", gettext_lazy("Prendi in carico la verifica"), (A.REQUESTED,), A.IN_REVIEW, Permission.REVIEW_ADHESION, (identity_is_known,)),
        Step("send_acts", gettext_lazy("Invia gli atti alla firma"), (A.IN_REVIEW,), A.SIGNING, Permission.REVIEW_ADHESION, (services_are_chosen, a_contact_is_named)),
        Step("send_back", gettext_lazy("Chiedi integrazioni"), (A.IN_REVIEW,), A.REQUESTED, Permission.REVIEW_ADHESION, needs_reason=True),
        Step("sign", gettext_lazy("Registra la firma"), (A.SIGNING,), A.JOINED, Permission.REVIEW_ADHESION, (acts_are_signed,)),
        Step("start", gettext_lazy("Avvia i moduli"), (A.JOINED,), A.RUNNING, Permission.PREPARE_ADHESION, (services_are_chosen, administrators_are_named, start_is_ready)),
        Step("suspend", gettext_lazy("Sospendi l'adesione"), (A.JOINED, A.RUNNING), A.SUSPENDED, Permission.REVIEW_ADHESION, needs_reason=True),
        Step("resume", gettext_lazy("Riprendi l'adesione"), (A.SUSPENDED,), A.JOINED, Permission.REVIEW_ADHESION),
        Step("give_up", gettext_lazy("Archivia la richiesta"), (A.INVITED, A.REQUESTED, A.IN_REVIEW, A.SIGNING), A.NOT_JOINED, Permission.END_ADHESION, needs_reason=True),
        Step("withdraw", gettext_lazy("Registra il recesso"), (A.JOINED, A.RUNNING, A.SUSPENDED), A.WITHDRAWN, Permission.END_ADHESION, needs_reason=True),
    ),
)  # fmt: skip
