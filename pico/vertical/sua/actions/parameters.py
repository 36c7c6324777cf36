"""Figures of the law are entered, corrected, followed by others."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal

from ..models import Parameter
from ..permissions import SuaPermission
from ..terms.parameters import DECIMALS, ParameterUnit

SEED = Path(__file__).parents[1] / "data" / "parameters.json"


@transaction.atomic
def load_parameters(*, actor: Actor, now: datetime, path: Path = SEED) -> int:
    """Enter the national seed where a key has no value from that day; what UPI entered stays."""
    actor.require(SuaPermission.CHANGE_PARAMETERS)
    known = set(Parameter.objects.values_list("key", "valid_from"))
    rows = [
        Parameter(**row, entered_at=now, entered_by_id=actor.person_id)
        for row in _seed_rows(json.loads(path.read_text()))
        if (row["key"], row["valid_from"]) not in known
    ]
    Parameter.objects.bulk_create(rows)
    if rows:
        trail.record(
            "sua.parameters.loaded",
            _("Caricati %(n)d valori dei parametri di legge.") % {"n": len(rows)},
            subject=rows[-1],
            actor=actor,
            now=now,
        )
    return len(rows)


def _seed_rows(entries: list[dict]):
    for entry in entries:
        for period in entry["periods"]:
            yield {
                "key": entry["key"], "group": entry["group"], "label": entry["label"],
                "unit": entry["unit"], "value": period["value"],
                "valid_from": parse_date(period["valid_from"]),
                "valid_to": parse_date(period.get("valid_to", "")) if "valid_to" in period else None,
                "article": period["article"], "url": period.get("url", ""),
                "note": period.get("note", ""),
            }  # fmt: skip


@transaction.atomic
def follow_parameter(
    *, key: str, value: Any, valid_from: date, article: str, actor: Actor, now: datetime,
    url: str = "", note: str = "",
) -> Parameter:  # fmt: skip
    """A new value from a day on: the one in force until then ends the day before.

    Refuses a day on which another value of the key already begins, or that lies inside a closed past.
    """
    actor.require(SuaPermission.CHANGE_PARAMETERS)
    former = _last(key)
    if valid_from <= former.valid_from:
        raise Refusal(
            _(
                "Dal %(day)s c'è già un valore: per cambiarlo usa «Correggi», per un periodo nuovo "
                "indica un giorno successivo."
            )
            % {"day": f"{former.valid_from:%d/%m/%Y}"},
            code="overlap",
        )
    if former.valid_to is None or former.valid_to >= valid_from:
        former.valid_to = valid_from - timedelta(days=1)
        former.save(update_fields=["valid_to"])
    made = Parameter.objects.create(
        key=key, group=former.group, label=former.label, unit=former.unit,
        value=checked(former.unit, value), valid_from=valid_from, article=_said(article), url=url,
        note=note, entered_at=now, entered_by_id=actor.person_id,
    )  # fmt: skip
    _tell("sua.parameter.followed", _("Nuovo valore di «%(label)s».") % {"label": made.label},
          made, former, actor=actor, now=now)  # fmt: skip
    return made


@transaction.atomic
def correct_parameter(
    *, parameter: Parameter, value: Any, article: str, actor: Actor, now: datetime, url: str = "",
    note: str = "", valid_to: date | None = None,
) -> Parameter:  # fmt: skip
    """Put a right value in the place of a wrong one, for the same days; the wrong one is kept beside.

    `valid_to` may end the last period. Refuses an end that begins over a later period.
    """
    actor.require(SuaPermission.CHANGE_PARAMETERS)
    former = Parameter.objects.select_for_update().get(pk=parameter.pk)
    if former.replaced_at:
        raise Refusal(
            _("Questo valore è già stato corretto: ricarica la pagina."), code="changed_meanwhile"
        )
    _check_end(former, valid_to)
    former.replaced_at = now
    former.save(update_fields=["replaced_at"])
    made = Parameter.objects.create(
        key=former.key, group=former.group, label=former.label, unit=former.unit,
        value=checked(former.unit, value), valid_from=former.valid_from, valid_to=valid_to,
        article=_said(article), url=url, note=note, entered_at=now,
        entered_by_id=actor.person_id,
    )  # fmt: skip
    former.replaced_by = made
    former.save(update_fields=["replaced_by"])
    _tell("sua.parameter.corrected", _("Valore corretto di «%(label)s».") % {"label": made.label},
          made, former, actor=actor, now=now)  # fmt: skip
    return made


def _last(key: str) -> Parameter:
    return (
        Parameter.objects.select_for_update()
        .filter(key=key, replaced_at=None)
        .order_by("-valid_from")[0]
    )


def _check_end(former: Parameter, valid_to: date | None) -> None:
    if valid_to and valid_to < former.valid_from:
        raise Refusal(
            _("Il periodo finisce prima di cominciare: controlla le date."), code="wrong_period"
        )
    later = Parameter.objects.filter(
        key=former.key, replaced_at=None, valid_from__gt=former.valid_from
    ).order_by("valid_from").first()  # fmt: skip
    if later and (valid_to is None or valid_to >= later.valid_from):
        raise Refusal(
            _("Dal %(day)s vale un altro valore: questo deve finire prima.")
            % {"day": f"{later.valid_from:%d/%m/%Y}"},
            code="overlap",
        )


def _said(article: str) -> str:
    if not article.strip():
        raise Refusal(
            _("Scrivi la fonte: articolo e atto da cui viene il valore."), code="no_source"
        )
    return article.strip()


def checked(unit: str, value: Any) -> Any:
    """A value as it is kept; refuses what the unit does not allow."""
    if unit == ParameterUnit.BANDS:
        return _bands(value)
    if value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise Refusal(
            _("Il valore non è un numero: scrivilo in cifre."), code="wrong_value"
        ) from None
    if number < 0:
        raise Refusal(_("Il valore non può essere negativo."), code="wrong_value")
    if unit in DECIMALS:
        return f"{number:.2f}"
    if number != int(number):
        raise Refusal(_("Serve un numero intero."), code="wrong_value")
    return int(number)


def _bands(rows: Any) -> list[Mapping[str, str]]:
    """Bands in rising order, the first from zero."""
    try:
        kept = [{name: f"{Decimal(str(text)):.2f}" for name, text in row.items()} for row in rows]
        starts = [Decimal(row["from"]) for row in kept]
        well = starts[0] == 0 and starts == sorted(set(starts)) and all("value" in r for r in kept)
    except (AttributeError, IndexError, InvalidOperation, KeyError, TypeError, ValueError):
        well, kept = False, []
    if not well:
        raise Refusal(
            _("Le fasce cominciano da zero e salgono, ciascuna con il suo importo."),
            code="wrong_bands",
        )
    return kept


def _tell(
    name: str, sentence: str, made: Parameter, former: Parameter, *, actor: Actor, now: datetime
) -> None:
    trail.record(
        name, sentence, subject=made, actor=actor, now=now,
        changes={
            _("Valore"): [str(former.value), str(made.value)],
            _("Fonte"): [former.article, made.article],
        },
    )  # fmt: skip
    announce(name, subject=made, actor=actor, key=made.key)
