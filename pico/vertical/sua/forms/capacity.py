"""The places of a month."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PlacesForm(forms.Form):
    places = forms.IntegerField(
        label=_("Gare che la SUA avvia in questo mese"), min_value=0, max_value=200
    )
    note = forms.CharField(
        label=_("Nota"), required=False, max_length=160,
        help_text=_("La leggono gli enti: per esempio «chiusura estiva»."),
    )  # fmt: skip
