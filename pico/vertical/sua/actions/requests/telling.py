"""Who is told what of a request, and at which address."""

from collections.abc import Iterable
from datetime import datetime

from pico.core.access import scopes
from pico.core.access.terms import Role
from pico.core.enti.addresses import outside
from pico.core.enti.models import Ente
from pico.core.notices.actions import close_task, notify, open_task
from pico.core.notices.terms import NoticeLevel
from pico.core.people.actors import working_today

from ...models import TenderRequest

TO_APPROVE = "sua.request.to_approve"
TO_RECEIVE = "sua.request.to_receive"
TO_HANDLE = "sua.request.to_handle"
TO_COMPLETE = "sua.request.to_complete"
MOVED = "sua.request.moved"
CAME = "sua.request.came"
ADHESION = "sua.adhesion.moved"
HEADS = (Role.ENTE_ADMIN, Role.SIGNATORY)


def address_of(record) -> str:
    """The address of a record in the space of its SUA, whoever writes the notice and wherever."""
    with outside():
        return record.get_absolute_url()


def parties_of(record) -> tuple[str, str]:
    """The scope keys of the two enti of a request, for its terms."""
    return scopes.ente(record.sua_id), scopes.ente(record.ente_id)


def heads_of(ente: Ente) -> set[int]:
    """Who may approve for an ente today."""
    places = working_today().filter(ente=ente, roles__role__in=HEADS)
    return set(places.values_list("person", flat=True))


def authors_of(request: TenderRequest) -> set[int]:
    """Who follows a request in its ente: who began it, its RUP, who sent it."""
    known = (
        request.created_by_id,
        request.rup_id,
        request.procedure_head_id,
        request.approved_by_id,
    )
    return {one for one in known if one}


def desk_of(request: TenderRequest) -> set[int]:
    """Its officer; while nobody has it, every officer of the SUA."""
    if request.officer_id:
        return {request.officer_id}
    places = working_today().filter(
        ente=request.sua_id, roles__role__in=(Role.SUA_OFFICER, Role.SUA_MANAGER)
    )
    return set(places.values_list("person", flat=True))


def tell(
    record, people: Iterable[int], title: str, *, now: datetime, ente: Ente, body: str = "",
    kind: str = MOVED, level: NoticeLevel = NoticeLevel.ACT,
) -> None:  # fmt: skip
    notify(
        people=set(people), kind=kind, level=level, title=title, body=body,
        url=address_of(record), subject=record, ente=ente, now=now,
    )  # fmt: skip


def wait_for(
    request: TenderRequest, kind: str, title: str, reason: str, *, now: datetime, due_on=None,
    person=None, ente: Ente | None = None, role: str = "",
) -> None:  # fmt: skip
    """Put a request among what waits for a person, or for who holds a role."""
    open_task(
        subject=request, kind=kind, title=title, reason=reason, url=address_of(request),
        due_on=due_on, person=person, ente=None if person else ente, role=role, now=now,
    )  # fmt: skip


def waits_no_more(request: TenderRequest, *kinds: str, now: datetime) -> None:
    for kind in kinds:
        close_task(subject=request, kind=kind, now=now)
