from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.notices import kinds

from .module import OBSERVATORY


class ObservatoryConfig(AppConfig):
    name = "pico.horizontal.observatory"
    label = "observatory"
    manifest = OBSERVATORY

    def ready(self) -> None:
        kinds.declare("observatory.load.failed", _("Caricamenti di dati aperti non riusciti"))
        kinds.declare("observatory.download.failed", _("Scaricamenti automatici non riusciti"))
        kinds.declare("observatory.threshold.crossed", _("Soglie dei dati superate"))
        kinds.declare("observatory.link.decided", _("Collegamenti CUP–CIG decisi per la Provincia"))
