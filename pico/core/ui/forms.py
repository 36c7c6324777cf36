"""How forms are drawn, and the controls that Italian offices need."""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from . import formats, pieces

MEGABYTE = 1_000_000
GROUPED = re.compile(r"^-?\d{1,3}(\.\d{3})+$")


class Renderer(TemplatesSetting):
    """Forms with the markup of Bootstrap Italia: help under the label, errors said twice."""

    form_template_name = "ui/form.html"
    formset_template_name = "ui/formset.html"
    field_template_name = "ui/field.html"


class Sections:
    """A form in sections: `sections = ((_("Dati della gara"), ("title", "cig")), …)`."""

    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def drawn_sections(self):
        """Return each heading with its fields; a field in no section comes last, without heading."""
        named = {name for _title, names in self.sections for name in names}
        rest = [field for field in self.visible_fields() if field.name not in named]
        drawn = [
            (title, [self[n] for n in names if n in self.fields and not self[n].is_hidden])
            for title, names in self.sections
        ]
        return [
            *((t, fields) for t, fields in drawn if fields),
            *([("", rest)] if rest else []),
        ]


@dataclass(frozen=True, slots=True)
class Blank:
    """A form that nobody filled in yet, drawn once for all to whom it is offered alike.

    `initial` and `given` (names with values) must say all that it is made of: no choice that is read
    from the database, nothing of the person. In a template it stands for the form: `{{ form }}`.
    """

    kind: type[forms.Form]
    initial: tuple[tuple[str, Hashable], ...] = ()
    given: tuple[tuple[str, Hashable], ...] = ()

    @property
    def form(self) -> forms.Form:
        return self.kind(initial=dict(self.initial), **dict(self.given))

    def __str__(self) -> str:
        return pieces.drawn("ui/blank_form.html", self)


class MoneyInput(forms.TextInput):
    """An amount written the Italian way: «1.234,56», with the unit inside the field."""

    unit = "€"
    control_class = "form-control pico-number"

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value):
        if value in (None, ""):
            return None
        try:
            return formats.number_it(Decimal(str(value)), 2)
        except InvalidOperation:
            return str(value)

    def value_from_datadict(self, data, files, name):
        return plain_amount(super().value_from_datadict(data, files, name))


def plain_amount(text: str | None) -> str | None:
    """Return «1.234,56 €» as «1234.56»; what is not an amount stays as it was typed."""
    if not text:
        return text
    bare = text.replace("€", "").replace("\u00a0", "").replace(" ", "").strip()
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".", 1)
    elif GROUPED.match(bare):
        bare = bare.replace(".", "")
    try:
        Decimal(bare)
    except InvalidOperation:
        return text
    return bare


class MoneyField(forms.DecimalField):
    """An amount in euro, two decimals."""

    widget = MoneyInput

    def __init__(self, **kwargs):
        super().__init__(**{"max_digits": 14, "decimal_places": 2, **kwargs})

    def widget_attrs(self, widget):
        return {}


class ItalianDateInput(forms.DateInput):
    """A day, chosen with the calendar of the browser, which speaks the reader's language."""

    input_type = "date"
    control_class = "form-control pico-date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class ItalianDateTimeInput(forms.DateTimeInput):
    """A day and an hour, Italian time."""

    input_type = "datetime-local"
    control_class = "form-control pico-date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class FileDrop(forms.ClearableFileInput):
    """A place to drop files: kinds and size told before, progress of each one.

    With `upload_url` each file goes at once: POST `file`, answer JSON `{"id", "name"}`; the ids come
    back in the form under `<name>_ids`. Without it, or without JavaScript, files go with the form.
    """

    template_name = "ui/widgets/file_drop.html"
    allow_multiple_selected = True
    control_class = "pico-drop-input"

    def __init__(self, attrs=None, *, accept=(), max_bytes=50 * MEGABYTE, upload_url=""):
        super().__init__({"multiple": True, **(attrs or {})})
        self.accept, self.max_bytes, self.upload_url = (
            tuple(accept),
            max_bytes,
            upload_url,
        )

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "accept": ",".join(self.accept),
            "kinds": ", ".join(kind.lstrip(".").upper() for kind in self.accept),
            "max_bytes": self.max_bytes,
            "upload_url": str(self.upload_url),
            "multiple": bool(context["widget"]["attrs"].get("multiple")),
        }
        return context

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)

    def value_omitted_from_data(self, data, files, name):
        return name not in files and f"{name}_ids" not in data


class FilesField(forms.FileField):
    """Several files; refuses kinds and sizes that the field did not promise."""

    def __init__(self, *, accept=(), max_bytes=50 * MEGABYTE, upload_url="", **kwargs):
        self.accept, self.max_bytes = tuple(accept), max_bytes
        kwargs.setdefault(
            "widget",
            FileDrop(accept=accept, max_bytes=max_bytes, upload_url=upload_url),
        )
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        files = [super(FilesField, self).clean(one, initial) for one in data or ()]
        if not files:
            return super().clean(None, initial) or []
        for one in files:
            self._check(one)
        return files

    def _check(self, one) -> None:
        if self.accept and not one.name.lower().endswith(self.accept):
            raise ValidationError(
                _("«%(name)s» non è di un tipo ammesso: scegli %(kinds)s."),
                code="wrong_kind",
                params={"name": one.name, "kinds": ", ".join(self.accept)},
            )
        if one.size > self.max_bytes:
            raise ValidationError(
                _("«%(name)s» supera %(size)s: riducilo o dividilo."),
                code="too_large",
                params={"name": one.name, "size": formats.filesize_it(self.max_bytes)},
            )


class Picker(forms.Widget):
    """A box to look something up in a long list: type, choose; the text alone works too.

    `source` names the address that answers `[{"id", "label", "detail"}]` to `?q=`.
    """

    template_name = "ui/widgets/picker.html"
    control_class = ""

    def __init__(self, attrs=None, *, source="enti:suggest", label_of=str):
        super().__init__(attrs)
        self.source, self.label_of = source, label_of
        self.find = None

    def value_from_datadict(self, data, files, name):
        return (data.get(name, ""), data.get(f"{name}_text", "").strip())

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}_text" not in data

    def id_for_label(self, id_):
        return f"{id_}_text" if id_ else id_

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        key, text = value if isinstance(value, tuple) else (value, "")
        chosen = self.find(key) if self.find and key else None
        context["widget"] |= {
            "key": getattr(chosen, "pk", "") if chosen else "",
            "text": self.label_of(chosen) if chosen else text,
            "source": self.source,
        }
        return context


class PickerField(forms.ModelChoiceField):
    """One row of a long list, by its key or by the words that name it.

    Refuses words that name nothing or several things, and says which.
    """

    default_error_messages = {
        "nothing": _("Nessun risultato per «%(text)s»: controlla il nome e scegli dall'elenco."),
        "several": _("«%(text)s» può essere: %(names)s. Scrivi il nome per intero."),
    }

    def __init__(self, queryset, *, search=None, source="enti:suggest", label_of=str, **kwargs):
        self.search, self.label_of = search, label_of
        kwargs.setdefault("widget", Picker(source=source, label_of=label_of))
        super().__init__(queryset, **kwargs)
        self.widget.find = self._find

    def __deepcopy__(self, memo):
        result = super().__deepcopy__(memo)
        result.widget.find = result._find
        return result

    def prepare_value(self, value):
        return value if isinstance(value, tuple) else super().prepare_value(value)

    def to_python(self, value):
        key, text = value if isinstance(value, tuple) else (value, "")
        chosen = self._find(key) if key else None
        if chosen and (not text or text == self.label_of(chosen)):
            return chosen
        return self._named(text) if text else super().to_python(key)

    def has_changed(self, initial, data):
        key = data[0] if isinstance(data, tuple) else data
        return str(getattr(initial, "pk", initial) or "") != str(key or "")

    def _find(self, key):
        try:
            return self.queryset.filter(pk=getattr(key, "pk", key)).first()
        except (TypeError, ValueError):
            return None

    def _named(self, text):
        found = list(self.search(self.queryset, text)[:6]) if self.search else []
        exact = [one for one in found if self.label_of(one).casefold() == text.casefold()]
        match exact or found:
            case [only]:
                return only
            case []:
                raise ValidationError(
                    self.error_messages["nothing"],
                    code="nothing",
                    params={"text": text},
                )
            case several:
                names = "; ".join(self.label_of(one) for one in several)
                raise ValidationError(
                    self.error_messages["several"],
                    code="several",
                    params={"text": text, "names": names},
                )


class FoldedSelect(forms.SelectMultiple):
    """Several of a long list, for filters: one line until it is opened, which says what is chosen."""

    template_name = "ui/widgets/folded_select.html"

    def __init__(self, attrs=None, choices=()) -> None:
        super().__init__({"size": 8, **(attrs or {})}, choices)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        options = (one for _group, some, _index in context["widget"]["optgroups"] for one in some)
        context["chosen"] = [one["label"] for one in options if one["selected"]]
        return context


class FilterForm(forms.Form):
    """The filters of a list, kept in the address; `lookups` maps a field to a look-up.

    A value that does not pass is ignored: a list never fails because of its address.
    """

    lookups: dict[str, str] = {}
    use_required_attribute = False

    @cached_property
    def chosen(self) -> dict:
        """Return the filters in use: field name and clean value."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value not in (None, "", [], ()) and value is not False
        }

    def narrow(self, rows):
        """Return the rows that pass the filters in use; override for what a look-up cannot say."""
        wanted = {
            self.lookups[name]: value for name, value in self.chosen.items() if name in self.lookups
        }
        return rows.filter(**wanted) if wanted else rows

    def chips(self) -> list[tuple[str, str, str]]:
        """Return for each filter in use: field name, label, value as the person reads it."""
        return [
            (name, self[name].label, shown_value(self.fields[name], value))
            for name, value in self.chosen.items()
        ]


def shown_value(field, value) -> str:
    """Return a clean value in words: the label of a choice, a date as it is written."""
    if isinstance(value, bool):
        return str(_("sì"))
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return ", ".join(shown_value(field, one) for one in value)
    if hasattr(value, "strftime"):
        return formats.date_it(value)
    labels = dict(getattr(field, "choices", ())) if not hasattr(value, "pk") else {}
    return str(labels.get(value, labels.get(str(value), value)))
