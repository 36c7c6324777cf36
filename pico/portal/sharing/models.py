"""What sites decide of each other's contents. `pages.Placement` is derived from it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .terms import AdoptionMode, ProposalState, Reach

PAGE = "pages.ContentPage"
SPACE = "enti.Space"


class Sharing(models.Model):
    """How far its own site lets a content reach, from its next publication on."""

    page = models.OneToOneField(PAGE, on_delete=models.CASCADE, related_name="sharing")
    reach = models.CharField(_("condividi con"), max_length=10, choices=Reach, default=Reach.SITE)
    spaces = models.ManyToManyField(SPACE, related_name="+", blank=True)

    class Meta:
        verbose_name = _("Condivisione")
        verbose_name_plural = _("Condivisioni")

    def __str__(self) -> str:
        return f"{self.page_id} · {self.reach}"


class Reception(models.Model):
    """What a site makes of a content it receives: hidden, with a date or an introduction of its own.

    It outlives the placement: who hid a content does not find it again when it is published anew.
    """

    space = models.ForeignKey(SPACE, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(PAGE, on_delete=models.CASCADE, related_name="receptions")
    is_hidden = models.BooleanField(_("nascosto in questo sito"), default=False)
    shown_on = models.DateTimeField(_("data in questo sito"), null=True, blank=True)
    introduction = models.TextField(_("introduzione del sito"), blank=True, max_length=600)

    class Meta:
        verbose_name = _("Contenuto ricevuto")
        verbose_name_plural = _("Contenuti ricevuti")
        constraints = (
            models.UniqueConstraint(fields=["space", "page"], name="one_reception_per_site"),
        )

    def __str__(self) -> str:
        return f"{self.page_id} → {self.space_id}"


class Proposal(models.Model):
    """A content that its site proposes to the site above («Proponi alla home nazionale»)."""

    page = models.ForeignKey(PAGE, on_delete=models.CASCADE, related_name="proposals")
    origin = models.ForeignKey(SPACE, on_delete=models.CASCADE, related_name="+")
    to = models.ForeignKey(SPACE, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(
        _("stato"), max_length=10, choices=ProposalState, default=ProposalState.PROPOSED
    )
    note = models.TextField(_("perché lo proponi"), blank=True, max_length=600)
    reason = models.TextField(_("motivo"), blank=True, max_length=600)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposta il"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decisa il"), null=True)

    class Meta:
        ordering = ("-proposed_at", "-pk")
        verbose_name = _("Proposta")
        verbose_name_plural = _("Proposte")
        constraints = (
            models.UniqueConstraint(
                fields=["page", "to"],
                condition=Q(state__in=(ProposalState.PROPOSED, ProposalState.ACCEPTED)),
                name="one_living_proposal_per_site",
            ),
        )
        indexes = (
            models.Index(fields=["to", "state", "-proposed_at"], name="proposal_to_decide"),
            models.Index(fields=["origin", "-proposed_at"], name="proposal_by_origin"),
        )

    def __str__(self) -> str:
        return f"{self.page_id} → {self.to_id} · {self.state}"


class Adoption(models.Model):
    """A content of another site, taken as a mirror or as one's own copy; it keeps the lineage.

    `text` is what the source said when it was last looked at, in pairs of field name and lines: it
    makes a readable comparison possible even when the source's revisions are gone.
    """

    space = models.ForeignKey(SPACE, on_delete=models.CASCADE, related_name="+")
    mode = models.CharField(_("come"), max_length=6, choices=AdoptionMode)
    source = models.ForeignKey(PAGE, null=True, on_delete=models.SET_NULL, related_name="adoptions")
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    origin = models.ForeignKey(SPACE, on_delete=models.CASCADE, related_name="+")
    source_title = models.CharField(max_length=255)
    copy = models.OneToOneField(
        PAGE, null=True, on_delete=models.CASCADE, related_name="adopted_as"
    )
    text = models.JSONField(default=list)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    adopted_at = models.DateTimeField(_("adottato il"))
    changed_at = models.DateTimeField(_("l'originale è cambiato il"), null=True)
    gone_at = models.DateTimeField(_("l'originale è stato ritirato il"), null=True)

    class Meta:
        ordering = ("-adopted_at", "-pk")
        verbose_name = _("Adozione")
        verbose_name_plural = _("Adozioni")
        constraints = (
            models.UniqueConstraint(fields=["space", "source"], name="one_adoption_per_site"),
        )
        indexes = (models.Index(fields=["space", "-adopted_at"], name="adoption_by_space"),)

    def __str__(self) -> str:
        return f"{self.source_title} → {self.space_id}"

    @property
    def state(self) -> tuple[str, str]:
        """How it stands, in a word, with its meaning."""
        if self.gone_at:
            return str(_("Originale ritirato")), "suspended"
        if self.changed_at:
            return str(_("Originale cambiato")), "waiting"
        return str(_("Aggiornato")), "done"
