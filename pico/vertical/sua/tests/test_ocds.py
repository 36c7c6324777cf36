"""Open data of the SUA: valid for the OCDS validator, only what is public, in pieces."""

import csv
import json
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import cycle

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from pico.core.modules import registry
from pico.core.modules.actions import change_settings
from pico.core.testing import cast

from ..actions.tenders import handing
from ..actions.tenders.aggregated import derive_contract
from ..actions.tenders.documents import add_document
from ..models import Lot, LotWinner, Tender, TenderDocument, Track
from ..queries.open_data import public_documents
from ..queries.tenders import WITHOUT_NOTICE, shown_outside
from ..rules.ocds import METHODS, Parties, kept, supplier_id
from ..terms.procurement import ContractKind, Criterion, Procedure, Technique
from ..terms.tenders import OUT_IN_PUBLIC, LotState, TenderKind, Visibility
from .ocds_validator import NOTHING, validate
from .tender_factories import CIGS, NOW, lot, make_tender
from .test_tender_steps import AFTER, DUE, evaluated, lot_step, paper, publish, ready, step, win

pytestmark = pytest.mark.django_db
HOME = "/treviso/sua/bandi/"
FILES = f"{HOME}dati-aperti/"


@pytest.fixture
def officer(actors):
    return actors["treviso.sua"]


@pytest.fixture
def tender(enti, officer, people):
    """Two lots of meals for Castelfranco, whose acts are ready; CIGs are given."""
    made = make_tender(
        enti, officer, title="Mensa di Castelfranco",
        lots=(lot(1, cpv="55523100-3", cups=("C11G06000000001",)), lot(2)),
    )  # fmt: skip
    ready(made, officer, people)
    return Tender.objects.get(pk=made.pk)


def content(client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def read(client, path: str) -> str:
    return content(client, path).decode()


def package(client, path: str = f"{FILES}gare.json") -> dict:
    return json.loads(read(client, path))


def release(client) -> dict:
    (found,) = package(client)["releases"]
    return found


def published(tender, officer):
    step(tender, "approve", officer)
    publish(tender, officer)


def awarded(tender, officer):
    """The first lot is awarded; the second found no valid bid."""
    evaluated(tender, officer)
    one, two = tender.lots.all()
    lot_step(two, "fail", officer, failure="NONE_VALID")
    win(one, officer)
    lot_step(one, "propose", officer, proposed_on=date(2026, 5, 4))
    lot_step(one, "verify", officer)
    lot_step(one, "award", officer, awarded_on=date(2026, 5, 18), effective_on=date(2026, 5, 20))
    return one


# Valid -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", [published, evaluated, awarded])
def test_every_stage_is_valid(tender, officer, client, monkeypatch, stage):
    stage(tender, officer)
    add_document(
        tender=tender, content=paper("d.txt"), kind="AMENDMENT", title="Rettifica",
        visibility="PUBLIC", actor=officer, now=AFTER,
    )  # fmt: skip
    assert validate(package(client), monkeypatch) == NOTHING
    assert validate(package(client, f"{HOME}{tender.number}/ocds.json"), monkeypatch) == NOTHING


def test_a_contract_is_valid(tender, officer, actors, client, monkeypatch):
    one = awarded(tender, officer)
    lot_step(one, "send", officer, told_on=date(2026, 5, 21))
    rup = actors["comune1.rup"]
    handing.accept_hand_over(hand_over=one.hand_overs.get(), actor=rup, now=AFTER)
    lot_step(one, "contract", rup, contract_on=date(2026, 6, 30), contract_amount=Decimal(272_000))
    found = release(client)
    assert validate(package(client), monkeypatch) == NOTHING
    (contract,) = found["contracts"]
    assert contract["awardID"] == found["awards"][0]["id"]
    assert contract["value"] == {"amount": 272000.0, "currency": "EUR"}
    assert contract["dateSigned"] == "2026-06-30T00:00:00+02:00"


def test_derived_contracts_of_an_aggregated_tender_are_valid(enti, officer, actors, client, monkeypatch):  # fmt: skip
    shares = {enti[cast.COMUNE_1]: Decimal(100_000), enti[cast.COMUNE_2]: Decimal(60_000)}
    made = make_tender(
        enti, officer, kind=TenderKind.AGGREGATED, lots=(lot(shares=shares),),
        bodies=(cast.COMUNE_1, cast.COMUNE_2), technique=Technique.FRAMEWORK,
    )  # fmt: skip
    Track.objects.update(state="ADHERENT")
    Lot.objects.update(state="CONTRACTED", outcome="AWARDED", cig=CIGS[1])
    Tender.objects.update(state="CONTRACTED", published_at=NOW, bids_due_at=NOW)
    derive_contract(
        lot=made.lots.get(), track=Track.objects.select_related("tender").get(ente=enti[cast.COMUNE_1]),
        cig=CIGS[0], amount=Decimal(40_000), signed_on=date(2026, 9, 1), actor=actors["comune1.rup"],
        now=NOW,
    )  # fmt: skip
    assert validate(package(client), monkeypatch) == NOTHING
    found = release(client)
    assert CIGS[0] in {one["id"] for one in found["contracts"]}
    buyers = {one["name"] for one in found["parties"] if "buyer" in one["roles"]}
    assert {enti[cast.COMUNE_1].name, enti[cast.COMUNE_2].name} <= buyers


def test_every_word_has_a_code_that_holds(enti, officer, client, monkeypatch):
    """All states, kinds, procedures, criteria of what may be public, as releases of one package."""
    make_tender(enti, officer)
    kinds, procedures, criteria = cycle(ContractKind), cycle(Procedure), cycle(Criterion)
    found: dict = {"releases": []}
    for number, state in enumerate([*OUT_IN_PUBLIC] * 3):
        procedure = next(procedures)
        Lot.objects.update(state=state if state in LotState.values else LotState.CANCELLED)
        Tender.objects.update(
            state=state, published_at=NOW, procedure=procedure, contract_kind=next(kinds),
            criterion=next(criteria),
        )  # fmt: skip
        one = package(client)
        if not one["releases"]:
            assert procedure in WITHOUT_NOTICE
            continue
        (said,) = one["releases"]
        assert said["tender"].get("procurementMethod") == METHODS.get(procedure)
        releases = [*found["releases"], said | {"id": f"{said['id']}-{number}"}]
        found = one | {"releases": releases}
    assert len(found["releases"]) > 30
    assert validate(found, monkeypatch) == NOTHING


BREAKS = {
    "no ocid": lambda release: release.pop("ocid"),
    "a wrong prefix": lambda release: release.update(ocid="pico-1"),
    "a date without its hour": lambda release: release.update(date="2026-03-16"),
    "a state of ours": lambda release: release["tender"].update(status="PUBLISHED"),
    "a field of ours": lambda release: release["tender"].update(pnrr=True),
    "an amount in words": lambda release: release["tender"]["value"].update(amount="300.000,00"),
    "an empty title": lambda release: release["tender"].update(title=" "),
    "two lots with one id": lambda release: release["tender"]["lots"][1].update(
        id=release["tender"]["lots"][0]["id"]
    ),
}


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_release_is_found(tender, officer, client, monkeypatch, what):
    published(tender, officer)
    broken = package(client)
    BREAKS[what](broken["releases"][0])
    assert validate(broken, monkeypatch) != NOTHING


# What it says ------------------------------------------------------------------------------------


def test_the_ente_buys_and_the_sua_buys_for_it(tender, officer, client, enti):
    published(tender, officer)
    sua = enti[cast.TREVISO]
    sua.fiscal_code = "80008870265"
    sua.save(update_fields=["fiscal_code"])
    found = release(client)
    roles = {one["name"]: one["roles"] for one in found["parties"]}
    assert found["buyer"]["name"] == enti[cast.COMUNE_1].name
    assert roles[enti[cast.COMUNE_1].name] == ["buyer"]
    assert roles[enti[cast.TREVISO].name] == ["procuringEntity", "centralPurchasingBody"]
    identifiers = {one["identifier"]["id"]: one["identifier"]["scheme"] for one in found["parties"]}
    assert identifiers == {"80008870265": "IT-CF", "c_c111": "IT-IPA"}


def test_a_notice_says_its_lots_by_cig_and_no_result(tender, officer, client):
    published(tender, officer)
    found = release(client)
    assert found["tag"] == ["planning", "tender"]
    assert [one["id"] for one in found["tender"]["lots"]] == list(CIGS[:2])
    assert [one["relatedLot"] for one in found["tender"]["items"]] == list(CIGS[:2])
    assert found["tender"]["items"][0]["classification"] == {"scheme": "CPV", "id": "55523100-3"}
    assert found["planning"]["budget"]["projectID"] == "C11G06000000001"
    assert found["tender"]["tenderPeriod"]["endDate"] == "2026-04-20T10:00:00Z"
    assert found["tender"]["procurementMethod"] == "open"
    assert "awards" not in found


def test_the_award_of_a_lot_is_said_when_it_is_out(tender, officer, client):
    evaluated(tender, officer)
    win(tender.lots.first(), officer)
    text = read(client, f"{FILES}gare.json")
    assert "Ristorazione Veneta" not in text
    assert "272000" not in text
    one = tender.lots.first()
    lot_step(one, "propose", officer, proposed_on=date(2026, 5, 4))
    lot_step(one, "verify", officer)
    lot_step(one, "award", officer, awarded_on=date(2026, 5, 18), effective_on=date(2026, 5, 20))
    (award,) = release(client)["awards"]
    assert award["value"]["amount"] == 272000.0
    assert award["suppliers"] == [{"id": "IT-CF-00743110157", "name": "Ristorazione Veneta srl"}]
    assert award["relatedLots"] == [CIGS[0]]


def test_a_lot_that_found_nobody_has_no_supplier(tender, officer, client):
    awarded(tender, officer)
    states = {one["relatedLots"][0]: one["status"] for one in release(client)["awards"]}
    assert states == {CIGS[0]: "active", CIGS[1]: "unsuccessful"}


def test_the_prefix_is_the_one_of_the_space(tender, officer, client, enti, actors):
    published(tender, officer)
    assert release(client)["ocid"] == f"ocds-000000-{tender.number}"
    assert "non è ancora registrato" in read(client, FILES)
    change_settings(
        space=enti[cast.TREVISO].space, module=registry.installed()["sua"],
        changes={"ocid_prefix": "ocds-p1c0it"}, actor=actors["treviso.admin"], now=timezone.now(),
    )  # fmt: skip
    assert release(client)["ocid"] == f"ocds-p1c0it-{tender.number}"
    assert "non è ancora registrato" not in read(client, FILES)


# What it does not say ----------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["PREPARING", "APPROVED", "SUSPENDED", "CANCELLED"])
def test_what_is_not_out_is_in_no_file(tender, client, state):
    Tender.objects.update(state=state, published_at=NOW, bids_due_at=DUE)
    for path in (f"{FILES}gare.json", f"{FILES}gare.jsonl", f"{FILES}gare.csv", FILES, HOME):
        assert "Mensa di Castelfranco" not in read(client, path), path
        assert tender.number not in read(client, path), path
    assert client.get(f"{HOME}{tender.number}/ocds.json").status_code == 404


def test_an_invitation_is_out_with_its_award_alone(enti, officer, client):
    make_tender(enti, officer, title="Ad inviti", procedure=Procedure.NEGOTIATED)
    Tender.objects.update(state="EVALUATION", published_at=NOW, bids_due_at=DUE)
    assert package(client)["releases"] == []
    Tender.objects.update(state="AWARDED")
    assert release(client)["tender"]["procurementMethod"] == "limited"


def test_the_code_of_a_natural_person_is_not_published(tender, officer, client):
    one = awarded(tender, officer)
    LotWinner.objects.update(fiscal_code="RSSMRA80A01H501U", name="Mario Rossi, geometra")
    for path in (f"{FILES}gare.json", f"{FILES}gare.csv"):
        text = read(client, path)
        assert "Mario Rossi, geometra" in text
        assert "RSSMRA80A01H501U" not in text
    assert one.number == 1


def test_files_hold_no_person_of_the_tender(tender, officer, client):
    awarded(tender, officer)
    text = read(client, f"{FILES}gare.json") + read(client, f"{FILES}gare.csv")
    for name in ("Susanna", "Dario Dirige", "Ruggero", "Anna Presiede", "Bruno Giudica"):
        assert name not in text


def test_another_sua_publishes_its_own(tender, officer, client):
    published(tender, officer)
    assert package(client, "/brescia/sua/bandi/dati-aperti/gare.json")["releases"] == []
    assert client.get(f"/brescia/sua/bandi/{tender.number}/ocds.json").status_code == 404
    assert client.get("/sua/bandi/dati-aperti/").status_code == 404


@pytest.mark.parametrize("state", ["PUBLISHED", "EVALUATION", "AWARDED", "DESERT", "REVOKED"])
@pytest.mark.parametrize("due", [timedelta(days=-1), timedelta(days=1), None])
def test_documents_are_those_of_the_page(enti, officer, state, due):
    """The rule for all tenders at once agrees with the rule of one, whatever the document."""
    now = timezone.now()
    one = make_tender(enti, officer, lots=(lot(1), lot(2)))
    lots = list(one.lots.all())
    file = add_document(tender=one, content=paper(), kind="OTHER", visibility="PUBLIC", actor=officer, now=NOW).file  # fmt: skip
    TenderDocument.objects.bulk_create(
        TenderDocument(
            tender=one, phase="EVALUATION", kind=kind, title=f"{kind} {level} {deferred} {of}", file=file,
            visibility=level, is_deferred=deferred, lot=of, added_at=NOW,
        )
        for kind in ("OTHER", "MINUTES", "INVITED", "NOTICE", "PROPOSAL")
        for level in Visibility
        for deferred in (True, False)
        for of in (None, *lots)
    )  # fmt: skip
    Lot.objects.filter(pk=lots[0].pk).update(outcome="AWARDED")
    Tender.objects.update(state=state, bids_due_at=now + due if due else None)
    found = Tender.objects.get()
    of_page = shown_outside(found.documents.filter(visibility=Visibility.PUBLIC), found, now)
    of_all = set(public_documents(now).values_list("pk", flat=True))
    assert of_all == set(of_page.values_list("pk", flat=True))
    assert of_all


# Files -------------------------------------------------------------------------------------------


def test_the_page_offers_every_year_in_four_formats(tender, officer, client):
    published(tender, officer)
    page = read(client, FILES)
    for kind in ("json", "jsonl", "csv", "xlsx"):
        assert f"{FILES}2026/gare.{kind}" in page
        assert content(client, f"{FILES}2026/gare.{kind}")
    assert content(client, f"{FILES}2025/gare.jsonl") == b""
    assert package(client, f"{FILES}2025/gare.json")["releases"] == []
    assert client.get(f"{FILES}gare.exe").status_code == 404
    assert client.get(f"{FILES}99999/gare.json").status_code == 404
    assert FILES in read(client, HOME)
    assert "ocds.json" in read(client, f"{HOME}{tender.number}/")


def test_officers_find_the_files_from_their_list(tender, officer, sign_in):
    assert FILES in read(sign_in("treviso.sua"), "/treviso/sua/gare/")
    assert FILES not in read(sign_in("comune1.rup"), "/treviso/sua/gare/")


def test_a_year_begins_at_midnight_in_italy(tender, officer, client):
    Tender.objects.update(state="PUBLISHED", published_at="2025-12-31T23:30:00Z", bids_due_at=DUE)
    assert len(package(client, f"{FILES}2026/gare.json")["releases"]) == 1
    assert package(client, f"{FILES}2025/gare.json")["releases"] == []
    assert "<td>2026</td>" in read(client, FILES)


def test_lines_are_the_releases_of_the_package(enti, officer, client):
    for number in range(3):
        make_tender(enti, officer, title=f"Gara {number}")
    Tender.objects.update(state="PUBLISHED", published_at=NOW, bids_due_at=DUE)
    lines = [json.loads(line) for line in read(client, f"{FILES}gare.jsonl").splitlines()]
    assert lines == package(client)["releases"]
    assert len({one["ocid"] for one in lines}) == 3


def test_tables_have_a_lot_a_row_with_codes_and_words(tender, officer, client):
    awarded(tender, officer)
    rows = list(csv.DictReader(read(client, f"{FILES}gare.csv").removeprefix("\ufeff").splitlines(), delimiter=";"))  # fmt: skip
    assert [row["CIG"] for row in rows] == list(CIGS[:2])
    first, second = rows
    assert first["Procedura (codice PCP)"] == "6"
    assert first["Procedura"] == "Procedura aperta"
    assert first["Importo di aggiudicazione"] == "272000,00"
    assert first["Aggiudicatari"] == "Ristorazione Veneta srl"
    assert (second["Esito"], second["Importo di aggiudicazione"]) == (
        "Infruttuoso/Non aggiudicato",
        "",
    )
    sheet = load_workbook(BytesIO(content(client, f"{FILES}gare.xlsx"))).active
    assert [cell.value for cell in sheet[1]] == list(first)
    assert sheet.max_row == 3


@pytest.mark.parametrize("kind", ["json", "jsonl", "csv", "xlsx"])
def test_files_cost_the_same_whatever_their_rows(enti, officer, client, kind):
    def more(count):
        for _ in range(count):
            one = make_tender(enti, officer, lots=(lot(1), lot(2)))
            add_document(tender=one, content=paper(f"{one.pk}.txt", str(one.pk)), kind="NOTICE", visibility="PUBLIC", actor=officer, now=NOW)  # fmt: skip
        Lot.objects.update(state="AWARDED", outcome="AWARDED")
        Tender.objects.update(state="AWARDED", published_at=NOW, bids_due_at=NOW)

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert content(client, f"{FILES}gare.{kind}")
        return len(seen)

    more(2)
    statements()
    few = statements()
    more(8)
    assert statements() == few


# The shapes --------------------------------------------------------------------------------------


def test_what_says_nothing_is_left_out():
    assert kept(a=None, b="", c=[], d={}, e=0, f=False) == {"e": 0, "f": False}


def test_an_organisation_stands_once_with_all_its_roles():
    parties = Parties()
    identity = supplier_id(fiscal_code="00743110157", local="x")
    assert parties.add(identity, "Uno srl", "supplier") == {
        "id": "IT-CF-00743110157",
        "name": "Uno srl",
    }
    parties.add(identity, "Uno srl", "supplier", "tenderer")
    (one,) = parties.all()
    assert one["roles"] == ["supplier", "tenderer"]
    assert supplier_id(fiscal_code="RSSMRA80A01H501U", local="SUA-1") == ("", "", "SUA-1")
