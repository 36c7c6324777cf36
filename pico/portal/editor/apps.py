from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import Module

ROOM = "pico.portal.editor"


class EditorConfig(AppConfig):
    name = ROOM
    label = "editor"
    verbose_name = "Redazione"
    manifest = Module(
        key="editor",
        label=_("Redazione"),
        layer="portal",
        description=_("Scrivere, far approvare, pubblicare e archiviare le pagine del sito."),
        icon="it-pencil",
        periodic=(f"{ROOM}.tasks.start_due",),
        cards=(f"{ROOM}.cards.office",),
        order=7,
    )

    def ready(self) -> None:
        """Teach Wagtail the words, the checks and the previews of the house, and listen to it."""
        from . import approvals, fields, forms, menus, previews, signals, states, strict

        approvals.teach()
        states.teach()
        fields.teach()
        forms.teach()
        menus.teach()
        strict.teach()
        previews.teach()
        signals.connect()
