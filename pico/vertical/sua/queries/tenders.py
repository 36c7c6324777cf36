"""Tenders, limited to what the actor may see: lists, board, one with what it shows."""

from datetime import UTC, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    SmallIntegerField,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import Http404

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.foundation.identifiers import check_cig, check_cup
from pico.core.people.models import Membership, Person

from ..models import (
    HandOver,
    Lot,
    Tender,
    TenderBody,
    TenderDocument,
    TenderEvent,
    TenderPerson,
)
from ..permissions import TenderPermission
from ..terms.procurement import Procedure
from ..terms.tenders import (
    COMMISSION,
    DEFERRED_KINDS,
    OUT_IN_PUBLIC,
    OVER,
    PHASES,
    UNTIL_DEADLINE_KINDS,
    HandOverState,
    PersonRole,
    PersonState,
    Phase,
    TenderKind,
    TenderState,
    Visibility,
)
from .tender_terms import next_terms

CARDS_A_PHASE = 12
NO_DAY = Value(datetime(9999, 1, 1, tzinfo=UTC), DateTimeField())
WITHOUT_NOTICE = (Procedure.DIRECT, Procedure.NEGOTIATED, Procedure.ADHESION)


def visible_tenders(actor: Actor) -> QuerySet[Tender]:
    """What the actor may see, with what lists show of each: one statement a page, whatever the rows."""
    return _listed(actor).select_related("sua", "holder", "officer").annotate(
        lots_count=Coalesce(
            Lot.objects.filter(tender=OuterRef("pk")).order_by().values("tender")
            .annotate(found=Count("pk")).values("found"), 0,
        ),
        bodies_count=Coalesce(
            TenderBody.objects.filter(tender=OuterRef("pk")).order_by().values("tender")
            .annotate(found=Count("pk")).values("found"), 0,
        ),
    )  # fmt: skip


def _listed(actor: Actor) -> QuerySet[Tender]:
    """What `visible_to` keeps; asked in one way alone where the ente has only one, an index gives it in order."""
    if not actor.is_member:
        return Tender.objects.visible_to(actor)
    taken = TenderBody.objects.filter(ente=actor.ente_id)
    if not Tender.objects.filter(sua=actor.ente_id).exists():
        return Tender.objects.filter(pk__in=taken.values("tender"))
    if not taken.exclude(tender__sua=actor.ente_id).exists():
        return Tender.objects.filter(sua=actor.ente_id)
    return Tender.objects.visible_to(actor)


def tender(number: str, actor: Actor) -> Tender:
    """Return one by its number; 404 for a neighbour's."""
    found = (
        Tender.objects.visible_to(actor)
        .select_related("sua__territory", "holder", "officer")
        .prefetch_related("lots__winners", "lots__shares__ente", "places__ente")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise Http404
    for lot in found.lots.all():
        lot.tender = found
    return found


def lot(number: str, lot_number: int, actor: Actor) -> Lot:
    found = tender(number, actor)
    one = next((one for one in found.lots.all() if one.number == lot_number), None)
    if one is None:
        raise Http404
    return one


def with_words(rows: QuerySet[Tender], text: str) -> QuerySet[Tender]:
    """Keep those with a CIG, a CUP or a number, or with every word in their subject."""
    text = text.strip()
    if code := _code(text, check_cig):
        return rows.filter(pk__in=Lot.objects.filter(cig=code).values("tender"))
    if code := _code(text, check_cup):
        return rows.filter(
            Exists(Lot.objects.filter(tender=OuterRef("pk"), cups__icontains=f'"{code}"'))
        )
    for word in text.split()[:6]:
        rows = rows.filter(Q(subject__icontains=word) | Q(number__icontains=word))
    return rows


def _code(text: str, check) -> str:
    try:
        return check(text) if text else ""
    except ValidationError:
        return ""


# The board ----------------------------------------------------------------------------------------


def board(rows: QuerySet[Tender]) -> list[dict]:
    """The open tenders by phase: how many, their value, the first ones with their next term.

    Three statements and two for terms, whatever the rows.
    """
    going = rows.filter(state__in=[state for states in PHASES.values() for state in states])
    totals = {
        row["state"]: row
        for row in going.order_by().values("state").annotate(found=Count("pk"), value=Sum("total"))
    }
    columns = []
    for phase, states in PHASES.items():
        some = rows.filter(state__in=states)
        # Said so that the state finds the rows, not the day: nearly all tenders are over.
        first = some.order_by(Coalesce("bids_due_at", NO_DAY), "-opened_at", "pk")
        columns.append((phase, states, list(first[:CARDS_A_PHASE])))
    terms = next_terms([one for _phase, _states, shown in columns for one in shown])
    for _phase, _states, shown in columns:
        for one in shown:
            one.next_term = terms.get(one.pk)
    return [
        {
            "phase": Phase(phase),
            "states": states,
            "tenders": shown,
            "count": sum(totals.get(state, {}).get("found", 0) for state in states),
            "value": sum((totals.get(state, {}).get("value") or Decimal(0) for state in states), Decimal(0)),
        }
        for phase, states, shown in columns
    ]  # fmt: skip


def officers_of(actor: Actor) -> QuerySet[Person]:
    """Who has tenders in hand in the SUA acted for, or in those in which one's ente takes part.

    Of a SUA, asked person by person, by the index of officers: no tender is read that nobody looks for.
    """
    if Tender.objects.filter(sua=actor.ente_id).exists():
        places = Membership.objects.filter(ente=actor.ente_id)
        held = Tender.objects.filter(officer=OuterRef("pk"))
        rows = Person.objects.filter(Exists(held), pk__in=places.values("person"))
    else:
        rows = Person.objects.filter(pk__in=_listed(actor).values("officer"))
    return rows.order_by("last_name", "first_name", "pk")


# One tender ---------------------------------------------------------------------------------------


def levels_of(found: Tender, actor: Actor) -> set[str]:
    """The levels of documents that the actor reads in a tender that he may see."""
    if actor.can(TenderPermission.RUN, found):
        return set(Visibility)
    levels: set[str] = {Visibility.PUBLIC}
    if actor.ente_id == found.sua_id:
        return levels | {Visibility.BODY, Visibility.PARTIES}
    place = next((one for one in found.places.all() if one.ente_id == actor.ente_id), None)
    if place is None:
        return levels
    levels.add(Visibility.PARTIES)
    if place.is_lead or found.kind == TenderKind.AGGREGATED:
        levels.add(Visibility.BODY)
    return levels


def documents_of(found: Tender, actor: Actor, now: datetime) -> QuerySet[TenderDocument]:
    """The documents that the actor may read now: level, deferred access, list of who is invited."""
    rows = found.documents.select_related("file__current", "lot", "added_by")
    levels = levels_of(found, actor)
    if Visibility.SUA in levels:
        return rows
    return shown_outside(rows.filter(visibility__in=levels), found, now)


def in_phases(rows: QuerySet[TenderDocument]) -> QuerySet[TenderDocument]:
    """Put documents in the order of the file: phase after phase, kind by kind."""
    place = Case(
        *(When(phase=phase, then=Value(number)) for number, phase in enumerate(Phase)),
        output_field=SmallIntegerField(),
    )
    return rows.order_by(place, "kind", "added_at", "pk")


def size_of(rows: QuerySet[TenderDocument]) -> int:
    """The bytes of the documents as they are now."""
    return rows.aggregate(size=Sum("file__current__size"))["size"] or 0


def shown_outside(
    rows: QuerySet[TenderDocument], found: Tender, now: datetime
) -> QuerySet[TenderDocument]:
    """Keep what is no longer deferred (art. 35): the award of its lot, or of the whole tender, is out."""
    waits = Q(is_deferred=True) | Q(kind__in=DEFERRED_KINDS)
    if not found.is_awarded:
        rows = rows.exclude(waits & ~Q(lot__outcome="AWARDED"))
    if not found.bids_are_closed(now):
        rows = rows.exclude(kind__in=UNTIL_DEADLINE_KINDS)
    return rows


def document(found: Tender, pk: int, actor: Actor, now: datetime) -> TenderDocument:
    one = documents_of(found, actor, now).filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


def events_of(found: Tender, actor: Actor) -> QuerySet[TenderEvent]:
    return found.events.filter(visibility__in=levels_of(found, actor)).select_related(
        "author", "lot"
    )


def persons_of(found: Tender, actor: Actor) -> list[TenderPerson]:
    """Persons in their order; the commission's names are public (art. 28), the papers are the SUA's."""
    roles = PersonRole.values
    order = {PersonState.ACTIVE: 0, PersonState.PROPOSED: 1, PersonState.ENDED: 2}
    rows = found.persons.select_related("person", "ente", "file__current", "cv_file__current", "conflict_file__current")  # fmt: skip
    return sorted(
        rows, key=lambda one: (order[PersonState(one.state)], roles.index(one.role), one.pk)
    )


def part(found: Tender, pk: int) -> TenderPerson:
    one = found.persons.select_related("ente", "person").filter(pk=pk).first()
    if one is None:
        raise Http404
    one.tender = found
    return one


def rotation(sua_id: int, *, limit: int = 30) -> list[dict]:
    """Who sat in commissions of a SUA, who sat last last: for the rotation (art. 93)."""
    rows = (
        TenderPerson.objects.filter(tender__sua=sua_id, role__in=COMMISSION)
        .exclude(state=PersonState.PROPOSED)
        .order_by("-since", "pk")
        .values("name", "profession", "since", "tender__number")[:500]
    )
    found: dict[str, dict] = {}
    for row in rows:
        one = found.setdefault(row["name"].casefold(), {**row, "count": 0})
        one["count"] += 1
    return sorted(found.values(), key=lambda one: one["since"])[:limit]


def hand_overs_of(found: Tender, actor: Actor) -> list[HandOver]:
    """The hand-overs of a tender, lot by lot, the last first: all for its SUA, its own for an ente."""
    rows = (
        HandOver.objects.filter(lot__tender=found)
        .select_related("lot", "ente", "sent_by", "answered_by")
        .order_by("lot__number", "ente__name", "-pk")
    )
    if actor.ente_id != found.sua_id:
        rows = rows.filter(ente=actor.ente_id)
    rows = list(rows)
    for one in rows:
        one.lot.tender = found
    return rows


def hand_over(found: Tender, pk: int, actor: Actor) -> HandOver:
    one = next((one for one in hand_overs_of(found, actor) if one.pk == pk), None)
    if one is None:
        raise Http404
    return one


# What everybody sees ------------------------------------------------------------------------------


def published(sua_id: int | None) -> QuerySet[Tender]:
    """The notices and results that are out, of one SUA."""
    rows = out_in_public().filter(sua=sua_id)
    rows = rows.select_related("holder").prefetch_related("lots__winners")
    return rows.order_by("-published_at", "-pk")


def out_in_public() -> QuerySet[Tender]:
    """The notices and results that are out, of every SUA: no invitation before its award."""
    rows = Tender.objects.filter(state__in=OUT_IN_PUBLIC, published_at__isnull=False)
    return rows.exclude(procedure__in=WITHOUT_NOTICE, state__in=(TenderState.PUBLISHED, TenderState.BIDS_CLOSED, TenderState.EVALUATION, TenderState.PROPOSAL, TenderState.VERIFICATION))  # fmt: skip


def public_tender(number: str, sua_id: int | None) -> Tender:
    found = published(sua_id).filter(number=number).first()
    if found is None:
        raise Http404
    return found


# Numbers ------------------------------------------------------------------------------------------


def counts(actor: Actor) -> dict[str, int]:
    """How many tenders go on, and how many lots wait for the ente to take them over."""
    mine = Tender.objects.visible_to(actor)
    waiting = HandOver.objects.filter(state=HandOverState.READY)
    waiting = waiting.filter(Q(ente=actor.ente_id) | Q(lot__tender__sua=actor.ente_id))
    return {"open": mine.exclude(state__in=OVER).count(), "hand_overs": waiting.count()}


def sua_of(actor: Actor) -> Ente:
    """The ente acted for, as the SUA it runs."""
    return Ente.objects.select_related("territory").get(pk=actor.ente_id)
