"""Tenders left without who answers for them: the person works there no more, or his profile stands still."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from pico.core.people.actors import working_today

from ..models import RupLoan, RupProfile, Tender, TenderPerson
from ..terms.rup import LoanState, RupState
from ..terms.tenders import PersonRole

# Who answers for a tender: the RUP and the SUA's (art. 15), the ente's responsabile (art. 62, c. 13).
HEADS = (PersonRole.RP, PersonRole.SUA_RUP, PersonRole.PROCEDURE_HEAD)
STANDING_STILL = (RupState.SUSPENDED, RupState.CEASED)


def vacancies() -> QuerySet[TenderPerson]:
    """The parts of heads, in tenders that go on, whose person can answer no more; `is_gone` says how.

    Who is known by name alone, without an account, is not looked at.
    """
    here = {"person": OuterRef("person"), "ente": OuterRef("ente")}
    lent = RupLoan.objects.filter(
        profile__person=OuterRef("person"), borrower=OuterRef("ente"), state=LoanState.RUNNING
    )
    still = RupProfile.objects.filter(**here, state__in=STANDING_STILL)
    return (
        TenderPerson.objects.held()
        .filter(role__in=HEADS, person__isnull=False, ente__isnull=False)
        .annotate(
            is_gone=~Exists(working_today().filter(**here)) & ~Exists(lent), is_still=Exists(still)
        )
        .filter(Q(is_gone=True) | Q(is_still=True))
        .select_related("ente")
    )


def vacancies_of(tender: Tender) -> list[TenderPerson]:
    return list(vacancies().filter(tender=tender))


def why_vacant(part: TenderPerson) -> str:
    """Why the person of a part can answer no more."""
    words = (
        _("%(who)s (%(role)s) non opera più per %(ente)s")
        if part.is_gone
        else _("il profilo RUP di %(who)s (%(role)s) è sospeso o cessato per %(ente)s")
    )
    return words % {"who": part.name, "role": part.get_role_display(), "ente": part.ente}
