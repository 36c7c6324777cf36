"""«Agenda digitale territoriale»: indices, measures of PA digitale 2026, goals (domain facts, 6)."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexLevel(models.TextChoices):
    """The smallest territory that an index speaks of."""

    EUROPE = "EUROPE", _("Europa")
    ITALY = "ITALY", _("Italia")
    REGION = "REGION", _("Regione")
    PROVINCE = "PROVINCE", _("Provincia")
    COMUNE = "COMUNE", _("Comune")


class Periodicity(models.TextChoices):
    DAILY = "DAILY", _("ogni giorno")
    MONTHLY = "MONTHLY", _("ogni mese")
    QUARTERLY = "QUARTERLY", _("ogni trimestre")
    ANNUAL = "ANNUAL", _("ogni anno")
    IRREGULAR = "IRREGULAR", _("irregolare")
    ENDED = "ENDED", _("non più pubblicato")


# No DESI exists below the regions: one shown for a Province would be made up.
NEVER_BELOW_REGION = "DESI"
BELOW_REGION = (IndexLevel.PROVINCE, IndexLevel.COMUNE)


class Call(models.TextChoices):
    """The measures of PA digitale 2026: the calls of a measure, whatever their edition."""

    INFRASTRUCTURE = "1.1", _("1.1 Infrastrutture digitali")
    CLOUD = "1.2", _("1.2 Abilitazione al cloud")
    PDND = "1.3.1", _("1.3.1 Piattaforma digitale nazionale dati")
    CITIZEN = "1.4.1", _("1.4.1 Esperienza del cittadino")
    PAGOPA = "1.4.3-pagopa", _("1.4.3 pagoPA")
    APP_IO = "1.4.3-io", _("1.4.3 app IO")
    IDENTITY = "1.4.4", _("1.4.4 SPID, CIE e ANPR")
    NOTICES = "1.4.5", _("1.4.5 Notifiche digitali")


@dataclass(frozen=True, slots=True)
class CallName:
    """How the calls of a measure begin, and the words that tell it from others that begin alike."""

    call: Call
    start: str
    words: str = ""


# In order: the first that fits. «1.1 e 1.2 … (quota 1.2)» is money of 1.2.
CALL_NAMES = (
    CallName(Call.CLOUD, "1.1 E 1.2", "QUOTA 1.2"),
    CallName(Call.INFRASTRUCTURE, "1.1"),
    CallName(Call.CLOUD, "1.2"),
    CallName(Call.PDND, "1.3.1"),
    CallName(Call.CITIZEN, "1.4.1"),
    CallName(Call.PAGOPA, "1.4.3", "PAGOPA"),
    CallName(Call.APP_IO, "1.4.3", "APP IO"),
    CallName(Call.IDENTITY, "1.4.4"),
    CallName(Call.NOTICES, "1.4.5"),
)
# «stato_candidatura» of the open data: A assigned, E paid after the project was certified, R renounced.
PAID_OUT, RENOUNCED = "E", "R"
OF_COMUNI = "COMUNI"  # «tipologia_ente» of the rows that are of Comuni
