"""«Hai problemi di accesso?»: the form of who cannot sign in."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Ente
from pico.core.enti.queries import search_enti
from pico.core.ui.forms import FilesField, ItalianDateTimeInput, PickerField, Sections

from ..actions import challenge
from ..models import AccessRequest
from ..terms import (
    ACCESS_FILE_BYTES,
    ACCESS_FILE_KINDS,
    ACCESS_FILES,
    ACCESS_LONGEST,
    ACCESS_SHORTEST,
    AccessProblem,
    SpidProvider,
)

TRAP = "sito_web"


class SeveralFiles:
    """A form whose `files` are few: what the form without login takes."""

    cleaned_data: dict

    def clean_files(self):
        files = self.cleaned_data["files"]
        if len(files) > ACCESS_FILES:
            raise ValidationError(_("Gli allegati sono troppi: al massimo 3."))
        return files


class AccessForm(SeveralFiles, Sections, forms.ModelForm):
    """Who, of which ente, what goes wrong; neither fiscal code nor password."""

    email_again = forms.EmailField(label=_("Ripeti l'e-mail"))
    ente = PickerField(
        Ente.objects.filter(valid_to__isnull=True), search=search_enti, label=_("Ente"),
        help_text=_("Scrivi il nome e scegli dall'elenco. Se non c'è, scrivilo qui sotto."),
        error_messages={"required": _("Scegli il tuo ente, o scrivine il nome sotto.")},
    )  # fmt: skip
    ente_words = forms.CharField(
        label=_("Il mio ente non è in elenco"), required=False, max_length=250,
        help_text=_("Scrivi qui il suo nome per intero."),
    )  # fmt: skip
    description = forms.CharField(
        label=_("Descrizione"), min_length=ACCESS_SHORTEST, max_length=ACCESS_LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Che cosa stavi facendo, che cosa hai visto. Almeno 20 caratteri."),
    )  # fmt: skip
    files = FilesField(
        label=_("Allegati"), required=False, accept=ACCESS_FILE_KINDS, max_bytes=ACCESS_FILE_BYTES,
        help_text=_(
            "Fino a 3 file PDF, PNG o JPG, 5 MB ciascuno: per esempio la schermata dell'errore. "
            "Non inviare documenti di identità o password."
        ),
    )  # fmt: skip
    answer = forms.CharField(label=_("Domanda di controllo"), max_length=40)
    privacy = forms.BooleanField(label=_("Ho letto l'informativa sulla privacy"))
    seal = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = AccessRequest
        fields = (
            "first_name", "last_name", "email", "phone", "ente", "ente_words", "role", "problem",
            "spid_provider", "error_code", "happened_at", "description",
        )  # fmt: skip
        widgets = {"happened_at": ItalianDateTimeInput}

    sections = (
        (_("Chi sei"), ("first_name", "last_name", "email", "email_again", "phone")),
        (_("Il tuo ente"), ("ente", "ente_words", "role")),
        (
            _("Che cosa non funziona"),
            ("problem", "spid_provider", "error_code", "happened_at", "description", "files"),
        ),
        (_("Prima di inviare"), ("answer", "privacy")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("ente_words", "").strip():
            self.fields["ente"].required = False
        self.fields["problem"].choices = [("", _("Scegli")), *AccessProblem.choices]
        self.fields["role"].choices = [("", _("Preferisco non dirlo")), *self._roles()]
        self.fields["spid_provider"].choices = [("", "–"), *SpidProvider.choices]
        self.fields["spid_provider"].help_text = _("Solo se entri con SPID.")
        self.fields["error_code"].help_text = _(
            "Il numero che compare nel messaggio, per esempio 21."
        )
        self.fields["happened_at"].help_text = _("Quando è successo l'ultima volta.")
        for name, auto in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = auto
        self._pose()

    @staticmethod
    def _roles():
        return AccessRequest._meta.get_field("role").choices

    def _pose(self) -> None:
        """Ask the same question again while its answer was not given; else a new one."""
        seal = self.data.get("seal", "") if self.is_bound else ""
        known = challenge.read(seal)
        posed = challenge.Challenge(known["q"], seal) if known else challenge.pose()
        self.fields["answer"].help_text = posed.question
        self.fields["answer"].widget.attrs["autocomplete"] = "off"
        self.initial["seal"] = posed.seal
        if self.is_bound and not known:
            self.data = self.data.copy()
            self.data["seal"], self.data["answer"] = posed.seal, ""

    def clean_happened_at(self):
        when = self.cleaned_data["happened_at"]
        if when and when > timezone.now() + timedelta(minutes=5):
            raise ValidationError(_("È nel futuro: correggi la data o l'ora."))
        return when

    def clean_answer(self):
        given = self.cleaned_data["answer"]
        if not challenge.is_answered(self.data.get("seal", ""), given):
            raise ValidationError(_("La risposta non è giusta: rileggi la domanda e riprova."))
        return given

    def clean(self):
        cleaned = super().clean()
        email, again = cleaned.get("email"), cleaned.get("email_again")
        if email and again and email.lower() != again.lower():
            self.add_error("email_again", _("I due indirizzi non sono uguali."))
        return cleaned

    def terms(self) -> dict:
        """What the action takes."""
        left_out = ("email_again", "answer", "privacy", "seal")
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


AUTOCOMPLETE = {
    "first_name": "given-name",
    "last_name": "family-name",
    "email": "email",
    "email_again": "email",
    "phone": "tel",
}


class AnswerForm(SeveralFiles, forms.Form):
    """What the asker writes on his secret page, and what he adds to it."""

    text = forms.CharField(
        label=_("La tua risposta"), max_length=ACCESS_LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    files = FilesField(
        label=_("Allegati"), required=False, accept=ACCESS_FILE_KINDS, max_bytes=ACCESS_FILE_BYTES,
        help_text=_("Fino a 3 file PDF, PNG o JPG, 5 MB ciascuno."),
    )  # fmt: skip
