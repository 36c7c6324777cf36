"""Tickets by e-mail: replies to a ticket's mails, and what is sent to the desk's address."""

import re
from datetime import datetime

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.core.foundation.rich_text import from_plain
from pico.core.mail_in.actions import actors_of, person_of
from pico.core.mail_in.addresses import address_for
from pico.core.mail_in.reading import Incoming
from pico.core.mail_in.terms import MOST_IN_AN_HOUR, Outcome
from pico.core.people.actors import working_memberships
from pico.core.people.models import Membership

from ..actions.access import answer_from_page
from ..actions.opening import Request, open_ticket
from ..actions.replies import reply
from ..models import Category, Ticket
from ..permissions import HelpdeskPermission as May
from ..queries import access
from ..queries import tickets as queries
from ..terms import Channel, Family, Impact, Topic

PURPOSE, MAILBOX = "helpdesk", "assistenza"
NUMBER = re.compile(r"\bHD-\d{4}-\d{6}\b")
# What programs put before the subject of a reply or a forwarded message.
PREFIXES = re.compile(r"^(?:\s*(?:re|r|fwd?|i|inoltro)\s*:)+\s*", re.IGNORECASE)
FORWARDED = re.compile(
    r"(?:messaggio (?:inoltrato|originale)|forwarded message|inoltrato da).{0,200}?"
    r"^\s*(?:da|from)\s*:\s*(?P<sender>.+)$",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def reply_address(notice) -> str:
    """Where the mail of a notice about a ticket is answered; nothing for other objects."""
    if notice.subject_type != Ticket._meta.label_lower or not notice.subject_id.isdigit():
        return ""
    return address_for(PURPOSE, object_id=int(notice.subject_id), person_id=notice.person_id)


def head(notice) -> str:
    """What the subject of a ticket's mails begins with."""
    number = Ticket.objects.filter(pk=notice.subject_id).values_list("number", flat=True).first()
    return f"[Pi.Co. Help Desk {number}]" if number else "[Pi.Co. Help Desk]"


def take_reply(*, actors: list[Actor], object_id: int, incoming: Incoming, now: datetime) -> None:
    """Write what came by e-mail in the thread, for the side on which the person may write.

    Refuses what the page refuses, with the sentences of the page.
    """
    ticket = Ticket.objects.filter(pk=object_id).first()
    _reply(actors, ticket, incoming, now)


def _reply(actors: list[Actor], ticket: Ticket | None, incoming: Incoming, now: datetime) -> None:
    for actor in actors:
        seen = ticket and queries.visible_to(actor).filter(pk=ticket.pk)
        found = seen.select_related("queue__owner", "ente").first() if seen else None
        if found and actor.can(May.REPLY, found):
            reply(
                ticket=found, text=from_plain(incoming.text), files=_files(incoming),
                is_by_mail=True, actor=actor, now=now,
            )  # fmt: skip
            return
    raise Refusal(
        _("La richiesta non c'è più, o non puoi scriverci: aprine una dal sito."),
        code="not_writable",
    )


def take_outside_reply(*, object_id: int, incoming: Incoming, now: datetime) -> Outcome:
    """Write in the thread what comes from the mailbox of who asked without an account.

    Whom an account was born for meanwhile writes as himself. Refuses what the secret page refuses.
    """
    request = access.answered_by_mail(object_id, now=now)
    if request is None:
        return Outcome.UNKNOWN
    if incoming.sender != request.email.lower():
        return Outcome.STRANGER
    if access.said_lately(request, now=now) >= MOST_IN_AN_HOUR:
        return Outcome.AUTOMATIC
    if request.person:
        _reply(actors_of(request.person, now), request.ticket, incoming, now)
    else:
        answer_from_page(request=request, text=incoming.text, files=_files(incoming), now=now)
    return Outcome.TAKEN


def _files(incoming: Incoming) -> list[ContentFile]:
    return [ContentFile(one.content, name=one.name) for one in incoming.attachments]


def take_request(*, actors: list[Actor], incoming: Incoming, now: datetime) -> None:
    """Make a ticket of what was sent to the desk; one that names a ticket of his goes into its thread.

    What an operator forwards is the request of who wrote it, where he has an account. Refuses who
    works for no ente, and what the page refuses.
    """
    if not actors:
        raise Refusal(
            _("Il tuo account non è ancora attivo per un ente: usa il modulo «Hai problemi di "
              "accesso?» del sito."),
            code="no_ente",
        )  # fmt: skip
    if named := NUMBER.search(incoming.subject):
        ticket = Ticket.objects.filter(number=named.group()).first()
        if ticket and any(queries.visible_to(one).filter(pk=ticket.pk).exists() for one in actors):
            _reply(actors, ticket, incoming, now)
            return
    actor = next((one for one in actors if one.can(May.SEE_DESK)), actors[0])
    caller = _forwarded_for(actor, incoming, now)
    text = incoming.whole_text if caller or not incoming.text else incoming.text
    open_ticket(
        request=Request(
            family=Family.PLATFORM,
            topic=Topic.HELPDESK,
            category=Category.objects.get(key="any.other"),
            subject=PREFIXES.sub("", incoming.subject).strip() or str(_("Senza oggetto")),
            text=from_plain(text),
            impact=Impact.HAMPERED,
            channel=Channel.MAIL,
        ),
        files=_files(incoming),
        on_behalf_of=caller,
        actor=actor,
        now=now,
    )


def _forwarded_for(actor: Actor, incoming: Incoming, now: datetime) -> Membership | None:
    """The place of who wrote what an operator forwards; None when nobody of ours did."""
    found = FORWARDED.search(incoming.whole_text)
    if found is None or not actor.can(May.SEE_DESK):
        return None
    address = ADDRESS.search(found.group("sender"))
    person = person_of(address.group().lower()) if address else None
    if person is None or person.pk == actor.person_id:
        return None
    return working_memberships(person, today=timezone.localdate(now)).first()
