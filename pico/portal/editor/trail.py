"""What Wagtail writes in its log of pages goes to the house's trail too, in plain Italian."""

from collections.abc import Callable

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry

from pico.core.access.actor import SYSTEM, Actor
from pico.core.announcements import board
from pico.core.audit import trail
from pico.core.ui.formats import datetime_it
from pico.portal.sites.hand import in_hand
from pico.portal.sites.queries import space_of_page

Said = Callable[[PageLogEntry], str]


def _of(sentence: str) -> Said:
    return lambda entry: _(sentence) % {"title": entry.label}


def _scheduled(entry: PageLogEntry) -> str:
    at = (entry.data.get("revision") or {}).get("go_live_at") or ""
    if isinstance(at, str):  # as Wagtail keeps it: «2026-11-21 10:00 UTC»
        at = parse_datetime(at.replace(" UTC", "+00:00")) or at
    said = at if isinstance(at, str) else datetime_it(at)
    return _("Ha programmato la pubblicazione di «%(title)s» per il %(at)s.") % {
        "title": entry.label,
        "at": said,
    }


def _rejected(entry: PageLogEntry) -> str:
    return _("Ha respinto «%(title)s»: %(reason)s") % {
        "title": entry.label,
        "reason": entry.data.get("comment") or "–",
    }


def _renamed(entry: PageLogEntry) -> str:
    titles = entry.data.get("title") or {}
    return _("Ha cambiato il titolo da «%(old)s» a «%(new)s».") % {
        "old": titles.get("old", ""),
        "new": titles.get("new", entry.label),
    }


# Wagtail's action → event of the trail, and its sentence. Each saving of a draft stays in the versions.
TOLD: dict[str, tuple[str, Said]] = {
    "wagtail.create": ("created", _of("Ha scritto la bozza di «%(title)s».")),
    "wagtail.publish": ("published", _of("Ha pubblicato «%(title)s».")),
    "wagtail.publish.schedule": ("scheduled", _scheduled),
    "wagtail.publish.scheduled": (
        "published",
        _of("È stata pubblicata «%(title)s», all'ora programmata."),
    ),
    "wagtail.schedule.cancel": (
        "unscheduled",
        _of("Ha annullato la pubblicazione programmata di «%(title)s»."),
    ),
    "wagtail.unpublish": ("archived", _of("Ha archiviato «%(title)s».")),
    "wagtail.unpublish.scheduled": (
        "expired",
        _of("«%(title)s» è scaduta ed è stata archiviata."),
    ),
    "wagtail.workflow.start": ("submitted", _of("Ha mandato in revisione «%(title)s».")),
    "wagtail.workflow.resume": ("submitted", _of("Ha rimandato in revisione «%(title)s».")),
    "wagtail.workflow.approve": ("approved", _of("Ha approvato «%(title)s».")),
    "wagtail.workflow.reject": ("rejected", _rejected),
    "wagtail.workflow.cancel": ("taken_back", _of("Ha ritirato «%(title)s» dalla revisione.")),
    "wagtail.revert": ("reverted", _of("Ha ripreso una versione precedente di «%(title)s».")),
    "wagtail.rename": ("renamed", _renamed),
    "wagtail.move": ("moved", _of("Ha spostato «%(title)s».")),
    "wagtail.copy": ("copied", _of("Ha copiato «%(title)s» da un'altra pagina.")),
    "wagtail.lock": ("locked", _of("Ha bloccato «%(title)s».")),
    "wagtail.unlock": ("unlocked", _of("Ha sbloccato «%(title)s».")),
    "wagtail.delete": ("deleted", _of("Ha eliminato «%(title)s».")),
}
ANNOUNCED = {"published", "scheduled", "archived", "expired", "deleted"}


def follow(instance: PageLogEntry, created: bool, **_kwargs) -> None:
    """Write the line of a milestone; called when Wagtail has saved it in its log."""
    if not created or instance.action not in TOLD:
        return
    verb, said = TOLD[instance.action]
    page, actor = Page(pk=instance.page_id), actor_of(instance)
    event = f"portal.page.{verb}"
    trail.record(event, said(instance), subject=page, actor=actor, now=instance.timestamp)
    if verb in ANNOUNCED:
        kept = Page.objects.filter(pk=instance.page_id).first()
        space = space_of_page(kept) if kept else None
        board.announce(
            event,
            subject=page,
            actor=actor,
            space_id=space.pk if space else None,
            title=instance.label,
        )


def actor_of(entry: PageLogEntry):
    """Who did it, for which ente: the actor of the request; without one, the person; else the machine."""
    held = in_hand()
    if held and held.actor and held.actor.person_id == entry.user_id:
        return held.actor
    if entry.user_id:
        return Actor(person_id=entry.user_id, person_name=str(entry.user))
    return SYSTEM
