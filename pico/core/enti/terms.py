"""Kinds of ente, of territory and of space: as stored, as said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

FAMILY = "enti"  # of what is kept until the registry, or a space, changes (`core/generations`)


class EnteKind(models.TextChoices):
    """Source: customer's registry of enti; IPA categories in `data/ipa_categories.csv`."""

    PROVINCE = "PROV", _("Provincia")
    FREE_CONSORTIUM = "LCC", _("Libero consorzio comunale")
    METROPOLITAN_CITY = "CM", _("Città metropolitana")
    COMUNE = "COM", _("Comune")
    UNION = "UC", _("Unione di comuni")
    MOUNTAIN_COMMUNITY = "CMON", _("Comunità montana / Unione montana")
    REGION = "REG", _("Regione")
    AUTONOMOUS_PROVINCE = "PA", _("Provincia autonoma")
    DECENTRALISATION_BODY = "EDR", _("Ente di decentramento regionale")
    CONSORTIUM = "CONS", _("Consorzio")
    COMPANY = "SOC", _("Società in house / partecipata")
    SCHOOL = "SCU", _("Istituto scolastico")
    PREFECTURE = "PREF", _("Prefettura-UTG")
    MINISTRY = "MIN", _("Ministero")
    UPI = "UPI", _("UPI nazionale")
    UPI_REGIONAL = "UPIR", _("UPI regionale")
    OTHER = "ALTRO", _("Altro ente")


PROVINCES = (EnteKind.PROVINCE, EnteKind.FREE_CONSORTIUM)
NETWORK_OF_PROVINCES = (EnteKind.UPI, EnteKind.UPI_REGIONAL, *PROVINCES)


class TerritoryKind(models.TextChoices):
    """ISTAT «unità territoriali sovracomunali»: 110 in all since 1 January 2026."""

    PROVINCE = "PROVINCE", _("Provincia")
    AUTONOMOUS_PROVINCE = "AUTONOMOUS_PROVINCE", _("Provincia autonoma")
    METROPOLITAN_CITY = "METROPOLITAN_CITY", _("Città metropolitana")
    FREE_CONSORTIUM = "FREE_CONSORTIUM", _("Libero consorzio comunale")
    STATISTICAL_UNIT = "STATISTICAL_UNIT", _("Unità non amministrativa")


class Origin(models.TextChoices):
    REGISTRY = "REGISTRY", _("Registro (ISTAT, IPA)")
    MANUAL = "MANUAL", _("Inserimento manuale")


class CodeScheme(models.TextChoices):
    ISTAT = "ISTAT", _("Codice ISTAT")
    IPA = "IPA", _("Codice IPA")
    BELFIORE = "BELFIORE", _("Codice catastale")
    NAME = "NAME", _("Denominazione")


class RegistrySource(models.TextChoices):
    HOUSE = "HOUSE", _("Elenchi Pi.Co.")
    ISTAT = "ISTAT", _("ISTAT")
    IPA = "IPA", _("Indice PA")


class Outcome(models.TextChoices):
    """What an import did with one ente, or with one field of it."""

    ADDED = "ADDED", _("Aggiunto")
    CHANGED = "CHANGED", _("Modificato")
    CEASED = "CEASED", _("Cessato")
    KEPT = "KEPT", _("Valore manuale mantenuto")
    REFUSED = "REFUSED", _("Rifiutato")


class SuccessionKind(models.TextChoices):
    MERGED = "MERGED", _("Fusione")
    INCORPORATED = "INCORPORATED", _("Incorporazione")
    SPLIT = "SPLIT", _("Scorporo")
    TRANSFORMED = "TRANSFORMED", _("Trasformazione")
    SUPPRESSED = "SUPPRESSED", _("Soppressione")


class SpaceKind(models.TextChoices):
    NATIONAL = "NATIONAL", _("UPI nazionale")
    REGIONAL = "REGIONAL", _("UPI regionale")
    PROVINCIAL = "PROVINCIAL", _("Provincia")


class SpaceState(models.TextChoices):
    PREPARING = "PREPARING", _("In preparazione")
    PUBLISHED = "PUBLISHED", _("Pubblicato")
    SUSPENDED = "SUSPENDED", _("Sospeso")
