"""Sheets of contracts, of programmes, of qualifications: good rows in, each fault told with its place."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal

from ...models import Contract, ProgrammeRow, Qualification, SheetImport
from ...permissions import RupPermission
from ...rules.sheet_heads import CONTRACT_HEADS, PROGRAMME_HEADS, QUALIFICATION_HEADS
from ...rules.sheets import Fault, Head, Row, read_sheet
from ...terms.contracts import (
    LEVELS_OF,
    SHEET_BYTES,
    SHEET_ROWS,
    ContractOrigin,
    SheetKind,
)
from ...terms.procurement import Sector
from .qualifying import qualify

FAULTS_KEPT = 500
Put = Callable[[Row], bool]  # writes a row; says whether it is new


@transaction.atomic
def import_contracts(
    *, content: bytes, name: str, ente: Ente, sua: Ente, actor: Actor, now: datetime
) -> SheetImport:
    """Register the contracts of a sheet; a CIG that is there is brought up to date. Refuses others."""
    actor.require(RupPermission.CHANGE_CONTRACT, Contract(ente=ente, sua=sua))

    def put(row: Row) -> bool:
        if row.values["ends_on"] < row.values["starts_on"]:
            raise _Wrong(_("Scadenza"), _("Viene prima della decorrenza."))
        known = {"origin": ContractOrigin.IMPORT, "sua": sua, **row.values}
        cig = known.pop("cig", "")
        new = {"created_at": now, **known}
        # A sheet sent twice is the same sheet: without a CIG, subject, supplier and start tell.
        key = {"cig": cig} if cig else {
            "cig": "", "subject": known["subject"], "supplier": known["supplier"],
            "starts_on": known["starts_on"],
        }  # fmt: skip
        return Contract.objects.update_or_create(
            ente=ente, **key, defaults=known, create_defaults=new
        )[1]

    return _imported(SheetKind.CONTRACTS, content, name, CONTRACT_HEADS, put, ente, actor, now)


@transaction.atomic
def import_programme(
    *, content: bytes, name: str, ente: Ente, sua: Ente, actor: Actor, now: datetime
) -> SheetImport:
    """Put the rows of a triennial programme; a CUI of that year is brought up to date. Refuses others."""
    actor.require(RupPermission.CHANGE_CONTRACT, ProgrammeRow(ente=ente, sua=sua))

    def put(row: Row) -> bool:
        known = {"sua": sua, **row.values}
        key = {"cui": known.pop("cui"), "year": known.pop("year")}
        return ProgrammeRow.objects.update_or_create(
            ente=ente, **key, defaults=known, create_defaults={"created_at": now, **known}
        )[1]

    return _imported(SheetKind.PROGRAMME, content, name, PROGRAMME_HEADS, put, ente, actor, now)


@transaction.atomic
def import_qualifications(*, content: bytes, name: str, actor: Actor, now: datetime) -> SheetImport:
    """Bring in the qualifications of many enti from ANAC's list, each with its source. UPI alone."""
    actor.require(RupPermission.IMPORT_QUALIFICATIONS)
    upi = Ente.objects.get(pk=actor.ente_id)

    def put(row: Row) -> bool:
        known = dict(row.values)
        code, sector = known.pop("ente_code"), known.pop("sector")
        ente = Ente.objects.filter(fiscal_code=code, valid_to=None).first()
        if ente is None:
            raise _Wrong(
                _("Codice fiscale dell'ente"), _("Nessun ente del registro ha questo codice.")
            )
        if known["level"] not in LEVELS_OF[Sector(sector)]:
            raise _Wrong(_("Livello"), _("Il livello non è di questo settore."))
        if known.get("valid_to") and known["valid_to"] < known["valid_from"]:
            raise _Wrong(_("Valida al"), _("Viene prima dell'inizio."))
        is_new = not Qualification.objects.filter(
            ente=ente, sector=sector, valid_from=known["valid_from"]
        ).exists()
        qualify(ente=ente, sector=sector, fields=known, actor=actor, now=now)
        return is_new

    kind = SheetKind.QUALIFICATIONS
    return _imported(kind, content, name, QUALIFICATION_HEADS, put, upi, actor, now)


class _Wrong(Exception):
    """A row whose cells are right and that is wrong as a whole."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.sentence = column, sentence


def _imported(
    kind: SheetKind,
    content: bytes,
    name: str,
    heads: tuple[Head, ...],
    put: Put,
    ente: Ente,
    actor: Actor,
    now: datetime,
) -> SheetImport:
    if len(content) > SHEET_BYTES:
        raise Refusal(_("Il foglio supera 5 MB: dividilo in più fogli."), code="too_large")
    rows, faults = read_sheet(content, name, heads, most=SHEET_ROWS)
    added = 0
    written = 0
    for row in rows:
        try:
            added += put(row)
            written += 1
        except _Wrong as wrong:
            faults.append(Fault(row.number, str(wrong.column), str(wrong.sentence)))
    faults.sort(key=lambda one: one.row)
    done = SheetImport.objects.create(
        kind=kind, ente=ente, author_id=actor.person_id, file_name=name[:200], at=now,
        added=added, changed=written - added,
        faults=[one.as_dict() for one in faults[:FAULTS_KEPT]],
    )  # fmt: skip
    counts: dict[str, Any] = {
        "name": done.file_name, "added": added, "changed": done.changed, "wrong": len(faults),
    }  # fmt: skip
    said = _("«%(name)s»: %(added)d righe nuove, %(changed)d aggiornate, %(wrong)d errori.")
    trail.record("sua.sheet.imported", said % counts, subject=done, actor=actor, now=now)
    return done
