"""Pages of who keeps the data: loads, a file brought by hand, who is who; the public page of sources."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.enti.models import Ente
from pico.core.jobs.models import Job
from pico.core.jobs.terms import JobState
from pico.core.testing import cast

from ..actions import loading
from ..models import Load, Match
from ..terms.loads import LoadState
from ..terms.matches import MatchState
from . import files

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_marts")]
LOADS, BRING, MATCHES = "/dati/caricamenti/", "/dati/caricamenti/nuovo/", "/dati/chi-e-chi/"


@pytest.fixture
def load(tmp_path):
    def bring(name: str, *rows, **fields) -> Load:
        path = files.write(tmp_path, name, files.lots(*rows))
        found = loading.receive_file(path=path, name=name, actor=SYSTEM, now=NOW, **fields)
        return loading.run_load(load=found, actor=SYSTEM, now=NOW)

    return bring


def upload(rows, name="cig_csv_2023_06.csv") -> dict:
    return {"file": SimpleUploadedFile(name, files.lots(*rows).encode())}


@pytest.mark.parametrize("path", [LOADS, BRING, MATCHES])
def test_only_who_keeps_the_data_sees_these_pages(sign_in, client, path):
    assert client.get(path).status_code in (302, 403)
    assert sign_in("treviso.admin").get(path).status_code == 403
    assert sign_in("upi.admin").get(path).status_code == 200


def test_sources_are_for_everybody_with_their_licence_and_day(client, enti, load):
    load("cig_csv_2023_06.csv", *files.many(3))
    page = client.get("/dati/fonti/").content.decode()
    assert "CC BY-SA 4.0" in page
    assert "26\u00a0giu\u00a02023" in page
    assert "non caricato" in page


def test_a_file_is_brought_read_in_the_background_and_reported(
    sign_in, lake, django_capture_on_commit_callbacks
):
    client = sign_in("upi.admin")
    rows = [*files.many(9), {"cig": "0000000000"}]
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(BRING, upload(rows))
    found = Load.objects.get()
    assert done.headers["Location"].endswith(f"/dati/caricamenti/{found.pk}/")
    assert (found.state, found.person.username) == (LoadState.LOADED, "upi.admin")
    page = client.get(done.headers["Location"]).content.decode()
    assert "CIG assente o fatto di soli zeri" in page
    assert lake.rows("lots") == 9


def test_a_stopped_file_goes_on_with_a_reason(
    sign_in, load, lake, django_capture_on_commit_callbacks
):
    load("cig_csv_2023_06.csv", *files.many(20))
    stopped = load("cig_csv_2023_06.csv", *files.many(5))
    client = sign_in("upi.admin")
    url = reverse("observatory:load-override", args=[stopped.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert lake.rows("lots") == 20
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"reason": "Il mese è stato rettificato"})
    assert lake.rows("lots") == 5
    page = client.get(reverse("observatory:load", args=[stopped.pk])).content.decode()
    assert "Il mese è stato rettificato" in page
    assert "Rispetto alla versione di prima" in page


def test_a_refused_file_can_be_repeated(sign_in, load, django_capture_on_commit_callbacks):
    refused = load("cig_csv_2023_06.csv")
    assert refused.state == LoadState.REFUSED
    client = sign_in("upi.admin")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("observatory:load-repeat", args=[refused.pk]))
    refused.refresh_from_db()
    assert (refused.state, refused.error_code) == (LoadState.REFUSED, "nothing")


@pytest.mark.parametrize("path", [LOADS, MATCHES])
def test_lists_ask_as_many_statements_whatever_the_rows(
    sign_in, load, path, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in("upi.admin")

    def bring(number: int) -> None:
        load(
            f"cig_csv_2023_{number:02}.csv",
            *files.many(
                2,
                number * 10,
                cf_amministrazione_appaltante=f"0000000{number:04}",
                denominazione_amministrazione_appaltante=f"PROVINCIA DI LUOGO {number}",
            ),
        )

    bring(1)
    client.get(path)
    with django_assert_max_num_queries(60) as first:
        client.get(path)
    for number in range(2, 7):
        bring(number)
    with django_assert_num_queries(len(first)):
        client.get(path)


def test_who_is_who_is_decided_on_its_page(sign_in, load, enti, django_capture_on_commit_callbacks):
    load(
        "cig_csv_2023_06.csv",
        {"cf_amministrazione_appaltante": "00000000019", "denominazione_amministrazione_appaltante": "PROVINCIA DI ATLANTIDE"},
    )  # fmt: skip
    unknown = Match.objects.get()
    client, treviso = sign_in("upi.admin"), enti[cast.TREVISO]
    assert "PROVINCIA DI ATLANTIDE" in client.get(MATCHES).content.decode()
    page = reverse("observatory:match", args=[unknown.pk])
    assert client.post(page, {"ente": ""}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page, {"ente": treviso.pk})
    unknown.refresh_from_db()
    assert (unknown.state, unknown.ente) == (MatchState.CONFIRMED, Ente.objects.get(pk=treviso.pk))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("observatory:match-undo", args=[unknown.pk]))
        client.post(reverse("observatory:match-refuse", args=[unknown.pk]))
    unknown.refresh_from_db()
    assert unknown.state == MatchState.REFUSED


def test_others_decide_nothing_by_their_own_addresses(sign_in, load):
    found = load("cig_csv_2023_06.csv", *files.many(2))
    client = sign_in("treviso.admin")
    for name in ("load-repeat", "load-override"):
        assert client.post(reverse(f"observatory:{name}", args=[found.pk])).status_code == 404
    found.refresh_from_db()
    assert found.state == LoadState.LOADED


# A load that nobody reads any more ----------------------------------------------------------------


@pytest.fixture
def left(tmp_path):
    """A load that stands «In lavorazione», and its job in a state."""

    def make(job: str | None, received_at=None) -> Load:
        path = files.write(tmp_path, "cig_csv_2023_06.csv", files.lots(*files.many(9)))
        now = received_at or timezone.now()
        found = loading.receive_file(path=path, name=path.name, actor=SYSTEM, now=now)
        Load.objects.filter(pk=found.pk).update(state=LoadState.RUNNING)
        if job:
            loading.start_load(load=found, actor=SYSTEM)
            Job.objects.filter(key=f"load:{found.pk}").update(state=job)
        return found

    return make


@pytest.mark.parametrize("job", [JobState.FAILED, JobState.CANCELLED])
def test_a_load_whose_job_ended_is_shown_as_interrupted_and_starts_again(
    sign_in, left, job, django_capture_on_commit_callbacks
):
    found, client = left(job), sign_in("upi.admin")
    assert "Interrotto" in client.get(LOADS).content.decode()
    page = client.get(f"{LOADS}{found.pk}/").content.decode()
    assert "Nessuno lo sta più leggendo" in page
    assert "Ripeti" in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{LOADS}{found.pk}/ripeti/")
    found.refresh_from_db()
    assert (found.state, found.rows_kept) == (LoadState.LOADED, 9)


@pytest.mark.parametrize("job", [JobState.RUNNING, JobState.RETRYING, JobState.QUEUED, None])
def test_a_load_that_goes_on_is_not_interrupted(sign_in, left, job):
    found, client = left(job), sign_in("upi.admin")
    page = client.get(f"{LOADS}{found.pk}/").content.decode()
    assert "In lavorazione" in page
    assert "Interrotto" not in page
    client.post(f"{LOADS}{found.pk}/ripeti/")
    found.refresh_from_db()
    assert found.state == LoadState.RUNNING


def test_one_from_the_command_line_is_interrupted_after_a_day(sign_in, left):
    found = left(None, timezone.now() - timedelta(days=2))
    page = sign_in("upi.admin").get(f"{LOADS}{found.pk}/").content.decode()
    assert "Interrotto" in page
