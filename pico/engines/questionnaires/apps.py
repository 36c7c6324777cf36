from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import Module


class QuestionnairesConfig(AppConfig):
    name = "pico.engines.questionnaires"
    label = "questionnaires"
    manifest = Module(
        key="questionnaires",
        label=_("Questionari"),
        layer="engine",
        description=_("Campagne di domande a enti e persone, per ogni modulo che ne ha bisogno."),
        icon="it-list",
        permissions="pico.engines.questionnaires.permissions.POLICY",
        periodic=(
            "pico.engines.questionnaires.tasks.turn_the_clock",
            "pico.engines.questionnaires.tasks.remind_the_missing",
        ),
        search=("pico.engines.questionnaires.searching.SOURCE",),
        order=500,
    )

    def ready(self) -> None:
        """Give the kinds of notices their names."""
        from pico.core.notices import kinds

        from .notices import LABELS

        for kind, label in LABELS.items():
            kinds.declare(kind, label)
