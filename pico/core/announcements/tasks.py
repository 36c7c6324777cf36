"""News is told, outside the requests."""

from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import job, periodic
from pico.core.jobs.schedule import nightly


def _do(action: str, **arguments) -> None:
    # By name: whoever announces enqueues these jobs, so they cannot be imported from here.
    import_string(f"pico.core.announcements.actions.{action}")(**arguments, now=timezone.now())


@job(label=_("Annuncio delle novità ai moduli"), retries=12)
def deliver(subject_type: str, subject_id: str) -> None:
    _do("deliver", subject_type=subject_type, subject_id=subject_id)


@periodic(nightly(2, 45), label=_("Pulizia degli annunci ascoltati"))
def forget_announcements() -> None:
    _do("forget_announcements")
