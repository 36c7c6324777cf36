"""Words of the parameters of law: groups and units."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ParameterGroup(models.TextChoices):
    THRESHOLDS = "THRESHOLDS", _("Soglie dell'art. 50")
    EU = "EU", _("Soglie europee")
    QUALIFICATION = "QUALIFICATION", _("Livelli di qualificazione")
    TERMS = "TERMS", _("Termini della procedura")
    LENGTH = "LENGTH", _("Durata massima della procedura")
    CRITERIA = "CRITERIA", _("Criteri di aggiudicazione")
    GUARANTEES = "GUARANTEES", _("Garanzie e penali")
    CONTRACT = "CONTRACT", _("Esecuzione del contratto")
    MONEY = "MONEY", _("Contributi, bolli, incentivi")
    SOA = "SOA", _("Classifiche SOA")
    RUP = "RUP", _("Requisiti del RUP")
    REQUEST = "REQUEST", _("Richieste alla SUA")


class ParameterUnit(models.TextChoices):
    EURO = "EURO", _("€")
    PERCENT = "PERCENT", _("%")
    PER_MILLE = "PER_MILLE", _("‰")
    DAYS = "DAYS", _("giorni")
    WORKING_DAYS = "WORKING_DAYS", _("giorni lavorativi")
    HOURS = "HOURS", _("ore")
    MONTHS = "MONTHS", _("mesi")
    YEARS = "YEARS", _("anni")
    COUNT = "COUNT", _("numero")
    POINTS = "POINTS", _("punti")
    BANDS = "BANDS", _("tabella per fasce di importo")


DECIMALS = (ParameterUnit.EURO, ParameterUnit.PERCENT, ParameterUnit.PER_MILLE)
