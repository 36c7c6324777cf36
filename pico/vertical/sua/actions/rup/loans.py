"""A RUP is asked of another ente, lent by an act, given back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.access.terms import Role
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import close_task, notify, open_task
from pico.core.notices.terms import NoticeLevel
from pico.engines.workflow.queries import locked
from pico.engines.workflow.tables import Moved

from ...models import RupLoan, RupProfile
from ...permissions import RupPermission
from ...queries.loans import lendable, loans_over
from ...rules.loan_text import Terms, agreement_text
from ...terms.rup import LIVING_LOANS, LoanState

TO_ANSWER, MOVED = "sua.loan.to_answer", "sua.loan.moved"


@transaction.atomic
def ask_loan(
    *,
    profile: RupProfile,
    sua: Ente,
    purpose: str,
    starts_on: date,
    ends_on: date,
    weekly_hours: int,
    actor: Actor,
    now: datetime,
) -> RupLoan:
    """Ask an ente for its RUP. Refuses who is not available elsewhere, past days, one asked twice."""
    actor.require(RupPermission.ASK_LOAN)
    if not lendable(actor, sua).filter(pk=profile.pk).exists():
        raise Refusal(
            _("Questo RUP non è disponibile per altri enti: cercane un altro nell'Elenco."),
            code="not_available",
        )
    if ends_on < starts_on or ends_on < timezone.localdate(now):
        raise Refusal(_("Il periodo è già passato o finisce prima di iniziare."), code="wrong_days")
    twin = RupLoan.objects.filter(
        profile=profile, borrower=actor.ente_id, state__in=LIVING_LOANS,
        starts_on__lte=ends_on, ends_on__gte=starts_on,
    )  # fmt: skip
    if twin.exists():
        raise Refusal(
            _("C'è già una richiesta per questo RUP in quel periodo: segui quella."), code="twin"
        )
    words = Terms(
        person=str(profile.person), lender=profile.ente.name, borrower=actor.ente_name,
        purpose=purpose, starts_on=starts_on, ends_on=ends_on, weekly_hours=weekly_hours,
    )  # fmt: skip
    loan = RupLoan.objects.create(
        profile=profile, lender=profile.ente, borrower_id=actor.ente_id, sua=sua, purpose=purpose,
        starts_on=starts_on, ends_on=ends_on, weekly_hours=weekly_hours,
        text=agreement_text(words), asked_by_id=actor.person_id, asked_at=now,
    )  # fmt: skip
    trail.record(
        "sua.loan.asked",
        _("Chiesto il prestito di %(who)s.") % {"who": profile},
        subject=loan,
        actor=actor,
        now=now,
    )
    announce("sua.loan.asked", subject=loan, actor=actor)
    open_task(
        subject=loan, kind=TO_ANSWER, title=_("Prestito di un RUP: %(who)s") % {"who": profile},
        reason=_("%(ente)s chiede il vostro RUP.") % {"ente": actor.ente_name},
        url=loan.get_absolute_url(), ente=loan.lender, role=head_of(loan.lender), now=now,
    )  # fmt: skip
    return loan


def head_of(ente: Ente) -> str:
    """The role that answers for an ente: its contact, or at a Province who runs the SUA."""
    return Role.SUA_MANAGER if ente.is_province else Role.ENTE_ADMIN


@transaction.atomic
def make_step(
    *,
    record: RupLoan,
    name: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    **fields: Any,
) -> Moved:
    """Move a loan; the person and who asked are told."""
    record = locked(record)
    moved = record.flow.move(record, name, actor=actor, now=now, seen=seen, **fields)
    record.save(update_fields=moved.fields)
    if moved.source == LoanState.ASKED:
        close_task(subject=record, kind=TO_ANSWER, now=now)
    told = {record.asked_by_id, record.profile.person_id} - {actor.person_id, None}
    notify(
        people=told, kind=MOVED, level=NoticeLevel.CONCERNS,
        title=_("Prestito di %(who)s: %(state)s")
        % {"who": record.profile, "state": record.state_label},
        url=record.get_absolute_url(), subject=record, now=now,
    )  # fmt: skip
    return moved


def end_loans(*, now: datetime) -> int:
    """End the loans whose last day has passed; returns how many. Run again, it ends none."""
    over = list(loans_over(timezone.localdate(now)))
    for loan in over:
        name = "expire" if loan.state == LoanState.RUNNING else "lapse"
        make_step(record=loan, name=name, actor=SYSTEM, now=now)
    return len(over)
