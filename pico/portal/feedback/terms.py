"""The exact words of the feedback of a page (Modello Comuni, valutazione della chiarezza)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_COMMENT = 200
BEST = 5
GOOD = 4  # from here on the question is what one liked

QUESTION = _("Quanto sono chiare le informazioni su questa pagina?")
LIKED = _("Quali sono stati gli aspetti che hai preferito?")
DISLIKED = _("Dove hai incontrato le maggiori difficoltà?")
DETAILS = _("Vuoi aggiungere altri dettagli?")
THANKS = _("Grazie, il tuo parere ci aiuterà a migliorare il servizio!")

DEAD_AFTER_DAYS = 90  # nobody opened the page for so long


class Reason(models.TextChoices):
    """Why so: the first five of who is content, the others of who is not."""

    CLEAR = "CLEAR", _("Le indicazioni erano chiare")
    COMPLETE = "COMPLETE", _("Le indicazioni erano complete")
    SURE = "SURE", _("Capivo sempre che stavo procedendo correttamente")
    NO_FAULTS = "NO_FAULTS", _("Non ho avuto problemi tecnici")
    OTHER_LIKED = "OTHER_LIKED", _("Altro")
    UNCLEAR = "UNCLEAR", _("A volte le indicazioni non erano chiare")
    INCOMPLETE = "INCOMPLETE", _("A volte le indicazioni non erano complete")
    UNSURE = "UNSURE", _("A volte non capivo se stavo procedendo correttamente")
    FAULTS = "FAULTS", _("Ho avuto problemi tecnici")
    OTHER_DISLIKED = "OTHER_DISLIKED", _("Altro")


REASONS_LIKED = (Reason.CLEAR, Reason.COMPLETE, Reason.SURE, Reason.NO_FAULTS, Reason.OTHER_LIKED)
REASONS_DISLIKED = tuple(reason for reason in Reason if reason not in REASONS_LIKED)


def reasons_of(score: int) -> tuple[Reason, ...]:
    """The reasons that go with a score."""
    return REASONS_LIKED if score >= GOOD else REASONS_DISLIKED
