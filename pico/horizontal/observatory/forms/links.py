"""Forms of the links between CUP and CIG."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm

from ..queries.places import bodies
from ..terms.links import LinkVerdict
from .sections import LotFilter, ProjectFilter

UNDONE = "annullata"


class WithoutCupFilter(LotFilter):
    """«CIG senza CUP»: what narrows lots, but what the list is made of."""

    KEPT = ("q", "dal", "al", "regione", "provincia", "oggetto", "procedura", "metro")

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, shown=self.KEPT, **kwargs)


class WithoutCigFilter(ProjectFilter):
    """«CUP senza CIG»."""

    KEPT = ("q", "programma", "regione", "provincia", "attivi", "metro")

    attivi = forms.BooleanField(label=_("solo CUP attivi"), required=False)

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, shown=self.KEPT, **kwargs)


class DecisionFilter(FilterForm):
    """Which decisions to show."""

    lookups = {"provincia": "ente"}

    q = forms.CharField(label=_("CUP o CIG"), required=False)
    decisione = forms.ChoiceField(
        label=_("Decisione"), required=False,
        choices=[("", _("Tutte")), *LinkVerdict.choices, (UNDONE, _("Annullata"))],
    )  # fmt: skip
    provincia = forms.TypedChoiceField(label=_("Provincia"), required=False, coerce=int)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = [(one.ente_id, one.short) for one in bodies().values()]
        self.fields["provincia"].choices = [("", _("Tutte")), *names]

    def narrow(self, rows):
        rows = super().narrow(rows)
        if verdict := self.chosen.get("decisione"):
            rows = rows.filter(verdict="" if verdict == UNDONE else verdict)
        if code := self.chosen.get("q", "").replace(" ", "").upper():
            column = "cup" if len(code) > 10 else "cig"  # a CIG has ten characters
            rows = rows.filter(**{column: code})
        return rows


class AddForm(forms.Form):
    """A CUP and a CIG: what they must be, the action says."""

    cup = forms.CharField(
        label="CUP", max_length=40, help_text=_("15 caratteri, ad esempio C11G06000000001."),
    )  # fmt: skip
    cig = forms.CharField(
        label="CIG", max_length=40, help_text=_("10 caratteri, come nella PCP o nel bando."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Da dove lo sai"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ad esempio l'atto che li nomina insieme. Lo legge chi accede ai registri."),
    )  # fmt: skip


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Perché è sbagliato"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Servirà a chi corregge la fonte. Non scrivere dati personali."),
    )  # fmt: skip
