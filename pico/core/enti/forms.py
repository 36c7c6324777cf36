"""Shaping what people type about enti and spaces."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from pico.core.foundation.identifiers import (
    check_ausa,
    check_eleven_digits,
    check_ipa_code,
)
from pico.core.ui.forms import FilterForm, Sections

from . import queries
from .actions.bodies import EDITABLE, IDENTITY
from .models import Ente, Territory
from .terms import EnteKind

ALL, CEASED = "ALL", "CEASED"


class TerritoryChoice(forms.ModelChoiceField):
    def label_from_instance(self, territory: Territory) -> str:
        return f"{territory.name} ({territory.plate})"


class EnteFilter(FilterForm):
    """Filters of the register: living enti unless asked otherwise."""

    lookups = {"kind": "kind", "region": "region", "territory": "territory"}

    q = forms.CharField(
        label=_("Nome o codice"),
        required=False,
        widget=forms.SearchInput(
            attrs={"placeholder": _("Nome, codice IPA, ISTAT, codice fiscale")}
        ),
    )
    kind = forms.ChoiceField(
        label=_("Tipo"), required=False, choices=(("", _("Tutti")), *EnteKind.choices)
    )
    region = forms.ModelChoiceField(
        label=_("Regione"),
        required=False,
        queryset=queries.regions(),
        empty_label=_("Tutte"),
    )
    territory = TerritoryChoice(
        label=_("Provincia"),
        required=False,
        queryset=queries.territories(),
        empty_label=_("Tutte"),
    )
    life = forms.ChoiceField(
        label=_("Stato"),
        required=False,
        choices=(
            ("", _("Attivi")),
            (CEASED, _("Cessati")),
            (ALL, _("Attivi e cessati")),
        ),
    )

    def narrow(self, rows):
        """Keep the enti that pass; a text orders them by likeness."""
        rows = super().narrow(rows)
        life = self.chosen.get("life")
        if life != ALL:
            rows = rows.filter(valid_to__isnull=life != CEASED)
        if text := self.chosen.get("q"):
            rows = queries.search_enti(rows, text)
        return rows


class LinesField(forms.CharField):
    """Addresses, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value) -> list[str]:
        lines = [line.strip().lower() for line in super().clean(value).split("\n")]
        for line in filter(None, lines):
            try:
                validate_email(line)
            except ValidationError as error:
                raise ValidationError(
                    _("«%(line)s» non è un indirizzo di posta: scrivine uno per riga.")
                    % {"line": line}
                ) from error
        return [line for line in lines if line]


class EnteForm(Sections, forms.ModelForm):
    """The values of an ente that a person may type; what identifies it only for UPI."""

    pec = LinesField(label=_("PEC"), required=False, help_text=_("Un indirizzo per riga."))

    website = forms.URLField(label=_("Sito istituzionale"), required=False, assume_scheme="https")

    sections = (
        (_("Nome e codici"), (*IDENTITY, "ausa")),
        (_("Sede"), ("address", "postcode", "seats", "legal_representative")),
        (_("Contatti"), ("pec", "email", "phone", "website", "mail_domain")),
        (_("Popolazione"), ("population", "population_year")),
    )

    class Meta:
        model = Ente
        fields = EDITABLE
        help_texts = {
            "mail_domain": _(
                "La parte dopo la @ degli indirizzi dell'ente: serve a riconoscere chi si registra."
            ),
        }

    def __init__(self, *args, may_identify: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not may_identify:
            for name in IDENTITY:
                del self.fields[name]

    def clean_fiscal_code(self) -> str:
        return _checked(check_eleven_digits, self.cleaned_data["fiscal_code"])

    def clean_vat_number(self) -> str:
        return _checked(check_eleven_digits, self.cleaned_data["vat_number"])

    def clean_ipa_code(self) -> str:
        return _checked(check_ipa_code, self.cleaned_data["ipa_code"])

    def clean_ausa(self) -> str:
        return _checked(check_ausa, self.cleaned_data["ausa"])

    def _post_clean(self) -> None:
        # The action writes: the instance stays as the database has it.
        pass


class NewEnteForm(Sections, forms.ModelForm):
    """An ente that no registry lists."""

    pec = LinesField(label=_("PEC"), required=False, help_text=_("Un indirizzo per riga."))
    territory = TerritoryChoice(
        label=_("Provincia"), required=False, queryset=queries.territories()
    )

    website = forms.URLField(label=_("Sito istituzionale"), required=False, assume_scheme="https")

    sections = (
        (_("Ente"), ("kind", "name", "short_name", "acronym", "territory")),
        (_("Codici"), ("ipa_code", "fiscal_code", "vat_number")),
        (_("Contatti"), ("pec", "email", "website", "mail_domain")),
    )

    class Meta:
        model = Ente
        fields = (
            "kind",
            "name",
            "short_name",
            "acronym",
            "territory",
            "ipa_code",
            "fiscal_code",
            "vat_number",
            "pec",
            "email",
            "website",
            "mail_domain",
        )
        help_texts = {"name": _("La denominazione ufficiale, per intero.")}

    clean_fiscal_code = EnteForm.clean_fiscal_code
    clean_vat_number = EnteForm.clean_vat_number
    clean_ipa_code = EnteForm.clean_ipa_code

    def _post_clean(self) -> None:
        # The action refuses doubles, with a sentence of its own.
        pass

    @property
    def values(self) -> dict[str, object]:
        """What the action takes: the Regione follows from the territory."""
        territory = self.cleaned_data["territory"]
        return {
            **self.cleaned_data,
            "region_id": territory.region_id if territory else None,
        }


class SpaceForm(Sections, forms.Form):
    """Name and colour of a space; its addresses only for UPI."""

    name = forms.CharField(label=_("Nome"), max_length=120)
    tagline = forms.CharField(label=_("Sottotitolo"), max_length=160, required=False)
    colour = forms.CharField(
        label=_("Colore"),
        max_length=7,
        help_text=_("Come #0066cc. Il bianco ci si deve leggere sopra: contrasto almeno 4,5."),
    )
    slug = forms.CharField(
        label=_("Indirizzo"),
        max_length=50,
        help_text=_("La prima parte degli indirizzi: /treviso/…"),
    )
    hostname = forms.CharField(
        label=_("Nome host proprio"),
        max_length=120,
        required=False,
        help_text=_("Vuoto: lo spazio risponde solo sotto il suo indirizzo."),
    )

    sections = (
        (_("Aspetto"), ("name", "tagline", "colour")),
        (_("Indirizzi"), ("slug", "hostname")),
    )

    def __init__(self, *args, may_address: bool, is_root: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not may_address:
            del self.fields["hostname"]
        if not may_address or is_root:
            del self.fields["slug"]


def _checked(check, text: str) -> str:
    return check(text) if text else ""
