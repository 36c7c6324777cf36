"""The one index: a row per object that can be found."""

from django.db import models

from pico.core.access.models import ScopeField

from .terms import TITLE_LENGTH


class SearchEntry(models.Model):
    """What the search knows of one object; rebuilt from its source at any time.

    The full-text part is beside it and depends on the database: a stored `vector` column on
    PostgreSQL, the table `search_fts` on SQLite (see `backends/`).
    """

    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    # What every query filters by stands first: on SQLite it is read without touching the body.
    scope = ScopeField()
    level = models.CharField(max_length=10)
    module = models.CharField(max_length=50)
    kind = models.CharField(max_length=60)
    ente = models.ForeignKey(
        "enti.Ente", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    region = models.CharField(max_length=2, blank=True)
    territory = models.CharField(max_length=3, blank=True)
    space = models.ForeignKey(
        "enti.Space", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    year = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField(null=True)
    topics = models.JSONField(default=list)
    title = models.CharField(max_length=TITLE_LENGTH)
    url = models.CharField(max_length=500)
    codes = models.JSONField(default=list)
    keywords = models.CharField(max_length=1000, blank=True)
    indexed_at = models.DateTimeField()
    body = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"], name="one_entry_per_subject"
            ),
        )
        indexes = (
            models.Index(fields=["scope", "-at"], name="entry_by_scope"),
            models.Index(fields=["-at", "-id", "scope"], name="entry_by_date"),
        )

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word of some title, to guess what a mistyped word was meant to be.

    It may come from a title that the reader may not see: a guess is shown only when a search for
    it, made by the same reader, finds something.
    """

    word = models.CharField(max_length=40, primary_key=True)
    size = models.PositiveSmallIntegerField()

    class Meta:
        indexes = (models.Index(fields=["size", "word"], name="word_by_size"),)

    def __str__(self) -> str:
        return self.word
