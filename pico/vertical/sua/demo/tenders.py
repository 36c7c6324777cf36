"""Three years of tenders at Treviso and at Brescia, walked by their own steps as far as their day allows."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone

from pico.core.access.actor import SYSTEM, Actor
from pico.core.enti.models import Ente
from pico.core.people.models import Person
from pico.core.testing import cast

from ..actions.tenders import (
    aggregated,
    clarifications,
    documents,
    handing,
    persons,
    results,
    sittings,
    steps,
)
from ..actions.tenders.opening import CategoryData, LotData, open_tender
from ..actions.tenders.persons import Named
from ..actions.tenders.results import Winner
from ..models import Lot, Tender
from ..rules.tenders import required_kinds
from ..terms.tenders import (
    CardState,
    Conflict,
    DocumentKind,
    PersonRole,
    TenderKind,
    Visibility,
)
from .tender_plans import (
    AGGREGATED,
    ASKED,
    ENDS,
    HEADS,
    JUDGES,
    MADE_UP,
    PACE,
    PLANS,
    PRICE,
    WINNERS,
    F,
    House,
    S,
)

_cigs = count(0x10000)


def next_cig() -> str:
    """A CIG of PCP's form, made up, with its check digits."""
    while True:
        number = next(_cigs)
        cig = f"B{number:06X}{(number + 2) * 211 % 4091:03X}"
        if not Lot.objects.filter(cig=cig).exists():
            return cig


class Walk:
    """One tender, from its opening to where it stands today."""

    def __init__(self, house: House, place: int, opened_at: datetime, today: datetime) -> None:
        self.house, self.place, self.today = house, place, today
        self.opened_at = opened_at.replace(hour=9, minute=30, second=0, microsecond=0)
        self.now = self.opened_at
        self.plan = AGGREGATED if place % 13 == 6 else PLANS[place % len(PLANS)]
        self.end = ENDS.get(place, "")
        self.ente = house.enti[(place + 15) % len(house.enti)]

    def day(self, days: int) -> bool:
        """Go on to a day after the opening; False if it is still to come."""
        self.now = self.opened_at + timedelta(days=days)
        return self.now <= self.today

    def go(self) -> None:
        self.tender = self.open()
        for stage in self.stages():
            if not stage:
                return

    def stages(self) -> Iterator[bool]:
        """Each stage in its order; the walk ends at the first that has not come yet."""
        yield self.day(6)
        self.name_heads()
        self.add_documents()
        self.adhere()
        yield self.day(14) and not self.gives_up()
        self.step("approve")
        yield self.day(20)
        self.publish()
        yield self.day(28)
        self.ask()
        yield self.interrupt()
        yield self.day(61)
        self.step("close_bids")
        yield self.day(64)
        yield self.count() and self.evaluate()
        yield self.day(88)
        yield self.conclude()
        yield self.day(97)
        self.each("verify")
        yield self.day(112)
        self.each(
            "award",
            awarded_on=timezone.localdate(self.now),
            effective_on=timezone.localdate(self.now),
        )
        yield self.day(116)
        self.hand_over()
        yield self.day(124)
        yield self.accept()
        yield self.day(172)
        self.contract()
        yield self.day(190)
        self.each("start")
        self.order()
        self.paper(
            DocumentKind.AWARD_NOTICE, "Avviso di aggiudicazione", visibility=Visibility.PUBLIC
        )
        yield self.day(190 + self.plan.days)
        self.each("finish")

    def open(self) -> Tender:
        plan, ente = self.plan, self.ente
        is_aggregated = plan is AGGREGATED and len(self.house.enti) > 3
        bodies = self.house.enti[:4] if is_aggregated else [ente]
        many = len(plan.bases) > 1
        where = "" if is_aggregated else f" – {ente.short_name or ente.name}"
        lots = [
            self.lot(f"{plan.title}{f', lotto {number}' if many else ''}", base, bodies)
            for number, base in enumerate(plan.bases, 1)
        ]
        return open_tender(
            sua=self.house.sua, kind=TenderKind.AGGREGATED if is_aggregated else TenderKind.DELEGATED,
            title=f"{plan.title}{where}", lots=lots, bodies=bodies, actor=self.house.officer,
            now=self.now, contract_kind=plan.kind, procedure=plan.procedure, criterion=plan.criterion,
            is_above_eu=plan.is_above_eu, is_pnrr=plan.is_pnrr, officer=self.house.person,
            description=MADE_UP,
        )  # fmt: skip

    def lot(self, subject: str, base: int, bodies: list[Ente]) -> LotData:
        amount = Decimal(base)
        part = (amount / len(bodies)).quantize(Decimal("0.01")) if len(bodies) > 1 else None
        return LotData(
            subject=subject, base_amount=amount, safety_amount=amount / 50, days=self.plan.days,
            labour_amount=amount * 2 / 5 if self.plan.kind != F else Decimal(0),
            options_amount=amount / 5 if self.plan.kind == S else Decimal(0),
            is_labour_discountable=self.place % 3 != 0,
            cups=("J13C22000010006",) if self.plan.is_pnrr else (),
            categories=(CategoryData(self.plan.soa, amount, "III", is_main=True),) if self.plan.soa else (),
            shares=dict.fromkeys(bodies, part) if part else {},
        )  # fmt: skip

    def step(self, name: str, **fields) -> None:
        steps.make_tender_step(
            record=self.tender, name=name, actor=self.house.officer, now=self.now, **fields
        )

    def lots(self) -> list[Lot]:
        return list(self.tender.lots.exclude(state__in=("DESERT", "UNSUCCESSFUL", "CANCELLED")))

    def each(self, name: str, **fields) -> None:
        for lot in self.lots():
            self.lot_step(lot, name, **fields)

    def lot_step(self, lot: Lot, name: str, **fields) -> None:
        steps.make_lot_step(record=lot, name=name, actor=self.house.officer, now=self.now, **fields)

    def hold(self, role: str, name: str, person: Person | None = None, ente: Ente | None = None):
        common = {"actor": self.house.officer, "now": self.now}
        named = Named(
            role=role, name=name, act=f"Determina n. {100 + self.place}", since=timezone.localdate(self.now),
            act_on=timezone.localdate(self.now), person=person, ente=ente,
        )  # fmt: skip
        part = persons.name_person(tender=self.tender, named=named, **common)
        persons.declare(
            part=part, conflict=Conflict.NONE, on=timezone.localdate(self.now), **common
        )
        return persons.activate(part=part, **common)

    def name_heads(self) -> None:
        head = self.house.person
        if self.house.head:
            head = Person.objects.get(pk=self.house.head.person_id)
        self.hold(PersonRole.SUA_RUP, str(head), head, self.house.sua)
        own = self.house.rup if self.ente == self.house.enti[0] else None
        self.hold(PersonRole.PROCEDURE_HEAD, str(own or HEADS[self.place % 7]), own, self.ente)

    def paper(self, kind: str, title: str, **fields) -> None:
        words = f"{title}\n{self.tender.number}\nDocumento dimostrativo.".encode()
        documents.add_document(
            tender=self.tender, content=ContentFile(words, name=f"{kind.lower()}.txt"), kind=kind,
            title=title, actor=self.house.officer, now=self.now, act_on=timezone.localdate(self.now), **fields,
        )  # fmt: skip

    def add_documents(self) -> None:
        wanted = required_kinds(procedure=self.plan.procedure, contract_kind=self.plan.kind)
        public = (DocumentKind.NOTICE, DocumentKind.RULES, DocumentKind.DGUE)
        for kind in wanted:
            level = Visibility.PUBLIC if kind in public else Visibility.BODY
            self.paper(kind, str(DocumentKind(kind).label), visibility=level)

    def adhere(self) -> None:
        """The enti of an aggregated tender adhere, by their act."""
        for track in self.tender.tracks.select_related("tender"):
            common = {"record": track, "actor": SYSTEM, "now": self.now}
            aggregated.make_track_step(name="validate", **common)
            aggregated.make_track_step(
                name="adhere", act=f"Delibera di giunta n. {40 + self.place}",
                act_on=timezone.localdate(self.now), **common,
            )  # fmt: skip

    def order(self) -> None:
        """Two enti of an aggregated tender order something on the first lot."""
        for track in self.tender.tracks.select_related("tender", "ente")[:2]:
            aggregated.derive_contract(
                lot=self.lots()[0], track=track, cig=next_cig(), amount=Decimal(21_500),
                signed_on=timezone.localdate(self.now), act="Determina di adesione", actor=SYSTEM, now=self.now,
            )  # fmt: skip

    def publish(self) -> None:
        for lot in self.lots():
            results.set_cig(lot=lot, cig=next_cig(), actor=self.house.officer, now=self.now)
        due = timezone.make_aware(
            datetime.combine(timezone.localdate(self.now) + timedelta(days=40), time(12)),
            timezone.get_default_timezone(),
        )
        self.step(
            "publish", pad_name="Piattaforma certificata di esempio",
            pad_url=f"https://pad.example/gare/{self.tender.number}", published_at=self.now,
            questions_due_at=due - timedelta(days=12), bids_due_at=due,
        )  # fmt: skip
        card = (
            "P7_1_3"
            if self.plan.procedure == ASKED
            else ("P1_16" if self.plan.is_above_eu else "P2_16")
        )
        results.note_card(
            tender=self.tender, card=card, state=CardState.CONFIRMED, on=timezone.localdate(self.now),
            actor=self.house.officer, now=self.now,
        )  # fmt: skip

    def ask(self) -> None:
        if self.place % 2:
            return
        one = clarifications.receive_question(
            tender=self.tender, text="Il sopralluogo è obbligatorio?", asker="Impresa di esempio",
            asked_at=self.now, actor=self.house.officer, now=self.now,
        )  # fmt: skip
        common = {"clarification": one, "actor": self.house.officer, "now": self.now}
        clarifications.draft_answer(
            question=one.question, answer="No: è facoltativo, su appuntamento con l'ente.", **common
        )
        clarifications.publish_answer(**common)

    def gives_up(self) -> bool:
        """Cancelled before its notice."""
        if self.end != "cancelled":
            return False
        steps.make_tender_step(
            record=self.tender, name="cancel", actor=self.house.head or SYSTEM, now=self.now,
            reason="Il finanziamento non è stato concesso",
        )  # fmt: skip
        return True

    def interrupt(self) -> bool:
        """Suspended or revoked while published; False where the walk ends here."""
        if self.end == "suspended":
            self.step("suspend", reason="Ricorso al TAR con istanza cautelare")
        elif self.end == "revoked":
            steps.make_tender_step(
                record=self.tender, name="revoke", actor=self.house.head or SYSTEM, now=self.now,
                reason="Sono cambiate le esigenze dell'ente",
            )  # fmt: skip
        return self.end not in ("suspended", "revoked")

    def count(self) -> bool:
        """Write how many bids came; lots without any go desert. False if none is left."""
        for place, lot in enumerate(self.lots()):
            empty = self.end == "desert" or (self.end == "lot_desert" and place == 0)
            bids = 0 if empty else 2 + (self.place + place) % 5
            results.count_bids(
                lot=lot, bids=bids, excluded=1 if bids > 3 else 0, actor=self.house.officer,
                now=self.now,
            )  # fmt: skip
            if empty:
                self.lot_step(lot, "desert")
        return bool(self.lots())

    def evaluate(self) -> bool:
        if self.plan.criterion != PRICE:
            trio = [JUDGES[(self.place + shift) % 10] for shift in (0, 3, 6)]
            roles = (PersonRole.PRESIDENT, PersonRole.COMMISSIONER, PersonRole.COMMISSIONER)
            present = [self.hold(role, name) for role, name in zip(roles, trio, strict=True)]
            self.step("evaluate")
            sittings.hold_sitting(
                tender=self.tender, begins_at=self.now + timedelta(hours=1), present=present,
                ends_at=self.now + timedelta(hours=4), place="Sede della Provincia",
                agenda="Apertura delle buste amministrative; esame della documentazione.",
                actor=self.house.officer, now=self.now + timedelta(hours=5),
            )  # fmt: skip
            return True
        self.step("evaluate")
        return True

    def conclude(self) -> bool:
        """Write the results and propose the award; False where no bid was good enough."""
        for place, lot in enumerate(self.lots()):
            if self.end == "failed":
                self.lot_step(lot, "fail", failure="NOT_CONVENIENT")
                continue
            code, name = WINNERS[(self.place + place) % len(WINNERS)]
            results.set_result(
                lot=lot, discount=Decimal(4 + (self.place * 7 + place) % 21) + Decimal("0.375"),
                winners=[Winner(code, name, is_sme=self.place % 2 == 0)], actor=self.house.officer,
                now=self.now,
            )  # fmt: skip
            self.lot_step(lot, "propose", proposed_on=timezone.localdate(self.now))
        return bool(self.lots())

    def hand_over(self) -> None:
        for lot in self.lots():
            self.paper(
                DocumentKind.AWARD, f"Determina di aggiudicazione, lotto {lot.number}", lot=lot
            )
        self.each("send", told_on=timezone.localdate(self.now))

    def accept(self) -> bool:
        """The ente takes its lots over; the newest hand-overs still wait."""
        if self.now > self.today - timedelta(days=20):
            return False
        for lot in self.lots():
            for given in lot.hand_overs.select_related("ente", "lot__tender"):
                handing.accept_hand_over(
                    hand_over=given, actor=self.receiver(given.ente), now=self.now
                )
        return True

    def receiver(self, ente: Ente) -> Actor:
        """Who answers for an ente: its person of the cast, else Pi.Co. for those without one."""
        own = self.house.receiver
        return own if own and own.ente_id == ente.pk else SYSTEM

    def contract(self) -> None:
        on = timezone.localdate(self.now) - timedelta(
            days=self.place * 5 % 20
        )  # signed before it is recorded
        for lot in self.lots():
            self.lot_step(lot, "contract", contract_on=on, contract_amount=lot.award_amount)


def furnish_tenders(now: datetime) -> None:
    """Furnish both SUAs once."""
    for username, head, key in (
        ("treviso.sua", "treviso.dirigente", cast.TREVISO),
        ("brescia.sua", "brescia.sua", cast.BRESCIA),
    ):
        house = House.of(username, head, key, now)
        if house is None or Tender.objects.filter(sua=house.sua, description=MADE_UP).exists():
            continue
        every, number = PACE[username.split(".")[0]]
        for place in range(number):
            Walk(house, place, now - timedelta(days=every * (number - place) - 12), now).go()
