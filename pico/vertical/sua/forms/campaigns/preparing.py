"""A campaign, an item of its catalogue, whom it asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Ente, Territory
from pico.core.enti.queries import search_enti
from pico.core.enti.terms import EnteKind
from pico.core.people.queries import working_today
from pico.core.ui.forms import (
    FilterForm,
    ItalianDateTimeInput,
    MoneyField,
    Sections,
)

from ...terms.campaigns import AnswerState, CampaignState, Unit
from ..cpv import CpvField
from .fields import DaysField, WordsField

ASKABLE = (
    EnteKind.COMUNE,
    EnteKind.UNION,
    EnteKind.MOUNTAIN_COMMUNITY,
    EnteKind.CONSORTIUM,
    EnteKind.COMPANY,
    EnteKind.SCHOOL,
    EnteKind.PROVINCE,
)


class CampaignForm(Sections, forms.Form):
    sections = (
        (_("Che cosa si raccoglie"), ("title", "description", "referente")),
        (_("Quando"), ("opens_at", "closes_at", "remind_days")),
    )

    title = forms.CharField(label=_("Titolo"), max_length=250)
    description = forms.CharField(
        label=_("Descrizione"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Perché si raccolgono i fabbisogni e che gara se ne può fare: la leggono gli enti."
        ),
    )
    referente = forms.ModelChoiceField(
        label=_("Referente"),
        required=False,
        queryset=None,
        empty_label=_("Nessuno"),
        help_text=_("A chi gli enti possono chiedere."),
    )
    opens_at = forms.DateTimeField(
        label=_("Apertura"),
        required=False,
        widget=ItalianDateTimeInput(),
        help_text=_("Serve per programmarla; si può anche aprire subito."),
    )
    closes_at = forms.DateTimeField(
        label=_("Chiusura"), required=False, widget=ItalianDateTimeInput()
    )
    remind_days = DaysField(
        label=_("Solleciti (giorni prima della chiusura)"),
        required=False,
        help_text=_(
            "Divisi da virgole, per esempio «15, 7, 2». Li riceve solo chi non ha risposto."
        ),
    )

    def __init__(self, *args, ente_id: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        places = working_today().filter(ente=ente_id)
        people = self.fields["referente"]
        people.queryset = (
            places.model._meta.get_field("person")
            .related_model.objects.filter(pk__in=places.values("person"))
            .order_by("last_name", "first_name")
        )

    def clean(self):
        values = super().clean()
        opens, closes = values.get("opens_at"), values.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error(
                "closes_at", ValidationError(_("La chiusura viene prima dell'apertura."), "turned")
            )
        return values


class DuplicateForm(forms.Form):
    title = forms.CharField(
        label=_("Titolo della nuova campagna"),
        max_length=250,
        help_text=_(
            "Porta con sé voci, enti, documenti e solleciti; le risposte di allora precompilano le nuove."
        ),
    )


class ItemForm(forms.Form):
    section = forms.CharField(
        label=_("Sezione"),
        max_length=80,
        required=False,
        help_text=_(
            "Le voci della stessa sezione stanno insieme e si possono affidare a un collega."
        ),
    )
    code = forms.CharField(
        label=_("Codice voce"), max_length=20, required=False, help_text=_("Vuoto: lo dà Pi.Co.")
    )
    cpv = CpvField(label=_("CPV"), help_text=_("Cifre, o parole della descrizione."))
    description = forms.CharField(label=_("Descrizione"), max_length=250)
    unit = forms.ChoiceField(label=_("Unità di misura"), choices=Unit.choices)
    variants = WordsField(
        label=_("Varianti tecniche"),
        required=False,
        help_text=_("Una per riga; vuoto se non ce ne sono."),
    )
    reference_price = MoneyField(
        label=_("Prezzo di riferimento per unità"),
        required=False,
        min_value=0,
        help_text=_("IVA esclusa; gli enti lo trovano proposto."),
    )
    price_source = forms.CharField(label=_("Fonte del prezzo"), max_length=250, required=False)


class RecipientsForm(forms.Form):
    """The filter that invites, and enti chosen by hand (their keys, kept by the page)."""

    kinds = forms.MultipleChoiceField(
        label=_("Tipo di ente"),
        required=False,
        choices=[(kind.value, kind.label) for kind in ASKABLE],
        widget=forms.CheckboxSelectMultiple,
    )
    territories = forms.ModelMultipleChoiceField(
        label=_("Territorio"),
        required=False,
        queryset=Territory.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    smallest = forms.IntegerField(
        label=_("Da abitanti"),
        required=False,
        min_value=0,
        help_text=_("Chi non ha abitanti nel registro resta fuori."),
    )
    largest = forms.IntegerField(label=_("Fino ad abitanti"), required=False, min_value=1)
    by_hand = forms.CharField(
        label=_("Altri enti, per nome"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Uno per riga: anche fuori dal territorio (art. 62, c. 9, D.Lgs. 36/2023)."),
    )

    def __init__(self, *args, owner: Ente, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territories"].queryset = Territory.objects.filter(pk=owner.territory_id)

    def clean_by_hand(self) -> list[int]:
        found, unknown = [], []
        for name in filter(None, map(str.strip, self.cleaned_data["by_hand"].splitlines())):
            ente = _named(name)
            if ente is None:
                unknown.append(name)
            else:
                found.append(ente.pk)
        if unknown:
            raise ValidationError(
                _("Enti non riconosciuti: %(names)s. Scrivi la denominazione per intero."),
                code="unknown_ente",
                params={"names": "; ".join(unknown)},
            )
        return found

    @property
    def recipients(self) -> dict:
        """What the campaign keeps."""
        values = self.cleaned_data
        return {
            "kinds": values["kinds"],
            "territories": [one.pk for one in values["territories"]],
            "smallest": values["smallest"],
            "largest": values["largest"],
            "enti": values["by_hand"],
        }


def _named(name: str) -> Ente | None:
    """The living ente with just that name, or the only one the words find."""
    living = Ente.objects.filter(valid_to__isnull=True)
    exact = living.filter(name__iexact=name)
    found = list(exact[:2]) or list(search_enti(living, name)[:2])
    return found[0] if len(found) == 1 else None


class CampaignFilter(FilterForm):
    lookups = {"state": "state"}

    q = forms.CharField(label=_("Titolo"), required=False, widget=forms.SearchInput())
    state = forms.ChoiceField(
        label=_("Stato"), required=False, choices=(("", _("Tutti")), *CampaignState.choices)
    )

    def narrow(self, rows):
        rows = super().narrow(rows)
        text = self.chosen.get("q")
        return rows.filter(title__icontains=text) if text else rows


class AnswerFilter(FilterForm):
    lookups = {"state": "state", "zone": "zone"}

    q = forms.CharField(label=_("Ente"), required=False, widget=forms.SearchInput())
    state = forms.ChoiceField(
        label=_("Stato"), required=False, choices=(("", _("Tutti")), *AnswerState.choices)
    )
    zone = forms.CharField(label=_("Ambito"), required=False)

    def narrow(self, rows):
        rows = super().narrow(rows)
        text = self.chosen.get("q")
        return rows.filter(ente__name__icontains=text) if text else rows
