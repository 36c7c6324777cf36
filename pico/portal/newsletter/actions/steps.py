"""An issue goes its way: to approval, to its hour, stopped, resumed, cancelled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue
from pico.core.ui import formats

from .. import drawing, notices, tasks
from ..letters import Press
from ..models import Issue, Link
from ..permissions import NewsletterPermission
from ..post import Fate, Post
from ..terms import DeliveryState, IssueState
from ..workflow import ISSUE, prepared

SENTENCES = {
    "submit": gettext_lazy("Newsletter «%(title)s» mandata in approvazione."),
    "approve": gettext_lazy("Newsletter «%(title)s» approvata."),
    "send_back": gettext_lazy("Newsletter «%(title)s» rimandata in bozza."),
    "stop": gettext_lazy("Invio di «%(title)s» fermato."),
    "resume": gettext_lazy("Invio di «%(title)s» ripreso."),
    "close": gettext_lazy("Invio di «%(title)s» chiuso prima della fine."),
    "cancel": gettext_lazy("Newsletter «%(title)s» annullata."),
    "reschedule": gettext_lazy("Ora dell'invio di «%(title)s» cambiata."),
}


# What a step may change. Never the number: by it the public pages know that an issue is out.
MOVED = (
    *("state", "submitted_by", "approved_by", "approved_at", "reason", "send_at"),
    *("frozen", "text", "started_at", "stopped_at", "sent_at", "changed_at"),
)


def lock_issue(issue: Issue) -> Issue:
    return (
        Issue.objects.select_for_update(of=("self",))
        .select_related("mailing_list__space__ente", "author")
        .get(pk=issue.pk)
    )


@transaction.atomic
def take_step(*, issue: Issue, step: str, actor, now: datetime, reason: str = "") -> Issue:
    """Make one step of the table; refuses the wrong state, the wrong person, an unmet condition."""
    known = ISSUE.find(step)
    if known is None or known.by_system or step == "reschedule":
        raise Refusal(_("Questo passo non esiste: aggiorna la pagina."), code="no_step")
    if known.needs_reason and not reason.strip():
        raise Refusal(_("Scrivi il motivo: lo leggerà chi ha composto."), code="no_reason")
    locked = prepared(lock_issue(issue), actor=actor, now=now)
    ISSUE.move(locked, step, actor=actor)
    EFFECTS.get(step, _no_effect)(locked, actor, now, reason.strip())
    locked.changed_at = now
    locked.save(update_fields=MOVED)
    said = SENTENCES[step] % {"title": locked.title}
    more = {"reason": locked.reason} if reason.strip() else {}
    trail.record(f"newsletter.issue.{step}", said, subject=locked, actor=actor, now=now, **more)
    announce(f"newsletter.issue.{step}", subject=locked, actor=actor, space_id=locked.space.pk)
    return locked


def _no_effect(issue: Issue, actor, now: datetime, reason: str) -> None:
    """Only the state changes."""


def _submit(issue: Issue, actor, now: datetime, reason: str) -> None:
    issue.submitted_by_id, issue.reason = actor.person_id, ""
    notices.ask_for_approval(issue, now=now)


def _approve(issue: Issue, actor, now: datetime, reason: str) -> None:
    """Freeze what is read: what is sent is what was approved, whatever happens to the contents."""
    drawn = drawing.live_pieces(issue)
    links = drawing.links_of(drawn)
    issue.frozen = {"pieces": drawn, "links": links}
    issue.text = drawing.search_text(issue, drawn)
    issue.approved_by_id, issue.approved_at = actor.person_id, now
    Link.objects.filter(issue=issue).delete()
    Link.objects.bulk_create(
        Link(issue=issue, number=number, url=url, label=label[:200])
        for number, (url, label) in enumerate(links, 1)
    )
    notices.approval_given(issue, now=now)
    if issue.send_at is None:
        issue.send_at = now
        _go(issue)


def _go(issue: Issue) -> None:
    enqueue(
        tasks.send_issue, key=f"issue:{issue.pk}", issue_id=issue.pk, space_id=issue.space.pk,
        person_id=issue.submitted_by_id,
    )  # fmt: skip


def _send_back(issue: Issue, actor, now: datetime, reason: str) -> None:
    issue.reason = reason
    notices.sent_back(issue, actor=actor, now=now)


def _cancel(issue: Issue, actor, now: datetime, reason: str) -> None:
    issue.send_at = None
    notices.approval_given(issue, now=now)


def _stop(issue: Issue, actor, now: datetime, reason: str) -> None:
    issue.stopped_at = now


def _resume(issue: Issue, actor, now: datetime, reason: str) -> None:
    issue.stopped_at = None
    _go(issue)


def _close(issue: Issue, actor, now: datetime, reason: str) -> None:
    """The others will not get it: their deliveries are dropped, the number stays taken."""
    issue.deliveries.filter(state=DeliveryState.WAITING).delete()
    issue.stopped_at, issue.sent_at = None, now


EFFECTS = {
    "submit": _submit,
    "approve": _approve,
    "send_back": _send_back,
    "cancel": _cancel,
    "stop": _stop,
    "resume": _resume,
    "close": _close,
}


@transaction.atomic
def schedule(*, issue: Issue, send_at: datetime | None, actor, now: datetime) -> Issue:
    """Choose when it leaves (None: as soon as approved); refuses the past.

    Of a draft or of one in approval it is who composes; of one already approved, who approves.
    """
    if send_at is not None and send_at <= now:
        raise Refusal(
            _("Il momento scelto è già passato: scegli un'ora dopo le %(now)s di oggi.")
            % {"now": formats.time_it(now)},
            code="in_the_past",
        )
    locked = prepared(lock_issue(issue), actor=actor, now=now)
    if locked.state == IssueState.SCHEDULED:
        ISSUE.move(locked, "reschedule", actor=actor)
    else:
        actor.require(NewsletterPermission.COMPOSE, locked)
        if locked.state not in (IssueState.DRAFT, IssueState.IN_APPROVAL):
            raise Refusal(_("È già partita: l'ora non si cambia più."), code="wrong_state")
    locked.send_at, locked.changed_at = send_at, now
    if locked.state == IssueState.SCHEDULED and send_at is None:
        locked.send_at = now
        _go(locked)
    locked.save(update_fields=["send_at", "changed_at"])
    said = SENTENCES["reschedule"] % {"title": locked.title}
    trail.record("newsletter.issue.schedule", said, subject=locked, actor=actor, now=now)
    return locked


def send_test(*, issue: Issue, email: str, actor, now: datetime) -> None:
    """Send the issue as it is now to the person who composes, and to nobody else."""
    actor.require(NewsletterPermission.COMPOSE, issue)
    letter = Press(issue, now=now, is_test=True).test_letter(email=email)
    try:
        with Post() as post:
            answer = post.send(letter)
    except OSError as error:
        raise Refusal(
            _("Il server di posta non risponde: riprova tra qualche minuto."), code="no_server"
        ) from error
    if answer.fate is not Fate.SENT:
        raise Refusal(
            _("Il server di posta non ha accettato la prova: %(why)s") % {"why": answer.text},
            code="not_accepted",
        )
    trail.record(
        "newsletter.issue.tested",
        _("Prova di «%(title)s» spedita a chi la compone.") % {"title": issue.title},
        subject=issue,
        actor=actor,
        now=now,
    )
