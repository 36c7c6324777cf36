"""What the Community offers to the open data catalogue: the cards of best practices that everybody reads."""

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

from .practices import visible_practices

CHUNK = 500


def practices(space: Space) -> Iterator[dict[str, Any]]:
    """The published cards for everybody, in the order of their writing; no person is named."""
    for one in visible_practices(ANONYMOUS).order_by("pk").iterator(chunk_size=CHUNK):
        published = timezone.localdate(one.published_at) if one.published_at else None
        yield {
            "titolo": one.title, "ambito": one.get_area_display(), "ente": one.owner.name,
            "ente_cf": one.owner.fiscal_code, "problema": one.problem,
            "soluzione": words_of(one.solution), "risultati": one.results, "strumenti": one.tools,
            "mesi": one.months, "costo": one.cost, "anno": one.year,
            "trasferibilita": one.get_transferability_display(), "condizioni": one.conditions,
            "adozioni": one.adoption_count, "stato": one.get_state_display(),
            "pubblicata_il": published, "valida_fino_al": one.valid_until,
            "pagina": absolute(path_in(space, "community:practice", one.pk)),
        }  # fmt: skip


PRACTICES = OpenDataset(
    slug="buone-pratiche",
    title=_("Buone pratiche delle Province e degli enti del territorio"),
    description=_(
        "Le schede pubbliche delle buone pratiche raccolte su Pi.Co.: problema, soluzione, risultati, tempo, costo e quanti enti le hanno adottate. Una riga per scheda."
    ),
    themes=(Theme.GOVE, Theme.REGI),
    frequency=Frequency.IRREG,
    keywords=(_("buone pratiche"), _("Province"), _("riuso"), _("innovazione")),
    notes=_(
        "Costi in euro, come li dichiara l'ente. Le persone che hanno partecipato e il contatto sono solo nella pagina."
    ),
    day="pubblicata_il",
    page="community:practices",
    rows=practices,
    offered_in=SpaceKind.NATIONAL,
    columns=(
        OpenColumn("titolo", _("Titolo della scheda")),
        OpenColumn("ambito", _("Ambito")),
        OpenColumn("ente", _("Ente che l'ha realizzata")),
        OpenColumn("ente_cf", _("Codice fiscale dell'ente"), ValueKind.FISCAL_CODE),
        OpenColumn("problema", _("Il problema")),
        OpenColumn("soluzione", _("La soluzione, in testo semplice")),
        OpenColumn("risultati", _("I risultati")),
        OpenColumn("strumenti", _("Strumenti")),
        OpenColumn("mesi", _("Tempo, in mesi"), ValueKind.WHOLE),
        OpenColumn("costo", _("Costo dichiarato"), ValueKind.MONEY),
        OpenColumn("anno", _("Anno"), ValueKind.WHOLE),
        OpenColumn("trasferibilita", _("Trasferibilità")),
        OpenColumn("condizioni", _("A quali condizioni si trasferisce")),
        OpenColumn("adozioni", _("Enti che l'hanno adottata"), ValueKind.WHOLE),
        OpenColumn("stato", _("Stato della scheda: pubblicata, o da aggiornare")),
        OpenColumn("pubblicata_il", _("Giorno di pubblicazione"), ValueKind.DAY),
        OpenColumn("valida_fino_al", _("Valida fino al"), ValueKind.DAY),
        OpenColumn("pagina", _("Indirizzo della pagina")),
    ),
)
