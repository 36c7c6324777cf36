"""What each person read, follows, and thinks of a post."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..terms import ReactionKind
from .forum import Category, Discussion, Post, Tag


class ReadMark(models.Model):
    """How far a person read in a discussion: the number of the last post seen."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="marks")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "discussion"], name="one_mark_per_reader"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.discussion} #{self.number}"


class ReadingStart(models.Model):
    """What was written before this moment counts as read («Segna tutto come letto»)."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person} {self.at:%Y-%m-%d %H:%M}"


class Follow(models.Model):
    """A person wants to hear of a category, a discussion, a tag or a person.

    `is_muted`: the person stopped, and writing there does not make him follow again.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    category = models.ForeignKey(
        Category, null=True, on_delete=models.CASCADE, related_name="followers"
    )
    discussion = models.ForeignKey(
        Discussion, null=True, on_delete=models.CASCADE, related_name="followers"
    )
    tag = models.ForeignKey(Tag, null=True, on_delete=models.CASCADE, related_name="followers")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="followers"
    )
    is_muted = models.BooleanField(default=False)
    since = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "category"], name="one_follow_per_category"),
            models.UniqueConstraint(fields=["person", "discussion"], name="one_follow_per_talk"),
            models.UniqueConstraint(fields=["person", "tag"], name="one_follow_per_tag"),
            models.UniqueConstraint(fields=["person", "author"], name="one_follow_per_author"),
            models.CheckConstraint(
                name="a_follow_is_of_one_thing",
                condition=Q(category__isnull=False, discussion=None, tag=None, author=None)
                | Q(category=None, discussion__isnull=False, tag=None, author=None)
                | Q(category=None, discussion=None, tag__isnull=False, author=None)
                | Q(category=None, discussion=None, tag=None, author__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} → {self.category or self.discussion or self.tag or self.author}"


class Reaction(models.Model):
    """«Utile», «Grazie», «D'accordo»: one of each from each person."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=ReactionKind)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["post", "person", "kind"], name="one_reaction_of_a_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.kind} {self.post}"
