"""What was answered. Keys are drawn by lot: their order tells nothing of who came first."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .campaigns import Campaign, Invitation
from .definitions import Question, Section


def drawn_key() -> int:
    """Return a key that says nothing of when its row was written."""
    return secrets.randbits(62) + 1


class Response(models.Model):
    """One answer to a campaign. Of an anonymous one neither invitation nor moment is kept.

    `region`, `territory`, `ente_kind` and `size` are what results are broken down by, as they were
    when it was sent; an anonymous answer has none.
    """

    id = models.BigIntegerField(primary_key=True, default=drawn_key, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="responses")
    invitation = models.OneToOneField(
        Invitation, null=True, blank=True, on_delete=models.PROTECT, related_name="response"
    )
    is_official = models.BooleanField(default=False)
    sent_at = models.DateTimeField(_("inviata il"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    receipt = models.CharField(_("ricevuta"), max_length=64, blank=True)
    nonce = models.CharField(max_length=64, blank=True)
    region = models.CharField(max_length=2, blank=True)
    territory = models.CharField(max_length=3, blank=True)
    ente_kind = models.CharField(max_length=5, blank=True)
    size = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("Risposta")
        verbose_name_plural = _("Risposte")
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "nonce"],
                name="one_response_per_form",
                condition=~models.Q(nonce=""),
            ),
        )
        indexes = (
            models.Index(fields=["campaign", "is_official", "id"], name="response_official"),
        )

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def pseudonym(self) -> str:
        return f"R-{self.pk:015x}"[:12].upper()


class Answer(models.Model):
    """The value of one question, with the number of its writing: no change is lost unseen."""

    id = models.BigIntegerField(primary_key=True, default=drawn_key, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    value = models.JSONField(null=True)
    before = models.JSONField(_("ultima rilevazione"), null=True)
    is_proposed = models.BooleanField(_("precompilata, da confermare"), default=False)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Risposta a una domanda")
        verbose_name_plural = _("Risposte alle domande")
        constraints = (
            models.UniqueConstraint(
                fields=["response", "question"], name="one_answer_per_question"
            ),
        )
        indexes = (models.Index(fields=["question", "response"], name="answer_by_question"),)

    def __str__(self) -> str:
        return f"{self.question_id}: {self.value}"


class AnswerChange(models.Model):
    """What an answer was before somebody changed it."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="changes")
    value = models.JSONField(null=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("Modifica di una risposta")
        verbose_name_plural = _("Modifiche delle risposte")

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.value}"


class Figure(models.Model):
    """What an official answer adds to the results, ready to be counted by the database.

    Written when the answer is sent, taken away when it is reopened. `row` is «*» for «answered».
    """

    id = models.BigIntegerField(primary_key=True, default=drawn_key, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="figures")
    row = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=80, blank=True)
    number = models.DecimalField(max_digits=20, decimal_places=4, null=True)

    class Meta:
        verbose_name = _("Dato dei risultati")
        verbose_name_plural = _("Dati dei risultati")
        indexes = (
            models.Index(
                fields=["campaign", "question", "row", "code", "number"], name="figure_counts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question_id} {self.row} {self.code} {self.number}"


class Delegation(models.Model):
    """A section of an ente's answer entrusted to a colleague."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="delegations")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Sezione affidata")
        verbose_name_plural = _("Sezioni affidate")
        constraints = (
            models.UniqueConstraint(
                fields=["invitation", "section", "person"], name="one_delegation_per_colleague"
            ),
        )

    def __str__(self) -> str:
        return f"{self.section_id}: {self.person}"


class Tag(models.Model):
    """A theme that open answers to a question are coded with."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="tags")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(_("tema"), max_length=80)

    class Meta:
        ordering = ("label",)
        verbose_name = _("Tema")
        verbose_name_plural = _("Temi")
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "question", "label"], name="one_tag_per_label"
            ),
        )

    def __str__(self) -> str:
        return self.label


class Coding(models.Model):
    """An open answer speaks of a theme."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="codings")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="codings")

    class Meta:
        verbose_name = _("Codifica")
        verbose_name_plural = _("Codifiche")
        constraints = (
            models.UniqueConstraint(fields=["tag", "answer"], name="one_coding_per_answer"),
        )

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.tag}"
