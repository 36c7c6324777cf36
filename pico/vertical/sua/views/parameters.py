"""«Parametri di legge» for everybody, the advisor, the calendar of the SUA."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.ui.formats import moment
from pico.core.ui.lists import Column, render_list

from ..actions import capacity as capacity_actions
from ..actions import parameters as actions
from ..forms.capacity import PlacesForm
from ..forms.parameters import AdviceForm, ParameterFilter, ValueForm
from ..models import Parameter
from ..permissions import SuaPermission as May
from ..queries import parameters as queries
from ..queries.requests import advice as advice_of
from ..rules.advisor import Case
from ..workflow.capacity import calendar_of, first_free
from .shared import BOTH, form_page, section, way

crumbs = section(gettext_lazy("Parametri di legge"), "sua:parameters")
calendar_crumbs = section(gettext_lazy("Calendario"), "sua:calendar")
COLUMNS = (
    Column("che_cosa", gettext_lazy("Che cosa"), "label", sort="label",
           link=lambda row: reverse("sua:parameter", args=[row.key])),
    Column("valore", gettext_lazy("Valore"), queries.said),
    Column("dal", gettext_lazy("Dal"), "valid_from", sort="valid_from", kind="date"),
    Column("al", gettext_lazy("Fino al"), "valid_to", sort="valid_to", kind="date"),
    Column("fonte", gettext_lazy("Fonte"), "article", sort="article"),
    Column("gruppo", gettext_lazy("Gruppo"), "get_group_display", sort="group"),
)  # fmt: skip


@require_safe
def listed(request):
    """The values in force on a day (today, unless another is chosen), with their sources."""
    request.actor.require(May.READ_PARAMETERS)
    columns = COLUMNS
    if request.GET.get("formato"):
        columns = (Column("chiave", _("Chiave"), "key"), *COLUMNS)
    return render_list(
        request,
        queryset=queries.listed(),
        columns=columns,
        title=_("Parametri di legge"),
        filter_form=ParameterFilter,
        template="sua/parameters/list.html",
        empty_title=_("Nessun parametro"),
        context={"crumbs": crumbs()},
    )


@require_safe
def parameter(request, key):
    """A figure: what is in force, every period, what was corrected."""
    request.actor.require(May.READ_PARAMETERS)
    periods = list(queries.periods_of(key))
    if not periods:
        raise Http404
    today = timezone.localdate()
    valid = [one for one in periods if one.replaced_at is None]
    now = next(
        (o for o in valid if o.valid_from <= today and (not o.valid_to or o.valid_to >= today)),
        None,
    )
    return render(
        request,
        "sua/parameters/record.html",
        {
            "title": periods[0].label,
            "number": key,
            "now": now,
            "last": valid[0],
            "periods": valid,
            "replaced": [one for one in periods if one.replaced_at],
            "may_change": request.actor.can(May.CHANGE_PARAMETERS),
            "crumbs": crumbs((periods[0].label, "")),
        },
    )


@BOTH
def follow(request, key):
    """A new value from a day on."""
    request.actor.require(May.CHANGE_PARAMETERS)
    last = queries.periods_of(key).filter(replaced_at=None).first()
    if last is None:
        raise Http404
    form = ValueForm(
        request.POST or None, parameter=last, follows=True,
        initial={"value": ValueForm.shown(last), "url": last.url},
    )  # fmt: skip
    return _entered(
        request, form, last, _("Nuovo valore"),
        lambda **given: actions.follow_parameter(key=key, **given),
    )  # fmt: skip


@BOTH
def correct(request, pk):
    """The right value in place of a wrong one, for the same days."""
    request.actor.require(May.CHANGE_PARAMETERS)
    found = get_object_or_404(Parameter, pk=pk, replaced_at=None)
    form = ValueForm(
        request.POST or None, parameter=found, follows=False,
        initial={
            "value": ValueForm.shown(found), "url": found.url, "article": found.article,
            "note": found.note, "valid_to": found.valid_to,
        },
    )  # fmt: skip
    return _entered(
        request, form, found, _("Correggi il valore"),
        lambda **given: actions.correct_parameter(parameter=found, **given),
    )  # fmt: skip


def _entered(request, form, found: Parameter, title: str, act):
    back = reverse("sua:parameter", args=[found.key])
    return form_page(
        request, form,
        act=lambda: act(actor=request.actor, now=timezone.now(), **form.cleaned_data),
        said=_("Valore registrato, con la sua storia."), back=back, title=title, lead=found.label,
        cancel_url=back, crumbs=crumbs((found.label, back), (title, "")),
    )  # fmt: skip


@require_safe
def adviser(request):
    """«Che procedura serve?»: the advisor for any amount and day, with an address to share."""
    request.actor.require(May.READ_PARAMETERS)
    form = AdviceForm(request.GET or None)
    found = on = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        on = given["on"] or timezone.localdate()
        case = Case(
            kind=given["kind"], value=given["value"], base=given["value"],
            labour=given["labour"] or 0, procedure=given["procedure"],
            criterion=given["criterion"], is_social=given["is_social"],
            is_high_technology=given["is_high_technology"],
        )  # fmt: skip
        found = advice_of(case, on)
    return render(
        request,
        "sua/parameters/adviser.html",
        {
            "title": _("Che procedura serve?"),
            "form": form,
            "advice": found,
            "advice_on": on,
            "crumbs": way((_("Che procedura serve?"), "")),
        },
    )


# The calendar -------------------------------------------------------------------------------------


@require_safe
def calendar(request):
    """When the SUA of this space may begin a tender: Comuni see places, not whose they are."""
    request.actor.require(May.READ_PARAMETERS)
    sua = request.space.ente
    months = calendar_of(sua.pk, timezone.localdate())
    return render(
        request,
        "sua/requests/calendar.html",
        {
            "title": _("Calendario della SUA"),
            "months": months,
            "first": first_free(months),
            "sua": sua,
            "may_plan": request.actor.can(May.PLAN_CAPACITY) and request.actor.ente_id == sua.pk,
            "crumbs": calendar_crumbs(),
        },
    )


@BOTH
def places(request, year, month):
    """The places of a month."""
    request.actor.require(May.PLAN_CAPACITY)
    sua, first = request.space.ente, _first_day(year, month)
    known = {one.month: one for one in calendar_of(sua.pk, timezone.localdate())}.get(first)
    if known is None:
        raise Http404
    form = PlacesForm(request.POST or None, initial={"places": known.places, "note": known.note})

    def act():
        capacity_actions.plan_month(
            sua=sua, month=first, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )

    title, back = _("Posti di %(month)s") % {"month": moment(first, "F Y")}, reverse("sua:calendar")
    return form_page(
        request, form, act=act, said=_("Calendario aggiornato."), back=back, title=title,
        cancel_url=back, crumbs=calendar_crumbs((title, "")),
    )  # fmt: skip


def _first_day(year: int, month: int) -> date:
    try:
        return date(year, month, 1)
    except ValueError:
        raise Http404 from None
