"""What the tenders of the demo are about, who runs them, who wins them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.enti.queries import comuni_of, ente_by_key
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person
from pico.core.testing import cast

from ..terms.procurement import ContractKind, Criterion, Procedure

W, S, F, E = (
    ContractKind.WORKS, ContractKind.SERVICES, ContractKind.SUPPLIES, ContractKind.ENGINEERING,
)  # fmt: skip
OPEN, ASKED = Procedure.OPEN, Procedure.NEGOTIATED
BEST, PRICE = Criterion.BEST_VALUE, Criterion.LOWEST_PRICE


@dataclass(frozen=True, slots=True)
class Plan:
    """What was bought: title, kind, base amounts of its lots, procedure, criterion, SOA category."""

    title: str
    kind: str
    bases: tuple[int, ...]
    procedure: str = OPEN
    criterion: str = BEST
    days: int = 365
    soa: str = ""
    is_above_eu: bool = False
    is_pnrr: bool = False


PLANS = (
    Plan("Riqualificazione energetica della scuola primaria", W, (1_240_000,), ASKED, PRICE, 300, "OG 1", is_pnrr=True),
    Plan("Servizio di ristorazione scolastica", S, (620_000,), days=1095, is_above_eu=True),
    Plan("Manutenzione straordinaria delle strade comunali", W, (480_000,), ASKED, PRICE, 180, "OG 3"),
    Plan("Trasporto scolastico", S, (310_000, 270_000), days=1095, is_above_eu=True),
    Plan("Fornitura di arredi per la biblioteca", F, (165_000,), ASKED, PRICE, 90),
    Plan("Progettazione esecutiva e direzione lavori del nuovo asilo nido", E, (228_000,), is_above_eu=True, is_pnrr=True),
    Plan("Assistenza domiciliare e servizi per anziani", S, (890_000,), days=730, is_above_eu=True),
    Plan("Pista ciclabile lungo il Sile, secondo stralcio", W, (960_000,), ASKED, BEST, 240, "OG 3"),
    Plan("Servizi di pulizia degli edifici comunali", S, (205_000,), ASKED, BEST, 730),
    Plan("Adeguamento sismico della palestra", W, (1_780_000,), OPEN, BEST, 365, "OG 1", is_pnrr=True),
    Plan("Servizi assicurativi", S, (92_000, 61_000, 38_000), ASKED, BEST, 1095),
    Plan("Efficientamento dell'illuminazione pubblica", W, (740_000,), ASKED, BEST, 270, "OG 11"),
    Plan("Gestione del verde pubblico", S, (180_000, 150_000), ASKED, BEST, 730),
    Plan("Restauro della facciata di palazzo municipale", W, (560_000,), ASKED, PRICE, 240, "OG 2"),
)  # fmt: skip
AGGREGATED = Plan("Servizio di brokeraggio e coperture assicurative dei Comuni", S, (240_000, 180_000), OPEN, BEST, 1095, is_above_eu=True)  # fmt: skip
WINNERS = (
    ("00743110157", "Costruzioni Generali Venete spa"),
    ("00488410010", "Servizi Integrati del Nord srl"),
    ("02313821007", "Cooperativa Sociale Il Ponte"),
    ("01114601006", "Impianti e Strade srl"),
    ("00905811006", "Studio Associato Ingegneria e Territorio"),
)
JUDGES = (
    "Anna Bellini", "Bruno Casarin", "Carla Dal Pozzo", "Davide Esposito", "Elena Furlan",
    "Fabio Gallina", "Gloria Hofer", "Ivo Innocenti", "Lia Lorenzon", "Marco Moretto",
)  # fmt: skip
HEADS = (
    "Nadia Ongaro", "Oscar Perin", "Paola Quaglia", "Renzo Salvador", "Silvia Tonon",
    "Ugo Visentin", "Wanda Zanatta",
)  # fmt: skip
# How those with their own end fare; the others go as far as the days allow.
ENDS = {4: "desert", 9: "failed", 13: "revoked", 17: "suspended", 22: "cancelled", 27: "lot_desert"}
PACE = {"treviso": (27, 40), "brescia": (88, 12)}
MADE_UP = "Gara dimostrativa: enti veri, fatti inventati."


@dataclass(slots=True)
class House:
    """A SUA with who works there, and the enti it works for."""

    sua: Ente
    officer: Actor
    head: Actor | None
    person: Person
    enti: list[Ente]
    rup: Person | None
    receiver: Actor | None

    @classmethod
    def of(cls, username: str, head: str, key: str, now: datetime) -> "House | None":
        sua, officer = ente_by_key(key), actor_of(username, now)
        if sua is None or officer is None:
            return None
        enti = list(comuni_of(sua)[:24])
        is_treviso = key == cast.TREVISO
        if is_treviso:
            near = [ente_by_key(one) for one in (cast.COMUNE_1, cast.COMUNE_2, cast.COMUNE_3)]
            enti = [*near, *(one for one in enti if one not in near)]
        if not enti:  # a registry without its Comuni: nobody would delegate
            return None
        return cls(
            sua, officer, actor_of(head, now), Person.objects.get(username=username), enti,
            Person.objects.filter(username="comune1.rup").first() if is_treviso else None,
            actor_of("comune1.rup", now) if is_treviso else None,
        )  # fmt: skip


def actor_of(username: str, now: datetime) -> Actor | None:
    person = Person.objects.filter(username=username).first()
    if person is None:
        return None
    place = working_memberships(person, today=timezone.localdate(now)).first()
    return actor_for(person, place) if place else None
