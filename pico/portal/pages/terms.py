"""Kinds of content, vocabularies, licences: as stored, as said (PORTALE.md §5, §6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

TITLE_LENGTH = 160
SUMMARY_LENGTH = 255


class ContentKind(models.TextChoices):
    NEWS = "NEWS", _("Notizia")
    EVENT = "EVENT", _("Evento")
    SERVICE = "SERVICE", _("Servizio")
    DOCUMENT = "DOCUMENT", _("Documento")
    PLACE = "PLACE", _("Luogo")
    UNIT = "UNIT", _("Unità organizzativa")
    PERSON = "PERSON", _("Persona pubblica")
    PROJECT = "PROJECT", _("Progetto")
    TOPIC = "TOPIC", _("Pagina argomento")
    PRACTICE = "PRACTICE", _("Buona pratica")
    PAGE = "PAGE", _("Pagina generica")


class NewsKind(models.TextChoices):
    NEWS = "NEWS", _("Notizia")
    PRESS_RELEASE = "PRESS_RELEASE", _("Comunicato stampa")
    NOTICE = "NOTICE", _("Avviso")


class Vocabulary(models.TextChoices):
    """The official topics of the Comuni model, and Pi.Co.'s own themes: two lists, never mixed."""

    TOPICS = "TOPICS", _("Argomenti")
    THEMES = "THEMES", _("Temi Pi.Co.")


class Licence(models.TextChoices):
    CC_BY = "CC_BY", _("CC BY 4.0")
    CC0 = "CC0", _("CC0 1.0")
    IODL = "IODL", _("IODL 2.0")
    RESERVED = "RESERVED", _("Diritti riservati")
