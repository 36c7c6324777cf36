"""Filters of the list of jobs."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm

from .terms import JobState


class JobFilter(FilterForm):
    q = forms.CharField(label=_("Cerca"), required=False)
    state = forms.ChoiceField(
        label=_("Stato"), required=False, choices=[("", _("Tutti")), *JobState.choices]
    )
    lookups = {"state": "state"}

    def narrow(self, rows):
        rows = super().narrow(rows)
        if words := self.chosen.get("q"):
            rows = rows.filter(
                Q(label__icontains=words) | Q(name__icontains=words) | Q(error__icontains=words)
            )
        return rows
