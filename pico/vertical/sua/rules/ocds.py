"""OCDS 1.1: what the words of a tender become there, and the shapes of which a release is made.

Pure. Source: Open Contracting Data Standard 1.1.5 (standard.open-contracting.org/1.1), its code lists,
and the Lots extension 1.1.5. A word without a sure counterpart is left out, never guessed.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from ..terms.procurement import ContractKind, Criterion, Procedure
from ..terms.tenders import DocumentKind, LotState, Outcome, TenderState

ROME = ZoneInfo("Europe/Rome")
VERSION = "1.1"
LOTS = (
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension"
    "/v1.1.5/extension.json"
)
FISCAL_CODE, IPA_CODE = "IT-CF", "IT-IPA"
BUYER, PROCURING, CENTRAL, SUPPLIER = "buyer", "procuringEntity", "centralPurchasingBody", "supplier"  # fmt: skip

# procurementMethod, closed list. Concessions, framework agreements and «altre procedure» have no one answer.
METHODS = {
    Procedure.DIRECT: "direct",
    Procedure.ADHESION: "direct",
    Procedure.NEGOTIATED: "limited",
    Procedure.OPEN: "open",
    Procedure.RESTRICTED: "selective",
    Procedure.COMPETITIVE: "selective",
    Procedure.DIALOGUE: "selective",
    Procedure.INNOVATION: "selective",
}
# mainProcurementCategory, closed; a mixed contract follows the rules of works here.
CATEGORIES = {
    ContractKind.WORKS: "works",
    ContractKind.WORKS_CONCESSION: "works",
    ContractKind.MIXED: "works",
    ContractKind.SERVICES: "services",
    ContractKind.SERVICES_CONCESSION: "services",
    ContractKind.ENGINEERING: "services",
    ContractKind.SUPPLIES: "goods",
}
MORE_CATEGORIES = {ContractKind.ENGINEERING: ["consultingServices"]}
CRITERIA = {
    Criterion.BEST_VALUE: "ratedCriteria",
    Criterion.FIXED_COST: "qualityOnly",
    Criterion.LOWEST_PRICE: "priceOnly",
}
_GOING = "PUBLISHED", "BIDS_CLOSED", "EVALUATION", "PROPOSAL", "VERIFICATION"
_GIVEN = "AWARDED", "SENT", "CONTRACTED", "RUNNING", "FINISHED", "TESTED"
# tenderStatus, closed: of a tender and of its lots.
LOT_STATUS = {
    LotState.PREPARING: "planned",
    LotState.APPROVED: "planned",
    **{LotState(state): "active" for state in _GOING},
    **{LotState(state): "complete" for state in _GIVEN},
    LotState.DESERT: "unsuccessful",
    LotState.UNSUCCESSFUL: "unsuccessful",
    LotState.CANCELLED: "cancelled",
}
TENDER_STATUS = {
    **{TenderState(state.value): status for state, status in LOT_STATUS.items()},
    TenderState.SUSPENDED: "active",
    TenderState.REVOKED: "cancelled",
}
# awardStatus, closed: a lot that found nobody is an award without suppliers; a cancelled one had none.
AWARD_STATUS = {
    Outcome.AWARDED: "active",
    Outcome.DESERT: "unsuccessful",
    Outcome.UNSUCCESSFUL: "unsuccessful",
}
# contractStatus, closed; from the signature on.
CONTRACT_STATUS = {
    LotState.CONTRACTED: "active",
    LotState.RUNNING: "active",
    LotState.FINISHED: "terminated",
    LotState.TESTED: "terminated",
}
K = DocumentKind
DOCUMENT_TYPES = {
    K.NOTICE: "tenderNotice",
    K.RULES: "biddingDocuments",
    K.INVITATION: "biddingDocuments",
    K.DGUE: "biddingDocuments",
    K.APPLICATION: "biddingDocuments",
    K.BID_FORM: "biddingDocuments",
    K.INTEGRITY: "biddingDocuments",
    K.SPECIFICATION: "technicalSpecifications",
    K.PROJECT: "technicalSpecifications",
    K.CONTRACT_DRAFT: "contractDraft",
    K.FAQ: "clarifications",
    K.CONFLICT: "conflictOfInterest",
    K.MINUTES: "evaluationReports",
    K.AWARD_NOTICE: "awardNotice",
    K.CONTRACT: "contractSigned",
    K.PROGRESS: "physicalProgressReport",
    K.TESTING: "completionCertificate",
}


def kept(**fields: Any) -> dict[str, Any]:
    """Keep what says something: OCDS leaves out what is not known, and forbids what is empty."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def money(amount: Decimal | None) -> dict[str, Any] | None:
    """Return a value in euro, VAT excluded; None where nothing is known."""
    return None if amount is None else {"amount": float(amount), "currency": "EUR"}


def moment(at: datetime | None) -> str | None:
    """Return a moment as RFC 3339 wants it, in UTC."""
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def day(on: date | None) -> str | None:
    """Return an Italian day: OCDS knows moments alone, its first one is said."""
    return None if on is None else datetime.combine(on, time(), ROME).isoformat()


def period(*, start: str | None = None, end: str | None = None, days: int | None = None) -> dict:
    return kept(startDate=start, endDate=end, durationInDays=days)


def ente_id(*, fiscal_code: str, ipa_code: str, key: int) -> tuple[str, str, str]:
    """Return scheme, code and id of an ente: by its fiscal code, else by IPA, else by our own number."""
    if fiscal_code:
        return FISCAL_CODE, fiscal_code, f"{FISCAL_CODE}-{fiscal_code}"
    if ipa_code:
        return IPA_CODE, ipa_code, f"{IPA_CODE}-{ipa_code}"
    return "", "", f"pico-{key}"


def supplier_id(*, fiscal_code: str, local: str) -> tuple[str, str, str]:
    """Return scheme, code and id of an operator. The code of a natural person says when he was born: unsaid."""
    code = fiscal_code.strip()
    if len(code) == 11 and code.isdigit():
        return FISCAL_CODE, code, f"{FISCAL_CODE}-{code}"
    return "", "", local


class Parties:
    """The organisations of a release, each once with all its roles."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, Any]] = {}

    def add(
        self, identity: tuple[str, str, str], name: str, *roles: str, **more: Any
    ) -> dict[str, str]:
        """Add one, or its roles if it is there; return the reference to it."""
        scheme, code, key = identity
        identifier = kept(scheme=scheme, id=code, legalName=name) if code else None
        one = self._found.setdefault(
            key, kept(id=key, name=name, identifier=identifier, **more) | {"roles": []}
        )
        one["roles"] += [role for role in roles if role not in one["roles"]]
        return {"id": key, "name": name}

    def all(self) -> list[dict[str, Any]]:
        return list(self._found.values())
