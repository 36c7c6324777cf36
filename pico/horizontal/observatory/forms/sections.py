"""«Filtra»: the choice that all sections share, as it stands in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm, FoldedSelect, ItalianDateInput

from ..queries.filters import NO, YES, Filters
from ..queries.places import by_sigla, regions
from ..terms.bands import Band, Kind
from ..terms.procedures import Procedure
from ..terms.sections import Attribution, LotState, SectionKey

ANY = ("", _("Tutto"))
PLACES = ("regione", "provincia", "metro")
# What narrows a section that is not of tenders.
SHOWN = {
    SectionKey.PNRR: PLACES,
    SectionKey.PNC: PLACES,
    SectionKey.STAFF: ("dal", "al", *PLACES),
}


class SectionFilter(FilterForm):
    dal = forms.DateField(label=_("Dal"), required=False, widget=ItalianDateInput)
    al = forms.DateField(label=_("Al"), required=False, widget=ItalianDateInput)
    regione = forms.ChoiceField(label=_("Regione"), required=False)
    provincia = forms.MultipleChoiceField(
        label=_("Provincia (una o più)"), required=False, widget=FoldedSelect
    )
    oggetto = forms.ChoiceField(label=_("Oggetto"), required=False, choices=[ANY, *Kind.choices])
    procedura = forms.ChoiceField(
        label=_("Procedura"), required=False, choices=[ANY, *Procedure.choices]
    )
    fascia = forms.ChoiceField(
        label=_("Fascia d'importo"), required=False, choices=[ANY, *Band.choices]
    )
    cpv = forms.RegexField(
        label=_("CPV, prime cifre"), required=False, regex=r"^\d{2,8}$",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 8}),
    )  # fmt: skip
    pnrr = forms.ChoiceField(
        label=_("PNRR/PNC"), required=False,
        choices=[ANY, (YES, _("solo PNRR/PNC")), (NO, _("senza PNRR/PNC"))],
    )  # fmt: skip
    come = forms.ChoiceField(label=_("Gare delegate"), required=False, choices=Attribution.choices)
    metro = forms.BooleanField(label=_("includi Città metropolitane"), required=False)

    def __init__(self, data=None, *args, shown: tuple[str, ...] = (), **kwargs):
        """`shown` keeps these fields alone: the others say nothing of what the page shows."""
        super().__init__(data, *args, **kwargs)
        self.fields["regione"].choices = [ANY, *regions().items()]
        self.fields["provincia"].choices = [(sigla, one.short) for sigla, one in by_sigla().items()]
        for name in set(self.fields) - set(shown) if shown else ():
            del self.fields[name]

    @property
    def filters(self) -> Filters:
        """What was chosen; a value that does not pass is as if it were not there."""
        return Filters.of(self.chosen)


class LotFilter(SectionFilter):
    """The register of CIG: the same choice, and what figures narrow it with."""

    q = forms.CharField(label=_("CIG o parole dell'oggetto"), required=False)
    esito = forms.ChoiceField(
        label=_("Esito"), required=False,
        choices=[ANY, (YES, _("aggiudicati")), ("deserta", _("deserti")), (NO, _("esito non noto"))],
    )  # fmt: skip
    offerte = forms.IntegerField(
        label=_("Offerte ammesse"), required=False, min_value=0, max_value=10_000
    )
    contratto = forms.ChoiceField(
        label=_("Contratto"), required=False,
        choices=[
            ANY, (YES, _("di cui si conosce l'avvio")), ("varianti", _("con varianti")),
            ("subappalti", _("con subappalti autorizzati")),
            ("lenti", _("oltre 160 giorni dalle offerte")),
        ],
    )  # fmt: skip
    anomali = forms.BooleanField(label=_("solo importi anomali"), required=False)
    luogo = forms.RegexField(
        label=_("Comune in cui si realizza (codice ISTAT)"), required=False, regex=r"^\d{6}$",
        widget=forms.HiddenInput,
    )  # fmt: skip

    field_order = ("q", "dal", "al", "regione", "provincia")


class ProjectFilter(SectionFilter):
    """The register of CUP."""

    q = forms.CharField(label=_("CUP o parole del titolo"), required=False)
    programma = forms.ChoiceField(
        label=_("Programma"), required=False, choices=[ANY, ("PNRR", "PNRR"), ("PNC", "PNC")]
    )
    stato = forms.ChoiceField(
        label=_("Dal CUP alla gara"), required=False, choices=[ANY, *LotState.choices]
    )
    cig = forms.ChoiceField(
        label=_("CIG collegati"),
        required=False,
        choices=[ANY, (YES, _("con CIG")), (NO, _("senza CIG"))],
    )

    field_order = ("q", "programma", "regione", "provincia")
