"""OpenCUP, the annual account of the RGS, ISTAT's residents and places, PA digitale 2026."""

from django.utils.translation import gettext_lazy as _

from .shape import CC_BY, IODL, MONTHLY, QUARTERLY, YEARLY, Field, Output, Rule, Source

OPENCUP = Source(
    key="opencup",
    title=_("OpenCUP: anagrafe dei progetti"),
    holder="Presidenza del Consiglio – DIPE",
    url="https://opencup.gov.it/portale/web/opencup/accesso-agli-open-data",
    licence=IODL,
    frequency=MONTHLY,
    part="name",
    file_names=("opencup",),
    day="coalesce(day(generated), day_us(generated))",
    fields=(
        Field("cup", is_required=True),
        Field("title_text", ("descrizione_sintetica_cup",), is_required=True),
        Field("year", ("anno_decisione",)),
        Field("status", ("stato_progetto",), is_required=True),
        Field("cost", ("costo_progetto",)),
        Field("financing", ("finanziamento_progetto",)),
        Field("nature", ("descrizione_natura", "natura_intervento", "natura")),
        Field("type", ("descrizione_tipologia", "tipologia_intervento", "tipologia")),
        Field("sector", ("descrizione_settore", "settore_intervento", "settore")),
        Field("subsector", ("descrizione_sottosettore", "sottosettore_intervento")),
        Field("holder_name", ("soggetto_titolare",)),
        Field("holder", ("piva_codfiscale_sog_titolare", "codice_fiscale_soggetto_titolare")),
        Field("generated", ("data_generazione_cup",)),
    ),
    rules=(Rule("no_cup", _("CUP di soli zeri o assente"), "cup_code(cup) IS NULL"),),
    outputs=(
        Output(
            "cup_register",
            key=("cup",),
            upserts=True,
            columns={
                "cup": "cup_code(cup)",
                "title": "words(title_text)",
                "year": "whole(year)",
                "status": "upper(txt(status))",
                "cost": "amount_it(cost)",
                "financing": "amount_it(financing)",
                "nature": "words(nature)",
                "type": "words(type)",
                "sector": "words(sector)",
                "subsector": "words(subsector)",
                "holder_name": "words(holder_name)",
                "holder_code": "fiscal(holder)",
                # The «Focus PNRR» file writes the month first: 14 there can only be a day.
                "generated_on": "coalesce(day(generated), day_us(generated))",
            },
        ),
    ),
)

RGS = "MEF – Ragioneria generale dello Stato"
RGS_URL = "https://contoannuale.rgs.mef.gov.it/"

STAFF_BODIES = Source(
    key="rgs_istituzioni",
    title=_("Conto annuale: enti"),
    holder=RGS,
    url=RGS_URL,
    licence=CC_BY,
    frequency=YEARLY,
    file_names=("tipoistituzione",),
    fields=(
        Field("year", ("anno",), is_required=True),
        Field("body", ("codi_istituzione",), is_required=True),
        Field("body_name", ("desc_istituzione",), is_required=True),
        Field("type", ("desc_tipo_istituzione",), is_required=True),
        Field("type_code", ("codi_tipo_istituzione",)),
        Field("cf", ("codi_fiscale",), is_required=True),
    ),
    rules=(
        Rule("no_year", _("senza anno"), "whole(year) IS NULL"),
        Rule("no_code", _("ente senza codice fiscale"), "fiscal(cf) IS NULL", refuses=False),
    ),
    outputs=(
        Output(
            "staff_bodies",
            key=("year", "body_code"),
            columns={
                "year": "whole(year)",
                "body_code": "code(body)",
                "body_name": "words(body_name)",
                "body_type": "txt(type)",
                "fiscal_code": "fiscal(cf)",
            },
        ),
    ),
)

# Per gender: the columns of a table of the account for men and for women, and what they measure.
MEN = ("uomini", "num_uomini", "nume_uomini", "totale_uomini", "dipendenti_uomini", "numero_uomini")
WOMEN = ("donne", "num_donne", "nume_donne", "totale_donne", "dipendenti_donne", "numero_donne")
# What a table counts; the classes of age of T8 by their first year («40-44»: AGE_40).
MEASURE = """CASE upper(coalesce(txt(table_code), 'T1'))
    WHEN 'T1' THEN 'HEADS' WHEN 'T5' THEN 'LEAVERS' WHEN 'T6' THEN 'JOINERS'
    WHEN 'T8' THEN 'AGE_' || CASE
        WHEN starts_with(lower(measure), 'fino') THEN '0'
        ELSE coalesce(nullif(regexp_extract(measure, '[0-9]+'), ''), '0') END
    WHEN 'T11' THEN CASE WHEN contains(upper(measure), 'FORMAZION') THEN 'TRAINING' ELSE 'ABSENCE' END
    WHEN 'T12' THEN 'PAY'
    ELSE upper(coalesce(txt(measure), 'OTHER')) END"""


def _staff(gender: str, column: str) -> Output:
    return Output(
        "staff",
        where=f"number({column}) IS NOT NULL",
        columns={
            "year": "whole(year)",
            "body_code": "code(body)",
            "table_code": "upper(coalesce(txt(table_code), 'T1'))",
            "qualification": "txt(qualification)",
            "area": "txt(area)",
            "gender": f"'{gender}'",
            "measure": MEASURE,
            "amount": f"number({column})",
        },
    )


STAFF = Source(
    key="rgs_personale",
    title=_("Conto annuale: personale (tabelle T1–T12)"),
    holder=RGS,
    url=RGS_URL,
    licence=CC_BY,
    frequency=YEARLY,
    part="name",
    file_names=("occupazione", "personale", "t1_", "t5_", "t6_", "t8_", "t9_", "t12_"),
    notes=(_("Esce con circa 18 mesi di ritardo. Non viene da ANAC."),),
    fields=(
        Field("year", ("anno",), is_required=True),
        Field("body", ("codi_istituzione",), is_required=True),
        Field("table_code", ("codi_tabella", "tabella")),
        Field("qualification", ("desc_qualifica", "qualifica", "codi_qualifica")),
        Field("area", ("desc_categoria", "categoria", "codi_categoria", "desc_macrocategoria")),
        Field("measure", ("misura", "desc_voce", "causale", "desc_causale", "classe")),
        Field("men", MEN, is_required=True),
        Field("women", WOMEN, is_required=True),
    ),
    also=("codi_tipo_istituzione", "codi_comparto", "codi_contratto", "codi_macrocategoria"),
    rules=(
        Rule("no_year", _("senza anno"), "whole(year) IS NULL"),
        Rule(
            "no_number",
            _("né uomini né donne: nessun numero nella riga"),
            "number(men) IS NULL AND number(women) IS NULL",
        ),
        Rule(
            "no_cause",
            _("assenze (T11) senza causale: non si sa se siano di formazione"),
            "upper(txt(table_code)) = 'T11' AND txt(measure) IS NULL",
        ),
    ),
    outputs=(_staff("M", "men"), _staff("F", "women")),
)

# The causes of absence of the account of 2024 (register «Causali», type Z): Z01 is training, Z02 is
# work at a distance, which is no absence.
TRAINING, REMOTE = "Z01", "Z02"
CAUSES = ("F00", "M05", "M06", "O10", "PR4", "PR5", "PR6", "SC1", "SS2", TRAINING, REMOTE)
CODE = "regexp_full_match(tight(cause), '[A-Z]{1,2}[0-9]{1,2}')"
YEAR = "coalesce(whole(year), whole(regexp_extract(_name, '20[0-9]{2}')))"


def _absences(gender: str, column: str) -> Output:
    return Output(
        "staff",
        where=f"number({column}) IS NOT NULL",
        columns={
            "year": YEAR,
            "body_code": "code(body)",
            "table_code": "'T11'",
            "qualification": "txt(qualification)",
            "area": "txt(area)",
            "gender": f"'{gender}'",
            "measure": f"CASE WHEN tight(cause) = '{TRAINING}' OR contains(upper(cause), 'FORMAZION') "
            f"THEN 'TRAINING' WHEN tight(cause) = '{REMOTE}' OR contains(upper(cause), 'DISTANZA') "
            "THEN 'REMOTE' ELSE 'ABSENCE' END",
            "amount": f"number({column})",
        },
    )


# T11 as it is published, one file a year («ASSENZE_2024.CSV») whose rows do not say the year.
ABSENCES = Source(
    key="rgs_assenze",
    title=_("Conto annuale: assenze e formazione (tabella T11)"),
    holder=RGS,
    url=RGS_URL,
    licence=CC_BY,
    frequency=YEARLY,
    part="name",
    file_names=("assenze", "t11_"),
    notes=(_("Giorni di assenza per causale, fra cui quelli di formazione."),),
    fields=(
        Field("year", ("anno",)),
        Field("body", ("istituzione", "codi_istituzione"), is_required=True),
        Field("cause", ("causale_assenza", "codi_causale", "desc_causale"), is_required=True),
        Field("qualification", ("desc_qualifica", "qualifica", "codi_qualifica")),
        Field("area", ("desc_categoria", "categoria", "codi_categoria")),
        Field("men", ("assenze_uomini",), is_required=True),
        Field("women", ("assenze_donne",), is_required=True),
    ),
    also=("contratto", "tipo_istituzione", "codi_tipo_istituzione", "codi_contratto"),
    rules=(
        Rule("no_year", _("senza anno, né nella riga né nel nome del file"), f"{YEAR} IS NULL"),
        Rule(
            "no_cause",
            _("assenze (T11) senza causale: non si sa se siano di formazione"),
            "txt(cause) IS NULL",
        ),
        Rule(
            "new_cause",
            _("codice di causale che non si conosce: non si sa se sia formazione"),
            f"{CODE} AND tight(cause) NOT IN {CAUSES}",
        ),
        Rule(
            "no_number",
            _("né uomini né donne: nessun numero nella riga"),
            "number(men) IS NULL AND number(women) IS NULL",
        ),
    ),
    outputs=(_absences("M", "men"), _absences("F", "women")),
)

POPULATION = Source(
    key="istat_popolazione",
    title=_("Popolazione residente per Comune al 1° gennaio"),
    holder="ISTAT",
    url="https://demo.istat.it/",
    licence=CC_BY,
    frequency=YEARLY,
    part="name",
    file_names=("popolazione", "population", "posas"),
    fields=(
        Field("year", ("anno",), is_required=True),
        Field("place", ("codice_comune", "istat", "place_istat", "pro_com"), is_required=True),
        Field("residents", ("residenti", "totale", "popolazione"), is_required=True),
    ),
    rules=(
        Rule("no_year", _("senza anno"), "whole(year) IS NULL"),
        Rule("no_number", _("residenti che non si leggono"), "number(residents) IS NULL"),
    ),
    outputs=(
        Output(
            "population",
            key=("year", "place_istat"),
            upserts=True,
            columns={
                "year": "whole(year)",
                "place_istat": "padded(place, 6)",
                "residents": "CAST(number(residents) AS INTEGER)",
            },
        ),
    ),
)

UTS = "denominazione_dell_unita_territoriale_sovracomunale_valida_a_fini_statistici"
PLACES = Source(
    key="istat_comuni",
    title=_("Comuni, Province e Regioni: codici statistici"),
    holder="ISTAT",
    url="https://www.istat.it/classificazione/codici-dei-comuni-delle-province-e-delle-regioni/",
    licence=CC_BY,
    frequency=YEARLY,
    file_names=("codici_statistici",),
    fields=(
        Field("town", ("codice_comune_formato_alfanumerico",), is_required=True),
        Field("town_name", ("denominazione_in_italiano",), is_required=True),
        Field("province", ("codice_provincia_storico_1",), is_required=True),
        Field("province_name", (UTS,), is_required=True),
        Field("plate", ("sigla_automobilistica",), is_required=True),
        Field("region", ("codice_regione",), is_required=True),
        Field("region_name", ("denominazione_regione",), is_required=True),
        Field("belfiore", ("codice_catastale_del_comune",), is_required=True),
        Field("old_town", ("codice_comune_numerico_con_107_province_dal_2017_al_2025",)),
    ),
    rules=(Rule("no_code", _("Comune senza codice"), "txt(town) IS NULL"),),
    outputs=(
        Output(
            "places",
            key=("istat",),
            columns={
                "istat": "padded(town, 6)",
                "name": "words(town_name)",
                "province_code": "padded(province, 3)",
                "province_sigla": "txt(plate)",
                "province_name": "words(province_name)",
                "region_code": "padded(region, 2)",
                "region_name": "words(region_name)",
                "cadastral": "txt(belfiore)",
                "former": "padded(old_town, 6)",
            },
        ),
    ),
)

DIGITAL = Source(
    key="padigitale2026",
    title=_("PA digitale 2026: candidature finanziate"),
    holder="Dipartimento per la trasformazione digitale",
    url="https://github.com/teamdigitale/padigitale2026-opendata",
    licence=CC_BY,
    frequency=QUARTERLY,
    part="name",
    file_names=("candidature",),
    day="day(status_day)",
    fields=(
        Field("ipa", ("codice_ipa",), is_required=True),
        Field("body_name", ("ente",)),
        Field("type", ("tipologia_ente",)),
        Field("place", ("cod_comune",)),
        Field("province", ("cod_provincia",)),
        Field("region", ("cod_regione",)),
        Field("amount", ("importo_finanziamento",), is_required=True),
        Field("call", ("avviso",), is_required=True),
        Field("cup", ("codice_cup",)),
        Field("submitted", ("data_invio_candidatura",)),
        Field("funded", ("data_finanziamento",)),
        Field("status", ("stato_candidatura",)),
        Field("status_day", ("data_stato_candidatura",)),
        Field("number_text", ("numero_di_protocollo",)),
    ),
    also=(
        *("comune", "provincia", "regione", "numero_finestra_temporale", "decreto_finanziamento"),
        "misura",
    ),
    rules=(
        Rule("no_amount", _("importo che non si legge"), "amount(amount) IS NULL"),
        Rule("no_ipa", _("senza codice IPA"), "txt(ipa) IS NULL", refuses=False),
    ),
    outputs=(
        Output(
            "digital_funding",
            columns={
                "ipa": "lower(txt(ipa))",
                "body_name": "words(body_name)",
                "body_type": "txt(type)",
                "place_istat": "padded(place, 6)",
                "province_code": "padded(province, 3)",
                "region_code": "padded(region, 2)",
                "amount": "amount(amount)",
                "call": "words(call)",
                "cup": "cup_code(cup)",
                "submitted_on": "day(submitted)",
                "funded_on": "day(funded)",
                "status": "txt(status)",
                "status_on": "day(status_day)",
            },
        ),
    ),
)

SOURCES = (OPENCUP, STAFF_BODIES, STAFF, ABSENCES, POPULATION, PLACES, DIGITAL)
