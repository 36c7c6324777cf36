"""The blog: signed articles, what is said under them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.access.models import Shared, SharedQuerySet
from pico.core.people.terms import Area

from ..terms import ARTICLE_MEANING, ArticleState, CommentMode, CommentState
from .forum import Tag


class ArticleQuerySet(SharedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Keep the published ones the actor may read, whose day has not passed."""
        today = timezone.localdate()
        living = models.Q(expires_on=None) | models.Q(expires_on__gte=today)
        return super().visible_to(actor).filter(living, state=ArticleState.PUBLISHED)


class Article(Shared):
    """An informative article, signed by a person of an ente."""

    title = models.CharField(_("titolo"), max_length=160)
    subtitle = models.CharField(_("sottotitolo"), max_length=250, blank=True)
    summary = models.TextField(
        _("sommario"),
        max_length=300,
        help_text=_("Al massimo 300 caratteri: compare negli elenchi."),
    )
    text = models.TextField(_("testo"))
    cover = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cover_alt = models.CharField(_("testo alternativo dell'immagine"), max_length=250, blank=True)
    cover_caption = models.CharField(_("didascalia"), max_length=250, blank=True)
    area = models.CharField(_("ambito"), max_length=13, choices=Area, default=Area.OTHER)
    tags = models.ManyToManyField(Tag, blank=True, related_name="articles")
    references = models.TextField(_("riferimenti normativi"), blank=True, max_length=1000)
    state = models.CharField(
        _("stato"), max_length=9, choices=ArticleState, default=ArticleState.DRAFT
    )
    comments_mode = models.CharField(
        _("commenti"), max_length=9, choices=CommentMode, default=CommentMode.OPEN
    )
    published_at = models.DateTimeField(_("pubblicato il"), null=True, blank=True)
    updated_at = models.DateTimeField(_("aggiornato il"), null=True, editable=False)
    expires_on = models.DateField(_("scade il"), null=True, blank=True)
    is_featured = models.BooleanField(_("in evidenza"), default=False)
    promoted_at = models.DateTimeField(_("promosso a notizia il"), null=True, editable=False)
    reason = models.TextField(_("motivo"), blank=True, max_length=1000)
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    like_count = models.PositiveIntegerField(default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ("-published_at", "-pk")
        verbose_name = _("Articolo")
        verbose_name_plural = _("Articoli")
        indexes = (
            *Shared.Meta.indexes,
            models.Index(fields=["-published_at", "-id", "scope"], name="article_by_publication"),
            models.Index(fields=["author", "state"], name="article_by_author"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:article", args=[self.pk])

    @property
    def is_published(self) -> bool:
        return self.state == ArticleState.PUBLISHED

    @property
    def meaning(self) -> str:
        return ARTICLE_MEANING[ArticleState(self.state)]


class ArticleVersion(models.Model):
    """What an article said before it was changed after its publication."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    title = models.CharField(max_length=160)
    text = models.TextField()
    replaced_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-replaced_at", "-pk")

    def __str__(self) -> str:
        return f"{self.title} {self.replaced_at:%Y-%m-%d %H:%M}"


class Comment(models.Model):
    """What is said under an article; an answer to a comment stands under it, no deeper."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ente = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("commento"))
    state = models.CharField(
        _("stato"), max_length=7, choices=CommentState, default=CommentState.SHOWN
    )
    created_at = models.DateTimeField(_("scritto il"), default=timezone.now)

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("Commento")
        verbose_name_plural = _("Commenti")
        indexes = (models.Index(fields=["article", "created_at"], name="comment_by_article"),)

    def __str__(self) -> str:
        return f"{self.author}: {self.article}"


class Like(models.Model):
    """A reader thanks for an article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="likes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["article", "person"], name="one_like_per_reader"),
        )

    def __str__(self) -> str:
        return f"{self.person} → {self.article}"
