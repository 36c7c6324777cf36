"""Every change of what a space has on, and of its settings."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal

from . import registry, settings
from .manifest import Module
from .models import ModuleActivation, SpaceSetting
from .permissions import ModulesPermission


@transaction.atomic
def switch_module(
    *, space: Space, module: Module, is_on: bool | None, actor: Actor, now: datetime
) -> None:
    """Switch a module on or off in a space, or (None) let the parent's choice hold.

    The choice of UPI or of a UPI regionale about a vertical module holds for the Provinces below.
    Refuses a core room, and a choice that leaves a module without one that it needs.
    """
    actor.require(ModulesPermission.SWITCH, space)
    space = Space.objects.select_for_update(of=("self",)).select_related("ente").get(pk=space.pk)
    if not module.is_switchable:
        raise Refusal(_("Questo modulo non si può accendere o spegnere qui."), code="not_here")
    if is_on is None:
        ModuleActivation.objects.filter(space=space, module=module.key).delete()
    else:
        ModuleActivation.objects.update_or_create(
            space=space, module=module.key, defaults={"is_on": is_on}
        )
    _refuse_broken_needs(space, module)
    sentence = {
        True: _("Modulo «%(module)s» acceso."),
        False: _("Modulo «%(module)s» spento."),
        None: _("Modulo «%(module)s»: vale la scelta ereditata."),
    }[is_on] % {"module": module.label}
    trail.record(
        "modules.module.switched",
        sentence,
        subject=space,
        actor=actor,
        now=now,
        module=module.key,
    )
    announce("modules.module.switched", subject=space, actor=actor, module=module.key)


def _refuse_broken_needs(space: Space, changed: Module) -> None:
    active = registry.active_for(space)
    for module in active.values():
        missing = [registry.installed()[key].label for key in module.requires if key not in active]
        if missing:
            raise Refusal(
                _("Il modulo «%(module)s» ha bisogno di: %(missing)s. Accendili o spegnilo prima.")
                % {"module": module.label, "missing": ", ".join(missing)},
                code="module_needed",
            )


@transaction.atomic
def change_settings(
    *,
    space: Space,
    module: Module,
    changes: dict[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    """Store a space's own values; None gives a setting back to what is inherited.

    Refuses an unknown name and a value of another type.
    """
    actor.require(ModulesPermission.SET, space)
    before = settings.values(space, module)
    for name, value in changes.items():
        if name not in before or (value is not None and not before[name].takes(value)):
            raise Refusal(
                _("Impostazione non valida: %(name)s.") % {"name": name},
                code="bad_setting",
            )
        if value is None:
            SpaceSetting.objects.filter(space=space, module=module.key, name=name).delete()
        else:
            SpaceSetting.objects.update_or_create(
                space=space, module=module.key, name=name, defaults={"value": value}
            )
    after = settings.values(space, module)
    told = {
        str(held.label): [before[name].value, held.value]
        for name, held in after.items()
        if held.value != before[name].value
    }
    if told or changes:
        trail.record(
            "modules.setting.changed",
            _("Impostazioni di «%(module)s» cambiate.") % {"module": module.label},
            subject=space,
            actor=actor,
            now=now,
            changes=told,
        )
