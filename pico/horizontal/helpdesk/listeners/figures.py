"""What the Help Desk hears of figures: one said to be wrong opens a request to who keeps the data."""

from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.foundation.rich_text import from_plain
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person

from ..actions.opening import Origin, Request, open_ticket
from ..models import Category, Ticket
from ..terms import Family, Impact, Topic

OTHER = "any.other"


def figure_flagged(announcement) -> None:
    """Open a request of who reported the figure, for the ente he acted for; once for each report."""
    kind, key, said = announcement.subject_type, announcement.subject_id, announcement.data
    if Ticket.objects.filter(object_type=kind, object_id=key).exists():
        return
    person = Person.objects.filter(pk=announcement.person_id).first()
    today = timezone.localdate()
    places = working_memberships(person, today=today) if person else None
    place = places.filter(ente=announcement.ente_id).first() if places is not None else None
    if place is None:
        return
    label = said["label"]
    request = Request(
        family=Family.PLATFORM,
        topic=Topic.DATA,
        category=Category.objects.get(key=OTHER),
        subject=_("Dati: errore segnalato in «%(label)s»") % {"label": label},
        text=from_plain(said["text"]),
        impact=Impact.QUESTION,
        origin=Origin(type=kind, id=key, title=label, url=said["url"]),
    )
    open_ticket(request=request, actor=actor_for(person, place), now=timezone.now())
