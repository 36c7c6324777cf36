"""Controls that campaigns need: a quantity, days before the end, short names."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pico.core.ui.formats import number_it
from pico.core.ui.forms import MoneyInput

MAX_DAYS = 60


class QuantityInput(MoneyInput):
    """A number written the Italian way, without unit."""

    unit = ""

    def format_value(self, value):
        if value in (None, ""):
            return None
        try:
            number = Decimal(str(value)).normalize()
        except InvalidOperation:
            return str(value)
        return number_it(number if number.as_tuple().exponent <= 0 else number.quantize(Decimal(1)))


class QuantityField(forms.DecimalField):
    """A quantity: at most three decimals, not negative."""

    widget = QuantityInput

    def __init__(self, **kwargs):
        super().__init__(**{"max_digits": 14, "decimal_places": 3, "min_value": 0, **kwargs})

    def widget_attrs(self, widget):
        return {}


class DaysField(forms.CharField):
    """Days before the end, divided by commas: «15, 7, 2»; a list of whole numbers."""

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value):
        text = super().clean(value)
        try:
            days = sorted({int(one) for one in text.replace(";", ",").split(",") if one.strip()})
        except ValueError:
            days = [MAX_DAYS + 1]
        if days and not (days[0] >= 1 and days[-1] <= MAX_DAYS):
            raise ValidationError(
                _("Scrivi giorni fra 1 e 60 divisi da virgole, per esempio «15, 7, 2»."),
                code="not_days",
            )
        return days[::-1]


class WordsField(forms.CharField):
    """Short names, one a line or divided by semicolons; a list."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        text = super().clean(value)
        words = [one.strip()[:80] for one in text.replace(";", "\n").splitlines()]
        return list(dict.fromkeys(filter(None, words)))
