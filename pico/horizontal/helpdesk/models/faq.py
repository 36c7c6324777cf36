"""Questions and answers («FAQ»), their versions, who found them useful, the requests they spared."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.access.models import ScopeField, Shared, SharedQuerySet

from ..terms import FAQ_MEANING, QUESTION_LENGTH, Audience, AvoidedHow, FaqState, Topic
from .categories import Category


def is_shown(today) -> Q:
    """Published, and still valid."""
    valid = Q(valid_until=None) | Q(valid_until__gte=today)
    return valid & Q(state=FaqState.PUBLISHED)


class FaqQuerySet(SharedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may read: of his levels, published and not expired."""
        return super().visible_to(actor).filter(is_shown(timezone.localdate()))

    def standing_in(self, space) -> Self:
        """Keep what stands on this site: its own and what UPI says on every one."""
        return self.filter(Q(space=None) | Q(space=space))


class Faq(Shared):
    """A question with its answer (clean HTML); `owner` is the ente that answers for the content.

    `space` is the site on which it stands; none means every site. Valid until `valid_until`, to be
    read again by `review_on`. `origin_*` say of what it was made: a solved request, a discussion.
    """

    question = models.CharField(_("domanda"), max_length=QUESTION_LENGTH)
    answer = models.TextField(_("risposta"))
    topic = models.CharField(_("modulo"), max_length=9, choices=Topic)
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("categoria"),
    )  # fmt: skip
    audience = models.CharField(
        _("destinatari"), max_length=10, choices=Audience, default=Audience.ALL
    )
    space = models.ForeignKey(
        "enti.Space", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("sito"),
    )  # fmt: skip
    screen = models.CharField(_("schermata"), max_length=100, blank=True)  # a URL name
    position = models.PositiveSmallIntegerField(_("ordine"), default=100)
    related = models.ManyToManyField("self", blank=True, verbose_name=_("correlate"))
    video_url = models.URLField(_("video"), blank=True)
    file = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("allegato"),
    )  # fmt: skip
    valid_until = models.DateField(_("valida fino al"), null=True, blank=True)
    review_on = models.DateField(_("da rivedere il"), null=True, blank=True)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("redattore"),
    )  # fmt: skip
    state = models.CharField(_("stato"), max_length=9, choices=FaqState, default=FaqState.DRAFT)
    reason = models.TextField(_("motivo"), blank=True, max_length=1000)
    version = models.PositiveIntegerField(_("versione"), default=1, editable=False)
    changed_at = models.DateTimeField(_("aggiornata il"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    seen_count = models.PositiveIntegerField(_("viste"), default=0, editable=False)
    useful_count = models.PositiveIntegerField(_("utile: sì"), default=0, editable=False)
    useless_count = models.PositiveIntegerField(_("utile: no"), default=0, editable=False)
    origin_type = models.CharField(max_length=80, blank=True, editable=False)
    origin_id = models.CharField(max_length=64, blank=True, editable=False)
    origin_title = models.CharField(_("nata da"), max_length=250, blank=True, editable=False)
    origin_url = models.CharField(max_length=500, blank=True, editable=False)

    objects = FaqQuerySet.as_manager()

    class Meta(Shared.Meta):
        verbose_name = _("FAQ")
        verbose_name_plural = _("FAQ")
        ordering = ("position", "question", "pk")
        indexes = (
            *Shared.Meta.indexes,
            models.Index(fields=["state", "topic", "position"], name="faq_by_topic"),
            models.Index(fields=["owner", "state", "-changed_at"], name="faq_by_owner"),
            models.Index(fields=["origin_type", "origin_id"], name="faq_by_origin"),
        )

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("helpdesk:faq", args=[self.pk])

    @property
    def meaning(self) -> str:
        return FAQ_MEANING[FaqState(self.state)]

    @property
    def is_published(self) -> bool:
        return self.state == FaqState.PUBLISHED

    @property
    def is_expired(self) -> bool:
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def is_to_review(self) -> bool:
        return self.review_on is not None and self.review_on <= timezone.localdate()


class FaqVersion(models.Model):
    """The words of an answer as they stood: nothing is overwritten."""

    faq = models.ForeignKey(Faq, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    question = models.CharField(max_length=QUESTION_LENGTH)
    answer = models.TextField()
    note = models.CharField(_("che cosa cambia"), max_length=250, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["faq", "number"], name="one_faq_version_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.faq_id} v{self.number}"


class FaqOpinion(models.Model):
    """«Ti è stata utile?»: one per person or session; `voter` is a fingerprint, not a name."""

    faq = models.ForeignKey(Faq, on_delete=models.CASCADE, related_name="opinions")
    voter = models.CharField(max_length=64)
    is_useful = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["faq", "voter"], name="one_opinion_per_voter"),
        )

    def __str__(self) -> str:
        return f"{self.faq_id}: {self.is_useful}"


class FaqSighting(models.Model):
    """That somebody opened an answer: kept half an hour, to see whether a request follows."""

    faq = models.ForeignKey(Faq, on_delete=models.CASCADE, related_name="+")
    visitor = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["faq", "visitor"], name="one_sighting_per_visitor"),
        )
        indexes = (
            models.Index(fields=["at"], name="sighting_by_time"),
            models.Index(fields=["visitor"], name="sighting_by_visitor"),
        )

    def __str__(self) -> str:
        return f"{self.faq_id} {self.at:%H:%M}"


class Avoided(models.Model):
    """How many requests an answer spared on a day. No person stands here."""

    faq = models.ForeignKey(Faq, on_delete=models.CASCADE, related_name="avoided")
    on = models.DateField()
    how = models.CharField(max_length=6, choices=AvoidedHow)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-on",)
        constraints = (
            models.UniqueConstraint(fields=["faq", "on", "how"], name="one_avoided_per_day"),
        )
        indexes = (models.Index(fields=["on"], name="avoided_by_day"),)

    def __str__(self) -> str:
        return f"{self.faq_id} {self.on} {self.number}"


class FaqIdea(models.Model):
    """That an answer is worth writing: three cases alike were solved, or a discussion found its own.

    `cases` are the keys of the solved requests; a person reads them under their own rule. `answer` is
    the accepted one (clean HTML), where there is one.
    """

    key = models.CharField(max_length=80, unique=True)
    owner = models.ForeignKey("enti.Ente", on_delete=models.CASCADE, related_name="+")
    scope = ScopeField()  # who may read what it comes from
    title = models.CharField(max_length=250)
    topic = models.CharField(max_length=9, choices=Topic, blank=True)
    cases = models.JSONField(default=list)
    answer = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    faq = models.ForeignKey(
        Faq, null=True, on_delete=models.SET_NULL, related_name="ideas", editable=False
    )
    dropped_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(
                fields=["owner", "-at"],
                name="idea_open_by_owner",
                condition=Q(faq=None, dropped_at=None),
            ),
        )

    def __str__(self) -> str:
        return self.title
