"""«Chi lo vede?» in a form: the field that any module publishes with."""

from django import forms
from django.utils.translation import gettext_lazy

from pico.core.access import scopes
from pico.core.access.actor import Actor

from . import audience


class ChosenScope(str):
    """A scope key as it came from the page, with the tick that accepts a wider one."""

    is_confirmed: bool

    def __new__(cls, key: str, is_confirmed: bool = False):
        chosen = super().__new__(cls, key)
        chosen.is_confirmed = is_confirmed
        return chosen


class ScopeWidget(forms.RadioSelect):
    """The levels as a list with plain words; the audience of the chosen one is asked by HTMX."""

    use_fieldset = True

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.levels: list[audience.LevelChoice] = []
        self.was = ""
        self.confirm_name = ""

    def get_context(self, name, value, attrs):
        self.choices = [(one.key, one.label) for one in self.levels]
        return super().get_context(name, value, attrs)

    def value_from_datadict(self, data, files, name):
        key = super().value_from_datadict(data, files, name)
        return key and ChosenScope(key, confirm_name(name) in data)


def confirm_name(name: str) -> str:
    return f"{name}-allarga"


class ScopeChoiceField(forms.Field):
    """One scope key the actor may give.

    Refuses a level he may not publish at, one wider than the parent's, and a level wider than `was`
    that nobody confirmed.
    """

    widget = ScopeWidget
    default_error_messages = {
        "invalid": gettext_lazy("Livello di condivisione non valido."),
        "not_yours": gettext_lazy("Non puoi pubblicare a questo livello: scegline un altro."),
        "wider": gettext_lazy(
            "Il livello è più largo di quello in cui si trova: qui si può solo restringere."
        ),
        "unconfirmed": gettext_lazy(
            "Stai allargando chi lo vede: spunta la conferma, o scegli un livello più stretto."
        ),
    }

    def __init__(
        self,
        *,
        actor: Actor,
        parent_scope: str | None = None,
        was: str | None = None,
        **kwargs,
    ) -> None:
        kwargs.setdefault("label", gettext_lazy("Chi lo vede?"))
        kwargs.setdefault("template_name", "people/field_scope.html")
        if was:
            kwargs.setdefault("initial", was)
        super().__init__(**kwargs)
        self.actor = actor
        self.parent_scope = parent_scope
        self.was = was
        self.widget.was = was or ""
        self.widget.levels = audience.levels_for(actor, within=parent_scope)

    def get_bound_field(self, form, field_name):
        self.widget.confirm_name = confirm_name(form.add_prefix(field_name))
        return super().get_bound_field(form, field_name)

    def to_python(self, value):
        if value in self.empty_values:
            return ""
        if not scopes.KEY.match(str(value)):
            raise self._error("invalid")
        return value

    def validate(self, value) -> None:
        super().validate(value)
        if not value or value == self.was:
            return
        if not audience.may_publish_at(self.actor, str(value)):
            raise self._error("not_yours")
        if self.parent_scope and not audience.is_within(str(value), self.parent_scope):
            raise self._error("wider")
        is_confirmed = getattr(value, "is_confirmed", False)
        if self.was and not is_confirmed and audience.widens(self.was, str(value)):
            raise self._error("unconfirmed")

    def clean(self, value) -> str:
        return str(super().clean(value))

    def _error(self, code: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code)
