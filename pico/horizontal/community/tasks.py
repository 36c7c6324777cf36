"""What the Community does by itself."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import SYSTEM
from pico.core.jobs.registry import periodic
from pico.core.jobs.schedule import daily, every

from .actions import blog, practices
from .notices import route_unanswered


@periodic(daily(8, 15), label=_("Domande senza risposta a chi sa"))
def ask_who_knows() -> None:
    route_unanswered(now=timezone.now())


@periodic(every(minutes=5), label=_("Articoli programmati e scaduti"))
def keep_calendar() -> None:
    blog.keep_calendar(actor=SYSTEM, now=timezone.now())


@periodic(daily(6, 10), label=_("Buone pratiche da confermare"))
def keep_practices_valid() -> None:
    practices.keep_valid(actor=SYSTEM, now=timezone.now())
