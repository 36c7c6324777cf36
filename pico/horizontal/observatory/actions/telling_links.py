"""Who answers for the data of a Province is told what somebody else decided for it on a link."""

from datetime import datetime

from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space
from pico.core.notices.actions.telling import notify
from pico.core.notices.terms import NoticeLevel
from pico.core.people.actors import working_today

from ..models import LinkDecision
from ..permissions import DATA_ROLES

NOTICE = "observatory.link.decided"


def tell_province(*, decision: LinkDecision, actor: Actor, now: datetime) -> None:
    """Tell its data people what another ente decided; nothing of what the Province decided itself."""
    if actor.ente_id in (None, decision.ente_id):
        return
    who = actor.ente_name
    if decision.is_live:
        title = _("Collegamento CUP–CIG %(said)s da %(who)s") % {
            "said": decision.label.lower(), "who": who,
        }  # fmt: skip
    else:
        title = _("Decisione su un collegamento CUP–CIG annullata da %(who)s") % {"who": who}
    body = _("CUP %(cup)s, CIG %(cig)s. %(reason)s") % {
        "cup": decision.cup, "cig": decision.cig, "reason": decision.reason,
    }  # fmt: skip
    told = working_today().filter(ente=decision.ente_id, roles__role__in=DATA_ROLES)
    space = Space.objects.filter(ente=decision.ente_id).first()
    notify(
        people=told.values_list("person_id", flat=True), kind=NOTICE, level=NoticeLevel.CONCERNS,
        title=title, body=body.strip(), subject=decision, ente=decision.ente, now=now,
        url=path_in(space, "observatory:link", decision.cup, decision.cig),
    )  # fmt: skip
