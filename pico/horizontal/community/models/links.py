"""Objects of any module that a discussion or a network points to."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .forum import Discussion
from .networks import Network


class Link(models.Model):
    """A pointer by type and key, no foreign key: the object may be of any module.

    Who may not read the object sees nothing of the link: it is drawn from the search index.
    """

    discussion = models.ForeignKey(
        Discussion, null=True, on_delete=models.CASCADE, related_name="objects_linked"
    )
    network = models.ForeignKey(
        Network, null=True, on_delete=models.CASCADE, related_name="objects_linked"
    )
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                name="a_link_starts_at_one_thing",
                condition=Q(discussion__isnull=True, network__isnull=False)
                | Q(discussion__isnull=False, network__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["discussion", "subject_type", "subject_id"],
                name="one_link_per_discussion",
            ),
            models.UniqueConstraint(
                fields=["network", "subject_type", "subject_id"], name="one_link_per_network"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject_type}:{self.subject_id}"

    @property
    def subject(self) -> tuple[str, str]:
        return self.subject_type, self.subject_id
