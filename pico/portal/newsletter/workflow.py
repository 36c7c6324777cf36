"""The life of an issue as a table: who may move what, from which state to which, on what condition."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.access.actor import Actor
from pico.core.adhesion.workflow import Step, Workflow

from . import drawing, queries, settings
from .models import Issue
from .permissions import NewsletterPermission as Permission
from .terms import BlockKind
from .terms import IssueState as S


def prepared(issue: Issue, *, actor: Actor, now: datetime) -> Issue:
    """Return the issue with what conditions need to know of who acts and when."""
    issue.moment = now
    issue.is_own_work = issue.submitted_by_id == actor.person_id and not actor.is_system
    return issue


def it_says_something(issue: Issue) -> str | None:
    if issue.blocks.exclude(kind=BlockKind.HEADING).exists():
        return None
    return _("Non c'è ancora nulla da leggere: aggiungi un testo o scegli un contenuto.")


def contents_are_public(issue: Issue) -> str | None:
    gone = drawing.missing(issue)
    if not gone:
        return None
    return _("«%(title)s» non è più pubblico: togli il blocco o scegline un altro.") % {
        "title": gone[0].title
    }


def the_list_is_open(issue: Issue) -> str | None:
    if issue.mailing_list.closed_at is None:
        return None
    return _("La lista è chiusa: scegline un'altra in «Modifica».")


def the_time_is_to_come(issue: Issue) -> str | None:
    if issue.send_at is None or issue.send_at > issue.moment:
        return None
    return _("L'invio è programmato in un momento già passato: scegli un'ora futura o nessuna.")


def somebody_else_approves(issue: Issue) -> str | None:
    if not issue.is_own_work or settings.of(issue.space).one_is_enough:
        return None
    return _(
        "L'hai mandata tu in approvazione: serve una seconda persona, un altro amministratore "
        "dello spazio."
    )


def somebody_reads(issue: Issue) -> str | None:
    if queries.how_many(issue):
        return None
    return _("Nessun iscritto attivo la riceverebbe: controlla la lista e gli argomenti.")


def it_is_going(issue: Issue) -> str | None:
    return _("L'invio è già fermo.") if issue.stopped_at else None


def it_is_stopped(issue: Issue) -> str | None:
    return None if issue.stopped_at else _("Prima ferma l'invio.")


ISSUE = Workflow(
    S,
    (
        Step("submit", gettext_lazy("Manda in approvazione"), (S.DRAFT,), S.IN_APPROVAL, Permission.COMPOSE, (it_says_something, contents_are_public, the_list_is_open, the_time_is_to_come)),
        Step("approve", gettext_lazy("Approva"), (S.IN_APPROVAL,), S.SCHEDULED, Permission.APPROVE, (somebody_else_approves, it_says_something, contents_are_public, the_list_is_open, the_time_is_to_come, somebody_reads)),
        Step("send_back", gettext_lazy("Rimanda in bozza"), (S.IN_APPROVAL,), S.DRAFT, Permission.COMPOSE, needs_reason=True),
        Step("reschedule", gettext_lazy("Cambia l'ora dell'invio"), (S.SCHEDULED,), S.SCHEDULED, Permission.APPROVE),
        Step("start", gettext_lazy("Comincia l'invio"), (S.SCHEDULED,), S.SENDING, Permission.SEND, by_system=True),
        Step("stop", gettext_lazy("Ferma l'invio"), (S.SENDING,), S.SENDING, Permission.COMPOSE, (it_is_going,)),
        Step("resume", gettext_lazy("Riprendi l'invio"), (S.SENDING,), S.SENDING, Permission.APPROVE, (it_is_stopped,)),
        Step("close", gettext_lazy("Chiudi senza inviare agli altri"), (S.SENDING,), S.SENT, Permission.APPROVE, (it_is_stopped,)),
        Step("finish", gettext_lazy("Fine dell'invio"), (S.SENDING,), S.SENT, Permission.SEND, by_system=True),
        Step("cancel", gettext_lazy("Annulla la newsletter"), (S.DRAFT, S.IN_APPROVAL, S.SCHEDULED), S.CANCELLED, Permission.COMPOSE),
    ),
)  # fmt: skip
