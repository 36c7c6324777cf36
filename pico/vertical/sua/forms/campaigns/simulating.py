"""The assumptions of a scenario, kept in the address; lines of the plan merged and split."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import Sections

from ...rules.simulator import Assumptions, LotsBy, Tool
from ...terms.procurement import ContractKind, Criterion

LONGEST = 120  # months
LOTS = (
    (LotsBy.NONE, _("Lotto unico")),
    (LotsBy.ZONE, _("Per ambito territoriale")),
    (LotsBy.KIND, _("Per tipo: lavori, forniture, servizi")),
    (LotsBy.CPV, _("Per CPV")),
)
TOOLS = ((Tool.FRAMEWORK, _("Accordo quadro")), (Tool.CONTRACT, _("Contratto")))
DIGITS = ((2, _("2 cifre (divisione)")), (3, _("3 cifre (gruppo)")), (5, _("5 cifre (categoria)")))


class ScenarioForm(forms.Form):
    """What one may change; its values stand in the address, before them the letter of the scenario."""

    use_required_attribute = False

    lots_by = forms.ChoiceField(label=_("Lotti"), choices=LOTS)
    digits = forms.TypedChoiceField(
        label=_("Cifre del CPV"), choices=DIGITS, coerce=int, empty_value=3
    )
    tool = forms.ChoiceField(label=_("Strumento"), choices=TOOLS)
    months = forms.IntegerField(label=_("Durata in mesi"), min_value=1, max_value=LONGEST)
    options = forms.DecimalField(
        label=_("Opzioni e rinnovi (%)"), min_value=0, max_value=200, max_digits=5,
        decimal_places=2,
    )  # fmt: skip
    only_certain = forms.BooleanField(label=_("Solo adesioni certe"), required=False)
    without = forms.TypedMultipleChoiceField(
        label=_("Enti che si sfilano"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, enti, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["without"].choices = [(ente.pk, ente.short_name or ente.name) for ente in enti]

    @property
    def assumptions(self) -> Assumptions:
        """Return what was chosen; what does not pass counts as not chosen."""
        self.is_valid()
        given = self.cleaned_data
        return Assumptions(
            lots_by=LotsBy(given.get("lots_by") or LotsBy.NONE),
            digits=given.get("digits") or 3,
            tool=Tool(given.get("tool") or Tool.FRAMEWORK),
            months=given.get("months") or 24,
            options=given.get("options") or Decimal(0),
            only_certain=bool(given.get("only_certain")),
            without=frozenset(given.get("without") or ()),
        )


class TenderForm(Sections, forms.Form):
    """What a tender needs beside its lots."""

    title = forms.CharField(label=_("Oggetto della gara"), max_length=250)
    contract_kind = forms.ChoiceField(label=_("Tipo di appalto"), choices=ContractKind.choices)
    criterion = forms.ChoiceField(
        label=_("Criterio"), choices=Criterion.choices, initial=Criterion.BEST_VALUE
    )
    note = forms.CharField(
        label=_("Motivazione della scelta"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("La leggono gli enti che hanno risposto, con l'esito."),
    )


class MergeForm(forms.Form):
    description = forms.CharField(
        label=_("Descrizione della riga unita"),
        max_length=250,
        required=False,
        help_text=_("Vuoto: quella della riga che vale di più."),
    )


class SplitForm(forms.Form):
    description = forms.CharField(label=_("Descrizione della nuova riga"), max_length=250)
    enti = forms.TypedMultipleChoiceField(
        label=_("Enti della nuova riga"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, quotas, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enti"].choices = [(one.ente_id, str(one.ente)) for one in quotas]
