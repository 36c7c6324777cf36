"""«Segnala un errore» and its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReportForm(forms.Form):
    text = forms.CharField(
        label=_("Che cosa non torna?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Scrivi il valore che ti aspetti e da dove viene. Non scrivere dati personali."),
    )  # fmt: skip
    address = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Risposta"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
