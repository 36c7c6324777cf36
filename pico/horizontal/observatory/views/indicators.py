"""Indicators: their list, and the passport of each with the way to say that it is wrong."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions.flags import report_error, settle_flag
from ..forms.flags import AnswerForm, ReportForm
from ..permissions import DataPermission as May
from ..queries import flags
from ..queries.lake import the_lake
from ..queries.passports import coverage_of, span_of
from ..rules.indicators.every import GROUP_TITLES, GROUPS, INDICATORS
from .shared import way


@require_safe
def passports(request):
    """Every indicator with its definition."""
    return render(
        request,
        "observatory/indicators/list.html",
        {
            "title": _("Indicatori"),
            "crumbs": way((_("Indicatori"), "")),
            "groups": list(zip(GROUP_TITLES, GROUPS, strict=True)),
            "flags": flags.open_keys(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def passport(request, key: str):
    """What a figure means, where it comes from, what is known to be wrong with it."""
    one = INDICATORS.get(key)
    if one is None:
        raise Http404
    form = ReportForm(request.POST or None, initial={"address": request.GET.get("da", "")})
    if request.method == "POST" and form.is_valid():
        report_error(
            indicator=key, actor=request.actor, now=timezone.now(), text=form.cleaned_data["text"],
            address=form.cleaned_data["address"],
        )  # fmt: skip
        messages.success(
            request, _("Grazie: la cifra resta segnalata finché chi cura i dati non risponde.")
        )
        return redirect("observatory:indicator", key=key)
    context = {
        "title": one.label,
        "crumbs": way((_("Indicatori"), reverse("observatory:indicators")), (one.label, "")),
        "indicator": one,
        "updated_on": the_lake().updated_on(*one.origin.tables),
        "span": span_of(one, timezone.localdate()),
        "coverage": coverage_of(one),
        "reports": flags.of_indicator(key),
        "form": form if request.actor.can(May.READ) else None,
        "may_settle": request.actor.can(May.SETTLE),
        "answer_form": AnswerForm(),
    }
    status = 422 if form.errors else 200
    return render(request, "observatory/indicators/passport.html", context, status=status)


@require_POST
def settle(request, pk: int):
    """Answer a report: the figure is no more flagged for it."""
    request.actor.require(May.SETTLE)
    flag = flags.open_flag(pk)
    if flag is None:
        raise Http404
    settle_flag(
        flag=flag, answer=request.POST.get("answer", ""), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Segnalazione chiusa."))
    return redirect("observatory:indicator", key=flag.indicator)
