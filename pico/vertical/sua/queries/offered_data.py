"""What the SUA offers to the open data catalogue: the lots of the tenders that are out, and their sums.

Nothing is here that `queries.open_data` does not publish already: no draft, no invitation before its award,
no result before it is out. Of a natural person who won neither the name nor the code is told.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.modules import registry, settings
from pico.core.modules.open_data import (
    Frequency,
    OpenColumn,
    OpenDataset,
    OpenLicence,
    Theme,
    ValueKind,
    licence_at,
)

from ..models import Lot, LotWinner
from ..rules.ocds import ROME
from ..terms.procurement import PROCEDURE_CODES
from .open_data import released_lots, result_is_public
from .tenders import out_in_public

CHUNK = 500
PERSON_CODE = 16  # characters of the fiscal code of a natural person
THEMES = (Theme.GOVE, Theme.ECON)


def lots_of(space: Space) -> Iterator[dict[str, Any]]:
    """The lots of the tenders that the SUA of a space published."""
    for lot in released_lots(space.ente_id).iterator(chunk_size=CHUNK):
        yield {**_of_tender(lot), **_of_lot(lot), **_of_result(lot)}


def _of_tender(lot: Lot) -> dict[str, Any]:
    tender = lot.tender
    published = tender.published_at.astimezone(ROME).date() if tender.published_at else None
    due = tender.bids_due_at.astimezone(ROME).date() if tender.bids_due_at else None
    return {
        "gara": tender.number, "oggetto_gara": tender.subject, "sua": tender.sua.name,
        "sua_cf": tender.sua.fiscal_code, "ente": tender.holder.name if tender.holder else "",
        "ente_cf": tender.holder.fiscal_code if tender.holder else "",
        "tipo": tender.get_contract_kind_display(),
        "procedura_codice": PROCEDURE_CODES[tender.procedure][0],
        "procedura": tender.get_procedure_display(), "pubblicata_il": published,
        "offerte_entro": due, "pnrr_pnc": tender.is_pnrr,
    }  # fmt: skip


def _of_lot(lot: Lot) -> dict[str, Any]:
    return {
        "lotto": lot.number, "cig": lot.cig, "cup": " ".join(lot.cups), "oggetto": lot.subject,
        "cpv": lot.cpv, "base": lot.base_amount, "sicurezza": lot.safety_amount,
        "opzioni": lot.options_amount, "stato": lot.get_state_display(),
    }  # fmt: skip


def _of_result(lot: Lot) -> dict[str, Any]:
    """Nothing until the award is out (art. 35, c. 2, D.Lgs. 36/2023)."""
    if not result_is_public(lot):
        return {}
    return {
        "esito": lot.get_outcome_display(), "offerte": lot.bids_count, "ribasso": lot.discount,
        "aggiudicazione": lot.award_amount, "aggiudicato_il": lot.awarded_on,
        "aggiudicatari": "; ".join(winner_name(one) for one in lot.winners.all()),
        "contratto_il": lot.contract_on, "contratto": lot.contract_amount,
    }  # fmt: skip


def winner_name(winner: LotWinner) -> str:
    """A natural person is known by the sixteen characters of his code, also where he is a firm."""
    is_person = len(winner.fiscal_code) == PERSON_CODE
    return str(_("persona fisica")) if is_person else winner.name


def chosen_licence(space: Space) -> OpenLicence | None:
    """The licence that a space gave to the open data of its SUA."""
    chosen = settings.effective(space, registry.installed()["sua"])
    return licence_at(chosen.data_license)


LOTS = OpenDataset(
    slug="gare-della-sua",
    title=_("Gare della Stazione Unica Appaltante: lotti"),
    description=_(
        "I lotti delle gare pubblicate dalla Stazione Unica Appaltante, con l'esito dopo l'aggiudicazione. Una riga per lotto."
    ),
    themes=THEMES,
    frequency=Frequency.DAILY,
    keywords=(_("appalti"), _("bandi di gara"), "SUA", "CIG", _("stazione unica appaltante")),
    notes=_(
        "Importi in euro, IVA esclusa. Offerte, verbali ad accesso differito e persone della gara non ci sono."
    ),
    day="pubblicata_il",
    page="sua:open-data",
    rows=lots_of,
    licence=chosen_licence,
    columns=(
        OpenColumn("gara", _("Numero della gara su Pi.Co.")),
        OpenColumn("lotto", _("Numero del lotto"), ValueKind.WHOLE),
        OpenColumn("cig", _("Codice identificativo di gara")),
        OpenColumn("cup", _("Codici unici di progetto, separati da uno spazio")),
        OpenColumn("oggetto_gara", _("Oggetto della gara")),
        OpenColumn("oggetto", _("Oggetto del lotto")),
        OpenColumn("ente", _("Ente per cui la gara è svolta")),
        OpenColumn("ente_cf", _("Codice fiscale dell'ente"), ValueKind.FISCAL_CODE),
        OpenColumn("sua", _("Stazione Unica Appaltante")),
        OpenColumn("sua_cf", _("Codice fiscale della SUA"), ValueKind.FISCAL_CODE),
        OpenColumn("tipo", _("Tipo di appalto")),
        OpenColumn("procedura_codice", _("Procedura, codice della Piattaforma contratti pubblici")),
        OpenColumn("procedura", _("Procedura")),
        OpenColumn("cpv", _("Codice CPV prevalente")),
        OpenColumn("base", _("Importo a base di gara"), ValueKind.MONEY),
        OpenColumn("sicurezza", _("Oneri di sicurezza"), ValueKind.MONEY),
        OpenColumn("opzioni", _("Opzioni e rinnovi"), ValueKind.MONEY),
        OpenColumn("pubblicata_il", _("Giorno di pubblicazione"), ValueKind.DAY),
        OpenColumn("offerte_entro", _("Ultimo giorno per le offerte"), ValueKind.DAY),
        OpenColumn("stato", _("Stato del lotto")),
        OpenColumn("pnrr_pnc", _("Finanziata da PNRR o PNC"), ValueKind.FLAG),
        OpenColumn("esito", _("Esito; vuoto fino all'aggiudicazione")),
        OpenColumn("offerte", _("Offerte ricevute"), ValueKind.WHOLE),
        OpenColumn("ribasso", _("Ribasso in percentuale"), ValueKind.REAL),
        OpenColumn("aggiudicazione", _("Importo di aggiudicazione"), ValueKind.MONEY),
        OpenColumn("aggiudicato_il", _("Giorno dell'aggiudicazione"), ValueKind.DAY),
        OpenColumn("aggiudicatari", _("Aggiudicatari; i nomi delle persone fisiche non sono pubblicati")),
        OpenColumn("contratto_il", _("Giorno del contratto"), ValueKind.DAY),
        OpenColumn("contratto", _("Importo del contratto"), ValueKind.MONEY),
    ),
)  # fmt: skip


def sums_of_all(_space: Space) -> Iterable[dict[str, Any]]:
    """What every SUA published, by year and kind of contract; one statement."""
    lots = Lot.objects.filter(tender__in=out_in_public().values("pk")).order_by()
    grouped = lots.values(
        "tender__sua__name", "tender__sua__fiscal_code", "tender__contract_kind",
        year=ExtractYear("tender__published_at", tzinfo=ROME),
    )  # fmt: skip
    summed = grouped.annotate(
        tenders=Count("tender", distinct=True), lots=Count("pk"), base=Sum("base_amount")
    ).order_by("tender__sua__name", "tender__sua__fiscal_code", "year", "tender__contract_kind")
    for one in summed:
        yield {
            "sua": one["tender__sua__name"], "sua_cf": one["tender__sua__fiscal_code"],
            "anno": one["year"], "tipo": one["tender__contract_kind"], "gare": one["tenders"],
            "lotti": one["lots"], "base": one["base"],
        }  # fmt: skip


SUMS = OpenDataset(
    slug="gare-delle-sua",
    title=_("Gare delle Stazioni Uniche Appaltanti: numeri e importi per anno"),
    description=_(
        "Quante gare e quanti lotti ha pubblicato su Pi.Co. ogni Stazione Unica Appaltante delle Province, per anno e tipo di appalto."
    ),
    themes=THEMES,
    frequency=Frequency.DAILY,
    keywords=(_("appalti"), _("statistiche"), "SUA", _("Province")),
    notes=_("Sono contate le gare pubblicate: importi a base di gara in euro, IVA esclusa."),
    rows=sums_of_all,
    offered_in=SpaceKind.NATIONAL,
    columns=(
        OpenColumn("sua", _("Stazione Unica Appaltante")),
        OpenColumn("sua_cf", _("Codice fiscale della SUA"), ValueKind.FISCAL_CODE),
        OpenColumn("anno", _("Anno di pubblicazione"), ValueKind.WHOLE),
        OpenColumn("tipo", _("WORKS lavori, SERVICES servizi, SUPPLIES forniture e altri tipi")),
        OpenColumn("gare", _("Gare pubblicate"), ValueKind.WHOLE),
        OpenColumn("lotti", _("Lotti pubblicati"), ValueKind.WHOLE),
        OpenColumn("base", _("Somma degli importi a base di gara"), ValueKind.MONEY),
    ),
)
