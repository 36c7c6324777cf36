"""Requests of who cannot sign in: taken, confirmed by the mailbox, answered on a secret page."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pico.core.access.actor import ANONYMOUS, SYSTEM, Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.files import antivirus, vault
from pico.core.files.inspection import inspect
from pico.core.files.limits import limits
from pico.core.files.terms import ScanState
from pico.core.foundation import rich_text
from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue
from pico.core.mail_in.addresses import NOBODY, address_for
from pico.core.notices import mail
from pico.core.notices.messages import absolute
from pico.core.people.identity import SPID_ERRORS
from pico.core.people.models import Person
from pico.engines.workflow.queries import locked

from ..models import AccessFile, AccessRequest, Category, Message, Ticket
from ..queries import access as queries
from ..terms import (
    ACCESS_FILE_BYTES,
    ACCESS_FILES,
    SECRET_PAGE_SPAN,
    SHOWN_TO_ASKERS,
    TICKET_FILES,
    AccessProblem,
    AccessState,
    Channel,
    Family,
    Hidden,
    Impact,
    MessageKind,
    SpidProvider,
    TicketState,
    Topic,
    Voice,
)
from . import sharing, telling
from .opening import Request, open_outside_ticket
from .steps import make_step
from .threads import MESSAGE_FIELDS, add_message, prepared, refuse_more_files

CONFIRM_MAIL = "helpdesk/mail/access_confirm"
PAGE_MAIL = "helpdesk/mail/access_page"
ANSWER_MAIL = "helpdesk/mail/access_answer"
VAULT, NUDGE, MAIL = "access", "nudge", "access"
FALLBACK = "access.profile"
CATEGORIES = {
    AccessProblem.REGISTER: "access.registration",
    AccessProblem.NO_MAIL: "access.registration",
    AccessProblem.NOT_ADHERING: "access.registration",
    AccessProblem.SPID: "access.spid",
    AccessProblem.CIE: "access.cie",
    AccessProblem.MOVED: "access.change-of-ente",
    AccessProblem.SUSPENDED: "access.permissions",
}
PAGE_SALT = "pico.helpdesk.access_page"
SCAN = "pico.horizontal.helpdesk.tasks.scan_access_files"


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def page_secret(request: AccessRequest) -> str:
    """The secret of its page: made again for each letter, so that it is kept nowhere."""
    made = salted_hmac(PAGE_SALT, f"{request.pk}:{request.confirm_hash}", algorithm="sha256")
    return made.hexdigest()


@transaction.atomic
def take_request(
    *, now: datetime, files: Iterable = (), ente=None, ente_words: str = "", **fields
) -> AccessRequest:
    """Take a request and write to its mailbox; whether the address has an account changes nothing.

    Refuses too many files, too large ones, and what is no PDF or picture in truth.
    """
    secret = new_secret()
    request = AccessRequest.objects.create(
        ente=ente, ente_words="" if ente else ente_words.strip(), confirm_hash=queries.digest(secret),
        created_at=now, **fields,
    )  # fmt: skip
    _keep_files(request, list(files))
    mail.send(
        to=request.email,
        template=CONFIRM_MAIL,
        context={"request": request, "url": _address("access-confirm", secret, request)},
        subject=_("Conferma la tua richiesta di assistenza"),
    )
    return request


def _address(name: str, secret: str, request: AccessRequest) -> str:
    prefix = request.space.prefix if request.space else ""
    return absolute(f"{prefix}{reverse(f'helpdesk:{name}', args=[secret])}")


def _keep_files(request: AccessRequest, files: list) -> None:
    if len(files) > ACCESS_FILES:
        raise Refusal(_("Gli allegati sono troppi: al massimo 3."), code="too_many_files")
    for content in files:
        if content.size > ACCESS_FILE_BYTES:
            raise Refusal(
                _("«%(name)s» supera 5 MB: riducilo.") % {"name": content.name}, code="too_big"
            )
        verdict = inspect(content, content.name, limits())
        key = f"{VAULT}/{secrets.token_hex(16)}"
        AccessFile.objects.create(
            request=request, name=verdict.name, key=key, size=content.size,
            media_type=verdict.media_type,
        )  # fmt: skip
        vault.put(content, key)


def find_request(secret: str, *, now: datetime) -> AccessRequest:
    """Return what a link of confirmation is about; refuse an unknown or expired one, saying the way out."""
    found = queries.waiting_for(secret)
    if found is None or found in queries.unconfirmed(now):
        raise Refusal(
            _(
                "Il collegamento non è completo o è scaduto: vale 72 ore. "
                "Copialo per intero dall'e-mail, o compila di nuovo il modulo."
            ),
            code="link_unknown",
        )
    if found.state == AccessState.CONFIRMED:
        raise Refusal(
            _("La richiesta è già confermata: segui le risposte dal collegamento nell'e-mail."),
            code="link_used",
        )
    return found


@transaction.atomic
def confirm_request(*, secret: str, now: datetime) -> str:
    """Prove the mailbox: the ticket enters the queue. Returns the secret of the page of the answers."""
    found = find_request(secret, now=now)
    return let_in(request=found, now=now)


@transaction.atomic
def let_in(*, request: AccessRequest, now: datetime) -> str:
    """Make a ticket of a request whose mailbox is proved; returns the secret of its page.

    Refuses one that was let in already.
    """
    locked_row = AccessRequest.objects.select_for_update().get(pk=request.pk)
    if locked_row.state == AccessState.CONFIRMED:
        raise Refusal(_("La richiesta è già confermata."), code="link_used")
    page = page_secret(request)
    request.state, request.confirmed_at = AccessState.CONFIRMED, now
    request.page_hash, request.page_until = queries.digest(page), now + SECRET_PAGE_SPAN
    request.ticket = open_outside_ticket(
        request=asked(request), asker_name=request.full_name, asker_email=request.email,
        ente=request.ente, ente_words=request.ente_words, space=request.space, now=now,
    )  # fmt: skip
    request.save()
    if is_of_the_provider(request):
        make_step(
            record=request.ticket, name="escalate", actor=SYSTEM, now=now,
            note=_("Codice SPID %(code)s: non è un errore dell'utente.")
            % {"code": request.error_code},
        )  # fmt: skip
    trail.record(
        "helpdesk.access.confirmed", _("Richiesta %(number)s confermata dalla casella di posta.")
        % {"number": request.ticket.number}, subject=request, actor=ANONYMOUS, now=now,
        reserved=True,
    )  # fmt: skip
    announce("helpdesk.access.confirmed", subject=request, actor=ANONYMOUS)
    if request.files.exists():
        enqueue(import_string(SCAN), key=str(request.pk), request_id=request.pk)
    mail.send(
        to=request.email,
        template=PAGE_MAIL,
        context={
            "request": request,
            "url": _address("access-page", page, request),
            "may_reply": bool(reply_address(request)),
        },
        subject=f"[Pi.Co. Help Desk {request.ticket.number}] {_('Richiesta ricevuta')}",
        reply_to=reply_address(request),
    )
    return page


def is_of_the_provider(request: AccessRequest) -> bool:
    """A SPID code that is not on the user's side goes to who maintains the application."""
    code = spid_code(request.error_code)
    return request.problem == AccessProblem.SPID and bool(code) and code not in SPID_ERRORS


def spid_code(text: str) -> str:
    """Return the number of a SPID error in what was typed: «ErrorCode nr21» gives 21."""
    found = re.search(r"(?<!\d)(\d{1,3})(?!\d)", text)
    return found.group(1).zfill(2) if found else ""


def asked(request: AccessRequest) -> Request:
    """What the ticket is about: the problem, the category it belongs to, the words written."""
    problem = AccessProblem(request.problem)
    return Request(
        family=Family.PLATFORM,
        topic=Topic.ACCESS,
        category=Category.objects.get(key=CATEGORIES.get(problem, FALLBACK)),
        subject=str(problem.label),
        text=rich_text.from_plain(described(request)),
        impact=Impact.BLOCKED,
        channel=Channel.PUBLIC_FORM,
        context={"error_code": request.error_code} if request.error_code else {},
    )


def described(request: AccessRequest) -> str:
    """The words of the ticket: what was written, with the facts that the form asks."""
    facts = (
        (_("Ruolo nell'ente"), request.get_role_display() if request.role else ""),
        (_("Telefono"), request.phone),
        (
            _("Gestore SPID"),
            SpidProvider(request.spid_provider).label if request.spid_provider else "",
        ),
        (_("Codice errore"), request.error_code),
        (_("Quando"), f"{request.happened_at:%d/%m/%Y %H:%M}" if request.happened_at else ""),
    )
    lines = [f"{label}: {value}" for label, value in facts if value]
    return "\n\n".join([request.description, "\n".join(lines)]).strip()


def scan_files(*, request_id: int) -> None:
    """Ask the antivirus about the files of a request; raises OutOfOrder to be tried again."""
    for one in AccessFile.objects.filter(request=request_id, scan_state=ScanState.SCANNING):
        if not antivirus.is_configured():
            state = ScanState.UNVERIFIED
        else:
            state = ScanState.CLEAN if antivirus.scan(one.key).is_clean else ScanState.BLOCKED
        AccessFile.objects.filter(pk=one.pk).update(scan_state=state)


@transaction.atomic
def forget_unconfirmed(*, now: datetime) -> int:
    """Delete what nobody confirmed in 72 hours, with its files."""
    return forget_requests(queries.unconfirmed(now))


@transaction.atomic
def forget_requests(rows: QuerySet[AccessRequest]) -> int:
    """Delete requests with the bytes of their files; return how many there were."""
    requests = list(rows.values_list("pk", flat=True))
    for key in AccessFile.objects.filter(request__in=requests).values_list("key", flat=True):
        transaction.on_commit(partial(vault.delete, key))
    AccessRequest.objects.filter(pk__in=requests).delete()
    return len(requests)


@transaction.atomic
def tie_to(*, person: Person, now: datetime) -> int:
    """Give the requests of a mailbox to the account that was born with it."""
    rows = list(queries.of_address(person.email)) if person.email else []
    actor = Actor(person_id=person.pk, person_name=str(person))
    for request in rows:
        request.person = person
        request.save(update_fields=["person"])
        ticket = request.ticket
        if ticket.asker_id is None:
            ticket.asker = person
            ticket.save(update_fields=["asker"])
        trail.record(
            "helpdesk.access.tied", _("La richiesta ora è dell'account di %(who)s.")
            % {"who": person}, subject=request, actor=actor, now=now, reserved=True,
        )  # fmt: skip
    return len(rows)


# The thread, for who has no account ---------------------------------------------------------------


def outsider(request: AccessRequest) -> Actor:
    """Who writes from the secret page: has his own name, and no power but here."""
    return Actor(person_name=request.full_name, is_system=True)


@transaction.atomic
def answer_from_page(
    *, request: AccessRequest, text: str, now: datetime, files: Iterable = ()
) -> Message:
    """Write to the desk from the secret page; ends a wait for the asker, reopens what was solved.

    Files stay with the request, and the message names them. Refuses an empty or endless text, files
    that the form refuses, more than ten in all, and what can no longer be reopened.
    """
    files = list(files)
    if request.files.count() + len(files) > TICKET_FILES:
        refuse_more_files()
    _keep_files(request, files)
    if files:
        text += "\n\n" + _("Allegati: %(names)s") % {"names": ", ".join(one.name for one in files)}
        enqueue(import_string(SCAN), key=f"{request.pk}-{now.timestamp()}", request_id=request.pk)
    html, actor = prepared(rich_text.from_plain(text)), outsider(request)
    ticket = locked(Ticket.objects.get(access_request=request))
    if ticket.state in (TicketState.SOLVED, TicketState.CLOSED):
        make_step(record=ticket, name="reopen", actor=actor, now=now, text=html)
        return ticket.messages.order_by("-number")[0]
    if ticket.is_finished:
        raise Refusal(_("La richiesta è chiusa: compila un nuovo modulo."), code="finished")
    if ticket.state == TicketState.WAITING_ASKER:
        make_step(record=ticket, name="answer", actor=actor, now=now)
        ticket = locked(ticket)
    message = add_message(ticket, html, voice=Voice.ASKER, actor=actor, now=now)
    ticket.revision += 1
    ticket.save(update_fields=[*MESSAGE_FIELDS, "revision"])
    trail.record(
        "helpdesk.ticket.replied", _("Messaggio %(number)d scritto.") % {"number": message.number},
        subject=ticket, actor=actor, now=now, reserved=True, message=message.pk,
    )  # fmt: skip
    telling.tell_desk(
        ticket, telling.ANSWERED, _("Ha scritto il richiedente: %(ticket)s") % {"ticket": ticket},
        body=telling.words_of(html), actor=actor, now=now,
    )  # fmt: skip
    return message


# What an asker does from his secret page; he reopens by writing.
OUTSIDE_STEPS = ("confirm", "settle", "cancel")


def step_from_page(*, request: AccessRequest, name: str, actor: Actor, now: datetime) -> None:
    """Make a step of the asker's, or press («nudge»), from the secret page.

    Refuses the desk's steps, and what the table or the rule of pressing refuses.
    """
    if name == NUDGE:
        sharing.nudge(ticket=request.ticket, actor=actor, now=now)
    elif name in OUTSIDE_STEPS:
        make_step(record=request.ticket, name=name, actor=actor, now=now)
    else:
        raise Refusal(_("Questo passo lo fa l'assistenza."), code="not_permitted")


def write_to_mailbox(*, ticket: Ticket) -> bool:
    """Send the desk's last words to the mailbox of who has no account, with the way to his page."""
    request = AccessRequest.objects.filter(ticket=ticket, person=None).first()
    last = ticket.messages.filter(
        voice=Voice.DESK, kind__in=SHOWN_TO_ASKERS, hidden=Hidden.NO
    ).last()
    if request is None or last is None:
        return False
    mail.send(
        to=request.email,
        template=ANSWER_MAIL,
        context={
            "request": request,
            "words": telling.words_of(last.text),
            "is_solution": last.kind == MessageKind.SOLUTION,
            "url": _address("access-page", page_secret(request), request),
            "may_reply": bool(reply_address(request)),
        },
        subject=f"[Pi.Co. Help Desk {ticket.number}] {_('Risposta')}: {ticket.subject}",
        reply_to=reply_address(request),
    )
    return True


def reply_address(request: AccessRequest) -> str:
    """Where who has no account answers by e-mail; nothing where the platform receives none."""
    return address_for(MAIL, object_id=request.pk, person_id=NOBODY)
