"""A RUP lent to another ente, and everything that passes when one leaves."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Task
from pico.core.testing import factories as house
from pico.core.testing.cast import COMUNE_1, COMUNE_2, TREVISO
from pico.engines.workflow.cases import try_case, workflow_cases
from pico.vertical.sua.actions.rup import loans as actions
from pico.vertical.sua.actions.rup.successions import Fate, succeed
from pico.vertical.sua.actions.tenders import persons
from pico.vertical.sua.actions.tenders.persons import Named
from pico.vertical.sua.models import Contract, RupLoan, RupProfile, RupSuccession
from pico.vertical.sua.queries.loans import held_by
from pico.vertical.sua.terms.rup import LoanState
from pico.vertical.sua.terms.tenders import Conflict, PersonRole, PersonState
from pico.vertical.sua.workflow.rup import LOAN

from .rup_factories import make_contract, make_profile
from .tender_factories import make_tender

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)
PERIOD = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=90)}


@pytest.fixture
def profile(enti, people):
    return make_profile(
        enti[COMUNE_1], enti[TREVISO], people["comune1.rup"], is_available_elsewhere=True,
        consents_to_publication=True,
    )  # fmt: skip


@pytest.fixture
def ask(enti, actors, profile):
    def call(name="comune2.referente", **fields):
        values = {"purpose": "Asfaltatura di via Roma", "weekly_hours": 6, **PERIOD, **fields}
        return actions.ask_loan(
            profile=profile, sua=enti[TREVISO], actor=actors[name], now=NOW, **values
        )

    return call


@pytest.fixture
def step(actors):
    def call(loan, name, who, **fields):
        actions.make_step(record=loan, name=name, actor=actors[who], now=NOW, **fields)
        loan.refresh_from_db()
        return loan

    return call


def test_from_the_request_to_the_act(ask, step, enti):
    loan = ask()
    assert "Comune di Castelfranco Veneto" in loan.text
    assert Task.objects.get(closed_at=None).ente == enti[COMUNE_1]
    step(loan, "agree", "comune1.referente", text=loan.text + "\n7. Altro.")
    assert not Task.objects.filter(closed_at=None).exists()
    step(loan, "start", "comune2.referente", act="Decreto 12/2026", act_on=TODAY)
    assert loan.state == LoanState.RUNNING
    assert loan.text.endswith("7. Altro.")
    assert actions.end_loans(now=NOW + timedelta(days=91)) == 1
    assert actions.end_loans(now=NOW + timedelta(days=91)) == 0
    loan.refresh_from_db()
    assert loan.state == LoanState.ENDED


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ends_on": TODAY - timedelta(days=1)}, "wrong_days"),
        ({"starts_on": TODAY + timedelta(days=100)}, "wrong_days"),
    ],
)
def test_impossible_periods_are_refused(ask, fields, code):
    with pytest.raises(Refusal) as refused:
        ask(**fields)
    assert refused.value.code == code
    assert not RupLoan.objects.exists()


def test_who_is_not_available_is_not_asked(ask, profile):
    RupProfile.objects.update(is_available_elsewhere=False)
    with pytest.raises(Refusal) as refused:
        ask()
    assert refused.value.code == "not_available"
    assert not RupLoan.objects.exists()


def test_brescia_cannot_ask_a_rup_of_treviso(ask):
    with pytest.raises(Refusal) as refused:
        ask("brescia.sua")
    assert refused.value.code == "not_available"
    assert not RupLoan.objects.exists()


def test_the_same_request_twice_is_refused(ask):
    ask()
    with pytest.raises(Refusal) as refused:
        ask(starts_on=TODAY + timedelta(days=30))
    assert refused.value.code == "twin"
    assert RupLoan.objects.count() == 1


def test_a_loan_does_not_start_when_the_rup_was_suspended(ask, step, profile):
    loan = step(ask(), "agree", "comune1.referente", text="Accordo")
    RupProfile.objects.update(state="SUSPENDED")
    with pytest.raises(Refusal) as refused:
        step(loan, "start", "comune2.referente", act="Decreto 1", act_on=TODAY)
    assert refused.value.code == "is_still_active"
    assert RupLoan.objects.get().state == LoanState.AGREED


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("comune1.referente", 200), ("comune2.referente", 200), ("treviso.sua", 200),
        ("comune3.referente", 404), ("brescia.sua", 404), ("upi.admin", 404),
    ],
)  # fmt: skip
def test_both_enti_and_the_sua_see_a_loan_no_others(ask, sign_in, name, status):
    loan = ask()
    client = sign_in(name)
    assert client.get(f"/treviso/sua/rup/prestiti/{loan.pk}/").status_code == status
    page = client.get("/treviso/sua/rup/prestiti/").content.decode()
    assert (loan.purpose in page) is (status == 200)


MAY = {
    "agree": ["comune1.referente"],
    "refuse": ["comune1.referente"],
    "start": ["comune2.referente"],
    "withdraw": ["comune2.referente"],
    "close": ["comune1.referente", "comune2.referente", "treviso.dirigente"],
    "nobody": ["comune1.rup", "comune3.referente", "treviso.sua", "brescia.sua", "upi.admin"],
}


def test_every_cell_of_the_table(ask, actors):
    loan = ask()
    for case in workflow_cases(LOAN, MAY):
        try_case(case, actor=actors[case.role], record=RupLoan.objects.get(pk=loan.pk))


# Who leaves -------------------------------------------------------------------------------------


@pytest.fixture
def heir(enti):
    person = house.make_person(last_name="Erede")
    house.make_membership(person, enti[COMUNE_1])
    return person


@pytest.fixture
def leave(enti, people, actors):
    def call(fates, who="comune1.referente"):
        return succeed(
            leaver=people["comune1.rup"], sua=enti[TREVISO], fates=fates, act="Decreto 5",
            act_on=TODAY, effective_on=TODAY, actor=actors[who], now=NOW,
        )  # fmt: skip

    return call


@pytest.fixture
def held(enti, people):
    """Two contracts and nothing of another ente."""
    for number, ente in enumerate((COMUNE_1, COMUNE_1, COMUNE_2)):
        make_contract(
            enti[ente], enti[TREVISO], subject=f"Contratto {number}", rup=people["comune1.rup"],
            ends_on=date(2099, 12, 31),
        )  # fmt: skip
    return held_by(people["comune1.rup"], enti[COMUNE_1], TODAY)


def test_everything_passes_in_one_act(leave, held, heir, people, enti):
    done = leave({one.key: Fate(heir=heir) for one in held})
    assert done.items.count() == 2
    assert Contract.objects.filter(rup=heir).count() == 2
    assert held_by(people["comune1.rup"], enti[COMUNE_1], TODAY) == []
    assert Contract.objects.get(ente=enti[COMUNE_2]).rup == people["comune1.rup"]


def test_what_is_left_open_is_named_with_its_reason(leave, held, heir):
    first, second = held
    done = leave({first.key: Fate(heir=heir), second.key: Fate(left_because="Scade fra un mese")})
    assert [one.left_because for one in done.items.all()] == ["", "Scade fra un mese"]
    assert Contract.objects.get(pk=second.subject.pk).rup is None


@pytest.mark.parametrize("given", ["nothing", "forgotten", "no reason"])
def test_nothing_is_left_ownerless(leave, held, heir, people, given):
    fates = {
        "nothing": {},
        "forgotten": {held[0].key: Fate(heir=heir)},
        "no reason": {held[0].key: Fate(heir=heir), held[1].key: Fate(left_because=" ")},
    }[given]
    with pytest.raises(Refusal) as refused:
        leave(fates)
    assert refused.value.code == "left_ownerless"
    assert Contract.objects.filter(rup=people["comune1.rup"]).count() == 3
    assert not RupSuccession.objects.exists()


def test_an_heir_works_for_the_ente(leave, held, people):
    with pytest.raises(Refusal) as refused:
        leave({one.key: Fate(heir=people["comune2.referente"]) for one in held})
    assert refused.value.code == "not_a_colleague"
    assert not RupSuccession.objects.exists()


def test_a_list_that_changed_meanwhile_is_read_again(leave, held, heir):
    fates = {one.key: Fate(heir=heir) for one in held}
    Contract.objects.filter(pk=held[0].subject.pk).update(
        ends_on=date(2020, 1, 1), starts_on=date(2019, 1, 1)
    )
    with pytest.raises(Refusal) as refused:
        leave(fates)
    assert refused.value.code == "changed_meanwhile"
    assert not RupSuccession.objects.exists()


def test_a_loan_ends_with_who_was_lent(ask, step, leave, people, enti, heir):
    loan = step(ask(), "agree", "comune1.referente", text="Accordo")
    step(loan, "start", "comune2.referente", act="Decreto 12", act_on=TODAY)
    (holding,) = held_by(people["comune1.rup"], enti[COMUNE_1], TODAY)
    leave({holding.key: Fate(left_because="Il prestito finisce con lui")})
    loan.refresh_from_db()
    assert loan.state == LoanState.ENDED


def test_a_user_makes_no_succession(leave, held, heir):
    with pytest.raises(Refusal) as refused:
        leave({one.key: Fate(heir=heir) for one in held}, who="comune1.rup")
    assert refused.value.code == "not_permitted"
    assert not RupSuccession.objects.exists()


def test_the_guided_page_asks_for_each_thing(held, heir, people, sign_in):
    client = sign_in("comune1.referente")
    address = f"/treviso/sua/rup/subentri/nuovo/?chi={people['comune1.rup'].pk}"
    page = client.get(address).content.decode()
    assert "ha in carico 2 cose" in page
    form = {"act": "Decreto 5", "act_on": "2026-11-20", "effective_on": "2026-12-01"}
    for one in held:
        form[one.key] = str(heir.pk)
    assert client.post(address, form).status_code == 302
    done = RupSuccession.objects.get()
    assert client.get(f"/treviso/sua/rup/subentri/{done.pk}/").status_code == 200
    assert (
        sign_in("comune2.referente").get(f"/treviso/sua/rup/subentri/{done.pk}/").status_code == 404
    )


def test_a_loan_that_still_runs_is_left_alone(ask):
    loan = ask()
    assert actions.end_loans(now=NOW) == 0
    assert RupLoan.objects.get(pk=loan.pk).state == LoanState.ASKED


# Tenders ----------------------------------------------------------------------------------------


@pytest.fixture
def tender(enti, people, actors):
    """A tender of Castelfranco whose RUP leaves."""
    officer, person = actors["treviso.sua"], people["comune1.rup"]
    tender = make_tender(enti, officer, now=NOW)
    named = Named(
        role=PersonRole.RP, name=str(person), act="Decreto 1", since=TODAY, person=person,
        ente=enti[COMUNE_1],
    )  # fmt: skip
    part = persons.name_person(tender=tender, named=named, actor=officer, now=NOW)
    persons.declare(part=part, conflict=Conflict.NONE, on=TODAY, actor=officer, now=NOW)
    persons.activate(part=part, actor=officer, now=NOW)
    return tender


def test_the_heir_of_a_tender_is_named_and_no_day_is_without_a_rup(
    tender, leave, heir, people, enti
):
    (holding,) = held_by(people["comune1.rup"], enti[COMUNE_1], TODAY)
    leave({holding.key: Fate(heir=heir)})
    parts = {one.person: one.state for one in tender.persons.all()}
    assert parts == {people["comune1.rup"]: PersonState.ACTIVE, heir: PersonState.PROPOSED}
    assert tender.persons.get(person=heir).act == "Decreto 5"


def test_a_tender_is_never_left_without_its_rup(tender, leave, people, enti):
    (holding,) = held_by(people["comune1.rup"], enti[COMUNE_1], TODAY)
    with pytest.raises(Refusal) as refused:
        leave({holding.key: Fate(left_because="Nessuno disponibile")})
    assert refused.value.code == "nobody_left"
    assert not RupSuccession.objects.exists()
    assert tender.persons.get().state == PersonState.ACTIVE


def test_the_load_counts_the_tenders_that_go_on(tender, profile, sign_in):
    page = sign_in("treviso.sua").get("/treviso/sua/rup/?carico=0").content.decode()
    assert f"/rup/{profile.pk}/" not in page
    page = sign_in("treviso.sua").get("/treviso/sua/rup/?carico=2").content.decode()
    assert f"/rup/{profile.pk}/" in page
