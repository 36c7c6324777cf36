"""The story of one object as a file that proves itself: every line with its hashes."""

import csv
import json
from datetime import UTC, datetime

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.text import slugify

from pico.core.ui.lists import harmless

from . import queries
from .models import AuditLine

SALT = "pico.audit.story"
VALID_SECONDS = 60 * 60
HOW = (
    "hash = SHA-256 del testo JSON [hash precedente, tipo, chiave, posizione, istante, evento, frase, "
    "persona, nome, ente, nome dell'ente, dati, riservata], senza spazi e con le chiavi in ordine"
)


def token_for(subject: models.Model, actor) -> str:
    """Return a word that lets this person take the story of an object he has open, for an hour."""
    kept = [subject._meta.label_lower, str(subject.pk), actor.person_id, actor.membership_id]
    return signing.dumps(kept, salt=SALT)


def lines_for(token: str, actor) -> QuerySet[AuditLine] | None:
    """Return the lines that the word is for; None when it is false, old or another person's."""
    try:
        kind, key, *whose = signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    # With his place: who was removed meanwhile, or acts for another ente, asks in vain.
    if not actor.is_known or whose != [actor.person_id, actor.membership_id]:
        return None
    return AuditLine.objects.filter(subject_type=kind, subject_id=key)


def as_file(lines: QuerySet[AuditLine], wanted: str, *, name: str, now: datetime) -> HttpResponse:
    """Write CSV or JSON, oldest line first."""
    rows = [
        {**row, "at": row["at"].astimezone(UTC).isoformat(timespec="microseconds")}
        for row in queries.exported(lines)
    ]
    answer = _csv(rows) if wanted == "csv" else _json(rows, now)
    answer["Content-Disposition"] = f'attachment; filename="storia-{slugify(name)}.{wanted}"'
    return answer


def _json(rows: list[dict], now: datetime) -> HttpResponse:
    content = {"prodotto_il": now, "come_si_verifica": HOW, "righe": rows}
    text = json.dumps(content, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def _csv(rows: list[dict]) -> HttpResponse:
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    names = [field.name for field in AuditLine._meta.fields if field.name != "id"]
    writer = csv.DictWriter(answer, names, delimiter=";")
    writer.writeheader()
    for row in rows:
        data = json.dumps(row["data"], ensure_ascii=False, sort_keys=True)
        told = {
            name: harmless(value) if isinstance(value, str) else value
            for name, value in row.items()
        }
        writer.writerow({**told, "data": data})
    return answer
