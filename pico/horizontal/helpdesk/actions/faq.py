"""Answers: written, reviewed, published by the owner of the content, kept with all their versions."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.enti.terms import EnteKind
from pico.core.files.actions import upload_file
from pico.core.foundation import rich_text
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import close_task, open_task
from pico.core.people import audience

from ..models import Faq, FaqIdea, FaqVersion
from ..permissions import KnowledgePermission
from ..queries import faq as queries
from ..terms import FAQ_FILE_BYTES, MODULE, REVIEW_MONTHS, FaqState

TO_APPROVE = "helpdesk.faq.to_approve"
TO_REVIEW = "helpdesk.faq.to_review"
SENT_BACK = "helpdesk.faq.sent_back"
IDEA = "helpdesk.faq.idea"
APPROVERS = {EnteKind.UPI: Role.UPI_EDITOR, EnteKind.UPI_REGIONAL: Role.REGIONAL_EDITOR}


def _tell(faq: Faq, event: str, sentence: str, actor: Actor, now: datetime, **data) -> None:
    trail.record(
        f"helpdesk.faq.{event}", sentence, subject=faq, actor=actor, now=now,
        reserved=faq.state == FaqState.DRAFT, **data,
    )  # fmt: skip
    announce(f"helpdesk.faq.{event}", subject=faq, actor=actor)


def _require_place(space: Space | None, actor: Actor) -> None:
    """Refuse a site of others; every site at once is for UPI."""
    if actor.is_system:
        return
    own = queries.runs_every_site(actor) if space is None else space.ente_id == actor.ente_id
    if not own:
        raise Refusal(
            _("Puoi scrivere FAQ solo per il sito del tuo ente: scegli quello."),
            code="site_not_yours",
        )


def _require_scope(scope: str, actor: Actor, was: str = "") -> None:
    if not scopes.KEY.match(scope):
        raise Refusal(_("Livello di condivisione non valido."), code="bad_scope")
    if scope == was or actor.is_system or audience.may_publish_at(actor, scope):
        return
    raise Refusal(
        _("Non puoi pubblicare a questo livello: scegline un altro."), code="scope_not_yours"
    )


def _prepared(answer: str) -> str:
    clean = rich_text.clean(answer)
    if rich_text.is_blank(clean):
        raise Refusal(_("Scrivi la risposta: è vuota."), code="no_answer")
    return clean


def _keep_version(faq: Faq, note: str, actor: Actor, now: datetime) -> None:
    FaqVersion.objects.create(
        faq=faq, number=faq.version, question=faq.question, answer=faq.answer, note=note,
        by_id=actor.person_id, at=now,
    )  # fmt: skip


def _attach(faq: Faq, content, actor: Actor, now: datetime) -> None:
    if content is None:
        return
    if content.size > FAQ_FILE_BYTES:
        raise Refusal(_("L'allegato supera 20 MB: riducilo."), code="too_big")
    faq.file = upload_file(
        content=content, name=content.name, scope=scopes.ente(actor.ente_id), module=MODULE,
        actor=actor, now=now,
    )  # fmt: skip


@transaction.atomic
def write_faq(
    *, question: str, answer: str, topic: str, scope: str, actor: Actor, now: datetime,
    space: Space | None = None, related: Iterable[Faq] = (), attachment=None,
    idea: FaqIdea | None = None, **fields,
) -> Faq:  # fmt: skip
    """Write an answer for the ente acted for: a draft. Refuses a site or a level that is not the actor's."""
    actor.require(KnowledgePermission.WRITE)
    _require_place(space, actor)
    _require_scope(scope, actor)
    faq = Faq(
        owner_id=actor.ente_id, author_id=actor.person_id, editor_id=actor.person_id,
        question=" ".join(question.split()), answer=_prepared(answer), topic=topic, scope=scope,
        space=space, created_at=now, changed_at=now, **fields,
    )  # fmt: skip
    _attach(faq, attachment, actor, now)
    faq.save(force_insert=True)
    faq.related.set(related)
    _keep_version(faq, _("Prima stesura"), actor, now)
    if idea is not None:
        FaqIdea.objects.filter(pk=idea.pk).update(faq=faq)
        close_task(subject=idea, kind=IDEA, now=now)
    _tell(faq, "written", _("FAQ «%(title)s» scritta.") % {"title": faq.question}, actor, now)
    return faq


@transaction.atomic
def change_faq(
    *, faq: Faq, question: str, answer: str, scope: str, version: int, actor: Actor,
    now: datetime, space: Space | None = None, related: Iterable[Faq] = (), attachment=None,
    note: str = "", **fields,
) -> Faq:  # fmt: skip
    """Change an answer; other words make a new version. What is published stays so.

    Refuses others, a site or a level that is not the actor's, and words changed by somebody else
    since `version` was read.
    """
    actor.require(KnowledgePermission.CHANGE, faq)
    faq = Faq.objects.select_for_update().get(pk=faq.pk)
    _require_fresh(faq, version)
    if space != faq.space:
        _require_place(space, actor)
    _require_scope(scope, actor, was=faq.scope)
    before = (faq.question, faq.answer)
    faq.question, faq.answer = " ".join(question.split()), _prepared(answer)
    faq.scope, faq.space, faq.changed_at = scope, space, now
    faq.editor_id = actor.person_id
    for name, value in fields.items():
        setattr(faq, name, value)
    _attach(faq, attachment, actor, now)
    if before != (faq.question, faq.answer):
        faq.version += 1
        _keep_version(faq, note.strip(), actor, now)
    faq.save()
    faq.related.set(related)
    _tell(faq, "changed", _("FAQ modificata."), actor, now)
    return faq


def _require_fresh(faq: Faq, version: int) -> None:
    if faq.version != version:
        raise Refusal(
            _("Intanto %(who)s ha cambiato la risposta: ricarica la pagina e ripeti la modifica.")
            % {"who": faq.editor},
            code="changed_meanwhile",
        )


@transaction.atomic
def restore_version(*, faq: Faq, number: int, actor: Actor, now: datetime) -> Faq:
    """Bring the words of an older version back, as a new one. Refuses others, and the words of today."""
    actor.require(KnowledgePermission.CHANGE, faq)
    faq = Faq.objects.select_for_update().get(pk=faq.pk)
    old = queries.version_of(faq, number)
    if (old.question, old.answer) == (faq.question, faq.answer):
        raise Refusal(_("È già il testo di oggi."), code="same_words")
    faq.question, faq.answer = old.question, old.answer
    faq.version, faq.changed_at, faq.editor_id = faq.version + 1, now, actor.person_id
    faq.save(update_fields=["question", "answer", "version", "changed_at", "editor"])
    note = _("Ripristinata la versione %(n)d") % {"n": number}
    _keep_version(faq, note, actor, now)
    _tell(faq, "changed", f"{note}.", actor, now)
    return faq


def _locked(faq: Faq, permission: str, states: Iterable[str], actor: Actor) -> Faq:
    """Return the answer, locked; refuse who may not and a state from which the step does not start."""
    actor.require(permission, faq)
    locked = Faq.objects.select_for_update().select_related("owner").get(pk=faq.pk)
    if locked.state not in states:
        raise Refusal(
            _("La FAQ è «%(state)s»: aggiorna la pagina, questo passo non è più possibile.")
            % {"state": locked.get_state_display()},
            code="wrong_state",
        )
    return locked


@transaction.atomic
def send_to_review(*, faq: Faq, actor: Actor, now: datetime) -> Faq:
    """Ask the owner of the content to approve a draft."""
    faq = _locked(faq, KnowledgePermission.CHANGE, [FaqState.DRAFT], actor)
    faq.state, faq.reason = FaqState.REVIEW, ""
    faq.save(update_fields=["state", "reason"])
    open_task(
        subject=faq, kind=TO_APPROVE, ente=faq.owner, role=approver_of(faq),
        title=_("FAQ da approvare: %(title)s") % {"title": faq.question},
        reason=_("Proposta da %(who)s.") % {"who": actor.person_name},
        url=faq.get_absolute_url(), now=now,
    )  # fmt: skip
    close_task(subject=faq, kind=SENT_BACK, now=now)
    _tell(faq, "reviewed", _("FAQ mandata in revisione."), actor, now)
    return faq


def approver_of(faq: Faq) -> str:
    """The role that is asked to approve: the editors of the kind of ente that owns the answer."""
    return APPROVERS.get(faq.owner.kind, Role.PROVINCE_EDITOR)


@transaction.atomic
def publish_faq(*, faq: Faq, actor: Actor, now: datetime) -> Faq:
    """Approve and publish: the owner of the content. Refuses others, and what is published already."""
    before = (FaqState.DRAFT, FaqState.REVIEW)
    faq = _locked(faq, KnowledgePermission.PUBLISH, before, actor)
    faq.state, faq.published_at, faq.reason = FaqState.PUBLISHED, faq.published_at or now, ""
    faq.review_on = faq.review_on or months_after(timezone.localdate(now), REVIEW_MONTHS)
    faq.changed_at = now
    faq.save(update_fields=["state", "published_at", "reason", "review_on", "changed_at"])
    close_task(subject=faq, kind=TO_APPROVE, now=now)
    _tell(faq, "published", _("FAQ pubblicata."), actor, now)
    return faq


@transaction.atomic
def send_back(*, faq: Faq, reason: str, actor: Actor, now: datetime) -> Faq:
    """Send an answer back to who wrote it. Refuses others, and a return without reason."""
    if not reason.strip():
        raise Refusal(_("Scrivi che cosa manca: il redattore lo leggerà."), code="no_reason")
    faq = _locked(faq, KnowledgePermission.PUBLISH, [FaqState.REVIEW], actor)
    faq.state, faq.reason = FaqState.DRAFT, reason.strip()
    faq.save(update_fields=["state", "reason"])
    close_task(subject=faq, kind=TO_APPROVE, now=now)
    open_task(
        subject=faq, kind=SENT_BACK, person=faq.author,
        title=_("FAQ da completare: %(title)s") % {"title": faq.question},
        reason=faq.reason, url=faq.get_absolute_url(), now=now,
    )  # fmt: skip
    _tell(faq, "sent_back", _("FAQ rimandata al redattore."), actor, now)
    return faq


@transaction.atomic
def archive_faq(*, faq: Faq, actor: Actor, now: datetime) -> Faq:
    """Take an answer away from readers; it can be taken up again."""
    faq = _locked(faq, KnowledgePermission.PUBLISH, [FaqState.PUBLISHED], actor)
    faq.state = FaqState.ARCHIVED
    faq.save(update_fields=["state"])
    for kind in (TO_APPROVE, TO_REVIEW):
        close_task(subject=faq, kind=kind, now=now)
    _tell(faq, "archived", _("FAQ archiviata."), actor, now)
    return faq


@transaction.atomic
def reopen_faq(*, faq: Faq, actor: Actor, now: datetime) -> Faq:
    """Make an archived answer a draft again."""
    faq = _locked(faq, KnowledgePermission.PUBLISH, [FaqState.ARCHIVED], actor)
    faq.state = FaqState.DRAFT
    faq.save(update_fields=["state"])
    _tell(faq, "reopened", _("FAQ ripresa in mano."), actor, now)
    return faq


@transaction.atomic
def confirm_faq(*, faq: Faq, actor: Actor, now: datetime) -> Faq:
    """Say that an answer still holds: for a year more, also past its end of validity."""
    faq = _locked(faq, KnowledgePermission.PUBLISH, [FaqState.PUBLISHED], actor)
    today = timezone.localdate(now)
    faq.review_on = months_after(today, REVIEW_MONTHS)
    if faq.valid_until is not None and faq.valid_until < today:
        faq.valid_until = faq.review_on
    faq.save(update_fields=["review_on", "valid_until"])
    close_task(subject=faq, kind=TO_REVIEW, now=now)
    _tell(faq, "confirmed", _("FAQ riletta e confermata."), actor, now)
    return faq


def months_after(day: date, months: int) -> date:
    """The same day some months later; the 31st becomes the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)


def ask_to_review(*, actor: Actor, now: datetime) -> int:
    """Ask the editors of answers that expired or are to be read again; the search forgets the expired."""
    rows = queries.outdated(timezone.localdate(now))
    return sum(_ask_to_review(row, actor, now) for row in rows)


@transaction.atomic
def _ask_to_review(faq: Faq, actor: Actor, now: datetime) -> bool:
    reason = (
        _("La validità è finita: i lettori non la vedono più.")
        if faq.is_expired
        else _("È passato il giorno in cui rileggerla.")
    )
    open_task(
        subject=faq, kind=TO_REVIEW, ente=faq.owner, role=approver_of(faq),
        title=_("FAQ da rivedere: %(title)s") % {"title": faq.question},
        reason=reason, url=faq.get_absolute_url(), now=now,
    )  # fmt: skip
    announce("helpdesk.faq.outdated", subject=faq, actor=actor)
    return True


@transaction.atomic
def drop_idea(*, idea: FaqIdea, actor: Actor, now: datetime) -> None:
    """Say that no answer is needed. Refuses who does not write answers."""
    actor.require(KnowledgePermission.WRITE)
    FaqIdea.objects.filter(pk=idea.pk, faq=None).update(dropped_at=now)
    close_task(subject=idea, kind=IDEA, now=now)
    trail.record(
        "helpdesk.faq.idea_dropped", _("Proposta di FAQ «%(title)s» lasciata cadere.")
        % {"title": idea.title}, subject=idea, actor=actor, now=now, reserved=True,
    )  # fmt: skip
