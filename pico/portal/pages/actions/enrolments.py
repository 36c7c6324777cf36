"""Enrolment in an event: seats are never oversold, who waits comes in when one is free."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.access.actor import ANONYMOUS
from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.notices import mail

from ..models import Enrolment, EventPage
from ..terms import EnrolmentMode, EnrolmentState

SALT = "pages.enrolment"
ACTIVE = (EnrolmentState.PENDING, EnrolmentState.ENROLLED, EnrolmentState.WAITING)
PENDING_LIFE = timedelta(hours=48)
DAY_BEFORE = timedelta(hours=24)


def token_of(enrolment: Enrolment) -> str:
    """The secret part of the links of an enrolment: made, never stored."""
    return signing.Signer(salt=SALT).sign(str(enrolment.pk))


def by_token(token: str) -> Enrolment:
    """Return the enrolment of a link; refuse a link that nobody sent."""
    try:
        key = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        key = ""
    found = Enrolment.objects.select_related("event").filter(pk=key or None).first()
    if found is None:
        raise Refusal(
            _("Questo collegamento non è valido o è scaduto: iscriviti di nuovo."),
            code="link_unknown",
        )
    return found


@transaction.atomic
def enrol(
    *,
    event: EventPage,
    space: Space,
    name: str,
    email: str,
    actor,
    now: datetime,
    organisation: str = "",
) -> Enrolment:
    """Enrol a registered person at once, anybody else after a click in the mail."""
    event = EventPage.objects.select_for_update().get(pk=event.pk)
    _require_open(event, actor, now)
    email = email.strip().lower()
    found = Enrolment.objects.filter(event=event, email=email, state__in=ACTIVE).first()
    if found:
        return _again(found, space, actor)
    enrolment = Enrolment(
        event=event,
        person_id=actor.person_id,
        name=name.strip(),
        email=email,
        organisation=organisation.strip(),
        state=EnrolmentState.PENDING,
        created_at=now,
    )
    if actor.is_known:
        enrolment.state = _state_now(event)
        enrolment.confirmed_at = now
    enrolment.save()
    _tell(enrolment, space)
    _record(
        enrolment, _("Ha chiesto di iscriversi a «%(event)s».") % {"event": event.title}, actor, now
    )
    return enrolment


def _again(found: Enrolment, space: Space, actor) -> Enrolment:
    """Who is enrolled already is told so; a stranger only by mail, for the address may not be his."""
    if actor.is_known:
        raise Refusal(_("Con questo indirizzo risulti già iscritto."), code="already_enrolled")
    _tell(found, space)
    return found


@transaction.atomic
def confirm_enrolment(*, enrolment: Enrolment, space: Space, now: datetime) -> Enrolment:
    """Take the seat that was asked for, or the first place of the waiting list."""
    event = EventPage.objects.select_for_update().get(pk=enrolment.event_id)
    enrolment = Enrolment.objects.select_related("event").get(pk=enrolment.pk)
    if enrolment.state == EnrolmentState.CANCELLED:
        raise Refusal(_("Questa iscrizione è stata annullata: iscriviti di nuovo."), code="gone")
    if enrolment.state != EnrolmentState.PENDING:
        return enrolment
    _require_time(event, now)
    enrolment.state = _state_now(event)
    enrolment.confirmed_at = now
    enrolment.save(update_fields=["state", "confirmed_at"])
    _tell(enrolment, space)
    _record(
        enrolment,
        _("Ha confermato l'iscrizione a «%(event)s».") % {"event": event.title},
        ANONYMOUS,
        now,
    )
    return enrolment


@transaction.atomic
def cancel_enrolment(*, enrolment: Enrolment, space: Space, actor, now: datetime) -> None:
    """Give the seat back: who waits longest gets it and is told."""
    event = EventPage.objects.select_for_update().get(pk=enrolment.event_id)
    enrolment = Enrolment.objects.select_related("event").get(pk=enrolment.pk)
    if enrolment.state == EnrolmentState.CANCELLED:
        return
    had_seat = enrolment.state == EnrolmentState.ENROLLED
    enrolment.state = EnrolmentState.CANCELLED
    enrolment.save(update_fields=["state"])
    _record(
        enrolment,
        _("Ha annullato l'iscrizione a «%(event)s».") % {"event": event.title},
        actor,
        now,
    )
    if had_seat and now <= event.starts_at:
        _let_in_next(event, space, now)


def _let_in_next(event: EventPage, space: Space, now: datetime) -> None:
    waiting = Enrolment.objects.filter(event=event, state=EnrolmentState.WAITING)
    following = waiting.select_related("event").order_by("confirmed_at", "pk").first()
    if following is None or not _has_seat(event):
        return
    following.state = EnrolmentState.ENROLLED
    following.save(update_fields=["state"])
    _tell(following, space)
    _record(
        following,
        _("Si è liberato un posto per «%(event)s».") % {"event": event.title},
        ANONYMOUS,
        now,
    )


@transaction.atomic
def remind(*, enrolment: Enrolment, space: Space, now: datetime) -> bool:
    """Remind of an event of tomorrow, once."""
    mine = Enrolment.objects.select_for_update().filter(
        pk=enrolment.pk, reminded_at=None, state=EnrolmentState.ENROLLED
    )
    if not mine.update(reminded_at=now):
        return False
    subject = _("Promemoria: %(event)s") % {"event": enrolment.event.title}
    _send(enrolment, space, template="pages/mail/reminder", subject=subject)
    return True


def forget_unconfirmed(*, now: datetime) -> int:
    """Delete what nobody confirmed in time: these persons never came in."""
    old = Enrolment.objects.filter(state=EnrolmentState.PENDING, created_at__lt=now - PENDING_LIFE)
    return old.delete()[0]


def _require_open(event: EventPage, actor, now: datetime) -> None:
    if not event.live or not event.enrols_here:
        raise Refusal(_("A questo evento non ci si iscrive qui."), code="no_enrolment")
    if event.enrolment == EnrolmentMode.MEMBERS and not actor.is_known:
        raise Refusal(_("Accedi per iscriverti a questo evento."), code="sign_in")
    _require_time(event, now)
    if not event.has_waiting_list and not _has_seat(event):
        raise _full()


def _require_time(event: EventPage, now: datetime) -> None:
    if now > event.enrolment_closes_at():
        raise Refusal(
            _("Le iscrizioni sono chiuse: scrivi ai contatti dell'evento."),
            code="enrolment_closed",
        )


def _full() -> Refusal:
    return Refusal(_("I posti sono esauriti: scrivi ai contatti dell'evento."), code="event_full")


def _has_seat(event: EventPage) -> bool:
    if event.seats is None:
        return True
    taken = Enrolment.objects.filter(event=event, state=EnrolmentState.ENROLLED).count()
    return taken < event.seats


def _state_now(event: EventPage) -> str:
    """A seat if one is free and nobody waits for it; else the waiting list; else a refusal."""
    waits = Enrolment.objects.filter(event=event, state=EnrolmentState.WAITING).exists()
    if _has_seat(event) and not waits:
        return EnrolmentState.ENROLLED
    if event.has_waiting_list:
        return EnrolmentState.WAITING
    raise _full()


SUBJECTS = {
    EnrolmentState.PENDING: gettext_lazy("Conferma l'iscrizione a «%(event)s»"),
    EnrolmentState.ENROLLED: gettext_lazy("Sei iscritto a «%(event)s»"),
    EnrolmentState.WAITING: gettext_lazy("Sei in lista d'attesa per «%(event)s»"),
}


def _tell(enrolment: Enrolment, space: Space) -> None:
    subject = str(SUBJECTS[enrolment.state]) % {"event": enrolment.event.title}
    _send(enrolment, space, template="pages/mail/enrolment", subject=subject)


def _send(enrolment: Enrolment, space: Space, *, template: str, subject: str) -> None:
    event = enrolment.event
    mail.send(
        to=enrolment.email,
        template=template,
        subject=subject,
        context={
            "enrolment": enrolment,
            "event": event,
            "event_url": event.full_url,
            "url": link(enrolment, space),
            "shows_link": enrolment.state == EnrolmentState.ENROLLED,
        },
    )


def link(enrolment: Enrolment, space: Space) -> str:
    """The absolute address at which an enrolment is confirmed and cancelled."""
    path = reverse("pages:enrolment", args=[token_of(enrolment)], urlconf=settings.ROOT_URLCONF)
    path = path.removeprefix(get_script_prefix())
    if space.hostname:
        scheme = settings.PUBLIC_URL.split(":", 1)[0]
        return f"{scheme}://{space.hostname}/{path}"
    return f"{settings.PUBLIC_URL.rstrip('/')}{space.prefix}/{path}"


def _record(enrolment: Enrolment, sentence: str, actor, now: datetime) -> None:
    trail.record(
        f"portal.enrolment.{enrolment.state.lower()}",
        sentence,
        subject=enrolment,
        actor=actor,
        now=now,
        reserved=True,
    )
