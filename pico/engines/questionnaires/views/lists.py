"""Lists of campaigns, and how one begins."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from ..actions import campaigning, starting
from ..documents import xlsform
from ..forms.campaigns import (
    CampaignFilter,
    DuplicateForm,
    ImportForm,
    NewCampaignForm,
    QuickPollForm,
)
from ..purposes import purpose_of
from ..queries import campaigns as queries
from ..queries import definitions
from ..terms import ANSWER_MEANING
from .finding import find_managed

LARGEST_FORM = 2_000_000


def _state(campaign) -> str:
    return badge(campaign.get_state_display(), campaign.meaning)


def _mine(campaign) -> str:
    """What the actor has to do with it: the state of his answer."""
    mine = campaign.my_invitations
    if not mine:
        return ""
    return badge(mine[0].get_state_display(), ANSWER_MEANING[mine[0].state])


COLUMNS = (
    Column(
        "title",
        gettext_lazy("Titolo"),
        sort="title",
        link=lambda row: row.used_by.url("detail", row.pk),
    ),
    Column("owner", gettext_lazy("Chi lo chiede"), "owner.name", sort="owner__name"),
    Column("state", gettext_lazy("Stato"), _state, export="get_state_display", sort="state"),
    Column("closes_at", gettext_lazy("Si chiude il"), sort="closes_at", kind="date"),
    Column(
        "mine",
        gettext_lazy("La mia risposta"),
        _mine,
        export=lambda row: row.my_invitations[0].get_state_display() if row.my_invitations else "",
    ),
)


def campaign_list(request, purpose):
    """Every campaign that the actor may see; first of all those that wait for his answer."""
    used_by = purpose_of(purpose)
    rows = queries.visible_campaigns(request.actor, used_by).order_by("-created_at", "-pk")
    waiting = queries.with_my_state(queries.to_answer(request.actor, used_by), request.actor)
    return render_list(
        request,
        queryset=queries.with_my_state(rows, request.actor),
        columns=COLUMNS,
        filter_form=CampaignFilter,
        title=str(used_by.plural),
        template="questionnaires/list.html",
        context={
            "waiting": [(one, used_by.url("answer", one.pk)) for one in waiting],
            "designs": definitions.designs_for(request.actor, used_by),
            "new_url": used_by.url("new"),
            "quick_url": used_by.url("quick"),
            "import_url": used_by.url("import"),
        },
        empty_title=_("Ancora nessun sondaggio"),
        empty_text=_("Qui compaiono i sondaggi rivolti a te, al tuo ente o pubblicati per tutti."),
    )


@login_required
def new(request, purpose):
    """Begin a campaign: empty, from one of one's own, from a model of somebody else's."""
    used_by = purpose_of(purpose)
    models = definitions.reusable(request.actor, used_by)
    form = NewCampaignForm(request.POST or None, models_=models)
    if request.method == "POST" and form.is_valid():
        values, now = form.cleaned_data, timezone.now()
        source = values.pop("start")
        if source:
            campaign = starting.start_from_questionnaire(
                questionnaire=source, purpose=used_by, title=values["title"],
                actor=request.actor, now=now,
            )  # fmt: skip
        else:
            campaign = starting.create_campaign(
                purpose=used_by, actor=request.actor, now=now, **values
            )
        return redirect(used_by.url("design", campaign.pk))
    _require_designer(request, used_by)
    return render(
        request, "questionnaires/form.html",
        {
            "form": form, "title": _("Nuovo sondaggio"), "submit_label": _("Crea e scrivi le domande"),
            "cancel_url": used_by.url("list"),
            "crumbs": [(str(used_by.plural), used_by.url("list")), (_("Nuovo sondaggio"), "")],
        },
    )  # fmt: skip


def _require_designer(request, used_by) -> None:
    if not definitions.designs_for(request.actor, used_by):
        request.actor.require(used_by.design)


@login_required
def quick(request, purpose):
    """A poll of one question, open as soon as it is written."""
    used_by = purpose_of(purpose)
    _require_designer(request, used_by)
    form = QuickPollForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            campaign = starting.create_quick_poll(
                purpose=used_by, actor=request.actor, now=now, **form.cleaned_data
            )
            campaigning.open_campaign(campaign=campaign, actor=request.actor, now=now)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Il sondaggio è aperto."))
            return redirect(used_by.url("detail", campaign.pk))
    return render(
        request, "questionnaires/form.html",
        {
            "form": form, "title": _("Sondaggio rapido"), "submit_label": _("Apri il sondaggio"),
            "lead": _("Una domanda sola a chi la vede: si risponde in un momento."),
            "cancel_url": used_by.url("list"),
            "crumbs": [(str(used_by.plural), used_by.url("list")), (_("Sondaggio rapido"), "")],
        },
    )  # fmt: skip


@login_required
def duplicate(request, purpose, pk):
    """A copy, or the next wave."""
    found = find_managed(request, purpose, pk)
    form = DuplicateForm(request.POST or None, initial={"title": found.campaign.title})
    if request.method == "POST" and form.is_valid():
        made = starting.duplicate_campaign(
            campaign=found.campaign, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Copia pronta: scegli le date e controlla le domande."))
        return redirect(found.purpose.url("detail", made.pk))
    return render(
        request, "questionnaires/form.html",
        {
            "form": form, "title": _("Duplica"), "submit_label": _("Duplica"),
            "cancel_url": found.url("detail"), "crumbs": [*found.crumbs, (_("Duplica"), "")],
        },
    )  # fmt: skip


@login_required
def import_form(request, purpose):
    """Read an XLSForm; each mistake is told with its sheet, row and column."""
    used_by = purpose_of(purpose)
    _require_designer(request, used_by)
    form = ImportForm(request.POST or None, request.FILES or None)
    faults: list = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        if upload.size > LARGEST_FORM:
            form.add_error("file", _("Il file supera 2 MB: non sembra un questionario."))
        else:
            outline, faults = xlsform.read(upload)
            if not faults:
                campaign = starting.start_from_outline(
                    outline=outline, purpose=used_by,
                    title=form.cleaned_data["title"] or outline.title or _("Senza titolo"),
                    actor=request.actor, now=timezone.now(),
                )  # fmt: skip
                messages.success(request, _("Questionario importato: controlla le domande."))
                return redirect(used_by.url("design", campaign.pk))
    return render(
        request, "questionnaires/import.html",
        {
            "form": form, "faults": faults, "title": _("Importa da XLSForm"),
            "submit_label": _("Importa"), "cancel_url": used_by.url("list"),
            "crumbs": [(str(used_by.plural), used_by.url("list")), (_("Importa"), "")],
        },
    )  # fmt: skip


@login_required
def export_form(request, purpose, pk):
    """The questionnaire as XLSForm, for KoboToolbox, ODK and the like."""
    found = find_managed(request, purpose, pk)
    outline = definitions.outline_of(found.campaign.questionnaire)
    return HttpResponse(
        xlsform.write(outline),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="xlsform-{pk}.xlsx"'},
    )
