"""The plan of aggregation is reckoned, worked by hand with its trace, and frozen."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal

from ...models import Campaign, NeedLine, Plan, PlanLine, PlanQuota
from ...permissions import CampaignPermission
from ...queries.campaigns import campaigns, plans
from ...terms.campaigns import ANSWERED, AnswerState, CampaignState
from .recording import lock_campaign, record

BATCH = 500
AS_MANY = 2


def _workable(campaign: Campaign, actor: Actor) -> Campaign:
    campaign = lock_campaign(campaign)
    actor.require(CampaignPermission.MANAGE, campaign)
    if campaign.state != CampaignState.CHECKING:
        raise Refusal(
            _("Il piano si lavora mentre la campagna è «In verifica»."), code="wrong_state"
        )
    return campaign


@transaction.atomic
def make_plan(*, campaign: Campaign, actor: Actor, now: datetime) -> Plan:
    """Add up the validated answers in a new version of the plan. Refuses when there are none."""
    campaign = _workable(campaign, actor)
    groups: dict[tuple, list[NeedLine]] = {}
    for line in plans.valid_lines(campaign):
        key = (
            (line.item_id, line.variant)
            if line.item_id
            else (line.cpv, line.unit, line.description)
        )
        groups.setdefault(key, []).append(line)
    if not groups:
        raise Refusal(
            _("Nessuna risposta è validata: valida le risposte, poi calcola il piano."),
            code="nothing_valid",
        )
    states = campaigns.counts(campaign)
    last = plans.plan_of(campaign)
    plan = Plan.objects.create(
        campaign=campaign, number=last.number + 1 if last else 1, made_at=now,
        invited=sum(states.values()), answered=sum(states[state] for state in ANSWERED),
        nothing=states[AnswerState.NO_NEED],
    )  # fmt: skip
    lines = PlanLine.objects.bulk_create(
        [_line_of(plan, group[0]) for group in groups.values()], batch_size=BATCH
    )
    PlanQuota.objects.bulk_create(
        [
            _quota_of(line, need)
            for line, group in zip(lines, groups.values(), strict=True)
            for need in group
        ],
        batch_size=BATCH,
    )
    record(
        "plan.made", _("Piano n. %(n)d: %(lines)d righe.") % {"n": plan.number, "lines": len(lines)},
        campaign, actor, now,
    )  # fmt: skip
    return plan


def _line_of(plan: Plan, need: NeedLine) -> PlanLine:
    name = f"{need.description} ({need.variant})" if need.variant else need.description
    return PlanLine(
        plan=plan,
        code=need.item.code if need.item else "",
        cpv=need.cpv,
        description=name[:250],
        unit=need.unit,
        trace=str(_("Dalle risposte validate.")),
    )


def _quota_of(line: PlanLine, need: NeedLine) -> PlanQuota:
    return PlanQuota(
        line=line,
        ente_id=need.answer.ente_id,
        zone=need.answer.zone,
        quantity=need.quantity,
        value=need.amount,
        is_certain=plans.is_certain(need),
    )


def _work_on(plan: Plan, actor: Actor) -> Plan:
    campaign = _workable(plan.campaign, actor)
    newest = plans.plan_of(campaign)
    if newest is None or newest.pk != plan.pk or newest.is_frozen:
        raise Refusal(
            _("C'è una versione più nuova del piano: ricarica la pagina."), code="changed_meanwhile"
        )
    return newest


@transaction.atomic
def merge_lines(
    *, plan: Plan, lines: Iterable[int], description: str, actor: Actor, now: datetime
) -> PlanLine:
    """Make one line of several with the same unit; the former ones stay, pointing to it."""
    plan = _work_on(plan, actor)
    chosen = list(plan.lines.filter(pk__in=lines, is_replaced=False).order_by("pk"))
    if len(chosen) < AS_MANY:
        raise Refusal(_("Scegli almeno due righe da unire."), code="too_few")
    if len({line.unit for line in chosen}) > 1:
        raise Refusal(
            _("Le righe hanno unità di misura diverse: si uniscono solo quantità che si sommano."),
            code="different_units",
        )
    main = _heaviest(chosen)
    made = PlanLine.objects.create(
        plan=plan, code=main.code, cpv=main.cpv, unit=main.unit,
        description=(description.strip() or main.description)[:250],
        trace=_("Unione di: %(lines)s.") % {"lines": "; ".join(map(str, chosen))[:450]},
    )  # fmt: skip
    quotas = PlanQuota.objects.filter(line__in=chosen).order_by("pk")
    _copy(made, _joined(quotas))
    _replace(chosen, [made])
    record("plan.merged", made.trace, plan.campaign, actor, now, line=made.pk)
    return made


def _heaviest(lines: list[PlanLine]) -> PlanLine:
    values = dict(
        PlanQuota.objects.filter(line__in=lines).values_list("line").annotate(Sum("value"))
    )
    return max(lines, key=lambda line: (values.get(line.pk, Decimal(0)), -line.pk))


def _joined(quotas: Iterable[PlanQuota]) -> list[dict]:
    """One quota an ente; it is certain where all of it is."""
    found: dict[int, dict] = {}
    for quota in quotas:
        kept = found.setdefault(
            quota.ente_id,
            {
                "ente_id": quota.ente_id,
                "zone": quota.zone,
                "quantity": Decimal(0),
                "value": Decimal(0),
                "is_certain": True,
            },
        )
        kept["quantity"] += quota.quantity
        kept["value"] += quota.value
        kept["is_certain"] = kept["is_certain"] and quota.is_certain
    return list(found.values())


def _copy(line: PlanLine, quotas: Iterable[dict]) -> None:
    PlanQuota.objects.bulk_create(
        [PlanQuota(line=line, **quota) for quota in quotas], batch_size=BATCH
    )


def _replace(lines: Iterable[PlanLine], made: list[PlanLine]) -> None:
    for line in lines:
        line.is_replaced = True
        line.save(update_fields=["is_replaced"])
        line.became.add(*made)


@transaction.atomic
def split_line(
    *, line: PlanLine, enti: Iterable[int], description: str, actor: Actor, now: datetime
) -> list[PlanLine]:
    """Give the needs of some enti a line of their own. Refuses to take all, or nobody."""
    plan = _work_on(line.plan, actor)
    if line.is_replaced:
        raise Refusal(_("La riga è già stata unita o divisa: ricarica la pagina."), code="replaced")
    quotas = list(line.quotas.order_by("pk"))
    wanted = set(enti) & {quota.ente_id for quota in quotas}
    taken = [quota for quota in quotas if quota.ente_id in wanted]
    left = [quota for quota in quotas if quota.ente_id not in wanted]
    if not taken or not left:
        raise Refusal(
            _("Scegli gli enti della nuova riga: almeno uno, e almeno uno deve restare."),
            code="not_divided",
        )
    trace = _("Divisione di: %(line)s.") % {"line": line}
    names = (line.description, description.strip() or f"{line.description} (2)")
    made = []
    for name, part in zip(names, (left, taken), strict=True):
        one = PlanLine.objects.create(
            plan=plan, code=line.code, cpv=line.cpv, unit=line.unit, description=name[:250],
            trace=trace,
        )  # fmt: skip
        _copy(one, _joined(part))
        made.append(one)
    _replace([line], made)
    record("plan.split", trace, plan.campaign, actor, now, lines=[one.pk for one in made])
    return made


def freeze_plan(*, campaign: Campaign, actor: Actor, now: datetime) -> Plan:
    """Freeze the newest plan: from now on nothing touches it. Called inside the consolidation."""
    plan = plans.plan_of(campaign)
    if plan is None or plan.is_frozen:
        raise Refusal(_("Calcola prima il piano."), code="has_a_plan")
    plan.frozen_at = now
    plan.save(update_fields=["frozen_at"])
    return plan
