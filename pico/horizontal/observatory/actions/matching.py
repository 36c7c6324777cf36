"""Who is who: found again after each load, decided by persons, told to the lake."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal

from ..models import Match
from ..permissions import LakePermission
from ..queries import matches as queries
from ..queries.lake import the_lake
from ..rules.lake import Lake
from ..rules.matching import (
    CERTAIN,
    Registry,
    looks_like_a_province,
    normalised,
    registry_of,
)
from ..rules.tables import TABLES, WHOLE
from ..terms.matches import DECIDED, MatchMethod, MatchState

OWN = "pico"  # the source of the tables that come from the registry


def match_bodies(*, now: datetime) -> int:
    """Tell the lake which bodies there are, find whom each key of the data stands for.

    What a person decided stays. Returns how many keys there are.
    """
    lake = the_lake()
    publish_rows(lake, "bodies", queries.body_rows(), now)
    registry = registry_of(queries.bodies())
    seen = _gathered(queries.mentions(lake, set(registry.codes)))
    with transaction.atomic():
        _write(seen, registry)
    publish_matches(now=now)
    return len(seen)


def _gathered(mentions) -> dict[str, dict]:
    """The keys with their name, rows and euro; a body without a code goes by its name."""
    found: dict[str, dict] = {}
    for one in mentions:
        key = (one.key or normalised(one.name))[:120]
        if not key:
            continue
        line = found.setdefault(
            key, {"name": one.name, "seen": defaultdict(lambda: [0, Decimal(0)])}
        )
        line["name"] = line["name"] or one.name
        line["seen"][one.table][0] += one.rows
        line["seen"][one.table][1] += one.amount
    return found


def _write(seen: dict[str, dict], registry: Registry) -> None:
    known = {one.key: one for one in Match.objects.select_for_update()}
    new = []
    for key, line in seen.items():
        match = known.get(key) or Match(key=key)
        if not _settle(match, line, registry):
            continue
        if match.pk:
            match.save()
        else:
            new.append(match)
    Match.objects.bulk_create(new)
    gone = [one.pk for key, one in known.items() if key not in seen and one.state not in DECIDED]
    Match.objects.filter(pk__in=gone).delete()


def _settle(match: Match, line: dict, registry: Registry) -> bool:
    """Fill a match in; False when it is nobody's and does not look like a Province's."""
    match.name = line["name"][:250]
    match.seen = {table: [rows, str(amount)] for table, (rows, amount) in line["seen"].items()}
    match.rows = sum(rows for rows, _amount in line["seen"].values())
    match.amount = sum((amount for _rows, amount in line["seen"].values()), Decimal(0))
    if match.state in DECIDED:
        return True
    found = registry.resolve(match.key, match.name)
    if found is None:
        match.ente_id, match.method, match.confidence = None, "", 0
        match.state = MatchState.UNMATCHED
        return looks_like_a_province(match.name)
    match.ente_id, match.method = found.body, found.method
    match.confidence = Decimal(str(found.confidence))
    sure = found.confidence == CERTAIN
    match.state = MatchState.AUTOMATIC if sure else MatchState.PROPOSED
    return True


def publish_matches(*, now: datetime) -> None:
    """Tell the lake whom each key stands for, as it is decided now."""
    rows = [
        {"key": key, "ente_id": ente, "method": method, "confidence": float(confidence)}
        for key, ente, method, confidence in queries.counted_matches().values_list(
            "key", "ente_id", "method", "confidence"
        )
    ]
    publish_rows(the_lake(), "matches", rows, now)


def publish_rows(lake: Lake, table: str, rows: list[dict], now: datetime) -> None:
    """Make these rows, that the database has, the whole of a table of the lake."""
    kinds = {WHOLE: pa.int32(), "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_()}
    schema = pa.schema(
        [(name, kinds.get(kind, pa.string())) for name, kind in TABLES[table].items()]
    )
    complete = [{"source": OWN, "file": None, **row} for row in rows]
    version = lake.catalogue().version + 1
    path = lake.folder("clean", OWN) / f"{table}-{version}.parquet"
    pq.write_table(pa.Table.from_pylist(complete, schema=schema), path)
    lake.publish(table, "all", path, rows=len(rows), day=now.date().isoformat(), source=OWN)


# Decided by a person -------------------------------------------------------------------------


@transaction.atomic
def confirm_match(*, match: Match, ente: Ente, actor: Actor, now: datetime) -> Match:
    """Say whom a key stands for; refuses an ente that is no Province or città metropolitana."""
    actor.require(LakePermission.MATCH)
    if ente.kind not in queries.LARGE_AREA:
        raise Refusal(
            _("Scegli una Provincia, un Libero consorzio o una Città metropolitana."),
            code="not_large_area",
        )
    if match.ente_id != ente.pk:
        match.method, match.confidence = MatchMethod.MANUAL, 1
    match.ente = ente
    return _decide(
        match, MatchState.CONFIRMED, _("È %(ente)s.") % {"ente": ente.name}, actor=actor, now=now
    )


@transaction.atomic
def refuse_match(*, match: Match, actor: Actor, now: datetime) -> Match:
    """Say that a key is no Province's."""
    actor.require(LakePermission.MATCH)
    match.ente = None
    return _decide(match, MatchState.REFUSED, _("Non è una Provincia."), actor=actor, now=now)


@transaction.atomic
def undo_match(*, match: Match, actor: Actor, now: datetime) -> Match:
    """Take a decision back: the key goes where the rules put it; refuses what nobody decided."""
    actor.require(LakePermission.MATCH)
    if match.state not in DECIDED:
        raise Refusal(_("Nessuno ha ancora deciso: non c'è niente da annullare."), code="undecided")
    found = registry_of(queries.bodies()).resolve(match.key, match.name)
    match.ente_id = found.body if found else None
    match.method = found.method if found else ""
    match.confidence = Decimal(str(found.confidence)) if found else 0
    state = MatchState.UNMATCHED
    if found:
        state = MatchState.AUTOMATIC if found.confidence == CERTAIN else MatchState.PROPOSED
    return _decide(match, state, _("Decisione annullata."), actor=actor, now=now)


def _decide(match: Match, state: MatchState, sentence: str, *, actor, now) -> Match:
    match.state, match.decided_by_id, match.decided_at = state, actor.person_id, now
    if state not in DECIDED:
        match.decided_by_id = match.decided_at = None
    match.save()
    trail.record(
        f"observatory.match.{state.lower()}", sentence, subject=match, actor=actor, now=now
    )
    transaction.on_commit(lambda: publish_matches(now=now))
    return match
