"""The tables that every loader writes and every indicator reads: columns and their DuckDB types.

Codes are text; amounts euro with two decimals; days without time; what is absent is NULL. Every table
ends with `source` (key of the dataset) and `file` (first 12 characters of the file's SHA-256).
"""

TEXT, WHOLE, REAL, MONEY, DAY, FLAG = (
    "VARCHAR",
    "INTEGER",
    "DOUBLE",
    "DECIMAL(18,2)",
    "DATE",
    "BOOLEAN",
)
ORIGIN = {"source": TEXT, "file": TEXT}


def _table(*, text: str = "", **kinds: str) -> dict[str, str]:
    """Columns named in order of `text`, those of other kinds marked `name:KIND`."""
    found = {}
    for word in text.split():
        name, _mark, kind = word.partition(":")
        found[name] = kinds.get(kind, TEXT)
    return {**found, **ORIGIN}


def _columns(text: str) -> dict[str, str]:
    return _table(text=text, n=WHOLE, r=REAL, m=MONEY, d=DAY, f=FLAG)


TABLES: dict[str, dict[str, str]] = {
    "buyers": _columns(
        "fiscal_code vat_number name ausa legal_form province_sigla place is_active:f starts_on:d "
        "ends_on:d"
    ),
    "lots": _columns(
        "cig framework_cig tender_number tender_object tender_amount:m lots_count:n lot_object "
        "lot_amount:m kind status sector place_istat place_province published_on:d due_on:d "
        "procedure_code procedure realisation ausa buyer_code buyer_name region_section "
        "cost_centre year:n month:n cpv cpv_text tool is_urgent:f is_delegated:f "
        "delegated_functions delegating_code delegating_name delegate_code safety_amount:m cui "
        "linked_cig outcome_code outcome outcome_on:d is_pnrr:f"
    ),
    "awards": _columns(
        "cig award_id awarded_on:d outcome criterion admitted:n excluded:n amount:m discount:r "
        "bidders:n invited:n requesting:n is_subcontracted:f highest_discount:r lowest_discount:r "
        "is_fast:f"
    ),
    "winners": _columns("cig award_id role fiscal_code name kind"),
    "bidders": _columns("cig role fiscal_code name kind"),
    "lot_cups": _columns("cig cup"),
    "contract_starts": _columns("cig award_id signed_on:d started_on:d due_on:d"),
    "contract_ends": _columns("cig award_id ended_on:d stopped_on:d reason extension_days:n"),
    "variants": _columns("cig award_id variant_id reason approved_on:d"),
    "subcontracts": _columns(
        "cig subcontract_id authorised_on:d object category amount_class fiscal_code name"
    ),
    "qualifications": _columns("fiscal_code ausa name level_works level_supplies expires_on:d"),
    "projects": _columns(
        "programme cup local_code mission component measure measure_name title status nature type "
        "sector subsector category body_code body_name pnrr_amount:m pnc_amount:m state_amount:m "
        "region_amount:m province_amount:m municipality_amount:m other_public_amount:m "
        "private_amount:m total_amount:m extracted_on:d"
    ),
    "project_tenders": _columns(
        "programme cup cig buyer_code buyer_name procedure amount:m published_on:d awarded_on:d "
        "awarded_amount:m"
    ),
    "project_payments": _columns("cup local_code body_code financed:m financed_pnrr:m paid:m"),
    "project_places": _columns("cup region_code province_code place_istat"),
    "project_targets": _columns("cup indicator unit planned:r reached:r on_date:d"),
    "project_phases": _columns(
        "cup local_code phase starts_planned:d starts_on:d ends_planned:d ends_on:d"
    ),
    "project_winners": _columns("cup cig fiscal_code name amount:m"),
    "cup_register": _columns(
        "cup title year:n status cost:m financing:m nature type sector subsector holder_name "
        "holder_code generated_on:d"
    ),
    "staff_bodies": _columns("year:n body_code body_name body_type fiscal_code"),
    "staff": _columns("year:n body_code table_code qualification area gender measure amount:r"),
    "population": _columns("year:n place_istat residents:n"),
    "places": _columns(
        "istat name province_code province_sigla province_name region_code region_name cadastral "
        "former"
    ),
    "digital_funding": _columns(
        "ipa body_name body_type place_istat province_code region_code amount:m call cup "
        "submitted_on:d funded_on:d status status_on:d"
    ),
    "bodies": _columns(
        "ente_id:n kind name fiscal_code vat_number sigla province_code region_code region_name "
        "division is_member:f"
    ),
    "matches": _columns("key ente_id:n method confidence:r"),
    "link_decisions": _columns("cup cig ente_id:n verdict"),
}
