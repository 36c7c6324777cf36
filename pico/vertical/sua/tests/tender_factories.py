"""A tender for tests, opened by the action that officers use."""

from datetime import UTC, datetime
from decimal import Decimal

from pico.core.testing import cast

from ..actions.tenders.opening import LotData, open_tender
from ..models import Tender
from ..terms.procurement import ContractKind, Criterion, Procedure
from ..terms.tenders import TenderKind

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
CIGS = ("B1A47D9081", "9642637BC5", "8965966534", "A02CFF83E5")


def lot(number: int = 1, **fields) -> LotData:
    fields = {
        "subject": f"Servizio di mensa scolastica, lotto {number}",
        "base_amount": Decimal("300000.00"),
        "safety_amount": Decimal("2000.00"),
        "labour_amount": Decimal("120000.00"),
        "options_amount": Decimal("50000.00"),
        "days": 730,
        **fields,
    }
    return LotData(**fields)


def make_tender(
    enti, actor, *, sua=cast.TREVISO, bodies=(cast.COMUNE_1,), now=NOW, **fields
) -> Tender:
    """A delegated tender of services at Treviso for Castelfranco, in preparation."""
    options = {
        "kind": TenderKind.DELEGATED,
        "title": "Servizio di mensa scolastica 2026-2028",
        "lots": (lot(),),
        "contract_kind": ContractKind.SERVICES,
        "procedure": Procedure.OPEN,
        "criterion": Criterion.BEST_VALUE,
        **fields,
    }
    return open_tender(
        sua=enti[sua], bodies=[enti[key] for key in bodies], actor=actor, now=now, **options
    )
