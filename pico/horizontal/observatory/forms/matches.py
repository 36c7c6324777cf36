"""Forms of who is who."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm

from ..queries.matches import large_area
from ..terms.matches import MatchMethod, MatchState


class MatchFilter(FilterForm):
    """Which keys to show."""

    lookups = {"q": "name__icontains", "stato": "state", "come": "method"}

    q = forms.CharField(label=_("Nome nei dati"), required=False)
    stato = forms.ChoiceField(
        label=_("Stato"), required=False, choices=[("", _("Tutti")), *MatchState.choices]
    )
    come = forms.ChoiceField(
        label=_("Come"), required=False, choices=[("", _("Tutti")), *MatchMethod.choices]
    )


class ConfirmForm(forms.Form):
    """Whom a key stands for."""

    ente = forms.ModelChoiceField(label=_("Ente"), queryset=None)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ente"].queryset = large_area().order_by("name")
