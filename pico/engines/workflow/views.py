"""The page and the button of a step; a module calls them from its own view, behind its own rule."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal

from .actions import make_step
from .forms import StepForm
from .models import Flowing
from .tables import MissingFields, Step

Act = Callable[..., Any]


def step_page(
    request: HttpRequest,
    record: Flowing,
    name: str,
    *,
    back: str,
    act: Act = make_step,
    crumbs: tuple = (),
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Ask what the step needs, or make it at once where it needs nothing; then go `back`.

    `record` was found by a query of the module, limited to what the actor may see: this view decides
    nothing about reading. `act` is called with record, name, actor, now, seen and the fields asked. A
    step that is unknown, or not for this person from here, is 404 on GET and refused on POST.
    """
    step = record.flow.find(name, record.flow_version)
    if step is None or step.by_system:
        raise Http404
    if request.method == "POST":
        form = StepForm(request.POST, step=step, record=record)
        if form.is_valid() and _made(request, form, act):
            return redirect(back)
        if not step.requires:
            return redirect(back)
    else:
        _be_open(request, record, step)
        form = StepForm(step=step, record=record)
    page = {
        "form": form,
        "step": step,
        "record": record,
        "title": step.label,
        "lead": step.confirm,
        "submit_label": step.label,
        "cancel_url": back,
        "crumbs": [*crumbs, (step.label, "")],
        **(context or {}),
    }
    return render(request, "workflow/step.html", page)


def _be_open(request: HttpRequest, record: Flowing, step: Step) -> None:
    """The page of a step that is not open here is not there; one held up says why."""
    open_steps = {one.step.name: one for one in record.flow.open_steps(record, request.actor)}
    if step.name not in open_steps:
        raise Http404
    if reason := open_steps[step.name].reason:
        raise Refusal(reason, code="not_possible")


def _made(request: HttpRequest, form: StepForm, act: Act) -> bool:
    """Make the step and say so; what is missing is said at its field, any other refusal leaves."""
    try:
        act(
            record=form.record,
            name=form.step.name,
            actor=request.actor,
            now=timezone.now(),
            seen=form.cleaned_data["seen"],
            **form.given(),
        )
    except MissingFields as refusal:
        form.show(refusal)
        return False
    messages.success(request, _("Fatto: %(step)s.") % {"step": form.step.label})
    return True
