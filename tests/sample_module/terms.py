from django.db import models


class DossierState(models.TextChoices):
    DRAFT = "BOZZA", "Bozza"
    SENT = "INVIATA", "Inviata"
    GATHERING = "RACCOLTA", "Raccolta"
    DONE = "CONCLUSA", "Conclusa"
    REFUSED = "RESPINTA", "Respinta"
    PAUSED = "SOSPESA", "Sospesa"


class TrackState(models.TextChoices):
    INVITED = "INVITATO", "Invitato"
    JOINED = "ADERENTE", "Aderente"
    LEFT = "RITIRATO", "Ritirato"
