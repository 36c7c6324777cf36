"""Agreements as the head of the SUA registers them; an ente asks for one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Ente
from pico.core.enti.queries import search_enti
from pico.core.ui.forms import FilesField, FilterForm, ItalianDateInput, PickerField, Sections

from ..models import Agreement, AgreementArea, AgreementFee
from ..terms.requests import FILE_BYTES
from .shaping import RecordForm, RowForm, asked, rows

KINDS = (".pdf", ".p7m")


class AgreementForm(Sections, RecordForm):
    """An agreement; the ente is not changed afterwards."""

    sections = (
        (_("Chi e che cosa"), ("ente", "subject", "form", "act", "signed_on", "content")),
        (_("Durata"), ("valid_from", "valid_to")),
        (_("Funzioni"), ("functions", "duties")),
    )
    ente = PickerField(
        Ente.objects.filter(valid_to=None), search=search_enti, label=_("Ente"),
        help_text=_("Anche di un'altra Provincia: l'art. 62, c. 9, non pone limiti di territorio."),
    )  # fmt: skip
    content = FilesField(
        label=_("Testo firmato"), required=False, accept=KINDS, max_bytes=FILE_BYTES
    )

    class Meta:
        model = Agreement
        fields = (
            "subject", "form", "act", "signed_on", "valid_from", "valid_to", "functions", "duties",
        )  # fmt: skip
        formfield_callback = asked
        help_texts = {
            "act": _("Per esempio: delibera di Consiglio n. 41 del 12/10/2025."),
            "functions": _("Fin dove arriva la SUA, secondo l'elenco di ANAC."),
        }
        widgets = {"duties": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, with_ente: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        if not with_ente:
            del self.fields["ente"]

    def clean_content(self):
        """One text: the last one dropped."""
        return (self.cleaned_data["content"] or [None])[-1]

    @property
    def values(self) -> dict:
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("ente", "content")
        }


class AreaForm(RowForm):
    class Meta:
        model = AgreementArea
        fields = ("area", "from_amount", "to_amount")
        formfield_callback = asked


class FeeForm(RowForm):
    class Meta:
        model = AgreementFee
        fields = ("scheme", "to_amount", "rate", "amount", "minimum", "maximum")
        formfield_callback = asked
        labels = {"rate": _("Aliquota %")}


TABLES = (
    ("areas", _("Ambiti e fasce di importo"), rows(AreaForm, extra=2, most=20)),
    ("fees", _("Rimborso delle spese"), rows(FeeForm, extra=2, most=20)),
)


class EndForm(forms.Form):
    ended_on = forms.DateField(
        label=_("Ultimo giorno in vigore"), widget=ItalianDateInput(),
        help_text=_("Le richieste già inviate proseguono."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Motivo"), widget=forms.Textarea(attrs={"rows": 3}))


class AdhesionForm(forms.Form):
    needs = forms.CharField(
        label=_("Di che cosa avete bisogno"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Quante gare all'anno, di che tipo e importo, da quando."),
    )  # fmt: skip


class AgreementFilter(FilterForm):
    q = forms.CharField(label=_("Ente o oggetto"), required=False, widget=forms.SearchInput)
    on = forms.DateField(label=_("In vigore il"), required=False, widget=ItalianDateInput())

    def narrow(self, rows):
        if text := self.chosen.get("q"):
            rows = rows.filter(ente__name__icontains=text) | rows.filter(subject__icontains=text)
        return rows.in_force(self.chosen["on"]) if "on" in self.chosen else rows
