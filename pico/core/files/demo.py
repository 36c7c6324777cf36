"""A few real files of the cast, made by program, on several levels."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import docx
import openpyxl
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from pico.core.access import scopes
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person

from . import actions
from .models import StoredFile
from .terms import FileKind


@dataclass(frozen=True, slots=True)
class Sample:
    """`level` is a level of the author: `ente` becomes the key of the author's ente."""

    author: str
    title: str
    name: str
    kind: FileKind
    level: str
    make: Callable[[], bytes]
    description: str = ""
    second: Callable[[], bytes] | None = None
    note: str = ""


def furnish(now: datetime) -> int:
    """Put the samples in the library of who is there to sign them; a second run adds nothing."""
    return sum(_furnish(sample, now) for sample in SAMPLES)


def _furnish(sample: Sample, now: datetime) -> bool:
    author = Person.objects.filter(username=sample.author).first()
    if author is None or StoredFile.objects.filter(title=sample.title, author=author).exists():
        return False
    membership = working_memberships(author, today=timezone.localdate(now)).first()
    if membership is None:
        return False
    actor = actor_for(author, membership)
    file = actions.upload_file(
        content=ContentFile(sample.make()),
        name=sample.name,
        title=sample.title,
        description=sample.description,
        kind=sample.kind,
        scope=_key(sample.level, actor),
        is_twin_wanted=True,
        actor=actor,
        now=now,
    )
    if sample.second:
        actions.add_version(
            file=file, content=ContentFile(sample.second()), name=sample.name, note=sample.note,
            actor=actor, now=now,
        )  # fmt: skip
    return True


def _key(level: str, actor) -> str:
    return {
        "ente": scopes.ente(actor.ente_id),
        "ter": scopes.territory(actor.territory),
        "reg": scopes.region(actor.region),
        "usr": scopes.person(actor.person_id),
    }.get(level, level)


# Contents ----------------------------------------------------------------------------------------


def pdf(title: str, *lines: str) -> bytes:
    """A page with a title and some lines, in Helvetica."""
    text = [f"BT /F1 18 Tf 60 770 Td ({_literal(title)}) Tj ET"]
    for row, line in enumerate(lines):
        text.append(f"BT /F1 11 Tf 60 {730 - 18 * row} Td ({_literal(line)}) Tj ET")
    stream = "\n".join(text).encode("cp1252")
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (it-IT) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    made, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, count = len(made), len(bodies) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % count
    made += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return made + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def word(title: str, *paragraphs: str) -> bytes:
    document = docx.Document()
    document.add_heading(title, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def sheet(*rows: tuple) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _png(title: str) -> bytes:
    image = Image.new("RGB", (1200, 630), "#0066cc")
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 60, 1140, 570), outline="white", width=6)
    draw.text((120, 260), title, fill="white", font_size=56)
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()


def _guidelines() -> bytes:
    return pdf(
        "Linee guida per la Stazione unica appaltante",
        "1. La convenzione tra Provincia e Comuni (art. 30 TUEL).",
        "2. Chi fa che cosa: programmazione, progetto, gara, esecuzione.",
        "3. Tempi: dalla richiesta del Comune alla pubblicazione del bando.",
        "4. Modelli di atti e liste di controllo.",
    )


def _agreement(edition: str) -> Callable[[], bytes]:
    return lambda: word(
        "Schema di convenzione per la SUA provinciale",
        edition,
        "Art. 1 – Oggetto. La Provincia svolge per il Comune le funzioni di stazione appaltante.",
        "Art. 2 – Durata. Tre anni dalla sottoscrizione.",
        "Art. 3 – Rapporti finanziari. Rimborso per gara secondo la tabella allegata.",
    )


def _works() -> bytes:
    return sheet(
        ("Comune", "Intervento", "CUP", "Importo"),
        ("Castelfranco Veneto", "Scuola primaria: adeguamento sismico", "B11B26000010001", 1850000),
        ("Conegliano", "Ponte sul Monticano: manutenzione", "C21B26000020001", 640000),
        ("Montebelluna", "Pista ciclabile: completamento", "D31B26000030001", 415000),
    )


def _minutes() -> bytes:
    return word(
        "Verbale della riunione dell'ufficio SUA",
        "Presenti: i componenti dell'ufficio.",
        "Si esaminano le richieste dei Comuni e si fissa il calendario delle gare.",
    )


def _needs() -> bytes:
    rows = ["ente;ambito;fabbisogno;persone"]
    rows += [f"Provincia di Treviso;{area};formazione;{n}" for area, n in (("SUA", 6), ("SIT", 4))]
    return "\n".join(rows).encode()


SAMPLES = (
    Sample(
        "upi.redattore", "Linee guida per la Stazione unica appaltante", "linee-guida-sua.pdf",
        FileKind.GUIDELINES, "public", _guidelines,
        "Per Province e Comuni che avviano o rivedono la SUA.",
    ),
    Sample(
        "upi.redattore", "Schema di convenzione SUA Provincia–Comune", "schema-convenzione-sua.docx",
        FileKind.TEMPLATE, "provinces", _agreement("Prima stesura."),
        "Da adattare: le parti tra parentesi sono da compilare.",
        _agreement("Stesura aggiornata con le osservazioni delle Province."),
        "Aggiornato l'articolo sui rapporti finanziari.",
    ),
    Sample(
        "treviso.sua", "Programma delle gare 2027 dei Comuni convenzionati", "programma-gare-2027.xlsx",
        FileKind.DATASET, "ter", _works, "Interventi comunicati dai Comuni entro ottobre.",
    ),
    Sample(
        "treviso.sua", "Verbale della riunione dell'ufficio SUA del 12 novembre", "verbale-12-11.docx",
        FileKind.MINUTES, "ente", _minutes,
    ),
    Sample(
        "treviso.redattore", "Copertina del rapporto annuale", "copertina-rapporto.png",
        FileKind.OTHER, "reg", lambda: _png("Rapporto annuale 2026"),
        "Bozza grafica per UPI Veneto e le Province della regione.",
    ),
    Sample(
        "treviso.personale", "Fabbisogni formativi 2027", "fabbisogni-2027.csv",
        FileKind.DATASET, "platform", _needs, "Esito della rilevazione tra gli uffici.",
    ),
    Sample(
        "treviso.admin", "Appunti per il piano di riassetto", "appunti-riassetto.docx",
        FileKind.REORGANISATION, "usr",
        lambda: word("Appunti", "Da discutere con la segreteria prima di condividerli."),
    ),
)  # fmt: skip
