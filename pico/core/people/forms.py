"""The shape of what persons write about themselves."""

from allauth.account.forms import AddEmailForm, LoginForm, ResetPasswordForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Membership, Person
from .terms import Area, FieldVisibility, ProfileField

LONGEST_SKILL = 60
MOST_SKILLS = 30


class SignInForm(LoginForm):
    """The sign-in form, in the words of the house."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("Nome utente o e-mail")
        password.label = _("Password")
        password.help_text = ""
        for field in (login, password):
            field.widget.attrs.pop("placeholder", None)
        login.widget.attrs.update(autocomplete="username webauthn", autocapitalize="none")


class NewAddressForm(AddEmailForm):
    """The new institutional address, in the words of the house."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Indirizzo nuovo")
        self.fields["email"].widget.attrs.pop("placeholder", None)


class ForgottenPasswordForm(ResetPasswordForm):
    """Whose password is forgotten, in the words of the house."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].widget.attrs.pop("placeholder", None)


class AppForm(ActivateTOTPForm):
    """The first code of an app, which proves that it is well set."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Codice di sei cifre")
        self.fields["code"].widget.attrs.pop("placeholder", None)


class PasskeyForm(AddWebAuthnForm):
    """A new passkey: it opens without password unless one says otherwise."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nome della passkey")
        self.fields["name"].help_text = _("Per riconoscerla: «Portatile dell'ufficio».")
        self.fields["passwordless"].label = _("Usala per entrare senza password")
        self.fields["passwordless"].help_text = ""
        self.fields["passwordless"].initial = True


class PasskeyNameForm(EditWebAuthnForm):
    """The name of a passkey."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nome della passkey")


class SkillsField(forms.Field):
    """A list of words, one a line or parted by commas."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        words = [one.strip() for one in (value or "").replace(",", "\n").splitlines()]
        return list(dict.fromkeys(filter(None, words)))

    def has_changed(self, initial, data) -> bool:
        return list(initial or []) != self.to_python(data)

    def validate(self, value) -> None:
        super().validate(value)
        if len(value) > MOST_SKILLS or any(len(one) > LONGEST_SKILL for one in value):
            raise forms.ValidationError(
                _("Scrivi al massimo %(most)d competenze, di %(long)d caratteri ciascuna.")
                % {"most": MOST_SKILLS, "long": LONGEST_SKILL},
                code="too_many",
            )


class ProfileForm(forms.ModelForm):
    """A person's own data; the areas are those of the membership acted for."""

    skills = SkillsField(
        label=gettext_lazy("Competenze"),
        required=False,
        help_text=gettext_lazy("Una per riga: per esempio «appalti», «progettazione europea»."),
    )

    class Meta:
        model = Person
        fields = ("first_name", "last_name", "phone", "bio", "skills", "language")
        help_texts = {
            "bio": gettext_lazy("Di che cosa ti occupi, in poche righe."),
            "phone": gettext_lazy("Il numero dell'ufficio."),
        }

    def __init__(self, *args, membership: Membership | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            self.fields[name].required = True
        self.fields["bio"].widget.attrs["rows"] = 5
        self.fields["skills"].widget.attrs["rows"] = 4
        if membership:
            self.fields["areas"] = forms.MultipleChoiceField(
                label=_("Ambiti di lavoro (%(ente)s)") % {"ente": membership.ente.name},
                choices=Area.choices,
                initial=membership.areas,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def values(self) -> dict:
        """What to store of the person."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class VisibilityForm(forms.Form):
    """Who sees each field of the profile."""

    def __init__(self, *args, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in ProfileField:
            self.fields[field.value] = forms.ChoiceField(
                label=field.label,
                choices=FieldVisibility.choices,
                initial=person.visibility_of(field),
            )


class ReasonForm(forms.Form):
    """Why an account is suspended."""

    reason = forms.CharField(
        label=gettext_lazy("Motivo della sospensione"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Resta nella storia dell'account; la persona lo può leggere."),
    )
