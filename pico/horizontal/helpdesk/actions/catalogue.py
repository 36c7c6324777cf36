"""What every installation begins with: categories and queues. Made again, nothing changes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.enti.terms import EnteKind

from ..models import Category, Queue
from ..terms import (
    ACCESS,
    GENERAL,
    MAINTENANCE,
    PLATFORM,
    POOL,
    PROVINCE,
    REGIONAL,
    SERVICE_TOPICS,
    Level,
    Special,
    Topic,
)

# Domain facts, section 4.1: key, name, special path.
CATEGORIES: dict[str, tuple[tuple[str, str, str], ...]] = {
    Topic.ACCESS: (
        ("registration", "Registrazione", ""),
        ("spid", "SPID", ""),
        ("cie", "CIE", ""),
        ("profile", "Profilo", ""),
        ("change-of-ente", "Cambio di ente o di ruolo", ""),
        ("permissions", "Abilitazioni", ""),
    ),
    Topic.PORTAL: (
        ("publishing", "Pubblicare un contenuto", ""),
        ("newsletter", "Newsletter", ""),
        ("images", "Immagini", ""),
        ("site-down", "Sito non raggiungibile", ""),
        ("site-accessibility", "Accessibilità delle pagine", ""),
    ),
    Topic.COMMUNITY: (
        ("joining", "Iscrizione", ""),
        ("moderation", "Moderazione", ""),
        ("document", "Documento non apribile", ""),
        ("survey", "Sondaggio", ""),
    ),
    Topic.TRAINING: (
        ("scorm", "Il corso SCORM non parte", ""),
        ("progress", "Avanzamento non salvato", ""),
        ("certificate", "Attestato", ""),
        ("webinar", "Webinar", ""),
    ),
    Topic.DATA: (
        ("dashboard", "Cruscotto non aggiornato", ""),
        ("wrong-figure", "Dato errato", ""),
        ("export", "Esportazione", ""),
    ),
    Topic.SUA: (
        ("tender-request", "Richiesta di gara su delega", ""),
        ("tender-state", "Stato della gara", ""),
        ("needs-survey", "Campagna di raccolta fabbisogni", ""),
        ("rup-list", "Elenco RUP", ""),
        ("opinion", "Quesito normativo sugli appalti", Special.OPINION),
    ),
    Topic.SIT: (
        ("agreement", "Adesione alla convenzione", ""),
        ("activation", "Attivazione di un servizio", ""),
        ("reporting", "Rendicontazione", ""),
    ),
    Topic.SAPE: (
        ("call", "Bando", ""),
        ("partnership", "Partenariato", ""),
        ("project", "Progetto", ""),
    ),
    Topic.PERSONNEL: (
        ("selection", "Procedura selettiva aggregata", ""),
        ("staff-training", "Formazione del personale", ""),
        ("disciplinary", "Procedimenti disciplinari", ""),
    ),
    "": (
        ("malfunction", "Malfunzionamento", ""),
        ("slowness", "Lentezza", ""),
        ("suggestion", "Suggerimento", ""),
        ("content-report", "Segnalazione di un contenuto", ""),
        ("privacy", "Privacy: esercizio dei diritti", Special.PRIVACY),
        ("accessibility", "Accessibilità: segnalazione", Special.ACCESSIBILITY),
        ("security", "Sicurezza: sospetta violazione", Special.SECURITY),
        ("other", "Altro", ""),
    ),
}


@transaction.atomic
def furnish_categories() -> int:
    """Make the categories that are missing; what an office renamed stays as it is."""
    made = 0
    for topic, rows in CATEGORIES.items():
        for position, (key, name, special) in enumerate(rows, 1):
            _row, is_new = Category.objects.get_or_create(
                key=f"{topic.lower() or 'any'}.{key}",
                defaults={
                    "topic": topic,
                    "name": name,
                    "special": special or Special.NONE,
                    "position": position * 10,
                },
            )
            made += is_new
    return made


@transaction.atomic
def furnish_queues(*, upi: Ente, actor: Actor, now: datetime) -> int:
    """Make the queues of UPI that are missing: access, platform, the pools, maintenance."""
    maintenance, made = _queue(
        MAINTENANCE, "Manutenzione applicativa", upi, actor, now, level=Level.THIRD
    )
    for key, name, facts in (
        (
            ACCESS,
            "Help Desk UPI – Accesso e registrazione",
            {"topic": Topic.ACCESS, "next_queue": maintenance},
        ),
        (
            PLATFORM,
            "Help Desk UPI – Piattaforma",
            {"is_fallback": True, "next_queue": maintenance},
        ),
    ):
        made += _queue(key, name, upi, actor, now, **facts)[1]
    for topic in SERVICE_TOPICS:
        made += _queue(
            POOL.format(topic=topic.value), f"Pool esperti {topic.label}", upi, actor, now,
            level=Level.SECOND, topic=topic,
        )[1]  # fmt: skip
    return made


@transaction.atomic
def furnish_queues_of(*, ente: Ente, actor: Actor, now: datetime) -> int:
    """Make the queues of a Province, one a service and a general one, or that of an UPI regionale."""
    if ente.kind == EnteKind.UPI_REGIONAL:
        key = REGIONAL.format(ente=ente.pk)
        return int(_queue(key, ente.name, ente, actor, now, level=Level.REGIONAL)[1])
    made = 0
    for topic in (*SERVICE_TOPICS, None):
        key = PROVINCE.format(ente=ente.pk, topic=topic.value if topic else GENERAL)
        facts: dict = {"level": Level.FIRST}
        if topic:
            pool = Queue.objects.filter(key=POOL.format(topic=topic.value)).first()
            facts |= {"topic": topic, "next_queue": pool}
        name = f"{ente.name} – {topic.label if topic else 'Generale'}"
        made += _queue(key, name, ente, actor, now, **facts)[1]
    return made


def _queue(key, name, owner, actor, now, **facts) -> tuple[Queue, bool]:
    queue, is_new = Queue.objects.get_or_create(
        key=key, defaults={"name": name[:120], "owner": owner, "calendar_key": key, **facts}
    )
    if is_new:
        trail.record("helpdesk.queue.made", _("Coda aperta."), subject=queue, actor=actor, now=now)
    return queue, is_new
