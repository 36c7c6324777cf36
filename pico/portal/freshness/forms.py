"""Forms and filters of this room."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Space
from pico.core.people.models import Person
from pico.core.ui.forms import FilterForm, ItalianDateInput
from pico.portal.pages.terms import ContentKind
from pico.portal.sites.staff import colleagues_of

from .models import Care

ANY = ("", _("Tutti"))


class CareForm(forms.ModelForm):
    class Meta:
        model = Care
        fields = ("owner", "deputy", "review_on")
        widgets = {"review_on": ItalianDateInput}
        help_texts = {
            "deputy": _("Riceve anche lui il promemoria: nessuna pagina resta senza nessuno."),
            "review_on": _("Vuota: non si rivede."),
        }

    def __init__(self, *args, space: Space, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "deputy"):
            self.fields[name].queryset = colleagues_of(space)

    def _post_clean(self) -> None:
        """The action writes: the form only shapes."""


class ReviewFilter(FilterForm):
    q = forms.CharField(label=_("Titolo"), required=False, widget=forms.SearchInput)
    when = forms.ChoiceField(
        label=_("Quando"),
        required=False,
        choices=(
            ("", _("Entro un mese o scadute")),
            ("late", _("Scadute")),
            ("all", _("Tutte le pagine")),
        ),
    )
    kind = forms.ChoiceField(label=_("Tipo"), required=False, choices=(ANY, *ContentKind.choices))
    owner = forms.ModelChoiceField(Person.objects.none(), label=_("Responsabile"), required=False)
    lookups = {"q": "page__title__icontains", "kind": "page__kind", "owner": "owner"}

    def __init__(self, *args, space: Space, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues_of(space)

    def narrow(self, rows):
        rows = super().narrow(rows)
        if self.chosen.get("when") == "late":
            return rows.filter(review_on__lt=timezone.localdate())
        return rows


class LinkFilter(FilterForm):
    q = forms.CharField(label=_("Indirizzo o pagina"), required=False, widget=forms.SearchInput)

    def narrow(self, rows):
        words = self.chosen.get("q")
        if not words:
            return rows
        return rows.filter(link__url__icontains=words) | rows.filter(page__title__icontains=words)
