"""Forms and filters of this room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm

ANY = ("", _("Tutti"))


class RedirectForm(forms.Form):
    old = forms.CharField(
        label=_("Indirizzo vecchio"),
        max_length=500,
        help_text=_("In questo sito, per esempio «/news/ponte-sul-piave»."),
    )
    new = forms.CharField(
        label=_("Porta a"),
        max_length=500,
        help_text=_(
            "Una pagina di questo sito («/novita/ponte») o un indirizzo intero (https://…)."
        ),
    )


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File CSV"),
        help_text=_("Due colonne: indirizzo vecchio e indirizzo nuovo. Al massimo 2.000 righe."),
    )


class RedirectFilter(FilterForm):
    q = forms.CharField(label=_("Indirizzo"), required=False, widget=forms.SearchInput)
    made = forms.ChoiceField(
        label=_("Creato"),
        required=False,
        choices=(ANY, ("0", _("A mano")), ("1", _("Da solo, con uno spostamento"))),
    )
    lookups = {"q": "old_path__icontains", "made": "automatically_created"}
