"""What is asked: a version of a questionnaire, its sections, its questions."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..terms import Kind

CODE = RegexValidator(
    r"^[a-z][a-z0-9_]{0,39}$",
    _("Il codice comincia con una lettera e ha solo minuscole, cifre e trattini bassi."),
)


class Questionnaire(models.Model):
    """One version: it is fixed (`locked_at`) by its first answer; `root` is the first version."""

    owner = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    root = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="versions"
    )
    version = models.PositiveSmallIntegerField(_("versione"), default=1)
    title = models.CharField(_("titolo"), max_length=250)
    description = models.TextField(_("descrizione"), blank=True)
    purpose = models.CharField(max_length=40)
    is_model = models.BooleanField(
        _("modello"),
        default=False,
        help_text=_("Le altre Province e le UPI lo trovano e lo possono duplicare."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    locked_at = models.DateTimeField(_("bloccato il"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("Questionario")
        verbose_name_plural = _("Questionari")
        indexes = (
            models.Index(fields=["owner", "purpose", "-created_at"], name="questionnaire_by_owner"),
            models.Index(fields=["is_model", "purpose"], name="questionnaire_models"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def family_id(self) -> int:
        return self.root_id or self.pk

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class Section(models.Model):
    """A page of the questionnaire; its questions may be entrusted to a colleague."""

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="sections"
    )
    position = models.PositiveSmallIntegerField()
    code = models.CharField(_("codice"), max_length=40, validators=[CODE])
    title = models.CharField(_("titolo"), max_length=250)
    help = models.TextField(_("testo sotto il titolo"), blank=True)
    shown_if = models.JSONField(_("mostra se"), default=dict, blank=True)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("Sezione")
        verbose_name_plural = _("Sezioni")
        constraints = (
            models.UniqueConstraint(fields=["questionnaire", "code"], name="one_section_per_code"),
        )

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question; `code` is its name in conditions, exports and from one wave to the next."""

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="questions"
    )
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(_("codice"), max_length=40, validators=[CODE])
    kind = models.CharField(_("tipo"), max_length=10, choices=Kind)
    label = models.TextField(_("domanda"), max_length=1000)
    help = models.TextField(_("aiuto"), blank=True, max_length=2000)
    is_required = models.BooleanField(_("obbligatoria"), default=False)
    options = models.JSONField(_("risposte"), default=list, blank=True)
    rows = models.JSONField(_("righe o colonne"), default=list, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    shown_if = models.JSONField(_("mostra se"), default=dict, blank=True)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("Domanda")
        verbose_name_plural = _("Domande")
        constraints = (
            models.UniqueConstraint(fields=["questionnaire", "code"], name="one_question_per_code"),
        )

    def __str__(self) -> str:
        return self.label
