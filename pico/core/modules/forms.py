"""One generated form for the settings of any module."""

import re

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.enti.models import Space

from .settings import Value

FIELDS = {bool: forms.BooleanField, int: forms.IntegerField, str: forms.CharField}


class SettingsForm(forms.Form):
    """A field per setting, and a tick to go back to the inherited value."""

    def __init__(self, *args, space: Space, values: dict[str, Value], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.space = space
        self.values = values
        for name, value in values.items():
            self.fields[name] = _field(value)
            self.fields[f"inherit_{name}"] = forms.BooleanField(
                label=_("Usa il valore ereditato: %(value)s (%(origin)s)")
                % {
                    "value": _named(value, value.inherited),
                    "origin": origin_label(value.inherited_from),
                },
                required=False,
                initial=not value.is_own(space),
            )

    def changes(self) -> dict:
        """What to store: own values, None where the inherited one is chosen."""
        return {
            name: None if self._inherits(name) else self.cleaned_data[name]
            for name, value in self.values.items()
            if self._is_changed(name)
        }

    def _is_changed(self, name: str) -> bool:
        """Whether the choice is another one, or its own value is."""
        value = self.values[name]
        if value.is_own(self.space) is self._inherits(name):
            return True
        return value.is_own(self.space) and self.cleaned_data[name] != value.value

    def _inherits(self, name: str) -> bool:
        """The tick counts; but who writes over an inherited value and leaves its tick wants his own."""
        value = self.values[name]
        is_rewritten = not value.is_own(self.space) and self.cleaned_data[name] != value.value
        return self.cleaned_data[f"inherit_{name}"] and not is_rewritten


def _field(value: Value) -> forms.Field:
    common = {
        "label": value.label,
        "help_text": value.help_text,
        "initial": value.value,
        "required": value.kind is int,
    }
    if value.choices is not None:
        return forms.ChoiceField(choices=_offered(value), **common)
    found = FIELDS[value.kind](**common)
    if value.starts_with:
        found.validators.append(
            RegexValidator(
                f"^{re.escape(value.starts_with)}",
                _("L'indirizzo deve iniziare con %(start)s") % {"start": value.starts_with},
            )
        )
    return found


def _named(value: Value, held: object) -> str:
    """A value in words: of a choice, its label."""
    labels = dict(value.choices.choices) if value.choices is not None else {}
    return str(labels.get(held) or shown(held))


def _offered(value: Value) -> list[tuple[str, str]]:
    """The choices; a value kept from when it could be another is shown for what it is."""
    offered = list(value.choices.choices)
    if not value.takes(value.value):
        said = _("%(value)s (non ammesso: scegli un altro valore)") % {"value": value.value}
        offered.insert(0, (value.value, said))
    return offered


def shown(value: object) -> str:
    if isinstance(value, bool):
        return str(_("sì") if value else _("no"))
    return str(value) or str(_("vuoto"))


def origin_label(origin: Space | None) -> str:
    return origin.name if origin else str(gettext_lazy("valore iniziale del modulo"))
