"""The demonstration: Provinces in each state of adhesion, an open invitation, a person who waits."""

from datetime import date, datetime, timedelta

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.enti.queries import ente_by_key
from pico.core.enti.terms import PROVINCES
from pico.core.people.actors import actor_for
from pico.core.people.models import Person
from pico.core.people.terms import MembershipState
from pico.core.testing import cast

from .actions import adhesions, invitations
from .actions.registration import ask_membership
from .actions.requests import set_roles
from .models import Adhesion, Invitation
from .queries.adhesions import counterpart_of
from .terms import ActKind, ContactKind, Organ, Service

WAY = ("ask", "review", "send_acts", "sign", "start")
ACTS_ON = date(2026, 3, 2)

# The last step taken by some Provinces that are not in the cast; the others were never contacted.
STANDINGS = {
    "invite": ("p_vr", "p_pd", "p_bg", "p_an"),
    "ask": ("p_vi", "p_cr", "p_mc"),
    "review": ("p_bl", "p_mn"),
    "send_acts": ("p_ro", "p_lc"),
    "sign": ("p_so", "p_va", "p_ap"),
    "suspend": ("p_pv",),
    "withdraw": ("p_co",),
}
SERVICES = {
    cast.TREVISO: [Service.SUA, Service.SIT, Service.SAPE, Service.PERSONNEL],
    cast.BRESCIA: [Service.SAPE, Service.SUA],
    cast.PESARO_URBINO: [Service.SIT, Service.SUA],
}


def furnish(now: datetime) -> None:
    """Bring the room to life; run again, it adds nothing."""
    upi = _actor("upi.admin")
    if upi is None or Adhesion.objects.exists():
        return
    for key, services in SERVICES.items():
        _join(key, services, upi, now)
    for key in (cast.COMUNE_1, cast.COMUNE_2, cast.COMUNE_3):
        _join(key, [Service.SUA], _actor("treviso.admin"), now)
    for last, keys in STANDINGS.items():
        for key in keys:
            _walk(key, last, upi, now)
    _invite_and_wait(now)


def _actor(username: str) -> Actor | None:
    person = Person.objects.filter(username=username).first()
    if person is None:
        return None
    membership = person.memberships.filter(state=MembershipState.ACTIVE).first()
    return actor_for(person, membership)


def _complete(ente: Ente) -> None:
    """A start needs a legal representative; the demonstration names the office, not a person."""
    if not ente.legal_representative:
        office = "Il Presidente della Provincia" if ente.kind in PROVINCES else "Il Sindaco"
        ente.legal_representative = office
        ente.save(update_fields=["legal_representative"])


def _prepare(adhesion: Adhesion, services: list[str], actor: Actor, now: datetime) -> None:
    adhesions.choose_services(
        adhesion=adhesion,
        services=services,
        wants_site=adhesion.ente.kind in PROVINCES,
        data_roles="L'ente è titolare del trattamento; UPI è responsabile (art. 28 GDPR).",
        actor=actor,
        now=now,
    )
    adhesions.name_contact(
        adhesion=adhesion,
        kind=ContactKind.ADMINISTRATIVE,
        name="Segreteria generale",
        email="segreteria@enti.pico.example",
        actor=actor,
        now=now,
    )


def _file_acts(adhesion: Adhesion, actor: Actor, now: datetime) -> None:
    of_province = adhesion.ente.kind in PROVINCES
    kinds = (ActKind.PROTOCOL, ActKind.AGREEMENT) if of_province else (ActKind.CONVENTION,)
    for number, kind in enumerate(kinds, 14):
        adhesions.add_act(
            adhesion=adhesion,
            actor=actor,
            now=now,
            kind=kind,
            service="" if of_province else Service.SUA,
            number=f"{number}/2026",
            act_on=ACTS_ON,
            organ=Organ.PRESIDENT if kind == ActKind.PROTOCOL else Organ.COUNCIL,
            signatories="I legali rappresentanti dei due enti",
            starts_on=ACTS_ON,
            ends_on=date(2029, 3, 1),
        )


def _walk(key: str, last: str, actor: Actor, now: datetime) -> Adhesion | None:
    """Take every step up to `last`; an ente that the registry does not hold is left out."""
    ente = ente_by_key(key)
    if ente is None or counterpart_of(ente) is None:
        return None
    _complete(ente)
    adhesion = adhesions.open_adhesion(ente=ente, actor=actor, now=now)
    if last == "invite":
        return _step(adhesion, "invite", actor, now)
    end = WAY.index(last) if last in WAY else WAY.index("sign")
    for step in WAY[: end + 1]:
        if step == "send_acts":
            _prepare(adhesion, list(SERVICES.get(key, [Service.SUA])), actor, now)
        elif step == "sign":
            _file_acts(adhesion, actor, now)
        elif step == "start":
            _tick_all(adhesion, actor, now)
        adhesion = _step(adhesion, step, actor, now)
    return adhesion if last in WAY else _step(adhesion, last, actor, now)


def _step(adhesion: Adhesion, step: str, actor: Actor, now: datetime) -> Adhesion:
    reason = "Rinnovo dell'accordo in corso."
    return adhesions.take_step(adhesion=adhesion, step=step, actor=actor, now=now, reason=reason)


def _tick_all(adhesion: Adhesion, actor: Actor, now: datetime) -> None:
    for item in Adhesion.objects.get(pk=adhesion.pk).start_items:
        adhesions.tick(adhesion=adhesion, item=item, is_done=True, actor=actor, now=now)


def _join(key: str, services: list[str], actor: Actor, now: datetime) -> None:
    """Walk to the end; a Province of the cast with one administrator stops at the signature."""
    adhesion = _walk(key, "sign", actor, now)
    if adhesion is None:
        return
    if adhesion.ente.kind in PROVINCES:
        _name_second_administrator(adhesion.ente)
    if not set(services) <= set(adhesion.services):
        _prepare(adhesion, services, actor, now)
    _tick_all(adhesion, actor, now)
    adhesions.take_step(adhesion=adhesion, step="start", actor=actor, now=now)


def _name_second_administrator(ente: Ente) -> None:
    """The rule asks for two administrators; a deputy who never signs in is the second."""
    plate = (ente.territory.plate if ente.territory else "xx").lower()
    person, is_new = Person.objects.get_or_create(
        username=f"vice.{plate}",
        defaults={
            "first_name": "Vittorio",
            "last_name": f"Vicario-{plate.capitalize()}",
            "email": f"vice.{plate}@enti.pico.example",
            "state": "ACTIVE",
        },
    )
    if is_new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
        membership = person.memberships.create(
            ente=ente, starts_on=date(2026, 1, 1), state=MembershipState.ACTIVE, office="Vicario"
        )
        set_roles(membership, [Role.PROVINCE_ADMIN])


def _invite_and_wait(now: datetime) -> None:
    """An invitation that nobody opened yet, and the newcomer of the cast before his administrator."""
    comune, actor = ente_by_key(cast.COMUNE_1), _actor("comune1.referente")
    if comune is None or actor is None or Invitation.objects.exists():
        return
    invitations.invite(
        ente=comune,
        email="collega@comune1.pico.example",
        roles=[Role.RUP],
        message="Ti aspettiamo per seguire insieme le gare.",
        actor=actor,
        now=now - timedelta(days=2),
    )
    newcomer = Person.objects.get(username="nuovo.utente")
    if not newcomer.memberships.exists():
        ask_membership(
            person=newcomer,
            ente=comune,
            role_wanted=Role.RUP,
            office="Ufficio tecnico",
            note="Seguo i lavori pubblici e vorrei usare la SUA.",
            actor=actor_for(newcomer, None),
            now=now - timedelta(days=1),
        )
