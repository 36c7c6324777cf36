"""The steps of a record for programmes: what is open, and making one."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from pico.core.api.asking import Asking
from pico.core.api.authentication import KNOWN
from pico.core.api.problems import problem
from pico.core.api.resources.answers import answers
from pico.core.foundation.errors import Refusal

from .actions import make_step
from .forms import StepForm
from .models import Flowing
from .queries import fresh
from .tables import MissingFields

Find = Callable[[HttpRequest, str], Flowing]
Act = Callable[..., Any]


class StepOut(Schema):
    """A step that may be tried now; `reason` is empty when nothing holds it up."""

    name: str
    label: str
    needs: list[str]
    reason: str


class FlowOut(Schema):
    """Where a record stands; `revision` goes back with the next step as `seen`."""

    state: str
    state_label: str
    revision: int
    steps: list[StepOut]


class StepIn(Schema):
    """A step to make: what was on the screen, and the values that the step asks for."""

    seen: int | None = None
    fields: dict[str, Any] = Field(default_factory=dict)


def add_steps(router: Router, *, name: str, find: Find, act: Act = make_step) -> None:
    """Add `GET /{key}/steps` and `POST /{key}/steps/{step}` to a module's router.

    `find(request, key)` gives the record if the caller may read it, and raises Http404 otherwise. `name`
    begins the names of the operations. Keys read; a step is made by a person.
    """

    def list_steps(request: Asking, key: str):
        return state_of(find(request, key), request)

    def make(request: Asking, key: str, step: str, asked: StepIn):
        record = find(request, key)
        if request.token:
            raise Refusal(
                _("Una chiave legge soltanto: il passo lo fa una persona."), code="not_permitted"
            )
        return made(request, record, step, asked, act) or state_of(fresh(record), request)

    list_steps.__name__, make.__name__ = f"list_{name}_steps", f"make_{name}_step"
    router.get(
        "/{key}/steps", summary="Passi possibili", response=answers(FlowOut, 404), auth=KNOWN
    )(list_steps)
    router.post(
        "/{key}/steps/{step}",
        summary="Fa un passo",
        response=answers(FlowOut, 403, 404, 409),
        auth=KNOWN,
    )(make)


def state_of(record: Flowing, request: HttpRequest) -> FlowOut:
    """Describe where a record stands, for who asks."""
    return FlowOut(
        state=record.state,
        state_label=record.state_label,
        revision=record.revision,
        steps=[
            StepOut(
                name=one.step.name,
                label=str(one.step.label),
                needs=list(one.step.needs),
                reason=one.reason,
            )
            for one in record.flow.open_steps(record, request.actor)
        ],
    )


def made(
    request: HttpRequest, record: Flowing, name: str, asked: StepIn, act: Act
) -> HttpResponse | None:
    """Make a step with values read by the same form as the page; return a problem, or nothing."""
    step = record.flow.find(name, record.flow_version)
    if step is None or step.by_system:
        raise Http404
    form = StepForm({**asked.fields, "seen": asked.seen}, step=step, record=record)
    if not form.is_valid():
        return _invalid({field: errors[0] for field, errors in form.errors.items()})
    try:
        act(
            record=record,
            name=name,
            actor=request.actor,
            now=timezone.now(),
            seen=asked.seen,
            **form.given(),
        )
    except MissingFields as refusal:
        return _invalid(refusal.errors)
    return None


def _invalid(errors: dict[str, str]) -> HttpResponse:
    told = [{"field": field, "message": str(message)} for field, message in errors.items()]
    return problem(422, "invalid", _("Alcuni valori della richiesta non vanno bene."), errors=told)
