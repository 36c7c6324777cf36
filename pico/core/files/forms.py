"""What comes in from the pages of the files."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.access.scopes import Level
from pico.core.enti.models import Ente
from pico.core.people.fields import ScopeChoiceField
from pico.core.ui.forms import FilesField, FilterForm, ItalianDateInput

from . import formats, queries
from .limits import limits
from .models import StoredFile
from .terms import FileKind, ScanState

ACCEPTED = tuple(f".{extension}" for extension in formats.BY_EXTENSION)


class UploadForm(forms.Form):
    """One or many files, described once."""

    def __init__(self, *args, actor, upload_url: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        bounds = limits()
        self.fields["files"] = FilesField(
            label=_("File"),
            max_bytes=bounds.max_bytes,
            upload_url=upload_url,
            required="files_ids" not in self.data,  # the island sent them before the form
            error_messages={"required": _("Scegli almeno un file.")},
            help_text=_("Formati: %(families)s. Al massimo %(count)s file per volta.")
            % {"families": ", ".join(formats.families()), "count": bounds.max_files},
        )
        self.fields["title"] = forms.CharField(
            label=_("Titolo"), max_length=250, required=False,
            help_text=_("Con un solo file. Vuoto: si prende dal nome del file."),
        )  # fmt: skip
        self.fields["kind"] = forms.ChoiceField(
            label=_("Tipo di documento"), choices=FileKind.choices, initial=FileKind.OTHER
        )
        self.fields["description"] = forms.CharField(
            label=_("Descrizione"),
            max_length=4000,
            required=False,
            widget=forms.Textarea({"rows": 3}),
        )
        self.fields["scope"] = ScopeChoiceField(actor=actor, initial=f"ente:{actor.ente_id}")
        self.fields["twins"] = forms.BooleanField(
            label=_("Carica anche i doppioni"), required=False,
            help_text=_("Un file che l'ente ha già di solito non serve due volte."),
        )  # fmt: skip

    def clean_files(self):
        files, most = self.cleaned_data["files"], limits().max_files
        if len(files) > most:
            raise forms.ValidationError(
                _("Hai scelto %(chosen)s file: al massimo %(most)s per volta."),
                code="too_many",
                params={"chosen": len(files), "most": most},
            )
        return files


class VersionForm(forms.Form):
    file = forms.FileField(label=_("File della nuova versione"))
    note = forms.CharField(
        label=_("Che cosa cambia"), max_length=500, required=True,
        help_text=_("Una riga per chi l'ha già letto: «Aggiornati gli importi dell'allegato B»."),
    )  # fmt: skip
    is_major = forms.BooleanField(
        label=_("È una versione importante"), required=False,
        help_text=_("Passa al numero intero seguente, per esempio da 1.3 a 2.0."),
    )  # fmt: skip


class DescriptionForm(forms.ModelForm):
    class Meta:
        model = StoredFile
        fields = ("title", "kind", "description")
        widgets = {"description": forms.Textarea({"rows": 4})}


class ScopeForm(forms.Form):
    def __init__(self, *args, actor, file: StoredFile, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"] = ScopeChoiceField(actor=actor, was=file.scope)


def _with_all(choices):
    return [("", _("Tutti")), *choices]


class LibraryFilter(FilterForm):
    """The filters of the list."""

    testo = forms.CharField(label=_("Titolo"), required=False)
    tipo = forms.ChoiceField(label=_("Tipo"), choices=_with_all(FileKind.choices), required=False)
    livello = forms.ChoiceField(
        label=_("Chi lo vede"), choices=_with_all(Level.choices), required=False
    )
    ente = forms.ModelChoiceField(
        label=_("Ente"), queryset=Ente.objects.none(), empty_label=_("Tutti"), required=False
    )
    dal = forms.DateField(label=_("Cambiato dal"), required=False, widget=ItalianDateInput)
    al = forms.DateField(label=_("al"), required=False, widget=ItalianDateInput)
    stato = forms.ChoiceField(
        label=_("Antivirus"), choices=_with_all(ScanState.choices), required=False
    )

    def __init__(self, *args, actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        enti = self.fields["ente"]
        if isinstance(enti, forms.ModelChoiceField):
            enti.queryset = queries.enti_with_files(actor)

    def narrow(self, rows):
        chosen = self.chosen
        return queries.narrowed(
            rows,
            text=chosen.get("testo", ""),
            kind=chosen.get("tipo", ""),
            level=chosen.get("livello", ""),
            ente=chosen.get("ente"),
            since=chosen.get("dal"),
            until=chosen.get("al"),
            state=chosen.get("stato", ""),
            insider_of=self.actor.ente_id,
        )
