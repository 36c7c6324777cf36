"""What is fetched by the clock: which addresses, when, what comes of it, who is told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from pico.core.access.actor import SYSTEM
from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.jobs.models import Job
from pico.core.notices.models import Notice

from ..actions import scheduled_downloads
from ..models import Load, ScheduledDownload
from ..rules.addresses import addresses, is_due, unknown_marks
from ..rules.sources import SOURCES
from ..terms.downloads import DownloadOutcome
from ..terms.loads import LoadState
from . import files

NOW = datetime(2026, 1, 20, 2, tzinfo=UTC)
MONTHLY = "https://dati.example/cig-{YYYY}/cig_csv_{YYYY}_{MM}.zip"
VALUES = {
    "dataset": "anac_cig", "address": "https://dati.example/cig_csv_{YYYY}_{MM}.csv",
    "cadence": "WEEKLY", "back": 1, "is_on": True,
}  # fmt: skip
LIST, NEW = "/dati/caricamenti/automatici/", "/dati/caricamenti/automatici/nuovo/"


# Addresses and turns ----------------------------------------------------------------------------


def test_a_monthly_address_is_asked_across_the_new_year():
    assert addresses(MONTHLY, date(2026, 1, 20), 2) == [
        "https://dati.example/cig-2026/cig_csv_2026_01.zip",
        "https://dati.example/cig-2025/cig_csv_2025_12.zip",
        "https://dati.example/cig-2025/cig_csv_2025_11.zip",
    ]


def test_a_delta_is_asked_by_the_day_a_yearly_file_by_the_year_another_once():
    day = date(2026, 3, 1)
    assert addresses("d/{YYYY}{MM}{DD}-cig.zip", day, 1) == ["d/20260301-cig.zip", "d/20260228-cig.zip"]  # fmt: skip
    assert addresses("d/{YYYY}.zip", day, 1) == ["d/2026.zip", "d/2025.zip"]
    assert addresses("d/all.zip", day, 5) == ["d/all.zip"]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 24))
def test_each_turn_back_is_another_address(today, back):
    found = addresses(MONTHLY, today, back)
    assert len(set(found)) == back + 1
    assert not any(unknown_marks(one) for one in found)


def test_a_source_is_due_when_its_turn_came():
    today = date(2026, 1, 20)
    assert is_due("MONTHLY", None, today)
    assert is_due("DAILY", today - timedelta(days=1), today)
    assert not is_due("WEEKLY", today - timedelta(days=6), today)
    assert is_due("WEEKLY", today - timedelta(days=7), today)


def test_the_addresses_that_are_known_can_be_asked():
    known = [one.download for one in SOURCES.values() if one.download]
    assert known
    assert not any(unknown_marks(one) for one in known)


# Asking -----------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path):
    """A site: what it holds by the end of the address; asked again it says that nothing changed."""
    holds, given_out = {}, {}

    def fetch(*, url, actor, tell):
        name = url.rsplit("/", 1)[-1]
        if name not in holds:
            raise Refusal("Il sito risponde 404: controlla l'indirizzo del file.", code="not_there")
        if given_out.get(name) == holds[name]:
            return None
        given_out[name] = holds[name]
        return files.write(tmp_path, name, holds[name])

    fetch.holds = holds
    return fetch


@pytest.fixture
def source(db):
    return ScheduledDownload.objects.create(**VALUES)


def ask(source, site, now=NOW):
    return scheduled_downloads.run_download(source=source, actor=SYSTEM, now=now, fetch=site)


@pytest.mark.usefixtures("without_marts")
def test_what_is_new_is_loaded_and_what_did_not_change_is_not(source, site, lake):
    site.holds["cig_csv_2025_12.csv"] = files.lots(*files.many(9))
    done = ask(source, site)
    assert (done.outcome, done.tried_at, done.failures) == (DownloadOutcome.NEW, NOW, 0)
    assert lake.rows("lots") == 9
    load = Load.objects.get()
    assert (load.state, load.url) == (LoadState.LOADED, "https://dati.example/cig_csv_2025_12.csv")
    again = ask(source, site)
    assert (again.outcome, again.note) == (DownloadOutcome.SAME, "")
    assert Load.objects.count() == 1


@pytest.mark.usefixtures("without_marts")
def test_a_month_that_is_not_out_yet_is_no_failure_but_none_at_all_is(source, site):
    site.holds["cig_csv_2025_12.csv"] = files.lots(*files.many(3))
    assert ask(source, site).outcome == DownloadOutcome.NEW
    site.holds.clear()
    failed = ask(source, site)
    assert failed.outcome == DownloadOutcome.FAILED
    assert "404" in failed.note


@pytest.mark.usefixtures("without_marts")
def test_a_file_that_does_not_pass_leaves_the_data_and_says_why(source, site, lake):
    site.holds["cig_csv_2026_01.csv"] = files.lots(*files.many(20))
    ask(source, site)
    site.holds["cig_csv_2026_01.csv"] = files.lots(*files.many(4))
    failed = ask(source, site)
    assert failed.outcome == DownloadOutcome.FAILED
    assert "meno della metà" in failed.note
    assert lake.rows("lots") == 20


def test_who_keeps_the_data_is_told_at_the_third_bad_turn_once(source, site, people):
    for turn in range(4):
        ask(source, site, NOW + timedelta(days=turn))
        told = Notice.objects.filter(kind="observatory.download.failed").count()
        assert told == (1 if turn >= 2 else 0)
    assert Notice.objects.get(kind="observatory.download.failed").person == people["upi.admin"]


def test_only_those_are_asked_that_are_on_and_due(source, django_capture_on_commit_callbacks):
    ScheduledDownload.objects.create(
        **{**VALUES, "address": "https://a.example/a.zip", "is_on": False}
    )
    ScheduledDownload.objects.create(
        **{**VALUES, "address": "https://a.example/b.zip", "tried_at": NOW}
    )
    assert scheduled_downloads.ask_for_due(now=NOW) == 1
    assert Job.objects.filter(key=f"download:{source.pk}").count() == 1


# Pages ------------------------------------------------------------------------------------------


def test_an_address_is_added_changed_and_taken_away(sign_in):
    client = sign_in("upi.admin")
    page = client.get(f"{NEW}?archivio=anac_cig").content.decode()
    assert "cig_csv_{YYYY}_{MM}.zip" in page
    client.post(NEW, {**VALUES, "is_on": "on"})
    kept = ScheduledDownload.objects.get()
    page = client.get(LIST).content.decode()
    assert kept.address in page
    assert "Mai provato" in page
    client.post(f"{LIST}{kept.pk}/", {**VALUES, "cadence": "DAILY", "is_on": "on"})
    kept.refresh_from_db()
    assert kept.cadence == "DAILY"
    client.post(f"{LIST}{kept.pk}/togli/")
    assert not ScheduledDownload.objects.exists()
    assert [line.event.rsplit(".")[-1] for line in AuditLine.objects.filter(event__startswith="observatory.download").order_by("position")] == ["kept", "kept", "dropped"]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"address": "ftp://dati.example/x.zip"}, "Scrivi un indirizzo web intero"),
        ({"address": "https://dati.example/{ANNO}.zip"}, "non si riconosce"),
        ({"address": "https://dati.example/gia.zip"}, "già nell&#x27;elenco"),
        ({"back": 99}, "24"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(sign_in, change, words):
    ScheduledDownload.objects.create(**{**VALUES, "address": "https://dati.example/gia.zip"})
    answer = sign_in("upi.admin").post(NEW, {**VALUES, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert ScheduledDownload.objects.count() == 1


def test_one_asks_now_and_the_work_is_done_once(sign_in, source):
    client = sign_in("upi.admin")
    for _turn in range(2):
        client.post(f"{LIST}{source.pk}/scarica/")
    assert Job.objects.filter(key=f"download:{source.pk}").count() == 1


@pytest.mark.parametrize("path", ["", "{pk}/"])
def test_who_does_not_keep_the_data_sees_none_of_it(sign_in, client, source, path):
    address = LIST + path.format(pk=source.pk)
    assert client.get(address).status_code in (302, 403, 404)
    assert sign_in("treviso.admin").get(address).status_code in (403, 404)


def test_who_does_not_keep_the_data_changes_none_of_it(sign_in, source):
    client = sign_in("treviso.admin")
    for step in ("scarica/", "togli/"):
        assert client.post(f"{LIST}{source.pk}/{step}").status_code in (403, 404)
    assert client.post(NEW, VALUES).status_code == 403
    assert ScheduledDownload.objects.count() == 1
    assert not Job.objects.filter(key__startswith="download:").exists()


def test_the_list_asks_the_same_whatever_the_rows(sign_in, source):
    client = sign_in("upi.admin")
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for at in range(15):
        ScheduledDownload.objects.create(**{**VALUES, "address": f"https://dati.example/{at}.zip"})
    with CaptureQueriesContext(connection) as many:
        page = client.get(LIST).content.decode()
    assert "https://dati.example/14.zip" in page
    assert len(many) == len(few)
