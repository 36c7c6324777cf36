"""What goes wrong in the middle of a tender: who leaves, laws that change, papers by the hundred."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pico.core.codes.models import Code
from pico.core.files.tests.factories import make_p7m, make_pdf
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice, Task
from pico.core.people.models import Membership
from pico.core.testing import cast

from ..actions.requests.opening import _spread, lots_of
from ..actions.tenders import persons
from ..actions.tenders.documents import add_document
from ..actions.tenders.heads import WITHOUT_HEAD, watch_heads
from ..actions.tenders.persons import Named
from ..models import Agreement, RupLoan, RupProfile, Tender, TenderDocument, TenderRequest
from ..queries.notice_law import warnings_of
from ..queries.vacancies import vacancies_of
from ..terms.requests import Part
from ..terms.tenders import Conflict, PersonRole
from ..workflow.completeness import completeness_of
from .request_factories import TODAY, make_draft, make_received, save, step
from .rup_factories import make_profile
from .tender_factories import NOW, lot, make_tender
from .test_request_pages import post_rows
from .test_tender_steps import hold, paper

pytestmark = pytest.mark.django_db
RUP, HEAD, OFFICER, MANAGER = "comune1.rup", "comune1.referente", "treviso.sua", "treviso.dirigente"


def home(tender, path=""):
    return f"/treviso/sua/gare/{tender.number}/{path}"


# SOA lines of several lots ------------------------------------------------------------------------


def works(lots: tuple[int, ...], **fields) -> list[dict]:
    return [
        {
            "lot_number": number,
            "category": "OG 3",
            "amount": Decimal(100),
            "is_main": True,
            **fields,
        }
        for number in lots
    ]


@pytest.fixture
def bridge(enti, actors):
    """Works of two lots."""
    draft = make_draft(enti, actors[RUP], kind="WORKS", title="Due ponti")
    lots = [{"title": name, "base_amount": Decimal(300_000)} for name in ("Ponte A", "Ponte B")]
    save(
        draft, Part.AMOUNTS, actors[RUP], base_amount=Decimal(600_000), lot_count=2,
        rows={"lots": lots},
    )  # fmt: skip
    return TenderRequest.objects.get(pk=draft.pk)


def test_each_lot_takes_its_own_soa_lines_to_the_tender(bridge, actors):
    lines = [*works((1, 2)), *works((2,), category="OS 21", is_main=False)]
    save(bridge, Part.AMOUNTS, actors[RUP], rows={"works": lines})
    one, two = lots_of(TenderRequest.objects.get(pk=bridge.pk))
    assert [line.category for line in one.categories] == ["OG 3"]
    assert [line.category for line in two.categories] == ["OG 3", "OS 21"]
    assert [line.is_main for line in two.categories] == [True, False]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (works((1, 3)), "no_such_lot"),
        (works((1,)) + works((1,), is_main=False), "category_twice"),
        (works((1,)) + works((2,), is_main=False), "not_one_main_category"),
        (works((1,)) + works((1,), category="OS 21"), "not_one_main_category"),
    ],
)
def test_soa_lines_that_contradict_their_lots_are_refused(bridge, actors, lines, code):
    with pytest.raises(Refusal) as refused:
        save(bridge, Part.AMOUNTS, actors[RUP], rows={"works": lines})
    assert refused.value.code == code
    assert not bridge.works.exists()


def test_a_lot_without_a_main_category_is_missing_something(bridge, actors):
    label = "Categorie SOA, con una prevalente in ogni lotto"
    for lots, is_missing in (((1,), True), ((1, 2), False)):
        save(bridge, Part.AMOUNTS, actors[RUP], rows={"works": works(lots)})
        fresh = TenderRequest.objects.get(pk=bridge.pk)
        missing = {one.label for one in completeness_of(fresh, TODAY).missing}
        assert (label in missing) == is_missing


def test_rewards_of_pnrr_are_chosen_and_shown(enti, actors, sign_in):
    draft = make_draft(enti, actors[RUP])
    client, url = sign_in(RUP), f"/treviso/sua/richieste/{draft.pk}/"
    data = {
        "seen": 0, "is_pnrr": "on", "pnrr_measure": "M5C2", "keeps_quota": "on",
        "rewards": ["MORE_HIRED", "GENDER_EQUALITY"],
    }  # fmt: skip
    tables = post_rows("fundings", []) | post_rows("costs", [])
    assert client.post(f"{url}modifica/finanziamento/", data | tables).status_code == 302
    draft.refresh_from_db()
    assert draft.rewards == ["MORE_HIRED", "GENDER_EQUALITY"]
    assert "parità di genere" in client.get(url).content.decode()
    wrong = data | {"seen": 1, "rewards": ["ALTRO"]}
    assert client.post(f"{url}modifica/finanziamento/", wrong | tables).status_code == 422
    draft.refresh_from_db()
    assert draft.rewards == ["MORE_HIRED", "GENDER_EQUALITY"]


# Who answers for a tender leaves ------------------------------------------------------------------


@pytest.fixture
def headed(enti, actors, people):
    """A tender with a RUP of Castelfranco in charge."""
    tender = make_tender(enti, actors[OFFICER])
    hold(
        tender, PersonRole.RP, "Ruggero", actors[OFFICER], person=people[RUP],
        ente=enti[cast.COMUNE_1],
    )  # fmt: skip
    return tender


def leave(people, name=RUP):
    Membership.objects.filter(person=people[name]).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )


def open_tasks():
    return Task.objects.filter(kind=WITHOUT_HEAD, closed_at=None)


def left_alone(client) -> str:
    """The list of the tenders without who answers for them."""
    return client.get("/treviso/sua/gare/", {"senza_rup": "on"}).content.decode()


def test_a_tender_whose_rup_left_says_so_and_the_sua_has_a_task(headed, people, sign_in):
    client = sign_in(OFFICER)
    assert "senza RUP" not in client.get(home(headed)).content.decode()
    assert headed.number not in left_alone(client)
    assert watch_heads(now=timezone.now()) == 0
    leave(people)
    page = client.get(home(headed)).content.decode()
    assert "senza RUP" in page
    assert "non opera più per Comune di Castelfranco Veneto" in page
    assert f"{home(headed, 'persone/nuova/')}?ruolo=RP" in page
    assert headed.number in left_alone(client)
    for _ in range(2):
        assert watch_heads(now=timezone.now()) == 1
    assert open_tasks().get().url.endswith(home(headed, "persone/"))
    told = Notice.objects.filter(kind=WITHOUT_HEAD, person=people[OFFICER])
    assert told.count() == 1


def test_who_follows_closes_the_task(headed, enti, actors, people):
    leave(people)
    watch_heads(now=timezone.now())
    first, officer = headed.persons.get(role=PersonRole.RP), actors[OFFICER]
    second = persons.name_person(
        tender=headed, actor=officer, now=NOW,
        named=Named(
            role=PersonRole.RP, name="Carla", act="Decreto 9", since=NOW.date(),
            person=people[HEAD], ente=enti[cast.COMUNE_1],
        ),
    )  # fmt: skip
    assert open_tasks().count() == 1
    persons.declare(part=second, conflict=Conflict.NONE, on=NOW.date(), actor=officer, now=NOW)
    persons.succeed(part=first, by=second, actor=officer, now=NOW)
    assert not vacancies_of(headed)
    assert not open_tasks().exists()


def test_who_comes_back_takes_the_task_away(headed, people):
    leave(people)
    watch_heads(now=timezone.now())
    Membership.objects.filter(person=people[RUP]).update(ends_on=None)
    assert watch_heads(now=timezone.now()) == 0
    assert not open_tasks().exists()


def test_a_suspended_profile_leaves_the_tender_without_its_rup(headed, enti, people):
    profile = make_profile(enti[cast.COMUNE_1], enti[cast.TREVISO], people[RUP])
    assert not vacancies_of(headed)
    RupProfile.objects.filter(pk=profile.pk).update(state="SUSPENDED")
    (found,) = vacancies_of(headed)
    assert (found.is_gone, found.is_still) == (False, True)


def test_a_lent_rup_answers_where_he_does_not_work(headed, enti, people):
    borrower = enti[cast.COMUNE_2]
    headed.persons.update(ente=borrower)
    assert vacancies_of(headed)
    RupLoan.objects.create(
        profile=make_profile(enti[cast.COMUNE_1], enti[cast.TREVISO], people[RUP]),
        lender=enti[cast.COMUNE_1], borrower=borrower, sua=enti[cast.TREVISO], state="RUNNING",
        purpose="Gara", starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1), weekly_hours=6,
        asked_at=NOW,
    )  # fmt: skip
    assert not vacancies_of(headed)


def test_what_is_over_has_no_vacancies(headed, people):
    leave(people)
    Tender.objects.filter(pk=headed.pk).update(state="CANCELLED")
    assert watch_heads(now=timezone.now()) == 0


# The law changes ----------------------------------------------------------------------------------

BEFORE_2026 = datetime(2025, 12, 10, 9, tzinfo=UTC)


@pytest.fixture
def at_the_edge(enti, actors):
    """Services of 218.000 €, opened under the threshold of 2025 (221.000), above that of 2026."""
    return make_tender(
        enti, actors[OFFICER], now=BEFORE_2026,
        lots=(lot(base_amount=Decimal(218_000), safety_amount=Decimal(0), options_amount=Decimal(0)),),
    )  # fmt: skip


def test_the_values_of_the_day_of_the_notice_count(at_the_edge):
    assert warnings_of(at_the_edge, BEFORE_2026.date()) == []
    changes, amiss = warnings_of(at_the_edge, date(2026, 1, 2))
    assert "il contratto passa sopra la soglia europea" in changes
    assert "216.000,00" in amiss
    Tender.objects.update(is_above_eu=True)
    assert len(warnings_of(Tender.objects.get(), date(2026, 1, 2))) == 1


def test_who_publishes_reads_what_changed(at_the_edge, sign_in):
    page = sign_in(OFFICER).get(home(at_the_edge)).content.decode()
    assert "La legge del giorno del bando" in page
    assert "Correggi i dati" in page
    Tender.objects.update(state="PUBLISHED")
    assert "La legge del giorno del bando" not in sign_in(OFFICER).get(home(at_the_edge)).content.decode()  # fmt: skip


# An agreement that ends ---------------------------------------------------------------------------


def test_an_agreement_that_ends_tomorrow_is_told_to_both_sides(enti, actors, people, sign_in):
    now = timezone.now()
    received = make_received(enti, actors, people, now=now)
    step(received, "take", actors[OFFICER], now=now)
    url = f"/treviso/sua/richieste/{received.pk}/"
    assert "rinnovatela" not in sign_in(HEAD).get(url).content.decode()
    tomorrow = timezone.localdate() + timedelta(days=1)
    Agreement.objects.update(valid_to=tomorrow)
    said = f"dura fino al {tomorrow:%d/%m/%Y} (manca 1 giorno)"
    for who in (HEAD, OFFICER):
        assert said in sign_in(who).get(url).content.decode()
    assert said in sign_in(MANAGER).get(f"{url}passo/accept/").content.decode()
    draft = make_draft(enti, actors[RUP], title="Altra")
    assert said in sign_in(RUP).get(f"/treviso/sua/richieste/{draft.pk}/modifica/oggetto/").content.decode()  # fmt: skip


# Papers -------------------------------------------------------------------------------------------


def test_a_signed_paper_comes_in_and_goes_out_as_it_is(headed, sign_in):
    client = sign_in(OFFICER)
    content = make_p7m(make_pdf())
    signed = io.BytesIO(content)
    signed.name = "determina.pdf.p7m"
    answer = client.post(
        home(headed, "documenti/nuovi/"),
        {"kind": "DECISION", "visibility": "BODY", "files": signed},
    )
    assert answer.status_code == 302
    document = TenderDocument.objects.get()
    given = client.get(home(headed, f"documenti/{document.pk}/"))
    assert b"".join(given.streaming_content) == content


def statements(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as found:
        answer = client.get(url)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return len(found)


def copies(tender, count: int) -> None:
    """More documents of the file that is there."""
    one = tender.documents.select_related("file").first()
    TenderDocument.objects.bulk_create(
        TenderDocument(
            tender=tender, kind="OTHER", phase="PUBLICATION", title=f"Allegato {number}",
            file=one.file, visibility="BODY", added_at=NOW,
        )
        for number in range(count)
    )  # fmt: skip


def test_four_hundred_papers_cost_as_ten_and_come_a_hundred_at_a_time(headed, actors, sign_in):
    add_document(tender=headed, content=paper(), kind="NOTICE", actor=actors[OFFICER], now=NOW)
    copies(headed, 10)
    client, page = sign_in(OFFICER), home(headed, "documenti/")
    few = statements(client, page), statements(client, home(headed, "fascicolo.zip"))
    copies(headed, 390)
    many = statements(client, page), statements(client, home(headed, "fascicolo.zip"))
    assert many == few
    first = client.get(page).content.decode()
    assert "401 documenti" in first
    assert first.count("Allegato ") == 99
    assert "pagina=2" in first
    assert client.get(f"{page}?pagina=5").content.decode().count("Allegato ") == 1
    answer = client.get(home(headed, "fascicolo.zip"))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        names = archive.namelist()
        index = archive.read("indice.html").decode()
    assert len(set(names)) == 402
    assert index.count("<tr>") == 402
    assert "%282%29" in index or "(2)" in index


# Forms --------------------------------------------------------------------------------------------


def test_amounts_left_empty_are_nothing_and_a_cpv_is_found_by_its_words(headed, sign_in):
    Code.objects.create(
        list="CPV", code="55523100", label="Servizi di mensa scolastica",
        search_key="55523100 servizi di mensa scolastica",
    )  # fmt: skip
    data = {"subject": "Mensa", "base_amount": "1.000,00", "cpv_text": "mensa scolastica"}
    client = sign_in(OFFICER)
    assert client.post(home(headed, "lotti/nuovo/"), data).status_code == 302
    made = headed.lots.get(number=2)
    assert (made.cpv, made.safety_amount, made.options_amount) == ("55523100", 0, 0)
    wrong = client.post(home(headed, "lotti/nuovo/"), data | {"cpv_text": "99999999"})
    assert wrong.status_code == 422
    assert "non è nell" in wrong.content.decode()
    assert headed.lots.count() == 2


def test_a_refusal_comes_back_in_the_form_with_what_was_typed(headed, sign_in):
    data = {"subject": "Mensa", "base_amount": "1.000,00", "labour_amount": "2.000,00"}
    answer = sign_in(OFFICER).post(home(headed, "lotti/nuovo/"), data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "la manodopera è parte dell" in page
    assert 'value="Mensa"' in page
    assert headed.lots.count() == 1


# Requests -----------------------------------------------------------------------------------------


def test_the_head_of_the_ente_comes_along_and_declares_first(enti, actors, people):
    received = make_received(enti, actors, people)
    step(received, "take", actors[OFFICER])
    step(received, "accept", actors[MANAGER], slot=date(2027, 1, 1))
    part = Tender.objects.get(request=received).persons.get()
    assert (part.role, part.state) == (PersonRole.PROCEDURE_HEAD, "PROPOSED")
    assert (part.person, part.ente) == (people[HEAD], enti[cast.COMUNE_1])
    with pytest.raises(Refusal) as refused:
        persons.activate(part=part, actor=actors[OFFICER], now=NOW)
    assert refused.value.code == "declaration_missing"


def test_two_officers_who_move_the_same_request_are_told(enti, actors, people):
    received = make_received(enti, actors, people)
    seen = received.revision
    step(received, "take", actors[OFFICER], seen=seen)
    with pytest.raises(Refusal) as refused:
        step(received, "refuse", actors[MANAGER], seen=seen, reason="Fuori convenzione")
    assert refused.value.code == "changed_meanwhile"
    received.refresh_from_db()
    assert (received.state, received.revision) == ("INSTRUCTION", seen + 1)


def test_safety_costs_that_no_lot_says_are_shared_out(bridge, actors):
    save(bridge, Part.AMOUNTS, actors[RUP], security_amount=Decimal("1000.01"))
    lots = lots_of(TenderRequest.objects.get(pk=bridge.pk))
    assert [one.safety_amount for one in lots] == [Decimal("500.01"), Decimal("500.00")]


@given(cents=st.lists(st.integers(100, 10**9), min_size=1, max_size=12), cut=st.integers(0, 100))
def test_what_is_shared_out_adds_up_to_the_cent(cents, cut):
    bases = [Decimal(one) / 100 for one in cents]
    whole = sum(bases) - Decimal(cut) / 100
    parts = _spread(whole, bases)
    assert sum(parts) == whole
    assert all(0 <= part <= base for part, base in zip(parts, bases, strict=True))
