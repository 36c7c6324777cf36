"""The filters of the directory."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Region
from pico.core.enti.terms import EnteKind
from pico.core.foundation.text import search_key
from pico.core.people.terms import Area
from pico.core.ui.forms import FilterForm


class DirectoryFilter(FilterForm):
    """Words of the name, ente, office or skills; area, kind of ente, region."""

    q = forms.CharField(label=_("Nome, ente o competenza"), required=False)
    area = forms.ChoiceField(
        label=_("Ambito"), choices=[("", _("Tutti")), *Area.choices], required=False
    )
    kind = forms.ChoiceField(
        label=_("Tipo di ente"), choices=[("", _("Tutti")), *EnteKind.choices], required=False
    )
    region = forms.ModelChoiceField(
        label=_("Regione"), queryset=Region.objects.all(), required=False, empty_label=_("Tutte")
    )
    lookups = {"kind": "ente__kind", "region": "ente__region"}

    def narrow(self, rows):
        """Keep the places where every word is found."""
        rows = super().narrow(rows)
        for word in self.chosen.get("q", "").split():
            rows = rows.filter(
                Q(person__first_name__icontains=word)
                | Q(person__last_name__icontains=word)
                | Q(ente__search_key__contains=search_key(word))
                | Q(office__icontains=word)
                | Q(person__skills__icontains=word)
            )
        if area := self.chosen.get("area"):
            rows = rows.filter(areas__icontains=f'"{area}"')
        return rows
