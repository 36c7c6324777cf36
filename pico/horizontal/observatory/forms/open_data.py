"""What a reader looks for in the catalogue."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.modules.open_data import Theme
from pico.core.ui.forms import FilterForm

ANY = ("", _("Tutto"))


class CatalogueFilter(FilterForm):
    """Words of the title, of the description, of the holder; a theme."""

    q = forms.CharField(label=_("Cerca nel catalogo"), required=False, max_length=120)
    tema = forms.ChoiceField(label=_("Tema"), required=False, choices=[ANY, *Theme.choices])

    def narrow(self, rows):
        """The catalogue was asked with these words already."""
        return rows
