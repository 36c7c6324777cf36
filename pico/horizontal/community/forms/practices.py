"""The card of a best practice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.access import scopes
from pico.core.people.fields import ScopeChoiceField
from pico.core.people.terms import Area
from pico.core.ui.forms import FilesField, FilterForm, MoneyField, Sections
from pico.core.ui.rich_text import RichTextField

from ..models import Practice
from ..terms import POST_FILE_BYTES, POST_LENGTH, Transferability

LONG = {"rows": 4}


class PracticeForm(Sections, forms.ModelForm):
    """Problem, solution, results; time and cost; what others need to do the same."""

    solution = RichTextField(
        label=_("La soluzione"), max_length=POST_LENGTH, headings=True, rows=12
    )
    cost = MoneyField(
        label=_("Costo"),
        required=False,
        min_value=0,
        help_text=_("In tutto; vuoto se non c'è stato."),
    )
    files = FilesField(
        label=_("Atti e modelli"), required=False, max_bytes=POST_FILE_BYTES,
        help_text=_("Fino a 10 file, 20 MB ciascuno. Li vede chi vede la scheda."),
    )  # fmt: skip

    class Meta:
        model = Practice
        fields = (
            "title", "area", "problem", "results", "actors", "tools", "months",
            "transferability", "conditions", "year",
        )  # fmt: skip
        widgets = {
            "problem": forms.Textarea(attrs=LONG),
            "results": forms.Textarea(attrs=LONG),
            "actors": forms.Textarea(attrs={"rows": 2}),
            "tools": forms.Textarea(attrs={"rows": 2}),
            "conditions": forms.Textarea(attrs={"rows": 2}),
        }

    sections = (
        (_("Che cosa avete fatto"), ("title", "area", "year", "problem", "solution", "results")),
        (_("Che cosa è servito"), ("months", "cost", "actors", "tools", "files")),
        (_("Per chi vuole rifarlo"), ("transferability", "conditions")),
        (_("Chi la legge"), ("scope",)),
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        was = self.instance.scope if self.instance.pk else None
        self.fields["scope"] = ScopeChoiceField(actor=actor, was=was)
        if was:
            self.initial["solution"] = self.instance.solution
        else:
            self.fields["scope"].initial = scopes.PLATFORM


class AdoptForm(forms.Form):
    note = forms.CharField(
        label=_("Che cosa avete cambiato"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Facoltativo: serve a chi la adotterà dopo."),
    )  # fmt: skip


class PracticeFilter(FilterForm):
    q = forms.CharField(label=_("Parole"), required=False, widget=forms.SearchInput)
    area = forms.ChoiceField(
        label=_("Ambito"), choices=[("", _("Tutti")), *Area.choices], required=False
    )
    transferability = forms.ChoiceField(
        label=_("Trasferibilità"), required=False,
        choices=[("", _("Tutte")), *Transferability.choices],
    )  # fmt: skip
    lookups = {"area": "area", "transferability": "transferability"}

    def narrow(self, rows):
        rows = super().narrow(rows)
        for word in self.chosen.get("q", "").split()[:6]:
            rows = rows.filter(title__icontains=word) | rows.filter(problem__icontains=word)
        return rows
