"""What is said of personal data: by who reports them, by who decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm

from ..terms import Outcome


class ReportForm(forms.Form):
    """«Segnala dati personali»."""

    reason = forms.CharField(
        label=_("Di quali dati si tratta"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Per esempio: «certificato medico di un dipendente». Non ripetere i dati."),
    )  # fmt: skip
    with_subject = forms.BooleanField(label=_("Anche l'oggetto contiene quei dati"), required=False)

    def __init__(self, *args, is_request: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_request:
            del self.fields["with_subject"]


class SettleForm(forms.Form):
    """The reason of a decision, which who reported and who wrote receive."""

    words = forms.CharField(
        label=_("Motivo"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lo ricevono chi ha segnalato e chi ha scritto. Non ripetere i dati."),
    )  # fmt: skip


class ReportsFilter(FilterForm):
    outcome = forms.ChoiceField(
        label=_("Esito"), required=False, choices=[("", _("Tutti")), *Outcome.choices]
    )
    lookups = {"outcome": "outcome"}
