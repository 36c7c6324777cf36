"""The tables that the marts are made from and the columns that they have: unbound Ibis tables."""

import ibis
from ibis.expr.types import Table

from .. import tables

TEXT, DAY, WHOLE, REAL, MONEY, YES = (
    "string",
    "date",
    "int64",
    "float64",
    "decimal(18, 2)",
    "boolean",
)
OF_CLEAN = {
    tables.TEXT: TEXT, tables.WHOLE: "int32", tables.REAL: REAL, tables.MONEY: MONEY,
    tables.DAY: DAY, tables.FLAG: YES,
}  # fmt: skip


def _columns(**groups: str) -> dict[str, str]:
    types = {"text": TEXT, "day": DAY, "whole": WHOLE, "real": REAL, "money": MONEY, "yes": YES}
    return {name: types[kind] for kind, names in groups.items() for name in names.split()}


MARTS = {
    "m_bodies": _columns(
        whole="ente_id residents residents_year",
        text="name sigla province_code region_code region_name division", yes="is_metro",
    ),
    "m_lots": _columns(
        text="cig tender_number object kind procedure band cpv cpv_division cpv_text buyer_name"
        " beneficiary_code beneficiary_name delegated_functions outcome_code criterion place_istat"
        " stop_reason",
        whole="ente_id sua_ente_id beneficiary_ente_id year month cup_count admitted days"
        " contract_days variants subcontracts extension_days",
        money="amount award_amount discount_base discount_award",
        day="published_on due_on awarded_on signed_on started_on term_on ended_on stopped_on",
        real="discount",
        yes="is_delegated is_pnrr is_framework is_competitive is_awarded has_outcome is_deserted"
        " is_outlier is_subcontracted is_begun",
    ),
    "m_winners": _columns(
        text="cig winner_code winner_name region_code kind procedure band cpv", real="amount part",
        whole="ente_id sua_ente_id beneficiary_ente_id year", day="published_on",
        yes="is_person is_local is_pnrr",
    ),
    "m_variants": _columns(
        text="cig variant_id reason kind procedure band cpv", day="approved_on published_on",
        whole="ente_id sua_ente_id beneficiary_ente_id year", yes="is_begun is_pnrr",
    ),
    "m_subcontracts": _columns(
        text="cig subcontract_id object category amount_class firm_code firm_name",
        whole="ente_id", day="authorised_on", yes="is_person",
    ),
    "m_projects": _columns(
        text="programme cup mission component measure measure_name title status nature sector"
        " body_name state", whole="ente_id cig_count",
        money="financed total paid cig_amount awarded_amount", day="extracted_on",
    ),
    "m_links": _columns(
        text="cup cig sources state buyer_name", whole="ente_id", money="amount award_amount",
        day="published_on awarded_on started_on ended_on", yes="is_in_lots",
    ),
    "m_staff": _columns(
        whole="year ente_id", text="table_code measure qualification area gender", real="amount",
    ),
    "m_qualifications": _columns(
        whole="ente_id", text="level_works level_supplies", day="expires_on",
    ),
    "m_population": _columns(whole="year ente_id residents"),
    "m_digital": _columns(
        whole="ente_id year done_year", money="amount", day="funded_on status_on",
        text="ipa body_name place_istat province_code call measure cup status",
        yes="is_done is_dropped",
    ),
}  # fmt: skip


IN_DUCKDB = {
    TEXT: "VARCHAR", DAY: "DATE", WHOLE: "BIGINT", REAL: "DOUBLE", MONEY: "DECIMAL(18, 2)",
    YES: "BOOLEAN",
}  # fmt: skip
# The same for who opens the lake: a mart that is not made yet is empty, and so is a column newer than it.
CONTRACT = {
    name: {column: IN_DUCKDB[kind] for column, kind in columns.items()}
    for name, columns in MARTS.items()
}


def clean(name: str) -> Table:
    columns = tables.TABLES[name].items()
    return ibis.table({column: OF_CLEAN[kind] for column, kind in columns}, name=name)


def mart(name: str) -> Table:
    return ibis.table(MARTS[name], name=name)
