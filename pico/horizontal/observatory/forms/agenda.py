"""Forms of the digital agenda."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import ItalianDateInput

from ..actions.agenda import FIELDS
from ..models import DigitalIndex
from ..queries.places import by_sigla, comuni
from ..terms.agenda import Call
from .sections import ANY, PLACES, SectionFilter


class AgendaFilter(SectionFilter):
    """Period and places; of one Province also one of its Comuni."""

    comune = forms.ChoiceField(label=_("Comune"), required=False)

    def __init__(self, data) -> None:
        super().__init__(data, shown=("dal", "al", *PLACES, "comune"))
        one = by_sigla().get(data.get("provincia", ""))
        if one is None or len(data.getlist("provincia")) != 1:
            del self.fields["comune"]
        else:
            names = comuni(one.province_code)
            self.fields["comune"].choices = [ANY, *sorted(names.items(), key=lambda pair: pair[1])]


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
