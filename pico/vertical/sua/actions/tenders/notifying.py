"""Who is told what happened in a tender."""

from datetime import datetime

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel
from pico.core.people.actors import working_today
from pico.core.people.models import Person

from ...models import Tender
from ...terms.tenders import PersonState


def parties_of(tender: Tender) -> set[int]:
    """The persons with a part in it, its officer, the referenti of its enti; only those who work there."""
    enti = [*tender.places.values_list("ente", flat=True), tender.sua_id]
    working = working_today().filter(ente__in=enti)
    on_it = tender.persons.filter(state=PersonState.ACTIVE).values("person")
    found = set(working.filter(person__in=on_it).values_list("person", flat=True))
    heads = working.filter(roles__role=Role.ENTE_ADMIN).exclude(ente=tender.sua_id)
    found |= set(heads.values_list("person", flat=True))
    return found | ({tender.officer_id} if tender.officer_id else set())


def tell_parties(
    tender: Tender, kind: str, title: str, body: str, *, actor: Actor, now: datetime
) -> None:
    """Tell everybody concerned but who did it."""
    people = Person.objects.filter(pk__in=parties_of(tender) - {actor.person_id})
    if people:
        notify(
            people=list(people), kind=kind, level=NoticeLevel.CONCERNS, title=title, body=body,
            url=tender.get_absolute_url(), subject=tender, reserved=True, ente=tender.sua, now=now,
        )  # fmt: skip
