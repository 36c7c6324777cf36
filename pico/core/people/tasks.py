"""What this room does by itself, at night."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import periodic
from pico.core.jobs.schedule import nightly

from . import actions


@periodic(nightly(hour=3, minute=20), label=_("Cancellazione dei vecchi accessi"))
def forget_old_sign_ins() -> None:
    """Forget the log of sign-ins beyond its months."""
    actions.forget_old_sign_ins(now=timezone.now())
