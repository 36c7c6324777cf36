"""The hours of a queue as they are typed, and the days on which it is closed."""

import re
from datetime import time

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.ui.forms import ItalianDateInput

STRETCH = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?$")


class HoursField(forms.CharField):
    """«9–13, 14–18» or «09:00-13:00»: the stretches of a day, in order; empty where it is closed."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=80, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        found = [self._stretch(one.strip()) for one in re.split(r"[,;]", text) if one.strip()]
        edges = [
            edge for starts, ends in found for edge in (starts, ends.replace("00:00", "24:00"))
        ]
        if edges != sorted(set(edges)):
            raise forms.ValidationError(
                _("Le fasce di uno stesso giorno vanno in ordine e non si sovrappongono."),
                code="overlapping_hours",
            )
        return found

    def _stretch(self, text: str) -> list[str]:
        found = STRETCH.match(text)
        try:
            if found is None:
                raise ValueError
            numbers = [int(one or 0) for one in found.groups()]
            first, last = time(*numbers[:2]), time(numbers[2] % 24, numbers[3])
        except ValueError as error:
            raise forms.ValidationError(
                _("«%(text)s» non è una fascia: scrivi per esempio 9:00–13:00.") % {"text": text},
                code="wrong_hours",
            ) from error
        return [f"{first:%H:%M}", f"{last:%H:%M}"]


class HoursForm(forms.Form):
    """One field a day, Monday first."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number, label in WEEKDAYS.items():
            self.fields[f"day_{number}"] = HoursField(label=str(label).capitalize())

    @property
    def hours(self) -> list[list[list[str]]]:
        return [self.cleaned_data[f"day_{number}"] for number in WEEKDAYS]


class ClosureForm(forms.Form):
    day = forms.DateField(label=gettext_lazy("Giorno"), widget=ItalianDateInput)
    name = forms.CharField(
        label=gettext_lazy("Motivo"), max_length=120,
        help_text=gettext_lazy("Per esempio: formazione del personale."),
    )  # fmt: skip
