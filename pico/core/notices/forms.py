"""Filters of the inbox, preferences, delegations, calendar addresses."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.people.models import Person
from pico.core.ui.forms import ItalianDateInput, Sections

from . import kinds
from .models import Preference, QuietHours
from .terms import DEFAULT_CADENCE, LEVEL_HELP, Cadence, NoticeLevel

AS_LEVEL = ("", _("Come la sua classe"))


class PreferencesForm(Sections, forms.Form):
    """A pace for each level, one for each kind that the person was told of, and the quiet hours."""

    quiet_from = forms.TimeField(
        label=_("Dalle ore"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    quiet_to = forms.TimeField(
        label=_("Alle ore"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )

    def __init__(self, *args, person_id: int, known_kinds: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.known_kinds = known_kinds
        chosen = {
            one.kind or one.level: one.cadence
            for one in Preference.objects.filter(person=person_id)
        }
        for level in NoticeLevel:
            self.fields[level] = forms.ChoiceField(
                label=level.label,
                help_text=LEVEL_HELP[level],
                choices=Cadence.choices,
                widget=forms.RadioSelect,
                initial=chosen.get(level, DEFAULT_CADENCE[level]),
            )
        for place, kind in enumerate(known_kinds):
            self.fields[f"kind_{place}"] = forms.ChoiceField(
                label=kinds.label_of(kind),
                required=False,
                choices=[AS_LEVEL, *Cadence.choices],
                initial=chosen.get(kind, ""),
            )
        self.choices = list(kinds.offered().values())
        for place, choice in enumerate(self.choices):
            self.fields[f"choice_{place}"] = forms.BooleanField(
                label=choice.label,
                help_text=choice.help_text,
                required=False,
                initial=all(chosen.get(kind) == Cadence.NEVER for kind in choice.silenced),
            )
        hours = QuietHours.objects.filter(person=person_id).first()
        if hours:
            self.fields["quiet_from"].initial = hours.starts
            self.fields["quiet_to"].initial = hours.ends
        self.sections = (
            (_("Quando mandare un'e-mail"), tuple(NoticeLevel)),
            (_("In breve"), tuple(f"choice_{place}" for place in range(len(self.choices)))),
            (_("Ore di silenzio"), ("quiet_from", "quiet_to")),
            (
                _("Eccezioni per modulo"),
                tuple(f"kind_{place}" for place in range(len(known_kinds))),
            ),
        )

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("quiet_from")) != bool(cleaned.get("quiet_to")):
            missing = "quiet_to" if cleaned.get("quiet_from") else "quiet_from"
            self.add_error(missing, _("Indica tutte e due le ore, o nessuna."))
        return cleaned

    @property
    def levels(self) -> dict[str, str]:
        return {str(level): self.cleaned_data[level] for level in NoticeLevel}

    @property
    def kinds(self) -> dict[str, str]:
        """The pace of each kind; a box that was ticked or unticked has the last word on its kinds."""
        paces = {
            kind: self.cleaned_data[f"kind_{place}"] for place, kind in enumerate(self.known_kinds)
        }
        for place, choice in enumerate(self.choices):
            name = f"choice_{place}"
            if name in self.changed_data:
                pace = str(Cadence.NEVER) if self.cleaned_data[name] else ""
                paces |= dict.fromkeys(choice.silenced, pace)
        return paces

    @property
    def quiet(self):
        start, end = self.cleaned_data["quiet_from"], self.cleaned_data["quiet_to"]
        return (start, end) if start and end else None


class DelegationForm(forms.Form):
    colleague = forms.ModelChoiceField(
        label=_("A quale collega"),
        queryset=Person.objects.none(),
        help_text=_("Vedrà le tue attività; ciò che può fare resta deciso dai suoi ruoli."),
        empty_label=_("Scegli un collega"),
    )
    starts_on = forms.DateField(label=_("Dal"), widget=ItalianDateInput, initial=timezone.localdate)
    ends_on = forms.DateField(label=_("Al"), widget=ItalianDateInput)

    def __init__(self, *args, colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].queryset = colleagues  # type: ignore[attr-defined]

    def clean_ends_on(self):
        ends_on, starts_on = self.cleaned_data["ends_on"], self.cleaned_data.get("starts_on")
        if starts_on and ends_on < starts_on:
            raise ValidationError(_("La fine viene prima dell'inizio: controlla le date."))
        return ends_on


class FeedForm(forms.Form):
    label = forms.CharField(
        label=_("Per quale programma o dispositivo"),
        max_length=80,
        help_text=_("Per riconoscerlo quando vorrai revocarlo: ad esempio «Outlook in ufficio»."),
    )
