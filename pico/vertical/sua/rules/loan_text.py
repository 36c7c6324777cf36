"""The text of an agreement by which an ente lends its RUP: a skeleton to be read and changed."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Terms:
    """What the agreement says."""

    person: str
    lender: str
    borrower: str
    purpose: str
    starts_on: date
    ends_on: date
    weekly_hours: int


def agreement_text(terms: Terms) -> str:
    """Return the skeleton: art. 15 c. 2 lets an ente that lacks a RUP name one of another administration."""
    return _(
        "ACCORDO PER L'UTILIZZO TEMPORANEO DI UN RESPONSABILE UNICO DEL PROGETTO\n"
        "(art. 15, comma 2, D.Lgs. 36/2023; art. 15, L. 241/1990)\n\n"
        "Tra %(lender)s (di seguito «ente di appartenenza») e %(borrower)s (di seguito «ente utilizzatore»).\n\n"
        "1. Oggetto. L'ente di appartenenza consente che %(person)s svolga la funzione di responsabile unico del progetto per l'ente utilizzatore: %(purpose)s.\n\n"
        "2. Durata. Dal %(starts)s al %(ends)s. Alla scadenza l'incarico cessa senza altra comunicazione.\n\n"
        "3. Impegno. %(hours)d ore alla settimana, in accordo con l'ufficio di appartenenza.\n\n"
        "4. Rapporto di lavoro. Resta con l'ente di appartenenza. L'ente utilizzatore rimborsa gli oneri secondo quanto concordato fra gli enti; gli incentivi dell'art. 45 sono a carico dell'ente utilizzatore.\n\n"
        "5. Nomina. L'ente utilizzatore nomina il RUP con proprio atto, acquisita la dichiarazione di assenza di conflitti di interesse (art. 16).\n\n"
        "6. Recesso. Ciascun ente può recedere con motivazione; gli incarichi in corso passano prima ad altra persona."
    ) % {
        "lender": terms.lender,
        "borrower": terms.borrower,
        "person": terms.person,
        "purpose": terms.purpose,
        "starts": f"{terms.starts_on:%d/%m/%Y}",
        "ends": f"{terms.ends_on:%d/%m/%Y}",
        "hours": terms.weekly_hours,
    }
