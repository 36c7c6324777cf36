"""Views are sent by e-mail to who asked for them, each once for each turn."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pico.core.access.actor import ANONYMOUS, Actor
from pico.core.audit.trail import record
from pico.core.jobs.actions import enqueue
from pico.core.notices import mail
from pico.core.notices.messages import absolute
from pico.core.people.actors import actor_for, working_memberships

from ..models import ViewLetter
from ..queries import saved_views as queries
from ..queries.crossing import Crossing, read
from ..queries.crossing_lines import block_of
from ..queries.crossing_words import said
from ..queries.lake import the_lake
from ..rules.turns import turn_of

JOB = "pico.horizontal.observatory.tasks.send_letter"
LINES = 20  # of a table in a letter: the others are on the page


@transaction.atomic
def ask_for_letters(*, now: datetime) -> int:
    """Have every view whose turn came sent by a job of its own: one that fails holds up no other.

    Returns how many were asked for.
    """
    due = queries.due_letters(timezone.localdate(now)).order_by("pk")
    keys = list(due.values_list("pk", flat=True))
    for pk in keys:
        enqueue(import_string(JOB), key=f"letter:{pk}", label=_("Vista per e-mail"), letter_id=pk)
    return len(keys)


@transaction.atomic
def send_letter(*, pk: int, now: datetime) -> bool:
    """Send one; who may no more act for the ente, or read the view, is sent nothing."""
    today = timezone.localdate(now)
    due = queries.due_letters(today).select_for_update(of=("self",)).filter(pk=pk)
    letter = due.select_related("view", "person", "ente").first()
    if letter is None:
        return False
    letter.last_turn_on = turn_of(letter.cadence, today)
    letter.save(update_fields=["last_turn_on"])
    actor = _reader(letter, today)
    crossing = read(letter.view.query)
    if actor is None or crossing is None or not actor.may_read(letter.view.scope):
        return False
    context = _context(letter, crossing)
    mail.send(
        to=letter.person.email,
        template="observatory/mail/view",
        context=context,
        subject=_("Dati: %(title)s") % {"title": letter.view.title},
        stop_url=context["stop_url"],
    )
    return True


@transaction.atomic
def end_letter(*, letter: ViewLetter, now: datetime) -> None:
    """End a letter by the link in it: whoever has the mail may, without signing in."""
    ViewLetter.objects.filter(pk=letter.pk).delete()
    sentence = _("La vista non arriva più per e-mail, dal collegamento nella lettera.")
    record("observatory.view.unsent", sentence, subject=letter.view, actor=ANONYMOUS, now=now)


def _reader(letter: ViewLetter, today) -> Actor | None:
    place = working_memberships(letter.person, today=today).filter(ente=letter.ente).first()
    return actor_for(letter.person, place) if place else None


def _context(letter: ViewLetter, crossing: Crossing) -> dict:
    block = block_of(crossing)
    tables = {table for one in crossing.indicators for table in one.origin.tables}
    return {
        "person": letter.person,
        "view": letter.view,
        "words": said(crossing.filters),
        "result": block,
        "lines": [
            (line.label, [(head, cell.text) for head, cell in cells])
            for line, _texts, cells in list(block.rows)[:LINES]
        ],
        "more": max(0, len(block.lines) - LINES),
        "updated_on": the_lake().updated_on(*sorted(tables)),
        "when": letter.get_cadence_display(),
        "stop_url": absolute(reverse("observatory:letter-stop", args=[queries.stop_word(letter)])),
        "url": absolute(reverse("observatory:view", args=[letter.view_id])),
    }
