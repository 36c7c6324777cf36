"""«Avvisami se…»: the thresholds of a person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.foundation.errors import Refusal

from ..actions.thresholds import drop_threshold, keep_threshold
from ..forms.crossing import ThresholdForm
from ..permissions import SelfServePermission
from ..queries import saved_views as queries
from ..queries.filters import Filters
from .shared import way

UNPROCESSABLE = 422


@require_safe
def threshold_list(request: HttpRequest) -> HttpResponse:
    """What one is told of, and where each value stands."""
    request.actor.require(SelfServePermission.WATCH)
    rows = [queries.watched(one) for one in queries.thresholds_of(request.actor)]
    context = {
        "title": _("Le mie soglie"),
        "crumbs": way((_("Le mie soglie"), "")),
        "rows": [one for one in rows if one],
    }
    return render(request, "observatory/crossing/thresholds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Write a threshold; what the page came from is filled in."""
    request.actor.require(SelfServePermission.WATCH)
    form = ThresholdForm(request.POST) if request.method == "POST" else _offered(request)
    if request.method == "POST" and form.is_valid() and _keep(request, form):
        messages.success(request, _("Ti avviseremo, una volta per ogni superamento."))
        return redirect("observatory:thresholds")
    context = {
        "title": _("Avvisami se…"),
        "lead": _("Si controlla dopo ogni caricamento e ogni notte. L'avviso arriva una volta, e di nuovo solo se nel frattempo il valore è tornato indietro."),
        "form": form,
        "submit_label": _("Avvisami"),
        "cancel_url": reverse("observatory:thresholds"),
        "crumbs": way((_("Le mie soglie"), reverse("observatory:thresholds")), (_("Nuova"), "")),
    }  # fmt: skip
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "ui/page_form.html", context, status=status)


def _offered(request: HttpRequest) -> ThresholdForm:
    """The form with the indicator and the filters of the page that offered it."""
    plain = {name: request.GET.get(name) for name in request.GET}
    return ThresholdForm(initial={**plain, "provincia": request.GET.getlist("provincia")})


def _keep(request: HttpRequest, form: ThresholdForm) -> bool:
    said = form.cleaned_data
    try:
        keep_threshold(
            indicator=said["indicatore"], filters=Filters.of(said), side=said["quando"],
            value=said["soglia"], actor=request.actor, now=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.thresholds_of(request.actor), pk=pk)
    drop_threshold(threshold=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Soglia tolta."))
    return redirect("observatory:thresholds")
