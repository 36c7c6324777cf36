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
from pico.core.ui.rich_text import RichTextField

from ..actions.tenders.opening import CHANGEABLE, CategoryData, LotData
from ..actions.tenders.persons import Named
from ..actions.tenders.results import Winner
from ..models import Lot, Tender, TenderPerson
from ..queries.tenders import officers_of, with_words
from ..terms.procurement import SOA_CHOICES, SOA_CLASSES, ContractKind, Criterion, Procedure
from ..terms.tenders import (
    TENDER_FILE_BYTES,
    CardState,
    Conflict,
    DocumentKind,
    PcpCard,
    PersonRole,
    PersonState,
    Phase,
    TenderKind,
    TenderState,
    TextKind,
    Visibility,
    WinnerRole,
)

ANY = ("", _("Tutti"))
FILE_KINDS = (
    ".pdf", ".p7m", ".docx", ".xlsx", ".odt", ".ods", ".zip", ".xml", ".jpg", ".png", ".dwg", ".txt", ".csv",
)  # fmt: skip
CATEGORY_LINES = 4
WINNER_LINES = 3


def _file(label, *, required=False, multiple=False, help_text="") -> FilesField:
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

    lookups = {
        "stato": "state", "tipo": "kind", "appalto": "contract_kind", "procedura": "procedure",
        "anno": "year", "istruttore": "officer", "pnrr": "is_pnrr",
    }  # fmt: skip

    def __init__(self, *args, actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["istruttore"].queryset = officers_of(actor)

    def narrow(self, rows):
        rows = super().narrow(rows)
        return with_words(rows, self.chosen["q"]) if "q" in self.chosen else rows


class NewTenderForm(Sections, forms.Form):
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
    safety_amount = MoneyField(label=_("Oneri di sicurezza"), min_value=0, initial=0)
    labour_amount = MoneyField(label=_("Di cui manodopera"), min_value=0, initial=0)
    options_amount = MoneyField(label=_("Opzioni e rinnovi"), min_value=0, initial=0)
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


class LotForm(Sections, forms.ModelForm):
    """A lot, with its SOA lines and, where several enti take part, the quota of each."""

    cups = forms.CharField(
        label=_("CUP"), required=False, help_text=_("Più d'uno: separati da una virgola.")
    )

    class Meta:
        model = Lot
        fields = (
            "subject", "cpv", "place", "days", "criterion", "base_amount", "safety_amount",
            "labour_amount", "is_labour_discountable", "options_amount", "cig", "parent_cig", "cui",
        )  # fmt: skip

    def __init__(self, *args, tender: Tender, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tender = tender
        for name in ("base_amount", "safety_amount", "labour_amount", "options_amount"):
            label = self.fields[name].label
            self.fields[name] = MoneyField(label=label, min_value=0)
        self.initial["cups"] = ", ".join(self.instance.cups or ())
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
        soa = [f"{name}_{place}" for place in range(CATEGORY_LINES) for name in ("category", "class", "amount")]  # fmt: skip
        shares = [name for name in self.fields if name.startswith("share_")]
        money = ("base_amount", "safety_amount", "labour_amount", "is_labour_discountable", "options_amount")  # fmt: skip
        sections = [
            (_("Che cosa"), ("subject", "cpv", "place", "days", "criterion")),
            (_("Importi, IVA esclusa"), money),
            (_("Codici"), ("cig", "parent_cig", "cups", "cui")),
        ]
        if shares:
            sections.append((_("Quote degli enti"), tuple(shares)))
        if self.tender.contract_kind in (ContractKind.WORKS, ContractKind.MIXED, ContractKind.WORKS_CONCESSION):  # fmt: skip
            sections.append((_("Categorie SOA"), tuple(soa)))
        else:
            for name in soa:
                self.fields.pop(name, None)
        return tuple(sections)

    def clean_cups(self) -> list[str]:
        return [one.strip() for one in self.cleaned_data["cups"].split(",") if one.strip()]

    def _post_clean(self) -> None:
        """The action checks and writes; the form only shapes what was typed."""

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


class PersonForm(forms.Form):
    """Who is named, by which act."""

    role = forms.ChoiceField(label=_("Ruolo"), choices=PersonRole)
    colleague = forms.ModelChoiceField(
        label=_("Persona con un profilo in Pi.Co."), queryset=Person.objects.none(), required=False,
        empty_label=_("Nessuna: scrivo il nome"),
    )  # fmt: skip
    name = forms.CharField(label=_("Nome e cognome"), max_length=160, required=False)
    profession = forms.CharField(label=_("Qualifica o professione"), max_length=160, required=False)
    act = forms.CharField(label=_("Atto di nomina"), max_length=250)
    act_on = day(_("Data dell'atto"), required=False)
    since = day(_("In carica dal"))
    had_office = forms.BooleanField(
        label=_("Ha avuto incarichi politici nell'ente negli ultimi due anni"), required=False
    )
    was_convicted = forms.BooleanField(
        label=_("Ha condanne per reati contro la PA"), required=False
    )
    file = _file(_("Atto di nomina, se non è già fra i documenti"))
    cv = _file(_("Curriculum (per i commissari è pubblicato, art. 28)"))

    def __init__(self, *args, people, roles, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].queryset = people
        self.fields["role"].choices = [(one.value, one.label) for one in roles]

    def clean(self):
        data = super().clean()
        if not data.get("colleague") and not data.get("name"):
            self.add_error("name", _("Scegli una persona o scrivine il nome."))
        return data

    def given(self, ente_of) -> dict:
        data = self.cleaned_data
        person = data["colleague"]
        named = Named(
            role=data["role"], name=str(person) if person else data["name"], act=data["act"],
            since=data["since"], person=person, ente=ente_of(person), act_on=data["act_on"],
            profession=data["profession"], had_office=data["had_office"],
            was_convicted=data["was_convicted"],
        )  # fmt: skip
        return {"named": named, "file": first(data["file"]), "cv": first(data["cv"])}


def first(files):
    return files[0] if files else None


class DeclarationForm(forms.Form):
    conflict = forms.ChoiceField(
        label=_("Dichiarazione (art. 16)"), choices=Conflict, widget=forms.RadioSelect
    )
    on = day(_("Resa il"))
    file = _file(_("Dichiarazione firmata"))


class EndForm(forms.Form):
    on = day(_("Fine dell'incarico"))
    reason = forms.CharField(label=_("Motivo"), max_length=400)


class SuccessionForm(forms.Form):
    by = forms.ModelChoiceField(
        label=_("Gli succede"), queryset=TenderPerson.objects.none(),
        help_text=_("Prima nomina il successore per lo stesso ruolo e registra la sua dichiarazione."),
    )  # fmt: skip

    def __init__(self, *args, part: TenderPerson, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].queryset = TenderPerson.objects.filter(
            tender=part.tender_id, role=part.role, state=PersonState.PROPOSED
        )


class DocumentForm(forms.Form):
    """Documents of one kind, one or many at once."""

    kind = forms.ChoiceField(label=_("Tipo di documento"), choices=DocumentKind)
    files = _file(_("File"), required=True, multiple=True)
    title = forms.CharField(
        label=_("Titolo"), max_length=250, required=False,
        help_text=_("Se manca vale il nome del file."),
    )  # fmt: skip
    visibility = forms.ChoiceField(
        label=_("Chi lo vede"), choices=Visibility, initial=Visibility.BODY
    )
    is_deferred = forms.BooleanField(
        label=_("Accesso differito all'aggiudicazione (art. 35)"), required=False
    )
    lot = forms.ModelChoiceField(
        label=_("Lotto"), queryset=Lot.objects.none(), required=False,
        empty_label=_("Tutta la gara"),
    )  # fmt: skip
    act = forms.CharField(label=_("Numero dell'atto"), max_length=80, required=False)
    act_on = day(_("Data dell'atto"), required=False)

    def __init__(self, *args, tender: Tender, is_insider: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lot"].queryset = tender.lots.all()
        self.fields["lot"].label_from_instance = lambda lot: f"{lot.number} – {lot.subject}"
        if not is_insider:
            levels = (Visibility.BODY, Visibility.PARTIES)
            self.fields["visibility"].choices = [(one.value, one.label) for one in levels]


class ChangeDocumentForm(forms.Form):
    title = forms.CharField(label=_("Titolo"), max_length=250)
    kind = forms.ChoiceField(label=_("Tipo di documento"), choices=DocumentKind)
    phase = forms.ChoiceField(label=_("Fase"), choices=Phase)
    visibility = forms.ChoiceField(label=_("Chi lo vede"), choices=Visibility)
    is_deferred = forms.BooleanField(
        label=_("Accesso differito all'aggiudicazione (art. 35)"), required=False
    )


class VersionForm(forms.Form):
    file = _file(_("File"), required=True)
    note = forms.CharField(label=_("Che cosa cambia"), max_length=250)


class QuestionForm(forms.Form):
    text = forms.CharField(label=_("Quesito"), widget=forms.Textarea(attrs={"rows": 5}))
    asker = forms.CharField(
        label=_("Chi lo chiede"), max_length=250, required=False,
        help_text=_("Lo legge solo la SUA: non si pubblica."),
    )  # fmt: skip
    asked_at = moment(_("Ricevuto il"))


class AnswerForm(forms.Form):
    question = forms.CharField(
        label=_("Quesito da pubblicare"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Senza nomi, né indizi di chi chiede."),
    )  # fmt: skip
    answer = forms.CharField(
        label=_("Risposta"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SittingForm(forms.Form):
    begins_at = moment(_("Inizio"))
    ends_at = moment(_("Fine"), required=False)
    place = forms.CharField(label=_("Luogo"), max_length=250, required=False)
    is_public = forms.BooleanField(label=_("Seduta pubblica"), required=False, initial=True)
    present = forms.ModelMultipleChoiceField(
        label=_("Presenti"), queryset=TenderPerson.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    agenda = forms.CharField(
        label=_("Operazioni svolte"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args, tender: Tender, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = tender.persons.filter(state=PersonState.ACTIVE)


class TextForm(forms.Form):
    body = RichTextField(label=_("Testo"), max_length=100_000, rows=24, headings=True)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NewTextForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Testo"),
        choices=[(one.value, one.label) for one in TextKind if one != TextKind.MINUTES],
    )
    lot = forms.ModelChoiceField(
        label=_("Lotto"), queryset=Lot.objects.none(), required=False,
        empty_label=_("Tutta la gara"),
    )  # fmt: skip

    def __init__(self, *args, tender: Tender, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lot"].queryset = tender.lots.all()
        self.fields["lot"].label_from_instance = lambda lot: f"{lot.number} – {lot.subject}"


class BidsForm(forms.Form):
    bids = forms.IntegerField(label=_("Offerte pervenute"), min_value=0)
    excluded = forms.IntegerField(label=_("Di cui escluse"), min_value=0, initial=0)


class ResultForm(forms.Form):
    """Discount and winners of a lot."""

    discount = forms.DecimalField(
        label=_("Ribasso %"), max_digits=6, decimal_places=3, min_value=0, max_value=100,
        localize=True,
    )  # fmt: skip
    amount = MoneyField(
        label=_("Importo di aggiudicazione"), required=False, min_value=0,
        help_text=_("Lascia vuoto: si calcola dal ribasso, sicurezza esclusa."),
    )  # fmt: skip

    def __init__(self, *args, lot: Lot, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("discount", lot.discount)
        known = list(lot.winners.all())
        for place in range(WINNER_LINES):
            one = known[place] if place < len(known) else None
            needed = place == 0
            self.fields[f"code_{place}"] = forms.CharField(
                label=_("Codice fiscale o partita IVA"), max_length=16, required=needed,
                initial=one and one.fiscal_code,
            )  # fmt: skip
            self.fields[f"name_{place}"] = forms.CharField(
                label=_("Denominazione"), max_length=250, required=needed, initial=one and one.name
            )
            self.fields[f"role_{place}"] = forms.ChoiceField(
                label=_("Ruolo"), choices=WinnerRole, required=needed,
                initial=one.role if one else (WinnerRole.SINGLE if needed else WinnerRole.MEMBER),
            )  # fmt: skip
            self.fields[f"share_{place}"] = forms.DecimalField(
                label=_("Quota %"), max_digits=5, decimal_places=2, min_value=0, max_value=100,
                required=needed, initial=one.share if one else (100 if needed else None), localize=True,
            )  # fmt: skip
            self.fields[f"sme_{place}"] = forms.BooleanField(
                label=_("PMI"), required=False, initial=bool(one and one.is_sme)
            )

    @property
    def drawn_sections(self):
        groups = [("", ["discount", "amount"])]
        groups += [
            (
                _("Aggiudicatario") if place == 0 else _("Altro componente del raggruppamento"),
                [f"{name}_{place}" for name in ("code", "name", "role", "share", "sme")],
            )
            for place in range(WINNER_LINES)
        ]
        return [(title, [self[name] for name in names]) for title, names in groups]

    def given(self) -> dict:
        data = self.cleaned_data
        winners = [
            Winner(
                fiscal_code=data[f"code_{place}"].strip().upper(), name=data[f"name_{place}"],
                role=data[f"role_{place}"], share=data[f"share_{place}"] or Decimal(0),
                is_sme=data[f"sme_{place}"],
            )
            for place in range(WINNER_LINES)
            if data.get(f"code_{place}")
        ]  # fmt: skip
        return {"discount": data["discount"], "amount": data["amount"], "winners": winners}


class CardForm(forms.Form):
    """A card of PCP, as it stands on the certified platform."""

    card = forms.ChoiceField(label=_("Scheda"), choices=PcpCard)
    state = forms.ChoiceField(label=_("Stato"), choices=CardState)
    on = day(_("Data"))
    lot = forms.ModelChoiceField(
        label=_("Lotto"), queryset=Lot.objects.none(), required=False,
        empty_label=_("Tutta la gara"),
    )  # fmt: skip
    identifier = forms.CharField(label=_("Identificativo"), max_length=60, required=False)
    note = forms.CharField(label=_("Nota"), max_length=250, required=False)

    def __init__(self, *args, tender: Tender, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lot"].queryset = tender.lots.all()
        self.fields["lot"].label_from_instance = lambda lot: f"{lot.number} – {lot.subject}"


class ExtendBidsForm(forms.Form):
    bids_due_at = moment(_("Nuovo termine per le offerte"))
    questions_due_at = moment(_("Nuovo termine per chiedere chiarimenti"), required=False)
    reason = forms.CharField(label=_("Motivo"), max_length=250)


class ExtendLengthForm(forms.Form):
    exceptional = forms.BooleanField(
        label=_("Circostanze eccezionali (ulteriore proroga, All. I.3)"), required=False
    )
    reason = forms.CharField(label=_("Motivo"), max_length=200)


class ReturnForm(forms.Form):
    reason = forms.CharField(label=_("Che cosa manca"), widget=forms.Textarea(attrs={"rows": 5}))


class NoteForm(forms.Form):
    words = forms.CharField(label=_("Annotazione"), max_length=500)
    visibility = forms.ChoiceField(
        label=_("Chi la vede"), choices=[one for one in Visibility.choices if one[0] != "PUBLIC"]
    )
