"""Invitations: sent, sent again, revoked, accepted once by the address they were sent to."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Membership, Person
from pico.core.people.terms import WORKING, MembershipState, PersonState

from .. import notices
from ..models import Application, Invitation
from ..permissions import AdhesionPermission
from ..terms import (
    INVITATION_LIFE,
    INVITATIONS_PER_DAY,
    MANY_ADDRESSES,
    RULES_VERSION,
    InvitationState,
)
from .guards import check_period, check_roles
from .links import digest, new_secret
from .requests import admit, lock_membership, set_roles


@transaction.atomic
def invite(
    *,
    ente: Ente,
    email: str,
    roles: Iterable[str],
    actor: Actor,
    now: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
    office: str = "",
    act: str = "",
    message: str = "",
) -> Invitation:
    """Invite an address to an ente; refuses oneself, who is inside or invited, and floods of mail."""
    actor.require(AdhesionPermission.INVITE, ente)
    _refuse_oneself(email, actor)
    check_roles(roles, ente=ente, actor=actor)
    check_period(starts_on or timezone.localdate(now), ends_on)
    Ente.objects.select_for_update(of=("self",)).get(pk=ente.pk)
    _refuse_if_inside(ente, email, now)
    _refuse_flood(ente, now)
    token, secret = new_secret()
    invitation = Invitation.objects.create(
        ente=ente,
        email=email.strip().lower(),
        roles=sorted(set(roles)),
        office=office,
        act=act,
        message=message,
        starts_on=starts_on,
        ends_on=ends_on,
        token_hash=secret,
        invited_by_id=actor.person_id,
        created_at=now,
        sent_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    _record(invitation, "sent", _("Invito spedito a %(email)s."), actor, now)
    notices.send_invitation(invitation, token)
    return invitation


def _refuse_oneself(email: str, actor: Actor) -> None:
    """Nobody gives himself a place: who runs a Province would run every Comune in its territory."""
    if Person.objects.filter(pk=actor.person_id, email__iexact=email.strip()).exists():
        raise Refusal(
            _("Non puoi invitare te stesso: chiedi a un altro amministratore."), code="oneself"
        )


def _refuse_if_inside(ente: Ente, email: str, now: datetime) -> None:
    address = email.strip()
    inside = Membership.objects.filter(
        ente=ente, person__email__iexact=address, state__in=(*WORKING, MembershipState.SUSPENDED)
    )
    if inside.exists():
        raise Refusal(
            _("%(email)s lavora già per %(ente)s: cambia i suoi ruoli in «Persone».")
            % {"email": address, "ente": ente},
            code="already_member",
        )
    old = Invitation.objects.filter(ente=ente, email__iexact=address, state=InvitationState.OPEN)
    if old.filter(expires_at__gt=now).exists():
        raise Refusal(
            _("%(email)s ha già un invito in attesa: puoi spedirlo di nuovo dall'elenco.")
            % {"email": address},
            code="already_invited",
        )
    old.update(state=InvitationState.EXPIRED)


def _refuse_flood(ente: Ente, now: datetime) -> None:
    sent = Invitation.objects.filter(ente=ente, sent_at__gt=now - timedelta(days=1))
    if sent.count() >= INVITATIONS_PER_DAY:
        raise Refusal(
            _("%(ente)s ha già spedito %(n)d inviti nelle ultime 24 ore: riprova domani.")
            % {"ente": ente, "n": INVITATIONS_PER_DAY},
            code="too_many_invitations",
        )


def invite_many(
    *, emails: Iterable[str], ente: Ente, actor: Actor, now: datetime, **terms
) -> tuple[list[Invitation], list[tuple[str, str]]]:
    """Invite a list of addresses: those refused come back each with its reason, the others leave."""
    actor.require(AdhesionPermission.INVITE, ente)
    emails = list(dict.fromkeys(email.strip().lower() for email in emails))
    if len(emails) > MANY_ADDRESSES:
        raise Refusal(
            _("Al massimo %(n)d indirizzi per volta: dividi l'elenco.") % {"n": MANY_ADDRESSES},
            code="too_many_addresses",
        )
    sent, refused = [], []
    for email in emails:
        try:
            sent.append(invite(ente=ente, email=email, actor=actor, now=now, **terms))
        except Refusal as refusal:
            refused.append((email, refusal.message))
    return sent, refused


def _lock_open(invitation: Invitation) -> Invitation:
    locked = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("ente")
        .get(pk=invitation.pk)
    )
    if locked.state not in (InvitationState.OPEN, InvitationState.EXPIRED):
        raise Refusal(
            _("L'invito è «%(state)s»: non si può più cambiare. Aggiorna la pagina.")
            % {"state": locked.get_state_display()},
            code="invitation_closed",
        )
    return locked


@transaction.atomic
def resend_invitation(*, invitation: Invitation, actor: Actor, now: datetime) -> None:
    """Send an invitation again with a new link, in the actor's name; the old link stops working."""
    actor.require(AdhesionPermission.INVITE, invitation.ente)
    invitation = _lock_open(invitation)
    token, invitation.token_hash = new_secret()
    invitation.state = InvitationState.OPEN
    invitation.sent_at, invitation.expires_at = now, now + INVITATION_LIFE
    invitation.invited_by_id = actor.person_id or invitation.invited_by_id
    invitation.save(update_fields=["token_hash", "state", "sent_at", "expires_at", "invited_by"])
    _record(invitation, "sent_again", _("Invito a %(email)s spedito di nuovo."), actor, now)
    notices.send_invitation(invitation, token)


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, actor: Actor, now: datetime) -> None:
    """Make an invitation useless."""
    actor.require(AdhesionPermission.INVITE, invitation.ente)
    invitation = _lock_open(invitation)
    invitation.state = InvitationState.REVOKED
    invitation.save(update_fields=["state"])
    _record(invitation, "revoked", _("Invito a %(email)s revocato."), actor, now)


def find_invitation(token: str, *, now: datetime, lock: bool = False) -> Invitation:
    """Return what a link invites to; refuse an unknown, used, revoked or expired one."""
    rows = Invitation.objects.select_related("ente", "invited_by")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(token_hash=digest(token)).first()
    if found is None:
        raise Refusal(
            _(
                "Il collegamento non vale più: usa quello dell'ultima e-mail o chiedi un nuovo invito."
            ),
            code="invitation_unknown",
        )
    if found.state == InvitationState.ACCEPTED:
        raise Refusal(
            _("Questo invito è già stato usato: accedi con la tua e-mail e la tua password."),
            code="invitation_used",
        )
    if found.state == InvitationState.REVOKED:
        raise Refusal(
            _("L'invito è stato revocato: chiedi all'amministratore di %(ente)s.")
            % {"ente": found.ente},
            code="invitation_revoked",
        )
    if found.state == InvitationState.EXPIRED or found.has_expired(now):
        raise Refusal(
            _("L'invito è scaduto dopo 14 giorni: chiedi a %(who)s di spedirlo di nuovo.")
            % {"who": found.invited_by},
            code="invitation_expired",
        )
    return found


@transaction.atomic
def accept_as_member(*, token: str, person: Person, now: datetime) -> Membership:
    """Come in with an account that exists; refuses another address and says the way out."""
    invitation = find_invitation(token, now=now, lock=True)
    refuse_other_address(invitation, person)
    return _enter(invitation, person, now)


def refuse_other_address(invitation: Invitation, person: Person) -> None:
    """Refuse who is not the invited person, without saying the whole invited address."""
    if person.email.lower() == invitation.email.lower():
        return
    raise Refusal(
        _(
            "L'invito è per %(invited)s, ma hai fatto l'accesso come %(email)s. Esci e accedi "
            "con l'indirizzo invitato, oppure chiedi a %(who)s un invito al tuo indirizzo."
        )
        % {
            "invited": hidden(invitation.email),
            "email": person.email,
            "who": invitation.invited_by,
        },
        code="other_address",
    )


@transaction.atomic
def accept_as_newcomer(
    *, token: str, first_name: str, last_name: str, password: str, now: datetime
) -> Membership:
    """Come in with a new account: the link itself proves the address. Refuses a known address."""
    invitation = find_invitation(token, now=now, lock=True)
    email = invitation.email
    if Person.objects.filter(Q(email__iexact=email) | Q(username__iexact=email)).exists():
        raise Refusal(
            _("Questo indirizzo ha già un accesso: entra e riapri il collegamento dell'invito."),
            code="email_known",
        )
    person = Person.objects.create(
        username=email.lower()[:150],
        email=email,
        first_name=first_name,
        last_name=last_name,
        password=make_password(password),
        state=PersonState.ACTIVE,
        accepted_rules=RULES_VERSION,
        accepted_rules_at=now,
        date_joined=now,
    )
    return _enter(invitation, person, now)


def _enter(invitation: Invitation, person: Person, now: datetime) -> Membership:
    _refuse_if_inviter_left(invitation, now)
    membership = _place(invitation, person, now)
    Application.objects.get_or_create(
        membership=membership,
        defaults={"level_since": now, "decided_by": invitation.invited_by},
    )
    invitation.state, invitation.accepted_by = InvitationState.ACCEPTED, person
    invitation.accepted_at = now
    invitation.save(update_fields=["state", "accepted_by", "accepted_at"])
    actor = Actor(person_id=person.pk, person_name=str(person))
    _record(invitation, "accepted", _("%(email)s ha accettato l'invito."), actor, now)
    trail.record(
        "adhesion.membership.approved",
        _("%(who)s è entrato con un invito di %(by)s.")
        % {"who": person, "by": invitation.invited_by},
        subject=membership,
        actor=actor,
        now=now,
        roles=invitation.roles,
    )
    announce("adhesion.membership.approved", subject=membership, actor=actor)
    notices.close_request(membership, now=now)
    notices.say_accepted(invitation, membership, now=now)
    return membership


def _refuse_if_inviter_left(invitation: Invitation, now: datetime) -> None:
    """An invitation is worth what its sender may do today: he may have been removed meanwhile."""
    inviter = invitation.invited_by
    actors = [
        actor_for(inviter, place)
        for place in working_memberships(inviter, today=timezone.localdate(now))
    ]
    if not any(one.can(AdhesionPermission.INVITE, invitation.ente) for one in actors):
        raise Refusal(
            _("%(who)s non amministra più %(ente)s: chiedi un nuovo invito a chi lo amministra.")
            % {"who": inviter, "ente": invitation.ente},
            code="inviter_gone",
        )


def _place(invitation: Invitation, person: Person, now: datetime) -> Membership:
    """Return the membership an invitation gives: a waiting request is fulfilled by it."""
    today = timezone.localdate(now)
    current = (
        person.memberships.filter(ente=invitation.ente)
        .exclude(state__in=(MembershipState.CEASED, MembershipState.REJECTED))
        .first()
    )
    if current is None:
        current = Membership(person=person, ente=invitation.ente, requested_at=now)
    else:
        current = lock_membership(current)
        if current.state == MembershipState.SUSPENDED:
            raise Refusal(
                _("Il tuo incarico per %(ente)s è sospeso: chiedi di riattivarlo a %(who)s.")
                % {"ente": invitation.ente, "who": invitation.invited_by},
                code="membership_suspended",
            )
        if current.state in WORKING:
            set_roles(current, {*current.roles.values_list("role", flat=True), *invitation.roles})
            return current
    current.state = MembershipState.ACTIVE
    current.starts_on = max(invitation.starts_on or today, today)
    current.ends_on, current.act = invitation.ends_on, invitation.act
    current.office, current.email = invitation.office or current.office, person.email
    admit(current, invitation.roles, now=now)
    return current


def hidden(email: str) -> str:
    """Return an address that its owner recognises and others do not learn: «m…@comune.example»."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"


def _record(invitation: Invitation, verb: str, sentence: str, actor: Actor, now: datetime) -> None:
    trail.record(
        f"adhesion.invitation.{verb}",
        sentence % {"email": invitation.email},
        subject=invitation,
        actor=actor,
        now=now,
        ente=str(invitation.ente),
        roles=invitation.roles,
    )
    announce(f"adhesion.invitation.{verb}", subject=invitation, actor=actor)


def expire_invitations(*, now: datetime) -> int:
    """Close the invitations that nobody accepted in time."""
    return Invitation.objects.filter(state=InvitationState.OPEN, expires_at__lte=now).update(
        state=InvitationState.EXPIRED
    )
