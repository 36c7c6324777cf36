"""The filters of the timetable."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.modules import registry
from pico.core.ui.forms import FilterForm, ItalianDateInput

from ..queries import terms as queries
from ..terms import OPEN, TermState


class TermFilter(FilterForm):
    """Whose terms, of which module and ente, in which state, ending when."""

    q = forms.CharField(label=_("Cerca"), required=False)
    di = forms.ChoiceField(
        label=_("Di chi"),
        required=False,
        choices=[("", _("Tutti quelli che vedo")), ("miei", _("In carico a me")), ("ente", _("Del mio ente"))],
    )  # fmt: skip
    modulo = forms.ChoiceField(label=_("Modulo"), required=False)
    stato = forms.ChoiceField(
        label=_("Stato"),
        required=False,
        choices=[("", _("Aperti")), ("tutti", _("Tutti")), *TermState.choices],
    )
    entro = forms.ChoiceField(
        label=_("Scade entro"),
        required=False,
        choices=[("", _("Qualsiasi data")), ("7", _("7 giorni")), ("14", _("14 giorni")), ("30", _("30 giorni"))],
    )  # fmt: skip
    dal = forms.DateField(label=_("Dal"), required=False, widget=ItalianDateInput)
    al = forms.DateField(label=_("Al"), required=False, widget=ItalianDateInput)

    def __init__(self, data, *, actor) -> None:
        super().__init__(data)
        self.actor = actor
        named = [(key, str(m.label)) for key, m in registry.installed().items() if m.is_switchable]
        self.fields["modulo"].choices = [("", _("Tutti")), *named]

    def narrow(self, rows):
        chosen = self.chosen
        rows = self._by_state(rows, chosen.get("stato", ""))
        if text := chosen.get("q"):
            rows = rows.filter(Q(title__icontains=text) | Q(owner__name__icontains=text))
        if chosen.get("di") == "miei":
            rows = queries.of_responsible(rows, self.actor)
        if chosen.get("di") == "ente":
            rows = rows.filter(owner=self.actor.ente_id)
        if module := chosen.get("modulo"):
            rows = rows.filter(module=module)
        return self._by_day(rows, chosen)

    def _by_state(self, rows, state: str):
        if state == "tutti":
            return rows
        return rows.filter(state=state) if state else rows.filter(state__in=OPEN)

    def _by_day(self, rows, chosen):
        last = chosen.get("al")
        if days := chosen.get("entro"):
            limit = timezone.localdate() + timedelta(days=int(days))
            last = min(last, limit) if last else limit
        if first := chosen.get("dal"):
            rows = rows.filter(due_on__gte=first)
        return rows.filter(due_on__lte=last) if last else rows
