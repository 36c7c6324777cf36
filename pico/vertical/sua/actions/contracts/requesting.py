"""A row of a programme becomes a request to the SUA: its data are not typed again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal

from ...models import ProgrammeRow, TenderRequest
from ...permissions import RupPermission
from ...terms.requests import Part
from ..requests.drafting import begin_request, save_part


@transaction.atomic
def request_from_programme(*, row: ProgrammeRow, actor: Actor, now: datetime) -> TenderRequest:
    """Begin the draft of a request with the object, the CUI, the CPV and the amount of a row.

    Refuses others, a row of another ente, one that has become a request, an ente without agreement.
    """
    actor.require(RupPermission.CHANGE_CONTRACT, row)
    if row.ente_id != actor.ente_id:
        raise Refusal(
            _("La richiesta la inizia l'ente della riga: passa a quell'ente."), code="other_ente"
        )
    if TenderRequest.objects.filter(ente=row.ente_id, cui=row.cui).exists():
        raise Refusal(
            _("Per questo CUI c'è già una richiesta: segui quella."), code="request_is_there"
        )
    request = begin_request(sua=row.sua, title=row.subject, kind=row.kind, actor=actor, now=now)
    codes = {"cui": row.cui[:21], "cpv": row.cpv}
    save_part(request=request, part=Part.CODES, values=codes, actor=actor, now=now)
    amounts = {"base_amount": row.amount}
    request = save_part(request=request, part=Part.AMOUNTS, values=amounts, actor=actor, now=now)
    trail.record(
        "sua.programme.requested", _("La riga è diventata una richiesta alla SUA."), subject=row,
        actor=actor, now=now,
    )  # fmt: skip
    return request
