"""The grid of needs, one line in full, rows read from a sheet."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pico.core.foundation.identifiers import check_cig
from pico.core.ui.forms import ItalianDateInput, MoneyField, Sections, plain_amount

from ...terms.campaigns import Adhesion, Unit
from ..cpv import CpvField
from .fields import QuantityField

LONGEST = 240  # months


class RowForm(forms.Form):
    """A row of the grid; an empty quantity is nothing needed."""

    use_required_attribute = False

    quantity = QuantityField(label=_("Quantità annua"), required=False)
    unit_price = MoneyField(label=_("Prezzo unitario"), required=False, min_value=0)
    starts_on = forms.DateField(label=_("Decorrenza"), required=False, widget=ItalianDateInput())
    months = forms.IntegerField(
        label=_("Mesi"), required=False, min_value=1, max_value=LONGEST, initial=12
    )
    adhesion = forms.ChoiceField(
        label=_("Adesione"), choices=Adhesion.choices, initial=Adhesion.LIKELY, required=False
    )
    base = forms.IntegerField(required=False, widget=forms.HiddenInput())

    @property
    def values(self) -> dict:
        """The fields of the line, with what is empty made whole."""
        given = self.cleaned_data
        return {
            "quantity": given["quantity"],
            "unit_price": given["unit_price"],
            "starts_on": given["starts_on"],
            "months": given["months"] or 12,
            "adhesion": given["adhesion"] or Adhesion.LIKELY,
        }


class LineForm(Sections, forms.Form):
    """Every field of a line of the catalogue."""

    sections = (
        (
            _("Fabbisogno"),
            ("cpv", "description", "unit", "quantity", "unit_price", "annual_amount"),
        ),
        (_("Quando e dove"), ("starts_on", "months", "delivery_place", "adhesion")),
        (
            _("Contratto in essere"),
            ("has_contract", "contract_ends_on", "supplier", "current_cig", "spend"),
        ),
        (
            _("Condizioni"),
            ("service_level", "constraints", "budget_line", "contact", "explanation"),
        ),
    )

    quantity = QuantityField(label=_("Quantità annua"))
    unit_price = MoneyField(
        label=_("Prezzo unitario stimato"), required=False, min_value=0, help_text=_("IVA esclusa.")
    )
    annual_amount = MoneyField(
        label=_("Importo annuo"),
        required=False,
        min_value=0,
        help_text=_("Con il prezzo unitario lo calcola Pi.Co."),
    )
    starts_on = forms.DateField(label=_("Decorrenza"), widget=ItalianDateInput())
    months = forms.IntegerField(
        label=_("Durata in mesi"), min_value=1, max_value=LONGEST, initial=12
    )
    delivery_place = forms.CharField(label=_("Luogo di consegna"), max_length=160, required=False)
    adhesion = forms.ChoiceField(
        label=_("Adesione"), choices=Adhesion.choices, initial=Adhesion.LIKELY
    )
    has_contract = forms.BooleanField(label=_("C'è un contratto in essere"), required=False)
    contract_ends_on = forms.DateField(
        label=_("Scadenza del contratto"), required=False, widget=ItalianDateInput()
    )
    supplier = forms.CharField(label=_("Fornitore attuale"), max_length=160, required=False)
    current_cig = forms.CharField(label=_("CIG attuale"), max_length=20, required=False)
    spend = forms.CharField(
        label=_("Spesa storica degli ultimi 3 anni"),
        required=False,
        max_length=80,
        help_text=_("Tre importi divisi da punto e virgola, dal più recente."),
    )
    service_level = forms.CharField(
        label=_("Livello di servizio"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    constraints = forms.CharField(
        label=_("Vincoli"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    budget_line = forms.CharField(label=_("Capitolo / copertura"), max_length=160, required=False)
    contact = forms.CharField(label=_("Referente"), max_length=160, required=False)
    explanation = forms.CharField(
        label=_("Spiegazione"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Perché il valore è diverso da quello degli altri o dall'ultima volta, se lo è."
        ),
    )

    def clean_current_cig(self) -> str:
        code = self.cleaned_data["current_cig"]
        return check_cig(code) if code else ""

    def clean_spend(self) -> list[str]:
        """Three amounts at most, kept as texts with a point."""
        money = MoneyField(required=False)
        parts = [one.strip() for one in self.cleaned_data["spend"].split(";") if one.strip()]
        if len(parts) > 3:
            raise ValidationError(_("Scrivi al massimo tre importi."), code="too_many")
        amounts = (money.clean(plain_amount(part)) for part in parts)
        return [f"{amount:f}" for amount in amounts]

    @property
    def values(self) -> dict:
        given = dict(self.cleaned_data)
        given["past_spend"] = given.pop("spend")
        return given


class FreeLineForm(LineForm):
    """A need outside the catalogue: it says what it is."""

    cpv = CpvField(label=_("CPV"))
    description = forms.CharField(label=_("Descrizione"), max_length=250)
    unit = forms.ChoiceField(label=_("Unità di misura"), choices=Unit.choices)


class ImportForm(forms.Form):
    """A sheet: pasted, or a file."""

    text = forms.CharField(
        label=_("Incolla dal foglio di calcolo"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Copia le righe con l'intestazione, come nel modello."),
    )
    file = forms.FileField(
        label=_("oppure carica un file"), required=False, help_text=_("XLSX o CSV, fino a 2 MB.")
    )

    def clean(self):
        values = super().clean()
        if not values.get("text", "").strip() and not values.get("file"):
            raise ValidationError(_("Incolla le righe, o scegli un file."), code="nothing")
        return values


class DelegateForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Collega"), queryset=None)

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class CommentForm(forms.Form):
    comment = forms.CharField(
        label=_("Commento"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ExplainForm(forms.Form):
    explanation = forms.CharField(
        label=_("Spiegazione"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
