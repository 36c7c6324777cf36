"""Forms of the checks made before data leave."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilesField, FilterForm

from ..models import ErrorRemedy
from ..terms.checks import CHECK_BYTES, CHECK_KINDS, PASTED_LINES, MissingCupState

KINDS = (
    ("", _("riconosci da solo")),
    ("cig", _("CIG")),
    ("cup", _("CUP")),
    ("cui", _("CUI")),
    ("ausa", _("codice AUSA")),
    ("cpv", _("CPV")),
    ("istat", _("codice ISTAT")),
    ("nuts", _("NUTS")),
    ("soa", _("categoria SOA")),
)


class PasteForm(forms.Form):
    """Codes pasted, one a line."""

    kind = forms.ChoiceField(label=_("Che codici sono"), choices=KINDS, required=False)
    codes = forms.CharField(
        label=_("Codici"), widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        max_length=40_000, help_text=_("Uno per riga, al massimo 500."),
    )  # fmt: skip

    def clean_codes(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["codes"].splitlines() if line.strip()]
        if len(lines) > PASTED_LINES:
            raise forms.ValidationError(
                _("Sono troppi: al massimo 500 per volta, o carica un file.")
            )
        return lines


class FileForm(forms.Form):
    file = FilesField(
        label=_("File CSV"), accept=CHECK_KINDS, max_bytes=CHECK_BYTES,
        help_text=_("Il file dei CIG nel formato di ANAC, o un foglio con le colonne cig, cup, cod_cpv, codice_ausa… Lo controlla un lavoro in secondo piano."),
    )  # fmt: skip


class ConfirmCigForm(forms.Form):
    cig = forms.CharField(label=_("CIG"), max_length=12)
    reason = forms.CharField(
        label=_("Perché è giusto"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vale per gli enti di questa SUA. Resta nella storia con il tuo nome."),
    )  # fmt: skip


class MissingFilter(FilterForm):
    q = forms.CharField(label=_("CIG"), required=False)
    stato = forms.ChoiceField(
        label=_("Stato"), required=False, choices=[("", _("Tutti")), *MissingCupState.choices]
    )
    pnrr = forms.BooleanField(label=_("Solo PNRR/PNC"), required=False)
    proposto = forms.BooleanField(label=_("Solo con un CUP proposto"), required=False)

    lookups = {"q": "cig__icontains", "stato": "state", "pnrr": "is_pnrr"}

    def narrow(self, rows):
        rows = super().narrow(rows)
        return rows.exclude(proposed_cup="") if self.chosen.get("proposto") else rows


class LinkForm(forms.Form):
    cup = forms.CharField(label=_("CUP"), max_length=20)


class WaiveForm(forms.Form):
    reason = forms.CharField(
        label=_("Perché non è dovuto"), max_length=250,
        help_text=_("Per esempio: manutenzione ordinaria, non un investimento."),
    )  # fmt: skip


class ErrorFilter(FilterForm):
    q = forms.CharField(label=_("Codice o parole del messaggio"), required=False)


class RemedyForm(forms.ModelForm):
    known_issue_url = forms.URLField(
        label=_("Dove se ne parla"), required=False, max_length=300, assume_scheme="https"
    )

    class Meta:
        model = ErrorRemedy
        fields = ("message", "cause", "remedy", "known_issue", "known_issue_url")
        widgets = {
            "message": forms.Textarea(attrs={"rows": 2}),
            "cause": forms.Textarea(attrs={"rows": 3}),
            "remedy": forms.Textarea(attrs={"rows": 4}),
            "known_issue": forms.Textarea(attrs={"rows": 2}),
        }
