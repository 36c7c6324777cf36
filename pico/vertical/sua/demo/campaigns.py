"""Needs campaigns of two SUAs, in every state that tells something."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from pico.core.access.actor import SYSTEM, Actor
from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.enti.queries import ente_by_key
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person
from pico.core.testing import cast

from ..actions.campaigns import answering, planning, preparing, running, sending, settling
from ..models import Campaign, NeedAnswer
from ..rules.simulator import Assumptions, LotsBy, Tool
from ..terms.campaigns import Adhesion
from . import needs

COMUNI = (
    *("Castelfranco Veneto", "Conegliano", "Montebelluna", "Mogliano Veneto", "Oderzo", "Paese"),
    *("Vedelago", "Vittorio Veneto", "Villorba", "Preganziol", "Asolo", "Valdobbiadene"),
)
CAST = {
    "Castelfranco Veneto": "comune1.referente",
    "Conegliano": "comune2.referente",
    "Montebelluna": "comune3.referente",
}
ZONES = {
    **dict.fromkeys(("Castelfranco Veneto", "Vedelago", "Montebelluna", "Asolo"), "Castellana e Asolano"),
    **dict.fromkeys(("Conegliano", "Vittorio Veneto", "Valdobbiadene"), "Sinistra Piave e colline"),
    **dict.fromkeys(("Mogliano Veneto", "Oderzo", "Paese", "Villorba", "Preganziol"), "Pianura"),
}  # fmt: skip
WEIGHTS = (1.4, 1.5, 1.3, 1.1, 0.9, 0.8, 0.7, 1.2, 0.8, 0.7, 0.4, 0.5)


@dataclass(frozen=True, slots=True)
class Told:
    """A campaign: opened and closed so many days from now; `until` is how far it has come."""

    title: str
    words: str
    items: tuple
    opens: int
    closes: int
    until: str
    sua: str = "treviso"
    silent: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()
    half: tuple[str, ...] = ()  # written, not sent
    wild: str = ""  # who needs ten times as much of the first item
    follows: str = ""
    reason: str = ""
    months: int = 24
    lots_by: LotsBy = LotsBy.NONE


CAMPAIGNS = (
    Told(
        "Energia elettrica e gas 2026", "Ricognizione dei consumi per decidere fra gara propria e "
        "convenzione Consip.", needs.ENERGY, -420, -380, "archive", silent=("Asolo",),
        reason="Per i consumi raccolti conviene l'adesione alla convenzione Consip «Energia Elettrica 23».",
    ),
    Told(
        "Cancelleria e carta 2025–2026", "Fornitura di carta, cancelleria e toner per gli uffici.",
        needs.STATIONERY, -330, -300, "tender", nothing=("Valdobbiadene",),
        reason="Accordo quadro con lotti per tipo: il volume di dodici enti rende contendibile la gara.",
    ),
    Told(
        "Coperture assicurative 2027–2029", "Polizze in scadenza il 31 dicembre: fabbisogni per la gara unica.",
        needs.INSURANCE, -75, -40, "consolidate", silent=("Paese",), nothing=("Asolo",), months=36,
    ),
    Told(
        "Manutenzione antincendio 2027", "Estintori, idranti, porte tagliafuoco e rivelazione negli edifici "
        "comunali e scolastici.", needs.FIRE, -45, -12, "check", silent=("Oderzo",), wild="Vedelago",
    ),
    Told(
        "Materiale di pulizia e consumo 2027", "Sessanta voci per uffici, scuole e palestre. Anche «Nessun "
        "fabbisogno» è una risposta.", needs.cleaning(), -12, 18, "open",
        silent=("Paese", "Villorba", "Preganziol", "Valdobbiadene"), nothing=("Asolo",),
        half=("Castelfranco Veneto", "Oderzo"),
    ),
    Told(
        "Cancelleria e carta 2027", "Il contratto quadro finisce a giugno: si raccoglie il nuovo fabbisogno.",
        needs.STATIONERY, 6, 40, "schedule", follows="Cancelleria e carta 2025–2026",
    ),
    Told(
        "Trasporto scolastico 2027/28", "Bozza: da concordare con gli uffici scuola.", needs.TRANSPORT,
        30, 75, "draft",
    ),
    Told(
        "Arredi scolastici 2027", "Banchi, sedie e arredi per l'infanzia.", needs.FURNITURE, -10, 25,
        "open", sua="brescia",
    ),
)  # fmt: skip
OFFICERS = {
    "treviso": ("treviso.sua", "treviso.dirigente"),
    "brescia": ("brescia.sua", "brescia.sua"),
}


def furnish_campaigns(now: datetime) -> None:
    """Furnish the campaigns that are not there yet."""
    for told in CAMPAIGNS:
        if not Campaign.objects.filter(title=told.title).exists():
            _tell(told, now)


def _person(username: str) -> Actor | None:
    person = Person.objects.filter(username=username).first()
    place = working_memberships(person, today=timezone.localdate()).first() if person else None
    return actor_for(person, place) if place else None


def _enti(told: Told, sua: Ente) -> list[Ente]:
    """The Comuni of the story, or as many as the registry has."""
    rows = Ente.objects.filter(kind="COM", territory=sua.territory_id, valid_to=None)
    if told.sua == "treviso" and (found := list(rows.filter(short_name__in=COMUNI))):
        return sorted(found, key=lambda ente: COMUNI.index(ente.short_name))
    return list(rows.order_by("name")[: len(COMUNI)])


def _tell(told: Told, now: datetime) -> None:
    officer, head = (_person(name) for name in OFFICERS[told.sua])
    sua = ente_by_key({"treviso": cast.TREVISO, "brescia": cast.BRESCIA}[told.sua])
    if officer is None or head is None:
        return
    enti = _enti(told, sua)
    if len(enti) < 2:
        return
    began, ends = now + timedelta(days=told.opens), now + timedelta(days=told.closes)
    made_at = min(began - timedelta(days=15), now)
    campaign = _prepared(told, enti, officer, made_at, began, ends)
    if told.until == "draft":
        return
    if told.until == "schedule":
        _step(campaign, "schedule", officer, min(now, began))
        return
    _step(campaign, "open", officer, began)
    _answer(told, campaign, enti, began)
    if told.until == "open":
        return
    _validate(told, campaign, officer, ends)
    _step(campaign, "close", head, ends)
    _step(campaign, "check", officer, ends + timedelta(days=1))
    if told.until == "check":
        planning.make_plan(campaign=campaign, actor=officer, now=ends + timedelta(days=2))
        return
    _conclude(told, campaign, officer, head, ends + timedelta(days=10))


def _prepared(
    told: Told, enti: list[Ente], officer: Actor, made_at: datetime, began: datetime, ends: datetime
) -> Campaign:
    if told.follows and (last := Campaign.objects.filter(title=told.follows).first()):
        campaign = preparing.duplicate_campaign(
            campaign=last, title=told.title, actor=officer, now=made_at
        )
        return preparing.change_campaign(
            campaign=campaign, actor=officer, now=made_at, description=told.words, opens_at=began,
            closes_at=ends,
        )  # fmt: skip
    campaign = preparing.create_campaign(
        actor=officer, now=made_at, title=told.title, description=told.words, opens_at=began,
        closes_at=ends, remind_days=[15, 7, 2], referente_id=officer.person_id,
    )  # fmt: skip
    rows = [
        {
            "section": section, "code": code, "cpv": cpv, "description": words, "unit": unit,
            "variants": list(variants), "reference_price": price,
            "price_source": "Ultima gara della SUA",
        }
        for section, code, cpv, words, unit, price, variants, _mean in told.items
    ]  # fmt: skip
    preparing.import_items(campaign=campaign, rows=rows, actor=officer, now=made_at)
    preparing.choose_recipients(
        campaign=campaign, recipients={"enti": [ente.pk for ente in enti]}, actor=officer,
        now=made_at,
    )  # fmt: skip
    return campaign


def _step(campaign: Campaign, name: str, actor: Actor, at: datetime, **fields) -> None:
    running.make_step(record=campaign, name=name, actor=actor, now=at, **fields)


def _secretary(ente: Ente) -> Actor:
    """Who answers for an ente: the person of the cast, or its secretary."""
    found = _person(CAST.get(ente.short_name, ""))
    if found and found.ente_id == ente.pk:
        return found
    return Actor(
        person_name=f"Segreteria di {ente.short_name}",
        ente_id=ente.pk,
        ente_name=ente.name,
        roles=frozenset({str(Role.ENTE_ADMIN)}),
    )


def _answer(told: Told, campaign: Campaign, enti: list[Ente], began: datetime) -> None:
    answers = {one.ente_id: one for one in campaign.answers.all()}
    for place, ente in enumerate(enti):
        name, actor = ente.short_name, _secretary(ente)
        at = began + timedelta(days=min(3 + place // 2, 9), hours=place)
        answer = answers[ente.pk]
        if name in told.silent:
            continue
        if name in told.nothing:
            sending.make_step(record=answer, name="declare_nothing", actor=actor, now=at)
            continue
        answering.save_lines(
            answer=answer, rows=_rows(told, campaign, place, name), actor=actor, now=at
        )
        if name not in told.half:
            sending.make_step(
                record=answer, name="send", actor=actor, now=at + timedelta(hours=2),
                commitment="NON_BINDING", signatory=f"Il responsabile finanziario di {name}",
            )  # fmt: skip


def _rows(told: Told, campaign: Campaign, place: int, name: str) -> list[answering.Written]:
    """What a Comune of that size needs; not all need all."""
    found = []
    weight = Decimal(str(WEIGHTS[place % len(WEIGHTS)]))
    means = {item[1]: item[7] for item in told.items}
    start = campaign.closes_at.replace(month=1, day=1).date()
    for number, item in enumerate(campaign.items.all()):
        if (number + place) % 7 == 6 or (name in told.half and number % 2):
            continue
        mean = Decimal(means[item.code])
        quantity = mean if mean == 1 else max(Decimal(1), (mean * weight).quantize(Decimal(1)))
        if name == told.wild and number == 0:
            quantity *= 10
        drift = Decimal(1) + Decimal((place * 7 + number * 3) % 11 - 5) / 100
        values = {
            "quantity": quantity,
            "unit_price": (item.reference_price * drift).quantize(Decimal("0.01"))
            * (3 if name == told.wild and number == 1 else 1),
            "starts_on": start.replace(year=start.year + 1),
            "months": 12,
            "adhesion": (Adhesion.CERTAIN, Adhesion.LIKELY, Adhesion.CERTAIN)[place % 3],
        }
        variant = item.variants[place % len(item.variants)] if item.variants else ""
        found.append(answering.Written(values, item, variant))
    return found


def _validate(told: Told, campaign: Campaign, officer: Actor, at: datetime) -> None:
    """All but who stands apart: its answer waits for an explanation."""
    sent = NeedAnswer.objects.filter(campaign=campaign, state="SENT").select_related("ente")
    chosen = [one for one in sent if one.ente.short_name != told.wild]
    for answer in chosen:
        answer.campaign = campaign
    done = sending.validate_all(answers=chosen, actor=officer, now=at)
    for answer, _reason in done.refused:
        for line in answer.lines.all():
            line.answer = answer
            sending.explain_line(
                line=line, explanation="Sentito l'ufficio: il fabbisogno è confermato.",
                actor=officer, now=at,
            )  # fmt: skip
        sending.make_step(record=answer, name="validate", actor=officer, now=at)
    by_zone: dict[str, list[NeedAnswer]] = {}
    for answer in campaign.answers.select_related("ente", "campaign"):
        if zone := ZONES.get(answer.ente.short_name):
            by_zone.setdefault(zone, []).append(answer)
    for zone, answers in by_zone.items():
        sending.change_zone(answers=answers, zone=zone, actor=officer, now=at)


def _conclude(told: Told, campaign: Campaign, officer: Actor, head: Actor, at: datetime) -> None:
    planning.make_plan(campaign=campaign, actor=officer, now=at)
    _step(campaign, "consolidate", head, at + timedelta(days=2))
    if told.until == "consolidate":
        return
    if told.until == "archive":
        _step(campaign, "no_procedure", head, at + timedelta(days=9), reason=told.reason)
        _step(campaign, "archive", SYSTEM, at + timedelta(days=40))
        return
    settling.open_aggregated_tender(
        campaign=campaign, title=told.title, contract_kind="SUPPLIES", criterion="LOWEST_PRICE",
        assumptions=Assumptions(lots_by=LotsBy.CPV, digits=5, tool=Tool.FRAMEWORK, months=told.months),
        address=f"a-lots_by=CPV&a-digits=5&a-tool=FRAMEWORK&a-months={told.months}",
        note=told.reason, names={}, actor=head, now=at + timedelta(days=15),
    )  # fmt: skip
