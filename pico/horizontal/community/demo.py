"""A believable life of the Community, made by calling actions only: a second run adds nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.files.demo import pdf, sheet, word
from pico.core.files.terms import FileKind
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person

from .actions import documents, folders, meetings, networks
from .models import Document, Folder, Network
from .terms import Contributors, JoinRule, MeetingMode, NetworkRole, PlaceState, Validity


def furnish(now: datetime) -> None:
    """Furnish what each noun brings."""
    furnish_documents(now)
    furnish_networks(now)


def actor_of(username: str, now: datetime) -> Actor | None:
    """The actor of somebody of the cast; nothing where he is not."""
    person = Person.objects.filter(username=username).first()
    place = person and working_memberships(person, today=now.date()).first()
    return actor_for(person, place) if place else None


# Documents ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the demo: `make` gives its content."""

    title: str
    name: str
    kind: FileKind
    make: Callable[[], bytes]
    description: str = ""
    validity: Validity = Validity.CURRENT
    dated_on: date | None = None
    facts: dict[str, str] | None = None
    tags: tuple[str, ...] = ()
    second: Callable[[], bytes] | None = None
    note: str = ""
    level: str = ""


def furnish_documents(now: datetime) -> None:
    """The folders of UPI, of Treviso and of its Comuni."""
    upi, treviso = actor_of("upi.redattore", now), actor_of("treviso.redattore", now)
    if upi is None or treviso is None or Folder.objects.exists():
        return
    _upi(upi, now)
    _treviso(treviso, now)
    _comune(now)


def _folder(actor: Actor, now: datetime, name: str, scope: str, **fields: Any) -> Folder:
    return folders.create_folder(name=name, scope=scope, actor=actor, now=now, **fields)


def _fill(folder: Folder, actor: Actor, now: datetime, *papers: Paper) -> dict[str, Document]:
    return {paper.name: _paper(folder, paper, actor, now) for paper in papers}


def _paper(folder: Folder, paper: Paper, actor: Actor, now: datetime) -> Document:
    document = documents.add_document(
        folder=folder, content=ContentFile(paper.make()), name=paper.name, title=paper.title,
        description=paper.description, kind=paper.kind, validity=paper.validity,
        scope=paper.level, actor=actor, now=now,
    )  # fmt: skip
    if paper.second:
        documents.add_version(
            document=document, content=ContentFile(paper.second()), name=paper.name,
            note=paper.note, is_major=True, actor=actor, now=now,
        )  # fmt: skip
    data = {"dated_on": paper.dated_on, "facts": paper.facts or {}, "tags": list(paper.tags)}
    return documents.describe_document(
        document=document, title=paper.title, kind=paper.kind, description=paper.description,
        data=data, actor=actor, now=now,
    )  # fmt: skip


def _upi(actor: Actor, now: datetime) -> None:
    guides = _folder(
        actor, now, "Linee guida", scopes.PUBLIC,
        description="Per Province e Comuni che avviano o rivedono un servizio associato.",
    )  # fmt: skip
    sua = _folder(actor, now, "Stazione unica appaltante", scopes.PUBLIC, parent=guides, area="SUA")
    made = _fill(
        sua, actor, now,
        Paper(
            "Bussola della Stazione unica appaltante, edizione 2024", "bussola-sua-2024.pdf",
            FileKind.COMPASS, lambda: pdf(
                "Bussola della SUA - edizione 2024", "1. Che cosa serve per cominciare.",
                "2. La convenzione.", "3. Il calendario delle gare.",
            ), dated_on=date(2024, 5, 14), facts={"edition": "2024", "law": "D.lgs. 36/2023"},
        ),
        Paper(
            "Bussola della Stazione unica appaltante, edizione 2026", "bussola-sua-2026.pdf",
            FileKind.COMPASS, lambda: pdf(
                "Bussola della SUA - edizione 2026", "1. Qualificazione della stazione appaltante.",
                "2. La convenzione con i Comuni.", "3. Il calendario delle gare.",
                "4. Misurare tempi e risparmi.",
            ),
            "Aggiornata al correttivo del Codice dei contratti.", dated_on=date(2026, 9, 8),
            facts={"edition": "2026", "law": "D.lgs. 36/2023 e D.lgs. 209/2024"},
            tags=("gare", "qualificazione"),
        ),
        Paper(
            "Formulario per gli atti di gara", "formulario-gara.docx", FileKind.FORM,
            lambda: word("Formulario per gli atti di gara", "Determina a contrarre.", "Lettera di invito."),
            second=lambda: word(
                "Formulario per gli atti di gara", "Determina a contrarre.", "Lettera di invito.",
                "Verbale della commissione.",
            ), note="Aggiunto il verbale della commissione.",
        ),
    )  # fmt: skip
    documents.change_validity(
        document=made["bussola-sua-2024.pdf"], validity=Validity.SUPERSEDED,
        superseded_by=made["bussola-sua-2026.pdf"], actor=actor, now=now,
    )  # fmt: skip
    models = _folder(
        actor, now, "Modelli di convenzione", scopes.PROVINCES,
        description="Schemi da adattare, discussi con le Province.",
    )  # fmt: skip
    _fill(
        models, actor, now,
        Paper(
            "Schema di convenzione per i servizi innovativi territoriali", "schema-sit.docx",
            FileKind.TEMPLATE, lambda: word(
                "Schema di convenzione SIT", "Art. 1 – Oggetto.", "Art. 2 – Servizi attivabili.",
                "Art. 3 – Riparto dei costi.",
            ),
            "In consultazione fra le Province fino al 31 gennaio.", Validity.CONSULTATION,
            date(2026, 11, 10), {"edition": "Bozza 3"},
        ),
        Paper(
            "Tabella di riparto dei costi", "riparto-costi.xlsx", FileKind.TEMPLATE,
            lambda: sheet(("Classe", "Quota fissa", "Per abitante"), ("fino a 5.000", 600, 0.35)),
        ),
    )  # fmt: skip


def _treviso(actor: Actor, now: datetime) -> None:
    territory = scopes.territory(actor.territory)
    rules = _folder(
        actor, now, "Regolamenti e modelli per i Comuni", territory,
        description="Quello che la Provincia mette a disposizione degli enti del territorio.",
    )  # fmt: skip
    made = _fill(
        rules, actor, now,
        Paper(
            "Regolamento per l'uso delle palestre provinciali (2019)", "regolamento-palestre-2019.pdf",
            FileKind.REGULATION, lambda: pdf("Regolamento palestre 2019", "Art. 1 - Richieste."),
            dated_on=date(2019, 3, 4), facts={"body": "Consiglio provinciale", "number": "12/2019"},
        ),
        Paper(
            "Regolamento per l'uso delle palestre provinciali", "regolamento-palestre.pdf",
            FileKind.REGULATION, lambda: pdf(
                "Regolamento per l'uso delle palestre", "Art. 1 - Chi puo chiedere.",
                "Art. 2 - Tariffe.", "Art. 3 - Orari.",
            ),
            "Le tariffe si applicano dal 1° gennaio.", dated_on=date(2026, 10, 2),
            facts={"body": "Consiglio provinciale", "number": "31/2026", "in_force_on": "2027-01-01"},
        ),
    )  # fmt: skip
    documents.change_validity(
        document=made["regolamento-palestre-2019.pdf"], validity=Validity.SUPERSEDED,
        superseded_by=made["regolamento-palestre.pdf"], actor=actor, now=now,
    )  # fmt: skip
    agreements = _folder(actor, now, "Convenzioni", territory, parent=rules)
    _fill(
        agreements, actor, now,
        Paper(
            "Convenzione SUA con i Comuni 2026–2029", "convenzione-sua.docx", FileKind.AGREEMENT,
            lambda: word("Convenzione SUA", "Art. 1 – Oggetto.", "Art. 2 – Durata: tre anni."),
            facts={"parties": "Provincia di Treviso e Comuni aderenti", "starts_on": "2026-07-01",
                   "ends_on": "2029-06-30"},
        ),
    )  # fmt: skip
    _folder(
        actor, now, "Contributi dei Comuni", territory, parent=rules,
        contributors=Contributors.READERS,
        description="Ogni ente del territorio può aggiungere i propri modelli.",
    )  # fmt: skip
    offices = _folder(
        actor, now, "Atti interni", scopes.ente(actor.ente_id), contributors=Contributors.COLLEAGUES
    )
    _fill(
        offices, actor, now,
        Paper(
            "Verbale della conferenza dei dirigenti", "verbale-dirigenti.docx", FileKind.MINUTES,
            lambda: word("Conferenza dei dirigenti", "Si approva il piano delle attività."),
            facts={"held_on": "2026-11-12"},
        ),
    )  # fmt: skip


def _comune(now: datetime) -> None:
    """A Comune adds its own to the folder that the Province opened to all."""
    actor = actor_of("comune1.referente", now)
    folder = Folder.objects.filter(name="Contributi dei Comuni").first()
    if actor is None or folder is None:
        return
    _fill(
        folder, actor, now,
        Paper(
            "Modulo unico per l'occupazione di suolo", "modulo-suolo.docx", FileKind.TEMPLATE,
            lambda: word("Occupazione di suolo pubblico", "Il sottoscritto chiede…"),
            "Usato da tre anni, riduce le integrazioni.",
        ),
    )  # fmt: skip


# Thematic networks -------------------------------------------------------------------------------

NETWORKS = (
    (
        "Rete SUA", "SUA", JoinRule.REQUEST,
        "<p>Mettere in comune atti, calendari e soluzioni delle <strong>stazioni uniche appaltanti</strong> "
        "provinciali, e rispondere insieme ai dubbi sul Codice dei contratti.</p>",
        (("esperto.sua", NetworkRole.EXPERT), ("treviso.sua", NetworkRole.DELEGATE),
         ("brescia.admin", NetworkRole.DELEGATE)),
    ),
    (
        "Rete SIT", "SIT", JoinRule.OPEN,
        "<p>Servizi innovativi ai territori: dalla convenzione al servizio, con che costi e con che tempi.</p>",
        (("treviso.sit", NetworkRole.DELEGATE),),
    ),
    (
        "Rete SAPE", "SAPE", JoinRule.OPEN,
        "<p>Politiche europee in forma associata: bandi, partenariati, rendicontazione.</p>",
        (("treviso.sape", NetworkRole.DELEGATE),),
    ),
    (
        "Rete Personale", "PERSONNEL", JoinRule.INVITATION,
        "<p>Selezioni aggregate, formazione, ufficio procedimenti disciplinari associato.</p>",
        (("treviso.personale", NetworkRole.DELEGATE),),
    ),
)  # fmt: skip


def furnish_networks(now: datetime) -> None:
    """The four networks, their people, and what the first one does."""
    upi = actor_of("upi.redattore", now)
    if upi is None or Network.objects.exists():
        return
    for name, area, rule, purpose, members in NETWORKS:
        network = networks.open_network(
            name=name, area=area, purpose=purpose, join_rule=rule, actor=upi, now=now
        )
        for username, role in members:
            _enter(network, username, role, upi, now)
    network = Network.objects.get(slug="rete-sua")
    asking = actor_of("pesarourbino.admin", now)
    if asking:
        networks.join_network(
            network=network, reason="La nostra SUA parte a gennaio con undici Comuni.",
            actor=asking, now=now,
        )  # fmt: skip
    _life(network, now)


def _enter(network: Network, username: str, role: str, upi: Actor, now: datetime) -> None:
    """Invited by the animator, the person accepts."""
    person, actor = Person.objects.filter(username=username).first(), actor_of(username, now)
    if person is None or actor is None:
        return
    if network.places.filter(person=person, state=PlaceState.ACTIVE).exists():
        return
    networks.invite_to_network(network=network, person=person, role=role, actor=upi, now=now)
    networks.join_network(network=network, actor=actor, now=now)


def _life(network: Network, now: datetime) -> None:
    upi = actor_of("upi.redattore", now)  # anew: now he carries the scope of the network
    networks.write_letter(
        network=network, title="Ripartiamo dal capitolato della manutenzione stradale", actor=upi,
        text="<p>Care colleghe, cari colleghi,</p><p>a settembre ci eravamo lasciati con tre versioni "
        "dello stesso capitolato. Ne abbiamo fatta <strong>una</strong>: la trovate fra i documenti, "
        "in consultazione fino al 15 dicembre. Nell'incontro del mese decidiamo insieme le ultime "
        "due clausole.</p><p>Remo</p>",
        now=now,
    )  # fmt: skip
    specs = _folder(
        upi, now, "Capitolati e disciplinari", network.key, network=network,
        contributors=Contributors.READERS,
    )  # fmt: skip
    _fill(
        specs, upi, now,
        Paper(
            "Capitolato per la manutenzione stradale", "capitolato-strade.docx",
            FileKind.SPECIFICATIONS,
            lambda: word("Capitolato", "Art. 1 – Oggetto.", "Art. 2 – Pronto intervento."),
            "Unifica quelli di Treviso, Brescia e Pesaro e Urbino.", Validity.CONSULTATION,
        ),
    )  # fmt: skip
    records = _folder(upi, now, "Verbali", network.key, network=network)
    made = _fill(
        records, upi, now,
        Paper(
            "Verbale dell'incontro di ottobre", "verbale-ottobre.pdf", FileKind.MINUTES,
            lambda: pdf("Verbale - ottobre 2026", "Presenti: dodici Province.", "Si decide un solo capitolato."),
            facts={"held_on": "2026-10-16"},
        ),
    )  # fmt: skip
    start = now.replace(hour=9, minute=30, second=0, microsecond=0)
    _meeting(
        network, upi, now, "Incontro di ottobre", start - timedelta(days=35),
        agenda="<ol><li>I tre capitolati a confronto</li><li>Chi scrive il testo unico</li></ol>",
        decisions="<p>Treviso prepara il testo unico entro novembre.</p>",
        minutes=made["verbale-ottobre.pdf"],
    )  # fmt: skip
    _meeting(
        network, upi, now, "Le ultime due clausole del capitolato", start + timedelta(days=12),
        agenda="<ol><li>Pronto intervento: tempi e penali</li><li>Revisione dei prezzi</li></ol>",
    )  # fmt: skip


def _meeting(
    network: Network, actor: Actor, now: datetime, title: str, at: datetime, **more
) -> None:
    meetings.set_meeting(
        network=network, title=title, starts_at=at, ends_at=at + timedelta(hours=2),
        mode=MeetingMode.ONLINE, where="Collegamento inviato ai membri", actor=actor, now=now, **more,
    )  # fmt: skip
