"""What becomes of files that come: kept as they are, refused with a sentence, old data intact."""

import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

import duckdb
import openpyxl
import pytest

from pico.core.access.actor import ANONYMOUS, SYSTEM
from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice

from ..actions import loading
from ..models import Load
from ..rules import publishing
from ..terms.loads import LoadState
from . import files

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_marts")]


@pytest.fixture
def load(tmp_path):
    def bring(name: str, content, **fields):
        path = files.write(tmp_path, name, content)
        found = loading.receive_file(path=path, name=name, actor=SYSTEM, now=NOW, **fields)
        return loading.run_load(load=found, actor=SYSTEM, now=NOW)

    return bring


@pytest.fixture
def before(load) -> Load:
    """Twenty lots of June 2023, loaded."""
    return load("cig_csv_2023_06.csv", files.lots(*files.many(20)))


def cigs(lake) -> set[str]:
    return {row[0] for row in lake.connect().execute("SELECT cig FROM lots").fetchall()}


TWENTY = {files.cig(n) for n in range(20)}


def zipped(name: str, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


# Kept, once, with its versions ---------------------------------------------------------------


def test_a_file_is_kept_as_it_came(before, lake):
    raw = loading.raw_path(before, lake)
    assert raw.read_text() == files.lots(*files.many(20))
    assert (before.rows_read, before.rows_kept, before.rows_refused) == (20, 20, 0)
    assert lake.updated_on("lots").isoformat() == "2023-06-26"


def test_the_same_file_again_changes_nothing(before, load, lake):
    version = lake.catalogue().version
    again = load("altro-nome.csv", files.lots(*files.many(20)))
    assert again.pk == before.pk
    assert lake.catalogue().version == version
    assert Load.objects.count() == 1


def test_a_new_file_of_a_month_replaces_it_and_the_old_one_stays_known(before, load, lake):
    new = load("cig_csv_2023_06.csv", files.lots(*files.many(30)))
    before.refresh_from_db()
    assert (before.state, new.state) == (LoadState.REPLACED, LoadState.LOADED)
    assert (new.previous, new.rows_before) == (before, 20)
    assert len(cigs(lake)) == 30
    lake.go_back()
    assert cigs(lake) == TWENTY


def test_a_delta_replaces_lots_by_cig_and_adds_the_new(before, load, lake):
    delta = files.lots(
        *files.many(2, importo_lotto="7.0"), {"cig": files.cig(99), "importo_lotto": "8.0"}
    )
    load("20231001-cig_csv.csv", delta)
    found = lake.connect().execute("SELECT cig, lot_amount::INT FROM lots WHERE lot_amount < 10")
    assert sorted(found.fetchall()) == sorted(
        [(files.cig(0), 7), (files.cig(1), 7), (files.cig(99), 8)]
    )
    assert cigs(lake) == TWENTY | {files.cig(99)}
    assert lake.rows("lots") == 21


def test_a_delta_brought_twice_under_two_dates_counts_once(before, load, lake):
    load("20231001-cig_csv.csv", files.lots(*files.many(5, 50)))
    load("20231002-cig_csv.csv", files.lots(*files.many(5, 50), {"cig": files.cig(60)}))
    assert len(cigs(lake)) == lake.rows("lots") == 26


def test_rows_are_never_read_half_published(before, load, lake):
    """A reader that opened before goes on reading what was there."""
    reader = lake.connect()
    load("cig_csv_2023_06.csv", files.lots(*files.many(30)))
    assert reader.execute("SELECT count(*) FROM lots").fetchone() == (20,)


def test_an_interrupted_load_goes_on_from_what_was_read(before, load, lake, monkeypatch):
    def fall(*_args):
        raise OSError("disco")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "publish", fall)
        with pytest.raises(OSError, match="disco"):
            load("cig_csv_2023_07.csv", files.lots(*files.many(25, 100)))
    assert cigs(lake) == TWENTY
    fallen = Load.objects.get(part="2023-07")
    assert fallen.state == LoadState.REFUSED
    stage = lake.root / "work" / str(fallen.pk) / "stage.parquet"
    written = stage.stat().st_mtime_ns
    monkeypatch.setattr(loading.shutil, "rmtree", lambda *_args, **_named: None)
    loading.run_load(load=fallen, actor=SYSTEM, now=NOW)
    assert stage.stat().st_mtime_ns == written
    assert len(cigs(lake)) == 45


# Formats -------------------------------------------------------------------------------------


def test_zip_gzip_parquet_and_xlsx_bring_the_same_rows(load, lake, tmp_path):
    text = files.lots(*files.many(3))
    sheet = openpyxl.Workbook()
    for line in text.strip().split("\n"):
        sheet.active.append([cell.strip('"') for cell in line.split('";"')])
    saved = BytesIO()
    sheet.save(saved)
    csv = files.write(tmp_path, "plain.csv", text)
    parquet = tmp_path / "x.parquet"
    duckdb.connect().execute(
        f"COPY (SELECT * FROM read_csv('{csv}', all_varchar=true)) TO '{parquet}' (FORMAT parquet)"
    )
    for name, content in (
        ("cig_csv_2023_01.zip", zipped("cig_csv_2023_01.csv", text.encode())),
        ("cig_csv_2023_02.parquet", parquet.read_bytes()),
        ("cig_csv_2023_03.xlsx", saved.getvalue()),
    ):
        done = load(name, content)
        assert (done.state, done.rows_kept) == (LoadState.LOADED, 3), done.error
    assert cigs(lake) == {files.cig(n) for n in range(3)}


# Bad input: each said in words, old data intact ----------------------------------------------

RENAMED = [name if name != "importo_lotto" else "valore" for name in files.CIG_HEADER]
SHUFFLED = [*reversed(files.CIG_HEADER), "COLONNA_NUOVA"]
FEW = files.lots(*files.many(20))

WRONG = [
    (
        "missing columns",
        files.lots(*files.many(20), header=files.CIG_HEADER[:5]),
        "unknown_dataset",
        "Non riconosco",
    ),
    ("a needed one renamed", files.lots(*files.many(20), header=RENAMED), "missing_columns", "importo_lotto"),
    ("empty", "", "empty", "vuoto"),
    ("header only", files.lots(), "nothing", "nessuna riga"),
    ("a zip that is none", "questo non è uno zip", "not_a_zip", "non è uno zip"),
    ("half a zip", zipped("a.csv", FEW.encode() * 50)[:900], "broken_zip", "arrivato a metà"),
    ("a page of a firewall", "<html><title>Request Rejected</title></html>", "web_page", "pagina web"),
    ("a PDF", b"%PDF-1.7 ...", "not_a_table", "Serve una tabella"),
    ("half a Parquet", b"PAR1" + b"\0" * 40, "broken_parquet", "Parquet"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "content", "code", "words"), WRONG, ids=[c[0] for c in WRONG])
def test_a_bad_file_is_refused_in_words_and_old_data_stay(
    before, load, lake, case, content, code, words
):
    known = lake.catalogue()
    name = "cig_csv_2023_06.zip" if "zip" in case else "cig_csv_2023_06.csv"
    dataset = "anac_cig" if code == "missing_columns" else ""
    done = load(name, content, dataset=dataset)
    assert (done.state, done.error_code) == (LoadState.REFUSED, code)
    assert words in done.error
    assert lake.catalogue() == known
    assert cigs(lake) == TWENTY


def test_columns_in_another_order_and_a_new_one_are_understood_and_told(load, lake):
    done = load("cig_csv_2023_06.csv", files.lots(*files.many(20), header=SHUFFLED))
    assert done.state == LoadState.LOADED
    assert done.report["notes"] == ["Colonne nuove, non usate: COLONNA_NUOVA."]
    assert cigs(lake) == TWENTY


def test_rows_with_another_delimiter_are_refused_and_shown(load, lake):
    other = files.lots(*files.many(3, 500), delimiter=",").split("\n", 1)[1]
    done = load("cig_csv_2023_06.csv", FEW + other)
    assert done.state == LoadState.LOADED
    assert done.report["refused"] == {"separatore diverso da quello del file": 3}
    assert [row["line"] for row in done.report["sample"]] == ["22", "23", "24"]
    assert cigs(lake) == TWENTY


def test_a_row_with_broken_letters_is_refused_the_others_are_kept(load, lake):
    bad = files.lots({"cig": files.cig(77), "stato": "ATTIV@"}).split("\n", 1)[1].encode()
    accents = files.lots(*files.many(20, oggetto_lotto="Viabilità")).encode()
    done = load("cig_csv_2023_06.csv", accents + bad.replace(b"@", b"\xe0\xff"))
    assert done.report["refused"] == {"lettere illeggibili (UTF-8 rotto)": 1}
    assert cigs(lake) == TWENTY


def test_a_whole_file_in_the_letters_of_windows_is_read(load, lake):
    text = files.lots(*files.many(3, oggetto_lotto="Viabilità dell’altopiano")).replace("–", "-")
    done = load("cig_csv_2023_06.csv", text.encode("cp1252"))
    assert "cp1252" in done.report["notes"][0]
    found = lake.connect().execute("SELECT DISTINCT lot_object FROM lots").fetchall()
    assert found == [("Viabilità dell’altopiano",)]


def test_decimal_commas_are_understood(load, lake):
    load("cig_csv_2023_06.csv", files.lots({"importo_lotto": "1.234,50"}))
    assert str(lake.connect().execute("SELECT lot_amount FROM lots").fetchone()[0]) == "1234.50"


def test_impossible_days_of_publication_are_refused_with_the_reason(load, lake):
    odd = [
        {"cig": files.cig(90 + n), "data_pubblicazione": day}
        for n, day in enumerate(("0001-01-01", "2459-06-01", "2023-13-45"))
    ]
    done = load("cig_csv_2023_06.csv", files.lots(*files.many(20), *odd))
    assert done.report["refused"] == {"data di pubblicazione assente o impossibile": 3}
    assert cigs(lake) == TWENTY


def test_blank_rows_by_the_thousand_are_counted_and_dropped(load, lake):
    blank = ";" * (len(files.CIG_HEADER) - 1) + "\n"
    done = load("cig_csv_2023_06.csv", FEW + blank * 60_000)
    assert (done.rows_read, done.rows_kept, done.rows_refused) == (60_020, 20, 0)
    assert done.report["notes"] == ["Righe vuote saltate: 60000."]


def test_mixed_ends_of_line_and_line_breaks_in_a_field_are_read(load, lake):
    text = files.lots(*files.many(20, oggetto_lotto="Strada\nprovinciale"))
    lines = text.split('"\n"')
    mixed = '"\n"'.join(lines[:9]) + '"\r\n"' + '"\r\n"'.join(lines[9:])
    done = load("cig_csv_2023_06.csv", mixed)
    assert (done.rows_kept, done.rows_refused) == (20, 0)
    found = lake.connect().execute("SELECT DISTINCT lot_object FROM lots").fetchall()
    assert found == [("Strada provinciale",)]


# Stops ---------------------------------------------------------------------------------------


def test_half_the_rows_stop_loudly_and_an_officer_may_let_them_through(
    before, load, lake, people, actors
):
    stopped = load("cig_csv_2023_06.csv", files.lots(*files.many(9)))
    assert (stopped.state, stopped.error_code) == (LoadState.STOPPED, "fewer_rows")
    assert "meno della metà" in stopped.error
    assert cigs(lake) == TWENTY
    told = Notice.objects.get(kind="observatory.load.failed")
    assert told.person == people["upi.admin"]
    officer = actors["upi.admin"]
    with pytest.raises(Refusal, match="Scrivi perché"):
        loading.override_stop(load=stopped, reason=" ", actor=officer, now=NOW)
    loading.override_stop(load=stopped, reason="Mese rettificato.", actor=officer, now=NOW)
    loading.run_load(load=stopped, actor=SYSTEM, now=NOW)
    assert stopped.state == LoadState.LOADED
    assert len(cigs(lake)) == 9
    lines = AuditLine.objects.filter(subject_id=str(stopped.pk)).order_by("position")
    assert [line.event.rsplit(".")[-1] for line in lines] == [
        *("received", "stopped", "overridden", "loaded"),
    ]


def test_a_file_most_of_which_is_refused_stops(before, load, lake):
    bad = files.many(30, 200, cf_amministrazione_appaltante="")
    stopped = load("cig_csv_2023_07.csv", files.lots(*bad, *files.many(20, 300)))
    assert (stopped.state, stopped.error_code) == (LoadState.STOPPED, "mostly_refused")
    assert len(stopped.report["sample"]) == 20
    assert cigs(lake) == TWENTY


def test_only_who_keeps_the_data_brings_files(actors, tmp_path):
    path = files.write(tmp_path, "x.csv", FEW)
    for actor in (ANONYMOUS, actors["treviso.admin"]):
        with pytest.raises(Refusal):
            loading.receive_file(path=path, name="x.csv", actor=actor, now=NOW)
    assert not Load.objects.exists()


def test_what_is_current_is_not_repeated(before, actors):
    with pytest.raises(Refusal, match="già quello in uso"):
        loading.repeat_load(load=before, actor=actors["upi.admin"], now=NOW + timedelta(days=1))
    before.refresh_from_db()
    assert before.state == LoadState.LOADED
