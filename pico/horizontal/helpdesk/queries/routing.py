"""Where a ticket goes and why: the rules, read in order over its facts. Nothing is written here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from pico.core.enti.models import Ente
from pico.core.enti.queries import province_of
from pico.core.enti.terms import PROVINCES, EnteKind
from pico.core.foundation.prepared import Prepared
from pico.core.foundation.text import search_key
from pico.core.modules import registry

from ..models import Category, Queue, Routing, Rule, Ticket
from ..terms import (
    GENERAL,
    MODULE_OF_TOPIC,
    POOL,
    PROVINCE,
    REGIONAL,
    UNTAKEN,
    AskerKind,
    Family,
    Impact,
    Target,
    Topic,
)
from . import duty
from .queues import fallback_queue


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What rules may ask of a ticket; `province` is that of the linked object, else of the ente."""

    family: str
    topic: str
    impact: str
    category: Category | None = None
    ente: Ente | None = None
    province: Ente | None = None
    is_known: bool = True
    words: str = ""

    @property
    def region_id(self) -> str | None:
        place = self.province or self.ente
        return place.region_id if place else None

    @property
    def category_ids(self) -> set[int]:
        """The category and the one it is in."""
        if self.category is None:
            return set()
        return {self.category.pk, self.category.parent_id} - {None}

    @property
    def is_of_the_province(self) -> bool:
        return self.ente is not None and self.province is not None and self.ente == self.province


def facts_of(ticket: Ticket) -> Facts:
    """The facts of a ticket, saved or not."""
    return Facts(
        family=ticket.family,
        topic=ticket.topic,
        impact=ticket.impact,
        category=ticket.category,
        ente=ticket.ente,
        province=ticket.province,
        is_known=ticket.asker_id is not None,
        words=f"{ticket.subject} {strip_tags(ticket.description)}",
    )


def province_for(ente: Ente | None, linked: Ente | None = None) -> Ente | None:
    """The Province a ticket is about: that of the object it was opened from comes before the ente's.

    A Comune may have an agreement with the SUA of another Province than its own.
    """
    if linked is not None:
        return linked if linked.kind in PROVINCES else province_of(linked)
    if ente is None:
        return None
    return ente if ente.kind in PROVINCES else province_of(ente)


# Matching ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of a rule against one ticket, in words."""

    label: str
    wanted: str
    found: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule that was asked; it matched if every condition holds, a rule without any always does."""

    rule: Rule
    checks: tuple[Check, ...]

    @property
    def matches(self) -> bool:
        return all(check.holds for check in self.checks)

    @property
    def failed(self) -> list[Check]:
        return [check for check in self.checks if not check.holds]


def rules() -> QuerySet[Rule]:
    """Every rule in its order, with what matching and the list read; three statements."""
    return Rule.objects.select_related("queue__owner", "region").prefetch_related(
        "categories", "provinces"
    )


def checks_of(rule: Rule, facts: Facts) -> tuple[Check, ...]:
    """Every condition of a rule that is not empty, asked of a ticket."""
    return tuple(_checks(rule, facts))


NOTHING = Facts(family="", topic="", impact="")


def conditions_of(rule: Rule) -> list[Check]:
    """The conditions of a rule as its list tells them: `label` and `wanted`."""
    return list(checks_of(rule, NOTHING))


def said_target(rule: Rule) -> str:
    """Where a rule brings, in words."""
    return rule.queue.name if rule.target == Target.QUEUE else str(rule.get_target_display())


def _checks(rule: Rule, facts: Facts) -> Iterator[Check]:
    if rule.asker:
        yield _asker(rule, facts)
    yield from _choice(_("Famiglia"), Family, [rule.family] if rule.family else [], facts.family)
    yield from _choice(_("Modulo"), Topic, rule.topics, facts.topic)
    yield from _categories(rule, facts)
    yield from _choice(_("Impatto"), Impact, rule.impacts, facts.impact)
    kind = facts.ente.kind if facts.ente else ""
    yield from _choice(_("Tipo di ente"), EnteKind, rule.ente_kinds, kind)
    yield from _places(rule, facts)
    if rule.words.strip():
        yield _words(rule, facts)


def _choice(label: str, kind, wanted: list[str], found: str) -> Iterator[Check]:
    if wanted:
        said = _(" o ").join(str(kind(one).label) for one in wanted)
        yield Check(label, said, str(kind(found).label) if found else _("nessuno"), found in wanted)


def _asker(rule: Rule, facts: Facts) -> Check:
    if rule.asker == AskerKind.OUTSIDE:
        holds, found = not facts.is_known, _("ha un accesso") if facts.is_known else _("non ne ha")
    else:
        holds = facts.is_of_the_province
        found = facts.ente.name if facts.ente else _("nessun ente")
    return Check(_("Chi chiede"), str(AskerKind(rule.asker).label), found, holds)


def _categories(rule: Rule, facts: Facts) -> Iterator[Check]:
    found = facts.category.name if facts.category else _("nessuna")
    if wanted := list(rule.categories.all()):
        holds = any(one.pk in facts.category_ids for one in wanted)
        yield Check(_("Categoria"), _(" o ").join(one.name for one in wanted), found, holds)
    if rule.special:
        holds = facts.category is not None and facts.category.special == rule.special
        yield Check(_("Percorso particolare"), str(rule.get_special_display()), found, holds)


def _places(rule: Rule, facts: Facts) -> Iterator[Check]:
    found = facts.province.name if facts.province else _("nessuna")
    if wanted := list(rule.provinces.all()):
        said = _(" o ").join(one.name for one in wanted)
        yield Check(_("Provincia di riferimento"), said, found, facts.province in wanted)
    if rule.region_id:
        place = facts.province or facts.ente
        region = place.region.name if place and place.region_id else _("nessuna")
        yield Check(_("Regione"), rule.region.name, region, facts.region_id == rule.region_id)


def _words(rule: Rule, facts: Facts) -> Check:
    """Any of the words begins a word of the text; accents, capitals and punctuation do not count."""
    text = f" {search_key(facts.words)}"
    wanted = [one.strip() for one in rule.words.split(",") if search_key(one)]
    hit = [one for one in wanted if f" {search_key(one)}" in text]
    found = ", ".join(hit) if hit else _("nessuna di queste")
    said = ", ".join(wanted)
    if len(wanted) > 1:
        said = _("una fra %(words)s") % {"words": said}
    return Check(_("Parole"), said, found, bool(hit))


# Deciding ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a ticket goes: the verdicts up to the rule that matched, the way to the queue, in words.

    `rule` is None where nothing matched; `warnings` are for the supervisor.
    """

    queue: Queue | None
    rule: Rule | None
    verdicts: list[Verdict] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def is_fallback(self) -> bool:
        return self.rule is None


def decide(facts: Facts, today: date) -> Decision:
    """Read the rules in order; the first that matches says where, and an empty desk is passed over."""
    verdicts: list[Verdict] = []
    rule = None
    for one in rules().filter(is_active=True):
        verdicts.append(Verdict(one, checks_of(one, facts)))
        if verdicts[-1].matches:
            rule = one
            break
    decision = Decision(None, rule, verdicts)
    if rule is None:
        decision.steps.append(
            _("Nessuna regola vale per questa richiesta: va nella coda di riserva.")
        )
    else:
        decision.steps.append(_("Vale la regola «%(rule)s».") % {"rule": rule.name})
    return _with_queue(decision, facts, today)


def _with_queue(decision: Decision, facts: Facts, today: date) -> Decision:
    for key, name in _candidates(decision, facts):
        queue = _open_queue(key, decision, name)
        if queue is None:
            continue
        if duty.has_operators(queue, today):
            return _settled(decision, queue)
        said = _("«%(queue)s» non ha operatori: la richiesta va oltre.") % {"queue": queue.name}
        decision.steps.append(said)
        decision.warnings.append(_("La coda «%(queue)s» non ha operatori.") % {"queue": queue.name})
    queue = fallback_queue()
    if queue and not duty.has_operators(queue, today):
        decision.warnings.append(
            _("Nemmeno la coda di riserva «%(queue)s» ha operatori: la richiesta aspetta lì.")
            % {"queue": queue.name}
        )
    return _settled(decision, queue)


def _settled(decision: Decision, queue: Queue | None) -> Decision:
    if queue:
        decision.steps.append(_("Va a «%(queue)s».") % {"queue": queue.name})
    return Decision(queue, decision.rule, decision.verdicts, decision.steps, decision.warnings)


def _candidates(decision: Decision, facts: Facts) -> Iterator[tuple[str, str]]:
    """The keys of the queues to try, the wanted one first; each with its name, should it not be there."""
    rule = decision.rule
    if rule is None:
        return
    if rule.target == Target.QUEUE:
        yield rule.queue.key, rule.queue.name
    elif rule.target == Target.POOL:
        yield (
            POOL.format(topic=facts.topic),
            _("Pool esperti %(topic)s") % {"topic": Topic(facts.topic).label},
        )
    elif rule.target == Target.PROVINCE:
        yield from _of_province(decision, facts)
    elif (ente := _regional(facts)) is not None:
        yield REGIONAL.format(ente=ente.pk), ente.name
    else:
        decision.steps.append(_("Non c'è una UPI regionale di riferimento."))


def _of_province(decision: Decision, facts: Facts) -> Iterator[tuple[str, str]]:
    """The queue of the module, unless the Province has it off; then its general one."""
    province = facts.province
    if province is None:
        decision.steps.append(_("La richiesta non riguarda una Provincia di Pi.Co."))
        return
    label = str(Topic(facts.topic).label)
    if is_module_off(province, facts.topic):
        decision.steps.append(
            _("%(province)s non ha attivato il modulo %(topic)s.")
            % {"province": province.name, "topic": label}
        )
    else:
        key = PROVINCE.format(ente=province.pk, topic=facts.topic)
        yield key, f"{province.name} – {label}"
    yield (
        PROVINCE.format(ente=province.pk, topic=GENERAL),
        _("%(province)s – Generale") % {"province": province.name},
    )


def is_module_off(province: Ente, topic: str) -> bool:
    """Say whether a Province switched a module off; of a module that is not installed nobody can say."""
    key = MODULE_OF_TOPIC.get(topic, "")
    space = getattr(province, "space", None)
    if key not in registry.installed() or space is None:
        return False
    return key not in registry.active_for(space)


def _regional(facts: Facts) -> Ente | None:
    if facts.region_id is None:
        return None
    return Ente.objects.filter(
        kind=EnteKind.UPI_REGIONAL, region=facts.region_id, valid_to=None
    ).first()


def _open_queue(key: str, decision: Decision, name: str) -> Queue | None:
    queue = Queue.objects.filter(key=key, is_active=True).select_related("owner").first()
    if queue is None:
        decision.steps.append(_("«%(queue)s» non c'è, o è chiusa.") % {"queue": name})
    return queue


# What the supervisor watches ---------------------------------------------------------------------


def waiting_in_fallback() -> QuerySet[Ticket]:
    """The tickets that no rule matched and nobody has taken yet, the oldest first."""
    missed = Routing.objects.filter(ticket=OuterRef("pk")).order_by("-at", "-pk")
    return (
        Ticket.objects.filter(state__in=UNTAKEN, queue__is_fallback=True)
        .filter(Exists(Routing.objects.filter(ticket=OuterRef("pk"), is_fallback=True)))
        .annotate(is_missed=Subquery(missed.values("is_fallback")[:1]))
        .filter(is_missed=True)
        .select_related("queue", "category", "ente__region", "province__region", "asker")
        .order_by("opened_at", "pk")
    )


def in_fallback() -> int:
    """How many these are: the counter of the dashboard."""
    return waiting_in_fallback().count()


_ROUTINGS = Prepared(
    lambda ticket: (
        Routing.objects.filter(ticket=ticket).select_related("rule", "queue").order_by("-at", "-pk")
    )
)


def routings_of(ticket: Ticket) -> list[Routing]:
    """Why a ticket is where it is, the last reason first: for who works at the desk."""
    return _ROUTINGS.objects(ticket=ticket.pk)
