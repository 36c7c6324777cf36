"""The Elenco dei RUP: who sees whom, what a profile goes through, who is compatible and why."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Task
from pico.core.testing import factories as house
from pico.core.testing.cast import BRESCIA, COMUNE_1, COMUNE_2, TREVISO
from pico.engines.workflow.cases import try_case, workflow_cases
from pico.vertical.sua.actions.rup import profiles as actions
from pico.vertical.sua.models import RupConflict, RupProfile
from pico.vertical.sua.terms.rup import RupState, Sector, SkillKind
from pico.vertical.sua.workflow.rup import RUP

from .rup_factories import make_contract, make_profile, make_training

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def profile(enti, people):
    return make_profile(enti[COMUNE_1], enti[TREVISO], people["comune1.rup"])


# Who sees whom ----------------------------------------------------------------------------------

CLOSE = ("comune1.rup", "comune1.referente", "treviso.sua", "treviso.dirigente")
FAR = ("comune2.referente", "comune3.referente", "brescia.sua", "upi.admin", "treviso.sit")


@pytest.mark.parametrize("name", CLOSE)
def test_its_ente_and_the_sua_see_a_profile(profile, sign_in, name):
    client = sign_in(name)
    assert client.get(f"/treviso/sua/rup/{profile.pk}/").status_code == 200
    assert str(profile.person) in client.get("/treviso/sua/rup/").content.decode()


@pytest.mark.parametrize("name", FAR)
def test_others_do_not_even_know_of_it(profile, sign_in, name):
    client = sign_in(name)
    address = f"/treviso/sua/rup/{profile.pk}/"
    for one in ("", "modifica/", "disponibilita/", "curriculum/", "passi/suspend/", "formazione/"):
        assert client.get(f"{address}{one}").status_code == 404, one
    assert str(profile.person) not in client.get("/treviso/sua/rup/").content.decode()
    csv = client.get("/treviso/sua/rup/?formato=csv").getvalue().decode()
    assert profile.person.last_name not in csv


def test_a_published_profile_is_read_by_the_enti_of_the_territory_only(profile, sign_in):
    RupProfile.objects.update(consents_to_publication=True)
    address = f"/treviso/sua/rup/{profile.pk}/"
    page = sign_in("comune2.referente").get(address)
    assert page.status_code == 200
    assert "Conflitti" not in page.content.decode()
    assert sign_in("brescia.sua").get(address).status_code == 404
    assert sign_in("brescia.sua").get(f"/brescia/sua/rup/{profile.pk}/").status_code == 404
    assert sign_in("upi.admin").get(address).status_code == 404


def test_a_published_profile_may_not_be_changed_by_who_reads_it(profile, sign_in):
    RupProfile.objects.update(consents_to_publication=True)
    client = sign_in("comune2.referente")
    assert client.get(f"/treviso/sua/rup/{profile.pk}/disponibilita/").status_code == 404
    assert (
        client.post(f"/treviso/sua/rup/{profile.pk}/conflitti/", {"about": "x"}).status_code == 404
    )
    assert not RupConflict.objects.exists()


def test_a_draft_is_not_seen_by_the_sua(profile, sign_in):
    RupProfile.objects.update(state=RupState.DRAFT)
    assert sign_in("treviso.dirigente").get(f"/treviso/sua/rup/{profile.pk}/").status_code == 404
    assert sign_in("comune1.referente").get(f"/treviso/sua/rup/{profile.pk}/").status_code == 200


def test_the_list_costs_the_same_for_many(profile, enti, sign_in, django_assert_num_queries):
    client = sign_in("treviso.sua")
    client.get("/treviso/sua/rup/")

    def cost():
        with CaptureQueriesContext(connection) as caught:
            client.get("/treviso/sua/rup/")
        return len(caught)

    before = cost()
    for _n in range(12):
        make_profile(enti[COMUNE_2], enti[TREVISO])
    assert cost() == before


# From the draft to the Elenco -------------------------------------------------------------------

FORM = {
    "employment": "PERMANENT", "grade": "OFFICER", "degree": "MASTER", "licence": "ENGINEER",
    "works_years": "6", "supplies_years": "0", "largest_amount": "1.250.000,00",
    "sectors": ["WORKS", "SIA"], "soa": ["OG 3"], "cpv": "45, 71",
}  # fmt: skip


def test_a_rup_fills_in_his_profile_and_the_sua_validates_it(enti, people, sign_in):
    client = sign_in("comune1.rup")
    client.post("/treviso/sua/rup/mio/")
    profile = RupProfile.objects.get()
    address = f"/treviso/sua/rup/{profile.pk}/"
    assert client.post(f"{address}modifica/", FORM).status_code == 302
    assert sorted(one.code for one in profile.skills.all()) == ["45", "71", "OG 3", "SIA", "WORKS"]
    client.post(f"{address}passi/submit/")
    profile.refresh_from_db()
    assert profile.state == RupState.IN_CHECK
    assert Task.objects.get(closed_at=None).ente == enti[TREVISO]
    client = sign_in("treviso.dirigente")
    client.post(f"{address}passi/validate/")
    profile.refresh_from_db()
    assert (profile.state, profile.validated_by) == (RupState.ACTIVE, people["treviso.dirigente"])
    assert not Task.objects.filter(closed_at=None).exists()
    page = client.get(address).content.decode()
    assert "meno di 5.404.000,00" not in page
    assert "qualsiasi importo" in page


def test_an_empty_profile_is_not_sent(enti, actors):
    profile = actions.open_profile(sua=enti[TREVISO], actor=actors["comune1.rup"], now=NOW)
    with pytest.raises(Refusal) as refused:
        actions.make_step(record=profile, name="submit", actor=actors["comune1.rup"], now=NOW)
    assert refused.value.code == "has_a_sector"
    profile.refresh_from_db()
    assert profile.state == RupState.DRAFT


def test_opening_twice_gives_the_same_profile(enti, actors):
    one, other = (
        actions.open_profile(sua=enti[TREVISO], actor=actors["comune1.rup"], now=NOW)
        for _n in range(2)
    )
    assert one == other


def test_nobody_opens_a_profile_for_a_stranger(enti, people, actors):
    with pytest.raises(Refusal) as refused:
        actions.open_profile(
            sua=enti[TREVISO], actor=actors["comune1.referente"], now=NOW,
            person=people["comune2.referente"],
        )  # fmt: skip
    assert refused.value.code == "not_a_colleague"
    assert not RupProfile.objects.exists()


def test_what_the_sua_verified_is_not_changed_behind_its_back(profile, actors):
    with pytest.raises(Refusal) as refused:
        actions.change_profile(
            profile=profile, fields={"works_years": 30}, skills={}, territories=[],
            actor=actors["comune1.rup"], now=NOW,
        )  # fmt: skip
    assert refused.value.code == "not_a_draft"
    profile.refresh_from_db()
    assert profile.works_years == 4


def test_consent_is_given_by_the_person_alone(profile, actors):
    with pytest.raises(Refusal) as refused:
        actions.change_availability(
            profile=profile, is_available_elsewhere=True, consents_to_publication=True,
            actor=actors["comune1.referente"], now=NOW,
        )  # fmt: skip
    assert refused.value.code == "consent_is_personal"
    profile.refresh_from_db()
    assert not profile.consents_to_publication
    assert not profile.is_available_elsewhere


def test_a_profile_that_holds_contracts_does_not_cease(profile, enti, actors):
    make_contract(enti[COMUNE_1], enti[TREVISO], rup=profile.person, ends_on=date(2099, 1, 1))
    with pytest.raises(Refusal) as refused:
        actions.make_step(
            record=profile,
            name="cease",
            actor=actors["comune1.referente"],
            now=NOW,
            reason="Lascia",
        )
    assert refused.value.code == "still_holds"
    profile.refresh_from_db()
    assert profile.state == RupState.ACTIVE


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"on": date(2099, 1, 1)}, "in_the_future"),
        ({"on": date(2026, 1, 2), "expires_on": date(2026, 1, 1)}, "ends_before"),
    ],
)
def test_a_course_that_cannot_be_is_refused(profile, actors, fields, code):
    values = {"title": "Corso", "provider": "Ente", "hours": 8, "level": "BASIC", **fields}
    with pytest.raises(Refusal) as refused:
        actions.add_training(profile=profile, actor=actors["comune1.rup"], now=NOW, **values)
    assert refused.value.code == code
    assert not profile.training.exists()


MAY = {
    "submit": ["comune1.rup", "comune1.referente"],
    "validate": ["treviso.dirigente"],
    "send_back": ["treviso.dirigente"],
    "revise": ["comune1.rup", "comune1.referente"],
    "suspend": ["treviso.dirigente", "comune1.referente"],
    "resume": ["treviso.dirigente", "comune1.referente"],
    "cease": ["treviso.dirigente", "comune1.referente"],
}
ROLES = ("treviso.sua", "brescia.sua", "comune2.referente", "upi.admin")


def test_every_cell_of_the_table(profile, actors):
    may = {**MAY, "nobody": ROLES}
    for case in workflow_cases(RUP, may):
        try_case(case, actor=actors[case.role], record=RupProfile.objects.get(pk=profile.pk))


# Compatible with a tender -----------------------------------------------------------------------


def ask(client, **given) -> str:
    query = {"settore": Sector.WORKS, "importo": "800000", **given}
    return client.get("/treviso/sua/rup/compatibili/", query).content.decode()


def test_compatible_says_yes_and_no_with_reasons(enti, people, sign_in):
    here = make_profile(enti[COMUNE_1], enti[TREVISO], people["comune1.rup"])
    green = make_profile(enti[COMUNE_1], enti[TREVISO], works_years=0)
    elsewhere = make_profile(enti[COMUNE_2], enti[TREVISO])
    page = ask(sign_in("treviso.sua"), ente=enti[COMUNE_1].pk)
    assert "1 persona compatibile" in page
    assert page.index(str(here)) < page.index(str(elsewhere))
    assert "insufficiente: 0 anni su 1" in page
    assert "Non è disponibile per altri enti" in page
    assert str(green) in page


def test_a_conflict_with_the_ente_excludes(enti, people, sign_in):
    profile = make_profile(enti[COMUNE_1], enti[TREVISO], people["comune1.rup"])
    conflict = RupConflict.objects.create(
        profile=profile, ente=enti[COMUNE_1], about="Parente del sindaco"
    )
    page = ask(sign_in("treviso.sua"), ente=enti[COMUNE_1].pk)
    assert "0 persone compatibili" in page
    conflict.until = timezone.localdate() - timedelta(days=1)
    conflict.save()
    assert "1 persona compatibile" in ask(sign_in("treviso.sua"), ente=enti[COMUNE_1].pk)


def test_training_that_expired_does_not_count(enti, people, sign_in):
    profile = make_profile(
        enti[COMUNE_1], enti[TREVISO], people["comune1.rup"], sectors=[Sector.SERVICES]
    )
    course = make_training(profile, expires_on=timezone.localdate() - timedelta(days=1))
    given = {"settore": Sector.SERVICES, "importo": "50000", "ente": enti[COMUNE_1].pk}
    assert "Manca una formazione" in ask(sign_in("treviso.sua"), **given)
    course.expires_on = timezone.localdate()
    course.save()
    assert "1 persona compatibile" in ask(sign_in("treviso.sua"), **given)


def test_compatibility_costs_the_same_for_many(enti, people, sign_in):
    make_training(make_profile(enti[COMUNE_1], enti[TREVISO], people["comune1.rup"]))
    client = sign_in("treviso.sua")
    ask(client, ente=enti[COMUNE_1].pk)
    costs = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as caught:
            ask(client, ente=enti[COMUNE_1].pk)
        costs.append(len(caught))
        for _n in range(8):
            make_training(make_profile(enti[COMUNE_2], enti[TREVISO]))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("settore=WORKS", True), ("settore=ICT", False), ("soa=OG+3", True), ("soa=OG+1", False),
        ("importo=1.000.000", True), ("importo=9.000.000", False), ("abilitazione=ENGINEER", True),
        ("disponibile=on", False), ("carico=0", True), ("q=RESPONSABILE", True), ("stato=DRAFT", False),
    ],
)  # fmt: skip
def test_filters_live_in_the_address(enti, people, sign_in, query, found):
    profile = make_profile(
        enti[COMUNE_1], enti[TREVISO], people["comune1.rup"], largest_amount=2_000_000
    )
    profile.skills.create(kind=SkillKind.SOA, code="OG 3")
    page = sign_in("treviso.sua").get(f"/treviso/sua/rup/?{query}").content.decode()
    assert (f"/rup/{profile.pk}/" in page) is found


def test_brescia_has_a_register_of_its_own(enti, sign_in):
    make_profile(enti[BRESCIA], enti[BRESCIA], house.make_person(last_name="Bresciani"))
    assert "Bresciani" in sign_in("brescia.sua").get("/brescia/sua/rup/").content.decode()
    assert "Bresciani" not in sign_in("treviso.sua").get("/treviso/sua/rup/").content.decode()
    assert sign_in("treviso.sua").get("/brescia/sua/rup/").status_code in (200, 404)
