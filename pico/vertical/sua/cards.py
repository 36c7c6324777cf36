"""What the SUA says on a home page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.modules.cards import Card

from .models.office import is_office
from .permissions import (
    DuePermission,
    RupPermission,
    SuaPermission,
    TenderPermission,
    works_for_the_sua,
)
from .queries import contracts as contract_queries
from .queries import dues as due_queries
from .queries import requests as request_queries
from .queries import rup as rup_queries
from .queries import tenders as tender_queries
from .queries.campaigns import campaigns as campaign_queries
from .terms.dues import DueState
from .terms.rup import RupState

# Requests ----------------------------------------------------------------------------------------


def requests(request) -> Card | None:
    """For a SUA how many requests wait for an answer, for an ente how many wait for it."""
    actor = request.actor
    if not actor.is_known or not actor.can(SuaPermission.SEE_REQUESTS):
        return None
    counts = request_queries.counts(actor)
    if actor.can(SuaPermission.SEE_BOARD):
        number = counts["to_receive"] + counts["to_answer"]
        text = ngettext("richiesta senza risposta", "richieste senza risposta", number)
    else:
        number = counts["drafts"] + counts["asked"]
        text = ngettext("richiesta da completare", "richieste da completare", number)
    return Card(
        title=_("SUA"), text=text, url=reverse("sua:requests"), icon="it-files", number=number
    )  # fmt: skip


# Tenders -----------------------------------------------------------------------------------------


def tenders(request) -> Card | None:
    """How many tenders go on; for everybody the way to the notices."""
    actor = request.actor
    if not actor.can(TenderPermission.LIST):
        return Card(
            title=_("Bandi e avvisi"), text=_("gare della Stazione Unica Appaltante"),
            url=reverse("sua:notices"), icon="it-pa", is_public=True,
        )  # fmt: skip
    found = tender_queries.counts(actor)
    if not found["open"]:
        return None
    text = ngettext("gara in corso", "gare in corso", found["open"])
    if waiting := found["hand_overs"]:
        lots = ngettext(
            "%(count)d lotto da prendere in carico",
            "%(count)d lotti da prendere in carico",
            waiting,
        )
        text = f"{text}, {lots % {'count': waiting}}"
    return Card(
        title=_("Gare"), text=text, url=reverse("sua:tenders"), icon="it-list",
        number=found["open"],
    )  # fmt: skip


# Campaigns ---------------------------------------------------------------------------------------


def needs(request) -> Card | None:
    """How many answers the SUA has to validate, or how many campaigns wait for the ente; nothing for others."""
    actor = request.actor
    if not actor.is_member or request.space is None:
        return None
    url = reverse("sua:campaigns")
    if works_for_the_sua(actor, None) and request.space.ente_id == actor.ente_id:
        number = campaign_queries.to_check(actor)
        return Card(
            title=_("Campagne di fabbisogni"), url=url, icon="it-list", number=number,
            text=ngettext("risposta da validare", "risposte da validare", number),
        )  # fmt: skip
    if number := campaign_queries.to_answer(actor, request.space):
        return Card(
            title=_("Campagne di fabbisogni"), url=url, icon="it-list", number=number,
            text=ngettext(
                "aspetta la risposta del tuo ente", "aspettano la risposta del tuo ente", number
            ),
        )  # fmt: skip
    return None


# RUP ---------------------------------------------------------------------------------------------

SOON = 6  # months


def rup_to_check(request) -> Card | None:
    """For the SUA's office, the profiles that wait to be verified; nothing while there is none."""
    actor = request.actor
    if not actor.can(RupPermission.SEE) or not is_office(actor):
        return None
    rows = rup_queries.profiles(actor, request.space.ente).filter(state=RupState.IN_CHECK)
    number = rows.count()
    if not number:
        return None
    url = f"{reverse('sua:rup-list')}?stato={RupState.IN_CHECK}"
    return Card(
        title=_("Elenco dei RUP"), url=url, icon="it-user", number=number,
        text=ngettext("profilo da verificare", "profili da verificare", number),
    )  # fmt: skip


def contracts_expiring(request) -> Card | None:
    """The contracts of one's ente, or of the SUA's enti, that end within six months."""
    actor = request.actor
    if not actor.can(RupPermission.REGISTER):
        return None
    rows = contract_queries.contracts(actor, request.space.ente)
    number = contract_queries.expiring(rows, timezone.localdate(), SOON).count()
    if not number:
        return None
    return Card(
        title=_("Contratti"), text=_("in scadenza entro sei mesi"),
        url=f"{reverse('sua:contracts')}?entro={SOON}", icon="it-file", number=number,
    )  # fmt: skip


# Dues --------------------------------------------------------------------------------------------


def dues(request) -> Card | None:
    """For the SUA's office what is still to be asked for, for an ente what it was asked for."""
    actor = request.actor
    if not actor.is_member or request.space is None or not actor.can(DuePermission.LIST):
        return None
    if request.space.ente_id == actor.ente_id:
        waiting = due_queries.to_ask(actor).count() if is_office(actor) else 0
        number, state = waiting, DueState.ESTIMATED
        text = ngettext(
            "rimborso da richiedere agli enti", "rimborsi da richiedere agli enti", number
        )
    else:
        number, state = due_queries.asked_of(actor).count(), DueState.REQUESTED
        text = ngettext("rimborso da pagare alla SUA", "rimborsi da pagare alla SUA", number)
    if not number:
        return None
    return Card(
        title=_("Rimborsi alla SUA"), text=text, url=f"{reverse('sua:dues')}?stato={state}",
        icon="it-card", number=number,
    )  # fmt: skip
