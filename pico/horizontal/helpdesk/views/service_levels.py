"""What is promised: the table of everybody, the agreements."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal

from ..actions import service_levels as actions
from ..forms.service_levels import AgreementForm, LevelForm
from ..models import ServiceLevel
from ..permissions import LevelsPermission, runs_the_platform_desk
from ..queries import service_levels as queries


def _way(*more) -> list:
    return [
        (_("Assistenza"), reverse("helpdesk:home")),
        (_("Livelli di servizio"), reverse("helpdesk:levels") if more else ""),
        *more,
    ]


@login_required
def levels(request):
    """The targets in force, and the agreements of one's ente."""
    actor = request.actor
    actor.require(LevelsPermission.SEE)
    level = queries.common_level()
    everything = runs_the_platform_desk(actor, None)
    rows = queries.agreements_of(actor, all_of_them=everything)
    context = {
        "title": _("Livelli di servizio"),
        "crumbs": _way(),
        "level": level,
        "targets": queries.targets_by_priority(level),
        "agreements": [
            (one, queries.targets_by_priority(one), actor.can(LevelsPermission.AGREE, one))
            for one in rows
        ],
        "may_change": actor.can(LevelsPermission.CHANGE),
        "may_agree": actor.can(LevelsPermission.AGREE, ServiceLevel(owner_id=actor.ente_id)),
    }
    return render(request, "helpdesk/levels/levels.html", context)


@login_required
def change(request):
    """Change the targets of everybody."""
    request.actor.require(LevelsPermission.CHANGE)
    form = LevelForm(request.POST or None, level=queries.common_level())
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_levels(
                targets=form.targets, days=form.days, actor=request.actor, now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Salvato: le richieste aperte seguono dal prossimo passo."))
            return redirect("helpdesk:levels")
    return _form(request, form, _("Livelli per tutti"))


@login_required
def agreement(request, pk=None):
    """Write, or change, what an agreement promises to an ente."""
    actor = request.actor
    level = _level(pk, actor)
    actor.require(LevelsPermission.AGREE, level)
    enti = queries.may_be_agreed_with(actor)
    form = AgreementForm(request.POST or None, level=level, enti=enti)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.agree(
                owner=level.owner if level.pk else Ente.objects.get(pk=actor.ente_id),
                ente=level.ente if level.pk else values["ente"],
                name=values["name"],
                starts_on=values["starts_on"],
                ends_on=values["ends_on"],
                targets=form.targets,
                actor=actor,
                now=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Convenzione salvata."))
            return redirect("helpdesk:levels")
    return _form(request, form, str(level) if level.pk else _("Nuova convenzione"))


def _level(pk: int | None, actor) -> ServiceLevel:
    if pk is None:
        return ServiceLevel(owner_id=actor.ente_id)
    everything = runs_the_platform_desk(actor, None)
    found = queries.agreements_of(actor, all_of_them=everything).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _form(request, form, title: str):
    context = {
        "title": title,
        "crumbs": _way((title, "")),
        "form": form,
        "cancel_url": reverse("helpdesk:levels"),
    }
    return render(request, "helpdesk/levels/form.html", context)
