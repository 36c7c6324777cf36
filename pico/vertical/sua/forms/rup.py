"""Forms of the Elenco dei RUP, of loans and of successions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Ente, Territory
from pico.core.enti.queries import search_enti, territories
from pico.core.ui.forms import (
    FilesField,
    FilterForm,
    ItalianDateInput,
    MoneyField,
    PickerField,
    Sections,
)

from ..models import RupConflict, RupProfile, RupTraining
from ..queries.rup import having
from ..terms.procurement import SOA_CHOICES
from ..terms.rup import (
    CV_BYTES,
    CV_KINDS,
    Licence,
    RupState,
    Sector,
    SkillKind,
)

CPV_DIVISION = r"^\d{2}$"
LOAD_CHOICES = (
    ("", _("Qualsiasi")),
    ("0", _("nessun incarico")),
    ("2", _("al massimo 2")),
    ("5", _("al massimo 5")),
)


class RupFilter(FilterForm):
    """The filters of the Elenco, kept in the address."""

    q = forms.CharField(label=_("Nome"), required=False)
    ente = PickerField(Ente.objects.all(), search=search_enti, label=_("Ente"), required=False)
    settore = forms.ChoiceField(
        label=_("Settore"), required=False, choices=[("", _("Tutti")), *Sector.choices]
    )
    importo = MoneyField(label=_("Ha gestito almeno"), required=False)
    soa = forms.ChoiceField(
        label=_("Categoria SOA"), required=False, choices=[("", _("Tutte")), *SOA_CHOICES]
    )
    abilitazione = forms.ChoiceField(
        label=_("Abilitazione"), required=False, choices=[("", _("Tutte")), *Licence.choices]
    )
    carico = forms.ChoiceField(label=_("Incarichi aperti"), required=False, choices=LOAD_CHOICES)
    stato = forms.ChoiceField(
        label=_("Stato"), required=False, choices=[("", _("Tutti")), *RupState.choices]
    )
    disponibile = forms.BooleanField(label=_("Disponibile per altri enti"), required=False)

    lookups = {
        "q": "search_key__contains",
        "ente": "ente",
        "importo": "largest_amount__gte",
        "abilitazione": "licence",
        "carico": "load__lte",
        "stato": "state",
        "disponibile": "is_available_elsewhere",
    }

    def clean_q(self) -> str:
        return " ".join(self.cleaned_data["q"].lower().split())

    def narrow(self, rows):
        rows = super().narrow(rows)
        if sector := self.chosen.get("settore"):
            rows = having(rows, SkillKind.SECTOR, sector)
        if soa := self.chosen.get("soa"):
            rows = having(rows, SkillKind.SOA, soa)
        return rows


class ProfileForm(Sections, forms.ModelForm):
    """What a RUP says of himself, for the SUA to verify."""

    sectors = forms.MultipleChoiceField(
        label=_("Settori"), choices=Sector.choices, widget=forms.CheckboxSelectMultiple
    )
    soa = forms.MultipleChoiceField(
        label=_("Categorie SOA"), choices=SOA_CHOICES, required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Quelle in cui hai esperienza. Tieni premuto Ctrl per sceglierne più d'una."),
    )  # fmt: skip
    cpv = forms.CharField(
        label=_("Divisioni CPV"), required=False, max_length=200,
        help_text=_("Le prime due cifre, divise da virgole: 45, 71, 90."),
    )  # fmt: skip
    territories = forms.ModelMultipleChoiceField(
        label=_("Ambito territoriale"), queryset=Territory.objects.none(), required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Dove puoi lavorare per altri enti. Nessuna scelta: ovunque."),
    )  # fmt: skip
    largest_amount = MoneyField(
        label=_("Importo massimo gestito"), required=False, help_text=_("IVA esclusa.")
    )

    class Meta:
        model = RupProfile
        fields = (
            "employment", "grade", "degree", "degree_words", "licence", "register",
            "register_number", "works_years", "supplies_years", "largest_amount",
            "is_project_manager",
        )  # fmt: skip
        help_texts = {
            "works_years": _(
                "Anni in attività analoghe, per lavori e servizi di ingegneria e architettura."
            ),
            "supplies_years": _("Anni in attività analoghe, per servizi e forniture."),
        }

    sections = (
        (_("Rapporto di lavoro"), ("employment", "grade")),
        (_("Titoli"), ("degree", "degree_words", "licence", "register", "register_number")),
        (
            _("Esperienza"),
            ("works_years", "supplies_years", "largest_amount", "is_project_manager"),
        ),
        (_("Di che cosa ti occupi"), ("sectors", "soa", "cpv", "territories")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["territories"].queryset = territories()
        profile = self.instance
        if profile.pk:
            skills = list(profile.skills.all())
            by = {kind: [s.code for s in skills if s.kind == kind] for kind in SkillKind}
            self.initial |= {
                "sectors": by[SkillKind.SECTOR],
                "soa": by[SkillKind.SOA],
                "cpv": ", ".join(by[SkillKind.CPV]),
                "territories": [one.pk for one in profile.territories.all()],
            }

    def clean_cpv(self) -> list[str]:
        codes = sorted({one.strip() for one in self.cleaned_data["cpv"].split(",") if one.strip()})
        if wrong := [one for one in codes if not (len(one) == 2 and one.isdigit())]:
            raise forms.ValidationError(
                _("«%(code)s» non è una divisione CPV: servono due cifre."),
                params={"code": wrong[0][:20]},
            )
        return codes

    def given(self) -> dict:
        """The arguments of `change_profile`."""
        data = self.cleaned_data
        return {
            "fields": {name: data[name] for name in self.Meta.fields},
            "skills": {
                SkillKind.SECTOR: data["sectors"],
                SkillKind.SOA: data["soa"],
                SkillKind.CPV: data["cpv"],
            },
            "territories": data["territories"],
        }


class AvailabilityForm(forms.ModelForm):
    """Whether others may ask for one, and whether one's name is published."""

    class Meta:
        model = RupProfile
        fields = ("is_available_elsewhere", "consents_to_publication")
        help_texts = {
            "consents_to_publication": _(
                "Con il consenso ti trovano gli enti del territorio della SUA; senza, solo il tuo ente e la SUA."
            )
        }


class TrainingForm(forms.ModelForm):
    class Meta:
        model = RupTraining
        fields = ("title", "provider", "hours", "on", "expires_on", "level")
        widgets = {"on": ItalianDateInput, "expires_on": ItalianDateInput}
        help_texts = {"expires_on": _("Vuoto: non scade.")}


class ConflictForm(forms.ModelForm):
    ente = PickerField(Ente.objects.all(), search=search_enti, label=_("Ente"), required=False)

    class Meta:
        model = RupConflict
        fields = ("about", "ente", "until")
        widgets = {"until": ItalianDateInput}
        help_texts = {"until": _("Vuoto: senza termine.")}


class CvForm(forms.Form):
    cv = FilesField(
        label=_("Curriculum"), accept=CV_KINDS, max_bytes=CV_BYTES,
        help_text=_("PDF, anche firmato p7m, al massimo 10 MB."),
    )  # fmt: skip


class WantedForm(FilterForm):
    """The tender that looks for a RUP."""

    settore = forms.ChoiceField(label=_("Settore"), choices=Sector.choices)
    importo = MoneyField(label=_("Importo di tutti i lotti, opzioni comprese"))
    ente = PickerField(Ente.objects.all(), search=search_enti, label=_("Ente della gara"))
    soa = forms.ChoiceField(
        label=_("Categoria SOA prevalente"), required=False, choices=[("", "–"), *SOA_CHOICES]
    )
    cpv = forms.CharField(label=_("CPV"), required=False, max_length=10)
    complessa = forms.BooleanField(
        label=_("Lavori complessi, o particolare tecnologia"), required=False
    )

    def clean_cpv(self) -> str:
        return "".join(one for one in self.cleaned_data["cpv"] if one.isdigit())[:2]


class LoanForm(forms.Form):
    """A RUP asked of another ente."""

    profile = forms.ModelChoiceField(label=_("RUP"), queryset=RupProfile.objects.none())
    purpose = forms.CharField(
        label=_("Per che cosa"), max_length=250,
        help_text=_("La gara o il contratto: lo legge l'ente del RUP."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("Dal"), widget=ItalianDateInput)
    ends_on = forms.DateField(label=_("Al"), widget=ItalianDateInput)
    weekly_hours = forms.IntegerField(label=_("Ore alla settimana"), min_value=1, max_value=36)

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["profile"].queryset = choices
        self.fields["profile"].label_from_instance = lambda one: f"{one.person} – {one.ente.name}"


class LeaverForm(FilterForm):
    chi = forms.ModelChoiceField(label=_("Chi lascia"), queryset=None)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chi"].queryset = people


LEFT = "-"


class SuccessionForm(forms.Form):
    """The act, and what becomes of each thing that is held."""

    act = forms.CharField(
        label=_("Atto"), max_length=250, help_text=_("Decreto o determina, numero e data.")
    )
    act_on = forms.DateField(label=_("Data dell'atto"), widget=ItalianDateInput)
    effective_on = forms.DateField(label=_("Con effetto dal"), widget=ItalianDateInput)

    def __init__(self, *args, held, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.held = held
        self.people = {str(one.pk): one for one in people}
        options = [
            ("", _("Scegli…")),
            *((key, str(one)) for key, one in self.people.items()),
            (LEFT, _("Nessuno: resta scoperto")),
        ]
        for holding in held:
            self.fields[holding.key] = forms.ChoiceField(
                label=f"{holding.kind_label}: {holding.label}", choices=options
            )
            self.fields[f"{holding.key}-perche"] = forms.CharField(
                label=_("Se resta scoperto, perché"), max_length=250, required=False
            )

    def clean(self):
        data = super().clean()
        for holding in self.held:
            left = data.get(holding.key) == LEFT
            if left and not data.get(f"{holding.key}-perche", "").strip():
                self.add_error(f"{holding.key}-perche", _("Scrivi perché resta scoperto."))
        return data
