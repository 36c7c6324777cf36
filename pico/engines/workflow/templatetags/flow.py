"""The steps of a record in the right rail, its state, and the story of its steps."""

from django import template
from django.utils.safestring import SafeString

from pico.core.ui.templatetags.ui import badge
from pico.engines.workflow import queries
from pico.engines.workflow.models import Flowing

register = template.Library()


@register.inclusion_tag("workflow/_steps.html", takes_context=True)
def flow_steps(context, record: Flowing, skip: str = ""):
    """Draw the steps this person may make from here: a button each, and the reasons of those held up.

    `skip` names steps, divided by spaces, that the page draws by itself.
    """
    actor = context["request"].actor
    left_out = set(skip.split())
    found = [one for one in record.flow.open_steps(record, actor) if one.step.name not in left_out]
    possible = [one for one in found if one.is_possible]
    main = next((one for one in possible if one.step.tone == "primary"), None)
    return {
        "record": record,
        "possible": [
            (one.step, record.get_step_url(one.step.name), _style(one.step, one is main))
            for one in possible
        ],
        "held_up": [one for one in found if not one.is_possible],
        "csrf_token": context.get("csrf_token", ""),
    }


def _style(step, is_main: bool) -> str:
    """One primary button per page; the others are outlined, in red when they cost."""
    if is_main:
        return "primary"
    return "danger" if step.tone == "danger" else "primary"


@register.simple_tag
def flow_state(record: Flowing) -> SafeString:
    """Draw the state of a record with the colour of its meaning."""
    return badge(record.state_label, record.state_meaning)


@register.inclusion_tag("workflow/_history.html")
def flow_history(record: Flowing):
    """Draw the steps that brought the record here, with the time spent in each state."""
    return {"passages": queries.passages(record)}
