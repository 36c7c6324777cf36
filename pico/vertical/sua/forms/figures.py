"""What the dashboard counts: period, object, procedure, ente; all of it in the address."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Ente
from pico.core.enti.queries import search_enti
from pico.core.ui.forms import FilterForm, ItalianDateInput, PickerField

from ..queries.figures.choosing import Choice
from ..terms.figures import DateOn
from ..terms.procurement import ContractKind, Procedure

YEARS_BACK = 2
ANY = ("", _("Tutti"))


class FiguresFilter(FilterForm):
    """A period (without one, this year and the two before), on a day of the tender; object, procedure, ente."""

    dal = forms.DateField(label=_("Dal"), required=False, widget=ItalianDateInput)
    al = forms.DateField(label=_("Al"), required=False, widget=ItalianDateInput)
    su = forms.ChoiceField(
        label=_("Periodo della"), required=False, choices=[("", _("apertura della gara")), *DateOn.choices[1:]],
    )  # fmt: skip
    appalto = forms.ChoiceField(
        label=_("Appalto"), choices=[ANY, *ContractKind.choices], required=False
    )
    procedura = forms.ChoiceField(
        label=_("Procedura"), choices=[("", _("Tutte")), *Procedure.choices], required=False
    )
    ente = PickerField(Ente.objects.all(), search=search_enti, label=_("Ente"), required=False)

    def __init__(self, *args, offers_ente: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not offers_ente:
            del self.fields["ente"]

    def choice(self, today: date, *, sua_id: int | None, ente_id: int | None = None) -> Choice:
        """What was chosen, never turned round; `ente_id` where the page is of one ente alone."""
        last = self.chosen.get("al") or today
        first = self.chosen.get("dal") or date(last.year - YEARS_BACK, 1, 1)
        ente = self.chosen.get("ente")
        return Choice(
            first=min(first, last), last=max(first, last), on=self.chosen.get("su", DateOn.OPENED),
            sua_id=sua_id, kind=self.chosen.get("appalto", ""),
            procedure=self.chosen.get("procedura", ""),
            ente_id=ente_id or (ente.pk if ente else None),
        )  # fmt: skip

    def narrow(self, rows):
        """The rows were chosen by the figure: nothing is left to narrow."""
        return rows


class RecordsFilter(FiguresFilter):
    """The same, for the tenders behind a figure: which figure goes along."""

    voce = forms.CharField(required=False, widget=forms.HiddenInput)
    valore = forms.CharField(required=False, widget=forms.HiddenInput)

    def chips(self) -> list[tuple[str, str, str]]:
        return [one for one in super().chips() if one[0] not in ("voce", "valore")]
