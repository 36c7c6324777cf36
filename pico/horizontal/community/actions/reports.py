"""Reports are made and decided; measures are taken towards authors."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.enti.terms import PROVINCES, EnteKind
from pico.core.files import actions as files
from pico.core.files.models import StoredFile
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import close_task, notify, open_task
from pico.core.notices.terms import NoticeLevel

from ..models import Article, Comment, Document, Post, Practice, Report, Sanction
from ..permissions import CommunityPermission
from ..queries import moderation as queries
from ..terms import (
    MEASURE_DAYS,
    OPEN_REPORTS,
    PRACTICE_SHOWN,
    CommentState,
    Measure,
    ReportReason,
    ReportState,
)
from . import blog, practices
from .discussions import ask
from .moderation import OUTCOME, hide_post

REPORTED = "community.report.waiting"
SANCTIONED = "community.sanction.taken"


# Made --------------------------------------------------------------------------------------------


@transaction.atomic
def report_post(*, post: Post, reason: str, note: str, actor: Actor, now: datetime) -> Report:
    """Tell who moderates that a post should not stand as it is; once until it is decided.

    Refuses who may not read it, an unknown reason, «Altro» without words, and a second report.
    """
    actor.require(CommunityPermission.REACT, post)
    return _report(Report(post=post), reason, note, actor, now)


@transaction.atomic
def report_comment(
    *, comment: Comment, reason: str, note: str, actor: Actor, now: datetime
) -> Report:
    """As `report_post`: a comment that is shown under an article that one reads."""
    _require_shown(
        comment.state == CommentState.SHOWN and comment.article.is_published, comment.article, actor
    )
    return _report(Report(comment=comment), reason, note, actor, now)


@transaction.atomic
def report_article(
    *, article: Article, reason: str, note: str, actor: Actor, now: datetime
) -> Report:
    """As `report_post`: a published article."""
    _require_shown(article.is_published, article, actor)
    return _report(Report(article=article), reason, note, actor, now)


@transaction.atomic
def report_practice(
    *, practice: Practice, reason: str, note: str, actor: Actor, now: datetime
) -> Report:
    """As `report_post`: a published card."""
    _require_shown(practice.state in PRACTICE_SHOWN, practice, actor)
    return _report(Report(practice=practice), reason, note, actor, now)


@transaction.atomic
def report_document(
    *, document: Document, reason: str, note: str, actor: Actor, now: datetime
) -> Report:
    """As `report_post`: a document that is not in the bin."""
    _require_shown(not document.file.is_trashed, document, actor)
    return _report(Report(document=document), reason, note, actor, now)


def _require_shown(is_shown: bool, whole, actor: Actor) -> None:
    """Refuse who may not read it, and what is not to be read any more."""
    actor.require(CommunityPermission.REPORT, whole)
    if not is_shown:
        raise Refusal(_("Non si legge già più: non serve segnalarlo."), code="not_shown")


def _report(made: Report, reason: str, note: str, actor: Actor, now: datetime) -> Report:
    if reason == ReportReason.OTHER and not note.strip():
        raise Refusal(_("Scrivi che cosa non va."), code="no_note")
    made.reporter_id, made.reason = actor.person_id, ReportReason(reason)
    made.note, made.created_at = note.strip(), now
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refusal(
            _("L'hai già segnalato: riceverai l'esito."), code="already_reported"
        ) from None
    trail.record(
        "community.report.made",
        _("Segnalazione fatta: %(reason)s.") % {"reason": made.get_reason_display()},
        subject=made, actor=actor, now=now, reserved=True,
    )  # fmt: skip
    _ask(made, now)
    return made


def _ask(made: Report, now: datetime) -> None:
    """Put the report on the list of who decides on it."""
    said = {
        "subject": made,
        "kind": REPORTED,
        "title": _("Segnalazione da esaminare: %(reason)s") % {"reason": made.get_reason_display()},
        "reason": _("In «%(title)s» qualcosa è stato segnalato.") % {"title": made.title},
        "url": reverse("community:report", args=[made.pk]),
        "reserved": made.is_reserved,
        "now": now,
    }
    if made.post_id:
        ask(made.post.discussion.category, said)
        return
    ente, role = _desk_for(made.ente_of_owner)
    open_task(ente=ente, role=role, **said)


EDITOR_OF = {EnteKind.UPI: Role.UPI_EDITOR, EnteKind.UPI_REGIONAL: Role.REGIONAL_EDITOR}


def _desk_for(owner: Ente) -> tuple[Ente, str]:
    """Whose task it is: the editors of the owner; for the other enti those of their Provincia."""
    if owner.kind in EDITOR_OF:
        return owner, EDITOR_OF[EnteKind(owner.kind)]
    if owner.is_province:
        return owner, Role.PROVINCE_EDITOR
    province = Ente.objects.filter(
        kind__in=PROVINCES, territory=owner.territory_id, valid_to=None
    ).first()
    return (province, Role.PROVINCE_EDITOR) if province else (owner, Role.ENTE_ADMIN)


# Decided -----------------------------------------------------------------------------------------


@transaction.atomic
def take_report(*, report: Report, actor: Actor, now: datetime) -> None:
    """Say that one is looking at it. Refuses who does not moderate, and what is decided."""
    actor.require(CommunityPermission.DECIDE_REPORT, report)
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
    """Decide on a report: upheld takes the thing away and may bring a measure; both sides are told why.

    Refuses who does not moderate, who reported or wrote it himself, a decision already taken or
    without reasons.
    """
    actor.require(CommunityPermission.DECIDE_REPORT, report)
    report = queries.locked(report)
    if report.state not in OPEN_REPORTS:
        raise Refusal(_("La segnalazione è già stata decisa."), code="decided")
    if actor.person_id in (report.reporter_id, report.author.pk):
        raise Refusal(_("Riguarda te: la decide un altro moderatore."), code="own_affair")
    if not outcome.strip():
        raise Refusal(
            _("Scrivi l'esito motivato: lo leggeranno i due interessati."), code="no_reason"
        )
    report.state = ReportState.UPHELD if is_upheld else ReportState.REJECTED
    report.outcome, report.decided_at = outcome.strip(), now
    report.decided_by_id = actor.person_id
    report.save(update_fields=["state", "outcome", "decided_at", "decided_by"])
    if is_upheld:
        TAKE_AWAY[report.kind](report, actor, now)
    if is_upheld and measure:
        sanction(report=report, measure=measure, reason=outcome, actor=actor, now=now)
    close_task(subject=report, kind=REPORTED, now=now)
    sentence = _("Segnalazione accolta.") if is_upheld else _("Segnalazione respinta.")
    trail.record(
        "community.report.decided", sentence, subject=report, actor=actor, now=now, reserved=True
    )
    _tell_outcome(report, now)
    return report


def _hide_post(report: Report, actor: Actor, now: datetime) -> None:
    if report.post.is_shown:
        hide_post(post=report.post, reason=report.outcome, actor=actor, now=now)


def _hide_comment(report: Report, actor: Actor, now: datetime) -> None:
    if report.comment.state == CommentState.SHOWN:
        blog.put_comment(report.comment, CommentState.HIDDEN, actor, now)


def _take_article(report: Report, actor: Actor, now: datetime) -> None:
    blog.take_back(report.article, actor, now, reason=report.outcome)


def _take_practice(report: Report, actor: Actor, now: datetime) -> None:
    practices.take_back(report.practice, actor, now, reason=report.outcome)


def _take_document(report: Report, actor: Actor, now: datetime) -> None:
    """Into the bin, for thirty days: the version that was there stays as evidence meanwhile."""
    file = report.document.file
    files.put_away_files(
        files=StoredFile.objects.filter(pk=file.pk), person_id=actor.person_id, now=now
    )
    trail.record(
        "community.document.taken_away", _("Documento tolto dopo una segnalazione."),
        subject=file, actor=actor, now=now, reserved=file.is_reserved,
    )  # fmt: skip
    announce("files.file.trashed", subject=file, actor=actor)


TAKE_AWAY = {
    "post": _hide_post,
    "comment": _hide_comment,
    "article": _take_article,
    "practice": _take_practice,
    "document": _take_document,
}


def _tell_outcome(report: Report, now: datetime) -> None:
    said = {"title": report.title, "state": report.get_state_display().lower()}
    people = {report.reporter_id: _("La tua segnalazione in «%(title)s» è stata %(state)s.") % said}
    if report.state == ReportState.UPHELD:
        people[report.author.pk] = _told_author(report) % said
    for person, title in people.items():
        notify(
            people=[person],
            kind=OUTCOME,
            level=NoticeLevel.ACT,
            title=title,
            body=report.outcome,
            url=reverse("community:forum"),
            subject=report,
            reserved=report.is_reserved,
            now=now,
        )


def _told_author(report: Report) -> str:
    return {
        "post": _("Un tuo intervento in «%(title)s» è stato nascosto."),
        "comment": _("Un tuo commento a «%(title)s» è stato nascosto."),
        "article": _("Il tuo articolo «%(title)s» è stato ritirato."),
        "practice": _("La tua scheda «%(title)s» è stata ritirata."),
        "document": _("Il tuo documento «%(title)s» è stato messo nel cestino."),
    }[report.kind]


# Measures ----------------------------------------------------------------------------------------


@transaction.atomic
def sanction(*, report: Report, measure: str, reason: str, actor: Actor, now: datetime) -> Sanction:
    """Warn an author, or keep him from writing for some days where the ente runs categories.

    The ente is that of the category of a post, that of the moderator for the rest. Refuses who may not
    decide on the report, oneself, and a measure without reason.
    """
    actor.require(CommunityPermission.DECIDE_REPORT, report)
    author = report.author
    if author.pk == actor.person_id:
        raise Refusal(_("Non si prendono provvedimenti verso sé stessi."), code="own_affair")
    if not reason.strip():
        raise Refusal(_("Scrivi il motivo: lo leggerà chi lo riceve."), code="no_reason")
    owner = report.post.discussion.category.owner_id if report.post_id else actor.ente_id
    days = MEASURE_DAYS[Measure(measure)]
    if days and queries.suspension(author.pk, owner, now):
        raise Refusal(_("È già sospeso."), code="already_suspended")
    made = Sanction.objects.create(
        person=author,
        owner_id=owner,
        measure=measure,
        reason=reason.strip(),
        post_id=report.post_id,
        by_id=actor.person_id,
        at=now,
        until=now + timedelta(days=days) if days else None,
    )
    trail.record(
        "community.sanction.taken",
        _("%(measure)s a %(name)s.")
        % {"measure": made.get_measure_display(), "name": author},
        subject=made, actor=actor, now=now, reserved=True,
    )  # fmt: skip
    notify(
        people=[author.pk],
        kind=SANCTIONED,
        level=NoticeLevel.ACT,
        title=made.get_measure_display(),
        body=made.reason,
        url=reverse("community:rules"),
        subject=made,
        now=now,
    )
    return made
