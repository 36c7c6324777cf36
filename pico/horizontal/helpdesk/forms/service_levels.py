"""Targets per priority in hours, agreements, the filters of the measures."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.enti.queries import search_enti
from pico.core.ui.forms import FilterForm, ItalianDateInput, PickerField, Sections

from ..models import ServiceLevel
from ..queries.measures import Period
from ..terms import LONGEST_DRAFT, LONGEST_TARGET, SHORTEST_DRAFT, TARGETS, Priority, Topic

HOUR = 60
SILENCE = ("remind_after", "remind_again_after", "close_after", "silent_after")
DRAFTS = ("draft_days",)
DAYS = (*SILENCE, *DRAFTS)


class TargetsForm(Sections, forms.Form):
    """Hours of first reply and solution for each priority."""

    use_required_attribute = False

    def __init__(self, data=None, *, level: ServiceLevel, **options) -> None:
        super().__init__(data, **options)
        kept = {one.priority: one for one in level.targets.all()} if level.pk else {}
        for priority in Priority:
            one = kept.get(priority)
            first, solution = (
                (one.first_reply_minutes, one.solution_minutes) if one else TARGETS[priority]
            )
            self.fields[f"first_{priority}"] = self._hours(_("Prima risposta"), first)
            self.fields[f"solution_{priority}"] = self._hours(_("Soluzione"), solution)
        self.sections = (
            *self.sections,
            *(
                (
                    _("Priorità %(name)s") % {"name": priority.label.lower()},
                    (f"first_{priority}", f"solution_{priority}"),
                )
                for priority in Priority
            ),
        )

    def _hours(self, label: str, minutes: int) -> forms.IntegerField:
        return forms.IntegerField(
            label=f"{label} ({_('ore lavorative')})",
            min_value=1,
            max_value=LONGEST_TARGET // HOUR,
            initial=minutes // HOUR,
        )

    @property
    def targets(self) -> dict[str, tuple[int, int]]:
        """Working minutes per priority."""
        values = self.cleaned_data
        return {
            priority: (values[f"first_{priority}"] * HOUR, values[f"solution_{priority}"] * HOUR)
            for priority in Priority
        }


class LevelForm(TargetsForm):
    """The targets of everybody, and the days of silence."""

    sections = (
        (gettext_lazy("Silenzio di chi ha chiesto (giorni lavorativi)"), SILENCE),
        (gettext_lazy("Richieste iniziate e non inviate (giorni)"), DRAFTS),
    )

    def __init__(self, data=None, *, level: ServiceLevel) -> None:
        super().__init__(data, level=level)
        for name in DAYS:
            field = ServiceLevel._meta.get_field(name)
            self.fields[name] = forms.IntegerField(
                label=str(field.verbose_name).capitalize(),
                min_value=SHORTEST_DRAFT if name in DRAFTS else 1,
                max_value=LONGEST_DRAFT if name in DRAFTS else 60,
                initial=getattr(level, name),
            )

    @property
    def days(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in DAYS}


class AgreementForm(TargetsForm):
    """The targets that an agreement promises to an ente."""

    sections = ((gettext_lazy("La convenzione"), ("ente", "name", "starts_on", "ends_on")),)
    ente = PickerField(None, label=gettext_lazy("Ente convenzionato"), search=search_enti)
    name = forms.CharField(
        label=gettext_lazy("Convenzione"),
        max_length=160,
        help_text=gettext_lazy("Per esempio: Convenzione SUA n. 12/2025."),
    )
    starts_on = forms.DateField(label=gettext_lazy("Dal"), required=False, widget=ItalianDateInput)
    ends_on = forms.DateField(label=gettext_lazy("Al"), required=False, widget=ItalianDateInput)

    def __init__(self, data=None, *, level: ServiceLevel, enti) -> None:
        values = {name: getattr(level, name) for name in ("name", "starts_on", "ends_on")}
        super().__init__(data, level=level, initial=values if level.pk else None)
        self.fields["ente"].queryset = enti
        if level.pk:
            del self.fields["ente"]


class MeasureFilter(FilterForm):
    """Which tickets to count: a period, a module."""

    dal = forms.DateField(label=gettext_lazy("Dal"), required=False, widget=ItalianDateInput)
    al = forms.DateField(label=gettext_lazy("Al"), required=False, widget=ItalianDateInput)
    modulo = forms.ChoiceField(
        label=gettext_lazy("Modulo"),
        required=False,
        choices=[("", gettext_lazy("Tutti")), *Topic.choices],
    )
    lookups = {"modulo": "topic"}

    @property
    def period(self) -> Period:
        """The days chosen; the last thirty without any, never turned round."""
        last: date = self.chosen.get("al") or timezone.localdate()
        first: date = self.chosen.get("dal") or last - timedelta(days=29)
        return Period(min(first, last), max(first, last))
