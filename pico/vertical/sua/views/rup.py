"""The Elenco dei RUP: the list, a profile, one's own, who is compatible with a tender."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from pico.core.files.serving import send_version
from pico.core.ui.lists import Column, render_list
from pico.engines.workflow.views import step_page

from ..actions.rup import profiles as actions
from ..forms.rup import (
    AvailabilityForm,
    ConflictForm,
    CvForm,
    ProfileForm,
    RupFilter,
    TrainingForm,
    WantedForm,
)
from ..permissions import RupPermission
from ..queries import law
from ..queries import rup as queries
from ..rules.requirements import Asked
from ..terms.rup import RupState, Sector, SkillKind
from .shared import BOTH, form_page, nothing_for, section, state_badge, tabs

crumbs = section(gettext_lazy("Elenco dei RUP"), "sua:rup-list")
TABS = (
    (gettext_lazy("Elenco"), "sua:rup-list"),
    (gettext_lazy("Compatibili con una gara"), "sua:rup-compatible"),
    (gettext_lazy("Prestiti"), "sua:loans"),
    (gettext_lazy("Subentri"), "sua:successions"),
    (gettext_lazy("Qualificazioni"), "sua:qualifications"),
)


def rup_tabs(here: str) -> list[dict]:
    return tabs(TABS, here)


def experience(profile) -> str:
    """The years of a profile, for a list."""
    years = {"works": profile.works_years, "supplies": profile.supplies_years}
    return _("%(works)d lavori, %(supplies)d S/F") % years


@require_safe
def rup_list(request):
    request.actor.require(RupPermission.SEE)
    return render_list(
        request,
        queryset=queries.profiles(request.actor, request.space.ente).exclude(
            state=RupState.CEASED
        ),
        columns=(
            Column("nome", _("Nome"), lambda one: str(one.person), sort="search_key",
                   link=lambda one: one.get_absolute_url()),
            Column("ente", _("Ente"), "ente.name", sort="ente__name"),
            Column("stato", _("Stato"), state_badge, sort="state"),
            Column("abilitazione", _("Abilitazione"), "get_licence_display"),
            Column("esperienza", _("Anni di esperienza"), experience),
            Column(
                "importo",
                _("Ha gestito fino a"),
                "largest_amount",
                sort="largest_amount",
                kind="money",
            ),
            Column("carico", _("Incarichi"), "load", sort="load", kind="number"),
            Column(
                "disponibile",
                _("Altri enti"),
                lambda one: _("sì") if one.is_available_elsewhere else _("no"),
            ),
        ),
        filter_form=RupFilter,
        title=_("Elenco dei RUP"),
        template="sua/rup/list.html",
        default_sort="nome",
        empty_title=_("Nessun RUP nell'Elenco"),
        empty_text=nothing_for(
            request.actor, _("Ogni RUP compila il proprio profilo; la SUA lo verifica.")
        ),
        context={
            "crumbs": crumbs(), "tabs": rup_tabs("sua:rup-list"),
            "mine": queries.mine(request.actor, request.space.ente),
        },
    )  # fmt: skip


@BOTH
def mine(request):
    """«Il mio profilo RUP»: leads to it, or opens it."""
    sua, actor = request.space.ente, request.actor
    actor.require(RupPermission.OPEN)
    own = queries.mine(actor, sua)
    if own:
        return redirect(own)
    if request.method == "POST":
        own = actions.open_profile(sua=sua, actor=actor, now=timezone.now())
        messages.success(request, _("Profilo aperto: compilalo e invialo alla SUA."))
        return redirect("sua:rup-change", pk=own.pk)
    return render(
        request, "sua/rup/mine.html",
        {"title": _("Il mio profilo RUP"), "sua": sua, "crumbs": crumbs((_("Il mio profilo"), ""))},
    )  # fmt: skip


def find(request, pk):
    return queries.profile_for(pk, request.actor, request.space.ente)


@require_safe
def record(request, pk):
    found, actor, today = find(request, pk), request.actor, timezone.localdate()
    is_close = actor.can(RupPermission.READ_ALL, found)
    training = list(found.training.all())
    for course in training:
        course.is_over = not course.is_valid(today)
    reaches = queries.reaches(found, law.requirements(today), today)
    return render(
        request, "sua/rup/record.html",
        {
            "title": str(found), "profile": found, "crumbs": crumbs((str(found), "")),
            "reaches": [(Sector(one.sector).label, one) for one in reaches],
            "soa": queries.codes_of(found, SkillKind.SOA),
            "cpv": queries.codes_of(found, SkillKind.CPV),
            "training": training, "today": today, "is_close": is_close,
            "conflicts": found.conflicts.select_related("ente") if is_close else (),
            "may_change": actor.can(RupPermission.CHANGE, found),
            "may_edit": found.state == RupState.DRAFT and actor.can(RupPermission.CHANGE, found),
            "may_ask": found.state == RupState.ACTIVE
            and found.is_available_elsewhere
            and found.ente_id != actor.ente_id
            and actor.can(RupPermission.ASK_LOAN),
            "turn": _("SUA – %(sua)s") % {"sua": found.sua.name}
            if found.state == RupState.IN_CHECK
            else "",
        },
    )  # fmt: skip


def to_change(request, pk):
    """A profile that the actor may change; 404 for others who may only read it."""
    found = find(request, pk)
    if not request.actor.can(RupPermission.CHANGE, found):
        raise Http404
    return found


@BOTH
def change(request, pk):
    found = to_change(request, pk)
    form = ProfileForm(request.POST or None, instance=found)

    def act():
        fresh = find(request, pk)
        return actions.change_profile(
            profile=fresh, **form.given(), actor=request.actor, now=timezone.now()
        )

    return form_page(
        request, form, act=act, said=_("Profilo salvato."), title=_("Profilo RUP"),
        lead=_("Sono i dati che la SUA verifica prima di attivarlo."), submit_label=_("Salva"),
        cancel_url=found.get_absolute_url(),
        crumbs=crumbs((str(found), found.get_absolute_url()), (_("Modifica"), "")),
    )  # fmt: skip


@BOTH
def availability(request, pk):
    found = to_change(request, pk)
    form = AvailabilityForm(request.POST or None, instance=found)
    is_own = found.person_id == request.actor.person_id
    if not is_own:
        form.fields["consents_to_publication"].disabled = True

    def act():
        return actions.change_availability(
            profile=find(request, pk), **form.cleaned_data, actor=request.actor, now=timezone.now()
        )

    return form_page(
        request, form, act=act, said=_("Disponibilità aggiornata."), title=_("Disponibilità"),
        cancel_url=found.get_absolute_url(),
        crumbs=crumbs((str(found), found.get_absolute_url()), (_("Disponibilità"), "")),
    )  # fmt: skip


@BOTH
def add_training(request, pk):
    found = to_change(request, pk)
    form = TrainingForm(request.POST or None)

    def act():
        actions.add_training(
            profile=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        return found

    return form_page(
        request, form, act=act, said=_("Formazione aggiunta."), title=_("Aggiungi un corso"),
        submit_label=_("Aggiungi"), cancel_url=found.get_absolute_url(),
        crumbs=crumbs((str(found), found.get_absolute_url()), (_("Formazione"), "")),
    )  # fmt: skip


@require_POST
def remove_training(request, pk, course):
    found = to_change(request, pk)
    training = found.training.filter(pk=course).first()
    if training is None:
        raise Http404
    actions.remove_training(training=training, actor=request.actor, now=timezone.now())
    messages.success(request, _("Corso tolto."))
    return redirect(found)


@BOTH
def add_conflict(request, pk):
    found = to_change(request, pk)
    form = ConflictForm(request.POST or None)

    def act():
        actions.declare_conflict(
            profile=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        return found

    return form_page(
        request, form, act=act, said=_("Conflitto dichiarato."), title=_("Dichiara un conflitto"),
        lead=_("Lo leggono il tuo ente e la SUA: serve a non proporti dove non puoi essere RUP (art. 16)."),
        submit_label=_("Dichiara"), cancel_url=found.get_absolute_url(),
        crumbs=crumbs((str(found), found.get_absolute_url()), (_("Conflitti"), "")),
    )  # fmt: skip


@BOTH
def upload_cv(request, pk):
    found = to_change(request, pk)
    form = CvForm(request.POST or None, request.FILES or None)

    def act():
        one = form.cleaned_data["cv"][0]
        return actions.attach_cv(
            profile=found, content=one, name=one.name, size=one.size, actor=request.actor,
            now=timezone.now(),
        )  # fmt: skip

    return form_page(
        request, form, act=act, said=_("Curriculum caricato."), title=_("Curriculum"),
        submit_label=_("Carica"), cancel_url=found.get_absolute_url(),
        crumbs=crumbs((str(found), found.get_absolute_url()), (_("Curriculum"), "")),
    )  # fmt: skip


@require_safe
def cv(request, pk):
    """The CV, for the ente and the SUA: a published profile does not publish it."""
    found, actor = find(request, pk), request.actor
    if found.cv is None or found.cv.current is None or not actor.can(RupPermission.READ_ALL, found):
        raise Http404
    return send_version(request, found.cv.current)


@BOTH
def step(request, pk, name):
    found = find(request, pk)
    return step_page(
        request, found, name, back=found.get_absolute_url(), act=actions.make_step,
        crumbs=tuple(crumbs((str(found), found.get_absolute_url()))),
    )  # fmt: skip


@require_safe
def compatible(request):
    """«Compatibili con questa gara»: everybody who is active, ranked, each with his reasons."""
    actor, sua, today = request.actor, request.space.ente, timezone.localdate()
    actor.require(RupPermission.SEE)
    form = WantedForm(request.GET or None, initial={"ente": actor.ente_id})
    found = None
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        wanted = queries.Wanted(
            Asked(data["settore"], data["importo"], data["complessa"]),
            data["ente"], data["soa"], data["cpv"],
        )  # fmt: skip
        rows = queries.for_tender(actor, sua)
        found = queries.compatible(rows, wanted, law.requirements(today), today)
    fit = sum(one.is_fit for one in found or ())
    return render(
        request, "sua/rup/compatible.html",
        {
            "title": _("Compatibili con una gara"), "form": form, "found": found,
            "fit": fit, "unfit": len(found or ()) - fit,
            "tabs": rup_tabs("sua:rup-compatible"),
            "crumbs": crumbs((_("Compatibili"), "")),
        },
    )  # fmt: skip
