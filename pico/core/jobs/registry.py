"""Which functions are jobs, how often they are tried, and when periodic ones are due."""

import inspect
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import import_string

from .schedule import Schedule

Words = str | Promise

LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Backoff:
    """Waits that double from `first` up to `longest`, each with some chance in it.

    The chance keeps a hundred jobs that failed together from coming back together.
    """

    first: timedelta = timedelta(seconds=10)
    longest: timedelta = LONGEST_WAIT

    def wait(self, attempts: int) -> timedelta:
        """Return how long to wait after so many attempts."""
        full = min(self.first * 2 ** min(attempts - 1, 20), self.longest)
        return full * random.uniform(0.75, 1.25)  # noqa: S311 - no secret, only spread


@dataclass(frozen=True, slots=True)
class Description:
    """A function that may be enqueued, under its dotted path."""

    name: str
    call: Callable[..., Any]
    label: Words
    retries: int
    backoff: Backoff
    takes_now: bool = False

    def run(self, arguments: dict[str, Any], *, now: datetime) -> None:
        """Call the function; one that asks for `now` gets the time of the clock."""
        self.call(**({"now": now} if self.takes_now else {}), **arguments)


_described: dict[str, Description] = {}
_periodic: dict[str, Schedule] = {}


def job(*, label: Words, retries: int = 5, backoff: Backoff | None = None):
    """Declare that a function of a room's `tasks.py` may be enqueued.

    With a parameter `now` it gets the time of the clock. It may run more than once for one enqueue (a killed worker), so it must bear that; a Refusal that
    it raises is final, any other error is tried again `retries` times.
    """

    def decorate(call: Callable[..., Any]) -> Callable[..., Any]:
        name = name_of(call)
        takes_now = "now" in inspect.signature(call).parameters
        _described[name] = Description(name, call, label, retries, backoff or Backoff(), takes_now)
        return call

    return decorate


def periodic(schedule: Schedule, *, label: Words, retries: int = 5, backoff: Backoff | None = None):
    """Declare a job without arguments that comes back by the clock: `@periodic(nightly(3, 10), label=…)`."""

    def decorate(call: Callable[..., Any]) -> Callable[..., Any]:
        job(label=label, retries=retries, backoff=backoff)(call)
        _periodic[name_of(call)] = schedule
        return call

    return decorate


def name_of(call: Callable[..., Any]) -> str:
    return f"{call.__module__}.{call.__qualname__}"


def described(name: str) -> Description:
    """Return a job's description, importing its room; refuse what is not a job with LookupError."""
    if name not in _described:
        try:
            import_string(name)
        except ImportError as error:
            raise LookupError(f"{name} is not a job: is its room installed?") from error
    try:
        return _described[name]
    except KeyError:
        raise LookupError(f"{name} is not a job: decorate it with @job.") from None


def periodic_jobs() -> dict[str, Schedule]:
    return dict(_periodic)
