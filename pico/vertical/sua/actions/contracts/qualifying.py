"""What an ente is qualified for is written down, with its source; its end is a term."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.engines.deadlines.actions import cancel_term, start_term
from pico.engines.deadlines.queries.terms import open_term
from pico.engines.deadlines.reckoning import Alert, Rule
from pico.engines.deadlines.terms import Roll, Unit

from ...models import Qualification
from ...permissions import RupPermission
from ...queries import law
from ...terms.contracts import LEVELS_OF, QualificationKind
from ...terms.procurement import Sector
from ..rup.loans import head_of

RENEWAL = "sua.qualificazione.aggiornamento"


def renewal_rule(months: int) -> Rule:
    """The update to ANAC is due before the end: so many months, as the parameters say."""
    return Rule(
        RENEWAL, _("Aggiornamento della qualificazione"), _("Allegato II.4, D.Lgs. 36/2023"),
        Unit.MONTHS, months, _("fine della validità"), roll=Roll.NONE, backwards=True,
        alerts=(Alert(days=-30), Alert(days=0, task=True)),
    )  # fmt: skip


@transaction.atomic
def qualify(
    *, ente: Ente, sector: str, fields: Mapping[str, Any], actor: Actor, now: datetime
) -> Qualification:
    """Write down a qualification of an ente, or correct the one that began that day.

    Refuses others, a level of the other sector («SF» for works), days turned round, no source.
    """
    actor.require(RupPermission.QUALIFY, Qualification(ente=ente))
    level, ends = fields["level"], fields.get("valid_to")
    if level not in LEVELS_OF[Sector(sector)]:
        raise Refusal(
            _(
                "Il livello %(level)s non è del settore scelto: L è per i lavori, SF per servizi e forniture."
            )
            % {"level": level},
            code="level_of_another_sector",
        )
    if ends and ends < fields["valid_from"]:
        raise Refusal(_("La validità finisce prima di iniziare."), code="ends_before")
    if not fields.get("source", "").strip():
        raise Refusal(
            _("Scrivi la fonte: l'elenco ANAC e il giorno in cui l'hai letto."), code="no_source"
        )
    values = {"kind": QualificationKind.AUTHORITY, **fields}
    key = {"kind": values.pop("kind"), "valid_from": values.pop("valid_from")}
    found, _is_new = Qualification.objects.update_or_create(
        ente=ente, sector=sector, **key, defaults=values,
        create_defaults={**values, "created_at": now},
    )  # fmt: skip
    trail.record(
        "sua.qualification.written",
        _("Qualificazione %(level)s: fonte %(source)s.")
        % {"level": found.level, "source": found.source},
        subject=found, actor=actor, now=now,
    )  # fmt: skip
    announce("sua.qualification.written", subject=found, actor=actor)
    _watch_end(found, actor, now)
    return found


def _watch_end(found: Qualification, actor: Actor, now: datetime) -> None:
    """One term for the end that holds today; what is over, or has no end, has none."""
    term = open_term(found, RENEWAL)
    if term:
        cancel_term(term=term, reason=_("Scadenza corretta."), actor=actor, now=now)
    if found.valid_to is None or found.valid_to <= timezone.localdate(now):
        return
    ends = timezone.make_aware(datetime.combine(found.valid_to, time(12)))
    start_term(
        subject=found, rule=renewal_rule(law.renewal_months(timezone.localdate(now))),
        title=_("Qualificazione %(level)s") % {"level": found.level},
        url=found.get_absolute_url(), owner=found.ente, role=head_of(found.ente),
        parties=(scopes.ente(found.ente_id),), started_at=ends, actor=actor, now=now,
    )  # fmt: skip
