"""A ZIP too large to wait for is made by a job, with one's rights, and kept for a day."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from pico.core.files import vault
from pico.core.files.tests.factories import make_file
from pico.core.foundation.errors import Refusal
from pico.core.jobs.models import Job
from pico.core.notices.models import Notice
from pico.core.people.models import Membership
from pico.core.people.terms import MembershipState
from pico.core.testing import cast

from ..actions import archiving
from ..models import DocumentOpening
from ..queries import archives as queries
from ..queries import documents
from . import papers


@pytest.fixture
def full(territory, people, treviso, monkeypatch):
    """A folder of the territory with three documents, one of them the Province's alone; too large."""
    monkeypatch.setattr("pico.horizontal.community.views.documents.many.ZIP_FILES", 1)
    inner = papers.make_folder(
        treviso, people["treviso.redattore"], "ter:026", "Anno 2026", territory
    )
    author = people["treviso.redattore"]
    papers.make_document(territory, author, title="Statuto", name="statuto.txt", content=b"uno")
    papers.make_document(inner, author, title="Piano", name="piano.txt", content=b"due")
    papers.make_document(
        inner, author, f"ente:{treviso.pk}", "Riservato", name="riservato.txt", content=b"tre"
    )
    return territory


def ask(reader, folder, capture):
    with capture(execute=True):
        return reader.get(f"/community/documenti/cartelle/{folder.pk}/zip/")


def bytes_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_large_folder_is_made_by_a_job_and_downloaded(
    full, sign_in, django_capture_on_commit_callbacks, people
):
    reader = sign_in("comune1.rup")
    answer = ask(reader, full, django_capture_on_commit_callbacks)
    job = Job.objects.get(name=queries.JOB)
    assert answer.url == f"/community/documenti/archivi/{job.pk}/"
    assert "È pronto" in reader.get(answer.url).content.decode()
    got = reader.get(f"{answer.url}scarica/")
    assert 'filename="regolamenti.zip"' in got["Content-Disposition"]
    inside = zipfile.ZipFile(io.BytesIO(bytes_of(got)))
    assert sorted(inside.namelist()) == ["Anno 2026/piano.txt", "statuto.txt"]
    assert inside.read("Anno 2026/piano.txt") == b"due"
    told = Notice.objects.get(kind="community.archive.ready")
    assert (told.person, told.url) == (people["comune1.rup"], answer.url)


def test_a_cut_download_goes_on(full, sign_in, django_capture_on_commit_callbacks):
    reader = sign_in("comune1.rup")
    place = ask(reader, full, django_capture_on_commit_callbacks).url
    whole = bytes_of(reader.get(f"{place}scarica/"))
    rest = reader.get(f"{place}scarica/", headers={"Range": "bytes=10-"})
    assert rest.status_code == 206
    assert bytes_of(rest) == whole[10:]


def test_it_is_for_who_asked_and_for_a_day(full, sign_in, django_capture_on_commit_callbacks):
    place = ask(sign_in("comune1.rup"), full, django_capture_on_commit_callbacks).url
    for other in ("comune1.referente", "treviso.admin", "upi.admin"):
        assert sign_in(other).get(place).status_code == 404
        assert sign_in(other).get(f"{place}scarica/").status_code == 404
    job = Job.objects.get(name=queries.JOB)
    Job.objects.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(hours=25))
    reader = sign_in("comune1.rup")
    assert reader.get(f"{place}scarica/").status_code == 404
    assert "scaduto" in reader.get(place).content.decode()
    assert archiving.forget_archives(now=timezone.now()) == 1
    assert not vault.storage().exists(queries.key_of(job.key))
    assert archiving.forget_archives(now=timezone.now()) == 0


def test_what_one_lost_meanwhile_is_not_in_it(full, actors, people):
    job = archiving.order_archive(folder=full, actor=actors["comune1.rup"], now=timezone.now())
    again = archiving.order_archive(folder=full, actor=actors["comune1.rup"], now=timezone.now())
    assert again == job
    Membership.objects.filter(person=people["comune1.rup"]).update(state=MembershipState.CEASED)
    with pytest.raises(Refusal) as caught:
        archiving.make_archive(token=job.key, folder_id=full.pk, now=timezone.now(),
                               membership_id=actors["comune1.rup"].membership_id)  # fmt: skip
    assert caught.value.code == "not_permitted"
    assert not vault.storage().exists(queries.key_of(job.key))


def test_too_much_is_too_much(full, actors, monkeypatch):
    monkeypatch.setattr(archiving, "ARCHIVE_FILES", 1)
    with pytest.raises(Refusal) as caught:
        archiving.order_archive(folder=full, actor=actors["comune1.rup"], now=timezone.now())
    assert caught.value.code == "zip_too_big"
    assert not Job.objects.filter(name=queries.JOB).exists()


# Recenti -----------------------------------------------------------------------------------------


def test_what_one_opened_is_told_from_what_changed(full, sign_in, actors, people):
    reader = sign_in("comune1.rup")
    found = documents.documents_in(full, actors["comune1.rup"]).get()
    reader.get(f"/community/documenti/{found.pk}/")
    reader.get(f"/community/documenti/{found.pk}/")
    page = reader.get("/community/documenti/recenti/").content.decode()
    assert page.index("Aperti da te") < page.index("Statuto") < page.index("Cambiati da poco")
    assert DocumentOpening.objects.get().person == people["comune1.rup"]
    assert (
        "Aperti da te"
        not in sign_in("comune2.referente").get("/community/documenti/recenti/").content.decode()
    )


def test_what_one_may_no_longer_read_is_not_among_the_opened(full, sign_in, actors, people, enti):
    sign_in("comune1.rup").get(
        f"/community/documenti/{documents.documents_in(full, actors['comune1.rup']).get().pk}/"
    )
    opened = DocumentOpening.objects.get()
    assert documents.opened_documents(actors["comune1.rup"]).exists()
    opened.document.file.scope = f"ente:{enti[cast.TREVISO].pk}"
    opened.document.file.save(update_fields=["scope"])
    assert not documents.opened_documents(actors["comune1.rup"]).exists()


def test_covers_and_attachments_are_no_documents(full, sign_in, people, treviso, actors):
    author = people["treviso.redattore"]
    make_file(treviso, author, f"ente:{treviso.pk}", title="copertina-941", module="community")
    page = sign_in("treviso.sua").get("/community/documenti/recenti/").content.decode()
    assert "Statuto" in page
    assert "copertina-941" not in page
    assert documents.changed_since(papers.NOW - timedelta(days=1), actors["treviso.sua"]) == 3
