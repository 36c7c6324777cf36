"""The filters of the directory."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.enti.models import Region
from pico.core.enti.terms import EnteKind
from pico.core.foundation.text import search_key
from pico.core.people.terms import Area, ProfileField
from pico.core.ui.forms import FilterForm

from ..queries import directory as queries


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

    def __init__(self, *args, actor: Actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def narrow(self, rows):
        """Keep the places where every word is found, in what the actor may see of them."""
        rows = super().narrow(rows)
        skills = queries.may_be_seen(ProfileField.SKILLS, self.actor)
        for word in self.chosen.get("q", "").split():
            rows = rows.filter(
                Q(person__first_name__icontains=word)
                | Q(person__last_name__icontains=word)
                | Q(ente__search_key__contains=search_key(word))
                | Q(office__icontains=word)
                | Q(person__skills__icontains=word) & skills
            )
        if area := self.chosen.get("area"):
            areas = queries.may_be_seen(ProfileField.AREAS, self.actor)
            rows = rows.filter(Q(areas__icontains=f'"{area}"') & areas)
        return rows
