"""Articles and cards of best practices of the cast."""

import io
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.foundation.rich_text import from_plain
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person

from ..actions import blog, practices
from ..models import Article, Practice


def furnish_writings(now: datetime) -> None:
    for sample in ARTICLES:
        _write_article(sample, now)
    for card in CARDS:
        _write_card(card, now)


def _actor(name: str, now: datetime) -> Actor | None:
    person = Person.objects.filter(username=name).first()
    membership = (
        working_memberships(person, today=timezone.localdate(now)).first() if person else None
    )
    return actor_for(person, membership) if membership else None


def _scope(level: str, actor: Actor) -> str:
    return scopes.territory(actor.territory) if level == "ter" else level


def _write_article(sample: dict, now: datetime) -> None:
    words = dict(sample)
    actor = _actor(words.pop("author"), now)
    if actor is None or Article.objects.filter(title=words["title"]).exists():
        return
    at = now - timedelta(days=words.pop("days_ago"))
    comments, is_promoted = words.pop("comments", ()), words.pop("is_promoted", False)
    colour = words.pop("colour", "")
    made = blog.write_article(
        **{
            **words,
            "text": from_plain(words["text"]),
            "scope": _scope(words["scope"], actor),
            "cover": _cover(words["title"], colour) if colour else None,
        },
        actor=actor,
        now=at,
    )
    made = blog.publish_article(article=made, actor=actor, now=at)
    for name, text in comments:
        if commenter := _actor(name, now):
            at += timedelta(hours=9)
            blog.write_comment(article=made, text=from_plain(text), actor=commenter, now=at)
            blog.like(article=made, actor=commenter, now=at)
    if is_promoted and (editor := _actor("upi.redattore", now)):
        blog.promote_article(article=made, actor=editor, now=at)


def _cover(title: str, colour: str) -> ContentFile:
    """A plain picture with three bars in the colour of the house: made here, of nobody else."""
    image = Image.new("RGB", (960, 540), colour)
    draw = ImageDraw.Draw(image)
    for number, height in enumerate((180, 260, 350)):
        left = 140 + number * 240
        draw.rounded_rectangle((left, 440 - height, left + 170, 440), 14, fill="#ffffff")
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True)
    return ContentFile(made.getvalue(), name=f"copertina-{abs(hash(title)) % 1000}.png")


def _write_card(sample: dict, now: datetime) -> None:
    words = dict(sample)
    actor, expert = _actor(words.pop("author"), now), _actor("esperto.sua", now)
    if actor is None or Practice.objects.filter(title=words["title"]).exists():
        return
    at = now - timedelta(days=words.pop("days_ago"))
    adopters, is_waiting = words.pop("adopters", ()), words.pop("is_waiting", False)
    words["solution"] = from_plain(words["solution"])
    made = practices.write_practice(**words, actor=actor, now=at)
    made = practices.propose_practice(practice=made, actor=actor, now=at)
    if is_waiting or expert is None:
        return
    made = practices.decide_practice(
        practice=made, is_valid=True, actor=expert, now=at + timedelta(days=2)
    )
    for name, note in adopters:
        if adopter := _actor(name, now):
            practices.adopt_practice(
                practice=made, note=note, actor=adopter, now=at + timedelta(days=20)
            )


ARTICLES = (
    {
        "author": "treviso.redattore", "title": "Un anno di servizi digitali associati: i numeri",
        "subtitle": "Trentotto Comuni, una convenzione, un solo calendario",
        "summary": "Che cosa è cambiato per gli uffici dei Comuni dopo dodici mesi di servizi "
        "condivisi con la Provincia.",
        "text": "Un anno fa i Comuni convenzionati erano nove. Oggi sono **trentotto**.\n\n"
        "Tre scelte hanno contato più delle altre:\n\n- un referente per Comune, con un vice\n"
        "- attivazioni a gruppi di sei, ogni due mesi\n- un incontro in videoconferenza il primo "
        "giovedì del mese, senza ordine del giorno\n\nIl prossimo passo è la banca dati unica dello "
        "stradario: chi vuole provarla per primo lo scriva nei commenti.",
        "area": "SIT", "scope": "public", "days_ago": 6, "tags": "convenzione, pagamenti",
        "colour": "#0066cc", "cover_alt": "Tre barre bianche che crescono su fondo blu",
        "comments": (
            ("comune3.referente", "Noi ci siamo: quando si comincia?"),
            ("pesarourbino.admin", "Utile. Quanto personale dedicate, a regime?"),
        ),
        "is_promoted": True,
    },
    {
        "author": "esperto.sua", "title": "Gare aggregate: quando convengono davvero",
        "summary": "Un criterio semplice per decidere prima di partire, con tre casi reali di Province.",
        "text": "Aggregare non conviene sempre.\n\nConviene quando **la specifica è la stessa**, la "
        "scadenza dei contratti si può allineare e almeno un ente ha già i dati dei consumi.\n\n"
        "1. energia e pulizie: quasi sempre\n2. manutenzioni: solo con un elenco prezzi comune\n"
        "3. servizi alla persona: raramente\n\nPrima di tutto si contano gli enti che *confermano* il "
        "fabbisogno con un atto.",
        "area": "SUA", "scope": "platform", "days_ago": 15, "tags": "gare aggregate, fabbisogni",
        "references": "D.Lgs. 31 marzo 2023, n. 36, artt. 62 e 63",
        "comments": (("treviso.sua", "Il punto 2 lo confermo per esperienza."),),
    },
    {
        "author": "comune1.rup", "title": "Il fascicolo di gara visto dal Comune",
        "summary": "Che cosa serve alla SUA per non rimandare indietro la richiesta: la lista che usiamo.",
        "text": "Dopo tre richieste rimandate indietro abbiamo fatto una lista. Da allora nessun "
        "ritorno.\n\n- progetto **verificato e validato**, con gli atti\n- quadro economico con la voce "
        "per la SUA\n- copertura finanziaria\n- nomina del RUP",
        "area": "SUA", "scope": "ter", "days_ago": 3, "tags": "RUP, fascicolo",
        "comments": (("treviso.sua", "Ce ne fossero di più, di fascicoli così."),),
    },
)  # fmt: skip

CARDS = (
    {
        "author": "treviso.sit", "title": "Convenzione unica con allegato tecnico variabile",
        "area": "SIT", "year": 2025, "months": 8, "cost": "18500.00", "transferability": "HIGH",
        "problem": "Ogni servizio nuovo chiedeva una convenzione nuova, con un passaggio in ogni "
        "Consiglio: fra l'idea e l'avvio passavano in media sette mesi.",
        "solution": "Una sola **convenzione quadro**, approvata una volta dai Consigli; i servizi stanno "
        "in un allegato tecnico che le Giunte aggiornano.\n\n- adesione servizio per servizio\n"
        "- canone calcolato sugli abitanti\n- recesso di anno in anno",
        "results": "Tempo di attivazione sceso a cinque settimane; 38 Comuni aderenti su 94.",
        "actors": "Servizi innovativi, segreteria generale, segretari comunali",
        "tools": "Schema di convenzione, foglio di calcolo del canone",
        "conditions": "Serve che la Provincia tenga un referente fisso e un calendario pubblico.",
        "scope": "platform", "days_ago": 70,
        "adopters": (
            ("brescia.admin", "Canone a scaglioni invece che per abitante."),
            ("pesarourbino.admin", ""),
        ),
    },
    {
        "author": "treviso.personale", "title": "Interpello in cinque giorni per l'elenco di idonei",
        "area": "PERSONNEL", "year": 2026, "months": 4, "transferability": "MEDIUM",
        "problem": "I Comuni aspettavano settimane la risposta degli idonei e intanto perdevano i posti.",
        "solution": "Interpello con **termine di cinque giorni lavorativi**, un promemoria il terzo "
        "giorno, passaggio automatico agli altri idonei.",
        "results": "Copertura dei posti in media in 23 giorni.",
        "scope": "provinces", "days_ago": 1, "is_waiting": True,
    },
    {
        "author": "treviso.redattore", "title": "Un solo calendario degli eventi per Provincia e Comuni",
        "area": "COMMUNICATION", "year": 2025, "months": 3, "cost": "4200.00",
        "transferability": "HIGH",
        "problem": "Ogni Comune teneva il proprio calendario: gli eventi si sovrapponevano e nessun sito "
        "li mostrava tutti.",
        "solution": "Un **calendario condiviso**, pubblicato sui siti di tutti con lo stesso "
        "collegamento.\n\n- un redattore per Comune, senza nuovi programmi\n- le sovrapposizioni si "
        "vedono prima di confermare una data\n- archivio aperto degli eventi passati",
        "results": "31 Comuni partecipano; le sovrapposizioni nei fine settimana sono scese di due terzi.",
        "actors": "Ufficio stampa, uffici cultura dei Comuni, Pro loco",
        "tools": "Calendario in formato iCalendar, regole di redazione in due pagine",
        "conditions": "Un referente che sollecita chi non aggiorna, una volta al mese.",
        "scope": "public", "days_ago": 40,
        "adopters": (("brescia.admin", "Solo per gli eventi della Provincia e dei capoluoghi di zona."),),
    },
)  # fmt: skip
