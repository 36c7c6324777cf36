"""«Se parte oggi…»: when a term would end, and why."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.enti.models import Ente

from ..forms import SimulationForm
from ..permissions import DeadlinePermission
from ..queries.calendars import calendar_for
from ..reckoning import compute
from ..reckoning.computing import amount


@login_required
@require_safe
def simulate(request):
    """Reckon a term on the calendar of the ente acted for; nothing is kept."""
    request.actor.require(DeadlinePermission.READ)
    form, found, rule, left = SimulationForm(request.GET or None), None, None, ""
    if form.is_bound and form.is_valid():
        rule, facts = form.asked()
        ente = Ente.objects.filter(pk=request.actor.ente_id).first()
        found = compute(rule, facts, calendar_for(ente=ente), explain=True)
        left = amount(found.remaining, found.unit) if found.remaining else ""
    context = {
        "title": _("Se parte oggi…"),
        "crumbs": [(_("Scadenze"), reverse("deadlines:timetable")), (_("Simulazione"), "")],
        "form": form,
        "found": found,
        "rule": rule,
        "left": left,
    }
    return render(request, "deadlines/simulation.html", context)
