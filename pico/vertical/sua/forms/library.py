"""How a text of the library is found and changed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm
from pico.core.ui.rich_text import RichTextField

from ..terms.library import BODY_LENGTH, TITLE_LENGTH, LibraryKind

NATIONAL, OWN = "nazionali", "nostri"


class LibraryFilter(FilterForm):
    q = forms.CharField(label=_("Parole del titolo o del testo"), required=False)
    raccolta = forms.ChoiceField(
        label=_("Raccolta"), required=False, choices=[("", _("Tutte")), *LibraryKind.choices]
    )
    di = forms.ChoiceField(
        label=_("Di chi"), required=False,
        choices=[("", _("Tutti")), (NATIONAL, _("nazionali")), (OWN, _("della nostra SUA"))],
    )  # fmt: skip

    lookups = {"raccolta": "kind"}

    def narrow(self, rows):
        rows = super().narrow(rows)
        for word in self.chosen.get("q", "").split()[:6]:
            rows = rows.filter(title__icontains=word) | rows.filter(body__icontains=word)
        if owner := self.chosen.get("di"):
            rows = rows.filter(owner__isnull=owner == NATIONAL)
        return rows


class LibraryTextForm(forms.Form):
    title = forms.CharField(label=_("Titolo"), max_length=TITLE_LENGTH)
    body = RichTextField(label=_("Testo"), max_length=BODY_LENGTH, rows=24, headings=True)
    note = forms.CharField(
        label=_("Che cosa cambia"), max_length=250, required=False,
        help_text=_("Lo leggono le SUA che hanno una copia del testo."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
