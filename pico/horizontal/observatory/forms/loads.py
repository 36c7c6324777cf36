"""Forms of the register of loads."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm, ItalianDateInput

from ..rules.sources import SOURCES
from ..terms.loads import LoadState

LARGEST = 2 * 1024**3  # bytes; larger files come by `manage.py observatory load`


def source_choices() -> list[tuple[str, str]]:
    return [(source.key, str(source.title)) for source in SOURCES.values()]


class LoadFilter(FilterForm):
    """Which loads to show."""

    lookups = {"archivio": "dataset", "stato": "state", "q": "file_name__icontains"}

    q = forms.CharField(label=_("Nome del file"), required=False)
    archivio = forms.ChoiceField(label=_("Archivio"), required=False)
    stato = forms.ChoiceField(
        label=_("Stato"), required=False, choices=[("", _("Tutti")), *LoadState.choices]
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["archivio"].choices = [("", _("Tutti")), *source_choices()]


class LoadForm(forms.Form):
    """A file brought by hand."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, Parquet, o uno ZIP che ne contiene uno. Al massimo 2 GB."),
    )
    dataset = forms.ChoiceField(
        label=_("Archivio"),
        required=False,
        help_text=_("Di solito si riconosce dalle colonne: scegli solo se non riesce."),
    )
    data_on = forms.DateField(
        label=_("Dati aggiornati al"),
        required=False,
        widget=ItalianDateInput,
        help_text=_("Se il file non lo dice da sé."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dataset"].choices = [("", _("Riconosci dalle colonne")), *source_choices()]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("Il file è più grande di 2 GB: caricalo con il comando «observatory load».")
            )
        return file


class OverrideForm(forms.Form):
    """Why a stopped load is right."""

    reason = forms.CharField(
        label=_("Perché il file va bene così"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
