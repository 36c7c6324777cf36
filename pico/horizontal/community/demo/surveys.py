"""Three surveys: one closed with its results, its next wave still open, a quick poll."""

import random
from datetime import datetime, timedelta
from typing import Any

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.enti.queries import ente_by_key
from pico.core.enti.terms import PROVINCES
from pico.core.people.actors import actor_for
from pico.core.people.models import Person
from pico.core.people.terms import MembershipState
from pico.core.testing import cast
from pico.engines.questionnaires.actions import (
    answering,
    campaigning,
    drafting,
    sending,
    starting,
)
from pico.engines.questionnaires.language.outline import Outline, Question, Section
from pico.engines.questionnaires.models import Campaign
from pico.engines.questionnaires.queries.definitions import outline_of
from pico.engines.questionnaires.terms import Anonymity, Audience, Kind, ResultsFor

from ..permissions import SURVEYS

ANSWERED, NEXT = "Servizi ai Comuni: gli assetti organizzativi (2025)", "Servizi ai Comuni: gli assetti organizzativi (2026)"  # fmt: skip
PRIVACY = (
    "UPI usa le risposte per la ricerca sui servizi ai Comuni. Le legge il gruppo di lavoro del "
    "progetto «Province & Comuni» e si conservano per cinque anni. Non scrivere dati personali."
)
SEATS = 60  # how many Provinces answered the first wave


def furnish_surveys(now: datetime) -> None:
    """Bring the surveys to life; run again, it adds nothing."""
    upi = _actor("upi.admin")
    if upi is None or Campaign.objects.filter(purpose=SURVEYS.key).exists():
        return
    first = _first_wave(upi, now)
    _next_wave(first, upi, now)
    _poll(upi, now)


def _actor(username: str) -> Actor | None:
    person = Person.objects.filter(username=username).first()
    if person is None:
        return None
    return actor_for(person, person.memberships.filter(state=MembershipState.ACTIVE).first())


def _options(*labels: str) -> list[dict]:
    return [{"code": f"r{n}", "label": label} for n, label in enumerate(labels, 1)]


def outline() -> Outline:
    """The questions, on the three services and on the staff."""
    has_sua = {"question": "sua_attiva", "op": "equals", "value": "SI"}
    return Outline(
        ANSWERED,
        "",
        [
            Section("ente", "L'ente", questions=[
                Question("popolazione", Kind.NUMBER, "Popolazione residente", "Al 1° gennaio, fonte ISTAT.",
                         True, settings={"prefill": "population", "unit": "abitanti", "min": "0"}),
                Question("dipendenti", Kind.NUMBER, "Quante persone lavorano nell'ente?",
                         "A tempo pieno equivalente, al 31 dicembre.", True,
                         settings={"unit": "persone", "min": "0", "max": "3000"}),
            ]),
            Section("appalti", "Stazione unica appaltante", questions=[
                Question("sua_attiva", Kind.YES_NO, "La stazione unica appaltante è attiva?", is_required=True),
                Question("sua_comuni", Kind.NUMBER, "Quanti Comuni hanno una convenzione in vigore?",
                         is_required=True, settings={"unit": "Comuni", "min": "0"}, shown_if={"all": [has_sua]}),
                Question("sua_gare", Kind.NUMBER, "Quante gare per conto dei Comuni nell'ultimo anno?",
                         settings={"unit": "gare", "min": "0"}, shown_if={"all": [has_sua]}),
                Question("sua_importo", Kind.MONEY, "Per quale importo complessivo a base di gara?",
                         settings={"min": "0"}, shown_if={"all": [has_sua]}),
                Question("sua_difficolta", Kind.MULTIPLE, "Che cosa pesa di più?",
                         options=_options("Carenza di personale", "Qualità dei progetti dei Comuni",
                                          "Piattaforme e schede ANAC", "Tempi delle risposte dei Comuni"),
                         settings={"max": "2"}, shown_if={"all": [has_sua]}),
            ]),
            Section("europa", "Politiche europee e innovazione", questions=[
                Question("servizi", Kind.MATRIX, "Come sono organizzati questi servizi?",
                         rows=[{"code": "sape", "label": "Servizio associato politiche europee"},
                               {"code": "sit", "label": "Servizi innovativi territoriali"},
                               {"code": "dati", "label": "Raccolta ed elaborazione dati"}],
                         options=_options("Ufficio dedicato", "Persone di altri uffici", "All'esterno", "Non c'è")),
                Question("utilita", Kind.SCALE, "Quanto i Comuni chiedono questi servizi?", is_required=True),
                Question("bisogni", Kind.LONG_TEXT, "Di che cosa avrebbe più bisogno il tuo ente?",
                         "Anche con parole tue: si legge tutto."),
            ]),
        ],
    )  # fmt: skip


def _first_wave(upi: Actor, now: datetime) -> Campaign:
    opened = now - timedelta(days=260)
    campaign = starting.start_from_outline(
        outline=outline(), purpose=SURVEYS, title=ANSWERED, actor=upi, now=opened
    )
    campaign = campaigning.edit_campaign(
        campaign=campaign,
        values={
            "description": "La ricerca sugli assetti organizzativi delle Province nei servizi ai "
            "Comuni: appalti, politiche europee, innovazione, dati.",
            "privacy": PRIVACY,
            "audience": Audience.ENTI,
            "recipients": {"kinds": [str(kind) for kind in PROVINCES]},
            "anonymity": Anonymity.NAMED,
            "results_for": ResultsFor.AT_CLOSE,
            "scope": scopes.PROVINCES,
            "closes_at": opened + timedelta(days=45),
        },
        actor=upi,
        now=opened,
    )
    campaign = campaigning.open_campaign(campaign=campaign, actor=upi, now=opened)
    _answers(campaign, opened + timedelta(days=9))
    campaign = campaigning.close_campaign(
        campaign=campaign, actor=upi, now=opened + timedelta(days=45)
    )
    codes = [one.code for one in outline_of(campaign.questionnaire).asked]
    later = opened + timedelta(days=70)
    campaigning.choose_published(campaign=campaign, codes=codes, actor=upi, now=later)
    return campaigning.publish_results(campaign=campaign, actor=upi, now=later)


def _office_of(ente: Ente) -> Actor:
    """The secretariat of a Province that nobody of the cast works for."""
    return Actor(
        person_name=f"Segreteria generale, {ente.short_name or ente.name}",
        ente_id=ente.pk,
        ente_name=ente.name,
        ente_kind=ente.kind,
        territory=ente.territory_id or "",
        region=ente.region_id or "",
        roles=frozenset({Role.PROVINCE_ADMIN}),
    )


def _answers(campaign: Campaign, at: datetime) -> None:
    """Provinces with an account answer by their administrator, the others by their secretariat."""
    chance = random.Random(26)
    persons = {
        ente_by_key(key).pk: _actor(name)
        for key, name in (
            (cast.TREVISO, "treviso.admin"),
            (cast.BRESCIA, "brescia.admin"),
            (cast.PESARO_URBINO, "pesarourbino.admin"),
        )
    }
    invitations = sorted(
        campaign.invitations.select_related("ente"), key=lambda one: one.ente_id not in persons
    )
    for number, invitation in enumerate(invitations[:SEATS]):
        invitation.campaign = campaign
        actor = persons.get(invitation.ente_id) or _office_of(invitation.ente)
        moment = at + timedelta(hours=7 * number)
        drafting.save_answers(
            invitation=invitation, values=_made_up(chance), bases={}, actor=actor, now=moment
        )
        sending.send_answer(invitation=invitation, actor=actor, now=moment)


NEEDS = (
    "Due funzionari tecnici per la SUA: oggi le gare le segue una persona sola.",
    "Un sistema unico per scambiare gli atti con i Comuni, senza PEC.",
    "Formazione sul nuovo codice dei contratti e sulle schede ANAC.",
    "Progettisti per i bandi europei, anche condivisi con le Province vicine.",
    "Dati aggiornati su strade e scuole in formato aperto.",
)


def _made_up(chance: random.Random) -> dict[str, Any]:
    staff = chance.randint(90, 620)
    has_sua = chance.random() < 0.86
    values: dict[str, Any] = {
        "popolazione": str(chance.randint(160_000, 900_000)),
        "dipendenti": str(staff),
        "sua_attiva": "SI" if has_sua else "NO",
        "servizi": {row: f"r{chance.choices((1, 2, 3, 4), (5, 6, 2, 3))[0]}" for row in ("sape", "sit", "dati")},
        "utilita": str(chance.choices((1, 2, 3, 4, 5), (1, 2, 5, 8, 4))[0]),
    }  # fmt: skip
    if has_sua:
        contracts = chance.randint(4, 68)
        values |= {
            "sua_comuni": str(contracts),
            "sua_gare": str(chance.randint(contracts // 2, contracts * 2)),
            "sua_importo": str(chance.randint(900, 48_000) * 1000),
            "sua_difficolta": chance.sample(["r1", "r2", "r3", "r4"], chance.randint(1, 2)),
        }
    if chance.random() < 0.5:
        values["bisogni"] = chance.choice(NEEDS)
    return values


def _next_wave(first: Campaign, upi: Actor, now: datetime) -> None:
    """Open since ten days: Brescia has sent, Pesaro e Urbino is at it, Treviso has not begun."""
    opened = now - timedelta(days=10)
    campaign = starting.duplicate_campaign(
        campaign=first, title=NEXT, is_next_wave=True, actor=upi, now=opened
    )
    campaign = campaigning.edit_campaign(
        campaign=campaign,
        values={"opens_at": opened, "closes_at": now + timedelta(days=20), "remind_days": [7, 2]},
        actor=upi,
        now=opened,
    )
    campaign = campaigning.open_campaign(campaign=campaign, actor=upi, now=opened)
    for key, name, values, is_sent in (
        (cast.BRESCIA, "brescia.admin", {"dipendenti": "412", "utilita": "4"}, True),
        (cast.PESARO_URBINO, "pesarourbino.admin", {"dipendenti": "238"}, False),
    ):
        invitation = campaign.invitations.get(ente=ente_by_key(key))
        invitation.campaign = campaign
        actor, moment = _actor(name), now - timedelta(days=3)
        drafting.begin_answer(invitation=invitation, actor=actor, now=moment)
        bases = {row.question.code: row.version for row in invitation.response.answers.select_related("question")}  # fmt: skip
        drafting.save_answers(
            invitation=invitation, values=values, bases=bases, actor=actor, now=moment
        )
        if is_sent:
            sending.send_answer(invitation=invitation, actor=actor, now=moment)


def _poll(upi: Actor, now: datetime) -> None:
    campaign = starting.create_quick_poll(
        purpose=SURVEYS,
        title="Su che cosa vorresti il prossimo incontro delle reti tematiche?",
        options=[
            "Accordi quadro per i Comuni (SUA)",
            "Bandi europei: dal dossier al partenariato (SAPE)",
            "Dati e territorio (SIT)",
            "Concorsi aggregati (Personale)",
        ],
        is_multiple=False,
        scope=scopes.PLATFORM,
        closes_at=now + timedelta(days=12),
        is_anonymous=True,
        actor=upi,
        now=now,
    )
    campaigning.open_campaign(campaign=campaign, actor=upi, now=now)
    votes = (
        ("upi.redattore", "r1"), ("upi.helpdesk", "r4"), ("veneto.admin", "r2"),
        ("treviso.sape", "r2"), ("treviso.sit", "r3"), ("brescia.admin", "r2"),
        ("pesarourbino.admin", "r3"), ("comune1.rup", "r1"), ("comune2.referente", "r1"),
        ("esperto.sua", "r1"), ("docente", "r2"),
    )  # fmt: skip
    for name, choice in votes:
        if actor := _actor(name):
            answering.answer_in_one_go(
                campaign=campaign, values={"d1": choice}, nonce="", actor=actor, now=now
            )
