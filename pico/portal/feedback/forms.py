"""What a reader may say of a page; what an editor may filter by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm

from .terms import BEST, LONGEST_COMMENT, Reason, reasons_of


class RatingForm(forms.Form):
    """The form at the foot of a page; a reason that does not go with the score is left out."""

    indirizzo = forms.CharField(max_length=500)
    voto = forms.TypedChoiceField(
        choices=[(str(n), n) for n in range(1, BEST + 1)],
        coerce=int,
        error_messages={"required": _("Scegli da 1 a 5 stelle, poi invia.")},
    )
    motivo = forms.ChoiceField(choices=[("", ""), *Reason.choices], required=False)
    dettagli = forms.CharField(max_length=LONGEST_COMMENT, required=False)
    telefono = forms.CharField(required=False)  # no person sees it: who fills it in is a program

    def clean(self):
        values = super().clean()
        if values.get("motivo") not in reasons_of(values.get("voto") or 0):
            values["motivo"] = ""
        return values


class RatingFilter(FilterForm):
    """Which judgements to read."""

    q = forms.CharField(label=_("Cerca nei dettagli"), required=False)
    voto = forms.ChoiceField(
        label=_("Voto"),
        required=False,
        choices=[("", _("Tutti")), *((str(n), str(n)) for n in range(1, 6))],
    )
    motivo = forms.ChoiceField(
        label=_("Motivo"), required=False, choices=[("", _("Tutti")), *Reason.choices]
    )
    lookups = {"q": "comment__icontains", "voto": "score", "motivo": "reason"}


class PageFilter(FilterForm):
    """Which pages to look at."""

    q = forms.CharField(label=_("Titolo"), required=False)
    lette = forms.ChoiceField(
        label=_("Visite"),
        required=False,
        choices=[("", _("Tutte le pagine")), ("mai", _("Mai aperte negli ultimi 90 giorni"))],
    )
    lookups = {"q": "title__icontains"}

    def narrow(self, rows):
        rows = super().narrow(rows)
        return rows.filter(lately=None) if self.chosen.get("lette") == "mai" else rows
