"""Manifests of the core rooms that stand below this one and cannot import the manifest class."""

from django.utils.translation import gettext_lazy as _

from pico.core.audit.permissions import AuditPermission
from pico.core.enti.permissions import EntiPermission
from pico.core.jobs.permissions import JobsPermission

from .manifest import MenuEntry, Module

HOUSE: tuple[Module, ...] = (
    Module(
        key="spaces",
        label=_("Spazio: contatti e note legali"),
        layer="core",
        description=_(
            "Contatti, responsabile della protezione dei dati, collegamenti obbligatori."
        ),
        settings="pico.core.modules.space_settings.SpaceSettings",
        order=0,
    ),
    Module(
        key="people",
        label=_("Persone"),
        layer="core",
        path="persone",
        permissions="pico.core.people.permissions.POLICY",
        order=1,
    ),
    Module(
        key="enti",
        label=_("Enti"),
        layer="core",
        description=_("Il registro degli enti e dei territori."),
        icon="it-pa",
        path="enti",
        permissions="pico.core.enti.permissions.POLICY",
        menu=(
            MenuEntry(_("Enti"), "enti:list", icon="it-pa", public=True),
            MenuEntry(_("Spazi"), "enti:spaces", permission=EntiPermission.PUBLISH_SPACE),
            MenuEntry(
                _("Differenze dal registro"),
                "enti:differences",
                permission=EntiPermission.COMPARE_REGISTRY,
            ),
            MenuEntry(
                _("Allineamenti"), "enti:imports", permission=EntiPermission.COMPARE_REGISTRY
            ),
        ),
        in_main_menu=True,
        order=20,
    ),
    Module(
        key="jobs",
        label=_("Lavori in secondo piano"),
        layer="core",
        icon="it-settings",
        path="gestione/lavori",
        permissions="pico.core.jobs.permissions.POLICY",
        menu=(MenuEntry(_("Lavori"), "jobs:list", permission=JobsPermission.MANAGE),),
        order=910,
    ),
    Module(
        key="audit",
        label=_("Storia delle operazioni"),
        layer="core",
        icon="it-list",
        path="gestione/storia",
        permissions="pico.core.audit.permissions.POLICY",
        menu=(MenuEntry(_("Storia"), "audit:register", permission=AuditPermission.READ),),
        order=920,
    ),
)
