"""A tender goes from its acts to the contract: what each step asks, what it leaves, who may make it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice, Task
from pico.core.testing import cast
from pico.engines.deadlines.queries.terms import open_term, visible_terms
from pico.engines.deadlines.terms import TermState
from pico.engines.workflow.cases import try_case, workflow_cases

from ..actions.tenders import handing, persons, results, steps, timing
from ..actions.tenders.documents import add_document
from ..actions.tenders.persons import Named
from ..actions.tenders.results import Winner
from ..models import Lot, Tender, TenderPerson
from ..rules.tenders import required_kinds
from ..terms.procurement import Criterion
from ..terms.tenders import Conflict, HandOverState, PersonRole, TenderKind
from ..workflow.tenders import LOT, TENDER
from .tender_factories import CIGS, NOW, lot, make_tender

pytestmark = pytest.mark.django_db
PUBLISHED = datetime(2026, 3, 16, 9, tzinfo=UTC)
DUE = datetime(2026, 4, 20, 10, tzinfo=UTC)
AFTER = DUE + timedelta(days=1)


def paper(name="atto.txt", words="x"):
    return SimpleUploadedFile(name, f"Atto di prova: {words}".encode())


def hold(tender, role, name, actor, *, now=NOW, person=None, ente=None):
    """Name somebody, with his declaration, in charge."""
    part = persons.name_person(
        tender=tender, actor=actor, now=now,
        named=Named(role=role, name=name, act="Decreto 1", since=timezone.localdate(now), person=person, ente=ente),
    )  # fmt: skip
    persons.declare(
        part=part, conflict=Conflict.NONE, on=timezone.localdate(now), actor=actor, now=now
    )
    return persons.activate(part=part, actor=actor, now=now)


def ready(tender, actor, people):
    """Documents, heads, CIG: everything before the notice."""
    for number, kind in enumerate(
        required_kinds(procedure=tender.procedure, contract_kind=tender.contract_kind)
    ):
        add_document(
            tender=tender, content=paper(f"{kind}.txt", str(number)), kind=kind, actor=actor, now=NOW,
            act_on=date(2026, 3, 2),
        )  # fmt: skip
    hold(tender, PersonRole.SUA_RUP, "Dario Dirige", actor, person=people["treviso.dirigente"])
    hold(tender, PersonRole.PROCEDURE_HEAD, "Ruggero", actor, person=people["comune1.rup"])
    for cig, one in zip(CIGS, tender.lots.all(), strict=False):
        results.set_cig(lot=one, cig=cig, actor=actor, now=NOW)


def step(tender, name, actor, now=NOW, **fields):
    return steps.make_tender_step(record=tender, name=name, actor=actor, now=now, **fields)


def publish(tender, actor, **fields):
    given = {
        "pad_name": "PAD Veneto", "pad_url": "https://pad.example/gara/1", "published_at": PUBLISHED,
        "questions_due_at": DUE - timedelta(days=10), "bids_due_at": DUE, **fields,
    }  # fmt: skip
    return step(tender, "publish", actor, now=PUBLISHED, **given)


@pytest.fixture
def officer(actors):
    return actors["treviso.sua"]


@pytest.fixture
def tender(enti, officer, people):
    made = make_tender(enti, officer, lots=(lot(1), lot(2)))
    ready(made, officer, people)
    return Tender.objects.get(pk=made.pk)


def lot_step(one, name, actor, now=AFTER, **fields):
    one = Lot.objects.get(pk=one.pk)
    return steps.make_lot_step(record=one, name=name, actor=actor, now=now, **fields)


def evaluated(tender, officer):
    """In evaluation, three offers a lot, a commission of three."""
    step(tender, "approve", officer)
    publish(tender, officer)
    step(tender, "close_bids", officer, now=AFTER)
    for one in tender.lots.all():
        results.count_bids(lot=one, bids=3, excluded=1, actor=officer, now=AFTER)
    hold(tender, PersonRole.PRESIDENT, "Anna Presiede", officer, now=AFTER)
    for name in ("Bruno Giudica", "Carla Giudica"):
        hold(tender, PersonRole.COMMISSIONER, name, officer, now=AFTER)
    step(tender, "evaluate", officer, now=AFTER)


def win(one, officer, discount="10"):
    results.set_result(
        lot=one, discount=Decimal(discount), actor=officer, now=AFTER,
        winners=[Winner("00743110157", "Ristorazione Veneta srl")],
    )  # fmt: skip


def test_from_acts_to_contract(tender, officer, people, actors):
    evaluated(tender, officer)
    tender.refresh_from_db()
    assert tender.state == "EVALUATION"
    one, two = tender.lots.all()
    win(one, officer)
    one.refresh_from_db()
    assert one.award_amount == Decimal("272000.00")
    lot_step(one, "propose", officer, proposed_on=date(2026, 5, 4))
    tender.refresh_from_db()
    assert tender.state == "EVALUATION"  # the other lot is less advanced
    lot_step(two, "fail", officer, failure="NONE_VALID")
    tender.refresh_from_db()
    assert tender.state == "PROPOSAL"
    lot_step(one, "verify", officer)
    lot_step(one, "award", officer, awarded_on=date(2026, 5, 18), effective_on=date(2026, 5, 20))
    one.refresh_from_db()
    assert open_term(one, timing.LETTERS).due_on == date(2026, 5, 25)  # 23 is a Saturday
    assert open_term(tender, timing.LENGTH) is None
    lot_step(one, "send", officer, told_on=date(2026, 5, 21))
    tender.refresh_from_db()
    assert tender.state == "SENT"
    given = one.hand_overs.get()
    assert (given.ente, given.state) == (tender.holder, HandOverState.READY)
    rup = actors["comune1.rup"]
    with pytest.raises(Refusal) as refused:
        lot_step(
            one, "contract", rup, contract_on=date(2026, 6, 3), contract_amount=one.award_amount
        )
    assert refused.value.code == "is_handed_over"
    handing.accept_hand_over(hand_over=given, actor=rup, now=AFTER)
    lot_step(one, "contract", rup, contract_on=date(2026, 6, 3), contract_amount=one.award_amount)
    lot_step(one, "start", rup)
    lot_step(one, "finish", rup)
    tender.refresh_from_db()
    assert tender.state == "FINISHED"
    assert open_term(one, timing.NOTICE).due_on == date(2026, 7, 3)


def test_what_is_missing_is_said_before_the_acts(enti, officer):
    tender = make_tender(enti, officer)
    with pytest.raises(Refusal) as refused:
        step(tender, "approve", officer)
    assert refused.value.code == "has_its_documents"
    assert "Bando" in refused.value.message
    tender.refresh_from_db()
    assert tender.state == "PREPARING"


def test_no_notice_without_a_cig_for_each_lot(tender, officer):
    step(tender, "approve", officer)
    Lot.objects.filter(number=2).update(cig="")
    with pytest.raises(Refusal) as refused:
        publish(tender, officer)
    assert refused.value.code == "has_its_cigs"
    assert "2" in refused.value.message


def test_bidders_have_the_days_of_the_law(tender, officer):
    step(tender, "approve", officer)
    with pytest.raises(Refusal) as refused:
        publish(tender, officer, bids_due_at=PUBLISHED + timedelta(days=29), questions_due_at=PUBLISHED + timedelta(days=9))  # fmt: skip
    assert refused.value.code == "bids_too_soon"
    assert "30" in refused.value.message
    publish(tender, officer, bids_due_at=PUBLISHED + timedelta(days=30))
    assert tender.state == "PUBLISHED"


def test_the_terms_of_a_notice(tender, officer):
    step(tender, "approve", officer)
    publish(tender, officer)
    assert open_term(tender, timing.BIDS).due_at == DUE
    assert open_term(tender, timing.QUESTIONS).due_on == date(2026, 4, 14)
    assert open_term(tender, timing.LENGTH).due_on == date(2026, 12, 16)  # nine months, OEPV, open
    step(tender, "suspend", officer, now=PUBLISHED + timedelta(days=2), reason="Ricorso al TAR")
    assert open_term(tender, timing.LENGTH).state == TermState.SUSPENDED
    assert tender.state == "SUSPENDED"
    step(tender, "resume", officer, now=PUBLISHED + timedelta(days=12))
    assert tender.state == "PUBLISHED"
    assert open_term(tender, timing.LENGTH).due_on > date(2026, 12, 16)


def test_bids_end_later_never_sooner(tender, officer):
    step(tender, "approve", officer)
    publish(tender, officer)
    later = DUE + timedelta(days=7)
    with pytest.raises(Refusal) as refused:
        timing.extend_bids(tender=tender, bids_due_at=DUE, reason="x", actor=officer, now=PUBLISHED)
    assert refused.value.code == "not_later"
    timing.extend_bids(tender=tender, bids_due_at=later, reason="Rettifica", actor=officer, now=PUBLISHED)  # fmt: skip
    assert open_term(tender, timing.BIDS).due_at == later
    assert open_term(tender, timing.QUESTIONS).due_on == date(2026, 4, 21)


def test_no_commission_and_no_bids_before_the_deadline(tender, officer):
    step(tender, "approve", officer)
    publish(tender, officer)
    before = DUE - timedelta(minutes=1)
    with pytest.raises(Refusal) as refused:
        hold(tender, PersonRole.PRESIDENT, "Anna", officer, now=before)
    assert refused.value.code == "before_the_deadline"
    with pytest.raises(Refusal) as refused:
        results.count_bids(lot=tender.lots.first(), bids=2, actor=officer, now=before)
    assert refused.value.code == "before_the_deadline"
    with pytest.raises(Refusal) as refused:
        step(tender, "close_bids", officer, now=before)
    assert refused.value.code == "is_past_its_deadline"
    assert not TenderPerson.objects.filter(role=PersonRole.PRESIDENT).exists()


def test_a_lot_goes_desert_alone(tender, officer):
    step(tender, "approve", officer)
    publish(tender, officer)
    step(tender, "close_bids", officer, now=AFTER)
    one, two = tender.lots.all()
    results.count_bids(lot=one, bids=2, actor=officer, now=AFTER)
    results.count_bids(lot=two, bids=0, actor=officer, now=AFTER)
    with pytest.raises(Refusal) as refused:
        step(tender, "evaluate", officer, now=AFTER)
    assert refused.value.code == "has_its_bids_counted"
    lot_step(two, "desert", officer)
    two.refresh_from_db()
    tender.refresh_from_db()
    assert (two.outcome, tender.state) == ("DESERT", "BIDS_CLOSED")
    lot_step_refused = pytest.raises(Refusal)
    with lot_step_refused:
        lot_step(one, "desert", officer)
    one.refresh_from_db()
    assert one.state == "BIDS_CLOSED"


def test_all_lots_desert_end_the_tender(tender, officer):
    step(tender, "approve", officer)
    publish(tender, officer)
    step(tender, "close_bids", officer, now=AFTER)
    for one in tender.lots.all():
        lot_step(one, "desert", officer)
    tender.refresh_from_db()
    assert tender.state == "DESERT"
    assert open_term(tender, timing.LENGTH) is None


def test_a_commission_is_odd(tender, officer):
    step(tender, "approve", officer)
    publish(tender, officer)
    step(tender, "close_bids", officer, now=AFTER)
    for one in tender.lots.all():
        results.count_bids(lot=one, bids=1, actor=officer, now=AFTER)
    hold(tender, PersonRole.PRESIDENT, "Anna", officer, now=AFTER)
    hold(tender, PersonRole.COMMISSIONER, "Bruno", officer, now=AFTER)
    with pytest.raises(Refusal) as refused:
        step(tender, "evaluate", officer, now=AFTER)
    assert refused.value.code == "has_its_commission"
    Tender.objects.update(criterion=Criterion.LOWEST_PRICE)
    step(tender, "evaluate", officer, now=AFTER)


def test_two_officers_at_once_are_told(tender, officer, actors):
    seen = tender.revision
    step(tender, "approve", officer, seen=seen)
    with pytest.raises(Refusal) as refused:
        step(tender, "suspend", actors["treviso.dirigente"], seen=seen, reason="x")
    assert refused.value.code == "changed_meanwhile"
    assert "Susanna" in refused.value.message
    tender.refresh_from_db()
    assert tender.state == "APPROVED"


def test_stand_still_above_the_threshold(tender, officer, actors):
    Tender.objects.update(is_above_eu=True)
    evaluated(tender, officer)
    one, two = tender.lots.all()
    lot_step(two, "fail", officer, failure="NONE_VALID")
    win(one, officer)
    lot_step(one, "propose", officer, proposed_on=date(2026, 5, 4))
    lot_step(one, "verify", officer)
    lot_step(one, "award", officer, awarded_on=date(2026, 5, 18), effective_on=date(2026, 5, 18))
    lot_step(one, "send", officer, told_on=date(2026, 5, 20))
    one.refresh_from_db()
    handing.accept_hand_over(hand_over=one.hand_overs.get(), actor=actors["comune1.rup"], now=AFTER)
    assert open_term(one, timing.STAND_STILL).due_on == date(2026, 6, 22)  # 21 is a Sunday
    given = {"contract_amount": one.award_amount}
    with pytest.raises(Refusal) as refused:
        lot_step(one, "contract", officer, contract_on=date(2026, 6, 22), **given)
    assert refused.value.code == "stand_still"
    lot_step(one, "contract", officer, contract_on=date(2026, 6, 23), **given)


def test_one_bid_alone_does_not_wait(tender, officer):
    Tender.objects.update(is_above_eu=True)
    one = tender.lots.first()
    one.tender, one.told_on, one.admitted_count = Tender.objects.get(), date(2024, 12, 30), 1
    assert timing.stand_still_ends(one) is None
    one.admitted_count = 2
    assert timing.stand_still_ends(one) == date(2025, 2, 3)  # 35 days until 30/12/2024
    one.told_on = date(2024, 12, 31)
    assert timing.stand_still_ends(one) == date(2025, 2, 3)  # 32: 1 February is a Saturday


def test_revoked_by_the_head_alone_and_its_lots_with_it(tender, officer, actors):
    step(tender, "approve", officer)
    publish(tender, officer)
    with pytest.raises(Refusal) as refused:
        step(tender, "revoke", officer, now=PUBLISHED, reason="Fondi")
    assert refused.value.code == "not_permitted"
    step(tender, "revoke", actors["treviso.dirigente"], now=PUBLISHED, reason="Fondi")
    assert set(tender.lots.values_list("state", "outcome")) == {("CANCELLED", "CANCELLED")}
    assert open_term(tender, timing.BIDS) is None


def test_returned_with_reasons_and_given_again(tender, officer, actors):
    evaluated(tender, officer)
    one, two = tender.lots.all()
    lot_step(two, "fail", officer, failure="NONE_VALID")
    win(one, officer)
    lot_step(one, "propose", officer, proposed_on=date(2026, 5, 4))
    lot_step(one, "verify", officer)
    lot_step(one, "award", officer, awarded_on=date(2026, 5, 18), effective_on=date(2026, 5, 18))
    lot_step(one, "send", officer, told_on=date(2026, 5, 20))
    given = one.hand_overs.get()
    assert any(one.cig in row for row in given.package["data"])
    assert Task.objects.filter(kind=handing.ANSWER, closed_at=None).count() == 1
    rup = actors["comune1.rup"]
    for stranger in ("comune2.referente", "treviso.sua", "brescia.sua"):
        with pytest.raises(Refusal):
            handing.accept_hand_over(hand_over=given, actor=actors[stranger], now=AFTER)
    with pytest.raises(Refusal) as refused:
        handing.return_hand_over(hand_over=given, reason=" ", actor=rup, now=AFTER)
    assert refused.value.code == "reason_missing"
    handing.return_hand_over(hand_over=given, reason="Manca il PSC", actor=rup, now=AFTER)
    assert Task.objects.filter(kind=handing.MEND, closed_at=None).exists()
    again = handing.hand_over_again(lot=one, actor=officer, now=AFTER)
    assert [item.state for item in again] == [HandOverState.READY]
    assert not Task.objects.filter(kind=handing.MEND, closed_at=None).exists()


def test_those_concerned_are_told(tender, officer, people):
    step(tender, "approve", officer)
    told = set(
        Notice.objects.filter(kind="sua.tender.state").values_list("person__username", flat=True)
    )
    assert {"comune1.referente", "comune1.rup", "treviso.dirigente"} <= told
    assert not told & {"treviso.sua", "comune2.referente", "brescia.sua"}


def test_a_declaration_comes_before_everything(enti, officer):
    tender = make_tender(enti, officer)
    part = persons.name_person(
        tender=tender, actor=officer, now=NOW,
        named=Named(role=PersonRole.SUA_RUP, name="Dario", act="Decreto 1", since=NOW.date()),
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        persons.activate(part=part, actor=officer, now=NOW)
    assert refused.value.code == "declaration_missing"
    persons.declare(part=part, conflict=Conflict.ABSTAINS, on=NOW.date(), actor=officer, now=NOW)
    part.refresh_from_db()
    assert part.state == "ENDED"


def test_two_persons_not_one(enti, officer, people):
    tender = make_tender(enti, officer)
    hold(tender, PersonRole.SUA_RUP, "Dario", officer, person=people["treviso.dirigente"])
    with pytest.raises(Refusal) as refused:
        hold(
            tender, PersonRole.PROCEDURE_HEAD, "Dario", officer, person=people["treviso.dirigente"]
        )
    assert refused.value.code == "two_persons"


def test_a_rup_who_leaves_is_succeeded_never_missing(enti, officer, people):
    tender = make_tender(enti, officer)
    first = hold(tender, PersonRole.RP, "Ruggero", officer, person=people["comune1.rup"])
    with pytest.raises(Refusal) as refused:
        persons.end_part(part=first, reason="Pensione", on=NOW.date(), actor=officer, now=NOW)
    assert refused.value.code == "nobody_left"
    second = persons.name_person(
        tender=tender, actor=officer, now=NOW,
        named=Named(role=PersonRole.RP, name="Nuova Rup", act="Decreto 9", since=date(2026, 4, 1)),
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        persons.succeed(part=first, by=second, actor=officer, now=NOW)
    assert refused.value.code == "declaration_missing"
    persons.declare(part=second, conflict=Conflict.NONE, on=NOW.date(), actor=officer, now=NOW)
    with pytest.raises(Refusal) as refused:
        persons.activate(part=second, actor=officer, now=NOW)
    assert refused.value.code == "role_is_held"
    persons.succeed(part=first, by=second, actor=officer, now=NOW)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.until, second.state) == ("ENDED", date(2026, 4, 1), "ACTIVE")
    assert second.succeeds == first


@pytest.mark.parametrize("bar", ["had_office", "was_convicted"])
def test_who_is_incompatible_judges_nobody(tender, officer, bar):
    Tender.objects.update(bids_due_at=NOW)
    named = Named(role=PersonRole.COMMISSIONER, name="Gino", act="Decreto", since=NOW.date())
    with pytest.raises(Refusal) as refused:
        persons.name_person(
            tender=tender, named=replace(named, **{bar: True}), actor=officer, now=AFTER
        )
    assert refused.value.code == "incompatible"


def test_an_aggregated_lot_is_handed_to_each_ente_with_a_quota(enti, officer):
    shares = {enti[cast.COMUNE_1]: Decimal(100_000), enti[cast.COMUNE_2]: Decimal(200_000)}
    made = make_tender(
        enti, officer, kind=TenderKind.AGGREGATED, bodies=(cast.COMUNE_1, cast.COMUNE_2, cast.COMUNE_3),
        lots=(lot(shares=shares),),
    )  # fmt: skip
    given = handing.hand_over_lot(made.lots.get(), actor=officer, now=NOW)
    assert {one.ente for one in given} == set(shares)


RUN = ("treviso.sua", "treviso.dirigente")
MAY_TENDER = dict.fromkeys(("approve", "reopen", "publish", "close_bids", "evaluate", "suspend", "resume"), RUN) | dict.fromkeys(("revoke", "cancel"), ("treviso.dirigente",)) | {"": ("brescia.sua", "comune1.rup", "treviso.admin")}  # fmt: skip
MAY_LOT = dict.fromkeys(("desert", "propose", "verify", "award", "fail", "send"), RUN) | dict.fromkeys(("contract", "start", "finish", "test"), (*RUN, "comune1.rup", "comune1.referente")) | {"cancel": ("treviso.dirigente",), "": ("brescia.sua", "comune2.referente", "treviso.admin")}  # fmt: skip


def test_the_table_of_tenders(enti, officer, actors):
    made = make_tender(enti, officer)
    for case in workflow_cases(TENDER, MAY_TENDER):
        try_case(case, actor=actors[case.role], record=made)


def test_the_table_of_lots(enti, officer, actors):
    made = make_tender(enti, officer).lots.get()
    for case in workflow_cases(LOT, MAY_LOT):
        try_case(case, actor=actors[case.role], record=made)


def test_bids_close_by_themselves_at_their_hour(tender, officer):
    step(tender, "approve", officer)
    publish(tender, officer)
    assert steps.close_bids(now=DUE - timedelta(minutes=1)) == 0
    assert steps.close_bids(now=DUE) == 1
    tender.refresh_from_db()
    assert tender.state == "BIDS_CLOSED"
    assert set(tender.lots.values_list("state", flat=True)) == {"BIDS_CLOSED"}
    assert steps.close_bids(now=AFTER) == 0


def test_its_terms_are_in_the_timetable_of_its_parties_alone(tender, officer, actors):
    step(tender, "approve", officer)
    publish(tender, officer)
    readers = {
        name for name, actor in actors.items() if visible_terms(actor).filter(module="sua").exists()
    }
    of_treviso = {name for name in actors if name.startswith("treviso.")}
    assert readers == of_treviso | {"comune1.referente", "comune1.rup"}
