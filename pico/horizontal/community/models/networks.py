"""Thematic networks: who they are, who is in them, when they meet."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.models import Shared, SharedQuerySet
from pico.core.people.terms import Area

from ..terms import JoinRule, MeetingMode, NetworkRole, NetworkState, PlaceState


class NetworkQuerySet(SharedQuerySet):
    def visible_to(self, actor) -> Self:
        """Keep the networks whose sheet the actor may read, and his own."""
        mine = Q(circle_id__in=circles_in(actor.scopes))
        return self.filter(Q(scope__readable_by=actor.scopes) | mine)


def circles_in(scopes) -> list[int]:
    """The keys of the networks among some scopes."""
    return [int(key.removeprefix("net:")) for key in scopes if key.startswith("net:")]


class Network(Shared):
    """A thematic network. `scope` says who reads its sheet; what it shares has the circle's scope.

    A closed network can be read by its members for ever: the circle stays open, nothing is added.
    """

    circle = models.OneToOneField("people.Circle", on_delete=models.PROTECT, related_name="network")
    slug = models.SlugField(_("indirizzo"), max_length=60, unique=True)
    area = models.CharField(_("ambito"), max_length=16, choices=Area)
    purpose = models.TextField(_("finalità"))
    programme = models.TextField(_("programma dell'anno"), blank=True)
    join_rule = models.CharField(
        _("come si entra"), max_length=10, choices=JoinRule, default=JoinRule.REQUEST
    )
    state = models.CharField(
        _("stato"), max_length=9, choices=NetworkState, default=NetworkState.ACTIVE
    )
    closed_on = models.DateField(_("chiusa il"), null=True, blank=True)
    letter_title = models.CharField(_("oggetto"), max_length=160, blank=True)
    letter = models.TextField(_("lettera dell'animatore"), blank=True)
    letter_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    letter_at = models.DateTimeField(null=True, editable=False)

    objects = NetworkQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ("circle__name",)
        verbose_name = _("Rete tematica")
        verbose_name_plural = _("Reti tematiche")

    def __str__(self) -> str:
        return self.circle.name

    def get_absolute_url(self) -> str:
        return reverse("community:network", args=[self.slug])

    @property
    def name(self) -> str:
        return self.circle.name

    @property
    def key(self) -> str:
        """The scope of what is shared within the network."""
        return f"net:{self.circle_id}"

    @property
    def is_open(self) -> bool:
        """Something may be added to it."""
        return self.state in (NetworkState.FORMING, NetworkState.ACTIVE)


class NetworkPlace(models.Model):
    """A person in a network: asked, invited, in, refused, gone. In: he is a member of the circle."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="places")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("ente")
    )
    role = models.CharField(
        _("ruolo"), max_length=10, choices=NetworkRole, default=NetworkRole.MEMBER
    )
    state = models.CharField(_("stato"), max_length=9, choices=PlaceState)
    reason = models.CharField(_("motivo"), max_length=500, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    since = models.DateField(_("dal"), null=True, blank=True)
    until = models.DateField(_("al"), null=True, blank=True)

    class Meta:
        verbose_name = _("Adesione a una rete")
        verbose_name_plural = _("Adesioni alle reti")
        constraints = (
            models.UniqueConstraint(
                fields=["network", "person"],
                name="one_open_place_per_person_in_a_network",
                condition=Q(state__in=("REQUESTED", "INVITED", "ACTIVE")),
            ),
        )
        indexes = (models.Index(fields=["person", "state"], name="networkplace_by_person"),)

    def __str__(self) -> str:
        return f"{self.person} – {self.get_role_display()}"


class Meeting(models.Model):
    """A date of a network's calendar, with its agenda before and its minutes after."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(_("titolo"), max_length=160)
    starts_at = models.DateTimeField(_("inizio"))
    ends_at = models.DateTimeField(_("fine"))
    mode = models.CharField(
        _("modalità"), max_length=8, choices=MeetingMode, default=MeetingMode.ONLINE
    )
    where = models.CharField(_("luogo o collegamento"), max_length=300, blank=True)
    agenda = models.TextField(_("ordine del giorno"), blank=True)
    minutes = models.ForeignKey(
        "community.Document", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decisions = models.TextField(_("decisioni e azioni"), blank=True)
    is_cancelled = models.BooleanField(_("annullato"), default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("starts_at", "pk")
        verbose_name = _("Incontro")
        verbose_name_plural = _("Incontri")
        constraints = (
            models.CheckConstraint(
                name="a_meeting_ends_after_it_starts",
                condition=Q(ends_at__gt=models.F("starts_at")),
            ),
        )
        indexes = (models.Index(fields=["network", "starts_at"], name="meeting_by_network"),)

    def __str__(self) -> str:
        return self.title
