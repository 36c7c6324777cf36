"""The contract register, the programmes, the qualifications: by hand and from sheets."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook

from pico.core.foundation.errors import Refusal
from pico.core.testing.cast import COMUNE_1, COMUNE_2, TREVISO
from pico.engines.deadlines.models import Term
from pico.vertical.sua.actions.contracts import importing, registering
from pico.vertical.sua.actions.contracts.qualifying import qualify
from pico.vertical.sua.models import Contract, ProgrammeRow, Qualification, SheetImport
from pico.vertical.sua.queries.contracts import expiring_for
from pico.vertical.sua.queries.qualification import may_ente_award
from pico.vertical.sua.terms.procurement import ContractKind, Sector

from .rup_factories import make_contract

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)
FIELDS = {
    "cig": "9642637BC5", "subject": "Pulizie", "kind": ContractKind.SERVICES,
    "supplier": "Pulita srl", "amount": Decimal(10_000), "starts_on": date(2026, 1, 1),
    "ends_on": date(2027, 1, 1),
}  # fmt: skip


def register(enti, actor, ente=COMUNE_1, **fields) -> Contract:
    return registering.register_contract(
        ente=enti[ente], sua=enti[TREVISO], fields={**FIELDS, **fields}, actor=actor, now=NOW
    )


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("comune1.rup", 200), ("treviso.sua", 200), ("comune2.referente", 404),
        ("brescia.sua", 404), ("upi.admin", 404), ("treviso.sit", 404),
    ],
)  # fmt: skip
def test_a_contract_is_seen_by_its_ente_and_its_sua(enti, sign_in, name, status):
    contract = make_contract(enti[COMUNE_1], enti[TREVISO])
    client = sign_in(name)
    assert client.get(f"/treviso/sua/contratti/{contract.pk}/").status_code == status
    for address in ("/treviso/sua/contratti/", "/treviso/sua/contratti/?formato=csv"):
        answer = client.get(address)
        text = (answer.getvalue() if answer.streaming else answer.content).decode()
        assert (contract.subject in text) is (status == 200)


@pytest.mark.parametrize("name", ["comune2.referente", "brescia.sua"])
def test_others_register_nothing_for_an_ente(enti, actors, name):
    with pytest.raises(Refusal) as refused:
        register(enti, actors[name])
    assert refused.value.code == "not_permitted"
    assert not Contract.objects.exists()


def test_a_cig_is_registered_once_in_an_ente(enti, actors):
    register(enti, actors["comune1.rup"])
    with pytest.raises(Refusal) as refused:
        register(enti, actors["treviso.sua"])
    assert refused.value.code == "cig_is_there"
    assert Contract.objects.count() == 1
    register(enti, actors["comune2.referente"], ente=COMUNE_2)


def test_a_contract_ends_after_it_starts(enti, actors):
    contract = register(enti, actors["comune1.rup"])
    with pytest.raises(Refusal) as refused:
        registering.change_contract(
            contract=contract, fields={"ends_on": date(2025, 1, 1)}, actor=actors["comune1.rup"],
            now=NOW,
        )  # fmt: skip
    assert refused.value.code == "ends_before"
    contract.refresh_from_db()
    assert contract.ends_on == date(2027, 1, 1)


def test_the_form_registers_and_says_what_is_wrong(enti, sign_in):
    client = sign_in("comune1.rup")
    form = {
        "subject": "Pulizie", "kind": "SERVICES", "cig": "9642637BC6", "supplier": "Pulita srl",
        "amount": "10.000,00", "starts_on": "2026-01-01", "ends_on": "2027-01-01",
        "extension_months": "0",
    }  # fmt: skip
    page = client.post("/treviso/sua/contratti/nuovo/", form)
    assert page.status_code == 422
    assert "CIG non valido" in page.content.decode()
    client.post("/treviso/sua/contratti/nuovo/", {**form, "cig": "9642637bc5"})
    assert Contract.objects.get().cig == "9642637BC5"


@pytest.mark.parametrize(
    ("days", "shown"), [(-1, ""), (80, "369"), (150, "69"), (250, "9"), (400, "")]
)
def test_what_expires_within_three_six_nine_months(enti, sign_in, days, shown):
    ends = TODAY + timedelta(days=days)
    contract = make_contract(
        enti[COMUNE_1], enti[TREVISO], ends_on=ends, starts_on=date(2020, 1, 1)
    )
    client = sign_in("treviso.sua")
    found = [
        months for months in "369"
        if contract.subject in client.get(f"/treviso/sua/contratti/?entro={months}").content.decode()
    ]  # fmt: skip
    assert "".join(found) == shown


def test_campaigns_find_what_expires_by_the_first_digits_of_the_cpv(enti):
    soon = {"ends_on": TODAY + timedelta(days=30), "starts_on": date(2020, 1, 1)}
    green = make_contract(enti[COMUNE_1], enti[TREVISO], **soon)
    make_contract(enti[COMUNE_1], enti[TREVISO], cpv="09310000-5", **soon)
    make_contract(enti[COMUNE_2], enti[TREVISO], **soon)
    assert list(expiring_for([enti[COMUNE_1]], "7731", TODAY)) == [green]


def test_the_register_costs_the_same_for_many(enti, sign_in):
    make_contract(enti[COMUNE_1], enti[TREVISO])
    client = sign_in("treviso.sua")
    client.get("/treviso/sua/contratti/")
    costs = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as caught:
            client.get("/treviso/sua/contratti/")
        costs.append(len(caught))
        for _n in range(20):
            make_contract(enti[COMUNE_2], enti[TREVISO])
    assert costs[0] == costs[1]


# Sheets -----------------------------------------------------------------------------------------

CSV_TEXT = (
    "CIG;Oggetto;Tipo;Aggiudicatario;Importo;Decorrenza;Scadenza\n"
    "9642637BC5;Verde pubblico;servizi;Verde srl;60.000,00;01/01/2025;31/12/2026\n"
    "B1A47D9082;Libri;forniture;Carta srl;500;01/01/2025;31/12/2025\n"
    ";Neve;Servizi;Spala srl;1.200,50;2025-11-01;2026-03-31\n"
    "8965966534;Scuola;lavoro;Edil srl;-3;domani;\n"
    "A02CFF83E5;Ponte;lavori;Edil srl;90000;01/01/2026;01/01/2025\n"
)


CSV = CSV_TEXT.encode()


def bring(enti, actor, content=CSV, name="contratti.csv", ente=COMUNE_1) -> SheetImport:
    return importing.import_contracts(
        content=content, name=name, ente=enti[ente], sua=enti[TREVISO], actor=actor, now=NOW
    )


def test_good_rows_come_in_and_each_fault_is_told_with_its_place(enti, actors):
    done = bring(enti, actors["comune1.rup"])
    assert (done.added, done.changed) == (2, 0)
    assert [(one["row"], one["column"]) for one in done.faults] == [
        (3, "CIG"), (5, "Tipo"), (5, "Importo"), (5, "Decorrenza"), (5, "Scadenza"), (6, "Scadenza"),
    ]  # fmt: skip
    assert Contract.objects.get(cig="9642637BC5").amount == Decimal("60000.00")


def test_the_same_sheet_again_adds_nothing(enti, actors):
    bring(enti, actors["comune1.rup"])
    again = bring(enti, actors["comune1.rup"])
    assert (again.added, again.changed) == (0, 2)
    assert Contract.objects.count() == 2


def test_a_workbook_is_read_as_a_csv(enti, actors):
    book = Workbook()
    for row in (
        ["Oggetto", "Tipo", "Fornitore", "Importo", "Decorrenza", "Scadenza", "CIG"],
        ["Mense", "servizi", "Cucina srl", 1200.5, date(2026, 1, 1), date(2026, 6, 30), None],
    ):
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    assert bring(enti, actors["treviso.sua"], content.getvalue(), "c.xlsx").added == 1
    assert Contract.objects.get().amount == Decimal("1200.50")


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"Oggetto;Importo\nA;1\n", "a.csv", "missing_column"),
        (b"", "a.csv", "empty"),
        (b"non un foglio", "a.xlsx", "not_a_sheet"),
        (b"a\x00b;c\nd;e", "a.csv", "not_a_sheet"),
    ],
)
def test_what_is_no_sheet_is_refused(enti, actors, content, name, code):
    with pytest.raises(Refusal) as refused:
        bring(enti, actors["comune1.rup"], content, name)
    assert refused.value.code == code
    assert not SheetImport.objects.exists()


def test_nobody_imports_for_another_ente(enti, actors):
    with pytest.raises(Refusal) as refused:
        bring(enti, actors["comune2.referente"])
    assert refused.value.code == "not_permitted"
    assert not Contract.objects.exists()


def test_the_page_imports_and_shows_the_faults(enti, sign_in):
    client = sign_in("comune1.referente")
    sheet = SimpleUploadedFile("contratti.csv", CSV)
    answer = client.post("/treviso/sua/contratti/importa/", {"sheet": sheet}, follow=True)
    page = answer.content.decode()
    assert "Righe da correggere" in page
    assert "CIG non valido" in page
    done = SheetImport.objects.get()
    assert (
        sign_in("comune2.referente").get(f"/treviso/sua/importazioni/{done.pk}/").status_code == 404
    )


PROGRAMME = (
    "CUI;Oggetto;Tipo;Importo;Anno;Trimestre\n"
    "S00481880268202600001;Mense scolastiche;servizi;300000;2027;2\n"
    "X;Scuola;lavori;1;2027;5\n"
)


def test_the_programme_comes_in_by_cui(enti, actors, sign_in):
    given = {
        "content": PROGRAMME.encode(), "name": "p.csv", "ente": enti[COMUNE_1],
        "sua": enti[TREVISO], "actor": actors["comune1.rup"], "now": NOW,
    }  # fmt: skip
    done = importing.import_programme(**given)
    assert done.added == 1
    assert [one["column"] for one in done.faults] == ["CUI", "Trimestre"]
    assert importing.import_programme(**given).changed == 1
    assert ProgrammeRow.objects.count() == 1
    assert "Mense" in sign_in("treviso.sua").get("/treviso/sua/programmazione/").content.decode()
    for name in ("comune2.referente", "brescia.sua", "upi.admin"):
        page = sign_in(name).get("/treviso/sua/programmazione/").content.decode()
        assert "Mense" not in page


# Qualification ----------------------------------------------------------------------------------

QUALIFIED = {
    "level": "SF2", "kind": "AUTHORITY", "valid_from": TODAY - timedelta(days=30),
    "valid_to": TODAY + timedelta(days=700), "source": "Elenco ANAC",
}  # fmt: skip


def test_a_qualification_says_what_an_ente_may_do_alone(enti, actors):
    comune = enti[COMUNE_1]
    assert not may_ente_award(comune, Sector.GOODS, Decimal(140_000), TODAY).may
    qualify(
        ente=comune, sector=Sector.GOODS, fields=QUALIFIED, actor=actors["comune1.referente"],
        now=NOW,
    )  # fmt: skip
    assert may_ente_award(comune, Sector.GOODS, Decimal(5_000_000), TODAY).may
    assert not may_ente_award(comune, Sector.GOODS, Decimal("5000000.01"), TODAY).may
    assert not may_ente_award(comune, Sector.WORKS, Decimal(600_000), TODAY).may


def test_its_end_is_a_term_three_months_before(enti, actors):
    comune = enti[COMUNE_1]
    given = {
        "ente": comune,
        "sector": Sector.GOODS,
        "actor": actors["comune1.referente"],
        "now": NOW,
    }
    qualify(fields=QUALIFIED, **given)
    term = Term.objects.get(state="RUNNING")
    assert 85 <= (QUALIFIED["valid_to"] - term.due_on).days <= 93
    qualify(fields={**QUALIFIED, "valid_to": None}, **given)
    assert not Term.objects.filter(state="RUNNING").exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"level": "L2"}, "level_of_another_sector"),
        ({"valid_to": date(2020, 1, 1)}, "ends_before"),
        ({"source": " "}, "no_source"),
    ],
)
def test_a_qualification_that_cannot_be_is_refused(enti, actors, fields, code):
    with pytest.raises(Refusal) as refused:
        qualify(
            ente=enti[COMUNE_1], sector=Sector.GOODS, fields={**QUALIFIED, **fields},
            actor=actors["comune1.referente"], now=NOW,
        )  # fmt: skip
    assert refused.value.code == code
    assert not Qualification.objects.exists()


def test_upi_imports_the_list_and_nobody_else_does(enti, actors, sign_in):
    comune = enti[COMUNE_1]
    comune.fiscal_code = "00481880268"
    comune.save()
    content = (
        b"Codice fiscale;Settore;Livello;Valida dal;Fonte\n"
        b"00481880268;lavori;L3;01/07/2026;Elenco ANAC\n"
        b"00481880268;lavori;SF3;01/08/2026;Elenco ANAC\n"
        b"80008870265;lavori;L3;01/07/2026;Elenco ANAC\n"
    )
    given = {"content": content, "name": "q.csv", "now": NOW}
    done = importing.import_qualifications(actor=actors["upi.admin"], **given)
    assert (done.added, [one["row"] for one in done.faults]) == (1, [3, 4])
    with pytest.raises(Refusal):
        importing.import_qualifications(actor=actors["treviso.dirigente"], **given)
    assert Qualification.objects.count() == 1
    page = sign_in("treviso.sua").get("/treviso/sua/qualificazioni/").content.decode()
    assert comune.name in page
    for name in ("comune2.referente", "brescia.sua"):
        client = sign_in(name)
        assert comune.name not in client.get("/treviso/sua/qualificazioni/").content.decode()
        assert client.get(f"/treviso/sua/qualificazioni/{comune.pk}/").status_code == 404


def test_the_sheet_and_the_simulator_are_drawn(enti, sign_in):
    client = sign_in("comune1.referente")
    page = client.get(f"/treviso/sua/qualificazioni/{enti[COMUNE_1].pk}/").content.decode()
    assert "500.000,00" in page
    query = "sector=WORKS&kind=AUTHORITY&structure=20&tenders=15"
    page = client.get(f"/treviso/sua/qualificazioni/simula/?{query}").content.decode()
    assert "mancano 5 punti su 40" in page.replace("5,0", "5")
