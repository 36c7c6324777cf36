"""Ways in: a form with many files, one at a time, in pieces that go on after a cut."""

import hashlib
import io
import json
import tracemalloc
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pico.core.files import actions, vault
from pico.core.files.limits import MB
from pico.core.files.models import FileVersion, StoredFile, Upload
from pico.core.files.tests import factories as make
from pico.core.foundation.errors import Refusal
from pico.core.testing import cast

NOW = make.NOW


@pytest.fixture
def uploader(sign_in):
    return sign_in("treviso.sua")


@pytest.fixture
def form(enti):
    """What the page of the uploads sends, but for the files."""
    return {
        "kind": "OTHER",
        "title": "",
        "description": "",
        "scope": f"ente:{enti[cast.TREVISO].pk}",
    }


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


# The form ------------------------------------------------------------------------------------------


def test_a_form_stores_many_files_at_once(uploader, form):
    files = [sent("a.pdf", make.make_pdf("Uno")), sent("b.pdf", make.make_pdf("Due"))]
    response = uploader.post(reverse("files:upload"), form | {"files": files})
    assert response.status_code == 302
    assert set(StoredFile.objects.values_list("title", flat=True)) == {"a", "b"}


def test_one_refused_file_does_not_stop_the_others(uploader, form):
    files = [sent("a.pdf", make.make_pdf()), sent("b.pdf", b"MZ\0\0")]
    response = uploader.post(reverse("files:upload"), form | {"files": files})
    page = response.content.decode()
    assert StoredFile.objects.get().title == "a"
    assert "<strong>b.pdf</strong>" in page
    assert "programmi eseguibili" in page


def test_a_form_without_files_says_so(uploader, form):
    response = uploader.post(reverse("files:upload"), form)
    assert "Scegli almeno un file." in response.content.decode()


def test_a_corrected_name_is_said(uploader, form):
    answer = uploader.post(
        reverse("files:upload"), form | {"files": [sent("a.txt", make.make_pdf())]}, follow=True
    )
    assert "estensione del nome è stata corretta" in answer.content.decode()


def test_the_page_tells_kinds_size_and_room_before(uploader):
    page = uploader.get(reverse("files:upload")).content.decode()
    assert "PDF" in page
    assert "200" in page
    assert "Spazio dell&#x27;ente" in page or "Spazio dell'ente" in page


def test_a_form_that_is_too_big_is_refused_before_it_is_read(uploader, form, settings):
    settings.FILES = {"max_bytes": 10, "max_files": 1}
    response = uploader.post(
        reverse("files:upload"), form | {"files": [sent("a.txt", b"x" * 2 * MB)]}, follow=True
    )
    assert not StoredFile.objects.exists()
    assert response.status_code in {200, 409}


def test_a_form_without_its_token_is_refused(people, form):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(
        people["treviso.sua"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    response = strict.post(reverse("files:upload"), form | {"files": [sent("a.txt", b"x")]})
    assert response.status_code == 403
    assert not StoredFile.objects.exists()


def test_who_is_not_signed_in_uploads_nothing(db, enti):
    for name in ("upload", "arrive"):
        response = Client().post(reverse(f"files:{name}"), {"files": [sent("a.txt", b"x")]})
        assert response["X-Refusal"] == "sign_in"
    assert not StoredFile.objects.exists()


# One at a time, before the form --------------------------------------------------------------------


def test_a_dropped_file_is_judged_at_once_and_waits_for_its_form(uploader, form):
    arrived = uploader.post(reverse("files:arrive"), {"file": sent("a.pdf", make.make_pdf())})
    assert arrived.status_code == 201
    assert not StoredFile.objects.exists()
    uploader.post(reverse("files:upload"), form | {"files_ids": arrived.json()["id"]})
    assert StoredFile.objects.get().current.name == "a.pdf"
    assert not Upload.objects.exists()


def test_a_dropped_file_is_not_lost_when_the_form_is_wrong(uploader, form):
    arrived = uploader.post(
        reverse("files:arrive"), {"file": sent("a.pdf", make.make_pdf())}
    ).json()
    wrong = form | {"scope": "ente:999999", "files_ids": arrived["id"]}
    page = uploader.post(reverse("files:upload"), wrong).content.decode()
    assert f'value="{arrived["id"]}"' in page
    assert not StoredFile.objects.exists()


def test_a_dropped_program_is_refused_at_once(uploader):
    response = uploader.post(reverse("files:arrive"), {"file": sent("a.pdf", b"MZ\0\0")})
    assert (response.status_code, response.json()["code"]) == (409, "executable")
    assert not Upload.objects.exists()


def test_a_file_dropped_by_another_person_cannot_be_taken(sign_in, uploader, form):
    arrived = uploader.post(reverse("files:arrive"), {"file": sent("a.pdf", make.make_pdf())})
    sign_in("treviso.sit").post(reverse("files:upload"), form | {"files_ids": arrived.json()["id"]})
    assert not StoredFile.objects.exists()


# In pieces -----------------------------------------------------------------------------------------


def start(uploader, content: bytes, name="grande.txt") -> dict:
    order = json.dumps({"name": name, "size": len(content)})
    return uploader.post(reverse("files:start"), order, content_type="application/json").json()


def put(uploader, upload: dict, offset: int, piece: bytes):
    return uploader.put(
        upload["url"], piece, content_type="application/octet-stream",
        headers={"upload-offset": str(offset)},
    )  # fmt: skip


def finish(uploader, upload: dict, content: bytes, **order):
    order = {"sha256": hashlib.sha256(content).hexdigest(), **order}
    return uploader.post(
        f"{upload['url']}fine/", json.dumps(order), content_type="application/json"
    )


CONTENT = b"Una riga del documento.\n" * 40


def test_pieces_become_a_file(uploader, form):
    upload = start(uploader, CONTENT)
    put(uploader, upload, 0, CONTENT[:500])
    put(uploader, upload, 500, CONTENT[500:])
    response = finish(uploader, upload, CONTENT, scope=form["scope"], title="In pezzi")
    file = StoredFile.objects.get()
    assert response.json()["url"] == file.get_absolute_url()
    assert b"".join(vault.pieces(file.current.key)) == CONTENT
    assert not list(vault.storage().listdir("uploads")[1])


def test_an_upload_cut_in_the_middle_is_seen_by_nobody_and_goes_on(uploader, form):
    upload = start(uploader, CONTENT)
    put(uploader, upload, 0, CONTENT[:500])
    assert not StoredFile.objects.exists()
    reached = uploader.get(upload["url"]).json()["received"]
    put(uploader, upload, reached, CONTENT[reached:])
    assert finish(uploader, upload, CONTENT, scope=form["scope"]).status_code == 201


def test_a_piece_sent_twice_is_refused_and_the_right_place_said(uploader):
    upload = start(uploader, CONTENT)
    put(uploader, upload, 0, CONTENT[:500])
    response = put(uploader, upload, 0, CONTENT[:500])
    assert (response.status_code, response.json()["code"]) == (409, "wrong_offset")
    assert Upload.objects.get().received == 500


def test_more_than_declared_is_refused(uploader):
    upload = start(uploader, CONTENT[:10])
    assert put(uploader, upload, 0, CONTENT[:11]).status_code == 413
    assert Upload.objects.get().received == 0


def test_a_piece_too_long_is_refused(uploader, settings):
    settings.FILES = {"chunk_bytes": 100}
    upload = start(uploader, CONTENT)
    assert put(uploader, upload, 0, CONTENT[:101]).json()["code"] == "bad_piece"


def test_an_incomplete_upload_does_not_finish(uploader, form):
    upload = start(uploader, CONTENT)
    put(uploader, upload, 0, CONTENT[:500])
    assert finish(uploader, upload, CONTENT, scope=form["scope"]).json()["code"] == "incomplete"
    assert not StoredFile.objects.exists()


def test_a_content_that_changed_on_the_way_is_refused(uploader, form):
    upload = start(uploader, CONTENT)
    put(uploader, upload, 0, CONTENT.upper())
    assert finish(uploader, upload, CONTENT, scope=form["scope"]).json()["code"] == "wrong_digest"
    assert not StoredFile.objects.exists()


def test_what_is_too_big_is_refused_at_the_start(uploader, settings):
    settings.FILES = {"max_bytes": 10}
    assert start(uploader, CONTENT)["code"] == "too_big"
    assert not Upload.objects.exists()


def test_too_many_open_uploads_are_refused(uploader, settings):
    settings.FILES = {"open_uploads": 1}
    start(uploader, CONTENT)
    assert start(uploader, CONTENT)["code"] == "too_many_uploads"


def test_another_persons_upload_does_not_exist(uploader, sign_in):
    upload = start(uploader, CONTENT)
    other = sign_in("treviso.admin")
    assert other.get(upload["url"]).status_code == 404
    assert put(other, upload, 0, CONTENT).status_code == 404


def test_pieces_become_a_version(uploader, form, people, enti):
    file = make.make_file(enti[cast.TREVISO], people["treviso.sua"], form["scope"])
    upload = start(uploader, CONTENT)
    put(uploader, upload, 0, CONTENT)
    assert finish(uploader, upload, CONTENT, file=file.pk, note="Pezzi").status_code == 201
    assert file.versions.count() == 2


def test_an_upload_given_up_leaves_nothing(uploader, vault_folder):
    upload = start(uploader, CONTENT)
    put(uploader, upload, 0, CONTENT[:500])
    uploader.delete(upload["url"])
    assert not Upload.objects.exists()
    assert not [p for p in vault_folder.rglob("*") if p.is_file()]


def test_an_upload_nobody_continues_is_thrown_away(uploader, vault_folder):
    upload = start(uploader, CONTENT)
    put(uploader, upload, 0, CONTENT[:500])
    Upload.objects.update(touched_at=NOW)
    assert actions.discard_uploads(now=NOW + timedelta(hours=47)) == 0
    assert actions.discard_uploads(now=NOW + timedelta(hours=49)) == 1
    assert not [p for p in vault_folder.rglob("*") if p.is_file()]


class Endless(io.RawIOBase):
    """A file of many megabytes that holds nothing in memory."""

    def __init__(self, size: int) -> None:
        self.size, self.at, self.longest = size, 0, 0

    def seekable(self):
        return True

    def readable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, offset, whence=0):
        self.at = offset + {0: 0, 1: self.at, 2: self.size}[whence]
        return self.at

    def readinto(self, buffer):
        wanted = min(len(buffer), self.size - self.at)
        self.longest = max(self.longest, wanted)
        buffer[:wanted] = b"riga\n" * (wanted // 5) + b"x" * (wanted % 5)
        self.at += wanted
        return wanted


def test_a_big_upload_needs_little_memory(actors):
    content = Endless(30 * MB)
    tracemalloc.start()
    try:
        file = actions.upload_file(
            content=content,
            name="grande.txt",
            scope="platform",
            actor=actors["treviso.sua"],
            now=NOW,
        )
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert file.current.size == 30 * MB
    assert peak < 8 * MB


def test_a_big_download_needs_little_memory(actors, uploader):
    file = actions.upload_file(
        content=Endless(30 * MB), name="grande.txt", scope="platform",
        actor=actors["treviso.sua"], now=NOW,
    )  # fmt: skip
    address = reverse("files:download", args=[file.pk])
    uploader.head(address)  # the first request of a process imports every page of the platform
    tracemalloc.start()
    try:
        response = uploader.get(address)
        total = sum(len(piece) for piece in response.streaming_content)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert total == 30 * MB
    assert peak < 8 * MB


def test_a_refused_version_leaves_the_file_as_it_was(uploader, form, people, enti):
    file = make.make_file(enti[cast.TREVISO], people["treviso.sua"], form["scope"])
    with pytest.raises(Refusal):
        actions.add_version(
            file=file, content=io.BytesIO(b"MZ\0"), name="a.pdf", note="",
            actor=make.actor_of(people["treviso.sua"]), now=NOW,
        )  # fmt: skip
    assert FileVersion.objects.count() == 1


# Nonsense and second clicks ------------------------------------------------------------------------


@pytest.mark.parametrize("order", [{"file": "x"}, {"file": [1]}, {"file": {"pk": 1}}])
def test_a_file_that_is_no_number_is_refused(uploader, order):
    started = uploader.post(
        reverse("files:start"), {"name": "a.txt", "size": 3}, content_type="application/json"
    ).json()
    response = uploader.post(f"{started['url']}fine/", order, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (409, "bad_request")


@pytest.mark.parametrize("key", ["²", "9" * 5000, "-1", "x"])
def test_keys_that_are_none_find_nothing(uploader, key):
    assert uploader.post(reverse("files:bundle"), {"file": key}).status_code == 409
    assert not StoredFile.objects.exists()


def test_an_id_that_only_looks_like_one_is_let_fall(uploader, form):
    nonsense = "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz"
    response = uploader.post(reverse("files:upload"), form | {"files_ids": nonsense})
    assert response.status_code == 422


def test_an_upload_becomes_one_file_however_often_it_is_finished(actors, enti):
    actor = actors["treviso.sua"]
    content = io.BytesIO(b"una volta sola")
    upload = actions.stage_upload(content=content, name="a.txt", actor=actor, now=NOW)
    late = Upload.objects.get(pk=upload.pk)
    Upload.objects.filter(pk=upload.pk).delete()  # a second click was faster
    with pytest.raises(Refusal) as refusal:
        actions.finish_upload(
            upload=late,
            sha256=None,
            scope=f"ente:{enti[cast.TREVISO].pk}",
            actor=actor,
            now=NOW,
        )
    assert refusal.value.code == "finished"
    assert not StoredFile.objects.exists()
