"""Agreements and requests to join one: of the ente acted for, and of the SUA."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.ui.formats import days_left
from pico.engines.deadlines.reckoning.computing import shifted
from pico.engines.deadlines.terms import Unit

from ..models import Adhesion, Agreement, TenderRequest
from ..terms.agreements import AdhesionState, AgreementState
from . import parameters

WARNING = "convenzione.preavviso"


def visible_agreements(actor: Actor) -> QuerySet[Agreement]:
    """The agreements to which the ente acted for is a party."""
    return Agreement.objects.visible_to(actor).select_related("ente", "sua")


def agreement_for(pk: int, actor: Actor) -> Agreement:
    """Return one; 404 for what belongs to others."""
    found = (
        visible_agreements(actor).filter(pk=pk).select_related("file__current", "follows").first()
    )
    if found is None:
        raise Http404
    return found


def in_force(ente_id: int | None, sua_id: int, on: date) -> Agreement | None:
    """The agreement of an ente with a SUA on a day; the one that lasts longer where there are two."""
    rows = Agreement.objects.filter(ente=ente_id, sua=sua_id).in_force(on)
    return rows.select_related("ente", "sua").first()


def warned_from(on: date) -> date:
    """The last day of an agreement that is «in scadenza» on a day."""
    return shifted(on, parameters.value(WARNING, on).value, Unit.MONTHS)


def state_of(agreement: Agreement, on: date) -> AgreementState:
    return agreement.state_on(on, warned_from(on))


def warning_of(request: TenderRequest, today: date) -> str:
    """What to know of the agreement before a tender is asked for or accepted: that it ends soon.

    Soon is within the months of notice, or before the month in which the tender would begin.
    """
    if not (request.is_draft or request.is_open):
        return ""
    found = in_force(request.ente_id, request.sua_id, today) or request.agreement
    begins = request.slot or request.needed_on or today
    if found is None or found.last_day > max(warned_from(today), begins):
        return ""
    return _(
        "La convenzione fra %(ente)s e %(sua)s dura fino al %(day)s (%(left)s): rinnovatela, o "
        "verificate che copra le gare già chieste."
    ) % {
        "ente": request.ente, "sua": request.sua, "day": f"{found.last_day:%d/%m/%Y}",
        "left": days_left(found.last_day, today),
    }  # fmt: skip


def visible_adhesions(actor: Actor) -> QuerySet[Adhesion]:
    """The requests to join that the ente acted for made or received."""
    return Adhesion.objects.visible_to(actor).select_related("ente", "sua", "asked_by")


def adhesion_for(pk: int, actor: Actor) -> Adhesion:
    found = visible_adhesions(actor).filter(pk=pk).select_related("agreement").first()
    if found is None:
        raise Http404
    return found


def open_adhesion(ente_id: int | None, sua_id: int) -> Adhesion | None:
    return Adhesion.objects.filter(ente=ente_id, sua=sua_id, state=AdhesionState.SENT).first()


def accepted_adhesion(ente: Ente, sua: Ente) -> Adhesion | None:
    """A request to join that was accepted and waits for its agreement."""
    return Adhesion.objects.filter(
        ente=ente, sua=sua, state=AdhesionState.ACCEPTED, agreement=None
    ).first()
