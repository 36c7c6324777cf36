"""The form of a new key."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .terms import LONGEST_LIFE, Grant


def in_a_year():
    """The latest last day: the key ends with that day, within a year."""
    return timezone.localdate() + LONGEST_LIFE - timedelta(days=2)


class TokenForm(forms.Form):
    """Name, what it may read, last day."""

    name = forms.CharField(
        label=_("Nome"),
        max_length=80,
        help_text=_("A che cosa serve: per esempio «Sito del Comune» o «Cruscotto dei dati»."),
    )
    grants = forms.MultipleChoiceField(
        label=_("Che cosa può leggere, oltre a ciò che è pubblico"),
        choices=Grant.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    last_day = forms.DateField(
        label=_("Ultimo giorno di uso"),
        initial=in_a_year,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Al massimo un anno: prima della scadenza se ne crea un'altra."),
    )

    def expires_at(self) -> datetime:
        """The first moment after the last day, in Rome."""
        day = self.cleaned_data["last_day"] + timedelta(days=1)
        return timezone.make_aware(datetime.combine(day, time()))


class AppPasswordForm(forms.Form):
    """What the password is for."""

    name = forms.CharField(
        label=_("Per quale programma o computer"),
        max_length=80,
        help_text=_("Per esempio «Esplora file del computer in ufficio»."),
    )
