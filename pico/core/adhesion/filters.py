"""Filters of the lists of this room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Region
from pico.core.enti.queries import search_enti
from pico.core.enti.terms import EnteKind
from pico.core.people.terms import MembershipState
from pico.core.ui.forms import FilterForm

from .queries.members import SHOWN
from .terms import AdhesionState, InvitationState, roles_of


class MemberFilter(FilterForm):
    q = forms.CharField(label=_("Nome"), required=False, widget=forms.SearchInput)
    role = forms.ChoiceField(label=_("Ruolo"), required=False)
    state = forms.ChoiceField(
        label=_("Stato"),
        required=False,
        choices=(("", _("Tutti")), *((s.value, MembershipState(s).label) for s in SHOWN)),
    )
    lookups = {"role": "roles__role", "state": "state"}

    def __init__(self, *args, ente_kind: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        roles = [(r.value, r.label) for r in roles_of(ente_kind)]
        self.fields["role"].choices = [("", _("Tutti")), *roles]

    def narrow(self, rows):
        rows = super().narrow(rows)
        for word in self.chosen.get("q", "").split():
            rows = rows.filter(person__first_name__icontains=word) | rows.filter(
                person__last_name__icontains=word
            )
        return rows


class InvitationFilter(FilterForm):
    state = forms.ChoiceField(
        label=_("Stato"), required=False, choices=(("", _("Tutti")), *InvitationState.choices)
    )
    lookups = {"state": "state"}


class AdhesionFilter(FilterForm):
    q = forms.CharField(label=_("Ente"), required=False, widget=forms.SearchInput)
    state = forms.ChoiceField(
        label=_("Stato"), required=False, choices=(("", _("Tutti")), *AdhesionState.choices)
    )
    kind = forms.ChoiceField(
        label=_("Tipo"), required=False, choices=(("", _("Tutti")), *EnteKind.choices)
    )
    lookups = {"state": "adhesion_state", "kind": "kind"}

    def narrow(self, rows):
        rows = super().narrow(rows)
        return search_enti(rows, self.chosen["q"]) if self.chosen.get("q") else rows


class MapFilter(FilterForm):
    """Filters of the public list, over rows kept in memory."""

    q = forms.CharField(label=_("Provincia"), required=False, widget=forms.SearchInput)
    region = forms.ModelChoiceField(
        label=_("Regione"),
        required=False,
        queryset=Region.objects.all(),
        empty_label=_("Tutte"),
    )
    standing = forms.ChoiceField(
        label=_("Adesione"),
        required=False,
        choices=(
            ("", _("Tutte")),
            ("member", _("Aderenti")),
            ("coming", _("In corso")),
            ("out", _("Non ancora")),
        ),
    )
