"""A CPV, asked by its digits or by words of its description."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.codes import queries as codes
from pico.core.codes.terms import CodeList
from pico.core.foundation.identifiers import CPV
from pico.core.ui.forms import Picker

DIGITS = 8


class CpvPicker(Picker):
    """Type digits or words of the description, choose."""

    def __init__(self, attrs=None):
        super().__init__(attrs, source="sua:suggest-cpv")

    def get_context(self, name, value, attrs):
        context = forms.Widget.get_context(self, name, value, attrs)
        key, text = value if isinstance(value, tuple) else (value, "")
        found = codes.named(CodeList.CPV, key[:DIGITS]) if key and not text else None
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
            return _existing(found.group(1))
        named = codes.suggest(CodeList.CPV, text, timezone.localdate())
        if len(named) == 1:
            return named[0].code
        raise ValidationError(
            _("«%(text)s» non indica un solo CPV: scrivi le 8 cifre, o scegli dall'elenco."),
            code="unknown_cpv",
            params={"text": text},
        )


def _existing(code: str) -> str:
    """The code, where the list has it; without the list every eight digits will do."""
    if codes.named(CodeList.CPV, code) is None and codes.is_loaded(CodeList.CPV):
        raise ValidationError(
            _("Il CPV %(code)s non è nell'elenco: cercalo con una parola della descrizione."),
            code="unknown_cpv",
            params={"code": code},
        )
    return code
