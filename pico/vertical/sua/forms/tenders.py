"""What officers of a SUA, and the enti of a tender, write and choose about it."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Ente
from pico.core.enti.queries import comuni_of, search_enti
from pico.core.people.models import Person
from pico.core.ui.forms import (
    FilesField,
    FilterForm,
    ItalianDateInput,
    ItalianDateTimeInput,
    MoneyField,
    PickerField,
    Sections,
)

from ..actions.tenders.opening import CHANGEABLE, CategoryData, LotData
from ..models import Lot, Tender
from ..queries.tenders import officers_of, with_words
from ..queries.vacancies import vacancies
from ..terms.procurement import (
    SOA_CHOICES,
    SOA_CLASSES,
    WITH_WORKS,
    ContractKind,
    Criterion,
    Procedure,
)
from ..terms.tenders import (
    TENDER_FILE_BYTES,
    TenderKind,
    TenderState,
)
from .cpv import CpvField
from .shaping import Emptied, RecordForm, amount

ANY = ("", _("Tutti"))
FILE_KINDS = (
    ".pdf", ".p7m", ".docx", ".xlsx", ".odt", ".ods", ".zip", ".xml", ".jpg", ".png", ".dwg", ".txt", ".csv",
)  # fmt: skip
CATEGORY_LINES = 4
WINNER_LINES = 3


def file_field(label, *, required=False, multiple=False, help_text="") -> FilesField:
    field = FilesField(
        label=label,
        required=required,
        accept=FILE_KINDS,
        max_bytes=TENDER_FILE_BYTES,
        help_text=help_text,
    )
    if not multiple:
        field.widget.attrs["multiple"] = False
    return field


def day(label, **options) -> forms.DateField:
    return forms.DateField(label=label, widget=ItalianDateInput, **options)


def moment(label, **options) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, widget=ItalianDateTimeInput, **options)


class TendersFilter(FilterForm):
    """The filters of the list and of the board."""

    q = forms.CharField(label=_("Oggetto, numero, CIG o CUP"), required=False)
    stato = forms.ChoiceField(label=_("Stato"), choices=[ANY, *TenderState.choices], required=False)
    tipo = forms.ChoiceField(label=_("Tipo"), choices=[ANY, *TenderKind.choices], required=False)
    appalto = forms.ChoiceField(
        label=_("Appalto"), choices=[ANY, *ContractKind.choices], required=False
    )
    procedura = forms.ChoiceField(
        label=_("Procedura"), choices=[ANY, *Procedure.choices], required=False
    )
    anno = forms.IntegerField(label=_("Anno"), required=False, min_value=2000, max_value=2100)
    istruttore = forms.ModelChoiceField(
        label=_("Istruttore"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Tutti"),
    )
    pnrr = forms.BooleanField(label=_("Solo PNRR/PNC"), required=False)
    senza_rup = forms.BooleanField(label=_("Solo senza RUP"), required=False)

    lookups = {
        "stato": "state", "tipo": "kind", "appalto": "contract_kind", "procedura": "procedure",
        "anno": "year", "istruttore": "officer", "pnrr": "is_pnrr",
    }  # fmt: skip

    def __init__(self, *args, actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["istruttore"].queryset = officers_of(actor)

    def narrow(self, rows):
        rows = super().narrow(rows)
        if "senza_rup" in self.chosen:
            rows = rows.filter(pk__in=vacancies().values("tender"))
        return with_words(rows, self.chosen["q"]) if "q" in self.chosen else rows


class NewTenderForm(Sections, Emptied, forms.Form):
    """A tender with its first lot; the others are added on its page."""

    kind = forms.ChoiceField(label=_("Tipo"), choices=TenderKind, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Oggetto"), max_length=250)
    description = forms.CharField(
        label=_("Descrizione"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    body = PickerField(
        Ente.objects.filter(valid_to__isnull=True), search=search_enti, label=_("Ente delegante"),
        required=False, help_text=_("Non serve per le gare proprie della Provincia."),
    )  # fmt: skip
    others = forms.ModelMultipleChoiceField(
        label=_("Altri enti partecipanti"), queryset=Ente.objects.none(), required=False,
        help_text=_("Per le gare aggregate: tieni premuto Ctrl per sceglierne più d'uno."),
    )  # fmt: skip
    contract_kind = forms.ChoiceField(label=_("Tipo di appalto"), choices=ContractKind)
    procedure = forms.ChoiceField(label=_("Procedura"), choices=Procedure, initial=Procedure.OPEN)
    criterion = forms.ChoiceField(label=_("Criterio"), choices=Criterion)
    is_above_eu = forms.BooleanField(label=_("Sopra soglia europea"), required=False)
    is_pnrr = forms.BooleanField(label=_("PNRR/PNC"), required=False)
    decision_on = day(_("Decisione di contrarre (determina) del"), required=False)
    base_amount = MoneyField(label=_("Importo a base di gara"), min_value=Decimal("0.01"))
    safety_amount = amount(_("Oneri di sicurezza"))
    labour_amount = amount(_("Di cui manodopera"))
    options_amount = amount(_("Opzioni e rinnovi"))
    days = forms.IntegerField(label=_("Durata in giorni"), min_value=1, required=False)

    sections = (
        (_("Che gara è"), ("kind", "title", "description", "body", "others")),
        (
            _("Come si affida"),
            ("contract_kind", "procedure", "criterion", "is_above_eu", "is_pnrr", "decision_on"),
        ),
        (
            _("Il primo lotto"),
            ("base_amount", "safety_amount", "labour_amount", "options_amount", "days"),
        ),
    )
    LOT = ("base_amount", "safety_amount", "labour_amount", "options_amount", "days")

    def __init__(self, *args, sua: Ente, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["others"].queryset = comuni_of(sua)

    def given(self) -> dict:
        """What goes to `open_tender`."""
        data = dict(self.cleaned_data)
        lot = LotData(subject=data["title"], **{name: data.pop(name) for name in self.LOT})
        bodies = [*filter(None, [data.pop("body")]), *data.pop("others")]
        return {**data, "lots": (lot,), "bodies": bodies}


class TenderForm(Sections, forms.ModelForm):
    """The data of a tender."""

    pad_url = forms.URLField(
        label=_("Indirizzo della procedura sulla PAD"), required=False, max_length=500,
        assume_scheme="https",
    )  # fmt: skip
    bdncp_url = forms.URLField(
        label=_("Indirizzo sulla BDNCP"), required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Tender
        fields = [name for name in CHANGEABLE if name not in ("holder", "officer")]
        widgets = {
            "decision_on": ItalianDateInput, "ted_sent_on": ItalianDateInput,
            "opening_on": ItalianDateInput, "description": forms.Textarea(attrs={"rows": 4}),
        }  # fmt: skip

    sections = (
        (_("Oggetto"), ("subject", "description", "contract_kind", "is_pnrr")),
        (
            _("Procedura"),
            ("procedure", "technique", "criterion", "is_above_eu", "is_urgent", "has_anomaly", "functions"),
        ),
        (_("Atti"), ("decision_on", "indiction_act", "opening_on", "invited_count")),
        (
            _("Piattaforma certificata e pubblicità legale"),
            ("pad_name", "pad_url", "anac_id", "pcp_state", "bdncp_url", "ted_sent_on", "ted_number"),
        ),
    )  # fmt: skip


class LotForm(Sections, RecordForm):
    """A lot, with its SOA lines and, where several enti take part, the quota of each."""

    cups = forms.CharField(
        label=_("CUP"), required=False, help_text=_("Più d'uno: separati da una virgola.")
    )
    cpv = CpvField(
        label=_("CPV"), required=False,
        help_text=_("Per numero o per parole: «refezione», «77310000»."),
    )  # fmt: skip

    class Meta:
        model = Lot
        fields = (
            "subject", "cpv", "place", "days", "criterion", "base_amount", "safety_amount",
            "labour_amount", "is_labour_discountable", "options_amount", "cig", "parent_cig", "cui",
        )  # fmt: skip

    def __init__(self, *args, tender: Tender, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tender = tender
        self.fields["base_amount"] = MoneyField(label=self.fields["base_amount"].label, min_value=0)
        for name in ("safety_amount", "labour_amount", "options_amount"):
            self.fields[name] = amount(self.fields[name].label)
        self.initial["cups"] = ", ".join(self.instance.cups or ())
        if tender.contract_kind in WITH_WORKS:
            self._add_categories()
        self.enti = [place.ente for place in tender.places.all()]
        shares = {one.ente_id: one.amount for one in self._rows("shares")}
        for ente in self.enti if len(self.enti) > 1 else ():
            self.fields[f"share_{ente.pk}"] = MoneyField(
                label=_("Quota di %(ente)s") % {"ente": ente}, required=False, min_value=0,
                initial=shares.get(ente.pk),
            )  # fmt: skip

    def _rows(self, name: str):
        return getattr(self.instance, name).all() if self.instance.pk else ()

    def _add_categories(self) -> None:
        lines = list(self._rows("categories"))
        for place in range(CATEGORY_LINES):
            line = lines[place] if place < len(lines) else None
            first = _("prevalente") if place == 0 else _("scorporabile")
            self.fields[f"category_{place}"] = forms.ChoiceField(
                label=_("Categoria %(which)s") % {"which": first}, required=False,
                choices=[("", _("Nessuna")), *SOA_CHOICES], initial=line and line.category,
            )  # fmt: skip
            self.fields[f"class_{place}"] = forms.ChoiceField(
                label=_("Classifica"), required=False, choices=[("", "–"), *SOA_CLASSES],
                initial=line and line.soa_class,
            )  # fmt: skip
            self.fields[f"amount_{place}"] = MoneyField(
                label=_("Importo della categoria"), required=False, min_value=0,
                initial=line and line.amount,
            )  # fmt: skip

    @property
    def sections(self):
        shares = [name for name in self.fields if name.startswith("share_")]
        soa = [name for name in self.fields if name.startswith(("category_", "class_", "amount_"))]
        money = ("base_amount", "safety_amount", "labour_amount", "is_labour_discountable", "options_amount")  # fmt: skip
        sections = [
            (_("Che cosa"), ("subject", "cpv", "place", "days", "criterion")),
            (_("Importi, IVA esclusa"), money),
            (_("Codici"), ("cig", "parent_cig", "cups", "cui")),
        ]
        if shares:
            sections.append((_("Quote degli enti"), tuple(shares)))
        if soa:
            sections.append((_("Categorie SOA"), tuple(soa)))
        return tuple(sections)

    def clean_cups(self) -> list[str]:
        return [one.strip() for one in self.cleaned_data["cups"].split(",") if one.strip()]

    def given(self) -> LotData:
        data = self.cleaned_data
        categories = [
            CategoryData(
                category=data[f"category_{place}"], soa_class=data.get(f"class_{place}") or "",
                amount=data.get(f"amount_{place}") or Decimal(0), is_main=place == 0,
                is_separable=place > 0,
            )
            for place in range(CATEGORY_LINES)
            if data.get(f"category_{place}")
        ]  # fmt: skip
        shares = {e: data[f"share_{e.pk}"] for e in self.enti if data.get(f"share_{e.pk}")}
        plain = {name: data[name] for name in self._meta.fields}
        return LotData(
            **plain, cups=tuple(data["cups"]), categories=tuple(categories), shares=shares
        )
