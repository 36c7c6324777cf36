"""An ente writes what it needs: row by row, many colleagues at once, nobody written over unseen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Person

from ...models import CatalogueItem, NeedAnswer, NeedLine, SectionDelegation
from ...models.campaigns.answers import reckoned
from ...permissions import CampaignPermission
from ...queries.campaigns import answers as queries
from ...terms.campaigns import MAX_LINES, AnswerState, Proposed
from ...workflow.campaigns import ANSWER
from . import telling
from .recording import lock_answer, record, refuse_unknown_cpv

OPENS_BY_WRITING = (AnswerState.TO_FILL, AnswerState.RETURNED)


@dataclass(frozen=True, slots=True)
class Written:
    """A row as it was written: of an item and variant, or of a line; `base` is the version seen."""

    values: Mapping[str, Any]
    item: CatalogueItem | None = None
    variant: str = ""
    line_id: int | None = None
    base: int = 0


@dataclass(slots=True)
class Saved:
    """What became of the rows: how many changed, what a colleague had changed meanwhile."""

    changed: int = 0
    conflicts: list[str] = field(default_factory=list)


def _writable(answer: NeedAnswer, actor: Actor, now: datetime) -> NeedAnswer:
    """The locked answer, open to be written; the first word begins it."""
    actor.require(CampaignPermission.FILL, answer)
    answer = lock_answer(answer)
    if not answer.is_open_at(now):
        raise Refusal(
            _("La raccolta è chiusa: chiedi alla SUA di riaprire la risposta del tuo ente."),
            code="closed",
        )
    if not answer.is_writable:
        raise Refusal(
            _("La risposta è «%(state)s»: per cambiarla chi la firma deve prima riprenderla.")
            % {"state": answer.state_label},
            code="wrong_state",
        )
    if answer.state in OPENS_BY_WRITING:
        moved = ANSWER.move(answer, "begin", actor=actor, now=now)
        answer.save(update_fields=moved.fields)
    return answer


@transaction.atomic
def save_lines(
    *,
    answer: NeedAnswer,
    rows: Iterable[Written],
    actor: Actor,
    now: datetime,
    confirm: bool = False,
) -> Saved:
    """Keep what was written in the grid; `confirm` makes proposed lines the ente's own.

    What a colleague changed meanwhile is not written over: it comes back as a conflict. A section that
    is entrusted to others is refused.
    """
    answer = _writable(answer, actor, now)
    closed = queries.closed_sections(answer, actor)
    lines = list(answer.lines.select_related("updated_by"))
    held = {one.pk: one for one in lines}
    placed = {(one.item_id, one.variant): one for one in lines if one.item_id}
    saved = Saved()
    for row in rows:
        line = held.get(row.line_id) if row.line_id else None
        if line is None and row.item is not None:
            line = placed.get((row.item.pk, row.variant))
        if line is None:
            if row.item is None or not row.values.get("quantity"):
                continue
            line = _new_line(answer, row)
        _refuse_closed(line.section, closed)
        _write(line, row, actor, now, saved, confirm=confirm)
    if saved.changed:
        record(
            "need.written", _("Righe scritte: %(n)d.") % {"n": saved.changed}, answer, actor, now
        )
    return saved


def _refuse_closed(section: str, closed: set[str]) -> None:
    if section in closed:
        raise Refusal(
            _("La sezione «%(section)s» è affidata ad altri: chiedila al referente del tuo ente.")
            % {"section": section or _("Altri fabbisogni")},
            code="not_yours",
        )


def _new_line(answer: NeedAnswer, row: Written) -> NeedLine:
    item = row.item
    return NeedLine(
        answer=answer, item=item, variant=row.variant, section=item.section, cpv=item.cpv,
        description=item.description, unit=item.unit, quantity=0,
    )  # fmt: skip


def _write(
    line: NeedLine, row: Written, actor: Actor, now: datetime, saved: Saved, *, confirm: bool
) -> None:
    values = dict(row.values)
    if values.get("quantity") is None and "quantity" in values:
        values["quantity"] = 0
    differs = [name for name, value in values.items() if getattr(line, name) != value]
    is_new = line.pk is None
    if not differs and not is_new and not (confirm and line.proposed):
        return
    if differs and not is_new and _is_anothers(line, row, actor):
        saved.conflicts.append(
            _("«%(line)s» è stata cambiata da %(who)s: la tua modifica non è stata salvata.")
            % {"line": line, "who": line.updated_by}
        )
        return
    for name in differs:
        setattr(line, name, values[name])
    if line.unit_price is not None:
        line.annual_amount = reckoned(line.quantity, line.unit_price)
    if differs or confirm:
        line.proposed = Proposed.NONE
    line.version += 0 if is_new else 1
    line.updated_by_id, line.updated_at = actor.person_id, now
    line.save()
    saved.changed += 1


def _is_anothers(line: NeedLine, row: Written, actor: Actor) -> bool:
    """A colleague wrote after what the writer had before his eyes."""
    return line.version > row.base and line.updated_by_id not in (None, actor.person_id)


@transaction.atomic
def save_line(
    *,
    answer: NeedAnswer,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    line: NeedLine | None = None,
) -> NeedLine:
    """Write every field of a line, or add a need outside the catalogue."""
    answer = _writable(answer, actor, now)
    if line is None:
        if answer.lines.count() >= MAX_LINES:
            raise Refusal(_("Le righe sono già troppe: togli quelle vuote."), code="too_many")
        line = NeedLine(answer=answer)
    if "cpv" in values:
        refuse_unknown_cpv(values["cpv"])
    _refuse_closed(line.section, queries.closed_sections(answer, actor))
    for name, value in values.items():
        setattr(line, name, value)
    if line.unit_price is not None:
        line.annual_amount = reckoned(line.quantity, line.unit_price)
    line.proposed = Proposed.NONE
    line.version += 1 if line.pk else 0
    line.updated_by_id, line.updated_at = actor.person_id, now
    line.save()
    record("need.written", _("Riga «%(line)s».") % {"line": line}, answer, actor, now)
    return line


@transaction.atomic
def remove_line(*, line: NeedLine, actor: Actor, now: datetime) -> None:
    """Take a need outside the catalogue, or a proposed line, away."""
    answer = _writable(line.answer, actor, now)
    _refuse_closed(line.section, queries.closed_sections(answer, actor))
    record("need.written", _("Riga «%(line)s» tolta.") % {"line": line}, answer, actor, now)
    line.delete()


@transaction.atomic
def import_lines(
    *, answer: NeedAnswer, rows: Iterable[Mapping[str, Any]], actor: Actor, now: datetime
) -> int:
    """Keep rows read from a sheet: `item` and `variant`, or the fields of a free need. Returns how many."""
    answer = _writable(answer, actor, now)
    listed, free = [], []
    for row in rows:
        values = dict(row)
        item, variant = values.pop("item", None), values.pop("variant", "")
        if item is None:
            free.append(values)
        else:
            listed.append(Written(values, item, variant, base=MAX_LINES))
    for values in free:
        save_line(answer=answer, values=values, actor=actor, now=now)
    save_lines(answer=answer, rows=listed, actor=actor, now=now)
    return len(listed) + len(free)


@transaction.atomic
def entrust_section(
    *, answer: NeedAnswer, section: str, person: Person, actor: Actor, now: datetime
) -> SectionDelegation:
    """Entrust a section to a colleague of the same ente, who finds it among his tasks."""
    actor.require(CampaignPermission.APPROVE, answer)
    if not queries.colleagues_of(answer).filter(person=person).exists():
        raise Refusal(_("Si affida una sezione a chi lavora nel tuo ente."), code="not_a_colleague")
    delegation, is_new = SectionDelegation.objects.get_or_create(
        answer=answer,
        section=section,
        person=person,
        defaults={"given_by_id": actor.person_id, "given_at": now},
    )
    if is_new:
        record(
            "need.entrusted",
            _("Sezione «%(section)s» affidata a %(who)s.")
            % {"section": section or _("Altri fabbisogni"), "who": person},
            answer, actor, now,
        )  # fmt: skip
        telling.entrust(delegation=delegation, now=now)
    return delegation


@transaction.atomic
def take_section_back(*, delegation: SectionDelegation, actor: Actor, now: datetime) -> None:
    """Take a section back from a colleague; what he wrote stays."""
    answer = delegation.answer
    actor.require(CampaignPermission.APPROVE, answer)
    SectionDelegation.objects.filter(pk=delegation.pk).delete()
    if not answer.delegations.filter(person=delegation.person_id).exists():
        telling.take_back(delegation=delegation, now=now)
    record(
        "need.taken_back",
        _("Sezione «%(section)s» tolta a %(who)s.")
        % {"section": delegation.section or _("Altri fabbisogni"), "who": delegation.person},
        answer, actor, now,
    )  # fmt: skip
