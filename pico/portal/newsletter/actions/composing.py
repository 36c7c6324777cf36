"""An issue is composed: its head, its blocks in order."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pico.core.audit import trail
from pico.core.foundation import rich_text
from pico.core.foundation.errors import Refusal

from .. import contents, drawing
from ..models import Block, Issue, MailingList
from ..permissions import NewsletterPermission
from ..terms import BLOCKS, BlockKind, IssueState
from ..topics import known

HEAD = ("mailing_list", "title", "subject", "preheader", "topics")


@transaction.atomic
def create_issue(*, mailing_list: MailingList, actor, now: datetime, **values) -> Issue:
    """Begin a draft for a list; the signature of the list, if any, is drawn by the letter itself."""
    actor.require(NewsletterPermission.COMPOSE, mailing_list)
    issue = Issue.objects.create(
        mailing_list=mailing_list,
        title=values["title"],
        subject=values["subject"],
        preheader=values.get("preheader", ""),
        topics=known(values.get("topics", ())),
        author_id=actor.person_id,
        created_at=now,
        changed_at=now,
    )
    _record("created", _("Bozza «%(title)s» creata."), issue, actor, now)
    return issue


@transaction.atomic
def edit_issue(*, issue: Issue, actor, now: datetime, **values) -> Issue:
    """Change the head of a draft; the list only for another of the same space."""
    locked = lock_draft(issue, actor)
    chosen = {name: value for name, value in values.items() if name in HEAD}
    if "mailing_list" in chosen and chosen["mailing_list"].space_id != locked.space.pk:
        raise Refusal(_("La lista è di un altro spazio: scegline una tua."), code="other_space")
    for name, value in chosen.items():
        setattr(locked, name, known(value) if name == "topics" else value)
    locked.changed_at = now
    locked.save(update_fields=[*chosen, "changed_at"])
    _record("changed", _("Bozza «%(title)s» modificata."), locked, actor, now)
    return locked


@transaction.atomic
def copy_issue(*, issue: Issue, actor, now: datetime) -> Issue:
    """Begin a new draft from an issue: the same list and blocks, to be brought up to date."""
    actor.require(NewsletterPermission.COMPOSE, issue)
    made = Issue.objects.create(
        mailing_list=issue.mailing_list,
        title=issue.title,
        subject=issue.subject,
        preheader=issue.preheader,
        topics=issue.topics,
        author_id=actor.person_id,
        created_at=now,
        changed_at=now,
    )
    fields = ("position", "kind", "title", "text", "url", "content_key")
    Block.objects.bulk_create(
        Block(issue=made, **{name: getattr(block, name) for name in fields})
        for block in issue.blocks.all()
    )
    _record("created", _("Bozza «%(title)s» creata da una precedente."), made, actor, now)
    return made


def lock_draft(issue: Issue, actor) -> Issue:
    """Lock an issue that may still be changed; refuse who may not, and what was sent to approval."""
    actor.require(NewsletterPermission.COMPOSE, issue)
    locked = (
        Issue.objects.select_for_update(of=("self",))
        .select_related("mailing_list__space__ente")
        .get(pk=issue.pk)
    )
    if not locked.is_editable:
        raise Refusal(
            _("La newsletter è «%(state)s» e non si modifica: rimandala prima in bozza.")
            % {"state": locked.get_state_display()},
            code="not_editable",
        )
    return locked


# Blocks ------------------------------------------------------------------------------------------


@transaction.atomic
def add_block(
    *, issue: Issue, kind: str, actor, now: datetime, title: str = "", text: str = "", url: str = ""
) -> Block:
    """Add a text, a heading or a button at the end."""
    locked = lock_draft(issue, actor)
    values = _shaped(kind, title, text, url)
    block = Block.objects.create(issue=locked, position=_room(locked, 1), kind=kind, **values)
    _touched(locked, _("Blocco aggiunto alla bozza «%(title)s»."), actor, now)
    return block


@transaction.atomic
def pick(*, issue: Issue, keys: Iterable[str], actor, now: datetime) -> int:
    """Add contents chosen from the platform, in the given order; what is not public is refused."""
    locked = lock_draft(issue, actor)
    keys = list(dict.fromkeys(keys))
    found = contents.resolve(keys)
    if not keys or len(found) < len(keys):
        raise Refusal(
            _("Scegli almeno un contenuto pubblico: uno di quelli scelti non lo è più.")
            if keys
            else _("Scegli almeno un contenuto dall'elenco."),
            code="not_public",
        )
    start = _room(locked, len(keys))
    Block.objects.bulk_create(
        Block(issue=locked, position=start + n, kind=BlockKind.CONTENT, content_key=key)
        for n, key in enumerate(keys)
    )
    _touched(locked, _("Contenuti scelti per la bozza «%(title)s»."), actor, now)
    return len(keys)


@transaction.atomic
def edit_block(
    *, block: Block, actor, now: datetime, title: str = "", text: str = "", url: str = ""
) -> Block:
    """Change a block; of a content, the words that introduce it."""
    locked = lock_draft(block.issue, actor)
    for name, value in _shaped(block.kind, title, text, url).items():
        setattr(block, name, value)
    block.save(update_fields=["title", "text", "url"])
    _touched(locked, _("Blocco della bozza «%(title)s» modificato."), actor, now)
    return block


@transaction.atomic
def move_block(*, block: Block, up: bool, actor, now: datetime) -> None:
    """Change place with the block before, or after; at the end of the way nothing happens."""
    locked = lock_draft(block.issue, actor)
    blocks = list(locked.blocks.all())
    here = next(n for n, one in enumerate(blocks) if one.pk == block.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(blocks):
        return
    blocks[here], blocks[there] = blocks[there], blocks[here]
    for position, one in enumerate(blocks):
        one.position = position
    Block.objects.bulk_update(blocks, ["position"])
    _touched(locked, _("Ordine della bozza «%(title)s» cambiato."), actor, now)


@transaction.atomic
def delete_block(*, block: Block, actor, now: datetime) -> None:
    locked = lock_draft(block.issue, actor)
    Block.objects.filter(pk=block.pk).delete()
    _touched(locked, _("Blocco tolto dalla bozza «%(title)s»."), actor, now)


def _shaped(kind: str, title: str, text: str, url: str) -> dict[str, str]:
    """Keep of a block what its kind has; refuse what is missing."""
    title, html = title.strip(), drawing.clean(text) if text.strip() else ""
    if kind == BlockKind.TEXT and rich_text.is_blank(html):
        raise Refusal(_("Scrivi il testo del blocco."), code="no_text")
    if kind in (BlockKind.HEADING, BlockKind.BUTTON) and not title:
        raise Refusal(_("Scrivi il titolo del blocco."), code="no_title")
    if kind == BlockKind.BUTTON and not url.strip():
        raise Refusal(_("Scrivi l'indirizzo a cui porta il pulsante."), code="no_url")
    return {
        "title": title,
        "text": html if kind in (BlockKind.TEXT, BlockKind.CONTENT) else "",
        "url": url.strip() if kind == BlockKind.BUTTON else "",
    }


def _room(issue: Issue, wanted: int) -> int:
    if issue.blocks.count() + wanted > BLOCKS:
        raise Refusal(
            _("Al massimo %(n)d blocchi: una newsletter più lunga non si legge.") % {"n": BLOCKS},
            code="too_long",
        )
    last = issue.blocks.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _touched(issue: Issue, sentence: str, actor, now: datetime) -> None:
    Issue.objects.filter(pk=issue.pk, state=IssueState.DRAFT).update(changed_at=now)
    _record("composed", sentence, issue, actor, now)


def _record(verb: str, sentence: str, issue: Issue, actor, now: datetime) -> None:
    said = sentence % {"title": issue.title}
    trail.record(f"newsletter.issue.{verb}", said, subject=issue, actor=actor, now=now)
