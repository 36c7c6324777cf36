"""One answer a day from the same place, without knowing the place."""

import secrets

from django.db import models

from .campaigns import Campaign


def _new_salt() -> str:
    return secrets.token_hex(32)


class DaySalt(models.Model):
    """A random word of one day; with it gone, no mark of that day leads anywhere."""

    day = models.DateField(primary_key=True)
    salt = models.CharField(max_length=64, default=_new_salt)

    def __str__(self) -> str:
        return f"{self.day}"


class Passage(models.Model):
    """Somebody answered a public poll today from there: a keyed hash, deleted with the salt of its day.

    It carries neither moment nor answer, and is not joined to one.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(db_index=True)
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["campaign", "mark"], name="one_public_answer_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.day}"
