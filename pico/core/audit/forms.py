"""Filters of the register."""

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm, ItalianDateInput


class RegisterFilter(FilterForm):
    q = forms.CharField(label=_("Cerca nelle frasi"), required=False)
    who = forms.CharField(label=_("Chi"), required=False)
    ente = forms.CharField(label=_("Per l'ente"), required=False)
    since = forms.DateField(label=_("Dal"), required=False, widget=ItalianDateInput)
    until = forms.DateField(label=_("Al"), required=False, widget=ItalianDateInput)
    subject = forms.CharField(required=False, widget=forms.HiddenInput, label=_("Oggetto"))

    lookups = {
        "q": "sentence__icontains",
        "who": "person_name__icontains",
        "ente": "ente_name__icontains",
    }

    def narrow(self, rows):
        rows = super().narrow(rows)
        if since := self.chosen.get("since"):
            rows = rows.filter(at__gte=midnight(since))
        if until := self.chosen.get("until"):
            rows = rows.filter(at__lt=midnight(until + timedelta(days=1)))
        if subject := self.chosen.get("subject"):
            kind, _colon, key = subject.partition(":")
            rows = rows.filter(Q(subject_type=kind), Q(subject_id=key) if key else Q())
        return rows


def midnight(day) -> datetime:
    """The first moment of a day in Italy."""
    return timezone.make_aware(datetime.combine(day, time.min))
