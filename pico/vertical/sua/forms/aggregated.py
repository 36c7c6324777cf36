"""What enti of an aggregated tender write: derived contracts, capacity given to others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Ente
from pico.core.ui.forms import MoneyField

from ..models import Lot, Track
from ..terms.aggregated import ADHERING
from .tenders import day


def lots_field(tender) -> forms.ModelChoiceField:
    field = forms.ModelChoiceField(label=_("Lotto"), queryset=Lot.objects.filter(tender=tender))
    field.label_from_instance = lambda lot: f"{lot.number} – {lot.subject}"
    return field


class DeriveForm(forms.Form):
    cig = forms.CharField(label=_("CIG derivato"), max_length=10)
    amount = MoneyField(label=_("Importo"), min_value=0)
    signed_on = day(_("Contratto o ordinativo del"))
    act = forms.CharField(label=_("Atto"), max_length=250, required=False)
    has_new_competition = forms.BooleanField(
        label=_("Con riapertura del confronto"), required=False
    )

    def __init__(self, *args, track: Track, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lot"] = lots_field(track.tender)
        self.order_fields(["lot"])


class OfferForm(forms.Form):
    amount = MoneyField(label=_("Importo che si cede"), min_value=0)
    taker = forms.ModelChoiceField(label=_("A quale ente"), queryset=Ente.objects.none())
    reason = forms.CharField(label=_("Motivo"), max_length=250)

    def __init__(self, *args, track: Track, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        others = Track.objects.filter(tender=track.tender, state__in=ADHERING).exclude(pk=track.pk)
        self.fields["taker"].queryset = Ente.objects.filter(pk__in=others.values("ente"))
        self.fields["lot"] = lots_field(track.tender)
        self.order_fields(["lot"])
