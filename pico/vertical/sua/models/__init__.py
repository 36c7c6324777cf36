"""The nouns of the SUA."""

from .aggregated import CapacityTransfer, DerivedContract, Track
from .agreements import Adhesion, Agreement, AgreementArea, AgreementFee
from .campaigns import (
    Campaign,
    CampaignDocument,
    CatalogueItem,
    NeedAnswer,
    NeedLine,
    Plan,
    PlanLine,
    PlanQuota,
    SectionDelegation,
)
from .checks import ConfirmedCig, ErrorRemedy, FileCheck, MissingCup
from .contracts import Contract, ProgrammeRow, SheetImport
from .dues import Due, DueLine
from .files import Clarification, Sitting, TenderDocument, TenderText, TenderTextVersion
from .integrations import Capacity, Integration, IntegrationItem
from .library import LibraryText, LibraryVersion
from .loans import RupLoan, RupSuccession, RupSuccessionItem
from .lots import HandOver, Lot, LotCategory, LotShare, LotWinner
from .parameters import Parameter
from .qualification import Qualification
from .requests import (
    RequestCost,
    RequestFile,
    RequestFunding,
    RequestLot,
    RequestSeries,
    RequestWork,
    TenderRequest,
)
from .rup import RupConflict, RupProfile, RupSkill, RupTraining
from .tenders import (
    PcpRecord,
    Tender,
    TenderBody,
    TenderEvent,
    TenderPerson,
    TenderSeries,
)

__all__ = [
    "Adhesion",
    "Agreement",
    "AgreementArea",
    "AgreementFee",
    "Campaign",
    "CampaignDocument",
    "Capacity",
    "CapacityTransfer",
    "CatalogueItem",
    "Clarification",
    "ConfirmedCig",
    "Contract",
    "DerivedContract",
    "Due",
    "DueLine",
    "ErrorRemedy",
    "FileCheck",
    "HandOver",
    "Integration",
    "IntegrationItem",
    "LibraryText",
    "LibraryVersion",
    "Lot",
    "LotCategory",
    "LotShare",
    "LotWinner",
    "MissingCup",
    "NeedAnswer",
    "NeedLine",
    "Parameter",
    "PcpRecord",
    "Plan",
    "PlanLine",
    "PlanQuota",
    "ProgrammeRow",
    "Qualification",
    "RequestCost",
    "RequestFile",
    "RequestFunding",
    "RequestLot",
    "RequestSeries",
    "RequestWork",
    "RupConflict",
    "RupLoan",
    "RupProfile",
    "RupSkill",
    "RupSuccession",
    "RupSuccessionItem",
    "RupTraining",
    "SectionDelegation",
    "SheetImport",
    "Sitting",
    "Tender",
    "TenderBody",
    "TenderDocument",
    "TenderEvent",
    "TenderPerson",
    "TenderRequest",
    "TenderSeries",
    "TenderText",
    "TenderTextVersion",
    "Track",
]
