"""Open data of PNRR (ReGiS, published by Italia Domani): projects, tenders, payments, places.

Column names as in the CSV of 2023, in the Parquet copies of 2024–25 and in the lists of 2025: header
cells with trailing blanks, words with underscores, amounts with thousand dots or decimal commas.
"""

from functools import partial

from django.utils.translation import gettext_lazy as _

from .procedures import as_sql
from .shape import CC_BY, NO_CIG, QUARTERLY, Field, Output, Rule, Source, odd_days

HOLDER = "MEF – Italia Domani"
CATALOGUE = "https://www.italiadomani.gov.it/content/sogei-ng/it/it/catalogo-open-data.html"

NO_CUP = Rule("no_cup", _("CUP di soli zeri o assente"), "cup_code(cup) IS NULL")
CUP = Field("cup", is_required=True)
LOCAL = Field("local", ("codice_locale_progetto",))
# Every list of Italia Domani says this of itself.
published = partial(Source, holder=HOLDER, url=CATALOGUE, licence=CC_BY, frequency=QUARTERLY)
EXTRACTED = Field("extracted", ("data_di_estrazione", "data_estrazione"))


# What a project says in words, whatever its programme.
PROJECT_WORDS = {
    "measure_name": "words(measure_name)",
    "title": "words(title_text)",
    "status": "upper(txt(status))",
    "nature": "words(nature)",
    "type": "words(type)",
    "sector": "words(sector)",
    "subsector": "words(subsector)",
    "category": "words(category)",
    "body_code": "fiscal(body)",
    "body_name": "words(body_name)",
}
MONEY = {
    "pnrr": ("finanziamento_pnrr",),
    "pnc": ("finanziamento_pnc",),
    "state": ("finanziamento_stato",),
    "region": ("finanziamento_regione",),
    "province_money": ("finanziamento_provincia",),
    "municipality": ("finanziamento_comune",),
    "other_public": ("finanziamento_altro_pubblico",),
    "private": ("finanziamento_privato",),
    "total": ("finanziamento_totale", "finanz_totale"),
}

PROJECTS = published(
    key="regis_progetti",
    title=_("PNRR: progetti"),
    file_names=("pnrr_progetti",),
    day="day(extracted)",
    fields=(
        CUP,
        LOCAL,
        Field("mission", ("missione",), is_required=True),
        Field("component", ("componente",)),
        Field("measure", ("codice_univoco_submisura", "codice_univoco_misura"), is_required=True),
        Field("measure_name", ("descrizione_submisura", "descrizione_misura")),
        Field("title_text", ("titolo_progetto", "titolo")),
        Field("status", ("stato_cup", "cup_stato")),
        Field("nature", ("cup_descrizione_natura", "cup_descr_natura", "descrizione_natura")),
        Field("type", ("cup_descrizione_tipologia", "descrizione_tipologia")),
        Field("sector", ("cup_descrizione_settore", "descrizione_settore")),
        Field("subsector", ("cup_descrizione_sottosettore", "descrizione_sottosettore")),
        Field("category", ("cup_descrizione_categoria", "descrizione_categoria")),
        Field("body", ("codice_fiscale_soggetto_attuatore", "codice_fiscale_attuatore")),
        Field("body_name", ("soggetto_attuatore", "denominazione_attuatore")),
        *(Field(name, names, is_required=name == "pnrr") for name, names in MONEY.items()),
        EXTRACTED,
    ),
    also=(
        *("programma", "descrizione_missione", "descrizione_componente", "id_misura"),
        *("codice_univoco_misura", "descrizione_misura", "id_submisura", "codice_cid"),
        *("amministrazione_titolare", "cup_cod_natura", "cup_codice_natura", "sintesi_progetto"),
        *("finanziamento_ue", "finanz_da_reperire", "cup_codice_tipologia", "cup_codice_settore"),
        *("cup_codice_sottosettore", "cup_codice_categoria", "finanziamento_da_reperire"),
    ),
    rules=(
        NO_CUP,
        Rule(
            "bad_amount",
            _("finanziamento che non si legge: lasciato vuoto"),
            "(has(pnrr) AND amount_it(pnrr) IS NULL) OR (has(total) AND amount_it(total) IS NULL)",
            refuses=False,
        ),
        Rule("no_body", _("senza soggetto attuatore"), "fiscal(body) IS NULL", refuses=False),
    ),
    outputs=(
        Output(
            "projects",
            key=("cup", "local_code", "measure"),
            columns={
                "programme": "'PNRR'",
                "cup": "cup_code(cup)",
                "local_code": "txt(local)",
                "mission": "txt(mission)",
                "component": "txt(component)",
                "measure": "txt(measure)",
                **PROJECT_WORDS,
                "pnrr_amount": "amount_it(pnrr)",
                "pnc_amount": "amount_it(pnc)",
                "state_amount": "amount_it(state)",
                "region_amount": "amount_it(region)",
                "province_amount": "amount_it(province_money)",
                "municipality_amount": "amount_it(municipality)",
                "other_public_amount": "amount_it(other_public)",
                "private_amount": "amount_it(private)",
                "total_amount": "amount_it(total)",
                "extracted_on": "day(extracted)",
            },
        ),
    ),
)

TENDERS = published(
    key="regis_gare",
    title=_("PNRR: gare"),
    file_names=("pnrr_gare",),
    day="day(extracted)",
    fields=(
        CUP,
        Field("measure", ("codice_univoco_submisura",), is_required=True),
        Field("cig", is_required=True),
        Field(
            "buyer",
            ("codice_fiscale_stazione_appaltante", "cf_sa", "codice_fiscale_sa"),
        ),
        Field("buyer_name", ("stazione_appaltante", "denominazione_stazione_appaltante")),
        Field(
            "procedure_text",
            ("tipo_scelta_contraente", "procedura", "descrizione_procedura_aggiudicazione"),
        ),
        Field("amount", ("importo_gara", "importo_base_dasta_cig", "importo"), is_required=True),
        Field("published", ("data_pubblicazione_cig", "data_pubblicazione")),
        Field("awarded", ("data_aggiudicazione_definitiva", "data_aggiudicazione")),
        Field("awarded_amount", ("importo_aggiudicazione", "importo_aggiudicato")),
        EXTRACTED,
    ),
    rules=(NO_CUP, NO_CIG, odd_days("published", "awarded")),
    outputs=(
        Output(
            "project_tenders",
            key=("cup", "cig"),
            columns={
                "programme": "'PNRR'",
                "cup": "cup_code(cup)",
                "cig": "cig_code(cig)",
                "buyer_code": "fiscal(buyer)",
                "buyer_name": "words(buyer_name)",
                "procedure": as_sql("procedure_text"),
                "amount": "amount(amount)",
                "published_on": "day(published)",
                "awarded_on": "day(awarded)",
                # A zero says that nothing was written, not that it cost nothing.
                "awarded_amount": "nullif(amount(awarded_amount), 0)",
            },
        ),
        Output(
            "lot_cups",
            key=("cig", "cup"),
            columns={"cig": "cig_code(cig)", "cup": "cup_code(cup)"},
        ),
    ),
)

WINNERS = published(
    key="regis_aggiudicatari",
    title=_("PNRR: aggiudicatari delle gare"),
    file_names=("aggiudicatari_gare",),
    day="day(extracted)",
    fields=(
        CUP,
        Field("cig", is_required=True),
        Field("measure", ("codice_univoco_submisura",), is_required=True),
        Field("firm", ("codice_fiscalepiva", "codice_fiscale_piva"), is_required=True),
        Field("firm_name", ("denominazione_aggiudicatario",), is_required=True),
        Field("amount", ("importo_aggiudicazione",)),
        EXTRACTED,
    ),
    also=(
        *("descrizione_submisura", "codice_locale_progetto", "codice_interno_pda"),
        *("ruolo_soggetto", "descrizione_ruolo_soggetto", "forma_giuridica_aggiudicatario"),
        *("descrizione_forma_giuridica_aggiudicatario", "codice_ateco_aggiudicatario"),
        "codice_procedura_utente",
    ),
    rules=(
        NO_CUP,
        NO_CIG,
        Rule(
            "no_code",
            _("aggiudicatario senza codice fiscale: tenuto con il nome"),
            "fiscal(firm) IS NULL",
            refuses=False,
        ),
    ),
    outputs=(
        Output(
            "project_winners",
            key=("cup", "cig", "fiscal_code", "name"),
            columns={
                "cup": "cup_code(cup)",
                "cig": "cig_code(cig)",
                "fiscal_code": "fiscal(firm)",
                "name": "words(firm_name)",
                "amount": "amount(amount)",
            },
        ),
    ),
)

PAYMENTS = published(
    key="regis_pagamenti",
    title=_("PNRR: pagamenti di progetto"),
    file_names=("pagamenti",),
    day="day(extracted)",
    fields=(
        CUP,
        Field("local", ("codice_locale_progetto",), is_required=True),
        Field("measure", ("codice_univoco_submisura",)),
        Field("body", ("codice_fiscale_soggetto_attuatore",)),
        Field("financed", ("finanziamento_totale",), is_required=True),
        Field("financed_pnrr", ("finanziamento_pnrr",)),
        Field("paid", ("pagamenti_totali",), is_required=True),
        EXTRACTED,
    ),
    also=(
        *("descrizione_submisura", "pagamenti_totali_pnrr", "pagamenti_totali_stato_foi"),
        *("pagamento_stato", "pagamento_stato_bilancio", "pagamenti_totali_regione"),
        *("pagamenti_totali_prosecuzione_opere_pubbliche_fpop", "pagamenti_totali_provincia"),
        *("pagamenti_totali_ue_diverso_da_pnrr", "pagamenti_totali_comune"),
        *("pagamenti_totali_altro_pubblico", "pagamenti_totali_privato"),
        *("pagamenti_totali_da_reperire", "pagamenti_totali_pnc", "pagamenti_totali_altri_fondi"),
    ),
    rules=(
        NO_CUP,
        Rule(
            "overpaid",
            _("pagato più del finanziato: tenuto e segnato"),
            "amount(paid) > amount(financed)",
            refuses=False,
        ),
    ),
    outputs=(
        Output(
            "project_payments",
            key=("cup", "local_code"),
            columns={
                "cup": "cup_code(cup)",
                "local_code": "txt(local)",
                "body_code": "fiscal(body)",
                "financed": "amount(financed)",
                "financed_pnrr": "amount(financed_pnrr)",
                "paid": "amount(paid)",
            },
        ),
    ),
)

PLACES = published(
    key="regis_localizzazioni",
    title=_("PNRR: luoghi dei progetti"),
    file_names=("localizzazione",),
    day="day(extracted)",
    fields=(
        CUP,
        Field("region", ("regione",), is_required=True),
        Field("province", ("provincia",), is_required=True),
        Field("town", ("comune",), is_required=True),
        Field("town_name", ("descrizione_comune",), is_required=True),
        EXTRACTED,
    ),
    also=(
        *("codice_univoco_submisura", "descrizione_submisura", "codice_locale_progetto"),
        *("descrizione_regione", "descrizione_provincia", "indirizzo", "cap"),
    ),
    rules=(
        NO_CUP,
        Rule(
            "whole_country",
            _("senza Provincia (ambito nazionale o regionale): tenuto senza luogo"),
            "province IS NULL OR NOT regexp_full_match(code(province), '[0-9]{1,3}')",
            refuses=False,
        ),
    ),
    outputs=(
        Output(
            "project_places",
            key=("cup", "region_code", "province_code", "place_istat"),
            columns={
                "cup": "cup_code(cup)",
                "region_code": "CASE WHEN regexp_full_match(code(region), '[0-9]{1,2}') "
                "THEN padded(region, 2) END",
                "province_code": "CASE WHEN regexp_full_match(code(province), '[0-9]{1,3}') "
                "THEN padded(province, 3) END",
                # Six digits: Province (three) and Comune (three), whose zeros were lost.
                "place_istat": "CASE WHEN regexp_full_match(code(province), '[0-9]{1,3}') "
                "AND regexp_full_match(code(town), '[0-9]{1,3}') "
                "THEN padded(province, 3) || padded(town, 3) END",
            },
        ),
    ),
)

TARGETS = published(
    key="regis_indicatori",
    title=_("PNRR: indicatori e target dei progetti"),
    file_names=("indicatori",),
    fields=(
        CUP,
        Field("indicator", ("descrizione_indicatore", "indicatore"), is_required=True),
        Field("unit", ("unita_di_misura",)),
        Field("planned", ("valore_programmato", "valore_programmato_totale"), is_required=True),
        Field("reached", ("valore_realizzato", "valore_realizzato_totale"), is_required=True),
        Field("on_day", ("data_di_estrazione", "data_riferimento")),
    ),
    also=("codice_univoco_submisura", "descrizione_submisura", "codice_locale_progetto"),
    rules=(NO_CUP,),
    outputs=(
        Output(
            "project_targets",
            columns={
                "cup": "cup_code(cup)",
                "indicator": "words(indicator)",
                "unit": "txt(unit)",
                "planned": "number(planned)",
                "reached": "number(reached)",
                "on_date": "day(on_day)",
            },
        ),
    ),
)

SOURCES = (PROJECTS, TENDERS, WINNERS, PAYMENTS, PLACES, TARGETS)
