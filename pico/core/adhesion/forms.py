"""Forms of this room."""

import re

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.enti.queries import search_enti
from pico.core.people.models import Person
from pico.core.people.terms import Area, Qualification
from pico.core.ui.forms import ItalianDateInput, PickerField, Sections

from .models import Act, Contact
from .queries.requests import is_personal_mailbox
from .terms import Service, roles_of

SEPARATORS = re.compile(r"[\s,;]+")
WANTED = (
    (Role.USER, _("Utente dell'ente: community, formazione, assistenza")),
    (Role.RUP, _("RUP – responsabile unico del progetto")),
    (Role.SUA_OFFICER, _("Ufficio SUA della Provincia")),
    (Role.SIT_OFFICER, _("Ufficio SIT della Provincia")),
    (Role.SAPE_OFFICER, _("Ufficio SAPE della Provincia")),
    (Role.PERSONNEL_OFFICER, _("Ufficio Personale della Provincia")),
    (Role.PROVINCE_EDITOR, _("Redattore del sito della Provincia")),
    (Role.ENTE_ADMIN, _("Referente ente: amministra le persone del mio ente")),
    (Role.PROVINCE_ADMIN, _("Amministratore Provincia")),
)


def ente_field(**kwargs) -> PickerField:
    kwargs.setdefault("label", _("Ente"))
    return PickerField(Ente.objects.filter(valid_to__isnull=True), search=search_enti, **kwargs)


class AskForm(Sections, forms.Form):
    """What a person says of himself and of his work, for one ente."""

    ente = ente_field(
        required=False,
        help_text=_("Scrivi il nome o il codice IPA e scegli dall'elenco."),
    )
    qualification = forms.ChoiceField(
        label=_("Qualifica"), choices=Qualification, initial=Qualification.OFFICER
    )
    office = forms.CharField(label=_("Ufficio"), max_length=160, required=False)
    role_wanted = forms.ChoiceField(
        label=_("Che cosa vuoi fare in Pi.Co.?"),
        choices=WANTED,
        initial=Role.USER,
        help_text=_("Lo decide chi approva la richiesta; potrai cambiarlo in seguito."),
    )
    areas = forms.MultipleChoiceField(
        label=_("Ambiti di cui ti occupi"),
        choices=Area,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("Nota per chi approva"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sections = (
        (_("Il mio ente"), ("ente",)),
        (_("Il mio lavoro"), ("qualification", "office", "role_wanted", "areas", "note")),
    )


class JoinForm(AskForm):
    """A signed-in person asks for one more ente."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ente"].required = True


class RegistrationForm(AskForm):
    """The public form."""

    first_name = forms.CharField(
        label=_("Nome"), max_length=150, widget=forms.TextInput({"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Cognome"), max_length=150, widget=forms.TextInput({"autocomplete": "family-name"})
    )
    email = forms.EmailField(
        label=_("E-mail istituzionale"),
        help_text=_("Quella del tuo ente: chi approva la riconosce subito."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    keeps_personal_email = forms.BooleanField(
        label=_("Uso comunque questa e-mail personale"), required=False, widget=forms.HiddenInput
    )
    missing_ente = forms.CharField(
        label=_("Non trovo il mio ente"),
        max_length=250,
        required=False,
        help_text=_("Scrivi qui il nome completo: lo cercherà UPI."),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("Almeno 12 caratteri. Ti servirà per confermare l'e-mail."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        strip=False,
    )
    accepts_rules = forms.BooleanField(label=_("Accetto le regole d'uso della piattaforma"))
    accepts_privacy = forms.BooleanField(
        label=_("Ho letto l'informativa sul trattamento dei dati personali")
    )
    sections = (
        (_("Chi sei"), ("first_name", "last_name", "email", "keeps_personal_email")),
        (_("Il mio ente"), ("ente", "missing_ente")),
        (_("Il mio lavoro"), ("qualification", "office", "role_wanted", "areas", "note")),
        (_("Accesso"), ("password", "accepts_rules", "accepts_privacy")),
    )

    def clean(self):
        """Ask for an ente, one way or the other, and once about a personal mailbox."""
        data = super().clean()
        if not data.get("ente") and not data.get("missing_ente") and "ente" not in self.errors:
            self.add_error("ente", _("Scegli il tuo ente o scrivine il nome sotto."))
        email = data.get("email", "")
        if email and is_personal_mailbox(email) and not data.get("keeps_personal_email"):
            self.fields["keeps_personal_email"].widget = forms.CheckboxInput()
            self.add_error(
                "email",
                _(
                    "Sembra una casella personale: con quella istituzionale la richiesta è "
                    "approvata prima. Correggila, oppure spunta la casella qui sotto."
                ),
            )
        self._check_password(data)
        return data

    def _check_password(self, data) -> None:
        if not data.get("password"):
            return
        person = Person(
            email=data.get("email", ""),
            first_name=data.get("first_name", ""),
            last_name=data.get("last_name", ""),
        )
        try:
            validate_password(data["password"], person)
        except ValidationError as error:
            self.add_error("password", error)

    def terms(self) -> dict:
        """Return what the action takes."""
        extra = {"accepts_rules", "accepts_privacy", "keeps_personal_email"}
        return {key: value for key, value in self.cleaned_data.items() if key not in extra}


class ConfirmForm(forms.Form):
    password = forms.CharField(
        label=_("Password scelta nella registrazione"),
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        strip=False,
    )


class NewcomerForm(forms.Form):
    """Who comes in by invitation with a new account."""

    first_name = forms.CharField(
        label=_("Nome"), max_length=150, widget=forms.TextInput({"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Cognome"), max_length=150, widget=forms.TextInput({"autocomplete": "family-name"})
    )
    password = forms.CharField(
        label=_("Scegli una password"),
        help_text=_("Almeno 12 caratteri, non troppo comune."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        strip=False,
    )
    accepts_rules = forms.BooleanField(
        label=_("Accetto le regole d'uso e ho letto l'informativa sulla privacy")
    )

    def clean_password(self):
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]


class PeriodForm(forms.Form):
    """Roles, period and act of an assignment."""

    roles = forms.MultipleChoiceField(label=_("Ruoli"), widget=forms.CheckboxSelectMultiple)
    starts_on = forms.DateField(label=_("Dal"), widget=ItalianDateInput)
    ends_on = forms.DateField(
        label=_("Al"),
        required=False,
        widget=ItalianDateInput,
        help_text=_("Vuoto: senza scadenza, con riconferma ogni anno."),
    )
    act = forms.CharField(
        label=_("Atto di nomina"),
        required=False,
        max_length=250,
        help_text=_("Per esempio: decreto n. 12 del 3 mar 2026."),
    )

    def __init__(self, *args, ente: Ente, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(r.value, r.label) for r in roles_of(ente.kind)]


class MembershipForm(PeriodForm):
    office = forms.CharField(label=_("Ufficio"), required=False, max_length=160)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Motivo"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class FindEnteForm(forms.Form):
    ente = ente_field(help_text=_("La richiesta passa a chi decide per questo ente."))


class InvitationForm(forms.Form):
    """One address or many, the same roles and period for all."""

    emails = forms.CharField(
        label=_("Indirizzi e-mail"),
        help_text=_("Uno o molti: incolla l'elenco, separato da spazi, virgole o a capo."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    roles = forms.MultipleChoiceField(label=_("Ruoli"), widget=forms.CheckboxSelectMultiple)
    ends_on = forms.DateField(label=_("Incarico fino al"), required=False, widget=ItalianDateInput)
    act = forms.CharField(label=_("Atto di nomina"), required=False, max_length=250)
    message = forms.CharField(
        label=_("Messaggio"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, ente: Ente, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(r.value, r.label) for r in roles_of(ente.kind)]

    def clean_emails(self):
        """Return the addresses; refuse the list with the ones that are not addresses."""
        emails = [one.strip("<>") for one in SEPARATORS.split(self.cleaned_data["emails"]) if one]
        wrong = [one for one in emails if not is_email(one)]
        if wrong:
            raise ValidationError(
                _("Non sono indirizzi e-mail: %(list)s."), params={"list": ", ".join(wrong[:5])}
            )
        return emails


def is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


class LeaveForm(forms.Form):
    leaves_on = forms.DateField(label=_("Ultimo giorno"), widget=ItalianDateInput)
    successor = forms.ModelChoiceField(
        label=_("Chi prende in carico"), queryset=None, required=False
    )
    reason = forms.CharField(label=_("Motivo"), required=False, max_length=250)

    def __init__(self, *args, colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        field.queryset = colleagues
        field.label_from_instance = lambda one: (
            f"{one.person} – {one.office}" if one.office else str(one.person)
        )


class ServicesForm(forms.Form):
    services = forms.MultipleChoiceField(
        label=_("Moduli scelti"), choices=Service, widget=forms.CheckboxSelectMultiple
    )
    wants_site = forms.BooleanField(label=_("Attivare anche il sito dell'ente"), required=False)
    data_roles = forms.CharField(
        label=_("Trattamento dei dati"),
        required=False,
        max_length=2000,
        help_text=_("Chi è titolare e chi responsabile (GDPR)."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ActForm(forms.ModelForm):
    class Meta:
        model = Act
        fields = (
            "kind",
            "service",
            "number",
            "act_on",
            "organ",
            "signatories",
            "starts_on",
            "ends_on",
            "reference",
        )
        widgets = {
            "act_on": ItalianDateInput,
            "starts_on": ItalianDateInput,
            "ends_on": ItalianDateInput,
        }

    def _post_clean(self):
        """The action says what is wrong between the fields."""


class ContactForm(forms.ModelForm):
    class Meta:
        model = Contact
        fields = ("kind", "name", "email", "phone")

    def _post_clean(self):
        """A second contact of one kind takes the place of the first."""
