"""An issue leaves: claimed one by one, handed over on one connection, marked, resumed where it was.

The claim of a delivery is committed before the server is spoken to; its outcome is committed together
with the next claim. What a dead worker left claimed is doubtful: it is not sent again by itself.
"""

import smtplib
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue, report

from .. import notices, queries, tasks
from ..letters import Press
from ..models import Delivery, Issue, MailingList, Subscription
from ..permissions import NewsletterPermission
from ..post import Answer, Fate, Post, ServerSaysNo
from ..terms import ATTEMPTS, DeliveryState, IssueState, SubscriberState
from ..workflow import ISSUE, prepared
from . import bouncing
from .steps import lock_issue

CHUNK = 2000
BATCH = 50

FATES = {
    Fate.SENT: DeliveryState.SENT,
    Fate.LATER: DeliveryState.WAITING,
    Fate.NO_ADDRESS: DeliveryState.BOUNCED,
    Fate.REFUSED: DeliveryState.FAILED,
    Fate.DOUBTFUL: DeliveryState.FAILED,
}


class NotAllSent(Exception):
    """Some recipients are left for the next attempt of the job."""


def start_due(*, now: datetime) -> int:
    """Enqueue every issue whose hour has come, and those on their way without a job."""
    due = Issue.objects.filter(state=IssueState.SCHEDULED, send_at__lte=now)
    going = Issue.objects.filter(state=IssueState.SENDING, stopped_at=None)
    found = [*due.values_list("pk", flat=True), *going.values_list("pk", flat=True)]
    for pk in found:
        enqueue(tasks.send_issue, key=f"issue:{pk}", issue_id=pk)
    return len(found)


def send_issue(*, issue_id: int, now: datetime, connection=None) -> None:
    """Start an issue if its hour has come, send to who waits, finish when nobody is left.

    `connection` is another mail connection than the platform's: the demo's past reached nobody.

    Raises NotAllSent, or the error of the connection, when the job must come back.
    """
    began = monotonic()
    start(issue_id=issue_id, now=now)
    issue = (
        Issue.objects.select_related("mailing_list__space__ente")
        .filter(pk=issue_id, state=IssueState.SENDING, stopped_at=None)
        .first()
    )
    if issue is None:
        return
    settle_doubts(issue_id=issue.pk, now=now)
    _hand_over(issue, now, connection)
    if not Issue.objects.filter(pk=issue.pk, state=IssueState.SENDING, stopped_at=None).exists():
        return
    if waiting(issue).exists():
        raise NotAllSent(_("Alcuni server chiedono di riprovare più tardi."))
    finish(issue_id=issue.pk, now=now + timedelta(seconds=monotonic() - began))


# Start and end -----------------------------------------------------------------------------------


@transaction.atomic
def start(*, issue_id: int, now: datetime) -> bool:
    """Give the issue its number and write who gets it; False when it is not its hour."""
    found = Issue.objects.filter(pk=issue_id, state=IssueState.SCHEDULED, send_at__lte=now).first()
    if found is None:
        return False
    # The list is the lock of its numbers: none is skipped, none is given twice.
    MailingList.objects.select_for_update().get(pk=found.mailing_list_id)
    issue = prepared(lock_issue(found), actor=SYSTEM, now=now)
    ISSUE.move(issue, "start", actor=SYSTEM)
    last = Issue.objects.filter(mailing_list=issue.mailing_list).aggregate(n=Max("number"))["n"]
    issue.number, issue.started_at, issue.changed_at = (last or 0) + 1, now, now
    issue.save(update_fields=["state", "number", "started_at", "changed_at"])
    count = _write_deliveries(issue)
    trail.record(
        "newsletter.issue.started",
        _("«%(title)s» in invio a %(count)d iscritti.") % {"title": issue, "count": count},
        subject=issue,
        actor=SYSTEM,
        now=now,
    )
    announce("newsletter.issue.started", subject=issue, actor=SYSTEM, space_id=issue.space.pk)
    return True


def _write_deliveries(issue: Issue) -> int:
    rows = queries.recipients(issue).order_by("subscriber_id")
    count, chunk = 0, []
    values = rows.values_list("subscriber_id", "subscriber__topics")
    for pk, topics in values.iterator(chunk_size=CHUNK):
        if queries.wants(topics, issue.topics):
            chunk.append(Delivery(issue=issue, subscriber_id=pk))
        if len(chunk) == CHUNK:
            count += len(Delivery.objects.bulk_create(chunk))
            chunk = []
    return count + len(Delivery.objects.bulk_create(chunk))


@transaction.atomic
def finish(*, issue_id: int, now: datetime) -> None:
    """Nobody is left: the issue is sent and enters the archive."""
    issue = prepared(lock_issue(Issue(pk=issue_id)), actor=SYSTEM, now=now)
    ISSUE.move(issue, "finish", actor=SYSTEM)
    issue.sent_at, issue.changed_at = issue.sent_at or now, now
    issue.save(update_fields=["state", "sent_at", "changed_at"])
    numbers = queries.progress(issue)
    trail.record(
        "newsletter.issue.sent",
        _("«%(title)s» inviata a %(sent)d iscritti; %(failed)d non riuscite.")
        % {"title": issue, "sent": numbers.sent, "failed": numbers.failed + numbers.bounced},
        subject=issue,
        actor=SYSTEM,
        now=now,
    )
    announce("newsletter.issue.sent", subject=issue, actor=SYSTEM, space_id=issue.space.pk)
    notices.left(issue, now=now)


# One by one --------------------------------------------------------------------------------------


def waiting(issue: Issue) -> QuerySet[Delivery]:
    return Delivery.objects.filter(issue=issue, state=DeliveryState.WAITING)


def settle_doubts(*, issue_id: int, now: datetime) -> int:
    """Close what a worker that died left claimed: perhaps it was sent, so it is not sent again."""
    return Delivery.objects.filter(issue=issue_id, state=DeliveryState.CLAIMED).update(
        state=DeliveryState.FAILED,
        is_doubtful=True,
        at=now,
        answer=_("Interrotta durante la consegna: forse è arrivata."),
    )


def _hand_over(issue: Issue, now: datetime, connection=None) -> None:
    """Send to everybody who waits, each once in this pass."""
    press, last = Press(issue, now=now), 0
    numbers = queries.progress(issue)
    done, total = numbers.done, numbers.total
    with Post(connection) as post:
        while batch := _next(issue, last):
            report(done, total)
            if not Issue.objects.filter(pk=issue.pk, stopped_at=None).exists():
                return
            done += _send_batch(batch, press, post)
            last = batch[-1].pk
    report(done, total)


def _next(issue: Issue, last: int) -> list[Delivery]:
    """The next who wait, with whether they still want it: who left a minute ago gets nothing."""
    on = Subscription.objects.filter(
        subscriber=OuterRef("subscriber"),
        mailing_list=issue.mailing_list_id,
        state=SubscriberState.ACTIVE,
        subscriber__state=SubscriberState.ACTIVE,
    )
    return list(
        waiting(issue)
        .filter(pk__gt=last)
        .annotate(is_wanted=Exists(on))
        .select_related("subscriber")
        .order_by("pk")[:BATCH]
    )


def _send_batch(batch: list[Delivery], press: Press, post: Post) -> int:
    """Send one after the other; one commit for each: the outcome of one and the claim of the next."""
    before: tuple[Delivery, Answer] | None = None
    for delivery in batch:
        is_mine = _settle_and_claim(before, delivery)
        before = None
        if not is_mine:
            continue
        try:
            answer = post.send(_letter(press, delivery))
        except (OSError, smtplib.SMTPException, ServerSaysNo):
            release(delivery_id=delivery.pk)
            raise
        before = (delivery, answer)
    _settle_and_claim(before, None)
    return len(batch)


def _letter(press: Press, delivery: Delivery):
    reader = delivery.subscriber
    return press.letter(subscriber_id=reader.pk, email=reader.email, key=reader.key)


@transaction.atomic
def _settle_and_claim(before: tuple[Delivery, Answer] | None, following: Delivery | None) -> bool:
    if before:
        settle(delivery=before[0], answer=before[1], now=timezone.now())
    if following is None:
        return False
    rows = Delivery.objects.filter(pk=following.pk, state=DeliveryState.WAITING)
    if not following.is_wanted:
        rows.update(
            state=DeliveryState.FAILED, at=timezone.now(), answer=_("Disiscritto prima dell'invio.")
        )
        return False
    return bool(rows.update(state=DeliveryState.CLAIMED, at=timezone.now()))


def settle(*, delivery: Delivery, answer: Answer, now: datetime) -> None:
    """Write what became of a delivery; one that the server took stays sent whatever was written since."""
    state = FATES[answer.fate]
    if answer.fate is Fate.LATER and delivery.attempts + 1 >= ATTEMPTS:
        state = DeliveryState.FAILED
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state,
        attempts=F("attempts") + 1,
        at=now,
        answer=answer.text[:250],
        is_doubtful=answer.fate is Fate.DOUBTFUL,
    )
    if answer.fate is Fate.NO_ADDRESS:
        bouncing.count_hard_bounce(subscriber_id=delivery.subscriber_id, now=now)


def release(*, delivery_id: int) -> None:
    """Give back a claim: the letter was surely not handed over."""
    Delivery.objects.filter(pk=delivery_id, state=DeliveryState.CLAIMED).update(
        state=DeliveryState.WAITING
    )


@transaction.atomic
def send_again(*, issue: Issue, actor, now: datetime) -> int:
    """Have the deliveries that failed sent again, the doubtful ones too: a person has decided so.

    They keep their Message-ID, by which many mailboxes drop the second copy. Returns how many.
    """
    actor.require(NewsletterPermission.APPROVE, issue)
    locked = lock_issue(issue)
    if locked.state not in (IssueState.SENT, IssueState.SENDING):
        raise Refusal(_("La newsletter non è ancora partita."), code="wrong_state")
    count = Delivery.objects.filter(issue=locked, state=DeliveryState.FAILED).update(
        state=DeliveryState.WAITING, attempts=0, is_doubtful=False, answer=""
    )
    if not count:
        raise Refusal(_("Nessuna consegna da ritentare."), code="nothing_failed")
    locked.state, locked.stopped_at = IssueState.SENDING, None
    locked.save(update_fields=["state", "stopped_at"])
    trail.record(
        "newsletter.issue.again",
        _("%(n)d consegne di «%(title)s» ritentate.") % {"n": count, "title": locked},
        subject=locked,
        actor=actor,
        now=now,
    )
    enqueue(tasks.send_issue, key=f"issue:{locked.pk}", issue_id=locked.pk)
    return count
