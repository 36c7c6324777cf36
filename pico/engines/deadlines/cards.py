"""What the engine says outside its own pages: on the desk, in the calendars of persons."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.modules.cards import Card
from pico.core.notices.calendar import Entry
from pico.core.people.models import Person

from .queries import terms as queries

NEAR_DAYS = 14


def near(request) -> Card | None:
    """How many terms in the charge of the actor end within two weeks."""
    if not request.actor.is_member:
        return None
    found = queries.near(request.actor, today=timezone.localdate(), days=NEAR_DAYS).count()
    return Card(
        title=_("Scadenze"),
        text=_("entro 14 giorni"),
        url=f"{reverse('deadlines:timetable')}?di=miei",
        number=found,
        icon="it-calendar",
    )


def for_calendar(person: Person, *, today: date, whole_ente: bool) -> Iterator[Entry]:
    """The terms of a person, or of all his enti, for the calendar that he subscribed to."""
    found = queries.for_calendar(person, today=today, whole_ente=whole_ente)
    for term in found:
        yield Entry(
            uid=f"termine-{term.pk}",
            day=term.due_on,
            title=f"{term.title}: {term.label}",
            text=term.rule.source,
            url=reverse("deadlines:timetable") if term.is_reserved else term.url,
            is_reserved=term.is_reserved,
        )
