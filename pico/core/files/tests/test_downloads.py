"""Contents leave only to who may read them, whole or in part, with harmless headers."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.http import http_date

from pico.core.files import actions
from pico.core.files.models import StoredFile
from pico.core.files.tests import factories as make
from pico.core.testing import cast

CONTENT = bytes(range(65, 91)) * 10  # 260 letters


@pytest.fixture
def file(people, enti):
    treviso = enti[cast.TREVISO]
    return make.make_file(treviso, people["treviso.sua"], f"ente:{treviso.pk}", content=CONTENT)


@pytest.fixture
def get(sign_in, file):
    client = sign_in("treviso.sit")
    url = reverse("files:download", args=[file.pk])
    return lambda **headers: client.get(url, headers=headers)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_reader_gets_the_whole(get):
    response = get()
    assert body(response) == CONTENT
    assert response["Content-Length"] == "260"
    assert response["Accept-Ranges"] == "bytes"


def test_a_download_is_harmless_to_the_browser(get):
    response = get()
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script" not in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "name", ["brescia.admin", "upi.admin", "comune1.referente", "nuovo.utente"]
)
@pytest.mark.parametrize("view", ["download", "detail", "versions", "story"])
def test_a_neighbours_file_does_not_exist(sign_in, file, name, view):
    assert sign_in(name).get(reverse(f"files:{view}", args=[file.pk])).status_code == 404


def test_an_anonymous_visitor_gets_public_files_only(client, people, enti, file):
    assert client.get(reverse("files:download", args=[file.pk])).status_code == 404
    StoredFile.objects.update(scope="public")
    assert client.get(reverse("files:download", args=[file.pk])).status_code == 200


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=250-", 250, 260),
        ("bytes=-5", 255, 260),
        ("bytes=-999", 0, 260),
        ("bytes=100-9999", 100, 260),
        ("bytes=259-259", 259, 260),
    ],
)
def test_a_range_is_sent_as_asked(get, asked, start, stop):
    response = get(range=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/260"
    assert response["Content-Length"] == str(stop - start)
    assert body(response) == CONTENT[start:stop]


@pytest.mark.parametrize("asked", ["bytes=260-", "bytes=9999-10000", "bytes=-0"])
def test_a_range_outside_the_content_is_416(get, asked):
    response = get(range=asked)
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */260"


@pytest.mark.parametrize("asked", ["bytes=", "bytes=9-3", "lines=1-2", "bytes=0-1,5-6", "nonsense"])
def test_a_range_that_is_not_one_gives_the_whole(get, asked):
    response = get(range=asked)
    assert response.status_code == 200
    assert body(response) == CONTENT


def test_if_range_with_the_same_tag_sends_the_part(get, file):
    assert get(range="bytes=0-9", if_range=f'"{file.current.sha256}"').status_code == 206


def test_if_range_with_another_tag_sends_the_whole(get):
    assert get(range="bytes=0-9", if_range='"other"').status_code == 200


def test_if_range_with_the_same_date_sends_the_part(get, file):
    same = http_date(file.current.at.timestamp())
    earlier = http_date((file.current.at - timedelta(days=1)).timestamp())
    assert get(range="bytes=0-9", if_range=same).status_code == 206
    assert get(range="bytes=0-9", if_range=earlier).status_code == 200


def test_what_the_browser_already_has_is_304(get, file):
    response = get(if_none_match=f'"{file.current.sha256}"')
    assert response.status_code == 304
    assert response["ETag"] == f'"{file.current.sha256}"'


def test_a_failed_condition_is_412(get):
    assert get(if_match='"other"').status_code == 412


def test_head_says_the_size_and_sends_nothing(sign_in, file):
    response = sign_in("treviso.sit").head(reverse("files:download", args=[file.pk]))
    assert response["Content-Length"] == "260"
    assert body(response) == b""


def test_the_link_of_a_version_stays_on_that_version(sign_in, file, actors):
    actions.add_version(
        file=file, content=io.BytesIO(b"Nuova"), name="prova.txt", note="x",
        actor=actors["treviso.sua"], now=make.NOW,
    )  # fmt: skip
    client = sign_in("treviso.sit")
    assert body(client.get(reverse("files:version", args=[file.pk, 1, 0]))) == CONTENT
    assert body(client.get(reverse("files:download", args=[file.pk]))) == b"Nuova"


def test_a_version_in_scansione_is_not_sent_even_to_its_author(sign_in, file):
    make.set_scan_state(file)
    client = sign_in("treviso.sua")
    assert client.get(reverse("files:detail", args=[file.pk])).status_code == 200
    assert client.get(reverse("files:version", args=[file.pk, 1, 0])).status_code == 404
    assert client.get(reverse("files:download", args=[file.pk])).status_code == 404


def test_a_file_in_the_bin_is_not_sent(sign_in, file, actors):
    actions.trash_file(file=file, actor=actors["treviso.sua"], now=make.NOW)
    assert sign_in("treviso.sua").get(reverse("files:download", args=[file.pk])).status_code == 404


def test_the_document_inside_an_envelope_has_its_own_link(sign_in, people, enti):
    treviso, pdf = enti[cast.TREVISO], make.make_pdf()
    file = make.make_file(
        treviso, people["treviso.sua"], "platform", content=make.make_p7m(pdf), name="a.pdf.p7m"
    )
    response = sign_in("brescia.admin").get(reverse("files:inner", args=[file.pk, 1, 0]))
    assert body(response) == pdf
    assert response["Content-Type"] == "application/pdf"
    assert 'filename="a.pdf"' in response["Content-Disposition"]


def test_the_picture_of_a_page_obeys_the_same_rule(sign_in, client, people, enti, commits):
    treviso = enti[cast.TREVISO]
    with commits():
        file = make.make_file(
            treviso,
            people["treviso.sua"],
            f"ente:{treviso.pk}",
            content=make.make_pdf(),
            name="a.pdf",
        )
    url = reverse("files:preview", args=[file.pk, 1, 0, 1])
    assert client.get(url).status_code == 404
    assert sign_in("treviso.sit").get(url)["Content-Type"] == "image/png"
    assert sign_in("treviso.sit").get(url.replace("/1.png", "/9.png")).status_code == 404


# Many at once --------------------------------------------------------------------------------------


def test_the_chosen_files_come_in_one_zip(sign_in, file, people, enti):
    other = make.make_file(enti[cast.TREVISO], people["treviso.sua"], "platform", content=b"Due")
    response = sign_in("treviso.sit").post(reverse("files:bundle"), {"file": [file.pk, other.pk]})
    with zipfile.ZipFile(io.BytesIO(body(response))) as archive:
        assert archive.testzip() is None
        assert {archive.read(name) for name in archive.namelist()} == {CONTENT, b"Due"}
        assert len(set(archive.namelist())) == 2


def test_a_zip_holds_nothing_of_a_neighbour(sign_in, file, people, enti):
    other = make.make_file(enti[cast.TREVISO], people["treviso.sua"], "platform", content=b"Due")
    response = sign_in("brescia.admin").post(reverse("files:bundle"), {"file": [file.pk, other.pk]})
    with zipfile.ZipFile(io.BytesIO(body(response))) as archive:
        assert len(archive.namelist()) == 1


def test_a_zip_of_a_neighbours_files_only_does_not_exist(sign_in, file):
    response = sign_in("brescia.admin").post(reverse("files:bundle"), {"file": [file.pk]})
    assert response.status_code == 404


def test_a_zip_of_too_much_is_refused(sign_in, file, settings):
    settings.FILES = {"bundle_bytes": 100}
    response = sign_in("treviso.sit").post(reverse("files:bundle"), {"file": [file.pk]})
    assert response["X-Refusal"] == "bundle_too_big"
