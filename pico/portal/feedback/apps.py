from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import Module


class FeedbackConfig(AppConfig):
    name = "pico.portal.feedback"
    label = "feedback"
    verbose_name = "Giudizi e visite"
    manifest = Module(
        key="feedback",
        label=_("Numeri del sito"),
        layer="portal",
        description=_("Che cosa si legge, che cosa se ne pensa: senza sapere chi."),
        icon="it-chart-line",
        urls="pico.portal.feedback.urls",
        path="numeri-del-sito",
        demo="pico.portal.feedback.demo.furnish",
        order=8,
    )
