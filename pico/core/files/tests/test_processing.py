"""Antivirus, text and previews: bounded, retried, and honest about what was not done."""

import subprocess
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from pico.core.audit.models import AuditLine
from pico.core.files import actions, antivirus, queries, tasks, vault
from pico.core.files.actions import storing
from pico.core.files.limits import Limits, limits
from pico.core.files.models import FileText, FileVersion, StoredFile
from pico.core.files.reading import Task
from pico.core.files.reading.apart import Unreadable, read_document
from pico.core.files.terms import ScanState, TextState
from pico.core.files.tests import factories as make
from pico.core.files.tests.conftest import EICAR
from pico.core.foundation.errors import Refusal
from pico.core.jobs.models import Job
from pico.core.jobs.terms import JobState

NOW = make.NOW


@pytest.fixture
def upload(actors):
    def send(content=b"Prova.", name="prova.txt", who="treviso.sua"):
        actor = actors[who]
        return actions.upload_file(
            content=ContentFile(content), name=name, scope="platform", actor=actor, now=NOW
        )

    return send


# Antivirus -----------------------------------------------------------------------------------------


def test_a_file_in_scansione_is_seen_by_its_author_only(clamd, upload, actors):
    file = upload()
    assert file.current is None
    assert queries.visible_files(actors["treviso.sua"]).exists()
    assert not queries.visible_files(actors["treviso.admin"]).exists()


def test_a_clean_file_is_published_by_the_scan(clamd, upload, actors, commits):
    with commits():
        file = upload()
    file.refresh_from_db()
    assert file.current.scan_state == ScanState.CLEAN
    assert queries.visible_files(actors["brescia.admin"]).exists()
    assert clamd.scanned == [b"Prova."]


def test_a_virus_is_blocked_and_its_bytes_deleted(clamd, upload, actors, commits):
    with commits():
        file = upload(EICAR)
    version = file.versions.get()
    assert (version.scan_state, version.scan_detail) == (ScanState.BLOCKED, "Win.Test.EICAR_HDB-1")
    assert not vault.storage().exists(vault.key_of(version.sha256))
    assert not queries.visible_files(actors["brescia.admin"]).exists()


def test_a_known_virus_is_refused_at_the_door(clamd, upload, commits):
    with commits():
        upload(EICAR)
    with pytest.raises(Refusal) as refusal:
        upload(EICAR)
    assert refusal.value.code == "blocked_content"
    assert StoredFile.objects.count() == 1


def test_a_virus_inside_a_signed_envelope_is_blocked(clamd, upload, commits, monkeypatch):
    inner = EICAR + b" "
    with commits():
        file = upload(make.make_p7m(inner, pieces=True), "a.txt.p7m")
    assert file.versions.get().scan_state == ScanState.BLOCKED
    assert not FileVersion.objects.exclude(inner_key="").exists()


def test_readers_keep_the_last_clean_version_while_the_new_one_is_scanned(
    clamd, upload, actors, commits
):
    with commits():
        file = upload()
    clamd.answer = b"stream: Virus FOUND\0"
    with commits():
        actions.add_version(
            file=file, content=ContentFile(b"Due"), name="a.txt", note="x",
            actor=actors["treviso.sua"], now=NOW,
        )  # fmt: skip
    file.refresh_from_db()
    assert file.current.number == "1.0"


def test_while_clamd_is_down_the_file_stays_in_scansione(upload, commits, settings):
    settings.CLAMD_HOST, settings.CLAMD_PORT = "127.0.0.1", 1
    with commits():
        file = upload()
    assert file.versions.get().scan_state == ScanState.SCANNING
    file.refresh_from_db()
    assert file.current is None


def test_when_clamd_is_back_what_waited_is_scanned(clamd, upload, commits, settings):
    port, settings.CLAMD_PORT = settings.CLAMD_PORT, 1
    with commits():
        file = upload()
    settings.CLAMD_PORT = port
    with commits():
        tasks.scan_waiting()
    file.refresh_from_db()
    assert file.current.scan_state == ScanState.CLEAN


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK but\0", b"\0", b"stream: "]
)
def test_an_answer_that_is_not_ok_is_not_clean(clamd, upload, commits, answer):
    clamd.answer = answer
    with commits():
        file = upload()
    assert file.versions.get().scan_state == ScanState.SCANNING


def test_why_a_file_still_waits_is_told(clamd, upload, commits):
    clamd.answer = b"INSTREAM size limit exceeded. ERROR\0"
    with commits():
        file = upload()
    assert file.versions.get().scan_detail == "INSTREAM size limit exceeded. ERROR"


def test_a_big_content_arrives_at_clamd_whole(clamd, db, vault_folder):
    content = bytes(range(256)) * 12_000
    vault.put(ContentFile(content), "content/big")
    assert antivirus.scan("content/big").is_clean
    assert clamd.scanned == [content]


def test_two_scans_of_one_version_tell_once(clamd, upload, monkeypatch):
    version = upload().versions.get()
    scan = antivirus.scan

    def scan_twice(key):
        monkeypatch.setattr(antivirus, "scan", scan)
        actions.scan_version(version_id=version.pk, now=NOW)
        return scan(key)

    monkeypatch.setattr(antivirus, "scan", scan_twice)
    actions.scan_version(version_id=version.pk, now=NOW)
    assert AuditLine.objects.filter(event="files.version.scanned").count() == 1


def test_a_publication_is_announced_when_the_scan_ends(clamd, upload, commits, monkeypatch):
    heard = []
    monkeypatch.setattr(storing, "announce", lambda name, **more: heard.append(name))
    upload()
    assert heard == []
    tasks.scan_waiting()
    assert heard == ["files.file.published"]


def test_a_scan_that_failed_is_tried_again_by_its_job(upload, commits, settings):
    settings.CLAMD_HOST, settings.CLAMD_PORT = "127.0.0.1", 1
    with commits():
        upload()
    job = Job.objects.get(name="pico.core.files.tasks.scan_version")
    assert job.state == JobState.RETRYING


# Text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (lambda: make.make_pdf("Zibaldone"), "a.pdf"),
        (lambda: make.make_docx("Zibaldone"), "a.docx"),
        (lambda: make.make_odt("Zibaldone"), "a.odt"),
        (lambda: make.make_xlsx([["Comune", "Zibaldone"], ["Conegliano", 34000]]), "a.xlsx"),
        (lambda: "perché: Zibaldone".encode("cp1252"), "a.txt"),
        (lambda: b"comune;nota\nConegliano;Zibaldone\n", "a.csv"),
        (lambda: b"<?xml version='1.0'?><a><b>Zibaldone</b></a>", "a.xml"),
        (lambda: make.make_p7m(make.make_pdf("Zibaldone")), "a.pdf.p7m"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_text_of_a_document_is_read(upload, commits, made, name):
    with commits():
        file = upload(made(), name)
    version = file.versions.get()
    assert version.text_state == TextState.READ
    assert "Zibaldone" in version.text.content


def test_a_text_beyond_the_limit_is_cut_and_said(upload, commits, settings):
    settings.FILES = {"is_read_apart": False, "text_characters": 100}
    with commits():
        file = upload(b"parola " * 100)
    version = file.versions.get()
    assert version.text_state == TextState.PARTIAL
    assert len(version.text.content) <= 100


def test_a_pdf_gets_its_first_pages_as_pictures(upload, commits):
    with commits():
        file = upload(make.make_pdf(), "a.pdf")
    version = file.versions.get()
    assert (version.page_count, version.preview_count) == (1, 1)
    picture = b"".join(vault.pieces(vault.preview_key(version.sha256, 1)))
    assert picture.startswith(b"\x89PNG")


def test_an_image_gets_a_smaller_picture(upload, commits):
    with commits():
        file = upload(make.make_image(size=(3000, 1000)), "a.png")
    assert file.versions.get().preview_count == 1


def test_a_pdf_that_cannot_be_read_stays_without_text(upload, commits):
    with commits():
        file = upload(b"%PDF-1.7\nrotto\n%%EOF\n", "a.pdf")
    assert file.versions.get().text_state == TextState.FAILED
    assert not FileText.objects.exists()


def task(path: Path, folder: Path, media_type="application/pdf") -> Task:
    bounds = limits()
    return Task(
        str(path), media_type, str(folder), bounds.text_characters, bounds.text_pages,
        bounds.preview_pages, bounds.preview_width, bounds.image_pixels,
    )  # fmt: skip


def test_a_document_is_read_in_a_process_of_its_own(tmp_path):
    path = tmp_path / "document"
    path.write_bytes(make.make_pdf("Zibaldone"))
    reading = read_document(task(path, tmp_path), Limits())
    assert "Zibaldone" in reading.text
    assert (tmp_path / "1.png").exists()


def test_a_plain_text_needs_no_process_of_its_own(tmp_path, monkeypatch):
    path = tmp_path / "document"
    path.write_text("Zibaldone")
    monkeypatch.setattr(subprocess, "run", None)
    assert read_document(task(path, tmp_path, "text/plain"), Limits()).text == "Zibaldone"


def test_a_document_that_needs_too_much_memory_is_given_up(tmp_path):
    path = tmp_path / "document"
    path.write_bytes(make.make_image(size=(5000, 5000)))
    with pytest.raises(Unreadable, match="MemoryError"):
        read_document(task(path, tmp_path, "image/png"), Limits(read_memory_bytes=80_000_000))


def test_a_document_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    def stall(*args, timeout, **kwargs):
        raise subprocess.TimeoutExpired("reading", timeout)

    monkeypatch.setattr(subprocess, "run", stall)
    with pytest.raises(Unreadable):
        read_document(task(tmp_path / "document", tmp_path), Limits())
