"""Compare what a source says with the registry, and write the difference in a few statements."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext as _

from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import search_key

from ..models import Ente, EnteCode, EnteTerritory, folded_names
from ..queries import field_label, said
from ..sources.records import Record, Rejected, Run
from ..terms import CodeScheme, Origin, Outcome
from .reporting import Report

BATCH = 400
REMEMBERED = {
    "istat_code": CodeScheme.ISTAT,
    "ipa_code": CodeScheme.IPA,
    "belfiore": CodeScheme.BELFIORE,
    "name": CodeScheme.NAME,
}
# Keys that two enti may share: they find nobody when they do.
SHARED_KEYS = ("kind_and_fiscal_code", "kind_and_name")
EMPTY = ("", None, [])
INTERNAL = ("local_key", "kind")
# A file that would close more than this is more likely broken than true.
MOST_CEASED, MOST_CEASED_SHARE = 20, 0.05


class Sync:
    """One run of one source over the whole registry: `take` each record, then `save`.

    `day` is the day the source speaks of: what it changes was true until the day before.
    """

    def __init__(self, *, source: str, report: Report, day: date, actor, now: datetime) -> None:
        self.source, self.report, self.day = source, report, day
        self.actor, self.now = actor, now
        self.enti: dict[tuple[str, str], Ente] = {}
        self.seen: set[int] = set()
        self._ambiguous: set[tuple[str, str]] = set()
        self._new: list[Ente] = []
        self._dirty: dict[int, Ente] = {}
        self._codes: dict[int, list[tuple[str, Run]]] = {}
        self._territories: dict[int, list[Run]] = {}
        self._by_identity: dict[int, Ente] = {}
        self._history: dict[int, dict[str, list[str]]] = {}
        # The living last, so that they win over the ceased under the same code.
        for ente in Ente.objects.order_by(models.F("valid_to").asc(nulls_last=True)):
            self._index(ente)

    # --- finding --------------------------------------------------------------------------------

    def _index(self, ente: Ente) -> None:
        for key in _keys(ente):
            holder = self.enti.get(key)
            if holder not in (None, ente) and holder.valid_to is None and key[0] in SHARED_KEYS:
                self._ambiguous.add(key)
            self.enti[key] = ente

    def find(self, keys: Iterable[tuple[str, str]]) -> Ente | None:
        """The ente under the first key that fits; a key that two living enti share finds nobody."""
        for kind, value in keys:
            key = (kind, _folded(kind, value))
            if key in self.enti and key not in self._ambiguous:
                return self.enti[key]
        return None

    # --- comparing ------------------------------------------------------------------------------

    def take(self, record: Record, *, may_create: bool = True) -> Ente | None:
        """Create or change the ente of this record; one already taken in this run is refused."""
        ente = self.find(record.keys)
        if ente is None:
            return self._create(record) if may_create else None
        if id(ente) in self._by_identity:
            reason = _("Due righe del file parlano dello stesso ente: vale la prima.")
            self.report.add(Outcome.REFUSED, ente, code=_label(record), reason=reason)
            return ente
        self._by_identity[id(ente)] = ente
        if ente.pk:
            self.seen.add(ente.pk)
        changed = self._compare(ente, record)
        self.report.unchanged += not changed
        self._remember(ente, record)
        return ente

    def _create(self, record: Record) -> Ente:
        values = {**record.fresh, **record.values}
        ente = Ente(**values, origin=Origin.REGISTRY)
        self._new.append(ente)
        self._by_identity[id(ente)] = ente
        self._index(ente)
        self.report.add(Outcome.ADDED, ente, code=_label(record))
        self._remember(ente, record)
        return ente

    def _compare(self, ente: Ente, record: Record) -> bool:
        fresh = {
            name: value for name, value in record.fresh.items() if getattr(ente, name) in EMPTY
        }
        who, changed = (str(ente), identifier(ente)), False
        for name, value in {**record.values, **fresh}.items():
            # A blank in the source says nothing; only the end of a life may be taken back.
            if value in EMPTY and name != "valid_to":
                continue
            if name in ente.manual_fields:
                self._keep_manual(ente, name, value)
            elif not _same(name, getattr(ente, name), value):
                self._change(ente, name, value, who)
                changed = True
        return changed

    def _keep_manual(self, ente: Ente, name: str, value: object) -> None:
        if ente.registry_values.get(name) != value:
            ente.registry_values[name] = value
            self._dirty[ente.pk] = ente
        if getattr(ente, name) != value:
            self.report.add(
                Outcome.KEPT,
                ente,
                code=identifier(ente),
                field=field_label(name),
                before=said(getattr(ente, name)),
                after=said(value),
                reason=_("Valore inserito a mano: il registro dice altro."),
            )

    def _change(self, ente: Ente, name: str, value: object, who) -> None:
        before = getattr(ente, name)
        self.report.add(
            Outcome.CHANGED,
            who[0],
            code=who[1],
            field=field_label(name),
            before=said(before),
            after=said(value),
        )
        if name in REMEMBERED and before:
            run = Run(before, None, self.day - timedelta(days=1))
            self._codes.setdefault(id(ente), []).append((REMEMBERED[name], run))
        if before not in EMPTY and name not in INTERNAL:
            changes = self._history.setdefault(ente.pk, {})
            changes[field_label(name)] = [said(before), said(value)]
        setattr(ente, name, value)
        self._dirty[ente.pk] = ente
        self._index(ente)

    def _remember(self, ente: Ente, record: Record) -> None:
        # What the source itself dates comes first: it wins over what was seen changing here.
        self._codes[id(ente)] = [*record.codes, *self._codes.get(id(ente), ())]
        self._territories[id(ente)] = record.territories

    def reject(self, rejected: Iterable[Rejected]) -> None:
        for row in rejected:
            self.report.add(Outcome.REFUSED, row.name, code=row.code, reason=row.reason)

    def cease(self, candidates: Iterable[Ente], *, reason: str) -> None:
        """Close those that the source no longer lists; refuse a source that would close too many."""
        living = [ente for ente in candidates if ente.valid_to is None]
        gone = [ente for ente in living if ente.pk not in self.seen]
        if len(gone) > max(MOST_CEASED, len(living) * MOST_CEASED_SHARE):
            raise Refusal(
                _(
                    "Il file farebbe cessare %(gone)d enti su %(living)d: sembra incompleto. "
                    "Scaricalo di nuovo; niente è cambiato."
                )
                % {"gone": len(gone), "living": len(living)},
                code="too_many_ceased",
            )
        for ente in gone:
            ente.valid_to = self.day - timedelta(days=1)
            self._dirty[ente.pk] = ente
            self.report.add(Outcome.CEASED, ente, code=identifier(ente), reason=reason)

    def known(self) -> list[Ente]:
        """Every ente that was in the registry before this run."""
        return list({ente.pk: ente for ente in self.enti.values() if ente.pk}.values())

    # --- writing --------------------------------------------------------------------------------

    def save(self) -> None:
        """Write everything: new and changed enti, yesterday's codes, the dated territories."""
        for ente in (*self._new, *self._dirty.values()):
            ente.search_key = folded_names(ente)
            ente.aligned_at = self.now
        Ente.objects.bulk_create(self._new, batch_size=BATCH)
        self._update(list(self._dirty.values()))
        for pks in batched(sorted(self.seen)):
            Ente.objects.filter(pk__in=pks).update(aligned_at=self.now)
        self._save_codes()
        self._save_territories()
        self._save_history()

    def _update(self, enti: list[Ente]) -> None:
        fields = [field.name for field in Ente._meta.concrete_fields if not field.primary_key]
        # One upsert instead of one CASE per field and row: thousands of rows in a second.
        Ente.objects.bulk_create(
            enti,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=fields,
        )

    def _save_codes(self) -> None:
        wanted: dict[tuple[int, str, str], Run] = {}
        for identity, runs in self._codes.items():
            ente = self._by_identity[identity]
            for scheme, run in runs:
                if run.value and run.value != _current(ente, scheme):
                    wanted.setdefault((ente.pk, scheme, run.value), run)
        have = {(code.ente_id, code.scheme, code.code): code for code in EnteCode.objects.all()}
        EnteCode.objects.bulk_create(
            [
                EnteCode(
                    ente_id=pk,
                    scheme=scheme,
                    code=value,
                    valid_from=run.valid_from,
                    valid_to=run.valid_to,
                )
                for (pk, scheme, value), run in wanted.items()
                if (pk, scheme, value) not in have
            ],
            batch_size=BATCH,
        )

    def _save_territories(self) -> None:
        have = {
            (stay.ente_id, stay.territory_id, stay.valid_from): stay
            for stay in EnteTerritory.objects.all()
        }
        new, changed = [], []
        for identity, runs in self._territories.items():
            ente = self._by_identity[identity]
            for run in runs:
                stay = have.get((ente.pk, run.value, run.valid_from))
                if stay is None:
                    new.append(_stay(ente, run))
                elif stay.valid_to != run.valid_to:
                    stay.valid_to = run.valid_to
                    changed.append(stay)
        EnteTerritory.objects.bulk_create(new, batch_size=BATCH)
        EnteTerritory.objects.bulk_update(changed, ["valid_to"], batch_size=BATCH)

    def _save_history(self) -> None:
        """One line for each ente whose data changed; blanks filled are in the report only."""
        for pk, changes in self._history.items():
            said = "; ".join(
                f"{label}: «{before}» → «{after}»" for label, (before, after) in changes.items()
            )
            trail.record(
                "enti.ente.aligned",
                _("Dati aggiornati da %(source)s. %(said)s.")
                % {"source": self.source, "said": said},
                subject=self._dirty[pk],
                actor=self.actor,
                now=self.now,
                changes=changes,
            )


def batched(pks: list[int]) -> Iterable[list[int]]:
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))


def _keys(ente: Ente) -> Iterable[tuple[str, str]]:
    for name in ("local_key", "ipa_code", "belfiore"):
        if value := getattr(ente, name):
            yield name, _folded(name, value)
    if ente.fiscal_code:
        yield "kind_and_fiscal_code", f"{ente.kind}:{ente.fiscal_code}"
    yield "kind_and_name", f"{ente.kind}:{search_key(ente.name)}"


def _folded(kind: str, value: str) -> str:
    return value.casefold() if kind == "ipa_code" else value


def _label(record: Record) -> str:
    return record.keys[0][1]


def _current(ente: Ente, scheme: str) -> str:
    name = next(name for name, known in REMEMBERED.items() if known == scheme)
    return str(getattr(ente, name))


def _stay(ente: Ente, run: Run) -> EnteTerritory:
    return EnteTerritory(
        ente=ente,
        territory_id=run.value,
        valid_from=run.valid_from,
        valid_to=run.valid_to,
    )


def identifier(ente: Ente) -> str:
    """The code under which people look an ente up."""
    return ente.ipa_code or ente.istat_code or ente.local_key or ente.fiscal_code


def _same(name: str, held: object, value: object) -> bool:
    """True when nothing new is said: IPA writes «AGLIE'» where the registry has «Agliè»."""
    if name in ("name", "address") and held:
        return search_key(str(held)) == search_key(str(value))
    return held == value
