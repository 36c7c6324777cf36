"""The four thematic networks, and what the first one does."""

from datetime import datetime, timedelta

from pico.core.access.actor import Actor
from pico.core.files.demo import pdf, word
from pico.core.files.terms import FileKind
from pico.core.people.models import Person

from ..actions import meetings, networks
from ..models import Network
from ..terms import Contributors, JoinRule, MeetingMode, NetworkRole, PlaceState, Validity
from .documents import Paper, actor_of, fill, open_folder

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
    specs = open_folder(
        upi, now, "Capitolati e disciplinari", network.key, network=network,
        contributors=Contributors.READERS,
    )  # fmt: skip
    fill(
        specs, upi, now,
        Paper(
            "Capitolato per la manutenzione stradale", "capitolato-strade.docx",
            FileKind.SPECIFICATIONS,
            lambda: word("Capitolato", "Art. 1 – Oggetto.", "Art. 2 – Pronto intervento."),
            "Unifica quelli di Treviso, Brescia e Pesaro e Urbino.", Validity.CONSULTATION,
        ),
    )  # fmt: skip
    records = open_folder(upi, now, "Verbali", network.key, network=network)
    made = fill(
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
