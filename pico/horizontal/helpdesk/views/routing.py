"""The pages of the supervisor: the rules in their order, one rule, the test bench."""

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.foundation.errors import Refusal

from ..actions import handing
from ..actions import rules as actions
from ..forms.routing import BenchForm, RuleForm
from ..models import Rule
from ..permissions import HelpdeskPermission
from ..queries import duty, routing
from ..queries.queues import fallback_queue

BOTH = require_http_methods(["GET", "POST"])
UNPROCESSABLE = 422


def way(*more) -> list[tuple[str, str]]:
    return [(_("Assistenza"), reverse("helpdesk:home")), *more]


def rules_way(*more) -> list[tuple[str, str]]:
    return way((_("Instradamento"), reverse("helpdesk:rules")), *more)


def tabs(request: HttpRequest) -> list[dict]:
    pages = ((_("Regole"), "helpdesk:rules"), (_("Prova una richiesta"), "helpdesk:rule-bench"))
    return [
        {"label": label, "url": reverse(name), "active": request.path_info == reverse(name)}
        for label, name in pages
    ]


@require_safe
def rule_list(request):
    """Every rule in its order, what waits in the fallback queue, the desks without anybody."""
    request.actor.require(HelpdeskPermission.ROUTE)
    today = timezone.localdate()
    rows = [
        {
            "rule": rule,
            "conditions": routing.conditions_of(rule),
            "target": routing.said_target(rule),
        }
        for rule in routing.rules()
    ]
    return render(
        request,
        "helpdesk/routing/rules.html",
        {
            "title": _("Instradamento delle richieste"),
            "rows": rows,
            "in_fallback": routing.in_fallback(),
            "left_alone": duty.left_alone(today),
            "empty_desks": duty.empty_queues(today).count(),
            "fallback": fallback_queue(),
            "tabs": tabs(request),
            "crumbs": way((_("Instradamento"), "")),
        },
    )


@BOTH
def write(request):
    """A new rule, read after all the others until it is moved."""
    return _form(request, None, _("Nuova regola"))


@BOTH
def change(request, pk):
    request.actor.require(HelpdeskPermission.ROUTE)
    return _form(request, get_object_or_404(Rule, pk=pk), _("Regola"))


def _form(request, rule: Rule | None, title: str):
    request.actor.require(HelpdeskPermission.ROUTE)
    form = RuleForm(request.POST or None, instance=rule)
    if request.method == "POST" and form.is_valid() and _written(request, form, rule):
        return redirect("helpdesk:rules")
    context = {
        "form": form,
        "rule": rule,
        "title": rule.name if rule else title,
        "submit_label": _("Salva la regola"),
        "cancel_url": reverse("helpdesk:rules"),
        "crumbs": rules_way((rule.name if rule else title, "")),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "helpdesk/routing/rule.html", context, status=status)


def _written(request, form: RuleForm, rule: Rule | None) -> bool:
    """Write the rule; a refusal is said on top of the form, and what was typed stays."""
    try:
        actions.write_rule(
            values=form.values(),
            actor=request.actor,
            now=timezone.now(),
            rule=rule,
            seen=form.cleaned_data["seen"] if rule else None,
        )
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, _("Regola salvata. Vale dalla prossima richiesta."))
    return True


@require_POST
def move(request, pk):
    request.actor.require(HelpdeskPermission.ROUTE)
    rule = get_object_or_404(Rule, pk=pk)
    up = request.POST.get("verso") == "su"
    actions.move_rule(rule=rule, up=up, actor=request.actor, now=timezone.now())
    return redirect(f"{reverse('helpdesk:rules')}#regola-{rule.pk}")


@require_POST
def switch(request, pk):
    request.actor.require(HelpdeskPermission.ROUTE)
    rule = get_object_or_404(Rule, pk=pk)
    on = request.POST.get("stato") == "accesa"
    actions.switch_rule(rule=rule, on=on, actor=request.actor, now=timezone.now())
    return redirect(f"{reverse('helpdesk:rules')}#regola-{rule.pk}")


@require_POST
def reroute(request):
    """The rules once more, for what waits in the fallback queue."""
    moved = handing.reroute_waiting(actor=request.actor, now=timezone.now())
    if moved:
        messages.success(
            request,
            ngettext(
                "%(n)d richiesta ha trovato la sua coda.",
                "%(n)d richieste hanno trovato la loro coda.",
                len(moved),
            )
            % {"n": len(moved)},
        )
    else:
        messages.info(request, _("Nessuna regola vale ancora per queste richieste."))
    return redirect("helpdesk:rules")


@require_safe
def bench(request):
    """«Questo ticket dove andrebbe?»: nothing is sent, no turn is taken."""
    request.actor.require(HelpdeskPermission.ROUTE)
    form = BenchForm(request.GET) if request.GET else BenchForm()
    context = {
        "title": _("Questo ticket dove andrebbe?"),
        "form": form,
        "tabs": tabs(request),
        "crumbs": rules_way((_("Prova una richiesta"), "")),
    }
    if form.is_bound and form.is_valid():
        context |= _tried(form.cleaned_data)
    return render(request, "helpdesk/routing/bench.html", context)


def _tried(given: dict) -> dict:
    today = timezone.localdate()
    facts = routing.Facts(
        family=given["family"],
        topic=given["topic"],
        impact=given["impact"],
        category=given["category"],
        ente=given["ente"],
        province=routing.province_for(given["ente"], given["linked"]),
        is_known=not given["outside"],
        words=given["words"],
    )
    decision = routing.decide(facts, today)
    read = {verdict.rule.pk for verdict in decision.verdicts}
    return {
        "decision": decision,
        "facts": facts,
        "candidate": duty.next_in(decision.queue, today) if decision.queue else None,
        "unread": [r for r in routing.rules() if r.is_active and r.pk not in read],
    }
