"""Made-up rows, steps and news for the style guide, always the same."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

LONG = "Libero Consorzio Comunale di Caltanissetta"
NAMES = (
    "Provincia di Treviso",
    "Provincia di Brescia",
    LONG,
    "Provincia di Pesaro e Urbino",
    "Provincia di Forlì-Cesena",
    "Unione dei Comuni montani dell'Appennino Parma Est",
)
STATES = (
    ("draft", _("Bozza")),
    ("running", _("In corso")),
    ("waiting", _("Serve un'azione")),
    ("done", _("Conclusa")),
    ("refused", _("Respinta")),
    ("suspended", _("Sospesa")),
)
LEVELS = (
    ("public", _("Pubblico")),
    ("platform", _("Tutti gli utenti Pi.Co.")),
    ("provinces", _("Sistema delle Province")),
    ("reg:05", _("UPI regionale e Province della regione")),
    ("ter:026", _("Provincia ed enti del territorio")),
    ("net:3", _("Rete tematica")),
    ("grp:77", _("Gruppo ristretto")),
    ("ente:1204", _("Solo il mio ente")),
    ("usr:9", _("Solo io")),
)
FIRST_DAY = dt.date(2026, 1, 7)


@dataclass(frozen=True, slots=True)
class Row:
    """A made-up convention."""

    pk: int
    name: str
    ente: str
    state: str
    amount: Decimal
    signed_on: dt.date


def sample_rows(total: int = 300) -> list[Row]:
    """Return made-up rows, always the same."""
    return [
        Row(
            pk=number,
            name=f"Convenzione n. {number}/2026 per la stazione unica appaltante",
            ente=NAMES[number % len(NAMES)],
            state=STATES[number % len(STATES)][0],
            amount=Decimal(number * 7919 % 900_000) + Decimal("0.50"),
            signed_on=FIRST_DAY + dt.timedelta(days=number * 17 % 310),
        )
        for number in range(1, total + 1)
    ]


def sample_events(now) -> list[dict]:
    return [
        {"at": now - dt.timedelta(minutes=12), "title": _("Documento caricato"), "who": f"Carla Rup, {LONG}", "sign": "upload", "url": "#"},
        {"at": now - dt.timedelta(days=2), "title": _("Richiesta inviata"), "who": "Carla Rup", "text": _("Allegati 3 documenti."), "sign": "mail"},
        {"at": now - dt.timedelta(days=30), "title": _("Bozza creata"), "who": "Carla Rup", "sign": "pencil"},
    ]  # fmt: skip


def sample_tabs() -> list[dict]:
    names = (
        _("Riepilogo"),
        _("Documenti"),
        _("Persone"),
        _("Scadenze"),
        _("Messaggi"),
        _("Storia"),
    )
    return [
        {
            "label": name,
            "url": "#",
            "active": number == 0,
            "count": 4 if number == 1 else 0,
        }
        for number, name in enumerate(names)
    ]
