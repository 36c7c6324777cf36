"""The demonstration: three lists, what they sent this year, one that waits, one that is being written."""

from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.enti.models import Space
from pico.core.modules import registry
from pico.core.modules.actions import change_settings
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person
from pico.core.search.actions import refresh_subject
from pico.core.search.sources import all_sources

from . import contents, queries
from .actions import choosing, composing, importing, lists, sending, steps
from .models import Issue, MailingList
from .terms import BlockKind

NOBODY = "django.core.mail.backends.dummy.EmailBackend"  # the past of a demo is sent to nobody
IN_INDEX = 50

LISTS = {
    "": (
        "upi.admin",
        {
            "name": "Pi.Co. informa",
            "description": "Ogni mese: novità della piattaforma, corsi, bandi, buone pratiche delle Province.",
            "sender_name": "UPI – Unione Province d'Italia",
            "reply_to": "comunicazione@upi.pico.example",
            "signature": "Redazione Pi.Co. – Unione Province d'Italia\nPiazza Cardelli 4, Roma",
            "topics": [
                "appalti-e-sua",
                "politiche-europee-sape",
                "pnrr-e-pnc",
                "trasformazione-digitale",
            ],
        },
    ),
    "veneto": (
        "veneto.admin",
        {
            "name": "Veneto in rete",
            "description": "Ogni due mesi: che cosa fanno insieme le Province del Veneto.",
            "sender_name": "UPI Veneto",
            "reply_to": "segreteria@veneto.pico.example",
            "signature": "UPI Veneto",
            "topics": ["pianificazione-di-area-vasta", "viabilita"],
        },
    ),
    "treviso": (
        "treviso.admin",
        {
            "name": "Notizie dalla Provincia",
            "description": "Ogni mese: cantieri, scuole, ambiente e servizi ai Comuni della Marca.",
            "sender_name": "Provincia di Treviso – Ufficio stampa",
            "reply_to": "stampa@treviso.pico.example",
            "signature": "Ufficio stampa della Provincia di Treviso",
            "topics": ["viabilita", "edilizia-scolastica", "ambiente", "appalti-e-sua"],
        },
    ),
}

READERS = {
    "": (
        "upi.redattore",
        "treviso.admin",
        "brescia.admin",
        "comune1.referente",
        "comune2.referente",
    ),
    "veneto": ("veneto.admin", "treviso.admin", "comune1.referente"),
    "treviso": (
        "treviso.sua",
        "treviso.sit",
        "comune1.referente",
        "comune1.rup",
        "comune3.referente",
    ),
}

# Months ago, title, subject, preheader, paragraphs under their headings, topics.
PAST = {
    "": (
        (3, "Pi.Co. riparte a settembre", "Settembre: corsi, bandi e un nuovo archivio", "Tre appuntamenti da segnare", (
            ("I corsi dell'autunno", "<p>Riaprono le iscrizioni ai percorsi su appalti, progettazione europea e programmazione. <strong>I posti sono per tutti gli enti aderenti.</strong></p>"),
            ("Un archivio che si cerca", "<p>Tutti i documenti pubblici delle Province ora si trovano con una sola ricerca, per parola o per codice.</p>"),
        ), ()),
        (2, "L'autunno delle stazioni appaltanti", "Ottobre: SUA, qualificazione e convenzioni", "Che cosa cambia per i Comuni", (
            ("Qualificazione", "<p>Le Province qualificate sono pronte a lavorare per i Comuni: lo schema di convenzione aggiornato è fra i documenti.</p>"),
            ("Domande dei Comuni", "<ul><li>Chi paga la pubblicazione?</li><li>Quanto tempo serve per una gara sotto soglia?</li><li>Chi nomina il RUP?</li></ul>"),
        ), ("appalti-e-sua",)),
        (1, "Province e PNRR, a che punto siamo", "Novembre: scuole, ponti e scadenze", "I numeri di fine anno", (
            ("Edilizia scolastica", "<p>Conclusi i primi interventi: le Province condividono capitolati e tempi.</p>"),
            ("Da fare entro l'anno", "<p>Il calendario delle scadenze si aggiunge al proprio con un clic, dalla scrivania.</p>"),
        ), ()),
    ),
    "veneto": (
        (1, "Una rete di sette territori", "Le Province venete lavorano insieme", "Prossima riunione il 3 dicembre", (
            ("Viabilità", "<p>Piano neve coordinato: mezzi, turni e numeri utili sono condivisi fra i territori.</p>"),
        ), ()),
    ),
    "treviso": (
        (2, "Scuole, si parte", "Ottobre: cantieri nelle scuole superiori", "Dodici edifici, un calendario", (
            ("Edilizia scolastica", "<p>Finiti i lavori in dodici edifici; al Palladio la palestra riapre il 4 novembre.</p>"),
            ("Per i Comuni", "<p>La stazione unica appaltante ha avviato otto gare per i Comuni convenzionati.</p>"),
        ), ()),
        (1, "Il ponte riapre", "Novembre: viabilità e piano neve", "Orari, deviazioni e numeri utili", (
            ("Viabilità", '<p>Riapre il ponte sul Monticano. Le deviazioni finiscono <a href="https://www.example.org/viabilita">lunedì alle 6</a>.</p>'),
            ("Piano neve", "<p>Mezzi pronti su 1.300 chilometri di strade provinciali.</p>"),
        ), ("viabilita",)),
    ),
}  # fmt: skip

CSV = """email;nome;cognome
sindaco@valdobbia.pico.example;Silvia;Marini
biblioteca@oderzo.pico.example;;
protezione.civile(at)vittorio.example;;
ufficio.tecnico@asolo.pico.example;Aldo;Pozzi
sindaco@valdobbia.pico.example;Silvia;Marini
"""


def furnish(now: datetime) -> None:
    """Bring the newsletters to life; run again, it adds nothing."""
    if MailingList.objects.exists() or _actor("upi.admin", now) is None:
        return
    _fill_the_index(now)
    for slug, (boss, values) in LISTS.items():
        space = Space.objects.select_related("ente").filter(slug=slug).first()
        actor = _actor(boss, now)
        if space is None or actor is None:
            continue
        if slug == "veneto":  # one person alone runs it
            _let_one_be_enough(space, actor, now)
        made = lists.create_list(
            space=space, actor=actor, now=now - timedelta(days=120), is_open=True, **values
        )
        _subscribe(made, READERS[slug], now - timedelta(days=110))
        for months, *words in PAST[slug]:
            _send(made, words, now - timedelta(days=30 * months))
    _under_way(now)


def _let_one_be_enough(space: Space, actor: Actor, now: datetime) -> None:
    change_settings(
        space=space,
        module=registry.installed()["newsletter"],
        changes={"one_is_enough": True},
        actor=actor,
        now=now,
    )


def _actor(username: str, now: datetime) -> Actor | None:
    person = Person.objects.filter(username=username).first()
    if person is None:
        return None
    place = working_memberships(person, today=timezone.localdate(now)).first()
    return actor_for(person, place)


def _fill_the_index(now: datetime) -> None:
    """What is picked comes from the search, whose jobs have not run yet while a demo is furnished."""
    for kind, source in all_sources().items():
        if kind.startswith("enti."):
            continue
        for pk in source.select().values_list("pk", flat=True)[:IN_INDEX]:
            refresh_subject(subject_type=kind, subject_id=str(pk), now=now)


def _subscribe(mailing_list: MailingList, usernames: tuple[str, ...], now: datetime) -> None:
    for person in Person.objects.filter(username__in=usernames):
        kept = MailingList.objects.filter(pk__in=queries.active_of(person)).select_related("space")
        choosing.choose_for_person(
            person=person, lists=[*kept, mailing_list], topics=(), consents=True,
            actor=actor_for(person, None), now=now,
        )  # fmt: skip


def _compose(mailing_list: MailingList, words, actor: Actor, now: datetime) -> Issue:
    title, subject, preheader, paragraphs, topics = words
    issue = composing.create_issue(
        mailing_list=mailing_list, title=title, subject=subject, preheader=preheader,
        topics=topics, actor=actor, now=now,
    )  # fmt: skip
    for heading, text in paragraphs:
        common = {"issue": issue, "actor": actor, "now": now}
        composing.add_block(kind=BlockKind.HEADING, title=heading, **common)
        composing.add_block(kind=BlockKind.TEXT, text=text, **common)
    return issue


def _author(mailing_list: MailingList, now: datetime) -> Actor | None:
    """Who composes: an editor where the cast has one, else the administrator."""
    slug = mailing_list.space.slug
    return _actor({"": "upi.redattore", "treviso": "treviso.redattore"}.get(slug, ""), now)


def _send(mailing_list: MailingList, words, at: datetime) -> None:
    boss = _actor(LISTS[mailing_list.space.slug][0], at)
    author = _author(mailing_list, at)
    issue = _compose(mailing_list, words, author or boss, at)
    steps.take_step(issue=issue, step="submit", actor=author or boss, now=at)
    steps.take_step(issue=issue, step="approve", actor=boss, now=at + timedelta(minutes=30))
    sending.send_issue(
        issue_id=issue.pk, now=at + timedelta(minutes=31), connection=get_connection(NOBODY)
    )


def _under_way(now: datetime) -> None:
    """For Treviso: a draft with picked contents, one that waits for approval, an import with faults."""
    treviso = MailingList.objects.filter(space__slug="treviso").first()
    editor, boss = _actor("treviso.redattore", now), _actor("treviso.admin", now)
    if treviso is None or editor is None or boss is None:
        return
    waiting = ("Natale nei musei", "Dicembre: i musei della Provincia", "Ingressi e orari", (
        ("Orari delle feste", "<p>I musei provinciali restano aperti il 26 dicembre e il 6 gennaio.</p>"),
    ), ())  # fmt: skip
    issue = _compose(treviso, waiting, editor, now)
    steps.take_step(issue=issue, step="submit", actor=editor, now=now)
    draft = ("Dicembre in Provincia", "Dicembre: bilancio, strade, scuole", "Le notizie di fine anno", (
        ("In primo piano", "<p>Da completare con i dati del bilancio.</p>"),
    ), ())  # fmt: skip
    issue = _compose(treviso, draft, editor, now)
    found = [item.key for item in contents.search(treviso.space, "", ())][:3]
    if found:
        composing.pick(issue=issue, keys=found, actor=editor, now=now)
    importing.import_addresses(
        mailing_list=treviso,
        content=CSV.encode(),
        file_name="partecipanti-convegno.csv",
        proof="Modulo firmato al convegno sulla viabilità del 3 ottobre 2026, in archivio all'ufficio stampa.",
        actor=boss,
        now=now,
    )
