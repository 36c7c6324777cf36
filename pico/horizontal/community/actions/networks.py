"""Every change of a thematic network and of who is in it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation import rich_text
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import close_task, notify, open_task
from pico.core.notices.terms import NoticeLevel
from pico.core.people.actors import working_memberships
from pico.core.people.models import Circle, CircleMember, Person
from pico.core.people.terms import CircleKind

from ..models import Network, NetworkPlace
from ..permissions import CommunityPermission
from ..terms import JoinRule, NetworkRole, NetworkState, PlaceState

ANIMATE = CommunityPermission.ANIMATE_NETWORK
OPEN = (PlaceState.REQUESTED, PlaceState.INVITED, PlaceState.ACTIVE)
REQUEST = "community.network.request"

FORMATTED = ("purpose", "programme")

LABELS = {
    "name": gettext_lazy("nome"),
    "purpose": gettext_lazy("finalità"),
    "programme": gettext_lazy("programma dell'anno"),
    "join_rule": gettext_lazy("come si entra"),
    "state": gettext_lazy("stato"),
    "area": gettext_lazy("ambito"),
    "scope": gettext_lazy("chi vede la scheda"),
}


@transaction.atomic
def open_network(
    *,
    name: str,
    area: str,
    purpose: str,
    actor: Actor,
    now: datetime,
    join_rule: str = JoinRule.REQUEST,
    scope: str = scopes.PUBLIC,
    programme: str = "",
    state: str = NetworkState.ACTIVE,
) -> Network:
    """Open a thematic network; who opens it is its first animator. Refuses a name that is taken."""
    actor.require(CommunityPermission.OPEN_NETWORK)
    slug = _slug(name)
    circle = Circle.objects.create(
        kind=CircleKind.NETWORK, name=name.strip()[:160], owner_id=actor.ente_id
    )
    network = Network.objects.create(
        circle=circle, owner_id=actor.ente_id, author_id=actor.person_id, scope=scope, slug=slug,
        area=area, purpose=rich_text.clean(purpose), programme=rich_text.clean(programme), join_rule=join_rule,
        state=state, created_at=now,
    )  # fmt: skip
    _tell(network, "opened", _("Rete «%(name)s» aperta.") % {"name": network}, actor, now)
    person = Person.objects.get(pk=actor.person_id)
    _enter(_place(network, person, actor.ente_id, NetworkRole.ANIMATOR, now), now)
    return network


def _slug(name: str) -> str:
    slug = slugify(name)[:60]
    if not slug:
        raise Refusal(_("Scrivi il nome della rete."), code="no_name")
    if Network.objects.filter(slug=slug).exists():
        raise Refusal(_("C'è già una rete con questo nome."), code="name_taken")
    return slug


@transaction.atomic
def describe_network(*, network: Network, actor: Actor, now: datetime, **wanted: Any) -> Network:
    """Change the sheet of a network: the keys of `LABELS`. Closing it takes nothing away from its members."""
    network = _locked(network, ANIMATE, actor)
    wanted |= {key: rich_text.clean(wanted[key]) for key in FORMATTED if key in wanted}
    changes = {
        str(LABELS[key]): [str(_said(network, key)), rich_text.to_plain(str(value))]
        for key, value in wanted.items()
        if getattr(network, key) != value
    }
    if not changes:
        return network
    name = wanted.pop("name", network.name)
    if name != network.name:
        network.circle.name = name.strip()[:160]
        network.circle.save(update_fields=["name"])
    for key, value in wanted.items():
        setattr(network, key, value)
    network.closed_on = timezone.localdate(now) if network.state == NetworkState.CLOSED else None
    network.save(update_fields=[*wanted, "closed_on"])
    _tell(network, "described", _("Scheda della rete cambiata."), actor, now, changes=changes)
    return network


def _said(network: Network, key: str):
    if key in FORMATTED:
        return rich_text.to_plain(getattr(network, key))
    shown = getattr(network, f"get_{key}_display", None)
    return shown() if shown else getattr(network, key)


@transaction.atomic
def write_letter(
    *, network: Network, title: str, text: str, actor: Actor, now: datetime
) -> Network:
    """Publish the animator's letter: it stands on the network's page, and every member is told."""
    network = _locked(network, ANIMATE, actor)
    text = rich_text.clean(text)
    if not title.strip() or rich_text.is_blank(text):
        raise Refusal(_("Scrivi l'oggetto e il testo della lettera."), code="empty_letter")
    network.letter_title, network.letter = title.strip()[:160], text
    network.letter_by_id, network.letter_at = actor.person_id, now
    network.save(update_fields=["letter_title", "letter", "letter_by", "letter_at"])
    said = _("Lettera ai membri: «%(title)s».") % {"title": network.letter_title}
    _tell(network, "letter_written", said, actor, now)
    notify(
        people=[pk for pk in members(network) if pk != actor.person_id],
        kind="community.network.letter",
        level=NoticeLevel.CONCERNS,
        title=_("%(name)s: %(title)s") % {"name": network, "title": network.letter_title},
        body=rich_text.excerpt(network.letter, 300),
        url=network.get_absolute_url(),
        subject=network,
        now=now,
    )
    return network


def members(network: Network):
    active = network.places.filter(state=PlaceState.ACTIVE)
    return list(active.values_list("person_id", flat=True))


# Who is in it ------------------------------------------------------------------------------------


@transaction.atomic
def join_network(
    *, network: Network, actor: Actor, now: datetime, reason: str = ""
) -> NetworkPlace:
    """Enter an open network, ask to enter one that asks first, or accept an invitation.

    Refuses a network that is closed, and one that invites whom it has not invited.
    """
    network = _locked(network, CommunityPermission.JOIN_NETWORK, actor)
    place = network.places.filter(person=actor.person_id, state__in=OPEN).first()
    if place and place.state != PlaceState.INVITED:
        return place
    if place:
        return _enter(place, now, actor)
    if network.join_rule == JoinRule.INVITATION:
        raise Refusal(
            _("In questa rete si entra su invito: scrivi a chi la anima."), code="by_invitation"
        )
    person = Person.objects.get(pk=actor.person_id)
    place = _place(network, person, actor.ente_id, NetworkRole.MEMBER, now, reason)
    if network.join_rule == JoinRule.OPEN:
        return _enter(place, now, actor)
    place.save()
    _ask_animators(network, place, now)
    _tell(network, "asked", _("%(person)s chiede di entrare.") % {"person": person}, actor, now)
    return place


def _place(network, person, ente_id, role, now: datetime, reason: str = "") -> NetworkPlace:
    return NetworkPlace(
        network=network, person=person, ente_id=ente_id, role=role,
        state=PlaceState.REQUESTED, reason=reason.strip()[:500], asked_at=now,
    )  # fmt: skip


def _enter(place: NetworkPlace, now: datetime, actor: Actor | None = None) -> NetworkPlace:
    """From now on the person carries the scope of the network."""
    place.state, place.since, place.until = PlaceState.ACTIVE, timezone.localdate(now), None
    place.save()
    CircleMember.objects.get_or_create(circle_id=place.network.circle_id, person=place.person)
    if actor is not None:
        said = _("%(person)s è entrato nella rete.") % {"person": place.person}
        _tell(place.network, "joined", said, actor, now)
    return place


def _ask_animators(network: Network, place: NetworkPlace, now: datetime) -> None:
    animators = network.places.filter(role=NetworkRole.ANIMATOR, state=PlaceState.ACTIVE)
    for animator in animators.select_related("person"):
        open_task(
            subject=place,
            kind=REQUEST,
            title=_("%(person)s chiede di entrare nella rete %(name)s")
            % {"person": place.person, "name": network},
            reason=place.reason or _("In questa rete si entra su richiesta."),
            url=f"{network.get_absolute_url()}persone/",
            person=animator.person,
            now=now,
        )


@transaction.atomic
def answer_request(
    *, place: NetworkPlace, is_accepted: bool, actor: Actor, now: datetime, reason: str = ""
) -> NetworkPlace:
    """Let in who asked, or say no with a reason. Refuses a second answer."""
    network = _locked(place.network, ANIMATE, actor)
    place = NetworkPlace.objects.select_for_update(of=("self",)).get(pk=place.pk)
    if place.state != PlaceState.REQUESTED:
        raise Refusal(_("Questa richiesta ha già avuto risposta."), code="already_answered")
    if not is_accepted and not reason.strip():
        raise Refusal(_("Scrivi perché: chi ha chiesto lo legge."), code="no_reason")
    if is_accepted:
        _enter(place, now, actor)
    else:
        place.state, place.reason = PlaceState.REFUSED, reason.strip()[:500]
        place.save(update_fields=["state", "reason"])
        said = _("Richiesta di %(person)s non accolta.") % {"person": place.person}
        _tell(network, "refused", said, actor, now)
    close_task(subject=place, kind=REQUEST, now=now)
    outcome = _("Sei nella rete %(name)s") if is_accepted else _("%(name)s: richiesta non accolta")
    _tell_person(place, outcome % {"name": network}, place.reason if not is_accepted else "", now)
    return place


@transaction.atomic
def invite_to_network(
    *, network: Network, person: Person, role: str, actor: Actor, now: datetime
) -> NetworkPlace:
    """Invite a person who works for some ente today; he enters by accepting."""
    network = _locked(network, ANIMATE, actor)
    membership = working_memberships(person, today=timezone.localdate(now)).first()
    if membership is None:
        raise Refusal(
            _("%(person)s non lavora per nessun ente: non può entrare.") % {"person": person},
            code="works_nowhere",
        )
    if network.places.filter(person=person, state__in=OPEN).exists():
        raise Refusal(
            _("%(person)s è già nella rete, o ha già un invito o una richiesta.")
            % {"person": person},
            code="already_there",
        )
    place = _place(network, person, membership.ente_id, role, now)
    place.state = PlaceState.INVITED
    place.save()
    _tell(network, "invited", _("%(person)s invitato.") % {"person": person}, actor, now)
    notify(
        people=[person], kind="community.network.invitation", level=NoticeLevel.ACT,
        title=_("Invito alla rete %(name)s") % {"name": network},
        body=rich_text.excerpt(network.purpose, 300), url=network.get_absolute_url(), subject=place, now=now,
    )  # fmt: skip
    return place


@transaction.atomic
def change_network_role(
    *, place: NetworkPlace, role: str, actor: Actor, now: datetime
) -> NetworkPlace:
    """Give a member another role. Refuses to leave the network without an animator."""
    network = _locked(place.network, ANIMATE, actor)
    if role != NetworkRole.ANIMATOR:
        _refuse_last_animator(place)
    before, place.role = place.get_role_display(), role
    place.save(update_fields=["role"])
    said = _("%(person)s: da %(before)s a %(after)s.") % {
        "person": place.person, "before": before, "after": place.get_role_display(),
    }  # fmt: skip
    _tell(network, "role_changed", said, actor, now)
    return place


@transaction.atomic
def leave_network(*, place: NetworkPlace, actor: Actor, now: datetime) -> NetworkPlace:
    """Go out, decline an invitation, or be taken out by the animator; what one wrote stays.

    Refuses the last animator: somebody must answer for the network.
    """
    network = Network.objects.select_for_update(of=("self",)).get(pk=place.network_id)
    if place.person_id != actor.person_id:
        actor.require(ANIMATE, network)
    _refuse_last_animator(place)
    place.state, place.until = PlaceState.LEFT, timezone.localdate(now)
    place.save(update_fields=["state", "until"])
    CircleMember.objects.filter(circle=network.circle_id, person=place.person_id).delete()
    close_task(subject=place, kind=REQUEST, now=now)
    _tell(
        network, "left", _("%(person)s è uscito dalla rete.") % {"person": place.person}, actor, now
    )
    return place


def _refuse_last_animator(place: NetworkPlace) -> None:
    if place.role != NetworkRole.ANIMATOR or place.state != PlaceState.ACTIVE:
        return
    others = place.network.places.filter(role=NetworkRole.ANIMATOR, state=PlaceState.ACTIVE)
    if not others.exclude(pk=place.pk).exists():
        raise Refusal(_("È l'unico animatore: nominane prima un altro."), code="last_animator")


def _tell_person(place: NetworkPlace, title: str, body: str, now: datetime) -> None:
    notify(
        people=[place.person_id], kind="community.network.answer", level=NoticeLevel.CONCERNS,
        title=title, body=body, url=place.network.get_absolute_url(), subject=place, now=now,
    )  # fmt: skip


def _locked(network: Network, permission: str, actor: Actor) -> Network:
    """The row, kept for this transaction; a closed network is only read, reopened by its sheet."""
    actor.require(permission, network)
    found = Network.objects.select_for_update(of=("self",)).select_related("circle")
    network = found.get(pk=network.pk)
    if permission == CommunityPermission.JOIN_NETWORK and not network.is_open:
        raise Refusal(_("La rete è chiusa o sospesa: non si entra."), code="closed")
    return network


def _tell(network: Network, what: str, sentence: str, actor: Actor, now: datetime, **data) -> None:
    trail.record(
        f"community.network.{what}", sentence, subject=network, actor=actor, now=now, **data
    )
    announce(f"community.network.{what}", subject=network, actor=actor)
