"""How a list of dues is narrowed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Ente
from pico.core.enti.queries import search_enti
from pico.core.ui.forms import FilterForm, ItalianDateInput, PickerField

from ..queries.dues import named
from ..terms.dues import ACT_LENGTH, DueState


class DueFilter(FilterForm):
    q = forms.CharField(label=_("Gara, CIG, ente o nota"), required=False)
    ente = PickerField(Ente.objects.all(), search=search_enti, label=_("Ente"), required=False)
    stato = forms.ChoiceField(
        label=_("Stato"), required=False, choices=[("", _("Tutti")), *DueState.choices]
    )
    anno = forms.IntegerField(label=_("Anno"), required=False, min_value=2000, max_value=2100)
    entro = forms.DateField(
        label=_("Dovuti entro il"), required=False, widget=ItalianDateInput
    )  # fmt: skip

    lookups = {
        "ente": "ente", "stato": "state", "anno": "reckoned_on__year",
        "entro": "due_on__lte",
    }  # fmt: skip

    def narrow(self, rows):
        rows = super().narrow(rows)
        return rows.filter(named(self.chosen["q"])) if "q" in self.chosen else rows


class RequestManyForm(forms.Form):
    """One note, one day, for several dues."""

    act = forms.CharField(label=_("Nota o atto"), max_length=ACT_LENGTH)
    due_on = forms.DateField(label=_("Dovuto entro il"), widget=ItalianDateInput)
