"""Reports are made and decided; measures are taken towards authors."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import close_task, notify
from pico.core.notices.terms import NoticeLevel

from ..models import Post, Report, Sanction
from ..permissions import CommunityPermission
from ..queries import moderation as queries
from ..terms import MEASURE_DAYS, OPEN_REPORTS, Measure, ReportReason, ReportState
from .discussions import ask
from .moderation import OUTCOME, hide_post
from .posts import is_reserved

REPORTED = "community.report.waiting"
SANCTIONED = "community.sanction.taken"


@transaction.atomic
def report_post(*, post: Post, reason: str, note: str, actor: Actor, now: datetime) -> Report:
    """Tell who moderates that a post should not stand as it is; once until it is decided.

    Refuses who may not read it, an unknown reason, «Altro» without words, and a second report.
    """
    actor.require(CommunityPermission.REACT, post)
    if reason == ReportReason.OTHER and not note.strip():
        raise Refusal(_("Scrivi che cosa non va."), code="no_note")
    try:
        with transaction.atomic():
            made = Report.objects.create(
                post=post,
                reporter_id=actor.person_id,
                reason=ReportReason(reason),
                note=note.strip(),
                created_at=now,
            )
    except IntegrityError:
        raise Refusal(
            _("L'hai già segnalato: riceverai l'esito."), code="already_reported"
        ) from None
    trail.record(
        "community.report.made",
        _("Intervento %(number)d segnalato: %(reason)s.")
        % {"number": post.number, "reason": made.get_reason_display()},
        subject=made, actor=actor, now=now, reserved=True,
    )  # fmt: skip
    ask(
        post.discussion.category,
        {
            "subject": made,
            "kind": REPORTED,
            "title": _("Segnalazione da esaminare: %(reason)s")
            % {"reason": made.get_reason_display()},
            "reason": _("Un intervento in «%(title)s» è stato segnalato.")
            % {"title": post.discussion.title},
            "url": reverse("community:report", args=[made.pk]),
            "reserved": is_reserved(post.discussion),
            "now": now,
        },
    )
    return made


@transaction.atomic
def take_report(*, report: Report, actor: Actor, now: datetime) -> None:
    """Say that one is looking at it. Refuses who does not moderate, and what is decided."""
    actor.require(CommunityPermission.MODERATE, report.post)
    moved = Report.objects.filter(pk=report.pk, state=ReportState.NEW)
    if not moved.update(state=ReportState.IN_REVIEW):
        raise Refusal(_("La segnalazione è già in esame o decisa."), code="decided")
    trail.record(
        "community.report.taken", _("Segnalazione presa in esame."),
        subject=report, actor=actor, now=now, reserved=True,
    )  # fmt: skip


@transaction.atomic
def decide_report(
    *,
    report: Report,
    is_upheld: bool,
    outcome: str,
    actor: Actor,
    now: datetime,
    measure: str = "",
) -> Report:
    """Decide on a report: upheld hides the post and may bring a measure; both sides are told why.

    Refuses who does not moderate, who reported or wrote it himself, a decision already taken or
    without reasons.
    """
    post = report.post
    actor.require(CommunityPermission.MODERATE, post)
    report = Report.objects.select_for_update().select_related("post__discussion").get(pk=report.pk)
    if report.state not in OPEN_REPORTS:
        raise Refusal(_("La segnalazione è già stata decisa."), code="decided")
    if actor.person_id in (report.reporter_id, post.author_id):
        raise Refusal(_("Riguarda te: la decide un altro moderatore."), code="own_affair")
    if not outcome.strip():
        raise Refusal(
            _("Scrivi l'esito motivato: lo leggeranno i due interessati."), code="no_reason"
        )
    report.state = ReportState.UPHELD if is_upheld else ReportState.REJECTED
    report.outcome, report.decided_at = outcome.strip(), now
    report.decided_by_id = actor.person_id
    report.save(update_fields=["state", "outcome", "decided_at", "decided_by"])
    if is_upheld and post.is_shown:
        hide_post(post=post, reason=outcome, actor=actor, now=now)
    if is_upheld and measure:
        sanction(post=post, measure=measure, reason=outcome, actor=actor, now=now)
    close_task(subject=report, kind=REPORTED, now=now)
    sentence = _("Segnalazione accolta.") if is_upheld else _("Segnalazione respinta.")
    trail.record(
        "community.report.decided", sentence, subject=report, actor=actor, now=now, reserved=True
    )
    _tell_outcome(report, now)
    return report


def _tell_outcome(report: Report, now: datetime) -> None:
    discussion = report.post.discussion
    said = {"title": discussion.title, "state": report.get_state_display().lower()}
    people = {report.reporter_id: _("La tua segnalazione in «%(title)s» è stata %(state)s.") % said}
    if report.state == ReportState.UPHELD:
        people[report.post.author_id] = (
            _("Un tuo intervento in «%(title)s» è stato nascosto.") % said
        )
    for person, title in people.items():
        notify(
            people=[person],
            kind=OUTCOME,
            level=NoticeLevel.ACT,
            title=title,
            body=report.outcome,
            url=reverse("community:forum"),
            subject=report,
            reserved=is_reserved(discussion),
            now=now,
        )


@transaction.atomic
def sanction(*, post: Post, measure: str, reason: str, actor: Actor, now: datetime) -> Sanction:
    """Warn the author of a post, or keep him from writing for some days where the ente runs categories.

    Refuses who does not moderate there in the name of its ente, oneself, and a measure without reason.
    """
    actor.require(CommunityPermission.MODERATE, post)
    if post.author_id == actor.person_id:
        raise Refusal(_("Non si prendono provvedimenti verso sé stessi."), code="own_affair")
    if not reason.strip():
        raise Refusal(_("Scrivi il motivo: lo leggerà chi lo riceve."), code="no_reason")
    category = post.discussion.category
    days = MEASURE_DAYS[Measure(measure)]
    if days and queries.suspension(post.author_id, category, now):
        raise Refusal(_("È già sospeso."), code="already_suspended")
    made = Sanction.objects.create(
        person_id=post.author_id,
        owner_id=category.owner_id,
        measure=measure,
        reason=reason.strip(),
        post=post,
        by_id=actor.person_id,
        at=now,
        until=now + timedelta(days=days) if days else None,
    )
    trail.record(
        "community.sanction.taken",
        _("%(measure)s a %(name)s.")
        % {"measure": made.get_measure_display(), "name": post.author},
        subject=made, actor=actor, now=now, reserved=True,
    )  # fmt: skip
    notify(
        people=[post.author_id],
        kind=SANCTIONED,
        level=NoticeLevel.ACT,
        title=made.get_measure_display(),
        body=made.reason,
        url=reverse("community:rules"),
        subject=made,
        now=now,
    )
    return made
