"""Controls that campaigns need: a CPV by its words, a quantity, days before the end."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.codes import queries as codes
from pico.core.codes.terms import CodeList
from pico.core.foundation.identifiers import CPV
from pico.core.ui.formats import number_it
from pico.core.ui.forms import MoneyInput, Picker

MAX_DAYS = 60


class CpvPicker(Picker):
    """Type digits or words of the description, choose."""

    def __init__(self, attrs=None):
        super().__init__(attrs, source="sua:campaign-cpv")

    def get_context(self, name, value, attrs):
        context = forms.Widget.get_context(self, name, value, attrs)
        key, text = value if isinstance(value, tuple) else (value, "")
        found = codes.named(CodeList.CPV, key) if key and not text else None
        context["widget"] |= {
            "key": key or "",
            "text": text or (str(found) if found else key or ""),
            "source": self.source,
        }
        return context


class CpvField(forms.Field):
    """Eight digits of the CPV; the check digit is neither asked nor reckoned."""

    widget = CpvPicker

    def has_changed(self, initial, data):
        return str(initial or "") != str((data or ("",))[0])

    def clean(self, value):
        key, text = value if isinstance(value, tuple) else (value or "", "")
        text = text or key
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return ""
        if found := CPV.match(text):
            return found.group(1)
        named = codes.suggest(CodeList.CPV, text, timezone.localdate())
        if len(named) == 1:
            return named[0].code
        raise ValidationError(
            _("«%(text)s» non indica un solo CPV: scrivi le 8 cifre, o scegli dall'elenco."),
            code="unknown_cpv",
            params={"text": text},
        )


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
