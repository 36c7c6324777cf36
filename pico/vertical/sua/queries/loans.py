"""RUPs lent between enti, and all that a person holds in an ente."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.people.models import Person
from pico.engines.deadlines.models import Term
from pico.engines.deadlines.terms import OPEN

from ..models import (
    Contract,
    ProgrammeRow,
    RupLoan,
    RupProfile,
    RupSuccession,
    TenderPerson,
)
from ..terms.rup import LIVING_LOANS, LoanState, RupState


def loans(actor: Actor, sua: Ente) -> QuerySet[RupLoan]:
    rows = RupLoan.objects.visible_to(actor).filter(sua=sua)
    return rows.select_related("profile__person", "lender", "borrower")


def loan_for(pk: int, actor: Actor, sua: Ente) -> RupLoan:
    """Return one; 404 for others'."""
    found = loans(actor, sua).select_related("asked_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def loans_over(today: date) -> QuerySet[RupLoan]:
    """Running ones whose last day has passed, and those never begun in time."""
    return RupLoan.objects.filter(state__in=LIVING_LOANS, ends_on__lt=today).order_by("pk")


def lendable(actor: Actor, sua: Ente) -> QuerySet[RupProfile]:
    """Active profiles of other enti, available elsewhere, that the actor may see."""
    rows = RupProfile.objects.visible_to(actor).filter(
        sua=sua, state=RupState.ACTIVE, is_available_elsewhere=True
    )
    return rows.exclude(ente=actor.ente_id).select_related("person", "ente")


def successions(actor: Actor, sua: Ente) -> QuerySet[RupSuccession]:
    rows = RupSuccession.objects.visible_to(actor).filter(sua=sua)
    rows = rows.select_related("leaver", "ente").annotate(count=models.Count("items"))
    return rows.order_by("-made_at", "-pk")


def succession_for(pk: int, actor: Actor, sua: Ente) -> RupSuccession:
    """Return one; 404 for others'."""
    found = successions(actor, sua).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


# What a person holds ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Holding:
    """A thing that needs somebody: `subject` is the row that names the person."""

    kind: str
    kind_label: str
    label: str
    subject: models.Model

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.subject.pk}"


def _contracts(person: Person, ente: Ente, today: date) -> Iterator[Holding]:
    for row in Contract.objects.filter(rup=person, ente=ente, ends_on__gte=today):
        said = _("%(subject)s – scade il %(day)s") % {
            "subject": row.subject,
            "day": f"{row.ends_on:%d/%m/%Y}",
        }
        yield Holding("contract", _("Contratto"), said, row)


def _programme(person: Person, ente: Ente, today: date) -> Iterator[Holding]:
    for row in ProgrammeRow.objects.filter(rup=person, ente=ente, year__gte=today.year):
        yield Holding("programme", _("Programmazione"), f"{row.subject} ({row.year})", row)


def _loans(person: Person, ente: Ente, today: date) -> Iterator[Holding]:
    lent = RupLoan.objects.filter(profile__person=person, lender=ente, state=LoanState.RUNNING)
    for row in lent.select_related("borrower", "profile__person"):
        yield Holding("loan", _("Prestito"), f"{row.purpose} – {row.borrower}", row)


def _terms(person: Person, ente: Ente, today: date) -> Iterator[Holding]:
    rows = Term.objects.filter(person=person, owner=ente, state__in=OPEN)
    for row in rows.select_related("rule_version").order_by("due_on", "pk"):
        yield Holding("term", _("Termine"), f"{row.label} – {row.title}", row)


def _parts(person: Person, ente: Ente, today: date) -> Iterator[Holding]:
    """The roles in tenders that go on, held for this ente or in a tender of this SUA."""
    rows = TenderPerson.objects.held().filter(
        models.Q(ente=ente) | models.Q(ente=None, tender__sua=ente), person=person
    )
    for row in rows.select_related("tender").order_by("pk"):
        said = f"{row.tender.number} {row.tender.subject} – {row.get_role_display()}"
        yield Holding("tender", _("Gara"), said, row)


HOLDERS: tuple[Callable[[Person, Ente, date], Iterator[Holding]], ...] = (
    _parts,
    _contracts,
    _programme,
    _loans,
    _terms,
)


def held_by(person: Person, ente: Ente, today: date) -> list[Holding]:
    """Return everything that a person holds in an ente, in as many statements whatever their number."""
    return [one for holder in HOLDERS for one in holder(person, ente, today)]
