"""The guided request, part by part, and the filters of its lists."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Ente
from pico.core.enti.queries import search_enti
from pico.core.enti.terms import EnteKind
from pico.core.foundation.identifiers import check_cpv, check_cui, check_cup
from pico.core.ui.forms import FilesField, FilterForm, ItalianDateInput, PickerField, Sections

from ..models import RequestCost, RequestFunding, RequestLot, RequestWork, TenderRequest
from ..queries import requests as queries
from ..terms.procurement import ContractKind
from ..terms.requests import (
    FILE_BYTES,
    FILE_KINDS,
    SUBJECT_LENGTH,
    AttachmentKind,
    Part,
    RequestState,
    Reward,
)
from .cpv import CpvField
from .shaping import RecordForm, RowForm, asked, rows

EMPTY_CUP = "0" * 15


class BeginForm(forms.Form):
    title = forms.CharField(label=_("Oggetto"), max_length=SUBJECT_LENGTH)
    kind = forms.ChoiceField(label=_("Tipo di appalto"), choices=ContractKind)


class PartForm(Sections, RecordForm):
    """One part of a draft; `seen` is how often it had been saved when it was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = TenderRequest
        fields: tuple[str, ...] = ()
        formfield_callback = asked

    @property
    def values(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class SubjectForm(PartForm):
    sections = (
        (_("Che cosa"), ("title", "description", "kind")),
        (_("Dove e quando"), ("place", "duration_days", "needed_on", "is_urgent", "urgency")),
        (_("Caratteristiche"), ("is_social", "is_high_technology", "has_social_clause", "has_cam",
                                "cam_decree", "notes")),
    )  # fmt: skip
    place = PickerField(
        Ente.objects.filter(kind=EnteKind.COMUNE), search=search_enti, required=False,
        label=_("Luogo di esecuzione (Comune)"),
    )  # fmt: skip

    class Meta(PartForm.Meta):
        fields = (
            "title", "description", "kind", "place", "duration_days", "needed_on", "is_urgent",
            "urgency", "is_social", "is_high_technology", "has_social_clause", "has_cam",
            "cam_decree", "notes",
        )  # fmt: skip
        labels = {"duration_days": _("Durata, in giorni")}
        help_texts = {
            "needed_on": _("Quando il contratto deve cominciare."),
            "is_high_technology": _("Servizi e forniture con notevole contenuto tecnologico."),
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "notes": forms.Textarea(attrs={"rows": 3}),
        }


class AmountsForm(PartForm):
    sections = (
        (_("Valore stimato, senza IVA"), (
            "base_amount", "labour_amount", "security_amount", "options_amount",
            "repetitions_amount", "changes_amount", "extensions_amount", "vat_rate")),
        (_("Lotti"), ("lot_count", "no_lots_reason")),
    )  # fmt: skip

    class Meta(PartForm.Meta):
        fields = (
            "base_amount", "labour_amount", "security_amount", "options_amount",
            "repetitions_amount", "changes_amount", "extensions_amount", "vat_rate", "lot_count",
            "no_lots_reason",
        )  # fmt: skip
        labels = {"vat_rate": _("Aliquota IVA, in percentuale")}
        help_texts = {
            "labour_amount": _("Compresa nell'importo a base di gara (art. 41, c. 14)."),
            "security_amount": _("Non soggetti a ribasso, oltre l'importo a base di gara."),
            "options_amount": _("Contano nel valore stimato (art. 14, c. 4)."),
            "no_lots_reason": _("Se il lotto è uno solo: art. 58, c. 2."),
        }
        widgets = {"no_lots_reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vat_rate"].localize = True
        self.fields["vat_rate"].widget = forms.TextInput(attrs={"inputmode": "decimal"})
        self.fields["vat_rate"].widget.is_localized = True

    def clean(self):
        cleaned = super().clean()
        base, labour = cleaned.get("base_amount"), cleaned.get("labour_amount")
        if base is not None and labour is not None and labour > base:
            self.add_error(
                "labour_amount", _("La manodopera è una parte della base di gara: non la supera.")
            )
        if cleaned.get("lot_count") == 0:
            self.add_error("lot_count", _("Una gara ha almeno un lotto."))
        return cleaned


class ProcedureForm(PartForm):
    class Meta(PartForm.Meta):
        fields = ("procedure", "criterion", "technique")
        help_texts = {
            "procedure": _("La proposta dell'ente: la SUA può sceglierne un'altra motivando."),
            "technique": _("Accordo quadro e sistema dinamico sono tecniche, non procedure."),
        }


class CodesForm(PartForm):
    cpv = CpvField(
        label=_("CPV"), required=False,
        help_text=_("Per numero o per parole: «refezione», «77310000»."),
    )  # fmt: skip
    other_cpvs = forms.CharField(
        label=_("CPV secondari"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Uno per rigo."),
    )  # fmt: skip
    cups = forms.CharField(
        label=_("CUP"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Uno per rigo. Serve per i progetti di investimento: lavori, salvo la manutenzione "
                    "ordinaria, e tutto il PNRR."),
    )  # fmt: skip

    class Meta(PartForm.Meta):
        fields = ("cpv", "other_cpvs", "cups", "cui", "no_cui_reason", "dpcm_category")
        help_texts = {
            "cui": _(
                "Il codice del programma triennale: lavori da 150.000 €, acquisti da 140.000 €."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        request = self.instance
        self.fields["cui"].max_length = 21
        self.warnings: list[str] = []
        for name in ("cups", "other_cpvs"):
            self.initial[name] = "\n".join(getattr(request, name))

    def clean_other_cpvs(self):
        return [check_cpv(line) for line in _lines(self.cleaned_data["other_cpvs"])]

    def clean_cups(self):
        """Fifteen zeros stand for «none»: they are left out."""
        found = [line for line in _lines(self.cleaned_data["cups"]) if line != EMPTY_CUP]
        return list(dict.fromkeys(check_cup(line) for line in found))

    def clean_cui(self):
        """A CUI of another shape is told, never refused: four real ones in ten are."""
        text = self.cleaned_data["cui"].strip().upper()
        if text:
            try:
                return check_cui(text)
            except forms.ValidationError as error:
                self.warnings.append(" ".join(error.messages))
        return text


def _lines(text: str) -> list[str]:
    return [line.strip().upper() for line in text.replace(",", "\n").splitlines() if line.strip()]


class FundingForm(PartForm):
    sections = ((_("PNRR e PNC"), (
        "is_pnrr", "pnrr_measure", "funding_due_on", "keeps_quota", "quota_reason", "rewards")),)  # fmt: skip
    rewards = forms.MultipleChoiceField(
        label=_("Misure premiali"), choices=Reward, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Danno punti in più all'offerta: art. 47, c. 5, D.L. 77/2021."),
    )  # fmt: skip

    class Meta(PartForm.Meta):
        fields = (
            "is_pnrr", "pnrr_measure", "funding_due_on", "keeps_quota", "quota_reason", "rewards",
        )  # fmt: skip
        help_texts = {
            "pnrr_measure": _("Per esempio M5C2 – Investimento 2.1."),
            "funding_due_on": _(
                "Il giorno entro cui la gara deve essere pubblicata o aggiudicata."
            ),
            "keeps_quota": _("Donne e giovani fra gli assunti: art. 47 D.L. 77/2021."),
        }
        widgets = {"quota_reason": forms.Textarea(attrs={"rows": 3})}


class PeopleForm(PartForm):
    class Meta(PartForm.Meta):
        fields = ("rup", "procedure_head", "verified_on", "validated_on")
        help_texts = {
            "rup": _("Responsabile unico del progetto, dipendente dell'ente (art. 15)."),
            "procedure_head": _("Per le attività proprie dell'ente (art. 62, c. 13)."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = queries.colleagues_of(self.instance.ente_id)
        for name in ("rup", "procedure_head"):
            self.fields[name].queryset = people
            self.fields[name].empty_label = _("Scegli…")


class FileForm(forms.Form):
    """A document of the checklist."""

    kind = forms.ChoiceField(label=_("Documento"), choices=AttachmentKind)
    file = FilesField(label=_("File"), accept=FILE_KINDS, max_bytes=FILE_BYTES)

    def __init__(self, *args, kinds=(), **kwargs):
        super().__init__(*args, **kwargs)
        if kinds:
            self.fields["kind"].choices = [(one.value, one.label) for one in kinds]


class LotForm(RowForm):
    class Meta:
        model = RequestLot
        fields = ("title", "base_amount", "security_amount", "options_amount")
        formfield_callback = asked


class WorkForm(RowForm):
    class Meta:
        model = RequestWork
        fields = (
            "lot_number", "category", "grade", "amount", "is_main", "is_separable",
            "is_subcontractable",
        )  # fmt: skip
        formfield_callback = asked


class FundingLineForm(RowForm):
    class Meta:
        model = RequestFunding
        fields = ("source", "amount", "chapter", "year")
        formfield_callback = asked


class CostForm(RowForm):
    class Meta:
        model = RequestCost
        fields = ("kind", "label", "amount")
        formfield_callback = asked


PARTS: dict[str, type[PartForm]] = {
    Part.SUBJECT: SubjectForm,
    Part.AMOUNTS: AmountsForm,
    Part.PROCEDURE: ProcedureForm,
    Part.CODES: CodesForm,
    Part.MONEY: FundingForm,
    Part.PEOPLE: PeopleForm,
}
# The tables of each part: name of the lines, heading, class.
TABLES = {
    Part.AMOUNTS: (
        ("lots", _("I lotti"), rows(LotForm, most=99)),
        ("works", _("Categorie di lavori (SOA)"), rows(WorkForm, most=30)),
    ),
    Part.MONEY: (
        ("fundings", _("Da dove vengono i soldi"), rows(FundingLineForm, extra=1, most=20)),
        ("costs", _("Quadro economico"), rows(CostForm, extra=3, most=60)),
    ),
}


class OwnFilter(FilterForm):
    """An ente's own requests: words or number, state."""

    q = forms.CharField(label=_("Oggetto o numero"), required=False, widget=forms.SearchInput)
    state = forms.ChoiceField(
        label=_("Stato"), required=False, choices=[("", _("Tutti")), *RequestState.choices]
    )
    kind = forms.ChoiceField(
        label=_("Tipo di appalto"),
        required=False,
        choices=[("", _("Tutti")), *ContractKind.choices],
    )
    lookups = {"state": "state", "kind": "kind"}

    def narrow(self, rows):
        rows = super().narrow(rows)
        return rows.filter(queries.named(self.chosen["q"])) if "q" in self.chosen else rows


class DeskFilter(OwnFilter):
    """What came to a SUA: also by ente, officer and days of sending."""

    ente = forms.ModelChoiceField(
        label=_("Ente"), queryset=Ente.objects.none(), required=False, empty_label=_("Tutti")
    )
    officer = forms.ModelChoiceField(
        label=_("Istruttore"), queryset=None, required=False, empty_label=_("Tutti")
    )
    since = forms.DateField(label=_("Inviata dal"), required=False, widget=ItalianDateInput())
    until = forms.DateField(label=_("al"), required=False, widget=ItalianDateInput())
    lookups = {
        **OwnFilter.lookups,
        "ente": "ente",
        "officer": "officer",
        "since": "sent_at__date__gte",
        "until": "sent_at__date__lte",
    }

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ente"].queryset = queries.asking_enti(actor)
        self.fields["officer"].queryset = queries.officers_of(actor.ente_id)
        states = [one for one in RequestState.choices if one[0] != RequestState.DRAFT]
        self.fields["state"].choices = [("", _("Tutti")), *states]
