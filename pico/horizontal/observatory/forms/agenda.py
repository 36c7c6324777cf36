"""Forms of the digital agenda."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import ItalianDateInput

from ..actions.agenda import FIELDS
from ..models import DigitalIndex
from ..terms.agenda import Call


class IndexForm(forms.ModelForm):
    """A line of the register; the action says what it may not be."""

    url = forms.URLField(label=_("Indirizzo"), max_length=300, assume_scheme="https")

    class Meta:
        model = DigitalIndex
        fields = FIELDS
        widgets = {
            "dimensions": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }


class GoalForm(forms.Form):
    call = forms.ChoiceField(label=_("Misura"), choices=Call.choices)
    target = forms.IntegerField(
        label=_("Traguardo, % dei Comuni della Provincia"), min_value=1, max_value=100
    )
    due_on = forms.DateField(label=_("Entro il"), widget=ItalianDateInput)
    note = forms.CharField(
        label=_("Come"), required=False, max_length=300,
        help_text=_("In una frase: che cosa fa la Provincia per arrivarci."),
    )  # fmt: skip
