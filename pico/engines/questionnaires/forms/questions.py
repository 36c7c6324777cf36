"""Questions, sections and conditions as the designer types them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..language import conditions
from ..language.outline import Outline, Question
from ..models.definitions import CODE
from ..terms import (
    MAX_OPTIONS,
    NUMBERS,
    OPEN_TEXTS,
    WITH_OPTIONS,
    WITH_ROWS,
    ColumnKind,
    Kind,
    Prefill,
)

LINES = forms.Textarea(attrs={"rows": 6})
CONDITIONS = 3
COLUMN_WORDS = {str(label): value for value, label in ColumnKind.choices}


def lines_of(entries: list[dict]) -> str:
    """Options or columns as text, one per line; a column that is not text says its kind."""
    return "\n".join(
        entry["label"]
        if entry.get("kind", ColumnKind.TEXT) == ColumnKind.TEXT
        else f"{entry['label']} | {ColumnKind(entry['kind']).label}"
        for entry in entries
    )


def entries_of(text: str, before: list[dict], prefix: str, *, kinds: bool = False) -> list[dict]:
    """Read one entry per line. A line that was there keeps its code; a reworded one too, by place."""
    labels = [line.strip() for line in text.splitlines() if line.strip()][:MAX_OPTIONS]
    known = {entry["label"]: entry["code"] for entry in before}
    same_length = len(labels) == len(before)
    taken = {entry["code"] for entry in before}
    made: list[dict] = []
    for place, line in enumerate(labels):
        label, kind = _split(line) if kinds else (line, "")
        code = known.get(label) or (before[place]["code"] if same_length else "")
        if not code or code in {one["code"] for one in made}:
            code = _free(prefix, taken | {one["code"] for one in made})
        made.append({"code": code, "label": label, **({"kind": kind} if kinds else {})})
    return made


def _split(line: str) -> tuple[str, str]:
    label, _bar, kind = line.rpartition("|")
    if not label:
        return line, ColumnKind.TEXT
    return label.strip(), COLUMN_WORDS.get(kind.strip().lower(), ColumnKind.TEXT)


def _free(prefix: str, taken: set[str]) -> str:
    number = 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


class ConditionForm(forms.Form):
    """«Mostra se»: up to three comparisons, joined by «tutte» or «almeno una»."""

    join = forms.ChoiceField(
        label=_("Mostra se"),
        required=False,
        choices=[("all", _("valgono tutte")), ("any", _("ne vale almeno una"))],
    )

    def __init__(self, *args, outline: Outline, before: list[str], shown_if: dict, **kwargs):
        super().__init__(*args, prefix="se", **kwargs)
        self.before = {code: outline.by_code[code] for code in before}
        self.kept = shown_if if _is_too_deep(shown_if) else {}
        questions = [("", "—")] + [
            (code, f"{one.label[:70]} ({code})")
            for code, one in self.before.items()
            if one.kind != Kind.NOTE
        ]
        operators = list(conditions.OPERATORS.items())
        for n in range(CONDITIONS):
            self.fields[f"question{n}"] = forms.ChoiceField(
                label=_("Domanda"), choices=questions, required=False
            )
            self.fields[f"op{n}"] = forms.ChoiceField(
                label=_("Confronto"), choices=operators, required=False
            )
            self.fields[f"value{n}"] = forms.CharField(
                label=_("Valore"), required=False, max_length=200
            )
        if not self.is_bound:
            self._show(shown_if)

    def _show(self, tree: dict) -> None:
        self.initial["join"] = "any" if tree and "any" in tree else "all"
        for n, leaf in enumerate(list(conditions.leaves(tree))[:CONDITIONS]):
            question = self.before.get(leaf["question"])
            labels = dict(question.choices) if question else {}
            value = leaf.get("value", "")
            self.initial |= {
                f"question{n}": leaf["question"],
                f"op{n}": leaf["op"],
                f"value{n}": labels.get(value, value),
            }

    @property
    def lines(self) -> list[tuple]:
        return [
            (self[f"question{n}"], self[f"op{n}"], self[f"value{n}"]) for n in range(CONDITIONS)
        ]

    @property
    def options(self) -> dict[str, list[str]]:
        """The answers that each earlier question offers, for the browser to propose."""
        return {code: [label for _c, label in one.choices] for code, one in self.before.items()}

    def tree(self) -> dict:
        """The condition as it is kept; a label of an answer becomes its code."""
        if self.kept:
            return self.kept
        found = [self._leaf(n) for n in range(CONDITIONS) if self.cleaned_data.get(f"question{n}")]
        return {self.cleaned_data.get("join") or "all": found} if found else {}

    def _leaf(self, n: int) -> dict:
        code, typed = self.cleaned_data[f"question{n}"], self.cleaned_data[f"value{n}"]
        codes = {label.casefold(): key for key, label in self.before[code].choices}
        value = codes.get(typed.strip().casefold(), typed)
        return {"question": code, "op": self.cleaned_data[f"op{n}"] or "equals", "value": value}


def _is_too_deep(tree: dict) -> bool:
    """A condition of an XLSForm may be more than the three lines can show: it is kept as it is."""
    parts = next((tree[join] for join in conditions.JOINS if join in tree), [tree] if tree else [])
    is_flat = all("question" in part for part in parts)
    return not is_flat or len(parts) > CONDITIONS


class SectionForm(forms.Form):
    title = forms.CharField(label=_("Titolo della sezione"), max_length=250)
    help = forms.CharField(
        label=_("Testo sotto il titolo"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class WordingForm(forms.Form):
    """Only words: for a question that is already locked."""

    label = forms.CharField(
        label=_("Domanda"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    help = forms.CharField(
        label=_("Aiuto"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class QuestionForm(forms.Form):
    """One question of a kind already chosen: only the fields that this kind has."""

    label = forms.CharField(
        label=_("Domanda"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    help = forms.CharField(
        label=_("Aiuto"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Che cosa contare, da dove prendere il dato: sta sotto la domanda."),
    )
    is_required = forms.BooleanField(label=_("Obbligatoria"), required=False)
    options = forms.CharField(
        label=_("Risposte, una per riga"), required=False, widget=LINES, max_length=20_000
    )
    rows = forms.CharField(label=_("Righe, una per riga"), required=False, widget=LINES)
    least = forms.DecimalField(label=_("Valore minimo"), required=False, localize=True)
    most = forms.DecimalField(label=_("Valore massimo"), required=False, localize=True)
    decimals = forms.IntegerField(
        label=_("Cifre dopo la virgola"), required=False, min_value=0, max_value=4
    )
    unit = forms.CharField(
        label=_("Unità di misura"), required=False, max_length=20, help_text=_("km, persone, anni…")
    )
    min_choices = forms.IntegerField(label=_("Almeno quante"), required=False, min_value=0)
    max_choices = forms.IntegerField(label=_("Al massimo quante"), required=False, min_value=1)
    max_length = forms.IntegerField(
        label=_("Al massimo quanti caratteri"), required=False, min_value=1, max_value=10_000
    )
    labels = forms.CharField(
        label=_("Etichette da 1 a 5, una per riga"), required=False, widget=LINES
    )
    prefill = forms.ChoiceField(
        label=_("Precompila dal registro degli enti"), choices=Prefill.choices, required=False
    )
    code = forms.CharField(
        label=_("Codice"),
        required=False,
        max_length=40,
        validators=[CODE],
        help_text=_("Il nome della colonna nei file. Se resta vuoto lo sceglie la piattaforma."),
    )

    def __init__(self, *args, kind: str, question: Question | None = None, **kwargs) -> None:
        self.kind, self.question = Kind(kind), question
        if question:
            kwargs["initial"] = _initial(question)
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - fields_of(self.kind):
            del self.fields[name]
        if self.kind == Kind.TABLE:
            self.fields["rows"].label = _("Colonne, una per riga")
            self.fields["rows"].help_text = _(
                "Dopo una barra il tipo: «Importo | importo», «Anno | numero», «Dal | data»."
            )
        if self.kind == Kind.NOTE:
            self.fields["label"].label = _("Testo da leggere")

    def clean_options(self) -> list[dict]:
        before = self.question.options if self.question else []
        return entries_of(self.cleaned_data["options"], before, "r")

    def clean_rows(self) -> list[dict]:
        before = self.question.rows if self.question else []
        is_table = self.kind == Kind.TABLE
        return entries_of(
            self.cleaned_data["rows"], before, "c" if is_table else "v", kinds=is_table
        )

    def clean(self):
        cleaned = super().clean()
        least, most = cleaned.get("least"), cleaned.get("most")
        if least is not None and most is not None and least > most:
            raise ValidationError(_("Il minimo è più grande del massimo."), code="min_over_max")
        return cleaned

    def values(self) -> dict:
        """What the action takes: fields of the question, the rest in its settings."""
        cleaned = self.cleaned_data
        settings = {
            key: _plain(cleaned.get(name))
            for name, key in SETTINGS.items()
            if cleaned.get(name) not in (None, "")
        }
        if cleaned.get("labels"):
            settings["labels"] = [one.strip() for one in cleaned["labels"].splitlines()][:5]
        names = ("label", "help", "is_required", "options", "rows", "code")
        kept = {name: cleaned[name] for name in names if name in cleaned}
        return {"kind": self.kind, "settings": settings, **kept}


SETTINGS = {
    "least": "min",
    "most": "max",
    "decimals": "decimals",
    "unit": "unit",
    "min_choices": "min",
    "max_choices": "max",
    "max_length": "max_length",
    "prefill": "prefill",
}


def _plain(value):
    return value if isinstance(value, int | str) else str(value)


def fields_of(kind: str) -> set[str]:
    found = {"label", "help", "code"}
    if kind == Kind.NOTE:
        return found
    found.add("is_required")
    groups = (
        (WITH_OPTIONS, ("options",)),
        (WITH_ROWS, ("rows",)),
        (NUMBERS, ("least", "most", "prefill")),
        ({Kind.NUMBER, Kind.PERCENT}, ("decimals",)),
        ({Kind.NUMBER}, ("unit",)),
        ({Kind.MULTIPLE}, ("min_choices", "max_choices")),
        (OPEN_TEXTS, ("max_length", "prefill")),
        ({Kind.SCALE}, ("labels",)),
    )
    return found.union(*(names for kinds, names in groups if kind in kinds))


def _initial(question: Question) -> dict:
    settings = question.settings
    is_choice = question.kind == Kind.MULTIPLE
    return {
        **{name: getattr(question, name) for name in ("label", "help", "is_required", "code")},
        "options": lines_of(question.options),
        "rows": lines_of(question.rows),
        "least": None if is_choice else settings.get("min"),
        "most": None if is_choice else settings.get("max"),
        "min_choices": settings.get("min"),
        "max_choices": settings.get("max"),
        "labels": "\n".join(settings.get("labels", [])),
        **{name: settings.get(name) for name in ("decimals", "unit", "max_length", "prefill")},
    }
