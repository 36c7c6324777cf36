"""What is written and chosen about persons, documents, clarifications, sittings, results of a tender."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.people.models import Person
from pico.core.ui.forms import (
    MoneyField,
)
from pico.core.ui.rich_text import RichTextField

from ..actions.tenders.persons import Named
from ..actions.tenders.results import Winner
from ..models import Lot, Tender, TenderPerson
from ..terms.tenders import (
    CardState,
    Conflict,
    DocumentKind,
    PcpCard,
    PersonRole,
    PersonState,
    Phase,
    TextKind,
    Visibility,
    WinnerRole,
)
from .tenders import WINNER_LINES, day, file_field, moment


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
    file = file_field(_("Atto di nomina, se non è già fra i documenti"))
    cv = file_field(_("Curriculum (per i commissari è pubblicato, art. 28)"))

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
    file = file_field(_("Dichiarazione firmata"))


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
    files = file_field(_("File"), required=True, multiple=True)
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
    file = file_field(_("File"), required=True)
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
