from django.db import models
from django.urls import reverse

from pico.engines.workflow.models import Flowing

from .terms import DossierState, TrackState


class Dossier(Flowing):
    flow_key = "sample.dossier"

    state = models.CharField(choices=DossierState, default=DossierState.DRAFT, max_length=20)
    title = models.CharField("titolo", max_length=80, blank=True)
    outcome = models.TextField("esito", blank=True)
    closed_at = models.DateTimeField("conclusa il", null=True, blank=True)

    def __str__(self) -> str:
        return self.title

    def get_step_url(self, name: str) -> str:
        return reverse("sample:step", args=[self.pk, name])


class Track(Flowing):
    flow_key = "sample.track"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="tracks")
    state = models.CharField(choices=TrackState, default=TrackState.INVITED, max_length=20)

    def __str__(self) -> str:
        return self.state
