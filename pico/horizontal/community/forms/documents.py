"""What comes in from the pages of folders and documents."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.files import formats
from pico.core.files.limits import limits
from pico.core.files.terms import FileKind
from pico.core.foundation.errors import Refusal
from pico.core.foundation.identifiers import check_cig, check_cup
from pico.core.people.fields import ScopeChoiceField
from pico.core.people.terms import Area
from pico.core.ui.forms import FilesField, FilterForm, ItalianDateInput, MoneyField, Sections

from ..models import Document, Folder
from ..queries import documents as queries
from ..terms import Contributors, Fact, Licence, Validity, facts_of

ACCEPTED = tuple(f".{extension}" for extension in formats.BY_EXTENSION)
LANGUAGES = (
    ("it", _("Italiano")), ("en", _("Inglese")), ("fr", _("Francese")), ("de", _("Tedesco")),
    ("sl", _("Sloveno")),
)  # fmt: skip


def _all(choices):
    return [("", _("Tutti")), *choices]


class FolderForm(forms.Form):
    """A folder: with `parent_scope` the levels are those its parent allows; without `scope` none."""

    name = forms.CharField(label=_("Nome"), max_length=120)
    description = forms.CharField(
        label=_("Descrizione"), required=False, max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Che cosa ci si trova, in una riga o due."),
    )  # fmt: skip
    area = forms.ChoiceField(
        label=_("Ambito"),
        choices=[("", _("Nessuno in particolare")), *Area.choices],
        required=False,
    )
    contributors = forms.ChoiceField(
        label=_("Chi aggiunge documenti"), choices=Contributors.choices, widget=forms.RadioSelect
    )

    def __init__(
        self, *args, actor: Actor, limit: str | None = None, with_scope: bool = True, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        if with_scope:
            self.fields["scope"] = ScopeChoiceField(
                actor=actor, parent_scope=limit, initial=limit or f"ente:{actor.ente_id}"
            )


class LevelForm(forms.Form):
    """«Chi lo vede?» of a folder or of a document, within what contains it."""

    def __init__(self, *args, actor: Actor, was: str, limit: str | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"] = ScopeChoiceField(actor=actor, was=was, parent_scope=limit)


class FolderFilter(FilterForm):
    """The filters of a folder."""

    testo = forms.CharField(label=_("Titolo"), required=False)
    tipo = forms.ChoiceField(label=_("Tipo"), choices=_all(FileKind.choices), required=False)
    stato = forms.ChoiceField(label=_("Validità"), choices=_all(Validity.choices), required=False)
    ambito = forms.ChoiceField(label=_("Ambito"), choices=_all(Area.choices), required=False)
    anno = forms.IntegerField(label=_("Anno"), required=False, min_value=1900, max_value=2100)

    def narrow(self, rows):
        chosen = self.chosen
        return queries.narrowed(
            rows,
            text=chosen.get("testo", ""),
            kind=chosen.get("tipo", ""),
            validity=chosen.get("stato", ""),
            area=chosen.get("ambito", ""),
            year=chosen.get("anno"),
        )


class AddForm(Sections, forms.Form):
    """Many documents for one folder, described once."""

    sections = (
        (_("I file"), ("files", "same_name")),
        (_("Che cosa sono"), ("title", "kind", "validity", "description", "has_personal_data")),
        (_("Chi li vede"), ("scope",)),
    )

    same_name = forms.ChoiceField(
        label=_("Se nella cartella c'è già un file con lo stesso nome"),
        choices=(
            ("version", _("diventa una sua nuova versione")),
            ("both", _("si tengono tutti e due")),
        ),
        initial="version",
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("Titolo"), max_length=250, required=False,
        help_text=_("Con un solo file. Vuoto: si prende dal nome del file."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Tipo di documento"), choices=FileKind.choices, initial=FileKind.OTHER
    )
    validity = forms.ChoiceField(
        label=_("Validità"),
        choices=[one for one in Validity.choices if one[0] != Validity.SUPERSEDED],
        initial=Validity.CURRENT,
    )
    description = forms.CharField(
        label=_("Descrizione"), max_length=4000, required=False, widget=forms.Textarea({"rows": 3})
    )
    has_personal_data = forms.BooleanField(
        label=_("Contengono dati personali"), required=False,
        help_text=_("Dei cittadini, dei candidati o dei dipendenti: meglio un livello stretto."),
    )  # fmt: skip

    def __init__(self, *args, actor: Actor, folder: Folder, upload_url: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"] = FilesField(
            label=_("File"),
            max_bytes=limits().max_bytes,
            upload_url=upload_url,
            required="files_ids" not in self.data,
            error_messages={"required": _("Scegli almeno un file.")},
            help_text=_("Formati: %(families)s.") % {"families": ", ".join(formats.families())},
        )
        self.fields["scope"] = ScopeChoiceField(
            actor=actor, parent_scope=folder.scope, initial=folder.scope
        )


class VersionForm(forms.Form):
    note = forms.CharField(
        label=_("Che cosa cambia"), max_length=500,
        help_text=_("Una riga per chi l'ha già letto: «Aggiornati gli importi dell'allegato B»."),
    )  # fmt: skip
    is_major = forms.BooleanField(
        label=_("È una versione importante"), required=False,
        help_text=_("Passa al numero intero seguente, per esempio da 1.3 a 2.0."),
    )  # fmt: skip

    def __init__(self, *args, upload_url: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"] = FilesField(
            label=_("File della nuova versione"),
            max_bytes=limits().max_bytes,
            upload_url=upload_url,
            required="files_ids" not in self.data,
        )
        self.fields["files"].widget.attrs["multiple"] = False
        self.order_fields(["files", "note", "is_major"])


class DocumentForm(Sections, forms.Form):
    """All that is said of a document; the last section is that of its kind."""

    title = forms.CharField(label=_("Titolo"), max_length=250)
    name = forms.CharField(
        label=_("Nome del file"), max_length=150,
        help_text=_("Come si chiama nella cartella, per chi la apre dal proprio computer."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Tipo di documento"), choices=FileKind.choices)
    description = forms.CharField(
        label=_("Descrizione"), max_length=4000, required=False, widget=forms.Textarea({"rows": 3})
    )
    area = forms.ChoiceField(
        label=_("Ambito"),
        choices=[("", _("Nessuno in particolare")), *Area.choices],
        required=False,
    )
    tags = forms.CharField(
        label=_("Parole chiave"),
        max_length=300,
        required=False,
        help_text=_("Separate da virgole."),
    )
    dated_on = forms.DateField(
        label=_("Data del documento"), required=False, widget=ItalianDateInput
    )
    valid_until = forms.DateField(
        label=_("Valido fino al"), required=False, widget=ItalianDateInput,
        help_text=_("L'autore è avvisato trenta giorni prima."),
    )  # fmt: skip
    protocol_number = forms.CharField(
        label=_("Numero di protocollo"), max_length=40, required=False
    )
    protocol_on = forms.DateField(
        label=_("Data di protocollo"), required=False, widget=ItalianDateInput
    )
    cup = forms.CharField(label="CUP", max_length=20, required=False)
    cig = forms.CharField(label="CIG", max_length=14, required=False)
    language = forms.ChoiceField(label=_("Lingua"), choices=LANGUAGES)
    licence = forms.ChoiceField(label=_("Licenza"), choices=Licence.choices)
    has_personal_data = forms.BooleanField(label=_("Contiene dati personali"), required=False)

    def __init__(self, *args, document: Document, kind: str = "", **kwargs) -> None:
        file = document.file
        self.kind_facts = facts_of(kind or file.kind)
        initial = {
            "title": file.title, "kind": kind or file.kind, "description": file.description,
            **{name: getattr(document, name) for name in _PLAIN},
            "tags": ", ".join(document.tags),
            **{_field(fact): document.facts.get(fact.key) for fact in self.kind_facts},
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        for fact in self.kind_facts:
            self.fields[_field(fact)] = _SHAPES[fact.shape](label=fact.label, required=False)
        self.sections = (
            (_("Documento"), ("title", "name", "kind", "description", "area", "tags")),
            (_("Dati del tipo"), tuple(_field(fact) for fact in self.kind_facts)),
            (
                _("Validità e protocollo"),
                ("dated_on", "valid_until", "protocol_number", "protocol_on"),
            ),
            (_("Riferimenti e uso"), ("cup", "cig", "language", "licence", "has_personal_data")),
        )

    def clean_cup(self) -> str:
        return _checked(check_cup, self.cleaned_data["cup"])

    def clean_cig(self) -> str:
        return _checked(check_cig, self.cleaned_data["cig"])

    def clean_tags(self) -> list[str]:
        words = (word.strip().lower() for word in self.cleaned_data["tags"].split(","))
        return list(dict.fromkeys(filter(None, words)))[:20]

    @property
    def data_of_document(self) -> dict[str, Any]:
        """What `actions.describe_document` takes as `data`."""
        clean = self.cleaned_data
        found = {name: clean[name] for name in _PLAIN if name != "name"}
        facts = {fact.key: _plain(clean.get(_field(fact))) for fact in self.kind_facts}
        return {
            **found,
            "tags": clean["tags"],
            "facts": {key: value for key, value in facts.items() if value not in (None, "")},
        }


_PLAIN = (
    "name", "area", "dated_on", "valid_until", "protocol_number", "protocol_on", "cup", "cig",
    "language", "licence", "has_personal_data",
)  # fmt: skip


def _field(fact: Fact) -> str:
    return f"fact_{fact.key}"


def _plain(value):
    """A clean value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if value is not None else None


def _checked(check, text: str) -> str:
    if not text:
        return ""
    try:
        return check(text)
    except Refusal as refusal:
        raise forms.ValidationError(refusal.message, code=refusal.code) from None


_SHAPES = {
    "text": lambda **said: forms.CharField(max_length=250, **said),
    "date": lambda **said: forms.DateField(widget=ItalianDateInput, **said),
    "money": lambda **said: MoneyField(**said),
    "url": lambda **said: forms.URLField(assume_scheme="https", **said),
}


class ValidityForm(forms.Form):
    """Whether the document is to be followed, and what takes its place."""

    validity = forms.ChoiceField(
        label=_("Validità"), choices=Validity.choices, widget=forms.RadioSelect
    )
    superseded_by = forms.ModelChoiceField(
        label=_("Superato da"), queryset=None, required=False,
        empty_label=_("Nessun documento in particolare"),
        help_text=_("Chi apre questo documento trova subito il nuovo. Si sceglie fra quelli della stessa cartella."),
    )  # fmt: skip

    def __init__(self, *args, document: Document, candidates, **kwargs) -> None:
        initial = {"validity": document.validity, "superseded_by": document.superseded_by_id}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["superseded_by"].queryset = candidates

    def clean(self):
        clean = super().clean()
        if clean.get("validity") != Validity.SUPERSEDED:
            clean["superseded_by"] = None
        return clean


class TargetForm(forms.Form):
    """Where to move or copy: a folder to which the actor may add."""

    to = forms.ChoiceField(label=_("Cartella di arrivo"))

    def __init__(self, *args, folders: list[tuple[int, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Scegli una cartella")), *folders]
