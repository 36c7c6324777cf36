"""The forms of the style guide: every control, in sections."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.foundation.text import search_key
from pico.core.ui.forms import (
    FilesField,
    FilterForm,
    FoldedSelect,
    ItalianDateInput,
    MoneyField,
    Picker,
    Sections,
)
from pico.core.ui.rich_text import RichTextField

from .samples import LEVELS, STATES


class SampleFilter(FilterForm):
    q = forms.CharField(label=_("Cerca"), required=False, widget=forms.SearchInput)
    state = forms.MultipleChoiceField(
        label=_("Stato"), required=False, choices=STATES, widget=FoldedSelect
    )
    signed_from = forms.DateField(label=_("Firmate dal"), required=False, widget=ItalianDateInput)

    def narrow(self, rows):
        """Keep the rows that match; lists have no look-ups."""
        chosen = self.chosen
        wanted = search_key(chosen.get("q", ""))
        return [
            row
            for row in rows
            if wanted in search_key(f"{row.name} {row.ente}")
            and row.state in chosen.get("state", [row.state])
            and chosen.get("signed_from", row.signed_on) <= row.signed_on
        ]


class SampleForm(Sections, forms.Form):
    title = forms.CharField(
        label=_("Oggetto"),
        max_length=160,
        help_text=_("Come comparirà negli elenchi, al massimo 160 caratteri."),
    )
    kind = forms.ChoiceField(
        label=_("Tipo"), choices=(("", _("Scegli…")), ("A", "Lavori"), ("B", "Servizi"))
    )
    amount = MoneyField(label=_("Importo"), help_text=_("IVA esclusa."), min_value=0)
    due_on = forms.DateField(label=_("Entro il"), widget=ItalianDateInput)
    notes = forms.CharField(
        label=_("Note aggiuntive"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    text = RichTextField(
        label=_("Motivazione"),
        required=False,
        max_length=2000,
        help_text=_("Si può incollare da Word: restano grassetti, elenchi e collegamenti."),
    )
    ente = forms.CharField(
        label=_("Ente"),
        required=False,
        widget=Picker(source="ui:guide-suggest"),
        help_text=_("Scrivi il nome, il codice IPA o ISTAT."),
    )
    mode = forms.ChoiceField(
        label=_("Modalità"),
        widget=forms.RadioSelect,
        choices=(("ONE", _("Solo questa volta")), ("ALL", _("Per tutto l'anno"))),
    )
    topics = forms.MultipleChoiceField(
        label=_("Argomenti"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(
            ("PNRR", "PNRR e PNC"),
            ("SUA", "Appalti e SUA"),
            ("SCUOLE", "Edilizia scolastica"),
        ),
    )
    scope = forms.ChoiceField(label=_("Chi lo vede?"), choices=LEVELS)
    files = FilesField(label=_("Allegati"), required=False, accept=(".pdf", ".docx"))
    privacy = forms.BooleanField(label=_("Ho letto l'informativa sul trattamento dei dati"))

    sections = (
        (_("Richiesta"), ("title", "kind", "amount", "due_on", "notes", "text")),
        (_("Chi e che cosa"), ("ente", "mode", "topics", "scope")),
        (_("Allegati e conferma"), ("files", "privacy")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scope"].template_name = "ui/field_scope.html"
        self.fields["files"].widget.upload_url = reverse("ui:guide-upload")
