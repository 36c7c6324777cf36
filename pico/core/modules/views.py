"""The pages where the administrator of a space runs it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pico.core.enti.models import Space

from . import actions, registry, settings
from .forms import SettingsForm
from .manifest import Module
from .permissions import ModulesPermission

CHOICES = {"on": True, "off": False, "inherit": None}


def module_list(request):
    """What is on in this space, and by whose choice."""
    request.actor.require(ModulesPermission.SWITCH, request.space)
    switches = [
        switch
        for switch in registry.switches(request.space, also_below=True).values()
        if switch.module.is_switchable or switch.module.settings
    ]
    return render(request, "modules/module_list.html", {"switches": switches})


@require_POST
def module_switch(request, key):
    module = _module(request.space, key)
    choice = request.POST.get("choice")
    if choice not in CHOICES:
        raise Http404
    actions.switch_module(
        space=request.space,
        module=module,
        is_on=CHOICES[choice],
        actor=request.actor,
        now=timezone.now(),
    )
    messages.success(request, _("Scelta salvata: %(module)s.") % {"module": module.label})
    return redirect("modules:list")


def module_settings(request, key):
    """The settings of one module here."""
    request.actor.require(ModulesPermission.SET, request.space)
    module = _module(request.space, key)
    if module.settings is None:
        raise Http404
    form = SettingsForm(
        request.POST or None,
        space=request.space,
        values=settings.values(request.space, module),
    )
    if request.method == "POST" and form.is_valid():
        actions.change_settings(
            space=request.space,
            module=module,
            changes=form.changes(),
            actor=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("Impostazioni salvate."))
        return redirect("modules:settings", key=key)
    return render(request, "modules/module_settings.html", {"form": form, "module": module})


def _module(space: Space, key: str) -> Module:
    switch = registry.switches(space, also_below=True).get(key)
    if switch is None:
        raise Http404
    return switch.module
