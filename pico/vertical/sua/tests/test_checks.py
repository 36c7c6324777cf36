"""«Controlla prima di inviare»: codes pasted, files by a job, CUPs to heal, errors explained."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from pico.core.access.actor import SYSTEM
from pico.core.foundation.errors import Refusal
from pico.core.testing.cast import COMUNE_1, COMUNE_2, TREVISO
from pico.vertical.sua.actions.checks import files, healing
from pico.vertical.sua.models import ConfirmedCig, ErrorRemedy, FileCheck, MissingCup
from pico.vertical.sua.queries.checks import errors
from pico.vertical.sua.terms.checks import CheckState, MissingCupState

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HEAD = (
    '"cig";"numero_gara";"oggetto_lotto";"importo_lotto";"oggetto_principale_contratto";'
    '"luogo_istat";"codice_ausa";"cf_amministrazione_appaltante";"cod_cpv";"CUP";"Flag_PNRR_PNC"\n'
)
ROWS = (
    '"9642637BC5";"100";"Ponte";"90000.0";"LAVORI";"";"216111.0";"00481880268";"45233141-9";"";"1"\n'
    '"8965966534";"100";"Strada";"1000.0";"LAVORI";"026012";"0000216111";"00481880268";"45233141-9";"C11G06000000001";"1"\n'
    '"B1A47D9082";"200";"=Libri";"500.0";"FORNITURE";"";"";"";"22113000-5";"";"0"\n'
    '"A02CFF83E5";"300";"Scuola";"700.0";"LAVORI";"";"";"";"45233141-9";"000000000000000";"0"\n'
)  # fmt: skip


@pytest.fixture
def order(enti, actors):
    def call(content=HEAD + ROWS, who="treviso.sua", name="cig.csv"):
        upload = SimpleUploadedFile(name, content.encode())
        check = files.order_check(
            content=upload, name=name, size=upload.size, sua=enti[TREVISO], actor=actors[who],
            now=NOW,
        )  # fmt: skip
        files.run_check(check_id=check.pk, now=NOW)
        check.refresh_from_db()
        return check

    return call


def test_a_file_is_checked_row_by_row(order):
    check = order()
    assert (check.state, check.rows) == (CheckState.DONE, 4)
    assert check.counts == {
        "cup_missing_pnrr": 1, "cig_invalid": 1, "cup_placeholder": 1, "cup_missing": 1,
    }  # fmt: skip
    assert (check.errors, check.warnings) == (2, 2)
    assert [one["row"] for one in check.findings] == [2, 4, 5, 5]


def test_the_report_is_downloaded_as_csv_and_as_workbook(order, sign_in):
    check = order()
    client = sign_in("treviso.dirigente")
    address = f"/treviso/sua/controlli/file/{check.pk}/rapporto/"
    csv = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    assert csv.splitlines()[0].startswith("Riga;Gravità")
    assert "B1A47D9082" in csv
    sheet = b"".join(client.get(f"{address}?formato=xlsx").streaming_content)
    rows = list(load_workbook(BytesIO(sheet)).active.iter_rows(values_only=True))
    assert len(rows) == 5
    page = client.get(f"/treviso/sua/controlli/file/{check.pk}/").content.decode()
    assert "CIG non valido" in page


@pytest.mark.parametrize("name", ["comune1.rup", "brescia.sua", "upi.admin"])
def test_the_file_of_others_is_not_there(order, sign_in, name):
    check = order()
    client = sign_in(name)
    assert client.get(f"/treviso/sua/controlli/file/{check.pk}/").status_code == 404
    assert client.get(f"/treviso/sua/controlli/file/{check.pk}/rapporto/").status_code == 404
    assert "cig.csv" not in client.get("/treviso/sua/controlli/file/").content.decode()


def test_run_again_a_check_begins_anew(order):
    check = order()
    files.run_check(check_id=check.pk, now=NOW)
    assert FileCheck.objects.get().counts == check.counts
    assert MissingCup.objects.count() == 2


def test_a_file_without_a_heading_says_so(order):
    check = order("Mario;Rossi\n1;2\n")
    assert check.state == CheckState.FAILED
    assert "intestazione" in check.problem


def test_a_file_of_another_kind_is_refused(order):
    with pytest.raises(Refusal) as refused:
        order(name="cig.xlsx")
    assert refused.value.code == "wrong_file"
    assert not FileCheck.objects.exists()


# Pasted codes -----------------------------------------------------------------------------------


def test_pasted_codes_are_judged_and_not_kept(sign_in):
    given = {"codes": "9642637BC5\nB1A47D9082\nC11G06000000001\n12345"}
    page = sign_in("comune1.rup").post("/treviso/sua/controlli/", given).content.decode()
    assert "2 codici da rivedere" in page
    assert page.count("va bene") == 2
    assert not FileCheck.objects.exists()


# A CIG confirmed by hand ------------------------------------------------------------------------


def confirm(enti, actor, cig="B1A47D9082", reason="Così nella PCP: verificato al telefono"):
    return healing.confirm_cig(cig=cig, reason=reason, sua=enti[TREVISO], actor=actor, now=NOW)


def test_an_administrator_confirms_a_wrong_cig_with_a_reason(order, enti, actors):
    confirm(enti, actors["treviso.dirigente"])
    check = order()
    assert check.counts["cig_confirmed"] == 1
    assert "cig_invalid" not in check.counts


@pytest.mark.parametrize(
    ("who", "fields", "code"),
    [
        ("treviso.sua", {}, "not_permitted"),
        ("comune1.rup", {}, "not_permitted"),
        ("treviso.dirigente", {"reason": " "}, "no_reason"),
        ("treviso.dirigente", {"cig": "123"}, "not_a_cig"),
        ("treviso.dirigente", {"cig": "9642637BC5"}, "is_sound"),
    ],
)
def test_who_and_what_confirms_no_cig(enti, actors, who, fields, code):
    with pytest.raises(Refusal) as refused:
        confirm(enti, actors[who], **fields)
    assert refused.value.code == code
    assert not ConfirmedCig.objects.exists()


# CIG senza CUP ----------------------------------------------------------------------------------


def test_the_only_cup_of_the_tender_is_proposed_and_who_must_act_is_named(order, enti):
    enti[COMUNE_1].fiscal_code = "00481880268"
    enti[COMUNE_1].save()
    order()
    bridge = MissingCup.objects.get(cig="9642637BC5")
    assert (bridge.proposed_cup, bridge.ente) == ("C11G06000000001", enti[COMUNE_1])
    assert "gara 100" in bridge.proposed_because
    assert MissingCup.objects.get(cig="A02CFF83E5").proposed_cup == ""


def test_the_ente_that_must_act_heals_and_others_see_nothing(order, enti, sign_in):
    enti[COMUNE_1].fiscal_code = "00481880268"
    enti[COMUNE_1].save()
    order()
    bridge = MissingCup.objects.get(cig="9642637BC5")
    address = f"/treviso/sua/controlli/senza-cup/{bridge.pk}/"
    assert sign_in("comune2.referente").get(address).status_code == 404
    assert sign_in("brescia.sua").post(f"{address}collega/", {"cup": "x"}).status_code == 404
    client = sign_in("comune1.referente")
    assert "9642637BC5" in client.get("/treviso/sua/controlli/senza-cup/").content.decode()
    client.post(f"{address}collega/", {"cup": "C11G06000000001"})
    bridge.refresh_from_db()
    assert (bridge.state, bridge.cup) == (MissingCupState.LINKED, "C11G06000000001")


@pytest.mark.parametrize("cup", ["", "0" * 15, "C11G0600000000"])
def test_a_wrong_cup_heals_nothing(order, actors, cup):
    order()
    missing = MissingCup.objects.get(cig="A02CFF83E5")
    with pytest.raises(Refusal) as refused:
        healing.link_cup(missing=missing, cup=cup, actor=actors["treviso.sua"], now=NOW)
    assert refused.value.code == "wrong_cup"
    missing.refresh_from_db()
    assert missing.state == MissingCupState.OPEN


def test_pnrr_always_has_a_cup(order, actors):
    order()
    missing = MissingCup.objects.get(cig="9642637BC5")
    with pytest.raises(Refusal) as refused:
        healing.waive_cup(missing=missing, reason="No", actor=actors["treviso.sua"], now=NOW)
    assert refused.value.code == "cup_is_due"
    missing.refresh_from_db()
    assert missing.state == MissingCupState.OPEN


def test_two_officers_do_not_decide_twice(order, actors):
    order()
    missing = MissingCup.objects.get(cig="A02CFF83E5")
    given = {"missing": missing, "actor": actors["treviso.sua"], "now": NOW}
    healing.waive_cup(reason="Manutenzione ordinaria", **given)
    with pytest.raises(Refusal) as refused:
        healing.link_cup(cup="C11G06000000001", **given)
    assert refused.value.code == "decided"
    missing.refresh_from_db()
    assert missing.cup == ""


# Errors -----------------------------------------------------------------------------------------


@pytest.fixture
def dictionary(enti):
    content = json.dumps(
        [
            {"codice": "ERR97", "descrizione": {"it": "errore durante la validazione del CUP"}},
            {"codice": "TED_VALIDATION_FAILED", "descrizione": {"it": "errore TED"}},
        ]
    )
    healing.load_errors(content=content.encode(), actor=SYSTEM, now=NOW)
    healing.furnish_remedies(actor=SYSTEM, now=NOW)
    return content.encode()


def test_an_error_is_found_by_code_and_by_words(dictionary, sign_in):
    assert [one.code for one in errors("err97")] == ["ERR97"]
    assert errors("ted_validation").get().message == "errore TED"
    assert "ERR132" in [one.code for one in errors("verifica il cup presso")]
    page = sign_in("comune1.rup").get("/treviso/sua/controlli/errori/ERR97/").content.decode()
    assert "OpenCUP" in page
    assert sign_in("comune1.rup").get("/treviso/sua/controlli/errori/ERR0/").status_code == 404


def test_loading_again_keeps_what_was_explained(dictionary):
    explained = ErrorRemedy.objects.get(code="ERR97").remedy
    assert healing.load_errors(content=dictionary, actor=SYSTEM, now=NOW) == 0
    assert ErrorRemedy.objects.get(code="ERR97").remedy == explained
    assert healing.furnish_remedies(actor=SYSTEM, now=NOW) == 0


def test_every_remedy_of_the_module_has_cause_and_remedy(dictionary):
    assert ErrorRemedy.objects.exclude(remedy="").count() >= 30
    assert not ErrorRemedy.objects.exclude(remedy="").filter(cause="").exists()


def test_only_upi_and_who_runs_a_sua_explain(dictionary, actors, sign_in):
    before = ErrorRemedy.objects.get(code="ERR97").remedy
    with pytest.raises(Refusal) as refused:
        healing.change_remedy(
            code="ERR97", cause="x", remedy="y", actor=actors["comune1.referente"], now=NOW
        )
    assert refused.value.code == "not_permitted"
    assert ErrorRemedy.objects.get(code="ERR97").remedy == before
    form = {"message": "m", "cause": "Perché", "remedy": "Così"}
    client = sign_in("treviso.dirigente")
    client.post("/treviso/sua/controlli/errori/ERR97/modifica/", form)
    assert ErrorRemedy.objects.get(code="ERR97").remedy == "Così"


def test_a_file_that_is_no_list_changes_nothing(dictionary):
    with pytest.raises(Refusal) as refused:
        healing.load_errors(content=b'{"a": 1}', actor=SYSTEM, now=NOW)
    assert refused.value.code == "not_a_list"
    assert ErrorRemedy.objects.filter(code="ERR97").exists()


def test_the_lists_cost_the_same_for_many(order, enti, sign_in, django_assert_num_queries):
    order()
    client = sign_in("treviso.sua")
    address = "/treviso/sua/controlli/senza-cup/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    check = FileCheck.objects.get()
    MissingCup.objects.bulk_create(
        MissingCup(check_of=check, cig=f"X{n:09d}", ente=enti[COMUNE_2]) for n in range(15)
    )
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(address)
