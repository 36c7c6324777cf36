"""What enti are qualified for: the list, the sheet of an ente, the simulator of the score."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.ui.lists import Column, render_list

from ..actions.contracts.importing import import_qualifications
from ..actions.contracts.qualifying import qualify
from ..forms.contracts import QualificationFilter, QualificationForm, SheetForm, SimulatorForm
from ..models import Qualification
from ..permissions import RupPermission
from ..queries import law
from ..queries import qualification as queries
from ..rules.qualification import simulate
from ..rules.sheet_heads import QUALIFICATION_HEADS
from ..terms.contracts import QualificationKind
from .rup import crumbs, rup_tabs
from .shared import BOTH, acting_ente, form_page


def _crumbs(*more):
    return crumbs((_("Qualificazioni"), reverse("sua:qualifications")), *more)


@require_safe
def qualification_list(request):
    actor, today = request.actor, timezone.localdate()
    actor.require(RupPermission.SEE)
    return render_list(
        request,
        queryset=queries.qualifications(actor),
        columns=(
            Column("ente", _("Ente"), "ente.name", sort="ente__name",
                   link=lambda one: one.get_absolute_url()),
            Column("settore", _("Settore"), "get_sector_display"),
            Column("livello", _("Livello"), "get_level_display", sort="level"),
            Column("tipo", _("Tipo"), "get_kind_display"),
            Column("punteggio", _("Punteggio"), "score", sort="score", kind="number"),
            Column("dal", _("Valida dal"), "valid_from", sort="valid_from", kind="date"),
            Column("al", _("Valida al"), "valid_to", sort="valid_to", kind="date"),
            Column("oggi", _("Oggi"), lambda one: _("in vigore") if one.is_valid(today) else _("non in vigore")),
            Column("fonte", _("Fonte"), "source"),
        ),
        filter_form=QualificationFilter,
        title=_("Qualificazioni"),
        template="sua/rup/qualifications.html",
        empty_title=_("Nessuna qualificazione"),
        empty_text=_("Pi.Co. non la presume: si inserisce dall'elenco di ANAC, con la fonte e il giorno."),
        context={
            "crumbs": crumbs((_("Qualificazioni"), "")), "tabs": rup_tabs("sua:qualifications"),
            "may_import": actor.can(RupPermission.IMPORT_QUALIFICATIONS),
            "own_url": reverse("sua:qualifications-of", args=[actor.ente_id]),
        },
    )  # fmt: skip


def _ente(request, pk: int) -> Ente:
    """One's own ente, or one whose sheet the actor may see; 404 for others."""
    actor = request.actor
    found = Ente.objects.filter(pk=pk).first()
    runs_here = (
        actor.ente_id == request.space.ente_id
        and found is not None
        and (found.territory_id == actor.territory)
    )
    is_seen = (
        pk == actor.ente_id
        or Role.UPI_ADMIN in actor.roles
        or (runs_here and actor.can(RupPermission.REGISTER))
    )
    if found is None or not is_seen:
        raise Http404
    return found


@require_safe
def sheet(request, pk):
    found, today = _ente(request, pk), timezone.localdate()
    rows = queries.qualifications(request.actor).filter(ente=found)
    return render(
        request, "sua/rup/qualification.html",
        {
            "title": found.name, "ente": found, "lines": queries.sheet(found, today),
            "rows": [(one, one.is_valid(today)) for one in rows], "today": today,
            "may_change": request.actor.can(RupPermission.QUALIFY, Qualification(ente=found)),
            "crumbs": _crumbs((found.name, "")),
        },
    )  # fmt: skip


@BOTH
def write(request, pk):
    found, actor = _ente(request, pk), request.actor
    actor.require(RupPermission.QUALIFY, Qualification(ente=found))
    form = QualificationForm(request.POST or None)
    back = reverse("sua:qualifications-of", args=[pk])

    def act():
        data = dict(form.cleaned_data)
        return qualify(
            ente=found, sector=data.pop("sector"), fields=data, actor=actor, now=timezone.now()
        )

    return form_page(
        request, form, act=act, said=_("Qualificazione salvata."), back=back,
        title=_("Inserisci una qualificazione"), cancel_url=back,
        crumbs=_crumbs((found.name, back), (_("Nuova"), "")),
    )  # fmt: skip


@BOTH
def import_page(request):
    """UPI brings ANAC's list in."""
    actor = request.actor
    actor.require(RupPermission.IMPORT_QUALIFICATIONS)
    form = SheetForm(request.POST or None, request.FILES or None, asks_ente=False)

    def act():
        one = form.cleaned_data["sheet"][0]
        return import_qualifications(
            content=one.read(), name=one.name, actor=actor, now=timezone.now()
        )

    title = _("Importa le qualificazioni")
    return form_page(
        request, form, act=act, said=_("Foglio letto."), template="sua/contracts/import.html",
        title=title, heads=QUALIFICATION_HEADS, submit_label=_("Importa"),
        cancel_url=reverse("sua:qualifications"), crumbs=_crumbs((title, "")),
    )  # fmt: skip


@require_safe
def simulator(request):
    """The score by the points of one's own sheet: which level it reaches, what lacks for the next."""
    request.actor.require(RupPermission.SEE)
    today = timezone.localdate()
    form = SimulatorForm(request.GET or None)
    targets, total = None, None
    if form.is_bound and form.is_valid():
        data, points = form.cleaned_data, form.points()
        is_central = data["kind"] == QualificationKind.CENTRAL
        discount = law.central_discount(today) if is_central else 0
        total = sum(points)
        targets = simulate(points, data["sector"], law.levels(today), discount)
    return render(
        request, "sua/rup/simulator.html",
        {
            "title": _("Simula il punteggio"), "form": form, "targets": targets, "total": total,
            "own": acting_ente(request.actor), "crumbs": _crumbs((_("Simulatore"), "")),
        },
    )  # fmt: skip
