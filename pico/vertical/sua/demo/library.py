"""The library: the national texts, three of them adopted at Treviso, one that UPI changed since."""

from datetime import datetime

from pico.core.access.actor import SYSTEM
from pico.core.enti.queries import ente_by_key
from pico.core.testing import cast

from ..actions.library import adopt_text, change_text, load_library
from ..models import LibraryText

ADOPTED = ("formulario.indizione", "formulario.aggiudicazione", "bussola.tempi")
CHANGED, LINE = (
    "bussola.tempi",
    "<p>Le date di una gara, con il perché di ciascuna, sono in «Scadenze».</p>",
)


def furnish_library(now: datetime) -> None:
    """Load what is not there; adopt and change once."""
    load_library(actor=SYSTEM, now=now)
    treviso = ente_by_key(cast.TREVISO)
    if treviso is None or LibraryText.objects.filter(owner=treviso).exists():
        return
    national = {one.key: one for one in LibraryText.objects.filter(owner=None)}
    for key in ADOPTED:
        adopt_text(text=national[key], sua=treviso, actor=SYSTEM, now=now)
    text = national[CHANGED]
    change_text(
        text=text, title=text.title, body=text.body + LINE, note="Rinvio a «Scadenze»",
        actor=SYSTEM, now=now,
    )  # fmt: skip
