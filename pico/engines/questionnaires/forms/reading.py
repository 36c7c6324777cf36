"""From a posted page to raw values: each kind of question has its own fields."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pico.core.codes import queries as codes
from pico.core.codes.terms import CodeList
from pico.core.enti.models import Ente
from pico.core.enti.queries import search_enti
from pico.core.enti.terms import EnteKind
from pico.core.foundation.identifiers import check_cpv
from pico.core.ui.forms import PickerField

from ..language.errors import Wrong
from ..language.outline import Question
from ..terms import MAX_ROWS, Kind

ASKED, FIELD, BASE, CHOSEN = "domanda", "d_", "v_", "r_"


def name_of(question: Question) -> str:
    return f"{FIELD}{question.code}"


def read(question: Question, data) -> Any:
    """Return what was typed for a question, not judged yet; a file comes by its own way."""
    return READERS.get(question.kind, _one)(question, data)


def _one(question: Question, data) -> str:
    return data.get(name_of(question), "")


def _several(question: Question, data) -> list[str]:
    return data.getlist(name_of(question))


def _matrix(question: Question, data) -> dict:
    name = name_of(question)
    return {row["code"]: data.get(f"{name}__{row['code']}", "") for row in question.rows}


def _ranking(question: Question, data) -> list[str]:
    """Places typed beside each entry; nothing typed is no answer."""
    name = name_of(question)
    places = [(data.get(f"{name}__{code}", ""), code) for code, _label in question.choices]
    if not any(place for place, _code in places):
        return []
    given = [int(place) for place, _code in places if place.isdigit()]
    if sorted(given) != list(range(1, len(places) + 1)):
        return ["?"]
    return [code for _place, code in sorted(places, key=lambda pair: int(pair[0]))]


def _table(question: Question, data) -> list[dict]:
    name = name_of(question)
    return [
        {column["code"]: data.get(f"{name}__{n}__{column['code']}", "") for column in question.rows}
        for n in range(MAX_ROWS)
    ]


def _ente(question: Question, data) -> dict | str:
    name = name_of(question)
    key, text = data.get(name, ""), data.get(f"{name}_text", "").strip()
    if not (key or text):
        return ""
    living = Ente.objects.filter(valid_to__isnull=True)
    if question.kind == Kind.COMUNE:
        living = living.filter(kind=EnteKind.COMUNE)
    try:
        found = PickerField(living, search=search_enti, required=False).clean((key, text))
    except ValidationError as error:
        raise Wrong(error.messages[0], "not_in_the_list") from None
    return {"id": found.pk, "label": found.name} if found else ""


def _code(question: Question, data) -> str:
    """A code chosen from its list, or typed; once the list is loaded, only what is in it."""
    name = name_of(question)
    chosen = data.get(name, "").strip()
    text = data.get(f"{name}_text", chosen).strip()
    typed = chosen if text.startswith(chosen) and chosen else text.partition(" – ")[0]
    if not typed:
        return ""
    try:
        code = check_cpv(typed)
    except ValidationError:
        raise Wrong(_NOT_A_CODE, "cpv") from None
    if codes.is_loaded(CodeList.CPV) and codes.named(CodeList.CPV, code[:8]) is None:
        raise Wrong(
            _("Il CPV %(code)s non è nell'elenco: cercalo per cifre o per parole.")
            % {"code": code},
            "not_in_the_list",
        )
    return code


_NOT_A_CODE = _("Scegli il CPV dall'elenco, cercandolo per parole, o scrivi le sue 8 cifre.")

READERS: dict[str, Callable[[Question, Any], Any]] = {
    Kind.MULTIPLE: _several,
    Kind.MATRIX: _matrix,
    Kind.RANKING: _ranking,
    Kind.TABLE: _table,
    Kind.ENTE: _ente,
    Kind.COMUNE: _ente,
    Kind.CPV: _code,
}


def read_all(questions: Iterable[Question], data) -> tuple[dict[str, Any], dict[str, str]]:
    """Return raw values and errors of the questions that the page says it asked."""
    asked = set(data.getlist(ASKED))
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for question in questions:
        if question.code not in asked or question.kind in (Kind.NOTE, Kind.FILE):
            continue
        try:
            values[question.code] = read(question, data)
        except Wrong as error:
            errors[question.code] = error.message
    return values, errors


def bases_in(data) -> dict[str, int]:
    """The versions that the writer had before his eyes; a choice made in a conflict counts more."""
    bases = {}
    for name in data:
        code, value = name[2:], data.get(name, "")
        if name.startswith(BASE) and value.isdigit():
            bases.setdefault(code, int(value))
        elif name.startswith(CHOSEN) and value.isdigit():
            bases[code] = int(value)
    return bases
