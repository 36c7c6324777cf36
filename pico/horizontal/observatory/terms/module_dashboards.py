"""Words of «Analisi dati dei moduli»."""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import Whose

# Whose figures a dashboard shows.
WHOSE = {
    Whose.ENTE: _("del tuo ente"),
    Whose.PROVINCE: _("della Provincia"),
    Whose.NATIONAL: _("di tutte le Province"),
}
