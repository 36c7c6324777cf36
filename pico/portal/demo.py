"""Furnish the demo: the cast in its enti, then what each module brings."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils.module_loading import import_string

from pico.core.access.actor import SYSTEM
from pico.core.enti.actions.bodies import edit_ente
from pico.core.enti.queries import ente_by_key
from pico.core.enti.terms import EnteKind
from pico.core.modules import registry
from pico.core.people.models import Membership, MembershipRole, Person
from pico.core.people.terms import MembershipState, PersonState
from pico.core.testing import cast

START = date(2026, 1, 1)


def furnish(*, now: datetime, tell: Callable[[str], None]) -> None:
    """Give life to the cast and to every module; run again, it adds nothing."""
    for part in cast.CAST:
        _complete_ente(part, now)
        _give_part(part)
    tell(f"{len(cast.CAST)} persone")
    for module in registry.installed().values():
        if module.demo:
            import_string(module.demo)(now)
            tell(str(module.label))


def _complete_ente(part: cast.Part, now: datetime) -> None:
    """Write by hand what the open registries do not say of an ente of the cast."""
    ente = ente_by_key(part.ente)
    values = {} if ente.mail_domain else {"mail_domain": part.email.split("@")[1]}
    if ente.kind == EnteKind.COMUNE and not ente.ipa_code:
        values["ipa_code"] = part.ente
    if values:
        edit_ente(ente=ente, values=values, actor=SYSTEM, now=now)


def _give_part(part: cast.Part) -> None:
    person, is_new = Person.objects.get_or_create(
        username=part.username,
        defaults={
            "first_name": part.first_name,
            "last_name": part.last_name,
            "email": part.email,
            "state": PersonState.ACTIVE,
        },
    )
    if not is_new:
        return
    person.set_password(cast.PASSWORD)
    person.save(update_fields=["password"])
    if not part.roles:
        return  # asks to come in as everybody does: see the demo of adhesion
    membership = Membership.objects.create(
        person=person,
        ente=ente_by_key(part.ente),
        office=part.office,
        qualification=part.qualification,
        starts_on=START,
        state=MembershipState.ACTIVE,
    )
    for role in part.roles:
        MembershipRole.objects.create(membership=membership, role=role)
