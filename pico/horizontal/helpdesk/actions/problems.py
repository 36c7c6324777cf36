"""Known problems: told, changed, joined («Anche io»), solved."""

from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel

from ..models import KnownProblem, ProblemJoin, Ticket
from ..permissions import HelpdeskPermission, KnowledgePermission
from ..queries import problems as queries
from ..queries.faq import runs_every_site
from ..terms import BANNERS_KEY
from .threads import happened

SOLVED = "helpdesk.problem.solved"


def refresh_banners(*, now: datetime) -> int:
    """Put what stands over the pages into the cache, for good: a page never asks the database for it."""
    rows = queries.banner_rows(now)
    cache.set(BANNERS_KEY, rows, timeout=None)
    return len(rows)


def _refresh_later() -> None:
    transaction.on_commit(lambda: refresh_banners(now=timezone.now()))


def _tell(problem: KnownProblem, event: str, sentence: str, actor: Actor, now: datetime) -> None:
    trail.record(f"helpdesk.problem.{event}", sentence, subject=problem, actor=actor, now=now)
    announce(f"helpdesk.problem.{event}", subject=problem, actor=actor)
    _refresh_later()


def _require_right(space: Space | None, actor: Actor, fields: dict) -> None:
    """Refuse a site of others (all of them: UPI alone), and an end before the start."""
    own = runs_every_site(actor) if space is None else space.ente_id == actor.ente_id
    if not own and not actor.is_system:
        raise Refusal(
            _("Puoi avvisare solo chi usa il sito del tuo ente: scegli quello."),
            code="site_not_yours",
        )
    if fields.get("ends_at") and fields["ends_at"] <= fields["starts_at"]:
        raise Refusal(_("La fine viene prima dell'inizio: correggi «al»."), code="ends_before")


@transaction.atomic
def tell_problem(
    *, title: str, text: str, actor: Actor, now: datetime, space: Space | None = None,
    ticket: Ticket | None = None, **fields,
) -> KnownProblem:  # fmt: skip
    """Tell everybody of a problem or of a planned work; of a ticket, its asker is told when it is over.

    Refuses who may not, a site of others, a ticket that the actor does not handle.
    """
    actor.require(KnowledgePermission.TELL_PROBLEM)
    if ticket is not None:
        actor.require(HelpdeskPermission.HANDLE, ticket)
    _require_right(space, actor, fields)
    problem = KnownProblem.objects.create(
        title=" ".join(title.split()), text=text.strip(), space=space, owner_id=actor.ente_id,
        author_id=actor.person_id, created_at=now, **fields,
    )  # fmt: skip
    _tell(problem, "told", _("«%(title)s» comunicato.") % {"title": problem.title}, actor, now)
    if ticket is not None:
        _concern(problem, ticket, actor, now)
    return problem


def _concern(problem: KnownProblem, ticket: Ticket, actor: Actor, now: datetime) -> None:
    """The ticket says that it is about a known problem; its asker has it too."""
    happened(
        ticket, "problem", _("Riguarda un problema noto: «%(title)s».") % {"title": problem.title},
        actor=actor, now=now,
    )  # fmt: skip
    if ticket.asker_id:
        ProblemJoin.objects.create(
            problem=problem, person_id=ticket.asker_id, ticket=ticket, at=now
        )
        problem.joined_count = 1
        problem.save(update_fields=["joined_count"])


@transaction.atomic
def change_problem(
    *, problem: KnownProblem, title: str, text: str, actor: Actor, now: datetime,
    space: Space | None = None, **fields,
) -> KnownProblem:  # fmt: skip
    """Change what was told. Refuses others, and what is solved."""
    actor.require(KnowledgePermission.CHANGE_PROBLEM, problem)
    _require_right(space, actor, fields)
    problem = _open(problem)
    problem.title, problem.text, problem.space = " ".join(title.split()), text.strip(), space
    for name, value in fields.items():
        setattr(problem, name, value)
    problem.save()
    _tell(problem, "changed", _("Comunicazione modificata."), actor, now)
    return problem


def _open(problem: KnownProblem) -> KnownProblem:
    locked = KnownProblem.objects.select_for_update().get(pk=problem.pk)
    if locked.solved_at:
        raise Refusal(_("Il problema è già risolto: comunicane uno nuovo."), code="solved")
    return locked


@transaction.atomic
def join_problem(
    *, problem: KnownProblem, actor: Actor, now: datetime, ticket: Ticket | None = None
) -> ProblemJoin:
    """«Anche io»: be told when it is over; once. Refuses who did not sign in, what is over."""
    actor.require(KnowledgePermission.JOIN_PROBLEM, problem)
    problem = _open(problem)
    if problem.is_over(now):
        raise Refusal(_("È già finito: se il problema continua, apri una richiesta."), code="over")
    join, is_new = ProblemJoin.objects.get_or_create(
        problem=problem, person_id=actor.person_id, defaults={"at": now, "ticket": ticket}
    )
    if is_new:
        KnownProblem.objects.filter(pk=problem.pk).update(joined_count=F("joined_count") + 1)
        trail.record(
            "helpdesk.problem.joined", _("Anche %(who)s ha questo problema.")
            % {"who": actor.person_name}, subject=problem, actor=actor, now=now, reserved=True,
        )  # fmt: skip
    elif ticket is not None and join.ticket_id != ticket.pk:
        join.ticket = ticket
        join.save(update_fields=["ticket"])
    return join


@transaction.atomic
def solve_problem(
    *, problem: KnownProblem, solution: str, actor: Actor, now: datetime
) -> KnownProblem:
    """Say that it is over, and how; who joined is told. Refuses others, and no words."""
    actor.require(KnowledgePermission.CHANGE_PROBLEM, problem)
    if not solution.strip():
        raise Refusal(_("Scrivi come si è risolto: lo legge chi ha il problema."), code="no_words")
    problem = _open(problem)
    problem.solved_at, problem.solution = now, solution.strip()
    problem.save(update_fields=["solved_at", "solution"])
    _tell(problem, "solved", _("Problema risolto."), actor, now)
    notify(
        people=set(problem.joins.values_list("person", flat=True)) - {actor.person_id},
        kind=SOLVED, level=NoticeLevel.CONCERNS,
        title=_("Risolto: %(title)s") % {"title": problem.title},
        body=problem.solution, url=problem.get_absolute_url(), subject=problem, now=now,
    )  # fmt: skip
    return problem
