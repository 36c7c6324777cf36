"""Form of an address that is asked by the clock."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.scheduled_downloads import FIELDS
from ..models import ScheduledDownload
from .loads import source_choices


class DownloadForm(forms.ModelForm):
    """The action says what it may not be."""

    dataset = forms.ChoiceField(label=_("Archivio"))

    class Meta:
        model = ScheduledDownload
        fields = FIELDS
        help_texts = {
            "address": _("Intero. Dove il nome del file cambia scrivi {YYYY} per l'anno, {MM} per il mese, {DD} per il giorno."),
            "back": _("Quanti mesi (o giorni, o anni) prima di quello in corso si chiedono ancora: i file già usciti vengono corretti."),
            "is_on": _("Se lo togli, l'indirizzo resta nell'elenco e si scarica solo a mano."),
        }  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dataset"].choices = source_choices()

    def validate_unique(self) -> None:
        """The action refuses an address that is there already, in words that say what to do."""
