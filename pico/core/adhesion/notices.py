"""The messages of this room: who is told what, in which words."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.enti.models import Ente
from pico.core.people.models import Membership, Person
from pico.core.ui.formats import date_it as day

from .actions.letters import address, write_letter
from .models import Act, Adhesion, Invitation, Registration
from .queries.offices import deciders
from .terms import Level


def tell(
    people: Iterable[Person],
    *,
    title: str,
    lines: Iterable[str],
    url: str,
    button: str,
    now: datetime,
) -> None:
    """Tell persons something that concerns them, each by e-mail."""
    for person in people:
        write_letter(
            to=person.email,
            subject=title,
            template="message",
            context={
                "person": person,
                "lines": [line for line in lines if line],
                "url": address(url),
                "button": button,
            },
            now=now,
        )


def send_confirmation_link(registration: Registration, token: str, *, now: datetime) -> None:
    write_letter(
        to=registration.email,
        subject=_("Conferma il tuo indirizzo per entrare in Pi.Co."),
        template="confirm",
        context={
            "registration": registration,
            "url": address(reverse("adhesion:confirm", args=[token])),
        },
        now=now,
    )


def say_account_exists(person: Person, *, now: datetime) -> None:
    """Tell the owner of a known address, and only him, that he already has an account."""
    write_letter(
        to=person.email,
        subject=_("Hai già un accesso a Pi.Co."),
        template="known",
        context={"person": person, "url": address(reverse("account_login"))},
        now=now,
    )


def ask_for_decision(membership: Membership, *, level: int, now: datetime, again: str = "") -> None:
    """Tell those whose turn it is that a person waits."""
    tell(
        deciders(membership.ente, level, today=now.date()),
        title=_("%(who)s chiede di entrare per %(ente)s")
        % {"who": membership.person, "ente": membership.ente},
        lines=[
            again,
            _("Ufficio: %(office)s.") % {"office": membership.office} if membership.office else "",
            _("E-mail: %(email)s.") % {"email": membership.person.email},
            membership.note,
        ],
        url=reverse("adhesion:request", args=[membership.pk]),
        button=_("Esamina la richiesta"),
        now=now,
    )


def ask_for_ente(registration: Registration, *, people: Iterable[Person], now: datetime) -> None:
    tell(
        people,
        title=_("%(who)s non ha trovato il proprio ente") % {"who": registration},
        lines=[_("Ente indicato: «%(ente)s».") % {"ente": registration.missing_ente}],
        url=reverse("adhesion:registration", args=[registration.pk]),
        button=_("Individua l'ente"),
        now=now,
    )


def say_ente_not_found(registration: Registration, *, now: datetime) -> None:
    tell(
        [registration.person],
        title=_("La tua richiesta non può proseguire"),
        lines=[_("Motivo: %(reason)s") % {"reason": registration.reason}],
        url=reverse("adhesion:mine"),
        button=_("Chiedi per un altro ente"),
        now=now,
    )


def say_approved(membership: Membership, *, now: datetime) -> None:
    until = membership.ends_on
    tell(
        [membership.person],
        title=_("Puoi lavorare in Pi.Co. per %(ente)s") % {"ente": membership.ente},
        lines=[
            _("Ruoli: %(roles)s.") % {"roles": ", ".join(map(str, membership.role_labels))},
            _("L'incarico dura fino al %(day)s.") % {"day": day(until)} if until else "",
        ],
        url=reverse("account_login"),
        button=_("Entra in Pi.Co."),
        now=now,
    )


def say_rejected(membership: Membership, *, now: datetime) -> None:
    tell(
        [membership.person],
        title=_("La richiesta per %(ente)s non è stata accolta") % {"ente": membership.ente},
        lines=[_("Motivo: %(reason)s") % {"reason": membership.reason}],
        url=reverse("adhesion:mine"),
        button=_("Chiedi per un altro ente"),
        now=now,
    )


def say_membership_changed(membership: Membership, *, sentence: str, now: datetime) -> None:
    tell(
        [membership.person],
        title=_("Il tuo incarico per %(ente)s è cambiato") % {"ente": membership.ente},
        lines=[sentence],
        url=reverse("adhesion:mine"),
        button=_("Vedi i miei incarichi"),
        now=now,
    )


def send_invitation(invitation: Invitation, token: str, *, now: datetime) -> None:
    write_letter(
        to=invitation.email,
        subject=_("%(ente)s ti invita in Pi.Co.") % {"ente": invitation.ente},
        template="invitation",
        context={
            "invitation": invitation,
            "url": address(reverse("adhesion:accept", args=[token])),
        },
        now=now,
    )


def warn_of_expiry(membership: Membership, *, is_last: bool, now: datetime) -> None:
    """Tell the member and the administrators that an assignment ends soon."""
    people = {membership.person, *deciders(membership.ente, Level.ENTE, today=now.date())}
    words = {
        "who": membership.person,
        "ente": membership.ente,
        "day": day(membership.ends_on),
    }
    tell(
        sorted(people, key=lambda person: person.pk),
        title=_("L'incarico di %(who)s per %(ente)s finisce il %(day)s") % words,
        lines=[
            _("Per continuare, un amministratore dell'ente deve prolungarlo."),
            _("È l'ultimo amministratore dell'ente: serve una nuova nomina.") if is_last else "",
        ],
        url=reverse("adhesion:member", args=[membership.pk]),
        button=_("Vedi l'incarico"),
        now=now,
    )


def say_ente_has_no_administrator(ente: Ente, *, now: datetime) -> None:
    """Tell the Province, or UPI, that an ente is left without administrator."""
    today = now.date()
    people = deciders(ente, Level.PROVINCE, today=today)
    if not people.exists():
        people = deciders(ente, Level.UPI, today=today)
    tell(
        people,
        title=_("%(ente)s è rimasto senza amministratore") % {"ente": ente},
        lines=[_("Invita un nuovo amministratore: fino ad allora le richieste arrivano a te.")],
        url=f"{reverse('adhesion:invite')}?ente={ente.pk}",
        button=_("Invita un amministratore"),
        now=now,
    )


def say_nobody_reconfirmed(ente: Ente, *, now: datetime) -> None:
    """Tell the Province, or UPI, that an ente let its yearly reconfirmation pass."""
    today = now.date()
    people = deciders(ente, Level.PROVINCE, today=today)
    if not people.exists():
        people = deciders(ente, Level.UPI, today=today)
    tell(
        people,
        title=_("%(ente)s non ha riconfermato i propri incarichi") % {"ente": ente},
        lines=[_("Resta attivo solo un amministratore: verifica con l'ente chi ci lavora ancora.")],
        url=reverse("adhesion:list"),
        button=_("Vedi le adesioni"),
        now=now,
    )


def ask_for_reconfirmation(ente: Ente, *, count: int, due_on: date, now: datetime) -> None:
    """Ask the administrators of an ente who still works there."""
    tell(
        deciders(ente, Level.ENTE, today=now.date()),
        title=_("Riconferma chi lavora per %(ente)s entro il %(day)s")
        % {"ente": ente, "day": day(due_on)},
        lines=[
            ngettext("%(n)d persona da riconfermare.", "%(n)d persone da riconfermare.", count)
            % {"n": count},
            _("Chi non è riconfermato entro il termine viene sospeso."),
        ],
        url=reverse("adhesion:reconfirm"),
        button=_("Apri l'elenco"),
        now=now,
    )


def tell_adhesion(
    adhesion: Adhesion, *, people: Iterable[Person], sentence: str, now: datetime
) -> None:
    """Tell the other side that an adhesion moved on."""
    tell(
        people,
        title=_("Adesione di %(ente)s: %(state)s")
        % {"ente": adhesion.ente, "state": adhesion.get_state_display()},
        lines=[sentence],
        url=reverse("adhesion:adhesion", args=[adhesion.pk]),
        button=_("Apri l'adesione"),
        now=now,
    )


def warn_of_act(act: Act, *, days: int, people: Iterable[Person], now: datetime) -> None:
    tell(
        people,
        title=_("%(act)s scade il %(day)s") % {"act": act, "day": day(act.ends_on)},
        lines=[_("Mancano %(n)d giorni: prepara il rinnovo o il recesso.") % {"n": days}],
        url=reverse("adhesion:adhesion", args=[act.adhesion_id]),
        button=_("Apri l'adesione"),
        now=now,
    )
