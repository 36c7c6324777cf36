"""Words and limits of the API."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

VERSION = "1.0.0"
PREFIX = "pico_"
SHOWN_LETTERS = 11
LONGEST_LIFE = timedelta(days=366)
MOST_TOKENS = 20
TOUCH_EVERY = timedelta(minutes=5)
PAGE_SIZE, LARGEST_PAGE, LAST_PAGE = 50, 200, 1000


class Grant(models.TextChoices):
    """What a token may read beyond what is public."""

    SEARCH = "SEARCH", _("Cercare in tutto ciò che l'ente può leggere")
    FILES = "FILES", _("Leggere l'elenco dei file che l'ente può leggere")
    PROCESSES = "PROCESSES", _("Leggere i procedimenti dell'ente: richieste, gare, contratti")


class TokenState(models.TextChoices):
    WORKING = "WORKING", _("In uso")
    EXPIRED = "EXPIRED", _("Scaduta")
    REVOKED = "REVOKED", _("Revocata")


# Requests a minute: of a token, of a signed-in person, of an address that says nobody's name.
RATES = {"token": 300, "person": 120, "address": 60}
