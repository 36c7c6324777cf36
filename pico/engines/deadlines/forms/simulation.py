"""«Se parte oggi…»: a rule of the catalogue, or one's own, on a date."""

from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.ui.forms import ItalianDateInput, Sections

from ..reckoning import Extension, Facts, Rule, Suspension
from ..reckoning.calendars import ROME
from ..reckoning.catalogue import declared
from ..terms import LONGEST_COUNT, Roll, Unit

OWN = ""


class SimulationForm(Sections, forms.Form):
    """What is asked of the simulation; everything but the start may stay empty."""

    use_required_attribute = False
    sections = (
        (gettext_lazy("Il termine"), ("rule", "count", "unit", "roll", "backwards")),
        (gettext_lazy("Da quando"), ("start_on", "start_time")),
        (gettext_lazy("Che cosa succede nel frattempo"), ("stop_since", "stop_until", "more")),
    )

    rule = forms.ChoiceField(label=gettext_lazy("Regola"), required=False)
    count = forms.IntegerField(
        label=gettext_lazy("Quanto"),
        required=False,
        min_value=1,
        max_value=LONGEST_COUNT,
        help_text=gettext_lazy("Solo per una regola libera."),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unità"), required=False, choices=Unit.choices)
    roll = forms.ChoiceField(
        label=gettext_lazy("Se finisce in un giorno festivo"),
        required=False,
        choices=[(Roll.WORKING, Roll.WORKING.label), (Roll.HOLIDAYS, Roll.HOLIDAYS.label), (Roll.NONE, Roll.NONE.label)],
    )  # fmt: skip
    backwards = forms.BooleanField(
        label=gettext_lazy("Si conta all'indietro («almeno 10 giorni prima»)"), required=False
    )
    start_on = forms.DateField(label=gettext_lazy("Parte il"), widget=ItalianDateInput)
    start_time = forms.TimeField(
        label=gettext_lazy("Alle ore"),
        required=False,
        help_text=gettext_lazy("Conta solo per i termini in ore o minuti."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    stop_since = forms.DateField(
        label=gettext_lazy("Sospeso dal"), required=False, widget=ItalianDateInput
    )
    stop_until = forms.DateField(
        label=gettext_lazy("Ripreso il"), required=False, widget=ItalianDateInput
    )
    more = forms.IntegerField(
        label=gettext_lazy("Prorogato di"),
        required=False,
        min_value=1,
        max_value=LONGEST_COUNT,
        help_text=gettext_lazy("Nell'unità del termine."),
    )

    def __init__(self, data=None) -> None:
        super().__init__(data, initial={"start_on": timezone.localdate(), "start_time": "09:00"})
        known = [(key, f"{rule.label} – {rule.source}") for key, rule in declared().items()]
        self.fields["rule"].choices = [*known, (OWN, _("Regola libera"))]

    def clean(self) -> dict:
        values = super().clean()
        if not values.get("rule") and not values.get("count"):
            self.add_error("count", _("Scrivi quanto dura il termine, o scegli una regola."))
        if values.get("stop_until") and not values.get("stop_since"):
            self.add_error("stop_since", _("Scrivi da quando è sospeso."))
        since, until = values.get("stop_since"), values.get("stop_until")
        if since and until and until < since:
            self.add_error("stop_until", _("La ripresa viene dopo la sospensione."))
        if not self.errors:
            self._check(values)
        return values

    def _check(self, values: dict) -> None:
        back = values["backwards"]
        if back and not values["rule"] and values["unit"] in (Unit.HOURS, Unit.MINUTES):
            raise ValidationError(_("All'indietro si contano solo giorni, mesi e anni."))
        if self.rule_asked(values).backwards and values.get("stop_since"):
            raise ValidationError(_("Un termine che si conta all'indietro non si sospende."))

    def rule_asked(self, values: dict) -> Rule:
        if values["rule"]:
            return declared()[values["rule"]]
        return Rule(
            "deadlines.prova",
            _("Regola libera"),
            _("regola libera"),
            values["unit"],
            values["count"],
            roll=values["roll"] or Roll.WORKING,
            backwards=values["backwards"],
            alerts=(),
        )

    def asked(self) -> tuple[Rule, Facts]:
        """Return the rule and the facts of a valid form."""
        values = self.cleaned_data
        rule = self.rule_asked(values)
        at = values.get("start_time") or time(9)
        stops, more = (), ()
        if values.get("stop_since"):
            stops = (
                Suspension(
                    _moment(values["stop_since"], at),
                    _moment(values["stop_until"], at) if values.get("stop_until") else None,
                    _("sospensione di prova"),
                ),
            )
        if values.get("more"):
            more = (Extension(values["more"], rule.unit, _("proroga di prova")),)
        return rule, Facts(_moment(values["start_on"], at), stops, more)


def _moment(day, at: time) -> datetime:
    return datetime.combine(day, at, ROME)
