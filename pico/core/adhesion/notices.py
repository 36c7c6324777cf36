"""The messages of this room: who is told what, in which words, and what waits for whom."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.enti.models import Ente
from pico.core.notices import mail
from pico.core.notices.actions import close_task, notify, open_task
from pico.core.notices.messages import absolute
from pico.core.notices.terms import NoticeLevel
from pico.core.people.models import Membership, Person
from pico.core.people.queries import working_today
from pico.core.ui.formats import date_it as day

from .models import Act, Adhesion, Invitation, ReconfirmationRound, Registration
from .queries.offices import deciders, office_of
from .queries.requests import term_of
from .terms import Level, NoticeKind, administrator_of


def tell(
    people: Iterable[Person],
    *,
    kind: str,
    subject: Model,
    title: str,
    lines: Iterable[str],
    url: str,
    now: datetime,
    level: NoticeLevel = NoticeLevel.ACT,
) -> None:
    """Tell persons something that concerns them, in the inbox and by mail as each chose."""
    notify(
        people=people,
        kind=kind,
        level=level,
        title=title,
        body="\n".join(line for line in lines if line),
        url=url,
        subject=subject,
        now=now,
    )


def tell_outcome(
    person: Person,
    *,
    kind: str,
    subject: Model,
    title: str,
    lines: list[str],
    url: str,
    button: str,
    now: datetime,
) -> None:
    """Tell a person what became of him: by a letter if he has no place left where notices reach him."""
    if working_today(timezone.localdate(now)).filter(person=person).exists():
        tell([person], kind=kind, subject=subject, title=title, lines=lines, url=url, now=now)
        return
    mail.send(
        to=person.email,
        subject=title,
        template="adhesion/mail/message",
        context={
            "person": person,
            "lines": [line for line in lines if line],
            "url": absolute(url),
            "button": button,
        },
    )


def send_confirmation_link(registration: Registration, token: str) -> None:
    mail.send(
        to=registration.email,
        subject=_("Conferma il tuo indirizzo per entrare in Pi.Co."),
        template="adhesion/mail/confirm",
        context={
            "registration": registration,
            "url": absolute(reverse("adhesion:confirm", args=[token])),
        },
    )


def say_account_exists(person: Person) -> None:
    """Tell the owner of a known address, and only him, that he already has an account."""
    mail.send(
        to=person.email,
        subject=_("Hai già un accesso a Pi.Co."),
        template="adhesion/mail/known",
        context={"person": person, "url": absolute(reverse("account_login"))},
    )


def send_invitation(invitation: Invitation, token: str) -> None:
    mail.send(
        to=invitation.email,
        subject=_("%(ente)s ti invita in Pi.Co.") % {"ente": invitation.ente},
        template="adhesion/mail/invitation",
        context={
            "invitation": invitation,
            "url": absolute(reverse("adhesion:accept", args=[token])),
        },
    )


def say_accepted(invitation: Invitation, membership: Membership, *, now: datetime) -> None:
    """Tell who invited that the colleague came in."""
    tell(
        [invitation.invited_by],
        kind=NoticeKind.INVITATION,
        subject=membership,
        title=_("%(who)s ha accettato l'invito e lavora per %(ente)s")
        % {"who": membership.person, "ente": membership.ente},
        lines=[_("Ruoli: %(roles)s.") % {"roles": ", ".join(map(str, membership.role_labels))}],
        # Not the colleague's page: who invites for an ente of his territory does not manage its people.
        url=reverse("adhesion:invitations"),
        level=NoticeLevel.CONCERNS,
        now=now,
    )


def ask_for_decision(membership: Membership, *, level: int, now: datetime) -> None:
    """Put a request on the list of those whose turn it is."""
    office = office_of(membership.ente, level)
    if office is None:
        return
    open_task(
        subject=membership,
        kind=NoticeKind.REQUEST,
        title=_("%(who)s chiede di entrare per %(ente)s")
        % {"who": membership.person, "ente": membership.ente},
        reason=membership.note or _("E-mail: %(email)s.") % {"email": membership.person.email},
        url=reverse("adhesion:request", args=[membership.pk]),
        due_on=term_of(membership),
        ente=office,
        role=administrator_of(office.kind),
        now=now,
    )


def remind_of_request(membership: Membership, *, level: int, now: datetime) -> None:
    tell(
        deciders(membership.ente, level, today=timezone.localdate(now)),
        kind=NoticeKind.REMINDER,
        subject=membership,
        title=_("%(who)s aspetta ancora una risposta") % {"who": membership.person},
        lines=[_("La richiesta aspetta da tre giorni lavorativi: dopo cinque passa ad altri.")],
        url=reverse("adhesion:request", args=[membership.pk]),
        now=now,
    )


def close_request(membership: Membership, *, now: datetime) -> None:
    """Take a decided request off every list."""
    close_task(subject=membership, kind=NoticeKind.REQUEST, now=now)


def ask_for_ente(registration: Registration, *, office: Ente | None, now: datetime) -> None:
    if office is None:
        return
    open_task(
        subject=registration,
        kind=NoticeKind.ENTE_TO_FIND,
        title=_("%(who)s non ha trovato il proprio ente") % {"who": registration},
        reason=_("Ente indicato: «%(ente)s».") % {"ente": registration.missing_ente},
        url=reverse("adhesion:registration", args=[registration.pk]),
        ente=office,
        role=administrator_of(office.kind),
        now=now,
    )


def close_ente_search(registration: Registration, *, now: datetime) -> None:
    close_task(subject=registration, kind=NoticeKind.ENTE_TO_FIND, now=now)


def say_ente_not_found(registration: Registration, *, now: datetime) -> None:
    tell_outcome(
        registration.person,
        kind=NoticeKind.OUTCOME,
        subject=registration,
        title=_("La tua richiesta non può proseguire"),
        lines=[_("Motivo: %(reason)s") % {"reason": registration.reason}],
        url=reverse("adhesion:mine"),
        button=_("Chiedi per un altro ente"),
        now=now,
    )


def say_approved(membership: Membership, *, now: datetime) -> None:
    until = membership.ends_on
    tell_outcome(
        membership.person,
        kind=NoticeKind.OUTCOME,
        subject=membership,
        title=_("Puoi lavorare in Pi.Co. per %(ente)s") % {"ente": membership.ente},
        lines=[
            _("Ruoli: %(roles)s.") % {"roles": ", ".join(map(str, membership.role_labels))},
            _("L'incarico dura fino al %(day)s.") % {"day": day(until)} if until else "",
        ],
        url=reverse("adhesion:mine"),
        button=_("Entra in Pi.Co."),
        now=now,
    )


def say_rejected(membership: Membership, *, now: datetime) -> None:
    tell_outcome(
        membership.person,
        kind=NoticeKind.OUTCOME,
        subject=membership,
        title=_("La richiesta per %(ente)s non è stata accolta") % {"ente": membership.ente},
        lines=[_("Motivo: %(reason)s") % {"reason": membership.reason}],
        url=reverse("adhesion:mine"),
        button=_("Chiedi per un altro ente"),
        now=now,
    )


def say_membership_changed(membership: Membership, *, sentence: str, now: datetime) -> None:
    tell_outcome(
        membership.person,
        kind=NoticeKind.MEMBERSHIP,
        subject=membership,
        title=_("Il tuo incarico per %(ente)s è cambiato") % {"ente": membership.ente},
        lines=[sentence],
        url=reverse("adhesion:mine"),
        button=_("Vedi i miei incarichi"),
        now=now,
    )


def warn_of_expiry(membership: Membership, *, is_last: bool, now: datetime) -> None:
    """Tell the member and the administrators that an assignment ends soon."""
    today = timezone.localdate(now)
    words = {
        "who": membership.person,
        "ente": membership.ente,
        "day": day(membership.ends_on),
    }
    managers = set(deciders(membership.ente, Level.ENTE, today=today))
    for people, url in (
        (managers, reverse("adhesion:member", args=[membership.pk])),
        ({membership.person} - managers, reverse("adhesion:mine")),
    ):
        tell(
            people,
            kind=NoticeKind.EXPIRY,
            subject=membership,
            title=_("L'incarico di %(who)s per %(ente)s finisce il %(day)s") % words,
            lines=[
                _("Per continuare, un amministratore dell'ente deve prolungarlo."),
                _("È l'ultimo amministratore: serve una nuova nomina.") if is_last else "",
            ],
            url=url,
            now=now,
        )


def people_above(ente: Ente, *, today: date):
    """Return who answers for an ente that has nobody: its Province, else UPI."""
    people = deciders(ente, Level.PROVINCE, today=today)
    return people if people.exists() else deciders(ente, Level.UPI, today=today)


def say_ente_has_no_administrator(ente: Ente, *, now: datetime) -> None:
    """Tell the Province, or UPI, that an ente is left without administrator."""
    tell(
        people_above(ente, today=timezone.localdate(now)),
        kind=NoticeKind.NO_ADMINISTRATOR,
        subject=ente,
        title=_("%(ente)s è rimasto senza amministratore") % {"ente": ente},
        lines=[_("Invita un nuovo amministratore: fino ad allora le richieste arrivano a te.")],
        url=f"{reverse('adhesion:invite')}?ente={ente.pk}",
        now=now,
    )


def say_nobody_reconfirmed(ente: Ente, *, now: datetime) -> None:
    """Tell the Province, or UPI, that an ente let its yearly reconfirmation pass."""
    tell(
        people_above(ente, today=timezone.localdate(now)),
        kind=NoticeKind.NO_ADMINISTRATOR,
        subject=ente,
        title=_("%(ente)s non ha riconfermato i propri incarichi") % {"ente": ente},
        lines=[_("Resta attivo solo un amministratore: verifica con l'ente chi ci lavora ancora.")],
        url=reverse("adhesion:list"),
        now=now,
    )


def ask_for_reconfirmation(opened: ReconfirmationRound, *, count: int, now: datetime) -> None:
    """Ask the administrators of an ente who still works there."""
    people = ngettext("%(n)d persona da riconfermare.", "%(n)d persone da riconfermare.", count)
    rule = _("Chi non è riconfermato entro il termine viene sospeso.")
    open_task(
        subject=opened,
        kind=NoticeKind.RECONFIRMATION,
        title=_("Riconferma chi lavora per %(ente)s") % {"ente": opened.ente},
        reason=f"{people % {'n': count}} {rule}",
        url=reverse("adhesion:reconfirm"),
        due_on=opened.due_on,
        ente=opened.ente,
        role=administrator_of(opened.ente.kind),
        now=now,
    )


def close_reconfirmation(opened: ReconfirmationRound, *, now: datetime) -> None:
    close_task(subject=opened, kind=NoticeKind.RECONFIRMATION, now=now)


def pass_the_turn(adhesion: Adhesion, *, office: Ente | None, sentence: str, now: datetime) -> None:
    """Take an adhesion off the old list and put it on that of the ente whose turn it is."""
    close_task(subject=adhesion, kind=NoticeKind.ADHESION_TURN, now=now)
    if office is not None:
        open_task(
            subject=adhesion,
            kind=NoticeKind.ADHESION_TURN,
            title=_title(adhesion),
            reason=sentence,
            url=reverse("adhesion:adhesion", args=[adhesion.pk]),
            ente=office,
            role=administrator_of(office.kind),
            now=now,
        )


def tell_adhesion(
    adhesion: Adhesion, *, people: Iterable[Person], sentence: str, now: datetime
) -> None:
    """Tell the other side that an adhesion moved on."""
    tell(
        people,
        kind=NoticeKind.ADHESION,
        subject=adhesion,
        title=_title(adhesion),
        lines=[sentence],
        url=reverse("adhesion:adhesion", args=[adhesion.pk]),
        now=now,
        level=NoticeLevel.CONCERNS,
    )


def _title(adhesion: Adhesion) -> str:
    return _("%(ente)s – adesione: %(state)s") % {
        "ente": adhesion.ente,
        "state": adhesion.get_state_display(),
    }


def warn_of_act(act: Act, *, days: int, people: Iterable[Person], now: datetime) -> None:
    tell(
        people,
        kind=NoticeKind.ACT_TERM,
        subject=act,
        title=_("%(act)s scade il %(day)s") % {"act": act, "day": day(act.ends_on)},
        lines=[_("Mancano %(n)d giorni: prepara il rinnovo o il recesso.") % {"n": days}],
        url=reverse("adhesion:adhesion", args=[act.adhesion_id]),
        now=now,
    )
