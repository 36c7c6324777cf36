"""Words of what is published as open data, and what a space decides of it."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.core.modules.open_data import LicencePage
from pico.core.modules.settings_fields import setting


class OpenFormat(models.TextChoices):
    """Files of open data: the value is the end of their name."""

    JSON = "json", _("JSON")
    JSONL = "jsonl", _("JSON Lines")
    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("Excel")


# Not a registered prefix: it says so by its zeros.
NO_PREFIX = "ocds-000000"


@dataclass(frozen=True, slots=True)
class SuaSettings:
    """What each space decides of the open data of its SUA."""

    ocid_prefix: str = setting(
        NO_PREFIX,
        label=_("Prefisso OCDS (ocid)"),
        help_text=_(
            "Lo assegna la Open Contracting Partnership a chi pubblica: «ocds-» e sei caratteri. Con gli zeri "
            "non è registrato."
        ),
        starts_with="ocds-",
    )
    data_license: str = setting(
        LicencePage.CC_BY.value,
        label=_("Licenza dei dati aperti"),
        help_text=_(
            "Il catalogo degli open data pubblica le gare soltanto con una di queste licenze, che i portali nazionali conoscono."
        ),
        choices=LicencePage,
    )
