"""Folders of UPI, of Treviso and of a Comune, with a superseded document in each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.files.demo import pdf, sheet, word
from pico.core.files.terms import FileKind
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person

from ..actions import documents, folders
from ..models import Document, Folder
from ..terms import Contributors, Validity


def actor_of(username: str, now: datetime) -> Actor | None:
    """The actor of somebody of the cast; nothing where he is not."""
    person = Person.objects.filter(username=username).first()
    place = person and working_memberships(person, today=timezone.localdate(now)).first()
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


def open_folder(actor: Actor, now: datetime, name: str, scope: str, **fields: Any) -> Folder:
    return folders.create_folder(name=name, scope=scope, actor=actor, now=now, **fields)


def fill(folder: Folder, actor: Actor, now: datetime, *papers: Paper) -> dict[str, Document]:
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


GUIDES = (
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


def _upi(actor: Actor, now: datetime) -> None:
    guides = open_folder(
        actor, now, "Linee guida", scopes.PUBLIC,
        description="Per Province e Comuni che avviano o rivedono un servizio associato.",
    )  # fmt: skip
    sua = open_folder(
        actor, now, "Stazione unica appaltante", scopes.PUBLIC, parent=guides, area="SUA"
    )
    made = fill(sua, actor, now, *GUIDES)
    documents.change_validity(
        document=made["bussola-sua-2024.pdf"], validity=Validity.SUPERSEDED,
        superseded_by=made["bussola-sua-2026.pdf"], actor=actor, now=now,
    )  # fmt: skip
    models = open_folder(
        actor, now, "Modelli di convenzione", scopes.PROVINCES,
        description="Schemi da adattare, discussi con le Province.",
    )  # fmt: skip
    fill(
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
    rules = open_folder(
        actor, now, "Regolamenti e modelli per i Comuni", territory,
        description="Quello che la Provincia mette a disposizione degli enti del territorio.",
    )  # fmt: skip
    made = fill(
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
    agreements = open_folder(actor, now, "Convenzioni", territory, parent=rules)
    fill(
        agreements, actor, now,
        Paper(
            "Convenzione SUA con i Comuni 2026–2029", "convenzione-sua.docx", FileKind.AGREEMENT,
            lambda: word("Convenzione SUA", "Art. 1 – Oggetto.", "Art. 2 – Durata: tre anni."),
            facts={"parties": "Provincia di Treviso e Comuni aderenti", "starts_on": "2026-07-01",
                   "ends_on": "2029-06-30"},
        ),
    )  # fmt: skip
    open_folder(
        actor, now, "Contributi dei Comuni", territory, parent=rules,
        contributors=Contributors.READERS,
        description="Ogni ente del territorio può aggiungere i propri modelli.",
    )  # fmt: skip
    offices = open_folder(
        actor, now, "Atti interni", scopes.ente(actor.ente_id), contributors=Contributors.COLLEAGUES
    )
    fill(
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
    fill(
        folder, actor, now,
        Paper(
            "Modulo unico per l'occupazione di suolo", "modulo-suolo.docx", FileKind.TEMPLATE,
            lambda: word("Occupazione di suolo pubblico", "Il sottoscritto chiede…"),
            "Usato da tre anni, riduce le integrazioni.",
        ),
    )  # fmt: skip
