"""Forms of contracts, programmes, qualifications and of the sheets that bring them."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Ente
from pico.core.enti.queries import search_enti
from pico.core.foundation.identifiers import check_cig, check_cpv, check_fiscal_code
from pico.core.foundation.text import search_key
from pico.core.ui.forms import (
    FilesField,
    FilterForm,
    ItalianDateInput,
    MoneyField,
    PickerField,
    Sections,
)

from ..models import Contract, ProgrammeRow, Qualification
from ..queries.contracts import expiring, over, running
from ..queries.rup import colleagues
from ..rules.sheet_heads import cui
from ..terms.contracts import (
    NEAR_MONTHS,
    SHEET_BYTES,
    SHEET_KINDS,
    QualificationKind,
)
from ..terms.procurement import ContractKind, Sector

OVER, ALL = "scaduti", "tutti"
ENDS = (
    ("", _("in corso")),
    *((str(n), _("entro %(n)d mesi") % {"n": n}) for n in NEAR_MONTHS),
    (OVER, _("scaduti")),
    (ALL, _("in corso e scaduti")),
)


class ContractFilter(FilterForm):
    q = forms.CharField(label=_("Oggetto, CIG o fornitore"), required=False)
    ente = PickerField(Ente.objects.all(), search=search_enti, label=_("Ente"), required=False)
    tipo = forms.ChoiceField(
        label=_("Tipo"), required=False, choices=[("", _("Tutti")), *ContractKind.choices]
    )
    cpv = forms.CharField(label=_("CPV (anche solo le prime cifre)"), required=False, max_length=10)
    entro = forms.ChoiceField(label=_("Scadenza"), required=False, choices=ENDS)

    lookups = {"ente": "ente", "tipo": "kind", "cpv": "cpv__startswith"}

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def narrow(self, rows):
        rows = super().narrow(rows)
        rows = ending(rows, self.chosen.get("entro", ""), self.today)
        if text := self.chosen.get("q"):
            rows = rows.filter(Contract.found_by(text))
        return rows


def ending(rows, chosen: str, today):
    """Keep what runs, unless the filter asks for what ends soon, for what is over or for all."""
    if chosen.isdigit():
        return expiring(rows, today, int(chosen))
    if chosen == OVER:
        return over(rows, today)
    return rows if chosen == ALL else running(rows, today)


class OfEnteForm(Sections, forms.ModelForm):
    """A row of an ente: one's own, or for the SUA's office any of its enti."""

    ente = PickerField(Ente.objects.all(), search=search_enti, label=_("Ente"))

    def __init__(self, *args, actor, is_office: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_office or self.instance.pk:
            del self.fields["ente"]
        if "rup" in self.fields:
            self.fields["rup"].queryset = colleagues(self.instance.ente_id or actor.ente_id)

    def given(self) -> dict:
        """The columns, without the ente."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ContractForm(OfEnteForm):
    cig = forms.CharField(label=_("CIG"), max_length=12, required=False)
    cpv = forms.CharField(label=_("CPV"), max_length=12, required=False)
    supplier_code = forms.CharField(
        label=_("Codice fiscale del fornitore"), max_length=16, required=False
    )
    amount = MoneyField(label=_("Importo"), help_text=_("IVA esclusa."))
    yearly_amount = MoneyField(label=_("Importo annuo"), required=False)

    class Meta:
        model = Contract
        fields = (
            "cig", "subject", "kind", "cpv", "supplier", "supplier_code", "amount",
            "yearly_amount", "starts_on", "ends_on", "extension_months", "extension_words", "rup",
        )  # fmt: skip
        widgets = {"starts_on": ItalianDateInput, "ends_on": ItalianDateInput}

    sections = (
        (_("Che cosa"), ("ente", "subject", "kind", "cig", "cpv")),
        (_("Con chi e per quanto"), ("supplier", "supplier_code", "amount", "yearly_amount")),
        (_("Quando"), ("starts_on", "ends_on", "extension_months", "extension_words")),
        (_("Chi lo segue"), ("rup",)),
    )

    def clean_cig(self) -> str:
        return check_cig(self.cleaned_data["cig"]) if self.cleaned_data["cig"] else ""

    def clean_cpv(self) -> str:
        return check_cpv(self.cleaned_data["cpv"]) if self.cleaned_data["cpv"] else ""

    def clean_supplier_code(self) -> str:
        code = self.cleaned_data["supplier_code"]
        return check_fiscal_code(code) if code else ""


class ProgrammeFilter(FilterForm):
    q = forms.CharField(label=_("Oggetto"), required=False)
    ente = PickerField(Ente.objects.all(), search=search_enti, label=_("Ente"), required=False)
    tipo = forms.ChoiceField(
        label=_("Tipo"), required=False, choices=[("", _("Tutti")), *ContractKind.choices]
    )
    anno = forms.IntegerField(label=_("Anno"), required=False, min_value=2000, max_value=2100)

    lookups = {"q": "subject__icontains", "ente": "ente", "tipo": "kind", "anno": "year"}


class ProgrammeForm(OfEnteForm):
    cui = forms.CharField(label=_("CUI"), max_length=24)
    cpv = forms.CharField(label=_("CPV"), max_length=12, required=False)
    amount = MoneyField(label=_("Importo"), help_text=_("IVA esclusa."))

    class Meta:
        model = ProgrammeRow
        fields = ("cui", "subject", "kind", "cpv", "amount", "year", "quarter", "rup")

    def clean_cui(self) -> str:
        return cui(self.cleaned_data["cui"])

    def clean_cpv(self) -> str:
        return check_cpv(self.cleaned_data["cpv"]) if self.cleaned_data["cpv"] else ""


class SheetForm(forms.Form):
    """A sheet to import; the SUA's office says of which ente it is."""

    ente = PickerField(Ente.objects.all(), search=search_enti, label=_("Ente"))
    sheet = FilesField(
        label=_("Foglio"), accept=SHEET_KINDS, max_bytes=SHEET_BYTES,
        help_text=_("CSV o XLSX, la prima riga con i nomi delle colonne."),
    )  # fmt: skip

    def __init__(self, *args, asks_ente: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_ente:
            del self.fields["ente"]


class QualificationFilter(FilterForm):
    q = forms.CharField(label=_("Ente"), required=False)
    settore = forms.ChoiceField(
        label=_("Settore"), required=False, choices=[("", _("Tutti")), *Sector.choices]
    )

    lookups = {"q": "ente__search_key__contains", "settore": "sector"}

    def clean_q(self) -> str:
        return search_key(self.cleaned_data["q"])


class QualificationForm(forms.ModelForm):
    source_url = forms.URLField(
        label=_("Indirizzo della fonte"), required=False, max_length=300, assume_scheme="https"
    )
    score = forms.DecimalField(
        label=_("Punteggio"), required=False, min_value=0, max_value=100, decimal_places=1
    )

    class Meta:
        model = Qualification
        fields = (
            "sector", "level", "kind", "score", "valid_from", "valid_to", "has_reserve",
            "covers_execution", "source", "source_url",
        )  # fmt: skip
        widgets = {"valid_from": ItalianDateInput, "valid_to": ItalianDateInput}
        help_texts = {
            "level": _("La cifra va al contrario della parola: L1 e SF1 sono i più alti."),
            "source": _(
                "Per esempio: elenco ANAC delle stazioni qualificate, letto il 20/11/2026."
            ),
        }


# Names of the requirements that ANAC scores (art. 63, c. 7); the points are those of one's own sheet.
REQUIREMENTS = (
    ("structure", _("Struttura organizzativa stabile e personale dedicato")),
    ("training", _("Formazione e aggiornamento del personale")),
    ("tenders", _("Gare svolte nel quinquennio")),
    ("duties", _("Obblighi di comunicazione ad ANAC e alle banche dati")),
    ("execution", _("Esecuzione: tempi di pagamento e rispetto dei contratti")),
    ("bonus", _("Requisiti premianti")),
)


class SimulatorForm(FilterForm):
    """The points of one's own sheet, requirement by requirement."""

    sector = forms.ChoiceField(label=_("Settore"), choices=Sector.choices)
    kind = forms.ChoiceField(label=_("Tipo"), choices=QualificationKind.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in REQUIREMENTS:
            self.fields[name] = forms.DecimalField(
                label=label, required=False, min_value=0, max_value=100, decimal_places=1
            )

    def points(self) -> list[Decimal]:
        given = (self.cleaned_data.get(name) for name, _label in REQUIREMENTS)
        return [one or Decimal(0) for one in given]
