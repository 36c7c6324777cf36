"""Figures of the law: filters, a new period, a correction; the free question to the advisor."""

import json

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm, ItalianDateInput, MoneyField, plain_amount

from ..models import Parameter
from ..terms.parameters import ParameterGroup, ParameterUnit
from ..terms.procurement import ContractKind, Criterion, Procedure


class ParameterFilter(FilterForm):
    """By words, group, and the day on which the value is in force (today, without)."""

    q = forms.CharField(
        label=_("Parola, articolo o chiave"), required=False, widget=forms.SearchInput
    )
    group = forms.ChoiceField(
        label=_("Gruppo"), required=False, choices=[("", _("Tutti")), *ParameterGroup.choices]
    )
    on = forms.DateField(label=_("In vigore il"), required=False, widget=ItalianDateInput())
    history = forms.BooleanField(label=_("Anche i periodi passati e futuri"), required=False)
    lookups = {"group": "group"}

    def narrow(self, rows):
        rows = super().narrow(rows)
        if text := self.chosen.get("q"):
            rows = (
                rows.filter(label__icontains=text)
                | rows.filter(article__icontains=text)
                | rows.filter(key__icontains=text)
            )
        if self.chosen.get("history") and "on" not in self.chosen:
            return rows
        return rows.in_force(self.chosen.get("on") or timezone.localdate())


class ValueForm(forms.Form):
    """A value and its source; bands as rows «da; ente; operatore»."""

    valid_from = forms.DateField(label=_("In vigore dal"), widget=ItalianDateInput())
    value = forms.CharField(label=_("Valore"), required=False)
    valid_to = forms.DateField(
        label=_("In vigore fino al"), required=False, widget=ItalianDateInput(),
        help_text=_("Vuoto finché dura."),
    )  # fmt: skip
    article = forms.CharField(label=_("Fonte: articolo e atto"), max_length=250)
    url = forms.URLField(
        label=_("Dove si legge"), required=False, max_length=300, assume_scheme="https"
    )
    note = forms.CharField(label=_("Nota"), required=False, max_length=400)

    def __init__(self, *args, parameter: Parameter, follows: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.parameter = parameter
        self.use_required_attribute = False
        if parameter.unit == ParameterUnit.BANDS:
            self.fields["value"].widget = forms.Textarea(attrs={"rows": 10})
            self.fields["value"].help_text = _(
                "Un rigo per fascia: «da; importo», o «da; stazione appaltante; operatore»."
            )
        else:
            self.fields["value"].help_text = _(
                "In %(unit)s. Vuoto se la legge non pone un limite."
            ) % {"unit": parameter.get_unit_display()}
        del self.fields["valid_to" if follows else "valid_from"]

    def clean_value(self):
        text = self.cleaned_data["value"].strip()
        if self.parameter.unit != ParameterUnit.BANDS:
            return plain_amount(text) or None
        names = ("from", "value", "operator")
        return [
            {
                name: plain_amount(cell.strip()) or ""
                for name, cell in zip(names, line.split(";"), strict=False)
            }
            for line in text.splitlines()
            if line.strip()
        ]

    @staticmethod
    def shown(parameter: Parameter) -> str:
        """A value as it is typed."""
        if parameter.unit == ParameterUnit.BANDS:
            return "\n".join("; ".join(row.values()) for row in parameter.value)
        if parameter.value is None:
            return ""
        text = parameter.value if isinstance(parameter.value, str) else json.dumps(parameter.value)
        return text.replace(".", ",") if parameter.amount is not None else text


class AdviceForm(FilterForm):
    """«Che procedura serve?»: the advisor without a request."""

    kind = forms.ChoiceField(label=_("Tipo di appalto"), choices=ContractKind)
    value = MoneyField(
        label=_("Valore stimato di tutti i lotti"),
        min_value=0,
        help_text=_("Senza IVA, con sicurezza, opzioni, rinnovi e ripetizioni."),
    )
    labour = MoneyField(label=_("Di cui manodopera"), required=False, min_value=0)
    procedure = forms.ChoiceField(
        label=_("Procedura pensata"),
        required=False,
        choices=[("", _("Da consigliare")), *Procedure.choices],
    )
    criterion = forms.ChoiceField(
        label=_("Criterio pensato"),
        required=False,
        choices=[("", _("Da consigliare")), *Criterion.choices],
    )
    on = forms.DateField(
        label=_("Giorno del bando o dell'invito"), required=False, widget=ItalianDateInput()
    )
    is_social = forms.BooleanField(label=_("Servizi sociali o Allegato XIV"), required=False)
    is_high_technology = forms.BooleanField(label=_("Alto contenuto tecnologico"), required=False)
