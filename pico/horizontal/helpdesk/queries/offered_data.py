"""What the Help Desk offers to the open data catalogue: the answers that everybody reads on UPI's site."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import ANONYMOUS
from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.modules.open_data import (
    Frequency,
    OpenColumn,
    OpenDataset,
    Theme,
    ValueKind,
    words_of,
)
from pico.core.notices.messages import absolute

from .faq import visible_faqs

CHUNK = 500


def answers(space: Space) -> Iterator[dict[str, Any]]:
    """The answers that stand on a site for who did not sign in, in the order of their writing."""
    for one in visible_faqs(ANONYMOUS, space).order_by("pk").iterator(chunk_size=CHUNK):
        yield {
            "domanda": one.question, "risposta": words_of(one.answer),
            "modulo": one.get_topic_display(),
            "categoria": one.category.name if one.category else "",
            "destinatari": one.get_audience_display(),
            "aggiornata_il": timezone.localdate(one.changed_at),
            "pagina": absolute(path_in(space, "helpdesk:faq", one.pk)),
        }  # fmt: skip


FAQS = OpenDataset(
    slug="domande-frequenti",
    title=_("Domande frequenti sulla piattaforma e sui servizi delle Province"),
    description=_(
        "Le domande e le risposte pubbliche della base di conoscenza di Pi.Co., in testo semplice. Una riga per domanda."
    ),
    themes=(Theme.GOVE,),
    frequency=Frequency.IRREG,
    keywords=("FAQ", _("assistenza"), _("Province"), _("domande frequenti")),
    notes=_(
        "Ci sono le risposte che chiunque legge sul sito di UPI; immagini, video e allegati sono nella pagina."
    ),
    day="aggiornata_il",
    page="helpdesk:faqs",
    rows=answers,
    offered_in=SpaceKind.NATIONAL,
    columns=(
        OpenColumn("domanda", _("Domanda")),
        OpenColumn("risposta", _("Risposta, in testo semplice")),
        OpenColumn("modulo", _("Modulo della piattaforma di cui parla")),
        OpenColumn("categoria", _("Categoria")),
        OpenColumn("destinatari", _("A chi è rivolta")),
        OpenColumn("aggiornata_il", _("Giorno dell'ultimo aggiornamento"), ValueKind.DAY),
        OpenColumn("pagina", _("Indirizzo della pagina")),
    ),
)
