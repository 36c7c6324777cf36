"""The form of a step: what its row of the table asks for, with the errors at the fields."""

from typing import Any

from django import forms

from .models import Flowing
from .tables import MissingFields, Need, Step


class StepForm(forms.Form):
    """Fields from `step.requires`; `seen` is the revision that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, step: Step, record: Flowing, **kwargs) -> None:
        self.step = step
        self.record = record
        kwargs.setdefault("initial", {"seen": record.revision})
        super().__init__(*args, **kwargs)
        for need in step.requires:
            name = need if isinstance(need, str) else need.name
            self.fields[name] = _field_for(need, record)

    def given(self) -> dict[str, Any]:
        """What goes to the action."""
        return {name: self.cleaned_data[name] for name in self.step.needs}

    def show(self, refusal: MissingFields) -> None:
        """Put each sentence of a refusal at its field, or on top where the form has no such field."""
        for name, sentence in refusal.errors.items():
            self.add_error(name if name in self.fields else None, sentence)


def _field_for(need: str | Need, record: Flowing) -> forms.Field:
    if isinstance(need, str):
        field = record._meta.get_field(need).formfield()
        field.required = True
        return field
    if need.field is not None:
        return need.field(record)
    return forms.CharField(
        label=need.label,
        help_text=need.help,
        required=need.is_required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
