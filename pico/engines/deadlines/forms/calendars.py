"""The saint and the days of rest of an ente."""

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import ItalianDateInput


class PatronForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(label=_("Santo patrono"), max_length=80)
    day = forms.IntegerField(label=_("Giorno"), min_value=1, max_value=31)
    month = forms.TypedChoiceField(label=_("Mese"), coerce=int, choices=MONTHS.items)
    source = forms.CharField(
        label=_("Fonte"),
        max_length=200,
        required=False,
        help_text=_("L'atto o il contratto che lo stabilisce."),
    )


class HolidayForm(forms.Form):
    use_required_attribute = False
    day = forms.DateField(label=_("Giorno"), widget=ItalianDateInput)
    name = forms.CharField(label=_("Motivo"), max_length=120)
    source = forms.CharField(
        label=_("Fonte"),
        max_length=200,
        required=False,
        help_text=_("Per esempio: decreto del Presidente n. 12/2026."),
    )
    everybody = forms.BooleanField(
        label=_("Vale per tutti gli enti"),
        required=False,
        help_text=_("Una festività nuova, stabilita da una legge."),
    )

    def __init__(self, data=None, *, may_be_national: bool = False) -> None:
        super().__init__(data)
        if not may_be_national:
            del self.fields["everybody"]
