"""Agreements, and twelve requests of Comuni in every state, as they went."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from pico.core.access.actor import SYSTEM, Actor
from pico.core.enti.models import Ente
from pico.core.enti.queries import ente_by_key
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person
from pico.core.testing import cast

from ..actions.agreements import ask_adhesion, make_agreement
from ..actions.capacity import plan_month
from ..actions.parameters import load_parameters
from ..actions.requests.drafting import add_file, begin_request, save_part
from ..actions.requests.steps import accept_in_silence, make_step
from ..models import Adhesion, Agreement, TenderRequest
from ..terms.procurement import ContractKind as K
from ..terms.procurement import Criterion, Procedure
from ..terms.requests import Part
from ..workflow.capacity import calendar_of, first_free
from ..workflow.completeness import asked_of

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
OFFICER, MANAGER = "treviso.sua", "treviso.dirigente"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: whose, of what, how much, how many days ago it was begun, how far it went."""

    author: str
    head: str
    title: str
    text: str
    kind: str
    base: int
    procedure: str
    criterion: str
    cpv: str
    days_ago: int
    goes: tuple[str, ...] = ()
    duration: int = 365
    soa: tuple[tuple[str, str, int], ...] = ()
    lots: tuple[tuple[str, int], ...] = ()
    is_pnrr: bool = False
    missing: str = ""
    reason: str = ""


ONE, TWO = ("comune1.rup", "comune1.referente"), ("comune2.referente", "comune2.referente")
THREE = ("comune3.referente", "comune3.referente")
TO_RECEIVED = ("send", "receive")
TO_TAKEN = (*TO_RECEIVED, "take")
ASKED = (
    Asked(
        *ONE, "Refezione scolastica 2026-2029", "Pasti per le scuole dell'infanzia e primarie, con "
        "menù approvato dall'ULSS e prodotti biologici e a chilometro zero.", K.SERVICES, 690_000,
        Procedure.OPEN, Criterion.BEST_VALUE, "55523100-3", 96, (*TO_TAKEN, "ask", "answer", "accept"),
        duration=1095, missing="Capitolato con i CAM aggiornati\nElenco del personale per la clausola sociale",
    ),
    Asked(
        *ONE, "Riqualificazione energetica della scuola «Colombo»", "Cappotto, serramenti e impianto di "
        "climatizzazione.", K.WORKS, 1_240_000, Procedure.NEGOTIATED, Criterion.BEST_VALUE,
        "45214200-2", 61, (*TO_TAKEN, "accept"), duration=300,
        soa=(("OG 1", "III", 820_000), ("OS 28", "I", 250_000), ("OS 30", "I", 170_000)),
        is_pnrr=True,
    ),
    Asked(
        *ONE, "Manutenzione del verde pubblico", "Sfalci, potature, irrigazione di parchi e scuole.",
        K.SERVICES, 268_000, Procedure.NEGOTIATED, Criterion.BEST_VALUE, "77310000-6", 7, TO_TAKEN,
        duration=730, lots=(("Lotto nord", 140_000), ("Lotto sud", 128_000)),
    ),
    Asked(
        *ONE, "Pista ciclabile di borgo Treviso", "Secondo stralcio, 1,8 km.", K.WORKS, 615_000,
        Procedure.NEGOTIATED, Criterion.LOWEST_PRICE, "45233162-2", 9, (*TO_TAKEN, "ask"), duration=210,
        soa=(("OG 3", "II", 560_000), ("OS 10", "I", 55_000)),
        missing="Verbale di validazione firmato\nQuadro economico con gli imprevisti\nNulla osta idraulico",
    ),
    Asked(
        *ONE, "Trasporto scolastico", "Quattro linee, due scuolabus di proprietà.", K.SERVICES, 410_000,
        Procedure.OPEN, Criterion.BEST_VALUE, "60130000-8", 3, TO_RECEIVED, duration=1095,
    ),
    Asked(
        *ONE, "Arredi della nuova biblioteca", "Scaffali, banco prestiti, sedute.", K.SUPPLIES, 152_000,
        Procedure.NEGOTIATED, Criterion.BEST_VALUE, "39155000-3", 2, ("propose",), duration=90,
    ),
    Asked(
        *ONE, "Ponte sul Muson: adeguamento sismico", "Da completare: manca la validazione.", K.WORKS,
        2_150_000, Procedure.NEGOTIATED, Criterion.BEST_VALUE, "45221119-9", 1, ("draft",),
        duration=400,
    ),
    Asked(
        *TWO, "Pulizia degli edifici comunali", "Sedi, palestre, biblioteca: 14.200 m².", K.SERVICES,
        330_000, Procedure.OPEN, Criterion.BEST_VALUE, "90910000-9", 1, ("send",), duration=730,
    ),
    Asked(
        *TWO, "Direzione lavori della palestra", "Direzione lavori e coordinamento della sicurezza.",
        K.ENGINEERING, 168_000, Procedure.NEGOTIATED, Criterion.BEST_VALUE, "71247000-1", 40,
        (*TO_TAKEN, "refuse"), duration=540,
        reason="Il progetto esecutivo non è validato: la richiesta si ripresenta completa. Fino ad allora "
        "nessun mese del calendario è impegnato.",
    ),
    Asked(
        *TWO, "Illuminazione pubblica a led", "Sostituzione di 1.900 punti luce.", K.SUPPLIES, 480_000,
        Procedure.OPEN, Criterion.BEST_VALUE, "34993000-4", 34, (*TO_RECEIVED, "silence"),
        duration=240,
    ),
    Asked(
        *TWO, "Gestione degli impianti sportivi", "Concessione di piscina e palazzetto.",
        K.SERVICES_CONCESSION, 920_000, Procedure.NEGOTIATED, Criterion.BEST_VALUE, "92610000-0", 27,
        (*TO_TAKEN, "withdraw"), duration=3650,
        reason="Il Consiglio ha scelto di gestire in economia per un anno.",
    ),
)  # fmt: skip


def furnish_requests(now: datetime) -> None:
    """Agreements, calendar and requests, where there are none yet."""
    load_parameters(actor=SYSTEM, now=now)
    treviso, brescia = ente_by_key(cast.TREVISO), ente_by_key(cast.BRESCIA)
    if treviso is None or brescia is None or Agreement.objects.filter(sua=treviso).exists():
        return
    people = {
        person.username: person
        for person in Person.objects.filter(username__in=[part.username for part in cast.CAST])
    }
    wanted = {*ONE, *TWO, *THREE, OFFICER, MANAGER}
    if not wanted <= people.keys():
        return
    actors = {name: acting(people[name], now) for name in wanted}
    _agree(treviso, brescia, now)
    _plan(treviso, actors, now)
    _ask_to_join(treviso, actors, now)
    for asked in ASKED:
        _make(asked, treviso, actors, people, now)
    _make(OUTSIDE, brescia, actors, people, now)


OUTSIDE = Asked(
    *THREE, "Assicurazioni dell'ente", "Polizze all risks, RCT/O, kasko: cinque lotti.", K.SERVICES,
    240_000, Procedure.OPEN, Criterion.BEST_VALUE, "66510000-8", 6, ("send",), duration=1095,
)  # fmt: skip


def acting(person: Person, now: datetime) -> Actor:
    """A person of the cast as he acts today."""
    place = working_memberships(person, today=timezone.localdate(now))[0]
    return actor_for(person, place)


def _agree(treviso: Ente, brescia: Ente, now: datetime) -> None:
    """Castelfranco for years, Conegliano for some months more, Montebelluna with Brescia."""
    today = timezone.localdate(now)
    fees = (
        {"scheme": "PERCENT", "to_amount": Decimal(1_000_000), "rate": Decimal("0.5"),
         "minimum": Decimal(800)},
        {"scheme": "PERCENT", "rate": Decimal("0.3"), "maximum": Decimal(9000)},
        {"scheme": "LIVE_COSTS", "amount": Decimal(350)},
    )  # fmt: skip
    areas = tuple({"area": area} for area in ("WORKS", "SERVICES", "SUPPLIES", "CONCESSIONS"))
    ways = (
        (cast.COMUNE_1, treviso, "Delibera di Consiglio n. 41/2024", 1500, fees),
        (cast.COMUNE_2, treviso, "Delibera di Consiglio n. 18/2022", 110, fees),
        (cast.COMUNE_3, brescia, "Accordo n. 7/2025",  900, ({"scheme": "LUMP_SUM", "amount": Decimal(2500)},)),
    )  # fmt: skip
    for key, sua, act, days, scheme in ways:
        ente = ente_by_key(key)
        if ente is None:
            continue
        make_agreement(
            ente=ente, sua=sua, areas=areas, fees=scheme, actor=SYSTEM, now=now,
            values={
                "subject": "Convenzione per la Stazione Unica Appaltante", "act": act,
                "form": "ART_15" if sua == brescia else "ART_30",
                "signed_on": today - timedelta(days=800), "functions": "1",
                "valid_from": today - timedelta(days=790), "valid_to": today + timedelta(days=days),
                "duties": "La SUA cura la gara fino alla proposta di aggiudicazione e i controlli; l'ente "
                "programma, progetta, aggiudica, stipula ed esegue.",
            },
        )  # fmt: skip


def _plan(treviso: Ente, actors: dict[str, Actor], now: datetime) -> None:
    """A month with fewer places, another with more."""
    months = calendar_of(treviso.pk, timezone.localdate(now))
    for one, places, note in ((months[0], 0, "mese già impegnato"), (months[3], 6, "")):
        plan_month(
            sua=treviso, month=one.month, places=places, note=note, actor=actors[MANAGER], now=now
        )


def _ask_to_join(treviso: Ente, actors: dict[str, Actor], now: datetime) -> None:
    if not Adhesion.objects.filter(sua=treviso).exists():
        ask_adhesion(
            sua=treviso, actor=actors["comune3.referente"], now=now - timedelta(days=4),
            needs="Tre gare all'anno fra servizi scolastici e manutenzioni stradali, la prima entro "
            "giugno: refezione, circa 500.000 € l'anno.",
        )  # fmt: skip


# One request --------------------------------------------------------------------------------------


def _make(asked: Asked, sua: Ente, actors: dict[str, Actor], people: dict, now: datetime) -> None:
    author, head = actors[asked.author], actors[asked.head]
    begun = now - timedelta(days=asked.days_ago)
    request = begin_request(sua=sua, title=asked.title, kind=asked.kind, actor=author, now=begun)
    _write(request, asked, author, head, people, begun)
    for place, name in enumerate(asked.goes):
        if name != "draft":
            _go(request, name, asked, actors, begun + timedelta(hours=2 + 26 * place), now)


def _write(request: TenderRequest, asked: Asked, author: Actor, head: Actor, people, now) -> None:
    base = Decimal(asked.base)
    security = (base * 2 / 100).quantize(Decimal("0.01")) if asked.soa else Decimal(1500)
    vat = (base * 10 / 100).quantize(Decimal("0.01"))
    unforeseen = ((base + security) * 6 / 100).quantize(Decimal("0.01"))
    total = base + security + vat + unforeseen
    today = timezone.localdate(now)
    place = Ente.objects.get(pk=author.ente_id)
    save = _saver(request, author, now)
    save(
        Part.SUBJECT, description=asked.text, place=place, duration_days=asked.duration,
        needed_on=today + timedelta(days=210), has_social_clause=asked.kind == K.SERVICES,
    )  # fmt: skip
    save(
        Part.AMOUNTS,
        base_amount=base, security_amount=security, vat_rate=Decimal(22),
        labour_amount=Decimal(0) if asked.kind == K.SUPPLIES else (base * 45 / 100),
        lot_count=max(len(asked.lots), 1), no_lots_reason="" if asked.lots else "Prestazione unitaria.",
        rows={
            "lots": [{"title": title, "base_amount": Decimal(amount)} for title, amount in asked.lots],
            "works": [
                {"category": code, "grade": grade, "amount": Decimal(amount), "is_main": n == 0,
                 "is_separable": n > 0}
                for n, (code, grade, amount) in enumerate(asked.soa)
            ],
        },
    )  # fmt: skip
    save(Part.PROCEDURE, procedure=asked.procedure, criterion=asked.criterion)
    if "draft" in asked.goes:
        return
    save(
        Part.CODES, cpv=asked.cpv, no_cui_reason="Inserito con l'aggiornamento del programma di marzo",
        cups=["C11G06000000001"] if asked.soa else [],
    )  # fmt: skip
    save(
        Part.MONEY, is_pnrr=asked.is_pnrr, pnrr_measure="M2C3 – Investimento 1.1" if asked.is_pnrr else "",
        funding_due_on=today + timedelta(days=260) if asked.is_pnrr else None,
        rows={
            "fundings": [{"source": "C01" if asked.is_pnrr else "A", "amount": total,
                          "chapter": "2041", "year": today.year}],
            "costs": [
                {"kind": "WORKS", "amount": base}, {"kind": "SECURITY", "amount": security},
                {"kind": "UNFORESEEN", "amount": unforeseen}, {"kind": "VAT", "amount": vat},
            ],
        },
    )  # fmt: skip
    save(
        Part.PEOPLE, rup=people[asked.author], procedure_head=people[asked.head],
        validated_on=today if asked.soa else None,
    )  # fmt: skip
    request.refresh_from_db()
    for kind, must in asked_of(request).items():
        if must:
            name = f"{kind.value.lower().replace('_', '-')}.pdf"
            content = SimpleUploadedFile(name, PDF, "application/pdf")
            add_file(request=request, kind=kind, content=content, actor=author, now=now)


def _saver(request: TenderRequest, actor: Actor, now: datetime) -> Callable[..., TenderRequest]:
    def save(part: str, rows: dict | None = None, **values) -> TenderRequest:
        return save_part(request=request, part=part, values=values, rows=rows, actor=actor, now=now)

    return save


def _go(
    request: TenderRequest,
    name: str,
    asked: Asked,
    actors: dict[str, Actor],
    at: datetime,
    now: datetime,
) -> None:
    """Make a step at its moment; the month of the start is the first free one."""
    at = min(at, now)
    if name == "silence":
        accept_in_silence(now=now)
        return
    who = {
        "propose": asked.author, "send": asked.head, "answer": asked.author, "withdraw": asked.head,
        "accept": MANAGER, "refuse": MANAGER,
    }.get(name, OFFICER)  # fmt: skip
    request.refresh_from_db()
    make_step(
        record=request, name=name, actor=actors[who], now=at, **_given(request, name, asked, at)
    )


def _given(request: TenderRequest, name: str, asked: Asked, at: datetime) -> dict:
    if name == "receive":
        day = timezone.localdate(at)
        return {"protocol": f"{day:%Y}/{30000 + request.pk}", "received_on": day}
    if name == "ask":
        return {"items": asked.missing}
    if name == "answer":
        items = request.integrations.first().items.all()
        return {
            "done": items,
            "answer": "Caricati i documenti richiesti, con il capitolato aggiornato.",
        }
    if name == "accept":
        free = first_free(calendar_of(request.sua_id, timezone.localdate(at)))
        return {"slot": free.month if free else date(at.year + 1, 1, 1)}
    return {"reason": asked.reason} if name in ("refuse", "withdraw") else {}
