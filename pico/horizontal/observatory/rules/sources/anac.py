"""Open data of ANAC (dati.anticorruzione.it): contracts, awards, bidders.

CSV with «;», all quoted, UTF-8, decimal point. Columns as in the real file of October 2023 and in the
schemas of loaders of 2025; traps are those of ANAC's files seen so far (README).
"""

from django.utils.translation import gettext_lazy as _

from .procedures import as_sql
from .shape import CC_BY_SA, MONTHLY, NO_CIG, Field, Output, Rule, Source, odd_days

HOLDER = "ANAC"
PORTAL = "https://dati.anticorruzione.it/opendata/dataset/"
FILES = "https://dati.anticorruzione.it/opendata/download/dataset/"
MONTHS = "cig-{YYYY}/filesystem/cig_csv_{YYYY}_{MM}.zip"


def whole_file(name: str) -> str:
    """The address of a dataset that is one file."""
    return f"{FILES}{name}/filesystem/{name}_csv.zip"


BAD_CIG = Rule(
    "bad_cig",
    _("CIG che non ha 10 lettere e cifre"),
    "NOT regexp_full_match(tight(cig), '[0-9A-Z]{10}')",
)


def _odd_amounts(*columns: str) -> Rule:
    return Rule(
        "odd_amounts",
        _("importo che non si legge: lasciato vuoto"),
        " OR ".join(f"(has({column}) AND amount({column}) IS NULL)" for column in columns),
        refuses=False,
    )


LOTS = Source(
    key="anac_cig",
    title=_("Contratti pubblici: CIG"),
    holder=HOLDER,
    url=f"{PORTAL}cig",
    download=f"{FILES}{MONTHS}",
    licence=CC_BY_SA,
    frequency=MONTHLY,
    part="period",
    file_names=("cig_csv", "-cig_"),
    day="day(published)",
    fields=(
        Field("cig", is_required=True),
        Field("framework", ("cig_accordo_quadro",)),
        Field("tender", ("numero_gara",)),
        Field("tender_object", ("oggetto_gara",)),
        Field("tender_amount", ("importo_complessivo_gara",)),
        Field("lots", ("n_lotti_componenti",)),
        Field("lot_object", ("oggetto_lotto",), is_required=True),
        Field("lot_amount", ("importo_lotto",), is_required=True),
        Field("kind", ("oggetto_principale_contratto",)),
        Field("status", ("stato",)),
        Field("sector", ("settore",)),
        Field("place", ("luogo_istat",)),
        Field("province", ("provincia",)),
        Field("published", ("data_pubblicazione",), is_required=True),
        Field("due", ("data_scadenza_offerta",)),
        Field("procedure_code", ("cod_tipo_scelta_contraente",)),
        Field("procedure_text", ("tipo_scelta_contraente",)),
        Field("realisation", ("modalita_realizzazione",)),
        Field("ausa", ("codice_ausa",)),
        Field("buyer", ("cf_amministrazione_appaltante",), is_required=True),
        Field("buyer_name", ("denominazione_amministrazione_appaltante",)),
        Field("region_section", ("sezione_regionale",)),
        Field("cost_centre", ("denominazione_centro_costo",)),
        Field("cpv", ("cod_cpv",)),
        Field("cpv_text", ("descrizione_cpv",)),
        Field("prevalent", ("flag_prevalente",)),
        Field("tool", ("strumento_svolgimento",)),
        Field("urgent", ("flag_urgenza",)),
        Field("delegated", ("flag_delega",)),
        Field("functions", ("funzioni_delegate",)),
        Field("delegating", ("cf_sa_delegante",)),
        Field("delegating_name", ("denominazione_sa_delegante",)),
        Field("delegate", ("cf_sa_delegata",)),
        Field("safety", ("importo_sicurezza",)),
        Field("cui", ("cui_programma",)),
        Field("linked", ("cig_collegamento",)),
        Field("outcome_code", ("cod_esito",)),
        Field("outcome", ("esito",)),
        Field("outcome_day", ("data_comunicazione_esito",)),
        Field("pnrr", ("flag_pnrr_pnc",)),
    ),
    also=(
        *("cod_modalita_realizzazione", "id_centro_costo", "anno_pubblicazione"),
        *("mese_pubblicazione", "cod_motivo_cancellazione", "motivo_cancellazione"),
        *("data_cancellazione", "data_ultimo_perfezionamento", "cod_modalita_indizione_speciali"),
        *("modalita_indizione_speciali", "cod_modalita_indizione_servizi"),
        *("modalita_indizione_servizi", "durata_prevista", "cod_strumento_svolgimento"),
        *("cod_motivo_urgenza", "motivo_urgenza", "denominazione_sa_delegata"),
        *("tipo_appalto_riservato", "flag_prev_ripetizioni", "cod_ipotesi_collegamento"),
        "ipotesi_collegamento",
    ),
    rules=(
        NO_CIG,
        BAD_CIG,
        Rule("no_buyer", _("stazione appaltante senza codice fiscale"), "fiscal(buyer) IS NULL"),
        Rule(
            "no_day",
            _("data di pubblicazione assente o impossibile"),
            "day(published) IS NULL",
        ),
        Rule(
            "bad_amount",
            _("importo del lotto che non si legge"),
            "has(lot_amount) AND amount(lot_amount) IS NULL",
        ),
        odd_days("due", "outcome_day"),
        _odd_amounts("tender_amount", "safety"),
        Rule(
            "absurd_amount",
            _("importo del lotto fuori misura (sotto 1 euro o oltre 5 miliardi): tenuto e segnato"),
            "amount(lot_amount) < 1 OR amount(lot_amount) > 5000000000",
            refuses=False,
        ),
    ),
    outputs=(
        Output(
            "lots",
            key=("cig",),
            # One row per CPV: the prevalent one stays (trap 3).
            order="CASE WHEN code(prevalent) = '1' THEN 0 ELSE 1 END",
            upserts=True,
            columns={
                "cig": "cig_code(cig)",
                "framework_cig": "cig_code(framework)",
                "tender_number": "txt(tender)",
                "tender_object": "words(tender_object)",
                "tender_amount": "amount(tender_amount)",
                "lots_count": "whole(lots)",
                "lot_object": "words(lot_object)",
                "lot_amount": "amount(lot_amount)",
                "kind": "CASE upper(txt(kind))[1:4] WHEN 'LAVO' THEN 'WORKS' "
                "WHEN 'SERV' THEN 'SERVICES' WHEN 'FORN' THEN 'SUPPLIES' END",
                "status": "txt(status)",
                "sector": "txt(sector)",
                "place_istat": "padded(place, 6)",
                "place_province": "txt(province)",
                "published_on": "day(published)",
                "due_on": "day(due)",
                "procedure_code": "code(procedure_code)",
                "procedure": as_sql("procedure_text"),
                "realisation": "txt(realisation)",
                "ausa": "txt(ausa)",
                "buyer_code": "fiscal(buyer)",
                "buyer_name": "words(buyer_name)",
                "region_section": "txt(region_section)",
                "cost_centre": "words(cost_centre)",
                "year": "year(day(published))",
                "month": "month(day(published))",
                "cpv": "txt(cpv)",
                "cpv_text": "txt(cpv_text)",
                "tool": "txt(tool)",
                "is_urgent": "flag(urgent)",
                "is_delegated": "coalesce(flag(delegated), false)",
                "delegated_functions": "txt(functions)",
                "delegating_code": "fiscal(delegating)",
                "delegating_name": "words(delegating_name)",
                "delegate_code": "fiscal(delegate)",
                "safety_amount": "amount(safety)",
                "cui": "txt(cui)",
                "linked_cig": "cig_code(linked)",
                "outcome_code": "code(outcome_code)",
                "outcome": "txt(outcome)",
                "outcome_on": "day(outcome_day)",
                "is_pnrr": "flag(pnrr)",
            },
        ),
    ),
)

AWARDS = Source(
    key="anac_aggiudicazioni",
    title=_("Contratti pubblici: aggiudicazioni"),
    holder=HOLDER,
    url=f"{PORTAL}aggiudicazioni",
    download=whole_file("aggiudicazioni"),
    licence=CC_BY_SA,
    frequency=MONTHLY,
    file_names=("aggiudicazioni",),
    day="day(awarded)",
    fields=(
        Field("cig", is_required=True),
        Field("award", ("id_aggiudicazione",), is_required=True),
        Field("awarded", ("data_aggiudicazione_definitiva",), is_required=True),
        Field("outcome", ("esito",)),
        Field("criterion", ("criterio_aggiudicazione",)),
        Field("admitted", ("numero_offerte_ammesse",)),
        Field("excluded", ("numero_offerte_escluse",)),
        Field("amount", ("importo_aggiudicazione",), is_required=True),
        Field("discount", ("ribasso_aggiudicazione",)),
        Field("bidders", ("num_imprese_offerenti",)),
        Field("invited", ("num_imprese_invitate",)),
        Field("requesting", ("num_imprese_richiedenti",)),
        Field("subcontracted", ("flag_subappalto",)),
        Field("highest", ("massimo_ribasso",)),
        Field("lowest", ("minimo_ribasso",)),
        Field("fast", ("flag_proc_accelerata",)),
    ),
    also=(
        *("data_comunicazione_esito", "cod_esito", "asta_elettronica", "flag_scomputo"),
        *("cod_prestazioni_comprese", "prestazioni_comprese", "cig_prog_esterna"),
        *("data_incarico_prog", "data_cons_prog", "cod_modo_riaggiudicazione"),
        *("modo_riaggiudicazione", "n_manif_interesse"),
    ),
    rules=(
        NO_CIG,
        odd_days("awarded"),
        _odd_amounts("amount"),
        Rule(
            "absurd_discount",
            _("ribasso sotto 0 o oltre 100 %: lasciato vuoto"),
            "number(discount) NOT BETWEEN 0 AND 100",
            refuses=False,
        ),
    ),
    outputs=(
        Output(
            "awards",
            key=("cig", "award_id"),
            columns={
                "cig": "cig_code(cig)",
                "award_id": "code(award)",
                "awarded_on": "day(awarded)",
                "outcome": "txt(outcome)",
                "criterion": "txt(criterion)",
                "admitted": "whole(admitted)",
                "excluded": "whole(excluded)",
                "amount": "amount(amount)",
                "discount": "CASE WHEN number(discount) BETWEEN 0 AND 100 THEN number(discount) END",
                "bidders": "whole(bidders)",
                "invited": "whole(invited)",
                "requesting": "whole(requesting)",
                "is_subcontracted": "flag(subcontracted)",
                "highest_discount": "number(highest)",
                "lowest_discount": "number(lowest)",
                "is_fast": "flag(fast)",
            },
        ),
    ),
)


def _firms(key: str, name: str, title, table: str, *, with_award: bool) -> Source:
    award = (Field("award", ("id_aggiudicazione",), is_required=True),) if with_award else ()
    return Source(
        key=key,
        title=title,
        holder=HOLDER,
        url=f"{PORTAL}{name}",
        download=whole_file(name),
        licence=CC_BY_SA,
        frequency=MONTHLY,
        file_names=(name,),
        fields=(
            Field("cig", is_required=True),
            Field("role", ("ruolo",), is_required=True),
            Field("firm", ("codice_fiscale",), is_required=True),
            Field("firm_name", ("denominazione",), is_required=True),
            Field("kind", ("tipo_soggetto",), is_required=True),
            *award,
        ),
        rules=(
            NO_CIG,
            Rule(
                "no_firm",
                _("né codice fiscale né denominazione"),
                "fiscal(firm) IS NULL AND txt(firm_name) IS NULL",
            ),
            Rule(
                "no_code",
                _("operatore senza codice fiscale: tenuto con il nome"),
                "fiscal(firm) IS NULL",
                refuses=False,
            ),
        ),
        outputs=(
            Output(
                table,
                key=("cig", *(("award_id",) if with_award else ()), "role", "fiscal_code", "name"),
                columns={
                    "cig": "cig_code(cig)",
                    **({"award_id": "code(award)"} if with_award else {}),
                    "role": "txt(role)",
                    "fiscal_code": "fiscal(firm)",
                    "name": "words(firm_name)",
                    "kind": "txt(kind)",
                },
            ),
        ),
    )


WINNERS = _firms(
    "anac_aggiudicatari",
    "aggiudicatari",
    _("Contratti pubblici: aggiudicatari"),
    "winners",
    with_award=True,
)
BIDDERS = _firms(
    "anac_partecipanti",
    "partecipanti",
    _("Contratti pubblici: partecipanti"),
    "bidders",
    with_award=False,
)

CUPS = Source(
    key="anac_cup",
    title=_("Contratti pubblici: CUP dichiarati"),
    holder=HOLDER,
    url=f"{PORTAL}cup",
    download=whole_file("cup"),
    licence=CC_BY_SA,
    frequency=MONTHLY,
    file_names=("cup_csv", "cup_focus", "anac_open_cup"),
    fields=(Field("cig", is_required=True), Field("cup", is_required=True)),
    rules=(
        NO_CIG,
        Rule("no_cup", _("CUP di soli zeri o assente"), "cup_code(cup) IS NULL"),
        Rule(
            "bad_cup",
            _("CUP che non ha la forma giusta (lettera, 2 cifre, lettera, 11 cifre)"),
            "NOT regexp_full_match(tight(cup), '[A-Z][0-9]{2}[A-Z][0-9]{11}')",
        ),
    ),
    outputs=(
        Output(
            "lot_cups",
            key=("cig", "cup"),
            columns={"cig": "cig_code(cig)", "cup": "cup_code(cup)"},
        ),
    ),
)

SOURCES = (LOTS, AWARDS, WINNERS, BIDDERS, CUPS)
