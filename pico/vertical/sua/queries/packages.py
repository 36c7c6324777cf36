"""What the RUP of an ente is handed with a lot: data, documents, terms, guarantees, codes, what to do."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from pico.core.enti.models import Ente
from pico.core.ui.formats import date_it, money

from ..models import Lot, TenderDocument
from ..rules.awards import final_guarantee
from ..terms.procurement import Technique
from ..terms.tenders import Visibility
from . import parameters
from .tender_terms import open_terms


def package_of(lot: Lot, ente: Ente) -> dict[str, Any]:
    """The package of a lot for one ente, as it is kept: plain values, so that it stays as it was given."""
    tender = lot.tender
    documents = (
        TenderDocument.objects.filter(tender=tender)
        .exclude(visibility=Visibility.SUA)
        .order_by("phase", "kind", "pk")
    )
    share = lot.shares.filter(ente=ente).first()
    return {
        "data": _data(lot, share.amount if share else None),
        "documents": [
            {"id": one.pk, "kind": one.get_kind_display(), "title": one.title}
            for one in documents
            if one.lot_id in (None, lot.pk)
        ],
        "terms": [
            {"label": str(term.label), "due": date_it(term.due_on) if term.due_on else ""}
            for term in open_terms(lot)
        ],
        "pcp": {
            "anac_id": str(tender.anac_id or ""),
            "cig": lot.cig,
            "parent_cig": lot.parent_cig,
            "functions": tender.get_functions_display(),
            "state": lot.get_pcp_state_display() if lot.pcp_state else "",
            "cards": [card.card for card in tender.cards.all() if card.lot_id in (None, lot.pk)],
        },
        "steps": taking_over(lot),
    }


def _data(lot: Lot, quota: Decimal | None) -> list[list[str]]:
    winners = "; ".join(f"{one.name} ({one.fiscal_code})" for one in lot.winners.all())
    rows = [
        (_("Oggetto"), lot.subject),
        (_("CIG"), lot.cig),
        (_("CUP"), ", ".join(lot.cups)),
        (_("Aggiudicatario"), winners),
        (_("Ribasso"), f"{lot.discount} %".replace(".", ",") if lot.discount is not None else ""),
        (_("Importo di aggiudicazione"), money(lot.award_amount) if lot.award_amount else ""),
        (_("Quota dell'ente"), money(quota) if quota is not None else ""),
        (_("Garanzia definitiva"), guarantee_said(lot)),
        (_("Aggiudicazione del"), date_it(lot.awarded_on) if lot.awarded_on else ""),
        (_("Efficacia dal"), date_it(lot.effective_on) if lot.effective_on else ""),
    ]
    return [[str(label), str(value)] for label, value in rows if value]


def guarantee_said(lot: Lot) -> str:
    """The final guarantee to ask for, with its article (artt. 53 and 117)."""
    if lot.award_amount is None or lot.discount is None or lot.awarded_on is None:
        return ""
    tender = lot.tender
    key = "garanzia.definitiva" if tender.is_above_eu else "garanzia.definitiva.sotto_soglia"
    if tender.technique == Technique.FRAMEWORK:
        key = "garanzia.definitiva.accordo_quadro"
    found = parameters.value(key, lot.awarded_on)
    amount = final_guarantee(
        amount=lot.award_amount, rate=found.value, discount=lot.discount,
        grows=key == "garanzia.definitiva",
    )  # fmt: skip
    return f"{money(amount)} ({found.source})"


def taking_over(lot: Lot) -> list[str]:
    """What the RUP does to take the lot over on PCP and in the ente."""
    return [
        _("Sulla PCP: accedi come RUP dell'ente e chiedi la presa in carico del CIG %(cig)s.") % {"cig": lot.cig},
        _("Controlla che ente titolare e funzioni svolte siano quelli del pacchetto."),
        _("Verifica la garanzia definitiva e acquisisci la polizza dall'aggiudicatario."),
        _("Stipula il contratto entro il termine, dopo lo stand-still se previsto, e trasmetti la scheda SC1."),
        _("Trasmetti le schede di esecuzione (I1, SA1, CO1) dalla piattaforma certificata dell'ente."),
    ]  # fmt: skip
