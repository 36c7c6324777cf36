"""What the Province of the demo said of its CUP and CIG: one confirmed, one refused, one added."""

from datetime import datetime

from pico.core.access.actor import SYSTEM

from ..actions.linking import add_link, confirm_link, refuse_link
from ..queries.filters import Filters
from ..queries.places import by_sigla
from ..queries.records import links_of_ente
from ..queries.unlinked import lots_without_cup, projects_without_cig

PROVINCE = "TV"


def decide(now: datetime) -> None:
    """Decide on the first links of the Province; where it has none there is nothing to say."""
    body = by_sigla().get(PROVINCE)
    if body is None:
        return
    told = links_of_ente(body.ente_id)[:2]
    for one in told[:1]:
        confirm_link(cup=one["cup"], cig=one["cig"], actor=SYSTEM, now=now)
    for one in told[1:]:
        refuse_link(
            cup=one["cup"], cig=one["cig"], actor=SYSTEM, now=now,
            reason="Il CIG è di un altro intervento sulla stessa strada.",
        )  # fmt: skip
    own = Filters(provinces=(PROVINCE,))
    lots, projects = lots_without_cup(own, {})[:1], projects_without_cig(own, {"attivi": True})[:1]
    for lot, project in zip(lots, projects, strict=False):
        add_link(
            cup=project["cup"], cig=lot["cig"], actor=SYSTEM, now=now,
            reason="Determinazione a contrarre che cita il CUP (inventata).",
        )  # fmt: skip
