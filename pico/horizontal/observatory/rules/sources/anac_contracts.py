"""Open data of ANAC on what comes after an award: start, variants, subcontracts, end of contracts.

Columns as loaders of the published files name them; each file is joined by CIG and award. None of
them says an amount: of a subcontract ANAC publishes the class of its category alone.
"""

from django.utils.translation import gettext_lazy as _

from .anac import BAD_CIG, HOLDER, PORTAL, whole_file
from .shape import CC_BY_SA, MONTHLY, NO_CIG, Field, Output, Rule, Source, odd_days

LONGEST_EXTENSION = 3650  # days: more are a slip of who typed


def _source(name: str, title, **declared) -> Source:
    return Source(
        key=f"anac_{name.replace('-', '_')}",
        title=title,
        holder=HOLDER,
        url=f"{PORTAL}{name}",
        download=whole_file(name),
        licence=CC_BY_SA,
        frequency=MONTHLY,
        file_names=(name, name.replace("-", "_")),
        **declared,
    )


CIG = Field("cig", is_required=True)
AWARD = Field("award", ("id_aggiudicazione",))


def _no_days(*columns: str) -> str:
    return " AND ".join(f"day({column}) IS NULL" for column in columns)


STARTS = _source(
    "avvio-contratto",
    _("Contratti pubblici: avvio del contratto"),
    day="coalesce(day(signed), day(started))",
    fields=(
        CIG,
        Field("signed", ("data_stipula_contratto",), is_required=True),
        Field("effective", ("data_esecutivita_contratto",)),
        Field("due", ("data_termine_contrattuale",)),
        Field("handed", ("data_verbale_consegna_definitiva",)),
        Field("started", ("data_inizio_effettiva",), is_required=True),
        Field("first_handed", ("data_verbale_prima_consegna",)),
        AWARD,
    ),
    also=("consegna_frazionata", "consegna_sotto_riserva"),
    rules=(
        NO_CIG,
        BAD_CIG,
        Rule(
            "no_start",
            _("né stipula né consegna né inizio: la riga non dice quando il contratto comincia"),
            _no_days("signed", "effective", "handed", "started", "first_handed"),
        ),
        odd_days("signed", "effective", "due", "handed", "started", "first_handed"),
        Rule(
            "ends_before",
            _("termine contrattuale prima dell'inizio: tenuto e segnato"),
            "day(due) < coalesce(day(started), day(signed))",
            refuses=False,
        ),
    ),
    outputs=(
        Output(
            "contract_starts",
            key=("cig", "award_id"),
            columns={
                "cig": "cig_code(cig)",
                "award_id": "code(award)",
                "signed_on": "day(signed)",
                # Works may be handed over before the contract is signed: what comes first counts.
                "started_on": "coalesce(day(started), least(day(handed), day(first_handed)), day(effective))",
                "due_on": "day(due)",
            },
        ),
    ),
)  # fmt: skip

ENDS = _source(
    "fine-contratto",
    _("Contratti pubblici: fine del contratto"),
    day="coalesce(day(ended), day(stopped))",
    fields=(
        CIG,
        Field("ended", ("data_effettiva_ultimazione",), is_required=True),
        Field("stopped", ("data_conclusione_anticipata",), is_required=True),
        Field("termination", ("motivo_risoluzione",)),
        Field("interruption", ("motivo_interruzione_anticipata",)),
        Field("extension", ("giorni_proroga",)),
        AWARD,
    ),
    also=("cod_motivo_risoluzione", "cod_motivo_interruzione_anticipata"),
    rules=(
        NO_CIG,
        BAD_CIG,
        Rule(
            "no_end",
            _("né ultimazione né conclusione anticipata: la riga non dice quando il contratto finisce"),
            _no_days("ended", "stopped"),
        ),
        odd_days("ended", "stopped"),
        Rule(
            "odd_extension",
            _("giorni di proroga negativi o oltre dieci anni: lasciati vuoti"),
            f"whole(extension) NOT BETWEEN 0 AND {LONGEST_EXTENSION}",
            refuses=False,
        ),
    ),
    outputs=(
        Output(
            "contract_ends",
            key=("cig", "award_id"),
            columns={
                "cig": "cig_code(cig)",
                "award_id": "code(award)",
                "ended_on": "day(ended)",
                "stopped_on": "day(stopped)",
                "reason": "words(coalesce(txt(termination), txt(interruption)))",
                "extension_days": f"CASE WHEN whole(extension) BETWEEN 0 AND {LONGEST_EXTENSION} "
                "THEN whole(extension) END",
            },
        ),
    ),
)  # fmt: skip

VARIANTS = _source(
    "varianti",
    _("Contratti pubblici: varianti"),
    day="day(approved)",
    fields=(
        CIG,
        Field("variant", ("id_variante",), is_required=True),
        Field("reason_code", ("cod_motivo_variante",)),
        Field("reason", ("motivo_variante",), is_required=True),
        Field("approved", ("data_approvazione_variante",), is_required=True),
        AWARD,
    ),
    rules=(
        NO_CIG,
        BAD_CIG,
        Rule("no_variant", _("variante senza identificativo"), "txt(variant) IS NULL"),
        odd_days("approved"),
        Rule(
            "no_reason",
            _("variante senza motivo: tenuta, «non indicato»"),
            "txt(reason) IS NULL",
            refuses=False,
        ),
    ),
    outputs=(
        Output(
            "variants",
            # A variant with two reasons is two rows: one variant, each reason told.
            key=("cig", "variant_id", "reason"),
            columns={
                "cig": "cig_code(cig)",
                "award_id": "code(award)",
                "variant_id": "code(variant)",
                "reason": "words(reason)",
                "approved_on": "day(approved)",
            },
        ),
    ),
)

SUBCONTRACTS = _source(
    "subappalti",
    _("Contratti pubblici: subappalti"),
    day="day(authorised)",
    fields=(
        CIG,
        Field("subcontract", ("id_subappalto",), is_required=True),
        Field("authorised", ("data_autorizzazione",), is_required=True),
        Field("object", ("oggetto",)),
        Field("category", ("descrizione_categoria",)),
        Field("amount_class", ("classe_importo",)),
        Field("firm", ("codice_fiscale",), is_required=True),
        Field("firm_name", ("denominazione",), is_required=True),
    ),
    also=(
        *("cod_categoria", "descrizione_tipo_categoria", "cod_cpv", "descrizione_cpv"),
        *("cf_subappaltante", "ruolo", "tipo_soggetto"),
    ),
    rules=(
        NO_CIG,
        BAD_CIG,
        Rule("no_subcontract", _("subappalto senza identificativo"), "txt(subcontract) IS NULL"),
        odd_days("authorised"),
        Rule(
            "no_firm",
            _("subappalto senza il codice del subappaltatore: tenuto e segnato"),
            "fiscal(firm) IS NULL",
            refuses=False,
        ),
    ),
    outputs=(
        Output(
            "subcontracts",
            key=("cig", "subcontract_id", "fiscal_code", "name", "category"),
            columns={
                "cig": "cig_code(cig)",
                "subcontract_id": "code(subcontract)",
                "authorised_on": "day(authorised)",
                "object": "words(object)",
                "category": "words(category)",
                "amount_class": "txt(amount_class)",
                "fiscal_code": "fiscal(firm)",
                "name": "words(firm_name)",
            },
        ),
    ),
)

SOURCES = (STARTS, VARIANTS, SUBCONTRACTS, ENDS)
