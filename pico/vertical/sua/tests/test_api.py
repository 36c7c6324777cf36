"""The SUA for programmes: who reads what with a session, with a key, with nothing; pages and filters."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.api.actions import create_token
from pico.core.api.terms import Grant
from pico.core.testing import cast

from ..actions.parameters import load_parameters
from ..models import Due, Lot, LotWinner, Tender, TenderRequest
from .request_factories import make_agreed, make_draft, make_received
from .rup_factories import make_contract
from .tender_factories import CIGS, NOW, lot, make_tender
from .test_dues import charged

pytestmark = pytest.mark.django_db
HOME = "/treviso/api/v1/sua/"
LISTS = ("requests", "tenders", "contracts", "dues")


@pytest.fixture(autouse=True)
def no_rate(settings):
    cache.clear()
    settings.API_RATES = {"token": 10_000, "person": 10_000, "address": 10_000}


@pytest.fixture
def key(actors):
    """A key: `key("comune1.referente")` returns its secret."""

    def make(who, *grants):
        now = timezone.now()
        return create_token(
            name="Gestionale", grants=list(grants or (Grant.PROCESSES,)),
            expires_at=now + timedelta(days=30), actor=actors[who], now=now,
        )[1]  # fmt: skip

    return make


@pytest.fixture
def tender(enti, actors):
    return make_tender(
        enti, actors["treviso.sua"], title="Gara Zibaldone", lots=(lot(1, cig=CIGS[0]), lot(2))
    )


def read(client, path, secret=None, **query):
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return client.get(f"{HOME}{path}", query, headers=headers)


def items(client, path, secret=None, **query) -> list[dict]:
    answer = read(client, path, secret, **query)
    assert answer.status_code == 200, answer.content
    return answer.json()["items"]


# Who reads what ----------------------------------------------------------------------------------

MAY = {
    "treviso.sua": {"requests": 1, "tenders": 1, "contracts": 1, "dues": 1},
    "treviso.dirigente": {"requests": 1, "tenders": 1, "contracts": 1, "dues": 1},
    "treviso.admin": {"requests": 1, "tenders": 1, "contracts": 1, "dues": 1},
    "comune1.rup": {"requests": 1, "tenders": 1, "contracts": 1, "dues": 1},
    "comune1.referente": {"requests": 1, "tenders": 1, "contracts": 1, "dues": 1},
    "comune2.referente": {"requests": 0, "tenders": 0, "contracts": 0, "dues": 0},
    "brescia.sua": {"requests": 0, "tenders": 0, "contracts": 0, "dues": 0},
    "upi.admin": {"requests": None, "tenders": 0, "contracts": 0, "dues": None},  # None: refused
    "treviso.redattore": {"requests": None, "tenders": 1, "contracts": 0, "dues": None},
}


@pytest.fixture
def everything(enti, actors, people, tender):
    load_parameters(actor=SYSTEM, now=NOW)
    make_agreed(enti[cast.COMUNE_1], enti[cast.TREVISO])
    charged(tender, actors["treviso.sua"])
    Lot.objects.filter(tender=tender).update(award_amount=None, discount=None, awarded_on=None)
    make_contract(enti[cast.COMUNE_1], enti[cast.TREVISO], subject="Contratto Zibaldone")
    return make_received(enti, actors, people, title="Richiesta Zibaldone")


@pytest.mark.parametrize("who", MAY)
def test_a_person_reads_what_the_pages_show_him(everything, tender, sign_in, who):
    client, found = sign_in(who), {}
    for path in LISTS:
        answer = read(client, path)
        found[path] = answer.json()["total"] if answer.status_code == 200 else None
        assert answer.status_code in (200, 403)
    assert found == MAY[who]
    one = read(client, f"tenders/{tender.number}").status_code
    assert one == (200 if MAY[who]["tenders"] else 404)
    one = read(client, f"requests/{everything.pk}").status_code
    assert one == {1: 200, 0: 404, None: 403}[MAY[who]["requests"]]


def test_nobody_reads_without_a_name(everything, tender, client):
    for path in (*LISTS, f"tenders/{tender.number}", f"requests/{everything.pk}"):
        answer = read(client, path)
        assert answer.status_code == 401, path
        assert "Zibaldone" not in answer.content.decode()


def test_a_key_reads_what_its_ente_may(everything, tender, client, key):
    own, other = key("comune1.referente"), key("comune2.referente")
    for path in LISTS:
        assert len(items(client, path, own)) == 1, path
        assert items(client, path, other) == [], path
    assert read(client, f"tenders/{tender.number}", own).status_code == 200
    assert read(client, f"tenders/{tender.number}", other).status_code == 404
    assert read(client, f"requests/{everything.pk}", other).status_code == 404


def test_a_key_without_the_grant_reads_notices_alone(everything, tender, client, key):
    secret = key("comune1.referente", Grant.FILES)
    for path in (*LISTS, f"tenders/{tender.number}", f"requests/{everything.pk}"):
        answer = read(client, path, secret)
        assert answer.status_code == 403, path
        assert "Zibaldone" not in answer.content.decode()
    Tender.objects.update(state="PUBLISHED", published_at=NOW)
    assert read(client, "notices").status_code == 200


def test_a_draft_is_of_its_ente_alone(enti, actors, sign_in):
    make_draft(enti, actors["comune1.rup"], title="Bozza Zibaldone")
    assert [one["title"] for one in items(sign_in("comune1.rup"), "requests")] == [
        "Bozza Zibaldone"
    ]
    for who in ("treviso.sua", "treviso.admin", "comune2.referente", "brescia.sua"):
        assert items(sign_in(who), "requests") == [], who


def test_it_is_not_there_where_the_sua_is_off(tender, sign_in):
    assert sign_in("treviso.sua").get("/api/v1/sua/tenders").status_code == 404


# What they read ----------------------------------------------------------------------------------


def test_a_tender_with_its_lots(tender, sign_in, enti):
    (found,) = items(sign_in("comune1.rup"), "tenders")
    assert found["number"] == tender.number
    assert found["state_label"] == "In preparazione"
    assert found["ente"] == enti[cast.COMUNE_1].name
    assert [one["cig"] for one in found["lots"]] == [CIGS[0], ""]
    assert Decimal(found["lots"][0]["base_amount"]) == Decimal(300_000)
    assert found["url"].endswith(f"/treviso/sua/gare/{tender.number}/")


def test_a_result_is_said_with_its_award(tender, sign_in):
    LotWinner.objects.create(lot=tender.lots.first(), fiscal_code="00743110157", name="Segreta srl")
    Lot.objects.filter(number=1).update(
        state="EVALUATION", award_amount=Decimal(1000), bids_count=3
    )
    for who in ("comune1.rup", "treviso.sua"):
        answer = read(sign_in(who), f"tenders/{tender.number}")
        assert "Segreta srl" not in answer.content.decode()
        first = answer.json()["lots"][0]
        assert (first["award_amount"], first["bids_count"]) == (None, None)
    Lot.objects.filter(number=1).update(state="AWARDED", outcome="AWARDED")
    first = read(sign_in("comune1.rup"), f"tenders/{tender.number}").json()["lots"][0]
    assert (first["winners"], first["bids_count"]) == (["Segreta srl"], 3)
    assert Decimal(first["award_amount"]) == Decimal(1000)


def test_notices_are_for_everybody_and_what_is_not_out_is_not_there(tender, client):
    assert items(client, "notices") == []
    assert read(client, f"notices/{tender.number}").status_code == 404
    Tender.objects.update(state="PUBLISHED", published_at=NOW)
    (found,) = items(client, "notices")
    assert found["url"].endswith(f"/treviso/sua/bandi/{tender.number}/")
    assert not {"officer", "changed_at"} & set(found)
    assert read(client, f"notices/{tender.number}").json() == found
    assert client.get(f"/brescia/api/v1/sua/notices/{tender.number}").status_code == 404


def test_filters(everything, tender, enti, sign_in):
    client = sign_in("treviso.sua")
    TenderRequest.objects.update(cups=["C11G06000000001"])
    for path, query in (
        ("tenders", {"q": CIGS[0]}), ("tenders", {"q": "zibaldone"}), ("tenders", {"state": "PREPARING"}),
        ("tenders", {"year": NOW.year}), ("requests", {"q": "C11G06000000001"}),
        ("requests", {"state": "RECEIVED"}), ("contracts", {"q": "verde marca"}),
        ("contracts", {"expiring_within": 120}), ("dues", {"state": "ESTIMATED"}), ("dues", {"q": CIGS[0]}),
    ):  # fmt: skip
        assert len(items(client, path, **query)) == 1, (path, query)
    for path, query in (
        ("tenders", {"q": CIGS[1]}), ("tenders", {"state": "AWARDED"}), ("tenders", {"year": 2001}),
        ("requests", {"q": "altro"}), ("requests", {"state": "REFUSED"}), ("contracts", {"q": "altro"}), ("dues", {"state": "COLLECTED"}), ("dues", {"q": "altro"}),
    ):  # fmt: skip
        assert items(client, path, **query) == [], (path, query)
    assert read(client, "tenders", state="NONE").status_code == 422


def test_pages(enti, actors, sign_in):
    for number in range(5):
        make_tender(enti, actors["treviso.sua"], title=f"Gara {number}")
    client, seen = sign_in("treviso.sua"), []
    for page in (1, 2, 3, 4):
        answer = read(client, "tenders", page=page, page_size=2)
        assert answer.json()["total"] == 5
        seen += [one["number"] for one in answer.json()["items"]]
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("path", [*LISTS, "notices"])
def test_a_list_costs_the_same_whatever_its_rows(enti, actors, sign_in, path):
    ente, sua = enti[cast.COMUNE_1], enti[cast.TREVISO]
    agreement = make_agreed(ente, sua)

    def more(count):
        for number in range(count):
            made = make_tender(enti, actors["treviso.sua"], lots=(lot(1), lot(2)))
            Due.objects.create(
                lot=made.lots.first(), ente=ente, sua=sua, agreement=agreement, base=Decimal(1000),
                reckoned=Decimal(5), amount=Decimal(5), reckoned_on=NOW.date(),
            )  # fmt: skip
            make_draft(enti, actors["comune1.rup"], title=f"Richiesta {number}")
            make_contract(enti[cast.COMUNE_1], enti[cast.TREVISO])
        Tender.objects.update(state="PUBLISHED", published_at=NOW)

    def statements():
        with CaptureQueriesContext(connection) as seen:
            assert len(items(client, path))
        return len(seen)

    more(2)
    client = sign_in("comune1.rup")
    statements()
    few = statements()
    more(10)
    assert statements() == few
