"""Answers row by row, for files of any length: memory does not grow with the answers."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from ..language.outline import Outline, Question
from ..language.values import coded, shown
from ..models import Answer, Campaign, Response
from ..terms import BODIES, NUMBERS, Anonymity, Kind

CHUNK = 500


def heads(campaign: Campaign, outline: Outline, *, codes: bool) -> list[str]:
    """The first line: codes for programmes, questions for persons."""
    own = [key if codes else label for key, label in _who_columns(campaign)]
    return own + [question.code if codes else question.label for question in outline.asked]


def _who_columns(campaign: Campaign) -> list[tuple[str, str]]:
    """Who answered: with a pseudonym neither the moment nor the territory, which would name him."""
    columns = [("risposta", _("Risposta"))]
    if campaign.is_anonymous:
        return columns
    if campaign.anonymity == Anonymity.NAMED:
        columns += [
            ("ente", _("Ente")), ("codice_ipa", _("Codice IPA")), ("persona", _("Compilatore")),
            ("provincia", _("Territorio")), ("inviata_il", _("Inviata il")),
        ]  # fmt: skip
    return [*columns, ("regione", _("Regione")), ("tipo", _("Tipo di ente"))]


def rows(campaign: Campaign, outline: Outline, *, codes: bool) -> Iterator[list[Any]]:
    """One line per official answer, in the order of keys drawn by lot; two statements every 500."""
    asked = outline.asked
    last = 0
    while chunk := list(_after(campaign, last)):
        last = chunk[-1].pk
        values = _values([one.pk for one in chunk])
        for response in chunk:
            given = values.get(response.pk, {})
            shown_to = outline.shown({q.code: given.get(q.pk) for q in asked})
            yield [
                *_who(campaign, response),
                *(
                    _cell(question, given.get(question.pk), codes)
                    if question.code in shown_to
                    else None
                    for question in asked
                ),
            ]


def _after(campaign: Campaign, last: int):
    found = Response.objects.filter(campaign=campaign, is_official=True, pk__gt=last)
    return found.select_related("invitation__ente", "sent_by").order_by("pk")[:CHUNK]


def _values(responses: list[int]) -> dict[int, dict[int, Any]]:
    found: dict[int, dict[int, Any]] = {}
    rows = Answer.objects.filter(response__in=responses)
    for response, question, value in rows.values_list("response", "question", "value"):
        found.setdefault(response, {})[question] = value
    return found


def _who(campaign: Campaign, response: Response) -> list[Any]:
    own: list[Any] = [response.pseudonym]
    if campaign.is_anonymous:
        return own
    if campaign.anonymity == Anonymity.NAMED:
        ente = response.invitation.ente if response.invitation else None
        own += [
            ente.name if ente else "",
            ente.ipa_code if ente else "",
            str(response.sent_by) if response.sent_by else "",
            response.territory,
            response.sent_at,
        ]
    return [*own, response.region, response.ente_kind]


def _cell(question: Question, value: Any, codes: bool) -> Any:
    if value is None:
        return None
    if question.kind in NUMBERS:
        return _as_number(value)
    if codes and question.kind not in BODIES | {Kind.FILE}:
        return coded(value)
    return shown(question, value)


def _as_number(value: str) -> int | float:
    return float(value) if "." in value else int(value)


def codebook(outline: Outline) -> Iterator[list[str]]:
    """What each column means: a line per question, then a line per answer that may be chosen."""
    yield [
        _("Codice"), _("Sezione"), _("Domanda"), _("Tipo"), _("Obbligatoria"), _("Unità"),
        _("Codice risposta"), _("Etichetta risposta"),
    ]  # fmt: skip
    for section in outline.sections:
        for question in section.questions:
            if question.kind == Kind.NOTE:
                continue
            first = [
                question.code, section.title, question.label, str(Kind(question.kind).label),
                _("sì") if question.is_required else _("no"), question.unit,
            ]  # fmt: skip
            yield [*first, "", ""]
            for code, label in question.choices:
                yield [question.code, "", "", "", "", "", code, label]
            for row in question.rows:
                yield [question.code, "", "", "", "", "", row["code"], row["label"]]
