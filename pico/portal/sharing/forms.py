"""Forms and filters of this room."""

from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.ui.forms import FilterForm, ItalianDateTimeInput
from pico.portal.pages.terms import ContentKind

from . import queries
from .terms import AdoptionMode, ProposalState, Reach

ANY = ("", _("Tutti"))


class ShareForm(forms.Form):
    reach = forms.ChoiceField(label=_("Condividi con"), widget=forms.RadioSelect)
    spaces = forms.ModelMultipleChoiceField(
        Space.objects.none(),
        label=_("Province"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Valgono solo se condividi con «Province di…»."),
    )

    def __init__(self, *args, space: Space, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        below = queries.provinces_below(space)
        self.fields["spaces"].queryset = below
        self.fields["spaces"].choices = [
            (str(region or _("Senza regione")), [(one.pk, one.name) for one in group])
            for region, group in groupby(below, key=lambda one: one.ente.region)
        ]
        self.fields["reach"].choices = [
            (reach.value, _label(reach, space)) for reach in Reach if _is_offered(reach, space)
        ]


def _is_offered(reach: Reach, space: Space) -> bool:
    return reach != Reach.REGIONAL or space.kind == SpaceKind.NATIONAL


def _label(reach: Reach, space: Space) -> str:
    if reach == Reach.ALL and space.kind == SpaceKind.REGIONAL:
        return _("Tutte le Province della regione")
    return reach.label


class ProposeForm(forms.Form):
    to = forms.ModelChoiceField(
        Space.objects.none(),
        label=_("A chi lo proponi"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    note = forms.CharField(
        label=_("Perché interessa anche agli altri"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, space: Space, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        above = queries.sites_above(space)
        self.fields["to"].queryset = Space.objects.filter(pk__in=[one.pk for one in above])
        self.fields["to"].initial = above[0].pk if above else None


class DecideForm(forms.Form):
    reason = forms.CharField(
        label=_("Motivo"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lo legge chi ha proposto."),
    )


class ReceptionForm(forms.Form):
    is_hidden = forms.BooleanField(label=_("Nascondi in questo sito"), required=False)
    shown_on = forms.DateTimeField(
        label=_("Data in questo sito"),
        required=False,
        widget=ItalianDateTimeInput,
        help_text=_("Vuota: quella del sito d'origine."),
    )
    introduction = forms.CharField(
        label=_("Introduzione del sito"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Si legge prima del contenuto: perché interessa qui da voi."),
    )


class AdoptForm(forms.Form):
    mode = forms.ChoiceField(
        label=_("Come"),
        choices=AdoptionMode.choices,
        initial=AdoptionMode.COPY,
        widget=forms.RadioSelect,
    )


class _KindFilter(FilterForm):
    q = forms.CharField(label=_("Titolo"), required=False, widget=forms.SearchInput)
    kind = forms.ChoiceField(label=_("Tipo"), required=False, choices=(ANY, *ContentKind.choices))
    lookups = {"q": "page__title__icontains", "kind": "kind"}


class ReceivedFilter(_KindFilter):
    origin = forms.ModelChoiceField(Space.objects.all(), label=_("Da"), required=False)
    is_hidden = forms.ChoiceField(
        label=_("In questo sito"),
        required=False,
        choices=(ANY, ("0", _("Mostrati")), ("1", _("Nascosti"))),
    )
    lookups = {**_KindFilter.lookups, "origin": "origin", "is_hidden": "is_hidden"}


class OfferedFilter(_KindFilter):
    space = forms.ModelChoiceField(Space.objects.all(), label=_("Sito"), required=False)
    lookups = {**_KindFilter.lookups, "space": "space"}


class OwnFilter(_KindFilter):
    reach = forms.ChoiceField(
        label=_("Condiviso con"), required=False, choices=(ANY, *Reach.choices)
    )
    lookups = {**_KindFilter.lookups, "reach": "reach"}


class ProposalFilter(FilterForm):
    state = forms.ChoiceField(
        label=_("Stato"), required=False, choices=(ANY, *ProposalState.choices)
    )
    lookups = {"state": "state"}


class AdoptionFilter(FilterForm):
    mode = forms.ChoiceField(label=_("Come"), required=False, choices=(ANY, *AdoptionMode.choices))
    state = forms.ChoiceField(
        label=_("Originale"),
        required=False,
        choices=(ANY, ("changed_at", _("Cambiato")), ("gone_at", _("Ritirato"))),
    )
    lookups = {"mode": "mode"}

    def narrow(self, rows):
        rows = super().narrow(rows)
        wanted = self.chosen.get("state")
        return rows.filter(**{f"{wanted}__isnull": False}) if wanted else rows
