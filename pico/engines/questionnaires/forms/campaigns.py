"""Campaigns as the designer types them: what, to whom, when."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.access.terms import ADMINISTRATORS, EDITORS, Role
from pico.core.enti.models import Region, Territory
from pico.core.enti.terms import EnteKind
from pico.core.people.fields import ScopeChoiceField
from pico.core.people.models import Circle
from pico.core.ui.forms import FilterForm, ItalianDateTimeInput, Sections

from ..models import Campaign, Questionnaire
from ..terms import ANSWER_MEANING, Anonymity, Audience, CampaignState, ResultsFor

ASKED_KINDS = (
    EnteKind.PROVINCE, EnteKind.FREE_CONSORTIUM, EnteKind.METROPOLITAN_CITY, EnteKind.COMUNE,
    EnteKind.UNION, EnteKind.MOUNTAIN_COMMUNITY, EnteKind.UPI_REGIONAL, EnteKind.UPI,
)  # fmt: skip
ROLES = (*ADMINISTRATORS, *EDITORS, Role.SUA_OFFICER, Role.SIT_OFFICER, Role.SAPE_OFFICER,
         Role.PERSONNEL_OFFICER, Role.RUP, Role.EXPERT, Role.USER)  # fmt: skip
LEAD = forms.Textarea(attrs={"rows": 4})


class NewCampaignForm(forms.Form):
    """Title and where the questions come from."""

    title = forms.CharField(label=_("Titolo"), max_length=250)
    description = forms.CharField(
        label=_("Di che cosa si tratta"),
        required=False,
        widget=LEAD,
        help_text=_("Chi risponde lo legge prima delle domande."),
    )
    start = forms.ModelChoiceField(
        label=_("Parti da"),
        queryset=Questionnaire.objects.none(),
        required=False,
        empty_label=_("Un questionario vuoto"),
    )

    def __init__(self, *args, models_, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].queryset = models_


class QuickPollForm(forms.Form):
    """One question, asked to whoever sees it."""

    title = forms.CharField(label=_("Domanda"), max_length=250)
    options = forms.CharField(
        label=_("Risposte, una per riga"), widget=forms.Textarea(attrs={"rows": 5})
    )
    is_multiple = forms.BooleanField(
        label=_("Si può scegliere più di una risposta"), required=False
    )
    is_anonymous = forms.BooleanField(
        label=_("Anonimo: la risposta non è legata a chi la dà"), required=False, initial=True
    )
    closes_at = forms.DateTimeField(label=_("Si chiude il"), widget=ItalianDateTimeInput)

    def __init__(self, *args, actor: Actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"] = ScopeChoiceField(actor=actor)

    def clean_options(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]


class CampaignForm(Sections, forms.ModelForm):
    """Who is asked, when, how; the filter of recipients is in fields of its own."""

    kinds = forms.MultipleChoiceField(
        label=_("Tipo di ente"),
        choices=[(kind.value, kind.label) for kind in ASKED_KINDS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    regions = forms.ModelMultipleChoiceField(
        label=_("Regioni"),
        queryset=Region.objects.all(),
        required=False,
        help_text=_("Nessuna scelta: tutte quelle che puoi raggiungere."),
    )
    territories = forms.ModelMultipleChoiceField(
        label=_("Province (territori)"), queryset=Territory.objects.all(), required=False
    )
    smallest = forms.IntegerField(label=_("Popolazione da"), required=False, min_value=0)
    largest = forms.IntegerField(label=_("Popolazione fino a"), required=False, min_value=0)
    circle = forms.ModelChoiceField(
        label=_("Rete tematica o gruppo"), queryset=Circle.objects.none(), required=False
    )
    roles = forms.MultipleChoiceField(
        label=_("Ruoli"),
        choices=[(role.value, role.label) for role in ROLES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Solo per le persone invitate; nessuna scelta: tutte."),
    )
    reminders = forms.MultipleChoiceField(
        label=_("Promemoria automatici a chi manca"),
        choices=[(str(n), _("%(n)s giorni prima") % {"n": n}) for n in (14, 7, 2)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sections = (
        (_("Che cosa"), ("title", "description", "privacy")),
        (_("A chi"), ("audience", "anonymity", "needs_approval", "kinds", "regions",
                      "territories", "smallest", "largest", "circle", "roles")),
        (_("Quando"), ("opens_at", "closes_at", "reminders")),
        (_("Risultati"), ("results_for", "scope")),
    )  # fmt: skip

    class Meta:
        model = Campaign
        fields = (
            "title", "description", "privacy", "audience", "anonymity", "needs_approval",
            "opens_at", "closes_at", "results_for",
        )  # fmt: skip
        widgets = {
            "audience": forms.RadioSelect,
            "anonymity": forms.RadioSelect,
            "results_for": forms.RadioSelect,
            "opens_at": ItalianDateTimeInput,
            "closes_at": ItalianDateTimeInput,
            "description": LEAD,
            "privacy": LEAD,
        }

    def __init__(self, *args, actor: Actor, **kwargs) -> None:
        campaign = kwargs["instance"]
        wanted = campaign.recipients or {}
        kwargs["initial"] = {
            **{name: wanted.get(name) for name in RECIPIENTS},
            "reminders": [str(n) for n in campaign.remind_days],
        }
        super().__init__(*args, **kwargs)
        self.fields["scope"] = ScopeChoiceField(
            actor=actor, was=campaign.scope, label=_("Chi vede che si chiede, e i risultati")
        )
        self.fields["circle"].queryset = Circle.objects.filter(closed_at=None)
        for name, choices in (
            ("audience", Audience.choices),
            ("anonymity", Anonymity.choices),
            ("results_for", ResultsFor.choices),
        ):
            self.fields[name].choices = choices
        if not campaign.is_preparing:
            for name in FIXED:
                self.fields.pop(name, None)

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            raise ValidationError(_("La chiusura viene prima dell'apertura."), code="dates")
        smallest, largest = cleaned.get("smallest"), cleaned.get("largest")
        if smallest and largest and smallest > largest:
            raise ValidationError(_("La popolazione minima supera la massima."), code="population")
        return cleaned

    def values(self) -> dict:
        """What the action takes."""
        cleaned = self.cleaned_data
        names = {*self.Meta.fields, "scope"} & set(cleaned)
        values = {name: cleaned[name] for name in names}
        values["remind_days"] = [int(n) for n in cleaned["reminders"]]
        if "kinds" in cleaned:
            values["recipients"] = _recipients(cleaned)
        return values


RECIPIENTS = ("kinds", "regions", "territories", "smallest", "largest", "circle", "roles")
FIXED = ("audience", "anonymity", "needs_approval", "opens_at", "closes_at", *RECIPIENTS)


def _recipients(cleaned: dict) -> dict:
    chosen = {
        "kinds": cleaned["kinds"],
        "regions": [one.pk for one in cleaned["regions"]],
        "territories": [one.pk for one in cleaned["territories"]],
        "smallest": cleaned["smallest"],
        "largest": cleaned["largest"],
        "circle": cleaned["circle"].pk if cleaned["circle"] else None,
        "roles": cleaned["roles"],
    }
    return {name: value for name, value in chosen.items() if value}


class ExtendForm(forms.Form):
    closes_at = forms.DateTimeField(label=_("Nuova chiusura"), widget=ItalianDateTimeInput)
    reason = forms.CharField(label=_("Perché"), widget=forms.Textarea(attrs={"rows": 2}))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Motivo"), widget=forms.Textarea(attrs={"rows": 2}))


class ReopenForm(ReasonForm):
    until = forms.DateTimeField(label=_("Può rispondere fino al"), widget=ItalianDateTimeInput)


class DuplicateForm(forms.Form):
    title = forms.CharField(label=_("Titolo"), max_length=250)
    is_next_wave = forms.BooleanField(
        label=_("È una nuova rilevazione: proponi le risposte di questa e mostra le differenze"),
        required=False,
    )


class ImportForm(forms.Form):
    title = forms.CharField(label=_("Titolo"), max_length=250, required=False)
    file = forms.FileField(
        label=_("XLSForm (.xlsx)"), help_text=_("Al massimo 2 MB, fogli «survey» e «choices».")
    )


class EntrustForm(forms.Form):
    """A section, and a colleague."""

    section = forms.ChoiceField(label=_("Sezione"))
    person = forms.ChoiceField(label=_("Collega"))

    def __init__(self, *args, sections, colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [(one.pk, one.title) for one in sections]
        self.fields["person"].choices = [
            (place.person_id, f"{place.person} – {place.office}" if place.office else place.person)
            for place in colleagues
        ]


class CampaignFilter(FilterForm):
    q = forms.CharField(label=_("Cerca nel titolo"), required=False)
    state = forms.ChoiceField(
        label=_("Stato"), choices=[("", _("Tutti")), *CampaignState.choices], required=False
    )
    lookups = {"q": "title__icontains", "state": "state"}


class InvitedFilter(FilterForm):
    q = forms.CharField(label=_("Ente"), required=False)
    state = forms.ChoiceField(
        label=_("Stato"),
        choices=[("", _("Tutti")), *((s.value, s.label) for s in ANSWER_MEANING)],
        required=False,
    )
    region = forms.ModelChoiceField(
        label=_("Regione"), queryset=Region.objects.all(), required=False, empty_label=_("Tutte")
    )
    lookups = {"q": "ente__name__icontains", "state": "state", "region": "ente__region"}
