"""Open data of PNC, published beside those of PNRR: projects and tenders.

Columns as in the real Parquet files of March 2024.
"""

from django.utils.translation import gettext_lazy as _

from .italia_domani import CUP, EXTRACTED, NO_CUP, PROJECT_WORDS, published
from .procedures import as_sql
from .shape import NO_CIG, Field, Output, Rule, odd_days

PNC_PROJECTS = published(
    key="pnc_progetti",
    title=_("PNC: progetti"),
    file_names=("pnc_progetti",),
    day="day(extracted)",
    fields=(
        CUP,
        Field("plan", ("piano",)),
        Field("programme_code", ("codice_programma",), is_required=True),
        Field("programme_name", ("programma",)),
        Field("measure", ("codice_intervento",)),
        Field("measure_name", ("intervento",)),
        Field("title_text", ("titolo_unita_di_rilevazione", "titolo_progetto")),
        Field("status", ("stato_cup",)),
        Field("nature", ("natura_investimento", "natura")),
        Field("type", ("tipologia_investimento",)),
        Field("sector", ("settore_intervento_investimento",)),
        Field("subsector", ("sottosettore_intervento_investimento",)),
        Field("category", ("categoria_intervento_investimento",)),
        Field("body", ("codice_fiscale_soggetto_attuatore", "codice_fiscale")),
        Field("body_name", ("soggetto_attuatore",), is_required=True),
        Field("amount", ("finanziamento_pnc",), is_required=True),
        EXTRACTED,
    ),
    also=(
        *("codice_investimento", "investimento", "amministrazione_titolare"),
        *("codice_natura_investimento", "codice_tipologia_investimento"),
        *("codice_settore_intervento_investimento", "codice_sottosettore_intervento_investimento"),
        "codice_categoria_intervento_investimento",
    ),
    rules=(
        NO_CUP,
        Rule("no_body", _("senza soggetto attuatore"), "fiscal(body) IS NULL", refuses=False),
    ),
    outputs=(
        Output(
            "projects",
            key=("cup", "measure"),
            columns={
                "programme": "'PNC'",
                "cup": "cup_code(cup)",
                "mission": "txt(programme_code)",
                "component": "words(programme_name)",
                "measure": "txt(measure)",
                **PROJECT_WORDS,
                "pnc_amount": "amount_it(amount)",
                "total_amount": "amount_it(amount)",
                "extracted_on": "day(extracted)",
            },
        ),
    ),
)

PNC_TENDERS = published(
    key="pnc_gare",
    title=_("PNC: gare"),
    file_names=("pnc_gare",),
    day="day(extracted)",
    fields=(
        CUP,
        Field("cig", is_required=True),
        Field("measure", ("codice_intervento",), is_required=True),
        Field(
            "buyer",
            ("codice_fiscale_stazione_appaltante", "cf_stazione_appaltante"),
            is_required=True,
        ),
        Field("buyer_name", ("stazione_appaltante",)),
        Field("procedure_text", ("tipo_scelta_contraente",)),
        Field("amount", ("importo_base_dasta_cig", "importo_gara"), is_required=True),
        Field("published", ("data_pubblicazione_cig", "data_pubblicazione")),
        Field("awarded", ("data_aggiudicazione_definitiva", "data_aggiudicazione")),
        Field("awarded_amount", ("importo_aggiudicazione",)),
        EXTRACTED,
    ),
    also=(
        *("intervento", "modalita_di_realizzazione", "codice_aggiudicazione"),
        *("descrizione_oggetto_contratto", "descrizione_oggetto_gara"),
        "codice_tipo_scelta_contraente",
    ),
    rules=(
        NO_CUP,
        NO_CIG,
        odd_days("published", "awarded"),
        Rule(
            "not_awarded",
            _("senza importo di aggiudicazione: tenuto vuoto, non zero"),
            "amount(awarded_amount) IS NULL OR amount(awarded_amount) = 0",
            refuses=False,
        ),
        Rule(
            "awarded_later",
            _("aggiudicazione oltre la data del file: tenuta e segnata"),
            "day(awarded) > day(extracted)",
            refuses=False,
        ),
    ),
    outputs=(
        Output(
            "project_tenders",
            key=("cup", "cig"),
            columns={
                "programme": "'PNC'",
                "cup": "cup_code(cup)",
                "cig": "cig_code(cig)",
                "buyer_code": "fiscal(buyer)",
                "buyer_name": "words(buyer_name)",
                "procedure": as_sql("procedure_text"),
                "amount": "amount(amount)",
                "published_on": "day(published)",
                "awarded_on": "day(awarded)",
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

SOURCES = (PNC_PROJECTS, PNC_TENDERS)
