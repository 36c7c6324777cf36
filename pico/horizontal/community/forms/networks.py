"""What comes in from the pages of the thematic networks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.people.fields import ScopeChoiceField
from pico.core.people.terms import Area
from pico.core.ui.forms import ItalianDateTimeInput, PickerField
from pico.core.ui.rich_text import RichTextField

from ..models import Network
from ..queries import networks as queries
from ..terms import JoinRule, MeetingMode, NetworkRole, NetworkState


class NetworkForm(forms.Form):
    name = forms.CharField(label=_("Nome"), max_length=160)
    area = forms.ChoiceField(label=_("Ambito"), choices=Area.choices)
    purpose = RichTextField(
        label=_("Finalità"), max_length=4000,
        help_text=_("Perché esiste e che cosa fa: è la prima cosa che si legge."),
    )  # fmt: skip
    programme = RichTextField(label=_("Programma dell'anno"), max_length=8000, required=False)
    join_rule = forms.ChoiceField(
        label=_("Come si entra"), choices=JoinRule.choices, widget=forms.RadioSelect
    )
    state = forms.ChoiceField(
        label=_("Stato"), choices=NetworkState.choices,
        help_text=_("Una rete chiusa resta leggibile a chi ne fa parte: non si aggiunge più nulla."),
    )  # fmt: skip

    def __init__(self, *args, actor: Actor, network: Network | None = None, **kwargs) -> None:
        was = network.scope if network else None
        if network:
            kwargs["initial"] = {name: getattr(network, name) for name in self.base_fields}
        else:
            kwargs["initial"] = {"join_rule": JoinRule.REQUEST, "state": NetworkState.ACTIVE}
        super().__init__(*args, **kwargs)
        self.fields["scope"] = ScopeChoiceField(
            actor=actor, was=was, label=_("Chi vede la scheda?"), initial=was or "public"
        )


class LetterForm(forms.Form):
    title = forms.CharField(label=_("Oggetto"), max_length=160)
    text = RichTextField(
        label=_("Testo"), max_length=8000,
        help_text=_("Sta in testa alla pagina della rete; i membri ricevono un avviso."),
    )  # fmt: skip


class JoinForm(forms.Form):
    reason = forms.CharField(
        label=_("Perché vuoi entrare"), max_length=500, required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Chi anima la rete lo legge prima di rispondere."),
    )  # fmt: skip


class InviteForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Ruolo nella rete"), choices=NetworkRole.choices, initial=NetworkRole.MEMBER
    )

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PickerField(
            people, label=_("Persona"), search=queries.search_people,
            source="community:network_candidates",
        )  # fmt: skip
        self.order_fields(["person", "role"])


class MeetingForm(forms.Form):
    title = forms.CharField(label=_("Titolo"), max_length=160)
    starts_at = forms.DateTimeField(label=_("Inizio"), widget=ItalianDateTimeInput)
    ends_at = forms.DateTimeField(label=_("Fine"), widget=ItalianDateTimeInput)
    mode = forms.ChoiceField(label=_("Modalità"), choices=MeetingMode.choices)
    where = forms.CharField(label=_("Luogo o collegamento"), max_length=300, required=False)
    agenda = RichTextField(label=_("Ordine del giorno"), max_length=6000, required=False)
    decisions = RichTextField(
        label=_("Decisioni e azioni"), max_length=6000, required=False,
        help_text=_("Dopo l'incontro: chi fa che cosa, entro quando."),
    )  # fmt: skip
    minutes = forms.ModelChoiceField(
        label=_("Verbale"), queryset=None, required=False,
        empty_label=_("Non ancora"), help_text=_("Fra i verbali nelle cartelle della rete."),
    )  # fmt: skip

    def __init__(self, *args, minutes, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"].queryset = minutes

    def clean(self):
        clean = super().clean()
        starts, ends = clean.get("starts_at"), clean.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("La fine viene prima dell'inizio: controlla gli orari."))
        return clean
