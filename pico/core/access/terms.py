"""Roles, as they are stored and as they are said. A role is always held in an ente."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    PLATFORM_ADMIN = "PLATFORM_ADMIN", _("Amministratore di piattaforma")
    UPI_ADMIN = "UPI_ADMIN", _("Amministratore UPI")
    UPI_EDITOR = "UPI_EDITOR", _("Redattore UPI")
    HELPDESK_SUPERVISOR = "HELPDESK_SUPERVISOR", _("Supervisore Help Desk")
    HELPDESK_OPERATOR = "HELPDESK_OPERATOR", _("Operatore Help Desk")
    DATA_ANALYST = "DATA_ANALYST", _("Analista dati")
    REGIONAL_ADMIN = "REGIONAL_ADMIN", _("Amministratore UPI regionale")
    REGIONAL_EDITOR = "REGIONAL_EDITOR", _("Redattore UPI regionale")
    PROVINCE_ADMIN = "PROVINCE_ADMIN", _("Amministratore Provincia")
    PROVINCE_EDITOR = "PROVINCE_EDITOR", _("Redattore Provincia")
    ENTE_ADMIN = "ENTE_ADMIN", _("Referente ente")
    SUA_MANAGER = "SUA_MANAGER", _("Responsabile SUA")
    SUA_OFFICER = "SUA_OFFICER", _("Operatore SUA")
    SIT_MANAGER = "SIT_MANAGER", _("Responsabile SIT")
    SIT_OFFICER = "SIT_OFFICER", _("Operatore SIT")
    SAPE_MANAGER = "SAPE_MANAGER", _("Responsabile SAPE")
    SAPE_OFFICER = "SAPE_OFFICER", _("Operatore SAPE")
    PERSONNEL_MANAGER = "PERSONNEL_MANAGER", _("Responsabile Personale")
    PERSONNEL_OFFICER = "PERSONNEL_OFFICER", _("Operatore Personale")
    RUP = "RUP", _("RUP")
    EXPERT = "EXPERT", _("Esperto")
    TRAINER = "TRAINER", _("Formatore")
    MODERATOR = "MODERATOR", _("Moderatore")
    SIGNATORY = "SIGNATORY", _("Firmatario")
    USER = "USER", _("Utente ente")


ADMINISTRATORS = (
    Role.UPI_ADMIN,
    Role.REGIONAL_ADMIN,
    Role.PROVINCE_ADMIN,
    Role.ENTE_ADMIN,
)
EDITORS = (Role.UPI_EDITOR, Role.REGIONAL_EDITOR, Role.PROVINCE_EDITOR)
