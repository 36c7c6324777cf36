"""The forum: categories, discussions, the posts in them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.access.models import Shared, SharedQuerySet
from pico.core.people.terms import Area

from ..terms import (
    POSTS_PER_PAGE,
    PUBLISHED,
    STATE_MEANING,
    CategoryState,
    DiscussionKind,
    DiscussionState,
    FaqMark,
    Opening,
)


class Tag(models.Model):
    """A word that joins discussions and articles; `key` is what makes two writings one."""

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("nome"), max_length=40)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class CategoryQuerySet(SharedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may read; a hidden category only for the ente that runs it."""
        hidden = models.Q(state=CategoryState.HIDDEN)
        return super().visible_to(actor).filter(~hidden | models.Q(owner_id=actor.ente_id))


class Category(Shared):
    """Where discussions stand; `owner` runs it. Two levels deep at most.

    The last three fields are kept by the actions: they count what every reader of the category reads.
    """

    title = models.CharField(_("titolo"), max_length=120)
    description = models.TextField(_("descrizione"), blank=True, max_length=1000)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("dentro la categoria"),
    )
    area = models.CharField(_("ambito"), max_length=13, choices=Area, default=Area.OTHER)
    position = models.PositiveSmallIntegerField(_("ordine"), default=100)
    opening = models.CharField(
        _("chi apre discussioni"), max_length=8, choices=Opening, default=Opening.EVERYONE
    )
    state = models.CharField(
        _("stato"), max_length=9, choices=CategoryState, default=CategoryState.ACTIVE
    )
    moderators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="moderated_categories",
        verbose_name=_("moderatori"),
    )
    discussion_count = models.PositiveIntegerField(default=0, editable=False)
    post_count = models.PositiveIntegerField(default=0, editable=False)
    last_discussion = models.ForeignKey(
        "Discussion", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CategoryQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ("position", "title", "pk")
        verbose_name = _("Categoria")
        verbose_name_plural = _("Categorie")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:category", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.state == CategoryState.ACTIVE


class DiscussionQuerySet(SharedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Keep the published ones the actor may read, in categories that are not hidden from him."""
        shown = ~models.Q(category__state=CategoryState.HIDDEN)
        if actor.ente_id:
            shown |= models.Q(owner_id=actor.ente_id, category__owner_id=actor.ente_id)
        return super().visible_to(actor).filter(shown, state__in=PUBLISHED)


class Discussion(Shared):
    """A conversation: its first post is what its author wrote.

    `owner` is the ente of the author at the time of writing; `scope` is always that of the category.
    """

    title = models.CharField(_("titolo"), max_length=160)
    category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        related_name="discussions",
        verbose_name=_("categoria"),
    )
    kind = models.CharField(
        _("tipo"), max_length=10, choices=DiscussionKind, default=DiscussionKind.DISCUSSION
    )
    state = models.CharField(
        _("stato"), max_length=8, choices=DiscussionState, default=DiscussionState.OPEN
    )
    reason = models.TextField(_("motivo"), blank=True, max_length=1000)
    tags = models.ManyToManyField(Tag, blank=True, related_name="discussions")
    is_pinned = models.BooleanField(_("in evidenza"), default=False)
    accepted = models.ForeignKey(
        "Post", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    faq_mark = models.CharField(
        max_length=9, choices=FaqMark, default=FaqMark.NONE, blank=True, editable=False
    )
    merged_into = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    post_count = models.PositiveIntegerField(_("interventi"), default=0, editable=False)
    link_count = models.PositiveSmallIntegerField(default=0, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    last_post_at = models.DateTimeField(_("ultimo intervento"), default=timezone.now)
    last_author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reader_count = models.PositiveIntegerField(_("lettori"), default=0, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    first_answer_at = models.DateTimeField(null=True, editable=False)
    routed_at = models.DateTimeField(null=True, editable=False)

    objects = DiscussionQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ("-last_post_at", "-pk")
        verbose_name = _("Discussione")
        verbose_name_plural = _("Discussioni")
        indexes = (
            *Shared.Meta.indexes,
            models.Index(
                fields=["category", "-is_pinned", "-last_post_at", "-id"],
                name="discussion_by_place",
            ),
            models.Index(fields=["-last_post_at", "-id", "scope"], name="discussion_by_last_post"),
            models.Index(
                fields=["category", "-last_post_at"],
                name="discussion_for_faq",
                condition=models.Q(faq_mark=FaqMark.CANDIDATE),
            ),
            models.Index(
                fields=["created_at"],
                name="discussion_unanswered",
                condition=models.Q(
                    kind="QUESTION", state="OPEN", first_answer_at=None, routed_at=None
                ),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:discussion", args=[self.pk])

    @property
    def is_question(self) -> bool:
        return self.kind == DiscussionKind.QUESTION

    @property
    def is_published(self) -> bool:
        return self.state in PUBLISHED

    @property
    def answers(self) -> int:
        return max(0, self.post_count - 1)

    @property
    def meaning(self) -> str:
        return STATE_MEANING[DiscussionState(self.state)]


class DiscussionLink(models.Model):
    """A code (CIG, CUP) that a discussion speaks of: who may read what has it finds it from here."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="links")
    scheme = models.CharField(max_length=4)
    code = models.CharField(max_length=15)

    class Meta:
        ordering = ("scheme", "code")
        constraints = (
            models.UniqueConstraint(fields=["discussion", "code"], name="one_link_per_code"),
        )
        indexes = (models.Index(fields=["code"], name="discussion_by_code"),)

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


class Post(models.Model):
    """What one person wrote in a discussion, for the ente he acted for; `number` is its place.

    Numbers are never used twice: a deleted post keeps its number, as a tombstone if it had followers.
    """

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ente = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("testo"))
    answers_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="answers"
    )
    created_at = models.DateTimeField(_("scritto il"), default=timezone.now)
    edited_at = models.DateTimeField(_("modificato il"), null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)
    hidden_reason = models.CharField(_("motivo"), max_length=250, blank=True)
    file_count = models.PositiveSmallIntegerField(default=0, editable=False)
    useful_count = models.PositiveIntegerField(default=0, editable=False)
    thanks_count = models.PositiveIntegerField(default=0, editable=False)
    agree_count = models.PositiveIntegerField(default=0, editable=False)
    is_by_mail = models.BooleanField(_("per e-mail"), default=False)

    class Meta:
        ordering = ("number",)
        verbose_name = _("Intervento")
        verbose_name_plural = _("Interventi")
        constraints = (
            models.UniqueConstraint(fields=["discussion", "number"], name="one_post_per_number"),
        )
        indexes = (models.Index(fields=["author", "-created_at"], name="post_by_author"),)

    def __str__(self) -> str:
        return f"{self.discussion} #{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("community:post", args=[self.pk])

    @property
    def is_shown(self) -> bool:
        return self.deleted_at is None and self.hidden_at is None

    @property
    def is_first(self) -> bool:
        return self.number == 1

    @property
    def anchor(self) -> str:
        return f"intervento-{self.number}"


def page_of(place: int) -> int:
    """Return the page on which the post stands that has `place - 1` before it."""
    return -(-max(place, 1) // POSTS_PER_PAGE)


class PostVersion(models.Model):
    """What a post said before it was edited."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField()
    replaced_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-replaced_at", "-pk")

    def __str__(self) -> str:
        return f"{self.post} {self.replaced_at:%Y-%m-%d %H:%M}"


class PostFile(models.Model):
    """A file attached to a post: read by who reads the discussion."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["post", "file"], name="one_place_per_post_file"),
        )

    def __str__(self) -> str:
        return str(self.file)
