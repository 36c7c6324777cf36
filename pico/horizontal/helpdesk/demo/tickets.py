"""Requests of the cast, as officers of Comuni and Provinces make them, and how they went."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from pico.core.access.actor import SYSTEM, Actor
from pico.core.enti.queries import ente_by_key
from pico.core.foundation.rich_text import from_plain
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person
from pico.core.testing import cast

from ..actions.canned import save_canned
from ..actions.duty import place_operator
from ..actions.opening import Request, open_ticket
from ..actions.privacy import report_personal_data
from ..actions.replies import reply, write_note
from ..actions.sharing import rate, share
from ..actions.steps import make_step
from ..models import CannedReply, Category, Queue, QueueMember, Ticket
from ..terms import Impact, QueueRole, Topic

P, S = "PLATFORM", "SERVICES"

OPERATORS = (
    ("access", "upi.helpdesk", QueueRole.HEAD),
    ("platform", "upi.helpdesk", QueueRole.HEAD),
    ("experts:SUA", "esperto.sua", QueueRole.EXPERT),
    ("treviso:SUA", "treviso.sua", QueueRole.OPERATOR),
    ("treviso:SUA", "treviso.admin", QueueRole.HEAD),
    ("treviso:SIT", "treviso.sit", QueueRole.HEAD),
    ("treviso:SAPE", "treviso.sape", QueueRole.HEAD),
    ("treviso:PERSONNEL", "treviso.personale", QueueRole.HEAD),
    ("treviso:GENERAL", "treviso.admin", QueueRole.HEAD),
    ("brescia:GENERAL", "brescia.admin", QueueRole.HEAD),
    ("brescia:SUA", "brescia.admin", QueueRole.HEAD),
)
CANNED = (
    (
        "treviso.sua", "treviso:SUA", "Manca il progetto di fattibilità",
        "Gentile {nome}, per la richiesta {numero} manca il progetto di fattibilità tecnica ed "
        "economica (art. 41 del Codice). Può allegarlo rispondendo a questo messaggio?\n\n{operatore}",
        "wait_asker",
    ),
    (
        "treviso.sua", "treviso:SUA", "A che punto è la gara",
        "Gentile {nome}, lo stato della gara si legge nella scheda della richiesta, alla voce "
        "«Fasi». Ogni passaggio di fase arriva anche per e-mail al RUP.", "solve",
    ),
    (
        "upi.helpdesk", "platform", "Svuotare la memoria del browser",
        "Gentile {nome}, prova a ricaricare la pagina tenendo premuto Maiusc. Se l'errore resta, "
        "scrivici l'ora in cui è comparso.", "wait_asker",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, some days ago, and what was done with it: who, after how many hours, what."""

    asker: str
    category: str
    family: str
    topic: str
    subject: str
    text: str
    impact: str = Impact.HAMPERED
    days_ago: int = 3
    needed_in: int | None = None
    visibility: str = "PERSON"
    then: tuple[tuple, ...] = ()


REQUESTS = (
    Asked(
        "comune1.rup", "sua.tender-request", S, "SUA",
        "La richiesta di gara per la palestra resta in bozza",
        "Ho compilato tutti i passi della richiesta di gara su delega per la palestra di via "
        "Verdi, ma «Invia» dice che manca il CUP, che invece ho scritto.",
        days_ago=2, needed_in=9, visibility="ENTE",
        then=(
            ("treviso.sua", 3, "reply", "Buongiorno, il CUP J13C22000010006 risulta chiuso: è quello "
             "giusto? Sul portale OpenCUP lo vedo associato a un altro intervento."),
            ("comune1.rup", 5, "reply", "Ha ragione, quello è del primo lotto. Cerco quello nuovo."),
            ("treviso.sua", 6, "note", "Sentita anche la ragioneria del Comune: il CUP nuovo arriva domani."),
        ),
    ),
    Asked(
        "comune2.referente", "sua.tender-state", S, "SUA",
        "A che punto è la gara per la mensa scolastica",
        "L'assessore chiede quando si aggiudica: nella scheda la fase è ferma a «Valutazione».",
        Impact.QUESTION, days_ago=4,
        then=(
            ("treviso.sua", 2, "take"),
            ("treviso.sua", 20, "wait_asker", "La commissione finisce giovedì. Vi serve una data "
             "certa per la delibera, o basta una previsione?"),
        ),
    ),
    Asked(
        "comune1.rup", "sua.opinion", S, "SUA",
        "Affidamento diretto sotto soglia: serve comunque il DIP?",
        "Per lavori di 60.000 euro il documento di indirizzo alla progettazione va fatto lo "
        "stesso? Il segretario ha dei dubbi.", Impact.QUESTION, days_ago=20,
        then=(
            ("treviso.sua", 2, "take"),
            ("treviso.sua", 4, "escalate", "Quesito generale: meglio un parere del pool."),
            ("esperto.sua", 26, "take"),
            ("esperto.sua", 27, "hand_over", "treviso:SUA", "Parere in nota. Il DIP può essere "
             "semplificato ma non omesso (Allegato I.7, art. 3). Rispondete voi al Comune."),
            ("treviso.sua", 29, "take"),
            ("treviso.sua", 30, "solve", "Il DIP serve anche negli affidamenti diretti, in forma "
             "semplificata (d.lgs. 36/2023, Allegato I.7, art. 3). È un parere non vincolante."),
            ("comune1.rup", 48, "confirm"),
            ("comune1.rup", 49, "rate", 5, "Risposta chiara, con il riferimento."),
        ),
    ),
    Asked(
        "comune3.referente", "any.malfunction", P, "COMMUNITY",
        "Il documento allegato non si apre",
        "Il verbale della riunione della rete, in formato p7m, non si apre: la pagina resta bianca.",
        days_ago=6,
        then=(
            ("upi.helpdesk", 1, "reply", "Grazie della segnalazione: con quale browser?"),
            ("comune3.referente", 3, "reply", "Con Edge. Con Firefox invece si scarica."),
            ("upi.helpdesk", 8, "solve", "Era un filtro sugli allegati firmati: corretto. Se resta "
             "bianca, ricarica la pagina tenendo premuto Maiusc."),
            ("comune3.referente", 30, "confirm"),
            ("comune3.referente", 31, "rate", 4, ""),
        ),
    ),
    Asked(
        "treviso.redattore", "portal.newsletter", P, "PORTAL",
        "La newsletter di marzo è partita senza immagini",
        "Nell'anteprima le immagini c'erano; chi la riceve in Outlook vede solo i riquadri vuoti.",
        days_ago=1,
        then=(
            ("upi.helpdesk", 2, "take"),
            ("upi.helpdesk", 3, "wait_third", "fornitore dell'invio"),
        ),
    ),
    Asked(
        "treviso.sape", "portal.site-down", P, "PORTAL",
        "Il sito della Provincia risponde lentamente",
        "Da stamattina le pagine del bando si aprono in più di dieci secondi; domani scade il termine.",
        Impact.BLOCKED, days_ago=0, needed_in=1,
    ),
    Asked(
        "comune2.referente", "access.change-of-ente", P, "ACCESS",
        "Una collega è passata all'Unione dei Comuni",
        "Da lunedì lavora per l'Unione: come sposta il suo profilo senza perdere i corsi fatti?",
        Impact.QUESTION, days_ago=1,
    ),
    Asked(
        "brescia.admin", "data.wrong-figure", P, "DATA",
        "Il numero di Comuni convenzionati è sbagliato",
        "Nel cruscotto risultano 41 Comuni, ma le convenzioni firmate sono 44.", days_ago=8,
        then=(
            ("upi.helpdesk", 5, "take"),
            ("upi.helpdesk", 6, "escalate", "Il conteggio esclude le convenzioni prorogate: è da correggere."),
        ),
    ),
    Asked(
        "comune1.referente", "sit.activation", S, "SIT",
        "Attivare il servizio di conservazione per il protocollo",
        "La convenzione SIT è firmata: che cosa dobbiamo preparare per attivare la conservazione?",
        Impact.QUESTION, days_ago=5,
        then=(
            ("treviso.sit", 4, "reply", "Servono il manuale di gestione e la nomina del "
             "responsabile della conservazione: allego la traccia appena pronta."),
        ),
    ),
    Asked(
        "comune3.referente", "sape.call", S, "SAPE",
        "Bando LIFE: chi può essere capofila?",
        "Vorremmo partecipare con altri due Comuni: il capofila può essere la Provincia?",
        Impact.QUESTION, days_ago=12,
        then=(
            ("treviso.sape", 6, "take"),
            ("treviso.sape", 7, "note", "Per accordarsi sulla data: il cellulare personale del sindaco è "
             "000 1234567."),
            ("treviso.sape", 8, "report", "Numero di cellulare personale"),
            ("treviso.sape", 9, "solve", "Sì: la Provincia può essere capofila e i Comuni "
             "beneficiari associati. Vediamoci martedì per la scheda di progetto."),
        ),
    ),
    Asked(
        "comune3.referente", "sua.tender-request", S, "SUA",
        "Anche a noi il CUP risulta mancante",
        "Succede lo stesso con la gara per l'asilo: il CUP c'è ma il controllo non lo vede.",
        days_ago=1,
    ),
    Asked(
        "comune2.referente", "personnel.selection", S, "PERSONNEL",
        "Idonei della selezione per istruttori: quando possiamo attingere",
        "Abbiamo due posti scoperti: l'elenco degli idonei è già utilizzabile?",
        Impact.QUESTION, days_ago=9,
        then=(
            ("treviso.personale", 3, "reply", "L'elenco è approvato. Manca solo il vostro atto di adesione."),
            ("comune2.referente", 28, "settle"),
        ),
    ),
    Asked(
        "comune1.referente", "any.suggestion", P, "HELPDESK",
        "Vorremmo stampare le richieste chiuse dell'anno",
        "Per la relazione di fine anno servirebbe un elenco delle richieste fatte dal Comune.",
        Impact.QUESTION, days_ago=15,
        then=(
            ("upi.helpdesk", 20, "solve", "C'è già: in «Le mie richieste» filtra per periodo e "
             "scarica l'elenco in CSV o Excel."),
            ("comune1.referente", 30, "confirm"),
            ("comune1.referente", 31, "rate", 5, "Non l'avevo visto!"),
        ),
    ),
)  # fmt: skip


def furnish_tickets(now: datetime) -> None:
    """Make desks and requests; nothing when some are there."""
    actors = _actors(now)
    if Ticket.objects.exists() or "comune1.rup" not in actors:
        return
    queues = named_queues()
    _place(queues, now)
    for username, queue, title, text, step in CANNED:
        if username in actors and not CannedReply.objects.filter(title=title).exists():
            save_canned(
                canned=None, title=title, text=from_plain(text), queue=queues[queue],
                next_step=step, actor=actors[username], now=now,
            )  # fmt: skip
    for asked in sorted(REQUESTS, key=lambda one: -one.days_ago):
        if asked.asker in actors:
            _tell(asked, actors, queues, now)


def _actors(now: datetime) -> dict[str, Actor]:
    """The cast as it acts today."""
    found = {}
    for person in Person.objects.filter(username__in=[part.username for part in cast.CAST]):
        if membership := working_memberships(person, today=timezone.localdate(now)).first():
            found[person.username] = actor_for(person, membership)
    return found


def named_queues() -> dict[str, Queue]:
    """The queues by the names that the data above uses."""
    queues = {queue.key: queue for queue in Queue.objects.select_related("owner")}
    for name, key in (("treviso", cast.TREVISO), ("brescia", cast.BRESCIA)):
        ente = ente_by_key(key)
        for topic in (*(str(topic) for topic in Topic), "GENERAL"):
            if ente and (queue := queues.get(f"province:{ente.pk}:{topic}")):
                queues[f"{name}:{topic}"] = queue
    return queues


def _place(queues: dict[str, Queue], now: datetime) -> None:
    for key, username, role in OPERATORS:
        person = Person.objects.filter(username=username).first()
        membership = (
            working_memberships(person, today=timezone.localdate(now)).first() if person else None
        )
        queue = queues.get(key)
        if not (membership and queue):
            continue
        if not QueueMember.objects.filter(queue=queue, membership=membership).exists():
            place_operator(queue=queue, membership=membership, role=role, actor=SYSTEM, now=now)


def _tell(asked: Asked, actors: dict[str, Actor], queues: dict[str, Queue], now: datetime) -> None:
    """Open a request some days ago and let time pass over it."""
    start = now - timedelta(days=asked.days_ago, hours=2)
    needed_on = (
        (start + timedelta(days=asked.needed_in)).date() if asked.needed_in is not None else None
    )
    ticket = open_ticket(
        request=Request(
            family=asked.family, topic=asked.topic,
            category=Category.objects.get(key=asked.category), subject=asked.subject,
            text=from_plain(asked.text), impact=asked.impact, needed_on=needed_on,
        ),
        actor=actors[asked.asker], now=start,
    )  # fmt: skip
    if asked.visibility != "PERSON":
        share(
            ticket=ticket, visibility=asked.visibility, cc=(), actor=actors[asked.asker], now=start
        )
    for username, hours, what, *given in asked.then:
        at = min(start + timedelta(hours=hours), now)
        ACTS.get(what, _step)(ticket, what, given, queues, actors[username], at)
        ticket.refresh_from_db()


def _reply(ticket, what, given, queues, actor, at) -> None:
    reply(ticket=ticket, text=from_plain(given[0]), actor=actor, now=at)


def _note(ticket, what, given, queues, actor, at) -> None:
    write_note(ticket=ticket, text=from_plain(given[0]), actor=actor, now=at)


def _report(ticket, what, given, queues, actor, at) -> None:
    last = ticket.messages.order_by("-number").first()
    report_personal_data(ticket=ticket, message=last, reason=given[0], actor=actor, now=at)


def _rate(ticket, what, given, queues, actor, at) -> None:
    rate(ticket=ticket, score=given[0], words=given[1], actor=actor, now=at)


# What a step asks for, in the order in which the data above gives it.
NEEDS = {
    "wait_asker": ("text",),
    "wait_third": ("waits_for",),
    "escalate": ("note",),
    "hand_over": ("queue", "note"),
    "solve": ("solution",),
}


def _step(ticket, what, given, queues, actor, at) -> None:
    fields = dict(zip(NEEDS.get(what, ()), given, strict=True))
    if "queue" in fields:
        fields["queue"] = queues[fields["queue"]]
    for name in ("text", "solution"):
        if name in fields:
            fields[name] = from_plain(fields[name])
    make_step(record=ticket, name=what, actor=actor, now=at, **fields)


ACTS: dict[str, Callable[..., None]] = {
    "reply": _reply,
    "note": _note,
    "rate": _rate,
    "report": _report,
}
