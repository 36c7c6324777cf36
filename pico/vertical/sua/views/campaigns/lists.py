"""Campaigns: the list, the record, how one begins, its steps and documents."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.files.serving import send_version
from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge
from pico.engines.workflow.views import step_page

from ...actions.campaigns import preparing, running
from ...forms.campaigns.preparing import CampaignFilter, CampaignForm, DuplicateForm
from ...permissions import CampaignPermission, works_for_the_sua
from ...queries.campaigns import campaigns as queries
from ...queries.campaigns import plans
from ...terms.campaigns import ANSWERED, SHOWN
from ..shared import form_page, nothing_for
from .tabs import crumbs, crumbs_of, manages, tabs_of


def _mine(row) -> str:
    """The state of the answer of the ente acted for."""
    if not row.my_answers:
        return ""
    return badge(row.my_answers[0].state_label, row.my_answers[0].state_meaning)


def _progress(row) -> str:
    return f"{row.answered}/{row.invited}" if row.invited else ""


COMMON = (
    Column(
        "title", gettext_lazy("Titolo"), sort="title",
        link=lambda row: reverse("sua:campaign", args=[row.pk]),
    ),
    Column(
        "state", gettext_lazy("Stato"), lambda row: badge(row.state_label, row.state_meaning),
        export="state_label", sort="state",
    ),
    Column("closes_at", gettext_lazy("Si chiude il"), sort="closes_at", kind="date"),
)  # fmt: skip
FOR_THE_SUA = (
    *COMMON,
    Column("progress", gettext_lazy("Hanno risposto"), _progress, kind="number"),
    Column("outcome", gettext_lazy("Esito"), "get_outcome_display"),
)
FOR_ENTI = (
    *COMMON,
    Column(
        "mine", gettext_lazy("La nostra risposta"), _mine,
        export=lambda row: row.my_answers[0].state_label if row.my_answers else "",
    ),
    Column("outcome", gettext_lazy("Esito"), "get_outcome_display"),
)  # fmt: skip


@login_required
def campaign_list(request):
    """The campaigns of the SUA of this space that the actor may see."""
    request.actor.require(CampaignPermission.LIST)
    rows = queries.campaigns_in(request.space, request.actor)
    runs = works_for_the_sua(request.actor, None) and request.actor.ente_id == request.space.ente_id
    return render_list(
        request,
        queryset=(queries.with_counts(rows) if runs else rows).order_by("-created_at", "-pk"),
        columns=FOR_THE_SUA if runs else FOR_ENTI,
        filter_form=CampaignFilter,
        title=_("Campagne di raccolta fabbisogni"),
        template="sua/campaigns/list.html",
        context={"may_start": runs, "crumbs": crumbs()},
        empty_title=_("Ancora nessuna campagna"),
        empty_text=_("Con una campagna la SUA chiede agli enti che cosa devono comprare e ne fa una gara.")
        if runs
        else nothing_for(request.actor, _("Qui compaiono le campagne con cui la SUA chiede al tuo ente che cosa deve comprare.")),
    )  # fmt: skip


@login_required
def new(request):
    """Begin a campaign."""
    request.actor.require(CampaignPermission.START)
    if request.actor.ente_id != request.space.ente_id:
        raise Http404
    form = CampaignForm(request.POST or None, ente_id=request.actor.ente_id)

    def act():
        made = preparing.create_campaign(
            actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        return reverse("sua:campaign-items", args=[made.pk])

    title = _("Nuova campagna")
    return form_page(
        request, form, act=act, title=title, submit_label=_("Crea e aggiungi le voci"),
        said=_("Campagna creata: ora aggiungi le voci e scegli gli enti."),
        cancel_url=reverse("sua:campaigns"), crumbs=crumbs((title, "")),
    )  # fmt: skip


@login_required
def edit(request, pk):
    found = queries.managed_campaign(pk, request.space, request.actor)
    names = ("title", "description", "referente", "opens_at", "closes_at", "remind_days")
    form = CampaignForm(
        request.POST or None,
        ente_id=found.owner_id,
        initial={name: getattr(found, name) for name in names},
    )

    def act():
        preparing.change_campaign(
            campaign=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )

    back = reverse("sua:campaign", args=[pk])
    return form_page(
        request, form, act=act, said=_("Campagna aggiornata."), back=back, cancel_url=back,
        title=_("Modifica la campagna"), crumbs=crumbs_of(found, (_("Modifica"), "")),
    )  # fmt: skip


@login_required
def duplicate(request, pk):
    """Next year's campaign from this one."""
    found = queries.managed_campaign(pk, request.space, request.actor)
    form = DuplicateForm(request.POST or None, initial={"title": found.title})

    def act():
        made = preparing.duplicate_campaign(
            campaign=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        return reverse("sua:campaign-edit", args=[made.pk])

    return form_page(
        request, form, act=act, said=_("Copia pronta: scegli le date e controlla le voci."),
        title=_("Duplica la campagna"), submit_label=_("Duplica"),
        cancel_url=reverse("sua:campaign", args=[pk]),
        crumbs=crumbs_of(found, (_("Duplica"), "")),
    )  # fmt: skip


@login_required
def detail(request, pk):
    """The record: what is asked, how far it has come, what came of it."""
    found = queries.campaign(pk, request.space, request.actor)
    mine, runs = queries.my_answer(found, request.actor), manages(request, found)
    counts = queries.counts(found) if runs and found.state in SHOWN else {}
    plan = plans.plan_of(found) if found.is_frozen else None
    return render(
        request, "sua/campaigns/campaign.html",
        {
            "title": found.title, "campaign": found, "mine": mine, "manages": runs,
            "crumbs": crumbs_of(found), "tabs": tabs_of(request, found, "campaign", mine),
            "next_term": timezone.localdate(found.closes_at) if found.is_running and found.closes_at else None,
            "documents": queries.documents_of(found), "item_count": queries.items_of(found).count(),
            "invited": sum(counts.values()), "answered": sum(counts.get(s, 0) for s in ANSWERED),
            "to_check": counts.get("SENT", 0), "has_counts": bool(counts),
            "recipient_count": queries.recipients_of(found).count() if runs and found.is_preparing else 0,
            "plan": plan, "plan_value": plans.value_of(plan) if plan else None,
            "tender": found.tender if found.tender_id else None,
        },
    )  # fmt: skip


@login_required
def step(request, pk, name):
    found = queries.campaign(pk, request.space, request.actor)
    return step_page(
        request, found, name, back=reverse("sua:campaign", args=[pk]), act=running.make_step,
        crumbs=tuple(crumbs_of(found)),
    )  # fmt: skip


@login_required
@require_POST
def add_document(request, pk):
    found = queries.managed_campaign(pk, request.space, request.actor)
    upload = request.FILES.get("file")
    if upload is None:
        raise Refusal(_("Scegli il file da allegare."), code="no_file")
    preparing.add_document(
        campaign=found, content=upload, name=upload.name, actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Documento aggiunto."))
    return redirect("sua:campaign", pk)


@login_required
def document(request, pk, document_pk):
    """A document of the campaign, for who may see it."""
    found = queries.campaign(pk, request.space, request.actor)
    kept = queries.documents_of(found).filter(pk=document_pk).first()
    if kept is None or kept.file.current is None:
        raise Http404
    return send_version(request, kept.file.current)
