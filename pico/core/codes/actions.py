"""Loading of code lists."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import search_key

from .models import Code, Load
from .queries import in_force
from .reading import Row
from .terms import LEAST_SHARE, CodeList


@transaction.atomic
def load_codes(*, code_list: CodeList, rows: list[Row], actor: Actor, now: datetime) -> Load:
    """Bring a list up to date; codes that are gone end today and stay. The same file again changes nothing.

    Refuses a file with less than half of the codes in force: it is another list, or a part.
    """
    today = timezone.localdate(now)
    known = set(
        Code.objects.select_for_update().filter(list=code_list).values_list("code", flat=True)
    )
    living = set(in_force(code_list, today).values_list("code", flat=True))
    if len(rows) < len(living) * LEAST_SHARE:
        raise Refusal(
            _("Il file ha %(n)d codici, l'elenco in vigore %(known)d: non è stato caricato.")
            % {"n": len(rows), "known": len(living)},
            code="too_few",
        )
    given = {row.code: row for row in rows}
    Code.objects.bulk_create(
        [_filled(Code(list=code_list, code=code), row) for code, row in given.items()],
        update_conflicts=True,
        unique_fields=["list", "code"],
        update_fields=["label", "search_key", "valid_from", "valid_to"],
        batch_size=500,
    )
    gone = living - given.keys()
    Code.objects.filter(list=code_list, code__in=gone).update(valid_to=today)
    loaded = Load.objects.create(
        list=code_list, at=now, rows=len(given), added=len(given.keys() - known), ended=len(gone)
    )
    trail.record(
        "codes.list.loaded",
        _("Elenco %(list)s caricato: %(rows)d codici, %(added)d nuovi, %(ended)d cessati.")
        % {"list": code_list, "rows": loaded.rows, "added": loaded.added, "ended": loaded.ended},
        subject=loaded,
        actor=actor,
        now=now,
    )
    return loaded


def _filled(code: Code, row: Row) -> Code:
    code.label, code.search_key = row.label, search_key(f"{row.code} {row.label}")[:500]
    code.valid_from, code.valid_to = row.valid_from, row.valid_to
    return code
