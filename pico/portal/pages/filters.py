"""The filters of an index page: their state is in the address."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm

from .models.base import subkinds
from .terms import ContentKind

ORDERS = {"vecchi": "shown_on", "titolo": "page__title"}
SUBKIND_LABELS = {
    ContentKind.SERVICE: _("Categoria"),
    ContentKind.PROJECT: _("Stato"),
    ContentKind.PRACTICE: _("Ambito"),
    ContentKind.PERSON: _("Ruolo"),
}
WITH_YEARS = (ContentKind.NEWS, ContentKind.DOCUMENT)


class IndexFilter(FilterForm):
    """Text, kind, topic, year, order; an event also: to come or over."""

    q = forms.CharField(label=_("Testo"), required=False, max_length=100)
    tipo = forms.ChoiceField(label=_("Tipo"), required=False)
    argomento = forms.ChoiceField(label=_("Argomento"), required=False)
    anno = forms.TypedChoiceField(label=_("Anno"), required=False, coerce=int, empty_value=None)
    quando = forms.ChoiceField(
        label=_("Quando"),
        required=False,
        choices=[("", _("In programma")), ("passati", _("Passati"))],
    )
    per = forms.ChoiceField(label=_("Ordina per"), required=False)

    def __init__(self, data=None, *, kind: str, topics=(), years=()) -> None:
        super().__init__(data)
        kinds = subkinds(kind)
        self._offer("tipo", kinds.items())
        self._offer("argomento", [(topic.slug, topic.name) for topic in topics])
        self._offer("anno", [(year, str(year)) for year in years] if kind in WITH_YEARS else ())
        self.fields["tipo"].label = SUBKIND_LABELS.get(kind, _("Tipo"))
        if kind == ContentKind.EVENT:
            del self.fields["per"]
        else:
            del self.fields["quando"]
            self.fields["per"].choices = (
                [("", _("Più recenti")), ("vecchi", _("Meno recenti")), ("titolo", _("Titolo"))]
                if kind in (*WITH_YEARS, ContentKind.PROJECT, ContentKind.PRACTICE)
                else [("", _("Titolo")), ("vecchi", _("Meno recenti"))]
            )

    def _offer(self, name: str, choices) -> None:
        """Offer a filter only when there is something to choose."""
        listed = [(str(key), label) for key, label in choices]
        if listed:
            self.fields[name].choices = [("", _("Tutti")), *listed]
        else:
            del self.fields[name]

    @property
    def over(self) -> bool:
        """True when the events that are over are asked for."""
        return self.chosen.get("quando") == "passati"

    def narrow(self, rows):
        chosen = self.chosen
        if text := chosen.get("q"):
            rows = rows.filter(
                Q(page__title__icontains=text)
                | Q(page__summary__icontains=text)
                | Q(page__keywords__icontains=text)
            )
        if kind := chosen.get("tipo"):
            rows = rows.filter(page__subkind=kind)
        if topic := chosen.get("argomento"):
            rows = rows.filter(page__topics__slug=topic)
        if year := chosen.get("anno"):
            rows = rows.filter(shown_on__year=year)
        if order := ORDERS.get(chosen.get("per", "")):
            rows = rows.order_by(order, "pk")
        return rows
