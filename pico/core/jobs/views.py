"""Pages where the jobs of the platform are looked after, and the progress that who asked can follow."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from . import actions, queries
from .forms import JobFilter
from .permissions import JobsPermission

COLUMNS = (
    Column(
        "label",
        gettext_lazy("Lavoro"),
        sort="label",
        link=lambda job: reverse("jobs:detail", args=[job.pk]),
    ),
    Column(
        "state",
        gettext_lazy("Stato"),
        value=lambda job: badge(job.get_state_display(), job.meaning),
        sort="state",
    ),
    Column("created_at", gettext_lazy("Chiesto il"), sort="created_at", kind="date"),
    Column("finished_at", gettext_lazy("Finito il"), sort="finished_at", kind="date"),
    Column("attempts", gettext_lazy("Tentativi"), sort="attempts", kind="number"),
    Column("error", gettext_lazy("Motivo"), value=lambda job: job.error[:140], export="error"),
)


def job_list(request):
    """Every job, newest first, with the health of the queue above."""
    request.actor.require(JobsPermission.MANAGE)
    return render_list(
        request,
        queryset=queries.jobs(request.actor).defer("error_detail"),
        columns=COLUMNS,
        title=_("Lavori in secondo piano"),
        filter_form=JobFilter,
        template="jobs/job_list.html",
        context={"health": queries.queue_health(now=timezone.now())},
        default_sort="-created_at",
        empty_title=_("Nessun lavoro finora"),
        empty_text=_(
            "Qui compaiono invii, importazioni ed elaborazioni, con il motivo se falliscono."
        ),
    )


def job_detail(request, pk):
    job = queries.job_to_manage(pk, request.actor)
    crumbs = [(_("Lavori in secondo piano"), reverse("jobs:list")), (job.label, "")]
    return render(
        request, "jobs/job_detail.html", {"job": job, "title": job.label, "crumbs": crumbs}
    )


@require_POST
def job_retry(request, pk):
    job = queries.job_to_manage(pk, request.actor)
    actions.retry_job(job=job, actor=request.actor, now=timezone.now())
    messages.success(request, _("Il lavoro è di nuovo in coda."))
    return redirect("jobs:detail", pk=pk)


@require_POST
def job_cancel(request, pk):
    job = queries.job_to_manage(pk, request.actor)
    actions.cancel_job(job=job, actor=request.actor, now=timezone.now())
    messages.success(request, _("Lavoro annullato."))
    return redirect("jobs:detail", pk=pk)


@never_cache
def job_progress(request, pk):
    """The fragment that a page asks for again until the job has ended."""
    job = queries.job_to_follow(pk, request.actor)
    return render(request, "jobs/_progress.html", {"job": job})
