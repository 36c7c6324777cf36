"""How the fields of the SUA's models are asked: amounts and days the Italian way, rows as lines."""

from decimal import Decimal

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import ItalianDateInput, MoneyField

CENTS = 2


def asked(field: models.Field, **options):
    """The form field of a column: what has two decimals and fourteen digits is an amount."""
    if isinstance(field, models.DecimalField) and field.max_digits >= 14:
        made = MoneyField(
            label=options.get("label", field.verbose_name.capitalize()),
            required=False,
            help_text=options.get("help_text", field.help_text),
            min_value=0,
        )
        made.empty_value = None if field.null else field.default
        return made
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        options["widget"] = ItalianDateInput()
    return field.formfield(**options)


def amount(label, **options) -> MoneyField:
    """An amount that may be left empty: nothing is zero."""
    made = MoneyField(label=label, required=False, min_value=0, **options)
    made.empty_value = Decimal(0)
    return made


class Emptied:
    """A form whose amounts, left empty, are what their column begins with."""

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            if (
                name not in self.errors
                and cleaned.get(name) is None
                and hasattr(field, "empty_value")
            ):
                cleaned[name] = field.empty_value
        return cleaned


class RecordForm(Emptied, forms.ModelForm):
    """A form that shapes what was typed about a record; an action checks and writes it."""

    use_required_attribute = False

    def _post_clean(self):
        """Nothing is put on the instance here."""


class RowForm(RecordForm):
    """A line of a table: an empty one is no line."""


class Rows(forms.BaseFormSet):
    """Lines of a table; `lines` are those that were filled in and not taken away."""

    title = ""
    help_text = ""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Togli")

    @property
    def lines(self) -> list[dict]:
        kept = [*self.initial_forms, *(one for one in self.extra_forms if one.has_changed())]
        return [
            {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}
            for form in kept
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]

    @property
    def wrong(self) -> bool:
        return self.is_bound and (self.total_error_count() > 0)


def rows(form: type[forms.BaseForm], *, extra: int = 2, most: int = 100) -> type[Rows]:
    """The class of a table of such lines, with some empty ones at the end."""
    return forms.formset_factory(
        form, formset=Rows, extra=extra, can_delete=True, max_num=most, absolute_max=most + extra
    )
